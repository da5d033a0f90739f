"""Text and Markdown → Draft. What enters: the bytes of a .txt or .md; what leaves: its text without
header and marks, and what the header says."""

from __future__ import annotations

import re

from pactwatch.collect.address import web_address
from pactwatch.collect.decode import decode
from pactwatch.collect.draft import Draft
from pactwatch.collect.header import split_header
from pactwatch.collect.language import language_code
from pactwatch.collect.normalise import normalise
from pactwatch.collect.published import day_told, read_day


def clean_plain(data: bytes, media_type: str, *, charset: str | None = None) -> Draft:
    """A text file's bytes → Draft; CollectError where they are no text."""
    decoded = decode(data, charset=charset)
    header = split_header(normalise(decoded.text))
    values, notes = header.values, [decoded.note] if decoded.note else []
    text = header.text
    if media_type == "text/markdown":
        values = {**_heading(text), **values}
        text = normalise(without_marks(text))
    told = values.get("published")
    published = read_day(told) if told else day_told(text.split("\n"))
    if told and published is None:
        notes.append(f"Date: {told!r} is no day such as 2025-05-05; read as undated")
    address = values.get("url")
    if address is not None and web_address(address) is None:
        notes.append(f"URL: {address!r} is no http or https address; read without one")
    return Draft(
        text=text,
        media_type=media_type,
        title=values.get("title"),
        outlet=values.get("outlet"),
        url=web_address(address),
        language=language_code(values.get("language", "")) if "language" in values else None,
        published=published,
        published_basis=None if published is None else "metadata" if told else "text",
        notes=tuple(notes),
    )


_HEADING = re.compile(r"^#\s+(.+?)\s*#*$", re.M)

#: Marks of Markdown, in the order in which they are taken off.
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.{0,5000}?-->", re.S), ""),
    (re.compile(r"^\s{0,3}(?:```|~~~).*$", re.M), ""),
    (re.compile(r"^(?:\s*[-*_]){3,}\s*$", re.M), "\n"),
    (re.compile(r"^[=-]{3,}$", re.M), "\n"),
    (re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.M), r"\n\1\n"),
    (re.compile(r"^(?:>\s?)+", re.M), ""),
    (re.compile(r"!\[[^\[\]\n]*\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)"), ""),
    (
        re.compile(r"\[([^\[\]\n]+)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+\"[^\"\n]*\")?\)"),
        r"\1",
    ),
    (re.compile(r"\[([^\[\]\n]+)\]\[[^\[\]\n]*\]"), r"\1"),
    (re.compile(r"^\[[^\]\n]+\]:\s+\S+.*$", re.M), ""),
    (re.compile(r"<((?:https?|mailto):[^<>\s]+)>"), r"\1"),
    (re.compile(r"(?<![\w*])(\*\*\*|\*\*|\*)(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(__|_)(?=\S)([^_\n]+?)(?<=\S)\1(?![\w_])"), r"\2"),
    (re.compile(r"(?<!`)`([^`\n]+)`(?!`)"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
    (re.compile(r" {2,}$|\\$", re.M), ""),
)


def without_marks(text: str) -> str:
    r"""Markdown → the words it shows; list marks stay, as they tell an item.

    >>> without_marks("The **talks** [began](https://a.example/x) on _Monday_.")
    'The talks began on Monday.'
    """
    for mark, instead in _MARKS:
        text = mark.sub(instead, text)
    return text


def _heading(text: str) -> dict[str, str]:
    """The first heading of the first rank is the title."""
    found = _HEADING.search(text)
    return {"title": normalise(without_marks(found[1]))} if found else {}
