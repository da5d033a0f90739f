"""Disagreements, stories, people, search, gaps, and links to what is no more."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from examples_read import TERMS, example_pack
from factory import StandingClock, capture, claim, document, reading
from pactwatch.domain import load_pack
from pactwatch.ids import content_id
from pactwatch.serve import make_app
from pactwatch.store import open_register
from pactwatch.workers import derive_register, save_derived
from serve.conftest import room_of
from serve.desk_room import copy_of, own_room
from serve.registers import fill
from serve.test_pages import HUB, data, page


def test_disagreements_are_all_there(client: TestClient) -> None:
    """Each stands once, with every side, its words and its origins."""
    found = data(client, "/disagreements.json")
    text = page(client, "/disagreements")
    assert found["found"] == len(found["discrepancies"]) >= 1
    for one in found["discrepancies"]:
        assert text.count(f'id="{one["id"]}"') == 1
    sides = sum(len(one["readings"]) for one in found["discrepancies"])
    assert text.count('<div class="side">') == sides


def test_disagreements_of_one_kind(client: TestClient) -> None:
    """The filter leaves those of a kind; a kind that there is not is refused."""
    found = data(client, "/disagreements.json", kind="number")
    assert {one["kind"] for one in found["discrepancies"]} == {"number"}
    assert client.get("/disagreements", params={"kind": "colour"}).status_code == 422


def test_line_leads_to_its_disagreement(client: TestClient) -> None:
    """A disagreement stands in full once on a page; every line that it is about leads to it."""
    for path in (HUB, f"{HUB}/transfers"):
        text = page(client, path)
        leads = re.findall(r'<p class="otherwise"><a href="([^"]*)">', text)
        assert leads
        for lead in leads:
            id_ = lead.rpartition("#" if lead.startswith("#") else "=")[2]
            if lead.startswith("#"):
                assert text.count(f'id="{id_}"') == 1
            else:
                assert page(client, lead).count(f'<section class="dispute" id="{id_}">') == 1


def test_disagreement_that_is_none_says_where_they_are(client: TestClient) -> None:
    """An id that no disagreement has is a page with a way on."""
    answer = client.get("/disagreements", params={"only": "dis_0"})
    assert answer.status_code == 404
    assert 'href="/disagreements"' in answer.text


def test_story_shows_who_copied_whom(client: TestClient) -> None:
    """Pages stand side by side, what one took from another is marked there and here."""
    stories = data(client, "/stories.json")["stories"]
    texts = [page(client, f"/stories/{one['id']}") for one in stories]
    (told,) = [text for text in texts if 'class="took"' in text]
    columns = re.findall(r'<article class="page-column".*?</article>', told, re.S)
    (copy,) = [one for one in columns if "· a copy" in one]
    taken = re.findall(r'<span class="taken">(.*?)</span>', copy, re.S)
    assert any(words in other for words in taken for other in columns if other != copy)


def test_story_says_what_only_one_page_says(client: TestClient, examples: Path) -> None:
    """Under "Only here" stand the claims of a page whose record no other page of the story tells,
    the first of them in words and the others as a number."""
    with open_register(examples, write=False, clock=StandingClock()) as store:
        register = derive_register(store, example_pack())
    told = {claim.id: claim for claim in register.claims}
    assert register.stories
    for story in register.stories:
        alone: dict[str, set[str]] = {doc: set() for doc in story.documents}
        for record in register.records:
            here = [told[c] for c in record.claims if told[c].doc_id in alone]
            if len({claim.doc_id for claim in here}) == 1:
                alone[here[0].doc_id].update(claim.id for claim in here)
        text = page(client, f"/stories/{story.id}")
        boxes = re.findall(
            r'<article class="page-column".*?(doc_\w+).*?<div class="alone">(.*?)</div>', text, re.S
        )
        assert {doc for doc, _ in boxes} == set(alone)
        for doc, box in boxes:
            shown = set(re.findall(r"#(clm_\w+)", box))
            more = re.search(r"<li>(\d+) more", box)
            assert shown <= alone[doc]
            assert len(shown) + (int(more[1]) if more else 0) == len(alone[doc])


def test_speaker_has_what_was_said_in_time(client: TestClient) -> None:
    """A person's page has every record of theirs, the earliest first."""
    (found,) = data(client, "/speakers.json", q="fossum")["speakers"]
    one = data(client, f"/speakers/{found['id']}.json")
    assert one["found"] == len(found["statements"])
    text = page(client, f"/speakers/{found['id']}")
    assert re.search(r"<h1>Ragnhild Fossum</h1>", text)
    assert 'class="entry" id="rec_' in text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ('"reception centre"', "reception centre"),
        ("recept*", "reception"),
        ("kabwe fence", "fence"),
        ("MEMORANDUM", "memorandum"),
    ],
)
def test_search_finds_words_phrases_and_beginnings(
    client: TestClient, asked: str, words: str
) -> None:
    """What is found is marked where it stands, in whatever case it was typed."""
    found = data(client, "/search.json", q=asked)
    assert found["found_documents"] >= 1
    marked = [part for hit in found["documents"] for part, meets in hit["around"] if meets]
    assert any(words in part.lower() for part in marked)
    assert "<mark>" in page(client, "/search", q=asked)


def test_search_leads_from_a_step_to_its_arrangement(client: TestClient) -> None:
    """What tells a step of a history is no record: it is named by its arrangement, and leads there."""
    found = page(client, "/search", q="Zambia")
    assert re.search(r'href="/arrangements/hub_\w+">Arrangement, Norway to Zambia: \w+</a>', found)


def test_search_leaves_out_what_is_excluded(client: TestClient) -> None:
    """A minus takes pages away; a phrase in another order is not there."""
    every = data(client, "/search.json", q="zambia")["found_documents"]
    fewer = data(client, "/search.json", q="zambia -kabwe")["found_documents"]
    assert 0 < fewer < every
    assert data(client, "/search.json", q='"centre reception"')["found_documents"] == 0


@pytest.mark.parametrize(
    "asked", ['"', "*", "-", 'a"b', "NEAR(", "x:y", "^", "' OR 1=1", "\x00", "((", "-x"]
)
def test_search_takes_any_text(client: TestClient, asked: str) -> None:
    """No text is an error of the database's query language."""
    assert client.get("/search", params={"q": asked}).status_code == 200


def test_search_names_pairs_and_people(client: TestClient) -> None:
    """Beside words, the register's own lines and speakers are found."""
    found = data(client, "/search.json", q="norway")
    assert "NOR" in {row["sending"] for row in found["arrangements"]}


def test_gaps_are_what_no_source_says(client: TestClient) -> None:
    """Whoever has no cap is listed there, and nobody who has one; a silence counts in weeks."""
    rows = data(client, "/register.json")["arrangements"]
    gaps = {one["gap"]: set(one["ids"]) for one in data(client, "/gaps.json", weeks="1")["gaps"]}
    assert gaps["cap"] == {row["id"] for row in rows if not row["columns"]["cap"]["values"]}
    assert 0 < len(gaps["cap"]) < len(rows)
    late = {one["gap"]: set(one["ids"]) for one in data(client, "/gaps.json", weeks="500")["gaps"]}
    assert late["silent"] == set()


def test_undated_pages_wait(client: TestClient) -> None:
    """Pages of the topic without a publication day are listed, and only these."""
    found = data(client, "/gaps.json")
    assert found["found_undated"] == 1
    assert found["undated"][0]["source"].endswith("lusaka-diary.txt")


def test_reference_lists_every_call(client: TestClient) -> None:
    """The page for programs has each address of the description."""
    text = page(client, "/docs")
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in text


def test_earlier_id_of_a_record_leads_to_it(client: TestClient) -> None:
    """What a record was called while another of its claims came first leads to where it is."""
    records = [one for plural in ("transfers", "terms", "statements")
               for one in data(client, HUB + ".json").get(plural, [])]  # fmt: skip
    record = next(one for one in records if len(one["claims"]) > 1)
    former = content_id("rec", record["claims"][-1])
    answer = client.get(f"/records/{former}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/records/{record['id']}")


def test_claim_leads_to_its_words(client: TestClient) -> None:
    """A claim's id is an address."""
    one = data(client, HUB + ".json")["claims"][0]
    answer = client.get(f"/claims/{one['id']}")
    assert answer.headers["location"] == f"/documents/{one['document']}#{one['id']}"


def test_vanished_claim_says_what_became_of_it(tmp_path: Path) -> None:
    """A claim that a newer reading does not make is gone, with where its words stand."""
    path = tmp_path / "gone.db"
    doc = document(published="2025-05-04")
    old = claim(doc)
    with open_register(path, write=True, clock=StandingClock()) as store:
        fill(store, path, [(doc, reading(doc, old))])
        run = store.begin_run(["reread"], versions=[])
        intake = store.begin_intake(capture(doc.text + " ", source=doc.source), TERMS, run)
        store.add_document(doc, reading(doc, readers="test@2"), intake=intake)
        store.end_intake(intake, TERMS)
        save_derived(store, example_pack())
    pack = load_pack("transfers")
    with TestClient(make_app(room_of(path, pack, hosts=frozenset({"testserver"})))) as asked:
        for where in (f"/claims/{old.id}", f"/records/{content_id('rec', old.id)}"):
            answer = asked.get(where)
            assert answer.status_code == 410
            assert "test@2" in answer.text
            assert f"/documents/{doc.id}?start=" in answer.text
        assert asked.get("/records/rec_00").status_code == 404


@pytest.mark.parametrize("name", ["story", "speaker"])
def test_former_id_leads_to_what_it_became(few: Path, tmp_path: Path, name: str) -> None:
    """A story that grew into another and a speaker known by another name are found under their old
    ids; where nothing of them is left, the page says so and leads on."""
    room = own_room(copy_of(few, tmp_path), frozenset({"testserver"}))
    plural = {"story": "stories", "speaker": "speakers"}[name]
    with closing(sqlite3.connect(room.path)) as handle, handle:
        (old,) = handle.execute(f"SELECT id FROM {name} WHERE until_day IS NULL").fetchone()
        handle.execute(f"UPDATE {name} SET until_day = '2026-01-01' WHERE id = ?", (old,))
        handle.execute(f"INSERT INTO {name} (id, kind, body, from_day, knot) SELECT 'new', kind, "
                       f"body, '2026-01-01', knot FROM {name} WHERE id = ?", (old,))  # fmt: skip
        handle.execute("UPDATE belonging SET whole_id = 'new' WHERE whole_id = ?", (old,))
    with TestClient(make_app(room), follow_redirects=False) as asked:
        answer = asked.get(f"/{plural}/{old}")
        assert (answer.status_code, answer.headers["location"]) == (302, f"/{plural}/new")
        with closing(sqlite3.connect(room.path)) as handle, handle:
            handle.execute("DELETE FROM belonging WHERE whole_id = 'new'")
        answer = asked.get(f"/{plural}/{old}")
        assert answer.status_code == 410
        assert re.search(r'<a href="/(documents/doc_|speakers")', answer.text)
        assert asked.get(f"/{plural}/none").status_code == 404


def test_story_that_was_not_known_yet_says_so(client: TestClient) -> None:
    """As of a day before its pages a story is not there, and the page leads to it as it is now."""
    one = data(client, "/stories.json")["stories"][0]["id"]
    answer = client.get(f"/stories/{one}", params={"as_of": "1990-01-01"})
    assert answer.status_code == 404
    assert f'href="/stories/{one}"' in answer.text
