"""Records, values and pages → a few words, as lines for a terminal and lists of changes have them."""

from __future__ import annotations

import re

from pactwatch.days import day_in_words
from pactwatch.domain import Kind
from pactwatch.nouns import Claim, Document, Range, Record, Value
from pactwatch.release.as_markdown import in_words
from pactwatch.release.asked import pair_name, place_name
from pactwatch.release.rows import Export
from pactwatch.release.terminal import shorten

SHORT = 12  #: characters of an id by which `--why` finds a claim
HEADLINE = 60  #: characters of a page's headline, where no outlet is told
NONE: frozenset[str] = frozenset()


def tell_record(export: Export, record: Record, skipped: frozenset[str] = NONE) -> str:
    """What a record says in one line: who speaks, in which office, how; else every filled slot."""
    kind = export.pack.kind(record.kind)
    start = kind.title
    if kind.speech is not None:
        speech = kind.speech
        who, office, manner = (record.value(s) for s in (speech.who, speech.role, speech.manner))
        start = ", ".join(str(part) for part in (who, office) if part) or kind.title
        start += f" ({words_of(str(manner))})" if manner else ""
        skipped = skipped | {speech.who, speech.role, speech.manner}
    if {"value", "unit"} <= kind.slots.keys() and record.value("unit"):
        skipped = skipped | {"unit"}
    told = [
        _told(export, kind, record, name)
        for name, value in record.slots
        if value not in (None, ()) and name not in skipped
    ]
    told += [f"{words_of(name)} in dispute" for name in record.contested]
    told += [day_in_words(record.date)] if record.date else []
    return f"{start}: {'; '.join(told)}" if told else start


def _told(export: Export, kind: Kind, record: Record, name: str) -> str:
    """A slot in words; what the kind's title says already is left out, a value has its unit."""
    value = record.value(name)
    said = say_value(export, kind, name, value)
    if name == kind.name:
        return said
    if name == "value":
        figure = f"{value:,.10g}" if isinstance(value, int | float) else said
        return " ".join(part for part in (figure, _unit(record.value("unit"))) if part)
    return f"{words_of(name)} {said}"


def _unit(unit: Value | None) -> str:
    """ "people/year" as "people a year", "people/at_a_time" as "people at a time"."""
    what, _, period = str(unit or "").replace("_", " ").partition("/")
    return f"{what} {period if period.startswith('at ') else 'a ' + period}" if period else what


def say_side(export: Export, kind: Kind, field: str, value: Value) -> str:
    """A side's value: a day in words, another as its slot has it."""
    if isinstance(value, str) and re.fullmatch(r"[0-9X]{4}([-/~].*)?", value):
        return day_in_words(value) or value
    return say_value(export, kind, field, value)


def say_value(export: Export, kind: Kind, name: str, value: Value | None) -> str:
    """A slot's value as a person reads it; nothing for None."""
    if value is None:
        return ""
    rule = kind.slots.get(name)
    if rule and rule.type == "state":
        codes = value if isinstance(value, tuple) else (str(value),)
        return ", ".join(place_name(export.pack, code) for code in codes)
    if rule and rule.type == "choice":
        return words_of(str(value))
    if rule and rule.type == "claim":
        return name_thing(export, str(value))
    return in_words(value)


def name_thing(export: Export, found_id: str) -> str:
    """What an id names, in a few words."""
    record = export.records.get(found_id)
    if record is not None:
        kind = export.pack.kind(record.kind)
        told, by = kind.title.lower(), record.value("by")
        pair = [record.value(slot) for slot in kind.pair]
        if isinstance(by, str):
            told += f" by {say_value(export, kind, 'by', by)}"
        elif pair and all(pair):
            told += " " + " to ".join(place_name(export.pack, str(code)) for code in pair)
        return f"{told} [{record.id[:SHORT]}]"
    hub = export.hubs.get(found_id)
    if hub is not None:
        return pair_name(export.pack, hub)
    claim = export.claims.get(found_id)
    return f"“{shorten(claim.span.quote, 60)}”" if claim else found_id


def name_page(doc: Document) -> str:
    """Whose page it is, and of which day."""
    return f"{doc.outlet or shorten(doc.headline, HEADLINE)}, {page_day(doc)}"


def page_day(doc: Document) -> str:
    day = day_in_words(doc.published) if doc.published else None
    return day or f"undated, read {day_in_words(doc.known)}"


def words_of(name: str | None) -> str:
    return (name or "not told").replace("_", " ")


def quote_for(doc: Document, claim: Claim, field: str) -> str:
    """A claim's quote; where only another sentence of the page tells this field, that sentence."""
    ground = claim.grounds(field)
    if field == "date" and claim.when:
        ground = (claim.when.start, claim.when.end)
    if ground is None or _holds((claim.span.start, claim.span.end), ground):
        return claim.span.quote
    again = next((place for place in claim.mentions if _holds(place, ground)), None)
    return doc.text[slice(*again)] if again else claim.span.quote


def _holds(place: Range, ground: Range) -> bool:
    return place[0] <= ground[0] and ground[1] <= place[1]
