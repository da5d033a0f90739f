"""`agencies.yaml`: the news agencies, and how pages say that a text is theirs."""

from __future__ import annotations

from pactwatch.domain.part import Part


class Agency(Part):
    """A news agency: the outlets under which its own pages stand, and how others sign its text."""

    name: str
    outlets: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


class AgenciesFile(Part):
    """`agencies.yaml`. A pack without one knows agencies by their datelines alone."""

    version: int = 1
    agencies: tuple[Agency, ...] = ()
