"""Capture ↔ WARC records. What enters: a capture; what leaves: the gzip members that hold it as
WARC 1.1 records, and back.

A file is one `resource` record. What came over the wire is a `request` and a `response`. A `metadata`
record seals what a register holds: its block is the hash of the register's ledger.
"""

from __future__ import annotations

import hashlib
import re
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote

from pactwatch.archive.members import PREVIOUS_FIELD, RECORD_FIELD, SOURCE_FIELD
from pactwatch.errors import ArchiveError
from pactwatch.ids import sha256_of
from pactwatch.nouns import Capture, Exchange

FIRST = "none"  #: what the first record of an archive names as the one before it
REQUEST = ".request"  #: after a capture's record id: the request that it answers
SEAL = "seal_"  #: before the hash of a register's ledger

MEDIA_FIELD = "WARC-X-Pactwatch-Media-Type"
VIA_FIELD = "WARC-X-Pactwatch-Via"

#: RFC 3986's reserved characters and `%` stay in an address that is one already.
ADDRESS_SAFE = ":/?#[]@!$&'()*+,;=%-._~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A record as a gzip member, ready to be appended; `sha256` is of these very bytes."""

    record: str
    data: bytes
    sha256: str


def record_uuid(record: str) -> str:
    """The record's name in WARC: the same capture has the same on every machine."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'pactwatch:' + record)}>"


def target_of(source: str) -> str:
    """A source as an address: itself where it is one, else a `file:` address."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", source):
        return quote(source, safe=ADDRESS_SAFE, errors="surrogateescape")
    return "file:" + quote(source, errors="surrogateescape")


def write_capture(capture: Capture, *, previous: str) -> Iterator[Written]:
    """Capture → its records; each names the SHA-256 of the member before, from `previous` on.

    So nothing can be changed, taken out or put in between without being seen.
    """
    about = {
        "WARC-Date": capture.captured_at.replace("+00:00", "Z"),
        SOURCE_FIELD: quote(capture.source, errors="surrogateescape"),
    }
    exchange = capture.exchange
    if exchange is None:
        payload = {"WARC-Payload-Digest": "sha256:" + capture.sha256}
        record = _Record(
            name=capture.record,
            kind="resource",
            target=target_of(capture.source),
            block=capture.data,
            block_type=_one_line(capture.media_type),
            fields=about | payload,
        )
        yield record.write(previous)
        return
    if exchange.request:  # a crawl of others may lack it
        request = _request(capture, exchange, about).write(previous)
        yield request
        previous = request.sha256
        about |= {"WARC-Concurrent-To": record_uuid(request.record)}
    yield _response(capture, exchange, about).write(previous)


def _request(capture: Capture, exchange: Exchange, about: dict[str, str]) -> _Record:
    return _Record(
        name=capture.record + REQUEST,
        kind="request",
        target=target_of(exchange.address),
        block=exchange.request + b"\r\n\r\n",
        block_type="application/http; msgtype=request",
        fields=about
        | {
            "WARC-Payload-Digest": "sha256:" + sha256_of(b""),
            "WARC-Concurrent-To": record_uuid(capture.record),
        },
    )


def write_warc(capture: Capture) -> bytes:
    """Capture → a WARC file of its own, in no chain."""
    return b"".join(one.data for one in write_capture(capture, previous=FIRST))


def _response(capture: Capture, exchange: Exchange, about: dict[str, str]) -> _Record:
    fields = about | {
        "WARC-Payload-Digest": "sha256:" + capture.sha256,
        MEDIA_FIELD: _one_line(capture.media_type),
    }
    if exchange.peer:
        fields["WARC-IP-Address"] = exchange.peer
    if exchange.via:
        fields[VIA_FIELD] = " ".join(target_of(address) for address in exchange.via)
    return _Record(
        name=capture.record,
        kind="response",
        target=target_of(exchange.address),
        block=exchange.response + b"\r\n\r\n" + capture.data,
        block_type="application/http; msgtype=response",
        fields=fields,
    )


def write_seal(head: str, *, at: str, previous: str) -> Written:
    """The hash of a register's ledger → the record that seals it."""
    record = _Record(
        name=SEAL + head,
        kind="metadata",
        target="urn:pactwatch:register",
        block=head.encode("ascii"),
        block_type="text/plain",
        fields={"WARC-Date": at},
    )
    return record.write(previous)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """A WARC record before it is written."""

    name: str
    kind: str
    target: str
    block: bytes
    block_type: str
    fields: dict[str, str]

    def write(self, previous: str) -> Written:
        from warcio.recordloader import (  # type: ignore[import-untyped]  # noqa: PLC0415 - slow
            ArcWarcRecord,
        )
        from warcio.statusandheaders import (  # type: ignore[import-untyped]  # noqa: PLC0415
            StatusAndHeaders,
        )
        from warcio.warcwriter import (  # type: ignore[import-untyped]  # noqa: PLC0415
            BufferWARCWriter,
        )

        fields = self.fields | {
            "WARC-Record-ID": record_uuid(self.name),
            "WARC-Block-Digest": "sha256:" + sha256_of(self.block),
            RECORD_FIELD: self.name,
            PREVIOUS_FIELD: previous,
            "WARC-Type": self.kind,
            "WARC-Target-URI": self.target,
        }
        writer = BufferWARCWriter(gzip=True, warc_version="WARC/1.1")
        # not by `create_warc_record`, which takes heads apart and writes them anew in its own way
        record = ArcWarcRecord(
            "warc",
            self.kind,
            StatusAndHeaders("", list(fields.items()), protocol="WARC/1.1"),
            BytesIO(self.block),
            None,
            self.block_type,
            len(self.block),
        )
        record.payload_length = len(self.block)
        writer.write_record(record)
        data = writer.get_contents()
        return Written(record=self.name, data=data, sha256=sha256_of(data))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A record as it lies in the archive, its block's digest proved."""

    record: str
    kind: str
    fields: dict[str, str]
    block: bytes
    plain_sha256: str  #: of the record before compression

    def capture(self) -> Capture:
        """The capture that a `resource` or `response` record holds."""
        data, exchange = self.block, None
        media_type = self.fields["content-type"]
        if self.kind == "response":
            head, _, data = self.block.partition(b"\r\n\r\n")
            media_type = self.fields[MEDIA_FIELD.lower()]
            exchange = Exchange(
                address=self.fields["warc-target-uri"],
                request=b"",
                response=head,
                peer=self.fields.get("warc-ip-address"),
                via=tuple(self.fields.get(VIA_FIELD.lower(), "").split()),
            )
        return Capture(
            source=unquote(self.fields[SOURCE_FIELD.lower()], errors="surrogateescape"),
            media_type=media_type,
            data=data,
            captured_at=self.fields["warc-date"],
            exchange=exchange,
        )


def open_record(member: bytes, *, where: str) -> Opened:
    """One gzip member → the record in it; ArchiveError where its bytes were altered."""
    try:
        plain = zlib.decompress(member, wbits=16 + zlib.MAX_WBITS)
    except zlib.error as error:
        raise ArchiveError(f"{where}: {_ALTERED}: {error}; {_PUT_BACK}") from error
    head, _, rest = plain.partition(b"\r\n\r\n")
    fields = _fields(head)
    size = fields.get("content-length", "")
    block = rest[: int(size)] if size.isdigit() else b""
    if not size.isdigit() or rest[int(size) :] != b"\r\n\r\n":
        raise ArchiveError(f"{where}: {_ALTERED}: its length is not what it says; {_PUT_BACK}")
    if fields.get("warc-block-digest") != "sha256:" + sha256_of(block):
        raise ArchiveError(f"{where}: {_ALTERED}: its SHA-256 is another; {_PUT_BACK}")
    return Opened(
        record=fields.get(RECORD_FIELD.lower(), ""),
        kind=fields.get("warc-type", ""),
        fields=fields,
        block=block,
        plain_sha256=hashlib.sha256(plain).hexdigest(),
    )


_ALTERED = "the bytes of this record are not those that were archived"
_PUT_BACK = "put the file back from a copy"


def read_capture(member: bytes, *, where: str) -> Capture:
    """One gzip member → the capture it holds; ArchiveError where its bytes were altered."""
    opened = open_record(member, where=where)
    try:
        capture = opened.capture()
    except KeyError as error:
        raise ArchiveError(f"{where}: holds no capture: the field {error} is missing") from error
    if opened.fields.get("warc-payload-digest") != "sha256:" + capture.sha256:
        raise ArchiveError(f"{where}: {_ALTERED}: its payload has another SHA-256; {_PUT_BACK}")
    return capture


def _fields(head: bytes) -> dict[str, str]:
    found: dict[str, Any] = {}
    for line in head.decode("utf-8", "replace").split("\r\n")[1:]:
        key, _, value = line.partition(":")
        found[key.strip().lower()] = value.strip()
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "application/octet-stream"
