"""The pages in Debian's Chromium: readable by all, on a phone and a desk, and asking nobody else."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page

from serve.accessible import assert_accessible, open_all

#: Every sort of page; `{…}` stands for the first of its list.
PAGES = ["/register", "/arrangements/NOR-ZMB", "/arrangements/NOR-ZMB/statements",
         "/arrangements/NOR-ZMB/steps", "/documents", "/documents/{documents}", "/disagreements",
         "/stories", "/stories/{stories}", "/speakers", "/speakers/{speakers}", "/records/{records}",
         "/search?q=zambia", "/gaps", "/docs", "/no/such/page",
         "/register?as_of=2025-06-01&q=nowhere"]  # fmt: skip
SIZES = [(390, 844), (1440, 900)]


@pytest.fixture
def asked() -> list[str]:
    """Every address that the pages of a test made the browser ask for."""
    return []


def open_page(browser: Browser, asked: list[str], **context: object) -> Page:
    page = browser.new_context(**context).new_page()  # type: ignore[arg-type]
    page.on("request", lambda request: asked.append(request.url))
    return page


def filled(client: TestClient, path: str) -> str:
    """The address with the id of what it stands for."""
    for name in ("documents", "stories", "speakers"):
        if f"{{{name}}}" in path:
            listed = client.get(f"/{name}.json").json()[name]
            most = max(listed, key=lambda one: (one.get("claims", 0), one["id"]))
            return path.replace(f"{{{name}}}", most["id"])
    if "{records}" in path:
        [hub] = client.get("/register.json?state=ZMB").json()["arrangements"]
        said = client.get(f"/arrangements/{hub['id']}.json").json()["statements"]
        return path.replace("{records}", said[0]["id"])
    return path


@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible(browser: Browser, address: str, client: TestClient, path: str) -> None:
    """WCAG 2.2 AA as axe sees it, all evidence opened, light and dark, wide and on a phone; nothing
    stands beyond the edge; nobody but us is asked; no message on the console but the 404's."""
    asked: list[str] = []
    page = open_page(browser, asked, viewport={"width": 1440, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address + filled(client, path))
    for folded in (True, False):
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        if folded:
            open_all(page)
    assert_accessible(page)
    assert not [text for text in said if "404" not in text]
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}


def test_print_shows_what_is_folded(browser: Browser, address: str, asked: list[str]) -> None:
    """On paper the evidence stands open, and what only a screen needs is left out."""
    page = open_page(browser, asked)
    page.goto(address + "/arrangements/NOR-ZMB")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.entry blockquote mark").first.is_visible()
    assert not page.locator("nav.tabs").is_visible()
    assert not page.locator("form.find").is_visible()


def test_page_is_whole_without_scripts(browser: Browser, address: str, asked: list[str]) -> None:
    """With scripts off the evidence opens all the same."""
    page = open_page(browser, asked, java_script_enabled=False)
    page.goto(address + "/arrangements/NOR-ZMB")
    page.locator("details.entry > summary").first.click()
    assert page.locator("details.entry[open] blockquote mark").first.is_visible()


def test_link_to_a_cell_opens_it(browser: Browser, address: str, asked: list[str]) -> None:
    """A link that a colleague was sent leads into what is folded."""
    page = open_page(browser, asked)
    page.goto(address + "/arrangements/NOR-ZMB")
    anchor = page.locator("#objections details.entry").first.get_attribute("id")
    page.goto(f"{page.url}#{anchor}")
    assert page.locator(f"[id='{anchor}'] blockquote").first.is_visible()


def test_map_is_used_by_keyboard(browser: Browser, address: str, asked: list[str]) -> None:
    """An arc takes the focus, says what it is, and leads to its page; or the map is skipped."""
    page = open_page(browser, asked)
    page.goto(address + "/register")
    arc = page.locator("a.arc[aria-label^='Norway']")
    arc.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/arrangements/hub_*")
    assert page.locator("h1").inner_text().startswith("Norway")
    page.goto(address + "/register")
    page.locator(".map .skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "table"


def test_claim_shows_in_text_and_beside_it(
    browser: Browser, address: str, asked: list[str]
) -> None:
    """A note that has the focus marks its words, and the words their note."""
    page = open_page(browser, asked)
    page.goto(address + "/documents")
    page.locator("tbody a", has_text="31 Afghans").click()
    page.wait_for_url("**/documents/doc_*", wait_until="load")
    note = page.locator(".note").nth(1)
    note.locator("a").first.focus()
    claim = note.get_attribute("data-claim")
    page.locator(f"mark.on[data-claims~='{claim}']").first.wait_for()


def test_slash_goes_to_the_search(browser: Browser, address: str, asked: list[str]) -> None:
    """One key leads to the search from anywhere."""
    page = open_page(browser, asked)
    page.goto(address + "/register")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
