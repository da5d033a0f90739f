"""Export → JSON, as the contract has it, entry by entry. Equal registers give equal bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pactwatch.release.rows import Export, custody_row, sections


def write_json(export: Export) -> Iterator[str]:
    """Export → one JSON object in pieces: a line for each entry."""
    yield f'{{\n"schema": {_spell(export.pack.schema_name)},\n'
    yield f'"as_of": {_spell(export.register.as_of)}'
    for key, rows in sections(export):
        yield f",\n{_spell(key)}: ["
        between = "\n"
        for row in rows:
            yield between + _spell(row)
            between = ",\n"
        yield "]" if between == "\n" else "\n]"
    if export.custody:
        yield f',\n"custody": {_spell(custody_row(export))}'
    yield "\n}\n"


def _spell(value: object) -> str:
    """JSON for a value; a lone surrogate, which UTF-8 cannot hold, is written as an escape."""
    text = AS_IT_STANDS.encode(value)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, allow_nan=False)
    return text


AS_IT_STANDS = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
