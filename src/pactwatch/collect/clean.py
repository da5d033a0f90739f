"""Capture → Document. What enters: bytes as they came, and what a person says of them; what leaves:
the documents in them, and an Issue for each thing that is not as it should be.

A pure function of its arguments, so that worker processes may run it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pactwatch.collect.address import web_address
from pactwatch.collect.body import open_body, type_and_charset
from pactwatch.collect.draft import Draft
from pactwatch.collect.html import clean_html
from pactwatch.collect.inflate import MAGIC, inflate
from pactwatch.collect.kinds import MEDIA_TYPES, UNKNOWN
from pactwatch.collect.language import language_of
from pactwatch.collect.meta import MetaTable
from pactwatch.collect.normalise import normalise
from pactwatch.collect.office import clean_docx, clean_pdf
from pactwatch.collect.plain import clean_plain
from pactwatch.collect.records import Found, clean_json, clean_jsonl
from pactwatch.config import Settings
from pactwatch.errors import CollectError
from pactwatch.nouns import Capture, Document, Given, Issue


def clean_capture(
    capture: Capture, given: Given | MetaTable, settings: Settings
) -> Iterator[Document | Issue]:
    """Capture → Document: as many as the file holds, each followed by what is amiss with it.

    `given` wins over what the file says; a table is asked for the file's path and for each address.
    """
    try:
        for part, found in _drafts(capture, settings):
            if isinstance(found, CollectError):
                yield _issue(capture, str(found))
                continue
            source = capture.source + (part or "")
            if not found.text:
                yield _issue(capture, f"{part or 'this file'} holds no text")
                continue
            yield _document(capture, found, source, given)
            for note in found.notes:
                yield _issue(capture, note)
    except CollectError as error:
        yield _issue(capture, str(error))


def _drafts(capture: Capture, settings: Settings) -> Iterator[Found]:
    """What each format's cleaner makes of the bytes."""
    data, exchange = capture.data, capture.exchange
    media_type, charset, address = capture.media_type, None, _address(capture)
    if exchange is not None:
        data = open_body(data, exchange, largest=settings.largest_text)
        charset = type_and_charset(exchange.header("Content-Type"))[1]
    if data.startswith(MAGIC):
        data = inflate(data, largest=settings.largest_text)
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise CollectError("empty file; there is nothing to read")
    media_type = _media_type(media_type, data)
    match media_type:
        case "application/json":
            yield from clean_json(data)
        case "application/jsonl":
            yield from clean_jsonl(data)
        case "application/pdf":
            yield None, clean_pdf(data, media_type)
        case "text/html":
            yield None, clean_html(data, charset=charset, address=address)
        case "text/plain" | "text/markdown":
            yield None, clean_plain(data, media_type, charset=charset)
        case _:
            yield None, clean_docx(data, media_type, largest=settings.largest_text)


_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?"
                   rb"<(?:!doctype\s+html|html|head)\b", re.I | re.S)  # fmt: skip


def _media_type(told: str, data: bytes) -> str:
    """What the bytes are where they tell it beyond doubt, else what the file's name says."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "application/pdf"
    if told in ("text/plain", "text/markdown", UNKNOWN) and _HTML.match(data[:4096]):
        return "text/html"
    if told != UNKNOWN:
        return told
    if data.startswith(b"PK\x03\x04"):
        return MEDIA_TYPES[".docx"]
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return "application/json"
    return "text/plain"


def _document(capture: Capture, draft: Draft, source: str, given: Given | MetaTable) -> Document:
    if draft.url is None:
        draft = replace(draft, url=_address(capture))
    told = given.given_for(source, draft.url) if isinstance(given, MetaTable) else given
    if isinstance(given, MetaTable) and source != capture.source:
        told = _over(told, given.given_for(capture.source, draft.url))
    url = told.url or draft.url
    outlet = told.outlet or draft.outlet
    published = told.published or draft.published
    return Document(
        id=Document.id_of(url=url, outlet=outlet, text=draft.text),
        source=source,
        url=url,
        outlet=outlet,
        title=normalise(told.title or "") or draft.title,
        published=published,
        published_basis="given" if told.published else draft.published_basis,
        known=published or capture.captured_at[:10],
        known_basis="published" if published else "collected",
        language=told.language or draft.language or language_of(draft.text),
        text=draft.text,
        media_type=draft.media_type,
        cleaner=draft.cleaner,
        archived=capture.record,
        page_starts=draft.page_starts,
    )


def _address(capture: Capture) -> str | None:
    """Where a page was fetched, or None for a file."""
    exchange = capture.exchange
    return web_address(capture.source if exchange is None else exchange.address)


def _over(first: Given, second: Given) -> Given:
    """What the first says, and where it says nothing, the second."""
    names = ("published", "outlet", "title", "language", "url")
    return replace(first, **{name: getattr(first, name) or getattr(second, name) for name in names})


def _issue(capture: Capture, what: str) -> Issue:
    return Issue(source=capture.source, stage="collect", what=what)
