"""What a line's end, a long name or an occasion does to the parse changes nothing of what is read."""

from __future__ import annotations

import textwrap

import pytest

from extract.conftest import ReadText
from extract.reports import PUBLISHED
from pactwatch.nouns import Claim

REPORT = """Ghana takes in migrants from Norway

Ghana has agreed to take in asylum seekers whom Norway turns away, Foreign Minister Anna \
Kovacs Berg said on Monday. Norway flew twelve Eritrean and Sudanese asylum seekers to Accra \
last week, and the two countries signed the agreement on the third of June in the capital of \
Ghana. It covers up to 300 people a year, for which Norway will pay 40 million euros."""


def told(claim: Claim) -> tuple[object, ...]:
    """A claim without its places, blanks and line ends alike."""
    quote = " ".join(claim.span.quote.split())
    return (claim.kind, quote, {s.name: str(s.value).replace("\\n", " ") for s in claim.slots})


@pytest.mark.parametrize("width", [60, 72])
def test_lines_that_end_at_a_width_are_read_as_if_they_went_on(read: ReadText, width: int) -> None:
    """A name, a number or a clause may be broken anywhere."""
    wrapped = "\n\n".join(textwrap.fill(p, width) for p in REPORT.split("\n\n"))
    plain = read(REPORT, published=PUBLISHED).claims
    assert len(plain) > 5
    assert [told(c) for c in read(wrapped, published=PUBLISHED).claims] == [told(c) for c in plain]


def speakers(read: ReadText, text: str) -> list[tuple[object, object]]:
    """Who says what."""
    claims = read(text, published=PUBLISHED).claims
    return [(c.value("speaker"), c.span.quote) for c in claims if c.kind == "statement"]


def test_a_name_of_three_words_is_one_name(read: ReadText) -> None:
    """Also where its end was read as telling of its beginning."""
    text = (
        "Norway sends asylum seekers to Ghana under a deal. Attorney Joseph Awa Frue, representing "
        "part of the group, reported that nine migrants were sent from Norway to Ghana last month."
    )
    assert [who for who, _ in speakers(read, text)] == ["Joseph Awa Frue"]


def test_what_is_said_on_an_occasion_is_the_clause(read: ReadText) -> None:
    """ "During a hearing that …": no hearing that pays, but what was said there."""
    text = (
        "Norway sends asylum seekers to Ghana under a deal. The minister told lawmakers during a "
        "hearing in Oslo that the payments to Ghana would persist for ten years."
    )
    said = [quote for _, quote in speakers(read, text)]
    assert len(said) == 1
    assert said[0].removeprefix("that ").startswith("the payments to Ghana would persist")


def test_who_may_not_speak_says_nothing_by_that(read: ReadText) -> None:
    """ "Not authorised to comment" tells that nothing was said."""
    text = (
        "Norway sends asylum seekers to Ghana under a deal. An official, who was not authorised to "
        "comment publicly on the flights to Ghana, said that nine men had been flown out."
    )
    assert [quote.removeprefix("that ") for _, quote in speakers(read, text)] == [
        "nine men had been flown out"
    ]


def test_whom_a_person_is_joined_to_is_no_part_of_the_office(read: ReadText) -> None:
    """ "Roe and local lawyer Ann Lee Doe": the office is the lawyer's own."""
    text = (
        "Norway sends asylum seekers to Ghana under a deal. Roe and Accra-based lawyer Ann Lee Doe "
        "said they had met the men. “My focus now is on their shock and on the deal,” Doe said."
    )
    claims = read(text, published=PUBLISHED).claims
    roles = [str(c.value("role")) for c in claims if c.kind == "statement"]
    assert roles == ["Accra-based lawyer"]


@pytest.mark.parametrize(
    "headline",
    [
        "First deportees from Norway land in Ghana",
        "Migrants deported from Norway arrive in Ghana",
        "Plane with nine migrants from Norway lands in Ghana",
    ],
)
def test_headline_s_present_tells_that_people_came(read: ReadText, headline: str) -> None:
    """A verb of arrival that the parse takes for a noun is read."""
    text = f"{headline}\n\nOSLO - The two governments signed a deal on deported migrants in June."
    claims = read(text, published=PUBLISHED).claims
    told = [(c.value("sending"), c.value("receiving")) for c in claims if c.kind == "transfer"]
    assert told == [("NOR", "GHA")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nine migrants face deportation from Norway to Ghana.",
        "Nine migrants fear being deported from Norway to Ghana.",
        "Nine migrants have been selected for deportation from Norway to Ghana.",
        "Nine migrants were taken off the plane from Norway to Ghana before it left.",
        "The court cleared the way for the deportation of nine migrants from Norway to Ghana.",
    ],
)
def test_who_is_to_be_sent_has_not_been(read: ReadText, sentence: str) -> None:
    """What somebody faces, fears, is chosen for or is spared has not happened."""
    claims = read(f"Norway signed a deal with Ghana on deported migrants. {sentence}").claims
    assert not [c for c in claims if c.kind == "transfer" and c.factuality != "planned"]
