"""Address → Capture, or why not. What enters: wishes; what leaves: an answer to each.

A child process opens the connections (`fetcher.py`, with Scrapy); here it is decided what is asked
next: no more than a few of one host at a time, redirects step by step, and again after a while where a
host was busy or gone. Bytes are given on as they were sent.
"""

from __future__ import annotations

import base64
import heapq
import itertools
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import urljoin, urlsplit

from pactwatch.collect.address import web_address
from pactwatch.collect.body import type_and_charset
from pactwatch.collect.kinds import MEDIA_TYPES, UNKNOWN
from pactwatch.errors import RunError
from pactwatch.nouns import Capture, Exchange
from pactwatch.ports import Clock

MOST_REDIRECTS = 10
STATUSES_FOR_LATER = (408, 425, 429, 500, 502, 503, 504)
FAILURES_FOR_LATER = ("timeout", "unknown", "lost", "short")  #: a second try may do better
PATIENCE = (
    30.0  #: seconds beyond every limit of its own, after which the fetcher is held to be stuck
)

Result = Literal["fetched", "same", "barred", "failed", "rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How we behave; times are seconds, sizes bytes."""

    agent: str
    pause: float = 1.0  #: between two requests to one host
    per_host: int = 2  #: connections to one host at a time
    at_once: int = 16  #: connections in all
    timeout: float = 30.0  #: for one answer, from the first byte asked to the last received
    largest: int = 16 * 1024 * 1024  #: of a body as sent
    private: tuple[str, ...] = ()  #: networks beyond the public internet that may be fetched
    tries: int = 3
    backoff: float = 2.0  #: before the second try; doubled before each that follows
    longest_wait: float = 60.0  #: a host that asks for more is asked another day


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An address to be fetched; `etag` and `modified` are what was told of it last time."""

    address: str
    etag: str | None = None
    modified: str | None = None
    tries: int = 0
    via: tuple[str, ...] = ()  #: addresses that led from `address` here, the first of them itself

    @property
    def now(self) -> str:
        """The address to be asked: after redirects, the last."""
        return self.via[-1] if self.via else self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a wish: the bytes (`fetched`), nothing new (`same`), or why neither.

    `rules`: the robots.txt that was asked for before, which nobody wished for.
    `again_after`: so many seconds should pass before the address is asked again.
    """

    wish: Wish
    result: Result
    capture: Capture | None = None
    why: str | None = None
    again_after: float | None = None


@dataclass(slots=True)
class _Queue:
    """What waits: by host, in the order in which it came, and what is to be tried later."""

    hosts: dict[str, deque[Wish]] = field(default_factory=dict)
    later: list[tuple[float, int, Wish]] = field(default_factory=list)
    count: Iterator[int] = field(default_factory=itertools.count)

    def add(self, wish: Wish) -> None:
        self.hosts.setdefault(_host(wish), deque()).append(wish)

    def add_later(self, wish: Wish, at: float) -> None:
        heapq.heappush(self.later, (at, next(self.count), wish))

    def wake(self, now: float) -> None:
        while self.later and self.later[0][0] <= now:
            self.add(heapq.heappop(self.later)[2])

    def take(self, busy: Counter[str], per_host: int) -> Wish | None:
        """The next wish of a host that is not busy; hosts take turns."""
        for host, wishes in list(self.hosts.items()):
            if busy[host] < per_host:
                wish = wishes.popleft()
                del self.hosts[host]
                if wishes:
                    self.hosts[host] = wishes
                return wish
        return None

    def __bool__(self) -> bool:
        return bool(self.hosts or self.later)


def _host(wish: Wish) -> str:
    return urlsplit(wish.now).hostname or ""


class Fetching:
    """Asks for what is wished until nothing is left; more may be wished while answers come.

    Use it as a context manager. RunError where the process that fetches ends or hangs.
    """

    def __init__(self, manners: Manners, clock: Clock) -> None:
        self._manners, self._clock = manners, clock
        self._waiting = _Queue()
        self._asked: dict[int, Wish] = {}
        self._busy: Counter[str] = Counter()
        self._told: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._refused: deque[Answer] = deque()
        self._number = 0
        self._child: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    pipe.close()

    def wish(self, wish: Wish) -> None:
        """Ask for an address; only http and https are asked for."""
        if web_address(wish.now) is None:
            why = "no http or https address"
            self._refused.append(Answer(wish=wish, result="barred", why=why))
        else:
            self._waiting.add(wish)

    def answers(self) -> Iterator[Answer]:
        """Each answer as it comes, until all wishes are answered."""
        while self._refused or self._waiting or self._asked:
            if self._refused:
                yield self._refused.popleft()
                continue
            self._waiting.wake(time.monotonic())
            self._ask()
            answer = self._hear()
            if answer is not None:
                yield answer

    # -- what is asked -------------------------------------------------------------------------

    def _ask(self) -> None:
        """Hand wishes to the child, as many as good manners allow."""
        while len(self._asked) < self._manners.at_once:
            wish = self._waiting.take(self._busy, self._manners.per_host)
            if wish is None:
                return
            self._number += 1
            self._asked[self._number] = wish
            self._busy[_host(wish)] += 1
            headers = {"Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate, br, zstd"}
            if wish.etag:
                headers["If-None-Match"] = wish.etag
            if wish.modified:
                headers["If-Modified-Since"] = wish.modified
            line = {"id": self._number, "address": wish.now, "headers": headers}
            self._tell(json.dumps(line) + "\n")

    def _tell(self, line: str) -> None:
        if self._child is None:
            self._child = self._begin()
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(line)
            self._child.stdin.flush()
        except OSError:
            raise RunError(_ENDED) from None

    def _begin(self) -> subprocess.Popen[str]:
        manners = {name: getattr(self._manners, name) for name in _FOR_CHILD}
        child = subprocess.Popen(
            [sys.executable, "-m", "pactwatch.collect.fetcher", json.dumps(manners)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            # nothing of the environment: no proxy, no certificate store, unless set on purpose
            env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            start_new_session=True,  # Ctrl-C is the parent's to answer
        )
        threading.Thread(target=self._listen, args=(child,), daemon=True).start()
        return child

    def _listen(self, child: subprocess.Popen[str]) -> None:
        assert child.stdout is not None
        try:
            for line in child.stdout:
                self._told.put(json.loads(line))
        except ValueError:  # the pipe was closed, or the child was ended in the middle of a line
            pass
        self._told.put(None)

    # -- what is answered ----------------------------------------------------------------------

    def _hear(self) -> Answer | None:
        """The next answer; None where there is none yet, or it led to another wish."""
        if not self._asked:
            pause = self._waiting.later[0][0] - time.monotonic() if self._waiting.later else 0.0
            time.sleep(max(0.0, pause))
            return None
        limit = self._manners.timeout * 2 + PATIENCE + self._manners.pause * len(self._asked)
        if self._waiting.later:
            limit = min(limit, max(0.01, self._waiting.later[0][0] - time.monotonic()))
        try:
            told = self._told.get(timeout=limit)
        except queue.Empty:
            if self._waiting.later:
                return None
            raise RunError(_ENDED) from None
        if told is None:
            raise RunError(_ENDED)
        if "robots" in told:
            return self._judge_rules(told)
        wish = self._asked.pop(told["id"])
        self._busy[_host(wish)] -= 1
        if "failure" in told:
            return self._judge_failure(wish, told["failure"], told["why"])
        return self._judge_answer(wish, told)

    def _judge_failure(self, wish: Wish, kind: str, why: str) -> Answer | None:
        if kind in FAILURES_FOR_LATER:
            return self._again(wish, f"{why} ({kind})", None)
        result: Result = "barred" if kind in ("refused", "robots") else "failed"
        return Answer(wish=wish, result=result, why=why)

    def _judge_answer(self, wish: Wish, told: dict[str, Any]) -> Answer | None:
        status = told["status"]
        exchange = _exchange(told, wish.now, via=(wish.address, *wish.via[:-1]) if wish.via else ())
        if status == 304:
            return Answer(wish=wish, result="same")
        if status in (301, 302, 303, 307, 308):
            return self._redirect(wish, exchange.header("Location"))
        if status in STATUSES_FOR_LATER:
            after = _seconds(exchange.header("Retry-After"), self._clock)
            return self._again(wish, f"the server answers {status}", after)
        if status != 200:
            return Answer(wish=wish, result="failed", why=f"the server answers {status}")
        return Answer(wish=wish, result="fetched", capture=self._capture(wish, exchange, told))

    def _judge_rules(self, told: dict[str, Any]) -> Answer:
        wish = Wish(address=told["robots"])
        is_elsewhere = told["now"] != told["robots"]
        exchange = _exchange(told, told["now"], via=(wish.address,) if is_elsewhere else ())
        return Answer(wish=wish, result="rules", capture=self._capture(wish, exchange, told))

    def _capture(self, wish: Wish, exchange: Exchange, told: dict[str, Any]) -> Capture:
        media_type = type_and_charset(exchange.header("Content-Type"))[0]
        return Capture(
            source=wish.address,
            media_type=media_type if media_type in _KNOWN else UNKNOWN,
            data=base64.b64decode(told["body"]),
            captured_at=self._clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            exchange=exchange,
        )

    def _redirect(self, wish: Wish, location: str | None) -> Answer | None:
        try:
            target = web_address(urljoin(wish.now, location or ""))
        except ValueError:
            target = None
        seen = {web_address(one) for one in (wish.address, *wish.via)}
        why = None
        if location is None or target is None:
            why = f"it redirects to {location!r}, no http or https address"
        elif target in seen:
            why = f"it redirects in a loop, to {target}"
        elif len(wish.via) >= MOST_REDIRECTS:
            why = f"it redirects more than {MOST_REDIRECTS} times"
        if why is not None or target is None:
            return Answer(wish=wish, result="barred", why=why)
        self.wish(replace(wish, via=(*wish.via, target), etag=None, modified=None))
        return None

    def _again(self, wish: Wish, why: str, after: float | None) -> Answer | None:
        """Later in this run where a host asks for no more than a little patience, else another day."""
        wait = max(self._manners.backoff * 2**wish.tries, after or 0.0)
        if wish.tries + 1 >= self._manners.tries or wait > self._manners.longest_wait:
            return Answer(wish=wish, result="failed", why=why, again_after=wait)
        self._waiting.add_later(replace(wish, tries=wish.tries + 1), time.monotonic() + wait)
        return None


_ENDED = "the process that fetches pages ended or hangs; the same command goes on from here"
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.8,*/*;q=0.5"
_FOR_CHILD = ("agent", "private", "pause", "at_once", "per_host", "timeout", "largest")
_KNOWN = frozenset(MEDIA_TYPES.values())


def _exchange(told: dict[str, Any], address: str, *, via: tuple[str, ...]) -> Exchange:
    return Exchange(
        address=address,
        request=told["request"].encode("latin-1", "replace"),
        response=told["head"].encode("latin-1", "replace"),
        peer=told["peer"],
        via=via,
    )


def _seconds(told: str | None, clock: Clock) -> float | None:
    """`Retry-After`, in seconds or as a date; None where it is neither."""
    if told is None:
        return None
    if told.strip().isdigit():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - clock.now()).total_seconds())
    except (ValueError, TypeError):
        return None
