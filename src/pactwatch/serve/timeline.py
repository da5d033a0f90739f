"""A hub's history → a timeline with both clocks: when each entry happened, and when it was known.

Positions run from 0 to 1; the template sets the scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pactwatch.days import span_of
from pactwatch.domain import Pack, Tone
from pactwatch.nouns import Step

MOST_MARKS = 12  #: of the scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A entry: between which days it lies (None where none is told), and since when it is known."""

    entry: Step
    tone: Tone
    happened: tuple[float, float] | None
    is_open: bool  #: it began then, and no end is told
    known: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark of the scale."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All steps of one history on one scale."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]


def draw_timeline(pack: Pack, history: Sequence[Step]) -> Timeline | None:
    """The steps in their order; None where no day is known."""
    known = {id(entry): span[1] for entry in history if (span := span_of(entry.known_since))}
    if len(known) < len(history) or not history:
        return None
    happened = {id(entry): _closed(entry, known[id(entry)]) for entry in history}
    days = [*known.values(), *(day for span in happened.values() if span for day in span)]
    first, last = _whole_months(min(days), max(days))
    width = max((last - first).days, 1)

    def place(day: date) -> float:
        return (day - first).days / width

    marks = []
    for entry in history:
        span = happened[id(entry)]
        marks.append(
            Mark(
                entry=entry,
                tone=pack.views.tone_of(entry.value),
                happened=(place(span[0]), place(span[1])) if span else None,
                is_open=bool(entry.date and entry.date.endswith("/..")),
                known=place(known[id(entry)]),
            )
        )
    ticks = tuple(Tick(at=place(day), label=label) for day, label in _ticks(first, last))
    return Timeline(marks=tuple(marks), ticks=ticks)


def _closed(entry: Step, known: date) -> tuple[date, date] | None:
    """Between which days a entry lies; of one whose end is open, up to when it was known."""
    if entry.date is None or entry.date.startswith("X"):
        return None
    if entry.date.endswith("/.."):
        span = span_of(entry.date.removesuffix("/.."))
        return (span[0], max(span[0], min(span[1], known))) if span else None
    return span_of(entry.date)


def _whole_months(first: date, last: date) -> tuple[date, date]:
    """From the first of a month to the first of one after."""
    after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return first.replace(day=1), after


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """Firsts of months, quarters or years, so many as have room."""
    months = (last.year - first.year) * 12 + last.month - first.month
    apart = next((n for n in (1, 3, 6, 12, 24, 60, 120) if months / n <= MOST_MARKS), 240)
    found = []
    for number in range(months + 1):
        total = first.month - 1 + number
        day = date(first.year + total // 12, total % 12 + 1, 1)
        if (day.year * 12 + day.month - 1) % apart == 0:
            label = str(day.year) if apart >= 12 else day.isoformat()[:7]
            found.append((day, label))
    return found
