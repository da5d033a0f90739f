"""States that a sentence names, by what they do there: all, those that act, those that qualify a noun.

What enters: a parsed sentence with its marks. What leaves: parties, left to right, each state once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pactwatch.extract.arguments import phrase_of
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.nationality import are_from, is_of_named, is_person
from pactwatch.extract.parse import Sentence


@dataclass(frozen=True, slots=True)
class Party:
    """A state and the words of the document that name it here."""

    code: str
    start: int
    end: int


#: Prepositions behind which a state is a place, or a way, and none that acts.
PLACES = ("in", "at", "near", "through", "via", "across")


#: Before what another thing is compared with, and of which the sentence does not tell.
COMPARING = frozenset({"unlike", "than"})


def is_compared(s: Sentence, i: int) -> bool:
    """ "Unlike the arrangement of the US": what a thing is told not to be like has no part in it."""
    return any(s.words[k].lemma in COMPARING for k in s.ancestors(i))


def beside(s: Sentence, marks: Marks) -> list[Party]:
    """The states of a sentence that act in it or are acted on: no nationality, no place alone."""
    found: list[Party] = []
    for mark in marks.states:
        i = mark.last
        if is_compared(s, i):
            continue
        while s.words[i].dep == "conj" and s.words[i].head != i:
            i = s.words[i].head
        word, above = s.words[i], s.words[s.words[i].head]
        if mark.how == "people" or (mark.how == "adjective" and marks.is_a(word.head, "people")):
            continue
        if is_person(s, mark):
            continue
        if word.dep == "pobj" and above.lemma in PLACES:
            continue
        if _is_where_a_town_lies(s, i):
            continue
        if mark.how == "adjective" and is_of_named(s, marks, i):
            continue
        if word.dep == "pobj" and above.lemma == "from" and are_from(s, marks, above.head):
            continue
        if marks.is_a(word.head, "medium") and word.dep in ("poss", "amod", "compound", "nmod"):
            continue
        if mark.code not in [p.code for p in found]:
            found.append(Party(mark.code, *s.range_of(mark.first, mark.last)))
    return found


def _is_where_a_town_lies(s: Sentence, i: int) -> bool:
    """ "At the summit in Tirana, Albania": the state behind the name of a place in it."""
    town = s.words[i].head
    if s.words[i].dep not in ("appos", "npadvmod", "conj") or s.words[town].pos != "PROPN":
        return False
    behind = i - 2 == town and s.words[i - 1].text == ","
    above = s.words[s.words[town].head]
    return behind and s.words[town].dep == "pobj" and above.lemma in PLACES


def named_in(s: Sentence, marks: Marks) -> list[Party]:
    """The states that a sentence names, people's nationalities aside."""
    return [
        Party(mark.code, *s.range_of(mark.first, mark.last))
        for mark in marks.states
        if mark.how != "people" and not is_person(s, mark)
    ]


def qualifying(s: Sentence, marks: Marks, i: int) -> Iterator[Party]:
    """The states that qualify a noun: "the UK-Rwanda deal", "Italy's pact", "American planes"."""
    first, last = phrase_of(s, i)
    for mark in marks.states:
        if first <= mark.first and mark.last <= last and not first <= i <= mark.last - 1:
            yield Party(mark.code, *s.range_of(mark.first, mark.last))
