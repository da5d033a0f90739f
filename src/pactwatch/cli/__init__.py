"""The verbs people say: parse, call, print. What enters: a command line; what leaves: a status.

0: all went well. 1: an input could not be read and became an issue, or the run had to stop. 2: a
wrong call, or a file that a person must change. `diff` ends as diff(1) does: 0 nothing, 1 something,
2 trouble. 130: stopped with Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from pactwatch.cli.printing import fail
from pactwatch.config import keep_to_one_thread
from pactwatch.errors import ConfigError, PactwatchError

if TYPE_CHECKING:
    from pactwatch.cli.comparing import diff as diff
    from pactwatch.cli.evaluating import evaluate as evaluate
    from pactwatch.cli.judging import judge as judge
    from pactwatch.cli.proving import pack as pack
    from pactwatch.cli.proving import unpack as unpack
    from pactwatch.cli.proving import verify as verify
    from pactwatch.cli.reading import read as read
    from pactwatch.cli.reading import reread as reread
    from pactwatch.cli.serving import serve as serve
    from pactwatch.cli.showing import export as export
    from pactwatch.cli.showing import show as show
    from pactwatch.cli.watching import watch as watch

VERBS = {
    "read": "reading",
    "watch": "watching",
    "reread": "reading",
    "show": "showing",
    "export": "showing",
    "diff": "comparing",
    "judge": "judging",
    "serve": "serving",
    "evaluate": "evaluating",
    "verify": "proving",
    "pack": "proving",
    "unpack": "proving",
}  #: as `--help` lists them, and where each is


class Verbs(TyperGroup):
    """The verbs, each loaded when it is called: most of a short command's time would go into the others."""

    def list_commands(self, ctx: Any) -> list[str]:
        del ctx  # the same everywhere
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        for name in (cmd_name,) if cmd_name in VERBS else VERBS:  # all, to say which one is near
            if name not in self.commands:
                self.add_command(_load_verb(name), name)
        return super().get_command(ctx, cmd_name)


def _load_verb(name: str) -> Any:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name)(getattr(import_module(f"{__name__}.{VERBS[name]}"), name))
    return typer.main.get_command(alone)


app = typer.Typer(
    cls=Verbs,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="A sourced register of what news pages say: read reports, then show or export it.",
)


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
