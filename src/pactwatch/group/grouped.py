"""All pages of a register → how they are grouped, as of any day and within any part of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from pactwatch.domain import AgenciesFile, SpreadFile
from pactwatch.group.stories import Tales
from pactwatch.group.wordings import Copies
from pactwatch.nouns import Day, Document, Grouping, Reading


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

    def near(self, doc_id: str) -> frozenset[str]:
        """The pages with which one may be grouped, as of any day; told of the later of two."""
        return frozenset({*self._copies.near(doc_id), *self._tales.near(doc_id)})

    def trace(self, doc_id: str) -> list[object]:
        """All that was found of a page beside others; equal while that is the same."""
        return [self._copies.trace(doc_id), self._tales.trace(doc_id)]

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
