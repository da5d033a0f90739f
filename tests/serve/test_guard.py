"""Who may ask, and what a browser may do with an answer."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from pactwatch.serve.guard import hosts_of

PAGES = ["/register", "/register.json", "/register.csv", "/documents", "/no/such/page",
         "/static/pages.css", "/openapi.json"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_is_fenced(client: TestClient, path: str) -> None:
    """Pages, data, files and errors alike: no inline script, nothing from elsewhere, no frame."""
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8060", "127.0.0.1.evil.example", "testserver.evil", ""]
)
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    """A name that was pointed at this machine (DNS rebinding) gets nothing of the register."""
    answer = client.get("/register", headers={"host": host})
    assert answer.status_code == 421
    assert "Austria" not in answer.text


def test_our_names_are_those_of_this_machine_with_its_port() -> None:
    """Loopback by number and by name, with the port that is served."""
    assert hosts_of(8060) == {"127.0.0.1:8060", "localhost:8060", "[::1]:8060"}


def test_an_error_is_a_page_that_helps(client: TestClient) -> None:
    """A wrong address gives a page of ours, in the frame, that leads on; as data, a problem."""
    answer = client.get("/nothing/here")
    assert answer.status_code == 404
    assert '<a href="/register">' in answer.text
    assert "<h1>Not in the register</h1>" in answer.text
    problem = client.get("/nothing/here.json")
    assert problem.json()["status"] == 404


@pytest.mark.parametrize("as_of", ["yesterday", "2025-13", "31 May", "<script>", "2025-02-30"])
def test_what_is_no_day_is_said(client: TestClient, as_of: str) -> None:
    """A day that is none is refused with what was expected, and never read as another."""
    answer = client.get("/register", params={"as_of": as_of})
    assert answer.status_code == 400
    assert "expected a day such as 2025-05-04" in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("page", ["0", "-1", "two", "99999999999999999999"])
def test_what_is_no_page_is_said(client: TestClient, page: str) -> None:
    """A page number that cannot be is refused by name."""
    answer = client.get("/register", params={"page": page})
    assert answer.status_code == 422
    assert "Page:" in answer.text
