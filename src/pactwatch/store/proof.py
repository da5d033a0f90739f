"""Register → what is proved of it, and what is to be proved of the pages in it. Nothing is written.

What enters: a path; what leaves: `LedgerProof`, and each capture as it was taken in.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pactwatch.errors import ProofError, RegisterError
from pactwatch.nouns import Document, Given, Taken, Visit
from pactwatch.store import sql
from pactwatch.store.anchors import load_anchors
from pactwatch.store.ledger import LedgerProof, prove_ledger
from pactwatch.store.opening import explained, make_engine, recognise
from pactwatch.store.plain import from_json
from pactwatch.store.schema import REVISION, load_tables
from pactwatch.store.visits import load_archived

WAL_HEADER, FRAME_HEADER = 32, 24  #: bytes, https://www.sqlite.org/fileformat2.html#walformat


@contextmanager
def open_to_prove(path: Path) -> Iterator[RegisterToProve]:
    """Path → a register that is only looked at; RegisterError where there is none of this version."""
    revision = recognise(path)
    if revision is None:
        raise RegisterError(f"{path}: no register there; name one with --register")
    if revision != REVISION:
        raise RegisterError(
            f"{path}: its tables are {revision}, and nothing in it is covered by a hash yet; "
            "`pactwatch show` brings it up to date (and keeps a copy), then verify it"
        )
    check_wal(path)
    engine = make_engine(path, write=False)
    try:
        with explained(path, "read"), engine.begin() as connection:
            yield RegisterToProve(connection)
    finally:
        engine.dispose()


class RegisterToProve:
    """One consistent view of a register."""

    def __init__(self, connection: sql.Connection) -> None:
        self._connection = connection

    def check_database(self) -> None:
        """The database's own check: pages, indexes, and what refers to what."""
        rows = self._connection.exec_driver_sql("PRAGMA integrity_check(1)").all()
        if rows != [("ok",)]:
            raise ProofError(f"the database is damaged: {rows[0][0]}")
        broken = self._connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise ProofError(f"a row of table {broken[0]} names one of {broken[2]} that is missing")

    def prove_ledger(self) -> LedgerProof:
        """Each row is covered by a seal, and each seal follows the one before."""
        return prove_ledger(self._connection)

    def anchors(self) -> tuple[tuple[str, str], ...]:
        """What was sealed into the archive, and the archive's hash after it, oldest first."""
        return load_anchors(self._connection)

    def archived_visits(self) -> tuple[Visit, ...]:
        """What a watch was answered, beside pages, and archived: feeds and robots.txt."""
        return tuple(load_archived(self._connection))

    def captures(self) -> Iterator[Taken]:
        """Each capture as it was taken in, once per passing through the stages."""
        tables = load_tables()
        capture, intake, ended = tables["capture"], tables["intake"], tables["intake_end"]
        rows = self._connection.execute(
            sql.select(capture, intake.c.seq, intake.c.given, ended.c.told)
            .outerjoin_from(capture, intake, intake.c.capture_id == capture.c.id)
            .outerjoin(ended, ended.c.intake == intake.c.seq)
            .order_by(capture.c.captured_at, capture.c.id, intake.c.seq)
        ).all()
        for row in rows:
            yield Taken(
                record=row.id,
                source=row.source,
                sha256=row.sha256,
                media_type=row.media_type,
                size=row.size,
                captured_at=row.captured_at,
                given=Given() if row.given is None else from_json(Given, row.given),
                told=None if row.told is None else from_json(_TOLD, row.told),
                pages=() if row.seq is None else tuple(self._pages(row.seq)),
            )

    def _pages(self, intake: int) -> Iterator[Document]:
        sighting, document = load_tables()["sighting"], load_tables()["document"]
        rows = self._connection.execute(
            sql.select(sighting, document.c.text, document.c.sha256)
            .join_from(sighting, document, sighting.c.doc_id == document.c.id)
            .where(sighting.c.intake == intake)
            .order_by(sighting.c.seq)
        )
        for row in rows:
            page = Document(
                id=row.doc_id,
                source=row.source,
                url=row.url,
                outlet=row.outlet,
                title=row.title,
                published=row.published,
                published_basis=row.published_basis,
                known=row.known,
                known_basis=row.known_basis,
                language=row.language,
                text=row.text,
                media_type=row.media_type,
                cleaner=row.cleaner,
                archived=row.archived,
                page_starts=from_json(tuple[int, ...], row.page_starts),
            )
            if page.sha256 != row.sha256:
                raise ProofError(f"document {page.id}: its text has another SHA-256 than it says")
            yield page


_TOLD = tuple[tuple[str, str | None, Given], ...]


def check_wal(path: Path) -> None:
    """The write-ahead log, which a kill leaves: every frame in it is whole, up to the last of its
    cycle. SQLite itself passes over a damaged frame and all that follow as if never written."""
    log = path.with_name(path.name + "-wal")
    if not log.is_file() or log.stat().st_size < WAL_HEADER:
        return
    with log.open("rb") as file:
        header = file.read(WAL_HEADER)
        magic, _, page, _, *salts, first, second = struct.unpack(">8I", header)
        order = ">" if magic & 1 else "<"
        state = _checksum(header[:24], (0, 0), order)
        if magic >> 1 != 0x377F0682 >> 1 or state != (first, second):
            raise ProofError(
                f"{log}: its header was altered; put register and log back from a copy"
            )
        is_broken, number = False, 0
        while len(frame := file.read(FRAME_HEADER + page)) == FRAME_HEADER + page:
            number += 1
            _, _, *told, first, second = struct.unpack(">6I", frame[:FRAME_HEADER])
            if told != salts:
                is_broken = True  # of an older cycle, if all that follow are
                continue
            state = _checksum(frame[:8] + frame[FRAME_HEADER:], state, order)
            if is_broken or state != (first, second):
                raise ProofError(f"{log}: frame {number} was altered; put the log back from a copy")


def _checksum(data: bytes, state: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = state
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
