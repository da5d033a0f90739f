"""Readers: what a document says, as one `Reading`. Chosen by a setting; each declares what it reads.

`READERS` holds those of this program; more can be installed under the entry point group
`pactwatch.readers`. What enters: a divided document. What leaves: its reading, or an `Issue`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from importlib.metadata import entry_points

from pactwatch.config import Settings
from pactwatch.domain import Pack
from pactwatch.errors import ConfigError, ItemError
from pactwatch.extract import frame_reader
from pactwatch.extract.frame_reader import FrameReader
from pactwatch.nouns import Claim, DividedDocument, Issue, Reading
from pactwatch.ports import ParseCache, Reader, SiftingReader

#: The cache is where a reader may keep what depends on a passage's words alone.
MakeReader = Callable[[Pack, Settings, ParseCache | None], Reader]

GROUP = "pactwatch.readers"  #: entry points: a reader's name → what makes it

READERS: dict[str, MakeReader] = {frame_reader.NAME: FrameReader}


class Readers:
    """The chosen readers of one pack. What several find in a page is its one reading."""

    def __init__(self, pack: Pack, readers: Sequence[Reader]) -> None:
        self.pack = pack
        self._readers = tuple(readers)

    @property
    def version(self) -> str:
        """Which readers: a reading by others is another reading."""
        return " + ".join(reader.version for reader in self._readers)

    def missing(self, marked: str) -> str | None:
        """What a page's marked text lacks for every reader, or None where one may find a claim in them.

        A reader that cannot tell lets every page through.
        """
        lacks: list[str] = []
        for reader in self._sifting:
            lack = reader.missing(marked)
            if lack is None:
                return None
            lacks.append(lack)
        return lacks[0] if lacks else None

    @cached_property
    def _sifting(self) -> tuple[SiftingReader, ...]:
        """The readers, if all of them can tell what they need not see; else none."""
        able = tuple(one for one in self._readers if isinstance(one, SiftingReader))
        return able if len(able) == len(self._readers) else ()

    def can_read(self, language: str | None) -> bool:
        """Whether any reader has a language; one that is not known may be any."""
        return bool(self._able(language))

    def _able(self, language: str | None) -> list[Reader]:
        return [one for one in self._readers if language is None or language in one.languages]

    def read(self, divided: DividedDocument) -> Reading | Issue:
        """DividedDocument → Reading, or an Issue where no reader has its language."""
        document = divided.document
        able = self._able(document.language)
        if not able:
            return Issue(
                source=document.source,
                stage="extract",
                what=f"no reader for language {document.language!r}: stored unread",
            )
        found = [_checked(reader.read(divided), reader) for reader in able]
        return Reading(
            doc_id=document.id,
            readers=self.version,
            in_domain=any(one.in_domain for one in found),
            repeated=tuple((p.start, p.end) for p in divided.passages if p.repeats is not None),
            claims=tuple(_each_once(found)),
            links=tuple(dict.fromkeys(link for one in found for link in one.links)),
        )


def _checked(reading: Reading, reader: Reader) -> Reading:
    """ItemError where a reader tells what it doesn't declare, or links to what it doesn't tell."""
    strange = {claim.kind for claim in reading.claims} - reader.kinds
    if strange:
        raise ItemError(
            f"reader {reader.name!r} tells {', '.join(sorted(strange))}, which it doesn't declare "
            "in its `kinds`"
        )
    told = {claim.id for claim in reading.claims}
    for link in reading.links:
        if not told >= {link.claim_id, link.to}:
            raise ItemError(f"reader {reader.name!r} links a claim that it doesn't tell: {link}")
    return reading


def _each_once(found: Sequence[Reading]) -> Iterator[Claim]:
    """The claims of all readings in the order of the text; of equal ids the first reader's."""
    claims: dict[str, Claim] = {}
    for reading in found:
        for claim in reading.claims:
            claims.setdefault(claim.id, claim)
    if len(found) == 1:
        return iter(claims.values())
    return iter(sorted(claims.values(), key=lambda c: (c.span.start, c.span.end, c.id)))


def load_readers(pack: Pack, settings: Settings, parses: ParseCache | None = None) -> Readers:
    """The readers that the settings name, for a pack; ConfigError names those that there are."""
    installed = {one.name: one for one in entry_points(group=GROUP)}
    made: list[Reader] = []
    for name in settings.readers:
        if name in READERS:
            made.append(READERS[name](pack, settings, parses))
        elif name in installed:
            made.append(installed[name].load()(pack, settings, parses))
        else:
            known = ", ".join(sorted({*READERS, *installed}))
            raise ConfigError(
                f"PACTWATCH_READERS: no reader {name!r}; installed are: {known}. Others come with "
                f"packages that declare the entry point group {GROUP}"
            )
    return Readers(pack, made)
