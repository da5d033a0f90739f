"""Errors that are pages: what went wrong, why, and where to go on. One status each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOn:
    """A link that helps: where it leads, and what to call it."""

    href: str
    title: str


class Failure(Exception):
    """A request that is not answered with what it asked for."""

    status = 500
    title = "Something went wrong"

    def __init__(self, message: str, *ways: WayOn) -> None:
        super().__init__(message)
        self.message = message
        self.ways = ways


class Refused(Failure):
    """The request itself is at fault: a day that is none, a page beyond the last."""

    status = 400
    title = "This cannot be asked so"


class Missing(Failure):
    """Nothing of this name, and nothing that ever had it."""

    status = 404
    title = "Not in the register"


class Gone(Failure):
    """What was there once: the message says what became of it."""

    status = 410
    title = "No longer in the register"


class Misdirected(Failure):
    """The request was meant for another host: a name was pointed at this machine."""

    status = 421
    title = "This address is not ours"
