"""The nouns that pass through the doors between rooms. Frozen, slotted, keyword-only.

Offsets are code points into `Document.text`, end exclusive. Days are EDTF level 1 strings. A
`None` means "no source says", never "we guessed". Ids are content ids (`pactwatch.ids`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pactwatch.errors import SpanError
from pactwatch.ids import content_id, sha256_of

Range = tuple[int, int]  #: start and end of a piece of a document's text

Day = str  #: EDTF level 1: 2025-05, 2025-05-04, 2025-08~, 2024-07-05/.., XXXX-03

PublishedBasis = Literal["given", "metadata", "url", "text"]
KnownBasis = Literal["published", "collected"]
Factuality = Literal["asserted", "reported", "planned", "conditional", "denied"]
Basis = Literal[
    "document", "court_record", "named_official", "unnamed_official", "other_medium", "data", "page"
]
DateBasis = Literal["stated", "resolved", "fact", "unanchored"]
Relation = Literal["own", "wire", "copy", "rewrite"]
Grade = Literal["A", "B", "C", "D", "X", "R"]
Certainty = Literal["certain", "conditional"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes as they came, on their way into the archive.

    `record` is the archive's record id, made from the address and the SHA-256 of the bytes, so that
    the same bytes from the same place have one record on every machine.
    """

    source: str  #: path or address as given
    media_type: str
    data: bytes
    captured_at: str  #: ISO 8601 in UTC

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

    @staticmethod
    def id_of(*, url: str | None, outlet: str | None, text: str) -> str:
        """(canonical address, else outlet, else nothing) + SHA-256 of the text."""
        return content_id("doc", url or outlet, sha256_of(text.encode("utf-8")))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How many, as told: "more than 200" has `min` 200 and no `max`; "250" has both."""

    min: float | None
    max: float | None
    words: str


Value = str | int | float | bool | Quantity | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A filled slot of a claim and its grounds: the words in the same document that fill it."""

    name: str
    value: Value
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The words that tell when, and their reading before any publication day is known.

    `form` is read by `pactwatch.days.anchor`; it holds no day that the words do not hold.
    """

    words: str
    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says a claim, where the page itself does not."""

    name: str
    role: str | None = None
    organisation: str | None = None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Via:
    """The medium or outlet through which a claim comes ("Rwanda TV")."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a page says once. Immutable; days are resolved elsewhere, from `when`.

    `why` names the frame, the trigger's words and the rule that decided, for `show --why`.
    """

    id: str
    kind: str
    doc_id: str
    span: Span
    spans: tuple[Range, ...] = ()  #: the pieces, where a cue interrupts a statement
    mentions: tuple[Range, ...] = ()  #: where the page says it again
    slots: tuple[Slot, ...]
    said_by: Voice | None = None
    via: Via | None = None
    basis: Basis = "page"
    factuality: Factuality = "asserted"
    when: When | None = None
    reader: str
    why: tuple[str, ...] = ()

    def value(self, name: str) -> Value | None:
        """The value of slot `name`, or None where no words fill it."""
        return next((slot.value for slot in self.slots if slot.name == name), None)

    def grounds(self, name: str) -> Range | None:
        """Where the words stand that fill slot `name`."""
        return next(((slot.start, slot.end) for slot in self.slots if slot.name == name), None)

    @staticmethod
    def id_of(*, doc_id: str, kind: str, spans: tuple[Range, ...], slots: tuple[Slot, ...]) -> str:
        """Document + kind + spans + slots as read; no resolved day, no reader, no run."""
        read = sorted((slot.name, plain(slot.value)) for slot in slots)
        return content_id("clm", doc_id, kind, [list(span) for span in spans], read)


def plain(value: Value | None) -> object:
    """A slot's value as JSON's own values."""
    match value:
        case Quantity():
            return {"min": whole(value.min), "max": whole(value.max), "words": value.words}
        case tuple():
            return list(value)
        case float():
            return whole(value)
        case _:
            return value


def whole(value: float | None) -> float | int | None:
    """A float without a fraction as an int, so that 250.0 is written 250."""
    return int(value) if value is not None and float(value).is_integer() else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one set of readers found in one document; the newest that ended well is current.

    `in_domain` says whether the page concerns the pack's domain, `repeated` holds the passages
    that say again what the page said above.
    """

    doc_id: str
    readers: str  #: names and versions, and the pack's
    in_domain: bool
    repeated: tuple[Range, ...] = ()
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A slot whose value is another claim of the same document ("a reply to that objection")."""

    claim_id: str
    slot: str
    to: str  #: claim id


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Pages that copy one another. `root`: the agency's text if read, else the earliest page."""

    id: str
    documents: tuple[str, ...]
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A passage that a document took from another: where it stands here, and there."""

    start: int
    end: int
    doc_id: str
    from_start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """How one document stands to the others: its wording, and what it took from whom.

    `agency` is the news agency to which its text is credited, or that of its wording's root.
    """

    doc_id: str
    wording: str
    relation: Relation = "own"
    confidence: float = 1.0
    copied: tuple[Copied, ...] = ()
    agency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event, told by several pages."""

    id: str
    title: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What `group/` found over a set of documents."""

    wordings: tuple[Wording, ...]
    kinships: tuple[Kinship, ...]
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """An independent root of a report. Those of one newsroom count once as support."""

    id: str
    kind: Literal["utterance", "document", "report"]
    what: str
    by: str | None
    newsroom: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A claim's day, derived from its words and its page's publication day."""

    claim_id: str
    date: Day | None
    date_text: str | None
    date_basis: DateBasis | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a person says of a record, or of one slot of it, beside what its sources say."""

    judgement: str
    verdict: str
    slot: str | None
    seen: str | None  #: the source's value, as JSON
    value: str | None  #: the judge's, in their words; never counted as support
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the register holds: a thing that happened or was said, as all its claims tell it.

    `slots` has every slot of the kind: the value that all readings share, else None.
    """

    id: str
    kind: str
    slots: tuple[tuple[str, Value | None], ...]
    contested: tuple[str, ...] = ()
    date: Day | None = None
    known_since: Day
    grade: Grade
    grade_why: str
    origins: int
    claims: tuple[str, ...]
    judged: tuple[Judged, ...] = ()

    def value(self, name: str) -> Value | None:
        return next((value for slot, value in self.slots if slot == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An entry in a hub record's history: what it came to, when that happened and was known."""

    value: str
    date: Day | None
    known_since: Day
    grade: Grade
    grade_why: str
    origins: int
    claims: tuple[str, ...]
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """The record on which others hang: an ordered pair and a programme, with its history."""

    id: str
    kind: str
    key: tuple[tuple[str, str | None], ...]
    standing: str | None  #: the value that its history has come to
    history: tuple[Step, ...]
    members: tuple[tuple[str, tuple[str, ...]], ...]  #: plural key of a kind → record ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A person or body that speaks, under all the names and offices that pages give."""

    id: str
    names: tuple[str, ...]
    offices: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """One of the values between which sources disagree, with who gives it."""

    value: Value
    claims: tuple[str, ...]
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """A field on which sources disagree. `condition` says on what a conditional one hangs."""

    id: str
    about: str
    field: str
    kind: Literal["date", "number", "status", "actor", "cause", "polarity", "attribution"]
    certainty: Certainty
    condition: str | None
    stances: tuple[Stance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A row of the pack's table of public facts."""

    id: str
    what: str
    day: Day
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A piece of a page's text that tells one thing of a kind; `seen` is what was read there."""

    doc_id: str
    start: int
    end: int
    kind: str
    seen: str | None = None


Verdict = Literal[
    "accept", "reject", "correct", "merge", "split", "join", "part", "withhold", "withdraw"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's verdict. It points to text, not to ids, so that it survives every re-read.

    `other` is the second text of a merge or join, `withdraws` the judgement that is taken back. To
    withhold a name everywhere, `value` is the name and `slot` is None; a passage has no value.
    """

    id: str
    doc_id: str
    span: Span
    kind: str
    slot: str | None
    seen: str | None
    verdict: Verdict
    value: str | None
    reason: str
    by: str
    day: Day
    other: Spot | None = None
    withdraws: str | None = None
    at: str | None = None  #: ISO 8601 in UTC

    @property
    def spot(self) -> Spot:
        """The text to which it points."""
        return Spot(
            doc_id=self.doc_id,
            start=self.span.start,
            end=self.span.end,
            kind=self.kind,
            seen=self.seen,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An item that could not be read, or a page with something missing; the run went on."""

    source: str
    stage: Literal["collect", "divide", "extract", "group", "reconcile"]
    what: str

    @property
    def id(self) -> str:
        return content_id("iss", self.source, self.stage, self.what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One call that wrote to a register: when, with which versions, on which input."""

    id: str
    started_at: str
    ended_at: str | None
    versions: tuple[tuple[str, str], ...]
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Everything an export shows, for one day. Every tuple is in its canonical order."""

    as_of: Day | None
    documents: tuple[Document, ...] = ()
    readings: tuple[Reading, ...] = ()
    kinships: tuple[Kinship, ...] = ()
    wordings: tuple[Wording, ...] = ()
    stories: tuple[Story, ...] = ()
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
    dated: tuple[Dated, ...] = ()
    origins: tuple[Origin, ...] = ()
    hubs: tuple[Hub, ...] = ()
    records: tuple[Record, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    contradicts: tuple[tuple[str, str], ...] = ()  #: claim id, fact id
    facts: tuple[Fact, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    issues: tuple[Issue, ...] = ()
    runs: tuple[Run, ...] = field(default=())

    def claims_of(self, ids: tuple[str, ...]) -> Iterator[Claim]:
        """The claims with these ids, in this order."""
        by_id: Mapping[str, Claim] = {claim.id: claim for claim in self.claims}
        return (by_id[claim_id] for claim_id in ids)
