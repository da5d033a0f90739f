"""Shard → Capture: the pages of a crawl, as they were sent. What enters: a shard; what leaves: its
pages with the head of the answer, why a record is no page, and an Issue where bytes are damaged.

A page's source is its address with the time of the capture, so that captures of one page on two
days are two, whatever the order in which they are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pactwatch.collect.crawl_records import Broken, Stored, read_records
from pactwatch.config import Settings
from pactwatch.nouns import Capture, Dropped, Exchange, Issue, Shard

#: What can be a page that is read; everything else in a crawl is pictures, styles and programs.
PAGE_TYPES = (b"text/html", b"application/xhtml+xml", b"text/plain", b"application/pdf")

STAGE = "record"  #: at which what is no page is dropped

_STATUS = re.compile(rb"HTTP/\S+ +(\d{3})")
_TYPE = re.compile(rb"(?:^|\n)content-type:[ \t]*([^;\r\n \t]*)", re.I)
_CODING = re.compile(rb"((?:^|\n))(content-encoding:[ \t]*)([^\r\n]*)", re.I)
_CHUNKED = re.compile(rb"((?:^|\n))(transfer-encoding:[^\r\n]*chunked)", re.I)
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|!--|html|head|body|\?xml)", re.I)

#: How a body begins that is in an encoding; the others have no sign.
_SIGNS = {b"gzip": b"\x1f\x8b", b"x-gzip": b"\x1f\x8b", b"zstd": b"\x28\xb5\x2f\xfd"}


def read_shard(shard: Shard, settings: Settings) -> Iterator[Capture | Dropped | Issue]:
    """A shard's records, in their order: pages, what is no page, and an Issue for each damage."""
    request: Stored | None = None
    for found in read_records(shard, largest=settings.largest_file):
        if isinstance(found, Broken):
            yield Issue(source=shard.source, stage="collect", what=found.what)
        elif found.kind == "request":
            request = found
        else:
            is_asked = request is not None and request.address == found.address
            page = _page(found, request.block if request is not None and is_asked else b"")
            del found  # a page may be large: none is held while the next is read
            yield page
            del page
            request = None


def _page(record: Stored, request: bytes) -> Capture | Dropped:
    source = f"{record.address}#captured={record.at}"
    if record.held is None:
        return Dropped(source, STAGE, "larger than one input may be")
    if record.kind != "http":
        if record.media_type.partition(";")[0].strip().encode() not in PAGE_TYPES:
            return Dropped(source, STAGE, f"not a page: {record.media_type or 'no type'}")
        return Capture(
            source=source,
            media_type=record.media_type.partition(";")[0].strip(),
            data=record.block,
            captured_at=record.at,
        )
    answer = _answer(record.held, record.part)
    if (status := _STATUS.match(answer.head)) and not status[1].startswith(b"2"):
        return Dropped(source, STAGE, f"status {status[1].decode()}")
    found = _TYPE.search(answer.head)
    media_type = found[1].lower() if found else b""
    if media_type not in PAGE_TYPES and not (media_type == b"" and _HTML.match(answer.body)):
        return Dropped(source, STAGE, f"not a page: {media_type.decode('latin-1') or 'no type'}")
    is_html = media_type not in (b"text/plain", b"application/pdf")
    return Capture(
        source=source,
        media_type="text/html" if is_html else media_type.decode(),
        data=answer.body,
        captured_at=record.at,
        exchange=Exchange(
            address=record.address, request=request.partition(b"\r\n\r\n")[0], response=answer.head
        ),
    )


@dataclass(frozen=True, slots=True)
class _Answer:
    head: bytes
    body: bytes


def _answer(held: bytes, part: slice) -> _Answer:
    """An HTTP answer as stored → head and body that agree.

    Crawlers store bodies inflated under heads that still name an encoding. Such a field is kept
    under the name `X-Archived-…`, as crawlers do themselves.
    """
    start, stop, _ = part.indices(len(held))
    cut = held.find(b"\r\n\r\n", start, stop)
    head, body = (held[start:cut], held[cut + 4 : stop]) if cut >= 0 else (b"", held[part])
    lower = head.lower()
    if b"transfer-encoding" in lower and (chunked := _CHUNKED.search(head)):
        whole = _joined(body)
        body = body if whole is None else whole
        head = _renamed(head, chunked)
    is_told = b"content-encoding" in lower
    if is_told and (coding := _CODING.search(head)) and not _is_coded(coding[3], body):
        head = _renamed(head, coding)
    return _Answer(head, body)


def _renamed(head: bytes, field: re.Match[bytes]) -> bytes:
    return head[: field.start(2)] + b"X-Archived-" + head[field.start(2) :]


def _is_coded(told: bytes, body: bytes) -> bool:
    """Whether a body is in the encoding that is named last, as far as signs tell it."""
    name = told.rpartition(b",")[2].strip().lower()
    sign = _SIGNS.get(name)
    return body.startswith(sign) if sign else not _HTML.match(body)


def _joined(body: bytes) -> bytes | None:
    """The chunks of a body joined, or None where it is in no chunks."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + 20)
        size = body[at:end].partition(b";")[0].strip() if end >= 0 else b""
        if not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
            return None if at == 0 else b"".join(parts)
        length = int(size, 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
