"""Pairs and steps that pages seem to tell and do not, each with what must still be read beside it."""

from __future__ import annotations

import pytest

from extract.conftest import ReadText
from extract.reports import PUBLISHED, figure_of, pair_of, steps


def pairs(read: ReadText, text: str) -> set[str]:
    """Every ordered pair of which a text tells a step or a transfer."""
    claims = read(text, published=PUBLISHED).claims
    return {pair_of(c) for c in claims if c.kind in ("arrangement", "transfer")}


def transfers(read: ReadText, text: str) -> set[tuple[str, float | None, str]]:
    """Pair, figure and what it counts, of every transfer that happened."""
    claims = read(text, published=PUBLISHED).claims
    told = [c for c in claims if c.kind == "transfer" and c.factuality in ("asserted", "reported")]
    return {(pair_of(c), figure_of(c), str(c.value("counts"))) for c in told}


def outcomes(read: ReadText, text: str) -> set[tuple[str, str]]:
    """Where, and what became of people there."""
    claims = read(text, published=PUBLISHED).claims
    told = [c for c in claims if c.kind == "outcome"]
    return {(str(c.value("receiving")), str(c.value("outcome"))) for c in told}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norway deported nine Somalis to Zambia in August under its agreement with the government "
            "in Lusaka.\n\nSix of the men have since been sent home from Zambia to Somalia.",
            {"NOR>ZMB"},
        ),
        (
            "Sweden flew 12 Eritreans to Malawi in May. Four of them were later deported by Malawi to "
            "Kenya, and two have crossed into Tanzania.",
            {"SWE>MWI"},
        ),
        (
            "Zambia has returned a Cuban whom Norway deported there in July to his home country.\n\n"
            "The man was one of nine sent from Norway to Zambia.",
            {"NOR>ZMB"},
        ),
        (
            "The migrants deported from Denmark to Malawi were put on a plane to Ethiopia last week.",
            {"DNK>MWI"},
        ),
        (
            "Norway deported nine Somalis to Zambia in August. Five more were flown from Norway to "
            "Malawi in September.",
            {"NOR>ZMB", "NOR>MWI"},
        ),
    ],
)
def test_a_journey_on_makes_nopair_of(read: ReadText, text: str, expected: set[str]) -> None:
    """Where people are sent from the state that received them is no receiver of the page's sender."""
    assert pairs(read, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A plane carrying 11 migrants deported from Austria to Malawi refuelled in Egypt.",
            {"AUT>MWI"},
        ),
        (
            "Austria has deported 11 Afghans to Malawi. The aircraft stopped over in Djibouti and "
            "landed in Lilongwe on Tuesday.",
            {"AUT>MWI"},
        ),
        ("The men were flown from Austria via Cyprus to Malawi, which took them in.", {"AUT>MWI"}),
        (
            "Austria, unlike Ireland and Latvia, has signed an agreement to send rejected asylum "
            "seekers to Malawi.",
            {"AUT>MWI"},
        ),
        (
            "Ireland and its European Union partner Latvia criticised the deal under which Austria "
            "deports asylum seekers to Malawi.",
            {"AUT>MWI"},
        ),
    ],
)
def test_who_only_stands_by_is_no_party(read: ReadText, text: str, expected: set[str]) -> None:
    """A stop on the way, a critic and a state that is compared are neither sender nor receiver."""
    assert pairs(read, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Venezuela has agreed to receive deportation flights from the United States. A plane with "
        "190 Venezuelans landed near Caracas on Monday.",
        "Norway and Somalia have signed an agreement on the return of Somali nationals without "
        "permits. A first flight carried 20 Somalis to Mogadishu.",
        "Ghana and Britain signed a prisoner transfer agreement on Tuesday that lets Ghanaians held "
        "in British jails serve their sentences at home.",
        "The United Kingdom and Albania have a treaty on the transfer of prisoners under which 200 "
        "Albanian offenders have gone home.",
        "Russia and the United States exchanged prisoners on Thursday. Twenty-four people were "
        "flown to Ankara and sent on to their countries.",
        "The European Union welcomed the deal between Rwanda and the Democratic Republic of Congo. "
        "The accord on refugees and returns was signed in Washington in June.",
    ],
)
def test_look_alikes_make_nopair_of(read: ReadText, text: str) -> None:
    """Own nationals, prisoners who serve at home, swaps and peace deals are none of the domain."""
    assert pairs(read, text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Uganda has agreed to receive deportation flights from Sweden. A plane with 19 Afghans "
            "landed in Entebbe on Monday.",
            {"SWE>UGA"},
        ),
        (
            "Sweden and Estonia have signed a treaty under which Sweden will send up to 600 prisoners "
            "to serve their sentences in Estonian prisons.",
            {"SWE>EST"},
        ),
    ],
)
def test_what_looks_like_a_look_alike_is_read(
    read: ReadText, text: str, expected: set[str]
) -> None:
    """Flights with people from elsewhere, and prisoners who serve abroad, are of the domain."""
    assert pairs(read, text) == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Norway's minister said of the talks with Zambia on rejected asylum seekers: “We are "
            "talking, but there is no agreement to show you today.”",
            "in_talks",
        ),
        (
            "“There is no deal to announce yet,” Malawi's foreign minister said of the talks with "
            "Sweden on deported migrants.",
            "in_talks",
        ),
        (
            "Officials of Norway and Zambia are negotiating over rejected asylum seekers. There is no "
            "final agreement, the ministry said.",
            "in_talks",
        ),
        (
            "Norway deported five men to Ghana on Monday under a deal. The government in Accra "
            "declined to disclose its terms, and refused to say where the men are held.",
            "operational",
        ),
        (
            "Zambia's ministry refused to comment on the agreement with Norway on deported migrants, "
            "which was signed in May.",
            "signed",
        ),
        (
            "Norway deported 14 people to Zambia under an agreement of last year. Norway had rejected "
            "their asylum claims.",
            "operational",
        ),
        (
            "Norway denied asylum applications of 14 people whom it then deported to Zambia under an "
            "agreement signed in May.",
            "signed",
        ),
        (
            "Norway cancelled a deportation flight to Zambia hours before take-off after lawyers won "
            "an order. The agreement between the two countries was signed in May.",
            "signed",
        ),
    ],
)
def test_no_denial_refusal_or_end_where_none_is_told(
    read: ReadText, text: str, status: str
) -> None:
    """Silence, a claim to asylum turned down and a flight called off say nothing against the deal."""
    told = {status for _, status in steps(read, text)}
    assert status in told
    assert not told & {"denied", "refused", "ended", "suspended"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Zambia's minister said there was no agreement with Norway to take in rejected asylum "
            "seekers.",
            ("NOR>ZMB", "denied"),
        ),
        (
            "Malawi denied on Monday that it had any deal with Sweden on deported migrants. “There is "
            "no deal,” a spokesman said.",
            ("SWE>MWI", "denied"),
        ),
        (
            "Zambia declined to accept migrants deported from Norway, its foreign minister said.",
            ("NOR>ZMB", "refused"),
        ),
        (
            "Zambia has declined a request from Norway to take in rejected asylum seekers.",
            ("NOR>ZMB", "refused"),
        ),
        ("Norway has cancelled its agreement with Zambia on asylum seekers.", ("NOR>ZMB", "ended")),
        (
            "Botswana, Namibia and Angola have agreed to take migrants deported from Sweden, while "
            "Zambia has refused.",
            ("SWE>ZMB", "refused"),
        ),
        (
            "Unlike Namibia, which agreed to accept migrants deported from Sweden, Zambia turned the "
            "request down.",
            ("SWE>ZMB", "refused"),
        ),
        (
            "Namibia agreed to accept deportees from Sweden but Zambia rejected a similar request.",
            ("SWE>ZMB", "refused"),
        ),
    ],
)
def test_who_denies_or_refuses_is_read(
    read: ReadText, text: str, expected: tuple[str, str]
) -> None:
    """A denial, a refusal and an end that are told stand, with who says so and against whom."""
    told = steps(read, text)
    assert expected in told
    assert (expected[0], "agreed") not in told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norway has signed an agreement with Zambia to take deported migrants. The United States "
            "has similar agreements with Rwanda and Uganda.",
            {"NOR>ZMB", "USA>RWA", "USA>UGA"},
        ),
        (
            "Zambia agreed to take in migrants deported by the United States, joining Malawi, Angola "
            "and Namibia, which have made similar agreements with Washington.",
            {"USA>ZMB", "USA>MWI", "USA>AGO", "USA>NAM"},
        ),
        (
            "Norway signed the accord on asylum seekers with Zambia on Monday. The minister compared "
            "it to the deal that Italy had struck with Albania.",
            {"NOR>ZMB", "ITA>ALB"},
        ),
    ],
)
def test_like_deals_are_of_those_who_made_them(
    read: ReadText, text: str, expected: set[str]
) -> None:
    """A deal that is compared to another lends it none of its parties."""
    assert pairs(read, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norway has deported 140 people to Zambia since the beginning of the year.",
            {("NOR>ZMB", 140.0, "total")},
        ),
        (
            "In all, 62 migrants have been sent from Sweden to Kenya so far this year.",
            {("SWE>KEN", 62.0, "total")},
        ),
        ("Sweden sent 31 migrants to Kenya on Monday.", {("SWE>KEN", 31.0, "event")}),
        (
            "Norway has transferred 40 people to Zambia since June. Two Cubans were among the people "
            "whom Norway transferred.",
            {("NOR>ZMB", 40.0, "total")},
        ),
    ],
)
def test_what_a_figure_counts(
    read: ReadText, text: str, expected: set[tuple[str, float | None, str]]
) -> None:
    """People counted since a day, or so far, are a total; "among those sent" counts nobody anew."""
    assert transfers(read, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Belgium's first flight to Albania under the migrant deal took place on Tuesday, with six "
            "men on board.",
            {("BEL>ALB", 6.0, "event")},
        ),
        (
            "The first transfer of asylum seekers from Belgium to Albania was carried out on Tuesday.",
            {("BEL>ALB", None, "event")},
        ),
        (
            "The first deportation flight from Belgium to Albania left Brussels at dawn on Tuesday.",
            {("BEL>ALB", None, "event")},
        ),
        (
            "A second removal flight from Belgium to Albania went ahead under the accord.",
            {("BEL>ALB", None, "event")},
        ),
        (
            "The first flight from Belgium to Albania under the migrant deal is due to take place on "
            "Tuesday.",
            set(),
        ),
        (
            "The first flight to Albania under Belgium's deal on asylum seekers was called off.",
            set(),
        ),
        (
            "A flight that was to take nine asylum seekers from Belgium to Albania was grounded on "
            "Tuesday night.",
            set(),
        ),
    ],
)
def test_a_flight_that_went_is_a_transfer(
    read: ReadText, text: str, expected: set[tuple[str, float | None, str]]
) -> None:
    """A flight of people that took place moved them; one that is due, called off or grounded did not."""
    assert transfers(read, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The nine men had been held for months in a detention centre near Oslo before Norway "
            "deported them to Zambia.",
            set(),
        ),
        (
            "They were released from prison in Sweden in March, detained again and deported to Kenya "
            "in June under the agreement between the two states.",
            set(),
        ),
        (
            "Norway deported nine men to Zambia after they had been detained for a month.",
            set(),
        ),
        ("Nine men held in Norwegian jails were flown from Norway to Zambia.", set()),
        (
            "Since their arrival in Kenya the 14 migrants deported from Sweden have been detained in "
            "a prison outside Nairobi.",
            {("KEN", "detained")},
        ),
        (
            "Zambia released seven of the migrants whom Norway had deported there from a camp.",
            {("ZMB", "released")},
        ),
    ],
)
def test_what_came_before_the_move_is_no_outcome(
    read: ReadText, text: str, expected: set[tuple[str, str]]
) -> None:
    """Custody and release count where they follow the move, in the state that received people."""
    assert outcomes(read, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Norway deported nine people to Zambia on Monday under the agreement of May.",
        "A removal flight from Norway to Zambia left on Monday under the agreement of the two states.",
    ],
)
def test_the_grounds_of_a_step_are_words(read: ReadText, text: str) -> None:
    """What proves that people were sent is the word that says so, not one letter of it."""
    claims = read(text, published=PUBLISHED).claims
    told = [c for c in claims if c.value("status") == "operational"]
    assert told
    for claim in told:
        slot = next(s for s in claim.slots if s.name == "status")
        assert text[slot.start : slot.end] in ("deported", "flight", "left")


def test_a_month_is_no_prime_minister(read: ReadText) -> None:
    """ "The agreement of May" tells of no British prime minister."""
    text = "Norway deported 14 people to Zambia under an agreement of May on asylum seekers."
    assert pairs(read, text) == {"NOR>ZMB"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Seven refugees were transferred from Nauru to Cambodia under Australia's deal with the "
            "government in Phnom Penh.",
            {"AUS>KHM"},
        ),
        (
            "Kenya deported nine Eritreans to Uganda on Monday under an agreement of the two states.\n\n"
            "Britain has a deal with Rwanda on asylum seekers.",
            {"KEN>UGA", "GBR>RWA"},
        ),
    ],
)
def test_a_usual_sender_stands_only_for_where_people_are_kept(
    read: ReadText, text: str, expected: set[str]
) -> None:
    """Whose deal a sentence tells has sent them from the place that it names, and from no other."""
    assert pairs(read, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Amadi is a Zambian national who had lived in Oslo for years. Norway deported him to Zambia in May "
        "by mistake.",
        "Zambia has received 30 million euros from Norway but not a single asylum seeker.",
        "Nine others were picked up in Malawi in August by the police and expelled across the border to "
        "Zambia. Norway wants to send third-country nationals to Zambia too.",
    ],
)
def test_who_goes_home_or_elsewhere_is_no_transfer(read: ReadText, text: str) -> None:
    """One whose own state takes him, nobody at all, and people expelled across a border."""
    assert not transfers(read, text)


def test_refugees_who_fled_are_sent_by_nobody(read: ReadText) -> None:
    """ "Has taken in refugees from Somalia", on a page on another state's plans for third countries."""
    text = (
        "Kenya has taken in 300,000 refugees from Somalia. Finland wants to send asylum seekers there who "
        "are nationals of third countries."
    )
    assert "SOM>KEN" not in pairs(read, text)


def test_two_sides_of_a_deal_are_no_list(read: ReadText) -> None:
    """ "Cyprus has an agreement with Lebanon": neither has it with a third state that the page names."""
    text = (
        "Cyprus has had an agreement with Lebanon on returning irregular migrants for years. More have "
        "come since the war between Israel and Hamas broke out."
    )
    assert pairs(read, text) == {"CYP>LBN"}
