"""`verify`, `pack` and `unpack`: prove what is there, back it up, and put it back."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from pactwatch.cli.options import Register, open_to_write
from pactwatch.cli.printing import print_lines, say, screen_width
from pactwatch.config import SystemClock, load_settings
from pactwatch.errors import ConfigError
from pactwatch.prove import VerifyRequest, head_of, pack_register, unpack_register
from pactwatch.prove import verify as prove_all
from pactwatch.release.terminal import Line, wrap
from pactwatch.workers import archive_of


def verify(
    register: Register = None,
    head: Annotated[
        bool, typer.Option("--head", help="Print the ledger's last hash, to be noted elsewhere.")
    ] = False,
    since: Annotated[
        str | None, typer.Option(metavar="HASH", help="Prove that the chain goes on from this.")
    ] = None,
) -> None:
    """Prove register and archive: chain, hashes, texts, quotes, and what is derived from them.

    Names the first thing that does not hold, and ends with status 1. Nothing is written.
    """
    if since is not None and not re.fullmatch(r"[0-9a-f]{64}", since):
        raise ConfigError(f"--since {since!r}: expected a hash as `pactwatch verify --head` prints")
    settings = load_settings()
    path = register or settings.register
    address, index = archive_of(path, settings)
    request = VerifyRequest(
        register=path,
        archive=address,
        index=index,
        settings=settings,
        clock=SystemClock(fixed=settings.now),
        since=since,
        say=say if sys.stderr.isatty() else lambda _: None,
    )
    if head:
        print_lines([Line(text=head_of(request))])
        return
    done = prove_all(request)
    print_lines(Line(text=line) for line in done.proved)
    for note in done.notes:
        print_lines(wrap(f"note: {note}", width=screen_width(), hang=2, style="warn"))
    print_lines([Line(text=f"all of it holds; head {done.head}")])


def pack(
    file: Annotated[Path, typer.Argument(help="The file to be made.")],
    register: Register = None,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for a writer.")] = 0,
) -> None:
    """Back up register and archive as one file, which appears whole or not at all."""
    settings = load_settings()
    path = register or settings.register
    clock = SystemClock(fixed=settings.now)
    with open_to_write(path, clock, wait=wait):
        packed = pack_register(path, archive_of(path, settings)[0], into=file)
    print_lines([Line(text=f"{file}: {packed.files:,} files, {packed.size:,} bytes")])


def unpack(
    file: Annotated[Path, typer.Argument(help="A file that `pactwatch pack` made.")],
    register: Register = None,
) -> None:
    """Put a packed register and its archive back, where neither stands yet."""
    settings = load_settings()
    path = register or settings.register
    packed = unpack_register(file, path, archive_of(path, settings)[0])
    print_lines([Line(text=f"{path}: {packed.files:,} files, each with the hash that was packed")])
    say("`pactwatch verify` proves what is in them")
