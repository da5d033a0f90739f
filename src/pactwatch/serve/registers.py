"""The register: every hub in one table, on a map, and as it was known on any day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, field_validator

from pactwatch.days import sort_key, span_of
from pactwatch.domain import Column, Pack, Tone
from pactwatch.nouns import Cell, Grade, Outline, Record, plain
from pactwatch.release.asked import place_name
from pactwatch.serve.content import Content, Part, Table, publish
from pactwatch.serve.failures import Refused
from pactwatch.serve.growth import mark_asked
from pactwatch.serve.lines import Lines
from pactwatch.serve.paging import page_of
from pactwatch.serve.room import Here, Visit
from pactwatch.serve.wording import say_amount, say_number, say_value, translate

LINES = 40  #: of the table on one page
LINE = "register_line.html"
PARTS = 4  #: of a sum that are named in the table
GRADES: tuple[Grade, ...] = ("A", "B", "C", "D", "X", "R")


class Asked(BaseModel):
    """How the table is filtered and sorted. Days are EDTF; an empty text asks for nothing."""

    state: str = Field(default="", max_length=20, description="A code that stands on either side.")
    standing: str = Field(default="", max_length=60, description="What it has come to.")
    grade: Literal["", "A", "B", "C", "D", "X", "R"] = ""
    known_from: str = Field(default="", max_length=20, description="Known since this day or later.")
    known_to: str = Field(default="", max_length=20, description="Known since this day or earlier.")
    contested: Literal["", "yes", "no"] = ""
    q: str = Field(
        default="", max_length=200, description="Words of a state's or a programme's name."
    )
    sort: str = Field(default="", max_length=40, description="A column; -column from the end.")
    page: int = Field(default=1, ge=1, le=1_000_000)

    @field_validator("known_from", "known_to")
    @classmethod
    def _is_day(cls, told: str) -> str:
        if told.strip() and span_of(told) is None:
            raise ValueError(
                translate("“{day}” is no day; expected 2025, 2025-05 or 2025-05-04").format(
                    day=told
                )
            )
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A cell in words, with what it rests on."""

    column: Column
    cell: Cell
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table."""

    outline: Outline
    pair: tuple[str, ...]  #: names of the pair's states
    rest: str  #: what else the key tells
    cells: tuple[Shown, ...]


def publish_pages(router: APIRouter, pack: Pack) -> None:
    """The register's address."""
    del pack  # the register is called so in every domain
    publish(router, "/register", show_register, table=True)


def show_register(here: Here, asked: Annotated[Asked, Query()]) -> Content:
    """Every line of the register's table, filtered and sorted."""
    pack = here.pack
    lines = here.lines
    found = sort_outlines(pack, filter_lines(lines, asked), asked.sort)
    is_whole = len(found) == len(lines.every)
    paging = page_of(len(found), asked.page, LINES)
    shown = found[paging.start : paging.end]
    values = {
        "rows": _rows(here, shown),
        "asked": asked,
        "paging": paging,
        "total": len(lines.every),
        "states": Part(
            template="register_states.html",
            values=lambda: {"states": lines.states, "state": asked.state},
            kept=lines.written(f"state {asked.state}"),
        ),
        "standings": sorted(lines.standings, key=_rank(pack)),
        "grades": GRADES,
        "map": make_map(pack, lines, lines.every if is_whole else found),
        "growth": mark_asked(here.room.lines(here.lookup.at(None)).growth, here.day),
        "columns": sortable(pack),
    }
    return Content(
        template="register.html",
        title=translate("Register"),
        values=values,
        data=lambda: {
            "found": len(found),
            "page": paging.page,
            "pages": paging.pages,
            pack.hub.plural: [outline_row(pack, one) for one in shown],
        },
        table=_table(pack, found),
        day=here.day,
    )


def make_map(pack: Pack, lines: Lines, found: Sequence[Outline]) -> Part:
    """The map of these lines; each arc is written once, and so is the map of all of them."""

    def values() -> dict[str, Any]:
        drawing, where = lines.drawing(found), dict(lines.states)
        arcs = tuple(
            Part(
                template="map_arc.html",
                values=partial(dict, arc=arc, where=where),
                kept=lines.written(arc.outline.id),
            )
            for arc in (drawing.arcs if drawing else ())
        )
        return {"drawing": drawing, "arcs": arcs, "tones": tones_of(pack, found)}

    kept = lines.written() if found is lines.every else {}
    return Part(template="map.html", values=values, kept=kept)


def _rows(here: Visit, shown: Sequence[Outline]) -> tuple[Part, ...]:
    """The lines of the table, each written once for as long as it is as it was."""
    lines = here.lines
    written = {one.id: lines.written(one.id) for one in shown}

    @cache
    def rows() -> dict[str, Row]:
        """Those that nobody has written."""
        lacking = [one for one in shown if LINE not in written[one.id]]
        return {one.id: make_row(here.pack, one) for one in lacking}

    @cache
    def parts() -> dict[str, Record]:
        return _parts(here, list(rows().values()))

    def values(one: Outline) -> dict[str, Any]:
        return {"row": rows()[one.id], "parts": parts(), "most_parts": PARTS}

    return tuple(
        Part(template=LINE, values=partial(values, one), kept=written[one.id]) for one in shown
    )


def filter_lines(lines: Lines, asked: Asked) -> list[Outline]:
    """Those that have all that is asked for."""
    first, last = _bounds(asked)
    return [
        one
        for one in lines.named(asked.q, state=asked.state)
        if (not asked.standing or asked.standing == one.standing)
        and (not asked.grade or asked.grade == one.grade)
        and (not asked.contested or (asked.contested == "yes") == (one.disputes > 0))
        and (first is None or first <= lines.known[one.id])
        and (last is None or lines.known[one.id] <= last)
    ]


def _bounds(asked: Asked) -> tuple[str | None, str | None]:
    first, last = span_of(asked.known_from), span_of(asked.known_to)
    return (first[0].isoformat() if first else None, last[1].isoformat() if last else None)


def _rank(pack: Pack) -> Callable[[str], int]:
    choices = pack.hub.slots[pack.hub.progress or ""].choices
    return lambda value: choices.index(value) if value in choices else -1


def sortable(pack: Pack) -> tuple[str, ...]:
    """The columns by which the table can be sorted."""
    own = [column.name for column in pack.views.columns]
    return (*pack.hub.pair, "standing", "since", "known", "heard", *own, "grade", "origins")


def sort_outlines(pack: Pack, outlines: list[Outline], asked: str) -> list[Outline]:
    """By a column, `-` before it from the end; else as they come, by name of the pair."""
    name, backwards = asked.removeprefix("-"), asked.startswith("-")
    keys: dict[str, Callable[[Outline], Any]] = {
        "standing": lambda one: _rank(pack)(one.standing or ""),
        "since": lambda one: sort_key(one.since),
        "known": lambda one: sort_key(one.known_since),
        "heard": lambda one: sort_key(one.last_heard),
        "grade": lambda one: one.grade,
        "origins": lambda one: one.origins,
    }
    keys |= {slot: partial(_name_in, pack, slot) for slot in pack.hub.pair}
    keys |= {column.name: partial(_size_in, column.name) for column in pack.views.columns}
    if name and name not in keys:
        message = translate("The table has no column “{column}”; there are {columns}.")
        raise Refused(
            message.format(column=name, columns=", ".join(sortable(pack))), at_fault=("sort",)
        )
    return sorted(outlines, key=keys[name], reverse=backwards) if name else outlines


def _name_in(pack: Pack, slot: str, one: Outline) -> str:
    return place_name(pack, one.value(slot)).casefold()


def _size_in(column: str, one: Outline) -> tuple[bool, float, str]:
    return _size(one.cell(column))


def _size(cell: Cell) -> tuple[bool, float, str]:
    """What is told before what is not, by size."""
    numbers = [float(one) for one in cell.values if isinstance(one, int | float)]
    told = cell.least if cell.least is not None else max(numbers, default=0.0)
    words = "" if numbers or not cell.values else str(cell.values[0])
    return (cell.least is None and not cell.values, told, words)


def make_row(pack: Pack, outline: Outline) -> Row:
    """A line in words."""
    pair = tuple(place_name(pack, outline.value(slot)) for slot in pack.hub.pair)
    rest = [value for slot, value in outline.key if value and slot not in pack.hub.pair]
    cells = tuple(
        Shown(column=column, cell=cell, words=words_of(pack, column, cell))
        for column in pack.views.columns
        if (cell := outline.cell(column.name))
    )
    return Row(outline=outline, pair=pair, rest=", ".join(rest), cells=cells)


def words_of(pack: Pack, column: Column, cell: Cell) -> tuple[str, ...]:
    """What a cell says, one text for each value."""
    if cell.least is not None:
        return (translate("at least {number}").format(number=say_number(cell.least)),)
    kind = pack.kind(column.kind)
    if not cell.units:
        return tuple(say_value(pack, kind, column.show or "", value) for value in cell.values)
    return tuple(
        say_amount(value, unit) for value, unit in zip(cell.values, cell.units, strict=True)
    )


def tones_of(pack: Pack, outlines: Iterable[Outline]) -> list[tuple[Tone, list[str]]]:
    """The tones of a map's arcs, each with the values that it stands for."""
    met = {one.standing for one in outlines}
    found = []
    for tone, values in pack.views.tones.items():
        here = [value for value in values if value in met]
        if here:
            found.append((tone, here))
    return found


def _parts(here: Visit, rows: Sequence[Row]) -> dict[str, Record]:
    """The records that sums are made of, by id."""
    ids = [one for row in rows for shown in row.cells if shown.column.sum for one in
           shown.cell.records[:PARTS]]  # fmt: skip
    return dict(here.lookup.records(ids))


def outline_row(pack: Pack, one: Outline) -> dict[str, object]:
    """A line as data: the fields of its export, and the table's own columns."""
    return {
        "id": one.id,
        **dict(one.key),
        pack.hub.progress or "": one.standing,
        "since": one.since,
        "known_since": one.known_since,
        "begun": one.begun,
        "last_heard": one.last_heard,
        "grade": one.grade,
        "grade_why": one.grade_why,
        "origins": one.origins,
        "pages": one.pages,
        "disputes": one.disputes,
        "columns": {
            cell.column: {
                "values": [plain(value) for value in cell.values],
                "units": list(cell.units),
                "least": plain(cell.least),
                "summed": cell.summed,
                "records": list(cell.records),
                "claims": list(cell.claims),
                "contested": cell.contested,
            }
            for cell in one.cells
        },
    }


def _table(pack: Pack, outlines: Sequence[Outline]) -> Table:
    """The whole of what was found, for a spreadsheet."""
    hub = pack.hub
    heads = ("id", *hub.key, hub.progress or "", "since", "known_since", "last_heard", "grade",
             "origins", "pages", "disputes", *(column.name for column in pack.views.columns))  # fmt: skip
    rows = (
        (
            one.id,
            *(one.value(slot) for slot in hub.key),
            one.standing,
            one.since,
            one.known_since,
            one.last_heard,
            one.grade,
            one.origins,
            one.pages,
            one.disputes,
            *("; ".join(words_of(pack, c, one.cell(c.name))) for c in pack.views.columns),
        )
        for one in outlines
    )
    return Table(heads=heads, rows=rows)
