"""Sentences of our own, each behind a lead: what they tell of courts, objectors, sums, groups and people.

`tests/told/sentences.yaml` holds them by rule, with near misses that tell nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from pactwatch.nouns import Claim, Quantity, Reading

ReadText = Callable[..., Reading]

FILE = YAML(typ="safe").load(
    (Path(__file__).parents[1] / "told/sentences.yaml").read_text(encoding="utf-8")
)
CASES = [
    pytest.param(group, case, id=case["text"][:60])
    for group in FILE["groups"]
    for case in group["cases"]
]


def value_of(claim: Claim, slot: str) -> object:
    """A slot's value: a figure for a quantity; of a value in words, nothing."""
    value = claim.value(slot)
    if isinstance(value, Quantity):
        return value.max if value.max is not None else value.min
    return None if slot == "value" and isinstance(value, str) else value


@pytest.mark.parametrize(("group", "case"), CASES)
def test_sentence_tells_this_and_no_more(
    read: ReadText, group: dict[str, Any], case: dict[str, Any]
) -> None:
    """Every claim of the group's kind, slot by slot, and none besides: the group's rule says why."""
    lead = FILE["leads"][case["about"]]
    told = [
        [value_of(claim, slot) for slot in group["slots"]]
        for claim in read(f"{lead}\n\n{case['text']}").claims
        if claim.kind == group["kind"] and claim.span.start > len(lead)
    ]
    assert told == case["told"], group["rule"]
