"""A page before it is written: what its template needs, the same as data, and as a table.

Each matter has a module with builders that return `Content`; `publish` puts each of them under its
address as HTML, under `.json` as data, and under `.csv` where it has a table.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field

from pactwatch.nouns import Day
from pactwatch.release import Export
from pactwatch.release.as_csv import cell
from pactwatch.release.rows import sections


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of plain values under their heads, for `.csv`."""

    heads: tuple[str, ...]
    rows: Iterable[tuple[object, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a page: what its template needs, worked out where it is written. It is written once for
    all pages that keep it in the same place, whose values are the same."""

    template: str
    values: Callable[[], Mapping[str, Any]]
    kept: MutableMapping[str, Markup]  #: by template, as it was written


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a page says: `values` for its template, `data` for its twin, `moved` where it went. A value
    that is a `Part`, or several, comes to its template as it was written.

    `data` that costs something to make is made when the twin is asked for.
    """

    template: str
    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] | Callable[[], Mapping[str, Any]] = field(default_factory=dict)
    table: Table | None = None
    day: Day | None = None
    moved: str | None = None


class Twin(BaseModel):
    """A page as data: entries of the export's contract, under its keys, and what the page counts."""

    model_config = ConfigDict(extra="allow")

    schema_: str = Field(alias="schema", description="The pack's schema of exports.")
    as_of: str | None = Field(description="The day for which it is shown, or null.")


class Problem(BaseModel):
    """Why a request is not answered with what it asked for."""

    status: int
    title: str
    message: str


#: What else an address may answer.
PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "A parameter that cannot be read."},
    404: {"model": Problem, "description": "Nothing of this name."},
    410: {
        "model": Problem,
        "description": "It was there once; the message says what became of it.",
    },
}


Builder = Callable[..., Content]
Render = Callable[[Request, Content], HTMLResponse]


def part_of_export(export: Export, *extra: str) -> dict[str, object]:
    """The entries of a part of the register under the export's keys; empty ones are left out."""
    found: dict[str, object] = {}
    for key, rows in sections(export):
        entries = list(rows)
        if entries or key in extra:
            found[key] = entries
    return found


def publish(router: APIRouter, path: str, builder: Builder, *, table: bool = False) -> None:
    """Put a page under its address, and its twins beside it."""
    name = builder.__name__
    needed = Depends(builder)

    def page(request: Request, content: Content = needed) -> Response:
        if content.moved:
            return RedirectResponse(content.moved, status_code=302)
        render: Render = request.app.state.render
        return render(request, content)

    def twin(request: Request, content: Content = needed) -> Response:
        if content.moved:
            return RedirectResponse(_with_suffix(content.moved, ".json"), status_code=302)
        return as_json(request, content)

    def rows(content: Content = needed) -> Response:
        if content.moved:
            return RedirectResponse(_with_suffix(content.moved, ".csv"), status_code=302)
        return as_csv(content)

    about = (builder.__doc__ or "").strip().splitlines()[0]
    router.add_api_route(
        f"{path}.json",
        twin,
        response_model=Twin,
        responses=PROBLEMS,
        name=f"{name}_json",
        summary=about,
    )
    if table:
        router.add_api_route(
            f"{path}.csv",
            rows,
            response_class=Response,
            responses=PROBLEMS | {200: {"content": {"text/csv": {}}}},
            name=f"{name}_csv",
            summary=f"{about} As a table.",
        )
    router.add_api_route(path, page, include_in_schema=False, name=name)


def _with_suffix(address: str, suffix: str) -> str:
    """An address of ours with a suffix at the end of its path."""
    path, mark, rest = address.partition("?")
    path = path.partition("#")[0]
    return f"{path}{suffix}{mark}{rest.partition('#')[0]}"


def as_json(request: Request, content: Content) -> Response:
    """The page's data, in the export's own fields."""
    schema = request.app.state.room.pack.schema_name
    data = content.data() if callable(content.data) else content.data
    body = {"schema": schema, "as_of": content.day, **data}
    text = json.dumps(body, ensure_ascii=False, allow_nan=False)
    return Response(text.encode("utf-8", "replace"), media_type="application/json")


def as_csv(content: Content) -> Response:
    """The page's table; no cell of it is run by a spreadsheet."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    if content.table is not None:
        write(content.table.heads)
        for row in content.table.rows:
            write([cell(value) for value in row])
    return Response(out.getvalue().encode("utf-8", "replace"), media_type="text/csv; charset=utf-8")
