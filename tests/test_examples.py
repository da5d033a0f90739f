"""The examples show what the demo promises, and are nobody's text but ours."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "examples"
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
REPORTS = sorted(p for p in FOLDER.iterdir() if p.suffix in {".txt", ".md", ".html"})


def words_of(path: Path) -> list[str]:
    """A report's words, without markup and head of a page."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = re.sub(r"<[^>]+>", " ", text[text.index("<article>") : text.index("</article>")])
    return re.findall(r"\w+", text.lower())


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_report_is_short(path: Path) -> None:
    """A report has 120 to 300 words, so that a person can check the register against it."""
    assert 120 <= len(words_of(path)) <= 300


def test_examples_show_everything() -> None:
    """Nine reports at least, one of them a page, one the copy of another under its own headline."""
    assert len(REPORTS) >= 9
    assert [p for p in REPORTS if p.suffix == ".html"]
    signed = (FOLDER / "norway-zambia-signed.txt").read_text(encoding="utf-8").split("\n", 1)
    copy = (FOLDER / "norway-zambia-signed-copy.txt").read_text(encoding="utf-8").split("\n", 1)
    assert signed[1] == copy[1]
    assert signed[0] != copy[0]


def test_table_fits_the_files() -> None:
    """Every row of meta.csv names a report, and exactly one report has no day at all."""
    with (FOLDER / "meta.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    pages = {p.name for p in REPORTS if p.suffix != ".html"}
    assert {row["path"] for row in rows} == pages
    assert [row["path"] for row in rows if not row["published"]] == ["lusaka-diary.txt"]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside this clone")
def test_examples_share_no_run_of_words_with_the_seeds() -> None:
    """No eight words in a row are in a seed: the examples are our own writing."""

    def runs(words: list[str]) -> set[tuple[str, ...]]:
        return {tuple(words[i : i + 8]) for i in range(len(words) - 7)}

    seeds = set().union(*(runs(words_of(path)) for path in SEEDS.glob("*.txt")))
    for path in REPORTS:
        assert not runs(words_of(path)) & seeds, path.name
