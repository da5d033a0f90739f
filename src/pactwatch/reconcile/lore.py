"""Pack → what reconciliation looks up in it again and again, made once for all parts of a register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from pactwatch.domain import FactRow, Pack
from pactwatch.reconcile.names import GOVERNMENT, Bodies, Names, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Lore:
    """A pack's facts and names, as they are looked up."""

    facts: Mapping[str, FactRow]
    holders: Mapping[str, Mapping[str, tuple[FactRow, ...]]]  #: last word → name → rows of office
    bodies: Bodies
    naming: Names  #: without any name told

    @classmethod
    def of(cls, pack: Pack) -> Self:
        bodies = Bodies(names=_state_names(pack), governments=pack.states.government_nouns)
        return cls(
            facts={row.id: row for row in pack.facts.facts},
            holders=_rows_by_holder(pack.facts.facts),
            bodies=bodies,
            naming=Names((), pack.reconcile, bodies),
        )


def _rows_by_holder(facts: tuple[FactRow, ...]) -> dict[str, dict[str, tuple[FactRow, ...]]]:
    """Last word of a name → holders whose full or short name ends so → their rows."""
    rows: dict[str, dict[str, list[FactRow]]] = defaultdict(lambda: defaultdict(list))
    for row in facts:
        if row.holder:
            for last in {fold(name).split()[-1] for name in (row.holder, *row.short_names)}:
                rows[last][fold(row.holder)].append(row)
    return {
        last: {name: tuple(found) for name, found in named.items()} for last, named in rows.items()
    }


def _state_names(pack: Pack) -> dict[str, str]:
    """What a state is called → one name for it; forms that several states share are left out.

    An adjective counts only with a noun for a government behind it.
    """
    found: dict[str, set[str]] = {}
    for state in pack.states.states:
        one = f"state {state.counts_as.lower()}"
        for form, use in state.forms():
            if use in ("name", "seat"):
                found.setdefault(fold(form), set()).add(one)
            elif use == "adjective":
                found.setdefault(f"{fold(form)} {GOVERNMENT}", set()).add(one)
    return {form: min(states) for form, states in found.items() if len(states) == 1}
