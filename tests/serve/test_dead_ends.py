"""No page is a dead end: what cannot be shown says why in plain words, and where to go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from serve.desk_room import Hand, desk_of, problem_of

WAY = r'<li><a href="([^"]+)">([^<]+)</a></li>'


@pytest.fixture
def hand(few: Path, tmp_path: Path) -> Iterator[Hand]:
    with desk_of(few, tmp_path) as found:
        yield found


def ways_of(answer: httpx.Response) -> dict[str, str]:
    """The ways on that a page of an error names: title → address."""
    (main,) = re.findall(r'<div class="column failure">.*?</div>', answer.text, re.S)
    return {unescape(title): unescape(href) for href, title in re.findall(WAY, main)}


FAULTS: dict[str, tuple[str, int, str]] = {
    "?as_of=yesterday": ("“yesterday” is no day", 400, "The same as it is known now"),
    "?known_from=soon&state=ZMB": ("Known from: “soon” is no day", 422, "without this"),
    "?grade=Z": ("Grade: “Z” is not among A, B, C, D, X or R", 422, "without this"),
    "?page=0": ("Page: “0” is too small, expected 1 or more", 422, "from its beginning"),
    "?page=x": ("Page: “x” is no number", 422, "from its beginning"),
    "?page=9": ("The list has 1 page; there is no page 9.", 404, "from its beginning"),
    "?sort=-colour": ("The table has no column “colour”", 400, "without this"),
    f"?q={'a' * 201}": ("Q: too long, expected 200 characters at most", 422, "without this"),
}


@pytest.mark.parametrize("query", FAULTS)
def test_what_cannot_be_asked_leads_to_the_page_without_it(client: TestClient, query: str) -> None:
    """A filter that cannot be read is never passed over: the page says which, and leads on."""
    words, status, title = FAULTS[query]
    answer = client.get(f"/register{query}")
    assert answer.status_code == status
    assert words in problem_of(answer.text)
    (way,) = [href for told, href in ways_of(answer).items() if title in told]
    assert client.get(way).status_code == 200
    assert ("state=ZMB" in way) == ("state=ZMB" in query)
    assert client.get(f"/register.json{query}").json()["message"] in problem_of(answer.text)


def test_pair_that_nobody_tells_of_leads_to_its_states(client: TestClient) -> None:
    """In the states' names, with what there is of either and a search of the texts."""
    answer = client.get("/arrangements/NOR-RWA")
    assert answer.status_code == 404
    assert "Norway to Rwanda: no page that was read tells of one" in problem_of(answer.text)
    ways = ways_of(answer)
    assert "Norway to Zambia" in ways
    assert all(client.get(way).status_code == 200 for way in ways.values())
    assert ways["Search the texts: Norway Rwanda"] == "/search?q=Norway+Rwanda"


def test_list_that_a_hub_has_not_leads_to_those_that_it_has(client: TestClient) -> None:
    """Each list of it is a link, by its title."""
    where = client.get("/arrangements/NOR-ZMB").headers["location"]
    answer = client.get(f"{where}/flights")
    assert answer.status_code == 404
    ways = ways_of(answer)
    assert {"Norway to Zambia", "Transfers", "Statements"} <= ways.keys()
    assert all(client.get(way).status_code == 200 for way in ways.values())


def test_record_that_was_rejected_leads_to_who_said_so_and_to_undo(hand: Hand) -> None:
    """Judged away on its own page: that page comes back with the words, what was said, and undo."""
    hub = hand.cases("new")[0]["about"]
    (record, *_) = hand.client.get(f"/arrangements/{hub}/transfers.json").json()["transfers"]
    page = f"/desk/judge/{record['id']}"
    assert page in hand.client.get(f"/records/{record['id']}").text
    answer = hand.say("reject", *record["claims"], back=page, reason="A rumour.")
    judged = hand.client.get(answer.headers["location"])
    assert judged.status_code == 200
    assert '<button class="undo">' in judged.text
    assert "A rumour." in judged.text
    gone = hand.client.get(f"/records/{record['id']}")
    assert gone.status_code == 410
    said = hand.client.get(ways_of(gone)["What people said of them"])
    assert "A rumour." in said.text
    assert "Judge: Transfer, “" in unescape(said.text)
    hand.take_back(*(one["id"] for one in hand.history() if one["verdict"] == "reject"))
    assert hand.client.get(f"/records/{record['id']}").status_code == 200


def test_disagreement_of_later_days_says_since_when(client: TestClient) -> None:
    """As of a day on which nobody disagreed yet, the link leads to what is known now."""
    dispute = client.get("/disagreements.json").json()["discrepancies"][0]["id"]
    answer = client.get("/disagreements", params={"only": dispute, "as_of": "2020-01-01"})
    assert answer.status_code == 404
    assert "1 Jan 2020" in problem_of(answer.text)
    assert client.get(ways_of(answer)["As it is known now"]).status_code == 200


def test_hub_that_was_rejected_leads_to_the_history(hand: Hand) -> None:
    """Of what vanished whole the history tells what was said last, and offers to undo it."""
    case = hand.cases("new")[0]
    page = f"/desk/judge/{case['about']}"
    pages = hand.client.get("/documents.json").json()["documents"]
    claims = [
        row["id"]
        for one in pages
        for row in hand.client.get(f"/documents/{one['id']}.json").json().get("claims", ())
    ]
    answer = hand.say("reject", *claims, back=page)
    gone = hand.client.get(f"/arrangements/{case['about']}")
    assert gone.status_code == 404
    assert "judged" in problem_of(gone.text)
    assert ways_of(gone)["What was judged"] == "/desk/history"
    moved = hand.client.get(answer.headers["location"])
    assert moved.headers["location"].startswith("/desk/history?done=")
    assert '<button class="undo">' in hand.client.get(moved.headers["location"]).text


def test_disagreement_that_was_judged_says_so(hand: Hand) -> None:
    """A link to it says what may have become of it, and leads to the others."""
    case = hand.cases("contested")[0]
    (dispute,) = [
        one["id"]
        for one in hand.client.get("/disagreements.json").json()["discrepancies"]
        if (one["about"], one["field"]) == (case["about"], case["field"])
    ]
    hand.say("reject", *case["claims"])
    answer = hand.client.get("/disagreements", params={"only": dispute})
    assert answer.status_code == 404
    assert "judged" in problem_of(answer.text)
    assert ways_of(answer)["Disagreements"] == "/disagreements"
