"""What a watch keeps in mind: outlets' cards, and what came of each address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

VisitResult = Literal[
    "due", "kept", "outside", "same", "listed", "barred", "failed", "unread", "rules"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What people say of an outlet."""

    name: str
    country: str | None = None  #: ISO 3166-1 alpha-3, and XKX
    language: str | None = None
    owner: str | None = None
    is_agency: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What came of an address; the newest speaks. `archived` names the bytes of a feed or a
    robots.txt in the archive.

    `due`: named by a feed and not fetched yet. `kept`: in the register. `outside`: seen, of no concern
    to the domain, not kept. `listed`: a feed that was read. `unread`: no text could be had of it.
    `rules`: a robots.txt, by which pages of its host were asked for or not.
    `barred`: never to be asked again. `failed`: to be asked again, `not_before`.
    """

    address: str
    result: VisitResult
    at: str  #: ISO 8601 in UTC
    outlet: str | None = None
    updated: str | None = None  #: when a feed says that the page was changed, in its words
    etag: str | None = None
    modified: str | None = None
    sha256: str | None = None  #: of the bytes as sent
    why: str | None = None
    not_before: str | None = None
    tries: int = 0
    archived: str | None = None
