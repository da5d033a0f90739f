"""`states.yaml`: how states are called, and which forms may mean several."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from pactwatch.domain.part import Part


class Trait(Part):
    """What a state may be called for what it is: `island` nation, the `kingdom`."""

    adjectives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()


FormUse = Literal["name", "adjective", "people", "seat", "body"]


class State(Part):
    """A state, a territory, or a part that counts as the state it is part of."""

    code: str = Field(pattern=r"^[A-Z]{3}(-[A-Z]+)?$")
    name: str
    part_of: str | None = None
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()

    @property
    def counts_as(self) -> str:
        """Its code, or that of the whole where the part has no code of its own."""
        return self.part_of if self.part_of and "-" in self.code else self.code

    def forms(self) -> Iterator[tuple[str, FormUse]]:
        """Every form and its use, with both shapes of an apostrophe."""
        uses: tuple[tuple[tuple[str, ...], FormUse], ...] = (
            ((self.name, *self.names), "name"),
            (self.adjectives, "adjective"),
            (self.people, "people"),
            (self.seats, "seat"),
            (self.bodies, "body"),
        )
        for forms, use in uses:
            for form in forms:
                yield form, use
                if "'" in form:
                    yield form.replace("'", "\u2019"), use


class UnsureForm(Part):
    """A form that may mean several states, or something else; see the head of states.yaml."""

    form: str
    states: tuple[str, ...] = Field(min_length=1)
    also: Literal["person", "place", "people", "language", "body", "word"] | None = None
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class StatesFile(Part):
    """`states.yaml`. A pack without one knows no states."""

    version: int = 1
    regions: dict[str, tuple[str, ...]] = {}
    traits: dict[str, Trait] = {}
    description_nouns: tuple[str, ...] = ()
    government_nouns: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    not_states: tuple[str, ...] = ()
    unsure: tuple[UnsureForm, ...] = ()

    @model_validator(mode="after")
    def hangs_together(self) -> Self:
        codes = {state.code for state in self.states}
        if len(codes) != len(self.states):
            raise ValueError("a code stands twice in `states`")
        owners: dict[str, set[str]] = {}
        for state in self.states:
            unknown = (set(state.regions) - set(self.regions)) | (
                set(state.traits) - set(self.traits)
            )
            if unknown:
                raise ValueError(
                    f"{state.code} has {sorted(unknown)}, no region or trait of this file"
                )
            if state.part_of is not None and state.part_of not in codes:
                raise ValueError(
                    f"{state.code} is part of {state.part_of!r}, which is no code here"
                )
            for form, _ in state.forms():
                owners.setdefault(form, set()).add(state.code)
        self._check_unsure(codes, owners)
        return self

    def is_part(self, code: str, whole: str) -> bool:
        """Whether a code is a territory of another: what is done there is done within that state."""
        return self._wholes.get(code) == whole

    @cached_property
    def _wholes(self) -> dict[str, str]:
        return {s.code: s.part_of for s in self.states if s.part_of is not None}

    def _check_unsure(self, codes: set[str], owners: dict[str, set[str]]) -> None:
        for entry in self.unsure:
            if not set(entry.states) <= codes or entry.states[0] not in owners.get(entry.form, ()):
                raise ValueError(f"unsure {entry.form!r}: {entry.states[0]} has no such form")
        unsure = {entry.form for entry in self.unsure}
        shared = sorted(f for f, states in owners.items() if len(states) > 1 and f not in unsure)
        if shared:
            raise ValueError(f"{shared} mean several states; name each under `unsure`")

    def state(self, code: str) -> State | None:
        """The state of this code, or None."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> dict[str, State]:
        return {state.code: state for state in self.states}
