"""Blocks → which of them say again what an earlier block of the page says. The first one stays.

Again means: the same letters and digits, or a piece of an earlier block (a pulled quote; what
begins in mid-sentence may lack a "not"), or nearly the same words with the same numbers, names and
negations. Lists whose lines differ in a name do not repeat.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from pactwatch.nouns import Range

NEAR = 95.0  #: of 100: the likeness from which two blocks say the same
LONG = 60  #: letters and digits from which a likeness, or being a piece, means something
SHORTEST = 12  #: letters and digits below which saying the same means nothing ("Yes.")

_MOST = 200  #: earlier blocks that one is compared with, those of the most similar length

_NO_LETTER = re.compile(r"[\W_]+")
_TOLD = re.compile(
    r"\d[\d.,]*|\b[^\W\d_a-zà-öø-ÿ]\w*|\b(?:not|no|never|nor|neither|without)\b|n[’']t\b"
)


def find_repeats(text: str, parts: Sequence[Range]) -> list[Range | None]:
    """For each block the earlier one that it says again, or None."""
    seen = _Seen(text)
    found: list[Range | None] = []
    for block in parts:
        key = _NO_LETTER.sub("", text[block[0] : block[1]].casefold())
        earlier = seen.find(key, block) if len(key) >= SHORTEST else None
        if earlier is None:
            seen.add(key, block)
        found.append(earlier)
    return found


class _Seen:
    """The blocks that stand, and what they say."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._exact: dict[str, Range] = {}
        self._by_length: list[tuple[int, Range, str]] = []
        self._long: list[tuple[str, Range]] = []

    def add(self, key: str, block: Range) -> None:
        self._exact.setdefault(key, block)
        if len(key) >= LONG:
            insort(self._by_length, (len(key), block, key))
            self._long.append((key, block))

    def find(self, key: str, block: Range) -> Range | None:
        if key in self._exact:
            return self._exact[key]
        if len(key) < LONG:
            return None
        for _, earlier, other in self._near_in_length(len(key)):
            if fuzz.ratio(key, other, score_cutoff=NEAR) and self._tells(block) == self._tells(
                earlier
            ):
                return earlier
        if self._text[block[0]].islower():
            return None
        return next((there for other, there in self._long[-_MOST:] if key in other), None)

    def _near_in_length(self, length: int) -> list[tuple[int, Range, str]]:
        """A likeness of 95 leaves a tenth of difference in length at most."""
        first = bisect_left(self._by_length, (int(length * 0.9), (0, 0), ""))
        last = bisect_left(self._by_length, (int(length * 1.11) + 1, (0, 0), ""))
        middle = bisect_left(self._by_length, (length, (0, 0), ""))
        return self._by_length[max(first, middle - _MOST // 2) : min(last, middle + _MOST // 2)]

    def _tells(self, block: Range) -> Counter[str]:
        """The numbers, names and negations of a block, on which likeness must not lie."""
        return Counter(_TOLD.findall(self._text[block[0] : block[1]]))
