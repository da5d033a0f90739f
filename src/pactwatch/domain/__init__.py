"""Loads and checks a domain pack; the only door for domain knowledge.

What enters: a folder of YAML files (`domains/<name>/`, or any path). What leaves: a frozen `Pack`.
A pack that contradicts itself is a `PackError` with the path, the line and the known choices.
The engine asks the pack for kinds and slots by their part (hub, progress, pair …), not by name.
"""

from __future__ import annotations

from pactwatch.domain.agencies import AgenciesFile, Agency
from pactwatch.domain.concern import ConcernFile, WordGroup
from pactwatch.domain.facts import FactRow, FactsFile
from pactwatch.domain.frames import Frame, FramesFile, PhraseRule, Trigger, VocabularyFile
from pactwatch.domain.kinds import Kind, PackFile, SlotRule, SlotType, Speech
from pactwatch.domain.loading import DOMAINS, load_pack, read_part
from pactwatch.domain.pack import Pack
from pactwatch.domain.part import Part
from pactwatch.domain.rules import (
    DiscrepancyKind,
    GradeRule,
    HubRules,
    KindRules,
    ReconcileRules,
    Rivals,
)
from pactwatch.domain.scoring import Scorer, Tally, load_scorer
from pactwatch.domain.spread import SpreadFile
from pactwatch.domain.states import FormUse, State, StatesFile, Trait, UnsureForm
from pactwatch.domain.views import Column, Tone, Views

__all__ = [
    "DOMAINS",
    "AgenciesFile",
    "Agency",
    "Column",
    "ConcernFile",
    "DiscrepancyKind",
    "FactRow",
    "FactsFile",
    "FormUse",
    "Frame",
    "FramesFile",
    "GradeRule",
    "HubRules",
    "Kind",
    "KindRules",
    "Pack",
    "PackFile",
    "Part",
    "PhraseRule",
    "ReconcileRules",
    "Rivals",
    "Scorer",
    "SlotRule",
    "SlotType",
    "Speech",
    "SpreadFile",
    "State",
    "StatesFile",
    "Tally",
    "Tone",
    "Trait",
    "Trigger",
    "UnsureForm",
    "Views",
    "VocabularyFile",
    "WordGroup",
    "load_pack",
    "load_scorer",
    "read_part",
]
