"""WCAG 2.2 AA as axe sees it, of a page that stands open in a browser."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = {"runOnly": {"type": "tag", "values": LEVELS}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def open_all(page: Page) -> None:
    """Unfold everything that is folded."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def assert_accessible(page: Page) -> None:
    """All rules in the light; in the dark, where nothing but colours differs, those on colours."""
    for scheme, rules in (("light", RULES), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        result = Axe().run(page, options=rules)
        assert not result.response["violations"], f"{scheme}: {result.generate_report()}"
