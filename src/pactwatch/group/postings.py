"""Page → the earlier pages that share enough of its keys to be compared with it.

An inverted index. Pages that are there from the start stand in one sorted array, key and number in
one word of 64 bits; pages added later in a table beside it. A key that many pages have leads to the
first few only, so that a common phrase costs no more than another: whom a page is compared with
depends on the set of pages alone, never on the order in which they came.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from pactwatch.arrays import np
from pactwatch.ports import Neighbours

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEX = re.compile("[0-9a-f]+")
Sketch: TypeAlias = "NDArray[np.uint32]"

HALF = 32  #: bits
NUMBER = 0xFFFFFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far an index leads. `share` is of the keys of the page that has fewer."""

    crowd: int  #: pages of one key, earliest first, to which it leads
    fewest: int  #: shared keys, below which two pages are not compared
    share: float
    most: int  #: pages with which one is compared, those first with which it shares most


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: places compare by `order`, and a page is known from day `known` on."""

    order: Any
    known: int


EPOCH, DAYS = 693_596, 1 << 17  #: ordinal of 1 January 1900; days that a rank can tell
SIGNS, DIGITS = 11, 44  #: of a page's id that stand in its rank, in hexadecimal and in bits
LATER = DAYS << DIGITS  #: the rank from which on pages stand that are no agency's own


def rank_of(known: int, doc_id: str, *, is_first: bool = False) -> int:
    """Where a page stands in time, as one number: by day, then by id; those that are first, ahead."""
    told = doc_id.rpartition("_")[2][:SIGNS].ljust(SIGNS, "0")
    if not HEX.fullmatch(told):
        told = hashlib.sha256(doc_id.encode()).hexdigest()[:SIGNS]
    return begin_of(known, is_first=is_first) + int(told, 16)


def begin_of(known: int, *, is_first: bool = False) -> int:
    """The rank at which the pages of a day begin."""
    day = min(max(known - EPOCH, 0), DAYS - 1)
    return (0 if is_first else LATER) + (day << DIGITS)


def day_of(rank: int) -> int:
    """The day that a rank tells, as an ordinal."""
    return (rank % LATER >> DIGITS) + EPOCH


class Kept:
    """The same questions as `Postings` answers, over pages that are kept elsewhere."""

    def __init__(self, pages: Neighbours, kind: int, reach: Reach) -> None:
        self._pages, self._kind, self._reach = pages, kind, reach

    def near(self, rank: int, keys: Sketch, day: int) -> list[int]:
        """The earlier pages, known by a day, to compare one with."""
        counts: Counter[int] = Counter()
        ranks: dict[int, int] = {}
        for _, holders in self._first(keys, day):
            for other, number in holders:
                if other < rank:
                    counts[number] += 1
                    ranks[number] = other
        reach = self._reach
        few = [number for number, count in counts.items() if count >= reach.fewest]
        sizes = self._pages.sizes(few) if reach.share else {}
        enough = [
            (-counts[number], ranks[number], number)
            for number in few
            if counts[number] >= reach.share * min(sizes.get(number, 0), len(keys))
        ]
        return [number for _, _, number in sorted(enough)[: reach.most]]

    def days(self, rank: int, known: int, keys: Sketch) -> list[int]:
        """The days from which on a page may be near others than before, its own first."""
        low = begin_of(known + 1, is_first=True)
        late = {
            day_of(other)
            for key in (keys.tolist() if rank >= LATER else ())
            for other, _ in self._pages_under(key, low, LATER, None)
        }
        return [known, *sorted(late)]

    def touched(self, rank: int, keys: Sketch) -> set[int]:
        """The later pages that may be compared with others since a page is there, or is not."""
        counts: Counter[int] = Counter()
        moved: set[int] = set()
        crowd = self._reach.crowd
        for key, holders in self._first(keys, day_of(rank)):
            if any(other == rank for other, _ in holders):
                later = [number for _, number in self._pages_under(key, rank + 1, 2 * LATER, None)]
                counts.update(later)
                if later and len(self._pages_under(key, 0, 2 * LATER, crowd + 1)) > crowd:
                    moved.update(later)
        return moved | {n for n, count in counts.items() if count >= self._reach.fewest}

    def _first(self, keys: Sketch, day: int) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Each key with the earliest pages that have it, of those known by a day."""
        crowd = self._reach.crowd
        ends = begin_of(day, is_first=True) + (1 << DIGITS), begin_of(day) + (1 << DIGITS)
        for key in keys.tolist():
            found = self._pages_under(key, 0, ends[0], crowd)
            yield key, found + self._pages_under(key, LATER, ends[1], crowd - len(found))

    def _pages_under(
        self, key: int, low: int, high: int, limit: int | None
    ) -> list[tuple[int, int]]:
        return self._pages.pages_under(self._kind << HALF | key, low, high, limit)


class Postings:
    """Numbers stand for pages. Those of the first pages follow their order in time.

    `places` has one entry per page, and grows with `add`.
    """

    def __init__(self, sketches: Iterable[Sketch], places: Sequence[Place], reach: Reach) -> None:
        pieces: list[NDArray[np.uint64]] = []
        sizes: list[int] = []
        for number, keys in enumerate(sketches):
            pieces.append((keys.astype(np.uint64) << np.uint64(HALF)) | np.uint64(number))
            sizes.append(len(keys))
        self._base = np.concatenate([*pieces, np.empty(0, dtype=np.uint64)])
        del pieces
        self._base.sort()
        self._sizes = sizes
        self._places = places
        self._reach = reach
        self._known = np.array([place.known for place in places[: len(sizes)]], dtype=np.int64)
        self._added: dict[int, list[int]] = defaultdict(list)

    def add(self, keys: Sketch) -> int:
        """Take a page in, whose place is the newest; returns its number."""
        number = len(self._sizes)
        self._sizes.append(len(keys))
        for key in keys.tolist():
            self._added[key].append(number)
        return number

    def near_all(self) -> Iterator[tuple[int, list[int] | None]]:
        """Each of the first pages that has any, with the earlier pages to compare it with.

        None where one of these was known later than the page: then it hangs on the day.
        """
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
        first = len(self._known)
        bounds = np.searchsorted(rows, np.arange(first + 1, dtype=np.uint64) << HALF)
        heads = np.minimum(lengths, self._reach.crowd)
        for number in range(first):
            mine = (rows[bounds[number] : bounds[number + 1]] & NUMBER).astype(np.int64)
            if len(mine) < self._reach.fewest:
                continue
            found = self._gather(starts[mine], heads[mine])
            found = found[found < number]
            if len(found) and self._known[found].max() > self._known[number]:
                yield number, None
                continue
            near = self._choose(number, Counter(found.tolist()))
            if near:
                yield number, near

    def days(self, number: int, keys: Sketch) -> list[int]:
        """The days from which on a page may be near others than before, its own first."""
        own = self._places[number]
        late = {
            self._places[n].known
            for key in keys.tolist()
            for n in self._all(key)
            if self._places[n].order < own.order and self._places[n].known > own.known
        }
        return [own.known, *sorted(late)]

    def near(self, number: int, keys: Sketch, day: int) -> list[int]:
        """The earlier pages, known by a day, to compare one with."""
        own = self._places[number].order
        counts: Counter[int] = Counter()
        for holders in self._holders(keys, day):
            counts.update(n for n in holders if self._places[n].order < own)
        return self._choose(number, counts)

    def touched(self, number: int, keys: Sketch) -> set[int]:
        """The later pages that may be compared with others since this one is there."""
        own = self._places[number]
        counts: Counter[int] = Counter()
        moved: set[int] = set()
        for key, holders in zip(keys.tolist(), self._holders(keys, own.known), strict=True):
            if number in holders:
                everyone = self._all(key)
                later = [n for n in everyone if self._places[n].order > own.order]
                counts.update(later)
                if len(everyone) > self._reach.crowd:
                    moved.update(later)
        return moved | {n for n, count in counts.items() if count >= self._reach.fewest}

    def _choose(self, number: int, counts: Counter[int]) -> list[int]:
        reach, own = self._reach, self._sizes[number]
        enough = [
            (-count, self._places[n].order, n)
            for n, count in counts.items()
            if count >= max(reach.fewest, reach.share * min(self._sizes[n], own))
        ]
        return [n for _, _, n in sorted(enough)[: reach.most]]

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

    def _holders(self, keys: Sketch, day: int) -> Iterator[list[int]]:
        """Of each key, the earliest pages that have it, of those known by a day."""
        crowd = self._reach.crowd
        lows, highs = self._range(keys.astype(np.uint64))
        for key, low, high in zip(keys.tolist(), lows.tolist(), highs.tolist(), strict=True):
            numbers = (self._base[low:high] & NUMBER).astype(np.int64)
            first = numbers[self._known[numbers] <= day][:crowd].tolist()
            added = [n for n in self._added.get(key, ()) if self._places[n].known <= day]
            if added:
                first = sorted([*first, *added], key=lambda n: self._places[n].order)[:crowd]
            yield first

    def _range(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        low = np.searchsorted(self._base, keys << HALF)
        high = np.searchsorted(self._base, (keys << HALF) | NUMBER, side="right")
        return low, high
