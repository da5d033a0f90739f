"""Noun → whether what it names is ahead or in doubt: "a possible deal", "the plan", "talks on an accord".

General English, for `factuality`; what enters is a parsed sentence and the place of a noun.
"""

from __future__ import annotations

from pactwatch.extract.parse import Sentence

#: What is told below these nouns is ahead, or a matter of words.
PROSPECTS = frozenset(
    "plan proposal possibility deal agreement talk negotiation threat effort discussion idea "
    "prospect request bid push attempt offer memorandum scheme programme program policy treaty "
    "date timing timetable pact accord willingness readiness ability capacity commitment "
    "decision".split()
)


#: Words before a noun that put it ahead, or in doubt.
AHEAD = frozenset(
    "planned proposed possible potential future intended would-be upcoming further plan propose intend "
    "draft alleged allege purported rumoured rumored reported prospective any such".split()
)


def is_prospective(s: Sentence, i: int) -> bool:
    """Whether a noun is told as ahead or in doubt: "a possible deal", "any agreement"."""
    return any(s.words[c].lemma in AHEAD for c in s.children[i])


#: Verbs whose object is wished for, and need not be.
SEEKING = frozenset(
    "seek ask request await expect need demand want apply petition plead hope pursue predict fear "
    "wait urge beg anticipate lack deny refuse be have".split()
)


def is_known_thing(s: Sentence, i: int) -> bool:
    """Whether what a noun names is there, whatever comes of it: "would appeal the court's ruling"."""
    if is_prospective(s, i) or any(s.words[c].lemma in ("no", "any") for c in s.children[i]):
        return False
    above = next((a for a in s.ancestors(i) if s.words[a].pos in ("VERB", "AUX")), None)
    if above is None:
        return True
    return s.words[above].lemma not in SEEKING and not any(
        s.words[a].lemma in ("until", "pending", "before") for a in s.ancestors(i)
    )


#: What these are about is yet to come, wherever the parse hangs their "on".
TALKS = frozenset("talk negotiation discussion conversation dialogue consultation".split())


def is_talked_of(s: Sentence, verb: int, i: int) -> bool:
    """ "Confirmed talks with Norway on a deal": of what the talks are, though it hangs on the verb."""
    return any(
        s.words[c].dep == "dobj" and s.words[c].lemma in TALKS and c < i for c in s.children[verb]
    )
