"""Records of speech → speakers: one for each person or body, under all names and offices given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pactwatch.ids import content_id
from pactwatch.nouns import Claim, Record, Speaker
from pactwatch.reconcile.evidence import Evidence, as_text


def make_speakers(evidence: Evidence, records: Iterable[Record]) -> tuple[Speaker, ...]:
    """Records of speech → who spoke, by their fullest name."""
    speech_kind = evidence.pack.speech_kind
    spoken: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if speech_kind and record.kind == speech_kind.name:
            who = evidence.speaker(evidence.claims[record.claims[0]])
            if who and evidence.names.tells(who):
                spoken[evidence.names.same(who)].append(record)
    speakers = [_make_speaker(evidence, found) for found in spoken.values()]
    return tuple(sorted(speakers, key=lambda speaker: (speaker.names, speaker.id)))


def _make_speaker(evidence: Evidence, records: list[Record]) -> Speaker:
    ids = evidence.in_order({claim for record in records for claim in record.claims})
    claims = [evidence.claims[claim_id] for claim_id in ids]
    names = {who for claim in claims if (who := evidence.speaker(claim))}
    offices = {office for claim in claims for office in _offices(evidence, claim)}
    return Speaker(
        id=content_id("spk", ids[0]),
        names=tuple(sorted(names, key=lambda name: (-len(name), name))),
        offices=tuple(sorted(offices, key=lambda office: (-len(office), office))),
        records=tuple(record.id for record in records),
    )


def _offices(evidence: Evidence, claim: Claim) -> set[str]:
    speech = evidence.pack.kind(claim.kind).speech
    told = [as_text(claim.value(speech.role)) if speech else None]
    told.append(claim.said_by.role if claim.said_by else None)
    return {office for office in told if office}
