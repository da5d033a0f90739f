"""A pack: all its files, checked against each other."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import model_validator

from pactwatch.domain.agencies import AgenciesFile
from pactwatch.domain.concern import ConcernFile
from pactwatch.domain.facts import FactsFile
from pactwatch.domain.frames import Frame, PhraseRule, VocabularyFile
from pactwatch.domain.kinds import Kind
from pactwatch.domain.part import Part
from pactwatch.domain.rules import ReconcileRules
from pactwatch.domain.spread import SpreadFile
from pactwatch.domain.states import StatesFile
from pactwatch.domain.views import Views
from pactwatch.errors import PackError


class Pack(Part):
    """A checked domain pack."""

    path: Path
    name: str
    version: str  #: version and hash of the files, so that a changed pack is another reader
    title: str
    schema_name: str
    kinds: tuple[Kind, ...]
    states: StatesFile = StatesFile()
    facts: FactsFile = FactsFile()
    vocabulary: VocabularyFile = VocabularyFile()
    phrases: tuple[PhraseRule, ...] = ()
    frames: tuple[Frame, ...] = ()
    reconcile: ReconcileRules = ReconcileRules()
    agencies: AgenciesFile = AgenciesFile()
    concern: ConcernFile = ConcernFile()
    spread: SpreadFile = SpreadFile()
    views: Views = Views()

    @model_validator(mode="after")
    def rules_name_own_slots(self) -> Self:
        for name, rules in self.reconcile.kinds.items():
            kind = self.kind(name)
            named = [*rules.apart, *rules.telling, *rules.fields, *rules.opposites]
            for slot in named:
                if slot not in kind.slots and slot != "date":
                    known = ", ".join(kind.slots)
                    raise PackError(
                        f"{self.path}/reconcile.yaml: {name} has no slot {slot!r}; it has {known}"
                    )
        return self

    @model_validator(mode="after")
    def views_name_own_kinds(self) -> Self:
        views, hub = self.views, self.hub
        choices = hub.slots[hub.progress or ""].choices
        known = {"map": hub.pair, "tones": choices}
        named = {"map": views.map, "tones": tuple(v for vs in views.tones.values() for v in vs)}
        for part, names in named.items():
            for name in (name for name in names if name not in known[part]):
                raise self._views_error(f"{part} name {name!r}", known[part])
        if len(views.map) not in (0, 2):
            raise self._views_error("map needs two slots, from and to which arcs lead", hub.pair)
        under = {kind.name: kind for kind in self.kinds if kind.hub or kind.under == hub.name}
        for column in views.columns:
            if column.kind not in under:
                raise self._views_error(f"column {column.name!r} is of {column.kind!r}", under)
            slots = under[column.kind].slots
            for slot in (slot for slot in column.slots if slot not in slots):
                raise self._views_error(f"column {column.name!r} shows {slot!r}", slots)
        return self

    def _views_error(self, what: str, known: Iterable[str]) -> PackError:
        return PackError(f"{self.path}/pack.yaml: views: {what}; known are {', '.join(known)}")

    @cached_property
    def hub(self) -> Kind:
        return next(kind for kind in self.kinds if kind.hub)

    @cached_property
    def speech_kind(self) -> Kind | None:
        return next((kind for kind in self.kinds if kind.speech), None)

    @cached_property
    def by_name(self) -> dict[str, Kind]:
        return {kind.name: kind for kind in self.kinds}

    def kind(self, name: str) -> Kind:
        """The kind of this name; PackError names the known ones."""
        if found := self.by_name.get(name):
            return found
        known = ", ".join(kind.name for kind in self.kinds)
        raise PackError(f"{self.path}: no kind {name!r}; the pack has {known}")
