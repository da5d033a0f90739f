"""Crawls → register. What enters: a request whose sources hold crawl files, an open store and an
archive; what leaves: a summary.

One plan for every runner: shards, the same for any number of workers, each read as a whole; and one
committer, this process, which puts what comes of a shard into the register and then marks it done.
So the register is the same whatever the runner, the workers and the order, and a run that was killed
goes on with the shards that lack their mark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from pactwatch.collect import list_shards, split_sources
from pactwatch.nouns import Issue, Shard
from pactwatch.ports import Archive
from pactwatch.store import ShardDone, Store
from pactwatch.workers.carriers import Job, carry_here
from pactwatch.workers.interrupt import Interrupt, listen_for_interrupt
from pactwatch.workers.local import (
    Progress,
    Reading,
    ReadRequest,
    ReadSummary,
    Tag,
    read_sources,
    watch_nothing,
)
from pactwatch.workers.pages import Bench, version_of
from pactwatch.workers.samples import SampleFolder
from pactwatch.workers.sifting import KeptPage, ShardRead, ShardReader, Work, given_for

#: Reads shards, in any order, each once, wherever it likes to.
Carry = Callable[[Sequence[Shard], Work], Iterator[ShardRead]]


def carry_shards_here(shards: Sequence[Shard], work: Work) -> Iterator[ShardRead]:
    """The runner `local`: one shard after the other, in this process."""
    reader = ShardReader(work)
    for shard in shards:
        yield reader.read(shard)


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkRequest:
    """How crawl files are read, beside what `ReadRequest` says."""

    read: ReadRequest
    carry: Carry = carry_shards_here
    keep_dropped: int = 0
    sifts: bool = True


def read_all(request: BulkRequest, store: Store, archive: Archive) -> ReadSummary:
    """Read every source: crawl files by the request's runner, all else one by one.

    A folder is looked through for both.
    """
    crawls, others = split_sources(request.read.sources)
    if not crawls:
        return read_sources(request.read, store, archive)
    summary = _read_crawls(request, crawls, store=store, archive=archive)
    if not others or summary.interrupted:
        return summary
    return _sum(summary, read_sources(replace(request.read, sources=others), store, archive))


def _sum(first: ReadSummary, second: ReadSummary) -> ReadSummary:
    return replace(
        second,
        documents=first.documents + second.documents,
        known=first.known + second.known,
        in_domain=first.in_domain + second.in_domain,
        claims=first.claims + second.claims,
        issues=first.issues + second.issues,
        records=first.records,
        dropped=first.dropped,
    )


def _read_crawls(
    request: BulkRequest, crawls: Sequence[str], *, store: Store, archive: Archive
) -> ReadSummary:
    asked = request.read
    readers = asked.make_readers(asked.settings)
    run = store.begin_run(asked.sources, versions=[("readers", version_of(readers))])
    with listen_for_interrupt(asked.say) as interrupt:
        pages = replace(asked, sources=(), watch=watch_nothing)
        reading = Reading(pages, readers, store=store, archive=archive, run=run)
        committer = _Committer(request, reading, store)
        shards = committer.begin(crawls, interrupt)
        work = committer.work
        with closing(_as_generator(request.carry(shards, work))) as found:
            for shard_read in found:
                committer.commit(shard_read)
                if interrupt.is_asked:
                    break
    if not interrupt.is_asked:
        store.end_run(run)
    return committer.summary(interrupted=interrupt.is_asked)


def _as_generator(found: Iterable[ShardRead]) -> Generator[ShardRead]:
    yield from found


class _Committer:
    """The one that writes: what comes of shards into the register, each marked when all is in."""

    def __init__(self, request: BulkRequest, reading: Reading, store: Store) -> None:
        self._request = request
        self._reading = reading
        self._store = store
        self._samples = SampleFolder(
            store.path.with_name(store.path.name + ".dropped"), request.keep_dropped
        )
        self._records = 0
        self._dropped: Counter[tuple[str, str]] = Counter()
        self._done = 0
        self._total = 0

    def begin(self, crawls: Sequence[str], interrupt: Interrupt) -> list[Shard]:
        """The shards that are not done yet."""
        asked = self._request.read
        self._reading.begin(interrupt)
        self.work = Work(
            settings=replace(asked.settings, parses=None),  # a worker may be on another machine
            given=replace(asked.given, by_url=self._reading.by_url),
            make_readers=asked.make_readers,
            keep_dropped=self._request.keep_dropped,
            sifts=self._request.sifts,
        )
        self._bench = Bench(settings=asked.settings, readers=self._reading.readers)
        found = list(list_shards(sorted(set(crawls))))
        self._total = len(found)
        left: dict[str, Shard] = {}
        for shard in found:
            if isinstance(shard, Issue):
                self._reading.add_input_issue(shard)
            elif done := self._store.find_shard(shard, self._terms):
                self._count(done)
                self._tell(shard)
            elif shard.id in left:
                self._tell(shard)
            else:
                left[shard.id] = shard
        for source in sorted({one.source for one in left.values() if one.start == 0}):
            self._store.begin_input(source, self._reading.run)
        return list(left.values())

    @property
    def _terms(self) -> str:
        """Under what a shard is not read again."""
        request, work = self._request, self.work
        said = repr((sorted(work.given.by_url.items()), work.given.otherwise))
        return f"{self._reading.version} {request.sifts} {request.keep_dropped} {said}"

    def commit(self, read: ShardRead) -> None:
        """All that came of a shard, then its mark."""
        for page in read.kept:
            self._commit_page(page)
        for issue in read.issues:
            self._reading.add_input_issue(issue, source=read.shard.source)
        self._samples.add(read.sample)
        done = ShardDone(records=read.records, dropped=read.dropped, issues=read.issues)
        self._store.add_shard(read.shard, self._terms, done, run=self._reading.run)
        self._count(done)
        self._tell(read.shard)

    def _commit_page(self, page: KeptPage) -> None:
        job = self._reading.take_in(page.capture)
        if job is None:
            return
        if job.given.otherwise == given_for(self.work.given, page.capture.source).otherwise:
            for result in page.results:
                self._reading.commit(job.tag, result)
            self._reading.commit(job.tag, None)
        else:  # more was said of this page in another call
            self._read_again(job)

    def _read_again(self, job: Job[Tag]) -> None:
        for tag, result in carry_here([job], bench=self._bench):
            self._reading.commit(tag, result)

    def _count(self, done: ShardDone) -> None:
        self._records += done.records
        for stage, why, number in done.dropped:
            self._dropped[stage, why] += number
        for issue in done.issues:
            self._reading.tally.issues[issue.id] = issue

    def _tell(self, shard: Shard) -> None:
        self._done += 1
        now = Progress(done=self._done, total=self._total, source=shard.source)
        self._request.read.watch(now)

    def summary(self, *, interrupted: bool) -> ReadSummary:
        nothing = replace(self._request.read, sources=())
        read = self._reading.tally.summary(nothing, interrupted=interrupted)
        dropped = tuple((stage, why, n) for (stage, why), n in sorted(self._dropped.items()))
        return replace(read, records=self._records, dropped=dropped)
