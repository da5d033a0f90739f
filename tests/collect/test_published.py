"""Publication days: what counts as told, and what never does."""

from __future__ import annotations

import pytest

from pactwatch.collect.published import day_of_address, day_told, read_day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-05-05", "2025-05-05"),
        ("20250505", "2025-05-05"),
        ("2025/05/05", "2025-05-05"),
        ("2025-05", "2025-05"),
        ("2025-05-05T23:59:00-11:00", "2025-05-05"),
        ("2025-05-05 00:00:00", "2025-05-05"),
        ("2025-05-05T10:00:00.000Z", "2025-05-05"),
        ("5 May 2025", "2025-05-05"),
        ("May 5th, 2025", "2025-05-05"),
        ("Monday, 5 May 2025", "2025-05-05"),
        ("Sept. 3, 2025", "2025-09-03"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("05/05/2025", "2025-05-05"),
        ("05/06/2025", None),
        ("2025-02-30", None),
        ("2025-13", None),
        ("2025", None),
        ("31 June 2025", None),
        ("5 May", None),
        ("yesterday", None),
        ("", None),
        ("5 May 20255", None),
        ("0205-05-05", None),
    ],
)
def test_reading_a_day(written: str, day: str | None) -> None:
    """A day that every reader takes for the same one, or none."""
    assert read_day(written) == day


@pytest.mark.parametrize(
    "line",
    [
        "Published 5 May 2025",
        "Published: May 5, 2025",
        "Published on Monday, 5 May 2025 at 10:14",
        "Posted May 5, 2025, 10:14 AM",
        "May 5, 2025, 10:14 AM EDT",
        "5 May 2025 – 14:02 GMT",
        "Updated: 5 May 2025",
        "Last updated on May 5, 2025 6:02 pm",
        "Published 5 May 2025 | Updated 6 May 2025",
        "Updated 6 May 2025 | Published 5 May 2025",
        "By Ann Roe, May 5, 2025",
        "By Ann Roe | May 5, 2025",
        "Ann Roe · 5 May 2025 · 14:02 BST",
        "The Freedonian – 5 May 2025",
        "2025-05-05",
        "2025-05-05T10:14:00Z",
        "PORT ROE, Freedonia, May 5, 2025 (Agency) — The minister said that talks had begun.",
        "Port Roe, 5 May 2025 – The minister said that talks had begun.",
        "PORT ROE (Agency), May 5, 2025 -- The minister said that talks had begun.",
        "PORT ROE, May 5, 2025 /Wire/ -- The minister said that talks had begun.",
    ],
)
def test_a_line_that_tells_the_day(line: str) -> None:
    """A byline, a date line or a dateline with the year, near the top."""
    assert day_told(["Talks begin in Freedonia", line, "The minister spoke."]) == "2025-05-05"


@pytest.mark.parametrize(
    "lines",
    [
        ["The deal was signed on May 5, 2025."],
        ["On 5 May 2025, the minister said that talks had begun."],
        ["May 5, 2025 was the day on which the minister spoke."],
        ["By May 5, 2025, nobody had been sent."],
        ["Signed in Port Roe on 5 May 2025 – and never published."],
        ["5 May"],
        ["Published on Monday"],
        ["PORT ROE, May 5 (Agency) — The minister said that talks had begun."],
        ["5 May 2025", "6 May 2025"],
        ["Published 05/06/2025"],
        ["Published 31 June 2025"],
        ["A paragraph."] * 12 + ["Published 5 May 2025"],
        ["Flight of 5 May 2025: what we know"],
        ["12 May 2025 - 30 May 2025"],
    ],
)
def test_a_line_that_tells_no_day(lines: list[str]) -> None:
    """Prose, a day without a year, two days, no real day, or far below: undated."""
    assert day_told(lines) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://news.example/2025/05/05/talks", "2025-05-05"),
        ("https://news.example/world/2025-05-05/talks", "2025-05-05"),
        ("https://news.example/2025/5/5/", "2025-05-05"),
        ("https://news.example/2025/05/talks", None),
        ("https://news.example/2025/13/40/talks", None),
        ("https://news.example/a?d=/2025/05/05/", None),
        ("https://news.example/2025/05/05/2024/01/01", None),
        ("https://[broken", None),
        (None, None),
    ],
)
def test_the_day_in_an_address(url: str | None, day: str | None) -> None:
    """Only a whole day in the path counts, and only one."""
    assert day_of_address(url) == day
