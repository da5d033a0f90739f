"""A pack's scorer: how its register is held against gold. The one part of a pack that is a program."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol, cast

from pactwatch.domain.loading import DOMAINS
from pactwatch.domain.pack import Pack
from pactwatch.errors import ConfigError


class Tally(Protocol):
    """What one figure counted."""

    missed: list[str]  #: "ARTICLE: what the gold has and the register has not"
    extra: list[str]  #: "ARTICLE: what the register has and the gold has not"

    def figures(self) -> dict[str, float]:
        """`p`, `r`, `f1` between 0 and 1, and the counts `hit`, `predicted`, `gold`."""
        ...


class Scorer(Protocol):
    """The functions of a pack's `score.py`."""

    def load(self, export_path: str, gold_path: str) -> tuple[Any, ...]: ...

    def score(self, *loaded: Any) -> Mapping[str, Tally]: ...


def load_scorer(pack: Pack) -> Scorer:
    """The scorer that ships with a pack; ConfigError where it has none.

    Only packs of this program are asked: the folder of another is data, and is never run.
    """
    name = f"pactwatch.domains.{pack.path.name}.score"
    if pack.path.parent != DOMAINS or find_spec(name) is None:
        raise ConfigError(f"{pack.path}: this pack has no score.py that ships with pactwatch")
    return cast(Scorer, import_module(name))
