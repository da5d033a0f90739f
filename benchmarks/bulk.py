"""What reading a web crawl costs: `python benchmarks/bulk.py [PART…] [--folder DIR] [--pages 3000]`.

Parts: `sieve` (the first sieve beside fastwarc alone), `whole` (`pactwatch read` beside trafilatura
and spaCy on every page), `lost` (claims that the sieve costs), `workers` (two beside one), `memory`.
Processor seconds, in one run on this machine; the archive is made where it is not there yet
(`bulk_archive.py`: a gigabyte of HTML). Of trafilatura and spaCy a sample is read, and extrapolated.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import spacy
import trafilatura
from fastwarc.warc import ArchiveIterator, WarcRecordType

from bulk_archive import write_files
from pactwatch.collect import MetaTable, list_shards, read_shard
from pactwatch.collect.body import open_body
from pactwatch.config import Settings
from pactwatch.domain import load_pack
from pactwatch.extract.readers import load_readers
from pactwatch.nouns import Capture, Issue, Shard
from pactwatch.workers import Engine
from pactwatch.workers.pages import PageRead, default_readers
from pactwatch.workers.sifting import KeptPage, ShardReader, Work, in_batches, missing_in

SIZE, FILES = 1_000_000_000, 8
SETTINGS = Settings()
SAMPLE = 60  #: pages that trafilatura and spaCy read
ROUNDS = 15
COMMAND = (sys.executable, "-m", "pactwatch", "read")


def archive(folder: Path) -> list[Path]:
    """The crawl files, made if they are not there."""
    if not folder.exists():
        for what, number in sorted(write_files(folder, size=SIZE, files=FILES).items()):
            print(f"{number:>14,}  {what}")
    return sorted(folder.glob("*.warc.gz"))


def captures(files: Sequence[Path]) -> Iterator[Capture]:
    """Every page of the archive."""
    for shard in list_shards([str(path) for path in files]):
        assert isinstance(shard, Shard)
        for found in read_shard(shard, SETTINGS):
            if isinstance(found, Capture):
                yield found


def bench_sieve(files: Sequence[Path]) -> None:
    """The first sieve, records read included, beside fastwarc that inflates and iterates."""
    readers = load_readers(load_pack(SETTINGS.pack), SETTINGS)
    readers.missing("")
    taken: dict[str, list[float]] = {"bare": [], "sieve": []}
    for _ in range(ROUNDS):
        began = time.process_time()
        size = 0
        for path in files[:2]:
            with path.open("rb") as file:
                for record in ArchiveIterator(file, WarcRecordType.any_type, parse_http=False):
                    size += len(record.reader.read())
        taken["bare"].append(time.process_time() - began)
        began = time.process_time()
        passed = total = 0
        for pages in in_batches(captures(files[:2])):
            passed += missing_in(pages, readers, SETTINGS).count(None)
            total += len(pages)
        taken["sieve"].append(time.process_time() - began)
    ratios = [bare / sieve for bare, sieve in zip(taken["bare"], taken["sieve"], strict=True)]
    print(
        f"sieve: {min(taken['bare']) / min(taken['sieve']):.2f} of the rate of fastwarc alone in the "
        f"quickest of {ROUNDS} rounds of each, {statistics.median(ratios):.2f} in the middle round "
        f"({min(ratios):.2f} to {max(ratios):.2f}); {size / min(taken['bare']) / 1e6:,.0f} MB/s bare, "
        f"one core; {passed:,} of {total:,} pages pass"
    )


def bare_pass(files: Sequence[Path]) -> float:
    """Seconds a page for trafilatura and the spaCy pipeline as it ships, on a sample."""
    nlp = spacy.load(SETTINGS.pipeline)
    sample = list(islice(captures(files), 0, SAMPLE * 20, 20))
    nlp("To be ready.")
    trafilatura.extract("<html><body><p>To be ready.</p></body></html>")
    began = time.process_time()
    for capture in sample:
        assert capture.exchange is not None
        page = open_body(capture.data, capture.exchange, largest=1 << 28)
        nlp(trafilatura.extract(page) or "")
    return (time.process_time() - began) / len(sample)


def run(command: Sequence[str]) -> tuple[float, float]:
    """Processor seconds and peak MiB of a command, its children's included."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def fresh(folder: Path, name: str) -> list[str]:
    """Where a run writes its register, empty."""
    place = folder.parent / name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return ["--register", str(place / "bench.db")]


def bench_whole(files: Sequence[Path]) -> None:
    """The whole read, start-up and derivation included, beside the sample of the bare pass.

    The sample is read before and after, as on a shared machine both hang on what others do.
    """
    pages = sum(1 for _ in captures(files))
    before = bare_pass(files)
    folder = files[0].parent
    seconds, peak = run([*COMMAND, *map(str, files), *fresh(folder, "whole")])
    after = bare_pass(files)
    bare = (before + after) / 2
    print(
        f"whole: {seconds:,.0f} s for {pages:,} pages, {seconds / pages * 1000:.2f} ms a page; "
        f"trafilatura and spaCy {bare * 1000:.0f} ms a page on a sample of {SAMPLE} "
        f"({before * 1000:.0f} before, {after * 1000:.0f} after), extrapolated "
        f"{bare * pages:,.0f} s: {bare * pages / seconds:.0f} times; peak {peak:,.0f} MiB"
    )


def claims_of(found: object) -> set[str]:
    """The ids of the claims in a page that was kept."""
    if not isinstance(found, KeptPage):
        return set()
    reads = (one for one in found.results if isinstance(one, PageRead) and one.reading)
    return {claim.id for read in reads for claim in read.reading.claims}  # type: ignore[union-attr]


def bench_lost(files: Sequence[Path], pages: int) -> None:
    """Claims of a pass that cleans and reads every page, beside those of the sieved one.

    The readers are those that ship: they parse a page whose cleaned text names a word of the topic
    and two states. Without that they take whatever anybody says, of bridges too, for a claim.
    """
    work = Work(settings=SETTINGS, given=MetaTable(), make_readers=default_readers)
    full = replace(work, sifts=False)
    sieved, whole = ShardReader(work), ShardReader(full)
    told = kept = lost = done = 0
    for capture in islice(captures(files), pages):
        every, some = (claims_of(*reader.sift([capture])) for reader in (whole, sieved))
        told, kept, lost = told + len(every), kept + len(some), lost + len(every - some)
        done += 1
        if done % 250 == 0:
            print(f"  {done:,} pages: {told:,} claims, {lost:,} lost", file=sys.stderr, flush=True)
    print(
        f"lost: {lost:,} of {told:,} claims of the full pass on {done:,} pages ({kept:,} in both)"
    )


def bench_workers(files: Sequence[Path]) -> None:
    """Shards a second of Daft's own runner with two workers and with one, once they have begun.

    By the clock, and by the processor time of the busiest process, which on a machine with as many
    idle cores comes to the same; on one that others use, the clock tells of them.
    """
    work = Work(settings=SETTINGS, given=MetaTable(), make_readers=default_readers)
    shards = [
        s for s in list_shards([str(f) for f in files], size=1 << 22) if not isinstance(s, Issue)
    ]
    by_clock: dict[int, list[float]] = {}
    by_busiest: dict[int, list[float]] = {}
    for workers in (1, 2, 1, 2):
        skip = 2 * workers  # in which readers are loaded
        marks = []
        for _ in Engine(runner="daft", workers=workers).carry(shards, work):
            marks.append((time.monotonic(), busy_seconds()))
        (began, before), (ended, after) = marks[skip - 1], marks[-1]
        done = len(marks) - skip
        busiest = max(seconds - before.get(pid, 0.0) for pid, seconds in after.items())
        by_clock.setdefault(workers, []).append(done / (ended - began))
        by_busiest.setdefault(workers, []).append(done / busiest)
    for how, rates in (("clock", by_clock), ("busiest process", by_busiest)):
        print(
            f"workers: two do {max(rates[2]) / max(rates[1]):.2f} times what one does in the steady "
            f"part by the {how}, runner daft ({rates} shards a second)"
        )


def busy_seconds() -> dict[int, float]:
    """Processor seconds of this process and of all that it began, by number (Linux)."""
    parents, spent = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        pid = int(path.parent.name)
        parents[pid] = int(told[1])
        spent[pid] = (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    mine = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return {pid: spent[pid] for pid in mine}


def bench_memory(files: Sequence[Path]) -> None:
    """Peak memory of the whole read, over a quarter of the archive and over all of it."""
    folder = files[0].parent
    quarter = files[: max(1, len(files) // 4)]
    peaks = [
        run([*COMMAND, *map(str, some), *fresh(folder, "memory")])[1] for some in (quarter, files)
    ]
    print(
        f"memory: peak {peaks[0]:,.0f} MiB for a quarter of the archive, {peaks[1]:,.0f} MiB for all"
    )


PARTS = ("sieve", "whole", "lost", "workers", "memory")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("parts", nargs="*", default=PARTS, metavar="PART")
    asked.add_argument("--folder", type=Path, default=Path("build/bulk/archive"))
    asked.add_argument("--pages", type=int, default=3000)
    told = asked.parse_args()
    files = archive(told.folder)
    for part in told.parts:
        match part:
            case "sieve":
                bench_sieve(files)
            case "whole":
                bench_whole(files)
            case "lost":
                bench_lost(files, told.pages)
            case "workers":
                bench_workers(files)
            case "memory":
                bench_memory(files)


if __name__ == "__main__":
    main()
