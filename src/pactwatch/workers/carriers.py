"""Who reads the pages: this process, or worker processes beside it.

What enters: captures in their order; what leaves: what was found in each, in the same order, so
that the register does not depend on how many workers there are.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

from pactwatch.collect import MetaTable
from pactwatch.config import Settings
from pactwatch.errors import RunError
from pactwatch.nouns import Capture, Document, Issue
from pactwatch.workers.pages import (
    Bench,
    MakeReaders,
    PageRead,
    PageResult,
    clean_pages,
    read_document,
)

T = TypeVar("T")

AHEAD = 2  #: captures in hand for each worker

#: Files of these types hold many pages, which are handed out one by one.
MANY_PAGES = ("application/json", "application/jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Generic[T]):
    """A capture to be read, what is said of it, and what the caller ties to it."""

    tag: T
    capture: Capture
    given: MetaTable
    is_read: Callable[[Document], bool]  #: whether the register has its reading already


def carry_here(jobs: Iterable[Job[T]], *, bench: Bench) -> Generator[tuple[T, PageResult | None]]:
    """Read in this process: jobs → (tag, result), with (tag, None) where a job is done."""
    for job in jobs:
        for found in clean_pages(job.capture, job.given, bench.settings):
            if isinstance(found, Issue):
                yield job.tag, found
            elif job.is_read(found):
                yield job.tag, PageRead(document=found, is_known=True)
            else:
                yield job.tag, read_document(found, bench.readers)
        yield job.tag, None


def carry_abroad(
    jobs: Iterable[Job[T]], *, settings: Settings, make_readers: MakeReaders, workers: int
) -> Generator[tuple[T, PageResult | None]]:
    """The same in worker processes. They end with this one, however it ends.

    RunError where one dies, as the system ends what takes too much memory.
    """
    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin_worker,
        initargs=(settings, make_readers),
    )
    waiting: deque[tuple[Job[T], Iterator[PageResult]]] = deque()
    try:
        for job in jobs:
            waiting.append((job, _submit(pool, job, settings, workers)))
            if len(waiting) > workers * AHEAD:
                yield from _finish(waiting)
        while waiting:
            yield from _finish(waiting)
    except BrokenProcessPool as error:
        near = waiting[0][0].capture.source if waiting else "the first input"
        raise RunError(
            f"{near}: a worker process died at or near this input, perhaps for want of memory; "
            "what was read is kept: run the same command again, with --jobs 1"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _finish(
    waiting: deque[tuple[Job[T], Iterator[PageResult]]],
) -> Iterator[tuple[T, PageResult | None]]:
    """Give what is found in the first that waits, and take it off when all of it is given."""
    job, results = waiting[0]
    for result in results:
        yield job.tag, result
    yield job.tag, None
    waiting.popleft()


def _submit(
    pool: ProcessPoolExecutor, job: Job[T], settings: Settings, workers: int
) -> Iterator[PageResult]:
    """Hand a capture out, and give what is found when it is asked for."""
    if job.capture.media_type in MANY_PAGES:
        return _page_by_page(pool, job, settings, workers)
    future = pool.submit(_read_capture, job.capture, job.given)
    return (result for done in (future,) for result in done.result())


def _page_by_page(
    pool: ProcessPoolExecutor, job: Job[T], settings: Settings, workers: int
) -> Iterator[PageResult]:
    waiting: deque[PageResult | Future[PageRead]] = deque()
    for found in clean_pages(job.capture, job.given, settings):
        if isinstance(found, Issue):
            waiting.append(found)
        elif job.is_read(found):
            waiting.append(PageRead(document=found, is_known=True))
        else:
            waiting.append(pool.submit(_read_document, found))
        if len(waiting) > workers * AHEAD:
            yield _await(waiting.popleft())
    while waiting:
        yield _await(waiting.popleft())


def _await(found: PageResult | Future[PageRead]) -> PageResult:
    return found.result() if isinstance(found, Future) else found


# -- in a worker process -----------------------------------------------------------------------

_bench: Bench | None = None


def _begin_worker(settings: Settings, make_readers: MakeReaders) -> None:
    """Ready a worker: Ctrl-C is the parent's to answer, and the parent's end is the worker's."""
    global _bench
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bench = Bench(settings=settings, readers=make_readers(settings))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_capture(capture: Capture, given: MetaTable) -> tuple[PageResult, ...]:
    assert _bench is not None
    return tuple(
        found if isinstance(found, Issue) else read_document(found, _bench.readers)
        for found in clean_pages(capture, given, _bench.settings)
    )


def _read_document(document: Document) -> PageRead:
    assert _bench is not None
    return read_document(document, _bench.readers)
