"""Draft, drafts → the one of them that tells the same thing, if any.

Two drafts tell one thing where kind, pair and choices are equal and nothing parts them: no count, day,
name or "second" against "first". What happened may happen twice: a mention that lacks the count or
the day joins the nearest that has it, and from afar only where the page tells of one such event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from pactwatch.days import anchor, days_meet
from pactwatch.domain import Kind
from pactwatch.extract.drafts import Draft
from pactwatch.extract.specification import Specification
from pactwatch.nouns import Quantity

#: The longest words that tell nothing by themselves ("with", "from").
LITTLE = 4
#: How far apart, in characters, mentions of one event are near each other: about two paragraphs.
NEAR = 500

Relation = Literal["same", "apart", "unknown"]


def find_same(kept: Sequence[Draft], draft: Draft, lone: bool, spec: Specification) -> Draft | None:
    """The draft of those kept that tells the same thing: the surest, then the nearest.

    `lone`: nothing on the page speaks for more than one such event.
    """
    fitting = [other for other in kept if is_same(other, draft, spec)]
    if not draft.kind.stands_as:
        return fitting[0] if fitting else None
    sure = [other for other in fitting if _is_sure(other, draft)]
    near = [other for other in fitting if lone or _gap(other, draft) <= NEAR]
    near = [other for other in near if relation(other, draft) != "unknown"]
    return min(sure or near, key=lambda other: _gap(other, draft), default=None)


def is_lone(draft: Draft, drafts: Iterable[Draft], spec: Specification) -> bool:
    """Whether all that is told of a draft's kind and pair may be one event."""
    alike = [d for d in drafts if d.kind is draft.kind and pair_of(d, spec) == pair_of(draft, spec)]
    return all(
        is_same(a, b, spec) and relation(a, b) != "unknown"
        for i, a in enumerate(alike)
        for b in alike[i + 1 :]
    )


#: How many at most are told of as some of a group, and how many times as many the group is at least.
FEW, TIMES = 3, 2


def is_part_of(few: Draft, many: Draft, spec: Specification) -> bool:
    """Whether one event's few are some of another's many: "a Cuban was sent there", one of the five.

    A day or an ordinal of its own makes it another event.
    """
    if few.kind is not many.kind or pair_of(few, spec) != pair_of(many, spec):
        return False
    if few.ordinal or (
        few.when is not None and (many.when is None or relation(few, many) != "same")
    ):
        return False
    counts = [
        d.slots[s][0] for d in (few, many) for s in few.kind.slots_of("count") if s in d.slots
    ]
    if len(counts) != len((few, many)):
        return False
    low, high = (c.max or c.min or 0 if isinstance(c, Quantity) else 0 for c in counts)
    return 0 < low <= FEW and high >= max(TIMES * low, FEW + 1)


def is_same(a: Draft, b: Draft, spec: Specification) -> bool:
    """Whether two drafts of a page may tell one thing: same kind and key, nothing that parts them."""
    if a.kind is not b.kind or told_as(a) != told_as(b) or a.kind.speech:
        return False
    for slot, rule in a.kind.slots.items():
        if slot in a.kind.shared and _is_one_figure(a, b):
            continue  # what is no event by itself may be called one where nothing tells
        if rule.type in ("choice", "state") and not rule.many:
            mine, other = a.code(slot), b.code(slot)
            strict = slot in spec.pair or slot in a.kind.key
            if mine != other and (strict or (mine is not None and other is not None)):
                return False
    if relation(a, b) == "apart" or (a.ordinal and b.ordinal and a.ordinal != b.ordinal):
        return False
    if not _values_agree(a, b):
        return False
    lacks = a.kind.hub and a.when is None  # a step told without its day, then who took it on which
    alike = all(_words_agree(a, b, slot) for slot in a.kind.slots_of("party"))
    if (a.when is None) != (b.when is None) and not lacks and not alike:
        return False  # one court's date is not another's
    named = [slot for slot in a.kind.slots_of("party") if slot in a.kind.key]
    if not all(_words_agree(a, b, slot) for slot in named):
        return False
    return all(_counts_agree(a, b, slot) for slot in a.kind.slots_of("count")) and all(
        _nations_agree(a, b, slot) for slot in many_of(a.kind)
    )


def _is_one_figure(a: Draft, b: Draft) -> bool:
    """Whether two drafts have the same figure, or one has a figure and the other is but a mention."""
    slots = a.kind.slots_of("count")
    figures = [[d.slots[slot][0] for slot in slots if slot in d.slots] for d in (a, b)]
    if all(figures) or not any(figures):
        return all(figures) and figures[0] == figures[1]
    mention = b if figures[0] else a
    return not any(mention.code(slot) == value for slot, value in a.kind.shared.items())


def told_as(draft: Draft) -> str:
    """What is reported and what the page asserts itself are one thing told twice."""
    return "asserted" if draft.told == "reported" else draft.told


def pair_of(draft: Draft, spec: Specification) -> tuple[str | None, ...]:
    """The codes of both parties."""
    return tuple(draft.code(slot) for slot in spec.pair)


def many_of(kind: Kind) -> list[str]:
    """The slots in which several values can be true at once."""
    return [name for name, rule in kind.slots.items() if rule.many]


def relation(a: Draft, b: Draft) -> Relation:
    """Whether the days of two drafts can be one; a day that is not told speaks against none."""
    if a.when is None or b.when is None:
        return "same"
    return _relation(a.when.form, b.when.form)


#: Publication days with which forms are tried that count from it: two years, every thirteenth day.
TRIED = tuple((date(2023, 1, 2) + timedelta(days=13 * n)).isoformat() for n in range(56))
#: Below this share of the tries that meet two forms are apart, above the other one day.
RARELY, MOSTLY = 0.2, 0.8


def forms_meet(one: str, other: str) -> bool:
    """Whether two forms mean one day, or the one lies within the other, as far as they tell."""
    return _relation(one, other) == "same"


@lru_cache(maxsize=4096)
def _relation(one: str, other: str) -> Relation:
    """Whether two forms mean one day, whenever the page was published: "on Monday", "last month"."""
    if one == other:
        return "same"
    tries = [(anchor(one, day)[0], anchor(other, day)[0]) for day in TRIED]
    told = [days_meet(a, b) for a, b in tries if a is not None and b is not None]
    if not told:
        return "unknown"
    share = sum(meeting in ("equal", "within") for meeting in told) / len(told)
    return "apart" if share < RARELY else "same" if share > MOSTLY else "unknown"


def is_finer(one: str, other: str) -> bool:
    """Whether a form tells a day where another tells its month or year: "on 10 October", "in October"."""
    if not forms_meet(one, other):
        return False
    told = [(anchor(one, day)[0], anchor(other, day)[0]) for day in TRIED[:: len(TRIED) // 4]]
    if all(b and YEAR.fullmatch(b) for _, b in told):
        return all(a and a[4:5] == "-" and "/" not in a for a, _ in told)
    return all(a and b and DAY.fullmatch(a) and not DAY.fullmatch(b) for a, b in told)


#: One day, its year told or not.
DAY = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d")
YEAR = re.compile(r"\d{4}")


def _is_sure(a: Draft, b: Draft) -> bool:
    """Whether two mentions share a figure, or the words for a day, as one event's would."""
    if a.when is not None and b.when is not None and relation(a, b) == "same":
        return True
    return any(
        slot in a.slots and slot in b.slots and a.slots[slot][0] == b.slots[slot][0]
        for slot in a.kind.slots_of("count")
    )


def _gap(a: Draft, b: Draft) -> int:
    places = [(a.start, a.end), *a.mentions]
    return min(max(start - b.end, b.start - end, 0) for start, end in places)


def _values_agree(a: Draft, b: Draft) -> bool:
    """Two figures are one thing if equal; two wordings if they share a telling word, or a sentence."""
    mine, other = a.slots.get("value"), b.slots.get("value")
    if mine is None or other is None:
        return True
    x, y = mine[0], other[0]
    if isinstance(x, str) and isinstance(y, str):
        return a.start == b.start or bool(_telling(x) & _telling(y))
    return x == y or isinstance(x, str) or isinstance(y, str)


def _telling(words: str) -> set[str]:
    return {word for word in words.lower().split() if len(word) > LITTLE}


def _words_agree(a: Draft, b: Draft, slot: str) -> bool:
    mine, other = a.slots.get(slot), b.slots.get(slot)
    if mine is None or other is None:
        return True
    x, y = set(str(mine[0]).lower().split()), set(str(other[0]).lower().split())
    return x <= y or y <= x


def _counts_agree(a: Draft, b: Draft, slot: str) -> bool:
    mine, other = a.slots.get(slot), b.slots.get(slot)
    if mine is None or other is None:
        return True
    x, y = mine[0], other[0]
    if not isinstance(x, Quantity) or not isinstance(y, Quantity):
        return x == y
    low = max(x.min or 0, y.min or 0)
    return low <= min(_most(x), _most(y))


#: How many times a figure that leaves open how many more ("more than 500") may be exceeded by what it
#: tells, and how many times a word for a magnitude ("hundreds").
MORE, MAGNITUDE = 2, 10


def _most(count: Quantity) -> float:
    """The most that a count may mean: "more than 500" is no way to tell of 2,000."""
    if count.max is not None:
        return count.max
    if (count.min or 0) <= 1:
        return float("inf")  # "more than one"
    vague = count.words.lower().rstrip(" of").endswith("s")
    return (count.min or 0) * (MAGNITUDE if vague else MORE)


def _nations_agree(a: Draft, b: Draft, slot: str) -> bool:
    mine, other = a.slots.get(slot), b.slots.get(slot)
    if mine is None or other is None:
        return True
    x, y = set(mine[0]), set(other[0])  # type: ignore[arg-type]
    return bool(x & y)
