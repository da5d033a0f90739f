"""`pack.yaml`, `views`: how the pages of the browser show the register of a pack."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from pactwatch.domain.part import Part

#: How far something is, or whether it stands at all, as colours and shapes can show it.
Tone = Literal["early", "made", "active", "halted", "over", "denied"]


class Column(Part):
    """A column of the register's table: what records of a kind tell of a hub.

    `where`: only records with these values. `sum`: a slot that counts; shown is the sum of its
    lower bounds, or the highest figure that a record gives for several together. `show`: a slot
    whose values are listed, with the slot `unit` beside it. `gap`: what to say of a hub of which
    no source tells it; a value in `still_open` tells no more than that it is kept back.
    """

    name: str
    title: str
    kind: str
    where: dict[str, str] = {}
    sum: str | None = None
    show: str | None = None
    unit: str | None = None
    gap: str | None = None
    still_open: tuple[str, ...] = ()

    @model_validator(mode="after")
    def shows_one_thing(self) -> Self:
        if (self.sum is None) == (self.show is None):
            raise ValueError(f"column {self.name!r} has one of `sum` and `show`")
        return self

    @property
    def slots(self) -> tuple[str, ...]:
        """Every slot that it names."""
        named = (self.sum, self.show, self.unit, *self.where)
        return tuple(slot for slot in named if slot is not None)


class Views(Part):
    """What the pages say beside the names of kinds, slots and choices.

    `titles`: a kind's plural, a slot or a choice → what is shown for it. `map`: the slots of the
    hub's pair from which and to which its arcs lead. `tones`: values of the hub's progress.
    """

    lead: str = ""
    titles: dict[str, str] = {}
    map: tuple[str, ...] = ()
    tones: dict[Tone, tuple[str, ...]] = {}
    columns: tuple[Column, ...] = ()

    def title_of(self, name: str) -> str:
        """A name of the pack as people read it, beginning a line."""
        return self.titles.get(name) or name.replace("_", " ").capitalize()

    def tone_of(self, value: str | None) -> Tone:
        """The tone of a value of the hub's progress; what has none is `early`."""
        return next((tone for tone, values in self.tones.items() if value in values), "early")
