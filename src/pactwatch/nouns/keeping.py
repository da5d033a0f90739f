"""What is appended beside the readings: judgements, issues, runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pactwatch.ids import content_id
from pactwatch.nouns.texts import Day, Document, Given, Span


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
class Taken:
    """A capture as a register took it in: what was said of it, and the pages that it showed.

    `told` answers for each page (source, address); None where the intake was broken off.
    """

    record: str
    source: str
    sha256: str
    media_type: str
    size: int
    captured_at: str
    given: Given
    told: tuple[tuple[str, str | None, Given], ...] | None
    pages: tuple[Document, ...]
