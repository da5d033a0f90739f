"""Records → hubs: a pair's history in order, where it stands, and what hangs on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pactwatch.days import sort_key, span_of
from pactwatch.domain import HubRules, Kind
from pactwatch.ids import content_id
from pactwatch.nouns import Hub, Record, Step
from pactwatch.reconcile.ends import Ends, closed
from pactwatch.reconcile.evidence import Evidence, hub_names
from pactwatch.reconcile.records import Assessed
from pactwatch.reconcile.telling import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A step of a history, and between which days it lies."""

    shown: Step
    placed: Ends | None


def hub_id(kind: Kind, key: Key) -> str:
    """The id of a hub follows from its key alone."""
    return content_id("hub", kind.name, list(key))


def make_hubs(
    evidence: Evidence, assessed: Sequence[Assessed], records: Mapping[str, Record]
) -> tuple[Hub, ...]:
    """Everything that happened → hubs, by key. Only a step, or what stands as one, makes a hub."""
    entries = _find_entries(assessed)
    members = _members(evidence, assessed, entries)
    hub = evidence.pack.hub
    return tuple(
        Hub(
            id=hub_id(hub, key),
            kind=hub.name,
            key=tuple(zip((*hub.pair, *hub_names(evidence.pack)), key, strict=True)),
            standing=stand(hub, evidence.pack.reconcile.hub, entries[key]),
            history=tuple(entry.shown for entry in _in_order(hub, entries[key])),
            members=_listed(evidence, members.get(key, ()), records),
        )
        for key in sorted(entries, key=lambda key: [part or "" for part in key])
    )


def _find_entries(assessed: Sequence[Assessed]) -> dict[Key, list[Entry]]:
    """Hub key → its steps, and what stands as one.

    A step told beside a record that stands as the same, on one page, is that record's.
    """
    entries: dict[Key, list[Entry]] = defaultdict(list)
    standing: dict[tuple[Key, str], set[str]] = defaultdict(set)
    for found in sorted(assessed, key=lambda found: found.thing.kind.hub):
        key, value = found.hub_key, found.thing.progress or found.thing.kind.stands_as
        if key is None or value is None:
            continue
        if not found.thing.kind.hub:
            standing[key, value] |= found.pages
        elif found.pages <= standing[key, value]:
            continue
        entries[key].append(_entry(found, value))
    return entries


def _entry(found: Assessed, value: str) -> Entry:
    worth, why = found.graded
    shown = Step(
        value=value,
        date=found.covered,
        known_since=found.thing.known_since,
        grade=worth,
        grade_why=why,
        origins=found.support,
        claims=found.thing.claims,
        judged=found.judged,
    )
    return Entry(shown=shown, placed=found.placed)


def _in_order(hub: Kind, entries: Iterable[Entry]) -> list[Entry]:
    """First what is not dated, then by the day when it happened; of equals the less far first."""
    return sorted(
        entries,
        key=lambda e: (
            e.placed or (date.min, date.min),
            _rank(hub, e.shown.value),
            sort_key(e.shown.known_since),
            e.shown.claims,
        ),
    )


def _known(entry: Entry) -> Ends:
    return span_of(entry.shown.known_since) or (date.max, date.max)


def _in_year(entry: Entry) -> Ends:
    """A day whose year is not told, in the last year in which it can have been known."""
    known = _known(entry)
    for year in (known[1].year, known[1].year - 1):
        ends = closed((entry.shown.date or "").replace("XXXX", f"{year:04}"))
        if ends is not None and ends[0] <= known[1]:
            return ends
    return known


def _rank(hub: Kind, value: str) -> int:
    choices = hub.slots[hub.progress or ""].choices
    return choices.index(value) if value in choices else -1


def stand(hub: Kind, rules: HubRules, entries: Sequence[Entry]) -> str | None:
    """To what a history has come: its latest dated entry, of equals the furthest.

    A day without a year counts where no entry has one; where none is dated at all, it is the entry
    that was known last. What is shown `beside` counts only while
    nothing stands; a step that its source withdrew does not count while others are there.
    """
    entries = [e for e in entries if e.shown.grade != "R"] or list(entries)
    if not entries:
        return None
    least = _rank(hub, rules.stands_from) if rules.stands_from else len(rules.beside) + 10**6
    own = [entry for entry in entries if entry.shown.value not in rules.beside]
    if any(_rank(hub, entry.shown.value) >= least for entry in own):
        entries = own
    dated = [(entry, entry.placed) for entry in entries if entry.placed is not None]
    partly = [(entry, _in_year(entry)) for entry in entries if entry.shown.date is not None]
    placed = dated or partly or [(entry, _known(entry)) for entry in entries]
    latest = [e for e, ends in placed if not any(ends[1] < other[0] for _, other in placed)]
    return max((entry.shown.value for entry in latest), key=lambda value: _rank(hub, value))


def _members(
    evidence: Evidence, assessed: Sequence[Assessed], hubs: Iterable[Key]
) -> dict[Key, list[Assessed]]:
    """Hub key → what hangs on it: by its own pair, by its states, or by what it answers."""
    home: dict[str, Key] = {}
    homes = _Homes(evidence, assessed, hubs)
    for found in assessed:
        key = None if found.thing.kind.hub else homes.find(found)
        if key is not None:
            home |= dict.fromkeys(found.thing.claims, key)
    for found in assessed:
        answered = [
            home[target]
            for claim in found.thing.speaking
            for slot in found.thing.kind.slots_of("claim")
            if (target := evidence.linked.get((claim.id, slot))) in home
        ]
        if found.thing.claims[0] not in home and len(set(answered)) == 1:
            home |= dict.fromkeys(found.thing.claims, answered[0])
    members: dict[Key, list[Assessed]] = defaultdict(list)
    for found in assessed:
        if found.thing.claims[0] in home:
            members[home[found.thing.claims[0]]].append(found)
    return members


class _Homes:
    """Hubs by all by which a record finds its own."""

    def __init__(
        self, evidence: Evidence, assessed: Sequence[Assessed], hubs: Iterable[Key]
    ) -> None:
        self._hub = evidence.pack.hub
        self._hubs = frozenset(hubs)
        self._pages: dict[str, set[Key]] = defaultdict(set)  #: page → the hubs of which it tells
        for found in assessed:
            if found.hub_key is not None and found.hub_key in self._hubs:
                for page in found.pages:
                    self._pages[page].add(found.hub_key)
        self._fitting: dict[object, set[Key]] = defaultdict(set)
        parts = {kind.pair for kind in evidence.pack.kinds if set(kind.pair) <= set(self._hub.pair)}
        for key in self._hubs:
            pair = dict(zip(self._hub.pair, key, strict=False))
            for part in parts:
                self._fitting[part, tuple(pair[slot] for slot in part)].add(key)
            self._fitting[frozenset(pair.values())].add(key)

    def find(self, found: Assessed) -> Key | None:
        """The only hub that a record can mean; None where there is none, or several."""
        if found.hub_key is not None and found.hub_key in self._hubs:
            return found.hub_key
        fitting = self._fit(found)
        here = set().union(*(self._pages.get(page, ()) for page in found.pages))
        for candidates in (fitting & here, fitting):
            if len(candidates) == 1:
                return next(iter(candidates))
        return None

    def _fit(self, found: Assessed) -> set[Key]:
        """The hubs that have what a record tells of a pair: the same slots, or the same states."""
        kind = found.thing.kind
        told = tuple(found.thing.speaking[0].value(slot) for slot in kind.pair)
        if not told or None in told:
            return set()
        if set(kind.pair) <= set(self._hub.pair):
            return self._fitting.get((kind.pair, told), set())
        return self._fitting.get(frozenset(told), set())


def _listed(
    evidence: Evidence, members: Iterable[Assessed], records: Mapping[str, Record]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Members by the plural of their kind, in the order of records."""
    listed: dict[str, list[str]] = {
        kind.plural: [] for kind in evidence.pack.kinds if kind.under == evidence.pack.hub.name
    }
    for found in members:
        listed.setdefault(found.thing.kind.plural, []).append(found.thing.id)
    return tuple(
        (plural, tuple(sorted(ids, key=lambda id_: record_key(records[id_]))))
        for plural, ids in listed.items()
    )


def record_key(record: Record) -> tuple[object, ...]:
    """The order of records of one kind: by day, then since when they are known."""
    return sort_key(record.date), sort_key(record.known_since), record.id
