"""gzip → bytes, with a limit. What enters: bytes as they came; what leaves: the bytes within."""

from __future__ import annotations

import zlib

from pactwatch.errors import CollectError

MAGIC = b"\x1f\x8b"

_PIECE = 1 << 20  #: bytes inflated at a time, so that a bomb is seen before it is in memory


def inflate(data: bytes, *, largest: int) -> bytes:
    """The bytes in a gzip file, all its members; CollectError if cut off, broken or a bomb."""
    pieces: list[bytes] = []
    size = 0
    while data:
        member = zlib.decompressobj(wbits=31)
        try:
            while not member.eof:
                piece = member.decompress(data, _PIECE)
                data = member.unconsumed_tail
                size += len(piece)
                pieces.append(piece)
                if size > largest:
                    raise CollectError(
                        f"this gzip file holds more than the {largest:,} bytes that one input may"
                        " have once inflated; split it, or raise PACTWATCH_LARGEST_TEXT"
                    )
                if not piece and not data and not member.eof:
                    raise CollectError("truncated gzip file: its end is missing; fetch it again")
        except zlib.error as error:
            raise CollectError(f"broken gzip file: {error}; fetch it again") from None
        data = member.unused_data.lstrip(b"\0")
    return b"".join(pieces)
