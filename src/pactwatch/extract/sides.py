"""Hit → states on either side of what one does against another, each by its own words.

"Washington placed limits on visas for Ghanaians", "American tariffs on Ugandan coffee", "Antigua
and Dominica were put on the list": a frame names the roles; a noun's own adjectives are roles too.
Several states on one side make a row each. What is unsaid is taken from the page's pair.
"""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.extract.arguments import arguments
from pactwatch.extract.choices import places_of
from pactwatch.extract.hit import Hit
from pactwatch.extract.named import Party, qualifying
from pactwatch.extract.page import Page
from pactwatch.extract.pair import Pair
from pactwatch.extract.parties import parties_of

Row = dict[str, tuple[str, int, int]]

#: The role of the noun that names what is done.
THING = "thing"
#: Words that stand for the states of which a page has just spoken.
BOTH = frozenset({"both", "two", "these", "their", "they"})


def rows_of_sides(hit: Hit, page: Page) -> list[Row]:
    """One row of filled slots for each state on the last side; none where a side stays open."""
    first, last = (list(hit.frame.states)[k] for k in (0, -1))
    actors = _side(hit, page, first, frozenset())
    codes = frozenset(party.code for party in actors[:1])
    others = _side(hit, page, last, codes)
    actors = actors or _other_side(page, others)
    if not actors:
        return []
    one = actors[0]
    return [
        {first: (one.code, one.start, one.end), last: (p.code, p.start, p.end)}
        for p in others
        if p.code != one.code
    ]


def place_told(hit: Hit, page: Page) -> tuple[str, int, int] | None:
    """The state in which a hit's event is told to happen: where it is, or who does it."""
    for role in ("in", "on", "at", "subject", "by", "poss"):
        for j in hit.args.get(role, ()):
            below = [m for m in hit.marks.states if m.last in hit.s.subtree(j) and m.how == "place"]
            parties = parties_of(hit.s, hit.marks, page.memory, j)
            parties += [Party(m.code, *hit.s.range_of(m.first, m.last)) for m in below]
            for party in parties:
                return party.code, party.start, party.end
    return None


def _side(hit: Hit, page: Page, slot: str, taken: frozenset[str]) -> list[Party]:
    """The states of the first role that has any; those taken are on the other side."""
    acts = slot == next(iter(hit.frame.states))
    for role in hit.frame.states[slot]:
        found = _in_role(hit, page, role) if acts else _touched(hit, page, role)
        left = list(_unique(p for p in found if p.code not in taken))
        if left:
            return left
    return []


def _in_role(hit: Hit, page: Page, role: str) -> Iterator[Party]:
    """Who acts: the party in a role, or whose thing it is ("American tariffs")."""
    s, marks = hit.s, hit.marks
    if role != THING:
        for j in hit.args.get(role, ()):
            yield from parties_of(s, marks, page.memory, j)
        return
    for j in _things(hit):
        yield from qualifying(s, marks, j)
        for c in s.children[j]:
            if s.words[c].dep == "relcl":
                for k in arguments(s, c).get("subject", ()):
                    yield from parties_of(s, marks, page.memory, k)


def _touched(hit: Hit, page: Page, role: str) -> Iterator[Party]:
    """Whom it touches: a party or a people in a role, or below it ("visas for Ghanaians")."""
    s, marks = hit.s, hit.marks
    heads = _things(hit) if role == THING else hit.args.get(role, ())
    for j in heads:
        below = s.subtree(j)
        if any(s.words[k].text.lower() in BOTH for k in below) and role != THING:
            yield from _just_told(hit, page, j)
        for mark in marks.states:
            is_behind = mark.last >= j or role != THING
            if mark.last in below and is_behind and s.words[mark.last].dep != "nsubj":
                yield Party(mark.code, *s.range_of(mark.first, mark.last))


def _things(hit: Hit) -> list[int]:
    """The nouns that name what is done: the words by which the frame tells it, and their heads."""
    s = hit.s
    found: list[int] = []
    for choices in hit.frame.tells.values():
        for cue in (cue for cues in choices.values() for cue in cues):
            for _, last in places_of(s, cue):
                found.append(last)
                head = s.words[last].head
                if (
                    s.words[last].dep in ("compound", "amod", "nmod")
                    and s.words[head].pos == "NOUN"
                ):
                    found.append(head)
                above = s.words[head]
                if above.pos == "ADP" and s.words[above.head].pos == "NOUN":
                    found.append(above.head)
    return list(dict.fromkeys(found))


def _just_told(hit: Hit, page: Page, j: int) -> list[Party]:
    """ "Both countries", "their citizens": the subjects above, else the last two seconds."""
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
