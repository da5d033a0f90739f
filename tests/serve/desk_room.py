"""A register of one's own with the examples, and a hand that fills the desk's forms."""

from __future__ import annotations

import itertools
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import httpx
from fastapi.testclient import TestClient

from examples_read import example_pack
from pactwatch.archive import WarcArchive
from pactwatch.config import Settings
from pactwatch.nouns import DividedDocument, Reading
from pactwatch.serve import Room, make_app
from pactwatch.store import Shelf, copy_register, open_register
from pactwatch.workers import ReadRequest, read_sources, save_derived

ALONE = Settings()  #: of a person who has set nothing


class TickingClock:
    """Each look is a minute later."""

    def __init__(self) -> None:
        self._minutes = itertools.count()

    def now(self) -> datetime:
        return datetime(2026, 1, 5, 9, 0, tzinfo=UTC) + timedelta(minutes=next(self._minutes))


class PlainReaders:
    """Readers that find nothing: what is tested is the way in."""

    version = "plain@1"

    def read(self, divided: DividedDocument) -> Reading:
        return Reading(doc_id=divided.document.id, readers=self.version, in_domain=False)


def plain_readers(_: object) -> PlainReaders:
    return PlainReaders()


def copy_of(register: Path, folder: Path) -> Path:
    """A whole copy of a register, with its archive."""
    path = folder / "own.db"
    copy_register(register, path)
    shutil.copytree(f"{register}.archive", f"{path}.archive")
    return path


def read_also(path: Path, text: str) -> None:
    """Read one more page into a register."""
    page, clock = path.with_name("page.txt"), TickingClock()
    page.write_text(text)
    with open_register(path, write=True, clock=clock) as store:
        request = ReadRequest(sources=(str(page),), settings=ALONE, clock=clock)
        read_sources(request, store, WarcArchive(path.with_name(path.name + ".archive")))
        save_derived(store, example_pack())


def own_room(
    path: Path, hosts: frozenset[str] = frozenset({"testserver"}), settings: Settings = ALONE
) -> Room:
    return Room(
        path=path,
        shelf=Shelf(path),
        pack=example_pack(),
        clock=TickingClock(),
        hosts=hosts,
        settings=settings,
        make_readers=plain_readers,
    )


class Hand:
    """Reads the desk and fills its forms, as a person would."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.token = re.findall(r'name="token" value="([^"]+)"', client.get("/add").text)[0]

    def cases(self, why: str = "") -> list[dict[str, Any]]:
        """The open cases of a sort, all pages."""
        found: list[dict[str, Any]] = []
        for page in itertools.count(1):
            told = self.client.get("/desk.json", params={"why": why, "page": page}).json()
            found += told["cases"]
            if page >= told["pages"]:
                return found
        raise AssertionError

    def settle(self) -> None:
        """Wait until the register shows what was judged."""
        until = time.monotonic() + 90
        while self.client.get("/desk.json").json()["behind"]:
            assert time.monotonic() < until
            time.sleep(0.3)

    def say(self, verdict: str, *claims: str, **fields: str) -> httpx.Response:
        """Send the form of a case."""
        told = {"token": self.token, "by": "Ada", "reason": "It says so.", "back": "/desk"}
        told |= {"verdict": verdict, **fields}
        answer: httpx.Response = self.client.post("/desk", data=told | {"claim": list(claims)})
        self.settle()
        return answer

    def take_back(self, *judgements: str, **fields: str) -> httpx.Response:
        told = {"token": self.token, "by": "Ada", **fields}
        answer: httpx.Response = self.client.post(
            "/desk/history", data=told | {"judgement": list(judgements)}
        )
        self.settle()
        return answer

    def history(self) -> list[dict[str, Any]]:
        """What was judged, the newest first."""
        found: list[dict[str, Any]] = self.client.get("/desk/history.json").json()["judgements"]
        return found


def problem_of(text: str) -> str:
    """What a page says is wrong."""
    found = re.findall(r'class="(?:problem|why)"[^>]*>(.*?)</p>', text, re.S)
    return unescape(found[-1]) if found else ""


@contextmanager
def desk_of(register: Path, folder: Path, settings: Settings = ALONE) -> Iterator[Hand]:
    """A hand at the desk of a register's copy."""
    room = own_room(copy_of(register, folder), settings=settings)
    with TestClient(make_app(room), follow_redirects=False) as client:
        yield Hand(client)
