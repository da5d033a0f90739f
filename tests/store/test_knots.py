"""Knots that grow, fall apart and merge across: what is kept is what their last versions show."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factory import StandingClock, capture, claim, document, reading
from pactwatch.nouns import Document, Knot, Reading, Register, Speaker, Story
from pactwatch.store import Store, open_register
from pactwatch.store.ledger import REPLACED
from pactwatch.store.proof import open_to_prove
from store.test_inputs import terms_of

DAYS = ("2025-05-01", "2025-05-02", "2025-05-02", "2025-05-04", "2025-05-05")
Parts = tuple[tuple[int, ...], ...]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A register of five pages with a claim each."""
    path = tmp_path_factory.mktemp("knots") / "a.db"
    with open_register(path, write=True, clock=StandingClock()) as store:
        run = store.begin_run(["read"], versions=[])
        for number, day in enumerate(DAYS):
            doc = document(f"{number}. Rwanda took 30.", source=f"{number}.txt", published=day)
            intake = store.begin_intake(capture(doc.text, source=doc.source), terms_of(), run)
            store.add_document(doc, reading(doc, claim(doc, quote="Rwanda took 30")), intake=intake)
            store.end_intake(intake, terms_of())
        yield store


def partitions() -> st.SearchStrategy[Parts]:
    """Some of the pages, in knots; a page that is in none has vanished."""
    labels = st.lists(st.integers(0, 4), min_size=len(DAYS), max_size=len(DAYS))

    def part(labels: list[int]) -> Parts:
        found: dict[int, list[int]] = defaultdict(list)
        for page, label in enumerate(labels):
            if label:
                found[label].append(page)
        return tuple(sorted(map(tuple, found.values())))

    return labels.map(part)


def shown_of(pages: Sequence[Document], readings: dict[str, Reading], day: str) -> Register:
    """What a knot shows on a day: something that hangs on which pages are in it."""
    here = [doc for doc in pages if doc.known <= day]
    read = tuple(readings[doc.id] for doc in here)
    ids = tuple(doc.id for doc in here)
    return Register(
        as_of=day,
        documents=tuple(here),
        readings=read,
        claims=tuple(found for one in read for found in one.claims),
        stories=(Story(id=ids[0], title=f"{len(ids)} pages", documents=ids),),
        speakers=(Speaker(id=f"spk_{ids[-1]}", names=ids, offices=(), records=ids),),
    )


def knots_of(parts: Parts, before: Parts, store: Store) -> tuple[list[Knot], set[str]]:
    """The knots of a partition that are not as they were before, and those that lost a page."""
    docs = sorted(store.documents(), key=lambda doc: doc.known)
    readings = {one.doc_id: one for one in store.current_readings()}
    name = {page: min(docs[i].id for i in part) for part in before for page in part}
    found = []
    for part in (one for one in parts if one not in before):
        pages = [docs[page] for page in part]
        names = tuple(sorted({name[page] for page in part if page in name}))
        then = {page for one in before if set(one) & set(part) for page in one}
        new = sorted(docs[page].known for page in part if page not in name)
        goes_on = len(names) == 1 and bool(new) and then <= set(part)
        days = sorted({doc.known for doc in pages} if not goes_on else
                      {doc.known for doc in pages if doc.known >= new[0]})  # fmt: skip
        versions = tuple((day, shown_of(pages, readings, day)) for day in days)
        ids = tuple(sorted(doc.id for doc in pages))
        found.append(Knot(documents=ids, before=names, goes_on=goes_on, versions=versions))
    here = {page for part in parts for page in part}
    return sorted(found, key=lambda one: one.documents), {
        name[page] for page in name if page not in here
    }


def rows_of(path: Path, table: str) -> list[tuple[Any, ...]]:
    """The rows of a table but for their numbers, in any order."""
    with closing(sqlite3.connect(path)) as handle:
        rows = handle.execute(f"SELECT * FROM {table}")
        keep = [n for n, column in enumerate(rows.description) if column[0] not in ("seq", "place")]
        return sorted((tuple(row[n] for n in keep) for row in rows), key=repr)


def says(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that is derived, and what is searched, but for numbers of rows."""
    tables = [name for name in REPLACED["derived"] if name not in ("derivation", "called")]
    return {name: rows_of(path, name) for name in (*tables, "page_words", "claim_words")}


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(partitions(), min_size=2, max_size=4))
def test_knots_kept_step_by_step_are_those_written_at_once(
    filled: Store, steps: list[Parts]
) -> None:
    """However pages were tied before, the rows are those of a register that was derived once."""
    clear(filled)
    save_steps(filled, steps)
    found = says(filled.path)
    prove(filled.path)
    clear(filled)
    save_steps(filled, steps[-1:])
    assert says(filled.path) == found


def test_page_goes_over_to_another_knot(filled: Store) -> None:
    """{a, b}, {c} → {a}, {b, c}: each page is shown once, where it is now."""
    clear(filled)
    save_steps(filled, [((0, 1), (2,)), ((0,), (1, 2))])
    register = filled.load_register("x")
    assert register is not None
    assert sorted(len(one.documents) for one in register.stories) == [1, 2]
    assert len(register.documents) == len(register.claims) == 3
    for name in ("sheet", "page_words", "claim_words", "roll"):
        assert len({row[0] for row in rows_of(filled.path, name)}) >= 2
    assert len(rows_of(filled.path, "sheet")) == len(rows_of(filled.path, "page_words")) == 3
    clear(filled)
    assert not any(says(filled.path).values())


def save_steps(store: Store, steps: Sequence[Parts]) -> None:
    """Save one partition after another."""
    before: Parts = ()
    for parts in steps:
        knots, gone = knots_of(parts, before, store)
        store.save_history(knots, (), gone=gone, fingerprint="x")
        before = parts


def clear(store: Store) -> None:
    """Take out all that is derived."""
    names = {name for name, _ in store.signs().values()}
    store.save_history((), (), gone=names, fingerprint="x")


def prove(path: Path) -> None:
    """The ledger's sums are those of the rows that are there."""
    with open_to_prove(path) as register:
        register.prove_ledger()
