"""Move → moves: "30 to Ghana, 12 to Kenya and seven to Malawi" has one verb and three receivers.

What enters: the phrases of a sentence. What leaves: for each destination behind the first that has a
figure of its own, a phrase of its own, with the verb and the sender of the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pactwatch.extract.lexicon import StateMark
from pactwatch.extract.named import Party
from pactwatch.extract.phrase import Phrase
from pactwatch.extract.whom import ROUND_NUMBERS

MONTHS = frozenset(
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
#: By which a second figure goes on from a first: "and five more on 12 April".
MORE = frozenset("more other others further".split())
#: Words between a figure and its "to": "eight others to", "12 more people to".
BETWEEN = 3


def split_destinations(phrase: Phrase, second: str) -> Iterator[Phrase]:
    """The phrase, less the receivers that have figures of their own, and a phrase for each of these.

    So too for days that have figures of their own: "nine on 24 November, twenty on 22 January".
    """
    yield phrase
    receivers = phrase.parties.get(second, [])
    if not phrase.rule.moves or not phrase.people:
        return
    for i in _dated(phrase):
        yield _part(phrase, i, phrase.parties)
    if not receivers:
        return
    for mark, i in _counted(phrase):
        party = Party(mark.code, *phrase.s.range_of(mark.first, mark.last))
        if receivers == [party]:
            continue
        receivers[:] = [p for p in receivers if p.code != party.code] or receivers
        yield _part(phrase, i, phrase.parties | {second: [party]})


def _part(phrase: Phrase, i: int, parties: dict[str, list[Party]]) -> Phrase:
    return Phrase(
        phrase.rule,
        phrase.s,
        phrase.marks,
        phrase.i,
        phrase.args,
        parties=parties,
        people=[i],
        on_topic=phrase.on_topic,
    )


def _dated(phrase: Phrase) -> list[int]:
    """The figures of "nine on 24 November, twenty on 22 January", where there are several, and of
    "five more on 12 April", where there is one.
    """
    s = phrase.s
    found = []
    more = False
    for j in range(phrase.i + 1, len(s.words) - 3):
        on = j + 1 + (s.words[j + 1].lemma in MORE)
        day = s.words[on + 1].text if on + 1 < len(s.words) else ""
        dated = day.isdigit() or day in MONTHS or day in WEEKDAYS
        if s.words[j].pos == "NUM" and s.words[on].lemma in ("on", "in") and dated:
            found.append(j)
            more = more or on > j + 1
    return found if more or len(found) > 1 else []


def _counted(phrase: Phrase) -> Iterator[tuple[StateMark, int]]:
    """Every "to STATE" behind the verb, the first aside, with the figure right before it."""
    s = phrase.s
    behind = [m for m in phrase.marks.states if m.first > phrase.i + 1]
    ends = [m for m in behind if s.words[m.first - 1].lemma == "to"]
    for before, mark in pairwise(ends):
        to = mark.first - 1
        figures = [
            j
            for j in range(max(before.last + 1, to - BETWEEN), to)
            if s.words[j].pos == "NUM" or s.words[j].lemma in ROUND_NUMBERS
        ]
        if figures:
            i = figures[-1]
            head = s.words[i].head
            yield mark, head if i < head < to and s.words[head].pos in ("NOUN", "PROPN") else i
