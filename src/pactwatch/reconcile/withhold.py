"""Register → the same with what people withheld masked, by as many characters, so that offsets hold.

A passage is masked where it stands, and so is what was read in it and is told nowhere else; a name
everywhere, in any case and with whatever stands between its words. The inputs stay as they were
read: `Document.sha256` is that of the text as read, and ids stay.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from pactwatch.domain import Pack, SlotType
from pactwatch.nouns import Claim, Document, Judgement, Quantity, Range, Register, Span

MASK = "█"
FREE: tuple[SlotType, ...] = ("party", "words", "money", "day")  #: slots that hold a page's words
PASSAGE = 12  #: characters from which on a withheld passage is masked wherever its words stand


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


def mask_register(register: Register, masked: Sequence[Judgement], pack: Pack) -> Register:
    """Mask what is withheld in everything that the register shows."""
    if not masked:
        return register
    passages: dict[str, list[Range]] = defaultdict(list)
    words: set[str] = {one.value for one in masked if one.value}
    for one in masked:
        if one.value is None:
            passages[one.doc_id].append(one.span.range)
    texts = {doc.id: doc.text for doc in register.documents}
    literal = {texts[d][a:b] for d, found in passages.items() if d in texts for a, b in found}
    pattern = _pattern(words | {text for text in literal if len(text) >= PASSAGE})
    names = Masker(pattern=pattern, whole=frozenset(), documents={})
    pages = {doc.id: _mask_document(doc, passages[doc.id], names) for doc in register.documents}
    whole = frozenset(_told_only_in(register.claims, passages, texts, pack))
    masker = Masker(pattern=pattern, whole=whole, documents=pages)
    found: Register = masker.mask(register)
    return found


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Words in any case, with whatever stands between them, longest first."""
    spelled = [
        r"[\W_]+".join(re.escape(part) for part in re.findall(r"\w+", text))
        for text in sorted(words, key=lambda text: (-len(text), text))
    ]
    spelled = [rf"(?<![^\W_]){one}(?![^\W_])" for one in spelled if one]
    return re.compile("|".join(spelled), re.IGNORECASE) if spelled else None


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


def _told_only_in(
    claims: Iterable[Claim],
    passages: Mapping[str, list[Range]],
    texts: Mapping[str, str],
    pack: Pack,
) -> set[str]:
    """Values that stand in a withheld passage, and that no other words tell."""
    hidden: set[str] = set()
    told: set[str] = set()
    for claim in claims:
        for value, start, end in _values(claim, pack.kind(claim.kind).slots_of(*FREE)):
            cover = [
                texts[claim.doc_id][a:b]
                for a, b in passages.get(claim.doc_id, ())
                if a < end and start < b
            ]
            is_in = any(value.casefold() in text.casefold() for text in cover)
            (hidden if is_in else told).add(value)
    return hidden - told


def _values(claim: Claim, free: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    """The texts that a claim holds, and where the words stand that give them."""
    for slot in claim.slots:
        if isinstance(slot.value, str) and slot.name in free:
            yield slot.value, slot.start, slot.end
        elif isinstance(slot.value, Quantity):
            yield slot.value.words, slot.start, slot.end
    for words in (claim.said_by, claim.via):
        if words:
            yield words.name, words.start, words.end
    if claim.said_by:
        for part in (claim.said_by.role, claim.said_by.organisation):
            if part:
                yield part, claim.said_by.start, claim.said_by.end
    if claim.when:
        yield claim.when.words, claim.when.start, claim.when.end
