"""What programs and forms may send: whatever it is, nothing fails, and answers are as described."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import positive_data_acceptance

from examples_read import example_pack
from pactwatch.serve import make_app
from pactwatch.serve.forms import VERDICTS
from serve.conftest import room_of
from serve.desk_room import Hand, desk_of

OFTEN = 25  #: cases for each address
ODD = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def described(examples: Path) -> Iterator[Any]:
    """The API as it describes itself, over the examples."""
    room = room_of(examples, example_pack(), hosts=frozenset({"testserver"}))
    app = make_app(room)
    yield schemathesis.openapi.from_asgi("/openapi.json", app)
    room.shelf.close()


def known_ids(client: TestClient) -> dict[str, list[str]]:
    """Ids that there are, by the parameter of a path that takes them."""
    said = client.get("/register.json").json()["arrangements"]
    hub = client.get(f"/arrangements/{said[0]['id']}.json").json()
    return {
        "asked": [one["id"] for one in said],
        "plural": ["statements", "transfers", "steps"],
        "claim_id": [one["id"] for one in hub["claims"]],
        "record_id": [one["id"] for one in hub["statements"]],
        "doc_id": [one["id"] for one in hub["documents"]],
        "story_id": [s["id"] for s in client.get("/stories.json").json()["stories"]],
        "speaker_id": [s["id"] for s in client.get("/speakers.json").json()["speakers"]],
        "job_id": ["1"],
    }


def test_api_keeps_its_word(described: Any) -> None:
    """No parameter brings an address to a 500, and each answer is one that the description tells."""
    asked = 0
    for found in described.get_all_operations():
        operation = found.ok()

        @settings(ODD, max_examples=OFTEN)
        @given(case=operation.as_strategy())
        def call(case: Any) -> None:
            # what a day is, is told in words: the 400 that says so is described too
            case.call_and_validate(
                headers={"host": "testserver"}, excluded_checks=[positive_data_acceptance]
            )

        call()
        asked += 1
    assert asked > 25


def test_api_keeps_its_word_on_what_there_is(client: TestClient) -> None:
    """The same of ids that there are: every address that takes them gives data as described."""
    ids = known_ids(client)
    paths = client.get("/openapi.json").json()["paths"]
    asked = 0
    for path in paths:
        names = [part[1:].partition("}")[0] for part in path.split("/") if part.startswith("{")]
        if not names:
            continue
        for turn in range(3):
            filled = path
            for name in names:
                found = ids.get(name) or ids["record_id"]
                filled = filled.replace(f"{{{name}}}", found[turn % len(found)])
            answer = client.get(filled, follow_redirects=True)
            asked += answer.status_code == 200
            assert answer.status_code in (200, 404), filled
    assert asked > 20


@pytest.fixture(scope="module")
def desk(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hand]:
    """A desk at which anything may be sent."""
    with desk_of(few, tmp_path_factory.mktemp("fuzz")) as hand:
        yield hand


WORDS = st.text(max_size=60) | st.sampled_from(["", "\x00", "../..", "'", "2025-13-40", "https://"])
FILES = st.lists(
    st.tuples(st.text(max_size=20), st.binary(max_size=200)).map(
        lambda told: (f"{told[0]}.txt" if len(told[0]) % 2 else told[0], told[1])
    ),
    max_size=3,
)
FORMS = {
    "/desk": ("verdict", "claim", "slot", "value", "other", "other_id", "reason", "by", "back"),
    "/desk/history": ("judgement", "reason", "by", "back"),
    "/add": ("title", "outlet", "published", "url", "language", "text"),
}


@pytest.mark.parametrize("path", FORMS)
def test_no_form_fails(desk: Hand, path: str) -> None:
    """Whatever stands in a form's fields, how often, and with which files: it is written, or the
    page says what is wrong with it."""
    claims = desk.cases("new")[0]["claims"]
    told = {
        "token": st.just(desk.token) | WORDS,
        "verdict": st.sampled_from(VERDICTS) | WORDS,
        "claim": st.lists(st.sampled_from(claims) | WORDS, max_size=3),
        "other_id": st.sampled_from(claims) | WORDS,
        "slot": st.sampled_from(["status", "sending", "date", ""]) | WORDS,
    }
    fields = st.fixed_dictionaries(
        {"token": st.just(desk.token)},
        optional={name: told.get(name, WORDS) for name in FORMS[path]},
    )

    @ODD
    @given(data=fields, files=FILES)
    def send(data: dict[str, Any], files: list[tuple[str, bytes]]) -> None:
        clean = {
            name: [one.encode("utf-8", "replace").decode() for one in value]
            if isinstance(value, list)
            else value.encode("utf-8", "replace").decode()
            for name, value in data.items()
        }
        parts = [
            ("files", (name.encode("utf-8", "replace").decode(), body)) for name, body in files
        ]
        answer = desk.client.post(path, data=clean, files=parts if path == "/add" else None)
        assert answer.status_code < 500, answer.text[:600]
        if answer.status_code >= 400:
            assert "<h1" in answer.text

    send()
