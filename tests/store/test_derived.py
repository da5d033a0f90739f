"""The derived register: what was saved comes back equal, or not at all."""

from __future__ import annotations

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
from store.test_inputs import reading_of, terms_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
IDS = st.lists(TEXT, max_size=3).map(tuple)
QUANTITY = st.builds(Quantity, min=st.none() | NUMBER, max=st.none() | NUMBER, words=TEXT)
VALUE = st.one_of(TEXT, st.integers(), NUMBER, st.booleans(), QUANTITY, IDS)


STANCES = st.lists(
    st.builds(Stance, value=VALUE, claims=IDS, origins=st.integers()), max_size=2
).map(tuple)


def some(noun: type, **fields: Any) -> st.SearchStrategy[Any]:
    return st.lists(st.builds(noun, **fields), max_size=3).map(tuple)


REGISTERS = st.builds(
    dict,
    as_of=st.none() | st.just("2025-05-06"),
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
    contradicts=st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
    facts=some(Fact, id=TEXT, what=TEXT, day=TEXT, source=TEXT),
    issues=some(Issue, source=TEXT, what=TEXT),
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
@given(derived=REGISTERS, data=st.data())
def test_register_comes_back_equal(filled: Store, derived: dict[str, Any], data: Any) -> None:
    """load(save(register)) == register, whatever was derived and in whatever order it is shown."""
    # two origins of one id cannot both stand in `claim_origin`
    derived["origins"] = tuple({one.id: one for one in derived["origins"]}.values())
    readings = filled.current_readings()
    register = Register(
        documents=tuple(data.draw(st.permutations(filled.documents()))),
        readings=tuple(data.draw(st.permutations(readings))),
        claims=tuple(
            data.draw(st.permutations([claim for one in readings for claim in one.claims]))
        ),
        links=tuple(link for one in readings for link in one.links),
        runs=filled.runs(),
        **derived,
    )
    fingerprint = filled.fingerprint("pack@1")
    filled.save_register(register, fingerprint)
    assert filled.load_register(fingerprint) == register


def test_every_input_makes_the_derived_register_stale(tmp_path: Any, clock: StandingClock) -> None:
    """What was derived is given out only while nothing was added and nothing else was changed."""
    with open_register(tmp_path / "a.db", write=True, clock=clock) as store:
        run = store.begin_run([], versions=[])
        seen = [store.fingerprint("pack@1"), store.fingerprint("pack@2")]
        store.save_register(Register(as_of=None, runs=store.runs()), seen[0])
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
