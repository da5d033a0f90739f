"""Documents and their pieces: what was collected, and where words stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pactwatch.errors import SpanError
from pactwatch.ids import content_id, sha256_of

Range = tuple[int, int]  #: start and end of a piece of a document's text
Day = str  #: EDTF level 1: 2025-05, 2025-05-04, 2025-08~, 2024-07-05/.., XXXX-03
PublishedBasis = Literal["given", "metadata", "url", "text"]
KnownBasis = Literal["published", "collected"]
LINE = 120  #: characters of a first line that names a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """How bytes came over the wire: what was asked of whom, and the head of the answer.

    Heads are HTTP/1.1 as sent and as received, without the empty line that ends them.
    """

    address: str  #: of the page in the end, after redirects
    request: bytes
    response: bytes
    peer: str | None = None  #: the IP address that answered
    via: tuple[str, ...] = ()  #: the addresses that led here

    def header(self, name: str) -> str | None:
        """A field of the answer, or None; several of one name are joined with a comma."""
        key = name.lower()
        if key.encode() not in self.response.lower():  # of a million pages most lack most fields
            return None
        lines = self.response.decode("latin-1").split("\r\n")[1:]
        pairs = (line.partition(":") for line in lines if key in line.lower())
        found = [value.strip() for told, _, value in pairs if told.strip().lower() == key]
        return ", ".join(found) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes as they came, on their way into the archive.

    What came over the wire has its `exchange`; its `data` are the body as sent, still under the
    `Content-Encoding` that its head names. `record` is the archive's record id, made from the
    source and the SHA-256 of the bytes, so that the same bytes from the same place have one record
    on every machine.
    """

    source: str  #: path or address as given
    media_type: str
    data: bytes
    captured_at: str  #: ISO 8601 in UTC
    exchange: Exchange | None = None

    @property
    def sha256(self) -> str:
        return sha256_of(self.data)

    @property
    def record(self) -> str:
        return content_id("cap", self.source, self.sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person says of an input that the input may lack: beside the call, or in a table."""

    published: Day | None = None
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One page as read: its one canonical text, and what is known of where it came from."""

    id: str
    source: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: Day | None = None
    published_basis: PublishedBasis | None = None
    known: Day  #: the publication day, else the day of collection
    known_basis: KnownBasis
    language: str | None
    text: str
    media_type: str = "text/plain"
    cleaner: str = "none"  #: name@version of what made `text` from the bytes
    archived: str | None = None  #: record id in the archive
    replaces: str | None = None  #: an earlier text at the same address
    page_starts: tuple[int, ...] = ()  #: where each page of a PDF starts in `text`
    masked: tuple[Range, ...] = ()  #: pieces of `text` that a person masked
    sha256_as_read: str | None = None  #: of the text as it was read, where `text` is masked

    @property
    def sha256(self) -> str:
        return self.sha256_as_read or sha256_of(self.text.encode("utf-8"))

    @property
    def first_line(self) -> str:
        """The first line of the text, cut between words where it is long."""
        line = self.text.lstrip().partition("\n")[0].strip()
        if len(line) <= LINE:
            return line
        return line[:LINE].rpartition(" ")[0].rstrip(" ,;:.–-") + "…" if " " in line[:LINE] else ""

    @property
    def headline(self) -> str:
        """What the page is called: by its title, else by its first line."""
        return self.title or self.first_line or self.outlet or self.source

    @staticmethod
    def id_of(*, url: str | None, outlet: str | None, text: str) -> str:
        """(canonical address, else outlet, else nothing) + SHA-256 of the text."""
        return content_id("doc", url or outlet, sha256_of(text.encode("utf-8")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A document in one line of a list, without its text."""

    doc_id: str
    source: str
    url: str | None
    outlet: str | None
    title: str | None
    published: Day | None
    known: Day
    in_domain: bool
    claims: int
    relation: str  #: how its text stands to others: own, wire, copy, rewrite
    first_line: str = ""  #: of a page without a title

    @property
    def headline(self) -> str:
        """What the page is called, as `Document.headline` has it."""
        return self.title or self.first_line or self.outlet or self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What a search found: the id of a page or claim, and the words around, `True` where they meet."""

    ref: str
    around: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where a quote stands in a document's text; made only by `cut`, so that they cannot disagree."""

    doc_id: str
    start: int
    end: int
    quote: str

    @classmethod
    def cut(cls, doc: Document, start: int, end: int) -> Span:
        """Take the quote from `doc` itself."""
        if not 0 <= start < end <= len(doc.text):
            raise SpanError(
                f"{doc.id}: [{start}:{end}] lies outside its {len(doc.text)} characters"
            )
        return cls(doc_id=doc.id, start=start, end=end, quote=doc.text[start:end])

    @property
    def range(self) -> Range:
        return (self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, heading or list item of a document, cut into sentences.

    `repeats` is the passage of the same document that this one says again, or None.
    """

    doc_id: str
    index: int
    start: int
    end: int
    kind: Literal["title", "paragraph", "item", "chrome"]
    sentences: tuple[Range, ...]
    repeats: Range | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DividedDocument:
    """A document and its passages, in the order in which they stand."""

    document: Document
    passages: tuple[Passage, ...]
