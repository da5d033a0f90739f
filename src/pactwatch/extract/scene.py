"""A sentence in its surroundings, and a candidate in it: what the search for attributions asks
again and again. What enters: a parsed sentence and the quotations of its document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pactwatch.extract.parse import Sentence, Word
from pactwatch.extract.quotes import Quotes
from pactwatch.nouns import Range

Run = tuple[int, int]  #: first and last word of a stretch of a sentence

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
EDGES = frozenset({",", ";", ":", "—", "–", "-", "--", ".", "...", "…"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to read a cue. `head` and `voice` are the chief words of content and source."""

    cue: int
    form: str
    pieces: tuple[Range, ...]
    head: int  #: -1 where the content is no clause of this sentence
    voice: int  #: -1 where nobody is named
    how: str


@dataclass(frozen=True, slots=True)
class Around:
    """What stands near a sentence: `chain` are the quotations of its paragraph that follow it and
    have no clause of their own beside them, `below` those that open the next paragraph, `rest` is
    what remains of its paragraph behind it.
    """

    paragraph: int = 0
    index: int = 0
    size: int = 1
    chain: tuple[Range, ...] = ()
    below: tuple[Range, ...] = ()
    rest: Range | None = None


class Scene:
    """A sentence with what the search asks again and again: extents, and quotation of each word."""

    __slots__ = ("around", "hi", "inside", "lo", "quotes", "sentence", "words")

    def __init__(self, sentence: Sentence, quotes: Quotes, around: Around) -> None:
        self.sentence = sentence
        self.around = around
        self.words: tuple[Word, ...] = sentence.words
        self.quotes = quotes
        self.lo, self.hi = _extents(sentence)
        start = sentence.start
        if quotes.between(start, sentence.end):
            self.inside = [quotes.at(start + w.start) for w in self.words]
        else:
            self.inside = [None] * len(self.words)

    def piece(self, run: Run) -> Range | None:
        """A stretch of words as a range of the document, without stops at its edges."""
        first, last = run
        words = self.words
        while first <= last and words[first].text in EDGES:
            first += 1
        while last >= first and words[last].text in EDGES:
            last -= 1
        return self.sentence.range_of(first, last) if first <= last else None

    def pieces(self, whole: Run, without: Sequence[Run] = ()) -> tuple[Range, ...]:
        """A stretch less some others, as ranges of the document."""
        runs, at = [], whole[0]
        for first, last in sorted(without):
            if first > at:
                runs.append((at, min(first - 1, whole[1])))
            at = max(at, last + 1)
        if at <= whole[1]:
            runs.append((at, whole[1]))
        return tuple(piece for run in runs if (piece := self.piece(run)))

    def child(self, i: int, *deps: str) -> int | None:
        """The first dependent of a word with one of these relations."""
        words = self.words
        return next((c for c in self.sentence.children[i] if words[c].dep in deps), None)


def _extents(sentence: Sentence) -> tuple[list[int], list[int]]:
    """For each word the first and the last word below it."""
    size = len(sentence.words)
    lo, hi = list(range(size)), list(range(size))
    changed = True
    while changed:
        changed = False
        for i, word in enumerate(sentence.words):
            head = word.head
            if lo[i] < lo[head]:
                lo[head], changed = lo[i], True
            if hi[i] > hi[head]:
                hi[head], changed = hi[i], True
    return lo, hi
