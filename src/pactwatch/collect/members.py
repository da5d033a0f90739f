"""A gzip file with a member for each record, as crawlers write them → its records, quickly.

What enters: a file and where a member begins; what leaves: records, up to the first member that is
not whole, not one record, or larger than `MOST`; all that is left to fastwarc, which reads files of
every make and tells what is wrong with them. ISA-L inflates in three quarters of the time that
fastwarc's zlib needs. Whoever takes a record lets go of it before the next: what then lies in one
place stays in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pactwatch.collect.inflate import MAGIC

MOST = 1 << 23  #: bytes of a record with its head
_PIECE = 1 << 17  #: bytes read at a time; what stands behind a member is copied for each


@dataclass(frozen=True, slots=True)
class Member:
    """A record, and between which bytes of the file it lies."""

    start: int
    end: int
    fields: dict[bytes, bytes]  #: of the head, by their names in small letters
    record: bytes
    block: slice  #: of the record

    def field(self, name: str) -> str:
        """A field of the head, or nothing."""
        return self.fields.get(name.lower().encode(), b"").strip(b" \t").decode()


def read_members(file: BinaryIO, at: int) -> Iterator[Member]:
    """The records from a place on, as long as each is a whole member and of ordinary make."""
    from isal import isal_zlib  # noqa: PLC0415 - needed for crawls only

    file.seek(at)
    data = file.read(_PIECE)
    held_to = at + len(data)
    while data.startswith(MAGIC):
        inflater = isal_zlib.decompressobj(wbits=31)
        pieces: list[bytes] = []
        size = 0
        while data and not inflater.eof and size <= MOST:
            try:
                pieces.append(inflater.decompress(data, MOST))
            except isal_zlib.error:  # type: ignore[misc]
                return
            size += len(pieces[-1])
            data = inflater.unconsumed_tail
            if not data and not inflater.eof:
                data = file.read(_PIECE)
                held_to += len(data)
        data = inflater.unused_data
        end = held_to - len(data)
        member = _member(b"".join(pieces) if inflater.eof else b"", at, end)
        if member is None:
            return
        yield member
        del member, pieces, inflater  # so that the next record comes to lie where this one did
        if len(data) < _PIECE // 2:
            more = file.read(_PIECE)
            data += more
            held_to += len(more)
        at = end


def _member(record: bytes, start: int, end: int) -> Member | None:
    """A member that is one record, or None."""
    cut = record.find(b"\r\n\r\n", 0, MOST)
    if cut < 0 or not record.startswith(b"WARC/1."):
        return None
    head = record[:cut]
    if not head.isascii() or b"\n " in head or b"\n\t" in head:
        return None
    fields: dict[bytes, bytes] = {}
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        fields.setdefault(name.lower(), value)
    length = fields.get(b"content-length", b"").strip(b" \t")
    if not (length.isdigit() and len(length) < 13 and record.endswith(b"\r\n\r\n")):
        return None
    if len(record) != cut + 8 + int(length):
        return None
    return Member(start, end, fields, record, slice(cut + 4, len(record) - 4))
