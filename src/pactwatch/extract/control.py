"""Infinitive → hints of whose act it is: on whom somebody leans, and what a relative word stands for."""

from __future__ import annotations

from pactwatch.extract.parse import Sentence
from pactwatch.extract.relatives import antecedent

#: Verbs of pressing with "on": "leaned on Fiji to take them".
LEANING = frozenset({"lean", "call", "prevail", "press"})


def leant_on(s: Sentence, i: int) -> list[int]:
    """On whom somebody leans, who is to do what the infinitive tells."""
    on = [
        c for c in s.children[i] if s.words[c].lemma in ("on", "upon") and s.words[c].pos == "ADP"
    ]
    return [antecedent(s, k) for c in on for k in s.children[c] if s.words[k].dep == "pobj"]


#: Verbs that may be for what one does oneself, or for what another does.
WISHING = frozenset({"want", "expect"})


def is_gap_below(s: Sentence, i: int) -> bool:
    """ "Men whom Norway wants to send there": the relative word is the infinitive's own object."""
    things = [s.words[c].tag for c in s.children[i] if s.words[c].dep == "dobj"]
    alone = len(things) == 1 and things[0] in ("WP", "WDT")
    return alone and s.words[s.words[i].head].lemma in WISHING


def is_by_which(s: Sentence, i: int) -> bool:
    """ "The deal by which Norway wants to send them": its relative word is no argument of the verb's."""
    return any(
        s.words[j].tag in ("WDT", "WP")
        for c in s.children[i]
        if s.words[c].dep == "prep"
        for j in s.children[c]
    )
