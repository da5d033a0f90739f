"""Hit, pair → where it stands in a journey: before the move of which the page tells, or beyond it.

"Held near Oslo before they were flown out", "those whom Norway had sent to Zambia were sent on": what
came before is no fate after the move, and what lies beyond is no move between the page's two states.
"""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.extract.factuality import happened
from pactwatch.extract.hit import Hit
from pactwatch.extract.nationality import is_person
from pactwatch.extract.page import Page
from pactwatch.extract.pair import Pair
from pactwatch.extract.parse import Sentence
from pactwatch.nouns import Value

#: What parts an event from a later one that is told below it.
EARLIER = frozenset({"before", "until"})
#: What parts an event from an earlier one that is told below it.
LATER = frozenset({"after", "following", "since"})


def is_sent_on(page: Page, pair: Pair) -> bool:
    """Whether people are sent on by a state that seldom sends, on a page that tells of one that does.

    "Zambia sent on to Somalia those whom Norway had deported" is a journey beyond the page's pair; who
    has a deal of its own on people, which names both states, sends them itself.
    """
    assert page.context is not None
    if not any(e.pair.codes[0] in page.context.usual_first for e in page.context.evidence):
        return False
    return not any(
        phrase.on_topic and {p.code for p in phrase.loose} >= set(pair.codes)
        for row in page.phrases
        for phrase in row
        if not phrase.rule.moves and not phrase.rule.votes
    )


#: How many sentences back somebody's nationality is told, of whom a pronoun tells.
BACK = 2


def goes_home(hit: Hit, pair: Pair, page: Page) -> bool:
    """ "Roe is a Salvadoran. He was deported to El Salvador": where he is from is no third state."""
    s, people = hit.s, hit.phrase.people if hit.phrase is not None else []
    if not people or any(s.words[j].lemma not in ("he", "she", "him", "her") for j in people):
        return False
    at = page.index_of(s)
    for k in range(at, max(-1, at - BACK - 1), -1):
        above, marks = page.sentences[k], page.marks[k]
        ahead = [m for m in marks.states if k < at or m.last < hit.i]
        for mark in reversed(ahead):
            head = above.words[above.words[mark.last].head]
            one = marks.is_a(above.words[mark.last].head, "people") and head.tag == "NN"
            if mark.how == "adjective" and (one or is_person(above, mark)):
                return mark.code == pair.codes[1]
    return False


def is_before_move(hit: Hit, page: Page, place: Value | None) -> bool:
    """Whether a hit tells what befell people before they were moved: by its place, or its sentence."""
    assert page.context is not None
    pairs = [e.pair.codes for e in page.context.evidence]
    senders = {first for first, _ in pairs} | set(page.context.usual_first)
    seconds = {second for _, second in pairs}
    if place in senders - seconds - {None} or _are_yet_to_go(hit):
        return True
    where = set(_where(hit))
    if where & (senders - seconds) and not where & seconds:
        return True
    moves = [p.i for p in page.phrases[page.index_of(hit.s)] if p.rule.moves and p.i != hit.i]
    return any(_leads_to(hit.s, hit.i, move) for move in moves)


#: What is told of those who are to be moved, and have not been.
AWAITING = frozenset(
    "earmark book slate schedule destine select choose pick intend set designate due await face "
    "wait list identify notify pending view".split()
)


def _are_yet_to_go(hit: Hit) -> bool:
    """ "Twelve men earmarked for a flight are held": what befalls people who were never sent."""
    s = hit.s
    people = [j for role in hit.frame.people for j in hit.args.get(role, ())]
    of = [
        k for j in people for c in s.children[j] if s.words[c].lemma == "of" for k in s.children[c]
    ]
    below = [
        c
        for j in (*people, *of)
        for c in s.children[j]
        if s.words[c].dep in ("acl", "relcl", "amod")
    ]
    beside = [k for k in s.children[hit.i] if s.words[k].dep in ("prep", "advcl")]
    below += [*beside, *(k for c in beside for k in s.children[c])]
    return any(s.words[c].lemma in AWAITING for c in below)


#: Nouns for places, before which the state stands in which they lie.
SITES = frozenset(
    "border soil custody territory jail prison facility centre center airport community".split()
)


def _where(hit: Hit) -> Iterator[str]:
    """ "Freed from a jail in Ohio", "held after crossing the US border": the states of a hit's places."""
    s = hit.s
    for mark in hit.marks.states:
        inside = s.words[mark.last].dep in ("amod", "compound", "nmod", "poss")
        if inside and s.words[s.words[mark.last].head].lemma in SITES:
            yield mark.code
            continue
        first = mark.first
        while first > 0 and s.words[first - 1].lemma in ("the", "north", "south", "southern"):
            first -= 1
        if (
            first > 0
            and s.words[first - 1].lemma == "in"
            and mark.how not in ("people", "adjective")
        ):
            yield mark.code


def _leads_to(s: Sentence, i: int, move: int) -> bool:
    """ "Released and deported", "held before they were flown", "flown after being held"."""
    if any(j == i and move > i for j in _joined_above(s, move)):
        return True
    if i in s.ancestors(move):
        return any(_is_marked(s, j, EARLIER) for j in _path(s, move, i))
    if move in s.ancestors(i):
        below = s.words[i]
        helpers = {s.words[c].text.lower() for c in s.children[i]}
        first = s.subtree(i)[0]
        closely = s.words[first - 1].text != "," and not helpers & {"is", "are", "has", "have"}
        earlier = (
            closely or "had" in helpers or not happened(s, move)
        )  # "to accept men, who were freed"
        told_of = below.dep == "acl" or (below.dep == "relcl" and earlier)
        if told_of and below.tag in ("VBN", "VBD"):
            return True  # "men held in jails were flown out", "took men who had been freed"
        return any(_is_marked(s, j, LATER) for j in _path(s, i, move))
    return False


def _joined_above(s: Sentence, j: int) -> Iterator[int]:
    while s.words[j].dep == "conj" and s.words[j].head != j:
        j = s.words[j].head
        yield j


def _path(s: Sentence, low: int, high: int) -> Iterator[int]:
    j = low
    while j != high:
        yield j
        j = s.words[j].head


def _is_marked(s: Sentence, j: int, words: frozenset[str]) -> bool:
    """Whether a word is one of those conjunctions, or has one before its clause."""
    return s.words[j].lemma in words or any(
        s.words[c].dep in ("mark", "advmod") and s.words[c].lemma in words and c < j
        for c in s.children[j]
    )
