"""Headline → the same in small letters, so that a parser does not take its words for names."""

from __future__ import annotations

import re
from collections.abc import Collection

#: From which share of capitalised words a sentence is set like a headline.
TITLED = 0.7
#: Words of that many letters and more count for it.
LONG = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def without_capitals(text: str, known: Collection[str], kept: Collection[tuple[int, int]]) -> str:
    """A headline's words in small letters, where `known` has them so, but for the places in `kept`.

    >>> without_capitals("Ghana Receives Second Group", {"receives", "second", "group"}, [(0, 5)])
    'Ghana receives second group'
    """
    words = list(_WORD.finditer(text))
    long = [m for m in words if len(m[0]) >= LONG]
    if text.rstrip("”\"’' ").endswith("."):  # a sentence of names, and no headline
        return text
    if len(long) < LONG or sum(m[0][0].isupper() for m in long) < TITLED * len(long):
        return text
    signs = list(text)
    for m in words:
        covered = any(start < m.end() and m.start() < end for start, end in kept)
        if not covered and m[0].lower() in known:
            signs[m.start() : m.end()] = m[0].lower()
    return "".join(signs)
