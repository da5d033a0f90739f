"""Likenesses → groups, by average linkage."""

from __future__ import annotations

import heapq

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


def _add(one: dict[int, float], other: dict[int, float], gone: set[int]) -> dict[int, float]:
    """The sums of likeness of a group that has grown together."""
    return {k: one.get(k, 0.0) + other.get(k, 0.0) for k in sorted({*one, *other}) if k not in gone}
