"""Document → Wording, Story: who copied whom, and which pages tell one event.

What enters: all pages known by a day, with their readings. What leaves: a `Grouping`, the same for
every order of the pages. `agencies` are those whose text is a wording's root, where it was read.
"""

from __future__ import annotations

from collections.abc import Iterable

from pactwatch.domain import AgenciesFile
from pactwatch.group.stories import find_stories
from pactwatch.group.wordings import Copies, find_wordings
from pactwatch.nouns import Document, Grouping, Reading

__all__ = ["Copies", "group"]


def group(
    documents: Iterable[Document],
    readings: Iterable[Reading],
    *,
    agencies: AgenciesFile | None = None,
) -> Grouping:
    """Pages and their readings → wordings, kinships and stories, each in canonical order."""
    pages = sorted(documents, key=lambda doc: doc.id)
    wordings, kinships = find_wordings(pages, agencies)
    stories = find_stories(pages, tuple(readings))
    return Grouping(wordings=wordings, kinships=kinships, stories=stories)
