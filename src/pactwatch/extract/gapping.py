"""Move → moves: "30 to Ghana, 12 to Kenya and seven to Malawi" has one verb and three receivers.

What enters: the phrases of a sentence. What leaves: for each destination behind the first that has a
figure of its own, a phrase of its own, with the verb and the sender of the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pactwatch.extract.lexicon import StateMark
from pactwatch.extract.parties import Party
from pactwatch.extract.phrase import Phrase
from pactwatch.extract.whom import ROUND_NUMBERS

MONTHS = frozenset(
    "January February March April May June July August September October November December".split()
)
#: Words between a figure and its "to": "eight others to", "12 more people to".
BETWEEN = 3


def split_destinations(phrase: Phrase, second: str) -> Iterator[Phrase]:
    """The phrase, less the receivers that have figures of their own, and a phrase for each of these.

    So too for days that have figures of their own: "nine on 24 November, twenty on 22 January".
    """
    yield phrase
    receivers = phrase.parties.get(second, [])
    if not phrase.rule.moves or not receivers or not phrase.people:
        return
    for mark, i in _counted(phrase):
        party = Party(mark.code, *phrase.s.range_of(mark.first, mark.last))
        if receivers == [party]:
            continue
        receivers[:] = [p for p in receivers if p.code != party.code] or receivers
        yield _part(phrase, i, phrase.parties | {second: [party]})
    for i in _dated(phrase):
        yield _part(phrase, i, phrase.parties)


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
    """The figures of "nine on 24 November, twenty on 22 January", where there are several."""
    s = phrase.s
    found = [
        j
        for j in range(phrase.i + 1, len(s.words) - 2)
        if s.words[j].pos == "NUM"
        and s.words[j + 1].lemma in ("on", "in")
        and (s.words[j + 2].text.isdigit() or s.words[j + 2].text in MONTHS)
    ]
    return found if len(found) > 1 else []


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
