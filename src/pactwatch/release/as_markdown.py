"""Export → Markdown for people: the register as one readable page.

What comes from outside is escaped, so that a page's words cannot become markup, links or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pactwatch.days import day_in_words
from pactwatch.domain import Kind
from pactwatch.nouns import Discrepancy, Hub, Quantity, Record, Step, Value, plain
from pactwatch.release.rows import Export

MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~&=:@$^])")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def write_markdown(export: Export) -> Iterator[str]:
    """Export → Markdown: every hub with its history and members, then what is in dispute."""
    register = export.register
    yield f"# {escape(export.pack.title)}\n\n"
    if register.as_of:
        yield f"As of {day_in_words(register.as_of)}.\n\n"
    yield (
        f"{_count(len(register.documents), 'page')}, {_count(len(register.claims), 'claim')}, "
        f"{_count(len(register.origins), 'origin')}.\n"
    )
    tied: set[str] = set()
    for hub in register.hubs:
        tied |= {record_id for _, ids in hub.members for record_id in ids}
        yield from _hub(export, hub)
    yield from _untied(export, tied)
    yield from _disputes(export)
    yield from _sources(export)


def escape(text: str) -> str:
    """A text that Markdown shows as it stands, on one line.

    >>> escape("[x](javascript:1) <b>\\n# no")
    '\\\\[x\\\\]\\\\(javascript\\\\:1\\\\) \\\\<b\\\\> \\\\# no'
    """
    flat = " ".join(CONTROL.sub(" ", text.replace("\n", " ").replace("\t", " ")).split())
    return MARKUP.sub(r"\\\1", flat)


def _hub(export: Export, hub: Hub) -> Iterator[str]:
    kind = export.pack.hub
    key = dict(hub.key)
    pair = " to ".join(escape(key[slot] or "?") for slot in kind.pair)
    rest = [value for slot, value in hub.key if slot not in kind.pair and value]
    name = pair + "".join(f" ({escape(value)})" for value in rest)
    yield f"\n## {name}: {_as_words(hub.standing) if hub.standing else 'no step told'}\n\n"
    for entry in hub.history:
        yield _entry(entry)
        yield from _excerpts(export, entry.claims)
    members = dict(hub.members)
    for under in export.pack.kinds:
        if ids := members.get(under.plural, ()):
            yield f"\n### {escape(under.title)}\n\n"
            yield from _records(export, under, (export.records[i] for i in ids))


def _entry(entry: Step) -> str:
    day = day_in_words(entry.date) or "day not told"
    known = day_in_words(entry.known_since)
    return (
        f"- **{_as_words(entry.value)}**: {escape(day)}; known since {escape(known)}; "
        f"grade {entry.grade}, {_count(entry.origins, 'origin')} ({escape(entry.grade_why)})\n"
    )


def _records(export: Export, kind: Kind, records: Iterable[Record]) -> Iterator[str]:
    """A list item per record: the slots that are filled, its day, and its grade."""
    for record in records:
        told = [
            f"{_as_words(name)}: {escape(in_words(value))}"
            for name, value in record.slots
            if value not in (None, ()) and name not in kind.pair
        ]
        told += [f"{_as_words(name)}: *in dispute*" for name in record.contested]
        if record.date:
            told.append(escape(day_in_words(record.date)))
        support = f"grade {record.grade}, {_count(record.origins, 'origin')}"
        yield f"- {'; '.join(told) or escape(kind.title)} ({support})\n"
        yield from _excerpts(export, record.claims)


def _excerpts(export: Export, claims: Iterable[str]) -> Iterator[str]:
    if export.excerpts:
        for claim_id in claims:
            claim = export.claims[claim_id]
            yield f"    - “{escape(claim.span.quote)}” ({_source(export, claim.doc_id)})\n"


def _source(export: Export, doc_id: str) -> str:
    doc = export.documents[doc_id]
    return escape(doc.outlet or doc.title or doc.source)


def _untied(export: Export, tied: set[str]) -> Iterator[str]:
    """What has a complete pair nowhere: shown, and not tied to any hub."""
    hub = export.pack.hub
    loose = [rec for rec in export.register.records if rec.id not in tied and rec.kind != hub.name]
    if loose:
        yield f"\n## Not tied to any {escape(hub.title.lower())}\n"
    for kind in export.pack.kinds:
        if records := [record for record in loose if record.kind == kind.name]:
            yield f"\n### {escape(kind.title)}\n\n"
            yield from _records(export, kind, records)


def _disputes(export: Export) -> Iterator[str]:
    if export.register.discrepancies:
        yield "\n## Where sources disagree\n\n"
    for found in export.register.discrepancies:
        yield _dispute(found)


def _dispute(found: Discrepancy) -> str:
    sides = "; ".join(
        f"“{escape(in_words(stance.value))}” ({_count(stance.origins, 'origin')})"
        for stance in found.stances
    )
    condition = f"; {escape(found.condition)}" if found.condition else ""
    return f"- {_as_words(found.field)} ({found.certainty}): {sides}{condition}\n"


def _sources(export: Export) -> Iterator[str]:
    if export.register.documents:
        yield "\n## Pages\n\n"
    for doc in export.register.documents:
        day = day_in_words(doc.published) or "no publication day"
        told = [doc.title or doc.source, doc.outlet, day, doc.url]
        yield f"- {'; '.join(escape(part) for part in told if part)}\n"


def in_words(value: Value | None) -> str:
    """A value as a person reads it."""
    match value:
        case Quantity():
            return value.words
        case tuple():
            return ", ".join(value)
        case bool():
            return "yes" if value else "no"
        case _:
            return "" if value is None else str(plain(value))


def _as_words(name: str) -> str:
    return escape(name.replace("_", " "))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
