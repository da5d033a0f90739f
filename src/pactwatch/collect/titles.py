"""A page's tree → its title, site and address, as trafilatura reads them from metadata and headings.

Its own `extract_metadata` also looks for authors, days, tags and licences, which takes as long as to
find the article and is not asked here.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a page calls itself, its site and its address."""

    title: str | None
    site: str | None
    url: str | None


def read_heading(tree: Any, url: str | None = None) -> Heading:
    """The same as `extract_metadata` finds; `url` is where the page was, if that is known."""
    from trafilatura import metadata as reading  # noqa: PLC0415 - loads htmldate and more

    found = reading.examine_meta(tree)
    with suppress(
        ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError
    ):
        found = reading.extract_meta_json(tree, found)  # which trips over some pages' JSON
    found.title = found.title or reading.extract_title(tree)
    found.url = found.url or reading.extract_url(tree, url)
    site = (found.sitename or reading.extract_sitename(tree) or "").lstrip("@")
    if site and "." not in site and not site[0].isupper():
        site = site.title()
    if not site and (host := reading.META_URL.match(found.url or "")):
        site = host[1]
    found.sitename = site or None
    found.clean_and_trim()
    return Heading(title=found.title, site=found.sitename, url=found.url)
