"""`pack.yaml`: the kinds of claims, their slots, and which hang on which."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from pactwatch.domain.part import Part
from pactwatch.domain.views import Views

SlotType = Literal["state", "party", "count", "money", "day", "choice", "words", "flag", "claim"]


class SlotRule(Part):
    """What may fill a slot. `many`: several values are true at once."""

    type: SlotType
    choices: tuple[str, ...] = ()
    many: bool = False
    kinds: tuple[str, ...] = ()

    @model_validator(mode="after")
    def has_choices(self) -> Self:
        if (self.type == "choice") != bool(self.choices):
            raise ValueError("`choices` belong to a slot of type choice, and to no other")
        return self


class Speech(Part):
    """Which slots of a kind of utterance hold who speaks, in which role, and how it is quoted.

    `retold` is the manner of what a page tells in its own words.
    """

    who: str
    role: str
    manner: str
    retold: str | None = None


class Kind(Part):
    """A kind of claim: its slots, the slots that are its key, and the kind on which it hangs."""

    name: str
    plural: str
    title: str
    hub: bool = False
    progress: str | None = None
    under: str | None = None
    pair: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    stands_as: str | None = None
    shared: dict[str, str] = {}
    speech: Speech | None = None
    slots: dict[str, SlotRule]

    @model_validator(mode="after")
    def names_own_slots(self) -> Self:
        named = [*self.pair, *self.key, *([self.progress] if self.progress else [])]
        if self.speech:
            named += [self.speech.who, self.speech.role, self.speech.manner]
        for slot in named:
            if slot not in self.slots:
                raise ValueError(
                    f"{slot!r} is no slot of {self.name}; it has {', '.join(self.slots)}"
                )
        return self

    def slots_of(self, *types: SlotType) -> tuple[str, ...]:
        """The names of its slots of these types, in the pack's order."""
        return tuple(name for name, rule in self.slots.items() if rule.type in types)


class PackFile(Part):
    """`pack.yaml`."""

    name: str
    version: int
    title: str
    schema_: str = Field(alias="schema")
    kinds: tuple[Kind, ...]
    views: Views = Views()

    @model_validator(mode="after")
    def hangs_together(self) -> Self:
        names = [kind.name for kind in self.kinds]
        hubs = [kind for kind in self.kinds if kind.hub]
        if len(hubs) != 1 or hubs[0].progress is None:
            raise ValueError("exactly one kind must be the hub, and name its `progress` slot")
        steps = hubs[0].slots[hubs[0].progress].choices
        for kind in self.kinds:
            if kind.under is not None and kind.under not in names:
                raise ValueError(
                    f"{kind.name} hangs under {kind.under!r}; kinds are {', '.join(names)}"
                )
            if kind.stands_as is not None and kind.stands_as not in steps:
                raise ValueError(
                    f"{kind.name} stands as {kind.stands_as!r}; steps are {', '.join(steps)}"
                )
        return self
