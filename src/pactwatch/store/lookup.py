"""Pages of the browser ↔ register: what one page needs, found by id and index, as of one day.

`Shelf` is the way in. A `Lookup` sees the register as last saved, in one snapshot, and gives
nouns; nothing here loads the whole of it but the outlines, one line for each hub.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pactwatch.nouns import (
    Dated,
    Day,
    Discrepancy,
    Fact,
    Hit,
    Hub,
    Issue,
    Kinship,
    Origin,
    Outline,
    Record,
    Sheet,
    Speaker,
    Story,
    Wording,
)
from pactwatch.store import sql
from pactwatch.store.opening import explained, make_engine
from pactwatch.store.plain import from_json
from pactwatch.store.schema import load_tables
from pactwatch.store.search import find_words, parse_query
from pactwatch.store.snapshot import NOUNS, among, was_so
from pactwatch.store.texts import Texts

T = TypeVar("T")
READERS = 8  #: connections kept open
COUNTS = 500  #: lists whose lengths are kept

#: Version of the register, day, list → how long it is.
Counted = dict[tuple[str | None, ...], int]


class Shelf:
    """A register that many read at once, each in a snapshot of its own.

    It must be there, and of this version: `open_register` sees to that.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = make_engine(path, write=False, readers=READERS)
        self._counted: Counted = {}

    @contextmanager
    def look(self, day: Day | None = None) -> Iterator[Lookup]:
        """The register as last saved; as of a day, what was known by then."""
        with explained(self.path, "read"), self._engine.connect() as connection, connection.begin():
            yield Lookup(connection, day, self._counted)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


class Lookup(Texts):
    """One snapshot of a register: its lists, and its parts by id."""

    def __init__(self, connection: sql.Connection, day: Day | None, counted: Counted) -> None:
        super().__init__(connection, day)
        self._counted = counted
        self._version: str | None = None

    def at(self, day: Day | None) -> Lookup:
        """The same snapshot as of another day."""
        return Lookup(self._connection, day, self._counted)

    def version(self) -> str:
        """Changes whenever the register was saved anew; in one snapshot it is looked for once."""
        if self._version is None:
            row = self._connection.execute(_derivation()).first()
            self._version = f"{row.seq} {row.fingerprint}" if row else "none"
        return self._version

    def outline_rows(self) -> tuple[int, ...]:
        """The numbers of the lines that there are, one for each hub; a number is given once, so that
        whoever has read its line need not read it again."""
        table = load_tables()["outline"]
        query = sql.select(table.c.seq).where(self.holds(table))
        return tuple(sorted(self._connection.execute(query).scalars()))

    def outlines(self, rows: Iterable[int]) -> dict[int, Outline]:
        """Lines by their numbers."""
        found = self.find(_outlines(), rows)
        return {row.seq: from_json(Outline, row.body) for row in found}

    def _count(self, query: sql.Select[Any], *of: str | None) -> int:
        """What a query counts. To count a long list costs more than to show a part of it, and comes to
        the same until the register is saved anew."""
        key = (self.version(), self.day, *of)
        found = self._counted.get(key)
        if found is None:
            if len(self._counted) >= COUNTS:
                self._counted.clear()
            found = self._counted[key] = self._connection.execute(query).scalar() or 0
        return found

    def sheets(
        self, *, undated: bool = False, limit: int, offset: int = 0
    ) -> tuple[tuple[Sheet, ...], int]:
        """Pages in lines, the newest first, and how many there are; `undated`: those to be dated."""
        table = load_tables()["sheet"]
        wanted: list[Any] = [table.c.known_by <= (self.day or date.max.isoformat())]
        if undated:
            # as the index `sheet_undated` says it
            wanted += [table.c.published.is_(None), sql.text("sheet.in_domain = 1")]
        count = sql.select(sql.func.count()).select_from(table).where(*wanted)
        query = (
            sql.select(table.c.body)
            .where(*wanted)
            .order_by(table.c.known_by.desc(), table.c.doc_id)
            .limit(limit)
            .offset(offset)
        )
        found = tuple(from_json(Sheet, row.body) for row in self._connection.execute(query))
        return found, self._count(count, "sheet", "undated" if undated else None)

    def listed(
        self, table: str, *, kind: str | None = None, limit: int, offset: int = 0
    ) -> tuple[tuple[Any, ...], int]:
        """Derived nouns of a table in their order, and how many there are."""
        columns = load_tables()[table].c
        wanted = [self.holds(load_tables()[table])]
        if kind is not None:
            wanted.append(columns.kind == kind)
        count = sql.select(sql.func.count()).select_from(load_tables()[table]).where(*wanted)
        query = (
            sql.select(columns.body)
            .where(*wanted)
            .order_by(columns.seq)
            .limit(limit)
            .offset(offset)
        )
        rows = self._connection.execute(query)
        found = tuple(from_json(NOUNS[table], row.body) for row in rows)
        return found, self._count(count, table, kind)

    def roll(
        self, words: str = "", *, limit: int, offset: int = 0
    ) -> tuple[tuple[Speaker, ...], int]:
        """Who speaks, by name, whose names hold these words; and how many they are."""
        table = load_tables()["roll"]
        count = sql.select(sql.func.count()).select_from(table).where(*self._named(words))
        found = self.first_of_roll(words, limit=limit, offset=offset)
        return found, self._count(count, "roll", words)

    def first_of_roll(self, words: str, *, limit: int, offset: int = 0) -> tuple[Speaker, ...]:
        """The same, not counted."""
        table = load_tables()["roll"]
        query = (
            sql.select(table.c.speaker_id)
            .where(*self._named(words))
            .order_by(table.c.name, table.c.speaker_id)
            .limit(limit)
            .offset(offset)
        )
        return tuple(self.speakers(self._connection.execute(query).scalars().all()).values())

    def _named(self, words: str) -> list[Any]:
        table = load_tables()["roll"]
        parts = [table.c.names.contains(one, autoescape=True) for one in words.lower().split()]
        return [self.holds(table), *parts]

    def pages_with(self, asked: str, *, limit: int, offset: int = 0) -> tuple[tuple[Hit, ...], int]:
        """Pages in whose title or text the words stand, the best first, and how many."""
        return self._words("page_words", asked, limit, offset)

    def claims_with(
        self, asked: str, *, limit: int, offset: int = 0
    ) -> tuple[tuple[Hit, ...], int]:
        """Claims in whose quote the words stand, the best first, and how many."""
        return self._words("claim_words", asked, limit, offset)

    def _words(
        self, table: str, asked: str, limit: int, offset: int
    ) -> tuple[tuple[Hit, ...], int]:
        query = parse_query(asked)
        if query is None:
            return (), 0
        return find_words(self._connection, table, query, day=self.day, limit=limit, offset=offset)

    def issues(self, *, limit: int, offset: int = 0) -> tuple[tuple[Issue, ...], int]:
        """What could not be read, and how much of it there is."""
        shown, issue = load_tables()["shown"], load_tables()["issue"]
        wanted = [shown.c.part == "issues", self.holds(shown)]
        count = sql.select(sql.func.count()).select_from(shown).where(*wanted)
        query = (
            sql.select(shown.c.body, issue.c.source, issue.c.stage, issue.c.what)
            .join_from(shown, issue, issue.c.id == shown.c.ref)
            .where(*wanted)
            .order_by(issue.c.source, issue.c.stage, issue.c.what)
            .limit(limit)
            .offset(offset)
        )
        found = tuple(
            from_json(Issue, row.body)
            if row.body
            else Issue(source=row.source, stage=row.stage, what=row.what)
            for row in self._connection.execute(query)
        )
        return found, self._connection.execute(count).scalar() or 0

    def hubs(self, ids: Iterable[str]) -> dict[str, Hub]:
        return self.by_id("hub", ids)

    def records(self, ids: Iterable[str]) -> dict[str, Record]:
        return self.by_id("record", ids)

    def speakers(self, ids: Iterable[str]) -> dict[str, Speaker]:
        return self.by_id("speaker", ids)

    def stories(self, ids: Iterable[str]) -> dict[str, Story]:
        return self.by_id("story", ids)

    def wordings(self, ids: Iterable[str]) -> dict[str, Wording]:
        return self.by_id("wording", ids)

    def kinships(self, doc_ids: Iterable[str]) -> dict[str, Kinship]:
        return self.by_id("kinship", doc_ids)

    def dated(self, claim_ids: Iterable[str]) -> dict[str, Dated]:
        return self.by_id("dated", claim_ids)

    def facts(self, ids: Iterable[str]) -> dict[str, Fact]:
        return self.by_id("fact", ids)

    def discrepancies(self, about: Iterable[str]) -> tuple[Discrepancy, ...]:
        """What sources disagree on, of these records and hubs."""
        ids = [whole for whole, _, _ in self.wholes("discrepancy", about)]
        return tuple(self.disputes(sorted(set(ids))).values())

    def first_disputes(self, limit: int | None = None) -> tuple[tuple[Discrepancy, ...], int]:
        """What sources disagree on, by id, up to a number of them, and how much of it there is."""
        table = load_tables()["discrepancy"]
        query = sql.select(table.c.body).where(self.holds(table)).order_by(table.c.id).limit(limit)
        count = sql.select(sql.func.count()).select_from(table).where(self.holds(table))
        found = tuple(from_json(Discrepancy, row.body) for row in self._connection.execute(query))
        is_all = limit is None or len(found) < limit
        return found, len(found) if is_all else self._connection.execute(count).scalar() or 0

    def disputes(self, ids: Iterable[str]) -> dict[str, Discrepancy]:
        return self.by_id("discrepancy", ids)

    def wholes(self, whole: str, parts: Iterable[str]) -> list[tuple[str, str, str | None]]:
        """To which hubs, speakers, stories … these belong: (its id, the part's, as what)."""
        rows = self.find(_belonging(whole, self.is_today), parts)
        found = [(row.whole_id, row.part_id, row.as_what) for row in rows]
        return sorted(found, key=lambda one: (one[1], one[0]))

    def origins_of(self, claim_ids: Iterable[str]) -> dict[str, Origin]:
        """Claim id → the root from which its page has it."""
        return self.wholes_of_claims("origin", claim_ids)

    def records_of(self, claim_ids: Iterable[str]) -> dict[str, Record]:
        """Claim id → the record to which it belongs; a step of a hub's history is none."""
        return self.wholes_of_claims("record", claim_ids)

    def contradicted(self, claim_ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Which claims contradict which facts."""
        rows = self.find(_contradictions(self.is_today), claim_ids)
        return tuple(sorted(from_json(tuple[str, str], row.body) for row in rows))


@lru_cache(maxsize=1)
def _derivation() -> sql.Select[Any]:
    return sql.select(load_tables()["derivation"])


@lru_cache(maxsize=1)
def _outlines() -> sql.Select[Any]:
    table = load_tables()["outline"]
    return sql.select(table.c.seq, table.c.body).where(among(table.c.seq))


@lru_cache(maxsize=32)
def _belonging(whole: str, is_today: bool) -> sql.Select[Any]:
    table = load_tables()["belonging"]
    return sql.select(table.c.whole_id, table.c.part_id, table.c.as_what).where(
        among(table.c.part_id), table.c.whole == whole, was_so(table, is_today)
    )


@lru_cache(maxsize=2)
def _contradictions(is_today: bool) -> sql.Select[Any]:
    table = load_tables()["contradiction"]
    return sql.select(table.c.body).where(among(table.c.id), was_so(table, is_today))
