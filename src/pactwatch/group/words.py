"""Text → what of it is compared: hashes of runs of words, of names and numbers in a row, and offsets.

Hashes are equal on every machine. A `Sketch` is what an index keeps of a page, a `Telling` what two
pages are compared by once the index has brought them together.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pactwatch.arrays import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Hashes: TypeAlias = "NDArray[np.uint64]"

SHINGLE = 5  #: words; the length that the public comparison of copy detectors uses
ANCHORS = 3  #: names and numbers in a row
SAMPLE = 4  #: one in so many shingles stands in a sketch; which one, its hash decides
FACTOR = 0x9E3779B97F4A7C15  #: odd, with well-spread bits
SALT = 0xD1B54A32D192ED03  #: keeps hashes of anchors apart from those of words
KEPT = 400_000  #: words whose hashes are kept at hand

WORD = re.compile(r"\w+(?:['’]\w+)?")
ENDING = re.compile(r"(?:['’]s|ies|es|s|ing|ed)$")
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
        folded = word.casefold()
        if not word.isascii():
            folded = unicodedata.normalize("NFKD", folded.replace("’", "'"))
        if self._anchors:
            value = 0 if word[0].islower() or folded in EVERYWHERE else HASHES[word]
        else:
            digest = hashlib.blake2b(folded.encode(), digest_size=8).digest()
            value = int.from_bytes(digest, "little") or 1
        self[word] = value
        return value


HASHES = WordHashes(anchors=False)
ANCHOR_HASHES = WordHashes(anchors=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What of a text stands in which order.

    `pairs` are each two words in a row outside quotation marks, with their offsets: what others are
    quoted with is no sign of copying. `anchors` are names and numbers, `content` the telling words.
    """

    pairs: list[int]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    anchors: list[int]
    content: list[int]
    numbers: frozenset[str]


class Telling:
    """A text as it is compared: its shingles in order, where its words stand, and its `order`.

    What only some comparisons need is made when it is first asked for.
    """

    __slots__ = ("_order", "_spans", "hashes", "text", "unique")

    def __init__(self, text: str) -> None:
        self.text = text
        self.hashes = _runs(_hash(WORD.findall(text), HASHES), SHINGLE)
        self.unique = np.unique(self.hashes)
        self._order: Order | None = None
        self._spans: list[tuple[int, int]] | None = None

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word starts and ends."""
        if self._spans is None:
            self._spans = [match.span() for match in WORD.finditer(self.text)]
        return self._spans

    @property
    def quoted(self) -> float:
        """Which share of it stands in quotation marks."""
        marks = sum(len(quote) for quote in QUOTED.findall(self.text))
        return marks / max(1, len(self.text))

    @property
    def order(self) -> Order:
        """What stands in which order."""
        if self._order is None:
            self._order = _find_order(self.text)
        return self._order


def _find_order(text: str) -> Order:
    words = WORD.findall(text)
    outside = list(WORD.finditer(QUOTED.sub(lambda quote: " " * len(quote[0]), text)))
    anchors = _hash(words, ANCHOR_HASHES)
    return Order(
        pairs=_runs(_hash([match[0] for match in outside], HASHES), 2).tolist(),
        starts=np.array([match.start() for match in outside[:-1]], dtype=np.int64),
        ends=np.array([match.end() for match in outside[1:]], dtype=np.int64),
        anchors=anchors[anchors != 0].tolist(),
        content=[HASHES[word] for word in words if word.casefold() not in EVERYWHERE],
        numbers=frozenset(word for word in words if word[0].isdigit()),
    )


def stem(word: str) -> str:
    """A folded word without its ending, so that forms of one word meet.

    >>> stem("deported") == stem("deporting")
    True
    """
    return ENDING.sub("", word) if len(word) > 4 else word


def sketch(text: str) -> NDArray[np.uint32]:
    """Text → what an index keeps of it: a share of its shingles, and its names and numbers."""
    words = WORD.findall(text)
    shingles = _runs(_hash(words, HASHES), SHINGLE)
    anchors = _hash(words, ANCHOR_HASHES)
    rows = _runs(anchors[anchors != 0] ^ np.uint64(SALT), ANCHORS)
    kept = np.concatenate([shingles[shingles % np.uint64(SAMPLE) == 0], rows])
    keys = (kept >> np.uint64(32)).astype(np.uint32)
    keys.sort()
    return keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys


def _hash(words: list[str], table: WordHashes) -> Hashes:
    return np.fromiter(map(table.__getitem__, words), dtype=np.uint64, count=len(words))


def _runs(words: Hashes, length: int) -> Hashes:
    """A hash for each run of so many words, in order."""
    count = max(0, len(words) - length + 1)
    hashes = np.zeros(count, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for i in range(length if count else 0):
            hashes = hashes * np.uint64(FACTOR) + words[i : i + count]
            hashes ^= hashes >> np.uint64(29)
    return hashes
