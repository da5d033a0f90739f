"""Archive → what is proved of it. What enters: the place and the index; what leaves: each record in
its order, or ProofError at the first that does not hold. Nothing is written, nothing is mended."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pactwatch.archive.members import PREVIOUS_FIELD, Member, has_member_after, scan_file
from pactwatch.archive.places import LocalPlace, Place, place_at
from pactwatch.archive.records import (
    FIRST,
    REQUEST,
    SEAL,
    Opened,
    open_record,
    read_capture,
)
from pactwatch.archive.warc import INDEX
from pactwatch.errors import ArchiveError, ProofError
from pactwatch.nouns import Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What stands in an archive whose chain holds."""

    members: dict[str, Member]  #: by record, in their order
    notes: tuple[str, ...] = ()

    @property
    def captures(self) -> tuple[str, ...]:
        return tuple(
            record
            for record in self.members
            if not record.startswith(SEAL) and not record.endswith(REQUEST)
        )

    @property
    def seals(self) -> tuple[str, ...]:
        """The hashes of the ledger that were sealed, in their order."""
        return tuple(r.removeprefix(SEAL) for r in self.members if r.startswith(SEAL))

    @property
    def heads(self) -> frozenset[str]:
        """The hash of the chain after each record."""
        return frozenset(member.sha256 for member in self.members.values())


class SealedArchive:
    """An archive that is only looked at."""

    def __init__(self, address: Path | str, *, index: Path | None = None) -> None:
        self.place: Place = place_at(address)
        folder = self.place.folder if isinstance(self.place, LocalPlace) else index
        self._index = None if folder is None else folder / INDEX
        self._members: dict[str, Member] = {}

    def prove(self) -> Proof:
        """Every byte belongs to a whole record, each record names the one before, and the index
        tells the truth; ProofError names the first place where not."""
        notes: list[str] = []
        before: tuple[str, ...] = (FIRST,)
        for member, opened in self._records(notes):
            where = self._where(member)
            if member.record in self._members:
                raise ProofError(f"{where}: record {member.record} stands in the archive twice")
            if opened.fields.get(PREVIOUS_FIELD.lower()) not in before:
                raise ProofError(
                    f"{where}: record {member.record} does not follow the one before it: a record "
                    "was changed, taken out or put in here; put the file back from a copy"
                )
            # archives begun before this release hash the record before compression
            before = (member.sha256, opened.plain_sha256)
            self._members[member.record] = member
        self._check_index()
        return Proof(members=dict(self._members), notes=tuple(notes))

    def fetch(self, record: str) -> Capture:
        """The bytes of a record whose chain was proved."""
        member = self._members[record]
        data = self.place.read(member.file, member.offset, member.end)
        return read_capture(data, where=self._where(member))

    def _where(self, member: Member) -> str:
        return f"{self.place.name}/{member.file}, byte {member.offset}"

    def _records(self, notes: list[str]) -> Iterator[tuple[Member, Opened]]:
        sizes = self.place.sizes()
        for name, size in sizes.items():
            with self.place.open(name) as file:
                scan = scan_file(file, name)
                for member in scan.members:
                    file.seek(member.offset)
                    yield member, self._open(file.read(member.length), member)
                if scan.end == size:
                    continue
                file.seek(scan.end)
                is_cut = _is_cut_short(file.read(size - scan.end))
                if name != list(sizes)[-1] or not is_cut or has_member_after(file, scan.end):
                    raise ProofError(
                        f"{self.place.name}/{name}: damaged at byte {scan.end}: no whole record "
                        "stands there; put the file back from a copy"
                    )
                notes.append(
                    f"{name}: the last {size - scan.end} bytes are a record cut short, as a kill "
                    "leaves it; the next read sets them aside"
                )

    def _open(self, data: bytes, member: Member) -> Opened:
        try:
            opened = open_record(data, where=self._where(member))
            if opened.kind in ("resource", "response"):
                read_capture(data, where=self._where(member))
        except ArchiveError as error:
            raise ProofError(str(error)) from error
        return opened

    def _check_index(self) -> None:
        """Each line of the index is that of its record; it may lag behind, as after a kill."""
        if self._index is None or not self._index.is_file():
            return
        expected = [json.dumps(asdict(member)) for member in self._members.values()]
        text = self._index.read_bytes().decode("utf-8", "replace")
        for number, line in enumerate(text.split("\n")):
            known = expected[number] if number < len(expected) else ""
            is_last = number == text.count("\n")
            if line != known and not (is_last and known.startswith(line)):
                raise ProofError(
                    f"{self._index}:{number + 1}: names a record that is not there so; if the WARC "
                    "files are whole, delete the index: it is made anew"
                )


def _is_cut_short(data: bytes) -> bool:
    """Whether bytes are the beginning of a gzip member, and nothing in them is wrong yet."""
    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        while data and not inflate.eof:
            inflate.decompress(data, 1 << 20)
            data = inflate.unconsumed_tail
    except zlib.error:
        return False
    return not inflate.eof
