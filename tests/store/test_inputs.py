"""What is put into a register comes out again, whole, and in no order but its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import StandingClock, capture, claim, document, slot
from pactwatch.errors import SpanError
from pactwatch.nouns import (
    Capture,
    Document,
    Given,
    Issue,
    Judgement,
    Link,
    Quantity,
    Reading,
    Slot,
    Span,
    Value,
    Via,
    Voice,
    When,
)
from pactwatch.store import Store, Terms, open_register
from pactwatch.store.plain import from_json, to_json

READERS = "frames@1"
NOTHING = Given()


@pytest.fixture
def store(tmp_path: Path, clock: StandingClock) -> Iterator[Store]:
    with open_register(tmp_path / "a.db", write=True, clock=clock) as store:
        yield store


def reading_of(doc: Document, *, readers: str = READERS) -> Reading:
    """A reading with everything in it that a reading can have."""
    what = claim(
        doc,
        slots=(
            slot(doc, "number", Quantity(min=30.0, max=None, words="30"), "30"),
            slot(doc, "names", ("Freedonia", "Sylvania"), "Freedonia"),
            slot(doc, "is_open", True, "agreed"),
        ),
        mentions=((62, 70),),
        said_by=Voice(name="ministry", role="interior ministry", start=95, end=112),
        via=Via(name="Radio Sylvania", start=0, end=9),
        basis="named_official",
        factuality="reported",
        when=When(words="on Monday", form="weekday:1", start=17, end=26),
        why=("frame agree_take", "trigger agreed"),
    )
    other = claim(doc, quote="The first flight left on Friday", kind="transfer", reader="other@2")
    return Reading(
        doc_id=doc.id,
        readers=readers,
        in_domain=True,
        repeated=((0, 5),),
        claims=(what, other),
        links=(Link(claim_id=other.id, slot="after", to=what.id),),
    )


def terms_of(given: Given = NOTHING, readers: str = READERS) -> Terms:
    """Terms under which nothing is said of single pages."""
    return Terms(given=given, readers=readers, told=lambda *_: NOTHING)


def take_in(
    store: Store, taken: Capture, doc: Document | None, *, given: Given = NOTHING, **how: object
) -> None:
    """Take one capture in, as `workers/` does: with its document, or an issue."""
    run = store.begin_run(["read"], versions=[])
    readers = str(how.get("readers", READERS))
    terms = terms_of(store.tell(taken, given, run), readers)
    intake = store.begin_intake(taken, terms, run)
    if not intake.is_known:
        if doc is not None:
            store.add_document(doc, reading_of(doc, readers=readers), intake=intake)
        else:
            issue = Issue(source=taken.source, stage="collect", what="empty file")
            store.add_issue(issue, source=taken.source, run=run, intake=intake)
        store.end_intake(intake, terms)
    store.end_run(run)


def test_document_and_reading_come_back_equal(store: Store) -> None:
    """A document and its reading, with every field filled, are the same after a reload."""
    doc = document(
        title="A deal",
        outlet="Daily",
        published="2025-05-05",
        archived=capture().record,
        page_starts=(0, 62),
        cleaner="trafilatura@2",
    )
    take_in(store, capture(), doc)
    assert store.documents() == (doc,)
    assert store.current_readings() == (reading_of(doc),)


def test_every_quote_equals_its_slice_after_reopening(tmp_path: Path, clock: StandingClock) -> None:
    """A span from a reopened register quotes the text that stands there."""
    with open_register(tmp_path / "a.db", write=True, clock=clock) as store:
        take_in(store, capture(), document("😀 é  \n“So,” he said. " + document().text))
    with open_register(tmp_path / "a.db", write=False, clock=clock) as store:
        (doc,), (reading,) = store.documents(), store.current_readings()
    assert reading.claims
    for found in reading.claims:
        assert doc.text[found.span.start : found.span.end] == found.span.quote


@given(
    value=st.one_of(
        st.text(),
        st.integers(),
        st.booleans(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.lists(st.text()).map(tuple),
        st.builds(
            Quantity,
            min=st.none() | st.floats(allow_nan=False, allow_infinity=False),
            max=st.none(),
            words=st.text(),
        ),
    )
)
def test_values_keep_their_shape(value: Value) -> None:
    """A slot's value is equal, and of the same type, after it was JSON."""
    again = from_json(Value, to_json(value))
    assert again == value
    assert type(again) is type(value)
    one = Slot(name="x", value=value, start=0, end=1)
    assert from_json(Slot, to_json(one)) == one


def test_false_quote_is_refused_whole(store: Store) -> None:
    """A claim that does not quote its document is an error, and not even the document is added."""
    doc = document()
    run = store.begin_run([], versions=[])
    intake = store.begin_intake(capture(), terms_of(), run)
    false = replace(claim(doc), span=Span(doc_id=doc.id, start=0, end=9, quote="Sylvania!"))
    with pytest.raises(SpanError, match="Sylvania!"):
        store.add_document(
            doc,
            Reading(doc_id=doc.id, readers=READERS, in_domain=True, claims=(false,)),
            intake=intake,
        )
    assert store.documents() == ()


def test_capture_is_taken_in_once(store: Store) -> None:
    """The same bytes from the same place, under the same words and readers, are known already."""
    take_in(store, capture(), document())
    run = store.begin_run([], versions=[])
    assert store.begin_intake(capture(), terms_of(), run).is_known
    newer = store.begin_intake(capture(), terms_of(readers="frames@2"), run)
    assert not newer.is_known


def test_unfinished_intake_is_gone_on_with(store: Store) -> None:
    """A capture that a kill left half taken in is no known one, and keeps what was committed."""
    run = store.begin_run([], versions=[])
    first = store.begin_intake(capture(), terms_of(), run)
    store.add_document(document("One."), None, intake=first)
    again = store.begin_intake(capture(), terms_of(), run)
    assert again.seq == first.seq
    assert not again.is_known
    assert [doc.text for doc in store.documents()] == ["One."]


def test_order_of_inputs_leaves_no_trace(tmp_path: Path, clock: StandingClock) -> None:
    """The same text from three sources gives the same document, in whatever order they come."""
    shown = [
        (capture(source="b.txt"), document(source="b.txt", archived="cap_b")),
        (
            capture(source="c.html"),
            document(source="c.html", published="2025-05-04", published_basis="metadata"),
        ),
        (capture(source="a.txt"), document(source="a.txt", title="A deal", known="2025-05-09")),
    ]
    found = set()
    for number, order in enumerate(permutations(shown)):
        with open_register(tmp_path / f"{number}.db", write=True, clock=clock) as store:
            for taken, doc in order:
                take_in(store, taken, doc)
            found.add((store.documents(), store.current_readings()))
    ((documents, readings),) = found
    assert [(doc.source, doc.title, doc.published) for doc in documents] == [
        ("a.txt", "A deal", "2025-05-04")
    ]
    assert len(readings) == 1


def test_undated_page_is_known_since_its_first_collection(store: Store) -> None:
    """Without a publication day the earliest day of collection is when a page is known."""
    take_in(store, capture(source="a.txt"), document(source="a.txt", known="2025-05-09"))
    take_in(store, capture(source="b.txt"), document(source="b.txt", known="2025-05-07"))
    assert [(doc.known, doc.known_basis) for doc in store.documents()] == [
        ("2025-05-07", "collected")
    ]


def test_what_is_told_later_is_appended_and_holds(store: Store) -> None:
    """A day told later dates the page; reading it again without the day takes nothing back."""
    dated = document(published="2025-05-04")
    take_in(store, capture(), document())
    take_in(store, capture(), dated, given=Given(published="2025-05-04"))
    run = store.begin_run([], versions=[])
    told = store.tell(capture(), Given(outlet="Daily"), run)
    assert told == Given(published="2025-05-04", outlet="Daily")
    assert store.tell(capture(), Given(), run) == told
    assert [doc.published for doc in store.documents()] == ["2025-05-04"]


def test_page_under_a_new_name_is_shown_once(store: Store) -> None:
    """An outlet told later makes another document of the same capture; the older is not shown."""
    take_in(store, capture(), document())
    take_in(store, capture(), document(outlet="Daily"), given=Given(outlet="Daily"))
    assert [doc.outlet for doc in store.documents()] == ["Daily"]


def test_newest_readers_speak(store: Store) -> None:
    """Of two readings of a page the newer is current; the older one stays in the tables."""
    take_in(store, capture(), document())
    take_in(store, capture(), document(), readers="frames@2")
    assert [reading.readers for reading in store.current_readings()] == ["frames@2"]
    assert store.has_read(document(), READERS)


def test_later_text_at_one_address_replaces_the_earlier(store: Store) -> None:
    """A page read again with another text is a new version; both stay."""
    url = "https://news.example/deal"
    old = document("Still. " + document().text, url=url, known="2025-05-01")
    new = document("No more. " + document().text, url=url, known="2025-05-03")
    take_in(store, capture("new", source="new.html"), new)
    take_in(store, capture("old", source="old.html"), old)
    assert {doc.id: doc.replaces for doc in store.documents()} == {old.id: None, new.id: old.id}


def test_issue_is_shown_until_its_input_reads_well(store: Store) -> None:
    """An issue of a file goes when other bytes of the same file read well, and is stored once."""
    take_in(store, capture(b"", source="a.txt"), None)
    take_in(store, capture(b"", source="a.txt"), None)
    assert [issue.what for issue in store.issues()] == ["empty file"]
    take_in(store, capture(source="a.txt"), document(source="a.txt"))
    assert store.issues() == ()
    take_in(store, capture(b"", source="a.txt"), None)
    assert [issue.what for issue in store.issues()] == ["empty file"]


def test_missing_file_is_an_issue_until_it_is_there(store: Store) -> None:
    """A file that was missing and is there again, with bytes that are known, is no issue."""
    missing = Issue(source="a.txt", stage="collect", what="no such file")
    take_in(store, capture(source="a.txt"), document(source="a.txt"))
    run = store.begin_run([], versions=[])
    store.add_issue(missing, source="a.txt", run=run)
    assert store.issues() == (missing,)
    take_in(store, capture(source="a.txt"), document(source="a.txt"))
    assert store.issues() == ()


def test_issues_of_standard_input_stand(store: Store) -> None:
    """Two inputs that came through `-` have nothing to do with each other."""
    take_in(store, capture(b"", source="-"), None)
    take_in(store, capture(source="-"), document(source="-"))
    assert [issue.source for issue in store.issues()] == ["-"]


def test_judgements_keep_their_order(store: Store) -> None:
    """Verdicts are appended, and come back as they were given."""
    doc = document()
    take_in(store, capture(), doc)
    run = store.begin_run([], versions=[])
    given_ = [
        Judgement(
            id=f"jdg_{n}",
            doc_id=doc.id,
            span=Span.cut(doc, 0, 9),
            kind="arrangement",
            slot=None,
            seen=None,
            verdict="accept",
            value=None,
            reason="read it",
            by="A. Reader",
            day="2025-05-06",
        )
        for n in (2, 1)
    ]
    for one in given_:
        store.add_judgement(one, run)
    assert store.judgements() == tuple(given_)


@settings(max_examples=15, deadline=None)
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=4))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """A document's text is the same to the code point, whatever stands in it."""
    path = tmp_path_factory.mktemp("store") / "a.db"
    with open_register(path, write=True, clock=StandingClock()) as store:
        run = store.begin_run([], versions=[])
        intake = store.begin_intake(capture(), terms_of(), run)
        for text in texts:
            store.add_document(document(text), None, intake=intake)
    with open_register(path, write=False, clock=StandingClock()) as store:
        assert {doc.text for doc in store.documents()} == set(texts)


def test_last_word_on_a_capture_speaks(store: Store) -> None:
    """A word taken back by the one before it speaks again: the newest intake is what is shown."""
    for outlet in ("Daily", "Weekly", "Daily"):
        take_in(store, capture(), document(outlet=outlet), given=Given(outlet=outlet))
        assert [doc.outlet for doc in store.documents()] == [outlet]


def test_words_on_an_address_hold_for_every_capture(store: Store) -> None:
    """What is said of an address later makes its captures be taken in again, and is kept."""
    url = "https://news.example/deal"
    run = store.begin_run([], versions=[])
    said: dict[str, Given] = {}
    terms = replace(terms_of(), told=lambda _, url: said.get(url or "", NOTHING))
    intake = store.begin_intake(capture(), terms, run)
    store.add_document(document(url=url), None, intake=intake)
    store.end_intake(intake, terms)
    assert store.begin_intake(capture(), terms, run).is_known
    said |= store.tell_addresses({url: Given(outlet="Daily")}, run)
    assert not store.begin_intake(capture(), terms, run).is_known
    assert store.tell_addresses({}, run) == {url: Given(outlet="Daily")}
