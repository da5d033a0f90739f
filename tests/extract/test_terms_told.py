"""Plain sentences below one that tells of a deal: the rule that each tells, or that it tells none.

`tests/told/terms.yaml` holds them by the rule's kind; what is known not to be read stands under `unread`
and must be moved once it is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pactwatch.nouns import Quantity, Reading

ReadText = Callable[..., Reading]

FILE = YAML(typ="safe").load(
    (Path(__file__).parents[1] / "told/terms.yaml").read_text(encoding="utf-8")
)


def cases(part: str) -> list[object]:
    """Every sentence with the rule that it tells."""
    return [
        pytest.param(which, told, id=f"{which}: {told[:70]}")
        for which, row in FILE[part].items()
        for told in row
    ]


def told_in(read: ReadText, told: str) -> set[str]:
    """The rules that a page tells besides its deal, each with its value where that is a number."""
    page = read(f"Migration news\n\n{FILE['carrier']}\n\n{told}\n")
    found = set()
    for claim in page.claims:
        if claim.kind == "term":
            value = claim.value("value")
            assert not isinstance(value, Quantity)
            number = f" {value:.0f}" if isinstance(value, float | int) else ""
            found.add(f"{claim.value('term')}{number}")
    return found


@pytest.mark.parametrize(("which", "told"), cases("told"))
def test_tells_its_rule(read: ReadText, which: str, told: str) -> None:
    """Each sentence tells the rule under which it stands; a number too where the file gives one."""
    found = told_in(read, told)
    assert which in found | {name.split()[0] for name in found}


@pytest.mark.parametrize("told", FILE["none"])
def test_tells_no_rule(read: ReadText, told: str) -> None:
    """What happened, what others do and what is said against a deal are no rules of it."""
    assert not told_in(read, told)


@pytest.mark.parametrize(("which", "told"), cases("unread"))
def test_is_not_read_yet(read: ReadText, which: str, told: str) -> None:
    """What stands under `unread` is not read; once it is, it belongs under `told`."""
    found = told_in(read, told)
    assert which not in found | {name.split()[0] for name in found}
