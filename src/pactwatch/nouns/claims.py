"""What pages say: claims with their values, days and voices; a reading of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pactwatch.ids import content_id
from pactwatch.nouns.groups import Link
from pactwatch.nouns.texts import Range, Span

Factuality = Literal["asserted", "reported", "planned", "conditional", "denied"]
Basis = Literal[
    "document", "court_record", "named_official", "unnamed_official", "other_medium", "data", "page"
]
DateBasis = Literal["stated", "resolved", "fact", "unanchored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How many, as told: "more than 200" has `min` 200 and no `max`; "250" has both."""

    min: float | None
    max: float | None
    words: str


Value = str | int | float | bool | Quantity | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A filled slot of a claim and its grounds: the words in the same document that fill it."""

    name: str
    value: Value
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The words that tell when, and their reading before any publication day is known.

    `form` is read by `pactwatch.days.anchor`; it holds no day that the words do not hold.
    """

    words: str
    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says a claim, where the page itself does not."""

    name: str
    role: str | None = None
    organisation: str | None = None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Via:
    """The medium or outlet through which a claim comes ("Rwanda TV")."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a page says once. Immutable; days are resolved elsewhere, from `when`.

    `why` names the frame, the trigger's words and the rule that decided, for `show --why`.
    """

    id: str
    kind: str
    doc_id: str
    span: Span
    spans: tuple[Range, ...] = ()  #: the pieces, where a cue interrupts a statement
    mentions: tuple[Range, ...] = ()  #: where the page says it again
    slots: tuple[Slot, ...]
    said_by: Voice | None = None
    via: Via | None = None
    basis: Basis = "page"
    factuality: Factuality = "asserted"
    when: When | None = None
    reader: str
    why: tuple[str, ...] = ()

    def value(self, name: str) -> Value | None:
        """The value of slot `name`, or None where no words fill it."""
        for slot in self.slots:  # asked more often than anything else
            if slot.name == name:
                return slot.value
        return None

    def grounds(self, name: str) -> Range | None:
        """Where the words stand that fill slot `name`."""
        return next(((slot.start, slot.end) for slot in self.slots if slot.name == name), None)

    @staticmethod
    def id_of(*, doc_id: str, kind: str, spans: tuple[Range, ...], slots: tuple[Slot, ...]) -> str:
        """Document + kind + spans + slots as read; no resolved day, no reader, no run."""
        read = sorted((slot.name, plain(slot.value)) for slot in slots)
        return content_id("clm", doc_id, kind, [list(span) for span in spans], read)


def plain(value: Value | None) -> object:
    """A slot's value as JSON's own values."""
    match value:
        case Quantity():
            return {"min": whole(value.min), "max": whole(value.max), "words": value.words}
        case tuple():
            return list(value)
        case float():
            return whole(value)
        case _:
            return value


def whole(value: float | None) -> float | int | None:
    """A float without a fraction as an int, so that 250.0 is written 250."""
    return int(value) if value is not None and float(value).is_integer() else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one set of readers found in one document; the newest that ended well is current.

    `in_domain` says whether the page concerns the pack's domain, `repeated` holds the passages
    that say again what the page said above.
    """

    doc_id: str
    readers: str  #: names and versions, and the pack's
    in_domain: bool
    repeated: tuple[Range, ...] = ()
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
