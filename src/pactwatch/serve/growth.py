"""Days on which things became known → bars: how the register grew, each bar a day to go back to."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from pactwatch.days import span_of
from pactwatch.nouns import Day

MOST_MONTHS = 48  #: beyond that a bar is a year


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A month or year: until when, how much was known by its end, and how much came in it."""

    label: str  #: an EDTF month or year
    day: Day  #: its last
    total: int
    new: int
    height: float  #: of the highest bar, from 0 to 1
    is_asked: bool = False


def draw_growth(known: Iterable[Day]) -> tuple[Bar, ...]:
    """How many were known by the end of each month or year, oldest first."""
    ends = [span[1].isoformat() for day in known if (span := span_of(day))]
    if not ends:
        return ()
    labels = _months(min(ends)[:7], max(ends)[:7])
    size = 7
    if len(labels) > MOST_MONTHS:
        labels, size = sorted({label[:4] for label in labels}), 4
    new = Counter(end[:size] for end in ends)
    totals = list(accumulate(new[label] for label in labels))
    last = [_last_day(label) for label in labels]
    return tuple(
        Bar(
            label=label,
            day=day,
            total=total,
            new=new[label],
            height=total / totals[-1],
        )
        for label, day, total in zip(labels, last, totals, strict=True)
    )


def mark_asked(bars: tuple[Bar, ...], asked: Day | None) -> tuple[Bar, ...]:
    """The same bars, the one in which a day lies marked."""
    now = next((bar for bar in bars if asked is not None and asked <= bar.day), None)
    return tuple(replace(bar, is_asked=True) if bar is now else bar for bar in bars)


def _months(first: str, last: str) -> list[str]:
    year, month = int(first[:4]), int(first[5:])
    found = []
    while (label := f"{year:04}-{month:02}") <= last:
        found.append(label)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def _last_day(label: str) -> Day:
    if len(label) == 4:
        return f"{label}-12-31"
    return f"{label}-{monthrange(int(label[:4]), int(label[5:]))[1]:02}"
