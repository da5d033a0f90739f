"""Text → the words that tell when, each with the form that `pactwatch.days.anchor` reads.

What enters: a passage or a whole document's text, in English. What leaves: `When`s in the order in
which they stand, their offsets counted from the given one. Words that name no day, month or year
("recently", "for two weeks", "the 1990s", "every Friday") are recognised, so that nothing is read
into them, and left out. Give a whole text rather than a sentence where there is one: "two weeks
later" counts from the day told before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from pactwatch.days import DEEPEST, is_form
from pactwatch.extract.when_forms import LAST_DAYS
from pactwatch.extract.when_rules import Found, find_forms
from pactwatch.extract.when_tense import Tense, guess_tense
from pactwatch.nouns import When

#: (start, end) of an expression in the text → whether its verb looks back or ahead, if it tells.
TenseOf = Callable[[int, int], Tense | None]


def find_dates(text: str, offset: int = 0, tense: TenseOf | None = None) -> list[When]:
    """Text → every expression that tells a day, month or year, or one counted from another day.

    `tense` says of an expression whether its verb looks back or ahead; without it the words around
    tell, and the past where they don't. `start` and `end` are offsets in `text` plus `offset`.

    >>> [(when.words, when.form) for when in find_dates("He was sent in March, a week later.")]
    [('March', 'XXXX-03<='), ('a week later', 'P+1W@(?)')]
    """
    found = read_forms(text, tense)
    return [
        When(words=text[f.start : f.end], form=f.form, start=offset + f.start, end=offset + f.end)
        for f in join_forms(text, found)
        if is_form(f.form)
    ]


def read_forms(text: str, tense: TenseOf | None = None) -> list[Found]:
    """Text → its expressions one by one, those that tell no day included, with side and origin."""
    kept = _without_overlaps(find_forms(text))
    told: list[Found] = []
    for found in kept:
        form = _with_side(text, found, tense)
        if "@(?)" in form:
            form = _last_of_month(form.replace("@(?)", f"@({_origin(form, told)})"))
        form = _year_of_sentence(text, found, form, told) or form
        form += _year_before(found.start, form, told)
        if text[found.start : found.end].lower().removeprefix("the ").startswith("following "):
            form = _next_after(form, told) or form
        told.append(replace(found, form=form))
    return told


def _without_overlaps(found: Iterable[Found]) -> list[Found]:
    """The one that begins first stays, then the longest, then the one whose rule stands first."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _with_side(text: str, found: Found, tense: TenseOf | None) -> str:
    if "^" not in found.form:
        return found.form
    told = tense(found.start, found.end) if tense else guess_tense(text, found.start, found.end)
    return found.form.replace("^", {"past": "<=", "future": ">=", None: ""}[told])


def _origin(form: str, told: list[Found]) -> str:
    """The form of the day told last, fine enough to count this form's unit from; `?` where none."""
    unit = re.sub(r"^P[+-]\d+", "", form)[0]
    for found in reversed(told):
        if found.form.count("@") == DEEPEST:
            return "?"
        if is_form(found.form) and "/" not in found.form and _fineness(found.form) >= FINE[unit]:
            return found.form
    return "?"


def _last_of_month(form: str) -> str:
    """ "On 15 March … on the last day of the month": of the month that its origin tells."""
    month = re.search(r"-LD@\([^()]*?(?:XXXX|\d{4})-(\d\d)", form)
    return form.replace("-LD@", f"-{LAST_DAYS[int(month[1]) - 1]}@") if month else form


def _year_of_sentence(text: str, found: Found, form: str, told: list[Found]) -> str | None:
    """ "Signed in April 2022 and dropped in July": the year told just before in the same sentence.

    Only of what lies behind, and later in the year.
    """
    rest = re.fullmatch(r"XXXX-((?:0[1-9]|1[0-2])(?:-\d\d)?)<=(~?)", form)
    year = re.match(r"(\d{4})-((?:0[1-9]|1[0-2])(?:-\d\d)?)$", told[-1].form) if told else None
    if not rest or not year or _ENDS.search(text, told[-1].end, found.start):
        return None
    return f"{year[1]}-{rest[1]}{rest[2]}" if rest[1] > year[2] else None


_ENDS = re.compile(r"[.;:!?\n]")

#: How many characters a story may take from one of its months to the next.
STORY = 700


def _year_before(start: int, form: str, told: list[Found]) -> str:
    """ "In June 2025 … on December 24 it was signed": which year, where the page itself has no day.

    Only of what lies behind, and later in the year than what the story told last.
    """
    month = re.fullmatch(r"XXXX-(0[1-9]|1[0-2])(?:-\d\d)?<=~?", form)
    for before in reversed(told) if month else ():
        told_in = re.search(r"^(\d{4})-(0[1-9]|1[0-2])|^XXXX-(\d\d).*@\((\d{4})-", before.form)
        if start - before.end > STORY or not (told_in or before.form.startswith("XXXX")):
            return ""
        if told_in and month:
            year, last = told_in[1] or told_in[4], told_in[2] or told_in[3]
            return f"@({year}-{last})" if month[1] >= last else ""
    return ""


def _next_after(form: str, told: list[Found]) -> str | None:
    """ "In March 2020 … the following February": the first such month after the one told before."""
    month = re.fullmatch(r"XXXX-(\d\d)>", form)
    before = next((m for f in reversed(told) if (m := re.match(r"(\d{4})-(\d\d)", f.form))), None)
    if not month or not before:
        return None
    return f"{int(before[1]) + (month[1] <= before[2])}-{month[1]}"


FINE = {"Y": 1, "Q": 2, "M": 2, "W": 3, "D": 3}


def _fineness(form: str) -> int:
    """1 for a year, 2 for a month, 3 for a day."""
    atom = form.partition("@")[0].rstrip("~<>=")
    if atom.startswith(("D", "W")) or re.search(r"^P[+-]\d+[DW]$", atom):
        return 3
    parts = re.sub(r"^(?:[MY][+-]\d+|P[+-]\d+[MY])", "0", atom).split("-")
    return min(3, len(parts) + (atom[0] == "M" or atom.endswith("M")))


_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from)\s+(?:(?:at\s+least|the)\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:[-–—]|\b(?:and|to|until|till|through)\b)\s*(?:the\s+)?", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\(\s*(?:on\s+|the\s+)?")
_LOCAL = re.compile(r"\s*\(\s*(?:on\s+)?")
_LOCAL_END = re.compile(r"[^()\n]{0,20}\b(?:local|GMT|UTC|time)\b[^()\n]{0,20}\)")


def join_forms(text: str, found: list[Found]) -> list[Found]:
    """Puts together what is one answer to "when": from A to B, since A, A (B local time)."""
    joined: list[Found] = []
    i = 0
    while i < len(found):
        one, rest = found[i], found[i + 1 : i + 2]
        both = _joined(text, one, rest[0]) if rest else None
        joined.append(both or _since(text, one))
        i += 2 if both else 1
    return joined


def _joined(text: str, one: Found, other: Found) -> Found | None:
    between, lead = text[one.end : other.start], text[max(0, one.start - 16) : one.start]
    if not is_form(one.form) or not is_form(other.form) or "/" in one.form + other.form:
        return None
    if _LOCAL.fullmatch(between) and (end := _LOCAL_END.match(text, other.end)):
        return replace(one, end=end.end())
    if _BRACKET.fullmatch(between) and one.form.startswith("WD-") and _fineness(other.form) == 3:
        closed = text[other.end : other.end + 1] == ")"
        return replace(one, end=other.end + closed, form=other.form)
    if _THAT_IS.fullmatch(between) and (form := _told_twice(one.form, other.form)):
        return Found(one.start, other.end, form)
    if re.fullmatch(r"\s+and\s+", between) and (months := _two_months(one.form, other.form)):
        return Found(one.start, other.end, months)
    if not _TO.fullmatch(between):
        return None
    led = _BETWEEN.search(lead)
    if led or re.fullmatch(r"\s*[-–—]\s*", between):
        start = one.start - len(led[0]) if led else one.start
        return Found(start, other.end, f"{_dated(one.form, other.form)}/{other.form}")
    return None


_THAT_IS = re.compile(r",\s+(?:in|on)\s+(?:the\s+)?", re.IGNORECASE)


def _told_twice(form: str, other: str) -> str | None:
    """ "Two weeks ago, on 6 November", "last week, on Tuesday": the day behind, which tells the rest."""
    if re.match(r"XXXX-\d\d|\d{4}-\d\d", other) and re.match(r"P-|P\+.*@|[WM]-\d+$", form):
        return other
    day = re.match(r"WD-(\d)", other)
    return f"{form}-{day[1]}" if day and re.fullmatch(r"W-\d+", form) else None


def _two_months(form: str, other: str) -> str | None:
    """ "In April and May 2022": two months in a row whose year stands behind the second."""
    first, second = (
        re.match(r"XXXX-(0[1-9]|1[0-2])(?!-)", form),
        re.fullmatch(r"\d{4}-(\d\d)", other),
    )
    follows = first and second and int(first[1]) + 1 == int(second[1])
    return f"{_dated(form, other)}/{other}" if follows else None


def _dated(form: str, other: str) -> str:
    """The first of two, in the year that only the second tells ("from May to July 2025")."""
    year = re.match(r"(\d{4}|Y[+-]\d+)-", other)
    return re.sub(r"[<>]=?", "", form).replace("XXXX", year[1]) if year else form


def _since(text: str, one: Found) -> Found:
    led = re.search(
        r"(?i)\bsince\s+(?:(?:at\s+least|the)\s+)?$", text[max(0, one.start - 20) : one.start]
    )
    if not led or not is_form(one.form) or "/" in one.form:
        return one
    form = re.sub(r">=?", "<=", one.form)
    return Found(one.start - len(led[0]), one.end, f"{form}/..")
