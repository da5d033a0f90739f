"""Pages that hang together → what is shown of them from each day on, and which of it is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Self

from pactwatch import group as group_room
from pactwatch import reconcile as reconcile_room
from pactwatch.domain import AgenciesFile, Agency, Pack
from pactwatch.group import Groups
from pactwatch.ids import canonical, content_id, sha256_of
from pactwatch.nouns import Day, Document, Judgement, Knot, Leaf, Reading, Register
from pactwatch.reconcile import (
    Inputs,
    Lore,
    Masking,
    Memory,
    Ties,
    file_page,
    file_words,
    find_knots,
    find_ties,
    known_since,
    masking_of,
    pages_known_by,
    reconcile,
)
from pactwatch.store import Store

Version = tuple[Day, Register]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Pages of a register, from which it is made as of any day: all, or some with all that hang
    together with them."""

    pack: Pack
    lore: Lore
    documents: Mapping[str, Document]
    readings: Mapping[str, Reading]
    judgements: tuple[Judgement, ...]
    agencies: AgenciesFile
    groups: Groups
    masking: Masking | None

    @classmethod
    def load(
        cls,
        store: Store,
        pack: Pack,
        judgements: Sequence[Judgement],
        among: frozenset[str] | None = None,
    ) -> Self:
        """All pages, compared with one another; or some, with all that hang together with them,
        as they were when they were compared."""
        documents, readings = store.documents(among), store.current_readings(among)
        agencies = find_agencies(store, pack)
        if among is None:
            groups = Groups(documents, readings, agencies=agencies, spread=pack.spread)
        else:
            leaves = {leaf.doc_id: leaf for leaf in store.leaves(among)}
            groups = Groups.kept((doc, leaves[doc.id]) for doc in documents)
        return cls(
            pack=pack,
            lore=Lore.of(pack),
            documents={doc.id: doc for doc in documents},
            readings={reading.doc_id: reading for reading in readings},
            judgements=tuple(judgements),
            agencies=agencies,
            groups=groups,
            masking=masking_of(judgements, documents, readings, pack),
        )

    def leaves(self) -> Iterator[Leaf]:
        """What is to be kept of each page, so that others can be compared with it."""
        return map(self.groups.leaf, self.documents.values())

    def filed(self) -> Iterator[tuple[str, frozenset[tuple[str, str]], frozenset[tuple[str, str]]]]:
        """What is to be filed of each page, so that others can be tied to it."""
        for doc_id, ties in self.ties().items():
            yield doc_id, file_page(doc_id, ties), file_words(ties)

    def ties(self) -> dict[str, Ties]:
        """What ties each page."""
        return {
            doc.id: find_ties(doc, self.readings.get(doc.id), self.pack, self.lore)
            for doc in self.documents.values()
        }

    def knots(self) -> tuple[tuple[str, ...], ...]:
        """Which pages hang together, those of each by id."""
        return find_knots(self.ties(), self.groups.near, self.judgements, self.lore)

    def signs(self) -> dict[str, str]:
        """Page → a hash of all on which hangs what is shown of it, beside other pages."""
        about: dict[str, list[str]] = defaultdict(list)
        for judgement in self.judgements:
            for doc_id in (judgement.doc_id, judgement.other and judgement.other.doc_id):
                about[doc_id or ""].append(judgement.id)
        masking = self.masking and [
            self.masking.pattern and self.masking.pattern.pattern,
            sorted(self.masking.hidden.items()),
            sorted(self.masking.told.items()),
        ]
        agencies = [agency.name for agency in self.agencies.agencies]
        all_alike = content_id(
            "all", self.pack.version, code_version(), canonical(masking), agencies
        )
        return {
            doc.id: content_id(
                "sgn",
                all_alike,
                [getattr(doc, field.name) for field in fields(doc) if field.name != "text"],
                self.readings[doc.id].readers if doc.id in self.readings else None,
                about[doc.id],
                self.groups.trace(doc.id),
            )
            for doc in self.documents.values()
        }

    def make(self, pages: tuple[str, ...], since: Day | None = None) -> tuple[Version, ...]:
        """The versions of a knot, from a day on."""
        days = [day for day in self._days(pages) if since is None or day >= since]
        memory = Memory()
        return tuple((day, self._at(pages, day, memory)) for day in days)

    def _days(self, pages: tuple[str, ...]) -> list[Day]:
        """The days on which what is shown of a knot may change."""
        days = {known_since(self.documents[page]) for page in pages}
        if self.masking:
            first = min(days)
            claims = [c for page in pages if (r := self.readings.get(page)) for c in r.claims]
            days |= {day for day in self.masking.days(claims, self.pack) if day > first}
        return sorted(days)

    def _at(self, pages: tuple[str, ...], day: Day, memory: Memory) -> Register:
        here = set(pages)
        documents = pages_known_by((self.documents[page] for page in pages), day)
        return reconcile(
            Inputs(
                pack=self.pack,
                lore=self.lore,
                documents=documents,
                readings=tuple(r for doc in documents if (r := self.readings.get(doc.id))),
                grouping=self.groups.find(day, among=pages),
                judgements=tuple(one for one in self.judgements if one.doc_id in here),
                as_of=day,
                masking=self.masking,
                memory=memory,
            )
        )


def find_agencies(store: Store, pack: Pack) -> AgenciesFile:
    """The outlets whose card says that they are a news agency, and the pack's agencies, which win
    where both know one."""
    told = (Agency(name=card.name) for card in store.cards() if card.is_agency)
    return pack.agencies.model_copy(update={"agencies": (*told, *pack.agencies.agencies)})


def changed_knots(past: Past, before: Mapping[str, tuple[str, str]]) -> Iterator[Knot]:
    """The knots of which something must be made again."""
    signs = past.signs()
    members: dict[str, set[str]] = defaultdict(set)
    for doc_id, (name, _) in before.items():
        members[name].add(doc_id)
    for pages in past.knots():
        names = tuple(sorted({before[page][0] for page in pages if page in before}))
        pages_then = set().union(*(members[name] for name in names))
        new = [page for page in pages if page not in before]
        is_same = all(before[page][1] == signs[page] for page in pages if page in before)
        only_added = is_same and pages_then <= set(pages)
        if only_added and not new and len(names) == 1:
            continue
        since = min((known_since(past.documents[page]) for page in new), default=None)
        if not only_added:
            since = None
        yield Knot(
            documents=pages,
            signs={page: signs[page] for page in pages},
            before=names,
            goes_on=only_added and bool(names) and since is not None,
            versions=past.make(pages, since),
        )


@lru_cache(maxsize=1)
def code_version() -> str:
    """A hash of the two rooms that derive, as a version number is forgotten."""
    folders = [Path(str(room.__file__)).parent for room in (group_room, reconcile_room)]
    files = sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in SOURCES)
    own = [Path(__file__).with_name(name) for name in OWN]
    return sha256_of(b"\0".join(path.read_bytes() for path in (*files, *own)))[:12]


SOURCES = (".py", ".json")
OWN = ("derive.py", "past.py", "touched.py")  #: of this room
