"""Two pages → the passages that one has from the other, with their offsets in both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from pactwatch.arrays import np
from pactwatch.group.taking import Manner
from pactwatch.group.words import SHINGLE, Telling
from pactwatch.nouns import Copied

if TYPE_CHECKING:
    from numpy.typing import NDArray

RUN = 3  #: shingles in a row that make a passage; shorter runs are chance
GAP = 12  #: words changed within a passage


def find_passages(
    own: Telling, sources: Sequence[tuple[str, Telling, Manner]]
) -> tuple[Copied, ...]:
    """The passages that a page took, in order; each from the first of `sources` that has it.

    Between words of a copy that were left as they are stand those that were changed: where few runs
    of words are left, pairs of words in the same order show the passage.
    """
    free = np.ones(len(own.hashes), dtype=bool)
    found: list[Copied] = []
    for doc_id, source, _ in sources:
        shared = np.isin(own.hashes, source.unique) & free
        for first, last in _runs(shared):
            free[first : last + 1] = False
            at = int(np.flatnonzero(source.hashes == own.hashes[first])[0])
            found.append(
                Copied(
                    start=own.spans[first][0],
                    end=own.spans[last + SHINGLE - 1][1],
                    doc_id=doc_id,
                    from_start=source.spans[at][0],
                )
            )
    for doc_id, source, manner in sources:
        if manner == "reworded":
            found += _in_order(own, source, doc_id)
    return tuple(_parted(found))


def _in_order(own: Telling, source: Telling, doc_id: str) -> Iterator[Copied]:
    """Passages of which pairs of words stand in the other page in the same order."""
    alike = LCSseq.opcodes(source.order.pairs, own.order.pairs)
    there = {
        b: a
        for piece in alike
        if piece.tag == "equal"
        for a, b in zip(
            range(piece.src_start, piece.src_end),
            range(piece.dest_start, piece.dest_end),
            strict=True,
        )
    }
    shared = np.zeros(len(own.order.pairs), dtype=bool)
    shared[list(there)] = True
    for first, last in _runs(shared):
        yield Copied(
            start=int(own.order.starts[first]),
            end=int(own.order.ends[last]),
            doc_id=doc_id,
            from_start=int(source.order.starts[there[first]]),
        )


def _runs(shared: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Runs of shared shingles, small gaps closed: first and last index of each."""
    at = np.flatnonzero(shared)
    if len(at) == 0:
        return
    breaks = np.flatnonzero(np.diff(at) > GAP)
    firsts = at[np.append(0, breaks + 1)]
    lasts = at[np.append(breaks, len(at) - 1)]
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        if int(shared[first : last + 1].sum()) >= RUN:
            yield first, last


def _parted(passages: list[Copied]) -> Iterator[Copied]:
    """Passages that do not overlap: the longer stays where two meet; in order."""
    kept: list[Copied] = []
    for piece in sorted(passages, key=lambda piece: (piece.start - piece.end, piece.start)):
        if all(piece.end <= other.start or other.end <= piece.start for other in kept):
            kept.append(piece)
    yield from sorted(kept, key=lambda piece: piece.start)
