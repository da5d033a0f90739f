"""Readings: what pages of a few sentences tell of states, people, steps of a deal, and who says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pactwatch.nouns import Claim, Quantity, Reading

ReadText = Callable[..., Reading]

DEAL = "Norway signed a deal with Ghana to send migrants there."

#: A headline that says more than its page.
HEADLINE = (
    "Norway signs deal with Ghana to send migrants\n\nNothing has been signed, the Norwegian "
    "justice ministry said on Tuesday. Norway and Ghana are still in talks about sending "
    "migrants there."
)


def of_kind(reading: Reading, kind: str) -> list[Claim]:
    """The claims of a kind."""
    return [claim for claim in reading.claims if claim.kind == kind]


def told(reading: Reading, kind: str, *slots: str) -> list[tuple[object, ...]]:
    """The values of some slots, claim by claim; a quantity by its words."""
    return [
        tuple(v.words if isinstance(v := c.value(slot), Quantity) else v for slot in slots)
        for c in of_kind(reading, kind)
    ]


def of_what_is(reading: Reading, slot: str) -> list[tuple[object, ...]]:
    """The values of a slot of all steps but those of which the page says that they were not taken."""
    steps = of_kind(reading, "arrangement")
    return [(c.value(slot),) for c in steps if c.factuality != "denied"]


# What has happened, and what has not


@pytest.mark.parametrize(
    "text",
    [
        "Norway would deport 30 migrants to Ghana.",
        "Norway could deport 30 migrants to Ghana next year.",
        "Norway may have deported 30 migrants to Ghana.",
        "Norway should deport 30 migrants to Ghana, the opposition said.",
        "If Norway deports 30 migrants to Ghana, the opposition will sue.",
        "Norway plans to deport 30 migrants to Ghana.",
        "Norway is to deport 30 migrants to Ghana on Friday.",
        "Norway is preparing to deport 30 migrants to Ghana, officials said.",
        "Norway's deportation of 30 migrants to Ghana would start in May.",
        "A planned flight of 30 migrants from Norway to Ghana was announced.",
        "Norway has not deported any migrants to Ghana.",
        "Norway failed to deport 30 migrants to Ghana.",
        "Norway has yet to deport migrants to Ghana.",
        "Norway threatened to deport 30 migrants to Ghana.",
        "Norway was to deport 30 migrants to Ghana but the flight was cancelled.",
        "A court stopped Norway from deporting 30 migrants to Ghana.",
        "The plan would see 30 migrants flown from Norway to Ghana.",
        "Norway's minister promised that 30 migrants would be flown to Ghana.",
        "Any migrants deported from Norway to Ghana will be housed in hotels.",
        "Norway did not say whether it had deported 30 migrants to Ghana.",
    ],
)
def test_what_has_not_happened_is_no_transfer(read: ReadText, text: str) -> None:
    """Would, could, if, planned and not: nobody has been moved."""
    assert of_kind(read(text), "transfer") == []


@pytest.mark.parametrize(
    "text",
    [
        "Norway may sign a deal with Ghana to send migrants there.",
        "Norway could sign a deal with Ghana to send migrants there next week.",
        "Norway plans to sign a deal with Ghana to send migrants there.",
        "Norway and Ghana would sign a deal to send migrants there if parliament agrees.",
        "The deal between Norway and Ghana on deported migrants has not been signed.",
        "Ghana never signed the deal with Norway to take deported migrants.",
    ],
)
def test_what_may_be_signed_is_not(read: ReadText, text: str) -> None:
    """A signature that lies ahead, or that was never put, is none."""
    assert ("signed",) not in of_what_is(read(text), "status")


@pytest.mark.parametrize(
    "text",
    [
        HEADLINE,
        "Norway signs migrant deal with Ghana\n\nNo deal has been signed with Ghana, the "
        "Norwegian government said on Tuesday.",
    ],
)
def test_a_headline_does_not_stand_against_the_body(read: ReadText, text: str) -> None:
    """Where the body says that nothing has been signed, nothing has."""
    assert ("signed",) not in of_what_is(read(text), "status")


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("Norway and Ghana are in talks on a deal to send migrants to Ghana.", "in_talks"),
        ("Ghana has agreed to take migrants deported by Norway.", "agreed"),
        (DEAL, "signed"),
        ("Norway's parliament ratified the deal with Ghana on sending migrants there.", "ratified"),
        ("Norway's deal with Ghana on deported migrants came into force on 1 May.", "in_force"),
        ("Norway suspended its deal with Ghana on deported migrants on Friday.", "suspended"),
        ("A court stopped Norway from deporting 30 migrants to Ghana.", "blocked"),
        ("Norway scrapped its deal with Ghana to send migrants there on Friday.", "ended"),
        ("Ghana refused to take migrants deported by Norway.", "refused"),
    ],
)
def test_how_far_a_deal_has_come(read: ReadText, text: str, choice: str) -> None:
    """Each step of a deal is told by words of its own, and is that step alone."""
    assert told(read(text), "arrangement", "sending", "receiving", "status") == [
        ("NOR", "GHA", choice)
    ]


# Who sends, who receives, and how many


@pytest.mark.parametrize(
    "text",
    [
        "Norway deported 30 migrants to Ghana on Tuesday.",
        "Thirty migrants were deported to Ghana by Norway.",
        "Ghana accepted 30 migrants deported from Norway on Tuesday.",
        "Norway deported five Turkish men to Ghana on Tuesday.",
        "Turkish and Iraqi men were deported from Norway to Ghana on Tuesday.",
        "The men, from Turkey and Iraq, were deported from Norway to Ghana on Tuesday.",
        "Iraqi migrants arrived in Ghana on a plane from Norway on Tuesday.",
        "Turkey's men were deported. Norway deported 30 migrants to Ghana.",
    ],
)
def test_who_sends_is_never_a_nationality(read: ReadText, text: str) -> None:
    """Active, passive or by those who arrive: the same two states; whose people they are is not one."""
    assert told(read(text), "transfer", "sending", "receiving") == [("NOR", "GHA")]


def test_nationalities_have_a_slot_of_their_own(read: ReadText) -> None:
    """Of which states people are is read beside who sends them."""
    reading = read("Turkish and Iraqi men were deported from Norway to Ghana on Tuesday.")
    assert told(reading, "transfer", "nationalities") == [(("TUR", "IRQ"),)]


def test_people_of_nobody_known_make_no_sender(read: ReadText) -> None:
    """Two Turks sent to Ghana were not sent by Turkey, and the page tells by whom not."""
    assert read("Two Turks were deported to Ghana on Tuesday.").claims == ()


@pytest.mark.parametrize(
    "text",
    [
        "Norway deported 30 migrants to Ghana. Ghana deported 20 of them to Iraq.",
        "Norway deported 30 migrants to Ghana. Twelve were later flown by Ghana to Togo.",
        "Norway deported 30 migrants to Ghana. Ghana has since sent two of them on to Benin.",
    ],
)
def test_people_sent_on_make_no_pair(read: ReadText, text: str) -> None:
    """A journey beyond the receiver is no transfer: who receives people has no deal to send them on."""
    assert told(read(text), "transfer", "sending", "receiving", "number") == [("NOR", "GHA", "30")]


def test_a_receiver_may_have_a_deal_of_its_own(read: ReadText) -> None:
    """Where the page tells of a deal between the two, what one sends to the other is a transfer."""
    reading = read(
        "Norway deported 30 migrants to Ghana. Under its own agreement with Togo on migrants, Ghana "
        "deported 20 Iraqis to Togo."
    )
    assert ("GHA", "TGO") in told(reading, "transfer", "sending", "receiving")


def test_what_else_was_sent_is_not_counted(read: ReadText) -> None:
    """Of fish and people together the people count."""
    reading = read("Norway transferred 30 tonnes of fish and 20 migrants to Ghana.")
    assert told(reading, "transfer", "number") == [("20",)]


def test_receivers_have_their_own_counts(read: ReadText) -> None:
    """A list of receivers with a count each makes a claim each."""
    reading = read("Norway deported five men to Ghana and eight others to Kenya on Tuesday.")
    assert told(reading, "transfer", "receiving", "number") == [("GHA", "five"), ("KEN", "eight")]


def test_a_count_for_all_is_a_total_for_each(read: ReadText) -> None:
    """One count for a list of receivers is not each one's own."""
    assert told(
        read("Norway flew 30 migrants to Ghana, Kenya and Malawi on Tuesday."),
        "transfer",
        "receiving",
        "counts",
    ) == [
        ("GHA", "total"),
        ("KEN", "total"),
        ("MWI", "total"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ghana signed a deal with Norway to take deported migrants. "
        "It has received 30 migrants from Norway since June.",
        "Ghana signed a deal with Norway to take deported migrants. "
        "The country received 30 deportees on Friday.",
        "Ghana signed a deal with Norway to take deported migrants. "
        "The West African nation received 30 deportees from Norway in June.",
        "Ghana has agreed to take migrants deported by Norway. "
        "Some 30 men were deported there in June.",
        "Ghana signed a deal with Norway to take deported migrants. "
        "The first 30 deportees arrived in Accra on Friday.",
    ],
    ids=["it", "the country", "the West African nation", "there", "its capital"],
)
def test_a_state_may_be_told_by_other_words(read: ReadText, text: str) -> None:
    """A pronoun, a description, a place or a capital means the state of which the page spoke."""
    reading = read(text)
    assert told(reading, "transfer", "sending", "receiving") == [("NOR", "GHA")]
    (moved,) = of_kind(reading, "transfer")
    number = moved.value("number")
    assert isinstance(number, Quantity)
    assert number.min == 30


@pytest.mark.parametrize(
    ("text", "receivers"),
    [
        ("Norway deported 30 migrants to Georgia.", []),
        ("Norway deported 30 migrants to Georgia. Officials in Tbilisi met them.", [("GEO",)]),
    ],
)
def test_a_doubtful_name_needs_the_page_to_bear_it_out(
    read: ReadText, text: str, receivers: list[tuple[str]]
) -> None:
    """ "Georgia" is a state where the page speaks of Tbilisi, else it may be another."""
    assert told(read(text), "transfer", "receiving") == receivers


@pytest.mark.parametrize(
    "text",
    [
        f"{DEAL}\n\nA similar agreement between Sweden and Kenya collapsed in 2023 after Kenya's "
        "high court ruled it unlawful.",
        f"{DEAL} Sweden has a similar deal with Kenya, under which 40 people were flown to Nairobi "
        "in 2019. The Norwegian deal will cost 10 million euros.",
        "Norway deported 30 migrants to Ghana in June. In 2019, Sweden deported 12 migrants to "
        "Kenya. Twenty of the men in Ghana have appealed.",
    ],
)
def test_background_stays_with_its_own_pair(read: ReadText, text: str) -> None:
    """What a page tells of another deal makes no pair across the two."""
    pairs = {
        (claim.value("sending"), claim.value("receiving"))
        for claim in read(text).claims
        if claim.value("sending") and claim.value("receiving")
    }
    assert pairs == {("NOR", "GHA"), ("SWE", "KEN")}


def test_a_move_shows_in_the_history_of_its_deal(read: ReadText) -> None:
    """Where a page tells of a deal, those whom it moved are a step of it."""
    reading = read(
        "Ghana signed a deal with Norway to take deported migrants. "
        "The first 30 deportees arrived in Accra on Friday."
    )
    assert told(reading, "arrangement", "status") == [("signed",), ("operational",)]


def test_what_is_said_again_is_one_claim(read: ReadText) -> None:
    """The same sentence thrice is one deal; the repetitions are shown as such."""
    reading = read(f"{DEAL}\n\n{DEAL}\n\n{DEAL}")
    assert told(reading, "arrangement", "status") == [("signed",)]
    assert len(reading.repeated) == 2


# What is said of it


def test_a_reply_leads_to_the_objection(read: ReadText) -> None:
    """Criticism and what is said against it are joined."""
    reading = read(
        f"{DEAL} Amnesty International condemned the deal. The Norwegian government rejected the "
        "criticism."
    )
    (link,) = reading.links
    kinds = {claim.id: claim.kind for claim in reading.claims}
    assert (kinds[link.claim_id], kinds[link.to]) == ("reply", "objection")


def test_a_statement_has_the_pair_of_what_it_says(read: ReadText) -> None:
    """What a minister says of a deal bears on the deal's pair; the deal is told as reported."""
    reading = read(
        "Norway has signed a deal with Ghana to send migrants there, Norwegian Justice Minister "
        "Kari Lund said on Monday."
    )
    assert told(reading, "statement", "speaker", "sending", "receiving") == [
        ("Kari Lund", "NOR", "GHA")
    ]
    assert [claim.factuality for claim in of_kind(reading, "arrangement")] == ["reported"]


def test_a_statement_on_another_deal_has_that_pair(read: ReadText) -> None:
    """Who speaks of Sweden's deal on a page of Norway's speaks of Sweden's."""
    reading = read(
        "Kenya's minister Amina Oduor said Sweden's deal to send migrants to Kenya was unfair. "
        f"{DEAL}"
    )
    assert told(reading, "statement", "sending", "receiving") == [("SWE", "KEN")]
