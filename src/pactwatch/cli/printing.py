"""What a command prints: lines on standard output, messages on standard error."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from typing import NoReturn

from pactwatch.errors import PactwatchError
from pactwatch.release.terminal import Line, visible

WIDEST = 100  #: columns; longer lines are hard to read


def fail(error: PactwatchError, code: int) -> NoReturn:
    sys.stderr.write(f"pactwatch: {visible(str(error))}\n")
    sys.exit(code)


def say(message: str) -> None:
    sys.stderr.write(f"pactwatch: {visible(message)}\n")


def screen_width() -> int:
    return min(shutil.get_terminal_size((80, 24)).columns, WIDEST) if sys.stdout.isatty() else 80


STYLES = {"plain": "", "title": "bold underline", "head": "bold", "dim": "dim", "warn": "yellow"}


def print_lines(lines: Iterable[Line]) -> None:
    """Print lines; in colours where a terminal watches, and never with markup read from them."""
    if not sys.stdout.isatty():
        for line in lines:
            sys.stdout.write(line.text + "\n")
        sys.stdout.flush()
        return
    from rich.console import Console  # noqa: PLC0415 - only where a terminal watches
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text(line.text, style=STYLES[line.style]))
