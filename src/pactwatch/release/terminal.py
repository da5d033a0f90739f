"""Text → lines that a terminal shows as they stand. What enters: words, most of them from outside;
what leaves: wrapped lines, in which nothing moves the cursor, changes colours or turns the writing.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

Style = Literal["plain", "title", "head", "dim", "warn"]

#: Format characters that words need: the joiners of Persian, Indic scripts and emoji.
NEEDED = "\u200c\u200d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, and how it is meant; whoever prints it chooses the colours."""

    text: str
    style: Style = "plain"


def visible(text: str) -> str:
    r"""A text in which nothing is a command to a terminal, on one line.

    Controls, marks that turn the direction of writing, and what no font has become `�`.

    >>> visible("a\nb\x1b[31m\u202ec")
    'a b�[31m�c'
    """
    flat = " ".join(text.split())
    if flat.isprintable():  # nothing of the Unicode classes C and Z, but for spaces
        return flat
    return "".join(
        char if char in NEEDED or not unicodedata.category(char).startswith("C") else "�"
        for char in flat
    )


def wrap(
    text: str, *, width: int, indent: int = 0, hang: int = 0, style: Style = "plain"
) -> Iterator[Line]:
    """A text in lines of `width` at most, from column `indent`, later lines `hang` further in."""
    room = max(width, indent + hang + 20)
    for line in textwrap.wrap(
        visible(text),
        room,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
    ):
        yield Line(text=line, style=style)


def shorten(text: str, length: int) -> str:
    """A text of at most `length` characters, cut at a space and marked where it is cut."""
    flat = visible(text)
    if len(flat) <= length:
        return flat
    return flat[: length - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def columns(cells: Sequence[Sequence[str]], *, width: int, indent: int = 0) -> Iterator[Line]:
    """Texts side by side: each cell is some paragraphs, wrapped in a column of its own."""
    between = " | "
    room = (width - indent - len(between) * (len(cells) - 1)) // len(cells)
    wrapped = [
        [
            line
            for text in cell
            for line in textwrap.wrap(visible(text), max(room, 12), break_on_hyphens=False)
        ]
        for cell in cells
    ]
    for row in zip_longest(*wrapped, fillvalue=""):
        text = between.join(part.ljust(room) for part in row)
        yield Line(text=" " * indent + text.rstrip())


def count(number: int, noun: str) -> str:
    """A number and its noun: "1 page", "2 pages"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
