"""The derived register: what was saved comes back equal for every day, or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factory import StandingClock, capture, document
from pactwatch.nouns import (
    Dated,
    Discrepancy,
    Fact,
    Given,
    Hub,
    Issue,
    Kinship,
    Knot,
    Origin,
    Quantity,
    Record,
    Register,
    Speaker,
    Stance,
    Story,
    Wording,
)
from pactwatch.store import Store, open_register
from pactwatch.store.derived_tables import DERIVED
from store.test_inputs import reading_of, terms_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
IDS = st.lists(TEXT, max_size=3).map(tuple)
QUANTITY = st.builds(Quantity, min=st.none() | NUMBER, max=st.none() | NUMBER, words=TEXT)
VALUE = st.one_of(TEXT, st.integers(), NUMBER, st.booleans(), QUANTITY, IDS)


STANCES = st.lists(
    st.builds(Stance, value=VALUE, claims=IDS, origins=st.integers()), max_size=2
).map(tuple)


DAYS = ("2025-05-01", "2025-06-01")
ISSUE = Issue(source="b.txt", stage="collect", what="no such file")
MASKED = Issue(source="█████", stage="collect", what="no such file")


def some(noun: type, **fields: Any) -> st.SearchStrategy[Any]:
    """A few nouns, of which no two have the same name."""
    return st.lists(
        st.builds(noun, **fields),
        max_size=3,
        unique_by=lambda one: getattr(one, next(iter(fields))),
    ).map(tuple)


REGISTERS = st.builds(
    dict,
    kinships=some(Kinship, doc_id=TEXT, wording=TEXT, confidence=NUMBER),
    wordings=some(Wording, id=TEXT, documents=IDS, root=TEXT),
    stories=some(Story, id=TEXT, title=TEXT, documents=IDS),
    dated=some(Dated, claim_id=TEXT, date=st.none() | TEXT, date_text=TEXT),
    origins=some(Origin, id=TEXT, what=TEXT, by=st.none(), newsroom=TEXT, claims=st.just(("c",))),
    hubs=some(Hub, id=TEXT, key=st.lists(st.tuples(TEXT, st.none() | TEXT)).map(tuple)),
    records=some(
        Record,
        id=st.uuids().map(str),
        slots=st.lists(st.tuples(TEXT, st.none() | VALUE), max_size=3).map(tuple),
        claims=IDS,
    ),
    speakers=some(Speaker, id=TEXT, names=IDS, offices=IDS, records=IDS),
    discrepancies=some(Discrepancy, id=TEXT, about=TEXT, field=TEXT, stances=STANCES),
    contradicts=st.lists(st.tuples(TEXT, TEXT), max_size=2, unique=True).map(tuple),
    facts=some(Fact, id=TEXT, what=TEXT, day=TEXT, source=TEXT),
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A register with three documents, two of them read."""
    path = tmp_path_factory.mktemp("derived") / "a.db"
    with open_register(path, write=True, clock=StandingClock()) as store:
        run = store.begin_run(["read"], versions=[])
        for number in range(3):
            doc = document(f"{number}. " + document().text, source=f"{number}.txt")
            intake = store.begin_intake(capture(doc.text, source=doc.source), terms_of(), run)
            store.add_document(doc, reading_of(doc) if number else None, intake=intake)
            store.end_intake(intake, terms_of())
        yield store


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=REGISTERS, second=REGISTERS, data=st.data())
def test_register_comes_back_equal(
    filled: Store, first: dict[str, Any], second: dict[str, Any], data: Any
) -> None:
    """What was saved of two days comes back for each day from then on, whatever was derived."""

    def make(derived: dict[str, Any], day: str | None) -> Register:
        return Register(
            documents=tuple(data.draw(st.permutations(filled.documents()))),
            readings=readings,
            claims=tuple(claim for one in readings for claim in one.claims),
            links=tuple(link for one in readings for link in one.links),
            runs=filled.runs(),
            **{**derived, "as_of": day},
        )

    readings, fingerprint = filled.current_readings(), filled.fingerprint("pack@1")
    ids = tuple(doc.id for doc in filled.documents())
    versions = [(day, make(one, day)) for day, one in zip(DAYS, (first, second), strict=True)]
    knot = Knot(documents=ids, before=ids[:1], versions=tuple(versions))
    filled.save_history([knot], [(DAYS[0], ISSUE, MASKED)], fingerprint=fingerprint)
    for day, made in [*versions, ("2025-05-31", versions[0][1]), (None, versions[1][1])]:
        loaded = filled.load_register(fingerprint, as_of=day)
        assert loaded is not None
        assert in_any_order(loaded) == in_any_order(replace(made, as_of=day, issues=(MASKED,)))
    before = filled.load_register(fingerprint, as_of="2025-04-30")
    assert before == Register(as_of="2025-04-30", runs=filled.runs())


def in_any_order(register: Register) -> dict[str, Any]:
    """Field → what it holds; rows come in no particular order."""
    return {
        field.name: sorted(map(repr, value)) if isinstance(value, tuple) else value
        for field in fields(register)
        for value in [getattr(register, field.name)]
    }


def test_every_input_makes_the_derived_register_stale(tmp_path: Any, clock: StandingClock) -> None:
    """What was derived is given out only while nothing was added and nothing else was changed."""
    with open_register(tmp_path / "a.db", write=True, clock=clock) as store:
        run = store.begin_run([], versions=[])
        seen = [store.fingerprint("pack@1"), store.fingerprint("pack@2")]
        store.save_history([], [], fingerprint=seen[0])
        store.tell(capture(), Given(published="2025-05-04"), run)
        seen.append(store.fingerprint("pack@1"))
        intake = store.begin_intake(capture(), terms_of(), run)
        store.add_document(document(), None, intake=intake)
        seen.append(store.fingerprint("pack@1"))
        store.end_intake(intake, terms_of())
        seen.append(store.fingerprint("pack@1"))
        issue = Issue(source="b.txt", stage="collect", what="no such file")
        store.add_issue(issue, source="b.txt", run=run)
        seen.append(store.fingerprint("pack@1"))
        assert len(set(seen)) == len(seen)
        assert store.load_register(seen[0]) is not None
        assert [store.load_register(one) for one in seen[1:]] == [None] * (len(seen) - 1)


@pytest.mark.parametrize("name", [*DERIVED, "claim_record", "claim_origin", "belonging"])
def test_of_many_versions_only_the_one_asked_for_is_read(
    tmp_path: Any, clock: StandingClock, name: str
) -> None:
    """What is found by id is found by an index that tells when it holds: a thing that was worked out
    anew a hundred times costs no more than one that is new."""
    open_register(tmp_path / "a.db", write=True, clock=clock).close()
    by = {"claim_record": "claim_id", "claim_origin": "claim_id", "belonging": "part_id"}
    also = " AND whole = 'hub'" if name == "belonging" else ""
    with closing(sqlite3.connect(tmp_path / "a.db")) as handle:
        query = f"SELECT * FROM {name} WHERE {by.get(name, 'id')} IN ('a', 'b'){also}"
        plan = handle.execute(f"EXPLAIN QUERY PLAN {query} AND until_day IS NULL").fetchall()
    assert "until_day=?" in plan[0][3]


def test_reading_what_is_known_leaves_the_derived_register(
    tmp_path: Any, clock: StandingClock
) -> None:
    """A run that adds nothing does not make what was derived stale."""
    with open_register(tmp_path / "a.db", write=True, clock=clock) as store:
        before = ""
        for _ in range(3):
            run = store.begin_run([], versions=[])
            store.tell(capture(), Given(outlet="Daily"), run)
            intake = store.begin_intake(capture(), terms_of(), run)
            if not intake.is_known:
                store.end_intake(intake, terms_of())
            before, now = store.fingerprint(), before
        assert before == now
