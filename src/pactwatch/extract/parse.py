"""Sentence → parsed sentence. What enters: the text of sentences; what leaves: tokens with lemma,
tag and dependency, detached from the library that made them.

The parse of a sentence depends on its words alone, so that it is kept by content and given the
offsets of the document in which it stands.
"""

from __future__ import annotations

import json
import zlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import PackageNotFoundError, version
from sys import intern
from typing import Any

from pactwatch.config import keep_to_one_thread
from pactwatch.ids import content_id
from pactwatch.ports import ParseCache


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

    def __init__(self, pipeline: str, parses: ParseCache | None = None) -> None:
        self.pipeline = pipeline
        self._parses = parses
        self._kept: OrderedDict[str, tuple[Word, ...]] = OrderedDict()

    @cached_property
    def _nlp(self) -> Any:
        return load_pipeline(self.pipeline)

    def parse(self, sentences: Sequence[tuple[str, int]]) -> list[Sentence]:
        """(text, offset in the document) → parsed sentences, in the same order."""
        new = list(dict.fromkeys(text for text, _ in sentences if text not in self._kept))
        if self._parses is None:
            self._kept.update(self._parse(new))
        elif new:
            self._kept.update(self._parse_or_find(new, self._parses))
        found = []
        for text, start in sentences:
            self._kept.move_to_end(text)
            found.append(Sentence(text, start, self._kept[text]))
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found

    def _parse(self, texts: Sequence[str]) -> Iterator[tuple[str, tuple[Word, ...]]]:
        for text, doc in zip(texts, self._nlp.pipe(texts, batch_size=64), strict=True):
            yield text, tuple(_words(doc))

    def _parse_or_find(
        self, texts: Sequence[str], parses: ParseCache
    ) -> Iterator[tuple[str, tuple[Word, ...]]]:
        keys = {text: content_id("parse", self._version, text) for text in texts}
        kept = parses.find(list(keys.values()))
        yield from ((text, _load(text, kept[key])) for text, key in keys.items() if key in kept)
        new = [text for text, key in keys.items() if key not in kept]
        made = dict(self._parse(new)) if new else {}
        yield from made.items()
        parses.keep({keys[text]: _dump(words) for text, words in made.items()})

    @cached_property
    def _version(self) -> str:
        """Under what a parse is the same: pipeline and library, both with their versions."""
        return " ".join((self.pipeline, version_of(self.pipeline), version("spacy"), FORM))


#: How parses are written; raised with each change of it.
FORM = "2"


def version_of(pipeline: str) -> str:
    """The version of an installed pipeline, without loading it."""
    try:
        return version(pipeline.replace("_", "-"))
    except PackageNotFoundError:
        return str(load_pipeline(pipeline).meta["version"])


def _dump(words: Sequence[Word]) -> bytes:
    rows = [(w.lemma, w.pos, w.tag, w.dep, w.head, w.start, w.end) for w in words]
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode(), 1)


def _load(text: str, body: bytes) -> tuple[Word, ...]:
    return tuple(
        Word(
            text[start:end], intern(lemma), intern(pos), intern(tag), intern(dep), head, start, end
        )
        for lemma, pos, tag, dep, head, start, end in json.loads(zlib.decompress(body))
    )


def _words(doc: Any) -> Iterator[Word]:
    for t in doc:
        yield Word(
            t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, t.head.i, t.idx, t.idx + len(t.text)
        )


@lru_cache(maxsize=2)
def load_pipeline(pipeline: str) -> Any:
    """An installed spaCy pipeline, without the parts that no reader uses; loaded once a process.

    It multiplies matrices by numpy's library where that keeps to one thread: it is nearly three times
    as quick as the one that comes with spaCy, but several threads wait for one another.
    """
    is_alone = keep_to_one_thread()
    import spacy  # noqa: PLC0415 - slow to load, and `--help` must not
    from thinc.api import use_ops  # noqa: PLC0415

    available = spacy.util.get_installed_models()
    exclude = list(UNUSED)
    with use_ops("numpy", use_blis=not is_alone):
        nlp = (
            spacy.load(pipeline, exclude=exclude) if pipeline in available else _by_module(pipeline)
        )
    _teach(nlp)
    return nlp


#: Verbs whose forms spaCy's rules bring to another word ("hoped" to "hop"), or to the rarer spelling.
MISTAKEN = (
    "appall appalled appalling, axe axes axed axing, enroll enrolled enrolling, "
    "fulfill fulfilled fulfilling, greenlight greenlighted greenlighting, "
    "hope hopes hoped hoping, lambaste lambastes lambasted lambasting, rage rages raged raging, "
    "site sites sited siting, slate slates slated slating, spare spares spared sparing, "
    "stage stages staged staging"
)


def _teach(nlp: Any) -> None:
    """Let the pipeline's ruler set these lemmas, which the lemmatizer behind it then leaves."""
    if not nlp.has_pipe("attribute_ruler"):
        return
    for verb, *forms in (row.split() for row in MISTAKEN.split(", ")):
        pattern = [{"LOWER": {"IN": forms}, "TAG": {"REGEX": "^VB"}}]
        nlp.get_pipe("attribute_ruler").add([pattern], {"LEMMA": verb})


def _by_module(pipeline: str) -> Any:
    import importlib  # noqa: PLC0415

    return importlib.import_module(pipeline).load(exclude=list(UNUSED))
