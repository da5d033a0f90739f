"""The archive's index: which record stands where. Derived from the WARC files and made anew from
them where it is absent, cut short or older than they are; never the only place of anything."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from pactwatch.archive.members import Member

NAME = "index.jsonl"


def load_index(folder: Path) -> list[Member]:
    """The members that the index names, in the order in which they were written.

    A line that is cut or that points behind its file's end stops the reading: what follows is
    scanned again.
    """
    path = folder / NAME
    if not path.is_file():
        return []
    members: list[Member] = []
    ends: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            member = Member(**json.loads(line))
        except (ValueError, TypeError):
            break
        if member.file not in ends:
            file = folder / member.file
            ends[member.file] = file.stat().st_size if file.is_file() else 0
        if member.end > ends[member.file]:
            break
        members.append(member)
    return members


def add_to_index(folder: Path, members: Iterable[Member]) -> None:
    """Append lines; not synced, as the index can be made anew."""
    with (folder / NAME).open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(member)) + "\n" for member in members)


def write_index(folder: Path, members: Iterable[Member]) -> None:
    """Write the whole index anew, in one step."""
    fresh = folder / (NAME + ".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(member)) + "\n" for member in members)
    fresh.replace(folder / NAME)
