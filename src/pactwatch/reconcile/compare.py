"""Value, value → how alike they are; values → the one that all share.

What enters: values of one slot, as claims have them. What leaves: a `Likeness`, or a shared value.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from pactwatch.days import days_meet, span_of
from pactwatch.domain import ReconcileRules, SlotRule
from pactwatch.nouns import Day, Quantity, Value
from pactwatch.reconcile.names import Names, fold

ABOUT_DAYS = 14  #: between days that may be one where either says "about"
LARGE = 1000  #: from which on numbers are told rounded, sums of money above all
ROUNDED = 0.05  #: share of a rounded number by which it may be off
COMMON = 0.5  #: share of the shorter text's words from which on two texts tell the same


class Likeness(IntEnum):
    """How two values of a slot stand to each other; the larger, the more alike."""

    APART = 0  #: they cannot both be true
    NEAR = 1  #: they differ, as two tellings of one thing may
    UNTOLD = 2  #: one of them tells nothing
    WITHIN = 3  #: one is less precise than the other
    SAME = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparer:
    """Compares values by their slot's type, with the pack's tolerances and the register's names."""

    rules: ReconcileRules
    names: Names

    def compare(self, rule: SlotRule, a: Value | None, b: Value | None) -> Likeness:
        """How alike two values of a slot are."""
        if a is None or b is None:
            return Likeness.UNTOLD
        if a == b:
            return Likeness.SAME
        if isinstance(a, tuple) and isinstance(b, tuple):
            return _compare_many(frozenset(a), frozenset(b))
        if (one := self.interval(a)) and (other := self.interval(b)):
            return self._compare_intervals(one, other)
        match rule.type:
            case "party":
                return self._compare_names(str(a), str(b))
            case "words" | "money" | "count":
                return compare_words(str(a), str(b))
            case "day":
                return compare_days(str(a), str(b))
            case _:
                return Likeness.APART

    def interval(self, value: Value) -> tuple[float, float] | None:
        """A number, or how many, as least and most; None for what is no number."""
        if isinstance(value, Quantity):
            if value.min is None and value.max is None:
                return None
            low = -math.inf if value.min is None else value.min
            high = math.inf if value.max is None else value.max
            slack = self.rules.about_share if self._is_about(value.words) else 0.0
            if not slack:  # nothing times an open end is no number
                return low, high
            return low - abs(low) * slack, high + abs(high) * slack
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return float(value), float(value)

    def _is_about(self, words: str) -> bool:
        text = f" {fold(words)} "
        return any(f" {fold(word)} " in text for word in self.rules.about)

    def _compare_intervals(self, one: tuple[float, float], other: tuple[float, float]) -> Likeness:
        if one == other:
            return Likeness.SAME
        if _is_rounded(one, other) or _is_rounded(other, one):
            return Likeness.WITHIN
        if one[0] <= other[1] and other[0] <= one[1]:
            return Likeness.WITHIN
        less, more = sorted((_middle(one), _middle(other)))
        near = more > 0 and less >= self.rules.near_share * more
        return Likeness.NEAR if near else Likeness.APART

    def _compare_names(self, a: str, b: str) -> Likeness:
        if self.names.same(a) == self.names.same(b) or self.names.are_one_but_for_state(a, b):
            return Likeness.SAME
        if self.names.is_vague(a) or self.names.is_vague(b):
            one, other = self.names.states_in(a), self.names.states_in(b)
            return Likeness.UNTOLD if one & other or not (one and other) else Likeness.APART
        return Likeness.APART

    def may_act_for(self, a: str, b: str) -> bool:
        """Whether one of two names is a state, and the other none of another state's: its minister
        does what it does.
        """
        return any(
            (state := self.names.state_of(one)) is not None
            and self.names.states_in(other) <= {state}
            and self.names.state_of(other) is None
            for one, other in ((a, b), (b, a))
        )


def _is_rounded(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether one large number is the other, told with fewer digits: 46 million for 45.8."""
    value, exact = one[0], other[0]
    if value != one[1] or exact != other[1] or not LARGE <= value < math.inf:
        return False
    digits = f"{value:.0f}"
    zeros = len(digits) - len(digits.rstrip("0"))
    near = abs(value - exact) <= ROUNDED * value
    return near and math.floor(exact / 10**zeros + 0.5) * 10**zeros == value


def _compare_many(a: frozenset[str], b: frozenset[str]) -> Likeness:
    if a <= b or b <= a:
        return Likeness.SAME if a == b else Likeness.WITHIN
    return Likeness.WITHIN if a & b else Likeness.APART


def _middle(interval: tuple[float, float]) -> float:
    ends = [end for end in interval if math.isfinite(end)]
    return sum(ends) / len(ends)


def compare_words(a: str, b: str) -> Likeness:
    """Free words tell the same where most of the shorter's words stand in the longer.

    >>> compare_words("legal challenges", "a row over legal challenges").name
    'WITHIN'
    """
    one, other = words_of(a), words_of(b)
    if one == other:
        return Likeness.SAME
    return Likeness.WITHIN if common(one, other) >= COMMON else Likeness.APART


def common(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the shorter's words that the longer has too."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


@lru_cache(maxsize=65536)
def words_of(text: str) -> frozenset[str]:
    """The telling words of a text, endings cut, so that "talk" and "talks" are one."""
    found = (re.sub(r"(ies|es|s|ing|ed)$", "", w) or w for w in fold(text).split() if len(w) > 2)
    words = frozenset(word for word in found if word not in STOP)
    return words or frozenset(fold(text).split())


# fmt: off
STOP = frozenset({
    "the", "and", "for", "that", "this", "with", "from", "are", "was", "were", "has", "have",
    "had", "not", "but", "its", "their", "they", "will", "would", "been", "who", "which",
    "into", "over", "under", "about", "after", "before", "than", "then", "also", "our", "his",
    "her", "you", "your",
})
# fmt: on


@lru_cache(maxsize=262_144)
def compare_days(a: Day | None, b: Day | None) -> Likeness:
    """How two days stand to each other."""
    match days_meet(a, b, tolerance=ABOUT_DAYS):
        case "equal":
            return Likeness.SAME
        case "within":
            return Likeness.WITHIN
        case "apart":
            return Likeness.APART
        case _:
            return Likeness.UNTOLD


@lru_cache(maxsize=65536)
def breadth(day: Day) -> int:
    """How many days a day covers, so that the most precise has the least."""
    span = span_of(day)
    if span is None:
        return 400 + 40 * (day.count("-") < 2) if day.startswith("XXXX") else 10_000
    return (span[1] - span[0]).days + ("~" in day)


def narrowest(days: Sequence[Day]) -> Day | None:
    """The most precise of days that can all be one, else None; equal for every order."""
    for day in sorted(set(days), key=lambda day: (breadth(day), day)):
        if all(compare_days(day, other) >= Likeness.WITHIN for other in days):
            return day
    return None
