"""The desk in Debian's Chromium: every act by mouse and by keys alone, on a phone and at a desk."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from collect.servers import Answer, send, serving
from pactwatch.config import Settings
from pactwatch.serve import hosts_of
from serve.accessible import assert_accessible, open_all
from serve.conftest import free_port, running
from serve.desk_room import copy_of, own_room, read_also

SIZES = [(390, 844), (1440, 900)]
KEYS = {"accept": "a", "reject": "r", "correct": "c", "merge": "m", "split": "s", "join": "o",
        "part": "p"}  # fmt: skip
LABELS = {"accept": "Accept", "reject": "Reject", "correct": "Correct", "merge": "Merge",
          "split": "Split", "join": "Same origin", "part": "Own origin"}  # fmt: skip


@pytest.fixture(scope="module")
def own_address(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a copy of a register, in which may be judged."""
    room = own_room(copy_of(few, tmp_path_factory.mktemp("desk")), hosts_of(port := free_port()))
    with running(room, port) as address:
        yield address


def slow(answer: Answer) -> Answer:
    """The same answer, after a while."""

    def later(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(6)
        answer(handler)

    return later


def open_page(browser: Browser, size: tuple[int, int], **context: object) -> Page:
    viewport = {"width": size[0], "height": size[1]}
    return browser.new_context(viewport=viewport, **context).new_page()  # type: ignore[arg-type]


def written(page: Page) -> str:
    """What the desk says was written."""
    page.wait_for_url("**done=*")
    return page.locator(".notice b").first.inner_text()


def other_claim(page: Page) -> str:
    """Another claim of the same kind as the first that is ticked."""
    boxes = page.locator(".case").first.locator("input[name=claim]")
    return boxes.nth(boxes.count() - 1).get_attribute("value") or ""


def is_back_at(page: Page, before: str) -> bool:
    """Whether a verdict is taken back and as many wait as before, once the register is worked out."""
    page.locator(".notice", has_text="Taken back").wait_for()
    for _ in range(40):
        if page.locator(".sorts a[aria-current] .dim").inner_text() == before:
            return True
        page.wait_for_timeout(250)
        page.reload()
    return False


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("verdict", LABELS)
def test_every_verdict_by_mouse(
    browser: Browser, own_address: str, verdict: str, size: tuple[int, int]
) -> None:
    """Choose, say why, sign, send; then undo: the desk is as it was."""
    page = open_page(browser, size)
    page.goto(f"{own_address}/desk?why=contested")
    before = page.locator(".sorts a[aria-current] .dim").inner_text()
    case = page.locator(".case").first
    case.locator(".verdict", has_text=LABELS[verdict]).click()
    if verdict == "correct":
        case.locator("[name=value]").fill("14")
    if verdict in ("merge", "join"):
        case.locator("[name=other_id]").fill(other_claim(page))
    case.locator("[name=reason]").fill("By mouse.")
    case.locator("[name=by]").fill("Grace")
    case.locator("button", has_text="Judge").click()
    assert written(page) == verdict
    page.locator(".notice .undo").click()
    assert is_back_at(page, before)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("verdict", KEYS)
def test_every_verdict_by_keys(
    browser: Browser, own_address: str, verdict: str, size: tuple[int, int]
) -> None:
    """One key chooses and leads to the field that is asked for; Enter writes; `u` takes it back."""
    page = open_page(browser, size)
    page.goto(f"{own_address}/desk?why=contested")
    before = page.locator(".sorts a[aria-current] .dim").inner_text()
    page.keyboard.press("j")
    page.keyboard.press(KEYS[verdict])
    if verdict == "correct":
        page.keyboard.type("14")
        page.keyboard.press("Tab")
    if verdict in ("merge", "join"):
        other = other_claim(page)
        if page.evaluate("document.activeElement.tagName") == "SELECT":
            page.keyboard.press("Tab")
        page.keyboard.type(other)
        page.keyboard.press("Tab")
    page.keyboard.type("By keys.")
    page.keyboard.press("Tab")
    page.keyboard.type("Grace")
    page.keyboard.press("Enter")
    assert written(page) == verdict
    page.keyboard.press("u")
    assert is_back_at(page, before)


def test_tab_and_space_suffice_without_scripts(browser: Browser, own_address: str) -> None:
    """With scripts off a case is judged by Tab, Space, arrows and Enter."""
    page = open_page(browser, SIZES[1], java_script_enabled=False)
    page.goto(f"{own_address}/desk?why=new")
    page.locator(".case input[name=claim]").first.focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator("input[name=verdict]:focus").count():
            break
    page.keyboard.press("Space")
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.locator("[name=reason]:focus").count():
            break
    page.keyboard.type("By hand.")
    page.keyboard.press("Tab")
    page.keyboard.type("Grace")
    page.keyboard.press("Enter")
    assert written(page) == "accept"
    page.locator(".notice .undo").click()
    page.wait_for_url("**done=*")


def test_history_takes_back_and_puts_back(browser: Browser, own_address: str) -> None:
    """What was judged stands in the history, and each entry has its own way back."""
    page = open_page(browser, SIZES[0])
    page.goto(f"{own_address}/desk?why=new")
    page.keyboard.press("a")
    page.keyboard.type("For the history.")
    page.keyboard.press("Tab")
    page.keyboard.type("Grace")
    page.keyboard.press("Enter")
    assert written(page) == "accept"
    page.goto(f"{own_address}/desk/history")
    assert "For the history." in page.locator(".judgements > li").first.inner_text()
    page.locator(".judgements > li").first.locator("button", has_text="Take back").click()
    page.wait_for_url("**done=*")
    first = page.locator(".judgements > li")
    assert first.nth(0).locator("button").inner_text() == "Put back"
    assert "taken back" in first.nth(1).inner_text()


@pytest.mark.parametrize("size", SIZES)
def test_text_is_added_and_watched(
    browser: Browser, own_address: str, size: tuple[int, int]
) -> None:
    """A pasted text is read while one watches, and the page lands on what came of it."""
    page = open_page(browser, size)
    page.goto(f"{own_address}/add")
    page.locator("#text").fill(f"A text of {size[0]} words, more or less, on nothing at all.")
    page.locator("button", has_text="Read it").click()
    page.wait_for_url("**/add/*")
    page.locator("h1", has_text="What came of it").wait_for(timeout=20_000)
    assert page.locator("a[href^='/documents/doc_']").count() == 1


SECOND_FLIGHT = """A second flight to Zambia

OSLO, 14 December 2025 - Norway transferred seven people to Zambia on 12 December 2025, the justice
ministry in Oslo said on Sunday. It was the second flight under the memorandum of the two countries.
"""


@pytest.fixture(scope="module")
def of_two_flights(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a register in which one thing may be another."""
    path = copy_of(few, tmp_path_factory.mktemp("flights"))
    read_also(path, SECOND_FLIGHT)
    with running(own_room(path, hosts_of(port := free_port())), port) as address:
        yield address


@pytest.mark.parametrize("size", SIZES)
def test_other_is_chosen_from_the_list_by_keys(
    browser: Browser, of_two_flights: str, size: tuple[int, int]
) -> None:
    """What else it may be is offered: an arrow chooses it, and nothing need be typed but why."""
    page = open_page(browser, size)
    page.goto(f"{of_two_flights}/desk?why=new")
    offering = page.locator(".case", has=page.locator("select[name=other]")).first
    offering.evaluate(
        "one => one.querySelectorAll('details').forEach(rest => { rest.open = true; })"
    )
    for box in offering.locator("input[name=claim]").all():
        box.uncheck()
    offering.locator("label.pick", has_text="Transfer").first.click()
    offering.locator("h2").focus()
    page.keyboard.press("m")
    assert page.evaluate("document.activeElement.name") == "other"
    page.keyboard.press("ArrowDown")
    assert offering.locator("[name=other]").input_value()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("The same.")
    page.keyboard.press("Tab")
    page.keyboard.type("Grace")
    page.keyboard.press("Enter")
    assert written(page) == "merge"
    page.locator(".notice .undo").click()
    page.locator(".notice", has_text="Taken back").wait_for()


def test_only_what_can_be_merged_is_offered(browser: Browser, of_two_flights: str) -> None:
    """While a quote of another kind is ticked a record is not offered to merge with: that would be
    refused. Of one origin quotes of any kind may be."""
    page = open_page(browser, SIZES[1])
    page.goto(f"{of_two_flights}/desk?why=new")
    case = page.locator(".case", has=page.locator("select[name=other]")).first
    group = case.locator("[name=other] optgroup").first
    kind = group.get_attribute("data-kind")
    case.evaluate("one => one.querySelectorAll('details').forEach(rest => { rest.open = true; })")
    others = case.locator(f"input[name=claim]:not([data-kind='{kind}'])")
    for box in case.locator("input[name=claim]").all():
        box.uncheck()
    case.locator(f"input[name=claim][data-kind='{kind}']").first.check()
    case.locator(".verdict", has_text="Merge").click()
    assert group.is_enabled()
    case.locator("[name=other]").select_option(index=1)
    others.first.check()
    assert group.is_disabled()
    assert case.locator("[name=other]").input_value() == ""
    assert case.locator("[name=other]").is_hidden(), "a list of which nothing can be taken"
    assert case.locator("p", has_text="Quotes of one kind are merged").is_visible()
    case.locator(".verdict", has_text="Same origin").click()
    assert group.is_enabled()


@pytest.mark.parametrize("size", SIZES)
def test_dropped_files_are_taken_and_read(
    browser: Browser, own_address: str, size: tuple[int, int]
) -> None:
    """A file dropped anywhere on the page is named at once, and read when it is sent."""
    page = open_page(browser, size)
    page.goto(f"{own_address}/add")
    dropped = page.evaluate_handle(
        """words => {
            const found = new DataTransfer();
            found.items.add(new File([words], "dropped.txt", { type: "text/plain" }));
            return found;
        }""",
        f"A file of {size[0]} words, more or less, on nothing at all.",
    )
    page.locator("main").dispatch_event("dragover", {"dataTransfer": dropped})
    page.locator("main").dispatch_event("drop", {"dataTransfer": dropped})
    assert "dropped.txt" in page.locator(".chosen").inner_text()
    page.locator("button", has_text="Read it").click()
    page.wait_for_url("**/add/*")
    page.locator("h1", has_text="What came of it").wait_for(timeout=20_000)
    came = page.locator("li", has=page.locator("a[href^='/documents/doc_']", has_text="A file of"))
    assert came.count() == 1 and "dropped.txt" in came.inner_text()


def test_fetching_is_told_as_it_goes(browser: Browser, few: Path, tmp_path: Path) -> None:
    """While one address hangs the page tells of the other that it came, without being asked."""
    settings = Settings(private=("127.0.0.0/8",))
    body = "Sylvania and Freedonia spoke of {} on Monday. Nothing came of it, the master said."
    words = f"<html><head><title>Talks</title></head><body><article><p>{body}</p></article></body>"
    pages = {"/one": send(words.format("fish")), "/two": slow(send(words.format("salt")))}
    with serving(pages) as server:
        room = own_room(copy_of(few, tmp_path), hosts_of(port := free_port()), settings)
        with running(room, port) as address:
            page = open_page(browser, SIZES[0])
            page.goto(f"{address}/add")
            page.locator("#addresses").fill(f"{server.url('/one')}\n{server.url('/two')}")
            page.locator("button", has_text="Read it").click()
            page.locator("[data-said]", has_text="1 / 2").wait_for(timeout=20_000)
            page.locator("h1", has_text="What came of it").wait_for(timeout=30_000)
            assert page.locator("a[href^='/documents/doc_']").count() == 2


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["/desk", "/desk/history", "/add", "/desk?why=origin"])
def test_desk_is_accessible_and_fits(
    browser: Browser, own_address: str, path: str, size: tuple[int, int]
) -> None:
    """WCAG 2.2 AA as axe sees it, everything opened, light and dark; nothing beyond the edge,
    nothing on the console."""
    page = open_page(browser, size)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(own_address + path)
    open_all(page)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert not said
