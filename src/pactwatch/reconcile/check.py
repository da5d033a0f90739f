"""What must hold of any register that is shown; each finding is a sentence with the ids."""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.nouns import Claim, Document, Register


def check_register(register: Register) -> tuple[str, ...]:
    """Register → what is wrong with it; nothing, if all holds.

    Every quote equals its slice, every range lies in its page, every id that is named exists, and
    no id names two things.
    """
    documents = {doc.id: doc for doc in register.documents}
    found = [
        wrong
        for claim in register.claims
        for wrong in _check_claim(claim, documents.get(claim.doc_id))
    ]
    return (*found, *_check_references(register), *_check_ids(register))


def _check_claim(claim: Claim, doc: Document | None) -> Iterator[str]:
    if doc is None:
        yield f"{claim.id}: its page {claim.doc_id} is not in the register"
        return
    if doc.text[claim.span.start : claim.span.end] != claim.span.quote:
        yield f"{claim.id}: its quote is not the slice [{claim.span.start}:{claim.span.end}]"
    pieces = [*claim.spans, *claim.mentions, *((slot.start, slot.end) for slot in claim.slots)]
    for words in (claim.when, claim.said_by, claim.via):
        pieces += [(words.start, words.end)] if words else []
    for start, end in pieces:
        if not 0 <= start < end <= len(doc.text):
            yield f"{claim.id}: [{start}:{end}] lies outside {doc.id}"


def _check_references(register: Register) -> Iterator[str]:
    claims = {claim.id for claim in register.claims}
    records = {record.id for record in register.records}
    named = records | {hub.id for hub in register.hubs}
    for record in register.records:
        yield from _missing(record.id, record.claims, claims)
    for hub in register.hubs:
        yield from _missing(hub.id, [i for _, ids in hub.members for i in ids], records)
        yield from _missing(hub.id, [c for entry in hub.history for c in entry.claims], claims)
    for origin in register.origins:
        yield from _missing(origin.id, origin.claims, claims)
    for speaker in register.speakers:
        yield from _missing(speaker.id, speaker.records, records)
    for found in register.discrepancies:
        yield from _missing(found.id, [found.about], named)
        yield from _missing(found.id, [c for side in found.stances for c in side.claims], claims)
    facts = {fact.id for fact in register.facts}
    for claim_id, fact_id in register.contradicts:
        yield from _missing(claim_id, [claim_id], claims)
        yield from _missing(claim_id, [fact_id], facts)


def _missing(by: str, ids: tuple[str, ...] | list[str], known: set[str]) -> Iterator[str]:
    for missing in ids:
        if missing not in known:
            yield f"{by}: names {missing}, which is not in the register"


def _check_ids(register: Register) -> Iterator[str]:
    for things in (
        register.documents,
        register.claims,
        register.records,
        register.hubs,
        register.origins,
        register.speakers,
        register.discrepancies,
    ):
        seen: set[str] = set()
        for thing in things:
            if thing.id in seen:
                yield f"{thing.id}: stands twice"
            seen.add(thing.id)
