"""The register as of a day is what would come out of only the pages known by then."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from examples_read import add_pages, example_pack, example_pages, exported
from factory import StandingClock, document, reading
from pactwatch.errors import ConfigError
from pactwatch.nouns import Issue
from pactwatch.reconcile import is_known_by, last_day, pages_known_by
from pactwatch.store import open_register
from pactwatch.workers import derive_register, load_or_derive, save_derived

DAYS = sorted({doc.known for doc, _ in example_pages()} | {"2025-01-01", "2025-07-01"})


def test_export_as_of_each_day_equals_that_of_a_register_of_those_pages(tmp_path: Path) -> None:
    """Byte by byte: looking back on everything, and never having read what came later."""
    clock = StandingClock()
    with open_register(tmp_path / "all.db", write=True, clock=clock) as everything:
        add_pages(everything, example_pages())
        save_derived(everything, example_pack())
        for day in DAYS:
            pages = [page for page in example_pages() if is_known_by(page[0].known, day)]
            with open_register(tmp_path / f"{day}.db", write=True, clock=clock) as then:
                add_pages(then, pages)
                looked_back = load_or_derive(everything, example_pack(), as_of=day)
                known_then = load_or_derive(then, example_pack(), as_of=day)
            assert exported(looked_back) == exported(known_then)
            assert len(json.loads(exported(looked_back))["documents"]) == len(pages)


@pytest.mark.parametrize(("seed", "parts"), [(1, 1), (2, 2), (3, 4)])
def test_order_splits_and_repetitions_are_of_no_account(
    tmp_path: Path, seed: int, parts: int
) -> None:
    """The examples read in any order, in several runs, some of them again, give one export."""
    pages, chance = list(example_pages()), random.Random(seed)
    chance.shuffle(pages)
    clock = StandingClock()
    with open_register(tmp_path / "one.db", write=True, clock=clock) as store:
        add_pages(store, example_pages())
        expected = exported(derive_register(store, example_pack()))
    with open_register(tmp_path / "many.db", write=True, clock=clock) as store:
        for n in range(parts):
            add_pages(store, pages[n::parts] + chance.sample(pages, 2) * (n > 0))
            save_derived(store, example_pack())
        assert exported(load_or_derive(store, example_pack())) == expected


def test_issue_counts_from_the_day_of_its_page_or_of_its_run(tmp_path: Path) -> None:
    """An input that could not be read is known since somebody tried; a page's issue, since it."""
    doc = document("An old page.", published="2020-01-01", source="old.txt")
    with open_register(tmp_path / "a.db", write=True, clock=StandingClock()) as store:
        add_pages(store, [(doc, reading(doc))])
        run = store.begin_run([], versions=[])
        for source in ("missing.txt", "old.txt"):
            issue = Issue(source=source, stage="collect", what="not to be read")
            store.add_issue(issue, source=source, run=run)
        for day, sources in (
            ("2019-01-01", []),
            ("2020-01-01", ["old.txt"]),
            ("2030-01-01", ["missing.txt", "old.txt"]),
        ):
            found = load_or_derive(store, example_pack(), as_of=day).issues
            assert [issue.source for issue in found] == sources


def test_month_counts_from_its_last_day() -> None:
    """What was published in some May was surely known only when May was over."""
    assert not is_known_by("2025-05", "2025-05-30")
    assert is_known_by("2025-05", "2025-05-31")
    assert last_day("2025-05") == "2025-05-31"
    with pytest.raises(ConfigError, match="expected a day"):
        last_day("soon")


def test_text_replaces_the_newest_earlier_one_that_was_known() -> None:
    """A version not known yet is no predecessor; the one before it is."""
    first = document("one", published="2025-01-01")
    second = document("two", published="2025-03", replaces=first.id)
    third = document("three", published="2025-03-05", replaces=second.id)
    kept = pages_known_by((first, second, third), "2025-03-10")
    assert [(doc.text, doc.replaces) for doc in kept] == [("one", None), ("three", first.id)]
