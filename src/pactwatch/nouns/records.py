"""What the register holds: records and hubs with their support, speakers, disagreements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pactwatch.nouns.claims import Claim, DateBasis, Reading, Value
from pactwatch.nouns.groups import Kinship, Link, Origin, Story, Wording
from pactwatch.nouns.keeping import Issue, Judgement, Run
from pactwatch.nouns.texts import Day, Document

Grade = Literal["A", "B", "C", "D", "X", "R"]
Certainty = Literal["certain", "conditional"]


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
class Cell:
    """What one column of the pack's views says of a hub, and the records that say it.

    `least` is the lower bound of a count: the sum of its records' (`summed`), or the highest that
    one of them gives for several together. `units` stand beside `values`, empty where there is none.
    """

    column: str
    values: tuple[Value, ...] = ()
    units: tuple[str, ...] = ()
    least: float | None = None
    summed: bool = False
    records: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A hub in one line of the register's table: where it stands, what that rests on, its cells.

    `since` is the day of what it has come to, `known_since` when a page first said so, `begun` the
    day on which anything of it was first known, `last_heard` that of the newest page which tells of
    it; `disputes` counts the fields on which sources disagree, of the hub and all that hangs on it.
    """

    id: str  #: the hub's
    key: tuple[tuple[str, str | None], ...]
    standing: str | None
    since: Day | None
    known_since: Day
    begun: Day
    last_heard: Day
    grade: Grade
    grade_why: str
    origins: int
    pages: int
    disputes: int
    cells: tuple[Cell, ...] = ()

    def value(self, name: str) -> str | None:
        """The value of a slot of its key."""
        return next((value for slot, value in self.key if slot == name), None)

    def cell(self, column: str) -> Cell:
        """What a column says of it; an empty cell where nothing is told."""
        return next((one for one in self.cells if one.column == column), Cell(column=column))


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
    outlines: tuple[Outline, ...] = ()  #: one for each hub, in their order
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Knot:
    """Pages that hang together, and what is shown of them from each day on, oldest first.

    `signs`: page → what it hangs on, as a hash. `before`: knots whose rows these versions replace;
    of what was shown before the first version's day, the rows stay where `goes_on`.
    """

    documents: tuple[str, ...]
    signs: Mapping[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    goes_on: bool = False
    versions: tuple[tuple[Day, Register], ...]
