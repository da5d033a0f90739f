"""What was worked out of the same pages as of another day → taken again where it is the same.

A register is made as of one day after another, and on most of them few of its records change. So
each part is kept under all on which it hangs, and is made again only where that is otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

Part = TypeVar("Part")


class Memory:
    """Parts of a register by all on which they hang beside what never changes: the pack, and each
    page's text and reading. What is not asked for in one version is forgotten in the next."""

    def __init__(self) -> None:
        self._now: dict[Hashable, object] = {}
        self._before: dict[Hashable, object] = {}
        self._basis: object = None
        self._numbers: dict[Hashable, int] = {}

    def begin(self, basis: object) -> None:
        """Begin a version; where all parts hang on something else than before, none is kept."""
        self._before = self._now if basis == self._basis else {}
        self._now, self._basis = {}, basis

    def recall(self, what: str, key: Hashable, make: Callable[[], Part]) -> Part:
        """The part of this sort that hangs on `key`, made if it is not there."""
        place = (what, key)
        if place not in self._now:
            self._now[place] = self._before[place] if place in self._before else make()
        return cast("Part", self._now[place])

    def number(self, key: Hashable) -> int:
        """A number for a long key, equal for equal ones, as a short one is quicker to look up."""
        return self._numbers.setdefault(key, len(self._numbers))
