"""Two values of one thing that differ and may both be true, by the words in which pages tell them.

A count of some ("22 men", "11 people whom they sent have sued") is no count of all; what is left of
a whole when those are taken away whom its own sentence counts ("59, counting 41 officers") is no
other count; a plan is not what was done; a journey begins on one day and ends on another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pactwatch.days import span_of
from pactwatch.nouns import Claim, Day, Quantity, Value
from pactwatch.reconcile.compare import words_of
from pactwatch.reconcile.ends import days_between, is_exact
from pactwatch.reconcile.evidence import Evidence

Side = tuple[Value, tuple[str, ...]]  #: a value, and the claims that give it

NEAR = 5  #: words behind a number, in which those are named whom it counts
BESIDE = 120  #: characters behind a claim in which others of the group may be named
WORD = re.compile(r"[^\W_]+(?:-[^\W\d_]+)?")
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
CLOCK = re.compile(r"\b(?:local|[A-Z][a-z]+(?: [A-Z][a-z]+)?) time\b|\b(?:GMT|UTC)\b")
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
PLANS = ("planned", "conditional")


def count_different_people(evidence: Evidence, slot: str, a: Side, b: Side) -> bool:
    """Whether of two counts the smaller is of some of those whom the larger counts, or of the rest."""
    less, more = sorted((a, b), key=lambda side: _least(side[0]))
    return all(
        _is_of_some(evidence, slot, small, large)
        or _is_of_those(evidence, slot, small)
        or _is_of_rest(evidence, slot, small, large)
        for small in _claims(evidence, less)
        for large in _claims(evidence, more)
    )


def is_plan_of(evidence: Evidence, a: Side, b: Side) -> bool:
    """Whether one value is only planned, so long before another page tells what was done."""
    return _was_planned(evidence, a, b) or _was_planned(evidence, b, a)


def are_ends_of_journey(evidence: Evidence, claims: Sequence[Claim], one: Day, other: Day) -> bool:
    """Whether all claims of the earlier day tell how people left, all of the later how they came."""
    rules = evidence.pack.reconcile
    gap = days_between(one, other)
    if gap is None or gap > rules.journey_days or not (is_exact(one) and is_exact(other)):
        return False
    first, last = sorted((one, other))
    told = {day: [c for c in claims if evidence.dated[c.id].date == day] for day in (first, last)}
    return all(
        _says(c, rules.leaving) and not _says(c, rules.reaching) for c in told[first]
    ) and all(_says(c, rules.reaching) and not _says(c, rules.leaving) for c in told[last])


def holds_both(evidence: Evidence, a: Side, b: Side) -> bool:
    """Whether a page that tells one office of somebody speaks of the other too: he holds both."""
    return any(
        words_of(str(value)) <= words_of(evidence.documents[claim.doc_id].text)
        for (value, _), other in ((a, b), (b, a))
        for claim in _claims(evidence, other)
    )


def tells_clock(claim: Claim) -> bool:
    """Whether a page tells by which clock it counts a claim's day: "on 10 June, Hawaiian time"."""
    return CLOCK.search(claim.span.quote) is not None


def _claims(evidence: Evidence, side: Side) -> Iterator[Claim]:
    return (evidence.claims[claim_id] for claim_id in side[1])


def _least(value: Value) -> float:
    if isinstance(value, Quantity):
        return next((end for end in (value.min, value.max) if end is not None), 0.0)
    return float(value) if isinstance(value, int | float) else 0.0


def _is_of_some(evidence: Evidence, slot: str, small: Claim, large: Claim) -> bool:
    """ "22 men", where the other count is not of men, and a page names others beside them."""
    some = frozenset(evidence.pack.reconcile.some)
    counted = _counted(evidence, slot, small) & some
    if not counted or counted & _counted(evidence, slot, large):
        return False
    told = {
        word
        for claim in (small, large)
        for word in _words(
            evidence.documents[claim.doc_id].text[claim.span.start : claim.span.end + BESIDE]
        )
        if word in some
    }
    return bool(told - counted)


def _is_of_those(evidence: Evidence, slot: str, small: Claim) -> bool:
    """ "11 people whom they sent have sued": no more than that so many were sent."""
    grounds = small.grounds(slot)
    if grounds is None:
        return False
    before = _words(evidence.documents[small.doc_id].text[small.span.start : grounds[0]])
    picked = _counted(evidence, slot, small) & frozenset(evidence.pack.reconcile.those_who)
    return bool(picked) and before[-1:] not in (["the"], ["all"])


def _counted(evidence: Evidence, slot: str, claim: Claim) -> frozenset[str]:
    """The words right behind a count."""
    grounds = claim.grounds(slot)
    if grounds is None:
        return frozenset()
    text = evidence.documents[claim.doc_id].text[grounds[0] : claim.span.end]
    clause = re.split(r"[,;:.]", text, maxsplit=1)[0]
    return frozenset(_words(clause)[: NEAR + 1])


def _is_of_rest(evidence: Evidence, slot: str, small: Claim, large: Claim) -> bool:
    """ "59 people, counting 41 officers" and "18"."""
    whole, rest = (evidence.comparer.interval(c.value(slot) or 0) for c in (large, small))
    if whole is None or rest is None:
        return False
    parts = _parts(evidence, slot, large)
    return any(whole[0] - part <= rest[1] and rest[0] <= whole[1] - part for part in parts)


def _parts(evidence: Evidence, slot: str, claim: Claim) -> Iterator[int]:
    """The numbers that the sentence of a count tells of some among those whom it counts."""
    grounds = claim.grounds(slot)
    if grounds is None:
        return
    text = evidence.documents[claim.doc_id].text[grounds[1] :]
    words = _words(re.split(r"[.!?]\s", text, maxsplit=1)[0])
    told = " ".join(words)
    for cue in evidence.pack.reconcile.of_whom:
        _, found, behind = f" {told} ".partition(f" {cue} ")
        if found:
            yield from _numbers(" ".join(behind.split()[:NEAR]))


def _numbers(text: str) -> Iterator[int]:
    """Whole numbers that a text tells, in digits or words up to 99."""
    for word in _words(text):
        tens, _, ones = word.partition("-")
        if word.isdecimal():
            yield int(word)
        elif word in ONES:
            yield ONES.index(word)
        elif tens in TENS and (not ones or ones in ONES[1:10]):
            yield 20 + 10 * TENS.index(tens) + (ONES.index(ones) if ones else 0)


def _words(text: str) -> list[str]:
    return [match[0].casefold() for match in WORD.finditer(text)]


def _was_planned(evidence: Evidence, plan: Side, done: Side) -> bool:
    claims = tuple(_claims(evidence, plan))
    limit = evidence.pack.reconcile.of(claims[0].kind).plan_days
    if limit is None or any(claim.factuality not in PLANS for claim in claims):
        return False
    if any(claim.factuality in PLANS for claim in _claims(evidence, done)):
        return False
    planned, told = _last(evidence, claims), _last(evidence, _claims(evidence, done), first=True)
    return planned is not None and told is not None and (told - planned).days >= limit


def _last(evidence: Evidence, claims: Iterable[Claim], *, first: bool = False) -> date | None:
    """The last day on which a page of these told it, or the first."""
    spans = [span_of(evidence.documents[claim.doc_id].known) for claim in claims]
    days = [span[1] for span in spans if span]
    return (min(days) if first else max(days)) if days else None


def _says(claim: Claim, words: Iterable[str]) -> bool:
    told = f" {' '.join(_words(claim.span.quote))} "
    return any(f" {word} " in told for word in words)
