"""`concern.yaml`: how a page as a whole shows whether it concerns the domain, or only looks like it."""

from __future__ import annotations

from math import inf
from typing import Self

from pydantic import model_validator

from pactwatch.domain.part import Part


class WordGroup(Part):
    """Words of one meaning, each as the beginning of one or more words ("deport"), and their weight."""

    weight: float
    words: tuple[str, ...]


class ConcernFile(Part):
    """`concern.yaml`: groups of words and readings of a page, with learnt weights.

    A page's score is `bias` + Σ weight x log(1 + count); under `least` it is one that only looks like
    the domain. `home` and `abroad` weigh people told as moved to the state whose own they are, and to
    another; `named` weighs moves that name both their states, `told` words that name a deal on them.
    A kind in `alone` that hangs on the hub shows the domain only from its bound on; from `sure` on a
    page concerns it though no claim could be made.
    Without groups every page concerns it.
    """

    least: float = 0.0
    alone: dict[str, float] = {}
    sure: float = inf
    bias: float = 0.0
    home: float = 0.0
    abroad: float = 0.0
    named: float = 0.0
    told: float = 0.0
    groups: dict[str, WordGroup] = {}

    @model_validator(mode="after")
    def words_are_lower_case(self) -> Self:
        for name, group in self.groups.items():
            for word in group.words:
                if word != word.lower() or not word.strip():
                    raise ValueError(f"{name}: {word!r} must be written in lower case")
        return self
