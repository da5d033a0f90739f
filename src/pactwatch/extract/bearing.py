"""Hit without a move of its own → what it bears on: the pair told beside it, and the page's topic.

A sum, a ruling or a protest seldom names both states. It bears on the complete pair of a phrase in
its sentence, the nearest first; else on the pair of the states that the sentence names, or that
the page has just told.
"""

from __future__ import annotations

from pactwatch.domain import Kind
from pactwatch.extract.hit import Hit
from pactwatch.extract.named import beside
from pactwatch.extract.page import Page
from pactwatch.extract.pair import Pair
from pactwatch.extract.parse import Sentence

#: How many sentences above, and below, may hold what a sentence is about.
ABOVE, BELOW = 4, 2


def tells_anew(kind: Kind) -> bool:
    """Whether a kind is no step and no move, so that one word tells at most one of it."""
    return not kind.hub and kind.stands_as is None


def is_near_topic(hit: Hit, page: Page) -> bool:
    """Whether its sentence, or one close by, speaks of people on the move, or of a deal on them.

    A page that tells of one pair alone, and of such people, is near throughout.
    """
    assert page.context is not None
    pairs = {e.pair.codes for e in page.context.evidence}
    if len(pairs) == 1 and page.is_topical(page.context.slots[1]):
        return True
    here = page.index_of(hit.s)
    return any(
        page.marks[k].has("topic") or any(not p.rule.votes for p in page.phrases[k])
        for k in range(max(0, here - ABOVE), min(len(page.sentences), here + BELOW + 1))
    )


#: Classes of the pack's vocabulary by which a sentence tells that it bears on the topic.
TIES = (
    "topic",
    "people",
    "moved",
    "deal",
    "plan",
    "flight",
    "hub",
    "challenge",
    "suit",
    "bench",
    "third_country",
)
#: What may stand for a thing told before.
BACK = frozenset({"it", "they", "this", "that", "them", "he", "she", "him", "her"})


def is_tied(hit: Hit, page: Page) -> bool:
    """Whether a hit's sentence tells that it bears on those who are moved, on a deal or on a case.

    One that says nothing more than that it happened ("the judge disagreed") bears on what was told.
    """
    s, marks = hit.s, hit.marks
    of_whom = {
        j for role in ("subject", "by") for k in hit.args.get(role, ()) for j in s.subtree(k)
    }
    rest = [k for k in range(len(s.words)) if k not in of_whom and k != hit.i]
    if any(marks.is_a(k, *TIES) for k in rest if s.words[k].text.lower() not in LITTLE):
        return True
    if any(not p.rule.votes and p.on_topic is not False for p in page.phrases[page.index_of(s)]):
        return True
    told = [*hit.args.get("object", ()), *hit.args.get("clause", ())]
    return not told or any(s.words[k].lemma in BACK and s.words[k].pos == "PRON" for k in rest)


#: Words of the class of people that tell of none by themselves.
LITTLE = frozenset({"one", "other", "others", "member", "members", "body", "group", "citizen"})


def pair_beside(hit: Hit, page: Page) -> Pair | None:
    """The complete pair on which a hit bears, or None."""
    return pair_at(page, hit.s, hit.i, named_only=hit.frame.pairless)


def pair_at(page: Page, s: Sentence, i: int, *, named_only: bool = False) -> Pair | None:
    """The complete pair on which word `i` of a sentence bears, or None.

    With `named_only` a sentence that names states bears on no pair without any of them.
    """
    assert page.context is not None
    here = page.index_of(s)
    named = beside(s, page.marks[here])
    phrases = sorted(page.phrases[here], key=lambda p: abs(p.i - i))
    for phrase in phrases:
        if phrase.on_topic is False or phrase.rule.votes:
            continue
        for pair in page.context.complete(phrase, (), named):
            if pair.is_complete:
                return pair
    near = page.context.near(s.start + s.words[i].start, named)
    codes = {party.code for party in named}
    if near is None or named_only:
        near = near or page.context.main
        return near if near is not None and (not codes or codes & set(near.codes)) else None
    return near
