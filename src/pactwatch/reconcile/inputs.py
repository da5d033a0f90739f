"""What reconciliation is given: nouns only, and the pack."""

from __future__ import annotations

from dataclasses import dataclass

from pactwatch.domain import Pack
from pactwatch.nouns import Day, Document, Grouping, Issue, Judgement, Reading, Run
from pactwatch.reconcile.lore import Lore
from pactwatch.reconcile.masking import Masking
from pactwatch.reconcile.memory import Memory

NO_GROUPING = Grouping(wordings=(), kinships=(), stories=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Every page known by `as_of`, its current reading, and what people and runs left behind.

    The order within each tuple is of no account. A page without a kinship is its own wording.
    `lore` is made from the pack, and `masking` from the judgements, unless they are given. `memory`
    holds what was made of the same pages as of another day, by the same pack; what comes out is the same.
    """

    pack: Pack
    lore: Lore | None = None
    documents: tuple[Document, ...] = ()
    readings: tuple[Reading, ...] = ()
    grouping: Grouping = NO_GROUPING
    judgements: tuple[Judgement, ...] = ()
    issues: tuple[Issue, ...] = ()
    runs: tuple[Run, ...] = ()
    as_of: Day | None = None
    masking: Masking | None = None
    memory: Memory | None = None
