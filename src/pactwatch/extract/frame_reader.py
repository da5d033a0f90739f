"""The default reader, `frames`: frames of the pack over dependency parses, and attributions.

Deterministic and offline. What enters: a divided document. What leaves: its reading.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path

from pactwatch.config import Settings
from pactwatch.domain import Pack
from pactwatch.extract.concern import Concern
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
from pactwatch.extract.when_elsewhere import date_from_elsewhere
from pactwatch.ids import sha256_of
from pactwatch.nouns import DividedDocument, Reading
from pactwatch.ports import ParseCache

NAME = "frames"


class FrameReader:
    """Fulfils `ports.Reader` for English pages and every kind of a pack."""

    name = NAME
    languages = frozenset({"en"})

    def __init__(self, pack: Pack, settings: Settings, parses: ParseCache | None = None) -> None:
        self.pack = pack
        self.kinds = frozenset(kind.name for kind in pack.kinds)
        self._settings = settings
        self._parses = parses

    @cached_property
    def _parser(self) -> Parser:
        return Parser(self._settings.pipeline, self._parses)

    @cached_property
    def _spec(self) -> Specification:
        return specify(self.pack)

    @cached_property
    def _concern(self) -> Concern:
        return Concern(self.pack.concern)

    @property
    def version(self) -> str:
        """The reader's code, the pipeline and the pack: a reading by another is another reading."""
        return f"{NAME}@{_code()} {self._settings.pipeline} {self.pack.name}@{self.pack.version}"

    def missing(self, marked: str) -> str | None:
        """What a page's marked text lacks: a word of the topic, or two states; None where they may do."""
        return self._spec.sieve.missing(marked)

    def read(self, divided: DividedDocument) -> Reading:
        """DividedDocument → Reading; one without claims where no word of the topic stands in it."""
        document = divided.document
        if not self._spec.sieve.may_concern(document.text):
            return Reading(doc_id=document.id, readers=self.version, in_domain=False)
        page = read_page(divided, self._parser, self._spec)
        verdict = self._concern.judge(page)
        is_near = page.is_on_topic and verdict.concerns
        told = list(draft_hits(page, self._spec)) if is_near else []
        for draft in told:
            draft.why.append(verdict.words)
        voiced = voices_of(page)
        give_voices(told, voiced)
        if is_near:
            told += draft_opinions(voiced, page, self._spec)
        told += draft_statements(voiced, told, page, self._spec)
        claims, links = gather(told, document, self._spec, self.version, silent=verdict.silent)
        claims = date_from_elsewhere(claims, page, self._spec)
        repeated = tuple((p.start, p.end) for p in divided.passages if p.repeats is not None)
        return Reading(
            doc_id=document.id,
            readers=self.version,
            in_domain=(is_near and verdict.is_sure)
            or any(is_of_domain(c, self._spec, silent=verdict.silent) for c in claims),
            repeated=repeated,
            claims=tuple(claims),
            links=tuple(links),
        )


@lru_cache(maxsize=1)
def _code() -> str:
    """A hash of this room's files, as a version number is forgotten."""
    folder = Path(__file__).parent
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".json", ".txt"))
    return sha256_of(b"\0".join(path.read_bytes() for path in files))[:12]
