"""Parses kept by content in a file beside the register, so that pages are read again without them.

The file holds nothing that could not be made again: it may be deleted at any time, and one that is
damaged, or that another program is changing, is passed over. What enters: keys and bytes.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

WAIT: Final = 5.0  #: seconds for another process to finish writing
MANY: Final = 500  #: keys asked for at once

SCHEMA = """create table if not exists parse (
    key text primary key, sha256 blob not null, body blob not null
) without rowid"""


class ParseFile:
    """Fulfils `ports.ParseCache`; several processes may use one file at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: sqlite3.Connection | None = None
        with suppress(sqlite3.Error):
            handle = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
            handle.execute("pragma journal_mode = wal")
            handle.execute("pragma synchronous = off")
            handle.execute(SCHEMA)
            self._handle = handle

    def find(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Those of the keys that are kept whole."""
        found: dict[str, bytes] = {}
        with suppress(sqlite3.Error):
            for row in self._rows(keys):
                key, digest, body = row
                if hashlib.sha256(body).digest() == digest:
                    found[key] = body
        return found

    def _rows(self, keys: Sequence[str]) -> Iterator[tuple[str, bytes, bytes]]:
        for at in range(0, len(keys) if self._handle else 0, MANY):
            some = keys[at : at + MANY]
            marks = ", ".join("?" * len(some))
            query = f"select key, sha256, body from parse where key in ({marks})"
            assert self._handle is not None
            yield from self._handle.execute(query, some)

    def keep(self, found: Mapping[str, bytes]) -> None:
        """Keep each under its key; what cannot be written is made again next time."""
        if self._handle is None or not found:
            return
        rows = [(key, hashlib.sha256(body).digest(), body) for key, body in found.items()]
        with suppress(sqlite3.Error):
            self._handle.execute("begin immediate")
            self._handle.executemany("insert or replace into parse values (?, ?, ?)", rows)
            self._handle.execute("commit")
