"""Parses kept beside a register: found again by content, and never trusted where they are damaged."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pactwatch.store import ParseFile


def test_what_is_kept_is_found_by_another_process_of_the_same_file(tmp_path: Path) -> None:
    """Keys that nobody kept are left out, whatever their number."""
    ParseFile(tmp_path / "a.parses").keep({"one": b"1", "two": b"2"})
    again = ParseFile(tmp_path / "a.parses")
    assert again.find(["two", *map(str, range(2000)), "one"]) == {"one": b"1", "two": b"2"}


def test_two_may_write_at_once(tmp_path: Path) -> None:
    """Each worker has its own handle on the file."""
    first, second = ParseFile(tmp_path / "a.parses"), ParseFile(tmp_path / "a.parses")
    first.keep({"one": b"1"})
    second.keep({"one": b"1", "two": b"2"})
    assert first.find(["one", "two"]) == {"one": b"1", "two": b"2"}


def test_an_altered_parse_is_not_found(tmp_path: Path) -> None:
    """A body that doesn't have its hash is as good as none."""
    ParseFile(tmp_path / "a.parses").keep({"one": b"1", "two": b"2"})
    with sqlite3.connect(tmp_path / "a.parses") as handle:
        handle.execute("update parse set body = x'00' where key = 'one'")
    again = ParseFile(tmp_path / "a.parses")
    assert again.find(["one", "two"]) == {"two": b"2"}
    again.keep({"one": b"1"})
    assert again.find(["one"]) == {"one": b"1"}


def test_a_file_that_is_something_else_is_passed_over(tmp_path: Path) -> None:
    """Reading goes on without it, and it is left as it is."""
    path = tmp_path / "a.parses"
    path.write_bytes(b"no database at all, but long enough to look at" * 20)
    before = path.read_bytes()
    parses = ParseFile(path)
    parses.keep({"one": b"1"})
    assert parses.find(["one"]) == {}
    assert path.read_bytes() == before


def test_a_folder_without_the_right_to_write_is_passed_over(tmp_path: Path) -> None:
    """So is a file that cannot be made."""
    parses = ParseFile(tmp_path / "nowhere" / "a.parses")
    parses.keep({"one": b"1"})
    assert parses.find(["one"]) == {}
