"""Crawls into a register: the same whatever the shards, the order and what happened on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from collect.crawls import Page, report, write_crawl
from factory import StandingClock
from pactwatch.archive import WarcArchive
from pactwatch.collect import list_shards
from pactwatch.config import Settings
from pactwatch.nouns import Shard
from pactwatch.store import open_register
from pactwatch.workers import BulkRequest, ReadRequest, ReadSummary, read_all
from pactwatch.workers.bulk import carry_shards_here
from pactwatch.workers.sifting import ShardRead, Work
from workers.doubles import make_sifting_readers

DEAL = "The deal between the two states was signed on {}."
OTHER = "The bridge over the river was opened on {}."
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


def crawl(folder: Path, name: str, days: Sequence[str] = DAYS) -> Path:
    """A crawl of pages of which every other one tells of a deal."""
    told = [(DEAL if i % 2 else OTHER).format(day) for i, day in enumerate(days)]
    pages = [
        Page(url=f"https://{name}.example/{i}", body=report(f"Page {name} {i}", text))
        for i, text in enumerate(told)
    ]
    return write_crawl(folder / f"{name}.warc.gz", pages)


@pytest.fixture
def crawls(tmp_path: Path) -> Path:
    """A folder of three crawl files with eighteen pages, of which nine tell of a deal."""
    folder = tmp_path / "crawls"
    folder.mkdir()
    for name in ("a", "b", "c"):
        crawl(folder, name)
    return folder


Read = Callable[..., ReadSummary]


@pytest.fixture
def read(tmp_path: Path, clock: StandingClock) -> Read:
    """Reads sources into `a.db`, or another register, with the double's readers."""

    def call(*sources: Path | str, register: str = "a.db", **how: Any) -> ReadSummary:
        path = tmp_path / register
        request = ReadRequest(
            sources=tuple(str(source) for source in sources),
            settings=Settings(),
            clock=clock,
            make_readers=make_sifting_readers,
        )
        with open_register(path, write=True, clock=clock) as store:
            archive = WarcArchive(path.with_name(path.name + ".archive"))
            return read_all(replace(BulkRequest(read=request), **how), store, archive)

    return call


def contents(path: Path, clock: StandingClock) -> tuple[object, ...]:
    """All that a register shows of its inputs."""
    with open_register(path, write=False, clock=clock) as store:
        return store.documents(), store.current_readings(), store.issues()


def cut_small(shards: Sequence[Shard]) -> list[Shard]:
    """The same files in shards of a few hundred bytes."""
    sources = sorted({shard.source for shard in shards})
    return [one for one in list_shards(sources, size=500) if isinstance(one, Shard)]


def test_pages_that_tell_something_are_kept_and_others_counted(read: Read, crawls: Path) -> None:
    """Nine pages tell of a deal; the others are counted with stage and reason."""
    summary = read(crawls)
    assert (summary.records, summary.documents, summary.claims) == (18, 9, 9)
    assert summary.dropped == (("bytes", "no deal in it", 9),)
    assert summary.passed_over == ()


def test_order_and_shards_leave_no_trace(
    read: Read, crawls: Path, tmp_path: Path, clock: StandingClock
) -> None:
    """Another order of files, shards read backwards, smaller shards: the register shows the same."""
    read(crawls)

    def backwards(shards: Sequence[Shard], work: Work) -> Iterator[ShardRead]:
        yield from carry_shards_here(list(reversed(cut_small(shards))), work)

    read(*sorted(crawls.iterdir(), reverse=True), register="b.db", carry=backwards)
    assert contents(tmp_path / "a.db", clock) == contents(tmp_path / "b.db", clock)


def test_killed_run_goes_on_with_what_lacks_its_mark(
    read: Read, crawls: Path, tmp_path: Path, clock: StandingClock
) -> None:
    """Shards that are done are not read again, and the summary counts them all the same."""
    whole = read(crawls, register="b.db")
    seen: list[str] = []

    def watched(shards: Sequence[Shard], work: Work) -> Iterator[ShardRead]:
        for found in carry_shards_here(shards, work):
            seen.append(found.shard.source)
            yield found
            if len(seen) == 2:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(crawls, carry=watched)
    summary = read(crawls, carry=watched)
    assert len(seen) == 3
    assert (summary.records, summary.dropped) == (whole.records, whole.dropped)
    assert contents(tmp_path / "a.db", clock) == contents(tmp_path / "b.db", clock)


def test_one_page_in_several_captures_is_one_document(
    read: Read, tmp_path: Path, clock: StandingClock
) -> None:
    """Known since the first capture, whichever is read first."""
    body = report("A deal", DEAL.format("Monday"))
    days = ("2025-03-02T06:00:00Z", "2025-03-01T06:00:00Z")
    for name, day in zip("ab", days, strict=True):
        write_crawl(tmp_path / f"{name}.warc.gz", [Page(body=body, at=day)])
    read(tmp_path / "a.warc.gz")
    read(tmp_path / "b.warc.gz")
    read(tmp_path / "b.warc.gz", tmp_path / "a.warc.gz", register="b.db")
    (document,) = contents(tmp_path / "a.db", clock)[0]  # type: ignore[misc]
    assert (document.known, document.known_basis) == ("2025-03-01", "collected")
    assert contents(tmp_path / "a.db", clock) == contents(tmp_path / "b.db", clock)


def test_file_fetched_again_has_no_issue_left(
    read: Read, tmp_path: Path, clock: StandingClock
) -> None:
    """The issue of a truncated file stands until the whole file is read."""
    path = crawl(tmp_path, "a")
    data = path.read_bytes()
    path.write_bytes(data[:-40])
    assert len(read(path).issues) == 1
    assert len(read(path).issues) == 1
    path.write_bytes(data)
    assert read(path).issues == ()
    assert contents(tmp_path / "a.db", clock)[2] == ()


@pytest.mark.parametrize("order", [1, -1])
def test_sample_of_what_was_dropped(read: Read, crawls: Path, tmp_path: Path, order: int) -> None:
    """The same pages whatever the order; they can be read again as any crawl, each of them whole."""
    read(*sorted(crawls.iterdir())[::order], register=f"{order}.db", keep_dropped=4)
    kept = sorted(p.name for p in (tmp_path / f"{order}.db.dropped").iterdir())
    assert (
        kept
        == [
            "15ef4f8f1e2ae4b7.bytes.warc.gz",
        ]
        or len(kept) == 4
    )
    summary = read(tmp_path / f"{order}.db.dropped", register="check.db", sifts=False)
    assert (summary.records, summary.documents) == (4, 0)


def test_every_page_can_be_read_without_a_sieve(read: Read, crawls: Path) -> None:
    """Without the sieve nothing is dropped before it is read."""
    summary = read(crawls, sifts=False)
    assert summary.documents == 9
    assert summary.dropped == (("reading", "tells nothing", 9),)


def test_reports_and_crawls_in_one_folder(read: Read, crawls: Path) -> None:
    """A folder is looked through for both."""
    (crawls / "report.txt").write_text("A deal was signed.\n" * 5)
    (crawls / "table.xls").write_text("x")
    summary = read(crawls)
    assert (summary.documents, summary.records) == (10, 18)
    assert summary.passed_over == ((".xls", 1),)
