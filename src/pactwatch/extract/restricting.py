"""Words for people → whether they tell some people from others: "refugees who volunteer".

What enters: a hit, and the words of its sentence that fill a slot. What leaves: yes or no. A clause that
only says that people are moved, or where they are, singles out nobody ("migrants whom it deports", "those
who are in the country"); nor does one that a comma sets off ("the migrants, who will be housed there").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pactwatch.extract.arguments import conjuncts
from pactwatch.extract.hit import Hit
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.page import Page
from pactwatch.extract.pair import Pair
from pactwatch.extract.parse import Sentence
from pactwatch.extract.phrase import Phrase

#: Words before people that tell which of them are meant; so do names of regions.
KINDS = frozenset(
    "only voluntary willing unaccompanied single adult healthy elderly young male female stateless "
    "vulnerable minor convicted speaking skilled exclusively solely certain".split()
)
#: What those are called whom a deal concerns, by a word that says no more than this.
CONCERNED = frozenset(
    "eligible concerned affected selected approved chosen involved covered present there here".split()
)
#: Adverbs and prepositions by which a clause only says where or when people are.
PLACES = frozenset("in at on there here now still currently inside within under".split())
#: What opens a phrase that says whence, of what or without what people are.
QUALIFYING = frozenset("from with without of between aged over below".split())
#: Of these, what says whence they are.
ORIGIN = frozenset({"from", "of"})
#: Names of places that leave open which: "people from other countries".
ANYWHERE = frozenset("third other another various foreign different elsewhere abroad".split())
#: Classes of the vocabulary: that people are moved, and people.
MOVED, PEOPLE = "moved", "people"


def are_told_apart(hit: Hit, page: Page, pair: Pair | None, words: Sequence[int]) -> bool:
    """Whether the words hold anything by which those meant differ from all who are moved.

    That they come from one of the pair's states tells nothing. Where the frame speaks of a move, that
    move must be told of them from without: "refugees who are relocated there would be unsafe" is no rule.
    """
    s, inside = hit.s, set(words)
    if any(s.words[k].text.lower() == "only" for k in words):
        return True
    tops = [k for k in words if s.words[k].head not in inside or s.words[k].head == k]
    if hit.phrase is not None and hit.phrase.i == hit.i and hit.i in words:
        return _is_stressed(s, tops[0])
    sides = pair.codes if pair is not None else ()
    moving = {
        p.i
        for p in page.all_phrases[page.index_of(s)]
        if p.rule.moves and "object" in p.rule.people and _is_between(p, sides)
    }
    below = {c for top in tops for head in conjuncts(s, top) for c in _below(s, head)}
    hung_elsewhere = tops[1:]  # "the transfer of people | with criminal records"
    told = sorted(below & inside | set(hung_elsewhere))
    return any(_qualifies(s, hit.marks, c, moving, sides) for c in told)


def _is_stressed(s: Sentence, top: int) -> bool:
    """ "It is West Africans whom it would take": the clause says what is done with those named."""
    be = s.words[top].head
    it = any(s.words[c].lemma == "it" and c < be for c in s.children[be])
    return s.words[be].lemma == "be" and it


def _is_between(phrase: Phrase, sides: Collection[str | None]) -> bool:
    """Whether a move names no state besides the two: "held on Nauru" tells of whom Fiji takes."""
    return all(party.code in sides for row in phrase.parties.values() for party in row)


def _below(s: Sentence, head: int) -> Iterator[int]:
    """What hangs on a noun, or on that of which it is a part: "a number of people who volunteer"."""
    for c in s.children[head]:
        yield c
        if s.words[c].lemma == "of":
            yield from (k for j in s.children[c] for k in s.children[j])


def _qualifies(
    s: Sentence, marks: Marks, c: int, moving: Collection[int], sides: Collection[str | None]
) -> bool:
    word = s.words[c]
    if word.dep in ("relcl", "acl"):
        if _is_set_off(s, c):
            return False
        return _names_another(s, marks, c, sides) or not _says_nothing(s, marks, c, moving)
    if word.dep == "prep" and word.lemma in QUALIFYING:
        return _is_of_some(s, marks, c, sides)
    if word.dep in ("amod", "compound", "nmod", "advmod"):
        mark = marks.state_at(c)
        if mark is not None:
            return mark.code not in sides
        lower = word.text.lower()
        return lower in KINDS or lower.startswith("non") or word.text[0].isupper()
    return False


def _names_another(s: Sentence, marks: Marks, c: int, sides: Collection[str | None]) -> bool:
    """ "Refugees whom Norway had shipped to Nauru", of a deal with Fiji: who is meant."""
    inside = s.subtree(c)
    return any(m.code not in sides and m.first in inside for m in marks.states)


def _is_set_off(s: Sentence, c: int) -> bool:
    """Whether a comma stands before the clause."""
    first = s.subtree(c)[0]
    return first > 0 and s.words[first - 1].text == ","


def _says_nothing(s: Sentence, marks: Marks, c: int, moving: Collection[int]) -> bool:
    """Whether a clause, with what is joined to it, says only that people are moved, or where they are."""
    return all(_is_empty(s, marks, k, moving) for k in conjuncts(s, c))


def _is_empty(s: Sentence, marks: Marks, c: int, moving: Collection[int]) -> bool:
    if any(s.words[k].dep == "neg" for k in s.children[c]):
        return False
    if c in moving or marks.is_a(c, MOVED):
        return True
    if s.words[c].lemma != "be" and s.words[c].lemma not in CONCERNED:
        return False
    said = [k for k in s.children[c] if s.words[k].dep in ("acomp", "attr", "prep", "advmod")]
    return all(s.words[k].lemma in PLACES | CONCERNED for k in said)


def _is_of_some(s: Sentence, marks: Marks, c: int, sides: Collection[str | None]) -> bool:
    """Whether "from …" names a place that is neither of the sides, nor any place at all."""
    if s.words[c].lemma not in ORIGIN:
        return True
    heads = [k for j in s.children[c] if s.words[j].dep == "pobj" for k in conjuncts(s, j)]
    if s.words[c].lemma == "of" and any(marks.is_a(k, PEOPLE) for k in heads):
        return False
    near = [*heads, *(k for j in heads for k in s.children[j])]
    codes = {mark.code for k in heads if (mark := marks.state_at(k)) is not None}
    if codes:
        return bool(codes - set(sides))
    return not any(s.words[k].lemma in ANYWHERE for k in near)
