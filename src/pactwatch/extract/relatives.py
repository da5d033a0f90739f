"""Relative word → the noun for which it stands: "migrants whom it deported", "deals like those of Fiji".

General English; what enters is a parsed sentence and the place of a word.
"""

from __future__ import annotations

from pactwatch.extract.parse import Sentence

RELATIVES = frozenset({"that", "which", "who", "whom"})


def antecedent(s: Sentence, i: int) -> int:
    """The noun for which a relative pronoun stands, else the word itself."""
    if s.words[i].lemma in RELATIVES or s.words[i].tag in ("WDT", "WP"):
        for above in s.ancestors(i):
            if s.words[above].dep == "relcl":
                head = s.words[above].head
                if s.words[i].lemma in ("who", "whom"):
                    return _person_above(s, head)
                return _whose_thing(s, head) if s.words[head].lemma in ("that", "those") else head
    return i


def _whose_thing(s: Sentence, head: int) -> int:
    """ "A deal like those of Fiji and Tonga, which have agreed": "which" stands for the states."""
    below = [k for c in s.children[head] if s.words[c].lemma == "of" for k in s.children[c]]
    return next((k for k in below if s.words[k].pos == "PROPN"), head)


def _person_above(s: Sentence, head: int) -> int:
    """ "Migrants from Venezuela, whom it deported": "whom" stands for no state, and no nationality."""
    word = s.words[head]
    above = s.words[word.head]
    named = (word.pos == "PROPN" and above.lemma == "from") or (
        word.lemma in ORIGINS and above.lemma in ("from", "of")
    )
    is_behind = named and word.dep == "pobj"
    return above.head if is_behind and s.words[above.head].pos == "NOUN" else head


#: What people are from, or of: no one that "who" can stand for.
ORIGINS = frozenset("country state nation nationality land region background".split())
