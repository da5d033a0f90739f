"""Document → wording: which pages copy one another, and which passage was taken from whom.

Two pages are compared by the runs of five words that they share, found exactly through an inverted
index. A page copies an earlier one where they share two fifths of the shorter: sketches miss
shortened copies, the commonest in news. Each page has one parent at most, that with which it shares
most, so that a page made of two reports does not make the two one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pactwatch.days import sort_key
from pactwatch.group.words import SHINGLE, Shingles, shingle
from pactwatch.ids import content_id
from pactwatch.nouns import Copied, Document, Kinship, Relation, Wording

CONTAINED = 0.4  #: share of the shorter page's shingles
LEAST = 12  #: shared shingles, below which a common phrase or a quotation would do
PASSAGE = 25  #: shared shingles from which on a passage counts as taken, whatever the rest
RUN = 3  #: shingles in a row that make a passage; shorter runs are chance
GAP = 12  #: words changed within a passage
CROWD = 24  #: pages with one shingle, beyond which each is compared with the first few only
FIRST = 6  #: how many of a crowd the others are compared with


@dataclass(frozen=True, slots=True)
class Taken:
    """What a page shares with an earlier one."""

    source: int
    shared: int
    contained: float


def find_wordings(
    documents: Sequence[Document], agencies: frozenset[str]
) -> tuple[tuple[Wording, ...], tuple[Kinship, ...]]:
    """Pages → wordings and kinships, both by id; the same for every order of the pages."""
    pages = sorted(documents, key=lambda doc: _rank(doc, agencies))
    shingled = [shingle(doc.text) for doc in pages]
    taken = _find_taken(shingled)
    parents = {i: _parent(found) for i, found in taken.items()}
    roots = {i: _root(i, parents) for i in range(len(pages))}
    members: dict[int, list[str]] = defaultdict(list)
    for i, root in roots.items():
        members[root].append(pages[i].id)
    wordings = {
        root: Wording(
            id=content_id("wrd", pages[root].id), documents=tuple(sorted(ids)), root=pages[root].id
        )
        for root, ids in members.items()
    }
    kinships = [
        Kinship(
            doc_id=page.id,
            wording=wordings[roots[i]].id,
            relation=_relation(pages[roots[i]], is_root=roots[i] == i, agencies=agencies),
            confidence=_confidence(parents.get(i)),
            copied=tuple(_passages(i, taken.get(i, ()), shingled, pages)),
        )
        for i, page in enumerate(pages)
    ]
    return (
        tuple(sorted(wordings.values(), key=lambda wording: wording.id)),
        tuple(sorted(kinships, key=lambda kinship: kinship.doc_id)),
    )


def _rank(doc: Document, agencies: frozenset[str]) -> tuple[bool, object, str]:
    """Who can have copied whom: an agency's text comes first, then the earliest; ties by id."""
    return doc.outlet not in agencies, sort_key(doc.known), doc.id


def _relation(root: Document, *, is_root: bool, agencies: frozenset[str]) -> Relation:
    if is_root:
        return "own"
    return "wire" if root.outlet in agencies else "copy"


def _confidence(parent: Taken | None) -> float:
    return 1.0 if parent is None else round(parent.contained, 3)


def _find_taken(pages: Sequence[Shingles]) -> dict[int, list[Taken]]:
    """Page → the earlier pages from which it may have taken something, most shared first."""
    unique = [np.unique(page.hashes) for page in pages]
    taken: dict[int, list[Taken]] = defaultdict(list)
    for (earlier, later), shared in _count_shared(unique).items():
        least = min(len(unique[earlier]), len(unique[later]))
        contained = shared / least
        if shared >= PASSAGE or (shared >= LEAST and contained >= CONTAINED):
            taken[later].append(Taken(earlier, shared, contained))
    for found in taken.values():
        found.sort(key=lambda t: (-t.shared, t.source))
    return taken


def _count_shared(unique: Sequence[NDArray[np.uint64]]) -> Mapping[tuple[int, int], int]:
    """Pairs of pages (earlier, later) → how many shingles they share."""
    owners = np.repeat(np.arange(len(unique)), [len(hashes) for hashes in unique])
    hashes = np.concatenate([*unique, np.empty(0, dtype=np.uint64)])
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    edges = np.flatnonzero(np.diff(hashes)) + 1
    starts, ends = np.append(0, edges), np.append(edges, len(hashes))
    several = ends - starts > 1
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        together = owners[start:end].tolist()
        heads = together if len(together) <= CROWD else together[:FIRST]
        for i, earlier in enumerate(heads):
            for later in together[i + 1 :]:
                counts[earlier, later] += 1
    return counts


def _parent(found: Sequence[Taken]) -> Taken | None:
    """The page of which one is a copy: that with which it shares most."""
    copies = [taken for taken in found if taken.contained >= CONTAINED]
    return copies[0] if copies else None


def _root(page: int, parents: Mapping[int, Taken | None]) -> int:
    while (parent := parents.get(page)) is not None:
        page = parent.source
    return page


def _passages(
    page: int, found: Sequence[Taken], shingled: Sequence[Shingles], pages: Sequence[Document]
) -> Iterator[Copied]:
    """The passages that a page took, in order; each from the source with which it shares most."""
    own = shingled[page]
    free = np.ones(len(own.hashes), dtype=bool)
    passages: list[Copied] = []
    for taken in found:
        source = shingled[taken.source]
        for first, last in _runs(np.isin(own.hashes, source.hashes) & free):
            free[first : last + 1] = False
            at = int(np.flatnonzero(source.hashes == own.hashes[first])[0])
            passages.append(
                Copied(
                    start=int(own.starts[first]),
                    end=int(own.ends[last + SHINGLE - 1]),
                    doc_id=pages[taken.source].id,
                    from_start=int(source.starts[at]),
                )
            )
    yield from sorted(_parted(passages), key=lambda piece: piece.start)


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
    """Passages that do not overlap: where two meet, the one that starts later is cut."""
    end = 0
    for piece in sorted(passages, key=lambda piece: (piece.start, -piece.end)):
        if piece.start >= end:
            yield piece
            end = piece.end
