"""How quickly `pactwatch serve` answers: each page for one reader, for twenty, and while a read writes.

usage: load.py [--small N] [--large M] [--each E] [--seconds S] [--folder F] [--keep] [--alone]

Two registers are made by `load_register.py`, of N and M times 2 arrangements, 200 pages and some
2,000 claims: about 10,000 and 1,000,000 claims where nothing else is said. Those that stand in F are
taken as they are; `--keep` leaves them there. Each is served by the command itself. One reader asks
for page after page, E of each sort; and again for the same, when the system has their rows in memory:
processor time is told of these. In the larger, then, twenty ask once a second each for S seconds;
then twenty while a process reads pages into the register, page after page, as `pactwatch read` does.
`--alone` leaves the twenty out.

Printed are median and 99th percentile in milliseconds, the server's processor time for one page of
one reader, the ratio of that between the two registers, and the server's memory. Where other work
shares the machine, the processor time tells more than the time until a page is there. The smaller
register has 10 arrangements: sorts called "ten lines" show as many in the larger.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from generate import NOW, Size, make_readers, make_register, write_pages
from load_register import call_derived, make_large
from pactwatch.archive import WarcArchive
from pactwatch.config import Settings, SystemClock
from pactwatch.store import open_register
from pactwatch.workers import ReadRequest, read_sources

FIRST = Size(pages=200, claims=2_000, arrangements=2)
READERS = 20
OFFERED = 200  #: addresses of a sort among which is chosen
AIM = {"search for the commonest word": (250, 500)}
OTHER_AIM = (50, 250)  #: milliseconds: median, 99th percentile
TEN = (8, 12)  #: lines of the register's table that both registers have

Times = dict[str, list[float]]  #: sort of page → milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A server and what it was asked."""

    port: int
    process: int

    def processor(self) -> float:
        """Seconds of processor time that it has taken."""
        return time.clock_gettime(~self.process << 3 | 2)  # the clock of another process (Linux)

    def memory(self) -> float:
        """MiB that it holds."""
        status = Path(f"/proc/{self.process}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024


@contextmanager
def served(register: Path) -> Iterator[Served]:
    """`pactwatch serve` over a register."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pactwatch", "serve", "--register", str(register)]
    child = subprocess.Popen([*command, "--port", str(port)])
    try:
        until = time.monotonic() + 300
        while time.monotonic() < until:
            try:
                ask(port, "/add.json")
                break
            except OSError:
                time.sleep(0.2)
        yield Served(port=port, process=child.pid)
    finally:
        child.terminate()
        child.wait()


def ask(port: int, path: str) -> float:
    """Milliseconds until a page is there whole; whoever gets an error stops."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    with closing(connection):
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
    took = (time.perf_counter() - began) * 1000
    if answer.status != 200 or not body:
        raise SystemExit(f"{path}: {answer.status}\n{body[:300]!r}")
    return took


def find_addresses(register: Path) -> dict[str, list[str]]:
    """Sort of page → addresses of it, the same ones each time."""
    chance = random.Random(7)
    with closing(sqlite3.connect(f"{register.absolute().as_uri()}?mode=ro", uri=True)) as handle:

        def some(query: str, form: str) -> list[str]:
            found = [row[0] for row in handle.execute(query)]
            return [form.format(one) for one in chance.sample(found, min(OFFERED, len(found)))]

        today = "until_day IS NULL"
        large = "SELECT id FROM record WHERE until_day IS NULL ORDER BY length(body) DESC LIMIT 40"
        handle.execute("CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, page_words, row)")
        (common,) = handle.execute("SELECT term FROM v ORDER BY doc DESC LIMIT 1").fetchone()
        rare = "SELECT term FROM v WHERE length(term) > 5 ORDER BY doc LIMIT 200"
        ten = find_ten(handle)
        return {
            "register, ten lines": ten,
            "register as of a day, ten lines": [f"{one}as_of=2025-12-01" for one in ten],
            "register": ["/register", "/register?sort=-heard", "/register?sort=people&page=1"],
            "register, filtered": ["/register?standing=signed", "/register?contested=yes&grade=X"],
            "register as of a day": [
                f"/register?as_of=20{y}-0{m}-15" for y in (20, 22, 24) for m in (3, 7)
            ],
            "register as data": ["/register.json"],
            "arrangement": some(f"SELECT id FROM hub WHERE {today}", "/arrangements/{}"),
            "arrangement as of a day": some(
                f"SELECT id FROM hub WHERE {today}", "/arrangements/{}?as_of=2025-12-01"
            ),
            "its statements": some(
                f"SELECT id FROM hub WHERE {today}", "/arrangements/{}/statements"
            ),
            "record": some(f"SELECT id FROM record WHERE {today}", "/records/{}"),
            "record with most claims": some(large, "/records/{}"),
            "disagreements": ["/disagreements", "/disagreements?kind=status"],
            "stories": ["/stories"],
            "story": some(f"SELECT id FROM story WHERE {today}", "/stories/{}"),
            "documents": ["/documents", "/documents?page=2"],
            "document": some("SELECT doc_id FROM sheet WHERE claims > 0", "/documents/{}"),
            "people": ["/speakers", "/speakers?q=ba"],
            "person": some(f"SELECT id FROM speaker WHERE {today}", "/speakers/{}"),
            "search": some(rare, "/search?q={}"),
            "search for the commonest word": [f"/search?q={common}"],
            "gaps": ["/gaps"],
            "desk": ["/desk", "/desk?why=contested", "/desk?why=new&page=2"],
            "what was judged": ["/desk/history"],
            "add": ["/add"],
        }


def find_ten(handle: sqlite3.Connection) -> list[str]:
    """Addresses of the register, whole or of one state, at which some ten lines stand."""
    of_states = handle.execute(
        "SELECT part.value ->> 1, count(DISTINCT one.id) FROM outline AS one, "
        "json_each(one.body, '$.key') AS part WHERE one.until_day IS NULL GROUP BY 1 ORDER BY 1"
    )
    found = [f"/register?state={code}&" for code, lines in of_states
             if code and TEN[0] <= lines <= TEN[1]]  # fmt: skip
    return found[:20] or ["/register?"]


def one_reader(
    server: Served, addresses: Mapping[str, Sequence[str]], each: int
) -> tuple[Times, Times]:
    """Page after page, sorts by turns, the first of each not counted: until it was there, and the
    server's processor time for it."""
    found: Times = defaultdict(list)
    spent: Times = defaultdict(list)
    for number in range(-1, each):
        for sort, paths in addresses.items():
            before = server.processor()
            took = ask(server.port, paths[number % len(paths)])
            if number >= 0:
                found[sort].append(took)
                spent[sort].append((server.processor() - before) * 1000)
    return found, spent


def many_readers(port: int, addresses: Mapping[str, Sequence[str]], seconds: float) -> Times:
    """Twenty who each ask once a second, for any sort of page."""
    found: Times = defaultdict(list)
    began = time.monotonic()

    def read(number: int) -> None:
        chance = random.Random(number)
        sorts = list(addresses) * 50
        chance.shuffle(sorts)
        for turn, sort in enumerate(sorts):
            at = began + turn + number / READERS
            if at > began + seconds:
                return
            time.sleep(max(0.0, at - time.monotonic()))
            found[sort].append(ask(port, chance.choice(addresses[sort])))

    threads = [threading.Thread(target=read, args=(n,)) for n in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@contextmanager
def writing(register: Path) -> Iterator[Callable[[], int]]:
    """While a process reads other pages into the register; tells how many it has read."""
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages"
        pages.mkdir()

        def count() -> int:
            with closing(sqlite3.connect(register, timeout=60)) as handle:
                return int(handle.execute("SELECT count(*) FROM reading").fetchone()[0])

        before = count()  # other pages each time: those that are there are not read again
        size = Size(pages=4_000, claims=40_000, arrangements=10, seed=99 + before)
        write_pages(size, pages)
        told = ["--write", str(register), str(pages)]
        child = subprocess.Popen([sys.executable, __file__, *told])
        try:
            yield lambda: count() - before
        finally:
            child.terminate()
            child.wait()


def write(register: Path, pages: Path) -> None:
    """Read all pages into the register, until somebody ends it."""
    clock = SystemClock(fixed=NOW)
    request = ReadRequest(
        sources=(str(pages),), settings=Settings(), clock=clock, make_readers=make_readers
    )
    with open_register(register, write=True, clock=clock) as store:
        read_sources(request, store, WarcArchive(register.with_name(register.name + ".archive")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one register came to."""

    first: Times  #: of one reader who asks for pages for which nobody asked before
    alone: Times
    many: Times
    beside_a_read: Times
    read: int  #: pages that the process beside read
    processor: Times  #: of the server, for the pages of one reader
    memory: float


def measure(register: Path, each: int, *, seconds: float) -> Measured:
    """All figures of one register; those of twenty readers, who ask for so many seconds, where any
    are given."""
    addresses = find_addresses(register)
    call_derived(register)  # of a register that was kept by another version of the program
    many: Times = defaultdict(list)
    beside: Times = defaultdict(list)
    pages = 0
    with served(register) as server:
        first, _ = one_reader(server, addresses, each)
        alone, spent = one_reader(server, addresses, each)
        if seconds:
            many = many_readers(server.port, addresses, seconds)
            with writing(register) as read:
                beside = many_readers(server.port, addresses, seconds)
                pages = read()
        memory = server.memory()
    return Measured(
        first=first,
        alone=alone,
        many=many,
        beside_a_read=beside,
        read=pages,
        processor=spent,
        memory=memory,
    )


def misses(sort: str, times: Sequence[float]) -> bool:
    """Whether a page comes later than it should."""
    aim = AIM.get(sort, OTHER_AIM)
    return bool(times) and any(came > most for came, most in zip(ends_of(times), aim, strict=True))


def ends_of(times: Sequence[float]) -> tuple[float, float]:
    """Median and 99th percentile."""
    ordered = sorted(times)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return statistics.median(ordered), last


def told(sort: str, times: Sequence[float]) -> str:
    """Median and 99th percentile, marked where they miss the aim."""
    if not times:
        return f"{'–':>15} "
    median, last = ends_of(times)
    return f"{median:7.0f} {last:7.0f}{'!' if misses(sort, times) else ' '}"


def print_figures(small: Measured, large: Measured) -> None:
    """One line a page; then what misses an aim."""
    load = os.getloadavg()[1]
    print(
        f"milliseconds, median and 99th percentile, ! beyond the aim; load of the machine {load:.1f}"
    )
    heads = ("first look", "one reader", "twenty", "beside a read")
    print(f"{'':32} {' '.join(f'{head:>16}' for head in heads)}   processor × smaller")
    for sort, times in large.alone.items():
        spent = statistics.median(large.processor[sort])
        ratio = spent / statistics.median(small.processor[sort])
        waits = " ".join(
            told(sort, one)
            for one in (large.first[sort], times, large.many[sort], large.beside_a_read[sort])
        )
        print(f"{sort:32} {waits}   {spent:7.1f} {ratio:9.2f}{'!' if ratio > 2 else ''}")
    print(f"memory of the server: {small.memory:.0f} and {large.memory:.0f} MiB; pages read beside: "
          f"{large.read}")  # fmt: skip
    for name, one in (("twenty", large.many), ("beside a read", large.beside_a_read)):
        every = [took for times in one.values() for took in times]
        print(f"{name}, {len(every)} requests, all pages:{told('', every)}")


def make(folder: Path, copies: int) -> Path:
    """The first register so many times, unless it is there."""
    first, path = folder / "first.db", folder / f"times-{copies}.db"
    if not first.exists():
        make_register(first, FIRST)
    if not path.exists():
        make_large(first, path, FIRST, copies=copies)
    return path


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--write"]:
        write(Path(arguments[1]), Path(arguments[2]))
        return
    usage = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    for name, default in (("small", 5), ("large", 500), ("each", 40), ("seconds", 90)):
        usage.add_argument(f"--{name}", type=int, default=default)
    usage.add_argument("--folder", type=Path, help="where the registers are, or are made")
    usage.add_argument("--keep", action="store_true", help="leave them there")
    usage.add_argument("--alone", action="store_true", help="one reader only")
    asked = usage.parse_args(arguments)
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="pactwatch-load-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        began = time.monotonic()
        paths = [make(folder, copies) for copies in (asked.small, asked.large)]
        sizes = " and ".join(f"{path.stat().st_size / 2**20:,.0f}" for path in paths)
        print(f"registers of {sizes} MiB, made in {time.monotonic() - began:.0f} s", flush=True)
        seconds = 0 if asked.alone else asked.seconds
        small = measure(paths[0], asked.each, seconds=0)
        print_figures(small, measure(paths[1], asked.each, seconds=seconds))
    finally:
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
