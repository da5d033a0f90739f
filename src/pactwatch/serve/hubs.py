"""One hub whole: where it stands and how it came there, what hangs on it, who says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from pactwatch.days import sort_key
from pactwatch.domain import Kind, Pack
from pactwatch.nouns import Discrepancy, Hub, Outline, Quantity, Record, Step
from pactwatch.serve.asked_hub import Asked, answer_of
from pactwatch.serve.content import Content, Table, part_of_export, publish
from pactwatch.serve.evidence import Evidence
from pactwatch.serve.failures import Missing, WayOn
from pactwatch.serve.lines import Lines
from pactwatch.serve.paging import page_of
from pactwatch.serve.records import without_texts
from pactwatch.serve.registers import make_row
from pactwatch.serve.room import Here, Visit
from pactwatch.serve.telling import (
    FEW,
    SIDE,
    SIDES,
    Entry,
    Teller,
    by_about,
    claims_each,
    claims_of,
    linked_ids,
    name_outline,
)
from pactwatch.serve.timeline import draw_timeline
from pactwatch.serve.wording import say_number, translate
from pactwatch.store import Lookup

SECTION = 6  #: records of a kind shown on the hub's own page
LISTED = 25  #: on a page of one kind alone
STEPS = 16  #: of a history, the last of them
BUDGET = 60  #: claims that open on the hub's own page
RELATED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """How much of what there is opens on the hub's own page."""

    steps: int  #: of the history
    claims: int  #: of each record
    disputes: int  #: in full
    sides: int  #: of each dispute
    side: int  #: claims of each side


SMALL = Portion(steps=STEPS, claims=FEW, disputes=5, sides=SIDES, side=SIDE)
LARGE = Portion(steps=12, claims=1, disputes=3, sides=4, side=1)  #: the rest is a link away


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The records of one kind; `found` counts those that the page does not show too."""

    kind: Kind
    title: str
    entries: tuple[Entry, ...]
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Another hub, and why it is shown beside this one."""

    outline: Outline
    name: str
    why: str


def publish_pages(router: APIRouter, pack: Pack) -> None:
    """A hub's address is under the plural of its kind, and so are its lists."""
    base = f"/{pack.hub.plural}/{{asked}}"
    publish(router, f"{base}/{{plural}}", show_section, table=True)
    publish(router, base, show_hub)


def show_hub(here: Here, asked: Asked) -> Content:
    """One of them whole: history, what hangs on it, who says otherwise."""
    return answer_of(here, asked, "", lambda outline: _show_hub(here, outline))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A hub with what opens on its page: of `found` disputes those `in_full`, and who tells of them."""

    hub: Hub
    members: Mapping[str, Sequence[str]]
    records: Mapping[str, Record]
    found: Sequence[Discrepancy]
    in_full: Sequence[Discrepancy]
    history: Sequence[Step]
    portion: Portion
    teller: Teller


def _open_hub(here: Visit, outline: Outline) -> Opened:
    """Outline → what of the hub its page shows, read from the register."""
    hub = here.lookup.hubs([outline.id])[outline.id]
    members = dict(hub.members)
    records = here.lookup.records(one for ids in members.values() for one in ids[:SECTION])
    found = here.lookup.discrepancies([hub.id, *records])
    history = in_time(hub.history)[-STEPS:]
    portion = _portion_of((*history, *records.values()), found)
    history, in_full = history[-portion.steps :], found[: portion.disputes]
    ids = claims_of(
        (*history, *records.values()),
        in_full,
        limit=portion.claims,
        sides=portion.sides,
        side=portion.side,
    )
    return Opened(
        hub=hub,
        members=members,
        records=records,
        found=found,
        in_full=in_full,
        history=history,
        portion=portion,
        teller=Teller(
            pack=here.pack,
            evidence=Evidence(here.lookup, ids),
            disputes=by_about(found),
            named=here.lookup.records(linked_ids(here.pack, records.values())),
            sides=portion.sides,
            side=portion.side,
        ),
    )


def _values_of(here: Visit, outline: Outline, one: Opened) -> dict[str, Any]:
    """What the page's template is given."""
    pack, hub, teller, limit = here.pack, one.hub, one.teller, one.portion.claims
    return {
        "hub": hub,
        "outline": outline,
        "row": make_row(pack, outline),
        "steps": [teller.of_history(past, about=hub.id, limit=limit) for past in one.history],
        "timeline": draw_timeline(pack, one.history),
        "beside": [
            past
            for past in hub.history
            if past.value in pack.reconcile.hub.beside and past.value != hub.standing
        ],
        "sections": list(_sections(here, teller, outline, one.members, one.records, limit)),
        "disputes": [
            teller.dispute(
                found,
                pack.kind(one.records[found.about].kind)
                if found.about in one.records
                else pack.hub,
            )
            for found in one.in_full
        ],
        "found_disputes": len(one.found),
        "in_full": {found.id for found in one.in_full},
        "related": find_related(pack, here.lines, outline),
        "here_ids": set(one.records),
    }


def _show_hub(here: Visit, outline: Outline) -> Content:
    opened = _open_hub(here, outline)
    register = partial(
        opened.teller.evidence.register,
        as_of=here.day,
        hubs=(opened.hub,),
        records=tuple(opened.records.values()),
        discrepancies=opened.found,
    )
    return Content(
        template="hub.html",
        title=name_outline(here.pack, outline),
        values=_values_of(here, outline, opened),
        data=lambda: without_texts(part_of_export(here.export(register()), here.pack.hub.plural)),
        day=here.day,
    )


def in_time(history: Sequence[Step]) -> list[Step]:
    """Steps by when they happened, else by when they were known: one that has no day of its own is
    read where it came up."""
    return sorted(history, key=lambda one: sort_key(one.date or one.known_since))


def _portion_of(told: Sequence[Step | Record], disputes: Sequence[Discrepancy]) -> Portion:
    """How much opens, so that the page does not open more claims than it should."""
    found = claims_of(told, disputes[: SMALL.disputes], limit=SMALL.claims)
    return SMALL if len(found) <= BUDGET else LARGE


def _sections(
    here: Visit,
    teller: Teller,
    outline: Outline,
    members: Mapping[str, Sequence[str]],
    records: Mapping[str, Record],
    limit: int,
) -> Iterable[Section]:
    for kind in here.pack.kinds:
        ids = members.get(kind.plural, ())
        if not ids:
            continue
        shown = [records[one] for one in ids[:SECTION] if one in records]
        counts = running_counts(here.pack, kind, shown)
        yield Section(
            kind=kind,
            title=here.pack.views.title_of(kind.plural),
            entries=tuple(
                teller.entry(one, under=outline, limit=limit, running=counts.get(one.id, ""))
                for one in shown
            ),
            found=len(ids),
        )


def running_counts(pack: Pack, kind: Kind, records: Sequence[Record]) -> dict[str, str]:
    """Record id → how many there were up to then, at least, where a column of the table sums them.

    Figures for several together are no part of the sum; what is in dispute counts with nothing.
    """
    column = next((c for c in pack.views.columns if c.kind == kind.name and c.sum), None)
    found: dict[str, str] = {}
    if column is None or column.sum is None:
        return found
    total = 0.0
    for record in sorted(records, key=lambda one: (sort_key(one.date), one.id)):
        is_shared = any(record.value(slot) == value for slot, value in kind.shared.items())
        value = record.value(column.sum)
        if isinstance(value, Quantity) and value.min and not is_shared:
            total += value.min
            found[record.id] = say_number(total)
    return found


def find_related(pack: Pack, lines: Lines, own: Outline) -> list[Likeness]:
    """Hubs of the same pair, of the pair turned round, and of either state, the newest first."""
    pair = tuple(own.value(slot) for slot in pack.hub.pair)
    found: list[tuple[int, Likeness]] = []
    for one in sorted(lines.beside(own), key=lambda o: sort_key(o.last_heard), reverse=True):
        other = tuple(one.value(slot) for slot in pack.hub.pair)
        same = [slot for slot, a, b in zip(pack.hub.pair, pair, other, strict=True) if a == b and a]
        if other == pair:
            rank, why = 0, translate("the same pair")
        elif set(other) == set(pair):
            rank, why = 1, translate("the other way round")
        elif same:
            rank, why = (
                2,
                translate("the same {slot}").format(slot=pack.views.title_of(same[0]).lower()),
            )
        else:
            continue
        found.append((rank, Likeness(outline=one, name=name_outline(pack, one), why=why)))
    return [likeness for _, likeness in sorted(found, key=lambda pair: pair[0])][:RELATED]


def show_section(
    here: Here,
    asked: Asked,
    plural: Annotated[str, Path(max_length=60)],
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Content:
    """All its records of one kind."""
    return answer_of(
        here, asked, f"/{plural}", lambda outline: _show_section(here, outline, plural, page)
    )


def _show_section(here: Visit, outline: Outline, plural: str, page: int) -> Content:
    pack = here.pack
    kind = next((k for k in pack.kinds if k.plural == plural and not k.hub), None)
    if kind is None:
        raise Missing(
            translate("{name} has no list “{list}”. It has these:").format(
                name=name_outline(pack, outline), list=plural
            ),
            *_lists_of(here, outline),
        )
    ids = dict(here.lookup.hubs([outline.id])[outline.id].members).get(plural, ())
    paging = page_of(len(ids), page, LISTED)
    records = here.lookup.records(ids[paging.start : paging.end])
    disputes = here.lookup.discrepancies(records)
    limit = claims_each(len(records))
    evidence = Evidence(here.lookup, claims_of(records.values(), limit=limit))
    named = here.lookup.records(linked_ids(pack, records.values()))
    teller = Teller(pack=pack, evidence=evidence, disputes=by_about(disputes), named=named)
    register = partial(
        evidence.register, as_of=here.day, records=tuple(records.values()), discrepancies=disputes
    )
    title = pack.views.title_of(plural)
    return Content(
        template="section.html",
        title=f"{title}: {name_outline(pack, outline)}",
        values={
            "outline": outline,
            "kind": kind,
            "heading": title,
            "paging": paging,
            "entries": [teller.entry(one, under=outline, limit=limit) for one in records.values()],
        },
        data=lambda: {
            "found": len(ids),
            "page": paging.page,
            "pages": paging.pages,
            **without_texts(part_of_export(here.export(register()), plural)),
        },
        table=_table(kind, here.lookup, ids),
        day=here.day,
    )


def _lists_of(here: Visit, outline: Outline) -> Iterator[WayOn]:
    """The ways to all that hangs on a hub."""
    pack = here.pack
    base = f"/{pack.hub.plural}/{outline.id}"
    yield WayOn(href=base, title=name_outline(pack, outline))
    for plural, ids in here.lookup.hubs([outline.id])[outline.id].members:
        if ids:
            yield WayOn(href=f"{base}/{plural}", title=pack.views.title_of(plural))


def _table(kind: Kind, lookup: Lookup, ids: Sequence[str]) -> Table:
    """Records of one kind, for a spreadsheet; they are loaded when it is asked for."""
    heads = ("id", *kind.slots, "contested", "date", "known_since", "grade", "origins")

    def rows() -> Iterator[tuple[object, ...]]:
        for one in lookup.records(ids).values():
            told = (one.value(slot) for slot in kind.slots)
            yield (
                one.id,
                *told,
                one.contested,
                one.date,
                one.known_since,
                one.grade,
                one.origins,
            )

    return Table(heads=heads, rows=rows())
