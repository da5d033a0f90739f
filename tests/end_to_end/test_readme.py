"""What the documents show is what the program prints."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from command import pactwatch

ROOT = Path(__file__).parents[2]
SHOWN = re.compile(r"^```\n\$ pactwatch (?P<arguments>.+)\n(?P<screen>(?:.*\n)+?)```$", re.M)

#: After every page of the examples was published.
run = partial(pactwatch, PACTWATCH_NOW="2026-01-10")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, read as the demo reads them."""
    path = tmp_path_factory.mktemp("readme") / "register.db"
    done = run("read", ROOT / "examples", "--meta", ROOT / "examples/meta.csv", "--register", path)
    assert done.returncode == 0, done.stderr
    return path


@pytest.mark.parametrize("name", ["README.md", "docs/tutorial.md"])
def test_screen_is_what_is_printed(name: str, register: Path) -> None:
    """Each screen stands line for line in what the command prints on the examples."""
    shown = list(SHOWN.finditer((ROOT / name).read_text(encoding="utf-8")))
    for found in shown:
        done = run(*found["arguments"].split(), "--register", register)
        assert done.returncode == 0, done.stderr
        assert found["screen"] in done.stdout, f"{name}: pactwatch {found['arguments']}"
    assert shown or name != "README.md"
