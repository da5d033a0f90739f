"""Counts that are no disagreement, because one is the sum of what a page tells in parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from pactwatch.nouns import Claim, Value
from pactwatch.reconcile.compare import Likeness, compare_days
from pactwatch.reconcile.evidence import Evidence

MOST_PARTS = 6  #: of one page that are tried


def is_sum(evidence: Evidence, slot: str, parts: Iterable[str], whole: Value) -> bool:
    """Whether each of these claims is a part of `whole`: its page tells the rest of it too.

    "Eight from here and five from there" on one page, thirteen on another.
    """
    told = evidence.comparer.interval(whole)
    claims = [evidence.claims[claim_id] for claim_id in parts]
    return told is not None and all(
        any(_meet(total, told) for total in _totals(evidence, slot, claim)) for claim in claims
    )


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _totals(evidence: Evidence, slot: str, claim: Claim) -> Iterator[tuple[float, float]]:
    """What a claim's count comes to with others of its page, kind, pair and day."""
    own = _interval(evidence, slot, claim)
    beside = [
        found
        for other in evidence.told_on(claim.doc_id)
        if other.id != claim.id and _is_beside(evidence, claim, other)
        if (found := _interval(evidence, slot, other))
    ][:MOST_PARTS]
    if own is None:
        return
    for count in range(1, len(beside) + 1):
        for chosen in combinations(beside, count):
            yield own[0] + sum(c[0] for c in chosen), own[1] + sum(c[1] for c in chosen)


def _interval(evidence: Evidence, slot: str, claim: Claim) -> tuple[float, float] | None:
    value = claim.value(slot)
    return None if value is None else evidence.comparer.interval(value)


def _is_beside(evidence: Evidence, one: Claim, other: Claim) -> bool:
    days = evidence.dated[one.id].date, evidence.dated[other.id].date
    return (
        one.kind == other.kind
        and evidence.pair(one) == evidence.pair(other)
        and compare_days(*days) != Likeness.APART
    )
