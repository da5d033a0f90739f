"""Plain sentences below one that tells of a deal: who objects to it in each, or that nobody does.

`tests/told/objections.yaml` holds them; what is known not to be read stands under `unread` and must be
moved once it is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pactwatch.nouns import Reading

ReadText = Callable[..., Reading]

FILE = YAML(typ="safe").load(
    (Path(__file__).parents[1] / "told/objections.yaml").read_text(encoding="utf-8")
)


def objectors(read: ReadText, told: str) -> list[str]:
    """Who objects on a page that tells of a deal and then this."""
    page = read(f"Migration news\n\n{FILE['carrier']}\n\n{told}\n")
    return [str(claim.value("by")) for claim in page.claims if claim.kind == "objection"]


@pytest.mark.parametrize(("who", "told"), FILE["told"])
def test_tells_who_objects(read: ReadText, who: str, told: str) -> None:
    """Who speaks or acts against the deal stands as an objector, under their name."""
    assert any(who in name for name in objectors(read, told))


@pytest.mark.parametrize("told", FILE["none"])
def test_tells_no_objection(read: ReadText, told: str) -> None:
    """News that a critic tells, feelings of those who were sent and the police's charges are none."""
    assert not objectors(read, told)


@pytest.mark.parametrize(("who", "told"), FILE["unread"])
def test_is_not_read_yet(read: ReadText, who: str, told: str) -> None:
    """What stands under `unread` is not read; once it is, it belongs under `told`."""
    assert not any(who in name for name in objectors(read, told))
