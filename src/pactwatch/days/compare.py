"""Day, day → whether they can be the same, which is later, and how a person writes one."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from pactwatch.days.point import SEASONS, Day, Point, ends_of

Meeting = Literal["equal", "within", "apart", "unknown"]

MONTHS = tuple(calendar.month_name)


def days_meet(a: Day | None, b: Day | None, *, tolerance: int = 0) -> Meeting:
    """Whether two days can be the same one.

    `equal`: the same string, `~` aside; `within`: one can lie in the other; `apart`: they cannot be
    the same; `unknown`: a day is missing. `tolerance` in days is allowed where either says "about".

    >>> days_meet("2025-03", "2025-03-15"), days_meet("XXXX-03", "2025-04"), days_meet("2025", None)
    ('within', 'apart', 'unknown')
    """
    one, other = (ends_of(day) if day else None for day in (a, b))
    if a is None or b is None or one is None or other is None:
        return "unknown"
    if a.replace("~", "") == b.replace("~", ""):
        return "equal"
    slack = timedelta(days=tolerance if "~" in a + b else 0)
    spans = [(_bounds(one, year), _bounds(other, year)) for year in _years(one, other)]
    meet = any(x[0] - slack <= y[1] and y[0] - slack <= x[1] for x, y in spans)
    return "within" if meet else "apart"


def _years(*days: tuple[Point | None, Point | None]) -> Iterator[int]:
    """The years that a day without one may take, given those that the other tells."""
    told = {point.year for day in days for point in day if point and point.year}
    yield from range(min(told) - 1, max(told) + 2) if told else (2024,)


def _bounds(day: tuple[Point | None, Point | None], year: int) -> tuple[date, date]:
    first, last = day
    low = first.span(year)[0] if first else date(2, 1, 1)
    high = last.span(year)[1] if last else date(9998, 12, 31)
    return max(low, date(2, 1, 1)), min(max(low, high), date(9998, 12, 31))


def is_later(a: Day | None, b: Day | None) -> bool:
    """Whether all of `a` lies after the beginning of `b` and ends after it; False where unknown.

    >>> is_later("2025-05", "2025-04-30"), is_later("2025", "2025"), is_later("XXXX-05", "2025")
    (True, False, False)
    """
    one, other = sort_key(a), sort_key(b)
    return one[0] == other[0] == 0 and one[1:3] > other[1:3]


@lru_cache(maxsize=65536)
def sort_key(day: Day | None) -> tuple[int, date, date, str]:
    """Orders days by beginning, then end; those without year come after, those without day last."""
    ends = ends_of(day) if day else None
    if day is None or ends is None:
        return 2, date.max, date.max, day or ""
    told = all(point is None or point.year for point in ends)
    return (0 if told else 1, *_bounds(ends, 2024), day)


def day_in_words(day: Day | None) -> str:
    """A day as people write it; an empty text for none.

    >>> day_in_words("2025-05-04"), day_in_words("2025-08~"), day_in_words("XXXX-03")
    ('4 May 2025', 'about August 2025', 'March, year not told')
    """
    ends = ends_of(day) if day else None
    if day is None or ends is None:
        return day or ""
    first, last = ends
    if "/" not in day:
        words = _in_words(first)
    elif first and last:
        words = f"{_in_words(first)} to {_in_words(last)}"
    else:
        words = f"since {_in_words(first)}" if first else f"until {_in_words(last)}"
    return words if all(p is None or p.year for p in ends) else f"{words}, year not told"


def _in_words(point: Point | None) -> str:
    if point is None:
        return ""
    month = SEASONS.get(point.month) or (MONTHS[point.month] if point.month else "")
    parts = [str(point.day or ""), month, str(point.year or "")]
    return ("about " if point.about else "") + " ".join(part for part in parts if part)
