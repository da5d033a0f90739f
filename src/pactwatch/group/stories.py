"""Document → story: which pages tell one event.

Pages are alike by the words of their title and opening, weighed by how rare they are, less so the
further apart they were published; claims on the same pair speak for one story, those on other pairs
against it. Stories are grown by average linkage: two grow together while their pages are alike on
average, so that background told on one page does not pull others in.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pactwatch.days import sort_key, span_of
from pactwatch.group.linkage import Edges
from pactwatch.group.sharing import Sharing
from pactwatch.group.words import EVERYWHERE, stem
from pactwatch.ids import content_id
from pactwatch.nouns import Document, Reading, Story

LEAST = 0.12  #: average likeness from which on two groups of pages are one story
OPENING = 2000  #: characters of a page that count: news tells its event first
TITLE = 3  #: how often a title's word counts
MOST = 48  #: earlier pages with which one is grouped, those first that are most alike
FREE_DAYS = 3  #: days apart that mean nothing
#: Likeness fades with days apart, down to a floor. An affair's events follow close on each other,
#: told in the same words, so that pages on a pair of states fade fast.
FADING_DAYS, FLOOR = 30, 0.85
AFFAIR_DAYS, AFFAIR_FLOOR, AFFAIR_UNDATED = 7, 0.2, 0.5
OTHER_PAIR = 0.1  #: what is left of the likeness of pages that tell of quite different pairs
PAIR = 0.05  #: what the same pair adds, at most
FAINT = 0.05  #: likeness below which two pages have nothing to do with each other

WORD = re.compile(r"\w[\w'’]*")

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Page:
    """What of a page decides about its story."""

    doc: Document
    day: date | None
    pairs: Weights


def find_stories(documents: Sequence[Document], readings: Sequence[Reading]) -> tuple[Story, ...]:
    """Pages and what was read in them → stories of two pages or more, by id."""
    claims = {reading.doc_id: _pairs(reading) for reading in readings}
    pages = [_page(doc, claims.get(doc.id, {})) for doc in sorted(documents, key=lambda d: d.id)]
    groups = _find_alike(pages).link(len(pages), LEAST)
    stories = [_story([pages[i].doc for i in group]) for group in groups if len(group) > 1]
    return tuple(sorted(stories, key=lambda story: story.id))


def _story(docs: Sequence[Document]) -> Story:
    """A story is named after its earliest page."""
    first, *_ = sorted(docs, key=lambda doc: (sort_key(doc.known), doc.id))
    title = first.title or next((line for line in first.text.splitlines() if line.strip()), "")
    ids = tuple(sorted(doc.id for doc in docs))
    return Story(id=content_id("sty", first.id), title=title.strip()[:200], documents=ids)


def _page(doc: Document, pairs: Weights) -> Page:
    span = span_of(doc.published)
    return Page(doc, span[0] if span else None, pairs)


def _weigh_words(doc: Document) -> Counter[str]:
    words = Counter(_words(doc.text[:OPENING]))
    for word in _words(doc.title or ""):
        words[word] += TITLE
    return words


def _words(text: str) -> Iterator[str]:
    for match in WORD.finditer(text.casefold()):
        word = match[0]
        if len(word) > 1 and word not in EVERYWHERE:
            yield stem(word)


def _pairs(reading: Reading) -> Weights:
    """How much of a page is about each set of two states, as its claims have them.

    What a claim tells of two states is told by two slots whose values are state codes.
    """
    found: Counter[str] = Counter()
    for claim in reading.claims:
        codes = [s.value for s in claim.slots if isinstance(s.value, str) and _is_code(s.value)]
        if len(codes) > 1:
            found["-".join(codes[:2])] += 1
    length = math.sqrt(sum(count * count for count in found.values()))
    return {pair: count / length for pair, count in found.items()}


def _is_code(value: str) -> bool:
    return len(value) == 3 and value.isascii() and value.isupper()


def _find_alike(pages: Sequence[Page]) -> Edges:
    """Each two pages that are alike; of one with many such, those that are most so."""
    sharing = Sharing(_weigh_words(page.doc) for page in pages)
    edges = Edges()
    for i, page in enumerate(pages):
        found = [(_in_all(page, pages[j], value), j) for j, value in sharing.before(i, FAINT)]
        enough = [one for one in found if one[0] >= FAINT]
        if len(enough) > MOST:
            enough = sorted(enough, key=lambda one: (-one[0], one[1]))[:MOST]
        for likeness, j in enough:
            edges.add(i, j, likeness)
    return edges


def _in_all(a: Page, b: Page, likeness: float) -> float:
    """Likeness of words, faded by days apart, with what claims say for or against it."""
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
