"""Sentence → parsed sentence. What enters: the text of sentences; what leaves: tokens with lemma,
tag and dependency, detached from the library that made them.

The parse of a sentence depends on its words alone, so that it is kept by content and given the
offsets of the document in which it stands.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Word:
    """A token as parsed; `start` and `end` count from the start of its sentence."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A parsed sentence where it stands in a document; `start` is its offset there.

    `words[i].head` is the index of the head; a root is its own head.
    """

    text: str
    start: int
    words: tuple[Word, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each word the indices of its dependents, left to right."""
        under: list[list[int]] = [[] for _ in self.words]
        for i, word in enumerate(self.words):
            if word.head != i:
                under[word.head].append(i)
        return tuple(tuple(row) for row in under)

    def subtree(self, i: int) -> list[int]:
        """The word and all below it, left to right."""
        found, ahead = [], [i]
        while ahead:
            j = ahead.pop()
            found.append(j)
            ahead.extend(self.children[j])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above a word, nearest first."""
        while self.words[i].head != i:
            i = self.words[i].head
            yield i

    def range_of(self, first: int, last: int) -> tuple[int, int]:
        """Where the words from `first` through `last` stand in the document."""
        return self.start + self.words[first].start, self.start + self.words[last].end

    def word_at(self, offset: int) -> int | None:
        """The index of the word that covers a document offset."""
        at = offset - self.start
        return next((i for i, w in enumerate(self.words) if w.start <= at < w.end), None)


#: Parts of the pipeline that no reader uses.
UNUSED = ("ner", "senter", "textcat")

#: Parses kept in memory, the least used dropped first.
KEPT = 20_000


class Parser:
    """Parses sentences with an installed spaCy pipeline, each wording once."""

    def __init__(self, pipeline: str) -> None:
        self.pipeline = pipeline
        self._nlp = load_pipeline(pipeline)
        self._kept: OrderedDict[str, tuple[Word, ...]] = OrderedDict()

    @property
    def version(self) -> str:
        meta = self._nlp.meta
        return f"{meta['lang']}_{meta['name']}@{meta['version']}"

    def parse(self, sentences: Sequence[tuple[str, int]]) -> list[Sentence]:
        """(text, offset in the document) → parsed sentences, in the same order."""
        new = list(dict.fromkeys(text for text, _ in sentences if text not in self._kept))
        for text, doc in zip(new, self._nlp.pipe(new, batch_size=64), strict=True):
            self._kept[text] = tuple(_words(doc))
        found = []
        for text, start in sentences:
            self._kept.move_to_end(text)
            found.append(Sentence(text, start, self._kept[text]))
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found


def _words(doc: Any) -> Iterator[Word]:
    for t in doc:
        yield Word(
            t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, t.head.i, t.idx, t.idx + len(t.text)
        )


@lru_cache(maxsize=2)
def load_pipeline(pipeline: str) -> Any:
    """An installed spaCy pipeline, without the parts that no reader uses; loaded once a process."""
    import spacy  # noqa: PLC0415 - slow to load, and `--help` must not

    available = spacy.util.get_installed_models()
    exclude = list(UNUSED)
    return spacy.load(pipeline, exclude=exclude) if pipeline in available else _by_module(pipeline)


def _by_module(pipeline: str) -> Any:
    import importlib  # noqa: PLC0415

    return importlib.import_module(pipeline).load(exclude=list(UNUSED))
