"""Makes a large register for `load.py`, through the store's own tables, in bulk.

usage: load_register.py FIRST REGISTER [--copies N] [--pages P] [--claims C] [--arrangements K]

FIRST is made and reconciled through the normal doors (`generate.py`). Every row of it is then written
N - 1 times more, under ids, addresses and pairs of states of its own: so the large register has the
shape that reconciling gives, without the hours that it would take. Equal arguments give equal
registers. Its ledger covers the first register alone: it can be read, not verified.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generate import NOW, Size, make_affairs, make_register, states
from pactwatch.config import SystemClock
from pactwatch.domain import load_pack
from pactwatch.store import copy_register, open_register
from pactwatch.store.derived_tables import DERIVED, LOOKUPS
from pactwatch.store.schema import load_tables
from pactwatch.store.search import WORDS
from pactwatch.workers.derive import code_version

#: What is written again; runs, captures, facts and what people said stay as they are.
INPUTS = ("document", "sighting", "reading", "claim", "claim_slot", "claim_range", "link")
DERIVED_TOO = (*(name for name in DERIVED if name != "fact"), "shown", "claim_record",
               "claim_origin", "knot", *(name for name in LOOKUPS if name != "worded"))  # fmt: skip
READING = {"reading.seq", "claim.reading", "claim_slot.reading", "claim_range.reading",
           "link.reading", "sheet.reading"}  # fmt: skip
NUMBERED = {"seq"}  #: columns that the database numbers itself
ID = re.compile(r"\b(?!run_)([a-z]{3}_[0-9a-f]{20})|(//outlet\d+\.example/)")
HERE = "\x00"  #: stands in a template where a copy's number goes
AT_ONCE = 20_000  #: rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The rows of a table, with marks where one copy differs from the next."""

    table: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    codes: frozenset[int]  #: which marks for states stand in it
    readings: tuple[int, ...]  #: the columns that number a reading


def mark_of(number: int) -> str:
    """The mark for a state of the first register; from a plane that no text of it uses."""
    return chr(0xE000 + number)


def make_template(handle: sqlite3.Connection, table: str, marks: dict[str, str]) -> Template:
    """A table's rows as they are, as a template."""
    if table in WORDS:
        columns = tuple(row[1] for row in handle.execute(f"PRAGMA table_info({table})"))
    else:
        columns = tuple(column.name for column in load_tables()[table].columns)
    kept = tuple(c for c in columns if c not in NUMBERED or f"{table}.{c}" in READING)
    spell = re.compile("|".join(re.escape(code) for code in marks)) if marks else None
    is_prose = table in ("document", *WORDS)  # offsets of quotes hang on its words

    def marked(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if not is_prose and spell is not None:
            value = spell.sub(lambda found: marks[found[0]], value)
        return ID.sub(lambda found: found[0] + HERE, value)

    names = ", ".join(f'"{name}"' for name in kept)
    rows = [tuple(map(marked, row)) for row in handle.execute(f"SELECT {names} FROM {table}")]
    met = {c for row in rows for value in row if isinstance(value, str) for c in value}
    return Template(
        table=table,
        columns=kept,
        rows=rows,
        codes=frozenset(n for n in range(len(marks)) if mark_of(n) in met),
        readings=tuple(n for n, c in enumerate(kept) if f"{table}.{c}" in READING),
    )


def fill(template: Template, number: int, codes: list[str], offset: int) -> Iterator[tuple]:
    """The rows of one copy."""
    suffix = f"{number:03}"
    spelt = [(mark_of(n), f'"{codes[n]}"') for n in sorted(template.codes)]
    for row in template.rows:
        found = []
        for place, value in enumerate(row):
            if isinstance(value, str):
                value = value.replace(HERE, suffix)
                for mark, code in spelt:
                    value = value.replace(mark, code)
            elif place in template.readings and value is not None:
                value += offset
            found.append(value)
        yield tuple(found)


def pairs_of(copies: int, size: Size) -> list[dict[str, str]]:
    """Copy → how each state of the first register is called in it; no pair is met twice."""
    affairs = make_affairs(size)
    own = [(states()[one.sending], states()[one.receiving]) for one in affairs]
    used = sorted({code for pair in own for code in pair})
    every = sorted(states().values())
    met, found = set(own), [{code: code for code in used}]
    for turn in range(1, len(every) * len(every)):
        if len(found) == copies:
            return found
        step, start = divmod(turn, len(every))
        order = [every[(start + n * (step + 1)) % len(every)] for n in range(len(used))]
        if len(set(order)) < len(used):
            continue
        called = dict(zip(used, order, strict=True))
        pairs = {(called[a], called[b]) for a, b in own}
        if not pairs & met:
            met |= pairs
            found.append(called)
    if len(found) < copies:
        raise SystemExit(f"--copies: the states make only {len(found)} sets of pairs of their own")
    return found


def multiply(path: Path, copies: int, size: Size) -> None:
    """Write every row of a register so often, each time under ids of its own."""
    called = pairs_of(copies, size)
    used = sorted(called[0])
    marks = {f'"{code}"': mark_of(n) for n, code in enumerate(used)}
    with closing(sqlite3.connect(path, isolation_level=None)) as handle:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1500000"):
            handle.execute(f"PRAGMA {pragma}")
        (readings,) = handle.execute("SELECT max(seq) FROM reading").fetchone()
        handle.execute("BEGIN")
        for table in (*INPUTS, *DERIVED_TOO, *WORDS):
            template = make_template(handle, table, marks)
            if not template.rows:
                continue
            names = ", ".join(f'"{name}"' for name in template.columns)
            places = ", ".join("?" for _ in template.columns)
            order = f"INSERT INTO {table} ({names}) VALUES ({places})"
            for number in range(1, copies):
                codes = [called[number][code] for code in used]
                rows = fill(template, number, codes, number * readings)
                for some in batches(rows):
                    handle.executemany(order, some)
        handle.execute("COMMIT")
        handle.execute("PRAGMA journal_mode = WAL")


def batches(rows: Iterable[tuple]) -> Iterator[list[tuple]]:
    """Rows, so many at a time."""
    some: list[tuple] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def call_derived(path: Path) -> None:
    """Note that what is derived follows from the inputs, so that nobody works it out anew."""
    pack = load_pack("transfers")
    with open_register(path, write=False, clock=SystemClock(fixed=NOW)) as store:
        fingerprint = store.fingerprint(pack.name, pack.version, code_version())
    with closing(sqlite3.connect(path)) as handle:
        handle.execute("UPDATE derivation SET fingerprint = ?", (fingerprint,))
        handle.commit()


def make_large(first: Path, path: Path, size: Size, *, copies: int) -> None:
    """A register of `copies` times the first, which is of this size, at `path`."""
    copy_register(first, path)
    shutil.copytree(f"{first}.archive", f"{path}.archive")
    multiply(path, copies, size)
    call_derived(path)


def main(arguments: list[str]) -> None:
    usage = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    usage.add_argument("first", type=Path)
    usage.add_argument("register", type=Path)
    usage.add_argument("--copies", type=int, default=100)
    usage.add_argument("--pages", type=int, default=1_000)
    usage.add_argument("--claims", type=int, default=10_000)
    usage.add_argument("--arrangements", type=int, default=10)
    told = usage.parse_args(arguments)
    size = Size(pages=told.pages, claims=told.claims, arrangements=told.arrangements)
    if not told.first.exists():
        make_register(told.first, size)
    make_large(told.first, told.register, size, copies=told.copies)


if __name__ == "__main__":
    main(sys.argv[1:])
