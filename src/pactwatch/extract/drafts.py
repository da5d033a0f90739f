"""Hits of a page → drafts of claims: the pair completed, the slots filled, each with its grounds.

A draft may still grow: what the page says again of the same thing fills what it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pactwatch.domain import Kind
from pactwatch.extract.amounts import find_quantities
from pactwatch.extract.arguments import OBJECT_CONTROL, arguments, conjuncts, phrase_of
from pactwatch.extract.bearing import is_near_topic, pair_beside, tells_anew
from pactwatch.extract.choices import choices_told, holds_asked
from pactwatch.extract.context import Pair
from pactwatch.extract.hits import VOICE, Hit
from pactwatch.extract.outsiders import are_of, is_outsider
from pactwatch.extract.page import Page
from pactwatch.extract.parse import Sentence
from pactwatch.extract.parties import Party, beside, parties_of, qualifying
from pactwatch.extract.people import are_own, count_of, nations_of, ordinal_of
from pactwatch.extract.phrases import people_in
from pactwatch.extract.sides import place_told, rows_of_sides
from pactwatch.extract.specification import Specification
from pactwatch.nouns import Basis, Factuality, Range, Value, Via, Voice, When

Filled = tuple[Value, int, int]  #: a value and where its words stand

#: The longest that words of a slot run, in words.
LONGEST = 30

#: Words that a verb of saying above an event has for itself: its date is not the event's.
SAYING = frozenset(
    "say tell announce confirm reveal report state add note warn claim deny insist disclose declare "
    "write post tweet explain acknowledge admit comment respond speak publish".split()
)


@dataclass(slots=True)
class Draft:
    """A claim in the making. `at` is where its trigger stands."""

    kind: Kind
    at: int
    start: int
    end: int
    told: Factuality
    slots: dict[str, Filled]
    frame: str
    why: list[str]
    when: When | None = None
    is_weak: bool = False
    is_early: bool = False
    is_guess: bool = False  #: its pair is the page's likeliest, told by no words
    is_contrary: bool = False
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
    told: set[tuple[str, int]] = set()
    first = {kind.name for kind in spec.pack.kinds if kind.stands_as}
    for hit in sorted(page.hits, key=lambda h: (h.frame.kind not in first, h.at)):
        page.memory.subject = page.subjects.get(hit.s.start)
        kind = spec.pack.kind(hit.frame.kind)
        if tells_anew(kind) and (kind.name, hit.at) in told:
            continue
        if hit.frame.topic and not is_near_topic(hit, page):
            continue
        for pair in _pairs(hit, page, spec):
            for row in rows_of_sides(hit, page) if hit.frame.states else [{}]:
                draft = _draft(hit, kind, pair, page, spec, row)
                if draft is not None:
                    if not hit.is_contrary:
                        told.add((kind.name, hit.at))
                    yield draft


def _pairs(hit: Hit, page: Page, spec: Specification) -> list[Pair | None]:
    """The pairs of a hit; one that needs none and has none makes a draft without."""
    assert page.context is not None
    phrase = hit.phrase
    if hit.frame.states:
        return [None]
    if hit.is_anaphoric:
        return _of_pronoun(hit, page)
    if phrase is None and hit.frame.over and not hit.frame.pairless:
        return _of_class(hit, page, spec)
    if phrase is None or (not hit.frame.over and tells_anew(spec.pack.kind(hit.frame.kind))):
        near = pair_beside(hit, page)
        if near is not None and _takes_pair(hit, spec):
            return [near]
        return [None] if hit.frame.pairless else []
    if hit.frame.party_acts and not _party_acts(hit, page):
        return []
    helpers = _helpers(hit, page)
    pairs: list[Pair | None] = [
        pair
        for pair in page.context.complete(phrase, helpers, beside(hit.s, hit.marks))
        if _is_enough(hit, pair, spec)
    ]
    if not pairs and hit.frame.pairless and phrase.on_topic is not False:
        return [None]
    if not phrase.rule.moves and not _is_on_topic(hit, page, spec):
        return [None] if pairs and hit.frame.pairless and phrase.on_topic else []
    for pair in pairs:
        kind = spec.pack.kind(hit.frame.kind)
        if pair is not None and (kind.hub or kind.stands_as):
            page.context.add(hit.at, pair)
    return pairs


def _of_pronoun(hit: Hit, page: Page) -> list[Pair | None]:
    """ "Parliament ratified it": the deal told last, in the sentences just above."""
    assert page.context is not None
    at = page.index_of(hit.s)
    told = [
        p
        for row in page.phrases[max(0, at - 2) : at + 1]
        for p in row
        if not p.rule.moves and not p.rule.votes and p.at < hit.at
    ]
    if not told:
        return []
    pair = page.context.near(hit.at, ())
    return [pair] if pair is not None else []


def _of_class(hit: Hit, page: Page, spec: Specification) -> list[Pair | None]:
    """ "It refused a British request": the states that act and that qualify what is acted on."""
    assert page.context is not None
    if not page.is_topical(spec.pair[1]):
        return []
    named = _helpers(hit, page)
    for heads in hit.args.values():
        for j in heads:
            named += [p for p in qualifying(hit.s, hit.marks, j) if p not in named]
    codes = list(dict.fromkeys(p.code for p in named))
    if len(codes) != 2:
        return []
    sides = [next(p for p in named if p.code == code) for code in codes]
    pair = page.context.direct(sides[0], sides[1])
    return [pair] if pair is not None else []


def _party_acts(hit: Hit, page: Page) -> bool:
    """Whether a state is the subject: "most of their home countries had refused" is none's act."""
    if hit.s.words[hit.i].pos not in ("VERB", "AUX"):
        return True
    subjects = hit.args.get("subject", ())
    below = {k for j in subjects for k in hit.s.subtree(j)}
    return any(parties_of(hit.s, hit.marks, page.memory, j) for j in subjects) or any(
        mark.last in below and mark.how != "people" for mark in hit.marks.states
    )


def _takes_pair(hit: Hit, spec: Specification) -> bool:
    """Whether the frame's kind has slots of the pair, and they aren't filled in another way."""
    return not hit.frame.over and bool(set(spec.pair) & set(spec.pack.kind(hit.frame.kind).slots))


def _helpers(hit: Hit, page: Page) -> list[Party]:
    """States beside the phrase: who takes the frame's action, and with whom."""
    found: list[Party] = []
    for role in ("subject", "object", "with", "between", "from", "to"):
        for j in hit.args.get(role, ()):
            if hit.phrase is not None and j == hit.phrase.i:
                continue
            found += parties_of(hit.s, hit.marks, page.memory, j)
    return found


def _is_on_topic(hit: Hit, page: Page, spec: Specification) -> bool:
    """A deal or talk counts by its own words; else by the page's topic and the states it speaks of."""
    phrase = hit.phrase
    assert phrase is not None and page.context is not None
    if phrase.on_topic is not None:
        return phrase.on_topic and not page.is_of_own(spec.pair[1])
    codes = {party.code for party in phrase.loose}
    pairs = [set(e.pair.codes) for e in page.context.evidence]
    if codes and any(codes <= pair for pair in pairs):
        return True
    return page.is_topical(spec.pair[1])


def _is_enough(hit: Hit, pair: Pair, spec: Specification) -> bool:
    if pair.first is not None and pair.second is not None:
        kind = spec.pack.kind(hit.frame.kind)
        if kind.stands_as and not _is_told_plainly(hit, pair):
            return False
        if kind.stands_as and pair.is_guess and not _are_sent(hit):
            return False
        return _is_third_country(hit, pair)
    missing = {
        slot for slot, side in zip(spec.pair, (pair.first, pair.second), strict=True) if not side
    }
    return hit.frame.pairless and not missing & set(hit.frame.needs)


def _is_told_plainly(hit: Hit, pair: Pair) -> bool:
    """A thing that happened needs both parties in its own words, or its people counted."""
    phrase = hit.phrase
    if phrase is None:
        return True
    if _is_habit(hit):
        return False
    if hit.marks.is_a(hit.i, "keeping") and not pair.is_explicit and not _are_sent(hit):
        return False
    if pair.is_explicit:
        return True
    if phrase.rule.nouns and hit.s.words[hit.i].pos not in ("VERB", "AUX"):
        return count_of(hit.s, hit.marks, phrase.people) is not None
    has_second = bool(phrase.parties.get(list(phrase.rule.parties)[-1])) or any(
        phrase.parties.values()
    )
    counted = count_of(hit.s, hit.marks, phrase.people) is not None
    return (has_second and (counted or phrase.is_definite or _are_sent(hit))) or (
        counted and phrase.is_definite
    )


def _is_habit(hit: Hit) -> bool:
    """ "Uganda hosts two million refugees": the plain present tells no event."""
    word = hit.s.words[hit.i]
    helped = any(hit.s.words[c].dep in ("aux", "auxpass") for c in hit.s.children[hit.i])
    return word.tag in ("VBZ", "VBP") and not helped and hit.marks.is_a(hit.i, "keeping", "taking")


def _are_sent(hit: Hit) -> bool:
    """Whether the people are called deportees or the like, so that a sender is told with them."""
    phrase = hit.phrase
    assert phrase is not None
    return any(
        hit.marks.is_a(k, "moved") for j in phrase.people for k in (j, *hit.s.subtree(j))
    ) or hit.marks.is_a(hit.i, "moved")


def _is_third_country(hit: Hit, pair: Pair) -> bool:
    """People sent to the state whose own they are make no transfer to a third country."""
    phrase = hit.phrase
    if phrase is None or pair.second is None or not phrase.people:
        return True
    return not are_own(hit.s, hit.marks, phrase.people, pair.second.code)


def _draft(
    hit: Hit,
    kind: Kind,
    pair: Pair | None,
    page: Page,
    spec: Specification,
    sides: Mapping[str, Filled],
) -> Draft | None:
    trigger = hit.s.range_of(hit.i, hit.i)
    slots: dict[str, Filled] = {
        slot: (kind.slots[slot].type == "flag" or value, *trigger)
        for slot, value in hit.frame.sets.items()
    }
    slots |= choices_told(hit)
    why = list(hit.why)
    if pair is not None:
        for slot, side in zip(spec.pair, (pair.first, pair.second), strict=True):
            if slot in kind.slots and side is not None:
                slots[slot] = (side.code, side.start, side.end)
        why.append(pair.rule)
    if spec.pair[1] in kind.slots and spec.pair[0] not in kind.slots:
        place = place_told(hit, page)
        slots |= {spec.pair[1]: place} if place is not None else {}
    people = _people(hit)
    if "people" in hit.frame.needs and not people:
        return None
    slots |= _people_slots(hit, kind, people)
    if pair is not None:
        slots = _with_own_count(hit, kind, pair, slots)
    if kind.stands_as:
        slots |= _counts_told_before(hit, kind, page, slots, people)
    slots |= sides
    if hit.amount is not None:
        at = (hit.amount.start, hit.amount.end)
        slots["value"] = (hit.amount.value, *at)
        if not _is_unsure_dollar(hit, pair, spec):
            slots["unit"] = (hit.amount.unit, *at)
    for slot, roles in hit.frame.fills.items():
        for role in roles:
            filled = _bare_count(hit, people) if role == "count" else None
            filled = filled or _words_of(hit, (role,), kind, slot)
            if filled is not None and _is_asked(hit, page, pair, slot, filled):
                slots[slot] = filled
                break
    if any(slot in kind.slots and slot not in slots for slot in hit.frame.needs):
        return None
    return Draft(
        kind=kind,
        at=hit.at,
        start=hit.s.start,
        end=hit.s.end,
        told=_told(hit),
        slots=slots,
        frame=hit.frame.name,
        why=why,
        when=_when(hit, kind, page),
        is_weak=hit.frame.weak,
        is_guess=_is_guess(hit, pair),
        is_early=hit.frame.early,
        is_contrary=hit.is_contrary,
        ordinal=ordinal_of(hit.s, people) if people else None,
    )


def _bare_count(hit: Hit, people: Sequence[int]) -> Filled | None:
    """How many people, as the one number that a bound is."""
    count = count_of(hit.s, hit.marks, people)
    if count is None:
        return None
    number = count[0].max or count[0].min
    return (number, count[1], count[2]) if number is not None else None


def _is_asked(hit: Hit, page: Page, pair: Pair | None, slot: str, filled: Filled) -> bool:
    """Whether words may fill a slot: they hold what the frame asks for, and name nobody it bars."""
    s = hit.s
    words = [k for k, w in enumerate(s.words) if filled[1] <= s.start + w.start < filled[2]]
    if hit.frame.outsider == slot and words:
        heads = [k for k in words if s.words[k].head not in words or s.words[k].head == k]
        codes = [code for code in pair.codes if code] if pair is not None else []
        if not is_outsider(s, hit.marks, page, (heads or words)[-1], codes):
            return False
        asked = hit.frame.who.get(VOICE)
        if asked and not are_of(page, asked, (filled[1], filled[2])):
            return False
    return holds_asked(hit.frame, slot, s, hit.marks, words)


def _is_unsure_dollar(hit: Hit, pair: Pair | None, spec: Specification) -> bool:
    """A bare "$" between states of which one has a dollar of its own tells no currency."""
    assert hit.amount is not None
    words = hit.s.text[hit.amount.start - hit.s.start : hit.amount.end - hit.s.start]
    bare = re.search(r"(?<![A-Za-z])\$", words) or re.search(r"^[\d.,\s\w]+dollars?$", words)
    codes = set(pair.codes) if pair is not None else set()
    return bool(bare) and bool(codes & set(spec.pack.vocabulary.own_dollar))


def _is_guess(hit: Hit, pair: Pair | None) -> bool:
    return (
        pair is not None
        and pair.is_guess
        and hit.phrase is not None
        and hit.phrase.on_topic is not True
    )


def _people(hit: Hit) -> list[int]:
    """Those of whom a frame speaks: in its own roles, else its phrase's."""
    own = [
        j
        for role in hit.frame.people
        for head in hit.args.get(role, ())
        for j in people_in(hit.s, hit.marks, head)
    ]
    return own or (hit.phrase.people if hit.phrase is not None and not hit.frame.people else [])


def _people_slots(hit: Hit, kind: Kind, people: Sequence[int]) -> dict[str, Filled]:
    """How many, and of which states: into the kind's slots of those types."""
    found: dict[str, Filled] = {}
    for slot in kind.slots_of("count"):
        count = count_of(hit.s, hit.marks, people)
        if count is not None:
            found[slot] = count
    for slot in kind.slots_of("state"):
        if kind.slots[slot].many:
            nations = nations_of(hit.s, hit.marks, people)
            if nations:
                start = hit.s.range_of(nations[0].first, nations[0].last)[0]
                end = hit.s.range_of(nations[-1].first, nations[-1].last)[1]
                found[slot] = (tuple(mark.code for mark in nations), start, end)
    return found


def _with_own_count(
    hit: Hit, kind: Kind, pair: Pair, slots: dict[str, Filled]
) -> dict[str, Filled]:
    """ "Five to Eswatini and eight others to South Sudan": each its own; what is shared is a total."""
    if hit.phrase is None or pair.second is None:
        return slots
    ends = [row for row in hit.phrase.parties.values() if pair.second in row and len(row) > 1]
    counts = [slot for slot in kind.slots_of("count") if slot in slots]
    if not ends or not counts:
        return slots
    row = sorted(ends[0], key=lambda party: party.start)
    at = row.index(pair.second)
    stretches = [(row[i - 1].end if i else hit.s.start, row[i].start) for i in range(len(row))]
    text = hit.s.text
    told = [find_quantities(text[a - hit.s.start : b - hit.s.start]) for a, b in stretches]
    if not any(told[1:]):
        at_count = slots[counts[0]][1:]
        return slots | {slot: (value, *at_count) for slot, value in kind.shared.items()}
    if at == 0:
        return slots
    kept = {slot: filled for slot, filled in slots.items() if slot not in counts}
    if told[at]:
        found, start = told[at][0], stretches[at][0]
        kept[counts[0]] = (found.quantity, start + found.start, start + found.end)
    return kept


#: How many sentences back "the men" looks for how many they are.
BACK = 4


def _counts_told_before(
    hit: Hit, kind: Kind, page: Page, slots: dict[str, Filled], people: Sequence[int]
) -> dict[str, Filled]:
    """ "The men were taken to the camp": how many, from the last who were counted above."""
    s = hit.s
    missing = [slot for slot in kind.slots_of("count") if slot not in slots]
    known = [j for j in people if s.words[j].tag in ("NNS", "PRP") and _points_back(s, j)]
    if not missing or not known:
        return {}
    at = page.index_of(s)
    for k in range(at - 1, max(-1, at - 1 - BACK), -1):
        above, marks = page.sentences[k], page.marks[k]
        for i in range(len(above.words) - 1, -1, -1):
            if above.words[i].pos in ("NOUN", "PROPN") and people_in(above, marks, i)[:1] == [i]:
                count = count_of(above, marks, [i])
                if count is not None and (count[0].max or 0) > 1:
                    return {missing[0]: count}
    return {}


def _points_back(s: Sentence, j: int) -> bool:
    first, last = phrase_of(s, j)
    words = [w.lemma for w in s.words[first : last + 1]]
    return words[0] in ("the", "these", "those", "they") and len(words) <= 3


def _told(hit: Hit) -> Factuality:
    """What is told by denying something else did happen: a refusal, a group that is left out."""
    if hit.told != "denied" or hit.is_contrary:
        return hit.told
    by_denial = hit.frame.negative or "asserted" not in hit.frame.keeps
    return "asserted" if by_denial else "denied"


def _words_of(hit: Hit, roles: Sequence[str], kind: Kind, slot: str) -> Filled | None:
    """The words of the first role that the hit has, as the page gives them.

    A party's name is its phrase with what is joined to it; other words run as far as they hang on it.
    """
    s = hit.s
    for role in roles:
        heads = [hit.i] if role == "self" else _heads_in(hit, role)
        for head in heads:
            if s.words[head].pos == "PRON" and not s.children[head]:
                continue
            if kind.slots[slot].type == "party" and not _can_act(hit, head):
                continue
            first, last = phrase_of(s, head)
            if kind.slots[slot].type == "party":
                last = _end_of_name(s, head)
            elif role != "self":
                below = s.subtree(head)
                last = min(below[-1], first + LONGEST)
            while first < last and s.words[first].lemma in ("the", "a", "an"):
                first += 1
            while last > first and s.words[last].pos == "PUNCT":
                last -= 1
            start, end = s.range_of(first, last)
            return s.text[start - s.start : end - s.start], start, end
    return None


def _heads_in(hit: Hit, role: str) -> Sequence[int]:
    """The heads in a role; for a noun's "from" and "by" those of the verb that it completes."""
    own = hit.args.get(role, [])
    s = hit.s
    if own or role not in ("from", "by", "among") or s.words[hit.i].pos != "NOUN":
        return own
    above = s.words[hit.i].head
    return arguments(s, above).get(role, []) if s.words[above].pos == "VERB" else own


def _can_act(hit: Hit, head: int) -> bool:
    """Whether a phrase names a person, a body or a group, and not a thing."""
    word = hit.s.words[head]
    return (
        word.pos == "PROPN"
        or hit.marks.is_a(head, "actor", "generic", "government", "people", "descriptive")
        or hit.marks.state_at(head) is not None
    )


def _end_of_name(s: Sentence, head: int) -> int:
    """The last word of a name with its "of …" and what is joined to it."""
    last = head
    for c in s.children[head]:
        if s.words[c].lemma == "of" and c == last + 1:
            last = max([last, *(phrase_of(s, j)[1] for j in s.children[c])])
        if s.words[c].lemma in ("in", "for") and c == last + 1:
            named = [j for j in s.children[c] if s.words[j].pos == "PROPN"]
            last = max([last, *(phrase_of(s, j)[1] for j in named)])
    for j in conjuncts(s, head)[1:]:
        last = max(last, j)
    return last


def _when(hit: Hit, kind: Kind, page: Page) -> When | None:
    """The date that hangs on the trigger; else, the sentence's only one, if nothing else has it."""
    s = hit.s
    told = page.dates_in(s.start, s.end)
    free: list[When] = []
    for when in told:
        k = s.word_at(when.start)
        if k is None:
            continue
        governor = _governor(s, k)
        if governor == hit.i or (hit.phrase is not None and governor == hit.phrase.i):
            return when
        if governor is not None and (s.words[governor].lemma not in SAYING or kind.hub):
            free.append(when)
    chained = [w for w in free if _is_near(hit, _governor(s, s.word_at(w.start) or 0))]
    if len(chained) == 1:
        return chained[0]
    if len(free) == 1 and len(told) == 1:
        return free[0]
    return next((w for w in page.fact_dates if kind.hub and _is_last_before(w, hit, page)), None)


def _is_last_before(when: When, hit: Hit, page: Page) -> bool:
    """Whether a hit is what the sentence tells last before "after the government took office"."""
    before = [h.at for h in page.hits if h.s is hit.s and h.at < when.start]
    return hit.s.start <= when.start < hit.s.end and bool(before) and max(before) == hit.at


def _governor(s: Sentence, k: int) -> int | None:
    return next((a for a in s.ancestors(k) if s.words[a].pos in ("VERB", "AUX")), None)


def _is_near(hit: Hit, governor: int | None) -> bool:
    """Whether the verb that has the date is bound to the trigger without a clause between."""
    s = hit.s
    if governor is None:
        return False
    if s.words[governor].head == hit.i and s.words[hit.i].lemma in OBJECT_CONTROL:
        return True  # "let it stand in January"
    bound = frozenset("xcomp conj aux auxpass acl advcl pcomp prep dobj pobj".split())
    for low, high in ((hit.i, governor), (governor, hit.i)):
        j = low
        while j != high and s.words[j].dep in bound and s.words[j].head != j:
            j = s.words[j].head
        if j == high:
            return True
    return False
