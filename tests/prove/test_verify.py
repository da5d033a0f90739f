"""Proof: what was altered is found, whatever it was; what a kill leaves is told from it."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from factory import StandingClock, capture
from pactwatch.archive import WarcArchive
from pactwatch.archive.members import scan_file
from pactwatch.errors import ProofError
from pactwatch.nouns import Document
from pactwatch.store import ledger, open_register, sql
from pactwatch.store.ledger import INDEX, REPLACED, SEALED, seal_anew
from pactwatch.store.opening import make_engine
from pactwatch.store.schema import NEAR, load_tables
from pactwatch.store.search import WORDS
from prove.kept import archive_of, flipped, make_kept, prove, read, says

CONTENTS = [f"{name}_content" for name in WORDS]  #: each row held against a hash of it
SAMPLE = 60  #: bytes flipped of each file, chosen by a fixed seed


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that holds; tests that alter it work on a copy."""
    return make_kept(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def register(made: Path, tmp_path: Path) -> Path:
    """A copy that may be altered; its sources' names stay those under which they were read."""
    shutil.copy(made, tmp_path / "a.db")
    shutil.copytree(archive_of(made), archive_of(tmp_path / "a.db"))
    return tmp_path / "a.db"


def test_untouched_register_holds(register: Path) -> None:
    """Everything is proved, and said, and nothing is written."""
    before = {p: p.read_bytes() for p in register.parent.rglob("*") if p.is_file()}
    done = prove(register)
    assert [line.partition(":")[0] for line in done.proved][:4] == [
        "ledger", "archive", "pages", "claims",
    ]  # fmt: skip
    assert "pages: 4, of which 4 cleaned again" in done.proved[2]
    assert done.notes == ()
    assert {p: p.read_bytes() for p in before} == before


def test_each_table_is_covered_in_one_way(register: Path) -> None:
    """A table is appended to and sealed, or replaced as one of a group; a new one must say which."""
    groups = [name for group in REPLACED.values() for name in group]
    groups += ["tally", *INDEX, *CONTENTS, *NEAR]  # nothing of `NEAR` is shown; see its definition
    with closing(sqlite3.connect(register)) as handle:
        rows = handle.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    assert sorted([*SEALED, *groups, "seal", "alembic_version", *WORDS]) == sorted(
        n for (n,) in rows
    )


def test_layout_is_digested_once_and_after_each_change(
    tmp_path: Path, clock: StandingClock
) -> None:
    """How the tables are laid out is hashed when they were altered, not with each page; what is
    sealed is the layout that stands, be it altered in the transaction or altered and taken back."""
    asked: list[str] = []
    with open_register(tmp_path / "a.db", write=True, clock=clock) as store:
        sql.event.listen(
            store._engine, "before_cursor_execute", lambda *told: asked.append(told[2])
        )
        for number in range(4):
            store.begin_run([f"{number}.txt"], versions=[])
        assert sum("sqlite_master" in statement for statement in asked) == 1
        with suppress(ZeroDivisionError), store.transaction("written") as connection:
            connection.exec_driver_sql("CREATE TABLE never (a)")
            connection.exec_driver_sql("INSERT INTO about VALUES ('never', '')")
            ledger.seal_rows(connection, dict.fromkeys(SEALED, 0))
            raise ZeroDivisionError
        with store.transaction("written") as connection:
            connection.exec_driver_sql("CREATE TABLE other (a)")
            connection.exec_driver_sql("INSERT INTO about VALUES ('other', '')")
        store.begin_run(["after.txt"], versions=[])
    engine = make_engine(tmp_path / "a.db", write=False)
    with engine.begin() as connection:
        sealed = connection.exec_driver_sql("SELECT body FROM seal ORDER BY seq DESC LIMIT 2")
        told = {json.loads(body)["schema"] for (body,) in sealed}
        assert told == {ledger._digest_schema(connection)}
    engine.dispose()


def test_layout_altered_behind_a_writer_is_not_sealed(register: Path, clock: StandingClock) -> None:
    """A layout altered without a new number, as no statement does, is found after the next seal."""
    with open_register(register, write=True, clock=clock) as store:
        store.begin_run(["1.txt"], versions=[])
        with store.transaction("written") as connection:
            number = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
            connection.exec_driver_sql("PRAGMA writable_schema = ON")
            connection.exec_driver_sql(
                "UPDATE sqlite_master SET sql = sql || ' ' WHERE name = 'seal'"
            )
            connection.exec_driver_sql(f"PRAGMA schema_version = {number}")
        store.begin_run(["2.txt"], versions=[])
    with pytest.raises(ProofError, match="laid out"):
        prove(register)


def test_any_byte_of_the_archive(register: Path) -> None:
    """Any byte of a WARC file: heads and tails of gzip members, headers, bytes; each is found."""
    path = archive_of(register) / "00001.warc.gz"
    with path.open("rb") as file:
        members = scan_file(file, path.name).members
    chance = random.Random(1)
    places = {
        m.offset + n for m in members for n in (0, 3, 4, 8, 9, 10, m.length - 8, m.length - 1)
    }
    places |= {chance.randrange(path.stat().st_size) for _ in range(SAMPLE)}
    missed = []
    for at in sorted(places):
        with flipped(path, at, 1 << chance.randrange(8)):
            try:
                prove(register)
                missed.append(at)
            except ProofError:
                pass
    assert missed == []


def test_any_byte_of_the_index(register: Path) -> None:
    """The index says where records stand; where it says otherwise than they do, it is found."""
    path = archive_of(register) / "index.jsonl"
    chance = random.Random(2)
    for at in sorted(chance.randrange(path.stat().st_size) for _ in range(SAMPLE // 3)):
        with flipped(path, at, 1 << chance.randrange(8)), pytest.raises(ProofError):
            prove(register)


def test_any_byte_of_the_register_that_says_something(register: Path) -> None:
    """Any byte of the database which, changed, changes what it says, or makes it unreadable."""
    told, chance = says(register), random.Random(3)
    assert told is not None
    # most of a page is room for later rows: look for bytes that say something
    data = register.read_bytes()
    places = [at for at, byte in enumerate(data) if byte]
    missed = []
    for at in sorted(chance.sample(places, SAMPLE * 3)):
        with flipped(register, at, 1 << chance.randrange(8)):
            if says(register) == told:
                continue
            try:
                prove(register)
                missed.append(at)
            except ProofError:
                pass
    assert missed == []


def rows_of(register: Path) -> list[tuple[str, int, str]]:
    """Every cell of every table: table, row, column; one row of each table for the long ones."""
    found = []
    with closing(sqlite3.connect(register)) as handle:
        for table in sorted(set(load_tables().metadata.tables) - set(NEAR)):
            ids = [row[0] for row in handle.execute(f"SELECT rowid FROM {table}")]
            for rowid in {ids[0], ids[-1]} if ids else ():
                found += [(table, rowid, column.name) for column in load_tables()[table].columns]
    return found


def test_any_cell_of_the_register(register: Path) -> None:
    """A cell that is edited with SQL, as a person would, is found; the first and last row of each
    table, each column."""
    whole = register.read_bytes()
    missed = []
    for table, rowid, column in rows_of(register):
        with closing(sqlite3.connect(register)) as handle, handle:
            handle.execute(
                f'UPDATE {table} SET "{column}" = CASE WHEN typeof("{column}") = \'integer\' '
                f'THEN "{column}" + 1000 ELSE coalesce("{column}", \'\') || \'x\' END '
                "WHERE rowid = ?", (rowid,),
            )  # fmt: skip
        try:
            prove(register)
            missed.append((table, rowid, column))
        except ProofError:
            pass
        register.write_bytes(whole)
    assert missed == []


@pytest.mark.parametrize(
    "table",
    [*SEALED, *(n for group in REPLACED.values() for n in group), "tally", *INDEX, *CONTENTS],
)
def test_row_taken_out_or_put_in(register: Path, table: str) -> None:
    """A row that is missing, or there twice, is found, in every table that has rows."""
    with closing(sqlite3.connect(register)) as handle:
        key = handle.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchone()[0]
        key = key if table.endswith(("_idx", "_config")) else "rowid"
        last = handle.execute(f"SELECT max({key}) FROM {table}").fetchone()[0]
        if last is None:
            return
        with handle:
            handle.execute(f"DELETE FROM {table} WHERE {key} = ?", (last,))
    with pytest.raises(ProofError):
        prove(register)


def test_first_thing_that_does_not_hold_is_named(register: Path) -> None:
    """The message names the table and the row among which it is."""
    with closing(sqlite3.connect(register)) as handle, handle:
        handle.execute("UPDATE document SET text = replace(text, '30', '90')")
    with pytest.raises(ProofError, match=r"table document: .*doc_[0-9a-f]+"):
        prove(register)


def test_text_that_does_not_follow_from_its_bytes(register: Path) -> None:
    """Whoever seals the ledger anew still cannot make a text follow from bytes that say otherwise."""
    with open_register(register, write=False, clock=StandingClock()) as store:
        (doc,) = [doc for doc in store.documents() if "30 people" in doc.text]
    text = doc.text.replace("30", "90")
    forged = replace(doc, text=text, id=Document.id_of(url=None, outlet=None, text=text))
    with closing(sqlite3.connect(register)) as handle, handle:
        handle.execute("PRAGMA foreign_keys = OFF")
        for table, column in (("sighting", "doc_id"), ("reading", "doc_id"), ("claim", "doc_id")):
            sql = f"UPDATE {table} SET {column} = ? WHERE {column} = ?"
            handle.execute(sql, (forged.id, doc.id))
        handle.execute(
            "UPDATE document SET id = ?, sha256 = ?, text = ? WHERE id = ?",
            (forged.id, forged.sha256, text, doc.id),
        )
    seal_again(register)
    with pytest.raises(ProofError, match=r"the text of doc_\w+ does not follow from its bytes"):
        prove(register)


def seal_again(register: Path) -> None:
    """Ledger and archive made anew over the rows as they are now, as a forger with this program
    might who has both: only the bytes stay."""
    archive = WarcArchive(archive_of(register))
    kept = [archive.fetch(one) for one in archive_records(register)]
    shutil.rmtree(archive_of(register))
    for one in kept:
        WarcArchive(archive_of(register)).keep(one)
    engine = make_engine(register, write=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM anchor")
        connection.exec_driver_sql("DELETE FROM seal")
        seal_anew(connection)
    engine.dispose()


def archive_records(register: Path) -> list[str]:
    with closing(sqlite3.connect(register)) as handle:
        return [row[0] for row in handle.execute("SELECT id FROM capture ORDER BY rowid")]


def test_record_put_in_taken_out_or_exchanged(register: Path) -> None:
    """A whole record that was not there, is not there, or stands elsewhere, breaks the chain."""
    path = archive_of(register) / "00001.warc.gz"
    (archive_of(register) / "index.jsonl").unlink()
    data = path.read_bytes()
    with path.open("rb") as file:
        parts = [data[m.offset : m.end] for m in scan_file(file, path.name).members]
    altered = [parts[1:], parts[:1] + parts[2:], parts[:-1], parts + parts[:1],
               [parts[1], parts[0], *parts[2:]], []]  # fmt: skip
    for pieces in altered:
        path.write_bytes(b"".join(pieces))
        with pytest.raises(ProofError):
            prove(register)


def test_register_put_back_to_an_older_one(register: Path, tmp_path: Path) -> None:
    """An older copy of the register beside the newer archive is no kill: its seal is missing."""
    shutil.copy(register, tmp_path / "older.db")
    (tmp_path / "6.txt").write_text("A deal that will be gone.")
    read(register, [str(tmp_path / "6.txt")])
    prove(register)
    shutil.copy(tmp_path / "older.db", register)
    with pytest.raises(ProofError, match="put back to an older one"):
        prove(register)


def test_orphan_is_told_from_tampering(register: Path) -> None:
    """A record whose row was never written, as a kill leaves it, is a note and no fault."""
    WarcArchive(archive_of(register)).keep(capture("killed before its row", source="k.txt"))
    done = prove(register)
    assert "killed between bytes and row" in done.notes[0]


def test_record_cut_short_is_told_from_tampering(register: Path) -> None:
    """Half a record at the end, as a kill leaves it, is a note; half a record elsewhere is not."""
    path = archive_of(register) / "00001.warc.gz"
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:200])
    assert "cut short, as a kill" in prove(register).notes[0]
    path.write_bytes(whole + whole[:5] + b"\xff" * 50)
    with pytest.raises(ProofError, match="damaged at byte"):
        prove(register)


def test_bytes_that_are_missing(register: Path) -> None:
    """A register without its archive is not proved by itself."""
    shutil.rmtree(archive_of(register))
    with pytest.raises(ProofError, match="archive lacks"):
        prove(register)


def test_since_a_hash_that_was_noted(register: Path, tmp_path: Path) -> None:
    """The chain goes on from every hash that it had, and from no other."""
    head = prove(register).head
    (tmp_path / "6.txt").write_text("A deal more.")
    read(register, [str(tmp_path / "6.txt")])
    done = prove(register, since=head)
    assert any("goes on from" in line and "seals since" in line for line in done.proved)
    assert done.head != head
    with pytest.raises(ProofError, match="no hash of this"):
        prove(register, since="0" * 64)


def test_text_of_another_cleaner_is_said_and_not_judged(register: Path) -> None:
    """Where another version is installed, hashes and spans are proved, and it says what is not."""
    with closing(sqlite3.connect(register)) as handle, handle:
        handle.execute("UPDATE sighting SET cleaner = 'collect@0'")
        handle.execute("UPDATE document SET text = text || ' '")
    seal_again(register)
    with pytest.raises(ProofError, match="another SHA-256"):
        prove(register)
    with closing(sqlite3.connect(register)) as handle, handle:
        handle.execute("UPDATE document SET text = rtrim(text)")
    seal_again(register)
    done = prove(register)
    assert "4 texts were cleaned by collect@0; collect@1 is installed" in done.notes[0]
    assert "of which 0 cleaned again" in done.proved[2]


def test_log_that_a_kill_left(register: Path, tmp_path: Path) -> None:
    """What stands in the write-ahead log is proved too, and a damaged frame in it is found."""
    with closing(sqlite3.connect(register)) as handle:
        handle.execute("BEGIN")  # a reader, so that the log stays
        handle.execute("SELECT count(*) FROM run").fetchone()
        (tmp_path / "6.txt").write_text("A deal more.")
        read(register, [str(tmp_path / "6.txt")])
        for name in ("a.db", "a.db-wal"):
            shutil.copy(tmp_path / name, tmp_path / name.replace("a.", "b."))
    shutil.copytree(archive_of(register), archive_of(tmp_path / "b.db"))
    killed, log = tmp_path / "b.db", tmp_path / "b.db-wal"
    assert log.stat().st_size > 4096
    prove(killed)
    chance, missed = random.Random(4), []
    told = says(killed)
    for at in [0, 5, 17, 25, *(chance.randrange(32, log.stat().st_size) for _ in range(20))]:
        with flipped(log, at, 1 << chance.randrange(8)):
            (tmp_path / "b.db-shm").unlink(missing_ok=True)
            try:
                prove(killed)
                missed += [at] if says(killed) != told else []
            except ProofError:
                pass
    assert missed == []
