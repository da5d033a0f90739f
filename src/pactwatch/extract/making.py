"""Noun for a deal → what makes it, and where: "the pact that Fiji struck", "signed in Suva by Norway".

What enters: a parsed sentence and the place of such a noun; what leaves: the verbs that tell how it
came to be, and the state in which it was signed.
"""

from __future__ import annotations

from pactwatch.extract.arguments import arguments
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.named import Party
from pactwatch.extract.parse import Sentence
from pactwatch.extract.parties import Memory, parties_of
from pactwatch.extract.phrase import Phrase

#: Verbs by which a deal comes to be: whoever does so is a side of it.
MAKING = frozenset(
    "sign strike reach make conclude negotiate seal agree ink cut close forge have broker clinch "
    "initial finalise finalize wring wrest extract obtain secure".split()
)


def made_by(s: Sentence, marks: Marks, i: int) -> list[int]:
    """ "The deal on migrants that Italy struck with Albania", "pacts signed by Niger": what makes it."""
    return [
        c
        for c in s.subtree(i)
        if s.words[c].dep in ("acl", "relcl")
        and s.words[c].lemma in MAKING
        and (s.words[c].head == i or marks.is_a(s.words[c].head, "people"))
    ] + _told_of_kind(s, i)


#: "The same kind of agreement": words for the thing, behind which its noun stands.
KINDS = frozenset({"kind", "sort", "type", "form", "version"})


def _told_of_kind(s: Sentence, i: int) -> list[int]:
    """ "The kind of deal made in May between X and Y": what the parse hangs on "kind"."""
    above = s.words[s.words[i].head].head
    if s.words[i].dep != "pobj" or s.words[above].lemma not in KINDS:
        return []
    return [c for c in s.children[above] if c > i and s.words[c].dep in ("acl", "relcl")]


#: Verbs by which a deal is signed, mostly in a state that is a side of it.
SIGNING = frozenset({"sign", "ink", "initial", "conclude", "seal"})


def where_signed(phrase: Phrase, memory: Memory) -> list[Party]:
    """ "A pact signed in Kigali by Denmark's minister": of a deal that names one side at most, where."""
    s, i = phrase.s, phrase.i
    verbs = [k for k in (s.words[i].head, *s.children[i]) if s.words[k].lemma in SIGNING]
    told = [j for k in verbs for j in arguments(s, k).get("in", ())]
    known = {p.code for p in phrase.loose}
    found = [p for j in told for p in parties_of(s, phrase.marks, memory, j)]
    return [p for p in found if p.code not in known][:1]
