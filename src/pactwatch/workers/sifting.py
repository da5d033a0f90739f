"""Shard → what it holds for a register. What enters: a shard of a crawl; what leaves: the few pages
that tell something, read, and how many others were dropped at which stage and why.

Runs in this process or in any other, and touches no register. Each stage costs more than the one
before and sees fewer pages: the bytes without their tags, the text that an article can hold, the
cleaned text, the parse. None drops a page in which the readers would find anything.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Protocol, cast

from pactwatch.collect import (
    NO_ARTICLE,
    MetaTable,
    read_shard,
    strip_capture,
    strip_likely_capture,
)
from pactwatch.config import Settings
from pactwatch.ids import sha256_of
from pactwatch.nouns import Capture, Dropped, Issue, Shard
from pactwatch.workers.pages import (
    MakeReaders,
    PageReaders,
    PageResult,
    clean_pages,
    read_document,
)


class Sieve(Protocol):
    """What can tell which pages need not be read."""

    def missing(self, marked: str) -> str | None: ...


class SiftingReaders(Sieve, PageReaders, Protocol):
    """Readers that can tell which pages they need not see."""

    def can_read(self, language: str | None) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a worker is to do with each shard; it travels to other processes and machines.

    `keep_dropped`: so many of what is dropped are kept as a sample. `sifts` is False where every
    page is to be cleaned and read.
    """

    settings: Settings
    given: MetaTable
    make_readers: MakeReaders
    keep_dropped: int = 0
    sifts: bool = True


Record = Capture | Dropped | Issue  #: what a shard holds

BATCH: Final = 6_000_000  #: bytes of pages that one stage sees before the next does


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """A page of a crawl in which something was found, or which could not be read."""

    capture: Capture
    results: tuple[PageResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A dropped page; those of the lowest rank are kept, so that any order keeps the same."""

    rank: str
    stage: str
    capture: Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardRead:
    """All that came of a shard."""

    shard: Shard
    records: int
    kept: tuple[KeptPage, ...]
    issues: tuple[Issue, ...]
    dropped: tuple[tuple[str, str, int], ...]  #: stage, reason, how many
    sample: tuple[Sample, ...]


def in_batches(found: Iterable[Record]) -> Iterator[list[Record]]:
    """What stands in a shard, some millions of bytes at a time.

    Each stage then sees many pages one after the other, so that its tables and code stay in the
    processor's cache: the first sieve takes a tenth less time than page by page.
    """
    batch: list[Record] = []
    size = 0
    for one in found:
        batch.append(one)
        size += len(one.data) if isinstance(one, Capture) else 0
        if size >= BATCH:
            yield batch
            batch.clear()
            size = 0
    yield batch


def missing_in(pages: Sequence[Capture], sieve: Sieve, settings: Settings) -> list[str | None]:
    """The first sieve: for each page what it lacks, or None where it may tell something."""
    marked = [strip_capture(page, settings) for page in pages]
    return [None if text is None else sieve.missing(text) for text in marked]


class ShardReader:
    """Reads shards, one after the other, with readers that are made once."""

    def __init__(self, work: Work) -> None:
        self._work = work

    @cached_property
    def _readers(self) -> SiftingReaders:
        return cast(SiftingReaders, self._work.make_readers(self._work.settings))

    def read(self, shard: Shard) -> ShardRead:
        """Shard → what it holds; the same wherever and in whatever order it is read."""
        records = 0
        kept: list[KeptPage] = []
        issues: list[Issue] = []
        dropped: Counter[tuple[str, str]] = Counter()
        sample: list[Sample] = []
        for batch in in_batches(read_shard(shard, self._work.settings)):
            pages = [found for found in batch if isinstance(found, Capture)]
            sifted = self.sift(pages)
            issues += [found for found in batch if isinstance(found, Issue)]
            for found in batch:
                if isinstance(found, Issue):
                    continue
                records += 1
                page = found if isinstance(found, Dropped) else next(sifted)
                if isinstance(page, KeptPage):
                    kept.append(page)
                    continue
                dropped[page.stage, page.why] += 1
                if self._work.keep_dropped and isinstance(found, Capture):
                    self._add_to_sample(sample, page, found)
        return ShardRead(
            shard=shard,
            records=records,
            kept=tuple(kept),
            issues=tuple(issues),
            dropped=tuple((stage, why, n) for (stage, why), n in sorted(dropped.items())),
            sample=tuple(sample),
        )

    def _add_to_sample(self, sample: list[Sample], page: Dropped, capture: Capture) -> None:
        rank = sha256_of(capture.source.encode())[:16]
        if len(sample) < self._work.keep_dropped or rank < sample[-1].rank:
            sample.append(Sample(rank=rank, stage=page.stage, capture=capture))
            sample[:] = heapq.nsmallest(self._work.keep_dropped, sample, key=lambda one: one.rank)

    def sift(self, pages: Sequence[Capture]) -> Iterator[KeptPage | Dropped]:
        """Pages → for each what is found in it, or why it is dropped."""
        if not self._work.sifts:
            yield from map(self._read_all, pages)
            return
        for capture, why in zip(
            pages, missing_in(pages, self._readers, self._work.settings), strict=True
        ):
            if why is not None:
                yield Dropped(capture.source, "bytes", why)
            else:
                yield self._sift_again(capture)

    def _sift_again(self, capture: Capture) -> KeptPage | Dropped:
        marked = strip_likely_capture(capture, self._work.settings)
        why = None if marked is None else self._readers.missing(marked)
        if why is not None:
            return Dropped(capture.source, "page", why)
        return self._read_all(capture)

    def _read_all(self, capture: Capture) -> KeptPage | Dropped:
        results = tuple(self._read(capture))
        tellings = [one for one in results if not isinstance(one, Dropped)]
        if not tellings and results:
            return cast(Dropped, results[0])
        return KeptPage(capture=capture, results=tuple(tellings))

    def _read(self, capture: Capture) -> Iterator[PageResult | Dropped]:
        """What the pages in a capture tell; Dropped for each that tells nothing."""
        source, work = capture.source, self._work
        table = given_for(work.given, source)
        for found in clean_pages(capture, table, work.settings):
            if isinstance(found, Issue):
                is_list = found.what == NO_ARTICLE
                yield Dropped(source, "text", "no article in it") if is_list else found
            elif not self._readers.can_read(found.language):
                yield Dropped(source, "text", f"no reader for language {found.language!r}")
            elif work.sifts and (why := self._readers.missing(found.text)) is not None:
                yield Dropped(source, "text", why)
            else:
                page = read_document(found, self._readers)
                is_empty = page.reading is not None and not page.reading.claims
                yield Dropped(source, "reading", "tells nothing") if is_empty else page


def given_for(given: MetaTable, source: str) -> MetaTable:
    """What is said of one page: what is said of all, but for what is said of its address."""
    return replace(given, otherwise=given.given_for(source, None))
