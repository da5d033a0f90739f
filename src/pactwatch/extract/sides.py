"""Hit → states on either side of what one does against another, each by its own words.

"Washington placed limits on visas for Ghanaians", "American tariffs on Ugandan coffee", "Antigua and
Dominica were put on the list": a frame names the roles; a noun's own adjectives are roles too.
Several states on one side make a row each. What is unsaid is taken from the page's pair.
"""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.extract.context import Pair
from pactwatch.extract.hits import Hit
from pactwatch.extract.page import Page
from pactwatch.extract.parties import Party, parties_of, qualifying

Row = dict[str, tuple[str, int, int]]

#: Words that stand for the states of which a page has just spoken.
BOTH = frozenset({"both", "two", "these", "their", "they"})


def rows_of_sides(hit: Hit, page: Page) -> list[Row]:
    """One row of filled slots for each state on the last side; none where a side stays open."""
    slots = list(hit.frame.states)
    found = {slot: _side(hit, page, slot) for slot in slots}
    first, last = slots[0], slots[-1]
    taken = {party.code for party in found[last]}
    found[first] = [p for p in found[first] if p.code not in taken] or _other_side(page, found[last])
    if not found[first]:
        return []
    one = found[first][0]
    return [
        {first: (one.code, one.start, one.end), last: (p.code, p.start, p.end)}
        for p in found[last]
        if p.code != one.code
    ]


def _side(hit: Hit, page: Page, slot: str) -> list[Party]:
    for role in hit.frame.states[slot]:
        found = list(_unique(_in_role(hit, page, role, slot)))
        if found:
            return found
    return []


def _in_role(hit: Hit, page: Page, role: str, slot: str) -> Iterator[Party]:
    s, marks = hit.s, hit.marks
    is_actor = slot == next(iter(hit.frame.states))
    if role == "modifier":
        heads = [hit.i, *hit.args.get("subject", ()), *hit.args.get("object", ())]
        heads += [j for r in ("under", "with", "on") for j in hit.args.get(r, ())]
        for j in heads:
            if not marks.is_a(j, "people"):
                yield from (p for p in qualifying(s, marks, j))
        return
    for j in hit.args.get(role, ()):
        yield from parties_of(s, marks, page.memory, j)
        if is_actor:
            continue
        below = [k for k in s.subtree(j) if k != j]
        for mark in marks.states:
            if mark.last in (j, *below) and not (mark.last < j and not marks.is_a(j, "people")):
                yield Party(mark.code, *s.range_of(mark.first, mark.last))
        if any(s.words[k].text.lower() in BOTH for k in (j, *below)):
            yield from _just_told(hit, page, j)


def _just_told(hit: Hit, page: Page, j: int) -> list[Party]:
    """ "Both countries", "their citizens": the subjects above in the sentence, else the last two seconds."""
    s, marks = hit.s, hit.marks
    for above in s.ancestors(hit.i):
        for c in s.children[above]:
            if s.words[c].dep in ("nsubj", "nsubjpass") and c != j:
                told = parties_of(s, marks, page.memory, c)
                if told:
                    return told
    assert page.context is not None
    seconds: list[Party] = []
    for evidence in reversed([e for e in page.context.evidence if e.at < hit.s.start]):
        second = evidence.pair.second
        if second is not None and second.code not in [p.code for p in seconds]:
            seconds.append(second)
    return seconds[:2]


def _other_side(page: Page, seconds: list[Party]) -> list[Party]:
    """The sender of the page's pair with one of these: who acts is left unsaid."""
    assert page.context is not None
    pairs: list[Pair] = [e.pair for e in page.context.evidence]
    if page.context.main is not None:
        pairs.append(page.context.main)
    codes = {party.code for party in seconds}
    return [p.first for p in pairs if p.first and p.second and p.second.code in codes][:1]


def _unique(parties: Iterator[Party]) -> Iterator[Party]:
    seen: set[str] = set()
    for party in parties:
        if party.code not in seen:
            seen.add(party.code)
            yield party
