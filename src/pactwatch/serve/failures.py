"""Errors that are pages: what went wrong, why, and where to go on. One status each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from pactwatch.serve.wording import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOn:
    """A link that helps: where it leads, and what to call it."""

    href: str
    title: str


class Failure(Exception):
    """A request that is not answered with what it asked for; each sort has a status and a title."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = mark("Something went wrong")

    def __init_subclass__(cls, *, status: int, title: str) -> None:
        super().__init_subclass__()
        cls.status, cls.title = status, title

    def __init__(self, message: str, *ways: WayOn, at_fault: Iterable[str] = ()) -> None:
        """`at_fault`: the parameters without which the same page can be shown."""
        super().__init__(message)
        self.message = message
        self.ways = ways
        self.at_fault = tuple(at_fault)


class Refused(Failure, status=400, title=mark("This cannot be asked so")):
    """The request itself is at fault: a day that is none, a page beyond the last."""


class Unclear(Failure, status=400, title=mark("Something is missing")):
    """A form that says too little."""


class Incomplete(Failure, status=400, title=mark("Nothing was added yet")):
    """A form from which nothing can be read."""


class NotOurs(Failure, status=403, title=mark("This did not come from a page of ours")):
    """A write that no page of this server gave out."""


class Missing(Failure, status=404, title=mark("Not in the register")):
    """Nothing of this name, and nothing that ever had it."""


class Busy(Failure, status=409, title=mark("Somebody else is writing")):
    """Somebody else is writing; the form is given back as it was filled."""


class Gone(Failure, status=410, title=mark("No longer in the register")):
    """What was there once: the message says what became of it."""


class TooLarge(Failure, status=413, title=mark("Too much at once")):
    """More than is taken at once."""
