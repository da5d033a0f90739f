"""How many came where, and when: lists, groups that follow, totals, and figures that are another's."""

from __future__ import annotations

import pytest

from extract.conftest import ReadText
from extract.reports import PUBLISHED, figure_of, pair_of


def moves(read: ReadText, text: str) -> set[tuple[str, float | None, str | None]]:
    """Pair, figure and form of the day of every transfer that happened."""
    claims = read(text, published=PUBLISHED).claims
    told = [c for c in claims if c.kind == "transfer" and c.factuality in ("asserted", "reported")]
    return {(pair_of(c), figure_of(c), c.when.form if c.when else None) for c in told}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norway has deported people to third countries. Zambia took five deportees from Norway in "
            "June, Malawi three in July.",
            {("NOR>ZMB", 5, "XXXX-06<<"), ("NOR>MWI", 3, "XXXX-07<<")},
        ),
        (
            "Austria has a deal with Malawi to send migrants there. According to the state, 40 migrants "
            "were deported to the third country in 2015, 52 in 2016 and, so far in 2017, 12.",
            {("AUT>MWI", 40, "2015"), ("AUT>MWI", 52, "2016"), ("AUT>MWI", 12, "2017")},
        ),
        (
            "At least seven Syrians were transferred by Austria to Malawi in October, and in November at "
            "least nine men from Iraq.",
            {("AUT>MWI", 7, "XXXX-10<<"), ("AUT>MWI", 9, "XXXX-11<<")},
        ),
        (
            "Norway deported hundreds of migrants: 90 to Zambia and 70 to Malawi.",
            {("NOR>ZMB", 90, None), ("NOR>MWI", 70, None)},
        ),
    ],
)
def test_a_list_gives_each_its_figure_and_day(
    read: ReadText, text: str, expected: set[tuple[str, float | None, str | None]]
) -> None:
    """What has no verb of its own goes with the verb before it, its figure and its day are its own."""
    assert moves(read, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norway deported nine people to Zambia in January. Another eight followed on 2 May.",
            {("NOR>ZMB", 9, "XXXX-01<<"), ("NOR>ZMB", 8, "XXXX-05-02<<")},
        ),
        (
            "Norway sent four refugees to Zambia. A further three were flown to Zambia, which brings "
            "the total to seven.",
            {("NOR>ZMB", 4, None), ("NOR>ZMB", 3, None), ("NOR>ZMB", 7, None)},
        ),
        (
            "An initial wave of 16 men deported by Norway was sent to Zambia.",
            {("NOR>ZMB", 16, None)},
        ),
        (
            "Norway and Zambia signed a deal on refugees. In 2015 the first four refugees were resettled "
            "by Norway in Zambia.",
            {("NOR>ZMB", 4, "2015")},
        ),
        (
            "Twenty-nine migrants have been deported to Zambia by Norway.",
            {("NOR>ZMB", 29, None)},
        ),
        (
            "The newest group of deportees from Norway to arrive in Zambia was made up of two Somalis, a "
            "Sudanese and a Tanzanian.",
            {("NOR>ZMB", 4, None)},
        ),
        (
            "Six of the 11 men deported to Zambia by Norway have been sent home, their lawyers have said.",
            {("NOR>ZMB", 11, None)},
        ),
        (
            "Zambia was the first African country to receive deportees from Norway; Malawi and Ghana "
            "followed.",
            {("NOR>ZMB", None, None), ("NOR>MWI", None, None), ("NOR>GHA", None, None)},
        ),
    ],
)
def test_who_follows_and_how_many_they_are(
    read: ReadText, text: str, expected: set[tuple[str, float | None, str | None]]
) -> None:
    """Another group, a total and a state that follows are moves of the pair told before them."""
    assert moves(read, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norway sent nine migrants to Zambia. Malawi and Ghana have also taken them.",
            {("NOR>ZMB", 9, None), ("NOR>MWI", None, None), ("NOR>GHA", None, None)},
        ),
        (
            "Norway deported twelve people to Zambia. More than a million came to Europe last year.",
            {("NOR>ZMB", 12, None)},
        ),
        (
            "Zambia has been accepting seven flights of its own citizens a week from Norway.",
            set(),
        ),
        (
            "The first flight carrying asylum seekers from Norway to Zambia was grounded by a court.",
            set(),
        ),
        (
            "The passengers of the boat, all of them asylum seekers, have been transferred by Australia "
            "to Christmas Island.",
            set(),
        ),
    ],
)
def test_no_figure_of_others_and_no_move_that_is_none(
    read: ReadText, text: str, expected: set[tuple[str, float | None, str | None]]
) -> None:
    """What is counted elsewhere counts nobody here; own people and own islands are no third country."""
    assert moves(read, text) == expected
