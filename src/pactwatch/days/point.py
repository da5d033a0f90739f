"""What a day is: text → the first and last of the points that it names, and what they cover."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pactwatch.errors import ConfigError

Day = str  #: EDTF level 1, and XXXX-MM[-DD]

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

_POINT = r"(?:\d{4}|XXXX)(?:-\d\d(?:-\d\d)?)?~?"
DAY = re.compile(rf"(?P<first>{_POINT}|\.\.)(?:/(?P<last>{_POINT}|\.\.))?")


@dataclass(frozen=True, slots=True)
class Point:
    """One day, month, season or year; year 0 stands for a year that is not told."""

    year: int
    month: int = 0
    day: int = 0
    about: bool = False

    @classmethod
    def read(cls, text: str) -> Point | None:
        about = text.endswith("~")
        year, month, day = (*text.rstrip("~").split("-"), "0", "0")[:3]
        point = cls(0 if year == "XXXX" else int(year), int(month), int(day), about)
        return point if point.is_possible() else None

    def is_possible(self) -> bool:
        if self.year == 0 and not 1 <= self.month <= 12:
            return False
        if self.month in SEASONS:
            return not self.day
        if not self.month:
            return not self.day
        return 1 <= self.month <= 12 and self.day <= month_length(self.year or 2000, self.month)

    def span(self, year: int) -> tuple[date, date]:
        """First and last day, a year that is not told taken to be `year`."""
        year = self.year or year
        if self.month in SEASONS:
            month = (self.month - 20) * 3
            end = year + (month == 12), (month + 2 - 1) % 12 + 1
            return date(year, month, 1), date(*end, month_length(*end))
        first, last = self.month or 1, self.month or 12
        day = min(self.day, month_length(year, last))
        return date(year, first, day or 1), date(year, last, day or month_length(year, last))

    def __str__(self) -> str:
        text = f"{self.year:04}" if self.year else "XXXX"
        text += f"-{self.month:02}" if self.month else ""
        return text + (f"-{self.day:02}" if self.day else "") + ("~" if self.about else "")


def month_length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


@lru_cache(maxsize=4096)
def ends_of(day: Day) -> tuple[Point | None, Point | None] | None:
    """The ends of a day (None where open), equal for a single one; None where `day` is none."""
    match = DAY.fullmatch(day)
    if not match or day in ("..", "../.."):
        return None
    texts = (match["first"], match["last"] or match["first"])
    points = tuple(None if text == ".." else Point.read(text) for text in texts)
    if any(text != ".." and not point for text, point in zip(texts, points, strict=True)):
        return None
    first, last = points
    if match["last"] is None and first is None:
        return None
    if first and last and first.year and last.year and first.span(0)[0] > last.span(0)[1]:
        return None
    return first, last


def is_day(text: str) -> bool:
    """Whether a text is a day that the contract allows.

    >>> [is_day(text) for text in ("2025-05", "2024-07-05/..", "XXXX-03", "2025-02-30", "May 2025")]
    [True, True, True, False, False]
    """
    return ends_of(text) is not None


def parse_day(text: str) -> Day:
    """What a person gave as a day → the day; ConfigError says what was expected."""
    text = text.strip()
    if not is_day(text):
        raise ConfigError(
            f"{text!r} is not a day: expected year, month and day such as 2025-05-04, or 2025-05, "
            "2025, 2025-08~ (about), 2025-05-01/2025-05-31, 2024-07/.. (since), "
            "XXXX-03 (year not told)"
        )
    return text


@lru_cache(maxsize=65536)
def span_of(day: Day | None) -> tuple[date, date] | None:
    """The first and last day that a day covers; None where an end is open or the year not told.

    >>> span_of("2025-02")
    (datetime.date(2025, 2, 1), datetime.date(2025, 2, 28))
    """
    ends = ends_of(day) if day else None
    if not ends or not (ends[0] and ends[1]) or not (ends[0].year and ends[1].year):
        return None
    return ends[0].span(0)[0], ends[1].span(0)[1]
