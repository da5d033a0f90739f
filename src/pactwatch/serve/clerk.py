"""Work that takes longer than a page: reports read in, and the register worked out anew after both.

One thread does it, one thing after another, as the register has one writer. What is asked of it is
kept while another process writes, and taken up when that is done.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import Literal

from pactwatch.errors import PactwatchError, RunError
from pactwatch.serve.room import Room
from pactwatch.workers import Parcel, ReadSummary, fetch_parcel, refresh_register, take_in

KEPT = 50  #: jobs whose outcome is remembered
LONG = 5.0  #: seconds; a register that takes longer to work out is left until nobody judges
PAUSE = 10.0  #: seconds at most, of nobody judging

State = Literal["waiting", "fetching", "reading", "done", "failed"]


@dataclass(slots=True)
class Job:
    """What somebody added, and how far it is. Changed by the clerk alone."""

    id: str
    parcel: Parcel
    hubs_before: frozenset[str]  #: ids of the hubs that the register had
    names: tuple[str, ...]
    state: State = "waiting"
    note: str = ""
    done: int = 0
    total: int = 0
    source: str = ""
    summary: ReadSummary | None = None


@dataclass(slots=True)
class Clerk:
    """Takes jobs and does them in their order."""

    room: Room
    _jobs: OrderedDict[str, Job] = field(default_factory=OrderedDict)
    _queue: deque[Job] = field(default_factory=deque)
    _news: threading.Condition = field(default_factory=threading.Condition)
    _thread: threading.Thread | None = None
    _stale_since: float | None = None  #: when somebody last judged, if it is not worked out yet
    _took: float = 0.0  #: seconds that the register last took
    _stops: bool = False
    failure: str = ""  #: why the register could not be worked out

    def add(self, parcel: Parcel, *, before: frozenset[str]) -> Job:
        """Take a parcel in, after all that came before it."""
        with self._news:
            number = len(self._jobs) + 1
            while (job_id := f"{number}") in self._jobs:
                number += 1
            job = Job(
                id=job_id,
                parcel=parcel,
                hubs_before=before,
                names=(*(one.source for one in parcel.captures), *parcel.addresses),
                total=len(parcel.captures) + 2 * len(parcel.addresses),  # fetched, then read
            )
            self._jobs[job.id] = job
            done = [one.id for one in self._jobs.values() if one.state in ("done", "failed")]
            for old in done[: max(0, len(self._jobs) - KEPT)]:
                self._jobs[old].parcel = Parcel(captures=(), given=parcel.given)
            self._queue.append(job)
            self._begin()
        return job

    def job(self, job_id: str) -> Job | None:
        """A job by id, while it is remembered."""
        return self._jobs.get(job_id)

    def jobs(self) -> list[Job]:
        """All that are remembered, the newest first."""
        return list(reversed(self._jobs.values()))

    @property
    def is_behind(self) -> bool:
        """Whether judgements are written that the register does not show yet."""
        return self._stale_since is not None

    def refresh(self, *, wait: float) -> bool:
        """Have the register worked out anew; whether that was done within `wait` seconds."""
        with self._news:
            self._stale_since = time.monotonic()
            self._begin()
            if self._took > LONG:
                return False
            return self._news.wait_for(lambda: self._stale_since is None, timeout=wait)

    def close(self) -> None:
        """Finish the document in hand, and stop."""
        with self._news:
            self._stops = True
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join(timeout=60)

    def _begin(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="clerk", daemon=True)
            self._thread.start()
        self._news.notify_all()

    def _work(self) -> None:
        while True:
            with self._news:
                while not self._has_work():  # how long to rest may change while it waits
                    self._news.wait(timeout=self._rest())
                if self._stops:
                    return
                job = self._queue.popleft() if self._queue else None
                is_due = self._stale_since is not None and self._rest() == 0
                asked = self._stale_since
            if job is not None:
                self._read(job)
            elif is_due:
                self._refresh(asked)

    def _has_work(self) -> bool:
        return (
            self._stops or bool(self._queue) or (self._stale_since is not None and not self._rest())
        )

    def _rest(self) -> float | None:
        """For how long nobody must judge before a register that takes long is worked out."""
        if self._stale_since is None:
            return None
        quiet = min(self._took, PAUSE) if self._took > LONG else 0.0
        return max(0.0, self._stale_since + quiet - time.monotonic())

    def _refresh(self, asked: float | None) -> None:
        began = time.monotonic()
        try:
            refresh_register(self.room.path, self.room.pack, self.room.clock, wait=PAUSE)
            self.failure = ""
        except PactwatchError as error:
            self.failure = str(error)
        with self._news:
            self._took = time.monotonic() - began
            if self.failure:
                self._stale_since = None if self._stops else time.monotonic() + PAUSE
            elif self._stale_since == asked:
                self._stale_since = None
            self._news.notify_all()

    def _read(self, job: Job) -> None:
        fetched = len(job.parcel.addresses)

        def note(done: int, source: str) -> None:
            job.done, job.source = done, source
            if self._stops:
                raise RunError("the server was stopped; what was read before that is in")

        def note_fetched(done: int, source: str) -> None:
            note(done, source)
            say(f"{done:,} / {fetched:,}: {source}")

        def say(words: str) -> None:
            job.note = words

        request = self.room.read_request(
            watch=lambda progress: note(fetched + progress.done, progress.source), say=say
        )
        job.state = "reading"
        try:
            if job.parcel.addresses:
                job.state = "fetching"
                job.parcel = fetch_parcel(job.parcel, request, watch=note_fetched)
                job.state = "reading"
            job.summary = take_in(job.parcel, request)
            job.state, job.note = "done", ""
        except PactwatchError as error:
            job.state, job.note = "failed", str(error)
        job.parcel = Parcel(captures=(), given=job.parcel.given, records=job.parcel.as_records())
