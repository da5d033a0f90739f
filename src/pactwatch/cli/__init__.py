"""The verbs people say: parse, call, print. What enters: a command line; what leaves: a status.

0: all went well. 1: an input could not be read and became an issue, or the run had to stop. 2: a
wrong call, or a file that a person must change. `diff` ends as diff(1) does: 0 nothing, 1 something,
2 trouble. 130: stopped with Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from pactwatch.cli.comparing import diff
from pactwatch.cli.evaluating import evaluate
from pactwatch.cli.judging import judge
from pactwatch.cli.printing import fail
from pactwatch.cli.proving import pack, unpack, verify
from pactwatch.cli.reading import read, reread
from pactwatch.cli.serving import serve
from pactwatch.cli.showing import export, show
from pactwatch.cli.watching import watch
from pactwatch.config import keep_to_one_thread
from pactwatch.errors import ConfigError, PactwatchError

VERBS = (
    read,
    watch,
    reread,
    show,
    export,
    diff,
    judge,
    serve,
    evaluate,
    verify,
    pack,
    unpack,
)  #: as `--help` lists them

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="A sourced register of what news pages say: read reports, then show or export it.",
)
for verb in VERBS:
    app.command()(verb)


def _tell_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # noqa: PLC0415 - slow, and seldom asked for

        sys.stdout.write(f"pactwatch {version('pactwatch')}\n")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version."),
    ] = False,
) -> None:
    """A sourced register of what news pages say: read reports, then show or export it."""


def main() -> None:
    """Run one command and end with its status; an error is one message, never a traceback."""
    keep_to_one_thread()  # before anything loads numpy
    try:
        app()
    except ConfigError as error:
        fail(error, 2)
    except PactwatchError as error:
        fail(error, 1)
    except BrokenPipeError:
        # whoever read us has seen enough; what is buffered goes nowhere, quietly
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
