"""What pages keep between requests: parts that are written once, for as long as they are as they were."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from examples_read import example_pack
from pactwatch.serve import make_app
from serve.conftest import room_of

SUMMED = r'<details class="which">.*?href="[^"]*#(rec_\w+)">(.*?): '


@pytest.fixture
def path(few: Path, tmp_path: Path) -> Path:
    """A register of this test alone."""
    copy = tmp_path / "kept.db"
    shutil.copy(few, copy)
    return copy


@pytest.fixture
def asked(path: Path) -> Iterator[TestClient]:
    room = room_of(path, example_pack(), hosts=frozenset({"testserver"}))
    with TestClient(make_app(room)) as found:
        yield found


def change(path: Path, *orders: tuple[str, tuple[object, ...]]) -> None:
    """Alter rows as a save would: the register is another version after."""
    with closing(sqlite3.connect(path)) as handle:
        for order, values in orders:
            assert handle.execute(order, values).rowcount == 1
        handle.execute("UPDATE derivation SET fingerprint = fingerprint || '+'")
        handle.commit()


def test_page_is_the_same_the_second_time(asked: TestClient) -> None:
    """What was written for one reader is what the next one gets, whole and filtered."""
    for query in ("", "?state=ZMB", "?q=norway", "?state=ZMB&sort=-heard"):
        first, second = (asked.get(f"/register{query}").text for _ in range(2))
        assert 'class="arc' in first
        assert first == second


def test_lines_of_a_day_lead_to_that_day(asked: TestClient) -> None:
    """Lines and arcs that were written for today are not shown on the page of another day."""
    asked.get("/register")
    text = asked.get("/register", params={"as_of": "2026-01-01"}).text
    links = re.findall(r'href="(/arrangements/[^"]+)"', text)
    assert len(links) >= 3
    assert all("as_of=2026-01-01" in link for link in links)


def test_line_tells_what_its_sum_is_made_of_now(asked: TestClient, path: Path) -> None:
    """Where a register was saved anew and a line is as it was, its records may not be."""
    found = re.search(SUMMED, asked.get("/register").text, re.S)
    assert found is not None
    record, day = found.groups()
    order = (
        "UPDATE record SET body = json_set(body, '$.date', ?) WHERE id = ? AND until_day IS NULL"
    )
    change(path, (order, ("1999-12-31", record)))
    text = asked.get("/register").text
    assert day != "31 Dec 1999"
    assert re.search(SUMMED, text, re.S)[2] == "31 Dec 1999"  # type: ignore[index]


def test_state_that_was_asked_for_is_chosen(asked: TestClient) -> None:
    """The list of states is written once for each state that is asked for."""
    chosen = r'<option value="(\w+)" selected>'
    for state in ("ZMB", "NOR", "ZMB"):
        assert re.findall(chosen, asked.get(f"/register?state={state}").text) == [state]
    assert not re.findall(chosen, asked.get("/register").text)


def test_room_says_when_much_was_read_that_is_kept(path: Path) -> None:
    """Lines of another day, or of a register saved anew: who runs the server may settle them then."""
    told: list[str] = []
    room = replace(
        room_of(path, example_pack(), hosts=frozenset({"testserver"})),
        settle=lambda: told.append("read"),
    )
    with TestClient(make_app(room)) as client:
        client.get("/register")
        client.get("/register?state=ZMB")
        assert len(told) == 1
        client.get("/register?as_of=2026-01-01")
        assert len(told) == 2
        change(path)
        client.get("/register")
        assert len(told) == 3
