"""Hit that leaves its number unsaid → the count of those whom it means, from what was counted above.

"The men were taken to the camp", "they landed on Monday": how many they are the page has told before.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pactwatch.domain import Kind
from pactwatch.extract.arguments import phrase_of
from pactwatch.extract.filling import Filled
from pactwatch.extract.hit import Hit
from pactwatch.extract.page import Page
from pactwatch.extract.parse import Sentence
from pactwatch.extract.people import count_of
from pactwatch.extract.whom import people_in
from pactwatch.nouns import Value

#: How many sentences back "the men" looks for how many they are.
BACK = 4
#: Below these stand some of a group, not those who are moved.
SINGLING_OUT = frozenset(
    "include comprise represent interview meet release free visit contact accompany assist".split()
)


#: For how many there is room, says nothing of how many came.
ROOM = frozenset("room capacity space place bed cell".split())


def counts_told_before(
    hit: Hit, kind: Kind, page: Page, slots: dict[str, Filled], people: Sequence[int]
) -> dict[str, Filled]:
    """ "The men were taken to the camp": how many, from the last who were counted above."""
    assert page.context is not None
    s = hit.s
    missing = [slot for slot in kind.slots_of("count") if slot not in slots]
    known = [j for j in people if s.words[j].tag in ("NNS", "PRP") and _points_back(s, j)]
    if not missing or not known or _is_by_the_way(s, hit.i, known):
        return {}
    sides = {slots[slot][0] for slot in page.context.slots if slot in slots}
    at = page.index_of(s)
    for k in range(at, max(-1, at - 1 - BACK), -1):
        above, marks = page.sentences[k], page.marks[k]
        for i in range(min(known) - 1 if k == at else len(above.words) - 1, -1, -1):
            if above.words[i].pos in ("NOUN", "PROPN") and people_in(above, marks, i)[:1] == [i]:
                count = count_of(above, marks, [i])
                if count is None or (count[0].max or 0) <= 1 or _is_singled_out(above, i):
                    continue
                return {missing[0]: count} if not _are_elsewhere(page, k, i, sides) else {}
    return {}


def _is_by_the_way(s: Sentence, i: int, people: Sequence[int]) -> bool:
    """ "Freed after they had arrived": what a clause tells of somebody, as when something else was."""
    marks = {s.words[c].lemma for c in s.children[i] if s.words[c].dep in ("mark", "advmod")}
    pronouns = all(s.words[j].tag == "PRP" for j in people)
    return pronouns and s.words[i].dep == "advcl" and bool(marks & WHEN)


#: What opens a clause that tells when.
WHEN = frozenset("after before when once as since while until".split())


def _are_elsewhere(page: Page, k: int, i: int, sides: Collection[Value]) -> bool:
    """ "Nine were sent to Chad. Niger has taken them too", "107 are in Niger": others."""
    s, marks = page.sentences[k], page.marks[k]
    moves = [
        p for p in page.phrases[k] if p.rule.moves and any(i in s.subtree(j) for j in p.people)
    ]
    ends = (
        {code for p in moves for code in p.codes(page.context.slots[1])} if page.context else set()
    )
    below = [c for c in s.children[s.words[i].head] if s.words[c].lemma == "in"]
    inside = {m.code for c in below for j in s.children[c] if (m := marks.state_at(j)) is not None}
    told = ends or (inside if not moves else set())
    return bool(told) and not told & set(sides)


def _is_singled_out(s: Sentence, i: int) -> bool:
    """ "The group included 16 children", "she represents two of those aboard"."""
    if s.words[i].dep == "conj" or any(s.words[a].lemma in ROOM for a in s.ancestors(i)):
        return True
    above = next((a for a in s.ancestors(i) if s.words[a].pos == "VERB"), None)
    word = s.words[s.words[i].head]
    return word.lemma in ("including", "include", "among") or (
        above is not None and s.words[above].lemma in SINGLING_OUT
    )


def _points_back(s: Sentence, j: int) -> bool:
    first, last = phrase_of(s, j)
    words = [w.lemma for w in s.words[first : last + 1]]
    if s.words[s.words[j].head].lemma == "among":  # "two were among the people whom it sent"
        return False
    return words[0] in ("the", "these", "those", "they") and len(words) <= 3
