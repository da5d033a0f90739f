"""Opening: what is ours is brought up to date, what is not is left alone, one writes at a time."""

from __future__ import annotations

import itertools
import multiprocessing
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from factory import StandingClock
from pactwatch.errors import ProofError, RegisterError
from pactwatch.store import open_register
from pactwatch.store.ledger import seal_anew
from pactwatch.store.opening import MIGRATIONS, make_engine, make_register
from pactwatch.store.progress import Progress
from pactwatch.store.proof import open_to_prove
from pactwatch.store.schema import APPLICATION_ID, REVISION, load_tables
from pactwatch.store.search import WORDS


def make_older(path: Path, revision: str) -> None:
    """A register as the program at `revision` left it, with one run in it."""
    engine = make_engine(path, write=True)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.exec_driver_sql(
            "INSERT INTO run (id, started_at, versions, arguments) "
            "VALUES ('run_1', 'then', '[]', '[]')"
        )
    engine.dispose()


def test_migrations_make_the_same_tables(tmp_path: Path) -> None:
    """A register that was migrated from nothing has the tables that a new one is made with.

    Those in which words are kept are the database's own and are made by the same words.
    """
    make_older(tmp_path / "a.db", "head")
    with make_engine(tmp_path / "a.db", write=True).connect() as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or "_words" not in name}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, load_tables().metadata) == []
        for table, making in WORDS.items():
            query = "SELECT sql FROM sqlite_master WHERE name = ?"
            assert connection.exec_driver_sql(query, (table,)).scalar() == making


@pytest.mark.parametrize("is_migrated", [True, False])
def test_number_of_an_outline_is_given_once(tmp_path: Path, is_migrated: bool) -> None:
    """The number of a line that was taken out is never another's: who kept it reads the other."""
    path = tmp_path / "a.db"
    if is_migrated:
        make_older(path, "head")
    else:
        make_register(path)
    row = "INSERT INTO outline (id, body, knot) VALUES ('hub', '{}', 'doc') RETURNING seq"
    with closing(sqlite3.connect(path)) as handle:
        (first,) = handle.execute(row).fetchone()
        handle.execute("DELETE FROM outline")
        (second,) = handle.execute(row).fetchone()
    assert second > first


def test_revision_is_the_newest_migration() -> None:
    """The revision that the program writes is that of the last migration it ships."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


@pytest.mark.parametrize("write", [True, False])
def test_older_register_is_copied_then_migrated(
    tmp_path: Path, clock: StandingClock, write: bool
) -> None:
    """What stood in an older register stands in the new one, and in a copy beside it."""
    path = tmp_path / "a.db"
    make_older(path, "0001")
    said: list[str] = []
    with open_register(path, write=write, clock=clock, say=said.append) as store:
        assert [run.id for run in store.runs()] == ["run_1"]
        assert store.load_register("any") is None
    with closing(sqlite3.connect(tmp_path / "a.db.backup-0001")) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert copy.execute("SELECT id FROM run").fetchall() == [("run_1",)]
    assert "a.db.backup-0001" in said[0]


def test_newer_register_is_refused_by_both_versions(tmp_path: Path, clock: StandingClock) -> None:
    """A register of a later program is not touched; the message names both versions."""
    path = tmp_path / "a.db"
    make_register(path)
    with closing(sqlite3.connect(path)) as handle, handle:
        handle.execute("UPDATE alembic_version SET version_num = '0917'")
        handle.execute("UPDATE about SET value = '9.1.7'")
    with pytest.raises(RegisterError, match=r"9\.1\.7 .*0917.*" + REVISION):
        open_register(path, write=True, clock=clock)


@pytest.mark.parametrize("content", [b"Dear Sir,\n", b"SQLite format 3", bytes(4096)])
def test_other_file_is_left_as_it_is(tmp_path: Path, clock: StandingClock, content: bytes) -> None:
    """A file that is no database is never written to."""
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(RegisterError, match="left as it is"):
        open_register(path, write=True, clock=clock)
    assert path.read_bytes() == content


def test_other_program_s_database_is_left_as_it_is(tmp_path: Path, clock: StandingClock) -> None:
    """A database without our mark is another program's."""
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as handle, handle:
        handle.execute("CREATE TABLE run (id TEXT)")
    before = path.read_bytes()
    with pytest.raises(RegisterError, match="another program"):
        open_register(path, write=True, clock=clock)
    assert path.read_bytes() == before


def test_damaged_register_is_an_error_that_says_so(tmp_path: Path, clock: StandingClock) -> None:
    """A register whose pages are broken is a message, not a traceback."""
    path = tmp_path / "a.db"
    make_register(path)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(RegisterError, match="cannot be read"):
        open_register(path, write=True, clock=clock)


def test_looking_never_makes_a_register(tmp_path: Path, clock: StandingClock) -> None:
    """Opening to read what is not there says how to make one, and leaves nothing behind."""
    with pytest.raises(RegisterError, match="pactwatch read"):
        open_register(tmp_path / "a.db", write=False, clock=clock)
    assert list(tmp_path.iterdir()) == []


def test_folder_is_no_register(tmp_path: Path, clock: StandingClock) -> None:
    """A folder's name in place of a register's is said."""
    with pytest.raises(RegisterError, match="a folder"):
        open_register(tmp_path, write=True, clock=clock)


def test_path_below_a_file_is_an_error(tmp_path: Path, clock: StandingClock) -> None:
    """Where no register can be made, the message names the path."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RegisterError, match=r"file/a\.db"):
        open_register(tmp_path / "file" / "a.db", write=True, clock=clock)


def test_log_of_a_deleted_register_does_not_come_back(tmp_path: Path, clock: StandingClock) -> None:
    """A write-ahead log left by a register that was deleted is not replayed into a new one."""
    path = tmp_path / "a.db"
    with open_register(path, write=True, clock=clock) as store:
        store.begin_run([], versions=[])
        log = (tmp_path / "a.db-wal").read_bytes()
    path.unlink()
    (tmp_path / "a.db-wal").write_bytes(log)
    with open_register(path, write=True, clock=clock) as store:
        assert store.runs() == ()


def hold(path: Path, ready: object, done: object) -> None:
    """In another process: write to a register until told to stop."""
    with open_register(path, write=True, clock=StandingClock()):
        ready.set()  # type: ignore[attr-defined]
        done.wait(20)  # type: ignore[attr-defined]


def test_second_writer_says_so_or_waits(tmp_path: Path, clock: StandingClock) -> None:
    """A second writer is told which process is writing; it gets its turn if it waits."""
    spawn = multiprocessing.get_context("fork")
    ready, done = spawn.Event(), spawn.Event()
    other = spawn.Process(target=hold, args=(tmp_path / "a.db", ready, done))
    other.start()
    ready.wait(20)
    with pytest.raises(RegisterError, match=f"process {other.pid}"):
        open_register(tmp_path / "a.db", write=True, clock=clock)
    with open_register(tmp_path / "a.db", write=False, clock=clock) as store:
        assert store.documents() == ()
    said: list[str] = []

    def say(message: str) -> None:
        said.append(message)
        done.set()

    with open_register(tmp_path / "a.db", write=True, clock=clock, wait=20, say=say) as store:
        assert store.documents() == ()
    other.join()
    assert "waiting" in said[0]


FILL = """
import resource, sys
from pathlib import Path
from factory import StandingClock, capture, document
from pactwatch.errors import ProofError, RegisterError
from pactwatch.nouns import Given
from pactwatch.store import open_register
from pactwatch.store.ledger import seal_anew
from store.test_inputs import terms_of
with open_register(Path(sys.argv[1]), write=True, clock=StandingClock()) as store:
    run = store.begin_run([], versions=[])
    intake = store.begin_intake(capture(), terms_of(), run)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    try:
        for n in range(100):
            store.add_document(document(f"{n} " * 20_000), None, intake=intake)
    except RegisterError as error:
        print(error)
"""


def test_full_disk_is_one_message_and_leaves_whole_documents(
    tmp_path: Path, clock: StandingClock
) -> None:
    """Where the disk is full the run stops with what to do; what was committed is whole."""
    found = subprocess.run(
        [sys.executable, "-c", FILL, tmp_path / "a.db"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert "make room" in found.stdout
    with open_register(tmp_path / "a.db", write=True, clock=clock) as store:
        texts = [doc.text for doc in store.documents()]
    assert texts
    assert all(text == f"{text.split()[0]} " * 20_000 for text in texts)


@pytest.mark.parametrize("is_altered", [False, True])
def test_migration_of_indexes_leaves_the_rows_covered_as_they_were(
    tmp_path: Path, clock: StandingClock, is_altered: bool
) -> None:
    """Indexes are made anew without a walk over every row; a row that was altered before shows after."""
    path = tmp_path / "a.db"
    make_register(path)
    engine = make_engine(path, write=True)
    with engine.begin() as connection:
        for order in ("DROP INDEX knot_by_knot", "UPDATE about SET key = 'tables 0015'",
                      "UPDATE alembic_version SET version_num = '0015'"):  # fmt: skip
            connection.exec_driver_sql(order)
        seal_anew(connection)
        if is_altered:
            connection.exec_driver_sql("UPDATE about SET value = '9.1.7'")
    engine.dispose()
    said: list[str] = []
    with open_register(path, write=True, clock=clock, say=said.append):
        pass
    assert any("tables 0016" in one for one in said)
    with open_to_prove(path) as register:
        if is_altered:
            with pytest.raises(ProofError, match="about"):
                register.prove_ledger()
        else:
            assert len(register.prove_ledger().digests) == 3


def test_long_work_says_how_far_it_is() -> None:
    """A line now and then, none where all is done at once."""
    now = itertools.count(0, 6)
    said: list[str] = []
    work = Progress(said.append, "sealed", total=10_000, seconds=lambda: float(next(now)))
    assert len(list(work.watch(iter([(n,) for n in range(8_000)])))) == 8_000
    assert said == ["sealed: 40%", "sealed: 80%"]
