"""Form → day: what words mean, counted from the publication day where they are relative.

How a form is written stands in the docstring of `pactwatch.days`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from pactwatch.days.point import DAY, Day, Point, ends_of, is_day, span_of

DateBasis = Literal["stated", "resolved", "fact", "unanchored"]

#: A month or day without year lies on the side that its tense tells, unless that is farther off
#: than this and the other side is nearer: "on 14 January", told in December, is ahead.
FAR_OFF = timedelta(days=270)

DEEPEST = 8  #: how many forms may be counted from one another

_PART = r"(?P<part>WE|EA|GF|EM|TG|Q[1-4]|H[12]|\d\d-\d\d|XX-\d\d|\d\d|[1-7])"
_ATOM = re.compile(
    rf"(?:(?P<unit>[DWMQY])(?P<shift>[+-]\d+)|P(?P<gone>[+-]\d+)(?P<by>[DWMY])"
    rf"|(?P<base>WD|XXXX|\d{{4}}))(?:-{_PART})?(?P<side><=|<<|<|>=|>)?(?P<about>~)?"
)


#: A month or day with the one, told before it, after which it is the first of its name.
_YEAR_TOLD_BEFORE = re.compile(r"(XXXX-[^@()/]+)@\([^()]*\)")


def anchor(form: str, published: Day | None) -> tuple[Day | None, DateBasis | None]:
    """A form and the publication day → the day meant, and on what that rests.

    `stated`: as told, perhaps without the year; `resolved`: counted from the publication day;
    `unanchored`: relative words and no (or too vague a) publication day, so that there is no day.
    An empty form, and one that names no day, gives neither.

    >>> anchor("WD-5<", "2025-05-05"), anchor("XXXX-03", None), anchor("M-1", None)
    (('2025-05-02', 'resolved'), ('XXXX-03', 'stated'), (None, 'unanchored'))
    """
    if not is_form(form):
        return None, None
    if published is not None:
        form = _YEAR_TOLD_BEFORE.sub(r"\1", form)
    days = [_resolve(form, day) for day in _candidates(published)]
    told = _resolve(form, None)
    if told is not None and "XXXX" not in told:
        return told, "stated"
    if days[0] is not None and all(day == days[0] for day in days):
        return days[0], "stated" if days[0] == told else "resolved"
    return (told, "stated") if told is not None else (None, "unanchored")


def is_form(form: str) -> bool:
    """Whether `anchor` can read it; no form counts through more than `DEEPEST` others.

    >>> is_form("W+0@(XXXX-03-06)"), is_form("soon")
    (True, False)
    """
    return (
        bool(form)
        and form.count("@") <= DEEPEST
        and all(
            end == ".." or DAY.fullmatch(end) or _split(end) is not None for end in _interval(form)
        )
    )


def _candidates(published: Day | None) -> list[date | None]:
    """The publication day; its first and last day where only a month or so is known."""
    ends = span_of(published) if published else None
    return [None] if ends is None else list(dict.fromkeys(ends))


def _interval(form: str) -> list[str]:
    """The ends of a form; a slash within brackets belongs to what it counts from."""
    depth, cut = 0, []
    for i, sign in enumerate(form):
        depth += (sign == "(") - (sign == ")")
        if sign == "/" and not depth:
            cut.append(i)
    return [form[: cut[0]], form[cut[0] + 1 :]] if len(cut) == 1 else [form]


def _split(form: str) -> tuple[re.Match[str], str | None] | None:
    """A form's atom, and the form from which it counts; None where it is no form."""
    atom, at, origin = form.partition("@(")
    match = _ATOM.fullmatch(atom)
    if match is None or (
        at and not (origin == "?)" or (origin.endswith(")") and is_form(origin[:-1])))
    ):
        return None
    return match, origin[:-1] if at else None


def _resolve(form: str, published: date | None) -> Day | None:
    """The day that a form means, as far as it can be told."""
    ends = _interval(form)
    if len(ends) == 1:
        return _resolve_point(form, published)
    first, last = (end if end == ".." else _resolve_point(end, published) for end in ends)
    if first is None or last is None:
        return None
    if ".." not in (first, last):
        first, last = first.split("/")[0], last.split("/")[-1]
        first = _before(first, last, told=not ends[0].startswith(("XXXX", "WD")))
    day = f"{first.split('/')[0]}/{last.split('/')[-1]}"
    return day if is_day(day) else None


def _before(first: Day, last: Day, *, told: bool) -> Day:
    """The beginning moved back by a year where its year was ours and it lies after the end."""
    a, b = Point.read(first), Point.read(last)
    if told or not (a and b and a.year and b.year) or a.span(0)[0] <= b.span(0)[1]:
        return first
    return str(Point(a.year - 1, a.month, a.day, a.about))


def _resolve_point(form: str, published: date | None) -> Day | None:
    if is_day(form):
        return form if published is None or "XXXX" not in form else _resolve_atom(form, published)
    split = _split(form)
    if split is None:
        return None
    _, origin = split
    atom = form.partition("@(")[0]
    if origin is None:
        return _resolve_atom(atom, published)
    base = _resolve(origin, published)
    ends = ends_of(base) if base else None
    if not ends or not ends[0]:
        return None
    if atom.startswith("XXXX") and ends[0].year:
        return _resolve_atom(re.sub("<<|[<>]=?", ">=", atom), ends[0].span(0)[0])
    if ends[0].year:
        return _agreed(atom, [ends[0].span(0)])
    return _yearless(_agreed(atom, [ends[0].span(2022)]), _agreed(atom, [ends[0].span(2024)]))


def _agreed(atom: str, spans: list[tuple[date, date]]) -> Day | None:
    """What an atom means when counted from any day of a span, if that is one thing."""
    found = {_resolve_atom(atom, day) for span in spans for day in span}
    return found.pop() if len(found) == 1 else None


def _yearless(plain: Day | None, leap: Day | None) -> Day | None:
    """The month and day that come out alike, whichever the year."""
    if plain and leap and plain.startswith("2022-") and leap == "2024" + plain[4:]:
        day = "XXXX" + plain[4:]
        return day if is_day(day) else None
    return None


def _resolve_atom(atom: str, day: date | None) -> Day | None:
    """A form without origin, counted from `day`."""
    match = _ATOM.fullmatch(atom)
    if match is None:
        return None
    try:
        found = _counted(match, day)
    except (OverflowError, ValueError):  # beyond the calendar's years
        return None
    if found is None or not is_day(found):
        return None
    if match["about"] and "/" not in found and not found.endswith("~"):
        return found + "~"
    return found


def _counted(match: re.Match[str], day: date | None) -> Day | None:
    base, part = match["base"], match["part"]
    if base and base.isdigit():
        return _part_of_year(int(base), part)
    if base == "XXXX":
        return _without_year(part or "", match["side"], day)
    if day is None:
        return None
    if base == "WD":
        return _weekday(part or "", match["side"] or "<=", day)
    if match["gone"]:
        return _gone(int(match["gone"]), match["by"], day)
    return _unit(match["unit"], int(match["shift"]), part, day)


def _part_of_year(year: int, part: str | None) -> Day | None:
    match part:
        case None:
            return f"{year:04}"
        case "Q1" | "Q2" | "Q3" | "Q4":
            last = int(part[1]) * 3
            return f"{year:04}-{last - 2:02}/{year:04}-{last:02}"
        case "H1" | "H2":
            last = int(part[1]) * 6
            return f"{year:04}-{last - 5:02}/{year:04}-{last:02}"
        case "EA" | "GF" | "EM":
            days = timedelta(days={"GF": -2, "EA": 0, "EM": 1}[part])
            return (_easter(year) + days).isoformat()
        case "TG":
            return f"{year:04}-11-{28 - (date(year, 11, 28).isoweekday() - 4) % 7:02}"
    return f"{year:04}-{part}"


def _easter(year: int) -> date:
    """Easter Sunday of the western churches (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, shift = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * shift + 2 * (rest // 4) - moon - rest % 4) % 7
    month, day = divmod(moon + week - 7 * ((golden + 11 * moon + 22 * week) // 451) + 114, 31)
    return date(year, month, day + 1)


def _without_year(part: str, side: str | None, day: date | None) -> Day | None:
    """A month, day, season or quarter whose year (or month) the words leave open."""
    if day is None:
        return f"XXXX-{part}" if is_day(f"XXXX-{part}") else None
    if part.startswith("XX-"):
        found: list[Day | None] = [_part_of_month(n, part[3:], day) for n in range(-2, 3)]
    else:
        reach = 8 if part == "02-29" else 2
        found = [_part_of_year(day.year + n, part) for n in range(-reach, reach + 1)]
    spans = [(spoken, *span) for spoken in found if spoken and (span := span_of(spoken))]
    return _nearest(spans, side, day)


def _nearest(found: list[tuple[Day, date, date]], side: str | None, day: date) -> Day | None:
    """Of what the words could mean, in order of time, the nearest on the side that they tell."""
    past = [(day - last, spoken) for spoken, first, last in found if last < day]
    future = [(first - day, spoken) for spoken, first, last in found if first > day]
    within = [spoken for spoken, first, last in found if first <= day <= last]
    if within and side not in ("<", ">"):
        return within[0]
    behind, ahead = past[-1] if past else None, future[0] if future else None
    if side == "<<":
        return behind[1] if behind else None
    if side in ("<", ">") or behind is None or ahead is None:
        chosen = ahead if side in (">", ">=") else behind
    else:
        told, other = (ahead, behind) if side == ">=" else (behind, ahead)
        chosen = other if told[0] > FAR_OFF > other[0] else told
    return chosen[1] if chosen else None


def _part_of_month(shift: int, part: str | None, day: date) -> Day:
    year, month = divmod(day.year * 12 + day.month - 1 + shift, 12)
    return f"{year:04}-{month + 1:02}" + (f"-{part}" if part else "")


def _weekday(part: str, side: str, day: date) -> Day | None:
    if part == "WE":
        weeks = [_unit("W", n, "WE", day) for n in range(-2, 3)]
        return _nearest([(w, *span) for w in weeks if w and (span := span_of(w))], side, day)
    ahead = (int(part) - day.isoweekday()) % 7
    match side:
        case "<=":
            ahead -= 7 if ahead else 0
        case "<":
            ahead -= 7
        case ">":
            ahead = ahead or 7
    return (day + timedelta(days=ahead)).isoformat()


def _gone(shift: int, unit: str, day: date) -> Day | None:
    """Time gone by: days are counted exactly, weeks, months and years are what people round."""
    match unit:
        case "D":
            return (day + timedelta(days=shift)).isoformat()
        case "W":
            return (day + timedelta(weeks=shift)).isoformat() + "~"
        case "M":
            return _part_of_month(shift, None, day) + "~"
    return f"{day.year + shift:04}~"


def _unit(unit: str, shift: int, part: str | None, day: date) -> Day | None:
    """A day, week, month, quarter or year of the calendar, or a part of it."""
    match unit:
        case "D":
            return (day + timedelta(days=shift)).isoformat()
        case "W":
            monday = day + timedelta(days=1 - day.isoweekday(), weeks=shift)
            first, last = {None: (0, 6), "WE": (5, 6)}.get(part) or (int(part or 1) - 1,) * 2
            ends = [(monday + timedelta(days=n)).isoformat() for n in dict.fromkeys((first, last))]
            return "/".join(ends)
        case "M":
            return _part_of_month(shift, part, day)
        case "Q":
            year, quarter = divmod(day.year * 4 + (day.month - 1) // 3 + shift, 4)
            return _part_of_year(year, f"Q{quarter + 1}")
    return _part_of_year(day.year + shift, part)
