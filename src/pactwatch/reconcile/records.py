"""Thing → record: the values that its claims share, what is in dispute, its day and its grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pactwatch.days import sort_key
from pactwatch.domain import SlotRule
from pactwatch.ids import content_id
from pactwatch.nouns import Day, Discrepancy, Grade, Judged, Quantity, Record, Stance, Value
from pactwatch.reconcile.compare import Likeness, narrowest
from pactwatch.reconcile.disputes import Dispute, find_disputes
from pactwatch.reconcile.ends import Ends, cover, place
from pactwatch.reconcile.evidence import Evidence
from pactwatch.reconcile.grades import Standing, grade
from pactwatch.reconcile.origins import Origins
from pactwatch.reconcile.telling import Key
from pactwatch.reconcile.things import Thing, hub_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A thing with all that its claims say together. `denied`: a party denies it, and last.

    `record` is how it is shown, but that its links lead to claims still.
    """

    thing: Thing
    denied: bool
    disputes: tuple[Dispute, ...]
    graded: tuple[Grade, str]
    judged: tuple[Judged, ...]  #: what people say of it, each judgement once
    support: int
    days: tuple[Day, ...]  #: those that claims tell, each once
    hub_key: Key | None
    pages: frozenset[str]
    record: Record

    @property
    def covered(self) -> Day | None:
        """The day, or where days are in dispute what covers them all."""
        return cover(self.days)

    @property
    def placed(self) -> Ends | None:
        """Between which days it lies, for what came later; None where no year is told."""
        return place(self.days)


def assess(evidence: Evidence, origins: Origins, thing: Thing, *, denied: bool) -> Assessed:
    """A thing → what its claims say together; worked out once for all versions that agree on it."""
    hangs_on = (
        denied,
        thing.block,
        tuple(evidence.mark(evidence.claims[claim]) for claim in thing.claims),
        tuple(evidence.verdicts.said.get(claim) for claim in thing.claims),
        tuple(origins.roots[claim] for claim in thing.claims),
    )
    return evidence.memory.recall(
        "assessed", hangs_on, lambda: _assess(evidence, origins, thing, denied=denied)
    )


def _assess(evidence: Evidence, origins: Origins, thing: Thing, *, denied: bool) -> Assessed:
    disputes = find_disputes(evidence, thing)
    contested = tuple(dict.fromkeys(field for found in disputes for field in found.fields))
    certain = [found for found in disputes if found.certainty == "certain"]
    fields = dict.fromkeys(field for found in certain for field in found.fields)
    standing = Standing(claims=thing.claims, contested=tuple(fields), denied=denied)
    graded = grade(evidence, origins, standing)
    said = [one for claim in thing.claims for one in evidence.verdicts.said.get(claim, ())]
    told = {day for claim in thing.speaking if (day := evidence.dated[claim.id].date)}
    days = tuple(sorted(told, key=sort_key))
    judged, support = tuple(dict.fromkeys(said)), origins.support(thing.claims)
    record = Record(
        id=thing.id,
        kind=thing.kind.name,
        slots=tuple(
            (slot, None if slot in contested else _value(evidence, thing, slot))
            for slot in thing.kind.slots
        ),
        contested=contested,
        date=None if "date" in contested else narrowest(days),
        known_since=thing.known_since,
        grade=graded[0],
        grade_why=graded[1],
        origins=support,
        claims=thing.claims,
        judged=judged,
    )
    return Assessed(
        thing=thing,
        denied=denied,
        disputes=disputes,
        graded=graded,
        judged=judged,
        support=support,
        days=days,
        hub_key=hub_key(evidence, thing),
        pages=frozenset(evidence.claims[claim].doc_id for claim in thing.claims),
        record=record,
    )


def _value(evidence: Evidence, thing: Thing, slot: str) -> Value | None:
    """The value that all readings share; None where it is not told."""
    told = [evidence.value(claim, slot) for claim in thing.speaking]
    return share(evidence, thing.kind.slots[slot], [value for value in told if value is not None])


def share(evidence: Evidence, rule: SlotRule, values: Sequence[Value]) -> Value | None:
    """Values that do not deny each other → the most telling of them.

    Of counts the narrowest, of sets all members, of names the fullest; words are those of the claim
    that comes first. None where two cannot both be true.
    """
    if not values:
        return None
    if all(isinstance(value, tuple) for value in values):
        return tuple(sorted({m for value in values if isinstance(value, tuple) for m in value}))
    if rule.type == "words" and all(isinstance(value, str) for value in values):
        return values[0]
    compare = evidence.comparer.compare
    is_vague = evidence.comparer.names.is_vague
    for value in sorted(values, key=lambda v: (isinstance(v, str) and is_vague(v), *_precision(v))):
        if all(compare(rule, value, other) >= Likeness.UNTOLD for other in values):
            return value
    return None


def _precision(value: Value) -> tuple[float, float, str]:
    """The most precise first: the narrowest count, the longest name."""
    if isinstance(value, Quantity):
        told = [end for end in (value.min, value.max) if end is not None]
        return 2.0 - len(told), (max(told) - min(told)) if told else 0.0, value.words
    return 0.0, -len(str(value)), str(value)


def make_record(assessed: Assessed, records_of: Mapping[str, str]) -> Record:
    """A thing → its record; `records_of` says to which record a claim belongs."""
    links = assessed.thing.kind.slots_of("claim")
    if not any(assessed.record.value(slot) for slot in links):
        return assessed.record
    slots = tuple(
        (slot, records_of.get(value) if slot in links and isinstance(value, str) else value)
        for slot, value in assessed.record.slots
    )
    return replace(assessed.record, slots=slots)


def make_discrepancy(origins: Origins, about: str, found: Dispute) -> Discrepancy:
    """A dispute on a record → the discrepancy that is shown."""
    field = found.fields[0]
    claims = sorted(claim for _, side in found.sides for claim in side)
    return Discrepancy(
        id=content_id("dis", about, field, found.kind, claims),
        about=about,
        field=field,
        kind=found.kind,
        certainty=found.certainty,
        condition=found.condition,
        stances=tuple(
            Stance(value=value, claims=claims_of, origins=origins.support(claims_of))
            for value, claims_of in found.sides
        ),
    )
