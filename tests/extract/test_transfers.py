"""Transfers in whole texts: who was sent where, how many, when; and what is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pactwatch.days import anchor
from pactwatch.nouns import Claim, Quantity, Reading

ReadText = Callable[..., Reading]

PUBLISHED = "2025-10-08"  # a Wednesday

Row = tuple[str | None, str | None, float | None, str | None]


def rows(read: ReadText, text: str) -> set[Row]:
    """Sender, receiver, figure and day of every transfer that a text tells as having happened."""
    claims = read(text, published=PUBLISHED).claims
    told = [c for c in claims if c.kind == "transfer" and c.factuality in ("asserted", "reported")]
    return {(_code(c, "sending"), _code(c, "receiving"), _count(c), _day(c)) for c in told}


def _code(claim: Claim, slot: str) -> str | None:
    value = claim.value(slot)
    return value if isinstance(value, str) else None


def _count(claim: Claim) -> float | None:
    value = claim.value("number")
    return (value.max or value.min) if isinstance(value, Quantity) else None


def _day(claim: Claim) -> str | None:
    return anchor(claim.when.form, PUBLISHED)[0] if claim.when else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sweden deported migrants to Kenya.\n\nOfficials said 31 people were on the flight.",
            {("SWE", "KEN", 31, None)},
        ),
        (
            "A deportation flight from Sweden to Kenya landed on Monday, with about ten men on board.",
            {("SWE", "KEN", 10, "2025-10-06")},
        ),
        (
            "Sweden has deported migrants to Kenya. The aircraft carried 14 men and two women.",
            {("SWE", "KEN", 16, None)},
        ),
        (
            "Sweden sent migrants to Kenya last year. A second group of seven arrived on Tuesday.",
            {("SWE", "KEN", None, "2024"), ("SWE", "KEN", 7, "2025-10-07")},
        ),
        (
            "Norway deported nine migrants to Ghana in May, after a first group of five sent in March.",
            {("NOR", "GHA", 9, "2025-05"), ("NOR", "GHA", 5, "2025-03")},
        ),
        (
            "Last week Kenya became the first country to accept 40 migrants deported from Sweden.",
            {("SWE", "KEN", 40, "2025-09-29/2025-10-05")},
        ),
        (
            "Refugee advocates know of at least three men. Norway has deported migrants to Ghana. "
            "At least three men have been removed under the memorandum that was signed in August.",
            {("NOR", "GHA", 3, None)},
        ),
        (
            "Nineteen migrants have been deported to France, the Home Office in London said.",
            {("GBR", "FRA", 19, None)},
        ),
        (
            "Britain has deported 75 migrants to France. In return 51 people have arrived in Britain "
            "under the scheme.",
            {("GBR", "FRA", 75, None), ("FRA", "GBR", 51, None)},
        ),
        (
            "An Italian navy ship docked on Friday at the Albanian port of Shengjin with eight migrants.",
            {("ITA", "ALB", 8, "2025-10-03")},
        ),
        (
            "Norway has sent 200 convicted migrants to be imprisoned in Kosovo.",
            {("NOR", "XKX", 200, None)},
        ),
        (
            "The president of Ghana, Ama Boateng, said that her country had accepted nine migrants "
            "deported from Norway.",
            {("NOR", "GHA", 9, None)},
        ),
        (
            "A ship transferred 16 migrants to Albania from Bangladesh and Egypt. Italy deported the "
            "16 migrants to Albania.",
            {("ITA", "ALB", 16, None)},
        ),
        (
            "Norway deported two men, a woman and a child, all of them migrants, to Ghana.",
            {("NOR", "GHA", 4, None)},
        ),
        (
            "The men are part of a group of 20 migrants whom Sweden deported. They were sent to Kenya "
            "in March.",
            {("SWE", "KEN", 20, "2025-03")},
        ),
    ],
)
def test_what_the_clause_leaves_out_is_taken_from_beside_it(
    read: ReadText, text: str, expected: set[Row]
) -> None:
    """People aboard, a second group, those sent where the page said: figure and day are found."""
    assert rows(read, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sweden deported 30 migrants to Ghana and Kenya.",
            {("SWE", "GHA", 30, None), ("SWE", "KEN", 30, None)},
        ),
        (
            "Norway deported three Iraqis and two Cubans to Ghana.",
            {("NOR", "GHA", 5, None)},
        ),
        (
            "Panama received 300 migrants deported by Sweden, with around 90 of them moved to a camp.",
            {("SWE", "PAN", 300, None)},
        ),
        (
            "Sweden deported 65 migrants to Kenya. The group included 12 children and 30 women. "
            "They were taken to a camp in Kenya.",
            {("SWE", "KEN", 65, None)},
        ),
        ("Sweden sent three flights with migrants to Kenya.", {("SWE", "KEN", None, None)}),
        (
            "Norway deported 30 migrants to Ghana, 12 to Kenya and seven to Malawi.",
            {("NOR", "GHA", 30, None), ("NOR", "KEN", 12, None), ("NOR", "MWI", 7, None)},
        ),
        (
            "The first man was deported by Sweden to Kenya on Monday.",
            {("SWE", "KEN", 1, "2025-10-06")},
        ),
        (
            "Sweden deported 14 men to Kenya in May. Abdi Warsame is 30. He was sent to Kenya in chains.",
            {("SWE", "KEN", 14, "2025-05")},
        ),
    ],
)
def test_figures_count_those_who_were_moved(read: ReadText, text: str, expected: set[Row]) -> None:
    """Joined groups are added up; a part of a group, and a count of flights, is no number of people."""
    assert rows(read, text) == expected


def test_one_event_told_twice_is_one_claim_and_two_are_two(read: ReadText) -> None:
    """Same figure or day: one; another weekday: another, however near they stand."""
    once = "Norway deported nine men to Ghana on Monday. The nine men landed in Accra, Ghana, from Norway."
    assert rows(read, once) == {("NOR", "GHA", 9, "2025-10-06")}
    twice = "Norway deported men to Ghana on Monday. Norway deported men to Ghana on Tuesday."
    assert {row[3] for row in rows(read, twice)} == {"2025-10-06", "2025-10-07"}


def test_some_of_a_group_are_no_other_event(read: ReadText) -> None:
    """One of the nine told of again is no transfer of one; a day of his own makes it another."""
    nine = "Norway deported nine migrants to Ghana in May."
    again = f"{nine} Among them was Ali. A Cuban man was sent to Ghana by Norway."
    assert rows(read, again) == {("NOR", "GHA", 9, "2025-05")}
    other = f"{nine} A Cuban man was deported to Ghana by Norway on Monday."
    assert rows(read, other) == {("NOR", "GHA", 9, "2025-05"), ("NOR", "GHA", 1, "2025-10-06")}


def test_people_sent_home_are_no_transfer(read: ReadText) -> None:
    """Whoever is moved on to where he is from is not sent to a third state."""
    text = (
        "Sweden deported nine migrants to Kenya in May. Later the migrants were relocated to their "
        "home countries."
    )
    assert rows(read, text) == {("SWE", "KEN", 9, "2025-05")}


@pytest.mark.parametrize(
    "text",
    [
        "Sweden pays Kenya 20,000 euros for each migrant relocated to Kenya.",
        "Over 100 refugees arrived in Rwanda from Libya on an evacuation flight.",
        "A genocide suspect whom Germany extradited to Rwanda landed in Kigali on Friday. Germany "
        "deported the man, a prisoner, by plane.",
        "Twenty Kenyans who were deported from Sweden arrived on a charter on Tuesday. The migrants were "
        "deported for crimes and were taken to Kenya.",
        "Kenya joins a growing list of African nations accepting deported migrants from Sweden.",
        "Migrants are being deported from Sweden.",
        "Germany has deported 650 migrants this year and chartered a flight to return families to "
        "their homes in Turkey.",
        "The Dominican Republic deported 300 migrants to Haiti.",
        "Sweden sent 7.5 million dollars to Kenya to accept deported migrants.",
        "Kenya and Sweden have a deal on migrants. A man arrived in Sweden by small boat.",
        "Sweden wanted to deport 30 migrants to Kenya.",
        "Sweden almost deported 30 migrants to Kenya.",
        "Sweden will deport 30 migrants to Kenya on Friday.",
        "No migrants have been deported to Kenya by Sweden.",
        "The sum is due once 300 migrants have been deported to Kenya by Sweden.",
        "A court kept Sweden from deporting 30 migrants to Kenya.",
    ],
)
def test_what_is_no_transfer(read: ReadText, text: str) -> None:
    """Sums, evacuations, extraditions, a state's own, habits, wishes and plans move nobody on."""
    assert rows(read, text) == set()


def test_any_state_sends_those_who_are_nobody_s_own(read: ReadText) -> None:
    """A state that is not known to send is told to, where those whom it sends are of a third state."""
    text = "Portugal transferred 60 {} migrants to Benin on Tuesday."
    assert rows(read, text.format("Pakistani")) == {("PRT", "BEN", 60, "2025-10-07")}
    assert rows(read, text.format("Beninese")) == set()
    assert rows(read, text.format("young")) == set()


def test_a_ministry_is_of_whom_it_belongs_to(read: ReadText) -> None:
    """ "According to Kenya's Ministry of Home Affairs" names no other state, and no way there."""
    text = (
        "Sweden deported five migrants to Kenya. According to Kenya's Ministry of Home Affairs, the "
        "deportees are being held in a camp."
    )
    assert rows(read, text) == {("SWE", "KEN", 5, None)}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "After nine hours in which a bell had to be rung, Sweden on Monday night deported nine "
            "migrants to Kenya.",
            "2025-10-06",
        ),
        ("Under the deal signed in May, Sweden deported nine migrants to Kenya.", None),
        ("Sweden deported nine migrants, convicted of theft in 2010, to Kenya in May.", "2025-05"),
        (
            "On Sunday Sweden deported nine migrants to Kenya under an accord that was signed on "
            "13 March.",
            "2025-10-05",
        ),
        (
            "Talks began in March 2023, and the following February Sweden deported nine migrants to "
            "Kenya.",
            "2024-02",
        ),
        (
            "Talks began in January 2024, and in June of that year Sweden deported nine migrants to "
            "Kenya.",
            "2024-06",
        ),
    ],
)
def test_an_event_has_its_own_day(read: ReadText, text: str, day: str | None) -> None:
    """The day of another event in the sentence is not the move's; the verb tells past from future."""
    assert rows(read, text) == {("SWE", "KEN", 9, day)}


def test_who_tells_of_an_old_accord_does_not_date_it(read: ReadText) -> None:
    """ "Under an accord reached with Norway, he said on Monday": Monday is the day of the words."""
    text = (
        "Ghana has begun to take in migrants deported from Norway under an accord reached with the "
        "Norwegian government, its foreign minister said on Monday."
    )
    steps = [c for c in read(text, published=PUBLISHED).claims if c.value("status") == "agreed"]
    assert [_day(c) for c in steps] == [None]


def test_days_behind_receivers_are_theirs(read: ReadText) -> None:
    """ "To Ghana on 3 May and to Kenya on 5 May": each receiver has the day behind its name."""
    text = "Norway deported nine migrants to Ghana on 3 May and six to Kenya on 5 May."
    assert rows(read, text) == {
        ("NOR", "GHA", 9, "2025-05-03"),
        ("NOR", "KEN", 6, "2025-05-05"),
    }


def test_days_behind_figures_are_theirs(read: ReadText) -> None:
    """ "Nine on 24 March, twenty on 2 May": two events of one pair."""
    text = (
        "Norway has deported migrants to Ghana in two batches: nine on 24 March, twenty on 2 May."
    )
    assert {("NOR", "GHA", 9, "2025-03-24"), ("NOR", "GHA", 20, "2025-05-02")} <= rows(read, text)


def test_non_nationals_are_not_nationals(read: ReadText) -> None:
    """ "Non-Kenyan migrants" are not Kenya's own."""
    text = "Sweden deports non-Kenyan migrants to Kenya. Some 240 migrants have been sent to Kenya so far."
    assert rows(read, text) == {("SWE", "KEN", 240, None)}


def test_a_dateline_dates_no_event(read: ReadText) -> None:
    """The day on which a report was written is not that of what it tells."""
    text = (
        "Nairobi, October 7 (AP) Seven migrants have been deported from Sweden to Kenya this month."
    )
    assert rows(read, text) == {("SWE", "KEN", 7, "2025-10")}


def test_a_question_tells_no_event(read: ReadText) -> None:
    """What is asked has not been told."""
    text = "Sweden has a deal with Kenya on migrants. Who has been sent to Kenya by Sweden so far?"
    assert rows(read, text) == set()


def test_a_headline_s_capitals_hide_nothing(read: ReadText) -> None:
    """Title case is read like running text, and so is a verb that could be a noun."""
    assert rows(read, "Trump deports Cubans and others from US to Ghana") == {
        ("USA", "GHA", None, None)
    }
    text = "Kenya Receives Nine Deported Migrants From Sweden\n\nThe deported migrants arrived on Monday."
    assert rows(read, text) == {("SWE", "KEN", 9, "2025-10-06")}


def test_who_deports_is_not_where_the_deported_are_from(read: ReadText) -> None:
    """ "Deportees from Norway" were sent by Norway; "migrants from Turkey" are Turks."""
    [claim] = [
        c
        for c in read("Ghana received nine deportees from Norway, among them two Iraqis.").claims
        if c.kind == "transfer"
    ]
    assert claim.value("nationalities") == ("IRQ",)


def test_what_a_page_denies_of_a_deal_is_a_claim_that_it_did_not_happen(read: ReadText) -> None:
    """A step that is denied of two states stands as denied, and not where the page tells it too."""
    text = "Kenya takes migrants from third countries whom Sweden sends under an agreement. {}"
    plain = read(text.format("The agreement has not been suspended by Kenya."))
    told = [c for c in plain.claims if c.value("status") == "suspended"]
    assert [c.factuality for c in told] == ["denied"]
    assert (told[0].value("sending"), told[0].value("receiving")) == ("SWE", "KEN")


def test_who_was_on_board_is_of_the_flight_told_just_above(read: ReadText) -> None:
    """A flight that is told without its passengers takes their count from the next sentence."""
    text = (
        "The first plane from Sweden touched down in Kenya on 12 June. On board were 19 Eritrean "
        "asylum seekers whose claims had been refused in Stockholm."
    )
    assert rows(read, text) == {("SWE", "KEN", 19, "2025-06-12")}
