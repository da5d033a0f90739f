"""Moves and deals in many constructions: who sends, who receives, how many; and what only sounds so."""

from __future__ import annotations

import pytest

from extract.conftest import ReadText
from extract.reports import PUBLISHED, figure_of, pair_of, steps


def moves(read: ReadText, text: str) -> set[tuple[str, float | None]]:
    """Pair and figure of every transfer that happened."""
    claims = read(text, published=PUBLISHED).claims
    told = [c for c in claims if c.kind == "transfer" and c.factuality in ("asserted", "reported")]
    return {(pair_of(c), figure_of(c)) for c in told}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A group of nine men deported by Austria is being held in Malawi.", {("AUT>MWI", 9)}),
        (
            "The arrival in Malawi of nine men deported from Austria has alarmed the opposition.",
            {("AUT>MWI", 9)},
        ),
        (
            "Among the 14 West Africans whom Austria expelled to Malawi were two women.",
            {("AUT>MWI", 14)},
        ),
        (
            "Zambia has so far received 26 deportees from Norway, the ministry said.",
            {("NOR>ZMB", 26)},
        ),
        (
            "Fewer than 40 Syrians had been sent to Malawi by Sweden when the pandemic stopped the "
            "transfers.",
            {("SWE>MWI", 40)},
        ),
        (
            "Ghana's president told reporters that 14 deportees had been accepted from Norway and sent "
            "on to their countries.",
            {("NOR>GHA", 14)},
        ),
        ("Two planes carrying 30 migrants left Sweden for Malawi on Monday.", {("SWE>MWI", 30)}),
        (
            "Austria deported migrants to Malawi in May under a deal. Officials later confirmed that "
            "the 38 men had arrived.",
            {("AUT>MWI", 38)},
        ),
        ("Malawi takes up to 75 deportees from Austria for 7 million euros", set()),
        (
            "Some 2,000 people arrived in Sweden by boat last year. Sweden has agreed with Malawi to "
            "send asylum seekers there.",
            set(),
        ),
    ],
)
def test_a_move_is_read_in_every_construction(
    read: ReadText, text: str, expected: set[tuple[str, float | None]]
) -> None:
    """Where people are kept, whom others took in, who came: moves; bounds and boats are none."""
    assert moves(read, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "With Fiji, Canada and Samoa, among others, the United States has reached agreements on "
            "asylum seekers too.",
            {("USA>FJI", "agreed"), ("USA>CAN", "agreed"), ("USA>WSM", "agreed")},
        ),
        (
            "Kosovo, in the Balkans and with fewer than two million inhabitants, has agreed to receive "
            "300 foreign prisoners from Denmark.",
            {("DNK>XKX", "agreed")},
        ),
        (
            "Tonga told the press that it was going to admit migrants of other nationalities expelled "
            "from the United States.",
            {("USA>TON", "agreed")},
        ),
        (
            "The foreign secretary announced that Norway would suspend the agreements on asylum seekers "
            "which its last government had wrung from Zambia and Malawi.",
            {("NOR>ZMB", "suspended"), ("NOR>MWI", "suspended")},
        ),
        (
            "Australia signed an agreement to settle refugees from Nauru in Cambodia.",
            {("AUS>KHM", "signed")},
        ),
        (
            "The island nation said that it had signed a deal with Norway on deported migrants. Tonga "
            "has a hundred thousand inhabitants.",
            {("NOR>TON", "signed")},
        ),
        ("Nigeria will not accept Venezuelans deported from Norway.", {("NOR>NGA", "refused")}),
    ],
)
def test_who_is_in_a_deal(read: ReadText, text: str, expected: set[tuple[str, str]]) -> None:
    """Partners of one state, subjects that the parse loses, announcements: each with its pair alone."""
    assert steps(read, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Norway deported 28 Afghan convicts to Kabul on Friday. Before it lay two months of secret "
        "negotiations, with Qatar going between the two sides.",
        "Since the joint statement of Norway and Albania was signed in May on illegal migration, more "
        "than 1,000 Albanian nationals have been returned.",
        "Norway negotiates with third countries on asylum seekers. Zambia watches.",
    ],
)
def test_who_is_in_none(read: ReadText, text: str) -> None:
    """A go-between, a state whose own go home and a partner that is not named make no step."""
    assert steps(read, text) == set()


def test_two_receivers_of_one_sender_make_nopair_of(read: ReadText) -> None:
    """ "The deal with Zambia fell through, so it tried Malawi": both receive, from the page's sender."""
    text = (
        "Norway cannot carry out its plan to deport asylum seekers to Zambia and Malawi. The minister "
        "had said that the deportation deal with Zambia fell through, and tried for Malawi."
    )
    assert {pair for pair, _ in steps(read, text)} <= {"NOR>ZMB", "NOR>MWI"}
    assert ("NOR>ZMB", "ended") in steps(read, text)
