"""Sentence → upper bounds on people: "up to 25 a week", "the ceiling is 500", "300 prison cells".

A bound is told before its figure ("no more than"), behind it ("at most", "a year"), by a noun of
bounds ("a quota of") or by places that only people fill. A bare age or day is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pactwatch.extract.amounts import Amount, Found, find_money, find_quantities, period_after
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.parse import Sentence

_BEFORE = re.compile(
    r"^(?:up to|as many as|at most|no more than|not more than|a maximum of|maximum|a cap of|"
    r"capped at|limited to)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\W*(?:\w+\W+){0,3}?(?:at (?:the )?most|or fewer|at the outside)\b", re.IGNORECASE
)
_CEILING = re.compile(
    r"\b(?:ceiling|cap|upper limit|limit|maximum|quota|capped|capacity|limited|room|space|"
    r"set aside|earmarked)\b"
    r"(?:\W+\w+){0,3}?\W+$",
    re.IGNORECASE,
)
#: Nouns that hold one person each.
PLACES = frozenset(["place", "cell", "bed", "berth", "spot", "slot"])
#: The largest figure that, without a noun, may count people.
MANY = 100_000
#: How far behind a figure its noun may stand, in words.
REACH = 4


def caps_in(s: Sentence, marks: Marks) -> Iterator[Amount]:
    """Every upper bound on people that a sentence tells, with its period in its unit."""
    sums = find_money(s.text)
    for found in find_quantities(s.text):
        if any(m.start < found.end and found.start < m.end for m in sums):
            continue
        last = s.word_at(s.start + found.end - 1)
        value = found.quantity.max or found.quantity.min
        if last is None or value is None or _is_other_figure(s, last):
            continue
        period = period_after(s.text, found.end)
        if _is_bounded(s, marks, found, last, period):
            unit = f"people/{period}" if period else "people"
            yield Amount(value, unit, s.start + found.start, s.start + found.end)


def _is_bounded(s: Sentence, marks: Marks, found: Found, last: int, period: str | None) -> bool:
    if found.quantity.max is not None and found.quantity.max <= 1:
        return False  # "two inmates in one cell", "one in three"
    counts = _counts_people(s, marks, last)
    stands_alone = _stands_alone(s, last)
    if _CEILING.search(s.text[: found.start]):
        return counts or stands_alone
    if _BEFORE.match(found.quantity.words) or _BEHIND.match(s.text, found.end):
        return counts or (stands_alone and not _is_vague(found))
    if period:  # "hundreds a year" bounds nothing
        return (counts or stands_alone) and not _is_vague(found)
    return any(s.words[k].lemma in PLACES for k in _behind(s, last)) and s.words[last].pos == "NUM"


def _is_vague(found: Found) -> bool:
    return found.quantity.max is None or found.quantity.max > MANY


def _is_other_figure(s: Sentence, j: int) -> bool:
    """An age, a year, a share or a stretch of time."""
    after = s.words[j + 1].text.lower() if j + 1 < len(s.words) else ""
    if after in (
        "%",
        "percent",
        "per",
        "years",
        "months",
        "days",
        "hours",
        "weeks",
        "year",
        "year-old",
    ):
        return after != "per" or "cent" in s.text[s.words[j].end : s.words[j].end + 10]
    word = s.words[j]
    return (word.text.isdigit() and 1900 <= int(word.text) <= 2100) or (
        after == "-" and j + 2 < len(s.words) and s.words[j + 2].lemma == "year"
    )


def _behind(s: Sentence, j: int) -> range:
    return range(j + 1, min(j + REACH, len(s.words)))


def _counts_people(s: Sentence, marks: Marks, j: int) -> bool:
    """Whether the figure's noun is people, or a place kept for one."""
    head = s.words[j].head
    if s.words[j].dep == "nummod" and s.words[head].pos == "NOUN":
        return marks.is_a(head, "people", "hub") or s.words[head].lemma in PLACES
    near = [head, *_behind(s, j)]
    return any(marks.is_a(k, "people") or marks.state_at(k) for k in near)


def _stands_alone(s: Sentence, j: int) -> bool:
    """A figure without a noun of its own: "put the number at 500", "ten a year"."""
    word = s.words[j]
    head = s.words[word.head]
    if word.dep in ("nummod", "compound", "quantmod") and head.pos in ("NOUN", "PROPN", "NUM"):
        return head.lemma in ("year", "month", "week", "time", "day") and word.head > j + 1
    return word.pos in ("NUM", "NOUN")
