"""Thing → disputes: the fields on which its claims disagree, with the values and who gives them.

Silence is no disagreement, nor is a value that is only less precise than another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pactwatch.domain import DiscrepancyKind, SlotRule
from pactwatch.nouns import Certainty, Claim, Day, Document, Quantity, Value
from pactwatch.reconcile.acting_for import acts_for, body_at
from pactwatch.reconcile.both_true import (
    are_ends_of_journey,
    count_different_people,
    holds_both,
    is_plan_of,
    tells_clock,
)
from pactwatch.reconcile.compare import Likeness, compare_days, narrowest
from pactwatch.reconcile.conditions import when_they_agree
from pactwatch.reconcile.ends import days_between, is_exact
from pactwatch.reconcile.evidence import Evidence
from pactwatch.reconcile.offices import compare_offices
from pactwatch.reconcile.sums import is_sum
from pactwatch.reconcile.things import Thing

Sides = tuple[tuple[Value, tuple[str, ...]], ...]  #: values, and the claims that give them


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Fields of one thing on which claims disagree. `fields` has two where slots are rivals."""

    fields: tuple[str, ...]
    kind: DiscrepancyKind
    certainty: Certainty = "certain"
    condition: str | None = None
    sides: Sides


def find_disputes(evidence: Evidence, thing: Thing) -> tuple[Dispute, ...]:
    """All disputes of a thing, by field."""
    rules = evidence.pack.reconcile
    found: list[Dispute] = []
    for field, kind in rules.of(thing.kind.name).fields.items():
        if field == "date":
            if thing.progress is None or thing.progress in rules.hub.dated:
                found += _about_days(evidence, thing, kind)
        elif thing.kind.slots[field].type == "state":
            found += _about_bodies(evidence, thing, field, kind)
        elif thing.progress is None or thing.progress in rules.hub.disputed:
            found += _about_slot(evidence, thing, field, kind)
        elif thing.progress in rules.hub.by_each and thing.kind.slots[field].type == "party":
            found += _by_each_side(evidence, thing, field, kind)
    return (*found, *_rivals(evidence, thing))


def _about_slot(
    evidence: Evidence, thing: Thing, slot: str, kind: DiscrepancyKind
) -> Iterator[Dispute]:
    """A slot of which two values cannot both be true."""
    rule = thing.kind.slots[slot]
    sides = _sides(evidence, rule, [(evidence.value(c, slot), c.id) for c in thing.speaking])
    apart = [
        (a, b)
        for a, b in combinations(sides, 2)
        if _compare(evidence, thing, slot, a[0], b[0]) <= Likeness.NEAR
        and not (rule.type == "count" and _add_up(evidence, slot, a, b))
        and not is_plan_of(evidence, a, b)
        and not (rule.type == "party" and evidence.comparer.may_act_for(str(a[0]), str(b[0])))
        and not (_is_role(thing, slot) and holds_both(evidence, a, b))
    ]
    if apart:
        yield Dispute(fields=(slot,), kind=kind, sides=sides)


def _compare(evidence: Evidence, thing: Thing, slot: str, a: Value, b: Value) -> Likeness:
    if _is_role(thing, slot):
        return compare_offices(str(a), str(b), evidence.pack.reconcile, evidence.names)
    return evidence.comparer.compare(thing.kind.slots[slot], a, b)


def _is_role(thing: Thing, slot: str) -> bool:
    speech = thing.kind.speech
    return speech is not None and slot == speech.role


def _about_bodies(
    evidence: Evidence, thing: Thing, slot: str, kind: DiscrepancyKind
) -> Iterator[Dispute]:
    """A state that acted, of which pages name different bodies: its State Department, its Treasury."""
    told = [(body_at(evidence, claim, slot), claim.id) for claim in thing.speaking]
    sides = _sides(evidence, SlotRule(type="party"), told)
    if len(sides) > 1:
        yield Dispute(fields=(slot,), kind=kind, sides=sides)


def _by_each_side(
    evidence: Evidence, thing: Thing, slot: str, kind: DiscrepancyKind
) -> Iterator[Dispute]:
    """A party to a step that both sides take, of which two pages name two for one side."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in thing.speaking:
        side = acts_for(evidence, claim, slot)
        if side is not None:
            told[side].append(claim)
    for side in sorted(told):
        values = [(evidence.value(c, slot), c.id) for c in told[side]]
        sides = _sides(evidence, thing.kind.slots[slot], values)
        days = [evidence.dated[c.id].date for c in told[side]]
        on_one_day = all(compare_days(*pair) != Likeness.APART for pair in combinations(days, 2))
        if len(sides) > 1 and on_one_day:
            yield Dispute(fields=(slot,), kind=kind, sides=sides)


def _add_up(
    evidence: Evidence,
    slot: str,
    a: tuple[Value, tuple[str, ...]],
    b: tuple[Value, tuple[str, ...]],
) -> bool:
    return (
        is_sum(evidence, slot, a[1], b[0])
        or is_sum(evidence, slot, b[1], a[0])
        or count_different_people(evidence, slot, a, b)
    )


def _sides(evidence: Evidence, rule: SlotRule, told: Sequence[tuple[Value | None, str]]) -> Sides:
    """Values, each in the words of the claim that gave it first, with the claims that give it."""
    found: list[tuple[Value, list[str]]] = []
    for value, claim_id in told:
        if value is None:
            continue
        for known, claims in found:
            if _is_one(evidence, rule, known, value):
                claims.append(claim_id)
                break
        else:
            found.append((value, [claim_id]))
    return tuple((value, tuple(claims)) for value, claims in found)


def _is_one(evidence: Evidence, rule: SlotRule, a: Value, b: Value) -> bool:
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return (a.min, a.max) == (b.min, b.max) and (a.min is not None or a.max is not None)
    return evidence.comparer.compare(rule, a, b) == Likeness.SAME


def _about_days(evidence: Evidence, thing: Thing, kind: DiscrepancyKind) -> Iterator[Dispute]:
    """Days that cannot be one, or that are one only if a page was published when it should be."""
    told: dict[Day, list[str]] = defaultdict(list)
    for claim in thing.speaking:
        if day := evidence.dated[claim.id].date:
            told[day].append(claim.id)
    sides = tuple((day, tuple(claims)) for day, claims in told.items())
    pairs = list(combinations(told, 2))
    apart = [pair for pair in pairs if compare_days(*pair) == Likeness.APART]
    shift = all(days_between(*pair) == 1 and all(map(is_exact, pair)) for pair in apart)
    if shift and any(tells_clock(claim) for claim in thing.speaking):
        return
    if not shift and all(are_ends_of_journey(evidence, thing.speaking, *pair) for pair in apart):
        return
    if apart:
        yield Dispute(
            fields=("date",),
            kind=kind,
            certainty="conditional" if shift else "certain",
            condition="they agree only if each counts the day in another time zone"
            if shift
            else None,
            sides=sides,
        )
    elif day := narrowest(list(told)):
        yield from _unanchored(evidence, thing, kind, day, sides)


def _unanchored(
    evidence: Evidence, thing: Thing, kind: DiscrepancyKind, day: Day, sides: Sides
) -> Iterator[Dispute]:
    """Relative words on pages without a publication day, against the day that others tell."""
    words: dict[str, list[str]] = defaultdict(list)
    conditions: list[str] = []
    certain = False
    for claim in thing.speaking:
        if claim.when is None or evidence.dated[claim.id].date_basis != "unanchored":
            continue
        agree = when_they_agree(claim.when.form, day)
        if agree == "always":
            continue
        words[claim.when.words].append(claim.id)
        certain |= agree == "never"
        page = page_name(evidence.documents[claim.doc_id])
        conditions.append(f"{page} was published {agree}")
    if not words:
        return
    condition = "they agree only if " + " and ".join(dict.fromkeys(conditions))
    yield Dispute(
        fields=("date",),
        kind=kind,
        certainty="certain" if certain else "conditional",
        condition=None if certain else condition,
        sides=(*sides, *((text, tuple(claims)) for text, claims in words.items())),
    )


def page_name(doc: Document) -> str:
    """A page as a person would call it."""
    return f"“{doc.title}”" if doc.title else doc.outlet or doc.source.rsplit("/", 1)[-1]


def _rivals(evidence: Evidence, thing: Thing) -> Iterator[Dispute]:
    """Pages that explain one thing each by something else: who did it, or what it failed of."""
    for rule in evidence.pack.reconcile.hub.rivals if thing.kind.hub else ():
        first, second = rule.fields
        if thing.progress not in rule.at:
            continue
        by_one = [c for c in thing.speaking if _tells_only(evidence, c, first, second)]
        by_other = [c for c in thing.speaking if _tells_only(evidence, c, second, first)]
        both = any(
            evidence.value(c, first) is not None and evidence.value(c, second) is not None
            for c in thing.speaking
        )
        if not (by_one and by_other) or both:
            continue
        sides = (
            *_told_by(evidence, thing, by_one, first),
            *_told_by(evidence, thing, by_other, second),
        )
        named, explained = sides[0][0], sides[-1][0]
        yield Dispute(
            fields=(second, first),
            kind=rule.kind,
            certainty="conditional",
            condition=f"they agree only if {named} acted because of {explained}",
            sides=sides,
        )


def _tells_only(evidence: Evidence, claim: Claim, slot: str, other: str) -> bool:
    return evidence.value(claim, slot) is not None and evidence.value(claim, other) is None


def _told_by(evidence: Evidence, thing: Thing, claims: Sequence[Claim], slot: str) -> Sides:
    rule = thing.kind.slots[slot]
    return _sides(evidence, rule, [(evidence.value(claim, slot), claim.id) for claim in claims])
