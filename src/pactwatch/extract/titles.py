"""Noun phrase → the state of which its own words tell: "Rwanda's foreign minister", "the cabinet of Ghana".

What enters: a parsed sentence, its marks and the place of the noun; nothing that the page has said before.
"""

from __future__ import annotations

from pactwatch.extract.arguments import phrase_of
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.named import Party
from pactwatch.extract.parse import Sentence

#: How a state is named where the name itself stands for it.
STANDING = frozenset({"name", "seat", "body", "place"})


def titled(s: Sentence, marks: Marks, i: int) -> Party | None:
    """ "Rwanda's foreign minister, X", "British Prime Minister X", "the government of Ghana"."""
    first, last = phrase_of(s, i)
    is_office = any(marks.is_a(j, "government") for j in range(first, last + 1))
    for j in range(first, last + 1):
        mark = marks.state_at(j)
        if mark and is_office and mark.how != "people":
            return Party(mark.code, *s.range_of(mark.first, mark.last))
    for c in s.children[i]:
        dep, child = s.words[c].dep, s.words[c]
        if child.tag == "WP$" and is_office and (owner := _relative_owner(s, marks, c)):
            return owner
        if dep == "prep" and child.lemma in ("of", "in", "for", "from") and is_office:
            for j in s.children[c]:
                mark = marks.state_at(j)
                if mark and mark.how in STANDING:
                    return Party(mark.code, *s.range_of(mark.first, mark.last))
        if dep == "appos" and (marks.is_a(c, "government") or s.words[i].pos != "PROPN"):
            party = titled(s, marks, c)
            if party:
                return party
    return None


def _relative_owner(s: Sentence, marks: Marks, c: int) -> Party | None:
    """ "Kosovo, whose prime minister has offered": the state of which a relative clause tells."""
    clause = next((k for k in s.ancestors(c) if s.words[k].dep == "relcl"), None)
    mark = marks.state_at(s.words[clause].head) if clause is not None else None
    return Party(mark.code, *s.range_of(mark.first, mark.last)) if mark else None


def beside_title(s: Sentence, marks: Marks, i: int) -> Party | None:
    """ "Norway's justice minister, Kari Lund,": a name set beside the office."""
    head = s.words[i].head
    if s.words[i].dep != "appos" or not marks.is_a(head, "government"):
        return None
    return titled(s, marks, head)
