"""Two registers → what changed from one to the other, in sentences.

A thing is the same in both where they share a claim, so that it keeps its story when an earlier
page is found and its id changes. What only copies say once more changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pactwatch.days import day_in_words
from pactwatch.nouns import Discrepancy, Hub, Record, Register, Step
from pactwatch.release.asked import pair_code, pair_name
from pactwatch.release.rows import Export
from pactwatch.release.telling import name_page, name_thing, say_side, say_value, tell_record
from pactwatch.release.terminal import shorten

What = Literal["added", "changed", "contested", "denied", "settled", "gone"]
QUOTED = 160  #: characters of what was said
DENYING = ("status", "polarity")  #: kinds of discrepancy in which one side says that it is not so


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One sentence on one thing: `about` is its id in the later register, or in the earlier."""

    what: What
    about: str
    sentence: str


def keep_compared(register: Register) -> Register:
    """What of a register must be kept for later ones to be compared with it."""
    return Register(
        as_of=register.as_of,
        hubs=register.hubs,
        records=register.records,
        discrepancies=register.discrepancies,
    )


def find_changes(before: Export, after: Export) -> tuple[Change, ...]:
    """What was added, changed, contested, denied, settled or lost, by hub and record."""
    return (
        *_changes_of_hubs(before, after),
        *_changes_of_records(before, after),
        *_changes_of_disputes(before, after),
    )


def _changes_of_hubs(before: Export, after: Export) -> Iterator[Change]:
    earlier = {hub.id: hub for hub in before.register.hubs}
    for hub in after.register.hubs:
        old = earlier.pop(hub.id, None)
        name = f"{pair_name(after.pack, hub)} ({pair_code(after.pack, hub)})"
        if old is None:
            said = _words(hub.standing)
            yield Change(what="added", about=hub.id, sentence=f"{name} is new: {said}.")
        elif old.standing != hub.standing:
            said = f"{name} went from {_words(old.standing)} to {_words(hub.standing)}."
            yield Change(what="changed", about=hub.id, sentence=said)
        yield from _changes_of_steps(after, hub, old, name)
    for hub in earlier.values():
        said = f"{pair_name(before.pack, hub)} is told by no page any more."
        yield Change(what="gone", about=hub.id, sentence=said)


def _changes_of_steps(after: Export, hub: Hub, old: Hub | None, name: str) -> Iterator[Change]:
    known = list(old.history) if old else []
    for entry in hub.history:
        same = next((one for one in known if _is_one_step(one, entry)), None)
        if same is None:
            denies = entry.value in after.pack.reconcile.hub.beside
            day = day_in_words(entry.date) or "day not told"
            said = f"{name}: {_words(entry.value)}, {day} {_support(after, entry)}."
            yield Change(what="denied" if denies else "added", about=hub.id, sentence=said)
            continue
        told = tell_differences(after, same, entry)
        if told:
            said = f"{name}, {_words(entry.value)}: {'; '.join(told)}."
            yield Change(what="changed", about=hub.id, sentence=said)


def _is_one_step(one: Step, other: Step) -> bool:
    return one.value == other.value and bool(set(one.claims) & set(other.claims))


def _changes_of_records(before: Export, after: Export) -> Iterator[Change]:
    of_claim = {claim: record for record in before.register.records for claim in record.claims}
    met: set[str] = set()
    for record in after.register.records:
        olds = list(dict.fromkeys(of_claim[c].id for c in record.claims if c in of_claim))
        met.update(olds)
        if not olds:
            said = f"{tell_record(after, record)}{_quote(after, record)} {_support(after, record)}."
            yield Change(what="added", about=record.id, sentence=said)
            continue
        old = before.records[olds[0]]
        told = tell_differences(after, old, record)
        if len(olds) > 1:
            told.append(f"now one with {', '.join(olds[1:])}")
        if told:
            said = f"{tell_record(after, record)}: {'; '.join(told)}."
            yield Change(what="changed", about=record.id, sentence=said)
    for record in before.register.records:
        if record.id not in met:
            said = f"{tell_record(before, record)}: no page says so any more."
            yield Change(what="gone", about=record.id, sentence=said)


def tell_differences(after: Export, old: Record | Step, new: Record | Step) -> list[str]:
    """What is told otherwise, field by field."""
    told = []
    if isinstance(old, Record) and isinstance(new, Record):
        kind, values = after.pack.kind(new.kind), dict(old.slots)
        for name, value in new.slots:
            if values.get(name) != value and kind.slots[name].type != "claim":
                was, now = (say_value(after, kind, name, v) for v in (values.get(name), value))
                told.append(f"{_words(name)} was {was or 'not told'}, is {now or 'not told'}")
    if old.date != new.date:
        was, now = (day_in_words(one.date) or "not told" for one in (old, new))
        told.append(f"day was {was}, is {now}")
    if old.known_since != new.known_since:
        told.append(f"known since {day_in_words(new.known_since)} already")
    if (old.grade, old.origins) != (new.grade, new.origins):
        told.append(f"grade was {old.grade}, is {new.grade}: {new.grade_why}")
    return told


def _changes_of_disputes(before: Export, after: Export) -> Iterator[Change]:
    earlier, later = (_by_subject(one, after) for one in (before, after))
    for subject, found in later.items():
        if subject not in earlier:
            what: What = "denied" if found.kind in DENYING else "contested"
            yield Change(what=what, about=found.about, sentence=_dispute(after, found))
    for subject, found in earlier.items():
        if subject not in later:
            said = (
                f"{_words(found.field)} of {name_thing(before, found.about)}: no longer in dispute."
            )
            yield Change(what="settled", about=found.about, sentence=said)


def _by_subject(export: Export, after: Export) -> Mapping[tuple[str, str, str], Discrepancy]:
    """Disputes by what they are about, in the later register's ids."""
    of_claim = {claim: record.id for record in after.register.records for claim in record.claims}
    found: dict[tuple[str, str, str], Discrepancy] = {}
    for one in export.register.discrepancies:
        record = export.records.get(one.about)
        ids = [of_claim[c] for c in record.claims if c in of_claim] if record else []
        found[ids[0] if ids else one.about, one.field, one.kind] = one
    return found


def _dispute(export: Export, found: Discrepancy) -> str:
    record = export.records.get(found.about)
    kind = export.pack.kind(record.kind) if record else export.pack.hub
    sides = " against ".join(
        f"“{say_side(export, kind, found.field, stance.value)}” ({_pages(export, stance.claims)})"
        for stance in found.stances
    )
    condition = f"; {found.condition}" if found.condition else ""
    return f"{_words(found.field)} of {name_thing(export, found.about)}: {sides}{condition}."


def _quote(export: Export, record: Record) -> str:
    """Of speech, what was said."""
    claim = export.claims.get(record.claims[0]) if record.claims else None
    if claim is None or export.pack.kind(record.kind).speech is None:
        return ""
    return f": “{shorten(claim.span.quote, QUOTED)}”"


def _support(export: Export, found: Record | Step) -> str:
    return f"({found.grade}: {found.grade_why}; {_pages(export, found.claims)})"


def _pages(export: Export, claims: Iterable[str]) -> str:
    """The pages behind claims, the first of them by name."""
    pages: dict[str, list[str]] = defaultdict(list)
    for claim_id in claims:
        if claim := export.claims.get(claim_id):
            pages[claim.doc_id].append(claim_id)
    names = list(dict.fromkeys(name_page(export.documents[doc_id]) for doc_id in pages))
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return "; ".join(names[:2]) + more


def _words(name: str | None) -> str:
    return (name or "not told").replace("_", " ")
