"""The WARC files beside a register: the bytes from which everything follows.

What enters: captures. What leaves: record ids, and the bytes again. Bytes are written and synced
before `keep` returns, so that no row ever names bytes that are not there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from pactwatch.archive.index import add_to_index, load_index, write_index
from pactwatch.archive.members import Member, Scan, has_member_after, scan_file
from pactwatch.archive.places import ENDING, LocalPlace, RemotePlace, explained, place_at
from pactwatch.archive.records import (
    FIRST,
    Written,
    read_capture,
    write_capture,
    write_seal,
)
from pactwatch.errors import ArchiveError
from pactwatch.nouns import Capture

LARGEST_FILE: Final = 256 * 1024 * 1024  #: bytes after which the next file is begun
INDEX: Final = "index.jsonl"

Say = Callable[[str], None]


def say_nothing(_: str) -> None:
    """Where nobody listens."""


class WarcArchive:
    """Fulfils `ports.Archive` with WARC 1.1 files, one gzip member per record.

    Files are named by sequence (`00001.warc.gz`); each record names the SHA-256 of the member
    before. `address` is a folder or an fsspec address; the index of the latter lies in the folder
    `index`. One process writes at a time: the register's lock is held while an archive is open. A
    tail left half-written by a kill is moved to `NAME.tail-OFFSET` on opening, and `say` is told.
    """

    def __init__(
        self,
        address: Path | str,
        *,
        index: Path | None = None,
        say: Say = say_nothing,
        largest_file: int = LARGEST_FILE,
    ) -> None:
        self.place: LocalPlace | RemotePlace = place_at(address)
        self._say = say
        self._largest_file = largest_file
        self._members: dict[str, Member] = {}
        self._last: Member | None = None
        folder = self.place.folder if isinstance(self.place, LocalPlace) else index
        self.index_path = None if folder is None else folder / INDEX
        self._open()

    def __len__(self) -> int:
        return len(self._members)

    def __contains__(self, record: str) -> bool:
        return record in self._members

    @property
    def head(self) -> str:
        """The SHA-256 of the last record, on which the next one will stand."""
        return self._last.sha256 if self._last else FIRST

    def keep(self, capture: Capture) -> str:
        """Write and sync the bytes, once per record; returns the record id."""
        if capture.record not in self._members:
            self._append(tuple(write_capture(capture, previous=self.head)))
        return capture.record

    def seal(self, head: str, *, at: str) -> None:
        """Write the hash of a register's ledger into the chain, so that each proves the other."""
        self._append((write_seal(head, at=at, previous=self.head),))

    def fetch(self, record: str) -> Capture:
        """The bytes of a record, as they came; ArchiveError where it is missing or altered."""
        member = self._members.get(record)
        if member is None:
            raise ArchiveError(
                f"{self.place.name}: no record {record}; the folder does not belong to this "
                "register, or is a part of it: put the whole folder back from a copy"
            )
        data = self.place.read(member.file, member.offset, member.end)
        return read_capture(data, where=f"{self.place.name}/{member.file}, byte {member.offset}")

    def _append(self, records: Sequence[Written]) -> None:
        """Write records that belong together at once, with one sync."""
        name, offset = self._end()
        self.place.append(name, offset, b"".join(one.data for one in records))
        fresh = []
        for one in records:
            fresh.append(
                Member(
                    record=one.record,
                    file=name,
                    offset=offset,
                    length=len(one.data),
                    sha256=one.sha256,
                )
            )
            offset += len(one.data)
        self._members |= {member.record: member for member in fresh}
        self._last = fresh[-1]
        if self.index_path is not None:
            with explained(str(self.index_path), doing="written"):
                add_to_index(self.index_path, fresh)

    def _end(self) -> tuple[str, int]:
        """Where the next record goes: behind the last, or at the start of the next file."""
        if self._last is None:
            return _name(1), 0
        size = self._last.end
        if self.place.can_append and size < self._largest_file:
            return self._last.file, size
        return _name(int(self._last.file.partition(".")[0]) + 1), 0

    def _open(self) -> None:
        """Load the index, scan what it lacks, and set a half-written tail aside."""
        sizes = self.place.sizes()
        with explained(self.place.name, doing="read"):
            known = [] if self.index_path is None else load_index(self.index_path, sizes)
        ends = {member.file: member.end for member in known}
        fresh: list[Member] = []
        for name, size in sizes.items():
            start = ends.get(name, 0)
            if start < size:
                with self.place.open(name) as file:
                    scan = scan_file(file, name, start)
                fresh.extend(scan.members)
                self._mend(name, size, scan, is_last=name == list(sizes)[-1])
        every = sorted([*known, *fresh], key=lambda member: (member.file, member.offset))
        self._members = {member.record: member for member in every}
        self._last = every[-1] if every else None
        if fresh and self.index_path is not None:
            with explained(str(self.index_path), doing="written"):
                write_index(self.index_path, every)

    def _mend(self, name: str, size: int, scan: Scan, *, is_last: bool) -> None:
        if scan.end == size:
            return
        with self.place.open(name) as file:
            is_cut = is_last and not has_member_after(file, scan.end)
        if not is_cut or isinstance(self.place, RemotePlace):
            raise ArchiveError(
                f"{self.place.name}/{name}: damaged at byte {scan.end}: no whole record stands "
                "there, but others stand behind it; put the file back from a copy"
            )
        aside = self.place.cut(name, scan.end)
        self._say(
            f"{self.place.name}/{name}: the last {size - scan.end} bytes were a record cut short, "
            f"as a kill leaves it; moved to {aside}"
        )


def _name(number: int) -> str:
    return f"{number:05d}{ENDING}"
