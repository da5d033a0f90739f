"""Words that tell when → TIMEX3 values, as annotated news has them.

The forms that `extract.when` finds are counted from each text's day of publication. What names no
day (how long, how often, "recently") is no matter of the register: the rules for it stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pactwatch.days import anchor, is_day, is_form, span_of
from pactwatch.extract.when import read_forms
from pactwatch.extract.when_rules import Found
from pactwatch.extract.when_words import compile_rule, number_of

SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
Timex = dict[str, object]

# --- what names no day -------------------------------------------------------------------------

_UNIT = r"(?P<unit>second|minute|hour|day|week|month|quarter|year|decade)"
_OFTEN = {"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "hourly": "PT1H"}
_OFTEN |= {"annual": "P1Y", "annually": "P1Y", "yearly": "P1Y"}
_VAGUE = (
    (
        "PAST_REF",
        r"\b(?:more )?(?:recently|recent|the past(?! [a-z]+ (?:years|months)))\b",
    ),
    ("PRESENT_REF", r"\b(?:now|current|currently|nowadays|the time being|at present)\b"),
    (
        "FUTURE_REF",
        r"\b(?:the near |the long |the short |the )?future\b|\bthe (?:near|long|short) term\b",
    ),
)
_LENGTHS = tuple(
    compile_rule(rule)
    for rule in (
        rf"<about>\b<number>(?: |-)(?:(?:more|straight|full) )?{_UNIT}s?\b(?:-(?:long|old))?",
        rf"\b(?i:(?:(?:the|several|many|few|recent|coming|past|last|next) )*)"
        rf"{_UNIT}s(?:-long)?\b",
        rf"\b(?i:(?:the )?(?:past|last|next|first|coming)) (?:<number> )?{_UNIT}s?\b",
    )
)
_SETS = compile_rule(rf"(?i:\b(?P<often>{'|'.join(_OFTEN)}|(?:every|each) {_UNIT}))\b")
_REFS = tuple((name, compile_rule(f"(?i:{rule})")) for name, rule in _VAGUE)


def nameless(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Text → (start, end, type, value) of what names no day."""
    for pattern in _LENGTHS:
        for m in pattern.finditer(text):
            number = m.groupdict().get("number")
            yield m.start(), m.end(), "DURATION", _length(m["unit"], number)
    for m in _SETS.finditer(text):
        unit = m["unit"]
        yield m.start(), m.end(), "SET", _length(unit, "1") if unit else _OFTEN[m["often"].lower()]
    for name, pattern in _REFS:
        for m in pattern.finditer(text):
            yield m.start(), m.end(), "DATE", name


def _length(unit: str, number: str | None) -> str:
    count = number_of(number) if number else None
    if unit == "decade":
        unit, count = "year", count and count * 10
    time = "T" if unit in ("second", "minute", "hour") else ""
    return f"P{time}{'X' if count is None else count}{unit[0].upper()}"


# --- forms as TIMEX3 -----------------------------------------------------------------------------


def timex(found: Found, published: str | None) -> tuple[str, str] | None:
    """A form → its type and value on the day of publication."""
    form = found.form.split("/")[0]
    if re.fullmatch(r"\d\d\dX", form):
        return "DATE", form[:3]
    day, _ = anchor(form, published)
    if not is_form(form) or day is None or "XXXX" in day:
        return None
    return "DATE", _value(form.partition("@")[0], day)


def _value(atom: str, day: str) -> str:
    """The value at the fineness of the words: a week, a quarter or a season stay one."""
    first = day.split("/")[0].rstrip("~")
    if (re.match(r"W[+-]\d+|WD-WE", atom) and "/" in day) or re.match(r"P[+-]\d+W", atom):
        year, week, _ = date.fromisoformat(first).isocalendar()
        return f"{year}-W{week:02}" + ("-WE" if "WE" in atom else "")
    if quarter := re.search(r"-([QH]\d)|^(Q)[+-]", atom):
        return f"{first[:4]}-{quarter[1] or f'Q{(int(first[5:7]) + 2) // 3}'}"
    if first[5:] in SEASONS:
        return f"{first[:4]}-{SEASONS[first[5:]]}"
    return first


def find_dates(text: str, published: str | None) -> list[Timex]:
    """Text and its day of publication → what the scorer reads, in the order of the text."""
    found = [(f.start, f.end, timex(f, published)) for f in read_forms(text)]
    rows = [(start, end, *value) for start, end, value in found if value]
    for start, end, kind, value in nameless(text):
        if all(end <= other[0] or other[1] <= start for other in rows):
            rows.append((start, end, kind, value))
    keys = ("start", "end", "type", "value")
    return [dict(zip(keys, row, strict=True)) for row in sorted(rows)]


def day_of(article: dict[str, str | None]) -> str | None:
    """An article's day of publication; where there is none, the first day that the text itself tells."""
    if (day := article["published"]) and is_day(day):
        return day
    told = (anchor(found.form, None)[0] for found in read_forms(article["text"] or ""))
    return next((day for day in told if day and len(day) == 10 and span_of(day)), None)
