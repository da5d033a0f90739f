"""How well disagreements are found, in cases that were made apart. Floors only go up.

Of the sealed half nothing but figures is printed, so that nobody fits rules to it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import disputes
from pactwatch.config import Settings
from pactwatch.domain import load_pack
from pactwatch.extract.readers import load_readers
from pactwatch.store import ParseFile

#: The least precision and recall over kinds of disagreement, each counted once a case.
FLOORS = {"open": (0.9, 0.69), "sealed": (0.9, 0.45), "plain": (1.0, 0.88)}


@pytest.mark.parametrize("half", FLOORS)
def test_disagreements_stand_on_their_floors(half: str, tmp_path: Path) -> None:
    """No change may find fewer of those that are there, or more that are none."""
    pack = load_pack("transfers")
    readers = load_readers(pack, Settings(), ParseFile(tmp_path / "parses.db"))
    cases = tuple(disputes.read_cases(half, pack, readers))
    tally = disputes.count(cases)
    precision, recall = FLOORS[half]
    told = f"{half}: {tally}, precision {tally.precision:.3f}, recall {tally.recall:.3f}"
    if half != "sealed":
        wrong = (case for case in cases if case.found != case.expected)
        told += "".join(
            f"\n{one.id}: {set(one.found)} not {set(one.expected)}; {one.why}" for one in wrong
        )
    assert (tally.precision >= precision, tally.recall >= recall) == (True, True), told


def test_kinds_are_counted_once_a_case() -> None:
    """What is found and not there costs precision, what is there and not found recall."""
    right = disputes.Found(id="1", expected=frozenset({"date"}), found=frozenset({"date"}), why="")
    missed = disputes.Found(id="2", expected=frozenset({"date"}), found=frozenset(), why="")
    extra = disputes.Found(
        id="3", expected=frozenset(), found=frozenset({"date", "number"}), why=""
    )
    tally = disputes.count([right, missed, extra])
    assert (tally.hit, tally.found, tally.expected) == (1, 3, 2)
    assert (tally.precision, tally.recall) == (1 / 3, 1 / 2)
