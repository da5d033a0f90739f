"""A snapshot of the register → what needs a person: each case with the claims that it is about.

A case is settled by a judgement on one of its claims that stands, on the whole claim or on the slot
that the case is about; that of a page whose words may be another's by a judgement on its origin. As
judgements point to text, what was judged stays judged when pages are read again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Literal

from pactwatch.nouns import Claim, Judgement
from pactwatch.reconcile.verdicts import lay, standing_judgements
from pactwatch.store import Doubts, Lookup

SURE = 0.9  #: the share of its words from which a page counts as another's for sure
MOST = 1_000  #: claims of one page

Why = Literal["fact", "contested", "new", "origin"]
WHYS: tuple[Why, ...] = ("fact", "contested", "new", "origin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that a person should look at. `about`: a hub, record, page or fact, by id; `dispute`:
    the disagreement on it."""

    why: Why
    about: str
    field: str | None = None
    claims: tuple[str, ...] = ()
    dispute: str | None = None

    @property
    def id(self) -> str:
        """Its place on a page."""
        return ".".join(part for part in (self.why, self.about, self.field) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What people said, by what is there now."""

    claims: Mapping[str, frozenset[str | None]]  #: claim id → slots judged; None: the whole
    origins: frozenset[str]  #: pages whose origin was judged

    def settles(self, doubt: Doubt) -> bool:
        if doubt.why == "origin":
            return doubt.about in self.origins
        wanted = {None, doubt.field}
        return any(wanted & self.claims.get(claim, frozenset()) for claim in doubt.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The cases that are open, by sort, of one state of the register."""

    cases: Mapping[str, tuple[Doubt, ...]]  #: under an empty text all of them

    @classmethod
    def sorted(cls, cases: Iterable[Doubt]) -> Queue:
        """The cases in their order, of each sort and of all."""
        found: dict[str, list[Doubt]] = {name: [] for name in ("", *WHYS)}
        for doubt in cases:
            found[""].append(doubt)
            found[doubt.why].append(doubt)
        return cls(cases={name: tuple(doubts) for name, doubts in found.items()})

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each sort."""
        return {name: len(doubts) for name, doubts in self.cases.items() if name}

    def of(self, why: str) -> tuple[Doubt, ...]:
        """Those of one sort; of an empty text all."""
        return self.cases[why]


class Queues:
    """The queue, made anew where the register or what people said has changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._cases: tuple[str, tuple[Doubt, ...]] = ("", ())
        self._queue: tuple[tuple[str, int], Queue] | None = None

    def find(self, lookup: Lookup) -> Queue:
        doubts = Doubts(lookup)
        version, newest = lookup.version(), doubts.newest_judgement()
        with self._lock:
            if self._queue is not None and self._queue[0] == (version, newest):
                return self._queue[1]
            if self._cases[0] != version:
                self._cases = version, tuple(find_cases(doubts))
            settled = find_settled(lookup, doubts.judgements())
            queue = Queue.sorted(one for one in self._cases[1] if not settled.settles(one))
            self._queue = (version, newest), queue
            return queue


def find_cases(doubts: Doubts) -> Iterator[Doubt]:
    """Everything that may need a person, judged or not, what is wrong for sure first."""
    flagged: dict[str, list[str]] = defaultdict(list)
    for claim_id, fact_id in doubts.contradictions():
        flagged[fact_id].append(claim_id)
    for fact_id, claims in sorted(flagged.items()):
        for claim_id in claims:
            yield Doubt(why="fact", about=fact_id, claims=(claim_id,))
    for found in doubts.discrepancies():
        claims = [claim for stance in found.stances for claim in stance.claims]
        yield Doubt(
            why="contested",
            about=found.about,
            field=found.field,
            claims=tuple(claims),
            dispute=found.id,
        )
    for hub in doubts.hubs():
        claims = [claim for entry in hub.history for claim in entry.claims]
        yield Doubt(why="new", about=hub.id, claims=tuple(dict.fromkeys(claims)))
    for kinship in doubts.unsure_pages(below=SURE):
        yield Doubt(why="origin", about=kinship.doc_id)


def find_settled(lookup: Lookup, judgements: Iterable[Judgement]) -> Settled:
    """Which claims and pages standing judgements are about now."""
    standing = [one for one in standing_judgements(judgements) if one.verdict != "withhold"]
    pages = {one.doc_id for one in standing}
    pages |= {one.other.doc_id for one in standing if one.other}
    here: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for doc_id in sorted(pages):
        for claim in lookup.claims_on(doc_id, limit=MOST).values():
            here[claim.doc_id, claim.kind].append(claim)
    judged: dict[str, set[str | None]] = defaultdict(set)
    origins: set[str] = set()
    for one in standing:
        if one.verdict in ("join", "part"):
            origins |= {one.doc_id, one.other.doc_id if one.other else one.doc_id}
            continue
        found = [*lay(one.spot, one.slot, here)]
        if one.other:
            found += lay(one.other, None, here)
        for claim in found:
            judged[claim.id].add(one.slot)
    claims = {claim: frozenset(slots) for claim, slots in judged.items()}
    return Settled(claims=claims, origins=frozenset(origins))
