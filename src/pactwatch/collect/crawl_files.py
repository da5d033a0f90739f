"""Paths and addresses → crawl files and their shards. What enters: what a person names; what
leaves: shards, and an Issue for each file that cannot be opened.

A crawl file is WARC, WET or ARC, as it is or in gzip or zstd, here or wherever fsspec reaches
(`s3://commoncrawl/crawl-data/CC-NEWS/2025/03/`). Gzip files with a member for each record are cut
into shards of equal size whatever the number of workers, so that done-marks hold for any of them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final, cast

from pactwatch.archive import file_errors, files_at, in_words
from pactwatch.collect.inflate import MAGIC
from pactwatch.ids import sha256_of
from pactwatch.nouns import Issue, Shard

ENDINGS = re.compile(
    r"\.(?:warc|wet|arc)(?:\.(?:gz|zst|wet\.gz))?$|\.warc\.wet(?:\.(?:gz|zst))?$", re.I
)

SHARD: Final = 64 * 1024 * 1024  #: bytes of a shard as it lies on disk
_ENDS = 64 * 1024  #: bytes at either end of a file that tell its state

_REMOTE = re.compile(r"(?!https?://)[A-Za-z][A-Za-z0-9+.-]*://")


def is_crawl_file(name: str) -> bool:
    """Whether a name is that of a crawl file.

    >>> is_crawl_file("CC-NEWS-20250301060000-00001.warc.gz"), is_crawl_file("a.html.gz")
    (True, False)
    """
    return ENDINGS.search(name) is not None


def split_sources(sources: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a person names → (crawl files and what may hold them, everything else).

    A folder is both, as reports and crawl files may stand in it side by side.
    """
    crawls, others = [], []
    for source in sources:
        is_folder = source != "-" and "://" not in source and Path(source).is_dir()
        if is_folder or _REMOTE.match(source) or is_crawl_file(source):
            crawls.append(source)
        if is_folder or not crawls or crawls[-1] is not source:
            others.append(source)
    return tuple(crawls), tuple(others)


def list_shards(sources: Sequence[str], *, size: int = SHARD) -> Iterator[Shard | Issue]:
    """Crawl files, and folders and patterns that hold them → shards, in the order of their names."""
    for source in sources:
        for path in _expand(source):
            try:
                with open_crawl(path) as file:
                    yield from _cut(path, file, size)
            except file_errors() as error:
                what = f"cannot be read: {in_words(error)}"
                yield Issue(source=path, stage="collect", what=what)


def open_crawl(path: str) -> BinaryIO:
    """A crawl file, here or at an fsspec address, for reading at any place."""
    if "://" not in path:
        return Path(path).open("rb")
    files, inside = files_at(path)
    return cast(BinaryIO, files.open(inside, "rb"))


def _expand(source: str) -> Iterator[str]:
    if "://" in source:
        yield from _expand_remote(source)
    elif Path(source).is_dir():
        found = (p for p in Path(source).rglob("*") if is_crawl_file(p.name) and p.is_file())
        yield from sorted(path.as_posix() for path in found)
    else:
        yield source


def _expand_remote(address: str) -> Iterator[str]:
    files, inside = files_at(address)
    if any(char in address for char in "*?["):
        found = files.glob(inside)
    elif is_crawl_file(address):
        yield address
        return
    else:
        found = files.find(inside)
    yield from sorted(files.unstrip_protocol(path) for path in found if is_crawl_file(path))


def _cut(path: str, file: BinaryIO, size: int) -> Iterator[Shard]:
    length = file.seek(0, 2)
    file.seek(0)
    head = file.read(_ENDS)
    file.seek(max(0, length - _ENDS))
    mark = f"{length} {sha256_of(head + file.read(_ENDS))}"
    can_be_cut = (
        length > size
        and head.startswith(MAGIC)
        and not is_arc(path)
        and next_record(file, 1) is not None
    )
    starts = range(0, max(length, 1), size) if can_be_cut else range(1)
    for start in starts:
        is_last = start == starts[-1]
        yield Shard(source=path, start=start, end=None if is_last else start + size, mark=mark)


def is_arc(path: str) -> bool:
    """Whether a name is that of an ARC file, the older format."""
    return re.search(r"\.arc(?:\.gz)?$", path, re.I) is not None


def next_record(file: BinaryIO, start: int) -> int | None:
    """Where the first gzip member from `start` on stands that holds a record, or None."""
    at, held = start, b""
    file.seek(start)
    while data := file.read(_PIECE):
        held += data
        found = held.find(_MEMBER)
        while (found >= 0 and found + _PEEK <= len(held)) or (found >= 0 and len(data) < _PIECE):
            if _begins_record(held[found : found + _PEEK]):
                return at + found
            found = held.find(_MEMBER, found + 1)
        keep = len(held) - found if found >= 0 else len(_MEMBER) - 1
        at += len(held) - keep
        held = held[len(held) - keep :]
    return None


_MEMBER = MAGIC + b"\x08"
_PIECE = 1 << 20
_PEEK = 512  #: bytes of a member from which its first five can be inflated


def _begins_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, 5) == b"WARC/"
    except zlib.error:
        return False
