"""Who speaks → whether they stand outside of a deal: no government of its states, nor its voice.

A critic by the pack's word is outside whatever the title; so is a former minister, and the
government of a third state. A minister of whom nothing else is told speaks for one of the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.extract.hit import Hit
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.page import Page
from pactwatch.extract.pair import Pair
from pactwatch.extract.parse import Sentence
from pactwatch.extract.parties import parties_of
from pactwatch.nouns import Range

#: Classes of the pack's vocabulary: who speaks against, and who speaks for a state.
CRITIC, EXECUTIVE = "critic", "executive"
#: Words before an office that its holder has no more, or only shadows.
NOT_IN_OFFICE = frozenset({"former", "ex", "shadow", "opposition", "late", "then", "erstwhile"})
#: Before a lawmaker, that they are of those who govern.
GOVERNING = frozenset("government ruling governing".split())
#: Verbs that tell what somebody is: "who heads a rights group".
OFFICE = frozenset(
    "be head lead chair run represent direct found act speak work belong teach defend".split()
)
#: The longest that a description of somebody runs, in words.
LONGEST = 18


def is_outsider(s: Sentence, marks: Marks, page: Page, head: int, pair: Sequence[str]) -> bool:
    """Whether the phrase of word `head` names none of the pair's states, and no voice of theirs."""
    words = list(_described(s, head))
    if any(marks.is_a(k, CRITIC) for k in words):
        return not any(_is_of_those_who_govern(s, k) for k in words)
    codes = {p.code for p in parties_of(s, marks, page.memory, head)}
    if codes:
        return not codes & set(pair)
    texts = {s.words[k].text.lower() for k in words}
    if texts & NOT_IN_OFFICE:
        return True
    return not any(marks.is_a(k, EXECUTIVE) for k in words) and s.words[head].pos != "PRON"


def without_third(hit: Hit, page: Page, pairs: Sequence[Pair | None]) -> list[Pair | None]:
    """ "Fiji objected to the deal": the pairs of a hit, less one made of the third state that acts by its
    name; the page's own stands for it.
    """
    main = page.context.main if page.context is not None else None
    own = set(main.codes) if main is not None else set()
    marks = [hit.marks.state_at(j) for j in hit.args.get("subject", ())]
    thirds = {m.code for m in marks if m is not None and m.how == "name"} - own
    kept = [pair for pair in pairs if pair is None or not thirds & set(pair.codes)]
    return kept or ([main] if pairs else [])


def is_critic(page: Page, *places: Range | None) -> bool:
    """Whether any of these words, or what describes them where they stand, is a critic's.

    A lawmaker of those who govern is none.
    """
    return are_of(page, (CRITIC,), *places) and not any(
        _is_of_those_who_govern(s, k)
        for place in places
        for s, _, head in _heads(page, place)
        for k in _described(s, head)
    )


def _is_of_those_who_govern(s: Sentence, k: int) -> bool:
    """ "A government legislator", "a ruling-party senator"; "MPs of the ruling party" may speak so."""
    word = s.words[k]
    is_beside = word.dep in ("compound", "amod", "nmod") and s.words[word.head].dep != "pobj"
    return word.text.lower() in GOVERNING and is_beside


def has_left_office(page: Page, *places: Range | None) -> bool:
    """ "A former diplomat", "an opposition politician": somebody who speaks for no government now."""
    return any(
        s.words[k].text.lower() in NOT_IN_OFFICE
        for place in places
        for s, _, head in _heads(page, place)
        for k in _described(s, head)
    )


def are_of(page: Page, classes: Sequence[str], *places: Range | None) -> bool:
    """Whether any of these words, or what describes them where they stand, is of a class."""
    return any(
        marks.is_a(k, *classes)
        for place in places
        for s, marks, head in _heads(page, place)
        for k in _described(s, head)
    )


def speaks_outside(page: Page, pair: Sequence[str], *places: Range | None) -> bool:
    """The same as `is_outsider`, for a voice with the places where the page tells who it is."""
    if is_critic(page, *places):
        return True
    told = [found for place in places for found in _heads(page, place)]
    return bool(told) and all(is_outsider(s, m, page, head, pair) for s, m, head in told)


def _heads(page: Page, place: Range | None) -> Iterator[tuple[Sentence, Marks, int]]:
    if place is None:
        return
    s = page.sentence_at(place[0])
    if s is None:
        return
    inside = [i for i, w in enumerate(s.words) if place[0] <= s.start + w.start < place[1]]
    tops = [i for i in inside if s.words[i].head not in inside or s.words[i].head == i]
    if tops:
        yield s, page.marks[page.index_of(s)], tops[-1]


def _described(s: Sentence, head: int) -> Iterator[int]:
    """The words of a name with its title, what it is in apposition to, and what says who it is."""
    top = head
    while (
        s.words[top].dep in ("appos", "compound", "poss", "nmod", "amod")
        and s.words[top].head != top
    ):
        top = s.words[top].head
    below = s.subtree(top) if s.words[top].pos in ("NOUN", "PROPN", "PRON", "ADJ") else [head]
    told_of = {k for c in below for k in _of_what_they_do(s, c)}
    yield from (k for k in below if abs(k - head) <= LONGEST and k not in told_of)


def _of_what_they_do(s: Sentence, c: int) -> set[int]:
    """A clause that tells what somebody does, not who it is: "who tries to bring lawmakers round"."""
    if s.words[c].dep != "relcl" or s.words[c].lemma in OFFICE:
        return set()
    return set(s.subtree(c))
