"""Gathers every text of ours that the browser shows into a catalogue ready for translation.

usage: gather_words.py [--check]

What enters: the modules and templates of `serve/`. What leaves: `serve/pactwatch.pot`, by text, each
with the places where it stands. With `--check` nothing is written; the status is 1 where the catalogue
is not what would be.
"""

from __future__ import annotations

import io
import sys
from collections import defaultdict
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).parent.parent
ROOM = ROOT / "src/pactwatch/serve"
CATALOGUE = ROOM / "pactwatch.pot"
KEYWORDS = {"translate": None, "mark": None, "_": None, "count": (2, 3)}
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}


def gather() -> bytes:
    """The catalogue as it should be; equal sources give equal bytes."""
    places: dict[str | tuple[str, ...], set[str]] = defaultdict(set)
    found = extract_from_dir(str(ROOM), METHODS, OPTIONS, keywords=KEYWORDS)
    for file, _, message, _, _ in found:
        if message and message != ("", ""):
            places[message].add(file)
    catalogue = Catalog(project="pactwatch", version="", charset="utf-8", fuzzy=False)
    for message in sorted(places, key=str):
        catalogue.add(message, locations=[(file, None) for file in sorted(places[message])])
    out = io.BytesIO()
    write_po(out, catalogue, omit_header=True, width=100)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return head.encode() + out.getvalue()


def main(arguments: list[str]) -> int:
    catalogue = gather()
    if arguments == ["--check"]:
        if CATALOGUE.read_bytes() == catalogue:
            return 0
        print(f"{CATALOGUE}: not current; run {Path(__file__).name}", file=sys.stderr)
        return 1
    CATALOGUE.write_bytes(catalogue)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
