"""Full text, behind one door: the words of pages and claims, ranked, with phrases and prefixes.

What enters: what a person types; what leaves: ids with the words around each hit. Only this module
knows how the database keeps words (FTS5).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from pactwatch.ids import canonical, sha256_of
from pactwatch.nouns import Day, Hit
from pactwatch.store import sql

#: Where words are kept: table → how it is made. `mark` tells a text that somebody masked.
WORDS = {
    "page_words": "CREATE VIRTUAL TABLE page_words USING fts5(ref UNINDEXED, mark UNINDEXED, "
    "title, body, tokenize='unicode61 remove_diacritics 2')",
    "claim_words": "CREATE VIRTUAL TABLE claim_words USING fts5(ref UNINDEXED, mark UNINDEXED, "
    "page UNINDEXED, body, tokenize='unicode61 remove_diacritics 2')",
}
COLUMNS = {"page_words": "title, body", "claim_words": "page, body"}
BODY = {"page_words": 3, "claim_words": 3}  #: the column from which the words around a hit come

RANKED = 3_000  #: hits, the last that were read, among which the best are looked for
COUNTED = 10_000  #: hits up to which they are counted
OPEN, CLOSE = "\x02", "\x03"
TERM = re.compile(r'(?P<no>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')

Columns = tuple[
    str, str
]  #: those after `mark`: title and text of a page, page and quote of a claim


def make_words(connection: sql.Connection) -> None:
    """Make the empty tables."""
    for making in WORDS.values():
        connection.exec_driver_sql(making)


def save_words(
    connection: sql.Connection,
    table: str,
    page: str,
    shown: Mapping[str, str],
    columns: Mapping[str, Columns],
) -> None:
    """Bring the words of a page, or of its claims, up to what is shown: id → mark, and columns."""
    query = "SELECT ref, mark, place FROM worded WHERE part = ? AND page = ?"
    before = {row.ref: row for row in connection.exec_driver_sql(query, (table, page))}
    gone = [(row.place,) for ref, row in before.items() if shown.get(ref) != row.mark]
    if gone:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = ?", gone)
        connection.exec_driver_sql(
            "DELETE FROM worded WHERE part = ? AND place = ?", [(table, *one) for one in gone]
        )
    missing = [ref for ref, mark in shown.items() if ref not in before or before[ref].mark != mark]
    if not missing:
        return
    last = connection.exec_driver_sql(f"SELECT max(rowid) FROM {table}").scalar() or 0
    texts = [(ref, shown[ref], *columns[ref]) for ref in missing]
    connection.exec_driver_sql(
        f"INSERT INTO {table} (rowid, ref, mark, {COLUMNS[table]}) VALUES (?, ?, ?, ?, ?)",
        [(place, *text) for place, text in enumerate(texts, last + 1)],
    )
    connection.exec_driver_sql(
        "INSERT INTO worded (part, place, page, ref, mark, told) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (table, place, page, text[0], text[1], mark_of(canonical(text)))
            for place, text in enumerate(texts, last + 1)
        ],
    )


def find_altered_words(connection: sql.Connection) -> tuple[str, str] | None:
    """The first text that is searched and is not what was written: its table, and of what it is."""
    for table in WORDS:
        query = "SELECT place, told FROM worded WHERE part = ?"
        told = {row.place: row.told for row in connection.exec_driver_sql(query, (table,))}
        for place, *text in connection.exec_driver_sql(f"SELECT * FROM {table}_content"):
            if told.pop(place, None) != mark_of(canonical(text)):
                return table, str(text[0])
        if told:
            return table, f"in row {min(told)}"
    return None


def find_altered_index(connection: sql.Connection) -> str | None:
    """The first table whose index is not that of its texts, by the database's own check.

    That check counts as writing, so that it is made on a copy.
    """
    for table, making in WORDS.items():
        with closing(sqlite3.connect("")) as copy:  # in a file of its own, which goes with it
            copy.execute(making)
            for part in ("content", "data", "idx", "docsize", "config"):
                rows = connection.exec_driver_sql(f"SELECT * FROM {table}_{part}")
                values = ", ".join("?" * len(rows.keys()))
                copy.execute(f"DELETE FROM {table}_{part}")
                copy.executemany(f"INSERT INTO {table}_{part} VALUES ({values})", map(tuple, rows))
            try:
                copy.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
            except sqlite3.Error:
                return table
    return None


def mark_of(text: str) -> str:
    """The mark of a text that is shown otherwise than it was read."""
    return sha256_of(text.encode("utf-8", "surrogatepass"))[:20]


def parse_query(asked: str) -> str | None:
    """What a person types → a query of the database; None where it asks for no word.

    Words must all be there; "…" is a phrase, `*` at an end a prefix, `-` before one means without.

    >>> parse_query('uganda "safe third" depor* -kampala')
    '("uganda" "safe third" "depor"*) NOT ("kampala")'
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for part in TERM.finditer(asked):
        text = part["phrase"] if part["phrase"] is not None else part["word"]
        is_prefix = text.endswith("*") and part["phrase"] is None
        plain = " ".join(re.findall(r"\w+", text))
        if plain:
            quoted = f'"{plain}"' + ("*" if is_prefix else "")
            (unwanted if part["no"] else wanted).append(quoted)
    if not wanted:
        return None
    query = f"({' '.join(wanted)})"
    return f"{query} NOT ({' OR '.join(unwanted)})" if unwanted else query


def find_words(
    connection: sql.Connection, table: str, query: str, *, day: Day | None, limit: int, offset: int
) -> tuple[tuple[Hit, ...], int]:
    """The best hits, and how many there are (up to `COUNTED`, beyond that one more)."""
    page = "one.ref" if table == "page_words" else "one.page"
    known = f"AND {page} IN (SELECT doc_id FROM sheet WHERE known_by <= :day)" if day else ""
    asked: dict[str, Any] = {"query": query, "day": day}
    counting = (
        f"SELECT 1 FROM {table} AS one WHERE {table} MATCH :query {known} LIMIT {COUNTED + 1}"
    )
    found = connection.execute(sql.text(f"SELECT count(*) FROM ({counting})"), asked).scalar() or 0
    last = sql.text(
        f"SELECT rowid FROM {table} WHERE {table} MATCH :query "
        f"ORDER BY rowid DESC LIMIT 1 OFFSET {RANKED}"
    )
    lowest = connection.execute(last, asked).scalar() or 0
    best = sql.text(
        f"SELECT one.rowid FROM {table} AS one WHERE {table} MATCH :query "
        f"AND one.rowid > :lowest {known} ORDER BY rank, one.rowid DESC LIMIT :limit OFFSET :offset"
    )
    told = {**asked, "lowest": lowest, "limit": limit, "offset": offset}
    places = [int(place) for place in connection.execute(best, told).scalars()]
    return _show(connection, table, query, places), found


def _show(
    connection: sql.Connection, table: str, query: str, places: Sequence[int]
) -> tuple[Hit, ...]:
    """The rows of these hits with the words around: looked for after ranking, as every text from which
    words are cut is read whole."""
    around = sql.text(
        f"SELECT rowid, ref, snippet({table}, {BODY[table]}, '{OPEN}', '{CLOSE}', '…', 28) AS around "
        f"FROM {table} WHERE {table} MATCH :query "
        "AND rowid IN (SELECT value FROM json_each(:places))"
    )
    rows = connection.execute(around, {"query": query, "places": canonical(list(places))})
    found = {row.rowid: Hit(ref=row.ref, around=tuple(_pieces(row.around))) for row in rows}
    return tuple(found[place] for place in places)


def _pieces(around: str) -> Iterator[tuple[str, bool]]:
    """Words around a hit, cut where it begins and ends."""
    for n, part in enumerate(re.split(f"[{OPEN}{CLOSE}]", around or "")):
        if part:
            yield part, n % 2 == 1
