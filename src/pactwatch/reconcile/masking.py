"""Judgements → what is withheld: names and passages everywhere, and what only they tell.

Names and words are masked on every day that the register is shown for. A value that was read in a
withheld passage is masked where it is all of a text, until another page tells it too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pactwatch.domain import Pack, SlotType
from pactwatch.nouns import Claim, Day, Document, Judgement, Quantity, Range, Reading
from pactwatch.reconcile.known_by import known_since
from pactwatch.reconcile.verdicts import find_later, follow, standing_judgements

MASK = "█"
FREE: tuple[SlotType, ...] = ("party", "words", "money", "day")  #: slots that hold a page's words
PASSAGE = 12  #: characters from which on a withheld passage is masked wherever its words stand

Told = tuple[str, str, int, int]  #: value, page, and where the words stand that give it


@dataclass(frozen=True, slots=True, kw_only=True)
class Masking:
    """`pattern` finds names and words in any text; `passages` stand where people marked them.

    `hidden` and `told`: value → the day from which on it is read in a passage, or anywhere else.
    """

    pattern: re.Pattern[str] | None
    passages: Mapping[str, tuple[Range, ...]]
    hidden: Mapping[str, Day]
    told: Mapping[str, Day]

    def values(self, day: Day | None) -> frozenset[str]:
        """The values that, as of a day, are told by withheld words only."""
        upto = day or date.max.isoformat()
        return frozenset(
            value
            for value, since in self.hidden.items()
            if since <= upto and not (value in self.told and self.told[value] <= upto)
        )

    def days(self, claims: Iterable[Claim], pack: Pack) -> frozenset[Day]:
        """Days on which values that these claims hold come to be told, or hidden."""
        values = {told[0] for claim in claims for told in _values(claim, pack)}
        return frozenset(
            days[value] for value in values for days in (self.hidden, self.told) if value in days
        )


def find_masking(
    masked: Sequence[Judgement],
    documents: Sequence[Document],
    readings: Iterable[Reading],
    pack: Pack,
) -> Masking | None:
    """What people withheld → what of these pages it hides; None where nothing is withheld."""
    if not masked:
        return None
    words = {one.value for one in masked if one.value}
    passages: dict[str, list[Range]] = defaultdict(list)
    for one in masked:
        if one.value is None:
            passages[one.doc_id].append(one.span.range)
            words.update(part for part in one.span.quote.split(MASK) if len(part) >= PASSAGE)
    pages, later = {doc.id: doc for doc in documents}, find_later(documents)
    for one in masked if passages else ():
        for spot in follow(one.spot, pages, later) if one.value is None else ():
            passages[spot.doc_id].append((spot.start, spot.end))
    texts = {doc.id: doc.text for doc in documents}
    known = {doc.id: known_since(doc) for doc in documents}
    hidden: dict[str, Day] = {}
    told: dict[str, Day] = {}
    claims = (claim for reading in readings for claim in reading.claims) if passages else ()
    for value, doc_id, start, end in (one for c in claims for one in _values(c, pack)):
        cover = [texts[doc_id][a:b] for a, b in passages.get(doc_id, ()) if a < end and start < b]
        is_in = any(value.casefold() in text.casefold() for text in cover)
        days = hidden if is_in else told
        days[value] = min(days.get(value, known[doc_id]), known[doc_id])
    return Masking(
        pattern=_pattern(words),
        passages={doc_id: tuple(found) for doc_id, found in passages.items()},
        hidden=hidden,
        told={value: day for value, day in told.items() if value in hidden},
    )


def masking_of(
    judgements: Iterable[Judgement],
    documents: Sequence[Document],
    readings: Iterable[Reading],
    pack: Pack,
) -> Masking | None:
    """What standing judgements withhold of these pages; None where they withhold nothing."""
    masked = [one for one in standing_judgements(judgements) if one.verdict == "withhold"]
    return find_masking(masked, documents, readings, pack)


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Words in any case, with whatever stands between them, longest first."""
    spelled = [
        r"[\W_]+".join(re.escape(part) for part in re.findall(r"\w+", text))
        for text in sorted(words, key=lambda text: (-len(text), text))
    ]
    spelled = [rf"(?<![^\W_]){one}(?![^\W_])" for one in spelled if one]
    return re.compile("|".join(spelled), re.IGNORECASE) if spelled else None


def _values(claim: Claim, pack: Pack) -> Iterator[Told]:
    """The texts that a claim holds, and where the words stand that give them."""
    free = pack.kind(claim.kind).slots_of(*FREE)
    found: list[tuple[str | None, int, int]] = []
    for slot in claim.slots:
        if isinstance(slot.value, str) and slot.name in free:
            found.append((slot.value, slot.start, slot.end))
        elif isinstance(slot.value, Quantity):
            found.append((slot.value.words, slot.start, slot.end))
    if voice := claim.said_by:
        for part in (voice.name, voice.role, voice.organisation):
            found.append((part, voice.start, voice.end))
    if claim.via:
        found.append((claim.via.name, claim.via.start, claim.via.end))
    if claim.when:
        found.append((claim.when.words, claim.when.start, claim.when.end))
    yield from ((value, claim.doc_id, start, end) for value, start, end in found if value)
