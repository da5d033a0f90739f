"""Hit → the states beside its phrase: who takes the frame's action, with whom, and who tells of it.

What enters: a hit and its page; what leaves: parties in the order in which they are found.
"""

from __future__ import annotations

from pactwatch.extract.arguments import arguments
from pactwatch.extract.attributed import SAYING, WORDS_SAID
from pactwatch.extract.hit import Hit
from pactwatch.extract.named import Party
from pactwatch.extract.naming import support
from pactwatch.extract.page import Page
from pactwatch.extract.parties import is_origin, parties_of


def who_takes_part(hit: Hit, page: Page) -> list[Party]:
    """States beside the phrase: who takes the frame's action, and with whom."""
    found: list[Party] = []
    for role in ("subject", "object", "with", "between", "from", "to"):
        for j in hit.args.get(role, ()):
            if (hit.phrase is not None and j == hit.phrase.i) or is_origin(hit.s, hit.marks, j):
                continue
            found += parties_of(hit.s, hit.marks, page.memory, j)
    word = hit.s.words[hit.i]
    itself = hit.phrase is not None and hit.phrase.i == hit.i
    lacking = hit.phrase is not None and not hit.phrase.rule.moves and not itself
    if lacking and len({p.code for p in (*found, *hit.phrase.loose)}) <= 1:  # type: ignore[union-attr]
        found += _teller(hit, hit.i, page)
    if not found and itself and hit.phrase.rule.noun_class and not hit.phrase.loose:  # type: ignore[union-attr]
        verb = next((k for k in hit.s.ancestors(hit.i) if hit.s.words[k].pos in VERBS), None)
        found += _teller(hit, verb, page) if verb is not None else []
    if not found and itself and word.pos == "NOUN" and word.dep == "dobj":
        acts = support(hit.s, hit.i).get("subject", ())  # "Malawi confirmed the arrival of seven"
        for j in (j for j in acts if not is_origin(hit.s, hit.marks, j)):
            found += parties_of(hit.s, hit.marks, page.memory, j)
    return found


#: What a clause is about its verb.
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
