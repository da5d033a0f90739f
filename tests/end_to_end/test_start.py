"""What a command loads before it does anything."""

from __future__ import annotations

import os
import subprocess
import sys

HEAVY = {"spacy", "thinc", "numpy", "sqlalchemy", "alembic", "trafilatura", "lxml", "docx", "pypdf"}


def loaded_by(*arguments: str) -> set[str]:
    """The top-level packages that a command imports."""
    code = (
        "import sys\nfrom pactwatch.cli import app\n"
        "try:\n    app(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('loaded', *sorted({name.split('.')[0] for name in sys.modules}))"
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
