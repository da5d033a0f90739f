"""The register of the examples shows what `examples/ABOUT` promises."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from command import read_reports

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The examples, read as the demo reads them."""
    register = tmp_path_factory.mktemp("examples") / "register.db"
    table = EXAMPLES / "meta.csv"
    return read_reports(register, EXAMPLES, "--meta", table, PACTWATCH_NOW="2026-01-10")


def doc(export: dict[str, Any], name: str) -> dict[str, Any]:
    """The page of a file."""
    (found,) = [d for d in export["documents"] if Path(d["source"]).name == name]
    return dict(found)


def hub(export: dict[str, Any], sending: str, receiving: str) -> dict[str, Any]:
    """The arrangement of two states."""
    (found,) = [
        one
        for one in export["arrangements"]
        if (one["sending"], one["receiving"]) == (sending, receiving)
    ]
    return dict(found)


def test_trade_page_is_none_of_the_domain(export: dict[str, Any]) -> None:
    """A trade deal of the same two states adds nothing to their arrangement."""
    page = doc(export, "copper-trade.txt")
    assert not page["in_domain"]
    kinds = {claim["kind"] for claim in export["claims"] if claim["document"] == page["id"]}
    assert kinds <= {"statement"}


def test_pairs_are_those_of_the_reports(export: dict[str, Any]) -> None:
    """No state through which people came, and none to which they went home, makes a pair."""
    pairs = {(one["sending"], one["receiving"]) for one in export["arrangements"]}
    assert pairs == {("NOR", "ZMB"), ("IRL", "CPV"), ("PRT", "CPV"), ("AUT", "UZB"), ("USA", "BWA")}


def test_one_arrangement_from_talks_to_a_court(export: dict[str, Any]) -> None:
    """Norway and Zambia talked, signed and moved people, and a court stopped it."""
    found = hub(export, "NOR", "ZMB")
    assert {"in_talks", "signed", "operational"} <= {step["status"] for step in found["history"]}
    assert "refused" not in {step["status"] for step in found["history"]}
    assert found["rulings"]


def test_copy_counts_once(export: dict[str, Any]) -> None:
    """Two newspapers with one text are one wording, and the second is a copy."""
    first, copy = (doc(export, f"norway-zambia-signed{end}.txt") for end in ("", "-copy"))
    assert first["wording"] == copy["wording"]
    assert (first["relation"], copy["relation"]) == ("own", "copy")


def test_two_pages_disagree_on_the_number(export: dict[str, Any]) -> None:
    """14 or 19 on the first flight: certain, and neither wins."""
    (found,) = [d for d in export["discrepancies"] if d["field"] == "number"]
    assert found["certainty"] == "certain"
    assert sorted(r["value"]["max"] for r in found["readings"]) == [14, 19]


def test_undated_page_keeps_its_words(export: dict[str, Any]) -> None:
    """“Last month” on the page without a day stays words, and what hangs on it is conditional."""
    page = doc(export, "lusaka-diary.txt")
    assert page["published"] is None
    unanchored = [
        claim["date_text"]
        for claim in export["claims"]
        if claim["document"] == page["id"] and claim["date_basis"] == "unanchored"
    ]
    assert "last month" in unanchored
    assert [d for d in export["discrepancies"] if d["certainty"] == "conditional"]


def test_one_side_reports_and_the_other_denies(export: dict[str, Any]) -> None:
    """A denial stands beside what it denies and is no second source for it."""
    steps = {step["status"]: step for step in hub(export, "IRL", "CPV")["history"]}
    assert {"agreed", "denied"} <= set(steps)
    denier = doc(export, "ireland-cabo-verde-denial.txt")["id"]
    pages = {c["id"]: c["document"] for c in export["claims"]}
    assert denier not in {pages[claim] for claim in steps["agreed"]["claims"]}
    assert steps["agreed"]["grade"] == "X"


def test_page_of_a_newspaper_is_its_article(export: dict[str, Any]) -> None:
    """Menus and footer of the HTML page are gone; its day and outlet come from the page."""
    page = doc(export, "austria-uzbekistan.html")
    assert page["outlet"] == "The Danube Courier"
    assert page["published"] == "2025-10-09"
    assert "Subscribe" not in page["text"]


def test_visas_curbed_and_an_agreement(export: dict[str, Any]) -> None:
    """Botswana was asked in March and refused, its visas were curbed, and it agreed."""
    found = hub(export, "USA", "BWA")
    steps = {step["status"] for step in found["history"]}
    assert (steps, found["status"]) == ({"proposed", "refused", "agreed"}, "agreed")
    assert found["measures"]
