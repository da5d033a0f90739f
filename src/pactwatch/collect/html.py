"""HTML → Draft. What enters: a page's bytes; what leaves: its article, a paragraph a line, with
title, outlet, address and publication day as the page tells them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from pactwatch.collect.address import host_of, web_address
from pactwatch.collect.decode import decode
from pactwatch.collect.draft import VERSION, Draft
from pactwatch.collect.normalise import normalise
from pactwatch.collect.published import day_of_address, day_told, days_of_line, read_day
from pactwatch.collect.titles import read_heading
from pactwatch.errors import CollectError
from pactwatch.nouns import Day, PublishedBasis

logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("htmldate").addHandler(logging.NullHandler())

LARGEST_PAGE = 24 * 1024 * 1024  #: bytes; a tree takes about ten times as much memory

#: Bytes that an article's longest line has at least: twenty letters of Chinese, or nine words of
#: English. Menus and lists of links have none so long.
SHORTEST_ARTICLE = 60

#: Days are looked for up to here, not up to today, so that a page reads the same every day.
_LATEST = datetime(2099, 12, 31)
_EARLIEST = datetime(1995, 1, 1)

#: Controls, spelled out or as references: one of them makes the tree's writer refuse a whole page.
#: Two patterns, as one that held both would look at each letter twice.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_IN_XML_AS_REFERENCE = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]))(?:;|(?![0-9a-f]))", re.I
)

NO_ARTICLE = (
    "no article found in this HTML (a list of links, a form or a page made by scripts?);"
    " save the text of the article as .txt and read that"
)


def clean_html(data: bytes, *, charset: str | None = None, address: str | None = None) -> Draft:
    """A page's bytes → Draft; CollectError where no article stands in it.

    `charset` is what the head of the answer names, `address` where the page was fetched.
    """
    if len(data) > LARGEST_PAGE:
        raise CollectError(
            f"{len(data):,} bytes of HTML are more than the {LARGEST_PAGE:,} of a page"
        )
    decoded = decode(data, is_html=True, charset=charset)
    draft = draft_of_page(decoded.text, fetched_at=address)
    notes = (decoded.note,) if decoded.note else ()
    return Draft(**{name: getattr(draft, name) for name in _KEPT}, notes=notes)


_KEPT = (
    "text", "media_type", "cleaner", "title", "outlet", "url", "published", "published_basis"
)  # fmt: skip


def draft_of_page(page: str, *, url: str | None = None, fetched_at: str | None = None) -> Draft:
    """A page's source → Draft; `url` is where it was, if that is known from elsewhere.

    A page `fetched_at` an address may name another of the same site as its canonical one.
    """
    import trafilatura  # noqa: PLC0415 - loads lxml, htmldate and more; `--help` must not

    tree = parse_page(page)
    found: Any = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False)
    body = normalise(getattr(found, "text", None) or "")
    if found is None or max(len(line.encode()) for line in body.split("\n")) < SHORTEST_ARTICLE:
        raise CollectError(NO_ARTICLE)
    heading = read_heading(tree, url)
    address = web_address(url) or _canonical(web_address(heading.url), fetched_at)
    title = normalise(heading.title or "").replace("\n", " ") or None
    published, basis = _published(tree, address)
    return Draft(
        text=with_title(body, title),
        media_type="text/html",
        cleaner=_cleaner(),
        title=title,
        outlet=normalise(heading.site or "") or host_of(address),
        url=address,
        published=published,
        published_basis=basis,
    )


def _canonical(told: str | None, fetched_at: str | None) -> str | None:
    """What a page says of its address, where it may say it: no page speaks for another site."""
    if fetched_at is None or (told and host_of(told) == host_of(fetched_at)):
        return told
    return fetched_at


def with_title(body: str, title: str | None) -> str:
    """The text of a page begins with its title, once.

    >>> with_title("Talks began.", "Talks begin in Freedonia")
    'Talks begin in Freedonia\\nTalks began.'
    """
    if title is None:
        return body
    top = [_folded(line) for line in body.split("\n")[:6]]
    return body if _folded(title) in top else f"{title}\n{body}"


def _folded(line: str) -> str:
    return re.sub(r"\W+", "", line.casefold())


@lru_cache(maxsize=1)
def _cleaner() -> str:
    return f"trafilatura@{version('trafilatura')}+{VERSION}"


def parse_page(page: str) -> Any:
    """A page's source → its tree; CollectError where there is none."""
    from trafilatura import load_html  # noqa: PLC0415

    tree = load_html(_NOT_IN_XML_AS_REFERENCE.sub("", _NOT_IN_XML.sub("", page)))
    if tree is None:
        raise CollectError(NO_ARTICLE)
    return tree


def _published(tree: Any, url: str | None) -> tuple[Day | None, PublishedBasis | None]:
    """The page's metadata, else its address, else the lines that it shows."""
    if day := _day_in_metadata(tree):
        return day, "metadata"
    if day := day_of_address(url):
        return day, "url"
    if day := _day_shown(tree):
        return day, "text"
    return None, None


def _day_in_metadata(tree: Any) -> Day | None:
    """From JSON-LD, `meta` and marked-up `time` elements, wherever in the page they stand."""
    from htmldate import find_date  # noqa: PLC0415
    from lxml import html  # type: ignore[import-untyped]  # noqa: PLC0415

    head = html.Element("head")
    told = "//meta[not(@property='og:url')] | //script[contains(@type, 'ld+json')]"
    for element in tree.xpath(told):
        head.append(deepcopy(element))
    page = html.Element("html")
    page.append(head)
    page.append(html.Element("body"))
    found = find_date(
        page, extensive_search=False, original_date=True, min_date=_EARLIEST, max_date=_LATEST
    )
    if found:
        return read_day(found)
    marked = tree.xpath("//*[@itemprop='datePublished' or @pubdate]/@datetime")
    days = {day for value in marked if (day := read_day(value))}
    return days.pop() if len(days) == 1 else None


def _day_shown(tree: Any) -> Day | None:
    """From the `time` elements beside the headline, else from lines that are a date."""
    near = list(_after_headline(tree))
    times = [el.get("datetime") or el.text_content() for el in near if el.tag == "time"]
    days = {day for value in times if (day := read_day(value))}
    if len(days) == 1:
        return days.pop()
    lines = (" ".join(el.text_content().split()) for el in near)
    return day_told(line for line in lines if days_of_line(line))


def _after_headline(tree: Any) -> Iterator[Any]:
    """The short elements of the page from its headline on, outside of what frames it."""
    started = not tree.xpath("//h1")
    seen = 0
    for element in tree.iter("h1", "p", "div", "span", "time", "li", "address", "small", "em"):
        started = started or element.tag == "h1"
        if not started or element.tag == "h1" or len(element.text_content()) > 200:
            continue
        if element.xpath("ancestor::nav or ancestor::aside or ancestor::footer"):
            continue
        yield element
        seen += 1
        if seen == 60:
            return
