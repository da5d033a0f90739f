"""Every text of ours is ready for translation: it is marked, and the catalogue that ships has it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
ROOM = ROOT / "src/pactwatch/serve"
#: What no language says otherwise: names of keys, of files, of hashes, and what is typed.
NAMES = {"Enter", "Esc", "openapi", "json", "SHA", "UTC", "nbsp", "pactwatch", "read", "FILES",
         "register"}  # fmt: skip


def test_catalogue_is_current() -> None:
    """`scripts/gather_words.py` finds nothing that `pactwatch.pot` lacks, or has too much."""
    told = subprocess.run(
        [sys.executable, ROOT / "scripts/gather_words.py", "--check"],
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr


def test_no_template_says_words_that_nobody_can_translate() -> None:
    """What stands in a template outside of `_()` and `count()` is a name."""
    for path in sorted((ROOM / "templates").glob("*.html")):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(), flags=re.S)
        words = set(re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>", " ", text)))
        assert words <= NAMES, path.name


def test_catalogue_has_plurals_and_titles_of_errors() -> None:
    """A number is translated with its noun, and what is marked in one module is shown by another."""
    with (ROOM / "pactwatch.pot").open("rb") as file:
        found = {message.id for message in read_po(file)}
    assert {("page", "pages"), "Not in the register", "Same origin", "Register"} <= found
