"""Sources → register, on this machine. What enters: a request, an open store and an archive; what
leaves: a summary. The only room that knows the whole way of the data.

Each capture is archived before any row names it, each document is one transaction, and all is
committed here, in the order of the sources. So a kill at any moment leaves whole documents, and the
same call goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from pactwatch.collect import MetaTable, count_passed_over, find_captures, is_address
from pactwatch.config import Settings
from pactwatch.errors import SpanError
from pactwatch.nouns import Capture, Given, Issue, Run
from pactwatch.ports import Archive, Clock
from pactwatch.store import Intake, Store, Terms
from pactwatch.workers.carriers import Job, carry_abroad, carry_here
from pactwatch.workers.interrupt import Interrupt, listen_for_interrupt
from pactwatch.workers.pages import (
    Bench,
    MakeReaders,
    PageRead,
    PageReaders,
    PageResult,
    default_readers,
    version_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is: inputs done, of how many (None where it cannot be told), and the last."""

    done: int
    total: int | None
    source: str


def watch_nothing(_: Progress) -> None:
    """Where no terminal watches."""


def say_nothing(_: str) -> None:
    """Where nobody listens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRequest:
    """What is to be read, what is said of it, and how."""

    sources: tuple[str, ...]
    settings: Settings
    clock: Clock
    given: MetaTable = field(default_factory=MetaTable)
    jobs: int = 1
    stdin: BinaryIO | None = None
    records: tuple[str, ...] = ()  #: captures to be read again, out of the archive
    found: Callable[[], Iterable[Capture | Issue]] | None = None  #: captures from elsewhere
    make_readers: MakeReaders = default_readers
    watch: Callable[[Progress], None] = watch_nothing
    say: Callable[[str], None] = say_nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSummary:
    """What a call came to. `known` counts inputs, all else what was read in this call.

    Of crawls, `records` are those looked at in this call and before, and `dropped` how many of them
    were not kept, by stage and reason.
    """

    documents: int
    known: int
    in_domain: int
    claims: int
    issues: tuple[Issue, ...]
    passed_over: tuple[tuple[str, int], ...]
    interrupted: bool
    records: int = 0
    dropped: tuple[tuple[str, str, int], ...] = ()


@dataclass(slots=True)
class Tally:
    """What has been counted so far."""

    inputs: int = 0
    documents: int = 0
    known: int = 0
    in_domain: int = 0
    claims: int = 0
    issues: dict[str, Issue] = field(default_factory=dict)

    def summary(self, request: ReadRequest, *, interrupted: bool) -> ReadSummary:
        return ReadSummary(
            documents=self.documents,
            known=self.known,
            in_domain=self.in_domain,
            claims=self.claims,
            issues=tuple(self.issues.values()),
            passed_over=tuple(sorted(count_passed_over(request.sources).items())),
            interrupted=interrupted,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """What ties an result to its input."""

    intake: Intake
    terms: Terms


def read_sources(request: ReadRequest, store: Store, archive: Archive) -> ReadSummary:
    """Read what the request names into the register.

    An input that cannot be read becomes an Issue and the rest goes on; RunError stops the run,
    and the same call goes on with it. After Ctrl-C the document in hand is finished first.
    """
    readers = request.make_readers(request.settings)
    run = store.begin_run(request.sources, versions=[("readers", version_of(readers))])
    with listen_for_interrupt(request.say) as interrupt:
        reading = Reading(request, readers, store=store, archive=archive, run=run)
        reading.begin(interrupt)
        with closing(_carry(reading.jobs(), request, readers)) as found:
            for tag, result in found:
                reading.commit(tag, result)
                if interrupt.is_asked:
                    break
    if not interrupt.is_asked:
        store.end_run(run)
    return reading.tally.summary(request, interrupted=interrupt.is_asked)


def _carry(
    jobs: Iterator[Job[Tag]], request: ReadRequest, readers: PageReaders
) -> Generator[tuple[Tag, PageResult | None]]:
    if request.jobs == 1:
        bench = Bench(settings=request.settings, readers=readers)
        return carry_here(jobs, bench=bench)
    return carry_abroad(
        jobs,
        settings=request.settings,
        make_readers=request.make_readers,
        workers=request.jobs,
    )


class Reading:
    """One call of `read_sources`, between the sources and the register."""

    def __init__(
        self,
        request: ReadRequest,
        readers: PageReaders,
        *,
        store: Store,
        archive: Archive,
        run: Run,
    ) -> None:
        self._request = request
        self.readers = readers
        self.version = version_of(readers)
        self._store = store
        self._archive = archive
        self.run = run
        self._interrupt = Interrupt()
        self.by_url: Mapping[str, Given] = {}
        self._in_hand: set[str] = set()
        self._total: int | None = None
        self.tally = Tally()

    def begin(self, interrupt: Interrupt) -> None:
        """Note what is said of addresses, and count the inputs."""
        self._interrupt = interrupt
        self.by_url = self._store.tell_addresses(self._request.given.by_url, self.run)
        self._total = count_inputs(self._request)

    def jobs(self) -> Iterator[Job[Tag]]:
        """The inputs that are not known yet, archived, in their order."""
        for found in self._find():
            if self._interrupt.is_asked:
                return
            if isinstance(found, Issue):
                self.add_input_issue(found)
                self._is_done(found.source)
                continue
            job = self.take_in(found)
            if job is not None:
                yield job

    def _find(self) -> Iterator[Capture | Issue]:
        request = self._request
        yield from find_captures(
            request.sources, request.settings, clock=request.clock, stdin=request.stdin
        )
        yield from map(self._archive.fetch, request.records)
        if request.found is not None:
            yield from request.found()

    def take_in(self, capture: Capture) -> Job[Tag] | None:
        """Archive a capture and begin its intake, or note that it is known."""
        if capture.record in self._in_hand:
            self._is_known(capture.source, ())
            return None
        self._in_hand.add(capture.record)
        first_taken = self._store.captured_at(capture.record)
        if first_taken is None and capture.record in self._archive:  # killed before its row
            first_taken = self._archive.fetch(capture.record).captured_at
        if first_taken is not None:
            capture = replace(capture, captured_at=first_taken)
        self._archive.keep(capture)
        given = self._request.given.given_for(capture.source, None)
        given = self._store.tell(capture, given, self.run)
        table = replace(self._request.given, by_url=self.by_url, otherwise=given)
        terms = Terms(given=given, readers=self.version, told=table.given_for)
        intake = self._store.begin_intake(capture, terms, self.run)
        if intake.is_known:
            self._is_known(capture.source, self._store.issues_of(intake))
            return None
        return Job(
            tag=Tag(intake=intake, terms=terms),
            capture=capture,
            given=table,
            is_read=lambda document: self._store.has_read(document, self.readers.version),
        )

    def commit(self, tag: Tag, result: PageResult | None) -> None:
        """Put one result into the register, or note that its capture is done."""
        match result:
            case None:
                self._store.end_intake(tag.intake, tag.terms)
                self._is_done(tag.intake.source)
            case PageRead():
                self._commit_page(tag, result)
            case Issue():
                self._add_issue(tag, result)

    def _commit_page(self, tag: Tag, page: PageRead) -> None:
        reading = page.reading
        try:
            self._store.add_document(page.document, reading, intake=tag.intake)
        except SpanError as error:
            reading = None
            self._store.add_document(page.document, None, intake=tag.intake)
            self._add_issue(
                tag, Issue(source=page.document.source, stage="extract", what=str(error))
            )
        if page.issue is not None:
            self._add_issue(tag, page.issue)
        self.tally.documents += 1
        if reading is not None:
            self.tally.in_domain += reading.in_domain
            self.tally.claims += len(reading.claims)

    def add_input_issue(self, issue: Issue, *, source: str | None = None) -> None:
        """An issue met before there was a page; `source` is the input, where it is no page either."""
        self._store.add_issue(issue, source=source or issue.source, run=self.run)
        self.tally.issues[issue.id] = issue

    def _add_issue(self, tag: Tag, issue: Issue) -> None:
        self._store.add_issue(issue, source=tag.intake.source, run=self.run, intake=tag.intake)
        self.tally.issues[issue.id] = issue

    def _is_known(self, source: str, issues: tuple[Issue, ...]) -> None:
        self.tally.known += 1
        self.tally.issues.update((issue.id, issue) for issue in issues)
        self._is_done(source)

    def _is_done(self, source: str) -> None:
        self.tally.inputs += 1
        self._request.watch(Progress(done=self.tally.inputs, total=self._total, source=source))


def count_inputs(request: ReadRequest) -> int | None:
    """How many inputs the sources name; None where one is standard input."""
    if "-" in request.sources or request.found is not None:
        return None
    # nothing is larger than no bytes, so that no file is opened
    unopened = replace(request.settings, largest_file=0)
    files = [source for source in request.sources if not is_address(source)]
    found = find_captures(files, unopened, clock=request.clock)
    return sum(1 for _ in found) + len(request.sources) - len(files) + len(request.records)
