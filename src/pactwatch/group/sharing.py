"""Pages' words → how alike each two pages are: a sparse table in arrays, asked a page at a time.

Words weigh by how rare they are among the pages. What nearly all pages have tells nothing, nor does
what more than a crowd of them has: so the cost of a page does not grow with their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from pactwatch.group.arrays import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST = 50  #: pages supposed where fewer were read, so that shared words are not all common
#: Weight in a page's length of words that no other page has: among few pages most are such.
ALONE, ALONE_AMONG = 0.1, 10
COMMON = 0.3  #: share of pages in which a word tells nothing, once there are MANY
MANY = 200
CROWD = 2_000  #: pages with one word, beyond which it tells nothing, however many there are


class Sharing:
    """Which pages have which word, at which weight; pages are numbered as they come."""

    def __init__(self, pages: Iterable[Counter[str]]) -> None:
        owners, words, counts, size = _number(pages)
        spread = np.bincount(words, minlength=1)
        common = min(COMMON * size, CROWD) if size >= MANY else size
        rare = np.log((max(size, FEWEST) + 0.5) / np.maximum(spread, 1)).astype(np.float32)
        weights = (1 + np.log(counts)) * rare[words] * (spread[words] <= common)
        alone = min(1.0, max(ALONE, ALONE_AMONG / max(1, size)))
        squares = weights * weights
        squares[spread[words] == 1] *= alone
        lengths = np.sqrt(np.bincount(owners, weights=squares, minlength=size))
        kept = (weights > 0) & (spread[words] > 1)
        self._words, owners = words[kept], owners[kept]
        self._weights = weights[kept] / lengths.astype(np.float32)[owners]
        del weights, squares, counts, kept
        self._bounds = np.searchsorted(owners, np.arange(size + 1))
        del words
        order = np.argsort(self._words, kind="stable").astype(np.int32)
        self._pages, self._told = owners[order], self._weights[order]
        self._starts = np.append(0, np.cumsum(np.bincount(self._words, minlength=len(spread))))

    def before(self, number: int, least: float) -> list[tuple[int, float]]:
        """The earlier pages that are alike to a page by at least so much, and how alike."""
        own = slice(self._bounds[number], self._bounds[number + 1])
        words, weights = self._words[own], self._weights[own]
        if not number or not len(words):
            return []
        starts = self._starts[words]
        lengths = self._starts[words + 1] - starts
        ends = np.cumsum(lengths)
        at = np.arange(ends[-1]) + np.repeat(starts - (ends - lengths), lengths)
        told = self._told[at] * np.repeat(weights, lengths)
        sums = np.bincount(self._pages[at], weights=told, minlength=number)[:number]
        found = np.flatnonzero(sums >= least)
        return list(zip(found.tolist(), sums[found].tolist(), strict=True))


Column: TypeAlias = "NDArray[np.int32]"


def _number(pages: Iterable[Counter[str]]) -> tuple[Column, Column, NDArray[np.float32], int]:
    """Pages' words in three columns: whose, which, how often; and how many pages there are."""
    numbers: dict[str, int] = {}
    words: list[Column] = []
    counts: list[NDArray[np.float32]] = []
    for page in pages:
        told = [numbers.setdefault(word, len(numbers)) for word in page]
        words.append(np.array(told, dtype=np.int32))
        counts.append(np.array(list(page.values()), dtype=np.float32))
    sizes = [len(own) for own in words]
    owners = np.repeat(np.arange(len(words), dtype=np.int32), sizes)
    none = np.empty(0, dtype=np.int32)
    columns = np.concatenate([*words, none]), np.concatenate([*counts, none.astype(np.float32)])
    return owners, *columns, len(words)
