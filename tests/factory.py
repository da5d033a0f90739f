"""Objects for tests: each builder makes a whole noun, and takes the fields that a test is about.

Every room's tests use these; a builder here has defaults that no test may lean on for its point.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pactwatch.domain import load_pack
from pactwatch.nouns import (
    Capture,
    Claim,
    Document,
    Quantity,
    Reading,
    Record,
    Register,
    Slot,
    Span,
    Value,
    When,
)

NOON = datetime(2025, 5, 6, 12, 0, tzinfo=UTC)

TEXT = (
    "Freedonia agreed on Monday to take 30 migrants from Sylvania.\n"
    "The first flight left on Friday, its interior ministry said."
)


class StandingClock:
    """A clock that stands still."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now


def document(text: str = TEXT, **fields: Any) -> Document:
    """A document with this text; its id and the day it is known follow from what is given."""
    published = fields.get("published")
    fields.setdefault(
        "id", Document.id_of(url=fields.get("url"), outlet=fields.get("outlet"), text=text)
    )
    fields.setdefault("source", "report.txt")
    fields.setdefault("known", published or NOON.date().isoformat())
    fields.setdefault("known_basis", "published" if published else "collected")
    fields.setdefault("published_basis", "given" if published else None)
    fields.setdefault("language", "en")
    return Document(text=text, **fields)


def capture(data: bytes | str = TEXT, **fields: Any) -> Capture:
    """Bytes as they came from `report.txt`, at `NOON`; a string is encoded as UTF-8."""
    fields.setdefault("source", "report.txt")
    fields.setdefault("media_type", "text/plain")
    fields.setdefault("captured_at", NOON.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return Capture(data=data.encode("utf-8") if isinstance(data, str) else data, **fields)


def slot(doc: Document, name: str, value: Value, words: str, *, after: int = 0) -> Slot:
    """A slot whose grounds are the first `words` at or after an offset."""
    start = doc.text.index(words, after)
    return Slot(name=name, value=value, start=start, end=start + len(words))


def claim(doc: Document | None = None, *, quote: str | None = None, **fields: Any) -> Claim:
    """A claim on a page: its span is `quote`, else the first line; its id follows from the rest."""
    doc = doc or document()
    quote = quote or doc.text.splitlines()[0]
    start = doc.text.index(quote)
    fields.setdefault("span", Span.cut(doc, start, start + len(quote)))
    fields.setdefault("spans", (fields["span"].range,))
    fields.setdefault("kind", "arrangement")
    fields.setdefault("slots", ())
    fields.setdefault("reader", "test@1")
    fields.setdefault(
        "id",
        Claim.id_of(
            doc_id=doc.id, kind=fields["kind"], spans=fields["spans"], slots=fields["slots"]
        ),
    )
    return Claim(doc_id=doc.id, **fields)


def reading(doc: Document, *claims: Claim, **fields: Any) -> Reading:
    """The reading of a page that found these claims."""
    fields.setdefault("readers", "test@1")
    fields.setdefault("in_domain", bool(claims))
    return Reading(doc_id=doc.id, claims=claims, **fields)


def record(**fields: Any) -> Record:
    """A record of a kind; each slot that is not given is empty."""
    fields.setdefault("id", "rec_1")
    fields.setdefault("kind", "transfer")
    fields.setdefault("known_since", NOON.date().isoformat())
    fields.setdefault("grade", "C")
    fields.setdefault("grade_why", "one named origin")
    fields.setdefault("origins", 1)
    fields.setdefault("claims", ())
    told = dict(fields.pop("slots", ()))
    names = load_pack("transfers").kind(fields["kind"]).slots
    return Record(slots=tuple((name, told.get(name)) for name in names), **fields)


def register(**fields: Any) -> Register:
    """A register that holds what is given, and nothing else."""
    fields.setdefault("as_of", None)
    return Register(**fields)


def told(
    doc: Document, kind: str, quote: str, *, when: tuple[str, str] | None = None, **given: Any
) -> Claim:
    """A claim whose slots are given by name; each is grounded in the quote's first letter.

    `when` is the words that tell the day, and their form; fields of a claim may be given too.
    """
    at = doc.text.index(quote)
    names = load_pack("transfers").kind(kind).slots
    slots = tuple(
        Slot(name=name, value=value, start=at, end=at + 1)
        for name, value in given.items()
        if name in names and value is not None
    )
    fields = {name: value for name, value in given.items() if name not in names}
    if when:
        start = doc.text.index(when[0])
        fields["when"] = When(words=when[0], form=when[1], start=start, end=start + len(when[0]))
    return claim(doc, kind=kind, quote=quote, slots=slots, **fields)


def people(count: float | None, words: str | None = None, most: float | None = None) -> Quantity:
    """So many people, exactly, or at least and at most."""
    return Quantity(
        min=count, max=count if most is None else most, words=words or f"{count or most} people"
    )
