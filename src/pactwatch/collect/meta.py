"""A person's table → what it says of each input. What enters: the path of a .csv; what leaves:
`MetaTable`, which answers for a path or an address.

Columns: `path` (absolute, or relative to the table) or `url` or both; `outlet`, `published`,
`language`, `title`. Separators and Excel's mark are found out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from pactwatch.collect.address import match_key, web_address
from pactwatch.collect.language import language_code
from pactwatch.collect.published import read_day
from pactwatch.errors import ConfigError
from pactwatch.nouns import Given

COLUMNS = ("path", "url", "outlet", "published", "language", "title")


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaTable:
    """What a person says of inputs: row by row, and `otherwise` of all.

    A row's value wins over `otherwise`, as it is meant for that page alone.
    """

    by_path: Mapping[str, Given] = field(default_factory=dict)
    by_url: Mapping[str, Given] = field(default_factory=dict)
    otherwise: Given = field(default_factory=Given)

    def given_for(self, source: str, url: str | None) -> Given:
        """What is said of the input at a path or address; the row of the path wins."""
        found = (
            [self.by_path.get(_absolute(Path(source)))] if self.by_path and source != "-" else []
        )
        key = match_key(url or source)
        found.append(self.by_url.get(key) if key else None)
        return _first_of([given for given in found if given is not None] + [self.otherwise])


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold(MetaTable):
    """What was said of the pages of one capture when it was taken in, to clean it again."""

    told: Mapping[str, Given] = field(default_factory=dict)

    def given_for(self, source: str, url: str | None) -> Given:  # noqa: ARG002 - as its base
        return self.told.get(source, self.otherwise)


def load_meta(path: Path, *, otherwise: Given = Given()) -> MetaTable:  # noqa: B008 - frozen
    """A table's path → MetaTable; ConfigError has path, line and the known columns."""
    by_path: dict[str, Given] = {}
    by_url: dict[str, Given] = {}
    for line, row in _rows(path):
        given = _given(row, f"{path}:{line}")
        keys = (
            (by_path, _absolute(path.parent / row["path"]) if row.get("path") else None),
            (by_url, match_key(row["url"]) if row.get("url") else None),
        )
        if all(key is None for _, key in keys):
            raise ConfigError(f"{path}:{line}: this row has neither path nor url; give it one")
        for rows, key in keys:
            if key is not None and rows.setdefault(key, given) != given:
                raise ConfigError(f"{path}:{line}: {key} stands in two rows that differ; keep one")
    return MetaTable(by_path=by_path, by_url=by_url, otherwise=otherwise)


def check_given(given: Given) -> Given:
    """What the command line says → the same with its day and language as codes, or ConfigError."""
    return _given({f.name: getattr(given, f.name) or "" for f in fields(given)}, "given")


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows under the header, each with its line, its cells stripped and its columns known."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{path}: not UTF-8 (byte {error.start:,}); save it as CSV UTF-8 and call again"
        ) from None
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if not {"path", "url"} & set(names):
            raise ConfigError(
                f"{path}:1: no column path or url; found {', '.join(names) or 'nothing'};"
                f" known columns are {', '.join(COLUMNS)}"
            )
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) > len(names):
                    raise ConfigError(
                        f"{path}:{reader.line_num}: {len(cells)} cells under {len(names)} columns;"
                        " put quotes around a cell that holds the separator"
                    )
                yield reader.line_num, dict(zip(names, map(str.strip, cells), strict=False))
    except csv.Error as error:
        raise ConfigError(f"{path}:{reader.line_num}: not a table: {error}") from None


def _given(row: Mapping[str, str], where: str) -> Given:
    told = {name: row.get(name) or None for name in COLUMNS}
    day = read_day(told["published"]) if told["published"] else None
    if told["published"] and day is None:
        raise ConfigError(
            f"{where}: published {told['published']!r} is no day; expected one such as 2025-05-05"
        )
    language = language_code(told["language"]) if told["language"] else None
    if told["language"] and language is None:
        raise ConfigError(
            f"{where}: {told['language']!r} is no language; expected a code such as en"
        )
    url = web_address(told["url"]) if told["url"] else None
    if told["url"] and url is None:
        raise ConfigError(f"{where}: {told['url']!r} is no http or https address")
    return Given(
        published=day, outlet=told["outlet"], title=told["title"], language=language, url=url
    )


def _first_of(given: list[Given]) -> Given:
    """Field by field the first that says something."""
    said = {
        f.name: next((value for one in given if (value := getattr(one, f.name)) is not None), None)
        for f in fields(Given)
    }
    return Given(**said)


def _absolute(path: Path) -> str:
    return path.resolve().as_posix()
