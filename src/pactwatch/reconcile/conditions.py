"""Relative words without a publication day, a day told elsewhere → when they agree, in words."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from pactwatch.days import anchor
from pactwatch.nouns import Day
from pactwatch.reconcile.compare import Likeness, compare_days

A_DAY = timedelta(days=1)
LONGEST_WAIT = 2  #: years after a day in which a page may have told of it in relative words


@lru_cache(maxsize=4096)
def when_they_agree(form: str, day: Day) -> Literal["always", "never"] | str:
    """When a page must have been published for its relative words to mean `day`, in words.

    A weekday without a date fits a day too easily to be a disagreement: it can only deny one.

    >>> when_they_agree("M-1", "XXXX-03"), when_they_agree("M-1", "2025-03")
    ('in April', 'in April 2025')
    """
    years = sorted({int(part[:4]) for part in day.split("/") if part[:4].isdigit()})
    told = bool(years)
    first = date(years[0], 1, 1) if told else date(2024, 1, 1)
    last = date(years[-1] + LONGEST_WAIT, 12, 31) if told else date(2024, 12, 31)
    agreeing, n = [], (last - first).days + 1
    for published in (first + i * A_DAY for i in range(n)):
        meant, _ = anchor(form, published.isoformat())
        if compare_days(meant, day) >= Likeness.WITHIN:
            agreeing.append(published)
    if not agreeing:
        return "never"
    if len(agreeing) == n or form.startswith("WD"):
        return "always"
    return " or ".join(_in_words(*run, told=told) for run in _runs(agreeing))


def _runs(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days → unbroken runs of them."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == A_DAY:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _in_words(first: date, last: date, *, told: bool) -> str:
    whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    start, end = (_one(day, whole=whole, told=told) for day in (first, last))
    if start == end:
        return f"in {start}" if whole else f"on {start}"
    return f"from {start} to {end}"


def _one(day: date, *, whole: bool, told: bool) -> str:
    parts = ["" if whole else str(day.day), calendar.month_name[day.month]]
    return " ".join(part for part in (*parts, str(day.year) if told else "") if part)
