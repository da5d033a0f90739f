"""Text → what of it is compared: hashes of runs of words, of names and numbers in a row, and offsets.

Hashes are equal on every machine. A `Sketch` is what an index keeps of a page, a `Telling` what two
pages are compared by once the index has brought them together.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

SHINGLE = 5  #: words; the length that the public comparison of copy detectors uses
ANCHORS = 3  #: names and numbers in a row
SAMPLE = 4  #: one in so many shingles stands in a sketch; which one, its hash decides
FACTOR = np.uint64(0x9E3779B97F4A7C15)  #: odd, with well-spread bits
SALT = np.uint64(0xD1B54A32D192ED03)  #: keeps hashes of anchors apart from those of words
KEPT = 400_000  #: words whose hashes are kept at hand

WORD = re.compile(r"\w+(?:['’]\w+)?")
QUOTED = re.compile(r"[\"“][^\"“”\n]{1,1500}[\"”]")

# Words that stand in every report; where few pages are read, their spread does not show it.
# fmt: off
EVERYWHERE = frozenset({
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been",
    "before", "being", "but", "by", "can", "could", "did", "do", "does", "for", "from", "had",
    "has", "have", "he", "her", "his", "how", "if", "in", "into", "is", "it", "its", "more",
    "most", "new", "no", "not", "now", "of", "on", "one", "or", "other", "our", "out", "over",
    "own", "said", "say", "she", "should", "so", "some", "such", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "this", "those", "through", "to", "two", "under",
    "until", "up", "very", "was", "we", "were", "what", "when", "where", "which", "while", "who",
    "why", "will", "with", "would", "year", "you", "your",
})
# fmt: on


class WordHashes(dict[str, int]):
    """Word → 64 bits of its folded form; of names and numbers only, where asked (others are 0)."""

    def __init__(self, *, anchors: bool) -> None:
        super().__init__()
        self._anchors = anchors

    def __missing__(self, word: str) -> int:
        if len(self) >= KEPT:
            self.clear()
        folded = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
        digest = hashlib.blake2b(folded.encode(), digest_size=8).digest()
        skipped = self._anchors and (word[0].islower() or folded in EVERYWHERE)
        self[word] = value = 0 if skipped else int.from_bytes(digest, "little") or 1
        return value


HASHES = WordHashes(anchors=False)
ANCHOR_HASHES = WordHashes(anchors=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A text as it is compared.

    `hashes` are its shingles in order, `starts` and `ends` its words' offsets. `pairs` are each two
    words in a row outside quotation marks: what others are quoted with is no sign of copying.
    """

    hashes: Hashes
    unique: Hashes
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    pairs: tuple[int, ...]
    pair_starts: NDArray[np.int64]
    pair_ends: NDArray[np.int64]
    anchors: tuple[int, ...]
    content: tuple[int, ...]
    numbers: frozenset[str]


def tell(text: str) -> Telling:
    """Text → all that it is compared by; a text of fewer than five words has no shingles."""
    found = list(WORD.finditer(text))
    own = [match[0] for match in found]
    hashes = _runs(_hash(own, HASHES), SHINGLE)
    outside = list(WORD.finditer(QUOTED.sub(lambda quote: " " * len(quote[0]), text)))
    unquoted = _hash([match[0] for match in outside], HASHES)
    anchors = _hash(own, ANCHOR_HASHES)
    return Telling(
        hashes=hashes,
        unique=np.unique(hashes),
        starts=np.array([match.start() for match in found], dtype=np.int64),
        ends=np.array([match.end() for match in found], dtype=np.int64),
        pairs=tuple(_runs(unquoted, 2).tolist()),
        pair_starts=np.array([match.start() for match in outside[:-1]], dtype=np.int64),
        pair_ends=np.array([match.end() for match in outside[1:]], dtype=np.int64),
        anchors=tuple(anchors[anchors != 0].tolist()),
        content=tuple(HASHES[word] for word in own if word.casefold() not in EVERYWHERE),
        numbers=frozenset(_numbers(own)),
    )


def sketch(text: str) -> NDArray[np.uint32]:
    """Text → what an index keeps of it: a share of its shingles, and its names and numbers."""
    words = WORD.findall(text)
    shingles = _runs(_hash(words, HASHES), SHINGLE)
    anchors = _hash(words, ANCHOR_HASHES)
    rows = _runs(anchors[anchors != 0] ^ SALT, ANCHORS)
    kept = np.concatenate([shingles[shingles % np.uint64(SAMPLE) == 0], rows])
    return np.unique((kept >> np.uint64(32)).astype(np.uint32))


def _numbers(words: list[str]) -> Iterator[str]:
    return (word for word in words if word[0].isdigit())


def _hash(words: list[str], table: WordHashes) -> Hashes:
    return np.array([table[word] for word in words], dtype=np.uint64)


def _runs(words: Hashes, length: int) -> Hashes:
    """A hash for each run of so many words, in order."""
    count = max(0, len(words) - length + 1)
    hashes = np.zeros(count, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for i in range(length if count else 0):
            hashes = hashes * FACTOR + words[i : i + count]
            hashes ^= hashes >> np.uint64(29)
    return hashes
