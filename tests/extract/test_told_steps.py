"""Short texts of our own, by the rule that they hold: all the steps that each tells, and no other.

`tests/told/steps.yaml` holds them, with near misses.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from pactwatch.nouns import Reading

ReadText = Callable[..., Reading]

GROUPS: list[dict[str, Any]] = YAML(typ="safe").load(
    (Path(__file__).parents[1] / "told/steps.yaml").read_text(encoding="utf-8")
)
CASES = [
    pytest.param(group["rule"], case["text"], set(case["steps"]), id=case["text"][:60])
    for group in GROUPS
    for case in group["cases"]
]


@pytest.mark.parametrize(("rule", "text", "steps"), CASES)
def test_text_tells_these_steps_and_no_other(
    read: ReadText, rule: str, text: str, steps: set[str]
) -> None:
    """The pairs and statuses of all that is told as having happened: the group's rule says why."""
    told = {
        f"{claim.value('sending')}-{claim.value('receiving')} {claim.value('status')}"
        for claim in read(text).claims
        if claim.kind == "arrangement" and claim.factuality in ("asserted", "reported")
    }
    assert told == steps, rule
