"""Hits of a page → drafts of claims: the pair completed, the slots filled, each with its grounds.

A draft may still grow: what the page says again of the same thing fills what it lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pactwatch.domain import Kind
from pactwatch.extract.bearing import is_near_topic, is_tied, tells_anew
from pactwatch.extract.choices import choices_told
from pactwatch.extract.company import in_company
from pactwatch.extract.counted_above import counts_told_before
from pactwatch.extract.factuality import is_past
from pactwatch.extract.fates import are_called_moved, befell_them, place_above
from pactwatch.extract.filling import (
    Filled,
    bare_count,
    is_asked,
    is_unsure_dollar,
    names_in,
    people_of,
    people_slots,
    with_own_count,
    words_of,
)
from pactwatch.extract.fullname import with_its_name
from pactwatch.extract.hit import Hit
from pactwatch.extract.journeys import is_before_move
from pactwatch.extract.ordinals import ordinal_of
from pactwatch.extract.outsiders import without_third
from pactwatch.extract.page import Page
from pactwatch.extract.pair import Pair
from pactwatch.extract.pairing import is_guess, pairs_of
from pactwatch.extract.sides import place_told, rows_of_sides
from pactwatch.extract.specification import Specification
from pactwatch.extract.stakes import pairs_of_amount
from pactwatch.extract.timing import SINCE, is_day_of_telling, lies_ahead, when_of
from pactwatch.nouns import Basis, Document, Factuality, Range, Via, Voice, When


@dataclass(slots=True)
class Draft:
    """A claim in the making. Its trigger stands from `at` to `until`."""

    kind: Kind
    at: int
    until: int
    start: int
    end: int
    told: Factuality
    slots: dict[str, Filled]
    frame: str
    why: list[str]
    when: When | None = None
    is_day_of_telling: bool = False  #: its day is no more than that on which somebody told it
    is_weak: bool = False
    is_early: bool = False
    is_guess: bool = False  #: its pair is the page's likeliest, told by no words
    is_told: bool = False  #: one sentence names both parties of its pair
    is_contrary: bool = False
    of_moved: bool = False  #: its own words call its people deported, or transferred
    answers: bool = False  #: it stands only where the page tells what it answers
    ordinal: str | None = None  #: which of several: "first group", "latest flight"
    mentions: list[Range] = field(default_factory=list)
    spans: list[Range] = field(default_factory=list)
    said_by: Voice | None = None
    via: Via | None = None
    basis: Basis = "page"

    def code(self, slot: str) -> str | None:
        """The value of a slot that holds one string, or None."""
        filled = self.slots.get(slot)
        return filled[0] if filled and isinstance(filled[0], str) else None


def draft_hits(page: Page, spec: Specification) -> Iterator[Draft]:
    """Every hit of a page as a draft for each pair of which it speaks."""
    told: set[tuple[object, ...]] = set()
    first = {kind.name for kind in spec.pack.kinds if kind.stands_as}
    for hit in sorted(page.hits, key=lambda h: (h.frame.kind not in first, h.at)):
        page.memory.subject = page.subjects.get(hit.s.start)
        kind = spec.pack.kind(hit.frame.kind)
        thing = (kind.name, hit.at, hit.frame.apart is not None)  # how many, and which of them
        if tells_anew(kind) and thing in told:
            continue
        if hit.frame.topic and not is_near_topic(hit, page):
            continue
        if hit.frame.tied and not is_tied(hit, page):
            continue
        pairs = pairs_of(hit, page, spec)
        if hit.frame.outsider is not None:
            pairs = without_third(hit, page, pairs)
        if hit.amount is not None:
            pairs = pairs_of_amount(hit, page, pairs)
        if kind.hub or kind.stands_as:
            pairs = [*pairs, *in_company(hit, pairs, spec.pack.vocabulary.usual_first)]
        for pair in pairs:
            for row in rows_of_sides(hit, page) if hit.frame.states else [{}]:
                draft = _draft(hit, kind, pair, page, spec, row)
                if draft is not None:
                    if not hit.is_contrary:
                        told.add(thing)
                    yield from _one_each(draft, hit)


def _one_each(draft: Draft, hit: Hit) -> Iterator[Draft]:
    """A draft for each of the outsiders whom a list names; they need not agree on anything else."""
    slot = hit.frame.outsider
    if slot is None or slot not in draft.slots:
        yield draft
        return
    for filled in names_in(hit.s, draft.slots[slot]):
        yield replace(draft, slots=draft.slots | {slot: filled}, why=list(draft.why))


def _draft(
    hit: Hit,
    kind: Kind,
    pair: Pair | None,
    page: Page,
    spec: Specification,
    sides: Mapping[str, Filled],
) -> Draft | None:
    slots = {**_slots(hit, kind, pair, page, spec), **sides}
    why = list(hit.why)
    if pair is not None:
        why.append(pair.rule)
        why += ["does as another of its sentence does"] * pair.is_alike
    people = people_of(hit)
    if "people" in hit.frame.needs and not people:
        return None
    if any(slot in kind.slots and slot not in slots for slot in hit.frame.needs):
        return None
    if tuple(kind.pair) == spec.pair[1:]:
        place = slots[spec.pair[1]][0] if spec.pair[1] in slots else None
        if is_before_move(hit, page, place) or not befell_them(hit, page, place, people):
            return None
    is_alike = pair is not None and pair.is_alike
    when = when_of(hit, kind, page, pair) if not is_alike else None
    if kind.stands_as and when is not None and lies_ahead(when.form):
        return None  # "the first prisoners come next year"
    if when is not None and tells_anew(kind) and when.form.endswith(SINCE):
        when = None  # "held since March": how long something lasts is no day of an act
    if when is not None and when.form.endswith(SINCE):
        slots |= {slot: (value, when.start, when.end) for slot, value in kind.shared.items()}
    trigger = hit.s.range_of(hit.i, hit.i)
    return Draft(
        kind=kind,
        at=trigger[0],
        until=trigger[1],
        start=hit.s.start,
        end=hit.s.end,
        told=_told(hit),
        slots=slots,
        frame=hit.frame.name,
        why=why,
        when=when,
        is_day_of_telling=kind.hub and when is not None and is_day_of_telling(hit, when),
        is_weak=hit.frame.weak
        or (hit.frame.fades and is_past(hit.s, hit.i))
        or (kind.stands_as is not None and _is_of_one(hit, people)),
        is_guess=is_guess(hit, pair),
        is_told=pair is not None and pair.is_told,
        is_early=hit.frame.early,
        is_contrary=hit.is_contrary,
        of_moved=are_called_moved(hit, people),
        ordinal=_ordinal(hit, people),
    )


def _slots(
    hit: Hit, kind: Kind, pair: Pair | None, page: Page, spec: Specification
) -> dict[str, Filled]:
    """What fills a kind's slots: choices, the pair, people, sums, and the words of the frame's roles."""
    trigger = hit.s.range_of(hit.i, hit.i)
    slots: dict[str, Filled] = {
        slot: (kind.slots[slot].type == "flag" or value, *trigger)
        for slot, value in hit.frame.sets.items()
    }
    slots |= choices_told(hit)
    if pair is not None:
        for slot, side in zip(spec.pair, (pair.first, pair.second), strict=True):
            if slot in kind.slots and side is not None:
                slots[slot] = (side.code, side.start, side.end)
    if spec.pair[1] in kind.slots and spec.pair[0] not in kind.slots:
        place = place_told(hit, page) or (place_above(hit, page) if pair is None else None)
        slots |= {spec.pair[1]: place} if place is not None else {}
    if pair is not None and pair.is_alike:
        return slots  # how many, and on what terms, is told of the other alone
    people = people_of(hit)
    slots |= people_slots(hit, kind, people, pair)
    if pair is not None:
        slots = with_own_count(hit, kind, pair, slots)
    if kind.stands_as:
        slots |= counts_told_before(hit, kind, page, slots, people)
    if hit.amount is not None:
        at = (hit.amount.start, hit.amount.end)
        slots["value"] = (hit.amount.value, *at)
        if not is_unsure_dollar(hit, pair, spec):
            slots["unit"] = (hit.amount.unit, *at)
    return slots | _words(hit, kind, pair, page, people)


def _words(
    hit: Hit, kind: Kind, pair: Pair | None, page: Page, people: Sequence[int]
) -> dict[str, Filled]:
    """What the roles of a frame fill: for each slot the words of the first role that has any."""
    found: dict[str, Filled] = {}
    for slot, roles in hit.frame.fills.items():
        for role in roles:
            filled = bare_count(hit, people) if role == "count" else None
            filled = filled or words_of(hit, (role,), kind, slot)
            if filled is not None and is_asked(hit, page, pair, slot, filled):
                party = kind.slots[slot].type == "party"
                found[slot] = with_its_name(page, filled) if party else filled
                break
    return found


def _is_of_one(hit: Hit, people: Sequence[int]) -> bool:
    """ "He was sent there": one of whom the page has told, mostly, and no event of its own."""
    return bool(people) and all(hit.s.words[j].lemma in ("he", "she", "him", "her") for j in people)


def _told(hit: Hit) -> Factuality:
    """What is told by denying something else did happen: a refusal, a group that is left out.

    So did a promise of what is yet to come, where the frame says that somebody gives it.
    """
    if hit.frame.attributed and "asserted" not in hit.frame.keeps:
        return "asserted"
    if hit.told != "denied" or hit.is_contrary:
        return hit.told
    by_denial = hit.frame.negative or "asserted" not in hit.frame.keeps
    return "asserted" if by_denial else "denied"


def _ordinal(hit: Hit, people: Sequence[int]) -> str | None:
    """Which of several groups is moved: "the first, which brought nine people, came in May"."""
    s = hit.s
    told = ordinal_of(s, people) if people else None
    above = [s.words[hit.i].head] if s.words[hit.i].dep == "relcl" else []
    return told or (ordinal_of(s, above) if above and s.words[above[0]].pos == "ADJ" else None)


#: Lines at the top among which headlines stand.
TOP = 6


def is_title(draft: Draft, document: Document) -> bool:
    """Whether a draft stands in a headline: near the top, and without a full stop."""
    text = document.text
    lines = text.count("\n", 0, draft.start)
    return lines <= TOP and text[draft.start : draft.end].rstrip()[-1:] not in '.!?”"'
