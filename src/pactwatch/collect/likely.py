"""A page's bytes → all that its article can say, by a parser: marked text as in `strip`, slower, and
without menus, footers and what else the cleaner always leaves out.

The tree is the one that the cleaner works on, so that the two cannot see different pages. Kept are
all places from which a title is read, wherever they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pactwatch.collect.decode import decode
from pactwatch.collect.html import LARGEST_PAGE, parse_page
from pactwatch.collect.scripts import without_scripts
from pactwatch.collect.strip import mark_text
from pactwatch.errors import CollectError


def strip_likely(data: bytes, *, charset: str | None = None) -> str | None:
    """A page of HTML → the marked text that its article or title can be, or None where it has none.

    `charset` is what the head of the answer names.

    >>> strip_likely(b"<nav>Menu</nav><p>Rwa<b>nda</b></p><footer>All rights reserved</footer>")
    'Rwa<nda'
    """
    if len(data) > LARGEST_PAGE:
        return None
    try:
        page = decode(data, is_html=True, charset=charset).text
        tree = parse_page(_without_scripts(page))
    except CollectError:
        return None
    titles = list(_titles(tree))
    _leave_out(tree)
    return mark_text("<".join([*tree.itertext(), *titles]))


def _without_scripts(page: str) -> str:
    """Half of a page is scripts and styles, which the first sieve leaves out too."""
    return without_scripts(page.encode("utf-8", "replace")).decode()


def _titles(tree: Any) -> Iterator[str]:
    """Whatever a title is read from: headings, `title`, `meta`, JSON-LD; and formulas."""
    seen_second = False
    for element in tree.iter("title", "h1", "h2", "h3", "script", "meta", "math"):
        match element.tag:
            case "meta":
                yield element.get("content") or ""
            case "math":
                yield "<".join(element.xpath(".//@*"))
            case "script":
                if "json" in (element.get("type") or ""):
                    yield element.text or ""
            case "title" | "h1":
                yield "<".join(element.itertext())
            case _:
                named = " ".join(element.get(name) or "" for name in ("class", "id", "itemprop"))
                if (
                    "title" in named
                    or "headline" in named
                    or not (element.tag == "h3" or seen_second)
                ):
                    yield "<".join(element.itertext())
                seen_second = seen_second or element.tag == "h2"
    for element in tree.xpath("//*[@class='entry-title' or @class='post-title']"):
        yield "<".join(element.itertext())


def _leave_out(tree: Any) -> None:
    """Drop the elements that the cleaner drops whatever else it does; what follows them stays."""
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415

    hidden = (etree.Comment, etree.ProcessingInstruction)
    etree.strip_elements(tree, *hidden, *_left_out(), with_tail=False)


@lru_cache(maxsize=1)
def _left_out() -> tuple[str, ...]:
    """trafilatura's own list, without those that it sometimes keeps or reads before dropping them."""
    from trafilatura.settings import MANUALLY_CLEANED  # noqa: PLC0415

    return tuple(tag for tag in MANUALLY_CLEANED if tag not in ("form", "figure", "math"))
