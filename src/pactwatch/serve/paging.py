"""A long list, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from pactwatch.serve.failures import Missing
from pactwatch.serve.wording import count, say_number, translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which part of a list is shown."""

    found: int
    page: int
    pages: int
    start: int
    end: int


def page_of(found: int, page: int, lines: int) -> Paging:
    """The part of a list that a page shows; `Missing` beyond the last."""
    pages = max(1, ceil(found / lines))
    if page > pages:
        raise Missing(
            translate("The list has {pages}; there is no page {page}.").format(
                pages=count(pages, "page", "pages"), page=say_number(page)
            ),
            at_fault=("page",),
        )
    start = (page - 1) * lines
    return Paging(found=found, page=page, pages=pages, start=start, end=min(found, start + lines))
