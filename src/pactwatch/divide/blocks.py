"""Canonical text → blocks: where each paragraph, heading or item starts and ends.

A text has a paragraph per line, or lines wrapped at a width; which of the two is found out from the
text itself. Blocks are in order, disjoint, and hold every character that is no blank.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pactwatch.nouns import Range

#: What marks an item of a list at its start.
ITEM = re.compile(r"(?:[-*+•◦▪●■‣]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+(?=\S)")

_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")

_WIDEST = 160  #: characters; longer lines are wrapped neither by hand nor by a machine
_NARROWEST = 30
_FEWEST = 2  #: pairs of lines that must look wrapped before a text counts as wrapped
_SHARE = 0.2  #: and of all pairs of lines that follow each other
_SLACK = 1.4  #: times the width; a longer line was not wrapped at it


def blocks_of(text: str) -> list[Range]:
    """Canonical text → the ranges of its blocks.

    >>> blocks_of("Talks\\n\\nTalks began.\\nNo deal.")
    [(0, 5), (7, 19), (20, 28)]
    """
    lines = _lines(text)
    width = _wrapped_at(text, lines)
    if width is None:
        return lines
    found: list[Range] = []
    last = (0, 0)
    for line in lines:
        if found and _goes_on(text, last, line, width):
            found[-1] = (found[-1][0], line[1])
        else:
            found.append(line)
        last = line
    return found


def _lines(text: str) -> list[Range]:
    """The lines that hold something, without the blanks around it."""
    found: list[Range] = []
    at = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = at + len(line) - len(line.lstrip())
            found.append((start, start + len(words)))
        at += len(line) + 1
    return found


def _wrapped_at(text: str, lines: list[Range]) -> int | None:
    """The width at which the lines are wrapped, or None where each is a paragraph.

    A line that ends without a stop before one that begins in lower case was wrapped there.
    """
    pairs = [
        (first, second)
        for first, second in pairwise(lines)
        if "\n\n" not in text[first[1] : second[0]]
    ]
    broken = [first for first, second in pairs if _is_broken(text, first, second)]
    if len(broken) < max(_FEWEST, _SHARE * len(pairs)):
        return None
    widths = sorted(end - start for start, end in broken)
    width = widths[len(widths) * 9 // 10]
    too_long = sum(end - start > _SLACK * width for start, end in lines)
    return None if too_long > 0.1 * len(lines) else width


def _is_broken(text: str, first: Range, second: Range) -> bool:
    return (
        text[second[0]].islower()
        and _NARROWEST <= first[1] - first[0] <= _WIDEST
        and not _ends(text, first)
        and not ITEM.match(text, second[0])
    )


def _ends(text: str, line: Range) -> bool:
    return _ENDS.search(text, max(line[0], line[1] - 8), line[1]) is not None


def _goes_on(text: str, last: Range, line: Range, width: int) -> bool:
    """Whether a line of a wrapped text belongs to the paragraph that the last one stands in."""
    if "\n\n" in text[last[1] : line[0]] or ITEM.match(text, line[0]):
        return False
    length = last[1] - last[0]
    if length > _SLACK * width:
        return False
    if _ends(text, last):
        return length >= 0.85 * width
    return text[line[0]].islower() or length >= 0.7 * width
