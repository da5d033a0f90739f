"""Shard → records as stored: by `members` as far as they are of the usual make, else by fastwarc
(ARC by warcio). What leaves: records whole, and for each damage what it is; reading goes on behind it
where another record begins."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from pactwatch.archive import file_errors, in_words
from pactwatch.collect.crawl_files import is_arc, next_record, open_crawl
from pactwatch.collect.inflate import MAGIC
from pactwatch.collect.members import read_members
from pactwatch.nouns import Shard

_PIECE = 1 << 20  #: bytes read, or inflated, at a time


@dataclass(frozen=True, slots=True)
class Stored:
    """A record: `kind` is `http`, `request` or `plain`; `held` is None where it is too large.

    Its block is a part of what is held, so that a page is not copied more than once.
    """

    kind: str
    address: str
    at: str
    media_type: str
    held: bytes | None
    part: slice

    @property
    def block(self) -> bytes:
        """What the record holds."""
        return (self.held or b"")[self.part]


@dataclass(frozen=True, slots=True)
class Broken:
    """Bytes that are no whole record."""

    what: str


def read_records(shard: Shard, *, largest: int) -> Iterator[Stored | Broken]:
    """The records that start in a shard, in their order, none larger than `largest` bytes."""
    try:
        with open_crawl(shard.source) as file:
            if is_arc(shard.source):
                yield from _read_arc(file, largest)
            else:
                yield from _Reading(shard, file, largest).records()
    except file_errors() as error:
        yield Broken(f"cannot be read: {in_words(error)}")


class _Reading:
    """One passing over a shard."""

    def __init__(self, shard: Shard, file: BinaryIO, largest: int) -> None:
        self._file = file
        self._largest = largest
        self._start, self._end = shard.start, shard.end
        file.seek(0)
        self._is_gzip = file.read(2) == MAGIC
        self._at: int | None = shard.start
        if shard.start:
            self._at = next_record(file, shard.start)
        self._seen = -1  #: where the last record starts of which at least the head is whole
        self._good = shard.start
        self._is_lost = False

    def records(self) -> Iterator[Stored | Broken]:
        while self._at is not None and (self._end is None or self._at < self._end):
            try:
                yield from self._until_broken(self._at)
                break
            except (OSError, ValueError):
                self._is_lost = True
                after = max(self._at, self._seen) + 1
                self._at = next_record(self._file, after) if self._is_gzip else None
        if self._end is None or self._is_lost:
            yield from self._look_at_end()

    def _until_broken(self, at: int) -> Iterator[Stored | Broken]:
        if self._is_gzip:
            for member in read_members(self._file, at):
                if self._end is not None and member.start >= self._end:
                    return
                self._seen, at = member.start, member.end
                yield from self._told_of_loss(member.start)
                is_large = member.block.stop - member.block.start > self._largest
                held = None if is_large else member.record
                yield from _stored(member.field, held, member.block)
                del member, held  # before the next is inflated
        yield from self._by_fastwarc(at)

    def _by_fastwarc(self, at: int) -> Iterator[Stored | Broken]:
        from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 - needed for crawls only

        self._file.seek(at)
        for record in ArchiveIterator(self._file, parse_http=False):
            start = record.stream_pos
            if self._end is not None and start >= self._end:
                return
            self._seen = start
            block = None
            if record.content_length <= self._largest:
                block = record.reader.read()
                if len(block) < record.content_length:
                    raise ValueError("cut short")
            yield from self._told_of_loss(start)
            yield from _stored(_fields(record.headers), block)

    def _told_of_loss(self, start: int) -> Iterator[Broken]:
        """What was lost before a record that is whole, once."""
        if self._is_lost:
            yield Broken(
                f"damaged between byte {self._good:,} and byte {start:,}: what stood there is "
                "not read, what follows is; fetch the file again"
            )
            self._is_lost = False
        self._good = start

    def _look_at_end(self) -> Iterator[Broken]:
        """Whether the file ends with a whole record."""
        if self._seen < 0 and self._start and not self._is_lost:
            return  # the last record began in a shard before, and was looked at there
        if self._seen < 0 and not self._start:
            yield Broken("no record of a web crawl stands in it; expected WARC, WET or ARC")
        elif self._is_lost and self._seen == self._good and self._is_next_s():
            return  # what is damaged begins in the next shard, and is told there
        elif self._is_lost or (self._is_gzip and self._end is None and not self._is_whole()):
            yield Broken(
                f"damaged or cut off after byte {self._good:,}: what stands behind the record there "
                "is not read; fetch the file again"
            )

    def _is_next_s(self) -> bool:
        """Whether a record stands behind the last good one with which the next shard begins."""
        if self._end is None:
            return False
        self._file.seek(self._good)
        member, length = zlib.decompressobj(wbits=31), 0
        while not member.eof and (data := self._file.read(_PIECE)):
            member.decompress(data)
            length += len(data) - len(member.unused_data)
        end = self._good + length
        return end >= self._end and next_record(self._file, end) == end

    def _is_whole(self) -> bool:
        """Whether the members from the last good record on are whole, up to the file's end.

        Where one member holds all records, that is all of them.
        """
        self._file.seek(self._good)
        if self._file.read(2) != MAGIC:
            self._good = 0
        self._file.seek(self._good)
        member = zlib.decompressobj(wbits=31)
        while data := member.unused_data.lstrip(b"\0") or self._file.read(_PIECE):
            if member.eof:
                member = zlib.decompressobj(wbits=31)
            try:
                while data:
                    member.decompress(data, _PIECE)
                    data = member.unconsumed_tail
            except zlib.error:
                return False
        return member.eof


_ALL = slice(None)


def _fields(headers: Any) -> Callable[[str], str]:
    return lambda name: headers.get(name) or ""


def _stored(
    field: Callable[[str], str], held: bytes | None, part: slice = _ALL
) -> Iterator[Stored]:
    """A record by the fields of its head, unless it is one that is never a page."""
    kind = _KINDS.get(field("WARC-Type"))
    if kind is None:
        return
    told = field("Content-Type")
    if kind == "http" and not told.startswith("application/http"):
        kind = "plain"
    yield Stored(
        kind=kind,
        address=field("WARC-Target-URI").strip("<> "),
        at=_day_and_time(field("WARC-Date")),
        media_type=told,
        held=held,
        part=part,
    )


#: WARC's record types. `conversion` is the text of a page, as in WET; others hold no page.
_KINDS = {"response": "http", "request": "request", "resource": "plain", "conversion": "plain"}


def _day_and_time(told: str) -> str:
    """WARC-Date to the second, as its later versions allow for fractions."""
    return told if len(told) == 20 else told[:19] + "Z"


def _read_arc(file: BinaryIO, largest: int) -> Iterator[Stored | Broken]:
    """The records of an ARC file; damage ends it, as nothing tells where the next begins."""
    from warcio.archiveiterator import (  # type: ignore[import-untyped]  # noqa: PLC0415
        ArchiveIterator,
    )
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]  # noqa: PLC0415

    good = 0
    records = ArchiveIterator(file, arc2warc=True, no_record_parse=True)
    try:
        for record in records:
            if record.rec_type != "response":
                continue
            block = record.raw_stream.read(largest + 1)
            good = records.get_record_offset()
            yield Stored(
                kind="http",
                address=record.rec_headers.get_header("WARC-Target-URI") or "",
                at=_day_and_time(record.rec_headers.get_header("WARC-Date") or ""),
                media_type="application/http; msgtype=response",
                held=None if len(block) > largest else block,
                part=_ALL,
            )
    except (ArchiveLoadFailed, zlib.error, EOFError) as error:
        yield Broken(
            f"damaged after byte {good:,} ({error}): not read from there on; fetch it again"
        )
