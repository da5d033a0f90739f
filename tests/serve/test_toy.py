"""Another pack, the same pages: titles, columns, map ends and lists are the pack's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from factory import StandingClock, claim, document, people, reading, slot
from pactwatch.domain import load_pack
from pactwatch.serve import make_app
from pactwatch.store import open_register
from pactwatch.workers import save_derived
from serve.conftest import room_of
from serve.registers import fill

PACK = load_pack(str(Path(__file__).parents[1] / "toy_pack"))
TEXT = "Two ships with 40 hands sailed from Norway to Fiji on Tuesday."


@pytest.fixture(scope="module")
def toys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A register of one loan of ships, under way."""
    path = tmp_path_factory.mktemp("toy") / "toy.db"
    doc = document(TEXT, published="2025-05-20", outlet="Suva Herald")
    pair = (slot(doc, "lender", "NOR", "Norway"), slot(doc, "borrower", "FJI", "Fiji"))
    voyage = claim(doc, kind="voyage", slots=(*pair, slot(doc, "crew", people(40.0), "40 hands")))
    with open_register(path, write=True, clock=StandingClock()) as store:
        fill(store, path, [(doc, reading(doc, voyage))])
        save_derived(store, PACK)
    with TestClient(make_app(room_of(path, PACK, hosts=frozenset({"testserver"})))) as found:
        yield found


def test_register_has_the_packs_columns(toys: TestClient) -> None:
    """Its title, its pair, its progress and its own columns, and none of another pack."""
    text = toys.get("/register").text
    for words in ("Ship loans", "Lender", "Borrower", "Hands aboard", "at least 40", "sailing"):
        assert words in text
    assert "Sending" not in text
    assert 'aria-label="Norway → Fiji: sailing"' in text


def test_hub_has_the_packs_address_and_lists(toys: TestClient) -> None:
    """Its page stands under the plural of its kind."""
    answer = toys.get("/loans/NOR-FJI")
    assert answer.status_code == 200
    assert 'id="voyages"' in answer.text
    assert toys.get("/loans/NOR-FJI.json").json()["loans"][0]["stage"] == "sailing"
    assert toys.get("/arrangements/NOR-FJI").status_code == 404
