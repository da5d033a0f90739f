"""Register ↔ derived tables: what follows from the inputs, with the days between which it held.

A derived noun is kept whole, in its table's `body`, beside the columns by which it is found; what
the register shows of the inputs is kept by reference, and whole only where it alters it. A noun
that stays the same from one version of its knot to the next is one row. Runs are no part of what is
derived: they are shown as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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
    Outline,
    Reading,
    Record,
    Register,
    Speaker,
    Story,
    Wording,
)
from pactwatch.store import sql
from pactwatch.store.lookups import forget_pages, save_lookups
from pactwatch.store.plain import from_json, to_json
from pactwatch.store.schema import load_tables
from pactwatch.store.views import (
    load_documents,
    load_issues,
    load_judgements,
    load_readings,
    load_runs,
    select_among,
)

#: Table → the register's field, the noun, and the columns by which a row is found.
WHOLE: dict[str, tuple[str, Any, Callable[[Any], tuple[str, str | None]]]] = {
    "kinship": ("kinships", Kinship, lambda one: (one.doc_id, one.relation)),
    "wording": ("wordings", Wording, lambda one: (one.id, None)),
    "story": ("stories", Story, lambda one: (one.id, None)),
    "dated": ("dated", Dated, lambda one: (one.claim_id, one.date_basis)),
    "origin": ("origins", Origin, lambda one: (one.id, one.kind)),
    "hub": ("hubs", Hub, lambda one: (one.id, one.kind)),
    "outline": ("outlines", Outline, lambda one: (one.id, one.standing)),
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


#: Tables whose rows are made a knot at a time.
KNOTTED = ("shown", "claim_record", "claim_origin", *WHOLE)

Place = tuple[Any, ...]  #: a table, and what tells a row from all others that hold on one day

#: Field → what is referred to by which name.
Inputs = Mapping[str, Mapping[str, Any]]


def load_inputs(
    connection: sql.Connection, among: Collection[str] | None = None
) -> dict[str, tuple[Any, ...]]:
    """The inputs as they are now, by the register's fields; of all pages, or of some."""
    documents = load_documents(connection, among)
    readings = load_readings(connection, documents, is_part=among is not None)
    return {
        "documents": documents,
        "readings": readings,
        "claims": tuple(claim for reading in readings for claim in reading.claims),
        "links": tuple(link for reading in readings for link in reading.links),
        "judgements": load_judgements(connection, among),
        "issues": load_issues(connection) if among is None else (),
    }


def name_inputs(connection: sql.Connection, among: Collection[str]) -> Inputs:
    """The inputs of some pages by the names by which they are referred to."""
    inputs = load_inputs(connection, among)
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


def load_signs(
    connection: sql.Connection, among: Collection[str] | None = None
) -> dict[str, tuple[str, str]]:
    """Document id → its knot, and a hash of what it hung on; of all pages, or of some."""
    table = load_tables()["knot"]
    rows = select_among(connection, sql.select(table), table.c.doc_id, among)
    return {row.doc_id: (row.knot, row.sign) for row in rows}


def forget_knots(connection: sql.Connection, names: Iterable[str]) -> set[str]:
    """Take out all that was made with the pages of these knots, which are returned."""
    names = list(names)
    pages = _pages_of(connection, names)
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


def load_register(
    connection: sql.Connection, day: Day | None, knots: Collection[str] | None = None
) -> Register:
    """The register as of a day, or today, or some knots of it; its parts in no particular order."""
    among = None if knots is None else _pages_of(connection, knots)
    inputs = load_inputs(connection, among)
    found: dict[str, tuple[Any, ...]] = {}
    for part, (noun, name_of) in SHOWN.items():
        shown = load_tables()["shown"]
        known = {name_of(one): one for one in inputs[part]}
        rows = _shown_on(connection, "shown", day, knots, shown.c.part == part)
        found[part] = tuple(
            known[row.ref] if row.body is None else from_json(noun, row.body) for row in rows
        )
    for name, (part, noun, _) in WHOLE.items():
        rows = _shown_on(connection, name, day, knots)
        found[part] = tuple(from_json(noun, row.body) for row in rows)
    return Register(as_of=day, runs=load_runs(connection), **found)


def _shown_on(
    connection: sql.Connection,
    name: str,
    day: Day | None,
    knots: Collection[str] | None,
    *also: sql.ColumnElement[bool],
) -> Iterator[Any]:
    """The rows of a derived table that hold on a day, of all knots or of some."""
    table = load_tables()[name]
    query = sql.select(table).where(holds_on(table, day), *also)
    if knots is not None:
        query = query.where(table.c.knot.in_(sorted(knots)))
    yield from connection.execute(query)


def _pages_of(connection: sql.Connection, knots: Collection[str]) -> list[str]:
    table = load_tables()["knot"]
    rows = select_among(connection, sql.select(table), table.c.knot, knots)
    return [row.doc_id for row in rows]


def load_outline(
    connection: sql.Connection, day: Day | None
) -> tuple[tuple[Hub, ...], tuple[Discrepancy, ...], dict[str, str]]:
    """The hubs and discrepancies as of a day, the latter without what is said, and each hub's knot."""
    hubs = list(_shown_on(connection, "hub", day, None))
    table = load_tables()["discrepancy"]
    names = ("id", "about", "field", "kind", "certainty", "condition")
    told = [sql.func.json_extract(table.c.body, f"$.{name}") for name in names]
    disputes = connection.execute(sql.select(*told).where(holds_on(table, day))).all()
    return (
        tuple(from_json(Hub, row.body) for row in hubs),
        tuple(Discrepancy(**dict(zip(names, row, strict=True)), stances=()) for row in disputes),
        {row.id: row.knot for row in hubs},
    )


def load_pages(connection: sql.Connection, day: Day | None) -> dict[str, frozenset[str]]:
    """Record id → the pages of its claims, as of a day."""
    claim, member = load_tables()["claim"], load_tables()["claim_record"]
    pages = connection.execute(sql.select(claim.c.id, claim.c.doc_id))
    page_of: dict[str, str] = {claim_id: doc_id for claim_id, doc_id in pages}  # noqa: C416 - a result is no dict
    found: dict[str, set[str]] = defaultdict(set)
    query = sql.select(member.c.record_id, member.c.claim_id).where(holds_on(member, day))
    for record_id, claim_id in connection.execute(query):
        found[record_id].add(page_of[claim_id])
    return {record_id: frozenset(pages) for record_id, pages in found.items()} | {
        claim_id: frozenset((doc_id,)) for claim_id, doc_id in page_of.items()
    }


def find_knots_of(connection: sql.Connection, begins: str) -> frozenset[str]:
    """The knots of all records, hubs, claims and pages whose id begins so."""
    tables, found = load_tables(), set[str]()
    for name in ("record", "hub"):
        table = tables[name]
        query = sql.select(table.c.knot).where(table.c.id.startswith(begins))
        found.update(connection.execute(query.distinct()).scalars())
    claim, knot = tables["claim"], tables["knot"]
    pages = sql.select(claim.c.doc_id).where(claim.c.id.startswith(begins))
    is_asked = sql.or_(knot.c.doc_id.startswith(begins), knot.c.doc_id.in_(pages))
    found.update(connection.execute(sql.select(knot.c.knot).where(is_asked)).scalars())
    return frozenset(found)


def save_asked(connection: sql.Connection, register: Register, asked_at: str) -> None:
    """Keep what was shown last in place of what was shown before."""
    table = load_tables()["asked"]
    connection.execute(sql.delete(table))
    connection.execute(sql.insert(table).values(asked_at=asked_at, body=to_json(register)))


def load_asked(connection: sql.Connection) -> tuple[str, Register] | None:
    """When somebody last asked what is new, and what the register was then."""
    row = connection.execute(sql.select(load_tables()["asked"])).first()
    return None if row is None else (row.asked_at, from_json(Register, row.body))
