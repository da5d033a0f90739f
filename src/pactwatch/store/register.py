"""The register as the rooms above see it: nouns in, nouns out, each document in one transaction.

`open_register` is the one way in. A kill at any moment leaves whole documents only, each with its
reading and its claims.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from pactwatch.errors import RegisterError
from pactwatch.ids import content_id
from pactwatch.nouns import (
    Capture,
    Card,
    Day,
    Discrepancy,
    Document,
    Given,
    Hub,
    Issue,
    Judgement,
    Knot,
    Leaf,
    Reading,
    Register,
    Run,
    Shard,
    Visit,
)
from pactwatch.ports import Clock
from pactwatch.store import (
    anchors,
    changes,
    derived,
    inputs,
    ledger,
    neighbours,
    shards,
    sql,
    views,
    visits,
)
from pactwatch.store.inputs import Intake, Terms
from pactwatch.store.lock import RegisterLock
from pactwatch.store.neighbours import Filed, KeptPages
from pactwatch.store.opening import (
    explained,
    make_engine,
    make_register,
    migrate,
    own_version,
    recognise,
)
from pactwatch.store.schema import REVISION, load_tables
from pactwatch.store.shards import ShardDone

Say = Callable[[str], None]


def say_nothing(_: str) -> None:
    """Where nobody listens."""


def open_register(
    path: Path, *, write: bool, clock: Clock, wait: float = 0, say: Say = say_nothing
) -> Store:
    """Path → Store; a new register is made only for writing, an older one is brought up to date.

    For writing, the register's lock is held until `close`; `wait` is how many seconds to wait for
    another writer. RegisterError says what is in the way. Use it as a context manager.
    """
    lock = RegisterLock(path)
    revision = recognise(path)
    if revision is None and not write:
        raise RegisterError(
            f"{path}: no register there; make one with `pactwatch read FILES --register "
            f"{path}`, or name another with --register or PACTWATCH_REGISTER"
        )
    if write or revision != REVISION:
        if write:
            with explained(path, "written"):
                path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(wait=wait, say=say)
        try:
            revision = recognise(path)  # another writer may have made or migrated it meanwhile
            if revision is None:
                make_register(path)
            elif revision != REVISION:
                migrate(path, revision, say=say)
        except BaseException:
            lock.release()
            raise
    if not write:
        lock.release()
    return Store(path, engine=make_engine(path, write=write), clock=clock, lock=lock)


class Store:
    """An open register."""

    def __init__(self, path: Path, *, engine: sql.Engine, clock: Clock, lock: RegisterLock) -> None:
        self.path = path
        self._engine = engine
        self._clock = clock
        self._lock = lock
        self._connection: sql.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database and give the lock back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._engine.dispose()
        self._lock.release()

    @contextmanager
    def _transaction(self, doing: str, *, replaced: Sequence[str] = ()) -> Iterator[sql.Connection]:
        """One transaction; what is written in it is sealed at its end."""
        with explained(self.path, doing):
            if self._connection is None:
                self._connection = self._engine.connect()
            with self._connection.begin():
                if doing == "read":
                    yield self._connection
                    return
                marks = ledger.begin_rows(self._connection, replaced)
                yield self._connection
                ledger.seal_rows(self._connection, marks, replaced)

    # -- runs ----------------------------------------------------------------------------------

    def begin_run(self, arguments: Sequence[str], *, versions: Iterable[tuple[str, str]]) -> Run:
        """Note that a call begins to write; its rows name it."""
        started_at = self._clock.now().isoformat()
        with self._transaction("written") as connection:
            table = load_tables()["run"]
            number = connection.execute(sql.select(sql.func.count()).select_from(table)).scalar()
            run = Run(
                id=content_id("run", started_at, list(arguments), number),
                started_at=started_at,
                ended_at=None,
                versions=tuple(sorted({"pactwatch": own_version(), **dict(versions)}.items())),
                arguments=tuple(arguments),
            )
            inputs.add_run(connection, run)
        return run

    def end_run(self, run: Run) -> None:
        """Note that the call ended well."""
        with self._transaction("written") as connection:
            inputs.end_run(connection, run.id, self._clock.now().isoformat())

    # -- what comes in -------------------------------------------------------------------------

    def has_read(self, document: Document, readers: str) -> bool:
        """Whether these readers have read a document with just this face."""
        table = load_tables()["reading"]
        query = sql.select(table.c.seq).where(
            table.c.doc_id == document.id,
            table.c.readers == readers,
            table.c.face == inputs.face_of(document),
        )
        with self._transaction("read") as connection:
            return connection.execute(query).first() is not None

    def captures(self) -> tuple[str, ...]:
        """The records of all captures, by the time at which they were taken."""
        table = load_tables()["capture"]
        query = sql.select(table.c.id).order_by(table.c.captured_at, table.c.source, table.c.id)
        with self._transaction("read") as connection:
            return tuple(connection.execute(query).scalars())

    def captured_at(self, record: str) -> str | None:
        """When a capture was first taken, or None where it is new."""
        table = load_tables()["capture"]
        with self._transaction("read") as connection:
            query = sql.select(table.c.captured_at).where(table.c.id == record)
            return connection.execute(query).scalar()

    def tell(self, capture: Capture, given: Given, run: Run) -> Given:
        """Append what the caller says of a capture; returns all that people have said of it.

        What was said before holds until something else is said, so that reading a folder again
        without the words that came with one of its files takes nothing back.
        """
        with self._transaction("written") as connection:
            return self._tell(connection, "capture", {capture.record: given}, run)[capture.record]

    def tell_addresses(self, rows: Mapping[str, Given], run: Run) -> dict[str, Given]:
        """The same of addresses, wherever they are met; returns what is said of any of them."""
        with self._transaction("written") as connection:
            return self._tell(connection, "address", rows, run)

    def _tell(
        self, connection: sql.Connection, about: str, rows: Mapping[str, Given], run: Run
    ) -> dict[str, Given]:
        only = next(iter(rows)) if about == "capture" else None
        said = inputs.told_of(connection, about, only)
        for subject, given in rows.items():
            telling = inputs.Telling(
                about=about,
                subject=subject,
                told_at=self._clock.now().isoformat(),
                run_id=run.id,
            )
            said[subject] = inputs.tell(connection, telling, given, before=said.get(subject))
        return said

    def begin_intake(self, capture: Capture, terms: Terms, run: Run) -> Intake:
        """Begin to take a capture in, or go on with it; it may be known already.

        Its bytes must be in the archive.
        """
        with self._transaction("written") as connection:
            inputs.add_capture(connection, capture, run.id)
            intake = inputs.begin_intake(connection, capture, terms, run.id)
            if intake.is_known:
                inputs.note_read(connection, intake)
            return intake

    def issues_of(self, intake: Intake) -> tuple[Issue, ...]:
        """The issues that an intake met, each once."""
        with self._transaction("read") as connection:
            return views.load_issues_of(connection, intake.seq)

    def add_document(self, document: Document, reading: Reading | None, *, intake: Intake) -> None:
        """A document with its reading and claims, in one transaction.

        SpanError, and nothing is added, where a claim does not quote the document.
        """
        with self._transaction("written") as connection:
            inputs.add_document(connection, document, intake)
            if reading is not None:
                inputs.add_reading(connection, document, reading, intake.run_id)

    def add_issue(
        self, issue: Issue, *, source: str, run: Run, intake: Intake | None = None
    ) -> None:
        """An issue that the input `source` met; without an intake, before there were bytes."""
        with self._transaction("written") as connection:
            inputs.add_issue(
                connection,
                issue,
                source=source,
                intake=intake.seq if intake else None,
                run_id=run.id,
            )

    def end_intake(self, intake: Intake, terms: Terms) -> None:
        """All that a capture holds is in; under these terms it is not taken in again."""
        with self._transaction("written") as connection:
            inputs.end_intake(connection, intake, terms)
            inputs.note_read(connection, intake)

    def begin_input(self, source: str, run: Run) -> None:
        """An input of many pages is read from its start; issues that it met before stand no more."""
        with self._transaction("written") as connection:
            shards.begin_input(connection, source, run.id)

    def find_shard(self, shard: Shard, terms: str) -> ShardDone | None:
        """What a piece of a crawl came to under these terms, or None where it is not in."""
        with self._transaction("read") as connection:
            return shards.find_shard(connection, shard, terms)

    def add_shard(self, shard: Shard, terms: str, done: ShardDone, *, run: Run) -> None:
        """All that a piece of a crawl holds is in; under these terms it is not read again."""
        with self._transaction("written") as connection:
            shards.add_shard(connection, shard, terms, done=done, run_id=run.id)

    def add_judgement(self, judgement: Judgement, run: Run) -> None:
        """A person's verdict."""
        with self._transaction("written") as connection:
            inputs.add_judgement(connection, judgement, run.id)

    # -- what a watch has seen -----------------------------------------------------------------

    def visit_of(self, address: str) -> Visit | None:
        """What came of an address when it was last asked for."""
        with self._transaction("read") as connection:
            return visits.visit_of(connection, address)

    def due_visits(self) -> tuple[Visit, ...]:
        """Pages that are still to be fetched: named by a feed, or to be tried again."""
        with self._transaction("read") as connection:
            return visits.load_due(connection)

    def add_visits(self, seen: Sequence[Visit], run: Run) -> None:
        """What came of addresses, all or none of it."""
        with self._transaction("written") as connection:
            visits.add_visits(connection, seen, run.id)

    def add_cards(self, cards: Sequence[Card], run: Run) -> None:
        """What people say of outlets, where it is not what they said last."""
        with self._transaction("written") as connection:
            visits.add_cards(connection, cards, run.id)

    def cards(self) -> tuple[Card, ...]:
        """What people said last of each outlet, by its name."""
        with self._transaction("read") as connection:
            return visits.load_cards(connection)

    # -- what proves it ------------------------------------------------------------------------

    def unanchored_head(self) -> str | None:
        """The newest seal, where more than the anchor itself was written since the last anchor."""
        with self._transaction("read") as connection:
            return anchors.unanchored_head(connection)

    def add_anchor(self, sealed: str, head: str) -> None:
        """That a seal stands in the archive, whose last hash is now `head`."""
        with self._transaction("written") as connection:
            anchors.add_anchor(connection, sealed, head, self._clock.now().isoformat())

    # -- what is there -------------------------------------------------------------------------

    def documents(self, among: Collection[str] | None = None) -> tuple[Document, ...]:
        """The documents, by id; `among`: some, with all that were read at their addresses."""
        with self._transaction("read") as connection:
            return views.load_documents(connection, among)

    def current_readings(self, among: Collection[str] | None = None) -> tuple[Reading, ...]:
        """The current reading of each document that has one, by document id."""
        with self._transaction("read") as connection:
            documents = views.load_documents(connection, among)
            return views.load_readings(connection, documents, is_part=among is not None)

    def documents_from(self, sources: Iterable[str]) -> tuple[Document, ...]:
        """The documents that were seen in some sources, and those at the addresses of these."""
        with self._transaction("read") as connection:
            seen = changes.pages_from(connection, sources)
            return views.load_documents(connection, changes.at_their_addresses(connection, seen))

    def issues(self) -> tuple[Issue, ...]:
        """The issues that stand."""
        with self._transaction("read") as connection:
            return views.load_issues(connection)

    def issue_days(self) -> dict[str, str]:
        """Issue id → the day on which it was first met."""
        with self._transaction("read") as connection:
            return views.load_issue_days(connection)

    def judgements(self) -> tuple[Judgement, ...]:
        """What people decided, in the order in which they did."""
        with self._transaction("read") as connection:
            return views.load_judgements(connection)

    def runs(self) -> tuple[Run, ...]:
        """The calls that wrote to the register, oldest first."""
        with self._transaction("read") as connection:
            return views.load_runs(connection)

    # -- what follows from it ------------------------------------------------------------------

    def fingerprint(self, *also: str) -> str:
        """Changes with every input that is added, and with `also` (the pack's version, the day)."""
        with self._transaction("read") as connection:
            newest = list(changes.newest_rows(connection).values())
        return content_id("inp", own_version(), newest, list(also))

    def signs(self, among: Collection[str] | None = None) -> dict[str, tuple[str, str]]:
        """Document id → the knot in which it is shown, and a hash of what that hung on."""
        with self._transaction("read") as connection:
            return derived.load_signs(connection, among)

    def changed_pages(self, basis: str) -> frozenset[str] | None:
        """The pages of which something may be shown otherwise since what is derived was.

        None where that was made on another basis (the pack, the program), or by no kept pages.
        """
        with self._transaction("read") as connection:
            newest = neighbours.load_indexed(connection, basis)
            return None if newest is None else changes.changed_pages(connection, newest)

    @contextmanager
    def neighbours(self) -> Iterator[KeptPages]:
        """The pages with which new ones are compared, to be brought up to what changed.

        They stand for nothing from here until `save_history` is done.
        """
        with self._transaction("written") as connection:
            neighbours.forget_indexed(connection)
            yield KeptPages(connection)

    def keep_neighbours(self, leaves: Iterable[Leaf], filed: Iterable[Filed]) -> None:
        """Keep all pages anew, and what ties them."""
        with self._transaction("written") as connection:
            neighbours.keep_all(connection, leaves, filed)

    def leaves(self, among: Collection[str]) -> tuple[Leaf, ...]:
        """What is kept of some pages, but for the keys by which they are found."""
        with self._transaction("read") as connection:
            return neighbours.load_leaves(connection, among)

    def save_history(
        self,
        knots: Iterable[Knot],
        issues: Iterable[tuple[Day, Issue, Issue]],
        *,
        gone: Iterable[str] = (),
        fingerprint: str,
        basis: str = "",
    ) -> None:
        """Replace what is shown of these knots, and take out that of knots that are `gone`.

        `issues`, all of them: from which day on each is shown, as it was met, and as it is shown.
        `basis`: on what it hangs beside the inputs; with it, the neighbours stand for all this.
        All is done in one transaction.
        """
        with self._transaction("written", replaced=["derived", "search"]) as connection:
            derived.save_knots(connection, knots, gone)
            derived.save_issues(connection, issues)
            derived.save_fingerprint(connection, fingerprint)
            if basis:
                newest = changes.newest_rows(connection)
                neighbours.save_indexed(connection, fingerprint, basis, newest)

    def is_derived(self, fingerprint: str) -> bool:
        """Whether the derived tables were made of just these inputs."""
        with self._transaction("read") as connection:
            return derived.is_made_of(connection, fingerprint)

    def load_register(
        self,
        fingerprint: str,
        *,
        as_of: Day | None = None,
        knots: Collection[str] | None = None,
    ) -> Register | None:
        """The register as of a day, or today; None where the inputs have changed since.

        `knots`: only these of it. Each of its parts comes in no particular order.
        """
        with self._transaction("read") as connection:
            if not derived.is_made_of(connection, fingerprint):
                return None
            return derived.load_register(connection, as_of, knots)

    def load_outline(
        self, *, as_of: Day | None = None
    ) -> tuple[tuple[Hub, ...], tuple[Discrepancy, ...], dict[str, str]]:
        """The hubs and discrepancies as of a day, and the knot of each hub."""
        with self._transaction("read") as connection:
            return derived.load_outline(connection, as_of)

    def load_pages(self, *, as_of: Day | None = None) -> dict[str, frozenset[str]]:
        """Record or claim id → the pages that tell it, as of a day."""
        with self._transaction("read") as connection:
            return derived.load_pages(connection, as_of)

    def knots_of(self, begins: str) -> frozenset[str]:
        """The knots of all records, hubs, claims and pages whose id begins so."""
        with self._transaction("read") as connection:
            return derived.find_knots_of(connection, begins)

    def save_asked(self, register: Register) -> None:
        """Keep what was shown, so that the next who asks hears what is new since."""
        with self._transaction("written", replaced=["asked"]) as connection:
            derived.save_asked(connection, register, self._clock.now().isoformat())

    def load_asked(self) -> tuple[str, Register] | None:
        """When somebody last asked what is new, and what the register was then."""
        with self._transaction("read") as connection:
            return derived.load_asked(connection)
