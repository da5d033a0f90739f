"""Reads crawls into a register as the command does, with the double's readers: for tests that kill
it, its workers or their machines.

    python tests/workers/crawl_driver.py REGISTER RUNNER ADDRESS SOURCE…

Prints a line for each shard that is done, then the summary.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from factory import StandingClock
from pactwatch.archive import WarcArchive
from pactwatch.config import Settings
from pactwatch.errors import PactwatchError
from pactwatch.store import open_register
from pactwatch.workers import BulkRequest, Engine, ReadRequest, carry_shards_here, read_all
from workers.doubles import make_sifting_readers


def tell(*words: object) -> None:
    """A line that the test sees at once."""
    print(*words, flush=True)


def read(register: Path, runner: str, *, address: str | None, sources: Sequence[str]) -> None:
    """Read, and tell how far it is."""
    carry: Callable[..., object] = carry_shards_here
    if runner != "local":
        carry = Engine(runner=runner, address=address, workers=2, say=tell).carry
    request = ReadRequest(
        sources=tuple(sources),
        settings=Settings(),
        clock=StandingClock(),
        make_readers=make_sifting_readers,
        watch=lambda now: tell("done", now.done, "of", now.total),
    )
    with open_register(register, write=True, clock=StandingClock()) as store:
        archive = WarcArchive(register.with_name(register.name + ".archive"))
        summary = read_all(BulkRequest(read=request, carry=carry), store, archive)  # type: ignore[arg-type]
    tell("read", summary.records, "records,", summary.documents, "documents")


if __name__ == "__main__":
    try:
        read(Path(sys.argv[1]), sys.argv[2], address=sys.argv[3] or None, sources=sys.argv[4:])
    except PactwatchError as error:
        tell("error:", error)
        sys.exit(1)
