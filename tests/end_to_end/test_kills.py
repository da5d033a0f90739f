"""`kill -9` at any moment leaves whole documents, and the same command completes the register."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from factory import StandingClock
from pactwatch.archive import WarcArchive
from pactwatch.store import open_register

PLACES = ("Kosovo", "Ghana", "Palau", "Uganda", "Guatemala", "Belize")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty small reports, one file of six more, and one that cannot be read."""
    folder = tmp_path_factory.mktemp("kills") / "reports"
    folder.mkdir()
    for number in range(30):
        place = PLACES[number % len(PLACES)]
        (folder / f"{number:02}.txt").write_text(
            f"The United States and {place} signed an agreement in May. Under it {place} will take "
            f"{100 + number} migrants, its foreign minister said.\n\n“We will take them,” said the "
            f"minister of {place} on Friday.\n"
        )
    rows = [
        {"text": f"{place} took {n + 2} deportees from the United States.", "outlet": f"Post {n}"}
        for n, place in enumerate(PLACES)
    ]
    (folder / "many.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "empty.txt").write_text("")
    return folder


def pactwatch(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """Begin a command, with the clock standing still."""
    return subprocess.Popen(
        [sys.executable, "-m", "pactwatch", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": ":".join(path for path in sys.path if path),
            "PACTWATCH_NOW": "2025-05-06T12:00:00Z",
        },
    )


def finish(*arguments: str | Path) -> tuple[int, bytes]:
    process = pactwatch(*arguments)
    out, err = process.communicate()
    assert b"Traceback" not in err, err.decode()
    return process.returncode, out


@pytest.fixture(scope="module")
def whole(reports: Path) -> bytes:
    """The export of a register that nothing disturbed."""
    path = reports.parent / "whole.db"
    status, _ = finish("read", reports, "--register", path)
    assert status == 1
    return finish("export", "--register", path)[1]


def documents_in(path: Path) -> int:
    """How many documents a register holds now, read beside its writer."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as handle:
            return int(handle.execute("SELECT count(*) FROM document").fetchone()[0])
    except sqlite3.Error:
        return 0


def kill_when(process: subprocess.Popen[bytes], path: Path, *, documents: int) -> None:
    """Kill a command once its register holds so many documents, or let it end."""
    while process.poll() is None and documents_in(path) < documents:
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def check_whole(path: Path) -> int:
    """Only whole documents: each with its reading, its quotes and its bytes; returns how many."""
    with closing(sqlite3.connect(path)) as handle:
        assert handle.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert handle.execute("PRAGMA foreign_key_check").fetchall() == []
    archive = WarcArchive(path.with_name(path.name + ".archive"))
    with open_register(path, write=True, clock=StandingClock()) as store:
        documents = {doc.id: doc for doc in store.documents()}
        readings = store.current_readings()
    assert {reading.doc_id for reading in readings} == set(documents)
    for reading in readings:
        assert reading.claims
        text = documents[reading.doc_id].text
        for claim in reading.claims:
            assert text[claim.span.start : claim.span.end] == claim.span.quote
    for doc in documents.values():
        assert doc.archived is not None
        assert archive.fetch(doc.archived).data
    return len(documents)


@pytest.mark.parametrize(("seed", "jobs"), [(1, 1), (2, 2)])
def test_killed_read_is_completed_by_the_same_command(
    reports: Path, whole: bytes, tmp_path: Path, seed: int, jobs: int
) -> None:
    """Killed three times at random, then run again: the export is that of an undisturbed run."""
    chance = random.Random(seed)
    path = tmp_path / "killed.db"
    command = ("read", reports, "--register", path, "--jobs", str(jobs))
    for _ in range(3):
        before = documents_in(path)
        kill_when(pactwatch(*command), path, documents=before + chance.randint(1, 8))
        assert finish("verify", "--register", path)[0] == 0
        assert 0 < check_whole(path) < 36 + before
    status, _ = finish(*command)
    assert status == 1
    assert finish("export", "--register", path)[1] == whole
    status, told = finish("verify", "--register", path)
    assert (status, b"note:" in told) == (0, False), told


def test_kill_before_the_first_document(reports: Path, whole: bytes, tmp_path: Path) -> None:
    """Killed at any moment of its start, a command leaves nothing that stops the next one."""
    chance = random.Random(3)
    path = tmp_path / "killed.db"
    for _ in range(3):
        process = pactwatch("read", reports, "--register", path)
        time.sleep(chance.uniform(0.2, 1.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    status, _ = finish("read", reports, "--register", path)
    assert status == 1
    assert finish("export", "--register", path)[1] == whole


def test_workers_end_with_their_parent(reports: Path, tmp_path: Path) -> None:
    """A killed command leaves no worker process behind."""
    path = tmp_path / "killed.db"
    process = pactwatch("read", reports, "--register", path, "--jobs", "2")
    while process.poll() is None and documents_in(path) < 1:
        time.sleep(0.01)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert children
    process.send_signal(signal.SIGKILL)
    process.communicate()
    until = time.monotonic() + 10
    while (left := [pid for pid in children if is_running(pid)]) and time.monotonic() < until:
        time.sleep(0.05)
    assert left == []


def is_running(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_ctrl_c_says_that_the_same_command_goes_on(
    reports: Path, whole: bytes, tmp_path: Path
) -> None:
    """Ctrl-C ends with status 130 after the document in hand; the same command completes it."""
    path = tmp_path / "stopped.db"
    command = ("read", reports, "--register", path)
    process = pactwatch(*command)
    while process.poll() is None and documents_in(path) < 2:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130
    assert b"the same command goes on" in err
    assert 2 <= check_whole(path) < 36
    assert finish(*command)[0] == 1
    assert finish("export", "--register", path)[1] == whole
