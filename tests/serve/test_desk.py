"""The desk: what waits there, what people say of it, and that it stays said."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from examples_read import example_pack, example_pages
from factory import StandingClock
from pactwatch.nouns import Reading
from pactwatch.serve import make_app
from pactwatch.serve.clerk import LONG, Clerk
from pactwatch.store import open_register
from pactwatch.workers import save_derived
from serve.desk_room import Hand, copy_of, desk_of, own_room, problem_of
from serve.registers import fill


@pytest.fixture
def hand(few: Path, tmp_path: Path) -> Iterator[Hand]:
    with desk_of(few, tmp_path) as found:
        yield found


def test_what_needs_a_person_waits(hand: Hand) -> None:
    """Every disagreement and every arrangement waits once, with the claims that it is about."""
    cases = hand.cases()
    whys = [case["why"] for case in cases]
    hubs = hand.client.get("/register.json").json()["arrangements"]
    assert whys.count("new") == len(hubs) >= 1
    assert whys.count("contested") >= 2
    assert all(case["claims"] for case in cases)
    rows = list(csv.DictReader(io.StringIO(hand.client.get("/desk.csv").text)))
    assert [row["about"] for row in rows] == [case["about"] for case in cases]


def test_what_was_judged_leaves_the_queue_and_stands_beside(hand: Hand) -> None:
    """A verdict takes its case off the desk, is shown with its author, and changes no source."""
    case = hand.cases("new")[0]
    answer = hand.say("accept", case["claims"][0])
    assert answer.status_code == 303
    assert case["about"] not in {one["about"] for one in hand.cases("new")}
    hub = hand.client.get(f"/arrangements/{case['about']}.json").json()["arrangements"][0]
    said = [one for step in hub["history"] for one in step["judged"]]
    assert [(one["verdict"], one["by"]) for one in said] == [("accept", "Ada")]


def test_undo_brings_a_case_back_and_can_be_undone(hand: Hand) -> None:
    """Withdrawing is a judgement too: the case returns, and the history keeps all three."""
    case = hand.cases("new")[0]
    hand.say("reject", case["claims"][0])
    first = hand.history()[0]["id"]
    assert hand.take_back(first, reason="A slip.").status_code == 303
    assert case["about"] in {one["about"] for one in hand.cases("new")}
    taken = hand.history()[0]
    assert (taken["verdict"], taken["withdraws"], taken["reason"]) == ("withdraw", first, "A slip.")
    hand.take_back(taken["id"])
    history = hand.history()
    assert [one["verdict"] for one in history] == ["withdraw", "withdraw", "reject"]
    assert [one["stands"] for one in history] == [True, False, True]


def test_corrected_value_settles_its_slot_alone(hand: Hand) -> None:
    """A correction of one slot settles the dispute on it, and no other of the same record."""
    cases = hand.cases("contested")
    by_about: dict[str, list[str]] = {}
    for one in cases:
        by_about.setdefault(one["about"], []).append(one["field"])
    about, fields = next((a, f) for a, f in by_about.items() if len(f) > 1)
    case = next(one for one in cases if (one["about"], one["field"]) == (about, fields[0]))
    answer = hand.say("correct", case["claims"][0], slot=fields[0], value="14")
    assert answer.status_code == 303
    left = {(one["about"], one["field"]) for one in hand.cases("contested")}
    assert (about, fields[0]) not in left
    assert (about, fields[1]) in left
    assert hand.history()[0]["value"] == "14"


def test_what_was_judged_stays_judged_after_another_reading(few: Path, tmp_path: Path) -> None:
    """A newer reading, whose claims all have other ids, brings no settled case back."""
    with desk_of(few, tmp_path) as hand:
        case = hand.cases("new")[0]
        hand.say("accept", case["claims"][0])
    path = tmp_path / "own.db"
    with open_register(path, write=True, clock=StandingClock()) as store:
        fill(
            store,
            path,
            [
                (doc, read_otherwise(found))
                for doc, found in example_pages()
                if "Zambia" in doc.text
            ],
            again=True,
        )
        assert not set(case["claims"]) & {c.id for r in store.current_readings() for c in r.claims}
        save_derived(store, example_pack())
    with TestClient(make_app(own_room(path)), follow_redirects=False) as client:
        assert case["about"] not in {one["about"] for one in Hand(client).cases("new")}


def read_otherwise(found: Reading) -> Reading:
    """The same page by other readers, whose claims quote one character less and have other ids."""
    claims = tuple(
        replace(
            one,
            id=f"{one.id[:-1]}_",
            span=replace(one.span, end=one.span.end - 1, quote=one.span.quote[:-1]),
            spans=((one.span.start, one.span.end - 1),),
            reader="test@2",
        )
        for one in found.claims
    )
    return replace(found, readers="test@2", claims=claims, links=())


def test_records_are_merged_and_split(hand: Hand) -> None:
    """Two records become one, and apart again when it is taken back."""
    hub = hand.client.get("/arrangements/NOR-ZMB.json", follow_redirects=True).json()
    records = hub["arrangements"][0]["statements"]
    first, second = records[:2]
    claims = {one["id"]: one["claims"][0] for one in hub["statements"]}
    answer = hand.say("merge", claims[first], other=second)
    assert answer.status_code == 303, problem_of(answer.text)
    now = hand.client.get("/arrangements/NOR-ZMB/statements.json", follow_redirects=True).json()
    assert now["found"] == len(records) - 1
    hand.take_back(hand.history()[0]["id"])
    now = hand.client.get("/arrangements/NOR-ZMB/statements.json", follow_redirects=True).json()
    assert now["found"] == len(records)


def test_mixed_choice_comes_back_with_what_fits_ticked(hand: Hand) -> None:
    """Without scripts quotes of several kinds can be sent to be merged: nothing is written, and the
    form that comes back can be sent as it is."""
    hub = hand.client.get("/arrangements/NOR-ZMB.json", follow_redirects=True).json()
    first, second = hub["arrangements"][0]["statements"][:2]
    claims = {one["id"]: one["claims"][0] for one in hub["statements"]}
    odd = next(one["id"] for one in hub["claims"] if one["kind"] == "transfer")
    answer = hand.say("merge", odd, claims[first], other_id=second)
    assert answer.status_code == 400 and hand.history() == []
    assert "not ticked any more" in problem_of(answer.text)
    assert f'value="{claims[first]}" checked' in answer.text
    assert f'value="{odd}"' in answer.text and f'value="{odd}" checked' not in answer.text
    none = problem_of(hand.say("merge", odd, other_id=second).text)
    assert "None of the ticked quotes" in none
    assert hand.say("merge", claims[first], other_id=second).status_code == 303


INCOMPLETE = {
    "no reason": ({"reason": " "}, "Give a reason"),
    "nobody": ({"by": ""}, "who judges"),
    "no verdict": ({"verdict": "praise"}, "Choose what you say"),
    "nothing to correct": ({"verdict": "correct", "slot": "number"}, "what the value should be"),
    "no such slot": ({"verdict": "correct", "slot": "zeal", "value": "1"}, "zeal"),
    "merged with nothing": ({"verdict": "merge"}, "which other"),
    "merged with nobody": ({"verdict": "merge", "other_id": "rec_0"}, "rec_0"),
}


@pytest.mark.parametrize("name", INCOMPLETE)
def test_incomplete_form_comes_back_as_it_was_filled(hand: Hand, name: str) -> None:
    """Whatever is missing is said, nothing is written, and nothing that was typed is lost."""
    fields, says = INCOMPLETE[name]
    claim = hand.cases("new")[0]["claims"][0]
    told = {"verdict": "accept", "reason": "Because <of> this", **fields}
    answer = hand.say(told.pop("verdict"), claim, **told)
    assert answer.status_code == 400
    assert says in problem_of(answer.text)
    if "reason" not in fields:
        assert "Because &lt;of&gt; this" in answer.text
    assert f'value="{claim}" checked' in answer.text
    assert hand.history() == []


def test_nothing_is_lost_while_another_writes(few: Path, tmp_path: Path) -> None:
    """Where a `read` holds the register the form comes back with what was typed, and who it is."""
    with (
        desk_of(few, tmp_path) as hand,
        open_register(tmp_path / "own.db", write=True, clock=StandingClock()),
    ):
        claim = hand.cases("new")[0]["claims"][0]
        answer = hand.say("accept", claim, reason="Kept words")
        assert answer.status_code == 409
        assert "another pactwatch" in problem_of(answer.text)
        assert "Kept words" in answer.text


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null",
     "sec-fetch-site": "cross-site"}],
)  # fmt: skip
def test_other_sites_cannot_write(hand: Hand, headers: dict[str, str]) -> None:
    """A form sent from another site is refused, even with a token."""
    told = {"token": hand.token, "verdict": "accept", "claim": hand.cases()[0]["claims"][0]}
    told |= {"reason": "x", "by": "x"}
    assert hand.client.post("/desk", data=told, headers=headers).status_code == 403
    assert hand.history() == []


@pytest.mark.parametrize("path", ["/desk", "/desk/history", "/add"])
@pytest.mark.parametrize("token", ["", "x", "é" * 43])
def test_every_write_needs_the_token(hand: Hand, path: str, token: str) -> None:
    """Without the token of this server nothing is written."""
    answer = hand.client.post(path, data={"token": token, "text": "A text", "by": "x"})
    assert answer.status_code == 403
    assert hand.history() == []
    assert hand.client.get("/add.json").json()["jobs"] == []


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/desk\r\nx: y", "/x"])
def test_forms_lead_back_to_the_desk_only(hand: Hand, back: str) -> None:
    """No form sends a browser elsewhere."""
    answer = hand.say("accept", hand.cases()[0]["claims"][0], back=back)
    assert answer.headers["location"].startswith("/desk?done=jdg_")


def test_who_acts_is_kept_for_the_next_form(hand: Hand) -> None:
    """The name stands in the next form, where no script reads it and no other site sends it."""
    claim = hand.cases()[0]["claims"][0]
    answer = hand.say("accept", claim, by="Ada “L”")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert 'value="Ada “L”"' in hand.client.get(f"/desk/judge/{claim}").text


def test_register_that_takes_long_is_worked_out_when_nobody_judges(
    few: Path, tmp_path: Path
) -> None:
    """A judgement on a register that took long last time is shown after a rest, without another."""
    room = own_room(copy_of(few, tmp_path))
    clerk = Clerk(room, _took=LONG + 0.5)
    assert clerk.refresh(wait=0) is False
    until = time.monotonic() + 60
    while clerk.is_behind:
        assert time.monotonic() < until
        time.sleep(0.1)
    clerk.close()
    room.shelf.close()
