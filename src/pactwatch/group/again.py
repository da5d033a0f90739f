"""Pages that come, change or go, beside many that are kept → those of which something else is found.

What is found of each page is what would be found if all were grouped at once (`Groups`): whom a page
is compared with follows from keys, and only pages that share keys with what came or went are looked
at again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from pactwatch.arrays import np
from pactwatch.domain import AgenciesFile, SpreadFile
from pactwatch.group import stories, wordings
from pactwatch.group.credits import Credit, Credits
from pactwatch.group.leaves import face_of, leaf_of
from pactwatch.group.postings import Kept, Sketch
from pactwatch.nouns import Document, Leaf, Reading, Took
from pactwatch.ports import Neighbours

COPIES, TALES = 0, 1  #: the two sorts of keys


def look_again(
    pages: Neighbours,
    changed: Collection[str],
    readings: Iterable[Reading],
    *,
    agencies: AgenciesFile,
    spread: SpreadFile | None,
) -> frozenset[str]:
    """Bring what is kept up to pages that changed, came or went; `readings` are theirs, now.

    Returns the pages of which something else is found than before.
    """
    again = Again(pages, agencies, spread)
    read = {reading.doc_id: reading for reading in readings}
    now = pages.documents(changed)
    for doc_id in sorted(changed):
        doc, number = now.get(doc_id), pages.number_of(doc_id)
        face = face_of(doc, stories.pairs_of(doc, read.get(doc_id))) if doc else None
        if number is not None:
            if pages.leaf(number).face == face:
                continue
            again.take_out(number)
        if doc is not None:
            again.put_in(doc, read.get(doc_id))
    return again.look()


class Again:
    """One time of looking again."""

    def __init__(
        self, pages: Neighbours, agencies: AgenciesFile, spread: SpreadFile | None
    ) -> None:
        self._pages = pages
        self._credits = Credits(agencies)
        self._copies = wordings.Copies(agencies=agencies)
        self._tales = stories.Tales((), (), spread)
        self._kept = (
            Kept(pages, COPIES, wordings.REACH),
            Kept(pages, TALES, stories.REACH),
        )
        self._touched: tuple[set[int], set[int]] = (set(), set())

    def take_out(self, number: int) -> None:
        """A page is there no more, or not as it was."""
        self._touch(number)
        self._pages.take_out(number)
        for touched in self._touched:
            touched.discard(number)

    def put_in(self, doc: Document, reading: Reading | None) -> None:
        """A page is there now."""
        credit = self._credits.read(doc)
        self._copies.know(doc, credit)
        self._tales.know(doc, stories.pairs_of(doc, reading))
        number = self._pages.put_in(leaf_of(doc, self._tales, credit))
        self._touch(number)
        for touched in self._touched:
            touched.add(number)

    def _touch(self, number: int) -> None:
        leaf = self._pages.leaf(number)
        for kind, kept in enumerate(self._kept):
            self._touched[kind].update(kept.touched(leaf.ranks[kind], _keys(leaf, kind)))

    def look(self) -> frozenset[str]:
        """Find anew what may have become something else; returns the pages where it has."""
        changed = set()
        for number in sorted(self._touched[COPIES] | self._touched[TALES]):
            before = leaf = self._pages.leaf(number)
            if number in self._touched[COPIES]:
                leaf = replace(leaf, took=self._look_for_copies(leaf))
            if number in self._touched[TALES]:
                leaf = replace(leaf, alike=self._look_for_tales(leaf))
            if leaf != before:
                self._pages.change(number, leaf)
                changed.add(leaf.doc_id)
        return frozenset(changed)

    def _look_for_copies(self, leaf: Leaf) -> tuple[Took, ...]:
        keys, kept = _keys(leaf, COPIES), self._kept[COPIES]
        rank = leaf.ranks[COPIES]
        found = []
        for day in kept.days(rank, leaf.known, keys):
            near = self._know(leaf, kept.near(rank, keys, day))
            found.append(self._copies.compare(leaf.doc_id, near, day))
        return tuple(found) if any(took.taken for took in found) else ()

    def _look_for_tales(self, leaf: Leaf) -> tuple[tuple[str, float], ...]:
        near = self._kept[TALES].near(leaf.ranks[TALES], _keys(leaf, TALES), leaf.known)
        return self._tales.rate(leaf.doc_id, self._know(leaf, near))

    def _know(self, leaf: Leaf, numbers: Iterable[int]) -> list[str]:
        """Have a page and those near it at hand; returns the ids of the latter."""
        near = [self._pages.leaf(number) for number in numbers]
        docs = self._pages.documents({one.doc_id for one in (leaf, *near)})
        for one in (leaf, *near):
            credit = Credit(agency=one.credit[0], own=one.credit[1]) if one.credit else None
            self._copies.know(docs[one.doc_id], credit)
            self._tales.know(docs[one.doc_id], dict(one.pairs))
        return [one.doc_id for one in near]


def _keys(leaf: Leaf, kind: int) -> Sketch:
    return np.frombuffer(leaf.keys[kind], dtype=np.uint32)
