"""An attribution and who speaks in it: what `voices` makes, and what it leans on while it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pactwatch.extract.attributions import Attribution
from pactwatch.extract.cast import Person
from pactwatch.nouns import Range

VoiceKind = Literal["person", "body", "unnamed", "generic", "medium", "paper", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicedAttribution:
    """An attribution and who speaks in it. `name` is None where the page tells nobody."""

    attribution: Attribution
    kind: VoiceKind
    name: str | None = None
    name_at: Range | None = None
    office: str | None = None
    office_at: Range | None = None
    organisation: str | None = None
    organisation_at: Range | None = None
    via: str | None = None
    via_at: Range | None = None

    @property
    def is_statement(self) -> bool:
        """Whether somebody who could be asked is said to have said something."""
        return self.attribution.speech and self.kind in ("person", "body", "unnamed")


def personal(found: Attribution, person: Person) -> VoicedAttribution:
    """An attribution in the voice of a person of the cast."""
    return VoicedAttribution(
        attribution=found,
        kind="person",
        name=person.name,
        name_at=person.name_at,
        office=person.office,
        office_at=person.office_at,
        organisation=person.organisation,
        organisation_at=person.organisation_at,
    )


def unknown(found: Attribution) -> VoicedAttribution:
    """An attribution of which the page does not tell who speaks."""
    return VoicedAttribution(attribution=found, kind="unknown")


@dataclass(slots=True)
class Told:
    """Who was told to speak so far; what pronouns lean on."""

    voiced: list[VoicedAttribution]

    def last(self, *kinds: VoiceKind) -> VoicedAttribution | None:
        """The last voice of one of these kinds that has a name."""
        return next((v for v in reversed(self.voiced) if v.kind in kinds and v.name), None)

    def within(self, sentence: int, reach: int, *kinds: VoiceKind) -> VoicedAttribution | None:
        """The last such voice, if it spoke at most `reach` sentences ago."""
        before = self.last(*kinds)
        if before is None or sentence - before.attribution.sentence > reach:
            return None
        return before
