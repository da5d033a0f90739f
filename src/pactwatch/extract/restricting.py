"""Words for people → whether they tell some people from others: "refugees who volunteer".

What enters: a hit, and the words of its sentence that fill a slot. What leaves: yes or no. A clause that
only says that people are moved, or where they are, singles out nobody ("migrants whom it deports", "those
who are in the country"); nor does one that a comma sets off ("the migrants, who will be housed there").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pactwatch.extract.arguments import conjuncts
from pactwatch.extract.factuality import is_past
from pactwatch.extract.hit import Hit
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.page import Page
from pactwatch.extract.pair import Pair
from pactwatch.extract.parse import Sentence
from pactwatch.extract.phrase import Phrase

#: Words before people that tell which of them are meant; so do names of regions.
KINDS = frozenset(
    "only voluntary willing unaccompanied single adult healthy elderly young male female stateless "
    "vulnerable minor convicted speaking skilled exclusively solely".split()
)
#: Nouns by which people are called after where they belong: "Caribbean nationals".
BELONGING = frozenset("national citizen cohort".split())
#: What people lack who are sent to where they have never been: "without any ties to the country".
TIES = frozenset("tie link connection relation bond affiliation".split())
#: What convicts have to serve before they are expelled.
SENTENCES = frozenset({"sentence", "conviction"})
#: Words of the class of people that stand for things too, and for people only by what follows.
LITTLE = frozenset({"case", "body", "other", "one", "group", "batch", "cohort", "member"})
#: Nouns that tell how many, or what part, of those that follow.
SHARES = frozenset(
    "number group category class kind type handful majority half part portion share hundred dozen "
    "thousand rest member batch cohort".split()
)
#: Pronouns that stand for people whom a clause tells apart.
ANYBODY = frozenset("those anyone anybody everyone everybody person whoever any all some".split())
#: What those are called whom a deal concerns, by a word that says no more than this.
CONCERNED = frozenset(
    "eligible concerned affected selected approved chosen involved covered present there here".split()
)
#: Adverbs and prepositions by which a clause only says where or when people are.
PLACES = frozenset("in at on there here now still currently inside within under".split())
#: What opens a phrase that says whence, of what or without what people are.
QUALIFYING = frozenset("from with without of between aged over below".split())
#: Of these, what tells an age.
AGES = frozenset({"between", "aged", "over", "below"})
#: What says whence they are.
ORIGIN = frozenset({"from", "of"})
#: Names of places that leave open which: "people from other countries".
ANYWHERE = frozenset(
    "third other another various foreign different elsewhere abroad number range variety".split()
)
#: Adjectives behind which a move is a prospect.
FITTING = frozenset(
    "willing ready prepared able possible eligible due set likely open free entitled happy".split()
)
#: Classes of the vocabulary: that people are moved, and people.
MOVED, PEOPLE = "moved", "people"


def are_told_apart(hit: Hit, page: Page, pair: Pair | None, words: Sequence[int]) -> bool:
    """Whether the words hold anything by which those meant differ from all who are moved.

    That they come from one of the pair's states tells nothing. Where the frame speaks of a move, that
    move must be told of them from without: "refugees who are relocated there would be unsafe" is no rule.
    """
    s, inside = hit.s, set(words)
    tops = [k for k in words if s.words[k].head not in inside or s.words[k].head == k]
    if hit.i in inside and (hit.phrase is None or hit.phrase.i != hit.i):
        return False  # "people who volunteer to live there": a clause about them tells no rule
    own = pair.codes[1] if pair is not None else None
    heads = conjuncts(s, tops[0])
    if not any(_are_people(s, hit.marks, k) for k in heads):
        return False
    if any((mark := hit.marks.state_at(k)) is not None and mark.code == own for k in heads):
        return False  # its own nationals, who go home
    if any(s.words[k].text.lower() == "only" for k in words):
        return True
    if hit.phrase is not None and hit.phrase.i == hit.i:
        if hit.i in words:
            return _is_stressed(s, tops[0])
        if _is_of_others(hit.phrase, page, pair) or _is_frowned_upon(s, hit.i):
            return False
        if hit.told == "asserted" and is_past(s, hit.i):
            return False  # who came is no rule for who may come
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


def _are_people(s: Sentence, marks: Marks, head: int) -> bool:
    """Whether words are of people: "members of the cohort", and no "one of the lines on migrants"."""
    word = s.words[head]
    if word.text.lower() in ANYBODY:
        return True
    if word.pos == "PROPN" and marks.state_at(head) is None and not word.tag.endswith("S"):
        return False  # one person's name
    if not marks.is_a(head, PEOPLE) and marks.state_at(head) is None:
        below = [k for c in s.children[head] if s.words[c].lemma == "of" for k in s.children[c]]
        named = any(marks.is_a(k, PEOPLE) or marks.state_at(k) for k in below)
        return named and word.lemma in SHARES
    return word.lemma not in LITTLE or word.lemma in BELONGING | {"member", "group"}


def _is_of_others(phrase: Phrase, page: Page, pair: Pair | None) -> bool:
    """Whether a move names its own states, and they are not the pair's in their places."""
    if pair is None or page.context is None:
        return False
    told = zip(page.context.slots, pair.codes, strict=True)
    return any(code not in row for slot, code in told if (row := phrase.codes(slot)))


def _is_frowned_upon(s: Sentence, i: int) -> bool:
    """ "It would be unlawful to remove minors from Fiji": what is said of a move, and no rule."""
    above = s.words[s.words[i].head]
    heads = [above, *(s.words[c] for c in s.children[s.words[i].head])]
    return s.words[i].dep in ("xcomp", "ccomp", "csubj", "advcl") and any(
        w.dep in ("acomp", "ROOT") and w.pos == "ADJ" and w.lemma not in FITTING for w in heads
    )


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
        never = any(s.words[k].dep == "neg" for k in s.children[c])
        if (_is_set_off(s, c) and not never) or any(
            s.words[k].lemma == "which" for k in s.children[c]
        ):
            return False
        return _names_another(s, marks, c, sides) or not _says_nothing(s, marks, c, moving)
    if word.dep == "prep" and word.lemma in QUALIFYING:
        return _is_of_some(s, marks, c, sides)
    if word.dep in ("amod", "compound", "nmod", "advmod"):
        lower = word.text.lower()
        if lower in KINDS:
            return True
        if s.words[word.head].lemma not in BELONGING:
            return False
        mark = marks.state_at(c)
        return mark.code not in sides if mark is not None else word.text[0].isupper()
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
    if s.words[c].lemma == "want":
        return True  # "people whom the country does not want"
    if any(s.words[k].dep == "neg" for k in s.children[c]):
        return False
    if any(s.words[k].lemma in SENTENCES for k in s.subtree(c)):
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
        if any(marks.state_at(k) is not None for k in s.children[c]):
            return False  # "a deal on migrants | with Fiji"
        below = s.subtree(c)
        if s.words[c].lemma in AGES and not any(s.words[k].pos == "NUM" for k in below):
            return False  # "over the year"
        return not any(s.words[k].lemma in TIES for k in below)
    heads = [k for j in s.children[c] if s.words[j].dep == "pobj" for k in conjuncts(s, j)]
    if s.words[c].lemma == "of" and any(marks.is_a(k, PEOPLE) for k in heads):
        return False
    near = [*heads, *(k for j in heads for k in s.children[j])]
    if heads and all(s.words[k].pos in ("PRON", "NUM") for k in heads):
        return False  # "about half of them", "from 2027 on"
    called = [k for k in near if k in heads or s.words[k].dep in ("amod", "compound", "nmod")]
    codes = {mark.code for k in called if (mark := marks.state_at(k)) is not None}
    if codes:
        return bool(codes - set(sides))
    return not any(s.words[k].lemma in ANYWHERE for k in near)
