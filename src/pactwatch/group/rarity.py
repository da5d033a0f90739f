"""Words → how much each tells: the rarer in news at large and in the domain's, the more.

`spread.json` says on how many of 840 public articles a word stands, a pack's `spread.yaml` on how many
pages of its domain (`benchmarks/count_spread.py` made both). So whether two pages are alike depends on
these two alone, whatever else was read.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pactwatch.arrays import np
from pactwatch.domain import SpreadFile
from pactwatch.group.words import EVERYWHERE, HASHES, stem

if TYPE_CHECKING:
    from numpy.typing import NDArray

TABLE = Path(__file__).parent / "spread.json"
UNKNOWN = 0.25  #: weight in a page's length of words that the table has not: most are names
HALF = 32  #: bits

WORD = re.compile(r"\w[\w'’]*")


@dataclass(frozen=True, slots=True)
class Weights:
    """A page's telling words, as hashes in order, and what each weighs in a whole of length one."""

    words: NDArray[np.uint32]
    weights: NDArray[np.float64]

    @classmethod
    def of_none(cls) -> Self:
        """Those of a page whose words are of no account."""
        return cls(np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.float64))

    def heaviest(self, count: int) -> NDArray[np.uint32]:
        """The words that weigh most; of equals, the smaller hash."""
        chosen = np.lexsort((self.words, -self.weights))[:count]
        return self.words[chosen]

    def likeness(self, other: Weights) -> float:
        """From 0 to about 1; equal on every machine."""
        few, many = (self, other) if len(self.words) <= len(other.words) else (other, self)
        if not len(few.words):
            return 0.0
        at = np.minimum(np.searchsorted(many.words, few.words), len(many.words) - 1)
        shared = many.words[at] == few.words
        return round(math.fsum(few.weights[shared] * many.weights[at[shared]]), 6)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare words are: `words` those that are counted, `most` all others."""

    most: float
    words: Mapping[str, float]

    @classmethod
    def of(cls, spread: SpreadFile | None) -> Self:
        """As rare as in news at large, or on the domain's own pages where they are commoner there.

        What every page of the domain has ("asylum", the states of which all speak) tells no event
        from another.
        """
        most, words = _at_large()
        if spread is not None and spread.pages:
            share = most / math.log(spread.pages + 0.5)
            own = dict(_rated(spread.pages, spread.words))
            words = words | {w: min(words.get(w, most), share * own[w]) for w in own}
        return cls(most, words)

    def weigh(self, words: Counter[str]) -> Weights:
        """How often a page has which word → its weights."""
        told: dict[int, float] = {}
        length = 0.0
        for word, count in words.items():
            weight = (1 + math.log(count)) * self.words.get(word, self.most)
            told[HASHES[word] >> HALF] = weight
            length += weight * weight * (1.0 if word in self.words else UNKNOWN)
        length = math.sqrt(length) or 1.0
        keys = sorted(told)
        return Weights(
            np.array(keys, dtype=np.uint32),
            np.array([told[key] / length for key in keys], dtype=np.float64),
        )


@lru_cache(maxsize=1)
def _at_large() -> tuple[float, dict[str, float]]:
    """What a word weighs that the table has not, and what those weigh that it has."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    words = {int(articles): told for articles, told in table["words"].items()}
    return math.log(table["articles"] + 0.5), dict(_rated(table["articles"], words))


def _rated(pages: int, words: Mapping[int, str]) -> Iterator[tuple[str, float]]:
    """Each word, and the logarithm of the share of pages that have it."""
    for having, told in words.items():
        for word in told.split():
            yield word, math.log(pages + 0.5) - math.log(having)


def words_of(text: str) -> Iterator[str]:
    """The telling words of a text, folded and without endings."""
    for match in WORD.finditer(text.casefold()):
        word = match[0]
        if len(word) > 1 and word not in EVERYWHERE:
            yield stem(word)
