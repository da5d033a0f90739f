"""Register ↔ derived tables: what follows from the inputs, with the days between which it held.

A derived noun is kept whole, in its table's `body`, beside the columns by which it is found; what
the register shows of the inputs is kept by reference, and whole only where it alters it. A noun
that stays the same from one version of its knot to the next is one row. Runs are no part of what is
derived: they are shown as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from pactwatch.nouns import (
    Claim,
    Dated,
    Day,
    Discrepancy,
    Document,
    Fact,
    Hub,
    Issue,
    Judgement,
    Kinship,
    Knot,
    Link,
    Origin,
    Reading,
    Record,
    Register,
    Speaker,
    Story,
    Wording,
)
from pactwatch.store import sql
from pactwatch.store.plain import from_json, to_json
from pactwatch.store.schema import DERIVED, load_tables
from pactwatch.store.views import (
    load_documents,
    load_issues,
    load_judgements,
    load_readings,
    load_runs,
)

#: Table → the register's field, the noun, and the columns by which a row is found.
WHOLE: dict[str, tuple[str, Any, Callable[[Any], tuple[str, str | None]]]] = {
    "kinship": ("kinships", Kinship, lambda one: (one.doc_id, one.relation)),
    "wording": ("wordings", Wording, lambda one: (one.id, None)),
    "story": ("stories", Story, lambda one: (one.id, None)),
    "dated": ("dated", Dated, lambda one: (one.claim_id, one.date_basis)),
    "origin": ("origins", Origin, lambda one: (one.id, one.kind)),
    "hub": ("hubs", Hub, lambda one: (one.id, one.kind)),
    "record": ("records", Record, lambda one: (one.id, one.kind)),
    "speaker": ("speakers", Speaker, lambda one: (one.id, None)),
    "discrepancy": ("discrepancies", Discrepancy, lambda one: (one.id, one.kind)),
    "contradiction": ("contradicts", tuple[str, str], lambda one: one),
    "fact": ("facts", Fact, lambda one: (one.id, None)),
}

#: Field of the register that shows inputs → the noun, and the name by which one is referred to.
SHOWN: dict[str, tuple[Any, Callable[[Any], str]]] = {
    "documents": (Document, lambda one: one.id),
    "readings": (Reading, lambda one: one.doc_id),
    "claims": (Claim, lambda one: one.id),
    "links": (Link, lambda one: f"{one.claim_id} {one.slot} {one.to}"),
    "judgements": (Judgement, lambda one: one.id),
    "issues": (Issue, lambda one: one.id),
}


#: Field → what is referred to by which name.
Inputs = Mapping[str, Mapping[str, Any]]


def load_inputs(connection: sql.Connection) -> dict[str, tuple[Any, ...]]:
    """The inputs as they are now, by the register's fields."""
    documents = load_documents(connection)
    readings = load_readings(connection, documents)
    return {
        "documents": documents,
        "readings": readings,
        "claims": tuple(claim for reading in readings for claim in reading.claims),
        "links": tuple(link for reading in readings for link in reading.links),
        "judgements": load_judgements(connection),
        "issues": load_issues(connection),
        "runs": load_runs(connection),
    }


def name_inputs(connection: sql.Connection) -> Inputs:
    """The inputs by the names by which they are referred to."""
    inputs = load_inputs(connection)
    return {
        field: {name_of(one): one for one in inputs[field]} for field, (_, name_of) in SHOWN.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What of a noun is written, but for the days; `place` tells it from all others of its table."""

    table: str
    place: tuple[Any, ...]
    noun: Any
    columns: Callable[[], dict[str, Any]]


def clear_history(connection: sql.Connection) -> None:
    """Forget all that was derived."""
    tables = load_tables()
    for name in ("derivation", "knot", "shown", "claim_record", "claim_origin", *DERIVED):
        connection.execute(sql.delete(tables[name]))


def save_knot(connection: sql.Connection, knot: Knot, inputs: Inputs) -> None:
    """Add all versions of what is shown of one knot."""
    table = load_tables()["knot"]
    name = knot.documents[0]
    rows = [{"doc_id": doc_id, "knot": name} for doc_id in knot.documents]
    connection.execute(sql.insert(table), rows)
    _write(connection, name, _follow(knot, inputs))


def save_issues(connection: sql.Connection, issues: Iterable[tuple[Day, Issue, Issue]]) -> None:
    """Add the issues: from which day on each is shown, as it was met, and as it is shown."""
    rows: dict[str, list[dict[str, Any]]] = {"shown": []}
    for since, met, shown in issues:
        body = None if shown == met else to_json(shown)
        row = {"part": "issues", "ref": met.id, "body": body}
        rows["shown"].append({**row, "from_day": since, "until_day": None})
    _write(connection, "", rows)


def save_fingerprint(connection: sql.Connection, fingerprint: str) -> None:
    """Say of which inputs the derived tables were made."""
    connection.execute(sql.insert(load_tables()["derivation"]).values(fingerprint=fingerprint))


def _write(connection: sql.Connection, knot: str, rows: dict[str, list[dict[str, Any]]]) -> None:
    for table, found in rows.items():
        if found:
            connection.execute(
                sql.insert(load_tables()[table]), [{**row, "knot": knot} for row in found]
            )


def _follow(knot: Knot, inputs: Inputs) -> dict[str, list[dict[str, Any]]]:
    """Versions of a knot → rows by table, each with the days between which it held."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    last: dict[tuple[Any, ...], tuple[Any, dict[str, Any]]] = {}
    for day, register in knot.versions:
        met: dict[tuple[Any, ...], tuple[Any, dict[str, Any]]] = {}
        for row in _rows_of(register, inputs):
            key = (row.table, *row.place)
            before = last.pop(key, None)
            if before is not None and before[0] == row.noun:
                met[key] = before
                continue
            if before is not None:
                before[1]["until_day"] = day
            columns = {**row.columns(), "from_day": day, "until_day": None}
            rows[row.table].append(columns)
            met[key] = (row.noun, columns)
        for _, columns in last.values():
            columns["until_day"] = day
        last = met
    return rows


def _rows_of(register: Register, inputs: Inputs) -> Iterator[Row]:
    for field, (_, name_of) in SHOWN.items():
        for noun in getattr(register, field):
            name = name_of(noun)
            yield Row(
                table="shown",
                place=(field, name),
                noun=noun,
                columns=partial(_refer, field, noun, name, inputs),
            )
    for table, (field, _, columns_of) in WHOLE.items():
        for noun in getattr(register, field):
            key, kind = columns_of(noun)
            place = (key, kind) if table == "contradiction" else (key,)
            columns = partial(_keep_whole, key, kind, noun)
            yield Row(table=table, place=place, noun=noun, columns=columns)
    for whole, nouns in (("record", register.records), ("origin", register.origins)):
        yield from _members(whole, nouns)


def _refer(field: str, noun: Any, name: str, inputs: Inputs) -> dict[str, Any]:
    is_as_stored = inputs[field].get(name) == noun
    return {"part": field, "ref": name, "body": None if is_as_stored else to_json(noun)}


def _keep_whole(key: str, kind: str | None, noun: Any) -> dict[str, Any]:
    return {"id": key, "kind": kind, "body": to_json(noun)}


def _members(whole: str, nouns: Iterable[Record | Origin]) -> Iterator[Row]:
    for noun in nouns:
        for n, claim_id in enumerate(noun.claims):
            place = (noun.id, n, claim_id)
            columns = dict(zip((f"{whole}_id", "position", "claim_id"), place, strict=True))
            yield Row(
                table=f"claim_{whole}", place=place, noun=None, columns=partial(dict, columns)
            )


def holds_on(table: sql.Table, day: Day | None) -> sql.ColumnElement[bool]:
    """The rows of a derived table that hold on a day, or today."""
    if day is None:
        return table.c.until_day.is_(None)
    begun = sql.or_(table.c.from_day.is_(None), table.c.from_day <= day)
    return sql.and_(begun, sql.or_(table.c.until_day.is_(None), table.c.until_day > day))


def is_made_of(connection: sql.Connection, fingerprint: str) -> bool:
    """Whether the derived tables were made of just these inputs."""
    made = connection.execute(sql.select(load_tables()["derivation"].c.fingerprint)).scalar()
    return made == fingerprint


def load_register(connection: sql.Connection, day: Day | None) -> Register:
    """The register as of a day, or today; each of its parts in no particular order."""
    inputs = load_inputs(connection)
    found: dict[str, tuple[Any, ...]] = {}
    shown = load_tables()["shown"]
    for field, (noun, name_of) in SHOWN.items():
        known = {name_of(one): one for one in inputs[field]}
        rows = connection.execute(
            sql.select(shown.c.ref, shown.c.body).where(shown.c.part == field, holds_on(shown, day))
        )
        found[field] = tuple(
            known[row.ref] if row.body is None else from_json(noun, row.body) for row in rows
        )
    for name, (field, noun, _) in WHOLE.items():
        table = load_tables()[name]
        bodies = connection.execute(sql.select(table.c.body).where(holds_on(table, day)))
        found[field] = tuple(from_json(noun, row.body) for row in bodies)
    return Register(as_of=day, runs=inputs["runs"], **found)


def save_asked(connection: sql.Connection, register: Register, asked_at: str) -> None:
    """Keep what was shown last in place of what was shown before."""
    table = load_tables()["asked"]
    connection.execute(sql.delete(table))
    connection.execute(sql.insert(table).values(asked_at=asked_at, body=to_json(register)))


def load_asked(connection: sql.Connection) -> tuple[str, Register] | None:
    """When somebody last asked what is new, and what the register was then."""
    row = connection.execute(sql.select(load_tables()["asked"])).first()
    return None if row is None else (row.asked_at, from_json(Register, row.body))
