"""Moves and deals in many constructions: who sends, who receives, how many; and what only sounds so."""

from __future__ import annotations

import pytest

from extract.conftest import ReadText
from extract.reports import PUBLISHED, figure_of, pair_of, steps

#: What makes it plain that people are sent on, not home.
THIRD = (
    " They come from other countries; transfers of foreign nationals to third countries are new."
)


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
        (
            "A plane carrying 21 failed asylum seekers from Finland touched down in Malawi on Saturday."
            + THIRD,
            {("FIN>MWI", 21)},
        ),
        (
            "Malawi has accepted 32 people from Ireland who are not Malawians." + THIRD,
            {("IRL>MWI", 32)},
        ),
        (
            "Malawi received 22 people deported from Sweden on Tuesday, officials said, after an earlier "
            "group of 17 arrived on 6 May.",
            {("SWE>MWI", 22), ("SWE>MWI", 17)},
        ),
        (
            "Sweden shipped 16 men to Malawi on 16 October and another eight on 8 November."
            + THIRD,
            {("SWE>MWI", 16), ("SWE>MWI", 8)},
        ),
        (
            "The migrants, 27 in number, were handed over to Malawi by Sweden on 6 May.",
            {("SWE>MWI", 27)},
        ),
        (
            "Sweden deported 12 migrants to Malawi in 2022, 30 in 2023 and so far 18 in 2024.",
            {("SWE>MWI", 12), ("SWE>MWI", 30), ("SWE>MWI", 18)},
        ),
        (
            "An Iraqi, one of seven men deported to Malawi by Sweden in May, has gone on to Turkey."
            + THIRD,
            {("SWE>MWI", 7)},
        ),
        ("SWEDEN has flown 33 rejected asylum seekers to Malawi.", {("SWE>MWI", 33)}),
        (
            "Sweden has an accord with Malawi that caps arrivals and gives it a say over who comes to "
            "Malawi.",
            set(),
        ),
        (
            "Sweden deported nine men to Malawi, one more step in a campaign in which hundreds of people "
            "have been deported to third countries.",
            {("SWE>MWI", 9)},
        ),
        (
            "Thousands of migrants have arrived in Cyprus from Lebanon since the war. Sweden has an accord "
            "with Malawi on asylum seekers.",
            set(),
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
