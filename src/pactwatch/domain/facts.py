"""`facts.yaml`: public facts that date what a page tells by them, and who led which state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Self

from pydantic import Field, model_validator

from pactwatch.domain.part import Part

#: A day in EDTF, to the day, month or year, where `~` means about.
EDTF_DAY = r"^\d{4}(-\d{2}(-\d{2})?)?~?$"


class FactRow(Part):
    """A public fact: who held an office from when until when, or what was done on a day."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    kind: Literal["office", "treaty", "law", "election", "judgment", "happening"]
    what: str
    day: str = Field(pattern=EDTF_DAY)
    until: str | None = Field(default=None, pattern=EDTF_DAY)
    states: tuple[str, ...] = ()
    holder: str | None = None
    known_as: tuple[str, ...] = ()
    office: str | None = None
    heads: bool = False
    party: str | None = None
    phrases: tuple[str, ...] = ()
    source: str

    @model_validator(mode="after")
    def says_who(self) -> Self:
        if (self.kind == "office") != (self.holder is not None and self.office is not None):
            raise ValueError("an office has `holder` and `office`, and nothing else has")
        if self.until is not None and self.until < self.day:
            raise ValueError(f"ends on {self.until}, before it begins on {self.day}")
        return self

    @property
    def short_names(self) -> tuple[str, ...]:
        """How the holder is called after the first mention."""
        return self.known_as or ((self.holder.split()[-1],) if self.holder else ())


class FactsFile(Part):
    """`facts.yaml`. Templates hold `{name}`, `{holder}`, `{office}` or `{party}`."""

    version: int = 1
    took_office: tuple[str, ...] = ()
    facts: tuple[FactRow, ...] = ()

    @model_validator(mode="after")
    def has_unique_ids(self) -> Self:
        ids = [row.id for row in self.facts]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"ids stand twice: {', '.join(twice)}")
        return self

    def phrases_of(self, row: FactRow) -> tuple[str, ...]:
        """The phrases that date something by this row: its own, and those of every new holder."""
        return (*row.phrases, *_fill(self.took_office, row))


def _fill(templates: Sequence[str], row: FactRow) -> tuple[str, ...]:
    """Templates with a row's names put in; one that needs what the row lacks is left out."""
    filled = [
        template.format(name=name, holder=row.holder, office=row.office, party=row.party)
        for template in templates
        for name in row.short_names
        if "{party}" not in template or row.party
    ]
    return tuple(dict.fromkeys(filled))
