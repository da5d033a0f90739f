"""Gzip members of a WARC file. What enters: an open file; what leaves: where each whole record
stands, and where the first byte stands that belongs to none.

A record is one gzip member, so that a file cut anywhere is whole up to the last member's end.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

#: Header fields of our own, beside those of WARC 1.1.
RECORD_FIELD = "WARC-X-Pactwatch-Record"
SOURCE_FIELD = "WARC-X-Pactwatch-Source"
PREVIOUS_FIELD = "WARC-X-Pactwatch-Previous"

MAGIC = b"\x1f\x8b\x08"
CHUNK = 16 * 1024
BUFFER = 1 << 20  #: bytes inflated at a time
HEAD = 64 * 1024  #: a record's header is shorter than this


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Where a record stands, and the SHA-256 of its bytes as they lie in the file, compressed."""

    record: str
    file: str
    offset: int
    length: int
    sha256: str

    @property
    def end(self) -> int:
        return self.offset + self.length


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """The whole members of a file from some offset on, and where they end."""

    members: tuple[Member, ...]
    end: int


def scan_file(file: BinaryIO, name: str, offset: int = 0) -> Scan:
    """File → its whole members from `offset` on; stops before the first that is not whole."""
    members: list[Member] = []
    end = offset
    while (member := _read_member(file, name, end)) is not None:
        members.append(member)
        end = member.end
    return Scan(members=tuple(members), end=end)


def has_member_after(file: BinaryIO, offset: int) -> bool:
    """Whether a whole record stands behind `offset`: then the file is damaged, not cut."""
    return any(_read_member(file, "", start) is not None for start in _magics(file, offset + 1))


def _magics(file: BinaryIO, offset: int) -> Iterator[int]:
    file.seek(offset)
    rest = file.read()
    at = rest.find(MAGIC)
    while at >= 0:
        yield offset + at
        at = rest.find(MAGIC, at + 1)


def _read_member(file: BinaryIO, name: str, offset: int) -> Member | None:
    """The member that starts at `offset`, or None where no whole record of ours does."""
    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
    digest, head, length = hashlib.sha256(), b"", 0
    file.seek(offset)
    while not inflate.eof:
        data = inflate.unconsumed_tail or file.read(CHUNK)
        try:
            plain = inflate.decompress(data, BUFFER)
        except zlib.error:
            return None
        if not data and not plain:
            return None
        used = len(data) - len(inflate.unconsumed_tail) - len(inflate.unused_data)
        digest.update(data[:used])
        length += used
        head += plain[: max(0, HEAD - len(head))]
    record = header_field(head, RECORD_FIELD)
    if record is None:
        return None
    return Member(record=record, file=name, offset=offset, length=length, sha256=digest.hexdigest())


def header_field(head: bytes, name: str) -> str | None:
    """The value of a field in a WARC record's header, or None."""
    lines = head.partition(b"\r\n\r\n")[0].decode("utf-8", "replace").split("\r\n")
    if not lines[0].startswith("WARC/"):
        return None
    for line in lines[1:]:
        key, _, value = line.partition(":")
        if key.lower() == name.lower():
            return value.strip()
    return None
