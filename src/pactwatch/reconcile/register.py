"""Inputs → register: every part derived from the evidence, in canonical order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pactwatch.days import sort_key
from pactwatch.nouns import Discrepancy, Judgement, Record, Register
from pactwatch.reconcile.attributions import find_misattributions
from pactwatch.reconcile.denials import Denied, find_denials, find_replacements, find_shifts
from pactwatch.reconcile.disputes import Dispute
from pactwatch.reconcile.evidence import Evidence, gather_evidence
from pactwatch.reconcile.hubs import hub_id, make_hubs, record_key
from pactwatch.reconcile.inputs import Inputs
from pactwatch.reconcile.judged_origins import JudgedOrigins
from pactwatch.reconcile.known_facts import find_contradictions, used_facts
from pactwatch.reconcile.masking import find_masking
from pactwatch.reconcile.origins import Origins
from pactwatch.reconcile.outlines import make_outlines
from pactwatch.reconcile.records import Assessed, assess, make_discrepancy, make_record
from pactwatch.reconcile.speakers import make_speakers
from pactwatch.reconcile.things import make_things
from pactwatch.reconcile.withhold import mask_register


def reconcile(inputs: Inputs) -> Register:
    """Claim → Record: everything that an export shows, the same for every order of the inputs."""
    evidence = gather_evidence(inputs)
    things = make_things(evidence)
    origins = JudgedOrigins(evidence, [t.claims for t in things if t.kind.speech])
    denied = list(find_denials(evidence, things))
    denied_ids = {thing.id for thing, _ in denied}
    assessed = [assess(evidence, origins, thing, denied=thing.id in denied_ids) for thing in things]
    others = [
        *denied,
        *find_shifts(evidence, things),
        *find_replacements(evidence, things),
        *find_misattributions(evidence, things),
    ]
    records = make_records(evidence, assessed)
    contradicted = find_contradictions(evidence)
    register = Register(
        as_of=inputs.as_of,
        documents=tuple(evidence.documents.values()),
        readings=tuple(sorted(inputs.readings, key=lambda reading: reading.doc_id)),
        kinships=tuple(sorted(inputs.grouping.kinships, key=lambda kinship: kinship.doc_id)),
        wordings=tuple(sorted(inputs.grouping.wordings, key=lambda wording: wording.id)),
        stories=tuple(evidence.stories.values()),
        claims=evidence.as_read,
        links=evidence.links,
        dated=tuple(evidence.dated.values()),
        origins=origins.origins,
        hubs=make_hubs(evidence, assessed, {record.id: record for record in records}),
        records=records,
        speakers=make_speakers(evidence, records),
        discrepancies=_discrepancies(origins, assessed, others),
        contradicts=contradicted,
        facts=used_facts(evidence, contradicted),
        judgements=_judgements(evidence, inputs),
        issues=tuple(sorted(set(inputs.issues), key=lambda i: (i.source, i.stage, i.what))),
        runs=tuple(sorted(inputs.runs, key=lambda run: (run.started_at, run.id))),
    )
    masking = inputs.masking or find_masking(
        evidence.verdicts.masked, register.documents, register.readings, inputs.pack
    )
    shown = mask_register(register, masking)
    return replace(shown, outlines=make_outlines(shown, inputs.pack))


def _judgements(evidence: Evidence, inputs: Inputs) -> tuple[Judgement, ...]:
    """Those on pages that are here, by day."""
    here = (one for one in inputs.judgements if _is_here(evidence, one))
    return tuple(sorted(here, key=lambda one: (sort_key(one.day), one.at or "", one.id)))


def _is_here(evidence: Evidence, judgement: Judgement) -> bool:
    return judgement.doc_id in evidence.documents


def make_records(evidence: Evidence, assessed: Sequence[Assessed]) -> tuple[Record, ...]:
    """All things but the steps of hubs, which are a hub's history, by kind and day."""
    own = [found for found in assessed if not found.thing.kind.hub]
    record_of = {claim: found.thing.id for found in own for claim in found.thing.claims}
    records = [make_record(found, record_of) for found in own]
    order = {kind.name: i for i, kind in enumerate(evidence.pack.kinds)}
    return tuple(sorted(records, key=lambda record: (order[record.kind], record_key(record))))


def _discrepancies(
    origins: Origins, assessed: Sequence[Assessed], denied: Iterable[Denied]
) -> tuple[Discrepancy, ...]:
    """Every dispute with what it is about: a record, or the hub of a step."""
    disputes: dict[str, list[Dispute]] = defaultdict(list)
    for thing, dispute in denied:
        disputes[thing.id].append(dispute)
    found: dict[str, Discrepancy] = {}
    for one in assessed:
        key = one.hub_key if one.thing.kind.hub else None
        about = hub_id(one.thing.kind, key) if key is not None else one.thing.id
        for dispute in (*one.disputes, *disputes[one.thing.id]):
            made = make_discrepancy(origins, about, dispute)
            found[made.id] = made
    return tuple(found[made] for made in sorted(found))
