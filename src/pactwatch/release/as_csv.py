"""Export → CSV for spreadsheets: the table of the hub alone, or a folder with one file a key.

A cell that a spreadsheet would run as a formula is given a leading apostrophe. Several values in a
cell are parted by `; `, and what has parts of its own (readings, ranges) is written as JSON.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from pactwatch.domain import Kind
from pactwatch.nouns import Hub, Quantity, Record, Value, plain, whole
from pactwatch.release.rows import Export, Row, sections

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
STANDING = ("date", "known_since", "grade", "origins")
ABOUT_RECORD = ("contested", "date", "known_since", "grade", "grade_why", "origins", "claims")

#: The columns of a table that may have no row to name them: the fields of the export's contract.
HEADS = {
    "documents": "id source url outlet title published published_basis known known_basis language "
    "sha256 text in_domain repeated wording relation confidence copied replaces archived",
    "wordings": "id documents root",
    "stories": "id title documents",
    "claims": "id kind document start end text spans mentions slots grounds said_by via basis "
    "factuality date date_text date_basis origin reader contradicts",
    "origins": "id kind what by claims",
    "speakers": "id names offices statements",
    "discrepancies": "id about field kind certainty condition readings",
    "facts": "id what day source",
    "judgements": "id on verdict value reason by day",
    "issues": "source stage what",
}


def write_csv(export: Export) -> Iterator[str]:
    """Export → the table of the hub: one line for each, with the counts of what hangs on it."""
    kind = export.pack.hub
    under = [other.plural for other in export.pack.kinds if other.under == kind.name]
    columns = ["id", *kind.key, kind.progress or "", *STANDING, *under]
    yield from _lines(columns, (_hub_line(hub, under) for hub in export.register.hubs))


def csv_files(export: Export) -> Iterator[tuple[str, Iterator[str]]]:
    """Export → each file's name and its text in pieces: one per key of the export.

    Texts of pages, and the quotes of claims, are left out unless `excerpts` asks for them.
    """
    hub = export.pack.hub
    kinds = {kind.plural: kind for kind in export.pack.kinds if not kind.hub}
    yield f"{hub.plural}.csv", write_csv(export)
    yield f"{hub.plural}_history.csv", _history(export)
    for key, rows in sections(export):
        if key in kinds:
            yield f"{key}.csv", _records(export, kinds[key])
        elif key != hub.plural:
            yield f"{key}.csv", _lines_as_told(key, rows, export.excerpts)


def guard(text: str) -> str:
    """A text that no spreadsheet runs.

    >>> guard("=HYPERLINK(1)"), guard("RWA")
    ("'=HYPERLINK(1)", 'RWA')
    """
    return f"'{text}" if text.startswith(FORMULA) or text.strip().startswith(FORMULA) else text


def cell(value: object) -> str | int | float:
    """A value as one cell."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return value
        case list() | tuple() if all(isinstance(part, str) for part in value):
            return guard("; ".join(value))
        case list() | tuple() | dict():
            return guard(json.dumps(value, ensure_ascii=False)) if value else ""
        case _:
            return guard(str(value).replace("\x00", ""))


def _lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Rows of equal columns → CSV, with the columns' names above."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _lines_as_told(key: str, rows: Iterable[Row], excerpts: bool) -> Iterator[str]:
    """Rows that name their own columns; where there are none, the key's columns alone."""
    told = (_without_text(row, excerpts) for row in rows)
    first = next(told, None)
    if first is None:
        columns = dict.fromkeys(HEADS[key].split())
        yield from _lines(list(_without_text(columns, excerpts)), ())
    else:
        yield from _lines(list(first), (list(row.values()) for row in chain((first,), told)))


def _hub_line(hub: Hub, under: Sequence[str]) -> list[object]:
    standing = [entry for entry in hub.history if entry.value == hub.standing]
    newest = [getattr(standing[-1], name) for name in STANDING] if standing else [None] * 4
    members = dict(hub.members)
    counts = [len(members.get(plural, ())) for plural in under]
    return [hub.id, *dict(hub.key).values(), hub.standing, *newest, *counts]


def _history(export: Export) -> Iterator[str]:
    """One line per step that a hub has come through."""
    kind = export.pack.hub
    columns = [kind.name, *kind.key, kind.progress or "", *STANDING, "grade_why", "claims"]
    yield from _lines(
        columns,
        (
            [hub.id, *dict(hub.key).values(), entry.value]
            + [getattr(entry, name) for name in (*STANDING, "grade_why", "claims")]
            for hub in export.register.hubs
            for entry in hub.history
        ),
    )


def _records(export: Export, kind: Kind) -> Iterator[str]:
    """One line per record, with a column for each slot, and three for each count."""
    columns = ["id"]
    for name, rule in kind.slots.items():
        many = rule.type == "count"
        columns += [f"{name}_min", f"{name}_max", f"{name}_words"] if many else [name]
    rows = (_record_line(rec, kind) for rec in export.register.records if rec.kind == kind.name)
    yield from _lines([*columns, *ABOUT_RECORD], rows)


def _record_line(record: Record, kind: Kind) -> list[object]:
    line: list[object] = [record.id]
    for name, rule in kind.slots.items():
        value = record.value(name)
        line += _count_cells(value) if rule.type == "count" else [plain(value)]
    return line + [getattr(record, name) for name in ABOUT_RECORD]


def _count_cells(value: Value | None) -> list[object]:
    if isinstance(value, Quantity):
        return [whole(value.min), whole(value.max), value.words]
    return [None, None, None]


def _without_text(row: Row, excerpts: bool) -> Row:
    return row if excerpts else {key: value for key, value in row.items() if key != "text"}
