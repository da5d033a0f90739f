"""Capture ↔ WARC record. What enters: a capture; what leaves: the bytes of one gzip member that
holds it as a WARC 1.1 `resource` record, and back."""

from __future__ import annotations

import hashlib
import re
import uuid
import zlib
from io import BytesIO
from urllib.parse import quote, unquote

from pactwatch.archive.members import PREVIOUS_FIELD, RECORD_FIELD, SOURCE_FIELD
from pactwatch.errors import ArchiveError
from pactwatch.nouns import Capture

FIRST = "none"  #: what the first record of an archive names as the one before it

#: RFC 3986's reserved characters and `%` stay in an address that is one already.
ADDRESS_SAFE = ":/?#[]@!$&'()*+,;=%-._~"


def record_uuid(record: str) -> str:
    """The record's name in WARC: the same capture has the same on every machine."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'pactwatch:' + record)}>"


def target_of(source: str) -> str:
    """A source as an address: itself where it is one, else a `file:` address."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", source):
        return quote(source, safe=ADDRESS_SAFE, errors="surrogateescape")
    return "file:" + quote(source, errors="surrogateescape")


def write_record(capture: Capture, *, previous: str) -> tuple[bytes, str]:
    """Capture → (one gzip member, SHA-256 of the record's bytes before compression).

    `previous` is the SHA-256 of the record before, so that nothing can be taken out or put in
    between without being seen.
    """
    from warcio.warcwriter import (  # type: ignore[import-untyped]  # noqa: PLC0415 - slow
        BufferWARCWriter,
    )

    digest = "sha256:" + capture.sha256
    fields = {
        "WARC-Record-ID": record_uuid(capture.record),
        "WARC-Date": capture.captured_at.replace("+00:00", "Z"),
        "WARC-Block-Digest": digest,
        "WARC-Payload-Digest": digest,
        RECORD_FIELD: capture.record,
        SOURCE_FIELD: quote(capture.source, errors="surrogateescape"),
        PREVIOUS_FIELD: previous,
    }
    writer = BufferWARCWriter(gzip=True, warc_version="WARC/1.1")
    writer.write_record(
        writer.create_warc_record(
            target_of(capture.source),
            "resource",
            payload=BytesIO(capture.data),
            length=len(capture.data),
            warc_content_type=_one_line(capture.media_type),
            warc_headers_dict=fields,
        )
    )
    member = writer.get_contents()
    return member, hashlib.sha256(zlib.decompress(member, wbits=16 + zlib.MAX_WBITS)).hexdigest()


def read_record(member: bytes, *, where: str) -> Capture:
    """One gzip member → the capture it holds; ArchiveError where its bytes were altered."""
    from warcio.archiveiterator import (  # type: ignore[import-untyped]  # noqa: PLC0415 - slow
        ArchiveIterator,
    )

    record = next(iter(ArchiveIterator(BytesIO(member))))
    head = record.rec_headers
    capture = Capture(
        source=unquote(head.get_header(SOURCE_FIELD), errors="surrogateescape"),
        media_type=head.get_header("Content-Type"),
        data=record.content_stream().read(),
        captured_at=head.get_header("WARC-Date"),
    )
    if head.get_header("WARC-Payload-Digest") != "sha256:" + capture.sha256:
        raise ArchiveError(
            f"{where}: the bytes do not have the SHA-256 that the record names; "
            "put the file back from a copy"
        )
    return capture


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "application/octet-stream"
