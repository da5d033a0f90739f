"""Sources: files, folders and standard input, and what is passed over."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from factory import StandingClock
from pactwatch.collect import count_passed_over, find_captures
from pactwatch.config import Settings
from pactwatch.nouns import Capture, Issue


def found(*sources: str, stdin: bytes | None = None) -> list[Capture | Issue]:
    pipe = None if stdin is None else io.BytesIO(stdin)
    return list(find_captures(sources, Settings(), clock=StandingClock(), stdin=pipe))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of reports and other things, named `reports` from where we stand."""
    names = (
        "reports/b.txt", "reports/a/z.html", "reports/a/y.JSON", "reports/c.html.gz",
        "reports/page.html", "reports/page_files/ad.html", "reports/note_files/n.txt",
        "reports/.hidden.txt", "reports/.git/x.txt", "reports/d.jpg", "reports/links.csv",
        "reports/e.tar.gz", "reports/README",
    )  # fmt: skip
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Talks began.")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "reports"


def test_a_folder_gives_its_reports_by_name(folder: Path) -> None:
    """Recursive and sorted; hidden files, a page's own files and other kinds are passed over."""
    assert folder.is_dir()
    assert [item.source for item in found("./reports//")] == [
        "reports/a/y.JSON",
        "reports/a/z.html",
        "reports/b.txt",
        "reports/c.html.gz",
        "reports/note_files/n.txt",
        "reports/page.html",
    ]


def test_what_is_passed_over_is_counted(folder: Path) -> None:
    """By ending, so that a summary can say what a folder held besides reports."""
    assert count_passed_over(["reports", "-", "none.jpg"]) == {
        ".jpg": 1,
        ".csv": 1,
        ".gz": 1,
        "(none)": 1,
    }
    assert folder.is_dir()


def test_a_capture_has_the_bytes_as_they_came(folder: Path) -> None:
    """Bytes, kind, source as given and the clock's time; its record id is that of its content."""
    (item,) = found("reports/b.txt")
    assert isinstance(item, Capture)
    assert (item.data, item.media_type) == (b"Talks began.", "text/plain")
    assert item.captured_at == "2025-05-06T12:00:00Z"
    (whole,) = found(str(folder / "b.txt"))
    assert whole.source == (folder / "b.txt").as_posix()


def test_standard_input_is_read_where_it_is_named() -> None:
    """`-` is one report, of a kind that its bytes tell."""
    (item,) = found("-", stdin=b"Talks began.")
    assert isinstance(item, Capture)
    assert (item.source, item.data) == ("-", b"Talks began.")
    (nothing,) = found("-")
    assert isinstance(nothing, Issue)


def test_links_do_not_loop(folder: Path) -> None:
    """A link to a folder is not followed; a link to a file is a file."""
    (folder / "again").symlink_to(folder)
    (folder / "link.txt").symlink_to(folder / "b.txt")
    sources = [item.source for item in found("reports")]
    assert "reports/link.txt" in sources and len(sources) == 7


def test_a_name_that_is_no_utf8_can_be_stored(folder: Path) -> None:
    """Bytes of a name that no text holds stand escaped."""
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("Talks.")
    sources = [item.source for item in found("reports")]
    assert "reports/caf\\xe9.txt" in sources
    "".join(sources).encode("utf-8")
