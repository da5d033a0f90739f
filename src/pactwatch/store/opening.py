"""Path → a database that is a register of this version: recognised, made, or brought up to date.

A file that is not ours is never written to. A new register appears whole or not at all. An older
one is copied (`NAME.backup-REVISION`) before its migrations run.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pactwatch.errors import RegisterError
from pactwatch.store import sql
from pactwatch.store.ledger import begin_rows, count_rows, seal_anew, seal_kept
from pactwatch.store.progress import Progress, Say
from pactwatch.store.schema import APPLICATION_ID, REVISION, load_tables
from pactwatch.store.search import make_words

MIGRATIONS = Path(__file__).parent / "migrations"
MAGIC = b"SQLite format 3\x00"
CACHE_KB = (
    16_384  #: that each kept reader holds of the file: the upper levels of a large one's trees
)
COPIED = 25_000  #: pages of the file that are copied at once
BUSY_MS = 30_000  #: how long a statement waits for another connection's transaction


def own_version() -> str:
    """The version of the installed pactwatch."""
    try:
        return version("pactwatch")
    except PackageNotFoundError:
        return "0+source"


def make_engine(path: Path, *, write: bool, readers: int = 0) -> sql.Engine:
    """A pool of one kind of connection; `write` begins each transaction as the only writer.

    `readers`: so many connections are kept open for the next who reads.
    """
    mode = "rwc" if write else _read_mode(path)
    address = f"{path.absolute().as_uri()}?{mode if '=' in mode else 'mode=' + mode}"

    def connect() -> sqlite3.Connection:
        handle = sqlite3.connect(
            address, uri=True, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False
        )
        handle.execute("PRAGMA foreign_keys = ON")
        handle.execute("PRAGMA synchronous = NORMAL")
        if readers:
            handle.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        return handle

    kept: dict[str, Any] = {"poolclass": sql.NullPool}
    if readers:
        kept = {"poolclass": sql.QueuePool, "pool_size": readers, "max_overflow": readers}
    engine = sql.create_engine("sqlite://", creator=connect, **kept)
    begin = "BEGIN IMMEDIATE" if write else "BEGIN"

    @sql.event.listens_for(engine, "begin")
    def _(connection: sql.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _read_mode(path: Path) -> str:
    """Read-only; in a folder without the right to write, as a file that nobody changes."""
    has_wal = path.with_name(path.name + "-wal").exists()
    return "ro" if has_wal or os.access(path.parent, os.W_OK) else "mode=ro&immutable=1"


def recognise(path: Path) -> str | None:
    """Path → the revision of the register there, or None where there is no file or an empty one.

    RegisterError where it is something else, or newer than this program.
    """
    with explained(path, "read"):
        if not path.exists():
            return None
        if path.is_dir():
            raise RegisterError(f"{path}: a folder, expected a register file; name one inside it")
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
        if not head:
            return None
        if head != MAGIC:
            raise RegisterError(
                f"{path}: not a register but some other file, left as it is; name another path "
                "with --register"
            )
        address = f"{path.absolute().as_uri()}?mode=ro"
        if not os.access(path.parent, os.W_OK):
            address += "&immutable=1"
        with closing(sqlite3.connect(address, uri=True, timeout=BUSY_MS / 1000)) as handle:
            (owner,) = handle.execute("PRAGMA application_id").fetchone()
            if owner != APPLICATION_ID:
                raise RegisterError(
                    f"{path}: a database of another program, left as it is; name another path "
                    "with --register"
                )
            (revision,) = handle.execute("SELECT version_num FROM alembic_version").fetchone()
            (wrote,) = handle.execute(
                "SELECT max(value) FROM about WHERE rowid = (SELECT max(rowid) FROM about)"
            ).fetchone()
    if revision > REVISION:
        raise RegisterError(
            f"{path}: written by pactwatch {wrote or 'unknown'} (tables "
            f"{revision}); this is pactwatch {own_version()} (tables {REVISION}): "
            "install the newer one"
        )
    return str(revision)


def make_register(path: Path) -> None:
    """Make an empty register at `path`, which appears whole or not at all."""
    fresh = path.with_name(path.name + ".new")
    with explained(path, "written"):
        fresh.unlink(missing_ok=True)
        engine = make_engine(fresh, write=True)
        with engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            load_tables().metadata.create_all(connection)
            make_words(connection)
            connection.exec_driver_sql(
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
            )
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISION,))
            stamp_version(connection)
            seal_anew(connection)
        engine.dispose()
        with closing(sqlite3.connect(fresh)) as handle:
            handle.execute("PRAGMA journal_mode = WAL")
        for left in ("-wal", "-shm"):  # of a register that was deleted: SQLite would replay it
            path.with_name(path.name + left).unlink(missing_ok=True)
        fresh.replace(path)


def migrate(path: Path, revision: str, *, say: Say) -> None:
    """Copy an older register, then run the migrations that it lacks, all or none.

    Those that change no row say so (`KEEPS_ROWS`): what covered the rows goes on covering them.
    Otherwise all rows are sealed anew, which takes minutes where there are millions.
    """
    from alembic import command  # noqa: PLC0415 - slow to load, and rarely needed
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    with explained(path, "written"):
        copy = back_up(path, revision, say=say)
        say(f"{path}: tables {revision} are brought to {REVISION}; a copy is in {copy.name}")
        engine = make_engine(path, write=True)
        settings = Config()
        settings.set_main_option("script_location", str(MIGRATIONS))
        scripts = ScriptDirectory.from_config(settings)
        missing = list(scripts.iterate_revisions("head", revision))[::-1]
        is_kept = all(getattr(script.module, "KEEPS_ROWS", False) for script in missing)
        with engine.begin() as connection:
            settings.attributes["connection"] = connection
            before = begin_rows(connection) if is_kept else {}
            for script in missing:
                say(f"tables {script.revision}: {script.doc}")
                command.upgrade(settings, script.revision)
            stamp_version(connection)
            if is_kept:
                seal_kept(connection, before)
            else:
                sealing = Progress(say, "every row is sealed anew", total=count_rows(connection))
                seal_anew(connection, sealing.watch)
        engine.dispose()


def back_up(path: Path, revision: str, *, say: Say) -> Path:
    """A whole copy beside the register, under a name that is not taken yet."""
    stem = f"{path.name}.backup-{revision}"
    copy = path.with_name(stem)
    number = 2
    while copy.exists():
        copy = path.with_name(f"{stem}-{number}")
        number += 1
    part = path.with_name(f"{stem}.part")
    part.unlink(missing_ok=True)
    copying = Progress(say, f"{path} is copied first")
    copy_register(path, part, watch=copying.tell)
    return part.replace(copy)


def copy_register(
    path: Path, target: Path, *, watch: Callable[[int, int], None] | None = None
) -> None:
    """A whole copy, with what stands in the write-ahead log, as one file."""
    with (
        explained(path, "copied"),
        closing(sqlite3.connect(path)) as source,
        closing(sqlite3.connect(target)) as handle,
    ):

        def tell(_: int, left: int, total: int) -> None:
            if watch is not None:
                watch(total - left, total)

        source.backup(handle, pages=COPIED, progress=tell)


def stamp_version(connection: sql.Connection) -> None:
    """Note which version of the program made these tables."""
    about = load_tables()["about"]
    connection.execute(sql.insert(about).values(key=f"tables {REVISION}", value=own_version()))


@contextmanager
def explained(path: Path, doing: str) -> Iterator[None]:
    """Turns the database's and the system's errors into one that says what to do."""
    try:
        yield
    except OSError as error:
        raise RegisterError(_message(path, doing, error.strerror or str(error))) from error
    except sqlite3.Error as error:
        raise RegisterError(_message(path, doing, str(error))) from error
    except sql.DBAPIError as error:
        raise RegisterError(_message(path, doing, str(error.orig))) from error


def _message(path: Path, doing: str, why: str) -> str:
    return (
        f"{path}: the register cannot be {doing}: {why}. What was committed stays whole; make room "
        "or give the right to write, and run the same command again"
    )
