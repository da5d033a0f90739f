"""What is denied: things that a party says are not so, and values that deny each other.

A denial is history where the thing is told again after it, and a disagreement where it is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from pactwatch.days import is_later, sort_key
from pactwatch.domain import Kind
from pactwatch.ids import canonical
from pactwatch.nouns import Claim, Day, plain
from pactwatch.reconcile.compare import Likeness, compare_days
from pactwatch.reconcile.disputes import Dispute
from pactwatch.reconcile.ends import days_between, is_exact
from pactwatch.reconcile.evidence import Evidence, as_text
from pactwatch.reconcile.telling import Judge, Key, Verdict, tell
from pactwatch.reconcile.things import Thing, is_of_record

Denied = tuple[Thing, Dispute]


def find_denials(evidence: Evidence, things: Sequence[Thing]) -> Iterator[Denied]:
    """Things that are denied, or deny each other, with the dispute that this makes."""
    yield from _denied_steps(evidence, things)
    yield from _denied_claims(evidence, things)
    yield from _opposites(evidence, things)


def find_shifts(evidence: Evidence, things: Sequence[Thing]) -> Iterator[Denied]:
    """Steps that are told for each other, on exact days that differ by little: one was misdated."""
    rules = evidence.pack.reconcile.hub
    by_key: dict[Key, list[Thing]] = defaultdict(list)
    for thing in things:
        if thing.progress in rules.one_day:
            by_key[thing.block[:-1]].append(thing)
    for found in by_key.values():
        for a, b in combinations(found, 2):
            sides = [side for thing in (a, b) for side in _days_told(evidence, thing)]
            days = [str(day) for day, _ in sides]
            gaps = [days_between(x, y) or 0 for x, y in combinations(days, 2)]
            if a.progress != b.progress and gaps and 0 < max(gaps) <= rules.one_day_within:
                words = " and ".join(str(thing.progress) for thing in (a, b))
                yield (
                    a,
                    Dispute(
                        fields=("date",),
                        kind="date",
                        certainty="conditional",
                        condition=f"they agree only if it was {words} on different days",
                        sides=tuple(sides),
                    ),
                )


def find_replacements(evidence: Evidence, things: Sequence[Thing]) -> Iterator[Denied]:
    """Two steps of one hub and one day of which there can be only one, each told by other pages."""
    hub, rules = evidence.pack.hub, evidence.pack.reconcile.hub
    by_day: dict[tuple[Key, Day], list[Thing]] = defaultdict(list)
    for thing in things:
        if thing.kind.hub:
            for day, _ in _days_told(evidence, thing):
                by_day[thing.block[:-1], day].append(thing)
    for found in by_day.values():
        for a, b in combinations(found, 2):
            pages = [{claim.doc_id for claim in thing.speaking} for thing in (a, b)]
            told = {a.progress, b.progress}
            if any(told == set(pair) for pair in rules.instead) and not pages[0] & pages[1]:
                sides = tuple((thing.progress or "", thing.claims) for thing in (a, b))
                yield a, Dispute(fields=(hub.progress or "",), kind="status", sides=sides)


def _days_told(evidence: Evidence, thing: Thing) -> Iterator[tuple[Day, tuple[str, ...]]]:
    told: dict[Day, list[str]] = defaultdict(list)
    for claim in thing.speaking:
        day = evidence.dated[claim.id].date
        if day is not None and is_exact(day):
            told[day].append(claim.id)
    yield from ((day, tuple(claims)) for day, claims in told.items())


def _denied_steps(evidence: Evidence, things: Sequence[Thing]) -> Iterator[Denied]:
    """A step of a hub, and a later or equal step of the same hub that says it is not so."""
    hub, rules = evidence.pack.hub, evidence.pack.reconcile.hub
    by_key: dict[Key, list[Thing]] = defaultdict(list)
    for thing in things:
        if thing.kind.hub:
            by_key[thing.block[:-1]].append(thing)
    for found in by_key.values():
        for denial in found:
            for thing in found:
                denies = rules.denies.get(denial.progress or "", ())
                if thing.progress in denies and not _told_after(evidence, thing, denial):
                    yield (
                        thing,
                        Dispute(
                            fields=(hub.progress or "",),
                            kind="status",
                            sides=tuple((t.progress or "", t.claims) for t in (thing, denial)),
                        ),
                    )


def _told_after(evidence: Evidence, thing: Thing, denial: Thing) -> bool:
    """Whether a page tells the thing after the last that denies it: then it is history."""
    last = max((_said_on(evidence, claim) for claim in denial.speaking), key=sort_key)
    return any(is_later(_said_on(evidence, claim), last) for claim in thing.speaking)


def _said_on(evidence: Evidence, claim: Claim) -> Day:
    """When a claim was made: its own day where it is later than none, else its page's."""
    return evidence.documents[claim.doc_id].known


def _denied_claims(evidence: Evidence, things: Sequence[Thing]) -> Iterator[Denied]:
    """A claim that something did not happen, against the only thing of which it can be."""
    by_block: dict[Key, list[Thing]] = defaultdict(list)
    for thing in things:
        by_block[thing.block].append(thing)
    for claim in evidence.claims.values():
        if claim.factuality != "denied" or is_of_record(evidence, claim):
            continue
        denial = tell(evidence, claim)
        kind = evidence.pack.kind(claim.kind)
        judge = Judge(evidence=evidence, kind=kind, rules=evidence.pack.reconcile.of(kind.name))
        found = [
            thing
            for thing in by_block.get(denial.block, ())
            if any(
                judge.compare(tell(evidence, c), denial) != Verdict.APART for c in thing.speaking
            )
        ]
        if (
            len(found) == 1
            and claim.id not in evidence.rejected
            and _holds(evidence, claim, found[0])
        ):
            sides = (("asserted", found[0].claims), ("denied", (claim.id,)))
            yield (
                found[0],
                Dispute(
                    fields=(kind.progress or kind.name,),
                    kind="status" if kind.progress else "polarity",
                    sides=sides,
                ),
            )


def _holds(evidence: Evidence, denial: Claim, thing: Thing) -> bool:
    """Whether no page tells the thing after the day on which it was denied: then it is history."""
    last = _said_on(evidence, denial)
    return not any(is_later(_said_on(evidence, claim), last) for claim in thing.speaking)


def _opposites(evidence: Evidence, things: Sequence[Thing]) -> Iterator[Denied]:
    """Two things equal but for a slot in which one's value denies the other's."""
    for kind in evidence.pack.kinds:
        rules = evidence.pack.reconcile.of(kind.name)
        for slot, pairs in rules.opposites.items():
            for a, b in _candidates(things, kind, slot):
                values = tuple(as_text(t.speaking[0].value(slot)) or "" for t in (a, b))
                opposed = any(set(values) == set(pair) for pair in pairs)
                if opposed and _is_rest_equal(evidence, kind, slot, a, b):
                    sides = ((values[0], a.claims), (values[1], b.claims))
                    found = rules.fields.get(slot, "polarity")
                    yield a, Dispute(fields=(slot,), kind=found, sides=sides)


def _candidates(things: Sequence[Thing], kind: Kind, slot: str) -> Iterator[tuple[Thing, Thing]]:
    """Things of a kind that differ in a slot, and in nothing else that must be equal."""
    alike: dict[Key, list[Thing]] = defaultdict(list)
    for thing in things:
        if thing.kind.name == kind.name:
            own = canonical(plain(thing.speaking[0].value(slot)))
            alike[tuple(part for part in thing.block if part != own)].append(thing)
    for found in alike.values():
        yield from combinations(found, 2)


def _is_rest_equal(evidence: Evidence, kind: Kind, slot: str, a: Thing, b: Thing) -> bool:
    """Whether two things agree in key, in what is telling, and in their days, as far as told."""
    one, other = a.speaking[0], b.speaking[0]
    rules = evidence.pack.reconcile.of(kind.name)
    for name in dict.fromkeys((*kind.key, *rules.apart)):
        x, y = evidence.value(one, name), evidence.value(other, name)
        like = evidence.comparer.compare(kind.slots[name], x, y)
        if name != slot and x != y and like < Likeness.WITHIN:
            return False
    likes = [
        evidence.comparer.compare(kind.slots[n], evidence.value(one, n), evidence.value(other, n))
        for n in rules.telling
    ]
    days = compare_days(evidence.dated[one.id].date, evidence.dated[other.id].date)
    if not rules.telling:
        return days >= Likeness.WITHIN
    return all(like >= Likeness.WITHIN for like in likes) and days != Likeness.APART
