"""What a text file says of itself above its text. What enters: canonical text; what leaves: the
text below, and what the header tells.

A header is lines `Key: value` from the first line on, or YAML front matter between `---`. A line
whose key is not known here ends it: what is not metadata stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: Keys as people write them, and what each tells.
KEYS = {
    "date": "published",
    "published": "published",
    "publication date": "published",
    "published on": "published",
    "title": "title",
    "headline": "title",
    "source": "outlet",
    "outlet": "outlet",
    "publisher": "outlet",
    "site": "outlet",
    "url": "url",
    "link": "url",
    "canonical": "url",
    "language": "language",
    "lang": "language",
}

_LINE = re.compile(r"([A-Za-z][A-Za-z ]{1,20}?)\s*:\s+(\S.*)")
_FRONT = re.compile(r"---\n(.{1,20000}?)\n(?:---|\.\.\.)(?:\n|$)", re.S)
_LONGEST = 300  #: characters of a value; what is longer is prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The values that the top of a file gives, under the names of `Given`, and the text below."""

    text: str
    values: dict[str, str] = field(default_factory=dict)


def split_header(text: str) -> Header:
    """Canonical text → its header's values and the rest.

    >>> split_header("Title: Talks\\nDate: 2025-05-05\\n\\nTalks began.").values["published"]
    '2025-05-05'
    """
    if found := _FRONT.match(text):
        values = _known(found[1].split("\n"), stop=False)
        if values:
            return Header(text=text[found.end() :].strip("\n"), values=values)
    lines = text.split("\n")
    values = _known(lines, stop=True)
    end = _length(lines)
    return Header(text="\n".join(lines[end:]).strip("\n"), values=values)


def _known(lines: list[str], *, stop: bool) -> dict[str, str]:
    """What lines with known keys say; the first of two that tell the same counts."""
    values: dict[str, str] = {}
    for line in lines[: _length(lines)] if stop else lines:
        if pair := _pair(line):
            values.setdefault(*pair)
    return values


def _length(lines: list[str]) -> int:
    """How many lines from the first on have a known key."""
    return next((i for i, line in enumerate(lines) if _pair(line) is None), len(lines))


def _pair(line: str) -> tuple[str, str] | None:
    found = _LINE.fullmatch(line)
    if found is None or len(found[2]) > _LONGEST:
        return None
    name = KEYS.get(found[1].lower())
    value = found[2].strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return None if name is None else (name, value)
