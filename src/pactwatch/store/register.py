"""The register as the rooms above see it: nouns in, nouns out, each document in one transaction.

`open_register` is the one way in. A kill at any moment leaves whole documents only, each with its
reading and its claims.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pactwatch.errors import RegisterError
from pactwatch.ids import content_id
from pactwatch.nouns import (
    Day,
    Document,
    Issue,
    Judgement,
    Knot,
    Leaf,
    Outline,
    Reading,
    Register,
    Run,
)
from pactwatch.ports import Clock
from pactwatch.store import (
    changes,
    derived,
    neighbours,
    versions,
    views,
)
from pactwatch.store.incoming import Incoming
from pactwatch.store.lock import RegisterLock
from pactwatch.store.lookup import Lookup
from pactwatch.store.neighbours import Filed, KeptPages
from pactwatch.store.opening import (
    explained,
    make_engine,
    make_register,
    migrate,
    own_version,
    recognise,
)
from pactwatch.store.progress import Say
from pactwatch.store.schema import REVISION


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


class Store(Incoming):
    """An open register: what comes in, what is there, and what follows from it."""

    # -- what is there -------------------------------------------------------------------------

    def documents(self, among: Collection[str] | None = None) -> tuple[Document, ...]:
        """The documents, by id; `among`: some, with all that were read at their addresses."""
        with self.transaction("read") as connection:
            return views.load_documents(connection, among)

    def current_readings(self, among: Collection[str] | None = None) -> tuple[Reading, ...]:
        """The current reading of each document that has one, by document id."""
        with self.transaction("read") as connection:
            documents = views.load_documents(connection, among)
            return views.load_readings(connection, documents, is_part=among is not None)

    def documents_from(self, sources: Iterable[str]) -> tuple[Document, ...]:
        """The documents that were seen in some sources, and those at the addresses of these."""
        with self.transaction("read") as connection:
            seen = changes.pages_from(connection, sources)
            return views.load_documents(connection, changes.at_their_addresses(connection, seen))

    def issues(self) -> tuple[Issue, ...]:
        """The issues that stand."""
        with self.transaction("read") as connection:
            return views.load_issues(connection)

    def issue_days(self) -> dict[str, str]:
        """Issue id → the day on which it was first met."""
        with self.transaction("read") as connection:
            return views.load_issue_days(connection)

    def judgements(self) -> tuple[Judgement, ...]:
        """What people decided, in the order in which they did."""
        with self.transaction("read") as connection:
            return views.load_judgements(connection)

    def runs(self) -> tuple[Run, ...]:
        """The calls that wrote to the register, oldest first."""
        with self.transaction("read") as connection:
            return views.load_runs(connection)

    # -- what follows from it ------------------------------------------------------------------

    def fingerprint(self, *also: str) -> str:
        """Changes with every input that is added, and with `also` (the pack's version, the day)."""
        with self.transaction("read") as connection:
            newest = list(changes.newest_rows(connection).values())
        return content_id("inp", own_version(), newest, list(also))

    def signs(self, among: Collection[str] | None = None) -> dict[str, tuple[str, str]]:
        """Document id → the knot in which it is shown, and a hash of what that hung on."""
        with self.transaction("read") as connection:
            return derived.load_signs(connection, among)

    def changed_pages(self, basis: str) -> frozenset[str] | None:
        """The pages of which something may be shown otherwise since what is derived was.

        None where that was made on another basis (the pack, the program), or by no kept pages.
        """
        with self.transaction("read") as connection:
            newest = neighbours.load_indexed(connection, basis)
            return None if newest is None else changes.changed_pages(connection, newest)

    @contextmanager
    def neighbours(self) -> Iterator[KeptPages]:
        """The pages with which new ones are compared, to be brought up to what changed.

        They stand for nothing from here until `save_history` is done.
        """
        with self.transaction("written") as connection:
            neighbours.forget_indexed(connection)
            yield KeptPages(connection)

    def keep_neighbours(self, leaves: Iterable[Leaf], filed: Iterable[Filed]) -> None:
        """Keep all pages anew, and what ties them."""
        with self.transaction("written") as connection:
            neighbours.keep_all(connection, leaves, filed)

    def leaves(self, among: Collection[str]) -> tuple[Leaf, ...]:
        """What is kept of some pages, but for the keys by which they are found."""
        with self.transaction("read") as connection:
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
        with self.transaction("written", replaced=["derived", "search"]) as connection:
            versions.save_knots(connection, knots, gone)
            versions.save_issues(connection, issues)
            versions.save_fingerprint(connection, fingerprint)
            if basis:
                newest = changes.newest_rows(connection)
                neighbours.save_indexed(connection, fingerprint, basis, newest)

    def is_derived(self, fingerprint: str) -> bool:
        """Whether the derived tables were made of just these inputs."""
        with self.transaction("read") as connection:
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
        with self.transaction("read") as connection:
            if not derived.is_made_of(connection, fingerprint):
                return None
            return derived.load_register(connection, as_of, knots)

    def load_outlines(self, *, as_of: Day | None = None) -> tuple[tuple[Outline, str], ...]:
        """One line for each hub as of a day, with the knot in which the hub is shown."""
        with self.transaction("read") as connection:
            return derived.load_outlines(connection, as_of)

    def knots_of(self, begins: str) -> frozenset[str]:
        """The knot of what has this id; else of all records, hubs, claims and pages whose id begins so."""
        with self.transaction("read") as connection:
            return derived.find_knots_of(connection, begins)

    @contextmanager
    def look(self, day: Day | None = None) -> Iterator[Lookup]:
        """Parts of the register as last saved, by id; as of a day, of what was known by then."""
        with self.transaction("read") as connection:
            yield Lookup(connection, day, {})

    def save_asked(self, register: Register) -> None:
        """Keep what was shown, so that the next who asks hears what is new since."""
        with self.transaction("written", replaced=["asked"]) as connection:
            derived.save_asked(connection, register, self._clock.now().isoformat())

    def load_asked(self) -> tuple[str, Register] | None:
        """When somebody last asked what is new, and what the register was then."""
        with self.transaction("read") as connection:
            return derived.load_asked(connection)
