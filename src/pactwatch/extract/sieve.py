"""Text → whether it can concern the domain at all, before anything is parsed.

A page that holds no word of the pack's topic, or names fewer than two states, is left unparsed. The
words are looked for at the start of words, so that "deport" finds "deported" and "deportation".

`missing` asks the same of letters without blanks, in which no word has a start or end: what it
misses there, `may_concern` misses in any text that the letters hold.
"""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation, MatchKind

from pactwatch.extract.lexicon import Name


NO_WORD = "no word of the topic"
ONE_STATE = "fewer than two states named"


def _letters(text: str) -> str:
    return "".join(text.split())


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

        self._letters_of_words = _finder({_letters(word) for word in words})
        codes: dict[str, set[str]] = {}
        for name in self._names:
            codes.setdefault(_letters(name.text), set()).add(name.code)
        self._codes = [frozenset(codes[letters]) for letters in sorted(codes)]
        self._letters_of_names = _finder(codes)

    def missing(self, letters: str) -> str | None:
        """What letters lack to concern the domain, in words, or None where they may.

        `letters` are a text in NFC without blanks and without what nobody can see.
        """
        if not self._letters_of_words.find_matches_as_indexes(letters.lower().encode()):
            return NO_WORD
        seen: set[str] = set()
        for which, _, _ in self._letters_of_names.find_matches_as_indexes(
            letters.encode(), overlapping=True
        ):
            seen |= self._codes[which]
            if len(seen) > 1:
                return None
        return ONE_STATE

    def may_concern(self, text: str) -> bool:
        """Whether a word of the topic and two states stand in the text."""
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
