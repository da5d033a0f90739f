"""What the pages say, of the register of the examples."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from examples_read import example_pack, example_pages, exported
from factory import StandingClock, document
from pactwatch.nouns import Card
from pactwatch.serve import make_app
from pactwatch.serve.wording import say_day
from pactwatch.store import open_register
from pactwatch.workers import load_or_derive, save_derived
from serve.conftest import room_of
from serve.registers import fill

HUB = "/arrangements/NOR-ZMB"


def data(client: TestClient, path: str, **query: str) -> dict[str, Any]:
    """A page's twin."""
    answer = client.get(path, params=query, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def page(client: TestClient, path: str, **query: str) -> str:
    """A page's text."""
    answer = client.get(path, params=query, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer.text


def hub_id(client: TestClient, pair: str) -> str:
    """The id of a pair's only hub."""
    return client.get(f"/arrangements/{pair}").headers["location"].rsplit("/", 1)[1]


@pytest.fixture(scope="module")
def export(examples: Path) -> dict[str, Any]:
    """The register's export."""
    with open_register(examples, write=False, clock=StandingClock()) as store:
        found: dict[str, Any] = json.loads(exported(load_or_derive(store, example_pack())))
    return found


def test_register_has_a_line_for_each_pair(client: TestClient, export: dict[str, Any]) -> None:
    """Every arrangement stands in the table once, with where it stands."""
    rows = data(client, "/register.json")["arrangements"]
    told = {(row["id"], row["sending"], row["receiving"], row["status"]) for row in rows}
    assert told == {
        (row["id"], row["sending"], row["receiving"], row["status"])
        for row in export["arrangements"]
    }
    text = page(client, "/register")
    assert text.count('<tr role="row" id="hub_') == len(rows) >= 4
    assert "since July 2025" in text


def test_figure_says_which_records_it_sums(client: TestClient) -> None:
    """ "At least N" opens to the records that it is made of, and how."""
    text = page(client, "/register", q="Norway")
    (opened,) = re.findall(r'<details class="which">.*?</details>', text, re.S)
    assert "at least 14" in opened
    assert "sum of the lower bounds" in opened
    (row,) = data(client, "/register.json", q="Norway")["arrangements"]
    assert f"#{row['columns']['people']['records'][0]}" in opened


FITS: dict[str, tuple[dict[str, str], Callable[[dict[str, Any]], bool]]] = {
    "state": ({"state": "ZMB"}, lambda row: "ZMB" in (row["sending"], row["receiving"])),
    "standing": ({"standing": "agreed"}, lambda row: row["status"] == "agreed"),
    "grade": ({"grade": "X"}, lambda row: row["grade"] == "X"),
    "contested": ({"contested": "no"}, lambda row: row["disputes"] == 0),
    "from": ({"known_from": "2025-09"}, lambda row: row["known_since"] >= "2025-09-01"),
    "to": ({"known_to": "2025-08"}, lambda row: row["known_since"] <= "2025-08-31"),
    "name": ({"q": "united"}, lambda row: row["sending"] == "USA"),
    "code": ({"q": "usa bwa"}, lambda row: row["receiving"] == "BWA"),
}


@pytest.mark.parametrize("name", FITS)
def test_filters_leave_what_fits(client: TestClient, name: str) -> None:
    """State, status, grade, dispute, time and name, each alone: some lines, and not all."""
    query, fits = FITS[name]
    every = data(client, "/register.json")["arrangements"]
    rows = data(client, "/register.json", **query)["arrangements"]
    assert rows == [row for row in every if fits(row)]
    assert 0 < len(rows) < len(every)


def test_table_is_sorted_by_any_column(client: TestClient) -> None:
    """By size where there are numbers, what is untold last; from the end with a minus."""
    rows = data(client, "/register.json", sort="people")["arrangements"]
    people = [row["columns"]["people"]["least"] for row in rows]
    told = [number for number in people if number is not None]
    assert len(told) >= 2
    assert people == sorted(told) + [None] * (len(people) - len(told))
    rows = data(client, "/register.json", sort="-sending")["arrangements"]
    assert [rows[0]["sending"], rows[-1]["sending"]] == ["USA", "AUT"]


def test_table_for_a_spreadsheet_has_every_line(client: TestClient) -> None:
    """The CSV holds all that was found, in the table's order."""
    rows = list(csv.DictReader(io.StringIO(client.get("/register.csv").text)))
    ids = [row["id"] for row in data(client, "/register.json")["arrangements"]]
    assert [row["id"] for row in rows] == ids
    assert rows[0]["payment"] == "€18,000"


def test_map_has_an_arc_for_each_pair(client: TestClient) -> None:
    """Who sends to whom is drawn, each arc named in words and leading to its page."""
    text = page(client, "/register")
    arcs = re.findall(r'<a class="arc tone-(\w+)" href="([^"]+)" aria-label="([^"]+)"', text)
    where = f"/arrangements/{hub_id(client, 'NOR-ZMB')}"
    assert ("halted", where, "Norway → Zambia: blocked") in arcs
    assert len(arcs) == len(data(client, "/register.json")["arrangements"])


def test_pair_leads_to_its_page(client: TestClient) -> None:
    """A pair of codes can be typed; small letters do."""
    answer = client.get("/arrangements/nor-zmb", params={"as_of": "2025-10-01"})
    assert answer.status_code == 302
    assert re.fullmatch(r"/arrangements/hub_\w+\?as_of=2025-10-01", answer.headers["location"])


def test_unknown_pair_names_what_is_near(client: TestClient) -> None:
    """What is not there is said, with what else there is of that state."""
    answer = client.get("/arrangements/NOR-FJI")
    assert answer.status_code == 404
    assert "Norway to Zambia" in answer.text


def test_every_cell_opens_to_its_words(client: TestClient) -> None:
    """Behind each step and record stands a quote of a page, with outlet, day, origin and grade."""
    text = page(client, HUB)
    found = data(client, HUB + ".json")
    entries = re.findall(r'<details class="entry" id="([^"]+)"', text)
    (hub,) = found["arrangements"]
    assert {one["claims"][0] for one in hub["history"]} <= set(entries)
    quotes = re.findall(r'<blockquote class="quote">(.*?)</blockquote>', text, re.S)
    assert len(quotes) >= len(entries)
    assert all("<mark>" in quote for quote in quotes)
    grades = re.findall(
        r'<p class="worth"><span class="grade[^>]*><b>(\w)</b> <span class="why">(.*?)</span>', text
    )
    assert len(grades) == len(entries)
    assert all(letter in "ABCDX" and why for letter, why in grades)


def test_sides_of_a_dispute_stand_beside_each_other(client: TestClient) -> None:
    """What one source says and what the other does, each in its own words, with its origins."""
    text = page(client, HUB)
    (dispute,) = re.findall(r'<section id="disagreements">.*?</section>\s*</section>', text, re.S)
    numbers = [
        side
        for one in data(client, HUB + ".json")["discrepancies"]
        if one["kind"] == "number"
        for side in one["readings"]
    ]
    assert {side["value"]["min"] for side in numbers} >= {14, 19}
    for side in numbers:
        says = rf"<strong>{side['value']['min']}</strong>\s*<span[^>]*>{side['origins']} origin"
        assert re.search(says, dispute)


def test_part_of_a_list_can_be_seen_alone(client: TestClient) -> None:
    """All records of one kind, as a page, as data, and for a spreadsheet."""
    found = data(client, f"{HUB}/statements.json")
    assert found["found"] == len(found["statements"]) > 5
    answer = client.get(f"{HUB}/statements.csv", follow_redirects=True)
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["id"] for row in rows] == [row["id"] for row in found["statements"]]
    assert "speaker" in rows[0]


def test_quotes_equal_their_slices(client: TestClient) -> None:
    """What a page's data quotes stands so in the page's own text."""
    claims = data(client, HUB + ".json")["claims"]
    for doc_id in {claim["document"] for claim in claims}:
        (doc,) = data(client, f"/documents/{doc_id}.json")["documents"]
        for claim in (one for one in claims if one["document"] == doc_id):
            assert doc["text"][claim["start"] : claim["end"]] == claim["text"]


def test_document_marks_every_claim(client: TestClient) -> None:
    """Each claim has its place in the text and a note beside it, and the text is whole."""
    (listed,) = [one for one in data(client, "/documents.json")["documents"]
                 if one["source"].endswith("austria-uzbekistan.html")]  # fmt: skip
    path = f"/documents/{listed['id']}"
    found, text = data(client, path + ".json"), page(client, path)
    for claim in found["claims"]:
        assert f'id="{claim["id"]}"' in text
        assert f'id="note-{claim["id"]}"' in text
    article = re.search(r"<article.*?</article>", text, re.S)
    assert article is not None
    words = re.sub(r"<[^>]+>", "", article[0].partition(">")[2]).split()
    assert words == re.sub(r"[&]", "&amp;", found["documents"][0]["text"]).split()


def test_page_of_a_watched_outlet_shows_its_card(tmp_path: Path) -> None:
    """Country, language, owner, and whether it is a news agency, as `feeds.toml` says."""
    path = tmp_path / "a.db"
    doc, reading = next(one for one in example_pages() if one[0].outlet)
    card = Card(
        name=doc.outlet or "", country="AUT", language="de", owner="The Owners", is_agency=True
    )
    with open_register(path, write=True, clock=StandingClock()) as store:
        fill(store, path, [(doc, reading)])
        store.add_cards([card], store.begin_run(["watch"], versions=[]))
        save_derived(store, example_pack())
    room = room_of(path, example_pack(), hosts=frozenset({"testserver"}))
    with TestClient(make_app(room)) as client:
        text = page(client, f"/documents/{doc.id}")
    told = re.search(r"<dt>Outlet</dt><dd>(.*?)</dd>", text)
    assert told is not None
    assert told[1] == f"{card.name}, news agency, AUT, language de, owned by The Owners"


def test_span_can_be_linked(client: TestClient) -> None:
    """Any piece of a text has an address, and is marked there."""
    claim = data(client, HUB + ".json")["claims"][0]
    span = {"start": str(claim["start"]), "end": str(claim["end"])}
    text = page(client, f"/documents/{claim['document']}", **span)
    marked = re.findall(r'<span class="asked"[^>]*>(.*?)</span>', text, re.S)
    assert "".join(re.sub(r"<[^>]+>", "", one) for one in marked).split()[0] in claim["text"]
    assert 'id="span"' in text


def test_original_is_a_download(client: TestClient) -> None:
    """The bytes as they came are never shown: attached, sandboxed, of no type that a browser runs."""
    listed = data(client, "/documents.json")["documents"][0]
    answer = client.get(f"/documents/{listed['id']}/original")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.headers["content-type"] == "application/octet-stream"
    (doc,) = data(client, f"/documents/{listed['id']}.json")["documents"]
    assert answer.content.decode() == doc["text"]


def test_record_leads_to_its_hub_and_shows_all_claims(client: TestClient) -> None:
    """A record has a page of its own with every claim that tells it."""
    (hub,) = data(client, HUB + ".json")["arrangements"]
    record = hub["transfers"][0]
    found = data(client, f"/records/{record}.json")
    assert found["found"] == len(found["claims"]) or found["discrepancies"]
    assert f"{hub['id']}#{record}" in page(client, f"/records/{record}")


def test_step_has_a_page_of_its_own(client: TestClient) -> None:
    """So has a step of a history, by any claim that tells it."""
    (hub,) = data(client, HUB + ".json")["arrangements"]
    signed = next(one for one in hub["history"] if one["status"] == "signed")
    found = data(client, f"/arrangements/{hub['id']}/steps/{signed['claims'][-1]}.json")
    assert found["history"] == [signed]
    assert {one["id"] for one in found["claims"]} >= set(signed["claims"])


def test_data_is_a_part_of_the_export(client: TestClient, export: dict[str, Any]) -> None:
    """A page as data has the export's own entries, field for field."""
    found = data(client, HUB + ".json")
    assert found["schema"] == export["schema"]
    for key in ("arrangements", "claims", "transfers", "discrepancies", "origins"):
        whole = {row["id"]: row for row in export[key]}
        assert found[key], key
        for row in found[key]:
            known = whole[row["id"]]
            assert {k: v for k, v in row.items() if k != "grounds"} == {
                k: v for k, v in known.items() if k != "grounds"
            }


def test_values_that_may_all_be_right_are_all_shown(client: TestClient) -> None:
    """Where pages give several and none is wrong by the others, no page says that nobody tells one."""
    [row] = data(client, "/register.json", q="Zambia")["arrangements"]
    assert (row["columns"]["cap"]["values"], row["disputes"]) == ([300, 500], 2)
    terms = page(client, HUB).partition('<section id="terms">')[2].partition("<section id=")[0]
    assert "300 people; 500 people" in terms
    lacking = page(client, "/gaps").partition("No source gives a cap")[2].partition("</section>")[0]
    assert "Norway to Zambia" not in lacking


def test_what_the_heading_tells_is_not_told_again(client: TestClient) -> None:
    """Under its hub a record leads with what is its own, and its link is no id."""
    text = page(client, HUB)
    outcomes = text.partition('<section id="outcomes">')[2].partition("</summary>")[0]
    assert "Receiving state" not in outcomes
    assert "detained" in outcomes
    assert not re.search(r">clm_", text)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2025-08-18/2025-08-24", "18 to 24 Aug 2025"),
        ("2025-08-30/2025-09-02", "30 Aug 2025 to 2 Sept 2025"),
        ("2025-07/..", "since July 2025"),
    ],
)
def test_two_days_of_one_month_are_told_as_one(day: str, words: str) -> None:
    """A stretch of days is as short as it can be said."""
    assert say_day(day) == words


def test_page_without_a_title_is_called_by_its_first_line() -> None:
    """A name of a file is no headline; of a whole paragraph only the beginning is."""
    told = {"title": None, "outlet": "Harbour Wire"}
    assert document("Deal signed\n\nPRAIA - It was.", **told).headline == "Deal signed"
    long = document(f"{'It was. ' * 40}\n\nMore.", **told).headline
    assert long.startswith("It was. It was") and long.endswith("was…") and len(long) <= 121
    assert document("Deal signed", title="Its own", outlet=None).headline == "Its own"
    assert document("x" * 200, **told).headline == "Harbour Wire"


def test_lists_call_a_page_without_a_title_by_its_first_line(client: TestClient) -> None:
    """No list names a page by the file in which it came."""
    lines = data(client, "/documents.json")["documents"]
    untitled = next(one for one in lines if not one["title"])
    for path in ("/documents", "/gaps", "/search?q=Zambia", "/stories"):
        assert untitled["source"] not in page(client, path), path
    [doc] = data(client, f"/documents/{untitled['id']}.json")["documents"]
    assert doc["text"].split("\n")[0][:40] in page(client, "/documents")


def test_quote_shows_the_words_that_give_the_figure(client: TestClient) -> None:
    """A headline may tell of a flight whose people only the next sentence counts: both are shown."""
    found = page(client, "/disagreements")
    side = found[found.index("First deportees from") :].partition("</blockquote>")[0]
    assert ">14</span>" in side and "airport" in side
