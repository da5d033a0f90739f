"""How quickly `pactwatch serve` answers: each page for one reader, for twenty, and while a read writes.

usage: load.py [--small N] [--large M] [--seconds S] [--folder F] [--keep]

Two registers are made by `load_register.py`, of N and M times 2 arrangements, 200 pages and some
2,000 claims: about 10,000 and 1,000,000 claims where nothing else is said. Each is served by the
command itself. One reader asks for page after page; then twenty ask once a second each; then twenty
while a process reads pages into the register, page after page, as `pactwatch read` does.

Printed are median and 99th percentile in milliseconds, the server's processor time for one page of
one reader, the ratio of that between the two registers, and the server's memory. Where other work
shares the machine, the processor time tells more than the time until a page is there.
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
EACH = 15  #: requests for each sort of page by one reader
OFFERED = 200  #: addresses of a sort among which is chosen
AIM = {"search for the commonest word": (250, 500)}
OTHER_AIM = (50, 250)  #: milliseconds: median, 99th percentile

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
        return {
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
        write_pages(Size(pages=4_000, claims=40_000, arrangements=10, seed=99), pages)
        told = ["--write", str(register), str(pages)]
        child = subprocess.Popen([sys.executable, __file__, *told])

        def count() -> int:
            with closing(sqlite3.connect(register, timeout=60)) as handle:
                return int(handle.execute("SELECT count(*) FROM reading").fetchone()[0])

        before = count()
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

    alone: Times
    many: Times
    beside_a_read: Times
    read: int  #: pages that the process beside read
    processor: Times  #: of the server, for the pages of one reader
    memory: float


def measure(register: Path, seconds: float) -> Measured:
    """All figures of one register."""
    addresses = find_addresses(register)
    call_derived(register)  # of a register that was kept by another version of the program
    with served(register) as server:
        one_reader(server, addresses, 1)
        alone, spent = one_reader(server, addresses, EACH)
        many = many_readers(server.port, addresses, seconds)
        with writing(register) as read:
            beside = many_readers(server.port, addresses, seconds)
            pages = read()
        memory = server.memory()
    return Measured(
        alone=alone, many=many, beside_a_read=beside, read=pages, processor=spent, memory=memory
    )


def told(times: Sequence[float]) -> str:
    """Median and 99th percentile."""
    if not times:
        return "        –      "
    ordered = sorted(times)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"{statistics.median(ordered):7.0f} {last:7.0f}"


def print_figures(small: Measured, large: Measured) -> None:
    """One line a page."""
    load = os.getloadavg()[1]
    print(f"milliseconds, median and 99th percentile; load of the machine {load:.1f}")
    print(f"{'':32} {'one reader':>15} {'twenty':>15} {'beside a read':>15}   processor × smaller")
    for sort, times in large.alone.items():
        spent = statistics.median(large.processor[sort])
        ratio = spent / statistics.median(small.processor[sort])
        aim = AIM.get(sort, OTHER_AIM)
        ordered = sorted(times)
        misses = statistics.median(ordered) > aim[0] or ordered[-1] > aim[1]
        rest = f"{told(large.many[sort])} {told(large.beside_a_read[sort])}"
        print(
            f"{sort:32} {told(times)} {rest}   {spent:7.0f} {ratio:9.2f}{'  misses' if misses else ''}"
        )
    for name, one in (("smaller", small), ("larger", large)):
        every = [took for times in one.many.values() for took in times]
        print(f"{name}: {one.memory:.0f} MiB; twenty readers, all pages:{told(every)}; pages read "
              f"beside: {one.read}")  # fmt: skip


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
    for name, default in (("small", 5), ("large", 500), ("seconds", 30)):
        usage.add_argument(f"--{name}", type=int, default=default)
    usage.add_argument("--folder", type=Path, help="where the registers are made")
    usage.add_argument("--keep", action="store_true", help="leave them there")
    asked = usage.parse_args(arguments)
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="pactwatch-load-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        began = time.monotonic()
        paths = [make(folder, copies) for copies in (asked.small, asked.large)]
        sizes = " and ".join(f"{path.stat().st_size / 2**20:,.0f}" for path in paths)
        print(f"registers of {sizes} MiB, made in {time.monotonic() - began:.0f} s", flush=True)
        print_figures(*(measure(path, asked.seconds) for path in paths))
    finally:
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
