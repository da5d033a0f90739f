"""The examples in a browser: one register, one application, one server, one Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, sync_playwright

from examples_read import example_pack, example_pages
from factory import StandingClock
from pactwatch.domain import Pack
from pactwatch.serve import Room, hosts_of, make_app
from pactwatch.store import Shelf, open_register
from pactwatch.workers import save_derived
from serve.registers import fill

#: Without a sandbox, as root has none; nor a graphics card drawn in software, at twice the wait.
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer"]


def room_of(path: Path, pack: Pack, *, hosts: frozenset[str]) -> Room:
    """A room over a register, for as long as a test needs it."""
    return Room(path=path, shelf=Shelf(path), pack=pack, clock=StandingClock(), hosts=hosts)


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of `examples/`."""
    path = tmp_path_factory.mktemp("serve") / "examples.db"
    with open_register(path, write=True, clock=StandingClock()) as store:
        fill(store, path, example_pages())
        save_derived(store, example_pack())
    return path


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small register: the pages of `examples/` that tell of one pair on which sources disagree."""
    path = tmp_path_factory.mktemp("serve") / "few.db"
    pages = [page for page in example_pages() if "Zambia" in page[0].text]
    with open_register(path, write=True, clock=StandingClock()) as store:
        fill(store, path, pages)
        save_derived(store, example_pack())
    return path


@pytest.fixture(scope="session")
def client(examples: Path) -> Iterator[TestClient]:
    """Asks the application without a server."""
    room = room_of(examples, example_pack(), hosts=frozenset({"testserver"}))
    with TestClient(make_app(room), follow_redirects=False) as found:
        yield found


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(room: Room, port: int) -> Iterator[str]:
    """A server over a room; its address."""
    server = uvicorn.Server(
        uvicorn.Config(make_app(room), host="127.0.0.1", port=port, log_level="error")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(scope="session")
def address(examples: Path) -> Iterator[str]:
    """Where a server shows the examples."""
    room = room_of(examples, example_pack(), hosts=hosts_of(port := free_port()))
    with running(room, port) as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> str:
    """Debian's Chromium. Where it cannot be had the tests that need it skip; never in CI."""
    found = shutil.which("chromium")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no chromium: .ci/run installs it with apt-get")
        pytest.skip("no chromium here: apt-get install chromium")
    return found


@pytest.fixture(autouse=True)
def _shut(request: pytest.FixtureRequest) -> Iterator[None]:
    """Pages that a test opened are shut: open ones go on asking and drawing beside the next."""
    yield
    if "browser" in request.fixturenames:
        for context in request.getfixturevalue("browser").contexts:
            context.close()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for the tests of a module."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        yield found
        found.close()
