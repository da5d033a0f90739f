"""Feed → the pages that it names. What enters: the bytes of an RSS, Atom or JSON feed, a (news) sitemap
or a plain list of addresses; what leaves: their addresses, and CollectError where it is none of these.

A feed is hostile input: no entity that it declares is ever expanded, and nothing that it points to is
opened here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from pactwatch.collect.address import web_address
from pactwatch.collect.body import open_body
from pactwatch.collect.decode import decode
from pactwatch.collect.inflate import MAGIC, inflate
from pactwatch.errors import CollectError
from pactwatch.nouns import Capture

MOST_ENTRIES = 5_000  #: the first of a feed; a news sitemap has 1,000 at most
LARGEST_FEED = 32 * 1024 * 1024  #: bytes, once inflated


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page that a feed names, and when it says the page was last changed, in its words."""

    address: str
    updated: str | None = None
    is_feed: bool = False  #: another sitemap, named by an index


def parse_feed(capture: Capture) -> tuple[Entry, ...]:
    """A fetched feed → its entries, each address once, in their order."""
    data = capture.data
    base = capture.source
    if capture.exchange is not None:
        data = open_body(data, capture.exchange, largest=LARGEST_FEED)
        base = capture.exchange.address
    if data.startswith(MAGIC):
        data = inflate(data, largest=LARGEST_FEED)
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if head == b"<":
        return _once(_entries_of_xml(data), base)
    if head in (b"{", b"["):
        return _once(_entries_of_json(data), base)
    return parse_list(decode(data).text, base)


def parse_list(text: str, base: str) -> tuple[Entry, ...]:
    """One address a line; `#` begins a remark. CollectError where a line is something else."""
    lines = [line.strip() for line in text.splitlines()]
    found = [line for line in lines if line and not line.startswith("#")]
    for line in found:
        if web_address(line) is None:
            raise CollectError(
                f"neither RSS, Atom, JSON feed, sitemap nor a list of addresses: {line[:60]!r}"
            )
    return _once((Entry(address=line) for line in found), base)


def _once(entries: Iterable[Entry], base: str) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for entry in entries:
        try:
            address = web_address(urljoin(base, entry.address.strip()))
        except ValueError:
            address = None
        if address is not None and address not in found:
            found[address] = Entry(address=address, updated=entry.updated, is_feed=entry.is_feed)
        if len(found) == MOST_ENTRIES:
            break
    return tuple(found.values())


# -- JSON Feed, https://www.jsonfeed.org/version/1.1 -----------------------------------------------


def _entries_of_json(data: bytes) -> Iterator[Entry]:
    try:
        feed = json.loads(decode(data).text)
    except (ValueError, RecursionError) as error:
        raise CollectError(f"broken JSON feed: {error}") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise CollectError("JSON, but no JSON feed: it has no list of items")
    for item in items:
        if not isinstance(item, dict):
            continue
        address = item.get("url") or item.get("external_url")
        updated = item.get("date_modified") or item.get("date_published")
        if isinstance(address, str):
            yield Entry(address=address, updated=updated if isinstance(updated, str) else None)


# -- RSS 0.9 to 2.0, Atom, sitemaps ----------------------------------------------------------------

_DECLARES = re.compile(rb"<!(?:ENTITY|DOCTYPE[^>\[]*\[)", re.I)


def _entries_of_xml(data: bytes) -> Iterator[Entry]:
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to load

    if _DECLARES.search(data) or _DECLARES.search(data.replace(b"\0", b"")):
        raise CollectError(
            "this feed declares entities of its own, which no feed needs and bombs are made of"
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CollectError(f"broken XML: {error}") from None
    if root is None or _name(root) not in _KINDS:
        name = "nothing" if root is None else f"<{_name(root)}>"
        raise CollectError(f"neither RSS, Atom nor sitemap: it begins with {name}")
    for element in root.iter():
        if _name(element) in ("item", "entry", "url", "sitemap"):
            entry = _entry(element)
            if entry is not None:
                yield entry


_KINDS = ("rss", "rdf", "feed", "urlset", "sitemapindex")
_CHANGED = ("updated", "lastmod", "publication_date", "published", "modified", "date", "pubdate")


def _entry(element: Any) -> Entry | None:
    """The address of an item, and the first of what it says of its days."""
    address: str | None = None
    days: dict[str, str] = {}
    for part in element.iter():
        name, text = _name(part), (part.text or "").strip()
        if name == "link" and part.get("href"):
            if part.get("rel", "alternate") == "alternate" and address is None:
                address = part.get("href")
        elif name in ("link", "loc") and text and part.getparent() is element:
            address = address or text
        elif name == "guid" and part.get("isPermaLink", "true") == "true":
            days.setdefault("guid", text)
        elif name in _CHANGED and text:
            days.setdefault(name, text)
    address = address or days.get("guid")
    if not address:
        return None
    updated = next((days[name] for name in _CHANGED if name in days), None)
    return Entry(address=address, updated=updated, is_feed=_name(element) == "sitemap")


def _name(element: Any) -> str:
    """An element's name without its namespace, in small letters; comments have none."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
