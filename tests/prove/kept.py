"""A small register with its archive, for tests that prove it, and ways to alter each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from factory import StandingClock
from pactwatch.archive import WarcArchive
from pactwatch.collect import MetaTable
from pactwatch.config import Settings
from pactwatch.domain import load_pack
from pactwatch.nouns import Given
from pactwatch.prove import Verified, VerifyRequest, verify
from pactwatch.store import open_register
from pactwatch.store.schema import NEAR
from pactwatch.workers import ReadRequest, anchor, read_sources, save_derived
from workers.doubles import make_first_line_readers

PAGES = {
    "1.txt": "Freedonia and Sylvania signed a deal on Monday.\nIt will take 30 people.",
    "2.txt": "Published 5 May 2025\n\nSylvania denied the deal.\nIts minister said so.",
    "3.jsonl": '{"text": "One deal more.", "outlet": "Post"}\n{"text": "No deal.", "url": '
    '"https://news.example/4"}\n',
    "5.txt": "",
}


def archive_of(register: Path) -> Path:
    """The folder beside a register."""
    return register.with_name(register.name + ".archive")


def make_kept(folder: Path) -> Path:
    """A register of a few pages, read in two runs, with its archive beside it."""
    for name, text in PAGES.items():
        (folder / name).write_text(text)
    register = folder / "a.db"
    read(register, [str(folder / "1.txt"), str(folder / "5.txt")])
    read(register, [str(folder / "2.txt"), str(folder / "3.jsonl")], outlet="Gazette")
    return register


def read(register: Path, sources: list[str], **given: str) -> None:
    """One run of `read`, with readers that need no model."""
    clock, pack = StandingClock(), load_pack("transfers")
    with open_register(register, write=True, clock=clock) as store:
        archive = WarcArchive(archive_of(register))
        request = ReadRequest(
            sources=tuple(sources),
            settings=Settings(),
            clock=clock,
            given=MetaTable(otherwise=Given(**given)),
            make_readers=make_first_line_readers,
        )
        read_sources(request, store, archive)
        save_derived(store, pack)
        anchor(store, archive, clock)


def prove(register: Path, **fields: str) -> Verified:
    """`verify` of a register with the archive beside it."""
    request = VerifyRequest(
        register=register,
        archive=archive_of(register),
        index=archive_of(register),
        settings=Settings(),
        clock=StandingClock(),
    )
    return verify(replace(request, **fields))


def says(register: Path) -> object:
    """All that a database says: its tables and every row in them, but for those of which nothing is
    shown; None where it cannot be read."""
    try:
        with closing(sqlite3.connect(f"file:{register}?mode=ro", uri=True)) as handle:
            named = handle.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
            schema = named.fetchall()
            tables = [name for kind, name, _ in schema if kind == "table" and name not in NEAR]
            rows = [sorted(map(repr, handle.execute(f'SELECT * FROM "{t}"'))) for t in tables]
            owner = handle.execute("PRAGMA application_id").fetchone()
    except (sqlite3.Error, UnicodeDecodeError, TypeError):
        return None
    return schema, rows, owner


@contextmanager
def flipped(path: Path, at: int, mask: int) -> Iterator[None]:
    """One byte of a file is another, for as long as this lasts."""
    with path.open("r+b") as file:
        file.seek(at)
        before = file.read(1)[0]
        file.seek(at)
        file.write(bytes([before ^ mask]))
    try:
        yield
    finally:
        with path.open("r+b") as file:
            file.seek(at)
            file.write(bytes([before]))
