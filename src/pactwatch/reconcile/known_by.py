"""Pages, a day → those that were known by then, as they would stand without the others.

A page is known on its publication day, else on the day it was collected; one of which only a month
or a year is told, on the last day of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pactwatch.days import span_of
from pactwatch.errors import ConfigError
from pactwatch.nouns import Day, Document


def last_day(asked: str) -> Day:
    """What a person asks for → the day up to which pages count: of a month or year its last.

    >>> last_day("2025-02"), last_day("2025-05-04")
    ('2025-02-28', '2025-05-04')
    """
    span = span_of(asked.strip())
    if span is None:
        raise ConfigError(
            f"{asked!r}: expected a day such as 2025-05-04, or a month or year, up to whose last "
            "day pages count"
        )
    return span[1].isoformat()


def is_known_by(known: Day, day: Day) -> bool:
    """Whether something known since `known` was surely known by a day."""
    span = span_of(known)
    return span is not None and span[1] <= date.fromisoformat(day)


def known_since(doc: Document) -> Day:
    """The first day on which a page was surely known: of a month, its last."""
    span = span_of(doc.known)
    return (span[1] if span else date.max).isoformat()


def pages_known_by(documents: Iterable[Document], day: Day) -> tuple[Document, ...]:
    """The pages known by a day; each replaces the newest earlier text that was known too."""
    documents = tuple(documents)
    before = {doc.id: doc.replaces for doc in documents}
    kept = {doc.id for doc in documents if is_known_by(doc.known, day)}
    found = []
    for doc in documents:
        if doc.id in kept:
            earlier = doc.replaces
            while earlier is not None and earlier not in kept:
                earlier = before.get(earlier)
            found.append(doc if earlier == doc.replaces else replace(doc, replaces=earlier))
    return tuple(found)
