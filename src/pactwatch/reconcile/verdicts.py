"""Judgements → what they say of the claims that are here now.

A judgement points to text. It is laid on the claims of its kind that overlap the text: on those
that quote just it, else on those that overlap it most; of several, on those that say what was seen.
Where its page was changed since, it is laid on the same words in each later text too. One that finds
nothing changes nothing, and waits for a reading in which it does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pactwatch.ids import canonical
from pactwatch.nouns import Claim, Document, Judged, Judgement, Register, Spot, plain

DAY_SLOT = "date"  #: what a claim tells of when, beside the slots of its kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What people decided, withdrawn judgements aside; the newest of a claim and slot speaks."""

    rejected: frozenset[str] = frozenset()
    emptied: frozenset[tuple[str, str]] = frozenset()  #: claim, slot: a value that is none
    said: Mapping[str, tuple[Judged, ...]]  #: claim id → what is shown beside it
    merged: tuple[tuple[str, str], ...] = ()
    split: frozenset[str] = frozenset()
    joined: tuple[tuple[str, str], ...] = ()
    parted: frozenset[str] = frozenset()
    masked: tuple[Judgement, ...] = ()

    def as_judged(self, claim: Claim) -> Claim:
        """A claim without the values that a person rejected."""
        gone = {slot for claim_id, slot in self.emptied if claim_id == claim.id}
        if not gone:
            return claim
        kept = tuple(slot for slot in claim.slots if slot.name not in gone)
        return replace(claim, slots=kept, when=None if DAY_SLOT in gone else claim.when)


def seen_in(claim: Claim, slot: str | None) -> str | None:
    """What was read in a claim, or in one slot of it, as JSON."""
    if slot == DAY_SLOT:
        return claim.when.words if claim.when else None
    if slot is not None:
        value = claim.value(slot)
        return None if value is None else canonical(plain(value))
    return canonical({one.name: plain(one.value) for one in claim.slots})


def standing_judgements(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those that nobody took back, oldest first; what took back may be taken back itself."""
    ordered = sorted(judgements, key=lambda one: (one.day, one.at or "", one.id))
    takers: dict[str, list[str]] = defaultdict(list)
    for one in ordered:
        if one.verdict == "withdraw" and one.withdraws:
            takers[one.withdraws].append(one.id)

    def stands(judgement_id: str) -> bool:
        return not any(map(stands, takers.get(judgement_id, ())))

    return tuple(one for one in ordered if one.verdict != "withdraw" and stands(one.id))


def find_verdicts(
    claims: Sequence[Claim],
    judgements: Iterable[Judgement],
    documents: Mapping[str, Document],
) -> Verdicts:
    """Judgements → verdicts on these claims."""
    here, later = _by_page_and_kind(claims), find_later(documents.values())
    last: dict[tuple[str, str | None], Judgement] = {}
    twos: dict[str, list[tuple[str, str]]] = {"merge": [], "join": []}
    ones: dict[str, set[str]] = {"split": set(), "part": set()}
    masked = []
    for one in standing_judgements(judgements):
        if one.verdict == "withhold":
            masked.append(one)
            continue
        found = _lay_on_all(one.spot, one.slot, here, follow(one.spot, documents, later))
        if one.verdict in ones:
            ones[one.verdict].update(claim.id for claim in found)
        elif one.verdict in twos:
            spots = follow(one.other, documents, later) if one.other else ()
            others = _lay_on_all(one.other, None, here, spots) if one.other else ()
            twos[one.verdict] += [(a.id, b.id) for a in found[:1] for b in others[:1]]
        else:
            last |= {(claim.id, one.slot): one for claim in found if _still_says(one, claim)}
    return Verdicts(
        rejected=frozenset(
            c for (c, slot), j in last.items() if not slot and j.verdict == "reject"
        ),
        emptied=frozenset(
            (c, slot) for (c, slot), j in last.items() if slot and j.verdict == "reject"
        ),
        said=_said(last),
        merged=tuple(twos["merge"]),
        split=frozenset(ones["split"]),
        joined=tuple(twos["join"]),
        parted=frozenset(ones["part"]),
        masked=tuple(masked),
    )


def find_waiting(register: Register) -> tuple[Judgement, ...]:
    """The standing judgements of a register that find no claim in it, or none that says as much."""
    documents = {doc.id: doc for doc in register.documents}
    here, later = _by_page_and_kind(register.claims), find_later(register.documents)
    return tuple(
        one
        for one in standing_judgements(register.judgements)
        if one.verdict != "withhold"
        and not any(
            _still_says(one, claim)
            for claim in _lay_on_all(one.spot, one.slot, here, follow(one.spot, documents, later))
        )
    )


def _by_page_and_kind(claims: Iterable[Claim]) -> dict[tuple[str, str], list[Claim]]:
    here: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        here[claim.doc_id, claim.kind].append(claim)
    return here


def find_later(documents: Iterable[Document]) -> dict[str, list[Document]]:
    """Document id → the texts that replaced it, one after another."""
    newer = {doc.replaces: doc for doc in documents if doc.replaces}
    found: dict[str, list[Document]] = {}
    for earlier in newer:
        chain, doc_id = [], earlier
        while doc_id in newer:
            chain.append(newer[doc_id])
            doc_id = newer[doc_id].id
        found[earlier] = chain
    return found


def follow(
    spot: Spot, documents: Mapping[str, Document], later: Mapping[str, Sequence[Document]]
) -> Iterator[Spot]:
    """The same words in the texts that replaced a spot's page, nearest to where they stood."""
    if spot.doc_id not in documents:
        return
    words = documents[spot.doc_id].text[spot.start : spot.end]
    for doc in later.get(spot.doc_id, ()):
        starts = [match.start() for match in re.finditer(re.escape(words), doc.text)]
        if starts:
            start = min(starts, key=lambda start: (abs(start - spot.start), start))
            yield replace(spot, doc_id=doc.id, start=start, end=start + len(words))


def _lay_on_all(
    spot: Spot,
    slot: str | None,
    here: Mapping[tuple[str, str], Sequence[Claim]],
    spots: Iterable[Spot],
) -> tuple[Claim, ...]:
    """The claims that a spot means, on its own page and, first, on the newest text of it."""
    found = [lay(one, slot, here) for one in (spot, *spots)]
    return tuple(claim for claims in reversed(found) for claim in claims)


def lay(
    spot: Spot, slot: str | None, here: Mapping[tuple[str, str], Sequence[Claim]]
) -> tuple[Claim, ...]:
    """The claims that a spot of text means now."""
    shared = {
        claim: min(spot.end, claim.span.end) - max(spot.start, claim.span.start)
        for claim in here.get((spot.doc_id, spot.kind), ())
    }
    found = [claim for claim, length in shared.items() if length > 0]
    exact = [claim for claim in found if claim.span.range == (spot.start, spot.end)]
    most = max((shared[claim] for claim in found), default=0)
    found = exact or [claim for claim in found if shared[claim] == most]
    same = [claim for claim in found if spot.seen is not None and seen_in(claim, slot) == spot.seen]
    return tuple(sorted(same or found, key=lambda claim: claim.id))


def _still_says(judgement: Judgement, claim: Claim) -> bool:
    """A value is accepted or rejected only while it is the one that was seen."""
    if judgement.slot is None or judgement.verdict == "correct":
        return True
    return seen_in(claim, judgement.slot) == judgement.seen


def _said(last: Mapping[tuple[str, str | None], Judgement]) -> Mapping[str, tuple[Judged, ...]]:
    said: dict[str, list[Judged]] = defaultdict(list)
    for (claim_id, slot), one in last.items():
        said[claim_id].append(
            Judged(
                judgement=one.id,
                verdict=one.verdict,
                slot=slot,
                seen=one.seen if slot else None,
                value=one.value,
                by=one.by,
            )
        )
    return {claim_id: tuple(found) for claim_id, found in said.items()}
