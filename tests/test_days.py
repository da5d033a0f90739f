"""Days: reading, anchoring, comparing and saying them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.days import (
    anchor,
    day_in_words,
    days_meet,
    is_day,
    is_form,
    is_later,
    parse_day,
    sort_key,
    span_of,
)
from pactwatch.errors import ConfigError

MONDAY = "2025-05-05"

dates = st.dates(date(1950, 1, 1), date(2060, 12, 31))
sides = st.sampled_from(["", "<", "<=", ">", ">="])
forms = st.one_of(
    st.builds("{}{:+}".format, st.sampled_from("DWMQY"), st.integers(-400, 400)),
    st.builds("P{:+}{}".format, st.integers(-400, 400), st.sampled_from("DWMY")),
    st.builds("WD-{}{}".format, st.sampled_from([*"1234567", "WE"]), sides),
    st.builds("XXXX-{:02}-{:02}{}".format, st.integers(1, 12), st.integers(1, 31), sides),
    st.builds("XXXX-{}{}".format, st.sampled_from(["02", "22", "24", "Q3", "EA", "TG"]), sides),
    st.builds("XXXX-XX-{:02}{}".format, st.integers(1, 31), sides),
    st.builds("P+2W@(XXXX-{:02}-{:02})".format, st.integers(1, 12), st.integers(1, 31)),
)


@pytest.mark.parametrize(
    ("form", "day", "basis"),
    [
        ("2025-03-15", "2025-03-15", "stated"),
        ("2019/2025", "2019/2025", "stated"),
        ("2024-07/..", "2024-07/..", "stated"),
        ("2024-Q3", "2024-07/2024-09", "stated"),
        ("2024-TG", "2024-11-28", "stated"),
        ("2025-GF", "2025-04-18", "stated"),
        ("D-1", "2025-05-04", "resolved"),
        ("W-1", "2025-04-28/2025-05-04", "resolved"),
        ("W-1-3", "2025-04-30", "resolved"),
        ("M-1", "2025-04", "resolved"),
        ("M-1-20", "2025-04-20", "resolved"),
        ("Y-1-10", "2024-10", "resolved"),
        ("Y+0", "2025", "resolved"),
        ("Q-1", "2025-01/2025-03", "resolved"),
        ("P-3D", "2025-05-02", "resolved"),
        ("P-2W", "2025-04-21~", "resolved"),
        ("P-14M", "2024-03~", "resolved"),
        ("P-2Y", "2023~", "resolved"),
        ("WD-5", "2025-05-02", "resolved"),
        ("WD-1", "2025-05-05", "resolved"),
        ("WD-1<", "2025-04-28", "resolved"),
        ("WD-1>", "2025-05-12", "resolved"),
        ("WD-2>=", "2025-05-06", "resolved"),
        ("WD-WE", "2025-05-03/2025-05-04", "resolved"),
        ("XXXX-XX-20", "2025-04-20", "resolved"),
        ("XXXX-XX-20>=", "2025-05-20", "resolved"),
        ("XXXX-03", "2025-03", "resolved"),
        ("XXXX-08<=~", "2024-08~", "resolved"),
        ("XXXX-05<", "2024-05", "resolved"),
        ("XXXX-06-15<<", "2024-06-15", "resolved"),
        ("XXXX-05-05<<", "2025-05-05", "resolved"),
        ("XXXX-22<", "2024-22", "resolved"),
        ("XXXX-02-29", "2024-02-29", "resolved"),
        ("XXXX-11/XXXX-02", "2024-11/2025-02", "resolved"),
        ("2023/Y-1", "2023/2024", "resolved"),
        ("W+0@(XXXX-03-06)", "2025-03-03/2025-03-09", "resolved"),
        ("P+2W@(2025-03-15)", "2025-03-29~", "stated"),
        ("P+2W@(?)", None, "unanchored"),
        ("soon", None, None),
        ("", None, None),
    ],
)
def test_form_is_counted_from_the_publication_day(form: str, day: str, basis: str) -> None:
    """Each way of writing a form gives one day, seen from a Monday in May."""
    assert anchor(form, MONDAY) == (day, basis)


@pytest.mark.parametrize(
    ("form", "day", "basis"),
    [
        ("XXXX-03", "XXXX-03", "stated"),
        ("XXXX-03-15<=", "XXXX-03-15", "stated"),
        ("P+2W@(XXXX-03-15)", "XXXX-03-29~", "stated"),
        ("D+1@(XXXX-02-28)", None, "unanchored"),
        ("M-1", None, "unanchored"),
        ("WD-5", None, "unanchored"),
        ("2025-05", "2025-05", "stated"),
    ],
)
def test_without_publication_day_nothing_is_guessed(form: str, day: str, basis: str) -> None:
    """Relative words stay words, and a month keeps its year untold."""
    assert anchor(form, None) == (day, basis)


def test_vague_publication_day_serves_as_far_as_it_goes() -> None:
    """Of a page dated to a month, "last month" has a day and "yesterday" has none."""
    assert anchor("M-1", "2025-05") == ("2025-04", "resolved")
    assert anchor("D-1", "2025-05") == (None, "unanchored")
    assert anchor("XXXX-05-20<", "2025-05") == ("XXXX-05-20", "stated")


@pytest.mark.parametrize(
    ("published", "form", "day"),
    [
        ("2024-12-28", "XXXX-01-14<=", "2025-01-14"),
        ("2025-02-03", "XXXX-12-20>=", "2024-12-20"),
        ("2025-10-15", "XXXX-12<=", "2025-12"),
        ("2025-08-01", "XXXX-12<=", "2024-12"),
    ],
)
def test_tense_gives_way_where_its_side_is_far_off(published: str, form: str, day: str) -> None:
    """A day eleven months behind in the past tense is the one three weeks ahead."""
    assert anchor(form, published)[0] == day


@settings(deadline=None)
@given(forms, dates)
def test_anchoring_gives_days_that_edtf_reads(form: str, published: date) -> None:
    """Whatever the form, the answer is no error but a day, and days are EDTF."""
    day, basis = anchor(form, published.isoformat())
    assert day is None or is_day(day)
    assert (day is None) == (basis in (None, "unanchored"))
    if day and "XXXX" not in day:
        parse_edtf(day)


@pytest.mark.parametrize(
    ("published", "day"),
    [(None, "2025-12-24"), ("2026-02-01", "2025-12-24"), ("2027-02-01", "2026-12-24")],
)
def test_a_year_told_before_is_for_pages_without_a_day(published: str | None, day: str) -> None:
    """The first such day from the month told before on, where no publication day says more."""
    assert anchor("XXXX-12-24<=@(2025-06)", published)[0] == day


@given(st.integers(1, 7), dates)
def test_weekdays_fall_on_their_side(weekday: int, published: date) -> None:
    """`<` and `>` leave the publication day out, `<=` and `>=` take it in; all within a week."""
    found = {
        side: date.fromisoformat(anchor(f"WD-{weekday}{side}", str(published))[0] or "")
        for side in ("<", "<=", ">=", ">")
    }
    week = timedelta(days=7)
    assert all(day.isoweekday() == weekday for day in found.values())
    assert published - week <= found["<"] < published < found[">"] <= published + week
    assert published - week < found["<="] <= published <= found[">="] < published + week


@pytest.mark.parametrize(
    "text",
    [
        "2025-13-45",
        "2025-02-30",
        "May 2025",
        "",
        "2025-5-4",
        "XXXX",
        "2025/2024",
        "..",
        "2025-22-01",
    ],
)
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    """The error says what was given and what was expected."""
    with pytest.raises(ConfigError, match=r"is not a day: expected .*2025-05-04"):
        parse_day(text)


@pytest.mark.parametrize(
    ("a", "b", "tolerance", "meeting"),
    [
        ("2025-03", "2025-03", 0, "equal"),
        ("2025-08~", "2025-08", 0, "equal"),
        ("2025-03", "2025-03-15", 0, "within"),
        ("XXXX-03", "2025-03-15", 0, "within"),
        ("XXXX-03", "2025-04", 0, "apart"),
        ("XXXX-12-31", "2024-11/2025-01", 0, "within"),
        ("2024-07/..", "2031", 0, "within"),
        ("2024-07/..", "2024-06", 0, "apart"),
        ("2025-03~", "2025-04-05", 0, "apart"),
        ("2025-03~", "2025-04-05", 10, "within"),
        ("2025-03", "2025-04-05", 10, "apart"),
        ("2025", None, 0, "unknown"),
        ("2025", "soon", 0, "unknown"),
    ],
)
def test_days_meet_where_they_can_be_the_same(
    a: str, b: str | None, tolerance: int, meeting: str
) -> None:
    """Only days that share no day are apart, and it does not matter which is named first."""
    assert days_meet(a, b, tolerance=tolerance) == days_meet(b, a, tolerance=tolerance) == meeting


def test_order_is_by_time_with_the_undated_last() -> None:
    """Dated, then those without year, then those without day."""
    days = [None, "XXXX-03", "2025-05", "2025-05-01", "2024", "2024-07/.."]
    assert sorted(days, key=sort_key) == [
        "2024",
        "2024-07/..",
        "2025-05-01",
        "2025-05",
        "XXXX-03",
        None,
    ]
    assert is_later("2025-05-02", "2025-05-01")
    assert not is_later("XXXX-05", "2020")
    assert not is_later(None, "2020")


def test_span_is_known_only_where_both_ends_are() -> None:
    """An open end or an untold year has no span; winter runs into the next year."""
    assert span_of("2024-24") == (date(2024, 12, 1), date(2025, 2, 28))
    assert span_of("2025-05-01/2025-05") == (date(2025, 5, 1), date(2025, 5, 31))
    assert span_of("2024-07/..") is None
    assert span_of("XXXX-03") is None


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2025-05-04", "4 May 2025"),
        ("2025", "2025"),
        ("2025-08~", "about August 2025"),
        ("2025-22", "summer 2025"),
        ("XXXX-03-15", "15 March, year not told"),
        ("2024-07/..", "since July 2024"),
        ("../2025", "until 2025"),
        ("2019/2025", "2019 to 2025"),
        (None, ""),
    ],
)
def test_days_are_said_in_words(day: str | None, words: str) -> None:
    """As people write them, never as a code."""
    assert day_in_words(day) == words


def test_form_that_cannot_be_read_is_none() -> None:
    """A form's origin must be a form too."""
    assert is_form("P-1W@(XXXX-03<=)")
    assert not is_form("P-1W@(then)")
    assert not is_form("P3D")
    assert not is_form("D+1@(" * 5000 + "2025-05-04" + ")" * 5000)
    assert anchor("D+1@(" * 5000, "2025-05-05") == (None, None)
