"""The command as a person runs it: in a process of its own, with the clock standing still."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

NOW = "2025-05-06T12:00:00Z"


def pactwatch(*arguments: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run one command; standard output and standard error are its text."""
    return subprocess.run(
        [sys.executable, "-m", "pactwatch", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": ":".join(path for path in sys.path if path),
            "PACTWATCH_NOW": NOW,
            **env,
        },
    )


def export_of(register: Path, **env: str) -> dict[str, Any]:
    """The register's JSON export."""
    done = pactwatch("export", "--register", register, **env)
    assert done.returncode == 0, done.stderr
    export: dict[str, Any] = json.loads(done.stdout)
    return export


def read_reports(register: Path, *arguments: str | Path, **env: str) -> dict[str, Any]:
    """Read reports that can all be read, and export the register."""
    done = pactwatch("read", *arguments, "--register", register, **env)
    assert done.returncode == 0, done.stdout + done.stderr
    return export_of(register, **env)
