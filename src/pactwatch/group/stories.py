"""Document → story: which pages tell one event.

Pages are alike by the words of their title and opening, weighed by how rare they are, less so the
further apart they were published; claims on the same pair speak for one story, those on other pairs
against it. Stories are grown by average linkage: two grow together while their pages are alike on
average, so that background told on one page does not pull others in.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pactwatch.days import sort_key, span_of
from pactwatch.group.words import EVERYWHERE
from pactwatch.ids import content_id
from pactwatch.nouns import Document, Reading, Story

LEAST = 0.12  #: average likeness from which on two groups of pages are one story
OPENING = 1500  #: characters of a page that count: news tells its event first
TITLE = 3  #: how often a title's word counts
FEWEST = 50  #: pages supposed where fewer were read, so that shared words are not all common
#: Weight in a page's length of words that no other page has: among few pages most are such.
ALONE, ALONE_AMONG = 0.1, 10
COMMON = 0.3  #: share of pages in which a word tells nothing, once there are MANY
MANY = 200
FREE_DAYS = 3  #: days apart that mean nothing
#: Likeness fades with days apart, down to a floor. An affair's events follow close on each other,
#: told in the same words, so that pages on a pair of states fade fast.
FADING_DAYS, FLOOR = 30, 0.85
AFFAIR_DAYS, AFFAIR_FLOOR, AFFAIR_UNDATED = 7, 0.2, 0.5
OTHER_PAIR = 0.1  #: what is left of the likeness of pages that tell of quite different pairs
PAIR = 0.05  #: what the same pair adds, at most
FAINT = 0.02  #: likeness below which two pages have nothing to do with each other

WORD = re.compile(r"\w[\w'’]*")
ENDING = re.compile(r"(?:['’]s|ies|es|s|ing|ed)$")

Weights = Mapping[str, float]
Alike = dict[int, dict[int, float]]


@dataclass(frozen=True, slots=True)
class Page:
    """What of a page decides about its story."""

    doc: Document
    day: date | None
    words: Counter[str]
    pairs: Weights


def find_stories(documents: Sequence[Document], readings: Sequence[Reading]) -> tuple[Story, ...]:
    """Pages and what was read in them → stories of two pages or more, by id."""
    claims = {reading.doc_id: _pairs(reading) for reading in readings}
    pages = [_page(doc, claims.get(doc.id, {})) for doc in sorted(documents, key=lambda d: d.id)]
    groups = _link(_likenesses(pages), len(pages))
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
    words = Counter(_words(doc.text[:OPENING]))
    for word in _words(doc.title or ""):
        words[word] += TITLE
    return Page(doc, span[0] if span else None, words, pairs)


def _words(text: str) -> Iterator[str]:
    for match in WORD.finditer(text.casefold()):
        word = match[0]
        if len(word) > 1 and word not in EVERYWHERE:
            yield ENDING.sub("", word) if len(word) > 4 else word


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


def _likenesses(pages: Sequence[Page]) -> Alike:
    """Pages → how alike each two are that share telling words."""
    spread = Counter(word for page in pages for word in page.words)
    common = COMMON * len(pages) if len(pages) >= MANY else len(pages)
    vectors = [_weigh(page.words, spread, len(pages), common) for page in pages]
    having: dict[str, list[tuple[int, float]]] = defaultdict(list)
    alike: Alike = defaultdict(dict)
    for i, vector in enumerate(vectors):
        shared: dict[int, float] = defaultdict(float)
        for word, weight in vector.items():
            for j, other in having[word]:
                shared[j] += weight * other
            having[word].append((i, weight))
        for j, likeness in shared.items():
            likeness = _in_all(pages[i], pages[j], likeness)
            if likeness >= FAINT:
                alike[i][j] = alike[j][i] = likeness
    return alike


def _weigh(
    words: Counter[str], spread: Counter[str], pages: int, common: float
) -> dict[str, float]:
    """Words that other pages have too, by their weight, to a length of about one."""
    weights = {
        word: (1 + math.log(count)) * math.log((max(pages, FEWEST) + 0.5) / spread[word])
        for word, count in sorted(words.items())
        if spread[word] <= common
    }
    alone = min(1.0, max(ALONE, ALONE_AMONG / pages))
    squares = (w * w * (1 if spread[word] > 1 else alone) for word, w in weights.items())
    length = math.sqrt(sum(squares)) or 1.0
    return {word: weight / length for word, weight in weights.items() if spread[word] > 1}


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


def _link(alike: Alike, count: int) -> list[list[int]]:
    """Average linkage: the two groups that are most alike on average grow together first."""
    groups = {i: [i] for i in range(count)}
    heap = [(-value, i, j) for i, row in alike.items() for j, value in row.items() if i < j]
    heapq.heapify(heap)
    sums = {i: dict(row) for i, row in alike.items()}
    grown = count
    while heap:
        value, i, j = heapq.heappop(heap)
        if -value < LEAST:
            break
        if i not in groups or j not in groups:
            continue
        groups[grown] = groups.pop(i) + groups.pop(j)
        sums[grown] = _add(sums.pop(i), sums.pop(j), {i, j})
        for k, total in sums[grown].items():
            sums[k].pop(i, None)
            sums[k].pop(j, None)
            sums[k][grown] = total
            heapq.heappush(heap, (-total / (len(groups[grown]) * len(groups[k])), k, grown))
        grown += 1
    return sorted(sorted(group) for group in groups.values())


def _add(one: dict[int, float], other: dict[int, float], gone: set[int]) -> dict[int, float]:
    """The sums of likeness of a group that has grown together."""
    return {k: one.get(k, 0.0) + other.get(k, 0.0) for k in sorted({*one, *other}) if k not in gone}
