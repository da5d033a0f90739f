"""Sentences of our own on flights and arrivals: which moves they tell, of how many and on what day.

`tests/told/moves.yaml` holds them by rule, with near misses that tell none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from extract.conftest import ReadText
from extract.reports import figure_of, pair_of
from pactwatch.days import anchor

FILE = YAML(typ="safe").load(
    (Path(__file__).parents[1] / "told/moves.yaml").read_text(encoding="utf-8")
)
#: The day on which each page is published.
PUBLISHED = "2025-08-06"
CASES = [
    pytest.param(group, case, id=case["text"][:60])
    for group in FILE["groups"]
    for case in group["cases"]
]


@pytest.mark.parametrize(("group", "case"), CASES)
def test_the_moves_that_a_sentence_tells(
    read: ReadText, group: dict[str, Any], case: dict[str, Any]
) -> None:
    """The group's rule holds for each of its sentences."""
    lead = FILE["leads"].get(case.get("lead"))
    text = f"{lead}\n\n{case['text']}" if lead else case["text"]
    told = []
    for claim in read(text, published=PUBLISHED).claims:
        if claim.kind == "transfer" and claim.factuality in ("asserted", "reported"):
            day = anchor(claim.when.form, PUBLISHED)[0] if claim.when else None
            figure = figure_of(claim)
            count = "-" if figure is None else f"{figure:g}"
            told.append(f"{pair_of(claim).replace('>', '-')} {count} {day or '-'}")
    assert sorted(told) == case["moves"], group["rule"]
