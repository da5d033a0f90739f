"""What a stage may ask of the outside. Protocols only: `store/` and `archive/` fulfil them,
`workers/` hands them in, tests give doubles."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from pactwatch.nouns import Capture, DividedDocument, Document, Leaf, Reading


class Clock(Protocol):
    """The time now, in UTC. `PACTWATCH_NOW` sets it, so that equal inputs give equal bytes."""

    def now(self) -> datetime: ...


class Archive(Protocol):
    """Where the bytes go before any row names them."""

    def keep(self, capture: Capture) -> str:
        """Write and sync the bytes, once per record; returns the record id."""
        ...

    def fetch(self, record: str) -> Capture:
        """The bytes of a record, as they came."""
        ...

    def __contains__(self, record: str) -> bool: ...

    @property
    def head(self) -> str:
        """The hash of the last record."""
        ...

    def seal(self, head: str, *, at: str) -> None:
        """Write the hash of a register's ledger into the chain."""
        ...


class Reader(Protocol):
    """What finds claims in a page. Equal pages give equal readings, on every machine."""

    @property
    def name(self) -> str:
        """By which `PACTWATCH_READERS` chooses it."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever another reading may come of the same page."""
        ...

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1 codes of the languages that it reads."""
        ...

    @property
    def kinds(self) -> frozenset[str]:
        """Names of the pack's kinds that it tells."""
        ...

    def read(self, divided: DividedDocument) -> Reading:
        """The page's claims, each quoting its text; ItemError where this page can't be read."""
        ...


@runtime_checkable
class SiftingReader(Reader, Protocol):
    """A reader that can tell pages of which it would claim nothing before they are cleaned."""

    def missing(self, marked: str) -> str | None:
        """What marked text lacks, in words, or None where a page that holds it may tell something.

        It holds all that can be the page's text, and more; a `<` stands wherever a tag stood. With
        words for what is missing goes a promise: `read` finds no claim in any text made of it.
        """
        ...


class Neighbours(Protocol):
    """Pages that are kept by key, so that a new one is compared with those that it is near to.

    Numbers stand for pages. A page stands under a key at its rank, and ranks follow time.
    """

    def pages_under(
        self, key: int, low: int, high: int, limit: int | None
    ) -> list[tuple[int, int]]:
        """Ranks and numbers of a key's pages, from one rank on and before another, so many."""
        ...

    def sizes(self, numbers: Sequence[int]) -> Mapping[int, int]:
        """How many keys each of these pages has by which copies are found."""
        ...

    def number_of(self, doc_id: str) -> int | None:
        """The number of a page that is kept."""
        ...

    def leaf(self, number: int) -> Leaf:
        """What is kept of a page."""
        ...

    def documents(self, doc_ids: Collection[str]) -> Mapping[str, Document]:
        """Pages as they are now; those that are there no more are left out."""
        ...

    def put_in(self, leaf: Leaf) -> int:
        """Keep a page; returns its number."""
        ...

    def take_out(self, number: int) -> None:
        """Keep a page no more."""
        ...

    def change(self, number: int, leaf: Leaf) -> None:
        """Keep what was found anew of a page; its ranks and keys are as they were."""
        ...


class Filing(Protocol):
    """What pages are tied by, filed under keys."""

    def under(self, key: str) -> Sequence[str]:
        """All that is filed under a key."""
        ...


class ParseCache(Protocol):
    """What depends on a passage's words alone, kept by content. What it lacks is made again."""

    def find(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Those of the keys that are kept, with what is kept under them."""
        ...

    def keep(self, found: Mapping[str, bytes]) -> None:
        """Keep each under its key; where one is kept already, nothing changes."""
        ...
