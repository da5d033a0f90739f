"""What new pages are compared with: pages by the keys that they share, and by what ties them.

What enters: nouns of the stages' ports (`Neighbours`, `Filing`); what leaves: the few pages that one is
near to. It goes with the inputs that `indexed` names, and is left alone once it does not; all of it
is made again whenever the whole register is.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pactwatch.nouns import Document, Leaf
from pactwatch.store import sql
from pactwatch.store.plain import from_json, to_json
from pactwatch.store.schema import NEAR, load_tables
from pactwatch.store.views import load_documents

KIND = 32  #: bits of a key below that which tells its sort
Row = tuple[str, str]
Filed = tuple[str, Iterable[Row], Iterable[Row]]  #: a page, its own rows, and those of its words


class KeptPages:
    """Fulfils `ports.Neighbours` and `ports.Filing` within one transaction."""

    def __init__(self, connection: sql.Connection) -> None:
        self._connection = connection
        # the driver itself: SQLAlchemy would cost ten times as much as these small queries
        self._handle: Any = connection.connection.driver_connection
        self._leaves: dict[int, Leaf] = {}
        self._documents: dict[str, Document] = {}

    # -- by keys -------------------------------------------------------------------------------

    def pages_under(
        self, key: int, low: int, high: int, limit: int | None
    ) -> list[tuple[int, int]]:
        """Ranks and numbers of a key's pages, from one rank on and before another, so many."""
        if limit == 0:
            return []
        found: list[tuple[int, int]] = self._handle.execute(
            "SELECT rank, page FROM posting WHERE key = ? AND rank >= ? AND rank < ? "
            "ORDER BY rank, page LIMIT ?",
            (key, low, high, -1 if limit is None else limit),
        ).fetchall()
        return found

    def sizes(self, numbers: Sequence[int]) -> Mapping[int, int]:
        """How many keys each of these pages has by which copies are found."""
        asked = json.dumps(list(numbers))
        query = "SELECT page, size FROM leaf WHERE page IN (SELECT value FROM json_each(?))"
        return dict(self._handle.execute(query, (asked,)).fetchall())

    def number_of(self, doc_id: str) -> int | None:
        """The number of a page that is kept."""
        row = self._handle.execute("SELECT page FROM leaf WHERE doc_id = ?", (doc_id,)).fetchone()
        return row[0] if row else None

    def leaf(self, number: int) -> Leaf:
        """What is kept of a page."""
        if number not in self._leaves:
            query = "SELECT body, copy_keys, tale_keys FROM leaf WHERE page = ?"
            body, *keys = self._handle.execute(query, (number,)).fetchone()
            self._leaves[number] = replace(_leaf_of(body), keys=(keys[0], keys[1]))
        return self._leaves[number]

    def documents(self, doc_ids: Collection[str]) -> Mapping[str, Document]:
        """Pages as they are now; those that are there no more are left out."""
        missing = [one for one in doc_ids if one not in self._documents]
        for doc in load_documents(self._connection, missing) if missing else ():
            self._documents[doc.id] = doc
        return {one: self._documents[one] for one in doc_ids if one in self._documents}

    def put_in(self, leaf: Leaf) -> int:
        """Keep a page; returns its number."""
        return self._put_in(leaf, "posting")

    def _put_in(self, leaf: Leaf, postings: str) -> int:
        number: int = self._handle.execute(
            "INSERT INTO leaf (doc_id, size, copy_keys, tale_keys, body) VALUES (?, ?, ?, ?, ?)",
            _columns_of(leaf),
        ).lastrowid
        self._handle.executemany(
            f"INSERT INTO {postings} VALUES (?, ?, ?)", _postings(leaf, number)
        )
        return number

    def put_in_all(self, leaves: Iterable[Leaf]) -> None:
        """Keep many pages: their postings are sorted first, as a tree grows by far quicker so."""
        self._handle.execute("CREATE TEMP TABLE unsorted (key, rank, page)")
        for leaf in leaves:
            self._put_in(leaf, "temp.unsorted")
        self._handle.execute(
            "INSERT INTO posting SELECT key, rank, page FROM temp.unsorted ORDER BY 1, 2, 3"
        )
        self._handle.execute("DROP TABLE temp.unsorted")

    def take_out(self, number: int) -> None:
        """Keep a page no more."""
        self._handle.executemany(
            "DELETE FROM posting WHERE key = ? AND rank = ? AND page = ?",
            _postings(self.leaf(number), number),
        )
        self._handle.execute("DELETE FROM leaf WHERE page = ?", (number,))
        del self._leaves[number]

    def change(self, number: int, leaf: Leaf) -> None:
        """Keep what was found anew of a page; its ranks and keys are as they were."""
        body = _columns_of(leaf)[-1]
        self._handle.execute("UPDATE leaf SET body = ? WHERE page = ?", (body, number))
        self._leaves[number] = leaf

    # -- by ties -------------------------------------------------------------------------------

    def under(self, key: str) -> list[str]:
        """All that is filed under a key."""
        query = "SELECT value FROM tie WHERE key = ? ORDER BY value"
        return [value for (value,) in self._handle.execute(query, (key,))]

    def file(self, doc_id: str, own: Iterable[Row], words: Iterable[Row]) -> None:
        """File a page anew; `words` are filed so with every page that has them."""
        self._handle.execute("DELETE FROM tie WHERE doc_id = ?", (doc_id,))
        rows = [(*row, doc_id) for row in own] + [(*row, "") for row in words]
        self._handle.executemany("INSERT OR IGNORE INTO tie VALUES (?, ?, ?)", rows)

    # -- by knots ------------------------------------------------------------------------------

    def knot_pages(self, doc_ids: Iterable[str]) -> frozenset[str]:
        """All pages of the knots in which these are shown."""
        rows = self._handle.execute(
            "SELECT doc_id FROM knot WHERE knot IN (SELECT knot FROM knot WHERE doc_id IN "
            "(SELECT value FROM json_each(?)))",
            (json.dumps(sorted(doc_ids)),),
        )
        return frozenset(doc_id for (doc_id,) in rows)


def load_leaves(connection: sql.Connection, doc_ids: Collection[str]) -> tuple[Leaf, ...]:
    """What is kept of some pages, without their keys."""
    query = "SELECT body FROM leaf WHERE doc_id IN (SELECT value FROM json_each(?)) ORDER BY doc_id"
    rows = connection.exec_driver_sql(query, (json.dumps(sorted(doc_ids)),))
    return tuple(_leaf_of(row.body) for row in rows)


def keep_all(
    connection: sql.Connection,
    leaves: Iterable[Leaf],
    filed: Iterable[Filed],
) -> None:
    """Keep these pages and ties in place of all that were kept."""
    for name in NEAR:
        connection.exec_driver_sql(f"DELETE FROM {name}")
    pages = KeptPages(connection)
    pages.put_in_all(leaves)
    for doc_id, own, words in filed:
        pages.file(doc_id, own, words)


def save_indexed(
    connection: sql.Connection, fingerprint: str, basis: str, newest: Mapping[str, int]
) -> None:
    """Say for which inputs all this stands."""
    forget_indexed(connection)
    table = load_tables()["indexed"]
    row = {"fingerprint": fingerprint, "basis": basis, "newest": json.dumps(newest)}
    connection.execute(sql.insert(table).values(row))


def forget_indexed(connection: sql.Connection) -> None:
    """Say that it stands for none, as it is being changed."""
    connection.execute(sql.delete(load_tables()["indexed"]))


def load_indexed(connection: sql.Connection, basis: str) -> dict[str, int] | None:
    """Up to which rows of the inputs it stands; None where it was made otherwise, or for others
    than what is shown."""
    table, made = load_tables()["indexed"], load_tables()["derivation"]
    query = (
        sql.select(table.c.newest)
        .join_from(table, made, made.c.fingerprint == table.c.fingerprint)
        .where(table.c.basis == basis)
    )
    newest = connection.execute(query).scalar()
    return None if newest is None else json.loads(newest)


def _columns_of(leaf: Leaf) -> tuple[str, int, bytes, bytes, str]:
    body = to_json(replace(leaf, keys=()))
    copies, tales = leaf.keys
    return leaf.doc_id, len(copies) // 4, copies, tales, body


def _leaf_of(body: str) -> Leaf:
    leaf: Leaf = from_json(Leaf, body)
    return leaf


def _postings(leaf: Leaf, number: int) -> Iterator[tuple[int, int, int]]:
    for kind, (keys, rank) in enumerate(zip(leaf.keys, leaf.ranks, strict=True)):
        for key in memoryview(keys).cast("I").tolist():
            yield kind << KIND | key, rank, number
