"""Registers of knots of pages → the register of all of them, in canonical order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from pactwatch.days import sort_key
from pactwatch.domain import Pack
from pactwatch.nouns import Register
from pactwatch.reconcile.hubs import record_key
from pactwatch.reconcile.origins import origin_key

Noun = TypeVar("Noun")


def put_in_order(register: Register, pack: Pack) -> Register:
    """A register whose parts came in any order → the same as `reconcile` orders them.

    Rows of the facts that several parts lean on are one.
    """
    known = {doc.id: sort_key(doc.known) for doc in register.documents}
    rank = {kind.name: i for i, kind in enumerate(pack.kinds)}
    claims = sorted(register.claims, key=lambda claim: (known[claim.doc_id], claim.id))
    place = {claim.id: i for i, claim in enumerate(claims)}
    return Register(
        as_of=register.as_of,
        documents=_sorted(register.documents, lambda doc: (known[doc.id], doc.id)),
        readings=_sorted(register.readings, lambda reading: reading.doc_id),
        kinships=_sorted(register.kinships, lambda kinship: kinship.doc_id),
        wordings=_sorted(register.wordings, lambda wording: wording.id),
        stories=_sorted(register.stories, lambda story: story.id),
        claims=tuple(claims),
        links=_sorted(register.links, lambda link: (link.claim_id, link.slot, link.to)),
        dated=_sorted(register.dated, lambda dated: place[dated.claim_id]),
        origins=_sorted(register.origins, origin_key),
        hubs=_sorted(register.hubs, lambda hub: [value or "" for _, value in hub.key]),
        outlines=_sorted(register.outlines, lambda one: [value or "" for _, value in one.key]),
        records=_sorted(register.records, lambda one: (rank[one.kind], record_key(one))),
        speakers=_sorted(register.speakers, lambda speaker: (speaker.names, speaker.id)),
        discrepancies=_sorted(register.discrepancies, lambda found: found.id),
        contradicts=_sorted(register.contradicts, lambda pair: pair),
        facts=_sorted(dict.fromkeys(register.facts), lambda fact: fact.id),
        judgements=_sorted(
            register.judgements, lambda one: (sort_key(one.day), one.at or "", one.id)
        ),
        issues=_sorted(register.issues, lambda issue: (issue.source, issue.stage, issue.what)),
        runs=_sorted(register.runs, lambda run: (run.started_at, run.id)),
    )


def _sorted(nouns: Iterable[Noun], key: Callable[[Noun], Any]) -> tuple[Noun, ...]:
    return tuple(sorted(nouns, key=key))
