"""Thing → record: the values that its claims share, what is in dispute, its day and its grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

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
from pactwatch.reconcile.things import Thing


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """A thing with all that its claims say together. `denied`: a party denies it, and last."""

    evidence: Evidence
    origins: Origins
    thing: Thing
    denied: bool = False

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        return find_disputes(self.evidence, self.thing)

    @cached_property
    def contested(self) -> tuple[str, ...]:
        """The fields in dispute, certain or conditional, each once."""
        return tuple(dict.fromkeys(field for found in self.disputes for field in found.fields))

    @cached_property
    def graded(self) -> tuple[Grade, str]:
        certain = [found for found in self.disputes if found.certainty == "certain"]
        fields = dict.fromkeys(field for found in certain for field in found.fields)
        standing = Standing(claims=self.thing.claims, contested=tuple(fields), denied=self.denied)
        return grade(self.evidence, self.origins, standing)

    @property
    def judged(self) -> tuple[Judged, ...]:
        """What people say of it, each judgement once."""
        said = [
            one for claim in self.thing.claims for one in self.evidence.verdicts.said.get(claim, ())
        ]
        return tuple(dict.fromkeys(said))

    @property
    def support(self) -> int:
        return self.origins.support(self.thing.claims)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The days that claims tell, each once."""
        told = [self.evidence.dated[claim.id].date for claim in self.thing.speaking]
        return tuple(sorted({day for day in told if day}, key=sort_key))

    @property
    def date(self) -> Day | None:
        """The day on which all agree."""
        return None if "date" in self.contested else narrowest(self.days)

    @property
    def covered(self) -> Day | None:
        """The day, or where days are in dispute what covers them all."""
        return cover(self.days)

    @property
    def placed(self) -> Ends | None:
        """Between which days it lies, for what came later; None where no year is told."""
        return place(self.days)

    def value(self, slot: str) -> Value | None:
        """The value that all readings share; None where it is in dispute or not told."""
        if slot in self.contested:
            return None
        rule = self.thing.kind.slots[slot]
        told = [self.evidence.value(claim, slot) for claim in self.thing.speaking]
        return share(self.evidence, rule, [value for value in told if value is not None])


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
    thing = assessed.thing
    worth, why = assessed.graded
    return Record(
        id=thing.id,
        kind=thing.kind.name,
        slots=tuple((slot, _slot(assessed, slot, records_of)) for slot in thing.kind.slots),
        contested=assessed.contested,
        date=assessed.date,
        known_since=thing.known_since,
        grade=worth,
        grade_why=why,
        origins=assessed.support,
        claims=thing.claims,
        judged=assessed.judged,
    )


def _slot(assessed: Assessed, slot: str, records_of: Mapping[str, str]) -> Value | None:
    value = assessed.value(slot)
    if assessed.thing.kind.slots[slot].type == "claim" and isinstance(value, str):
        return records_of.get(value)
    return value


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
