"""Another domain, another pack: the same code reads, shows and exports it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command import pactwatch, read_reports
from pactwatch.domain import load_pack

PACK = str(Path(__file__).parents[1] / "toy_pack")

SIGNED = """Norway lends two ships to Fiji

OSLO - Norway and Fiji signed an agreement on two ships on 3 March 2025.

Fiji will pay 2 million dollars for the ships from Norway.

“They will be in Suva before the storms,” said Norway's fisheries minister, Kari Vik.
"""
SAILED = """Norwegian ships on their way

SUVA - Two ships sailed from Norway to Fiji on 20 May 2025, the Fijian navy said.

Norway and Fiji signed an agreement on two ships on 5 March 2025.
"""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports of ship loans, read with the toy pack."""
    folder = tmp_path_factory.mktemp("toy")
    (folder / "signed.txt").write_text(SIGNED)
    (folder / "sailed.txt").write_text(SAILED)
    path = folder / "toy.db"
    read_reports(path, folder / "signed.txt", folder / "sailed.txt", PACTWATCH_PACK=PACK)
    return path


@pytest.fixture(scope="module")
def export(register: Path) -> dict[str, Any]:
    """Its JSON export."""
    done = pactwatch("export", "--register", register, PACTWATCH_PACK=PACK)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_export_has_the_keys_of_its_pack(export: dict[str, Any]) -> None:
    """Its own schema and plurals stand in the export, and none of the transfers pack."""
    assert export["schema"] == "pactwatch/toy@1"
    assert {"loans", "voyages", "fees", "remarks"} <= set(export)
    ours = {kind.plural for kind in load_pack(PACK).kinds}
    theirs = {kind.plural for kind in load_pack("transfers").kinds}
    assert not set(export) & (theirs - ours)


def test_loan_has_its_history(export: dict[str, Any]) -> None:
    """One loan, concluded on a disputed day, then under way; its voyage and fee hang on it."""
    (loan,) = export["loans"]
    assert (loan["lender"], loan["borrower"]) == ("NOR", "FJI")
    assert [step["stage"] for step in loan["history"]] == ["concluded", "sailing"]
    assert loan["stage"] == "sailing"
    assert len(loan["voyages"]) == 1
    assert len(loan["fees"]) == 1


def test_slots_are_its_own(export: dict[str, Any]) -> None:
    """Records have the slots of their kind, in the pack's names."""
    (voyage,) = export["voyages"]
    assert set(voyage["slots"]) == {"lender", "borrower", "vessel", "crew", "cargo"}
    assert voyage["date"] == "2025-05-20"
    (fee,) = export["fees"]
    assert (fee["slots"]["value"], fee["slots"]["unit"]) == (2000000, "USD")


def test_remark_has_its_voice(export: dict[str, Any]) -> None:
    """The kind of utterance is the pack's: who spoke, in which office, how quoted."""
    voices = {row["slots"]["voice"]: row["slots"] for row in export["remarks"]}
    assert voices["Kari Vik"]["wording_kind"] == "direct"
    assert "minister" in voices["Kari Vik"]["office"]


def test_two_days_disagree(export: dict[str, Any]) -> None:
    """Two pages tell two days for one step: a certain disagreement."""
    (found,) = [row for row in export["discrepancies"] if row["field"] == "date"]
    assert found["certainty"] == "certain"
    assert {row["value"] for row in found["readings"]} == {"2025-03-03", "2025-03-05"}


def test_screen_speaks_its_words(register: Path) -> None:
    """What is shown has the pack's titles and choices."""
    done = pactwatch("show", "NOR-FJI", "--register", register, PACTWATCH_PACK=PACK)
    assert done.returncode == 0, done.stderr
    assert "sailing" in done.stdout
    assert "Voyage" in done.stdout
    assert "transfer" not in done.stdout.lower()
