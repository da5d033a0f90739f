"""Readers: what a document says, as one `Reading`. Chosen by a setting; each declares its version.

The default reader is deterministic and runs offline: frames of the pack over dependency parses, and
attributions. What enters: a divided document. What leaves: its reading, or an `Issue`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from pactwatch.config import Settings
from pactwatch.domain import Pack
from pactwatch.extract.drafts import draft_hits
from pactwatch.extract.gather import gather, is_of_domain
from pactwatch.extract.opinions import draft_opinions
from pactwatch.extract.page import read_page
from pactwatch.extract.parse import Parser
from pactwatch.extract.specification import Specification, specify
from pactwatch.extract.statements import (
    draft_statements,
    give_voices,
    voices_of,
)
from pactwatch.nouns import DividedDocument, Issue, Reading

VERSION = 1  #: raised with every change of what the readers find


class Readers:
    """The readers of one pack, with the parser that they share."""

    def __init__(self, pack: Pack, settings: Settings) -> None:
        self.pack = pack
        self._settings = settings

    @cached_property
    def _parser(self) -> Parser:
        return Parser(self._settings.pipeline)

    @cached_property
    def _spec(self) -> Specification:
        return specify(self.pack)

    @property
    def version(self) -> str:
        """Which readers, pipeline and pack: a reading by another is another reading."""
        return f"frames@{VERSION} {self._settings.pipeline} {self.pack.name}@{self.pack.version}"

    def read(self, divided: DividedDocument) -> Reading | Issue:
        """DividedDocument → Reading, or an Issue where no reader has its language."""
        document = divided.document
        if document.language not in (None, "en"):
            return Issue(
                source=document.source,
                stage="extract",
                what=f"no reader for language {document.language!r}: stored unread",
            )
        if not self._spec.sieve.may_concern(document.text):
            return Reading(doc_id=document.id, readers=self.version, in_domain=False)
        page = read_page(divided, self._parser, self._spec)
        told = list(draft_hits(page, self._spec)) if page.is_on_topic else []
        voiced = voices_of(page)
        give_voices(told, voiced)
        if page.is_on_topic:
            told += draft_opinions(voiced, page, self._spec)
        told += draft_statements(voiced, told, page, self._spec)
        claims, links = gather(told, document, self._spec, self.version)
        repeated = tuple((p.start, p.end) for p in divided.passages if p.repeats is not None)
        return Reading(
            doc_id=document.id,
            readers=self.version,
            in_domain=any(is_of_domain(claim, self._spec) for claim in claims),
            repeated=repeated,
            claims=tuple(claims),
            links=tuple(links),
        )


def load_readers(pack: Pack, settings: Settings) -> Readers:
    """The readers that the settings name, for a pack."""
    return Readers(pack, settings)


def extract(pages: Iterable[DividedDocument], readers: Readers) -> Iterator[Reading | Issue]:
    """Document in its passages → Reading: what the readers find, and an Issue where they cannot."""
    return (readers.read(page) for page in pages)
