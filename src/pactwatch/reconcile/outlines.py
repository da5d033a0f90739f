"""Register → one outline for each hub: the line that a table shows of it, with the pack's columns.

What enters: hubs with the records that hang on them, and what sources disagree on. What leaves:
outlines in the order of the hubs. A pure function of the register.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pactwatch.days import sort_key
from pactwatch.domain import Column, Kind, Pack
from pactwatch.nouns import (
    Cell,
    Claim,
    Discrepancy,
    Document,
    Hub,
    Outline,
    Quantity,
    Record,
    Register,
    Step,
    Value,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is looked up while outlines are made."""

    pack: Pack
    records: Mapping[str, Record]
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    disputes: Mapping[str, Sequence[Discrepancy]]


def make_outlines(register: Register, pack: Pack) -> tuple[Outline, ...]:
    """One outline for each hub of the register, in their order."""
    disputes: dict[str, list[Discrepancy]] = {}
    for one in register.discrepancies:
        disputes.setdefault(one.about, []).append(one)
    known = _Known(
        pack=pack,
        records={record.id: record for record in register.records},
        claims={claim.id: claim for claim in register.claims},
        documents={doc.id: doc for doc in register.documents},
        disputes=disputes,
    )
    return tuple(_outline(known, hub) for hub in register.hubs)


def standing_step(hub: Hub) -> Step | None:
    """The last entry of the history that says what the hub has come to."""
    return next((entry for entry in reversed(hub.history) if entry.value == hub.standing), None)


def _outline(known: _Known, hub: Hub) -> Outline:
    records = [known.records[one] for _, ids in hub.members for one in ids]
    entry = standing_step(hub) or hub.history[-1]
    told: list[Step | Record] = [*hub.history, *records]
    claims = {claim for one in told for claim in one.claims}
    pages = {known.claims[claim].doc_id for claim in claims}
    days = [known.documents[page].known for page in pages]
    return Outline(
        id=hub.id,
        key=hub.key,
        standing=hub.standing,
        since=entry.date,
        known_since=entry.known_since,
        begun=min((entry.known_since for entry in hub.history), key=sort_key),
        last_heard=max(days, key=sort_key),
        grade=entry.grade,
        grade_why=entry.grade_why,
        origins=entry.origins,
        pages=len(pages),
        disputes=sum(
            len(known.disputes.get(one, ())) for one in (hub.id, *(r.id for r in records))
        ),
        cells=tuple(_cell(known, column, hub, records) for column in known.pack.views.columns),
    )


def _cell(known: _Known, column: Column, hub: Hub, records: Sequence[Record]) -> Cell:
    kind = known.pack.kind(column.kind)
    if kind.hub:
        return _cell_of_history(known, column, hub)
    told = [r for r in records if r.kind == kind.name and _fits(column, r)]
    if column.sum is not None:
        return _sum(known, column, column.sum, kind, told)
    return _listing(known, column, told)


def _fits(column: Column, record: Record) -> bool:
    return all(record.value(slot) == value for slot, value in column.where.items())


def _cell_of_history(known: _Known, column: Column, hub: Hub) -> Cell:
    """What the steps' own claims say in a slot of the hub's kind, the newest page first."""
    slot = column.show or ""
    found = [
        (known.documents[claim.doc_id].known, claim_id, value)
        for entry in hub.history
        for claim_id in entry.claims
        if (claim := known.claims[claim_id]).kind == hub.kind
        if (value := claim.value(slot)) is not None
    ]
    found.sort(key=lambda one: (sort_key(one[0]), one[1]), reverse=True)
    values = tuple(dict.fromkeys(value for _, _, value in found))
    claims = tuple(dict.fromkeys(claim for _, claim, _ in found))
    contested = any(one.field == slot for one in known.disputes.get(hub.id, ()))
    return Cell(column=column.name, values=values, claims=claims, contested=contested)


def _listing(known: _Known, column: Column, records: Sequence[Record]) -> Cell:
    """The values of a slot, each once; where sources differ on one, what each of them says."""
    slot = column.show or ""
    values: dict[tuple[Value, str], None] = {}
    shown: list[str] = []
    contested = False
    for record in records:
        unit = record.value(column.unit) if column.unit else None
        told = list(_told(known, record, slot))
        contested = contested or slot in record.contested
        values |= {(value, str(unit or "")): None for value in told}
        shown += [record.id] if told else []
    return Cell(
        column=column.name,
        values=tuple(value for value, _ in values),
        units=tuple(unit for _, unit in values),
        records=tuple(shown),
        contested=contested,
    )


def _told(known: _Known, record: Record, slot: str) -> Iterator[Value]:
    """What a record says in a slot; in dispute, what each side says; where pages differ and may all be
    right, what each of them says."""
    value = record.value(slot)
    if value is not None:
        yield value
        return
    sides = [one for one in known.disputes.get(record.id, ()) if one.field == slot]
    for one in sides:
        yield from (stance.value for stance in one.stances)
    if not sides:
        said = (known.claims[claim_id].value(slot) for claim_id in record.claims)
        yield from dict.fromkeys(value for value in said if value is not None)


def _sum(known: _Known, column: Column, slot: str, kind: Kind, records: Sequence[Record]) -> Cell:
    """The lower bounds of what happened apart, added up; or the highest figure for all together."""
    apart: list[tuple[float, Record]] = []
    together: list[tuple[float, Record]] = []
    for record in records:
        bounds = [bound for value in _told(known, record, slot) if (bound := _least(value))]
        if bounds:
            is_shared = any(record.value(name) == value for name, value in kind.shared.items())
            (together if is_shared else apart).append((min(bounds), record))
    used = [record for _, record in apart]
    least, is_summed = sum(bound for bound, _ in apart), True
    highest = max(together, key=lambda one: (one[0], one[1].id), default=None)
    if highest is not None and highest[0] > least:
        least, is_summed, used = highest[0], False, [highest[1]]
    if not used:
        return Cell(column=column.name)
    return Cell(
        column=column.name,
        least=least,
        summed=is_summed,
        records=tuple(record.id for record in used),
        contested=any(slot in record.contested for record in used),
    )


def _least(value: Value) -> float | None:
    """The lower bound of a count; None where only an upper one is told."""
    match value:
        case Quantity():
            return value.min
        case bool():
            return None
        case int() | float():
            return float(value)
        case _:
            return None
