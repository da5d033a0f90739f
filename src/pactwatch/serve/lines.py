"""Outlines of one day → lines that pages find by id, by state and by name, put in order once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from copy import copy
from datetime import date
from functools import cached_property

from markupsafe import Markup

from pactwatch.days import sort_key, span_of
from pactwatch.domain import Column, Pack
from pactwatch.nouns import Outline
from pactwatch.release.asked import place_name
from pactwatch.serve.growth import Bar, draw_growth
from pactwatch.serve.telling import name_outline
from pactwatch.serve.world_map import Arc, Drawing, draw_arc, draw_map

WRITTEN = 1_000  #: lines that are kept as they were written


class Lines:
    """One line for each hub, by name of the pair. Nothing of it changes: many requests share it, and
    what pages write of its lines."""

    def __init__(self, pack: Pack, outlines: Iterable[Outline]) -> None:
        self._pack = pack
        self._written: dict[str, dict[str, Markup]] = {}
        self._called = {one.id: _names(pack, one) for one in outlines}
        self.every = tuple(sorted(outlines, key=lambda one: self._called[one.id]))
        self.by_id = {one.id: one for one in self.every}

    @cached_property
    def states(self) -> list[tuple[str, str]]:
        """Every state on either side with its name, by name."""
        codes = {code for one in self.every for code in self._pair(one) if code}
        found = [(code, place_name(self._pack, code)) for code in codes]
        return sorted(found, key=lambda one: (one[1], one[0]))

    @cached_property
    def standings(self) -> frozenset[str]:
        """What they have come to."""
        return frozenset(one.standing for one in self.every if one.standing)

    def written(self, id_: str = "") -> dict[str, Markup]:
        """Template → what a line is in it, or what all of them are; to be added to."""
        if len(self._written) >= WRITTEN:
            self._written = {}
        return self._written.setdefault(id_, {})

    def again(self) -> Lines:
        """The same lines, of which nothing is written: of a register whose lines alone are the same."""
        lines = copy(self)
        lines._written = {}
        return lines

    def drawing(self, found: Collection[Outline]) -> Drawing | None:
        """The map of some of them."""
        ids = {one.id for one in found}
        return draw_map(self._pack, [arc for one, arc in self._arcs if one.id in ids])

    @cached_property
    def _arcs(self) -> tuple[tuple[Outline, Arc | None], ...]:
        """Each line's arc, the last heard of first."""

        def heard(one: Outline) -> tuple[object, ...]:
            return one.last_heard is not None, sort_key(one.last_heard)

        every = sorted(self.every, key=heard, reverse=True)
        return tuple((one, draw_arc(self._pack, one)) for one in every)

    @cached_property
    def growth(self) -> tuple[Bar, ...]:
        """How many were known by the end of each month or year."""
        return draw_growth(one.begun for one in self.every)

    @cached_property
    def known(self) -> dict[str, str]:
        """Id → the first day on which a page can have told of it; an empty text where none says."""
        return {
            one.id: span[0].isoformat() if (span := span_of(one.known_since)) else ""
            for one in self.every
        }

    @cached_property
    def titles(self) -> dict[str, str]:
        """Id → what a line is called."""
        return {one.id: name_outline(self._pack, one) for one in self.every}

    @cached_property
    def heard(self) -> dict[str, date]:
        """Id → the last day on which it can have been heard of; the first of all where none says."""
        return {
            one.id: span[1] if (span := span_of(one.last_heard)) else date.min for one in self.every
        }

    @cached_property
    def by_silence(self) -> tuple[Outline, ...]:
        """The longest not heard of first, then by name."""
        return tuple(sorted(self.every, key=lambda one: (self.heard[one.id], self.titles[one.id])))

    @cached_property
    def lacking(self) -> dict[str, tuple[tuple[Outline, str, str], ...]]:
        """Column → the lines that it does not tell, each with its name and what is known instead."""
        return {
            column.name: tuple(
                (one, self.titles[one.id], instead)
                for one in self.by_silence
                if (instead := _missing(column, one)) is not None
            )
            for column in self._pack.views.columns
        }

    def named(self, words: str, *, state: str = "") -> list[Outline]:
        """Those that are called by all of these words, of no words all; with a state on either side."""
        parts = words.casefold().split()
        among = list(self._by_state.get(state, ()) if state else self.every)
        if not parts:
            return among
        return [o for o in among if all(part in self._called[o.id] for part in parts)]

    def of_pair(self, codes: list[str]) -> list[Outline]:
        """Those of an ordered pair; `?` stands for a state that is not told."""
        return [one for one in self.every if [c or "?" for c in self._pair(one)] == codes]

    def beside(self, own: Outline) -> list[Outline]:
        """The others that have one of its states, on either side."""
        near = {one.id: one for code in self._pair(own) for one in self._by_state[code]}
        return [one for one in near.values() if one.id != own.id]

    @cached_property
    def _by_state(self) -> dict[str | None, list[Outline]]:
        found: dict[str | None, list[Outline]] = defaultdict(list)
        for one in self.every:
            for code in dict.fromkeys(self._pair(one)):
                found[code].append(one)
        return found

    def _pair(self, one: Outline) -> tuple[str | None, ...]:
        return tuple(one.value(slot) for slot in self._pack.hub.pair)


def _names(pack: Pack, one: Outline) -> str:
    """All that a line is called by, in small letters."""
    pair = [one.value(slot) for slot in pack.hub.pair]
    rest = [value for slot, value in one.key if value and slot not in pack.hub.pair]
    names = [place_name(pack, code) for code in pair if code]
    return " ".join([*names, *(code or "" for code in pair), *rest]).casefold()


def _missing(column: Column, outline: Outline) -> str | None:
    """What is known in place of what a column should tell; None where it is told."""
    cell = outline.cell(column.name)
    if not cell.values and cell.least is None:
        return ""
    told = [str(value) for value in cell.values]
    if told and all(value in column.still_open for value in told):
        return ", ".join(value.replace("_", " ") for value in told)
    return None
