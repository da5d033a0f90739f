"""Register → the same with what people withheld masked, by as many characters, so that offsets hold.

A passage is masked where it stands, and so is what was read in it and is told nowhere else; a name
everywhere, in any case and with whatever stands between its words. The inputs stay as they were
read: `Document.sha256` is that of the text as read, and ids stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from pactwatch.nouns import Document, Range, Register, Span
from pactwatch.reconcile.masking import MASK, Masking


@dataclass(frozen=True, slots=True, kw_only=True)
class Masker:
    """Masks every text of a noun; `whole` are values masked where they are all of a text."""

    pattern: re.Pattern[str] | None
    whole: frozenset[str]
    documents: dict[str, Document]

    def mask(self, noun: Any) -> Any:
        """A noun, tuple or value, with every text in it masked."""
        match noun:
            case str():
                return self.mask_text(noun)
            case tuple():
                return tuple(self.mask(part) for part in noun)
            case Document():
                return self.documents[noun.id]
            case Span():
                return Span.cut(self.documents[noun.doc_id], noun.start, noun.end)
            case _ if is_dataclass(noun) and not isinstance(noun, type):
                changed = {f.name: self.mask(getattr(noun, f.name)) for f in fields(noun)}
                return replace(noun, **changed)
            case _:
                return noun

    def mask_text(self, text: str) -> str:
        """A text of equal length."""
        if text in self.whole:
            return MASK * len(text)
        return self.pattern.sub(lambda m: MASK * len(m[0]), text) if self.pattern else text


def mask_register(register: Register, masking: Masking | None) -> Register:
    """Mask what is withheld in everything that the register shows."""
    if masking is None:
        return register
    names = Masker(pattern=masking.pattern, whole=frozenset(), documents={})
    pages = {
        doc.id: _mask_document(doc, masking.passages.get(doc.id, ()), names)
        for doc in register.documents
    }
    whole = masking.values(register.as_of)
    masker = Masker(pattern=masking.pattern, whole=whole, documents=pages)
    found: Register = masker.mask(register)
    return found


def _mask_document(doc: Document, passages: Iterable[Range], names: Masker) -> Document:
    pieces = sorted({*passages, *_found(doc.text, names.pattern)})
    text = list(doc.text)
    for start, end in pieces:
        text[start:end] = MASK * (min(end, len(text)) - start)
    others: dict[str, Any] = {
        name: names.mask_text(value)
        for name in ("source", "url", "outlet", "title")
        if (value := getattr(doc, name)) is not None
    }
    if not pieces:
        return replace(doc, **others)
    return replace(
        doc, text="".join(text), masked=tuple(pieces), sha256_as_read=doc.sha256, **others
    )


def _found(text: str, pattern: re.Pattern[str] | None) -> Iterator[Range]:
    if pattern:
        yield from (match.span() for match in pattern.finditer(text))
