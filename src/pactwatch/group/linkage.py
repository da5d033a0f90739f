"""Likenesses → groups, by average linkage."""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from collections.abc import Iterator

from pactwatch.arrays import np

Alike = dict[int, dict[int, float]]  #: both ways; who is not named is not alike at all


def link(alike: Alike, count: int, least: float) -> list[list[int]]:
    """The two groups that are most alike on average grow together first, down to `least`."""
    groups = {i: [i] for i in range(count)}
    heap = [(-value, i, j) for i, row in alike.items() for j, value in row.items() if i < j]
    heapq.heapify(heap)
    sums = {i: dict(row) for i, row in alike.items()}
    grown = count
    while heap:
        value, i, j = heapq.heappop(heap)
        if -value < least:
            break
        if i not in groups or j not in groups:
            continue
        groups[grown] = groups.pop(i) + groups.pop(j)
        sums[grown] = _add(sums.pop(i), sums.pop(j), {i, j})
        for k, total in sums[grown].items():
            sums[k].pop(i, None)
            sums[k].pop(j, None)
            sums[k][grown] = total
            likeness = total / (len(groups[grown]) * len(groups[k]))
            if likeness >= least:
                heapq.heappush(heap, (-likeness, k, grown))
        grown += 1
    return sorted(sorted(group) for group in groups.values())


class Edges:
    """Likenesses in columns, for so many things that a table in dictionaries would not do."""

    def __init__(self) -> None:
        self._ones, self._others, self._values = array("i"), array("i"), array("f")

    def add(self, one: int, other: int, likeness: float) -> None:
        """Two things, once, and how alike they are."""
        self._ones.append(one)
        self._others.append(other)
        self._values.append(likeness)

    def link(self, count: int, least: float) -> list[list[int]]:
        """As `link` does, one part after another: only what hangs together can grow together."""
        part = np.array(self._find_parts(count, least), dtype=np.int32)
        ones, others = (np.frombuffer(c, dtype=np.int32) for c in (self._ones, self._others))
        within = np.flatnonzero(part[ones] == part[others])
        within = within[np.argsort(part[ones[within]], kind="stable")]
        breaks = np.flatnonzero(np.diff(part[ones[within]])) + 1
        groups: list[list[int]] = []
        grouped: set[int] = set()
        for edges in np.split(within, breaks):
            for group in self._link_part(edges.tolist(), least):
                groups.append(group)
                grouped.update(group)
        return sorted([*groups, *([i] for i in range(count) if i not in grouped)])

    def _find_parts(self, count: int, least: float) -> list[int]:
        """Each thing's part, by its smallest number: what likenesses of at least so much join."""
        part = list(range(count))

        def head(i: int) -> int:
            while part[i] != i:
                part[i] = part[part[i]]
                i = part[i]
            return i

        for one, other, value in zip(self._ones, self._others, self._values, strict=True):
            if value >= least:
                a, b = sorted((head(one), head(other)))
                part[b] = a
        return [head(i) for i in range(count)]

    def _link_part(self, edges: list[int], least: float) -> Iterator[list[int]]:
        members = sorted({self._ones[e] for e in edges} | {self._others[e] for e in edges})
        number = {member: i for i, member in enumerate(members)}
        alike: Alike = defaultdict(dict)
        for edge in edges:
            i, j = number[self._ones[edge]], number[self._others[edge]]
            alike[i][j] = alike[j][i] = self._values[edge]
        for group in link(alike, len(members), least):
            yield [members[i] for i in group]


def _add(one: dict[int, float], other: dict[int, float], gone: set[int]) -> dict[int, float]:
    """The sums of likeness of a group that has grown together."""
    return {k: one.get(k, 0.0) + other.get(k, 0.0) for k in sorted({*one, *other}) if k not in gone}
