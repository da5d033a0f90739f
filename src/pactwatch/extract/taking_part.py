"""Hit → the states beside its phrase: who takes the frame's action, with whom, and who tells of it.

What enters: a hit and its page; what leaves: parties in the order in which they are found.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.extract.arguments import arguments
from pactwatch.extract.attributed import SAYING, WORDS_SAID
from pactwatch.extract.hit import Hit
from pactwatch.extract.named import Party
from pactwatch.extract.naming import support
from pactwatch.extract.nationality import is_origin
from pactwatch.extract.page import Page
from pactwatch.extract.parties import parties_of
from pactwatch.extract.phrase import Phrase


def who_takes_part(hit: Hit, page: Page) -> list[Party]:
    """States beside the phrase: who takes the frame's action, and with whom."""
    found: list[Party] = []
    s, phrase = hit.s, hit.phrase
    for role in ("subject", "object", "with", "between", "from", "to"):
        for j in hit.args.get(role, ()):
            if (phrase is not None and j == phrase.i) or is_origin(s, hit.marks, j):
                continue
            found += parties_of(s, hit.marks, page.memory, j)
    itself = phrase is not None and phrase.i == hit.i
    if phrase is not None and not phrase.rule.moves:
        found += _who_tells(hit, phrase, found, page)
    if not found and itself and s.words[hit.i].pos == "NOUN" and s.words[hit.i].dep == "dobj":
        acts = support(s, hit.i).get("subject", ())  # "Malawi confirmed the arrival of seven"
        for j in (j for j in acts if not is_origin(s, hit.marks, j)):
            found += parties_of(s, hit.marks, page.memory, j)
    return found


def _who_tells(hit: Hit, phrase: Phrase, found: Sequence[Party], page: Page) -> list[Party]:
    """Who tells of a deal or of talks of which a side is left unsaid."""
    if phrase.i != hit.i:
        sides = {p.code for p in (*found, *phrase.loose)}
        return _teller(hit, hit.i, page) if len(sides) <= 1 else []
    if found or phrase.loose or not phrase.rule.noun_class:
        return []
    verb = next((k for k in hit.s.ancestors(hit.i) if hit.s.words[k].pos in VERBS), None)
    return _teller(hit, verb, page) if verb is not None else []


#: What a clause has at its head.
VERBS = ("VERB", "AUX")


def _teller(hit: Hit, i: int, page: Page) -> list[Party]:
    """ "Fiji said that a pact was signed with Norway": of whose deeds the sentence leaves unsaid, who
    tells is one of the sides."""
    s = hit.s
    if (i == hit.i and hit.args.get("subject")) or s.words[i].dep not in ("ccomp", "acl"):
        return []
    above = s.words[i].head
    told = arguments(s, above)
    tells = s.words[above].lemma in (WORDS_SAID if s.words[above].pos == "NOUN" else SAYING)
    heads = [j for role in ("subject", "by", "poss") for j in told.get(role, ())]
    return [p for j in heads for p in parties_of(s, hit.marks, page.memory, j)] if tells else []
