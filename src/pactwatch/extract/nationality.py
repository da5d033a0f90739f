"""Names of states that tell whose people somebody is, and none that acts: "a Cuban", "the Jamaican Etoria".

What enters: a parsed sentence with its marks; what leaves: whether a name is no party there.
"""

from __future__ import annotations

from itertools import islice

from pactwatch.extract.lexicon import Marks, StateMark
from pactwatch.extract.parse import Sentence

#: Words that pick one or some of a people: "an Iraqi", "each Syrian".
ONE_OF_THEM = frozenset("a an another each every one no first second third".split())


def is_person(s: Sentence, mark: StateMark) -> bool:
    """ "A Cuban", "nine Cubans", "Eritreans and Sudanese": somebody of that nationality, and no state."""
    word = s.words[mark.last]
    if mark.how != "adjective" or not word.tag.startswith("NN"):
        return False
    above = s.words[word.head]
    if _is_surname(s, mark):
        return True
    if word.dep == "conj" and above.tag == "NNPS" and above.text.endswith("ns"):
        return True
    return any(
        s.words[c].dep == "nummod" or s.words[c].lemma in ONE_OF_THEM for c in s.children[mark.last]
    )


def _is_surname(s: Sentence, mark: StateMark) -> bool:
    """ "Chief Justice Robert French": behind a given name, and before nothing that it could qualify."""
    word = s.words[mark.last]
    alone = word.tag == "NNP" and word.dep not in ("amod", "compound", "nmod", "poss")
    given = s.words[mark.first - 1] if mark.first else None
    return alone and given is not None and given.pos == "PROPN" and given.head == mark.last


#: How many words behind a nationality its office may stand: "Danish Foreign and Development Minister".
NEAR = 8


def is_of_named(s: Sentence, marks: Marks, i: int) -> bool:
    """ "The Jamaican Orville Etoria": somebody's nationality; "Danish Minister Bek" acts for his state."""
    head = s.words[i].head
    if s.words[head].pos != "PROPN" or s.words[i].dep not in ("amod", "compound", "nmod"):
        return False
    if marks.state_at(head) is not None:
        return False
    return not any(marks.is_a(k, "government", "actor") for k in _name_from(s, i))


def _name_from(s: Sentence, i: int) -> list[int]:
    """The words behind a nationality, up to the next verb."""
    after = islice(range(i + 1, len(s.words)), NEAR)
    found: list[int] = []
    for k in after:
        if s.words[k].pos in ("VERB", "AUX"):
            break
        found.append(k)
    return found


def are_from(s: Sentence, marks: Marks, i: int) -> bool:
    """Whether "from" tells whose people they are; "deported men from Norway" are those whom it sends."""
    told = (i, *(c for c in s.children[i] if s.words[c].dep in ("amod", "compound")))
    return marks.is_a(i, "people") and not any(marks.is_a(k, "moved") for k in told)


def is_agent(s: Sentence, k: int) -> bool:
    """ "Seven people deported by the US have arrived in the country": it is not who sent them."""
    return s.words[k].dep == "pobj" and s.words[s.words[k].head].dep == "agent"


def is_origin(s: Sentence, marks: Marks, k: int) -> bool:
    """ "Men from nations such as Cuba and Laos": whence people are, not where they are now."""
    while s.words[k].dep in ("conj", "pobj", "prep", "compound", "appos") and s.words[k].head != k:
        k = s.words[k].head
        if s.words[k].lemma == "from":
            above = s.words[k].head
            known = s.words[above].lemma in ("come", "hail") or marks.is_a(above, "people")
            return known or (k > 0 and marks.is_a(k - 1, "people"))
    return False
