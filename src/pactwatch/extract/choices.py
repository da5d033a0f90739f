"""Hit → what its own words tell: choices by the words that make them, and what a slot asks for.

Every choice is grounded in the words that tell it, the nearest to the trigger.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.domain import Frame
from pactwatch.extract.hit import Hit
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.parse import Sentence
from pactwatch.nouns import Value

#: Among the words that a slot asks for: any state's name or adjective; any state's people.
ANY_STATE = "@state"
ANY_PEOPLE = "@nationals"
#: Among them: people, at the head of the words.
PEOPLE_AT_HEAD = "@people"


#: Words of the class of people that stand for other things too.
LITTLE = frozenset({"case", "body", "other", "one", "group", "batch", "cohort", "member"})


#: What stands before a thing upon which another follows.
OCCASIONS = frozenset({"after", "before", "since", "until", "following", "despite"})


def choices_told(hit: Hit) -> dict[str, tuple[Value, int, int]]:
    """For each slot that a frame leaves to its words: the first choice that they tell, if any."""
    found: dict[str, tuple[Value, int, int]] = {}
    for slot, choices in hit.frame.tells.items():
        for choice, cues in choices.items():
            places = [
                place
                for cue in cues
                for place in places_of(hit.s, cue)
                if not _is_besides(hit, place[0])
            ]
            if places:
                first, last = min(places, key=lambda p: abs(p[0] - hit.i))
                found[slot] = (choice, *hit.s.range_of(first, last))
                break
    return found


def _is_besides(hit: Hit, i: int) -> bool:
    """ "Found for the deal, which the two states struck": what a clause tells of a thing besides.

    So is what follows upon a thing that is but the occasion: "after the ruling it made clear that".
    """
    s, over, j = hit.s, {hit.i, *hit.s.ancestors(hit.i)}, i
    noun = s.words[hit.i]
    if noun.pos == "NOUN" and noun.dep == "pobj" and s.words[noun.head].lemma in OCCASIONS:
        return i not in s.subtree(hit.i)
    while j not in over and s.words[j].head != j:
        if s.words[j].dep == "relcl" and s.words[j].head != hit.i:
            return True
        j = s.words[j].head
    return False


def places_of(s: Sentence, cue: str) -> Iterator[tuple[int, int]]:
    """First and last word of every place at which a cue of one or several words stands."""
    words = cue.replace("-", " - ").split()
    for i in range(len(s.words) - len(words) + 1):
        if all(
            w in (s.words[i + k].lemma, s.words[i + k].text.lower()) for k, w in enumerate(words)
        ):
            yield i, i + len(words) - 1


def holds_asked(frame: Frame, slot: str, s: Sentence, marks: Marks, words: Sequence[int]) -> bool:
    """Whether the words that fill a slot hold one of those that the frame asks for in it."""
    inside = set(words)
    barred = (place for cue in frame.not_inside.get(slot, ()) for place in places_of(s, cue))
    if any(first in inside and last in inside for first, last in barred):
        return False
    asked = frame.inside.get(slot)
    if asked is None:
        return True
    told = [mark for k in words if (mark := marks.state_at(k)) is not None]
    if ANY_STATE in asked and told:
        return True
    if ANY_PEOPLE in asked and any(mark.how in ("adjective", "people") for mark in told):
        return True
    if PEOPLE_AT_HEAD in asked and any(
        marks.is_a(k, "people")
        for k in words
        if s.words[k].head not in inside and s.words[k].lemma not in LITTLE
    ):
        return True
    return any(
        first in inside and last in inside
        for cue in asked
        if cue not in (ANY_STATE, ANY_PEOPLE, PEOPLE_AT_HEAD)
        for first, last in places_of(s, cue)
    )
