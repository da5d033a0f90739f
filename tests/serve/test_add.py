"""Add: what is handed in is archived, read and shown; what cannot be is said, and nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from collect.servers import send, serving
from factory import StandingClock
from pactwatch.config import Settings
from pactwatch.serve import adding
from pactwatch.store import open_register
from serve.desk_room import Hand, desk_of, problem_of

TEXT = (
    "Sylvania and Freedonia spoke of fish on Monday.\nNothing came of it, the harbour master said."
)


@pytest.fixture
def hand(few: Path, tmp_path: Path) -> Iterator[Hand]:
    with desk_of(few, tmp_path) as found:
        yield found


def wait_for(hand: Hand, where: str) -> dict[str, Any]:
    """What came of a parcel, once it is read."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        told: dict[str, Any] = hand.client.get(f"{where}.json").json()
        if told["job"]["state"] in ("done", "failed"):
            return told
        time.sleep(0.05)
    raise AssertionError("it was never read")


def test_pasted_text_becomes_a_page(hand: Hand) -> None:
    """Its words are archived and read, with what the person said of it."""
    told = {"token": hand.token, "text": TEXT, "outlet": "Harbour News", "published": "2025-05-04"}
    answer = hand.client.post("/add", data=told)
    assert answer.status_code == 303
    [page] = wait_for(hand, answer.headers["location"])["documents"]
    assert (page["outlet"], page["published"]) == ("Harbour News", "2025-05-04")
    original = hand.client.get(f"/documents/{page['id']}/original")
    assert original.content.decode() == TEXT
    assert f"/documents/{page['id']}" in hand.client.get(answer.headers["location"]).text


def test_files_become_pages_under_their_names_alone(hand: Hand, tmp_path: Path) -> None:
    """A path in a file's name is no path: nothing is written, and only its last part is kept."""
    before = sorted(tmp_path.rglob("*.txt"))
    files = [
        ("files", ("../../etc/one.txt", f"{TEXT} One.", "text/plain")),
        ("files", ("C:\\two.html", f"<html><p>{TEXT} Two.</p>", "text/html")),
    ]
    answer = hand.client.post("/add", data={"token": hand.token}, files=files)
    told = wait_for(hand, answer.headers["location"])
    assert sorted(page["source"] for page in told["documents"]) == ["one.txt", "two.html"]
    assert sorted(tmp_path.rglob("*.txt")) == before


def test_the_same_again_is_known(hand: Hand) -> None:
    """What was read once is not read twice."""
    told = {"token": hand.token, "text": TEXT}
    for known in (0, 1):
        answer = hand.client.post("/add", data=told)
        assert wait_for(hand, answer.headers["location"])["job"]["known"] == known


def test_parcel_waits_while_another_writes(few: Path, tmp_path: Path) -> None:
    """While a `read` holds the register the page says so; when it is done, all is read."""
    with desk_of(few, tmp_path) as hand:
        with open_register(tmp_path / "own.db", write=True, clock=StandingClock()):
            answer = hand.client.post("/add", data={"token": hand.token, "text": TEXT})
            where = answer.headers["location"]
            until = time.monotonic() + 10
            while "waiting for another" not in hand.client.get(where).text:
                assert time.monotonic() < until
                time.sleep(0.05)
        assert len(wait_for(hand, where)["documents"]) == 1


PAGE = f"<html><head><title>Fish</title></head><body><article><p>{TEXT}</p></article></body></html>"


def test_address_is_fetched_read_and_shown(few: Path, tmp_path: Path) -> None:
    """The page at an address is fetched once, after robots.txt, and archived as it came; of one
    that is not there the page says so, and the rest goes on."""
    settings = Settings(private=("127.0.0.0/8",))
    with serving({"/fish": send(PAGE)}) as server, desk_of(few, tmp_path, settings) as hand:
        asked = f"{server.url('/fish')}\n{server.url('/none')} {server.url('/fish')}"
        told = {"token": hand.token, "addresses": asked, "outlet": "Harbour News"}
        where = hand.client.post("/add", data=told).headers["location"]
        outcome = wait_for(hand, where)
        [page] = outcome["documents"]
        assert (page["url"], page["outlet"]) == (server.url("/fish"), "Harbour News")
        [issue] = outcome["job"]["issues"]
        assert issue["source"] == server.url("/none")
        assert "404" in issue["what"]
        assert issue["what"] in unescape(hand.client.get(where).text)
        assert sorted(server.paths()) == ["/fish", "/none"]
        assert server.asked[0][0] == "/robots.txt"
        original = hand.client.get(f"/documents/{page['id']}/original")
        assert original.content == PAGE.encode()


def test_address_within_our_own_network_is_refused(hand: Hand) -> None:
    """Nobody's page makes this machine ask its neighbours: unless it is listed, nothing is sent."""
    with serving({"/fish": send(PAGE)}) as server:
        told = {"token": hand.token, "addresses": server.url("/fish")}
        outcome = wait_for(hand, hand.client.post("/add", data=told).headers["location"])
        assert outcome["documents"] == []
        [issue] = outcome["job"]["issues"]
        assert "not fetched" in issue["what"]
        assert server.asked == []


def test_not_too_many_addresses_at_once(hand: Hand) -> None:
    """A list of addresses is a job for `watch`."""
    many = " ".join(f"https://news.example/{n}" for n in range(adding.MOST_ADDRESSES + 1))
    answer = hand.client.post("/add", data={"token": hand.token, "addresses": many})
    assert answer.status_code == 413
    assert hand.client.get("/add.json").json()["jobs"] == []


REFUSED: dict[str, tuple[dict[str, str], list[Any], str]] = {
    "nothing": ({}, [], "Paste a text or addresses, or choose files"),
    "address": (
        {"addresses": "https://news.example/1\nfile:///etc/passwd"},
        [],
        "file:///etc/passwd",
    ),
    "address of its own": (
        {"addresses": "https://a.example/1", "url": "https://b.example/"},
        [],
        "leave it empty",
    ),
    "day": ({"text": TEXT, "published": "soon"}, [], "soon"),
    "url": ({"text": TEXT, "url": "javascript:alert(1)"}, [], "no web address"),
    "kind": ({}, [("files", ("a.exe", b"MZ", "text/plain"))], "a.exe"),
    "empty": ({}, [("files", ("a.txt", b"", "text/plain"))], "empty"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_added_is_said(hand: Hand, name: str) -> None:
    """The form comes back as it was filled, and says what is wrong with it."""
    fields, files, says = REFUSED[name]
    answer = hand.client.post(
        "/add", data={"token": hand.token, **fields}, files=files or [("none", b"")]
    )
    assert answer.status_code == 400
    assert says in problem_of(answer.text)
    assert fields.get("text", "") in answer.text
    assert hand.client.get("/add.json").json()["jobs"] == []


def test_uploads_are_limited(hand: Hand) -> None:
    """More bytes, files or fields than is said are refused, before they are read."""
    token = {"token": hand.token}
    large = b"x" * (adding.MOST_BYTES + 1)
    answer = hand.client.post("/add", data=token, files=[("files", ("a.txt", large))])
    assert answer.status_code == 413
    many = [("files", (f"{i}.txt", b"x")) for i in range(adding.MOST_FILES + 1)]
    assert hand.client.post("/add", data=token, files=many).status_code == 413

    def endless() -> Iterator[bytes]:
        for _ in range(adding.MOST_BYTES // 1_000_000 + 2):
            yield b"y" * 1_000_000

    kind = {"content-type": "multipart/form-data; boundary=b"}
    assert hand.client.post("/add", content=endless(), headers=kind).status_code == 413
    assert hand.client.get("/add.json").json()["jobs"] == []
