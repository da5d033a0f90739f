"""Record → file. What enters: an `Export` (a register and its pack); what leaves: text in pieces.

One format a module. `FORMATS` gives one text each; `FOLDERS` the formats that can fill a folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pactwatch.errors import RunError
from pactwatch.release.as_csv import csv_files, write_csv
from pactwatch.release.as_json import write_json
from pactwatch.release.as_markdown import write_markdown
from pactwatch.release.changes import Change, find_changes, keep_compared
from pactwatch.release.history import days_of, list_judgements, show_history
from pactwatch.release.rows import Export

__all__ = [
    "FOLDERS",
    "FORMATS",
    "Change",
    "Export",
    "days_of",
    "find_changes",
    "keep_compared",
    "list_judgements",
    "save_export",
    "show_history",
]

Writer = Callable[[Export], Iterator[str]]
FolderWriter = Callable[[Export], Iterator[tuple[str, Iterator[str]]]]

FORMATS: dict[str, Writer] = {"csv": write_csv, "json": write_json, "markdown": write_markdown}
FOLDERS: dict[str, FolderWriter] = {"csv": csv_files}


def save_export(export: Export, name: str, path: Path) -> list[Path]:
    """Write the format `name` to `path`, and say which files were written.

    A format of several files makes a folder, unless `path` ends like a file (`.csv`). A file
    appears whole or not at all; RunError names a path that cannot be written.
    """
    try:
        if name not in FOLDERS or path.suffix == f".{name}":
            return [_write_file(path, FORMATS[name](export))]
        path.mkdir(parents=True, exist_ok=True)
        return [_write_file(path / file, pieces) for file, pieces in FOLDERS[name](export)]
    except OSError as error:
        raise RunError(
            f"{error.filename or path}: {error.strerror or error}; expected a path that can be "
            "written: give another with --output, or make room"
        ) from error


def _write_file(path: Path, pieces: Iterable[str]) -> Path:
    """Write beside the file and put it in its place, so that no half file is ever read."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path
