"""Everything that reconciliation looks up: pages, claims, days, names, stories, wordings.

What enters: `Inputs`. What leaves: one frozen `Evidence`, from which every later part is derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from pactwatch.days import sort_key
from pactwatch.domain import FactRow, Pack
from pactwatch.nouns import (
    Claim,
    Dated,
    Day,
    Document,
    Kinship,
    Link,
    Story,
    Value,
    Wording,
)
from pactwatch.reconcile.compare import Comparer
from pactwatch.reconcile.dating import date_claim
from pactwatch.reconcile.inputs import Inputs
from pactwatch.reconcile.lore import Lore
from pactwatch.reconcile.memory import Memory
from pactwatch.reconcile.names import Names
from pactwatch.reconcile.verdicts import Verdicts, find_verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Look-ups over one set of pages. `withdrawn` are pages of which a newer text was read."""

    pack: Pack
    lore: Lore
    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]  #: in (known day, claim id) order, without rejected values
    as_read: tuple[Claim, ...]  #: the same, as their pages tell them
    by_page: Mapping[str, tuple[Claim, ...]]  #: document id → its claims that nobody rejected
    verdicts: Verdicts
    dated: Mapping[str, Dated]
    links: tuple[Link, ...]
    linked: Mapping[tuple[str, str], str]  #: claim id, slot → claim id
    links_of: Mapping[str, tuple[Link, ...]]  #: those that are in `linked`
    kinships: Mapping[str, Kinship]
    wordings: Mapping[str, Wording]
    story_of: Mapping[str, str]  #: document id → story id
    stories: Mapping[str, Story]
    withdrawn: frozenset[str]
    programmes: Mapping[tuple[str | None, ...], tuple[str, ...]]  #: pair → names told for it
    comparer: Comparer
    memory: Memory
    _marks: dict[str, int] = field(default_factory=dict)

    @property
    def rejected(self) -> frozenset[str]:
        """Claims that a person said are none."""
        return self.verdicts.rejected

    @property
    def names(self) -> Names:
        return self.comparer.names

    @property
    def facts(self) -> Mapping[str, FactRow]:
        return self.lore.facts

    def known(self, claim_id: str) -> Day:
        """The day on which the page of a claim was known."""
        return self.documents[self.claims[claim_id].doc_id].known

    def is_live(self, claim_id: str) -> bool:
        """Whether the page of a claim still stands as it was read."""
        return self.claims[claim_id].doc_id not in self.withdrawn

    def told_in(self, doc_id: str) -> str:
        """The story of a page, else its wording, else the page itself."""
        kinship = self.kinships.get(doc_id)
        return self.story_of.get(doc_id) or (kinship.wording if kinship else doc_id)

    def told_on(self, doc_id: str) -> tuple[Claim, ...]:
        """The claims of a page that nobody rejected."""
        return self.by_page.get(doc_id, ())

    def in_order(self, claim_ids: Iterable[str]) -> tuple[str, ...]:
        """Claims by (known day, claim id)."""
        return tuple(sorted(claim_ids, key=lambda id_: (sort_key(self.known(id_)), id_)))

    def mark(self, claim: Claim) -> int:
        """A number for a claim and all on which hangs what is made of it: where two are equal, so is
        each look-up here, but for its origin, its links' targets and what people said of it."""
        found = self._marks.get(claim.id)
        if found is None:
            names, parts = self.memory.recall("own", claim.id, lambda: self._own(claim))
            hangs_on = (
                claim.id,
                self.told_in(claim.doc_id),
                claim.doc_id not in self.withdrawn,
                self.links_of.get(claim.id),
                *(self.names.same(name) for name in names),
                *(self.named_key(claim, slot) for slot in parts),
            )
            found = self._marks[claim.id] = self.memory.number(hangs_on)
        return found

    def _own(self, claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names that a claim tells, and in which slots its hub's key has names."""
        kind = self.pack.kind(claim.kind)
        names = dict.fromkeys(names_told(self.pack, [claim]))
        if speaker := self.speaker(claim):
            names[speaker] = None
        parts = tuple(slot for slot in hub_names(self.pack) if slot in kind.slots)
        return tuple(names), parts

    def value(self, claim: Claim, slot: str) -> Value | None:
        """A claim's value, or the claim to which its link leads."""
        return self.linked.get((claim.id, slot)) or claim.value(slot)

    def pair(self, claim: Claim) -> tuple[str | None, ...]:
        """The values of a claim's own pair, in the pack's order."""
        kind = self.pack.kind(claim.kind)
        return tuple(as_text(claim.value(slot)) for slot in kind.pair)

    def named_key(self, claim: Claim, slot: str) -> str | None:
        """A part of the hub's key that is a name, given in the fullest form told for the pair.

        A claim without it has the only one that is told for its pair.
        """
        told = self.programmes.get(self.pair(claim), ())
        own = as_text(claim.value(slot))
        if own is None:
            return told[0] if len(told) == 1 else None
        rule = self.pack.kind(claim.kind).slots[slot]
        alike = [name for name in told if self.comparer.compare(rule, name, own) > 2]
        return alike[0] if alike else own

    def speaker(self, claim: Claim) -> str | None:
        """Who speaks, where a claim is speech or is said by somebody."""
        speech = self.pack.kind(claim.kind).speech
        spoken = as_text(claim.value(speech.who)) if speech else None
        return spoken or (claim.said_by.name if claim.said_by else None)


def as_text(value: Value | None) -> str | None:
    """A value that is a text, else None."""
    return value if isinstance(value, str) else None


def hub_names(pack: Pack) -> tuple[str, ...]:
    """The slots of the hub's key that are not its pair: the names that tell two hubs apart."""
    return tuple(slot for slot in pack.hub.key if slot not in pack.hub.pair)


def gather_evidence(inputs: Inputs) -> Evidence:
    """Inputs → look-ups, in canonical order, whatever the order in which they came."""
    documents = {doc.id: doc for doc in sorted(inputs.documents, key=_page_key)}
    readings = [reading for reading in inputs.readings if reading.doc_id in documents]
    found = sorted(
        {claim.id: claim for reading in readings for claim in reading.claims}.values(),
        key=lambda claim: (sort_key(documents[claim.doc_id].known), claim.id),
    )
    verdicts = find_verdicts(found, inputs.judgements, documents)
    as_read, found = found, [verdicts.as_judged(claim) for claim in found]
    claims = {claim.id: claim for claim in found}
    lore = inputs.lore or Lore.of(inputs.pack)
    links = sorted({link for reading in readings for link in reading.links}, key=_link_key)
    leading = [link for link in links if link.to in claims]
    rules = inputs.pack.reconcile
    memory = inputs.memory or Memory()
    memory.begin((verdicts.rejected, verdicts.emptied, verdicts.split, verdicts.merged))
    names = Names(names_told(inputs.pack, found), rules, lore.bodies)
    comparer = Comparer(rules=rules, names=names)
    stories = {story.id: story for story in sorted(inputs.grouping.stories, key=lambda s: s.id)}
    return Evidence(
        pack=inputs.pack,
        lore=lore,
        documents=documents,
        claims=claims,
        dated={c.id: _recall_date(memory, c, documents, lore) for c in found},
        links=tuple(links),
        linked={(link.claim_id, link.slot): link.to for link in leading},
        links_of={
            claim_id: tuple(found)
            for claim_id, found in groupby(leading, key=lambda link: link.claim_id)
        },
        kinships={kinship.doc_id: kinship for kinship in inputs.grouping.kinships},
        wordings={wording.id: wording for wording in inputs.grouping.wordings},
        story_of={doc_id: story.id for story in stories.values() for doc_id in story.documents},
        stories=stories,
        withdrawn=frozenset(doc.replaces for doc in documents.values() if doc.replaces),
        as_read=tuple(as_read),
        by_page=_by_page(claim for claim in found if claim.id not in verdicts.rejected),
        verdicts=verdicts,
        programmes=_programmes(inputs.pack, comparer, found),
        comparer=comparer,
        memory=memory,
    )


def _recall_date(
    memory: Memory, claim: Claim, documents: Mapping[str, Document], lore: Lore
) -> Dated:
    def make() -> Dated:
        return date_claim(claim, documents[claim.doc_id], lore.facts)

    return memory.recall("dated", claim.id, make)


def _by_page(claims: Iterable[Claim]) -> dict[str, tuple[Claim, ...]]:
    pages: dict[str, tuple[Claim, ...]] = {}
    for claim in claims:
        pages[claim.doc_id] = (*pages.get(claim.doc_id, ()), claim)
    return pages


def _page_key(doc: Document) -> tuple[object, str]:
    return sort_key(doc.known), doc.id


def _link_key(link: Link) -> tuple[str, str, str]:
    return link.claim_id, link.slot, link.to


def names_told(pack: Pack, claims: Iterable[Claim]) -> Iterator[str]:
    """Every name of a person or body that claims tell."""
    parties = {kind.name: kind.slots_of("party") for kind in pack.kinds}
    for claim in claims:
        if claim.said_by:
            yield claim.said_by.name
        for slot in parties[claim.kind]:
            if name := as_text(claim.value(slot)):
                yield name


def _programmes(
    pack: Pack, comparer: Comparer, claims: Iterable[Claim]
) -> dict[tuple[str | None, ...], tuple[str, ...]]:
    """Pair → the names told for its hubs, the fullest of those that are one."""
    told: dict[tuple[str | None, ...], set[str]] = {}
    for claim in claims:
        kind = pack.kind(claim.kind)
        pair = tuple(as_text(claim.value(slot)) for slot in kind.pair)
        if kind.speech and None in pair:  # what is said of no pair names none
            continue
        for slot in hub_names(pack):
            if slot in kind.slots and (name := as_text(claim.value(slot))):
                told.setdefault(pair, set()).add(name)
    return {pair: _fullest(pack, comparer, names) for pair, names in told.items()}


def _fullest(pack: Pack, comparer: Comparer, names: set[str]) -> tuple[str, ...]:
    rule = pack.hub.slots[hub_names(pack)[0]]
    kept: list[str] = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if not any(comparer.compare(rule, name, other) > 2 for other in kept):
            kept.append(name)
    return tuple(sorted(kept))
