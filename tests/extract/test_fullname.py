"""Names: a party that a page only describes goes by the name that the page gives it elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pactwatch.nouns import Reading

ReadText = Callable[..., Reading]

DEAL = "Norway has flown nine migrants to Zambia under a deal that the two states signed in May. "


def courts(read: ReadText, text: str) -> set[str]:
    """The courts of a page's rulings, by name."""
    return {str(c.value("court")) for c in read(DEAL + text).claims if c.kind == "ruling"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The High Court of Lusaka blocked the transfer of the migrants. The court also ruled "
            "that the deal with Norway was unlawful.",
            {"High Court of Lusaka"},
        ),
        (
            "The High Court blocked the transfer of the migrants. On Friday the judges ruled that "
            "the deal on the deported migrants was unlawful.",
            {"High Court"},
        ),
        (
            "Supreme Court judges ruled that the deportation of the migrants was unlawful.",
            {"Supreme Court"},
        ),
        (
            "Judge Tom B. Roe blocked the transfer of the migrants. On Monday Judge Roe ruled that "
            "the deal on the migrants was unlawful.",
            {"Judge Tom B. Roe"},
        ),
        (
            "A Norwegian appeals court blocked the transfer of the migrants. The Oslo Court of "
            "Appeal ruled that the deal on the migrants was unlawful.",
            {"Oslo Court of Appeal"},
        ),
    ],
)
def test_court_goes_by_its_name(read: ReadText, text: str, names: set[str]) -> None:
    """What points back, or to what is named below, is the same court; a day is no part of a name."""
    assert courts(read, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "A federal court blocked the transfer of the migrants. The Supreme Court allowed the "
            "deportation of the migrants to Zambia.",
            {"federal court", "Supreme Court"},
        ),
        (
            "The High Court blocked the transfer of the migrants. Another court ruled that the deal "
            "on the migrants was lawful.",
            {"High Court", "Another court"},
        ),
    ],
)
def test_courts_that_differ_stay_apart(read: ReadText, text: str, names: set[str]) -> None:
    """A court that is told to be another, or of another sort, is not the one with a name."""
    assert courts(read, text) == names


def test_what_nobody_will_be_let_do_is_no_ruling(read: ReadText) -> None:
    """ "We will not let judges decide" tells of no decision."""
    assert courts(read, "“We will not let judges decide who stays,” a minister said.") == set()
