"""Page → the earlier pages that share enough of its sketch to be compared with it.

An inverted index over sketches. Pages that are there from the start stand in one sorted array, key
and number in one word of 64 bits; pages added later in a table beside it. A key that many pages
have leads to the first few only, so that a common phrase costs no more than another: whom a page is
compared with depends on the set of pages alone, never on the order in which they came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from pactwatch.group.arrays import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Sketch: TypeAlias = "NDArray[np.uint32]"
Order = Sequence[Any]  #: of every page, by number, its place in time; places compare

CROWD = 16  #: pages of one key, earliest first, to which it leads
FEWEST = 2  #: shared keys, below which two pages are not compared
SHARE = 0.04  #: of the shorter sketch, likewise
MOST = 12  #: pages with which one is compared, those first with which it shares most

HALF = 32  #: bits
NUMBER = 0xFFFFFFFF


class Postings:
    """Numbers stand for pages. Those of the first pages follow their order in time."""

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        pieces: list[NDArray[np.uint64]] = []
        sizes: list[int] = []
        for number, keys in enumerate(sketches):
            pieces.append((keys.astype(np.uint64) << np.uint64(HALF)) | np.uint64(number))
            sizes.append(len(keys))
        self._base = np.concatenate([*pieces, np.empty(0, dtype=np.uint64)])
        del pieces
        self._base.sort()
        self._sizes = sizes
        self._first = len(sizes)
        self._added: dict[int, list[int]] = defaultdict(list)

    def add(self, keys: Sketch) -> int:
        """Take a page in; returns its number."""
        number = len(self._sizes)
        self._sizes.append(len(keys))
        for key in keys.tolist():
            self._added[key].append(number)
        return number

    def near_all(self) -> Iterator[tuple[int, list[int]]]:
        """Each of the first pages that has any, with the earlier pages to compare it with."""
        groups = self._base >> HALF
        edges = np.flatnonzero(groups[1:] != groups[:-1]) + 1
        del groups
        starts = np.append(0, edges)
        lengths = np.diff(np.append(starts, len(self._base)))
        shared = lengths > 1
        starts, lengths = starts[shared], lengths[shared]
        if len(starts) == 0:
            return
        owners = np.repeat(np.arange(len(starts), dtype=np.uint64), lengths)
        at = np.repeat(starts - np.append(0, np.cumsum(lengths)[:-1]), lengths)
        numbers = self._base[np.arange(len(at)) + at] & NUMBER
        del at
        rows = (numbers << HALF) | owners
        del numbers, owners
        rows.sort()
        bounds = np.searchsorted(rows, np.arange(self._first + 1, dtype=np.uint64) << HALF)
        heads = np.minimum(lengths, CROWD)
        for number in range(self._first):
            mine = (rows[bounds[number] : bounds[number + 1]] & NUMBER).astype(np.int64)
            if len(mine) >= FEWEST:
                found = self._gather(starts[mine], heads[mine])
                near = self._choose(number, Counter(found[found < number].tolist()), None)
                if near:
                    yield number, near

    def near(self, number: int, keys: Sketch, order: Order) -> list[int]:
        """The earlier pages to compare one with; `order` has every page's place in time."""
        counts: Counter[int] = Counter()
        for holders in self._holders(keys, order):
            counts.update(n for n in holders if order[n] < order[number])
        return self._choose(number, counts, order)

    def touched(self, number: int, keys: Sketch, order: Order) -> set[int]:
        """The later pages that may be compared with others since this one is there."""
        counts: Counter[int] = Counter()
        moved: set[int] = set()
        for key, holders in zip(keys.tolist(), self._holders(keys, order), strict=True):
            if number in holders:
                later = [n for n in self._all(key) if order[n] > order[number]]
                counts.update(later)
                if len(later) + holders.index(number) >= CROWD:
                    moved.update(later)
        return moved | {n for n, count in counts.items() if count >= FEWEST}

    def _choose(self, number: int, counts: Counter[int], order: Order | None) -> list[int]:
        enough = [
            (-count, order[n] if order else n, n)
            for n, count in counts.items()
            if count >= max(FEWEST, SHARE * min(self._sizes[n], self._sizes[number]))
        ]
        return [n for _, _, n in sorted(enough)[:MOST]]

    def _gather(self, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
        ends = np.cumsum(lengths)
        at = np.arange(ends[-1]) + np.repeat(starts - (ends - lengths), lengths)
        numbers: NDArray[np.int64] = (self._base[at] & NUMBER).astype(np.int64)
        return numbers

    def _all(self, key: int) -> list[int]:
        """Every page of a key."""
        low, high = self._range(np.array([key], dtype=np.uint64))
        numbers = (self._base[low[0] : high[0]] & NUMBER).astype(np.int64).tolist()
        return [*numbers, *self._added.get(key, ())]

    def _holders(self, keys: Sketch, order: Order) -> Iterator[list[int]]:
        """Of each key, the earliest pages that have it."""
        lows, highs = self._range(keys.astype(np.uint64))
        for key, low, high in zip(keys.tolist(), lows.tolist(), highs.tolist(), strict=True):
            first = (self._base[low : min(high, low + CROWD)] & NUMBER).astype(np.int64).tolist()
            added = self._added.get(key)
            if added:
                first = sorted([*first, *added], key=order.__getitem__)[:CROWD]
            yield first

    def _range(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        low = np.searchsorted(self._base, keys << HALF)
        high = np.searchsorted(self._base, (keys << HALF) | NUMBER, side="right")
        return low, high


def _join(keys: Sketch, number: int) -> NDArray[np.uint64]:
    """Key and number in one word each, so that sorting them sorts by both."""
    joined: NDArray[np.uint64] = np.array(keys, dtype=np.uint64)
    joined <<= HALF
    joined |= np.uint64(number)
    return joined
