"""The English of speech: verbs, nouns, titles and pronouns with which writers tell who said what.

General English, no domain knowledge; it stands beside the code as YAML because people who know
the language, not the program, should be able to mend it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pactwatch.domain import Part, read_part

TABLES = Path(__file__).parent / "english" / "speech.yaml"


class Pronoun(Part):
    """What a pronoun says of whom it stands for."""

    person: Literal["first", "second", "third", "relative"]
    number: Literal["one", "many", "any"]
    gender: Literal["male", "female", "thing", "any"]


class Speech(Part):
    """The tables of `english/speech.yaml`; each is told there."""

    verbs: frozenset[str]
    quoting: frozenset[str]
    lending: frozenset[str]
    valuing: frozenset[str]
    clausal: frozenset[str]
    thoughts: frozenset[str]
    denials: frozenset[str]
    filed: frozenset[str]
    silences: frozenset[str]
    answers: frozenset[str]
    nouns: frozenset[str]
    papers: frozenset[str]
    sheets: frozenset[str]
    collectives: frozenset[str]
    holding: frozenset[str]
    titles: frozenset[str]
    offices: frozenset[str]
    departments: frozenset[str]
    bodies: frozenset[str]
    things: frozenset[str]
    generics: frozenset[str]
    proxies: frozenset[str]
    unnamed: frozenset[str]
    spokes: frozenset[str]
    media: frozenset[str]
    weak_media: frozenset[str]
    letters: dict[str, str]
    platforms: frozenset[str]
    occasions: frozenset[str]
    carrying: frozenset[str]
    hearers: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    pronouns: dict[str, Pronoun]

    @property
    def cue_nouns(self) -> frozenset[str]:
        """Nouns with which something said may hang together."""
        return self.nouns | self.papers


@lru_cache(maxsize=1)
def load_speech() -> Speech:
    """The tables as they ship; PackError says which line of the file to change."""
    return read_part(TABLES, Speech)
