"""Text → folded words with their offsets, and hashes of runs of five words."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

SHINGLE = 5  #: words; the length that the public comparison of copy detectors uses
FACTOR = np.uint64(0x9E3779B97F4A7C15)  #: odd, with well-spread bits

WORD = re.compile(r"\w+(?:['’]\w+)?")


@lru_cache(maxsize=262_144)
def hash_word(word: str) -> int:
    """64 bits of a folded word, equal on every machine."""
    folded = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return int.from_bytes(hashlib.blake2b(folded.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class Shingles:
    """A text's runs of five words: a hash each, in order, and where each word starts and ends."""

    hashes: Hashes
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def shingle(text: str) -> Shingles:
    """Text → its shingles; a text of fewer than five words has none."""
    found = [match.span() for match in WORD.finditer(text)]
    words = np.array([hash_word(text[a:b]) for a, b in found], dtype=np.uint64)
    starts = np.array([a for a, _ in found], dtype=np.int64)
    ends = np.array([b for _, b in found], dtype=np.int64)
    count = max(0, len(words) - SHINGLE + 1)
    hashes = np.zeros(count, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for i in range(SHINGLE if count else 0):
            hashes = hashes * FACTOR + words[i : i + count]
            hashes ^= hashes >> np.uint64(29)
    return Shingles(hashes=hashes, starts=starts, ends=ends)
