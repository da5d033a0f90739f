"""Ties → keys under which a page is filed, and the pages to which a new one is tied by them.

Pages that share a key of some sorts are one knot already, so that any of them leads to all.
"""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.ids import canonical, content_id
from pactwatch.ports import Filing
from pactwatch.reconcile.attributions import are_alike, marks_of
from pactwatch.reconcile.lore import Lore
from pactwatch.reconcile.names import blocks_of, telling_words
from pactwatch.reconcile.ties import Ties

Row = tuple[str, str]  #: a key, and what is filed under it


def file_page(doc_id: str, own: Ties) -> frozenset[Row]:
    """What is filed of one page, and goes with it."""
    rows = {(_key(sort, key), doc_id) for sort, keys in _sorts(own) for key in keys}
    rows |= {(f"name {name}", doc_id) for name in own.names}
    for words in own.quotes:
        rows |= {(f"mark {mark}", f"{doc_id} {_quote(words)}") for mark in marks_of(words)}
    return frozenset(rows)


def file_words(own: Ties) -> frozenset[Row]:
    """What is filed of the names and quotes of a page, and is so of every page that has them."""
    rows = {(way, name) for name in own.names for way in _ways_to(name)}
    rows |= {(f"quote {_quote(words)}", " ".join(sorted(words))) for words in own.quotes}
    return frozenset(rows)


def find_tied(own: Ties, filed: Filing, lore: Lore) -> frozenset[str]:
    """The pages to which one is tied; of pages that are one knot already, at least one."""
    found: set[str] = set()
    for sort, others in (("same", own.same), ("gives", own.asks), ("asks", own.gives)):
        for key in others:
            found.update(filed.under(_key(sort, key)))
    for name in own.names:
        for other in {name, *_like(name, filed, lore)}:
            found.update(filed.under(f"name {other}"))
    for words in own.quotes:
        found.update(_quoting(words, filed))
    return frozenset(found)


def _sorts(own: Ties) -> Iterator[tuple[str, frozenset[tuple[str | None, ...]]]]:
    yield from (("same", own.same), ("asks", own.asks), ("gives", own.gives))


def _key(sort: str, key: tuple[str | None, ...]) -> str:
    return f"{sort} {canonical(list(key))}"


def _quote(words: frozenset[str]) -> str:
    return content_id("quo", sorted(words))


def _ways_to(name: str) -> Iterator[str]:
    """The keys under which names are found that may be one with this."""
    yield from (f"word {word}" for word in telling_words(name))
    yield from (f"block {block}" for block in blocks_of(name))


def _like(name: str, filed: Filing, lore: Lore) -> frozenset[str]:
    others = {other for way in _ways_to(name) for other in filed.under(way)}
    return frozenset(other for other in others if lore.naming.may_be_one(name, other))


def _quoting(words: frozenset[str], filed: Filing) -> Iterator[str]:
    """The pages that quote in words which may say the same."""
    alike: dict[str, bool] = {}
    for mark in marks_of(words):
        for row in filed.under(f"mark {mark}"):
            doc_id, _, quote = row.partition(" ")
            if quote not in alike:
                told = filed.under(f"quote {quote}")
                alike[quote] = any(are_alike(words, frozenset(one.split(" "))) for one in told)
            if alike[quote] or quote == _quote(words):
                yield doc_id
