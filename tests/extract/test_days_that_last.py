"""Days of what goes on while it is told, of what a noun names, and of what is yet to come."""

from __future__ import annotations

import pytest

from extract.conftest import ReadText


def days(read: ReadText, text: str, published: str = "2025-08-06") -> dict[str, str | None]:
    """The form of the day of every step of the hub that is told as so."""
    claims = read(text, published=published).claims
    told = [
        c for c in claims if c.kind == "arrangement" and c.factuality in ("asserted", "reported")
    ]
    return {str(c.value("status")): c.when.form if c.when else None for c in told}


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        (
            "Zambia's foreign minister said in May that the country was in early talks on receiving "
            "third-country deportees from the United States.",
            "in_talks",
            "XXXX-05<<",
        ),
        (
            "About 300 foreign prisoners are to serve their sentences in Kosovo, under an agreement "
            "that Denmark and Kosovo are currently negotiating, the minister said on Wednesday.",
            "in_talks",
            "WD-3<=",
        ),
        (
            "Norway is in talks with Malawi on sending asylum seekers there. “We want to help,” the "
            "president of Malawi told reporters on Tuesday.",
            "in_talks",
            "WD-2<=",
        ),
    ],
)
def test_what_goes_on_has_the_day_on_which_it_is_told(
    read: ReadText, text: str, status: str, day: str
) -> None:
    """Talks that go on are going on when somebody tells of them."""
    assert days(read, text)[status] == day


def test_a_deal_has_the_day_that_stands_beside_its_name(read: ReadText) -> None:
    """ "Under the deal, finalised in June": the day of the deal that the page has told."""
    text = (
        "Kosovo has agreed to take in migrants deported from the United States. Under the deal, "
        "finalised in June, Kosovo can host up to 50 migrants, the government says."
    )
    assert days(read, text)["agreed"] == "XXXX-06<<"


def test_what_may_come_dates_nothing_that_was(read: ReadText) -> None:
    """ "Could be passed this week to get round the ruling": the ruling was before."""
    text = (
        "Britain signed a treaty with Rwanda to send asylum seekers there. A law could be introduced as "
        "early as this week in order to get round a ruling of the Supreme Court that the scheme is "
        "unlawful."
    )
    assert "W+0" not in days(read, text).values()
