"""The body of an answer → the bytes within. What enters: a capture with its exchange; what leaves:
its bytes without the encodings under which they were sent, within a limit, and what the head says
of them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from email.message import Message
from typing import Any

from pactwatch.errors import CollectError
from pactwatch.nouns import Exchange

MOST_ENCODINGS = 3  #: one inside the other; servers use one
PIECE = 1 << 20  #: bytes inflated at a time, so that a bomb is seen before it is in memory
SIP = 1024  #: bytes of zstd fed at a time: they become 32 MB at most
LARGEST_WINDOW = 1 << 27  #: bytes of memory that a zstd frame may ask for, as RFC 8878 advises

HTML_TYPES = ("text/html", "application/xhtml+xml")


def open_body(data: bytes, exchange: Exchange, *, largest: int) -> bytes:
    """What was sent, decoded; CollectError if cut off, broken, a bomb or of an unknown encoding."""
    told = exchange.header("Content-Encoding") or ""
    names = [name for one in told.split(",") if (name := one.strip().lower())]
    names = [name for name in names if name != "identity"]
    if len(names) > MOST_ENCODINGS:
        raise CollectError(f"{len(names)} encodings one inside the other; expected one or two")
    for name in reversed(names):
        if name not in DECODERS:
            raise CollectError(f"sent as {name!r}; expected gzip, deflate, br or zstd")
        data = _within(DECODERS[name](data), largest)
    return data


def type_and_charset(told: str | None) -> tuple[str, str | None]:
    """A `Content-Type` → its media type in small letters, and its charset.

    >>> type_and_charset('Text/HTML; charset="Windows-1252"')
    ('text/html', 'windows-1252')
    """
    message = Message()
    message["Content-Type"] = (told or "application/octet-stream").replace("\r", "")
    charset = message.get_param("charset")
    media_type = message.get_content_type() if told else "application/octet-stream"
    known = charset.strip().lower() if isinstance(charset, str) else None
    return ("text/html" if media_type in HTML_TYPES else media_type), known or None


def _within(pieces: Iterator[bytes], largest: int) -> bytes:
    found: list[bytes] = []
    size = 0
    try:
        for piece in pieces:
            size += len(piece)
            if size > largest:
                raise CollectError(
                    f"its body holds more than the {largest:,} bytes that one input may have once"
                    " inflated; not read (PACTWATCH_LARGEST_TEXT sets the limit)"
                )
            found.append(piece)
    except (zlib.error, _Broken) as error:
        raise CollectError(f"its body cannot be inflated: {error}; fetch it again") from None
    return b"".join(found)


class _Broken(Exception):
    """A body is cut off or not in the encoding that its head names."""


def _ungzip(data: bytes) -> Iterator[bytes]:
    from isal import isal_zlib  # noqa: PLC0415 - only for pages so sent

    while data:
        member = isal_zlib.decompressobj(wbits=31)
        try:
            yield from _inflate(member, data)
        except isal_zlib.error as error:  # type: ignore[misc]
            raise _Broken(str(error)) from None
        data = member.unused_data
        if not data.startswith(b"\x1f\x8b"):
            return  # what some servers send behind the end is no part of the page


def _undeflate(data: bytes) -> Iterator[bytes]:
    """zlib, as the standard says, or raw deflate, as some servers do."""
    is_zlib = len(data) > 1 and data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    yield from _inflate(zlib.decompressobj(wbits=15 if is_zlib else -15), data)


def _inflate(member: Any, data: bytes) -> Iterator[bytes]:
    while not member.eof:
        piece = member.decompress(data, PIECE)
        data = member.unconsumed_tail
        if not piece and not data and not member.eof:
            raise _Broken("its end is missing")
        yield piece


def _unbrotli(data: bytes) -> Iterator[bytes]:
    import brotli  # type: ignore[import-untyped]  # noqa: PLC0415 - only for pages so sent

    member = brotli.Decompressor()
    try:
        while not member.is_finished():
            piece = member.process(data, output_buffer_limit=PIECE)
            data = b""
            if not piece and member.can_accept_more_data():
                raise _Broken("its end is missing")
            yield piece
    except brotli.error as error:
        raise _Broken(str(error)) from None


def _unzstd(data: bytes) -> Iterator[bytes]:
    import zstandard  # noqa: PLC0415 - only for pages so sent

    opener = zstandard.ZstdDecompressor(max_window_size=LARGEST_WINDOW)
    member = opener.decompressobj(read_across_frames=False)
    try:
        for start in range(0, len(data), SIP):
            yield member.decompress(data[start : start + SIP])
            if member.eof:
                return
    except zstandard.ZstdError as error:
        raise _Broken(str(error)) from None
    if data:
        raise _Broken("its end is missing")


DECODERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _ungzip,
    "x-gzip": _ungzip,
    "deflate": _undeflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
