"""Parsed sentences → whether a time told in them lies behind or ahead, by the verb that has it.

Where nobody has parsed the words, or the verb does not tell, the words around are asked.
"""

from __future__ import annotations

from collections.abc import Callable

from pactwatch.extract.attributed import SAYING
from pactwatch.extract.factuality import PLANNING, factuality
from pactwatch.extract.parse import Sentence
from pactwatch.extract.when import TenseOf
from pactwatch.extract.when_tense import Tense, guess_tense

PAST_HELPERS = frozenset({"had", "was", "were", "has", "have", "did", "'ve", "’ve"})


def tense_of(text: str, sentence_at: Callable[[int], Sentence | None]) -> TenseOf:
    """A text and its parsed sentences by offset → what tells the tense of an expression in it."""

    def told(start: int, end: int) -> Tense | None:
        s = sentence_at(start)
        i = s.word_at(start) if s is not None else None
        of_verb = _of_verb(s, i) if s is not None and i is not None else None
        return of_verb or guess_tense(text, start, end)

    return told


#: Participles by which a thing lies ahead: "flights scheduled for Thursday".
AWAITED = frozenset("schedule plan expect slate set due".split())


def _is_done(s: Sentence, i: int) -> bool:
    """ "Under a deal signed on Thursday": a bare participle looks back, whatever the verb above."""
    word = s.words[i]
    aided = any(s.words[c].dep in ("aux", "auxpass") for c in s.children[i])
    bare = word.tag == "VBN" and word.dep == "acl" and not aided
    return bare and word.lemma not in AWAITED


def _is_beside(s: Sentence, i: int) -> bool:
    """ "With a minister confirming on Sunday": a bare participle is of the time of what it stands by."""
    word = s.words[i]
    aided = any(s.words[c].dep in ("aux", "auxpass") for c in s.children[i])
    above = s.words[word.head].lemma
    ahead = above in PLANNING or word.dep == "xcomp" or (word.dep == "pcomp" and above != "with")
    return word.tag == "VBG" and not aided and not ahead


def _of_verb(s: Sentence, i: int) -> Tense | None:
    """What the nearest verb above a word tells; a verb of another form passes it on to the one above."""
    for above in s.ancestors(i):
        word = s.words[above]
        if word.lemma == "follow" and word.dep == "prep":
            return "past"  # "will take ten, following the arrival of five in July"
        if word.pos not in ("VERB", "AUX"):
            continue
        if _is_beside(s, above):
            if word.lemma in SAYING:
                return "past"
            continue
        if factuality(s, above, inherits=False) in ("planned", "conditional"):
            return "future"
        helpers = {s.words[c].text.lower() for c in s.children[above]}
        if word.tag == "VBD" or helpers & PAST_HELPERS or _is_done(s, above):
            return "past"
        if word.tag in ("VBZ", "VBP"):
            return None
    return None
