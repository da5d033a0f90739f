"""Where a text tells its publication day. What enters: lines, an address; what leaves: an EDTF day.

Only what is complete (the year is told) and unambiguous counts: a line of its own near the top
("Published 5 May 2025", "May 5, 2025, 10:14 AM"), a dateline with the full date, the path of an
address. A date within running prose is never the publication day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from pactwatch.nouns import Day

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}

YEARS = range(1900, 2100)  #: a publication day outside these is a slip of the pen

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WRITTEN = rf"(?:{_DAY}\s+(?:of\s+)?{_MONTH},?\s+\d{{4}}|{_MONTH}\s+{_DAY},?\s+\d{{4}})"
_NUMERIC = r"(?:\d{4}-\d{2}-\d{2}|\d{4}/\d{2}/\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})"
_FULL = rf"(?:{_WRITTEN}|{_NUMERIC})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_ZONE = r"(?:[A-Z]{2,5}|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?|Z)"
_HOUR = r"\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?"
_TIME = rf"(?:(?:\s*[,|·•–—-]\s*|\s+at\s+|\s+|T)(?:{_HOUR})(?:\s*\(?{_ZONE}\)?)?)?"
_LABEL = (
    r"(?P<label>(?:(?:first|originally|last)\s+)?"
    r"(?:published|posted|released|issued|updated|modified|edited|publication\s+date|date|dated)"
    r"(?:\s+on|\s+at)?\s*[:\-–—]?\s*)?"
)

_DATED = re.compile(rf"{_LABEL}{_WEEKDAY}(?P<day>{_FULL}){_TIME}[.)]?", re.I)
#: What may stand beside the date on its line: a byline or a name, cut off by a bar or dash.
_BESIDE = re.compile(r"(?:by\s+)?[^\W\d][^\d:;?!]{1,60}", re.I)
_PIECES = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")
_BYLINE = re.compile(r"^by\s+[^\d:;?!]{3,60}?,\s*(?=.*\d{4})", re.I)
_REREAD = re.compile(r"updated|modified|edited", re.I)

_PLACE = r"[A-ZÀ-Þ][\w.’'/-]*(?:[ ,]+[A-ZÀ-Þ(][\w.’'/)-]*){0,6}"
_AGENCY = r"(?:\s*(?:\([^()]{2,40}\)|/[^/]{2,40}/))?"
_DATELINE = re.compile(
    rf"{_PLACE}{_AGENCY}[,;:–—-]?\s+(?P<day>(?i:{_WRITTEN})){_AGENCY}\s*(?:--?|[–—])\s*\S"
)

_IN_ADDRESS = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|$)")

_NEAR = 12  #: lines with text from the top that are looked at
_LONGEST = 140  #: characters of a line that may be a date's own


def read_day(text: str) -> Day | None:
    """A day as people and programs write it → EDTF, or None where it is none.

    A month alone stays a month. 05/06/2025 is two days to two readers, and so is none.

    >>> read_day("2025-05-05T22:10:00Z"), read_day("May 5, 2025"), read_day("2025-05")
    ('2025-05-05', '2025-05-05', '2025-05')
    >>> read_day("05/06/2025") is None
    True
    """
    text = text.strip()
    if found := re.fullmatch(r"(\d{4})-(\d{2})", text):
        year, month = int(found[1]), int(found[2])
        return text if year in YEARS and 1 <= month <= 12 else None
    if found := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _DATED.fullmatch(text)
    return None if found is None else _read(found["day"])


def day_of_address(url: str | None) -> Day | None:
    """The day in an address's path, as in /2025/05/05/.

    >>> day_of_address("https://news.example/world/2025/05/05/talks")
    '2025-05-05'
    """
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return None
    days = {_day(int(y), int(m), int(d)) for y, m, d in _IN_ADDRESS.findall(path)}
    return days.pop() if len(days) == 1 else None


def day_told(lines: Iterable[str]) -> Day | None:
    """The publication day that the top of a text tells, or None where it tells none or several.

    >>> day_told(["Talks begin", "By Ann Reader", "Published 5 May 2025, 14:02 GMT", "On 4 May …"])
    '2025-05-05'
    """
    first: set[Day] = set()
    bare: set[Day] = set()
    again: set[Day] = set()
    for line in _top(lines):
        for label, day in days_of_line(line):
            kind = again if label and _REREAD.search(label) else first if label else bare
            kind.add(day)
    for days in (first, bare, again):
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def days_of_line(line: str) -> list[tuple[str | None, Day]]:
    """(label, day) for each date of a line that holds nothing but dates and a byline."""
    if len(line) > _LONGEST or not re.search(r"\d{4}", line):
        found = _DATELINE.match(line) if re.search(r"\d{4}", line[:_LONGEST]) else None
        day = _read(found["day"]) if found else None
        return [(None, day)] if day else []
    whole = _BYLINE.sub("", line.strip())
    if days := _days_of([whole]):
        return days
    if days := _days_of([piece for piece in _PIECES.split(whole) if piece]):
        return days
    found = _DATELINE.match(line)
    day = _read(found["day"]) if found else None
    return [(None, day)] if day else []


def _days_of(pieces: list[str]) -> list[tuple[str | None, Day]]:
    days: list[tuple[str | None, Day]] = []
    for piece in pieces:
        if found := _DATED.fullmatch(piece):
            if day := _read(found["day"]):
                days.append((found["label"], day))
        elif not _BESIDE.fullmatch(piece) and not re.fullmatch(
            rf"(?:{_HOUR}).{{0,12}}", piece, re.I
        ):
            return []
    return days


def _top(lines: Iterable[str]) -> list[str]:
    near = []
    for line in lines:
        if line.strip():
            near.append(line.strip())
        if len(near) == _NEAR:
            break
    return near


def _read(words: str) -> Day | None:
    """A date as `_FULL` matches it → day, or None where it is no day or may be two."""
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    if letters := re.search(r"[a-z]{3,}", re.sub(r"\d(?:st|nd|rd|th)", "", words.lower())):
        return _day(numbers[1], MONTHS[letters[0]], numbers[0])
    if re.match(r"\d{4}", words):
        return _day(*numbers)
    first, second, year = numbers
    if first != second and max(first, second) <= 12:
        return None
    day, month = (first, second) if first > 12 or first == second else (second, first)
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> Day | None:
    try:
        return date(year, month, day).isoformat() if year in YEARS else None
    except ValueError:
        return None
