"""Record → the plain values of an export, entry by entry, with the fields that the contract names.

What enters: an `Export`. What leaves: dicts of JSON's own values, in the register's order. The keys
that belong to the domain (plurals, slots) come from the pack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pactwatch.domain import Kind, Pack
from pactwatch.nouns import (
    Claim,
    Dated,
    Document,
    Hub,
    Judged,
    Kinship,
    Reading,
    Record,
    Register,
    Spot,
    plain,
)

Row = dict[str, object]  #: JSON's own values
Section = tuple[str, Iterator[Row]]  #: a key of the export, and its entries


@dataclass(frozen=True, kw_only=True)
class Export:
    """What is to be written, and how much of it.

    `excerpts` lets formats for reading carry the quotes; `custody` adds runs and versions.
    """

    register: Register
    pack: Pack
    excerpts: bool = False
    custody: bool = False

    @cached_property
    def dated(self) -> Mapping[str, Dated]:
        return {dated.claim_id: dated for dated in self.register.dated}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        return {doc.id: doc for doc in self.register.documents}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in self.register.claims}

    @cached_property
    def records(self) -> Mapping[str, Record]:
        return {record.id: record for record in self.register.records}

    @cached_property
    def hubs(self) -> Mapping[str, Hub]:
        return {hub.id: hub for hub in self.register.hubs}

    @cached_property
    def kinships(self) -> Mapping[str, Kinship]:
        return {kinship.doc_id: kinship for kinship in self.register.kinships}

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        return {reading.doc_id: reading for reading in self.register.readings}

    @cached_property
    def origin_of(self) -> Mapping[str, str]:
        return {claim: origin.id for origin in self.register.origins for claim in origin.claims}

    @cached_property
    def links(self) -> Mapping[str, Mapping[str, str]]:
        """Claim id → slot → the claim to which it leads."""
        found: dict[str, dict[str, str]] = {}
        for link in self.register.links:
            found.setdefault(link.claim_id, {})[link.slot] = link.to
        return found

    @cached_property
    def contradicted(self) -> Mapping[str, list[str]]:
        facts: dict[str, list[str]] = {}
        for claim_id, fact_id in self.register.contradicts:
            facts.setdefault(claim_id, []).append(fact_id)
        return facts


def sections(export: Export) -> Iterator[Section]:
    """Export → every top-level key that holds a list, in the contract's order, with its entries."""
    register, hub = export.register, export.pack.hub
    yield "documents", document_rows(export)
    yield "wordings", wording_rows(register)
    yield "stories", story_rows(register)
    yield "claims", (claim_row(export, claim) for claim in sorted(register.claims, key=_place))
    yield "origins", origin_rows(register)
    yield hub.plural, hub_rows(export)
    for kind in export.pack.kinds:
        if not kind.hub:
            yield kind.plural, record_rows(register, kind)
    yield "speakers", speaker_rows(export)
    yield "discrepancies", discrepancy_rows(register)
    yield "facts", fact_rows(register)
    yield "judgements", judgement_rows(register)
    yield "issues", issue_rows(register)


def document_rows(export: Export) -> Iterator[Row]:
    """One entry per page read."""
    for doc in export.register.documents:
        reading = export.readings.get(doc.id)
        kinship = export.kinships.get(doc.id)
        yield {
            "id": doc.id,
            "source": doc.source,
            "url": doc.url,
            "outlet": doc.outlet,
            "title": doc.title,
            "published": doc.published,
            "published_basis": doc.published_basis,
            "known": doc.known,
            "known_basis": doc.known_basis,
            "language": doc.language,
            "sha256": doc.sha256,
            "text": doc.text,
            "in_domain": reading.in_domain if reading else False,
            "repeated": ranges(reading.repeated) if reading else [],
            "wording": kinship.wording if kinship else None,
            "relation": kinship.relation if kinship else "own",
            "confidence": kinship.confidence if kinship else 1.0,
            "copied": [[c.start, c.end, c.doc_id, c.from_start] for c in kinship.copied]
            if kinship
            else [],
            "replaces": doc.replaces,
            "archived": doc.archived,
            "masked": ranges(doc.masked),
        }


def wording_rows(register: Register) -> Iterator[Row]:
    for wording in register.wordings:
        yield {"id": wording.id, "documents": list(wording.documents), "root": wording.root}


def story_rows(register: Register) -> Iterator[Row]:
    for story in register.stories:
        yield {"id": story.id, "title": story.title, "documents": list(story.documents)}


def _place(claim: Claim) -> tuple[str, int, int, str]:
    """Claims stand in the order of their documents' texts, as a person would read them."""
    return (claim.doc_id, claim.span.start, claim.span.end, claim.id)


def claim_row(export: Export, claim: Claim) -> Row:
    """What one page says, with the words behind every value."""
    dated = export.dated.get(claim.id)
    kind = export.pack.kind(claim.kind)
    voice = claim.said_by
    values = {slot.name: slot.value for slot in claim.slots}
    values |= export.links.get(claim.id, {})
    return {
        "id": claim.id,
        "kind": claim.kind,
        "document": claim.doc_id,
        "start": claim.span.start,
        "end": claim.span.end,
        "text": claim.span.quote,
        "spans": ranges(claim.spans or (claim.span.range,)),
        "mentions": ranges(claim.mentions),
        "slots": {slot: plain(values.get(slot)) for slot in kind.slots},
        "grounds": _grounds(export, claim),
        "said_by": {"name": voice.name, "role": voice.role, "organisation": voice.organisation}
        if voice
        else None,
        "via": claim.via.name if claim.via else None,
        "basis": claim.basis,
        "factuality": claim.factuality,
        "date": dated.date if dated else None,
        "date_text": dated.date_text if dated else None,
        "date_basis": dated.date_basis if dated else None,
        "origin": export.origin_of.get(claim.id),
        "reader": claim.reader,
        "contradicts": export.contradicted.get(claim.id, []),
    }


def _grounds(export: Export, claim: Claim) -> Row:
    """For each filled slot, and for day, speaker and medium, the words that fill it.

    The grounds of a link without words of its own are the quote to which it leads.
    """
    found: Row = {slot.name: [slot.start, slot.end] for slot in claim.slots}
    for slot, target in export.links.get(claim.id, {}).items():
        if slot not in found and target in export.claims:
            found[slot] = list(export.claims[target].span.range)
    named = {"date": claim.when, "said_by": claim.said_by, "via": claim.via}
    found |= {name: [words.start, words.end] for name, words in named.items() if words}
    return dict(sorted(found.items()))


def origin_rows(register: Register) -> Iterator[Row]:
    for origin in register.origins:
        yield {
            "id": origin.id,
            "kind": origin.kind,
            "what": origin.what,
            "by": origin.by,
            "claims": list(origin.claims),
        }


def hub_rows(export: Export) -> Iterator[Row]:
    """One entry per pair and programme: where it stands, how it came there, what hangs on it."""
    kind = export.pack.hub
    progress = kind.progress or ""
    for hub in export.register.hubs:
        members = dict(hub.members)
        row: Row = {"id": hub.id, **dict(hub.key), progress: hub.standing}
        row["history"] = [
            {
                progress: entry.value,
                "date": entry.date,
                "known_since": entry.known_since,
                "grade": entry.grade,
                "grade_why": entry.grade_why,
                "origins": entry.origins,
                "claims": list(entry.claims),
                "judged": judged_rows(entry.judged),
            }
            for entry in hub.history
        ]
        for under in export.pack.kinds:
            if under.under == kind.name:
                row[under.plural] = list(members.get(under.plural, ()))
        yield row


def record_rows(register: Register, kind: Kind) -> Iterator[Row]:
    """One entry per thing of this kind that happened or was said."""
    for record in register.records:
        if record.kind == kind.name:
            yield {
                "id": record.id,
                "slots": {slot: plain(value) for slot, value in record.slots},
                "contested": list(record.contested),
                "date": record.date,
                "known_since": record.known_since,
                "grade": record.grade,
                "grade_why": record.grade_why,
                "origins": record.origins,
                "claims": list(record.claims),
                "judged": judged_rows(record.judged),
            }


def speaker_rows(export: Export) -> Iterator[Row]:
    speech = export.pack.speech_kind
    for speaker in export.register.speakers:
        row: Row = {
            "id": speaker.id,
            "names": list(speaker.names),
            "offices": list(speaker.offices),
        }
        if speech:
            row[speech.plural] = list(speaker.records)
        yield row


def discrepancy_rows(register: Register) -> Iterator[Row]:
    for found in register.discrepancies:
        yield {
            "id": found.id,
            "about": found.about,
            "field": found.field,
            "kind": found.kind,
            "certainty": found.certainty,
            "condition": found.condition,
            "readings": [
                {
                    "value": plain(stance.value),
                    "claims": list(stance.claims),
                    "origins": stance.origins,
                }
                for stance in found.stances
            ],
        }


def fact_rows(register: Register) -> Iterator[Row]:
    for fact in register.facts:
        yield {"id": fact.id, "what": fact.what, "day": fact.day, "source": fact.source}


def judgement_rows(register: Register) -> Iterator[Row]:
    for judgement in register.judgements:
        yield {
            "id": judgement.id,
            "on": {
                "document": judgement.doc_id,
                "start": judgement.span.start,
                "end": judgement.span.end,
                "kind": judgement.kind,
                "slot": judgement.slot,
                "seen": judgement.seen,
            },
            "verdict": judgement.verdict,
            "value": judgement.value,
            "reason": judgement.reason,
            "by": judgement.by,
            "day": judgement.day,
            "other": _spot_row(judgement.other) if judgement.other else None,
            "withdraws": judgement.withdraws,
        }


def _spot_row(spot: Spot) -> Row:
    return {"document": spot.doc_id, "start": spot.start, "end": spot.end, "kind": spot.kind}


def judged_rows(judged: Iterable[Judged]) -> list[Row]:
    """What people say of a record, beside what its sources say."""
    return [
        {
            "slot": one.slot,
            "verdict": one.verdict,
            "seen": one.seen,
            "value": one.value,
            "by": one.by,
            "judgement": one.judgement,
        }
        for one in judged
    ]


def issue_rows(register: Register) -> Iterator[Row]:
    for issue in register.issues:
        yield {"source": issue.source, "stage": issue.stage, "what": issue.what}


def custody_row(export: Export) -> Row:
    """Times of capture, runs and versions: what equal inputs do not make equal."""
    return {
        "pack": export.pack.version,
        "runs": [
            {
                "id": run.id,
                "started_at": run.started_at,
                "ended_at": run.ended_at,
                "versions": dict(run.versions),
                "arguments": list(run.arguments),
            }
            for run in export.register.runs
        ],
    }


def ranges(pieces: Iterable[tuple[int, int]]) -> list[list[int]]:
    return [list(piece) for piece in pieces]
