"""Knots → rows of the derived tables, with the days between which they hold.

A noun that stays the same from one version of its knot to the next is one row. What was written
before the first day of a knot that goes on stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pactwatch.nouns import Day, Issue, Knot, Origin, Record, Register
from pactwatch.store import sql
from pactwatch.store.derived import SHOWN, WHOLE, Inputs, name_inputs, pages_of
from pactwatch.store.lookups import forget_pages, save_lookups
from pactwatch.store.plain import to_json
from pactwatch.store.schema import load_tables

#: Tables whose rows are made a knot at a time.
KNOTTED = ("shown", "claim_record", "claim_origin", *WHOLE)

Place = tuple[Any, ...]  #: a table, and what tells a row from all others that hold on one day


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What of a noun is written, but for the days; `place` tells it from all others of its table."""

    table: str
    place: tuple[Any, ...]
    noun: Any
    columns: Callable[[], dict[str, Any]]


def forget_knots(connection: sql.Connection, names: Iterable[str]) -> set[str]:
    """Take out all that was made with the pages of these knots, which are returned."""
    names = list(names)
    pages = pages_of(connection, names)
    for name in ("knot", *KNOTTED, "belonging", "roll"):
        table = load_tables()[name]
        for knot in names:
            connection.execute(sql.delete(table).where(table.c.knot == knot))
    return set(pages)


def save_knots(connection: sql.Connection, knots: Iterable[Knot], gone: Iterable[str]) -> None:
    """Replace what is shown of these knots, and take out that of knots that are `gone`.

    What several knots were before, as one falls apart, is taken out once.
    """
    forgotten = set(gone)
    pages = forget_knots(connection, sorted(forgotten))
    for knot in knots:
        if not knot.goes_on:
            pages |= forget_knots(connection, [one for one in knot.before if one not in forgotten])
            forgotten.update(knot.before)
        _save_knot(connection, knot)
        pages -= set(knot.documents)
    forget_pages(connection, sorted(pages))


def _save_knot(connection: sql.Connection, knot: Knot) -> None:
    """Add all versions of what is shown of one knot, from their first day on."""
    name, inputs = knot.documents[0], name_inputs(connection, knot.documents)
    standing = _go_back(connection, knot, name) if knot.goes_on else {}
    table = load_tables()["knot"]
    rows = [
        {"doc_id": doc_id, "knot": name, "sign": knot.signs.get(doc_id, "")}
        for doc_id in knot.documents
    ]
    connection.execute(sql.insert(table), rows)
    follow = Following(standing=standing)
    for day, register in knot.versions:
        follow.take(day, _rows_of(register, inputs))
    for name_of, ended in follow.ended.items():
        table = load_tables()[name_of]
        for seq, day in ended:
            connection.execute(sql.update(table).where(table.c.seq == seq).values(until_day=day))
    _write(connection, name, follow.rows)
    save_lookups(connection, name, knot.before if knot.goes_on else (), inputs)


def _go_back(connection: sql.Connection, knot: Knot, name: str) -> dict[Place, Standing]:
    """Take back what is shown of a knot's pages from its first version's day on.

    Returns what stood before that day.
    """
    day, standing = knot.versions[0][0], {}
    pages = load_tables()["knot"]
    connection.execute(sql.delete(pages).where(pages.c.knot.in_(knot.before)))
    for name_of in KNOTTED:
        table = load_tables()[name_of]
        mine = table.c.knot.in_(knot.before)
        connection.execute(sql.delete(table).where(mine, table.c.from_day >= day))
        reopened = sql.update(table).where(mine, table.c.until_day >= day)
        connection.execute(reopened.values(until_day=None))
        connection.execute(sql.update(table).where(mine).values(knot=name))
        here = sql.select(table).where(table.c.knot == name, table.c.until_day.is_(None))
        for row in connection.execute(here):
            columns = dict(row._mapping)
            standing[_place_of(name_of, columns)] = Standing(
                table=name_of, noun=None, columns=columns, seq=columns["seq"]
            )
    return standing


def save_issues(connection: sql.Connection, issues: Iterable[tuple[Day, Issue, Issue]]) -> None:
    """Show just these issues: from which day on each is shown, as it was met, and as it is shown."""
    table = load_tables()["shown"]
    query = sql.select(table).where(table.c.knot == "", table.c.part == "issues")
    before = {(row.ref, row.from_day, row.body): row.seq for row in connection.execute(query)}
    rows: dict[str, list[dict[str, Any]]] = {"shown": []}
    for since, met, shown in issues:
        body = None if shown == met else to_json(shown)
        if before.pop((met.id, since, body), None) is None:
            row = {"part": "issues", "ref": met.id, "body": body}
            rows["shown"].append({**row, "from_day": since, "until_day": None})
    for seq in before.values():
        connection.execute(sql.delete(table).where(table.c.seq == seq))
    _write(connection, "", rows)


def save_fingerprint(connection: sql.Connection, fingerprint: str) -> None:
    """Say of which inputs the derived tables were made, once all else of them is there."""
    connection.execute(sql.delete(load_tables()["derivation"]))
    connection.execute(sql.insert(load_tables()["derivation"]).values(fingerprint=fingerprint))


def _write(connection: sql.Connection, knot: str, rows: dict[str, list[dict[str, Any]]]) -> None:
    for table, found in rows.items():
        if found:
            connection.execute(
                sql.insert(load_tables()[table]), [{**row, "knot": knot} for row in found]
            )


@dataclass(slots=True, kw_only=True)
class Standing:
    """A row that holds until something else does; `seq` where it is written already."""

    table: str
    noun: Any
    columns: dict[str, Any]
    seq: int | None = None

    def is_still(self, row: Row) -> bool:
        """Whether a row of a later version says the same."""
        if self.seq is None:
            return self.noun is row.noun or bool(self.noun == row.noun)
        return all(self.columns[name] == value for name, value in row.columns().items())


@dataclass(slots=True, kw_only=True)
class Following:
    """Versions, oldest first → rows to be written, and the days on which written ones ended."""

    standing: dict[Place, Standing]
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    ended: dict[str, list[tuple[int, Day]]] = field(default_factory=lambda: defaultdict(list))

    def take(self, day: Day, version: Iterable[Row]) -> None:
        """One more version."""
        met: dict[Place, Standing] = {}
        for row in version:
            place = (row.table, *row.place)
            before = self.standing.pop(place, None)
            if before is not None and before.is_still(row):
                met[place] = before
                continue
            if before is not None:
                self._end(before, day)
            columns = {**row.columns(), "from_day": day, "until_day": None}
            self.rows[row.table].append(columns)
            met[place] = Standing(table=row.table, noun=row.noun, columns=columns)
        for before in self.standing.values():
            self._end(before, day)
        self.standing = met

    def _end(self, before: Standing, day: Day) -> None:
        before.columns["until_day"] = day
        if before.seq is not None:
            self.ended[before.table].append((before.seq, day))


def _place_of(table: str, columns: Mapping[str, Any]) -> Place:
    """What tells a written row from all others of its table that hold on one day."""
    match table:
        case "shown":
            return table, columns["part"], columns["ref"]
        case "contradiction":
            return table, columns["id"], columns["kind"]
        case "claim_record" | "claim_origin":
            whole = table.removeprefix("claim_") + "_id"
            return table, columns[whole], columns["position"], columns["claim_id"]
        case _:
            return table, columns["id"]


def _rows_of(register: Register, inputs: Inputs) -> Iterator[Row]:
    for part, (_, name_of) in SHOWN.items():
        for noun in getattr(register, part):
            name = name_of(noun)
            columns = partial(_refer, part, noun, name, inputs)
            yield Row(table="shown", place=(part, name), noun=noun, columns=columns)
    for table, (part, _, columns_of) in WHOLE.items():
        for noun in getattr(register, part):
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
