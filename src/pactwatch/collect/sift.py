"""Capture → marked text: what its page can say, before it is cleaned. See `strip` for what marked
text is. None where it cannot be told: then the page goes on to the cleaner."""

from __future__ import annotations

from functools import lru_cache

from pactwatch.collect.body import open_body, type_and_charset
from pactwatch.collect.inflate import MAGIC, inflate
from pactwatch.collect.likely import strip_likely
from pactwatch.collect.strip import mark_text, strip_page
from pactwatch.config import Settings
from pactwatch.errors import CollectError
from pactwatch.nouns import Capture

_charset_of = lru_cache(maxsize=1024)(type_and_charset)


def strip_capture(capture: Capture, settings: Settings) -> str | None:
    """All that a page can say: quickly, by its marks alone."""
    data = _opened(capture, settings)
    if data is None or b"%PDF-" in data[:1024]:
        return None
    if capture.media_type == "text/html":
        return strip_page(data, charset=_charset(capture))
    if capture.media_type == "text/plain" and b"<" not in data[:4096]:
        try:
            return mark_text(data.decode("utf-8"))
        except UnicodeDecodeError:
            return None
    return None


def strip_likely_capture(capture: Capture, settings: Settings) -> str | None:
    """What the article or title of an HTML page can say: by a parser, without menus and the like."""
    data = _opened(capture, settings)
    if data is None or capture.media_type != "text/html":
        return None
    return strip_likely(data, charset=_charset(capture))


def _charset(capture: Capture) -> str | None:
    exchange = capture.exchange
    return None if exchange is None else _charset_of(exchange.header("Content-Type"))[1]


def _opened(capture: Capture, settings: Settings) -> bytes | None:
    """The bytes that the cleaner would see, or None where it would tell what is wrong with them."""
    data, exchange = capture.data, capture.exchange
    try:
        if exchange is not None:
            data = open_body(data, exchange, largest=settings.largest_text)
        if data.startswith(MAGIC):
            data = inflate(data, largest=settings.largest_text)
    except CollectError:
        return None
    return data
