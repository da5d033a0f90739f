"""The register as of a day is what would come out of only the pages known by then."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from examples_read import add_pages, example_pack, example_pages, exported
from factory import StandingClock, document, reading
from pactwatch.errors import ConfigError
from pactwatch.nouns import Issue, Judgement, Verdict
from pactwatch.reconcile import Saying, is_known_by, last_day, make_judgements, pages_known_by
from pactwatch.release import Export
from pactwatch.release.screen import FEW, list_discrepancies, list_hubs, show_hub
from pactwatch.store import Store, open_register
from pactwatch.workers import (
    derive_register,
    load_disputed,
    load_or_derive,
    load_outlines,
    load_part,
    save_derived,
)

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


@pytest.mark.parametrize(("seed", "parts"), [(1, 1), (2, 2), (3, 4), (4, 13), (5, 13)])
def test_order_splits_and_repetitions_are_of_no_account(
    tmp_path: Path, seed: int, parts: int
) -> None:
    """The examples read in any order, in several runs, some of them again: on each day one export,
    that of a register made of the pages known by then, from nothing."""
    pages, chance = list(example_pages()), random.Random(seed)
    chance.shuffle(pages)
    clock, pack = StandingClock(), example_pack()
    with open_register(tmp_path / "many.db", write=True, clock=clock) as store:
        for n in range(parts):
            add_pages(store, pages[n::parts] + chance.sample(pages, 2) * (n > 0))
            save_derived(store, pack)
        for day in (*DAYS, None):
            kept = load_or_derive(store, pack, as_of=day)
            assert exported(kept) == exported(derive_register(store, pack, as_of=day))


def test_part_of_the_register_shows_what_the_whole_does(tmp_path: Path) -> None:
    """What is loaded for one hub, or for the list of all, tells the same as the whole register."""
    clock, pack = StandingClock(), example_pack()
    with open_register(tmp_path / "a.db", write=True, clock=clock) as store:
        add_pages(store, example_pages())
        save_derived(store, pack)
        for day in (DAYS[len(DAYS) // 2], None):
            whole = Export(register=load_or_derive(store, pack, as_of=day), pack=pack)
            found = load_outlines(store, pack, as_of=day)
            assert found is not None
            outline = Export(register=found, pack=pack)
            assert list(list_hubs(outline, width=80)) == list(list_hubs(whole, width=80))
            assert whole.register.hubs
            for hub, line in zip(whole.register.hubs, found.outlines, strict=True):
                for choice in ((line,), hub.id, hub.history[0].claims[0], hub.id[:12]):
                    part = load_part(store, pack, lambda _, one=choice: one, as_of=day)  # type: ignore[misc]
                    assert part is not None
                    shown = show_hub(Export(register=part, pack=pack), hub, width=80)
                    assert list(shown) == list(show_hub(whole, hub, width=80))


def test_what_is_disputed_is_told_as_by_the_whole(tmp_path: Path) -> None:
    """What is loaded for the list of disagreements, all of it or the first, tells the same as the whole
    register does on each day, masked words included."""
    clock, pack = StandingClock(), example_pack()
    with open_register(tmp_path / "a.db", write=True, clock=clock) as store:
        add_pages(store, example_pages())
        save_derived(store, pack)
        disputed = load_or_derive(store, pack).discrepancies
        claim = disputed[0].stances[0].claims[0]
        for masked in (False, True):
            if masked:
                judge(store, "withhold", (claim,))
            for day in (*DAYS, None):
                whole = load_or_derive(store, pack, as_of=day)
                for limit in (1, None):
                    found = load_disputed(store, pack, as_of=day, limit=limit, quotes=FEW)
                    assert found is not None
                    part, total = found
                    assert total == len(whole.discrepancies)
                    first = replace(whole, discrepancies=whole.discrepancies[:limit])
                    told = [
                        list(list_discrepancies(Export(register=one, pack=pack), width=80))
                        for one in (part, first)
                    ]
                    assert told[0] == told[1]
    assert len(disputed) > 1


def test_whole_id_is_found_though_others_begin_so(tmp_path: Path) -> None:
    """An id that is given whole is that one's, whatever longer ids there are."""
    with open_register(tmp_path / "a.db", write=True, clock=StandingClock()) as store:
        add_pages(store, example_pages())
        save_derived(store, example_pack())
        one, other = load_or_derive(store, example_pack()).hubs[:2]
        assert len(store.knots_of(one.id[:4])) > 1
        with store.transaction("written", replaced=["derived"]) as connection:
            connection.exec_driver_sql(
                "UPDATE hub SET id = ? || 'f' WHERE id = ?", (one.id, other.id)
            )
        assert len(store.knots_of(one.id)) == 1


def test_judgement_rewrites_every_version(tmp_path: Path) -> None:
    """What a person says holds on days before it was said; taken back, all is as it was."""
    clock, pack = StandingClock(), example_pack()
    with open_register(tmp_path / "a.db", write=True, clock=clock) as store:
        add_pages(store, example_pages())
        save_derived(store, pack)
        before = {day: exported(load_or_derive(store, pack, as_of=day)) for day in DAYS}
        claim = load_or_derive(store, pack).claims[0]
        for verdict, ids in (("reject", (claim.id,)), ("withhold", (claim.id,))):
            [judgement] = judge(store, verdict, ids)
            for day in (*DAYS, None):
                kept = load_or_derive(store, pack, as_of=day)
                assert exported(kept) == exported(derive_register(store, pack, as_of=day))
                assert verdict != "withhold" or claim.span.quote not in exported(kept)
            judge(store, "withdraw", (judgement.id,))
        after = {day: load_or_derive(store, pack, as_of=day) for day in DAYS}
        without = {day: replace(one, judgements=()) for day, one in after.items()}
        assert {day: exported(one) for day, one in without.items()} == before


def judge(store: Store, verdict: Verdict, ids: tuple[str, ...]) -> tuple[Judgement, ...]:
    """Say so, and bring the register up to it."""
    saying = Saying(verdict=verdict, ids=ids, reason="seen", by="a", at="2026-01-01T00:00:00Z")
    made = make_judgements(load_or_derive(store, example_pack()), example_pack(), saying)
    run = store.begin_run(["judge"], versions=[])
    for one in made:
        store.add_judgement(one, run)
    save_derived(store, example_pack())
    return made


def test_knot_on_which_nothing_changed_is_left(tmp_path: Path) -> None:
    """A new page makes anew what hangs together with it, from its day on; no other row moves."""
    clock, pack = StandingClock(), example_pack()
    pages = sorted(example_pages(), key=lambda page: page[0].known)
    with open_register(tmp_path / "a.db", write=True, clock=clock) as store:
        add_pages(store, pages[:-1])
        save_derived(store, pack)
        before = written(tmp_path / "a.db")
        add_pages(store, pages[-1:])
        save_derived(store, pack)
        after, name = written(tmp_path / "a.db"), store.signs()[pages[-1][0].id][0]
    left = {seq for seq, (knot, *_) in after.items() if knot != name}
    assert left
    assert all(before[seq] == after[seq] for seq in left)
    day = pages[-1][0].known
    assert all(after[seq] == row for seq, row in before.items() if row[2] and row[2] < day)


def written(path: Path) -> dict[int, tuple[str, str, str | None, str]]:
    """The rows of records, by their number: knot, first day, day of the end, body."""
    with closing(sqlite3.connect(path)) as handle:
        rows = handle.execute("SELECT seq, knot, from_day, until_day, body FROM record")
        return {seq: tuple(rest) for seq, *rest in rows}  # type: ignore[misc]


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
