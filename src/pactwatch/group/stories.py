"""Document → story: which pages tell one event.

Two pages are alike by the words of their title and opening, weighed by how rare they are in news and
in the domain's, less so the further apart they were published; claims on the same pair speak for one
story, those on other pairs against it. That depends on these two pages alone. Stories are grown by
average linkage: two grow together while their pages are alike on average, so that background told on
one page does not pull others in.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from pactwatch.arrays import np
from pactwatch.days import sort_key, span_of
from pactwatch.domain import SpreadFile
from pactwatch.group.linkage import Edges
from pactwatch.group.postings import Place, Postings, Reach, Sketch, rank_of
from pactwatch.group.rarity import Rarity, Weights, words_of
from pactwatch.group.wordings import known_on
from pactwatch.ids import content_id
from pactwatch.nouns import Document, Leaf, Reading, Story

LEAST = 0.24  #: average likeness from which on two groups of pages are one story
OPENING = 2000  #: characters of a page that count: news tells its event first
TITLE = 3  #: how often a title's word counts
HEAVIEST = 40  #: of a page's words, by which pages are found that may be alike
REACH = Reach(crowd=64, fewest=2, share=0.0, most=48)
A_MONTH = 31  #: days
FREE_DAYS = 3  #: days apart that mean nothing
#: Likeness fades with days apart, down to a floor. An affair's events follow close on each other,
#: told in the same words, so that pages on a pair of states fade fast.
FADING_DAYS, FLOOR = 30, 0.85
AFFAIR_DAYS, AFFAIR_FLOOR, AFFAIR_UNDATED = 7, 0.2, 0.6
OTHER_PAIR = 0.1  #: what is left of the likeness of pages that tell of quite different pairs
PAIR = 0.15  #: what the same pair adds, at most
FAINT = 0.05  #: likeness below which two pages have nothing to do with each other

Shares = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Page:
    """What of a page decides about its story."""

    doc: Document
    day: date | None
    words: Weights
    pairs: Shares


class Tales:
    """Pages that may come at any time, and who of them tell one event."""

    def __init__(
        self,
        documents: Iterable[Document],
        readings: Iterable[Reading],
        spread: SpreadFile | None = None,
    ) -> None:
        self._rarity = Rarity.of(spread)
        read = {reading.doc_id: reading for reading in readings}
        found = [(doc, pairs_of(doc, read.get(doc.id))) for doc in documents]
        self._pages: list[Page] = []
        self._numbers: dict[str, int] = {}
        self._places: list[Place] = []
        self._alike: list[list[tuple[int, float]]] = []  # earlier pages, and how alike they are
        for doc, told in sorted(found, key=lambda one: _place(one[0]).order):
            self._take_in(doc, told)
        keys = (_sketch(page) for page in self._pages)
        self._postings = Postings(keys, self._places, REACH)
        for number, near in self._postings.near_all():
            self._alike[number] = self._rate(number, near or ())

    def add(self, doc: Document, reading: Reading | None) -> None:
        """Take one more page in, and look again at the later ones that share words with it."""
        number = self._take_in(doc, pairs_of(doc, reading))
        self._postings.add(_sketch(self._pages[number]))
        keys = _sketch(self._pages[number])
        for other in {number} | self._postings.touched(number, keys):
            near = self._postings.near(
                other, _sketch(self._pages[other]), self._places[other].known
            )
            self._alike[other] = self._rate(other, near)

    @classmethod
    def kept(cls, pages: Iterable[tuple[Document, Leaf]]) -> Self:
        """Pages of which all that `find` asks for was found before."""
        made = cls((), ())
        for doc, _ in pages:
            made._stand(doc, Weights.of_none(), {})
        for doc, leaf in pages:
            made._alike[made._numbers[doc.id]] = [
                (made._numbers[other], likeness)
                for other, likeness in leaf.alike
                if other in made._numbers
            ]
        return made

    def know(self, doc: Document, pairs: Shares) -> None:
        """Take a page in, without looking to which it is alike."""
        if doc.id not in self._numbers:
            self._take_in(doc, pairs)

    def rate(self, doc_id: str, near: Iterable[str]) -> tuple[tuple[str, float], ...]:
        """To which of some pages one is alike; all of them must be known here."""
        number = self._numbers[doc_id]
        self._alike[number] = self._rate(number, (self._numbers[one] for one in near))
        return self.alike(doc_id)

    def alike(self, doc_id: str) -> tuple[tuple[str, float], ...]:
        """The earlier pages to which one is alike, and how much."""
        alike = self._alike[self._numbers[doc_id]]
        return tuple((self._pages[other].doc.id, likeness) for other, likeness in alike)

    def pairs(self, doc_id: str) -> Shares:
        """How much of a page is about each set of two states."""
        return self._pages[self._numbers[doc_id]].pairs

    def keys(self, doc_id: str) -> Sketch:
        """The keys by which a page is found."""
        return _sketch(self._pages[self._numbers[doc_id]])

    def near(self, doc_id: str) -> Iterator[str]:
        """The earlier pages that may be of one story with a page, as of any day."""
        for other, likeness in self._alike[self._numbers[doc_id]]:
            if likeness >= LEAST:
                yield self._pages[other].doc.id

    def find(
        self, day: date | None = None, among: Collection[str] | None = None
    ) -> tuple[Story, ...]:
        """Stories of two pages or more, of those known by a day, by id.

        `among` has, of every page in it, also those that are `near` it, or to which it is.
        """
        upto = (day or date.max).toordinal()
        asked = range(len(self._pages)) if among is None else [self._numbers[i] for i in among]
        here = sorted(n for n in asked if self._places[n].known <= upto)
        here.sort(key=lambda n: self._pages[n].doc.id)
        position = {number: i for i, number in enumerate(here)}
        edges = Edges()
        for number, i in position.items():
            for other, likeness in self._alike[number]:
                if other in position:
                    edges.add(i, position[other], likeness)
        groups = edges.link(len(here), LEAST)
        stories = [
            _story([self._pages[here[i]].doc for i in group]) for group in groups if len(group) > 1
        ]
        return tuple(sorted(stories, key=lambda story: story.id))

    def _take_in(self, doc: Document, pairs: Shares) -> int:
        return self._stand(doc, self._rarity.weigh(_count_words(doc)), pairs)

    def _stand(self, doc: Document, words: Weights, pairs: Shares) -> int:
        span = span_of(doc.published)
        self._numbers[doc.id] = len(self._pages)
        self._pages.append(Page(doc, span[0] if span else None, words, pairs))
        self._places.append(_place(doc))
        self._alike.append([])
        return self._numbers[doc.id]

    def _rate(self, number: int, near: Iterable[int]) -> list[tuple[int, float]]:
        page = self._pages[number]
        found = [(other, _rate(page, self._pages[other])) for other in near]
        return [one for one in found if one[1] >= FAINT]


def _place(doc: Document) -> Place:
    known = known_on(doc)
    return Place((rank_of(known, doc.id), doc.id), known)


def _sketch(page: Page) -> Sketch:
    """The keys by which a page is found: its heaviest words, alone and with its month or the next.

    A word that stands in every page leads to a few in its own month, and so to what is new.
    """
    words = page.words.heaviest(HEAVIEST).astype(np.uint64)
    bucket = page.day.toordinal() // A_MONTH if page.day else 0
    keys = [words * np.uint64(0x9E3779B97F4A7C15)]
    for month in (bucket, bucket + 1) if bucket else ():
        salted = words ^ np.uint64(month << 32)
        keys.append(salted * np.uint64(0x9E3779B97F4A7C15))
    return np.unique(np.concatenate(keys) >> np.uint64(32)).astype(np.uint32)


def _story(docs: Collection[Document]) -> Story:
    """A story is named after its earliest page."""
    first, *_ = sorted(docs, key=lambda doc: (sort_key(doc.known), doc.id))
    title = first.title or next((line for line in first.text.splitlines() if line.strip()), "")
    ids = tuple(sorted(doc.id for doc in docs))
    return Story(id=content_id("sty", first.id), title=title.strip()[:200], documents=ids)


def _count_words(doc: Document) -> Counter[str]:
    words = Counter(words_of(doc.text[:OPENING]))
    for word in words_of(doc.title or ""):
        words[word] += TITLE
    return words


#: How many years back of its page a claim may lie that tells of what the page is about.
YEARS = 2


def pairs_of(doc: Document, reading: Reading | None) -> Shares:
    """How much of a page is about each set of two states, as its claims have them.

    What a claim tells of two states is told by two slots whose values are state codes. What lies years
    back is background, and is no part of what the page is about.
    """
    found: Counter[str] = Counter()
    known = span_of(doc.known)
    for claim in reading.claims if reading else ():
        when = span_of(claim.when.form) if claim.when else None
        if known and when and known[1].year - when[1].year > YEARS:
            continue
        codes = [s.value for s in claim.slots if isinstance(s.value, str) and _is_code(s.value)]
        if len(codes) > 1:
            found["-".join(codes[:2])] += 1
    length = math.sqrt(sum(count * count for count in found.values()))
    return {pair: count / length for pair, count in found.items()}


def _is_code(value: str) -> bool:
    return len(value) == 3 and value.isascii() and value.isupper()


def _rate(a: Page, b: Page) -> float:
    """Likeness of words, faded by days apart, with what claims say for or against it."""
    likeness = a.words.likeness(b.words)
    gap = max(0, abs((a.day - b.day).days) - FREE_DAYS) if a.day and b.day else None
    if not (a.pairs or b.pairs):
        return likeness * _fade(gap or 0, FADING_DAYS, FLOOR)
    faded = AFFAIR_UNDATED if gap is None else _fade(gap, AFFAIR_DAYS, AFFAIR_FLOOR)
    if not (a.pairs and b.pairs):
        return likeness * faded
    together = sum(weight * b.pairs.get(pair, 0.0) for pair, weight in sorted(a.pairs.items()))
    return (likeness * (OTHER_PAIR + (1 - OTHER_PAIR) * together) + PAIR * together) * faded


def _fade(days: int, pace: int, floor: float) -> float:
    return floor + (1 - floor) * math.exp(-days / pace)
