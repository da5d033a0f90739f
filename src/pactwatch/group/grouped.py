"""All pages of a register → how they are grouped, as of any day and within any part of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Self

from pactwatch.domain import AgenciesFile, SpreadFile
from pactwatch.group.leaves import leaf_of
from pactwatch.group.stories import Tales
from pactwatch.group.wordings import Copies
from pactwatch.nouns import Day, Document, Grouping, Leaf, Reading


class Groups:
    """Pages compared once, and grouped for whatever day is asked."""

    def __init__(
        self,
        documents: Iterable[Document],
        readings: Iterable[Reading],
        *,
        agencies: AgenciesFile | None = None,
        spread: SpreadFile | None = None,
    ) -> None:
        documents = tuple(documents)
        self._copies = Copies(documents, agencies=agencies)
        self._tales = Tales(documents, readings, spread)
        self._leaves: Mapping[str, Leaf] = {}

    @classmethod
    def kept(cls, pages: Iterable[tuple[Document, Leaf]]) -> Self:
        """Pages of which all was found before; with each, all pages that are `near` it."""
        pages = tuple(pages)
        made = cls((), ())
        made._copies, made._tales = Copies.kept(pages), Tales.kept(pages)
        made._leaves = {doc.id: leaf for doc, leaf in pages}
        return made

    def leaf(self, doc: Document) -> Leaf:
        """What is to be kept of a page, so that others can be compared with it."""
        leaf = leaf_of(doc, self._tales, self._copies.credit(doc.id))
        took, alike = self._copies.took(doc.id), self._tales.alike(doc.id)
        return replace(leaf, took=took, alike=alike)

    def near(self, doc_id: str) -> frozenset[str]:
        """The pages with which one may be grouped, as of any day; told of the later of two."""
        return frozenset({*self._copies.near(doc_id), *self._tales.near(doc_id)})

    def trace(self, doc_id: str) -> list[object]:
        """All that was found of a page beside others, in plain values; equal while that is the same."""
        leaf = self._leaves.get(doc_id)
        if leaf is not None:
            credit, took, alike = leaf.credit, leaf.took, leaf.alike
        else:
            own = self._copies.credit(doc_id)
            credit = (own.agency, own.own) if own else None
            took, alike = self._copies.took(doc_id), self._tales.alike(doc_id)
        copied = [[[c.start, c.end, c.doc_id, c.from_start] for c in one.copied] for one in took]
        taken = [[one.since, list(map(list, one.taken))] for one in took]
        return [credit and list(credit), taken, copied, list(map(list, alike))]

    def find(self, day: Day | None = None, among: Collection[str] | None = None) -> Grouping:
        """The pages known by a day → wordings, kinships and stories, each in canonical order.

        `among` are pages, with every page that is near one of them and all to which one is near.
        """
        upto = date.fromisoformat(day) if day else None
        wordings, kinships = self._copies.find(upto, among)
        return Grouping(wordings=wordings, kinships=kinships, stories=self._tales.find(upto, among))


def group(
    documents: Iterable[Document],
    readings: Iterable[Reading],
    *,
    agencies: AgenciesFile | None = None,
    spread: SpreadFile | None = None,
) -> Grouping:
    """Pages and their readings → wordings, kinships and stories, each in canonical order."""
    return Groups(documents, readings, agencies=agencies, spread=spread).find()
