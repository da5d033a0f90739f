"""What a command prints: lines on standard output, messages and progress on standard error."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from pactwatch.errors import PactwatchError
from pactwatch.release.terminal import Line, visible
from pactwatch.workers import Progress

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


@contextmanager
def show_progress() -> Iterator[Callable[[Progress], None]]:
    """A bar with rate and time left where a terminal watches, else nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich import progress as bars  # noqa: PLC0415 - only where a terminal watches
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    class Rate(bars.ProgressColumn):
        """Inputs a second, once it can be told."""

        def render(self, task: bars.Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "", style="dim")

    shown = (bars.BarColumn(), bars.MofNCompleteColumn(), Rate(), bars.TimeRemainingColumn())
    with bars.Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda now: bar.update(task, completed=now.done, total=now.total)
