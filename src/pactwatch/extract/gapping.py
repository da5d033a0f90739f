"""Move → moves: "30 to Ghana, 12 to Kenya and seven to Malawi" has one verb and three receivers.

What enters: the phrases of a sentence. What leaves: for each destination behind the first that has a
figure of its own, a phrase of its own, with the verb and the sender of the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pactwatch.extract.lexicon import Marks, StateMark
from pactwatch.extract.named import Party
from pactwatch.extract.parse import Sentence
from pactwatch.extract.phrase import Phrase
from pactwatch.extract.whom import ROUND_NUMBERS, people_in

MONTHS = frozenset(
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
#: By which a second figure goes on from a first: "and five more on 12 April".
MORE = frozenset("more other others further".split())
ANOTHER = frozenset("another further additional".split())
#: By which a figure is told to be rough.
ABOUT = frozenset("about some around roughly nearly almost over another".split())
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
    if "subject" in phrase.rule.parties.get(second, ()):
        for mark, i in _who_took_more(phrase):
            party = Party(mark.code, *phrase.s.range_of(mark.first, mark.last))
            if mark.code not in phrase.all_codes:
                yield _part(phrase, i, phrase.parties | {second: [party]})
    _keep_own_figure(phrase)
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
    for j in range(phrase.i + 1, len(s.words) - 1):
        on = j + 1 + (s.words[j + 1].lemma in MORE)
        day = s.words[on + 1].text if on + 1 < len(s.words) - 1 else ""
        dated = day.isdigit() or day in MONTHS or day in WEEKDAYS
        if s.words[j].pos == "NUM" and s.words[on].lemma in ("on", "in") and dated:
            found.append(j)
            more = more or on > j + 1 or s.words[j - 1].lemma in ANOTHER
        elif (head := _behind_day(s, phrase.marks, j)) is not None:
            found.append(head)
            more = True
    return found if more or len(found) > 1 else []


def _behind_day(s: Sentence, marks: Marks, j: int) -> int | None:
    """ "…, 630 in 2017 and in 2018 128", "and in May at least nine men": what a figure counts."""
    if s.words[j].pos != "NUM" or s.words[j].text in MONTHS:
        return None
    k = j - 1
    while k > 0 and s.words[k].text.lower() in ROUGHLY:
        k -= 1
    day = s.words[k].text
    led = k > 0 and s.words[k - 1].lemma in ("in", "on") and (day.isdigit() or day in MONTHS)
    parted = k > 1 and s.words[k - 2].text in (",", ";", "and", "far", "then")
    if not led or not parted or (s.words[j].text.isdigit() and s.words[j - 1].text in MONTHS):
        return None
    head = s.words[j].head if s.words[j].dep == "nummod" else j
    return head if head >= j and people_in(s, marks, head) else None


#: What may stand between a day and the figure that is told of it.
ROUGHLY = frozenset(", at least about some around only another a further more than".split())


def _who_took_more(phrase: Phrase) -> Iterator[tuple[StateMark, int]]:
    """ "Chad took five in June, Niger three in July": a state and its figure, with no verb of their own."""
    s = phrase.s
    for mark in phrase.marks.states:
        j = mark.last + 1
        if mark.first <= phrase.i or mark.how != "name" or j >= len(s.words) or not mark.first:
            continue
        j += s.words[j].lemma in ABOUT
        parted = s.words[mark.first - 1].text in (",", ";", "and")
        if parted and j < len(s.words) and s.words[j].pos == "NUM" and _ends_at(s, j):
            yield mark, j


def _ends_at(s: Sentence, j: int) -> bool:
    """Whether a figure stands alone, with no more behind it than when."""
    after = s.words[j + 1] if j + 1 < len(s.words) else None
    return (
        after is None or after.text in ",;." or after.lemma in ("and", "in", "on", "last", "this")
    )


def _keep_own_figure(phrase: Phrase) -> None:
    """ "Hundreds were deported: 299 to Chad and 200 to Niger": the figure right before its "to"."""
    s = phrase.s
    ends = [m for m in phrase.marks.states if m.first > phrase.i + 1]
    first = next((m for m in ends if s.words[m.first - 1].lemma == "to"), None)
    figure = first.first - TO_FIGURE if first is not None else 0
    apart = phrase.people[-1] < figure and any(w.text == ":" for w in s.words[phrase.i : figure])
    among = figure in phrase.people and len(phrase.people) > 1
    if (apart or among) and s.words[figure].pos == "NUM":
        phrase.people = [figure]


#: How far before a state's name the figure of "299 to Chad" stands.
TO_FIGURE = 2


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
