"""What a command loads before it does anything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pactwatch import cli, serve, workers

HEAVY = {"spacy", "thinc", "numpy", "sqlalchemy", "alembic", "trafilatura", "lxml", "docx", "pypdf"}


#: Rooms by which pages come into a register.
READING = {"pactwatch.collect", "pactwatch.divide", "pactwatch.extract", "pactwatch.archive"}


def loaded_by(*arguments: str) -> set[str]:
    """The top-level packages that a command imports, and the rooms of our own."""
    code = (
        "import sys\nfrom pactwatch.cli import app\n"
        "try:\n    app(sys.argv[1:])\nexcept (Exception, SystemExit):\n    pass\n"
        "print('loaded', *sorted({name.split('.')[0] for name in sys.modules}"
        " | {name for name in sys.modules if name.startswith('pactwatch.')}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": ":".join(path for path in sys.path if path),
        },
    )
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("loaded ")]
    return set(line.split()[1:])


def test_help_loads_nothing_heavy() -> None:
    """`pactwatch --help` answers at once: no language model, no arrays, no database, no cleaner."""
    loaded = loaded_by("--help")
    assert "typer" in loaded
    assert not loaded & HEAVY


def test_show_loads_nothing_that_reads_pages(tmp_path: Path) -> None:
    """Who shows a register waits for no reader of pages, nor for the other verbs."""
    loaded = loaded_by("show", "--register", str(tmp_path / "none.db"))
    assert "pactwatch.cli.showing" in loaded
    assert not loaded & (READING | {"pactwatch.cli.reading", "pactwatch.workers.local"})


@pytest.mark.parametrize("room", [serve, workers])
def test_room_loaded_late_has_all_its_names(room: object) -> None:
    """Each name that a room gives is where its table says."""
    for name in room.__all__:
        assert getattr(room, name) is not None
    assert set(room.__all__) == set(room.PLACES)
    with pytest.raises(AttributeError):
        _ = room.nothing_of_this_name


@pytest.mark.parametrize("verb", cli.VERBS)
def test_each_verb_is_where_the_table_says(verb: str) -> None:
    """`VERBS` names the module of each verb."""
    assert cli.app is not None
    assert cli.Verbs(name="pactwatch").get_command(None, verb).name == verb
