"""Plain sentences in many constructions, with states put in: what they tell of which pair.

`tests/told/constructions.yaml` holds them by status; what is known not to be read must be moved there
once it is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pactwatch.nouns import Reading

ReadText = Callable[..., Reading]

FILE = YAML(typ="safe").load(
    (Path(__file__).parents[1] / "told/constructions.yaml").read_text(encoding="utf-8")
)
SENDERS = [
    ("the United States", "USA", "US", "Washington"),
    ("Denmark", "DNK", "Danish", "Copenhagen"),
    ("Britain", "GBR", "British", "London"),
    ("Australia", "AUS", "Australian", "Canberra"),
]
RECEIVERS = [
    ("Rwanda", "RWA", "Rwandan", "Kigali"),
    ("Kosovo", "XKX", "Kosovan", "Pristina"),
    ("Ghana", "GHA", "Ghanaian", "Accra"),
    ("Eswatini", "SWZ", "Swazi", "Mbabane"),
]
OTHERS = [("Uganda", "UGA"), ("Albania", "ALB"), ("Palau", "PLW"), ("Honduras", "HND")]
MORE = [("South Sudan", "SSD"), ("Costa Rica", "CRI"), ("Nauru", "NRU"), ("Liberia", "LBR")]


def cases(part: str) -> list[object]:
    """Every template with its status; its length picks its states."""
    return [
        pytest.param(status, template, id=f"{status}: {template[:60]}")
        for status, row in FILE[part].items()
        for template in row
    ]


def holds(read: ReadText, status: str, template: str) -> bool:
    """Whether the sentence, below a headline that says nothing, tells just its pairs."""
    n = len(template)
    sender, receiver, other = SENDERS[n % 4], RECEIVERS[n // 4 % 4], OTHERS[n // 16 % 4]
    names = dict(zip(("S", "s", "Sc"), (sender[0], *sender[2:]), strict=True))
    names |= dict(zip(("R", "r", "Rc"), (receiver[0], *receiver[2:]), strict=True))
    more = MORE[n // 8 % 4]
    text = template.format(**names, R2=other[0], R3=more[0])
    told = {
        (claim.value("sending"), claim.value("receiving"), claim.value("status"))
        for claim in read(f"Migration news\n{text[0].upper()}{text[1:]}\n").claims
        if claim.kind == "arrangement"
    }
    places = {"{R2}": other[1], "{R3}": more[1]}
    pairs = {(sender[1], receiver[1])} | {
        (sender[1], c) for k, c in places.items() if k in template
    }
    if status == "none":
        return not told
    found = {(first, second) for first, second, _ in told}
    if status == "several":
        return found == pairs
    return {(*pair, status) for pair in pairs} <= told and found <= pairs


@pytest.mark.parametrize(("status", "template"), cases("told"))
def test_construction_tells_its_pairs(read: ReadText, status: str, template: str) -> None:
    """Each pair with the status, and no pair besides."""
    assert holds(read, status, template), template


@pytest.mark.xfail(reason="not read yet", strict=True)
@pytest.mark.parametrize(("status", "template"), cases("unread"))
def test_construction_is_not_read_yet(read: ReadText, status: str, template: str) -> None:
    """What is read one day belongs among those that hold."""
    assert holds(read, status, template), template
