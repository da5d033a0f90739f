"""What one more page costs, by how many pages are there; and how long it takes to look back.

usage: growth.py cost PLOT.svg SIZE [SIZE …]     add a page to registers of so many pages, and plot it;
                                                 SIZE=REGISTER is one that `generate.py` made before
       growth.py look REGISTER DAY               processor seconds of looking back, by what is asked
       growth.py show REGISTER DAY [SRC …]       the same of whole commands with their start; of the code in
                                                 each folder SRC, by turns, else of this one

Registers are made by `generate.py`, twenty pages to an arrangement. Costs are processor seconds, the
median of three pages of the newest day, on what the page touches and on all that was read before.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pactwatch
from generate import NOW, Size, make_pages, make_register, read_pages
from pactwatch.config import SystemClock
from pactwatch.domain import load_pack
from pactwatch.reconcile import known_since
from pactwatch.store import copy_register, open_register
from pactwatch.workers import load_or_derive, load_outlines, load_part
from pactwatch.workers.past import Past

PAGES_EACH, CLAIMS_EACH, TIMES = 20, 2, 3
WIDTH, HEIGHT, EDGE = 560, 320, 56
COLOURS = {"all": "#8a4b08", "touched": "#1b5e8a"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds to add one page: reading and saving it whole, and what it touches made anew."""

    pages: int
    whole: float
    touched: float


def seconds(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return time.process_time() - started


def measure(asked: str) -> Cost:
    """A register of so many pages, made for this or a copy of one that is there, and one more, three
    times."""
    told, _, made = asked.partition("=")
    pages = int(told)
    size = Size(pages=pages, claims=pages * CLAIMS_EACH, arrangements=pages // PAGES_EACH)
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "register.db"
        if made:
            copy_register(Path(made), register)
            shutil.copytree(f"{made}.archive", f"{register}.archive")
        else:
            make_register(register, size)
        more = list(make_pages(replace(size, pages=pages + TIMES)))[-TIMES:]
        whole, touched = [], []
        for number, page in enumerate(more):
            page |= {"published": f"2026-01-0{number + 1}"}
            path = Path(folder) / f"more-{number}.jsonl"
            path.write_text(json.dumps(page) + "\n", encoding="utf-8")
            whole.append(seconds(lambda path=path: read_pages(register, [path])))
            touched.append(make_touched(register, page["published"]))
    return Cost(pages=pages, whole=statistics.median(whole), touched=statistics.median(touched))


def make_touched(register: Path, day: str) -> float:
    """What the knot of the newest page costs, from that page's day on."""
    pack = load_pack("transfers")
    with open_register(register, write=False, clock=SystemClock(fixed=NOW)) as store:
        [newest] = [one.id for one in store.documents() if known_since(one) == day]
        name = store.signs()[newest][0]
        pages = tuple(doc_id for doc_id, (knot, _) in store.signs().items() if knot == name)
        past = Past.load(store, pack, store.judgements(), frozenset(pages))
        return seconds(lambda: past.make(pages, day))


def plot(costs: Sequence[Cost], path: Path) -> None:
    """Both costs over the number of pages, as SVG."""
    top = max(cost.whole for cost in costs) * 1.1
    across = {
        cost.pages: EDGE + i * (WIDTH - 2 * EDGE) / max(1, len(costs) - 1)
        for i, cost in enumerate(costs)
    }

    def height(value: float) -> float:
        return HEIGHT - EDGE - value / top * (HEIGHT - 2 * EDGE)

    lines = {"all": [c.whole for c in costs], "touched": [c.touched for c in costs]}
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{EDGE}" y="20">Processor seconds to add one page, by pages in the register</text>',
        f'<line x1="{EDGE}" x2="{WIDTH - EDGE}" y1="{height(0)}" y2="{height(0)}" stroke="#888"/>',
    ]
    for cost in costs:
        out.append(
            f'<text x="{across[cost.pages]:.0f}" y="{HEIGHT - EDGE + 18}" text-anchor="middle">'
            f"{cost.pages:,}</text>"
        )
    names = {"all": "read, compared and saved", "touched": "what it touches, made anew"}
    for name, values in lines.items():
        points = [(across[c.pages], height(v)) for c, v in zip(costs, values, strict=True)]
        path_of = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        out.append(
            f'<polyline points="{path_of}" fill="none" stroke="{COLOURS[name]}" stroke-width="2"/>'
        )
        for (x, y), value in zip(points, values, strict=True):
            out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{COLOURS[name]}"/>')
            out.append(f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle">{value:.2f}</text>')
    for i, (name, words) in enumerate(names.items()):
        y = HEIGHT - 20 + i * 14
        out.append(f'<text x="{EDGE}" y="{y}" fill="{COLOURS[name]}">{words}</text>')
    path.write_text("\n".join([*out, "</svg>"]) + "\n", encoding="utf-8")


def look(register: Path, day: str) -> None:
    """Processor seconds of each way to look back."""
    pack = load_pack("transfers")
    with open_register(register, write=False, clock=SystemClock(fixed=NOW)) as store:
        found = load_outlines(store, pack, as_of=day)
        if found is None:
            raise SystemExit(f"{register}: its versions are not kept; read something into it first")
        [least, *_, most] = sorted(found.outlines, key=lambda one: (one.pages, one.id))
        part = load_part(store, pack, lambda _: (most,), as_of=day)
        claims = len(part.claims) if part else 0
        print(f"as of {day}: {len(found.outlines)} arrangements; the one of most pages hangs together "
              f"with {claims} claims")  # fmt: skip
        asked: dict[str, Callable[[], object]] = {
            "list": lambda: load_outlines(store, pack, as_of=day),
            "the one of fewest pages": lambda: load_part(
                store, pack, lambda _: (least,), as_of=day
            ),
            "the one of most pages": lambda: load_part(store, pack, lambda _: (most,), as_of=day),
            "the same by its id": lambda: load_part(store, pack, lambda _: most.id, as_of=day),
        }
        for name, call in asked.items():
            print(f"  {name:24} {statistics.median(seconds(call) for _ in range(TIMES)):.3f} s")
        whole = seconds(lambda: load_or_derive(store, pack, as_of=day))
        print(f"  {'all, for an export':24} {whole:.3f} s")


def show(register: Path, day: str, sources: Sequence[str]) -> None:
    """Processor seconds of each command as of a day, start included, as it is once installed.

    A register is shown from what is kept only by the code that kept it: with several folders,
    REGISTER.2, REGISTER.3 … are copies that the code of the second, the third … has kept.
    """
    paths = [register, *(Path(f"{register}.{n}") for n in range(2, len(sources) + 1))]
    with closing(sqlite3.connect(f"{register.absolute().as_uri()}?mode=ro", uri=True)) as handle:
        (record,) = handle.execute("SELECT id FROM record ORDER BY id LIMIT 1").fetchone()
        (key,) = handle.execute(
            "SELECT body ->> '$.key' FROM outline ORDER BY id LIMIT 1"
        ).fetchone()
    pair = "-".join(code for _, code in json.loads(key)[:2])
    asked = {
        "show": ["show"],
        "show PAIR": ["show", pair],
        "show RECORD": ["show", record],
        "show --disagreements": ["show", "--disagreements"],
        "export": ["export"],
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, words in asked.items():
            spent: dict[str, list[float]] = {source: [] for source in sources}
            for _ in range(TIMES + 1):
                for source, path in zip(sources, paths, strict=True):
                    told = [*words, "--as-of", day, "--register", str(path)]
                    spent[source].append(command_seconds(source, told, folder))
            figures = (f"{statistics.median(times[1:]):6.2f} s" for times in spent.values())
            print(f"  {name:24} {' '.join(figures)}")


def command_seconds(source: str, words: Sequence[str], compiled: str) -> float:
    """Of one call of `pactwatch`, its modules compiled once and kept, as `pip install` keeps them."""
    kept = {"PYTHONPATH": source, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pactwatch", *words]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env={**os.environ, **kept})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["cost", svg, *sizes] if sizes:
            costs = [measure(size) for size in sizes]
            for cost in costs:
                print(
                    f"{cost.pages:7} pages: {cost.whole:.2f} s, of which touched {cost.touched:.3f}"
                )
            plot(costs, Path(svg))
        case ["look", register, day]:
            look(Path(register), day)
        case ["show", register, day, *sources]:
            show(Path(register), day, sources or [str(Path(pactwatch.__file__).parents[1])])
        case _:
            sys.exit(__doc__)
