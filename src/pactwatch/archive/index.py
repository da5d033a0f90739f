"""The archive's index: which record stands where. Derived from the WARC files and made anew from
them where it is absent, cut short or older than they are; never the only place of anything."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from pactwatch.archive.members import Member

NAME = "index.jsonl"


def load_index(path: Path, sizes: Mapping[str, int]) -> list[Member]:
    """The members that the index names, in the order in which they were written.

    A line that is cut or that points behind its file's end stops the reading: what follows is
    scanned again.
    """
    if not path.is_file():
        return []
    members: list[Member] = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            member = Member(**json.loads(line))
        except (ValueError, TypeError):
            break
        if member.end > sizes.get(member.file, 0):
            break
        members.append(member)
    return members


def add_to_index(path: Path, members: Iterable[Member]) -> None:
    """Append lines; not synced, as the index can be made anew."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(member)) + "\n" for member in members)


def write_index(path: Path, members: Iterable[Member]) -> None:
    """Write the whole index anew, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(member)) + "\n" for member in members)
    fresh.replace(path)
