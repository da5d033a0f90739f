"""Pages that come a few at a time: only their neighbours are loaded, and all is as if made at once."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from examples_read import TERMS, Page, example_pack, example_pages, exported
from factory import StandingClock, capture, document, reading, told
from pactwatch.store import Store, open_register
from pactwatch.workers import derive_register, load_or_derive, save_derived

DAYS = ("2025-06-01", "2025-09-15", None)


def add(store: Store, pages: list[Page], readers: str = "test@1") -> None:
    """Read pages into a register under this version of the readers."""
    run = store.begin_run(["read"], versions=[])
    terms = replace(TERMS, readers=readers)
    for doc, found in pages:
        intake = store.begin_intake(capture(doc.text, source=doc.source), terms, run)
        if not intake.is_known:
            store.add_document(doc, found, intake=intake)
            store.end_intake(intake, terms)
    store.end_run(run)


def check(store: Store) -> None:
    """The register as kept is what comes of all pages at once, on every day."""
    save_derived(store, example_pack())
    for day in DAYS:
        kept = load_or_derive(store, example_pack(), as_of=day)
        assert exported(kept) == exported(derive_register(store, example_pack(), as_of=day))


@pytest.mark.parametrize("seed", range(3))
def test_order_splits_repetitions_and_rereads_are_of_no_account(tmp_path: Path, seed: int) -> None:
    """The examples in any order, a few at a time, some of them again, some with other metadata, some
    by readers that find less or more: each time the register is that of all at once."""
    chance = random.Random(seed)
    pages = list(example_pages())
    chance.shuffle(pages)
    with open_register(tmp_path / "a.db", write=True, clock=StandingClock()) as store:
        number = 0
        while number < len(pages):
            count = chance.randrange(1, 8)
            some = pages[number : number + count]
            number += count
            add(store, some)
            if chance.random() < 0.5:
                add(store, chance.sample(pages[:number], 1))
            if chance.random() < 0.5:
                add(store, [reread(chance, chance.choice(pages[:number]))], f"test@{number}")
            if chance.random() < 0.3:
                save_derived(store, example_pack())
            else:
                check(store)
        check(store)


def reread(chance: random.Random, page: Page) -> Page:
    """What readers of another version find in a page, or of the same page dated later."""
    doc, found = page
    if chance.random() < 0.4:
        day = chance.choice(("2025-03-01", "2025-11-30"))
        doc = replace(doc, published=day, published_basis="given", known=day,
                      known_basis="published", title=f"{doc.title}, again")  # fmt: skip
    kept = tuple(one for one in found.claims if chance.random() < 0.7)
    ids = {one.id for one in kept}
    links = tuple(one for one in found.links if {one.claim_id, one.to} <= ids)
    return doc, replace(found, readers=f"other@{chance.randrange(99)}", claims=kept, links=links)


def test_a_page_that_tied_two_others_and_does_so_no_more(tmp_path: Path) -> None:
    """Once the middle one is read otherwise, those at both ends are knots of their own again."""
    ends = [
        page("first.txt", "Norway", "Ghana", day="2025-01-01"),
        page("last.txt", "Denmark", "Kenya", day="2025-09-01"),
    ]
    middle = page("middle.txt", "Norway", "Ghana", "Denmark", "Kenya")
    with open_register(tmp_path / "a.db", write=True, clock=StandingClock()) as store:
        for number, some in enumerate([[ends[0]], [ends[1]], [middle]]):
            add(store, some)
            check(store)
            assert len({knot for knot, _ in store.signs().values()}) == (1, 2, 1)[number]
        doc, found = middle
        add(store, [(doc, replace(found, readers="b@1", claims=()))], "b@1")
        check(store)
        assert len({knot for knot, _ in store.signs().values()}) == 3


def page(source: str, *states: str, day: str = "2025-05-01") -> Page:
    """A page in words of its own that tells of flights from one state to another, two by two."""
    codes = {"Norway": "NOR", "Ghana": "GHA", "Denmark": "DNK", "Kenya": "KEN"}
    lines = [f"{a}-{b}" for a, b in zip(states[::2], states[1::2], strict=True)]
    own = " ".join(f"{source[:4]}{n}" for n in range(30))
    doc = document("\n".join([own, *lines]), source=source, published=day)
    claims = [
        told(doc, "transfer", line, sending=codes[a], receiving=codes[b])
        for line, a, b in zip(lines, states[::2], states[1::2], strict=True)
    ]
    return doc, reading(doc, *claims)


def test_what_a_page_has_nothing_to_do_with_is_not_loaded(tmp_path: Path) -> None:
    """A page that shares neither words nor ties with another is added though that can't be read."""
    far = document("Ottolenghi baked brioche.", source="far.txt", published="2020-01-01")
    path = tmp_path / "a.db"
    with open_register(path, write=True, clock=StandingClock()) as store:
        add(store, [(far, reading(far)), page("first.txt", "Norway", "Ghana")])
        save_derived(store, example_pack())
        with closing(sqlite3.connect(path)) as handle, handle:
            handle.execute("UPDATE sighting SET page_starts = 'x' WHERE source = 'far.txt'")
        add(store, [page("new.txt", "Norway", "Ghana")])
        save_derived(store, example_pack())
        assert len(set(store.signs().values())) == 3
        with pytest.raises(ValueError, match="Expecting value"):
            store.documents()
