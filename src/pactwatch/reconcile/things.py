"""Cluster → thing: the claims that tell one thing, with the id that it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pactwatch.domain import Kind
from pactwatch.ids import content_id
from pactwatch.nouns import Claim, Day
from pactwatch.reconcile.clusters import cluster_tellings
from pactwatch.reconcile.evidence import Evidence, as_text, hub_names
from pactwatch.reconcile.telling import Judge, Key, Telling, tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Claims of one kind that tell one thing, in (known day, claim id) order.

    `speaking` are those by which it is told: of pages that still stand, if there are any.
    """

    id: str
    kind: Kind
    block: Key
    claims: tuple[str, ...]
    speaking: tuple[Claim, ...]
    known_since: Day

    @property
    def progress(self) -> str | None:
        """What a hub had come to by it."""
        return as_text(self.speaking[0].value(self.kind.progress)) if self.kind.progress else None


def make_things(evidence: Evidence) -> tuple[Thing, ...]:
    """Claims that tell what happened → things, in the order of the pack's kinds and of their ids.

    Claims that were rejected, or whose factuality the kind does not take, make none.
    """
    blocks: dict[Key, list[Telling]] = defaultdict(list)
    for claim in evidence.claims.values():
        if claim.id not in evidence.rejected and is_of_record(evidence, claim):
            telling = recall_telling(evidence, claim)
            blocks[telling.block].append(telling)
    things = [thing for block in blocks.values() for thing in _recall_things(evidence, block)]
    things = _as_judged(evidence, things)
    order = {kind.name: i for i, kind in enumerate(evidence.pack.kinds)}
    return tuple(sorted(things, key=lambda thing: (order[thing.kind.name], thing.id)))


def _as_judged(evidence: Evidence, things: list[Thing]) -> list[Thing]:
    """Things of which people said that a claim is of another, or that two are one, so made."""
    verdicts = evidence.verdicts
    found: dict[str, Thing] = {}  # by claim
    for thing in things:
        alone = [claim for claim in thing.claims if claim in verdicts.split]
        rest = tuple(claim for claim in thing.claims if claim not in verdicts.split)
        parts = [part for part in (rest, *((claim,) for claim in alone)) if part]
        for part in parts:
            made = _thing(evidence, thing.kind, thing.block, part) if len(parts) > 1 else thing
            found |= dict.fromkeys(part, made)
    for a, b in verdicts.merged:
        one, other = found.get(a), found.get(b)
        if one and other and one.id != other.id and one.kind.name == other.kind.name:
            claims = evidence.in_order((*one.claims, *other.claims))
            block = one.block if claims[0] in one.claims else other.block
            found |= dict.fromkeys(claims, _thing(evidence, one.kind, block, claims))
    return list({thing.id: thing for thing in found.values()}.values())


def is_of_record(evidence: Evidence, claim: Claim) -> bool:
    """Whether a claim tells something as its kind's records take it: plans are no transfers."""
    return evidence.memory.recall("of record", claim.id, lambda: _is_of_record(evidence, claim))


def _is_of_record(evidence: Evidence, claim: Claim) -> bool:
    rules = evidence.pack.reconcile.of(claim.kind)
    return claim.factuality in rules.happened and _is_named(evidence, claim)


def _is_named(evidence: Evidence, claim: Claim) -> bool:
    """A hub's claim must tell what it came to."""
    kind = evidence.pack.kind(claim.kind)
    return kind.progress is None or claim.value(kind.progress) is not None


def recall_telling(evidence: Evidence, claim: Claim) -> Telling:
    """One claim as a telling, made once for all versions in which it is the same."""
    return evidence.memory.recall("telling", evidence.mark(claim), lambda: tell(evidence, claim))


def _recall_things(evidence: Evidence, block: list[Telling]) -> tuple[Thing, ...]:
    marks = tuple(evidence.mark(evidence.claims[telling.claims[0]]) for telling in block)
    return evidence.memory.recall("things", marks, lambda: tuple(_things_of(evidence, block)))


def _things_of(evidence: Evidence, block: list[Telling]) -> Iterator[Thing]:
    first = evidence.claims[block[0].claims[0]]
    kind = evidence.pack.kind(first.kind)
    progress = as_text(first.value(kind.progress)) if kind.progress else None
    judge = Judge(
        evidence=evidence,
        kind=kind,
        rules=evidence.pack.reconcile.of(kind.name),
        again=evidence.pack.reconcile.hub.again.get(progress) if progress else None,
    )
    for cluster in cluster_tellings(block, judge):
        claims = evidence.in_order(claim for telling in cluster for claim in telling.claims)
        yield _thing(evidence, kind, block[0].block, claims)


def _thing(evidence: Evidence, kind: Kind, block: Key, claims: tuple[str, ...]) -> Thing:
    live = tuple(claim for claim in claims if evidence.is_live(claim))
    return Thing(
        id=content_id("rec", claims[0]),
        kind=kind,
        block=block,
        claims=claims,
        speaking=tuple(evidence.claims[claim] for claim in live or claims),
        known_since=evidence.known(claims[0]),
    )


def hub_key(evidence: Evidence, thing: Thing) -> Key | None:
    """The key of the hub to which a thing belongs by its own pair and name; None if incomplete."""
    kind, hub = thing.kind, evidence.pack.hub
    if set(kind.pair) != set(hub.pair):
        return None
    first = thing.speaking[0]
    parts = [str(first.value(slot)) if first.value(slot) else None for slot in hub.pair]
    if not kind.hub and None in parts:
        return None
    names = [s for s in hub_names(evidence.pack) if s in kind.slots]
    return (*parts, *(evidence.named_key(first, slot) for slot in names))
