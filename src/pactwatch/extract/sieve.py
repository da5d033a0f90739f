"""Text → whether it can concern the domain at all, before anything is parsed.

A page that holds no word of the pack's topic, or names fewer than two states, is left unparsed. The
words are looked for at the start of words, so that "deport" finds "deported" and "deportation".

`missing` asks the same of a page that is not cleaned yet: of marked text, in which a `<` stands
wherever a tag stood.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation, MatchKind

from pactwatch.extract.lexicon import Name

NO_WORD = "no word of the topic"
ONE_STATE = "fewer than two states named"


_BLANKS = b"<\t\n\v\f\r\x1c\x1d\x1e\x1f "  #: and marks


def _letters(text: str) -> str:
    return "".join(text.split())


@lru_cache(maxsize=4096)
def _apart(letters: str) -> re.Pattern[str]:
    """Letters with whatever may stand between them once tags are gone."""
    return re.compile(r"[\s<]*".join(map(re.escape, letters)))


def _stands_alone(letters: str, marked: str, times: int) -> bool:
    """Whether letters, which stand in marked text so many times, can be words of their own.

    Others than ASCII may be spelled in two ways, and are taken to be.
    """
    if not letters.isascii():
        return True
    in_one_piece = 0
    start = marked.find(letters)
    while start >= 0:
        if _is_word(marked, start, start + len(letters)):
            return True
        in_one_piece += 1
        start = marked.find(letters, start + 1)
    if in_one_piece == times:
        return False
    found = _apart(letters).search(marked)
    while found is not None:
        if _is_word(marked, *found.span()):
            return True
        found = _apart(letters).search(marked, found.start() + 1)
    return False


def _is_word(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()


def _finder(patterns: Iterable[str]) -> BytesAhoCorasick:
    """Looks for patterns in the order of their letters; the tables are large, and quick."""
    ordered = [pattern.encode() for pattern in sorted(patterns)]
    return BytesAhoCorasick(ordered, implementation=Implementation.DFA)


class Sieve:
    """The pack's topic words and names, looked for in raw text."""

    def __init__(self, words: Iterable[str], names: Iterable[Name]) -> None:
        words = sorted({word.lower() for word in words})
        self._words = AhoCorasick(words)
        self._names = sorted((n for n in names if n.code), key=lambda n: (n.text, n.code))
        self._finder = AhoCorasick(
            [n.text for n in self._names], matchkind=MatchKind.LeftmostLongest
        )

        self._marked_words = _finder({_letters(word) for word in words})
        forms: dict[str, set[str]] = {}
        for name in self._names:
            forms.setdefault(_letters(name.text), set()).add(name.code)
        self._forms = sorted(forms)
        self._codes = [frozenset(forms[letters]) for letters in self._forms]
        self._marked_names = _finder(forms)

    def missing(self, marked: str) -> str | None:
        """What marked text lacks to concern the domain, in words, or None where it may.

        Marked text is in NFC; a `<` in it may stand between words, inside one, or for nothing.
        What is missing here `may_concern` misses in any text that can be made of it.
        """
        if marked.isascii():
            letters = marked.encode().translate(None, _BLANKS)
        else:
            text = unicodedata.normalize("NFC", "".join(marked.replace("<", "").split()))
            letters = text.encode()
        found = self._marked_names.find_matches_as_indexes(letters, overlapping=True)
        times = Counter([which for which, _, _ in found])
        if not (
            self._are_two(times)
            and self._are_two(w for w in times if self._alone(w, marked, times))
        ):
            return ONE_STATE
        lower = letters.lower() if marked.isascii() else letters.decode().lower().encode()
        return None if self._marked_words.find_matches_as_indexes(lower) else NO_WORD

    def _alone(self, which: int, marked: str, times: Mapping[int, int]) -> bool:
        return _stands_alone(self._forms[which], marked, times[which])

    def _are_two(self, forms: Iterable[int]) -> bool:
        """Whether names in these forms are of more than one state."""
        seen: set[str] = set()
        for which in forms:
            seen |= self._codes[which]
            if len(seen) > 1:
                return True
        return False

    def may_concern(self, text: str) -> bool:
        """Whether a word of the topic and two states stand in the text, over the ends of lines too."""
        text = text.replace("\n", " ")
        lower = text.lower()
        if not any(
            start == 0 or not lower[start - 1].isalnum()
            for _, start, _ in self._words.find_matches_as_indexes(lower)
        ):
            return False
        seen: set[str] = set()
        for which, start, end in self._finder.find_matches_as_indexes(text):
            if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
                continue
            seen.add(self._names[which].code)
            if len(seen) > 1:
                return True
        return False
