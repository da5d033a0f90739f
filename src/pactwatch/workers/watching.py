"""Outlets → register: one round of a watch. What enters: whom to watch; what leaves: a summary.

What a feed or a robots.txt says is archived before any row names it. A feed's visit and the pages
that it names are noted in one transaction, and a page's visit only when the page is in: so a kill at
any moment loses no page, and the next round goes on with what is due.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pactwatch.collect import (
    Answer,
    Fetching,
    Manners,
    MetaTable,
    Outlet,
    Wish,
    clean_capture,
    match_key,
    parse_feed,
)
from pactwatch.config import Settings
from pactwatch.errors import CollectError
from pactwatch.ids import sha256_of
from pactwatch.nouns import Capture, Document, Given, Issue, Run, Visit, VisitResult
from pactwatch.ports import Archive, Clock
from pactwatch.store import Store
from pactwatch.workers.local import Progress, ReadRequest, ReadSummary, read_sources
from pactwatch.workers.pages import MakeReaders, default_readers

MOST_SITEMAPS = 20  #: of those that an index names, the newest
MOST_TRIES = 6  #: rounds in which a page is tried before it is given up
FIRST_WAIT = 60.0  #: seconds until a page is tried in another round; doubled each time

Concerns = Callable[[str], bool]  #: whether a text can concern the domain at all


def say_nothing(_: str) -> None:
    """Where nobody listens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRequest:
    """Whom to watch, how to behave, and which texts are worth keeping."""

    outlets: tuple[Outlet, ...]
    manners: Manners
    settings: Settings
    clock: Clock
    concerns: Concerns
    make_readers: MakeReaders = default_readers
    say: Callable[[str], None] = say_nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSummary:
    """What a round came to: how many addresses had each result, what was read, what went wrong."""

    results: Mapping[VisitResult, int]
    read: ReadSummary
    troubles: tuple[tuple[str, str], ...]  #: address, why


def watch_round(request: WatchRequest, store: Store, archive: Archive) -> WatchSummary:
    """Ask every feed once, and fetch the pages that are new or changed."""
    run = store.begin_run(["watch", *(one.card.name for one in request.outlets)], versions=[])
    store.add_cards([outlet.card for outlet in request.outlets], run)
    going = _Round(request, store, run, archive=archive)
    reading = ReadRequest(
        sources=(),
        found=going.captures,
        settings=request.settings,
        clock=request.clock,
        given=MetaTable(by_url=going.given),
        make_readers=request.make_readers,
        watch=going.note_done,
        say=request.say,
    )
    summary = read_sources(reading, store, archive)
    if not summary.interrupted:
        store.end_run(run)
    return WatchSummary(
        results=dict(going.results), read=summary, troubles=tuple(going.troubles.items())
    )


class _Round:
    """One round, between the servers and the register."""

    def __init__(self, request: WatchRequest, store: Store, run: Run, *, archive: Archive) -> None:
        self._request, self._store, self._run = request, store, run
        self._archive = archive
        self._feeds: dict[str, str] = {}  # address → outlet
        self._pages: dict[str, Visit] = {}
        self._in_hand: dict[str, Visit] = {}
        self.given: dict[str, Given] = {}
        self.results: Counter[VisitResult] = Counter()
        self.troubles: dict[str, str] = {}

    def captures(self) -> Iterator[Capture | Issue]:
        """The pages that concern the domain, as they come."""
        with Fetching(self._request.manners, self._request.clock) as fetching:
            self._begin(fetching)
            for answer in fetching.answers():
                if answer.result == "rules":
                    self._take_rules(answer)
                elif answer.wish.address in self._feeds:
                    self._take_feed(answer, fetching)
                else:
                    yield from self._take_page(answer)

    def note_done(self, progress: Progress) -> None:
        """A page is in: only now its visit is noted."""
        visit = self._in_hand.pop(progress.source, None)
        if visit is not None:
            self._note(visit)

    # -- what is asked -------------------------------------------------------------------------

    def _begin(self, fetching: Fetching) -> None:
        """Ask for every feed, for what was left over, and for the pages that are named one by one."""
        for outlet in self._request.outlets:
            for address in outlet.feeds:
                self._wish_feed(address, outlet.card.name, fetching)
        now = self._now()
        for visit in self._store.due_visits():
            if visit.address not in self._feeds and (visit.not_before or "") <= now:
                self._wish_page(visit, fetching)
        for outlet in self._request.outlets:
            for address in outlet.pages:
                seen = self._store.visit_of(address)
                visit = seen or Visit(
                    address=address, result="due", at=now, outlet=outlet.card.name
                )
                if visit.result not in ("failed", "barred"):
                    self._wish_page(visit, fetching)

    def _wish_feed(self, address: str, outlet: str, fetching: Fetching) -> None:
        if address in self._feeds:
            return
        seen = self._store.visit_of(address)
        if seen is not None and (seen.not_before or "") > self._now():
            return
        self._feeds[address] = outlet
        fetching.wish(_wish(address, seen))

    def _wish_page(self, visit: Visit, fetching: Fetching) -> None:
        if visit.address in self._pages:
            return
        self._pages[visit.address] = visit
        key = match_key(visit.address)
        if key is not None and visit.outlet is not None:
            self.given[key] = Given(outlet=visit.outlet)
        fetching.wish(_wish(visit.address, visit))

    # -- what is answered ----------------------------------------------------------------------

    def _take_rules(self, answer: Answer) -> None:
        """A robots.txt; it is noted where it is not what it was."""
        if answer.capture is None:
            return
        rules = self._archived(answer.capture, "rules", None)
        seen = self._store.visit_of(rules.address)
        if seen is None or _told(seen) != _told(rules):
            self._store.add_visits([rules], self._run)

    def _archived(self, capture: Capture, result: VisitResult, outlet: str | None) -> Visit:
        """What came of an address whose bytes are now in the archive."""
        record = self._archive.keep(capture)
        return replace(_visit(capture, result, self._now(), outlet), archived=record)

    def _take_feed(self, answer: Answer, fetching: Fetching) -> None:
        address = answer.wish.address
        outlet, seen = self._feeds[address], self._store.visit_of(address)
        if answer.capture is None:
            if answer.result != "same":
                again = timedelta(seconds=answer.again_after or 0.0)
                self._fail_feed(address, outlet, answer.why or answer.result, again)
            return
        listed = self._archived(answer.capture, "listed", outlet)
        try:
            entries = parse_feed(answer.capture)
        except CollectError as error:
            broken = replace(listed, result="failed", etag=None, modified=None)
            self._note(replace(broken, why=str(error)))
            return
        index = [entry for entry in entries if entry.is_feed]
        for entry in sorted(index, key=lambda one: one.updated or "", reverse=True)[:MOST_SITEMAPS]:
            self._wish_feed(entry.address, outlet, fetching)
        due = []
        for entry in entries:
            if entry.is_feed or entry.address in self._pages or entry.address in self._feeds:
                continue
            known = self._store.visit_of(entry.address)
            if known is None:
                known = Visit(address=entry.address, result="due", at="", outlet=outlet)
            elif known.result == "barred" or entry.updated in (None, known.updated):
                continue
            due.append(replace(known, result="due", at=self._now(), updated=entry.updated))
        is_new = seen is None or _told(seen) != _told(listed)
        # in one transaction, so that no page is forgotten when the feed answers "not modified"
        self._store.add_visits([*due, *([listed] if is_new else [])], self._run)
        self.results["listed"] += 1
        for visit in due:
            self._wish_page(visit, fetching)

    def _fail_feed(self, address: str, outlet: str, why: str, again: timedelta) -> None:
        not_before = self._later(again) if again else None
        self._note(
            Visit(
                address=address,
                result="failed",
                at=self._now(),
                outlet=outlet,
                why=why,
                not_before=not_before,
            )
        )

    def _take_page(self, answer: Answer) -> Iterator[Capture]:
        before = self._pages[answer.wish.address]
        if answer.capture is None:
            self._note_absent(answer, before)
            return
        visit = replace(
            _visit(answer.capture, "kept", self._now(), before.outlet), updated=before.updated
        )
        found = list(clean_capture(answer.capture, Given(), self._request.settings))
        texts = [one.text for one in found if isinstance(one, Document)]
        if not texts:
            why = next((one.what for one in found if isinstance(one, Issue)), None)
            self._note(replace(visit, result="unread", why=why))
        elif not any(map(self._request.concerns, texts)):
            self._note(replace(visit, result="outside"))
        else:
            self._in_hand[answer.capture.source] = visit
            yield answer.capture

    def _note_absent(self, answer: Answer, before: Visit) -> None:
        """A page that did not come: as it was, to be tried again, or never more."""
        now = self._now()
        if answer.result == "same":
            if before.result == "due":
                self._note(replace(before, result="same", at=now))
            return
        tries = before.tries + 1
        gone = replace(before, result="barred", at=now, why=answer.why, tries=tries)
        if answer.again_after is None or tries >= MOST_TRIES:
            self._note(gone)
            return
        wait = max(answer.again_after, FIRST_WAIT * 2 ** (tries - 1))
        not_before = self._later(timedelta(seconds=wait))
        self._note(replace(gone, result="failed", not_before=not_before))

    # -- what is noted -------------------------------------------------------------------------

    def _note(self, visit: Visit) -> None:
        self._store.add_visits([visit], self._run)
        self.results[visit.result] += 1
        if visit.result in ("failed", "barred") and visit.why:
            self.troubles[visit.address] = visit.why

    def _now(self) -> str:
        return _stamp(self._request.clock.now())

    def _later(self, wait: timedelta) -> str:
        return _stamp(self._request.clock.now() + wait)


def _stamp(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def _wish(address: str, seen: Visit | None) -> Wish:
    if seen is None:
        return Wish(address=address)
    return Wish(address=address, etag=seen.etag, modified=seen.modified)


def _visit(capture: Capture, result: VisitResult, at: str, outlet: str | None) -> Visit:
    exchange = capture.exchange
    return Visit(
        address=capture.source,
        result=result,
        at=at,
        outlet=outlet,
        etag=exchange.header("ETag") if exchange else None,
        modified=exchange.header("Last-Modified") if exchange else None,
        sha256=sha256_of(capture.data),
    )


def _told(visit: Visit) -> tuple[str | None, ...]:
    return visit.result, visit.etag, visit.modified, visit.sha256, visit.archived
