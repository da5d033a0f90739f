"""Pages of the browser ↔ register: what one page needs, found by id and index, as of one day.

`Shelf` is the way in. A `Lookup` sees the register as last saved, in one snapshot, and gives
nouns; nothing here loads the whole of it but the outlines, one line for each hub.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pactwatch.ids import canonical
from pactwatch.nouns import (
    Card,
    Claim,
    Dated,
    Day,
    Discrepancy,
    Document,
    Fact,
    Hit,
    Hub,
    Issue,
    Kinship,
    Link,
    Origin,
    Outline,
    Range,
    Reading,
    Record,
    Sheet,
    Slot,
    Speaker,
    Spot,
    Story,
    Wording,
)
from pactwatch.store import sql
from pactwatch.store.derived import holds_on
from pactwatch.store.opening import explained, make_engine
from pactwatch.store.plain import from_json, value_from_json
from pactwatch.store.schema import load_tables
from pactwatch.store.search import find_words, parse_query
from pactwatch.store.views import claim_of
from pactwatch.store.visits import load_cards

T = TypeVar("T")
READERS = 8  #: connections kept open


class Shelf:
    """A register that many read at once, each in a snapshot of its own.

    It must be there, and of this version: `open_register` sees to that.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = make_engine(path, write=False, readers=READERS)

    @contextmanager
    def look(self, day: Day | None = None) -> Iterator[Lookup]:
        """The register as last saved; as of a day, what was known by then."""
        with explained(self.path, "read"), self._engine.connect() as connection, connection.begin():
            yield Lookup(connection, day)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


class Lookup:
    """One snapshot of a register, as of a day or as it is."""

    def __init__(self, connection: sql.Connection, day: Day | None) -> None:
        self._connection = connection
        self.day = day
        self._pages: dict[str, Document] = {}  # those asked for before: a page asks again
        self._claims: dict[str, Claim] = {}

    @property
    def connection(self) -> sql.Connection:
        """For the modules of this room alone."""
        return self._connection

    def holds(self, table: sql.Table) -> Any:
        """The rows of a derived table that held on the day."""
        return self._holds(table)

    def at(self, day: Day | None) -> Lookup:
        """The same snapshot as of another day."""
        return Lookup(self._connection, day)

    # -- the whole, in lines -------------------------------------------------------------------

    def version(self) -> str:
        """Changes whenever the register was saved anew."""
        table = load_tables()["derivation"]
        row = self._connection.execute(sql.select(table)).first()
        return f"{row.seq} {row.fingerprint}" if row else "none"

    def outlines(self) -> tuple[Outline, ...]:
        """One line for each hub, by id."""
        table = load_tables()["outline"]
        query = sql.select(table.c.body).where(self._holds(table)).order_by(table.c.id)
        rows = self._connection.execute(query)
        return tuple(from_json(Outline, row.body) for row in rows)

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
        return found, self._connection.execute(count).scalar() or 0

    def listed(
        self, table: str, *, kind: str | None = None, limit: int, offset: int = 0
    ) -> tuple[tuple[Any, ...], int]:
        """Derived nouns of a table in their order, and how many there are."""
        columns = load_tables()[table].c
        wanted = [self._holds(load_tables()[table])]
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
        return found, self._connection.execute(count).scalar() or 0

    def roll(
        self, words: str = "", *, limit: int, offset: int = 0
    ) -> tuple[tuple[Speaker, ...], int]:
        """Who speaks, by name, whose names hold these words; and how many they are."""
        table = load_tables()["roll"]
        count = sql.select(sql.func.count()).select_from(table).where(*self._named(words))
        found = self.first_of_roll(words, limit=limit, offset=offset)
        return found, self._connection.execute(count).scalar() or 0

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
        return [self._holds(table), *parts]

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
        wanted = [shown.c.part == "issues", self._holds(shown)]
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

    # -- by id ---------------------------------------------------------------------------------

    def hubs(self, ids: Iterable[str]) -> dict[str, Hub]:
        return self._by_id("hub", ids)

    def records(self, ids: Iterable[str]) -> dict[str, Record]:
        return self._by_id("record", ids)

    def speakers(self, ids: Iterable[str]) -> dict[str, Speaker]:
        return self._by_id("speaker", ids)

    def stories(self, ids: Iterable[str]) -> dict[str, Story]:
        return self._by_id("story", ids)

    def wordings(self, ids: Iterable[str]) -> dict[str, Wording]:
        return self._by_id("wording", ids)

    def kinships(self, doc_ids: Iterable[str]) -> dict[str, Kinship]:
        return self._by_id("kinship", doc_ids)

    def dated(self, claim_ids: Iterable[str]) -> dict[str, Dated]:
        return self._by_id("dated", claim_ids)

    def facts(self, ids: Iterable[str]) -> dict[str, Fact]:
        return self._by_id("fact", ids)

    def discrepancies(self, about: Iterable[str]) -> tuple[Discrepancy, ...]:
        """What sources disagree on, of these records and hubs."""
        ids = [whole for whole, _, _ in self.wholes("discrepancy", about)]
        return tuple(self.disputes(sorted(set(ids))).values())

    def disputes(self, ids: Iterable[str]) -> dict[str, Discrepancy]:
        return self._by_id("discrepancy", ids)

    def wholes(self, whole: str, parts: Iterable[str]) -> list[tuple[str, str, str | None]]:
        """To which hubs, speakers, stories … these belong: (its id, the part's, as what)."""
        table = load_tables()["belonging"]
        found = []
        for some in _batches(parts):
            query = sql.select(table).where(
                table.c.part_id.in_(some), table.c.whole == whole, self._holds(table)
            )
            found += [(r.whole_id, r.part_id, r.as_what) for r in self._connection.execute(query)]
        return sorted(found, key=lambda one: (one[1], one[0]))

    def origins_of(self, claim_ids: Iterable[str]) -> dict[str, Origin]:
        """Claim id → the root from which its page has it."""
        return self._wholes_of_claims("origin", claim_ids)

    def records_of(self, claim_ids: Iterable[str]) -> dict[str, Record]:
        """Claim id → the record to which it belongs; a step of a hub's history is none."""
        return self._wholes_of_claims("record", claim_ids)

    def contradicted(self, claim_ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Which claims contradict which facts."""
        table = load_tables()["contradiction"]
        found: list[tuple[str, str]] = []
        for some in _batches(claim_ids):
            query = sql.select(table.c.body).where(table.c.id.in_(some), self._holds(table))
            rows = self._connection.execute(query)
            found += [from_json(tuple[str, str], row.body) for row in rows]
        return tuple(sorted(found))

    # -- pages and what they say ---------------------------------------------------------------

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """Pages with their texts, those known by the day."""
        asked = list(dict.fromkeys(ids))
        self._pages |= self._load_documents([one for one in asked if one not in self._pages])
        return {one: self._pages[one] for one in asked if one in self._pages}

    def _load_documents(self, ids: Sequence[str]) -> dict[str, Document]:
        sheet, document = load_tables()["sheet"], load_tables()["document"]
        found: dict[str, Document] = {}
        for some in _batches(ids):
            query = (
                sql.select(sheet.c.face, document.c.text)
                .join_from(sheet, document, document.c.id == sheet.c.doc_id)
                .where(sheet.c.doc_id.in_(some), self._is_known(sheet))
            )
            for row in self._connection.execute(query):
                doc = from_json(Document, row.face)
                found[doc.id] = replace(doc, text=row.text)
        return found | self._altered("documents", Document, found)

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Claims of the current readings by id, in the order asked for."""
        claim, sheet = load_tables()["claim"], load_tables()["sheet"]
        rows: list[Any] = []
        asked = list(dict.fromkeys(ids))
        for some in _batches(one for one in asked if one not in self._claims):
            query = (
                sql.select(claim)
                .join_from(claim, sheet, sheet.c.reading == claim.c.reading)
                .where(claim.c.id.in_(some), self._is_known(sheet))
            )
            rows += self._connection.execute(query).all()
        self._make_claims(rows)
        return {one: self._claims[one] for one in asked if one in self._claims}

    def claims_on(self, doc_id: str, *, limit: int, offset: int = 0) -> dict[str, Claim]:
        """What the current reading of a page found, in the order of its text."""
        claim, sheet = load_tables()["claim"], load_tables()["sheet"]
        query = (
            sql.select(claim)
            .join_from(claim, sheet, sheet.c.reading == claim.c.reading)
            .where(sheet.c.doc_id == doc_id)
            .order_by(claim.c.start, claim.c.end, claim.c.id)
            .limit(limit)
            .offset(offset)
        )
        return self._make_claims(self._connection.execute(query).all())

    def reading(self, doc_id: str) -> Reading | None:
        """The current reading of a page, without its claims."""
        reading, sheet = load_tables()["reading"], load_tables()["sheet"]
        query = (
            sql.select(reading)
            .join_from(reading, sheet, sheet.c.reading == reading.c.seq)
            .where(sheet.c.doc_id == doc_id)
        )
        row = self._connection.execute(query).first()
        if row is None:
            return None
        return Reading(
            doc_id=row.doc_id,
            readers=row.readers,
            in_domain=bool(row.in_domain),
            repeated=from_json(tuple[Range, ...], row.repeated),
        )

    def sheets_of(self, doc_ids: Iterable[str]) -> dict[str, Sheet]:
        """Pages in lines, by id."""
        table = load_tables()["sheet"]
        found: dict[str, Sheet] = {}
        for some in _batches(doc_ids):
            query = sql.select(table.c.body).where(table.c.doc_id.in_(some), self._is_known(table))
            for row in self._connection.execute(query):
                sheet = from_json(Sheet, row.body)
                found[sheet.doc_id] = sheet
        return found

    def card(self, outlet: str | None) -> Card | None:
        """What people said last of an outlet that is watched."""
        return next((c for c in load_cards(self._connection) if c.name == outlet), None)

    def links(self, claims: Iterable[Claim]) -> tuple[Link, ...]:
        """Slots of these claims whose value is another claim of their page."""
        link, sheet = load_tables()["link"], load_tables()["sheet"]
        found: list[Link] = []
        for some in _batches(claim.id for claim in claims):
            query = (
                sql.select(link)
                .join_from(link, sheet, sheet.c.reading == link.c.reading)
                .where(link.c.claim_id.in_(some))
                .order_by(link.c.reading, link.c.position)
            )
            found += [
                Link(claim_id=row.claim_id, slot=row.slot, to=row.to_claim)
                for row in self._connection.execute(query)
            ]
        return tuple(found)

    def claim_called(self, record_id: str) -> str | None:
        """The claim by which a record has, or had, this id."""
        table = load_tables()["called"]
        query = sql.select(table.c.claim_id).where(table.c.record_id == record_id)
        return self._connection.execute(query).scalar()

    def past_claim(self, claim_id: str) -> tuple[Spot, str] | None:
        """Where a claim of any reading stands, and which readers the page has been read by since."""
        claim, reading = load_tables()["claim"], load_tables()["reading"]
        query = sql.select(claim).where(claim.c.id == claim_id).limit(1)
        row = self._connection.execute(query).first()
        if row is None:
            return None
        newest = (
            sql.select(reading.c.readers)
            .where(reading.c.doc_id == row.doc_id)
            .order_by(reading.c.seq.desc())
            .limit(1)
        )
        spot = Spot(doc_id=row.doc_id, start=row.start, end=row.end, kind=row.kind)
        return spot, self._connection.execute(newest).scalar() or ""

    # -- beneath -------------------------------------------------------------------------------

    def _holds(self, table: sql.Table) -> Any:
        """The rows that held on the day."""
        return holds_on(table, self.day)

    def _is_known(self, sheet: sql.Table) -> Any:
        return sheet.c.known_by <= (self.day or date.max.isoformat())

    def _by_id(self, table: str, ids: Iterable[str]) -> dict[str, Any]:
        """Nouns by id, in the order asked for; those that there are not are left out."""
        rows = load_tables()[table]
        asked = list(dict.fromkeys(ids))
        found: dict[str, Any] = {}
        for some in _batches(asked):
            query = sql.select(rows.c.id, rows.c.body).where(rows.c.id.in_(some), self._holds(rows))
            for row in self._connection.execute(query):
                found[row.id] = from_json(NOUNS[table], row.body)
        return {one: found[one] for one in asked if one in found}

    def _wholes_of_claims(self, whole: str, claim_ids: Iterable[str]) -> dict[str, Any]:
        table = load_tables()[f"claim_{whole}"]
        whole_of: dict[str, str] = {}
        for some in _batches(claim_ids):
            query = sql.select(table).where(table.c.claim_id.in_(some), self._holds(table))
            for row in self._connection.execute(query):
                whole_of[row.claim_id] = getattr(row, f"{whole}_id")
        nouns = self._by_id(whole, sorted(set(whole_of.values())))
        return {claim: nouns[one] for claim, one in whole_of.items() if one in nouns}

    def _altered(self, part: str, noun: type[T], found: dict[str, T]) -> dict[str, T]:
        """Those of the found that the register shows otherwise than they were read (masked)."""
        table = load_tables()["shown"]
        altered: dict[str, T] = {}
        for some in _batches(found):
            query = sql.select(table.c.ref, table.c.body).where(
                table.c.part == part,
                table.c.ref.in_(some),
                table.c.body.is_not(None),
                self._holds(table),
            )
            for row in self._connection.execute(query):
                altered[row.ref] = from_json(noun, row.body)
        return altered

    def _make_claims(self, rows: Sequence[Any]) -> dict[str, Claim]:
        documents = self.documents({row.doc_id for row in rows})
        pairs = canonical([[row.reading, row.id] for row in rows])
        slots: dict[str, list[Slot]] = defaultdict(list)
        for row in self._connection.execute(sql.text(_SLOTS), {"pairs": pairs}):
            value = value_from_json(row.value)
            filled = Slot(name=row.name, value=value, start=row.start, end=row.end)
            slots[row.claim_id].append(filled)
        pieces: dict[tuple[str, str], list[Range]] = defaultdict(list)
        for row in self._connection.execute(sql.text(_RANGES), {"pairs": pairs}):
            pieces[row.claim_id, row.part].append((row.start, row.end))
        found = {
            row.id: claim_of(
                row,
                documents[row.doc_id],
                slots[row.id],
                pieces[row.id, "span"],
                pieces[row.id, "mention"],
            )
            for row in rows
            if row.doc_id in documents
        }
        found |= self._altered("claims", Claim, found)
        self._claims |= found
        return found


#: What each derived table holds.
NOUNS: dict[str, Any] = {
    "hub": Hub,
    "record": Record,
    "speaker": Speaker,
    "story": Story,
    "wording": Wording,
    "kinship": Kinship,
    "dated": Dated,
    "origin": Origin,
    "discrepancy": Discrepancy,
    "fact": Fact,
}

_PAIRS = "json_each(:pairs) AS pair JOIN {table} AS one ON one.reading = pair.value ->> 0 AND "
_SLOTS = (
    "SELECT one.* FROM "
    + _PAIRS.format(table="claim_slot")
    + "one.claim_id = pair.value ->> 1 ORDER BY one.claim_id, one.position"
)
_RANGES = (
    "SELECT one.* FROM "
    + _PAIRS.format(table="claim_range")
    + "one.claim_id = pair.value ->> 1 ORDER BY one.claim_id, one.part, one.position"
)
BATCH = 500  #: ids in one query


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids, each once, in lists that one query takes."""
    asked = list(dict.fromkeys(ids))
    for start in range(0, len(asked), BATCH):
        yield asked[start : start + BATCH]
