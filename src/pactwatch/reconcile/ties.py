"""Page → ties: by what it can bear on what the register shows of another page.

Pages that share no tie, however many others stand between them, never meet: each *knot* of pages is
reconciled by itself, and what comes of all of them is the register.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from pactwatch.domain import Kind, Pack
from pactwatch.nouns import Claim, Document, Judgement, Reading
from pactwatch.reconcile.attributions import FEW, are_alike, marks_of
from pactwatch.reconcile.compare import words_of
from pactwatch.reconcile.evidence import as_text, names_told
from pactwatch.reconcile.lore import Lore
from pactwatch.reconcile.names import Names, blocks_of, fold, telling_words

Key = tuple[str | None, ...]
Shared = TypeVar("Shared")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What a page is tied by.

    `same`: to each page that has an equal one. `asks`: to each page that `gives` it, and only then
    these to one another. `names`: to pages with names that may be one. `quotes`: the words of
    speech, to pages on which it may be laid in another's mouth.
    """

    same: frozenset[Key]
    asks: frozenset[Key]
    gives: frozenset[Key]
    names: frozenset[str]
    quotes: frozenset[frozenset[str]]


def find_ties(doc: Document, reading: Reading | None, pack: Pack, lore: Lore) -> Ties:
    """A page and what was read in it → its ties."""
    claims = reading.claims if reading else ()
    same: set[Key] = {("address", doc.url)} if doc.url else set()
    asks: set[Key] = set()
    gives: set[Key] = set()
    quotes: set[frozenset[str]] = set()
    for claim in claims:
        kind = pack.kind(claim.kind)
        pair = tuple(as_text(claim.value(slot)) for slot in kind.pair)
        is_hubs = set(kind.pair) == set(pack.hub.pair)
        if kind.speech:
            quotes.add(words_of(claim.span.quote))
            same.update(_said(claim.span.quote))
        if not kind.speech or (is_hubs and None not in pair):
            same.add(("pair", *pair) if kind.pair else ("kind", kind.name))
        if is_hubs and (kind.hub or kind.stands_as):
            gives.update(_sides(pack, claim))
        elif not is_hubs and kind.pair and None not in pair:
            asks.add(_asked(kind, pack, pair))
    return Ties(
        same=frozenset(same),
        asks=frozenset(asks),
        gives=frozenset(gives),
        names=frozenset(lore.naming.key(name) for name in names_told(pack, claims)),
        quotes=frozenset(words for words in quotes if marks_of(words)),
    )


def _said(quote: str) -> Iterator[Key]:
    """The very words of a quote, which few words are enough to lay in another's mouth."""
    said = fold(quote)
    if len(said.split()) >= FEW:
        yield "said", said


def _asked(kind: Kind, pack: Pack, pair: Key) -> Key:
    """A record of fewer or other slots fits hubs that have the same in them, or the same states."""
    if set(kind.pair) <= set(pack.hub.pair):
        return ("side", *kind.pair, *pair)
    return ("states", *sorted(str(value) for value in set(pair)))


def _sides(pack: Pack, claim: Claim) -> Iterator[Key]:
    """All that a hub of this claim answers."""
    told = {slot: as_text(claim.value(slot)) for slot in pack.hub.pair}
    yield ("states", *sorted(str(value) for value in set(told.values())))
    for kind in pack.kinds:
        if set(kind.pair) < set(pack.hub.pair):
            yield ("side", *kind.pair, *(told[slot] for slot in kind.pair))


class Knots:
    """Pages, joined by ties."""

    def __init__(self, doc_ids: Iterable[str]) -> None:
        self._above = {doc_id: doc_id for doc_id in doc_ids}

    def join(self, doc_ids: Iterable[str]) -> None:
        """Make one knot of those that are here."""
        here = [doc_id for doc_id in doc_ids if doc_id in self._above]
        for other in here[1:]:
            one, two = sorted((self._head(here[0]), self._head(other)))
            self._above[two] = one

    def all(self) -> tuple[tuple[str, ...], ...]:
        """Every knot, its pages by id, in the order of their first."""
        found: dict[str, list[str]] = defaultdict(list)
        for doc_id in sorted(self._above):
            found[self._head(doc_id)].append(doc_id)
        return tuple(tuple(pages) for pages in found.values())

    def _head(self, doc_id: str) -> str:
        while self._above[doc_id] != doc_id:
            self._above[doc_id] = self._above[self._above[doc_id]]
            doc_id = self._above[doc_id]
        return doc_id


def find_knots(
    ties: Mapping[str, Ties],
    near: Callable[[str], Iterable[str]],
    judgements: Sequence[Judgement],
    lore: Lore,
) -> tuple[tuple[str, ...], ...]:
    """Document id → its ties, and who is near it → all knots, each of which stands for itself."""
    knots = Knots(ties)
    for doc_id in ties:
        knots.join((doc_id, *near(doc_id)))
    for judgement in judgements:
        if judgement.other:
            knots.join((judgement.doc_id, judgement.other.doc_id))
    for pages in _by_key(ties, lambda own: own.same).values():
        knots.join(pages)
    asking, giving = (_by_key(ties, side) for side in (lambda t: t.asks, lambda t: t.gives))
    for key, pages in asking.items():
        for page in pages if key in giving else ():
            knots.join((page, *giving[key]))
    named = _by_key(ties, lambda own: own.names)
    for pages in named.values():
        knots.join(pages)
    for one, other in pair_names(named, lore.naming):
        knots.join((named[one][0], named[other][0]))
    quoted = _by_key(ties, lambda own: own.quotes)
    for pages in quoted.values():
        knots.join(pages)
    for words, others in pair_quotes(quoted):
        knots.join((*quoted[words], *quoted[others]))
    return knots.all()


def _by_key(
    ties: Mapping[str, Ties], side: Callable[[Ties], Iterable[Shared]]
) -> dict[Shared, list[str]]:
    found: dict[Shared, list[str]] = defaultdict(list)
    for doc_id, own in ties.items():
        for key in side(own):
            found[key].append(doc_id)
    return found


def pair_names(keys: Iterable[str], naming: Names) -> Iterator[tuple[str, str]]:
    """Keys of names → those that may come to be one, two by two."""
    keys = sorted(keys)
    having: dict[str, set[str]] = defaultdict(set)
    blocks: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        for word in telling_words(key):
            having[word].add(key)
        for block in blocks_of(key):
            blocks[block].append(key)
    for key in keys:
        words = telling_words(key)
        longer = set.intersection(*(having[word] for word in words)) if words else set()
        yield from ((key, other) for other in sorted(longer) if naming.may_be_one(key, other))
    for found in blocks.values():
        yield from (pair for pair in combinations(found, 2) if naming.may_be_one(*pair))


def pair_quotes(
    quotes: Iterable[frozenset[str]],
) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Quotes in whose words two may say the same, two by two."""
    marked: dict[str, list[frozenset[str]]] = defaultdict(list)
    for words in quotes:
        for mark in marks_of(words):
            marked[mark].append(words)
    for found in marked.values():
        yield from (pair for pair in combinations(found, 2) if are_alike(*pair))
