"""Pieces of web crawls: which bytes of which file one worker reads in one go, and what it drops."""

from __future__ import annotations

from dataclasses import dataclass

from pactwatch.ids import content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """The records of a crawl file that start from `start` up to, and without, `end`.

    `mark` tells one state of a file from another without reading all of it: its size and the
    SHA-256 of its first and last bytes. The same file elsewhere has the same shards.
    """

    source: str  #: path or address as given
    start: int
    end: int | None  #: None: to the end of the file
    mark: str

    @property
    def id(self) -> str:
        return content_id("shd", self.mark, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A record of a crawl that is not kept, and why; `stage` is what looked at it last."""

    source: str
    stage: str
    why: str
