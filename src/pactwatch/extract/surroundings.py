"""Parsed paragraphs → scenes. What enters: sentences by paragraph and the text; what leaves: each
sentence with the quotations on which its reading may depend.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.extract.parse import Sentence
from pactwatch.extract.quotes import Quotes, find_quotes
from pactwatch.extract.scene import Around, Scene
from pactwatch.nouns import Range

#: Words that may stand beside a quotation without making a clause ("And", "Still").
BESIDE = 2


def set_scenes(paragraphs: Sequence[Sequence[Sentence]], text: str) -> Iterator[Scene]:
    """Every sentence of a document in its surroundings, in order."""
    filled = [list(p) for p in paragraphs if p]
    borders = [(p[0].start, p[-1].end) for p in filled]
    quotes = find_quotes(borders, text)
    for number, paragraph in enumerate(filled):
        bare = [_is_bare(sentence, quotes) for sentence in paragraph]
        for index, sentence in enumerate(paragraph):
            last = index == len(paragraph) - 1
            below = _opening(borders, number + 1, quotes) if last else ()
            rest = None if last else (paragraph[index + 1].start, borders[number][1])
            chain = _chain(paragraph, bare, index, quotes)
            around = Around(number, index, len(paragraph), chain, below, rest)
            yield Scene(sentence, quotes, around)


def _is_bare(sentence: Sentence, quotes: Quotes) -> bool:
    """Whether a sentence holds a quotation and no clause beside it."""
    here = quotes.between(sentence.start, sentence.end)
    if not here:
        return False
    outside = [
        word
        for word in sentence.words
        if word.pos not in ("PUNCT", "SPACE") and quotes.at(sentence.start + word.start) is None
    ]
    return len(outside) <= BESIDE


def _chain(
    paragraph: Sequence[Sentence], bare: Sequence[bool], index: int, quotes: Quotes
) -> tuple[Range, ...]:
    """The quotations that follow a sentence in its paragraph with nothing said between them."""
    own = set(quotes.between(paragraph[index].start, paragraph[index].end))
    found: list[int] = []
    for later in range(index + 1, len(paragraph)):
        if not bare[later]:
            break
        for q in quotes.between(paragraph[later].start, paragraph[later].end):
            if q not in own and q not in found:
                found.append(q)
    return tuple(quotes.all[q].inner for q in found)


def _opening(borders: Sequence[Range], number: int, quotes: Quotes) -> tuple[Range, ...]:
    """The quotation with which a paragraph opens, and those that take it up below."""
    found: list[Range] = []
    while number < len(borders):
        start, _ = borders[number]
        q = quotes.at(start)
        if q is None:
            break
        found.append(quotes.all[q].inner)
        if not quotes.all[q].goes_on:
            break
        number += 1
    return tuple(found)
