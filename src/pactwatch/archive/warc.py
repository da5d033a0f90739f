"""The folder of WARC files beside a register: the bytes from which everything follows.

What enters: captures. What leaves: record ids, and the bytes again. Bytes are written and synced
before `keep` returns, so that no row ever names bytes that are not there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pactwatch.archive.index import add_to_index, load_index, write_index
from pactwatch.archive.members import Member, Scan, has_member_after, scan_file
from pactwatch.archive.records import FIRST, read_record, write_record
from pactwatch.errors import ArchiveError
from pactwatch.nouns import Capture

LARGEST_FILE: Final = 256 * 1024 * 1024  #: bytes after which the next file is begun

Say = Callable[[str], None]


def say_nothing(_: str) -> None:
    """Where nobody listens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Appended:
    """A member's bytes on their way to the end of a file."""

    path: Path
    offset: int
    data: bytes


class WarcArchive:
    """Fulfils `ports.Archive` with WARC 1.1 files, one gzip member per record.

    Files are named by sequence (`00001.warc.gz`); each record names the SHA-256 of the one before.
    One process writes at a time: the register's lock is held while an archive is open. A tail left
    half-written by a kill is moved to `NAME.tail-OFFSET` on opening, and `say` is told.
    """

    def __init__(
        self, folder: Path, *, say: Say = say_nothing, largest_file: int = LARGEST_FILE
    ) -> None:
        self.folder = folder
        self._say = say
        self._largest_file = largest_file
        self._members: dict[str, Member] = {}
        self._last: Member | None = None
        if folder.exists():
            self._open()

    def __len__(self) -> int:
        return len(self._members)

    def keep(self, capture: Capture) -> str:
        """Write and sync the bytes, once per record; returns the record id."""
        if capture.record in self._members:
            return capture.record
        previous = self._last.sha256 if self._last else FIRST
        data, sha256 = write_record(capture, previous=previous)
        with _explained(self.folder, doing="written"):
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self._file_for_next()
            offset = path.stat().st_size if path.exists() else 0
            _append(_Appended(path=path, offset=offset, data=data))
            member = Member(
                record=capture.record,
                file=path.name,
                offset=offset,
                length=len(data),
                sha256=sha256,
            )
            add_to_index(self.folder, [member])
        self._members[member.record] = self._last = member
        return member.record

    def fetch(self, record: str) -> Capture:
        """The bytes of a record, as they came; ArchiveError where it is missing or altered."""
        member = self._members.get(record)
        if member is None:
            raise ArchiveError(
                f"{self.folder}: no record {record}; the folder does not belong to this register, "
                "or is a part of it: put the whole folder back from a copy"
            )
        path = self.folder / member.file
        with _explained(path, doing="read"), path.open("rb") as file:
            file.seek(member.offset)
            data = file.read(member.length)
        return read_record(data, where=f"{path}, byte {member.offset}")

    def _file_for_next(self) -> Path:
        if self._last is None:
            return self.folder / _name(1)
        path = self.folder / self._last.file
        if path.stat().st_size < self._largest_file:
            return path
        return self.folder / _name(int(path.name.partition(".")[0]) + 1)

    def _open(self) -> None:
        """Load the index, scan what it lacks, and set a half-written tail aside."""
        with _explained(self.folder, doing="read"):
            known = load_index(self.folder)
            ends = {member.file: member.end for member in known}
            files = sorted(self.folder.glob("*.warc.gz"))
            fresh: list[Member] = []
            for path in files:
                start = ends.get(path.name, 0)
                if start < path.stat().st_size:
                    scan = scan_file(path, start)
                    fresh.extend(scan.members)
                    self._mend(path, scan, is_last=path == files[-1])
        every = sorted([*known, *fresh], key=lambda member: (member.file, member.offset))
        self._members = {member.record: member for member in every}
        self._last = every[-1] if every else None
        if fresh:
            with _explained(self.folder, doing="written"):
                write_index(self.folder, every)

    def _mend(self, path: Path, scan: Scan, *, is_last: bool) -> None:
        size = path.stat().st_size
        if scan.end == size:
            return
        if not is_last or has_member_after(path, scan.end):
            raise ArchiveError(
                f"{path}: damaged at byte {scan.end}: no whole record stands there, but "
                "others stand behind it; put the file back from a copy"
            )
        aside = path.with_name(f"{path.name}.tail-{scan.end}")
        with _explained(path, doing="written"), path.open("r+b") as file:
            file.seek(scan.end)
            _write_synced(aside, file.read())
            file.truncate(scan.end)
            os.fsync(file.fileno())
        self._say(
            f"{path}: the last {size - scan.end} bytes were a record cut short, as a kill leaves "
            f"it; moved to {aside.name}"
        )


def _name(number: int) -> str:
    return f"{number:05d}.warc.gz"


def _append(what: _Appended) -> None:
    """Write all bytes at the end of the file and sync, or leave the file as it was."""
    is_new = what.offset == 0
    with what.path.open("ab", buffering=0) as file:
        try:
            rest = memoryview(what.data)
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(what.offset)
            raise
    if is_new:
        _sync_folder(what.path.parent)


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _explained(path: Path, *, doing: str) -> Iterator[None]:
    """Turns the system's errors into one that says what to do."""
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            f"{path}: the archive cannot be {doing}: {error.strerror or error}. The register names "
            "no bytes that are not there; make room or give the right to write, and run the same "
            "command again"
        ) from error
