"""Text → whether it can concern the domain at all, before anything is parsed.

A page that holds no word of the pack's topic, or names fewer than two states, is left unparsed. The
words are looked for at the start of words, so that "deport" finds "deported" and "deportation".
"""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

from pactwatch.extract.lexicon import Name


class Sieve:
    """The pack's topic words and names, looked for in raw text."""

    def __init__(self, words: Iterable[str], names: Iterable[Name]) -> None:
        self._words = AhoCorasick(sorted({word.lower() for word in words}))
        self._names = sorted((n for n in names if n.code), key=lambda n: (n.text, n.code))
        self._finder = AhoCorasick(
            [n.text for n in self._names], matchkind=MatchKind.LeftmostLongest
        )

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
