"""Sentences of several pages → how likely two of them report the same event.

Two look-alike events (two arrests, two landings) are told in the same words: what tells them apart
are names, places and numbers, and what else the pages say. So names and numbers weigh more than
other words, and sentences of pages that tell one event, as a whole, count as more alike.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pactwatch.group.linkage import Alike, link
from pactwatch.group.words import EVERYWHERE, WORD, stem

NAME, NUMBER = 1.5, 2.5  #: weight of names and of numbers; other words weigh 1
CONTEXT = 0.8  #: what the likeness of the pages adds
TOGETHER = 0.3  #: what it adds that two pages are grouped together
LEAST = 0.13  #: average likeness from which on pages are

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence and the page on which it stands."""

    doc_id: str
    words: str


class Events:
    """Sentences, compared with each other in the light of their pages."""

    def __init__(self, sentences: Sequence[Told]) -> None:
        self._sentences = sentences
        words = [list(_weigh_words(one.words)) for one in sentences]
        pages: dict[str, list[int]] = defaultdict(list)
        for i, one in enumerate(sentences):
            pages[one.doc_id].append(i)
        spread = Counter(
            word for told in pages.values() for word in {w for i in told for w, _ in words[i]}
        )
        rare = {w: math.log((len(pages) + 0.5) / n) + 0.2 for w, n in spread.items()}
        self._vectors = [_vector(told, rare) for told in words]
        self._numbers = {doc_id: i for i, doc_id in enumerate(sorted(pages))}
        wholes = [self._join(pages[doc_id]) for doc_id in self._numbers]
        self._pages = _compare_all(wholes)
        groups = link(self._pages, len(wholes), LEAST)
        self._group = {page: i for i, group in enumerate(groups) for page in group}

    def rate(self, one: int, other: int) -> float:
        """How alike two sentences are as reports, from 0 up; more is likelier the same event."""
        a, b = (self._numbers[self._sentences[i].doc_id] for i in (one, other))
        context = 1.0 if a == b else self._pages.get(a, {}).get(b, 0.0)
        together = TOGETHER if self._group[a] == self._group[b] else 0.0
        return _dot(self._vectors[one], self._vectors[other]) + CONTEXT * context + together

    def _join(self, told: Sequence[int]) -> Weights:
        whole: dict[str, float] = defaultdict(float)
        for i in told:
            for word, weight in self._vectors[i].items():
                whole[word] += weight
        return _to_length_one(whole)


def _weigh_words(text: str) -> Iterator[tuple[str, float]]:
    """The telling words of a text, with what names and numbers weigh more."""
    for match in WORD.finditer(text):
        word = match[0]
        folded = word.casefold()
        if folded not in EVERYWHERE and (len(word) > 1 or word.isdigit()):
            yield stem(folded), NUMBER if word[0].isdigit() else NAME if word[0].isupper() else 1.0


def _vector(told: Sequence[tuple[str, float]], rare: Weights) -> Weights:
    counts = Counter(word for word, _ in told)
    most: dict[str, float] = {}
    for word, weight in told:
        most[word] = max(most.get(word, 0.0), weight)
    return _to_length_one({w: (1 + math.log(n)) * rare[w] * most[w] for w, n in counts.items()})


def _to_length_one(weights: Weights) -> Weights:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in sorted(weights.items())}


def _dot(one: Weights, other: Weights) -> float:
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight * many.get(word, 0.0) for word, weight in few.items())


def _compare_all(wholes: Sequence[Weights]) -> Alike:
    alike: Alike = defaultdict(dict)
    having: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, whole in enumerate(wholes):
        shared: dict[int, float] = defaultdict(float)
        for word, weight in whole.items():
            for j, other in having[word]:
                shared[j] += weight * other
            having[word].append((i, weight))
        for j, likeness in shared.items():
            alike[i][j] = alike[j][i] = likeness
    return alike
