"""Amounts: numbers and sums as told, in figures or words, and upper bounds on people."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest

from pactwatch.config import Settings
from pactwatch.domain import load_pack
from pactwatch.extract.amounts import find_money, find_quantities, number_of, period_after
from pactwatch.extract.limits import caps_in
from pactwatch.extract.parse import Parser
from pactwatch.extract.specification import Specification, specify
from pactwatch.nouns import Reading


@lru_cache(maxsize=1)
def parser() -> Parser:
    return Parser(Settings().pipeline)


@lru_cache(maxsize=1)
def spec() -> Specification:
    return specify(load_pack("transfers"))


def caps(text: str) -> list[tuple[float, str, str]]:
    """The upper bounds of one sentence: value, unit and the words that tell them."""
    s = parser().parse([(text, 0)])[0]
    return [(a.value, a.unit, text[a.start : a.end]) for a in caps_in(s, spec().lexicon.mark(s))]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("seventeen", 17),
        ("one hundred and sixty", 160),
        ("3,400", 3_400),
        ("two and a half million", 2_500_000),
        ("half a dozen", 6),
        ("1.2 billion", 1_200_000_000),
    ],
)
def test_number_in_words_or_figures(words: str, value: float) -> None:
    """Figures and words of one number have one value."""
    assert number_of(words) == value


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("at least 40 people", 40, None),
        ("up to 90 people", None, 90),
        ("between eight and ten people", 8, 10),
        ("between 30 and 50 people", 30, 50),
        ("dozens of people", 24, None),
        ("60 or more people", 60, None),
    ],
)
def test_bounds_stay_bounds(text: str, least: float | None, most: float | None) -> None:
    """A bound on one side says nothing of the other."""
    found = find_quantities(text)[0].quantity
    assert (found.min, found.max) == (least, most)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("a fee of $3.5 million", 3_500_000, "USD"),
        ("some £240m in all", 240_000_000, "GBP"),
        ("12,000 euros for each", 12_000, "EUR"),
        ("A$90 million a year", 90_000_000, "AUD"),
        ("four and a half million dollars", 4_500_000, "USD"),
    ],
)
def test_money_in_base_units(text: str, amount: float, currency: str) -> None:
    """A sum is read in base units with the code of its currency."""
    assert [(m.amount, m.currency) for m in find_money(text)] == [(amount, currency)]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("20 people a week", "week"),
        ("20 people per month", "month"),
        ("20 people in any twelve months", "year"),
        ("20 in the first year", "year"),
        ("20 people at any one time", "at_a_time"),
        ("20 people who arrived", None),
    ],
)
def test_period_for_which_a_figure_holds(text: str, period: str | None) -> None:
    """A period is told right behind the figure, or not at all."""
    assert period_after(text, 2) == period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Malta may send up to 80 migrants a year.", [(80, "people/year", "up to 80")]),
        ("They put the ceiling at 700 in the first year.", [(700, "people/year", "700")]),
        (
            "No more than twelve may come in any twelve months.",
            [(12, "people/year", "No more than twelve")],
        ),
        ("The ministry spoke of 35 a month at most.", [(35, "people/month", "35")]),
        ("The treaty is about the lease of 240 prison cells.", [(240, "people", "240")]),
    ],
)
def test_upper_bound_on_people(text: str, expected: list[tuple[float, str, str]]) -> None:
    """A bound is told before its figure, behind it, by a noun of bounds or by places for people."""
    assert caps(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The plane carried 80 migrants.",
        "Children under 12 stayed at home.",
        "They would get up to 3 million dollars a year.",
        "The talks took less than 24 hours.",
        "Turnout rose by up to 8 percent a year.",
    ],
)
def test_other_figures_bound_nobody(text: str) -> None:
    """A plain count, an age, a sum, a time and a share are no upper bound on people."""
    assert caps(text) == []


def test_sum_in_brackets_behind_another_is_the_same(read: Callable[..., Reading]) -> None:
    """ "$5 million (about £4 million)" is one payment, told in two currencies."""
    text = (
        "Norway has sent nine migrants to Zambia under a deal that the two signed in May. Norway "
        "paid Zambia 5 million US dollars (about £4 million) for taking in the migrants."
    )
    found = [c.value("value") for c in read(text).claims if c.kind == "term"]
    assert found == [5_000_000]
