"""Document → DividedDocument: passages with their kind and sentences, and which of them repeat."""

from __future__ import annotations

import re
from typing import Literal

from pactwatch.divide.blocks import ITEM, blocks_of
from pactwatch.divide.chrome import is_chrome, is_list_label
from pactwatch.divide.repeats import find_repeats
from pactwatch.divide.sentences import sentences_of
from pactwatch.nouns import DividedDocument, Document, Passage, Range

PassageKind = Literal["title", "paragraph", "item", "chrome"]

_LONGEST_TITLE = 140  #: characters of a heading
_FEWEST_HEADLINES = 3  #: at a page's end; fewer may be the article's own


def divide_document(document: Document) -> DividedDocument:
    """Document → its passages, in order, disjoint, holding all of its text but blanks."""
    text = document.text
    parts = blocks_of(text)
    kinds = _kinds(text, parts, document.title)
    repeats = find_repeats(text, parts)
    passages = tuple(
        Passage(
            doc_id=document.id,
            index=index,
            start=block[0],
            end=block[1],
            kind=kinds[index],
            sentences=tuple(sentences_of(text, block, is_title=kinds[index] == "title")),
            repeats=repeats[index],
        )
        for index, block in enumerate(parts)
    )
    return DividedDocument(document=document, passages=passages)


def _kinds(text: str, parts: list[Range], title: str | None) -> list[PassageKind]:
    kinds: list[PassageKind] = []
    below_label = False
    wordings = [text[start:end] for start, end in parts]
    for words in wordings:
        kind = _kind(words, title)
        if kind == "chrome":
            below_label = is_list_label(words)
        elif below_label and kind != "paragraph":
            kind = "chrome"
        else:
            below_label = False
        kinds.append(kind)
    return _with_last_headlines(kinds, wordings)


def _kind(words: str, title: str | None) -> PassageKind:
    if title is not None and abs(len(words) - len(title)) <= 8 and _bare(words) == _bare(title):
        return "title"
    if is_chrome(words):
        return "chrome"
    if ITEM.match(words):
        return "item"
    return "title" if _is_title(words) else "paragraph"


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.casefold())


def _is_title(words: str) -> bool:
    """Short, begins like a sentence, and doesn't end like one."""
    bare = words.rstrip("\"'”’»)")
    return (
        len(words) <= _LONGEST_TITLE
        and not words[0].islower()
        and bare[-1:] not in tuple(".!…:;,")
        and any(char.isalpha() for char in words)
    )


def _with_last_headlines(kinds: list[PassageKind], wordings: list[str]) -> list[PassageKind]:
    """Headlines one below the other at a page's end are other stories'.

    Captions and posts ("… — Name (@name)") are not: a stop or a sign within tells them.
    """
    start = len(kinds)
    while start and (kinds[start - 1] == "chrome" or _is_headline(kinds, wordings, start - 1)):
        start -= 1
    headlines = kinds[start:].count("title")
    if headlines < _FEWEST_HEADLINES or "paragraph" not in kinds[:start]:
        return kinds
    return [kind if i < start else "chrome" for i, kind in enumerate(kinds)]


def _is_headline(kinds: list[PassageKind], wordings: list[str], i: int) -> bool:
    return kinds[i] == "title" and not re.search(r"[@©()]|\. [A-Z]|https?:|[—|]", wordings[i])
