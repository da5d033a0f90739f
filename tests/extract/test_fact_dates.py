"""Fact dates: days told by a public event of the pack's facts."""

from __future__ import annotations

import pytest

from pactwatch.domain import FactsFile
from pactwatch.extract.fact_dates import FactDates


@pytest.fixture(scope="module")
def facts() -> FactDates:
    """Two offices and a treaty; one phrase is shared by two rows."""
    office = {"kind": "office", "day": "2020-03-01", "office": "Premier", "source": "a gazette"}
    rows = [
        office | {"id": "lund", "what": "Lund became Premier", "holder": "Kari Lund"},
        office | {"id": "berg", "what": "Berg became Premier", "holder": "Ole Berg"},
        {
            "id": "treaty",
            "kind": "treaty",
            "what": "A treaty was signed",
            "day": "2021-05-04",
            "phrases": ("the treaty was signed", "the great day"),
            "source": "a gazette",
        },
        {
            "id": "law",
            "kind": "law",
            "what": "A law passed",
            "day": "2022-05-04",
            "phrases": ("the great day",),
            "source": "a gazette",
        },
    ]
    return FactDates(
        FactsFile.model_validate({"took_office": ["{name} took office"], "facts": rows})
    )


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("The flights ended after Lund took office.", "fact:lund/.."),
        ("Since Berg took office, none have left.", "fact:berg/.."),
        ("The flights ended when Lund took office.", "fact:lund"),
        ("They paid once the treaty was signed.", "fact:treaty/.."),
        ("They met after noon. All of it ended when Lund took office.", "fact:lund"),
        ("They paid after the new premier Lund took office.", "fact:lund/.."),
    ],
)
def test_an_event_dates_by_the_word_before_it(facts: FactDates, text: str, form: str) -> None:
    """ "When" is the fact's day; "after", "since" and "once" are open to what came later."""
    assert [when.form for when in facts.find(text)] == [form]


@pytest.mark.parametrize(
    "text",
    [
        "Lund took office.",
        "It was after noon. Lund took office.",
        "They paid after the great day.",
        "They paid after Dahl took office.",
    ],
)
def test_what_dates_nothing(facts: FactDates, text: str) -> None:
    """No word that dates, another sentence's, a phrase of several facts, a name that is unknown."""
    assert facts.find(text) == []


def test_the_words_are_where_it_says(facts: FactDates) -> None:
    """A date's words are the slice of the text between its offsets."""
    text = "The flights ended after Lund took office."
    (when,) = facts.find(text)
    assert text[when.start : when.end] == when.words == "after Lund took office"


def test_dates_come_left_to_right(facts: FactDates) -> None:
    """Several dates of a text keep its order."""
    between = "Nothing at all was heard of the flights for a very long time, whoever was asked about them. "
    text = f"It began when Berg took office. {between}It ended when Lund took office."
    assert [when.form for when in facts.find(text)] == ["fact:berg", "fact:lund"]
