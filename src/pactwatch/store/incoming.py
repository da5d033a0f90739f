"""What comes in: runs, captures, documents with their readings, verdicts, what a watch has seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pactwatch.ids import content_id
from pactwatch.nouns import (
    Capture,
    Card,
    Document,
    Given,
    Issue,
    Judgement,
    Reading,
    Run,
    Shard,
    Visit,
)
from pactwatch.store import anchors, inputs, shards, sql, views, visits
from pactwatch.store.inputs import Intake, Terms
from pactwatch.store.opening import own_version
from pactwatch.store.schema import load_tables
from pactwatch.store.shards import ShardDone
from pactwatch.store.transactions import Transactions


class Incoming(Transactions):
    """The way in of a register: inputs are appended, and nothing of them is altered."""

    # -- runs ----------------------------------------------------------------------------------

    def begin_run(self, arguments: Sequence[str], *, versions: Iterable[tuple[str, str]]) -> Run:
        """Note that a call begins to write; its rows name it."""
        started_at = self._clock.now().isoformat()
        with self.transaction("written") as connection:
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
        with self.transaction("written") as connection:
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
        with self.transaction("read") as connection:
            return connection.execute(query).first() is not None

    def captures(self) -> tuple[str, ...]:
        """The records of all captures, by the time at which they were taken."""
        table = load_tables()["capture"]
        query = sql.select(table.c.id).order_by(table.c.captured_at, table.c.source, table.c.id)
        with self.transaction("read") as connection:
            return tuple(connection.execute(query).scalars())

    def captured_at(self, record: str) -> str | None:
        """When a capture was first taken, or None where it is new."""
        table = load_tables()["capture"]
        with self.transaction("read") as connection:
            query = sql.select(table.c.captured_at).where(table.c.id == record)
            return connection.execute(query).scalar()

    def tell(self, capture: Capture, given: Given, run: Run) -> Given:
        """Append what the caller says of a capture; returns all that people have said of it.

        What was said before holds until something else is said, so that reading a folder again
        without the words that came with one of its files takes nothing back.
        """
        with self.transaction("written") as connection:
            return self._tell(connection, "capture", {capture.record: given}, run)[capture.record]

    def tell_addresses(self, rows: Mapping[str, Given], run: Run) -> dict[str, Given]:
        """The same of addresses, wherever they are met; returns what is said of any of them."""
        with self.transaction("written") as connection:
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
        with self.transaction("written") as connection:
            inputs.add_capture(connection, capture, run.id)
            intake = inputs.begin_intake(connection, capture, terms, run.id)
            if intake.is_known:
                inputs.note_read(connection, intake)
            return intake

    def issues_of(self, intake: Intake) -> tuple[Issue, ...]:
        """The issues that an intake met, each once."""
        with self.transaction("read") as connection:
            return views.load_issues_of(connection, intake.seq)

    def add_document(self, document: Document, reading: Reading | None, *, intake: Intake) -> None:
        """A document with its reading and claims, in one transaction.

        SpanError, and nothing is added, where a claim does not quote the document.
        """
        with self.transaction("written") as connection:
            inputs.add_document(connection, document, intake)
            if reading is not None:
                inputs.add_reading(connection, document, reading, intake.run_id)

    def add_issue(
        self, issue: Issue, *, source: str, run: Run, intake: Intake | None = None
    ) -> None:
        """An issue that the input `source` met; without an intake, before there were bytes."""
        with self.transaction("written") as connection:
            inputs.add_issue(
                connection,
                issue,
                source=source,
                intake=intake.seq if intake else None,
                run_id=run.id,
            )

    def end_intake(self, intake: Intake, terms: Terms) -> None:
        """All that a capture holds is in; under these terms it is not taken in again."""
        with self.transaction("written") as connection:
            inputs.end_intake(connection, intake, terms)
            inputs.note_read(connection, intake)

    def begin_input(self, source: str, run: Run) -> None:
        """An input of many pages is read from its start; issues that it met before stand no more."""
        with self.transaction("written") as connection:
            shards.begin_input(connection, source, run.id)

    def find_shard(self, shard: Shard, terms: str) -> ShardDone | None:
        """What a piece of a crawl came to under these terms, or None where it is not in."""
        with self.transaction("read") as connection:
            return shards.find_shard(connection, shard, terms)

    def add_shard(self, shard: Shard, terms: str, done: ShardDone, *, run: Run) -> None:
        """All that a piece of a crawl holds is in; under these terms it is not read again."""
        with self.transaction("written") as connection:
            shards.add_shard(connection, shard, terms, done=done, run_id=run.id)

    def add_judgement(self, judgement: Judgement, run: Run) -> None:
        """A person's verdict."""
        with self.transaction("written") as connection:
            inputs.add_judgement(connection, judgement, run.id)

    # -- what a watch has seen -----------------------------------------------------------------

    def visit_of(self, address: str) -> Visit | None:
        """What came of an address when it was last asked for."""
        with self.transaction("read") as connection:
            return visits.visit_of(connection, address)

    def due_visits(self) -> tuple[Visit, ...]:
        """Pages that are still to be fetched: named by a feed, or to be tried again."""
        with self.transaction("read") as connection:
            return visits.load_due(connection)

    def add_visits(self, seen: Sequence[Visit], run: Run) -> None:
        """What came of addresses, all or none of it."""
        with self.transaction("written") as connection:
            visits.add_visits(connection, seen, run.id)

    def add_cards(self, cards: Sequence[Card], run: Run) -> None:
        """What people say of outlets, where it is not what they said last."""
        with self.transaction("written") as connection:
            visits.add_cards(connection, cards, run.id)

    def cards(self) -> tuple[Card, ...]:
        """What people said last of each outlet, by its name."""
        with self.transaction("read") as connection:
            return visits.load_cards(connection)

    # -- what proves it ------------------------------------------------------------------------

    def unanchored_head(self) -> str | None:
        """The newest seal, where more than the anchor itself was written since the last anchor."""
        with self.transaction("read") as connection:
            return anchors.unanchored_head(connection)

    def add_anchor(self, sealed: str, head: str) -> None:
        """That a seal stands in the archive, whose last hash is now `head`."""
        with self.transaction("written") as connection:
            anchors.add_anchor(connection, sealed, head, self._clock.now().isoformat())
