"""From sources to register: the same register whatever the order, the parts or the workers."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factory import StandingClock
from pactwatch.archive import WarcArchive
from pactwatch.collect import load_meta
from pactwatch.config import Settings
from pactwatch.errors import RunError
from pactwatch.store import open_register
from pactwatch.workers import Progress, ReadRequest, ReadSummary, read_sources
from workers.doubles import make_first_line_readers

PAGE = "The {} deal was signed on Monday.\nOfficials of both states were present at the ceremony.\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of twelve pages, of which two cannot be read and one holds five."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.txt").write_text(PAGE.format(f"number {number}"))
    (folder / "empty.txt").write_text("")
    (folder / "broken.json").write_text("{")
    lines = [{"text": PAGE.format(n), "url": f"https://news.example/{n}"} for n in range(5)]
    (folder / "many.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


@pytest.fixture
def read(tmp_path: Path, clock: StandingClock) -> Callable[..., ReadSummary]:
    """Reads sources into `a.db`, or another register, with the double's readers."""

    def call(*sources: Path | str, register: str = "a.db", **how: Any) -> ReadSummary:
        path = tmp_path / register
        request = ReadRequest(
            sources=tuple(str(source) for source in sources),
            settings=Settings(),
            clock=clock,
            make_readers=make_first_line_readers,
        )
        with open_register(path, write=True, clock=clock) as store:
            archive = WarcArchive(path.with_name(path.name + ".archive"))
            return read_sources(replace(request, **how), store, archive)

    return call


def contents(path: Path, clock: StandingClock) -> tuple[object, ...]:
    """All that a register shows of its inputs."""
    with open_register(path, write=False, clock=clock) as store:
        return store.documents(), store.current_readings(), store.issues()


def test_folder_is_read_whole(read: Callable[..., ReadSummary], reports: Path) -> None:
    """Every page is read, every failure is an issue, and the summary counts them."""
    summary = read(reports)
    assert (summary.documents, summary.known, summary.in_domain, summary.claims) == (14, 0, 14, 14)
    assert {Path(issue.source).name for issue in summary.issues} == {"empty.txt", "broken.json"}


def test_reading_twice_changes_nothing(
    read: Callable[..., ReadSummary], reports: Path, tmp_path: Path, clock: StandingClock
) -> None:
    """The second reading finds all known, tells the same issues, and leaves the register."""
    first = read(reports)
    before = contents(tmp_path / "a.db", clock)
    second = read(reports)
    assert (second.documents, second.known) == (0, 12)
    assert set(second.issues) == set(first.issues)
    assert contents(tmp_path / "a.db", clock) == before


def test_same_file_twice_in_one_call_is_read_once(
    read: Callable[..., ReadSummary], reports: Path
) -> None:
    """A file that two sources name is known the second time, and with workers too."""
    assert read(reports / "1.txt", reports / "1.txt").documents == 1
    assert read(reports, reports / "2.txt", jobs=2).documents == 13


@pytest.mark.parametrize("jobs", [1, 2])
def test_order_parts_and_workers_leave_no_trace(
    read: Callable[..., ReadSummary],
    reports: Path,
    tmp_path: Path,
    clock: StandingClock,
    jobs: int,
) -> None:
    """Another order, in parts, by several workers: the register shows the same."""
    read(reports)
    files = sorted(reports.iterdir(), reverse=True)
    read(*files[:5], register="b.db", jobs=jobs)
    read(*files[3:], register="b.db", jobs=jobs)
    assert contents(tmp_path / "a.db", clock) == contents(tmp_path / "b.db", clock)


@pytest.mark.parametrize("jobs", [1, 2])
def test_failing_reader_is_an_issue(
    read: Callable[..., ReadSummary], reports: Path, jobs: int
) -> None:
    """A page on which a reader fails is stored unread, with an issue, and the rest goes on."""
    (reports / "5.txt").write_text("A crash of the reader is not the end of the run, it says.")
    summary = read(reports, jobs=jobs)
    assert summary.documents == 14
    assert summary.claims == 13
    assert any("ZeroDivisionError" in issue.what for issue in summary.issues)


@pytest.mark.parametrize("jobs", [1, 2])
def test_missing_model_stops_the_run(
    read: Callable[..., ReadSummary], reports: Path, jobs: int
) -> None:
    """What would fail on every page alike is told once, and is not laid to the page."""
    (reports / "5.txt").write_text("The team was unequipped for the journey, officials said.")
    with pytest.raises(RunError, match="not installed"):
        read(reports, jobs=jobs)


def test_dying_worker_stops_the_run_with_advice(
    read: Callable[..., ReadSummary], reports: Path, tmp_path: Path, clock: StandingClock
) -> None:
    """Where the system ends a worker, the run says near which input, and what to do."""
    (reports / "8.txt").write_text("Workers vanish where memory is short, the ministry said.")
    with pytest.raises(RunError, match="--jobs 1"):
        read(reports, jobs=2)
    documents, readings, _ = contents(tmp_path / "a.db", clock)
    assert len(documents) == len(readings)  # type: ignore[arg-type]


def test_interrupted_run_is_completed_by_the_same_call(
    read: Callable[..., ReadSummary], reports: Path, tmp_path: Path, clock: StandingClock
) -> None:
    """Ctrl-C finishes the document in hand; the same call goes on, and ends where it would have."""
    said: list[str] = []

    def interrupt(progress: Progress) -> None:
        if progress.done == 3:
            os.kill(os.getpid(), signal.SIGINT)

    first = read(reports, watch=interrupt, say=said.append)
    assert first.interrupted
    assert "finishing" in said[0]
    assert 0 < first.documents < 14
    second = read(reports)
    assert first.documents + second.documents == 14
    read(reports, register="b.db")
    assert contents(tmp_path / "a.db", clock) == contents(tmp_path / "b.db", clock)


def test_words_of_a_table_are_kept(
    read: Callable[..., ReadSummary], reports: Path, tmp_path: Path, clock: StandingClock
) -> None:
    """What a table says of an address holds when the file is read again without the table."""
    path = tmp_path / "table.csv"
    path.write_text("url,published\nhttps://news.example/3,2025-05-04\n")
    table = load_meta(path)
    read(reports / "many.jsonl")
    read(reports / "many.jsonl", given=table)
    assert read(reports / "many.jsonl").known == 1
    with open_register(tmp_path / "a.db", write=False, clock=clock) as store:
        dated = {doc.url: doc.published for doc in store.documents() if doc.published}
    assert dated == {"https://news.example/3": "2025-05-04"}


def test_progress_counts_every_input(read: Callable[..., ReadSummary], reports: Path) -> None:
    """A watcher hears of each input once, of how many there are."""
    seen: list[Progress] = []
    read(reports, watch=seen.append)
    assert [one.done for one in seen] == list(range(1, 13))
    assert {one.total for one in seen} == {12}


def test_every_document_s_bytes_are_in_the_archive(
    read: Callable[..., ReadSummary], reports: Path, tmp_path: Path, clock: StandingClock
) -> None:
    """The record that a document names holds the bytes that its source has."""
    read(reports)
    archive = WarcArchive(tmp_path / "a.db.archive")
    documents, _, _ = contents(tmp_path / "a.db", clock)
    for doc in documents:  # type: ignore[attr-defined]
        capture = archive.fetch(doc.archived)
        assert capture.data == Path(capture.source).read_bytes()
