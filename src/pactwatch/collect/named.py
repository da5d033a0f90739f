"""Addresses that a person names → Capture, in their order, and an Issue for each that could not be had."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.metadata import PackageNotFoundError, version

from pactwatch.collect.fetch import Answer, Fetching, Manners, Wish
from pactwatch.collect.public import read_networks
from pactwatch.config import Settings
from pactwatch.nouns import Capture, Issue
from pactwatch.ports import Clock


def manners_of(settings: Settings) -> Manners:
    """How we behave where nothing else is set; who we are is always told."""
    read_networks(settings.private, "PACTWATCH_FETCH_PRIVATE")
    return Manners(agent=agent_of(settings.contact), private=settings.private)


def agent_of(contact: str | None) -> str:
    """How we introduce ourselves to servers.

    >>> agent_of("desk@news.example").endswith("(register of news reports; desk@news.example)")
    True
    """
    try:
        number = version("pactwatch")
    except PackageNotFoundError:
        number = "0+source"
    told = " ".join((contact or "no contact given").split())
    told = told.encode("ascii", "replace").decode("ascii")
    return f"pactwatch/{number} (register of news reports; {told})"


def watch_nothing(_: int, __: str) -> None:
    """Where nobody watches."""


def fetch_named(
    addresses: Iterable[str],
    settings: Settings,
    clock: Clock,
    *,
    watch: Callable[[int, str], None] = watch_nothing,
) -> dict[str, Capture | Issue]:
    """Each address once → its bytes, or why there are none.

    `watch` is told how many were answered, and the last of them.
    """
    found: dict[str, Capture | Issue] = {}
    with Fetching(manners_of(settings), clock) as fetching:
        for address in dict.fromkeys(addresses):
            fetching.wish(Wish(address=address))
        for answer in fetching.answers():
            if answer.result == "rules":
                continue
            found[answer.wish.address] = answer.capture or _issue(answer)
            watch(len(found), answer.wish.address)
    return found


def _issue(answer: Answer) -> Issue:
    what = f"not fetched: {answer.why}"
    if answer.again_after is not None:
        what += "; run the same command again later"
    return Issue(source=answer.wish.address, stage="collect", what=what)
