"""Words of order and of acts: who is told to be the first to do a thing has done it."""

from __future__ import annotations

from pactwatch.extract.parse import Sentence

#: Of what these are told to have been, it was done.
ACTS = frozenset({"act", "action", "decision", "move", "deed", "response"})


def is_act(s: Sentence, verb: int) -> bool:
    """ "One of its first acts was", "among its first steps was"."""
    return any(s.words[k].lemma in ACTS for k in s.subtree(verb) if k < verb)


def is_first(s: Sentence, verb: int) -> bool:
    return any(s.words[c].dep in ("attr", "oprd") and is_ranked(s, c) for c in s.children[verb])


def is_among(s: Sentence, verb: int) -> bool:
    """ "Are among the nations to have agreed", "is one of those to have done so"."""
    return any(s.words[c].dep == "attr" or s.words[c].lemma == "among" for c in s.children[verb])


#: Words of order: who is told to be the second to do a thing has done it.
RANKS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last late only latest "
    "newest".split()
)


def is_ranked(s: Sentence, i: int) -> bool:
    """ "The second country to receive people" has received them."""
    return any({s.words[c].lemma, s.words[c].text.lower()} & RANKS for c in (i, *s.children[i]))
