"""Phrase that fills a slot for a party → the part of it that acts: a name beside it, one of a group.

What enters: a hit, and the chief word of a phrase in its sentence. What leaves: the word to name.
"""

from __future__ import annotations

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
        if s.words[c].dep == "prep" and s.words[c].lemma in AMONG:
            return next((j for j in s.children[c] if s.words[j].dep == "pobj"), head)
    return head


def named_beside(s: Sentence, head: int) -> int:
    """ "A Danish charity, Help Now, objected": the name that stands beside what somebody is."""
    if s.words[head].tag != "NN":
        return head
    beside = (c for c in s.children[head] if s.words[c].dep == "appos" and c > head)
    return next((c for c in beside if s.words[c].pos == "PROPN"), head)


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
