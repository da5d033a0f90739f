"""`spread.yaml`: how common words are on pages of the domain."""

from __future__ import annotations

from collections.abc import Mapping

from pactwatch.domain.part import Part


class SpreadFile(Part):
    """`spread.yaml`: how many of so many `pages` of the domain have a word.

    `words` leads from a number of pages to the words that so many have, folded and without endings.
    A pack without one knows only how common words are in news at large.
    """

    version: int = 1
    pages: int = 0
    words: Mapping[int, str] = {}
