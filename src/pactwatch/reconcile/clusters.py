"""Tellings → clusters of those that tell one thing, the same for every order of input.

First, tellings that surely are of one thing are joined, the surest first, unless two of a cluster
would be of two things. Then what may be of one thing joins the only cluster it can mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

from pactwatch.reconcile.telling import Judge, Telling, Verdict

Cluster = list[Telling]
LARGE = 400  #: tellings of a block beyond which only those that share words or days are compared


def cluster_tellings(tellings: Iterable[Telling], judge: Judge) -> list[Cluster]:
    """Tellings of one block → clusters, each in canonical order."""
    found = _collapse(tellings)
    compared = _Compared(found, judge)
    clusters = _join_sure(found, compared)
    clusters = _join_only_candidates(clusters, compared)
    return sorted(_join_untold(clusters), key=lambda cluster: cluster[0].sort_key)


class _Compared:
    """Tellings of one block, two by two, each pair that is worth it once."""

    def __init__(self, tellings: list[Telling], judge: Judge) -> None:
        self._judge = judge
        self._place = {id(telling): i for i, telling in enumerate(tellings)}
        #: those that are worth it in a large block are not all that may be of one thing
        self._is_large = len(tellings) > LARGE and any(telling.content for telling in tellings)
        pairs = _near_pairs(tellings) if self._is_large else combinations(range(len(tellings)), 2)
        self.verdicts = {
            (i, j): judge.compare(tellings[i], tellings[j])
            for i, j in pairs
            if judge.may_be_one(tellings[i], tellings[j])
        }

    def are_apart(self, i: int, j: int) -> bool:
        """Whether two of the tellings, by number, are of two things, or not worth comparing."""
        pair = (i, j) if i < j else (j, i)
        return self.verdicts.get(pair, Verdict.APART) == Verdict.APART

    def fit(self, one: Cluster, other: Cluster) -> bool:
        """Whether none of the one is apart from any of the other."""
        if self._is_large:
            return all(self._judge.compare(a, b) != Verdict.APART for a in one for b in other)
        return not any(
            self.are_apart(self._place[id(a)], self._place[id(b)]) for a in one for b in other
        )


def _collapse(tellings: Iterable[Telling]) -> list[Telling]:
    """Tellings of equal values and day become one; without a day, those of one story."""
    equal: dict[tuple[object, ...], list[Telling]] = defaultdict(list)
    for telling in tellings:
        within = telling.told_in if telling.day is None else frozenset[str]()
        equal[(telling.values, telling.day, telling.content, telling.order, within)].append(telling)
    merged = [
        replace(
            alike[0],
            claims=tuple(sorted(claim for t in alike for claim in t.claims)),
            pages=frozenset().union(*(t.pages for t in alike)),
            told_in=frozenset().union(*(t.told_in for t in alike)),
        )
        for alike in equal.values()
    ]
    return sorted(merged, key=lambda telling: telling.sort_key)


def _join_sure(tellings: list[Telling], compared: _Compared) -> list[Cluster]:
    """Join tellings by their surest pairs, as long as no two of a cluster are apart."""
    at = {i: {i} for i in range(len(tellings))}
    sure = [pair for pair, verdict in compared.verdicts.items() if verdict == Verdict.SAME]
    for i, j in sorted(sure, key=lambda pair: _distance(*(tellings[n] for n in pair))):
        one, other = at[i], at[j]
        if one is other or any(compared.are_apart(x, y) for x in one for y in other):
            continue
        one |= other
        for member in other:
            at[member] = one
    kept = {min(group): sorted(group) for group in at.values()}
    return [[tellings[i] for i in kept[first]] for first in sorted(kept)]


def _near_pairs(tellings: list[Telling]) -> list[tuple[int, int]]:
    """Of a large block the pairs that share a rare word."""
    having: dict[str, list[int]] = defaultdict(list)
    for i, telling in enumerate(tellings):
        for word in telling.content:
            having[word].append(i)
    seen: set[tuple[int, int]] = set()
    for found in having.values():
        if len(found) <= LARGE // 4:
            seen.update(combinations(found, 2))
    return sorted(seen)


def _distance(a: Telling, b: Telling) -> tuple[object, ...]:
    """The surest first: equal days, then equal values, then canonical order."""
    unequal = sum(a.value(slot) != b.value(slot) for slot, _ in a.values)
    return (a.day != b.day, unequal, a.sort_key, b.sort_key)


def _join_only_candidates(clusters: list[Cluster], compared: _Compared) -> list[Cluster]:
    """What may be of one thing with just one other cluster joins it; the vaguer joins the other.

    The most telling choose first, and what they have joined counts as one with them. All choices
    are made before any is carried out, so that none hangs on another's order.
    """
    chosen: list[tuple[int, int]] = []
    ranks = [(_told(cluster), cluster[0].sort_key) for cluster in clusters]
    meant = list(range(len(clusters)))
    for i in sorted(meant, key=ranks.__getitem__, reverse=True):
        cluster = clusters[i]
        near = [  # what tells no less
            j
            for j, other in enumerate(clusters)
            if ranks[i] < ranks[j] and compared.fit(cluster, other)
        ]
        here = [j for j in near if _stories(cluster) & _stories(clusters[j])]
        alone = len({meant[j] for j in here}) == 1
        found = {meant[j] for j in (here if alone or _tells_nothing(cluster) else near)}
        if len(found) == 1 and compared.fit(cluster, clusters[only := min(found)]):
            meant[i] = only
            chosen.append((i, only))
    return _carry_out(clusters, sorted(chosen), compared)


def _carry_out(
    clusters: list[Cluster], chosen: list[tuple[int, int]], compared: _Compared
) -> list[Cluster]:
    joined = {i: list(cluster) for i, cluster in enumerate(clusters)}
    at = list(range(len(clusters)))
    for i, j in chosen:
        while at[j] != j:
            j = at[j]
        if at[i] == i != j and compared.fit(joined[i], joined[j]):
            joined[j] += joined.pop(i)
            at[i] = j
    return [sorted(cluster, key=lambda t: t.sort_key) for cluster in joined.values()]


def _join_untold(clusters: list[Cluster]) -> list[Cluster]:
    """What tells nothing by which it could be known, and joined nothing, is one thing untold."""
    untold = [cluster for cluster in clusters if _tells_nothing(cluster)]
    told = [cluster for cluster in clusters if not _tells_nothing(cluster)]
    if untold and not untold[0][0].content:
        told.append(sorted((t for c in untold for t in c), key=lambda t: t.sort_key))
        return told
    return clusters


def _tells_nothing(cluster: Cluster) -> bool:
    return _told(cluster) == 0


def _told(cluster: Cluster) -> int:
    return max(telling.told for telling in cluster)


def _stories(cluster: Cluster) -> frozenset[str]:
    return frozenset().union(*(telling.told_in for telling in cluster))
