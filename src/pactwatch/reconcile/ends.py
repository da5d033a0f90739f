"""Where days begin and end, how far apart they lie, and what covers several of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from pactwatch.days import sort_key, span_of
from pactwatch.nouns import Day
from pactwatch.reconcile.compare import Likeness, compare_days, narrowest

Ends = tuple[date, date]


@lru_cache(maxsize=65536)
def is_exact(day: Day | None) -> bool:
    """Whether a day is one day of one year."""
    span = span_of(day)
    return span is not None and span[0] == span[1]


@lru_cache(maxsize=262_144)
def days_between(a: Day | None, b: Day | None) -> int | None:
    """Days between two days, 0 where they can be one, None where either is not told.

    >>> days_between("2025-03", "2025-04-02"), days_between("2025", "2025-04")
    (2, 0)
    """
    like = compare_days(a, b)
    if a is None or b is None or like == Likeness.UNTOLD:
        return None
    if like >= Likeness.WITHIN:
        return 0
    return min(
        (other[0] - one[1]).days if one[1] < other[0] else (one[0] - other[1]).days
        for one, other in _in_years(a, b)
    )


def _in_years(a: Day, b: Day) -> list[tuple[tuple[date, date], tuple[date, date]]]:
    """Both days with their ends; a year that is not told is the other's, or one beside it."""
    told = [int(part[:4]) for day in (a, b) for part in day.split("/") if part[:4].isdigit()]
    years = range(min(told) - 1, max(told) + 2) if told else range(2024, 2025)
    found = []
    for year in years:
        ends = [closed(day.replace("XXXX", f"{year:04}")) for day in (a, b)]
        if ends[0] and ends[1]:
            found.append((ends[0], ends[1]))
    return found or [((date.min, date.min), (date.max, date.max))]


def closed(day: Day) -> tuple[date, date] | None:
    """First and last day, an open end taken to be as far as it can be."""
    if day.endswith("/.."):
        first = span_of(day[:-3])
        return (first[0], date.max) if first else None
    if day.startswith("../"):
        last = span_of(day[3:])
        return (date.min, last[1]) if last else None
    return span_of(day)


def place(days: Sequence[Day]) -> Ends | None:
    """From the earliest to the latest beginning or end that days tell; None without a year.

    What happened "since" a day is placed on that day.
    """
    told = [closed(day.removesuffix("/..")) for day in days if "XXXX" not in day]
    ends = [pair for pair in told if pair is not None]
    return (min(e[0] for e in ends), max(e[1] for e in ends)) if ends else None


def cover(days: Sequence[Day]) -> Day | None:
    """The day that all can be, else the shortest that covers them all.

    >>> cover(["2023", "2024-07-05/.."]), cover(["2025-03", "2025-03-15"]), cover([])
    ('2023/..', '2025-03-15', None)
    """
    if not days:
        return None
    one = narrowest(days)
    if one is not None:
        return one
    told = sorted({day for day in days if "XXXX" not in day}, key=sort_key)
    if not told:
        return min(days)
    first = told[0].split("/")[0]
    last = max(told, key=lambda day: (closed(day) or (date.min, date.min))[1]).split("/")[-1]
    return told[0] if first == last else f"{first}/{last}"
