"""Inputs → register: group the pages, reconcile the claims, and keep what came of it, as versions with
the days between which they held, until an input or the code that made it changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Self

from pactwatch import group as group_room
from pactwatch import reconcile as reconcile_room
from pactwatch.domain import AgenciesFile, Agency, Pack
from pactwatch.group import Groups, group
from pactwatch.ids import canonical, content_id, sha256_of
from pactwatch.nouns import Day, Document, Hub, Issue, Judgement, Knot, Reading, Register
from pactwatch.reconcile import (
    Inputs,
    Lore,
    Masking,
    find_knots,
    find_ties,
    is_known_by,
    known_since,
    mask_register,
    masking_of,
    pages_known_by,
    put_in_order,
    reconcile,
)
from pactwatch.store import Store


def derive_register(
    store: Store, pack: Pack, *, as_of: Day | None = None, judged_as_of: Day | None = None
) -> Register:
    """The register as it follows from the inputs now, made from nothing.

    `as_of`: only from the pages known by that day. `judged_as_of`: only with the judgements made by
    that day; otherwise they apply whenever they were made.
    """
    documents, readings = store.documents(), store.current_readings()
    judgements = store.judgements()
    issues = [
        issue for since, issue in _date_issues(store, documents) if as_of is None or since <= as_of
    ]
    if as_of is not None:
        documents = pages_known_by(documents, as_of)
        kept = {doc.id for doc in documents}
        readings = tuple(reading for reading in readings if reading.doc_id in kept)
    if judged_as_of is not None:
        judgements = tuple(one for one in judgements if is_known_by(one.day, judged_as_of))
    return reconcile(
        Inputs(
            pack=pack,
            documents=documents,
            readings=readings,
            grouping=group(
                documents, readings, agencies=find_agencies(store, pack), spread=pack.spread
            ),
            judgements=judgements,
            issues=tuple(issues),
            runs=store.runs(),
            as_of=as_of,
        )
    )


def find_agencies(store: Store, pack: Pack) -> AgenciesFile:
    """The outlets whose card says that they are a news agency, and the pack's agencies, which win
    where both know one."""
    told = (Agency(name=card.name) for card in store.cards() if card.is_agency)
    return pack.agencies.model_copy(update={"agencies": (*told, *pack.agencies.agencies)})


def _date_issues(store: Store, documents: tuple[Document, ...]) -> Iterator[tuple[Day, Issue]]:
    """The issues that stand, with the day from which on each is known.

    That is the day of its source's first page; of a source without any page, the day it was met.
    """
    known: dict[str, Day] = {}
    for doc in documents:
        known[doc.source] = min(known.get(doc.source, known_since(doc)), known_since(doc))
    met = store.issue_days()
    for issue in store.issues():
        yield known.get(issue.source, met[issue.id]), issue


Version = tuple[Day, Register]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """All pages of a register, from which it is made as of any day."""

    pack: Pack
    lore: Lore
    documents: Mapping[str, Document]
    readings: Mapping[str, Reading]
    judgements: tuple[Judgement, ...]
    agencies: AgenciesFile
    groups: Groups
    masking: Masking | None

    @classmethod
    def load(cls, store: Store, pack: Pack) -> Self:
        documents, readings = store.documents(), store.current_readings()
        judgements = store.judgements()
        agencies = find_agencies(store, pack)
        return cls(
            pack=pack,
            lore=Lore.of(pack),
            documents={doc.id: doc for doc in documents},
            readings={reading.doc_id: reading for reading in readings},
            judgements=judgements,
            agencies=agencies,
            groups=Groups(documents, readings, agencies=agencies, spread=pack.spread),
            masking=masking_of(judgements, documents, readings, pack),
        )

    def knots(self) -> tuple[tuple[str, ...], ...]:
        """Which pages hang together, those of each by id."""
        ties = {
            doc.id: find_ties(doc, self.readings.get(doc.id), self.pack, self.lore)
            for doc in self.documents.values()
        }
        return find_knots(ties, self.groups.near, self.judgements, self.lore)

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
        return tuple((day, self._at(pages, day)) for day in days)

    def _days(self, pages: tuple[str, ...]) -> list[Day]:
        """The days on which what is shown of a knot may change."""
        days = {known_since(self.documents[page]) for page in pages}
        if self.masking:
            first = min(days)
            claims = [c for page in pages if (r := self.readings.get(page)) for c in r.claims]
            days |= {day for day in self.masking.days(claims, self.pack) if day > first}
        return sorted(days)

    def _at(self, pages: tuple[str, ...], day: Day) -> Register:
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
            )
        )


def load_or_derive(
    store: Store, pack: Pack, *, as_of: Day | None = None, judged_as_of: Day | None = None
) -> Register:
    """The register as it was kept, or derived anew where something has changed since.

    With the judgements of an earlier day it is always derived anew.
    """
    if judged_as_of is None:
        kept = store.load_register(_fingerprint(store, pack), as_of=as_of)
        if kept is not None:
            return put_in_order(kept, pack)
    return derive_register(store, pack, as_of=as_of, judged_as_of=judged_as_of)


def load_outline(
    store: Store, pack: Pack, *, as_of: Day | None = None
) -> tuple[Register, Mapping[str, frozenset[str]]] | None:
    """The hubs as of a day, with the pages of all records; None where they were not kept."""
    if not store.is_derived(_fingerprint(store, pack)):
        return None
    hubs, disputes, _ = store.load_outline(as_of=as_of)
    outline = Register(as_of=as_of, hubs=hubs, discrepancies=disputes)
    return put_in_order(outline, pack), store.load_pages(as_of=as_of)


def load_part(
    store: Store,
    pack: Pack,
    choose: Callable[[Register], Iterable[Hub] | str],
    *,
    as_of: Day | None = None,
) -> Register | None:
    """As much of the register of a day as hangs together with what is chosen of its hubs, or with
    all whose id begins so; None where it was not kept."""
    fingerprint = _fingerprint(store, pack)
    if not store.is_derived(fingerprint):
        return None
    hubs, disputes, knot_of = store.load_outline(as_of=as_of)
    outline = Register(as_of=as_of, hubs=hubs, discrepancies=disputes)
    chosen = choose(put_in_order(outline, pack))
    if isinstance(chosen, str):
        knots = store.knots_of(chosen)
    else:
        knots = frozenset(knot_of[hub.id] for hub in chosen)
    part = store.load_register(fingerprint, as_of=as_of, knots=knots)
    return None if part is None else put_in_order(part, pack)


def save_derived(store: Store, pack: Pack) -> None:
    """Bring the versions of the register up to its inputs, and keep them for who looks.

    A knot of pages on which nothing has changed is left as it is; one to which pages were only
    added is made again from the day on which the first of these was known.
    """
    fingerprint = _fingerprint(store, pack)
    if store.is_derived(fingerprint):
        return
    past = Past.load(store, pack)
    met = tuple(_date_issues(store, tuple(past.documents.values())))
    masked = mask_register(
        Register(as_of=None, issues=tuple(issue for _, issue in met)), past.masking
    ).issues
    issues = [(since, one, shown) for (since, one), shown in zip(met, masked, strict=True)]
    before = store.signs()
    gone = {name for doc_id, (name, _) in before.items() if doc_id not in past.documents}
    knots = _changed_knots(past, before)
    store.save_history(knots, issues, gone=gone, fingerprint=fingerprint)


def _changed_knots(past: Past, before: Mapping[str, tuple[str, str]]) -> Iterator[Knot]:
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


def is_as_derived(store: Store, pack: Pack) -> bool | None:
    """Whether the register as last saved follows from its inputs; None where they, the pack or this
    program are no longer those from which it was made, so that nobody is shown it."""
    saved = store.load_register(_fingerprint(store, pack))
    return None if saved is None else put_in_order(saved, pack) == derive_register(store, pack)


def _fingerprint(store: Store, pack: Pack) -> str:
    return store.fingerprint(pack.name, pack.version, code_version())


@lru_cache(maxsize=1)
def code_version() -> str:
    """A hash of the two rooms that derive, as a version number is forgotten."""
    folders = [Path(str(room.__file__)).parent for room in (group_room, reconcile_room)]
    files = sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in SOURCES)
    return sha256_of(b"\0".join(path.read_bytes() for path in (*files, Path(__file__))))[:12]


SOURCES = (".py", ".json")
