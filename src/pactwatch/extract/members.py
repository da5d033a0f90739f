"""Phrase that fills a slot for a party → the part of it that acts: a name beside it, one of a group.

What enters: a hit, and the chief word of a phrase in its sentence. What leaves: the word to name.
"""

from __future__ import annotations

from pactwatch.extract.arguments import phrase_of
from pactwatch.extract.hit import Hit
from pactwatch.extract.parse import Sentence

#: What opens the names of some of a group.
AMONG = frozenset({"include", "including", "like", "notably"})


def member(hit: Hit, head: int) -> int:
    """ "Critics, including the ombudsman": whom the phrase names, where it names some."""
    s = hit.s
    if not hit.marks.is_a(head, "generic"):
        return head
    for c in s.children[head]:
        such = s.words[c].lemma == "as" and c > 0 and s.words[c - 1].lemma == "such"
        if s.words[c].dep == "prep" and (such or s.words[c].lemma in AMONG):
            return next((j for j in s.children[c] if s.words[j].dep == "pobj"), head)
    return head


def named_beside(s: Sentence, head: int) -> int:
    """ "A Danish charity, Help Now, objected", "the charity Help Now", "Help Now, a charity that objects":
    the name that stands beside what somebody is.
    """
    word = s.words[head]
    if word.tag != "NN":
        return head
    beside = [c for c in s.children[head] if s.words[c].dep == "appos" and c > head]
    if word.dep == "appos":
        beside.append(word.head)
    elif word.dep in ("nsubj", "nsubjpass"):  # which the parse may take for two subjects
        beside += [
            c
            for c in s.children[word.head]
            if s.words[c].dep == word.dep and phrase_of(s, c)[0] == head + 1
        ]
    return next((c for c in beside if s.words[c].pos == "PROPN"), head)


def one_among(s: Sentence, head: int) -> int:
    """ "Help Now is among the groups that object", "is one of those that do": the name that is told of."""
    prep = s.words[head].head
    if s.words[head].dep != "pobj" or s.words[prep].lemma not in ("among", "of"):
        return head
    above = s.words[prep].head
    if s.words[prep].lemma == "of":
        if s.words[above].lemma != "one":
            return head
        above = s.words[above].head
    named = [c for c in s.children[above] if s.words[c].dep == "nsubj"]
    is_so = s.words[above].lemma == "be" and named and s.words[named[0]].pos == "PROPN"
    return named[0] if is_so else head


#: Who sit in a body and act as it: "five judges of the Supreme Court".
MEMBERS = frozenset({"judge", "justice", "magistrate", "member", "panel", "majority", "bench"})


def asked_part(hit: Hit, role: str, head: int) -> int:
    """ "An intervention of the European Court": the part of a phrase that is of the classes asked for."""
    classes = hit.frame.who.get(role, ())
    s = hit.s
    if not classes:
        return head
    if hit.marks.is_a(head, *classes):
        whose = [j for j in parts_of(s, head) if hit.marks.is_a(j, *classes)]
        return whose[0] if whose and s.words[head].lemma in MEMBERS else head
    owners = [c for c in s.children[head] if s.words[c].dep == "poss"]
    found = [j for j in [*owners, *parts_of(s, head)] if hit.marks.is_a(j, *classes)]
    return found[0] if found else head


#: Nouns that tell of some of those named behind them: "sections of the public".
SOME = frozenset(
    "section part member majority minority number group dozen score hundred thousand coalition string "
    "host range some many most several all none few one two three pair handful panel alliance chorus "
    "network crowd half third quarter array circle share representative body segment intervention "
    "swath cent percent each both court bench chamber president head leader "
    "director spokesman spokeswoman".split()
)


def parts_of(s: Sentence, head: int) -> list[int]:
    """Of whom a phrase tells a part: "sections of the public"."""
    return [j for c in s.children[head] if s.words[c].lemma == "of" for j in s.children[c]]
