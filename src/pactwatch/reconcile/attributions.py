"""One quote in two mouths: speech that pages give word for word, and say was another's."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from pactwatch.nouns import Claim
from pactwatch.reconcile.compare import Likeness, compare_days, words_of
from pactwatch.reconcile.denials import Denied
from pactwatch.reconcile.disputes import Dispute
from pactwatch.reconcile.ends import days_between
from pactwatch.reconcile.evidence import Evidence
from pactwatch.reconcile.names import fold
from pactwatch.reconcile.things import Thing

LEAST = 6  #: telling words that two quotes must have to be one by their words alone
FEW = 4  #: words of a quote that are one, to the word, on one day
ALIKE = 0.8  #: of all their words that both have
BEHIND = re.compile(
    r"\s(?:of|in|for|at|to)\s"
)  #: what stands between an office and where it is held


def find_misattributions(evidence: Evidence, things: Sequence[Thing]) -> Iterator[Denied]:
    """Things of speech with the same words, at one time, by two who are named.

    Only words that both pages quote: two may say the same, and pages may tell it alike.
    """
    speech = evidence.pack.speech_kind
    if speech is None or speech.speech is None:
        return
    manner, retold = speech.speech.manner, speech.speech.retold
    spoken = [
        thing
        for thing in things
        if thing.kind.name == speech.name
        and (retold is None or thing.speaking[0].value(manner) != retold)
    ]
    words = {thing.id: words_of(thing.speaking[0].span.quote) for thing in spoken}
    for a, b in _pairs(spoken, words):
        one, other = a.speaking[0], b.speaking[0]
        if not (are_alike(words[a.id], words[b.id]) or _are_one_quote(evidence, one, other)):
            continue
        if _are_two(evidence, one, other) and _at_one_time(evidence, one, other):
            names = (evidence.speaker(one) or "", evidence.speaker(other) or "")
            sides = ((names[0], a.claims), (names[1], b.claims))
            yield a, Dispute(fields=(speech.speech.who,), kind="attribution", sides=sides)


def _pairs(
    things: Sequence[Thing], words: dict[str, frozenset[str]]
) -> Iterator[tuple[Thing, Thing]]:
    """Things that may be told in the same words."""
    having: dict[str, list[int]] = defaultdict(list)
    for n, thing in enumerate(things):
        for mark in (*marks_of(words[thing.id]), fold(thing.speaking[0].span.quote)):
            having[mark].append(n)
    near = {pair for found in having.values() for pair in combinations(found, 2)}
    yield from ((things[i], things[j]) for i, j in sorted(near))


def marks_of(words: frozenset[str]) -> tuple[str, ...]:
    """So few of a quote's words that every quote that is alike has one of its own among them.

    Two quotes that share so much cannot differ in all of the words that come first in one order.
    """
    if len(words) < LEAST:
        return ()
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return tuple(ordered[: len(words) - math.ceil(ALIKE * len(words)) + 1])


def are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two quotes can be one, by their words alone."""
    shared = one & other
    return len(shared) >= LEAST and len(shared) >= ALIKE * len(one | other)


def _are_one_quote(evidence: Evidence, one: Claim, other: Claim) -> bool:
    """Few words, but the very same, and both pages tell on which day they were spoken."""
    said = fold(one.span.quote)
    days = [evidence.dated[claim.id].date for claim in (one, other)]
    return (
        said == fold(other.span.quote)
        and len(said.split()) >= FEW
        and None not in days
        and days[0] == days[1]
        and days_between(*days) == 0
    )


def _are_two(evidence: Evidence, one: Claim, other: Claim) -> bool:
    """Whether two pages name two speakers, neither of whom speaks for the other."""
    names = evidence.names
    first, second = evidence.speaker(one), evidence.speaker(other)
    if not first or not second or one.doc_id == other.doc_id:
        return False
    if not (names.tells(first) and names.tells(second)) or names.same(first) == names.same(second):
        return False
    if _is_office(first) != _is_office(second):
        return False
    return not (_speaks_for(one, second) or _speaks_for(other, first))


def _is_office(name: str) -> bool:
    """ "permanent secretary of the Home Office", "Danish immigration minister": an office, whose holder
    another page may name.
    """
    words = BEHIND.split(name, maxsplit=1)[0].split()
    return bool(words) and words[-1][:1].islower()


def _speaks_for(claim: Claim, body: str) -> bool:
    """Whether who speaks is told to be of a body: its minister says what the ministry says."""
    voice = claim.said_by
    kept = [voice.role, voice.organisation] if voice else []
    kept += [slot.value for slot in claim.slots if isinstance(slot.value, str)]
    told = {word for text in kept if text for word in fold(text).split() if len(word) > 3}
    return bool(told & set(fold(body).split()))


def _at_one_time(evidence: Evidence, one: Claim, other: Claim) -> bool:
    """One story, or days that are near; each may say again what was said long ago."""
    if evidence.told_in(one.doc_id) == evidence.told_in(other.doc_id):
        return True
    days = [
        evidence.dated[c.id].date or evidence.documents[c.doc_id].published for c in (one, other)
    ]
    near = evidence.pack.reconcile.of(one.kind).near_days or 0
    gap = days_between(*days)
    return compare_days(*days) >= Likeness.WITHIN or (gap is not None and gap <= near)
