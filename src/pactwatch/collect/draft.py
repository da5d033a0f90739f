"""What a format's cleaner finds in a file, before it is a document: `Draft`."""

from __future__ import annotations

from dataclasses import dataclass

from pactwatch.nouns import Day, PublishedBasis

#: Raised with each change to what the cleaners of this room make of the same bytes.
VERSION = "collect@1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Canonical text, and what the file says of itself.

    `part` names the piece of a file that holds several (its line), `notes` become Issues.
    """

    text: str
    media_type: str
    cleaner: str = VERSION
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: Day | None = None
    published_basis: PublishedBasis | None = None
    page_starts: tuple[int, ...] = ()
    part: str | None = None
    notes: tuple[str, ...] = ()
