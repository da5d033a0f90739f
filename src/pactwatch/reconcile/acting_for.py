"""Claim → the state for which the party that it names acts, by the words in which the page tells it."""

from __future__ import annotations

import re

from pactwatch.nouns import Claim
from pactwatch.reconcile.evidence import Evidence
from pactwatch.reconcile.names import fold

NEAR = (
    90  #: characters before a party in which its side may be told: "For Zambia it was the minister"
)
NAME = r"[A-Z][\w.-]*(?:\s[A-Z][\w.-]*)*"
FOR = re.compile(rf"\b(?:[Ff]or|[Oo]n behalf of)\s+(?:the\s+)?({NAME})")
OF = re.compile(rf"({NAME})['’]s?\s+(?:[\w,-]+\s+){{0,6}}$")
#: Capitalised words of a name, and the small ones between them: "Department of", " State Department".
#: A name ends with its line: what stands above is a headline.
NAME_BEFORE = re.compile(r"(?:[A-Z][\w-]*[ \t]+(?:(?:of|for|and)[ \t]+)?(?:the[ \t]+)?)+$")
NAME_BEHIND = re.compile(r"(?:[ \t]+(?:(?:of|for|and)[ \t]+)?[A-Z][\w-]*)+")


def acts_for(evidence: Evidence, claim: Claim, slot: str) -> str | None:
    """The body of the one state for which a named party acts; None where it is a state itself, is
    left open ("officials"), is a list, or its side is not told.
    """
    party, at = claim.value(slot), claim.grounds(slot)
    names = evidence.names
    if not isinstance(party, str) or at is None:
        return None
    if names.state_of(party) or names.is_vague(party) or " and " in fold(party):
        return None
    text = evidence.documents[claim.doc_id].text
    before = re.split(r"[.!?\n]\s", text[max(0, at[0] - NEAR) : at[0]])[-1]
    own = [found[1] for found in FOR.finditer(before)]
    told = own[-1:] or [found[1] for found in OF.finditer(before)] or [party]
    states = names.states_in(told[-1])
    return next(iter(states)) if len(states) == 1 else None


def body_at(evidence: Evidence, claim: Claim, slot: str) -> str | None:
    """The body, told by a name of its own, that acted for the state in a slot: the capitalised words
    around those that tell the state; None where they are the state's alone.
    """
    at = claim.grounds(slot)
    if at is None:
        return None
    text = evidence.documents[claim.doc_id].text
    before = NAME_BEFORE.search(text[max(0, at[0] - NEAR) : at[0]])
    behind = NAME_BEHIND.match(text[at[1] : at[1] + NEAR])
    name = f"{before[0] if before else ''}{text[at[0] : at[1]]}{behind[0] if behind else ''}"
    body = name.strip().removeprefix("The ").removeprefix("the ")
    names = evidence.names
    if names.state_of(body) is not None or names.is_vague(body):
        return None
    return body
