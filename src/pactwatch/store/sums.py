"""Rows that come and go → one number that stands for all that are there, whatever their order.

Each row is a number by its hash, and rows add up, so that a row costs as much to put in or to take
out as there are bytes in it, however many stand beside it. Adding hashes modulo 2^4096 makes it as
hard to find other rows of the same sum as it is to break a key of about 128 bits (AdHash: Bellare
and Micciancio 1997; how wide a sum must be: Wagner 2002).

The database itself tells of every row that is put in, altered or taken out on a connection, through
triggers that last as long as the connection does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from pactwatch.store import sql
from pactwatch.store.schema import load_tables

BYTES = 512  #: of a sum
MODULUS = 1 << (8 * BYTES)
AT_ONCE = 500  #: rows asked for

Rows = Iterator[Sequence[Any]]
Watch = Callable[[Rows], Rows]  #: rows on their way, for who tells how far it is

HEARD = "pactwatch_heard"  #: under which a connection keeps what it heard


class Heard:
    """What the rows that came and went in a transaction add to the sums of their groups."""

    def __init__(self) -> None:
        self.sums: dict[str, int] = {}

    def hear(self, sign: int, group: str, table: str, *row: Any) -> None:
        """A row came (1) or went (-1)."""
        self.sums[group] = self.sums.get(group, 0) + sign * number_of(table, row)


def number_of(table: str, row: Sequence[Any]) -> int:
    """A row of a table as a number."""
    text = _SPELL((table, *row))
    return int.from_bytes(hashlib.shake_256(text.encode("ascii")).digest(BYTES), "big")


def _plain(value: object) -> object:
    """Bytes stand in no column; where damage made some, they are another value than any text."""
    return {"bytes": value.hex()} if isinstance(value, bytes) else repr(value)


_SPELL = json.JSONEncoder(ensure_ascii=True, default=_plain).encode  #: made once: rows are many


def listen(connection: sql.Connection, group: str, tables: Iterable[str]) -> None:
    """From here on hear what comes and goes in the tables of a group; begin to add up anew."""
    info = connection.info
    if HEARD not in info:
        info[HEARD] = Heard()
        handle: Any = connection.connection.driver_connection
        handle.create_function(HEARD, -1, info[HEARD].hear)
    for table in tables:  # a transaction that was taken back took its triggers with it
        _set_triggers(connection, group, table)
    heard: Heard = info[HEARD]
    heard.sums[group] = 0


def heard_of(connection: sql.Connection, group: str) -> int:
    """What was added to a group's sum since `listen`."""
    heard: Heard = connection.info[HEARD]
    return heard.sums[group]


def _set_triggers(connection: sql.Connection, group: str, table: str) -> None:
    columns = [column.name for column in load_tables()[table].columns]
    said = {
        way: f"SELECT {HEARD}({sign}, '{group}', '{table}', "
        + ", ".join(f'{way}."{column}"' for column in columns)
        + ");"
        for way, sign in (("OLD", -1), ("NEW", 1))
    }
    for doing, ways in (("INSERT", ("NEW",)), ("DELETE", ("OLD",)), ("UPDATE", ("OLD", "NEW"))):
        told = " ".join(said[way] for way in ways)
        connection.exec_driver_sql(
            f"CREATE TEMP TRIGGER IF NOT EXISTS heard_{table}_{doing} AFTER {doing} ON main.{table} "
            f"BEGIN {told} END"
        )


def pass_on(rows: Rows) -> Rows:
    """Where nobody watches."""
    return rows


def many_rows(result: sql.CursorResult[Any]) -> Iterator[Sequence[Any]]:
    """A query's rows, many at a time: to ask for each alone costs more than the row."""
    for rows in result.partitions(AT_ONCE):
        yield from rows


def add_up(connection: sql.Connection, tables: Collection[str], watch: Watch = pass_on) -> int:
    """The sum of all rows that stand in some tables."""
    total = 0
    for table in tables:
        columns = ", ".join(f'"{column.name}"' for column in load_tables()[table].columns)
        query = f"SELECT {columns} FROM {table}"
        for row in watch(many_rows(connection.exec_driver_sql(query))):
            total += number_of(table, row)
    return total % MODULUS


def as_text(total: int) -> str:
    """A sum as it is kept."""
    return f"{total % MODULUS:0{2 * BYTES}x}"
