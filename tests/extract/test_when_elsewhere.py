"""Days of steps and moves that a page tells in another sentence than the step or move itself."""

from __future__ import annotations

import pytest

from extract.conftest import ReadText
from pactwatch.days import anchor
from pactwatch.nouns import Claim

FRIDAY = "2025-08-22"


def days(read: ReadText, text: str, published: str | None = FRIDAY) -> dict[object, str | None]:
    """What became of the deal, or `moved` for a move, and its day."""
    found: dict[object, str | None] = {}
    for claim in read(text, published=published).claims:
        if claim.kind in ("arrangement", "transfer"):
            found[claim.value("status") or "moved"] = day_of(claim, published)
    return found


def day_of(claim: Claim, published: str | None) -> str | None:
    return anchor(claim.when.form, published)[0] if claim.when else None


ANNOUNCED = """Kenya and Britain sign pact on rejected asylum seekers

NAIROBI - Britain won the consent of Kenya on Thursday to take in rejected asylum seekers whom \
no other state wants.

The pact was signed in Nairobi by the interior ministers of Britain and Kenya.
"""


def test_a_step_of_the_headline_has_the_day_of_its_news(read: ReadText) -> None:
    """The day that the lead gives to the news dates what the headline tells too."""
    assert days(read, ANNOUNCED)["signed"] == "2025-08-21"


def test_the_day_of_the_news_stands_on_its_words(read: ReadText) -> None:
    """The grounds of a day taken from elsewhere are where it stands, and `--why` says so."""
    reading = read(ANNOUNCED, published=FRIDAY)
    claim = next(c for c in reading.claims if c.value("status") == "signed")
    assert claim.when is not None
    assert ANNOUNCED[claim.when.start : claim.when.end] == claim.when.words == "Thursday"
    assert any("news" in rule for rule in claim.why)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The pact was signed in Nairobi", "The pact had earlier been signed in Nairobi"),
        ("won the consent of Kenya on Thursday", "won the consent of Kenya"),
        ("won the consent of Kenya on Thursday", "will win the consent of Kenya on Thursday"),
        ("Britain won the consent of Kenya on Thursday", "Britain said on Thursday it got Kenya"),
        ("Britain won the consent of Kenya on Thursday", "Britain asked Ghana on Thursday"),
    ],
)
def test_a_day_of_other_news_is_not_taken(read: ReadText, old: str, new: str) -> None:
    """Nor is the day of another state's news, of one that lies ahead, or of who only spoke."""
    text = ANNOUNCED.replace("sign pact", "and their pact").replace(old, new)
    assert days(read, text).get("signed") is None


def test_a_deal_that_stands_has_no_day_of_news(read: ReadText) -> None:
    """Who "has a deal" with a state has had it since nobody knows when."""
    text = ANNOUNCED.replace("sign pact", "and their pact").replace(
        "The pact was signed in Nairobi by the interior ministers of Britain and Kenya.",
        "Britain has a signed deal with Kenya on rejected asylum seekers.",
    )
    found = days(read, text)
    assert found
    assert set(found.values()) == {None}


def test_what_was_done_before_is_no_news(read: ReadText) -> None:
    """A past step that no headline tells is background, whatever day the lead has."""
    text = ANNOUNCED.replace("Kenya and Britain sign pact", "Kenya ready for flights").replace(
        "Britain won the consent of Kenya", "Britain and Kenya cleared a site"
    )
    assert days(read, text).get("signed") is None


CAME = """Ghana takes in people deported from the United States

ACCRA - The United States has sent fourteen West African migrants to Ghana under a new deal.

Their plane landed at Kotoka airport in Accra on Wednesday evening.
"""


def test_a_move_has_the_day_on_which_they_came(read: ReadText) -> None:
    """Where a page tells of one move, the day on which its plane came down is the move's."""
    assert days(read, CAME)["moved"] == "2025-08-20"


def test_a_stage_that_a_move_stands_for_has_its_day(read: ReadText) -> None:
    """People were sent under the deal on the day on which they were sent."""
    assert days(read, CAME)["operational"] == "2025-08-20"


@pytest.mark.parametrize(
    "landing",
    [
        "Kenyan refugees left Nairobi on Wednesday evening.",
        "Their plane will land at Kotoka airport in Accra on Wednesday evening.",
        "The minister landed at Kotoka airport in Accra on Wednesday evening.",
        "Their plane landed on Wednesday. Another plane with migrants landed on Thursday.",
    ],
)
def test_a_day_of_another_coming_is_not_taken(read: ReadText, landing: str) -> None:
    """Elsewhere, ahead, somebody else, or two days: none is the move's for sure."""
    text = CAME.replace(
        "Their plane landed at Kotoka airport in Accra on Wednesday evening.", landing
    )
    assert days(read, text)["moved"] is None


def test_a_move_told_with_another_has_no_day_of_either(read: ReadText) -> None:
    """Of two moves between the same states a landing dates neither."""
    more = "In March the United States had sent nine Togolese migrants to Ghana.\n"
    found = [
        day_of(claim, FRIDAY)
        for claim in read(CAME + more, published=FRIDAY).claims
        if claim.kind == "transfer" and claim.span.start < CAME.index("Their")
    ]
    assert "2025-08-20" not in found


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        (
            "Britain's deal to send asylum seekers to Rwanda was suspended when floods broke out in "
            "March 2020, and a new government scrapped it the following May.",
            "suspended",
            "2020-03",
        ),
        (
            "Britain's deal to send asylum seekers to Rwanda was scrapped last year after the "
            "Supreme Court had ruled it unlawful.",
            "ruled_unlawful",
            None,
        ),
        (
            "In November 2024 Britain announced that Rwanda would take rejected asylum seekers, and "
            "gave those concerned until the end of March to leave.",
            "agreed",
            "2024-11",
        ),
        (
            "Denmark and Kosovo signed the treaty on sending prisoners to Kosovo in April and May "
            "2022.",
            "signed",
            "2022-04/2022-05",
        ),
    ],
)
def test_each_verb_has_its_own_day(read: ReadText, text: str, status: str, day: str | None) -> None:
    """Of a sentence's days a step has that which hangs on its verb, or on the verb of its clause."""
    assert days(read, text).get(status) == day


RULED = """Britain's Supreme Court has ruled that the plan to send asylum seekers to Kenya is \
unlawful.

{named}
"""


@pytest.mark.parametrize(
    ("named", "day"),
    [
        ("Wednesday's ruling is a blow to the government.", "2025-08-20"),
        ("The judgment, handed down on Wednesday, is a blow to the government.", "2025-08-20"),
        ("The ruling came on Wednesday, after months of waiting.", "2025-08-20"),
        ("Wednesday's debate in parliament was a blow to the government.", None),
        ("Ministers met on Wednesday about the ruling.", None),
        ("Wednesday's ruling differs from Monday's ruling of a lower bench.", None),
    ],
)
def test_an_event_has_the_day_of_what_the_page_calls_it(
    read: ReadText, named: str, day: str | None
) -> None:
    """ "Wednesday's ruling": the day of the only event of that name, and of no other's."""
    assert days(read, RULED.format(named=named))["ruled_unlawful"] == day


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        (
            "Kenya will take rejected asylum seekers from Britain under a deal signed Thursday.",
            "signed",
            "2025-08-21",
        ),
        (
            "Talks between Britain and Kenya on sending asylum seekers there began in May, two "
            "officials said on Tuesday.",
            "in_talks",
            "2025-05",
        ),
        (
            "A court in Nairobi has blocked the deportation of asylum seekers from Britain to Kenya "
            "under a deal signed in June.",
            "blocked",
            None,
        ),
        (
            "A court in Nairobi blocked the deportation of asylum seekers from Britain to Kenya "
            "under a deal with London on Tuesday.",
            "blocked",
            "2025-08-19",
        ),
    ],
)
def test_a_day_within_a_thing_is_the_thing_s(
    read: ReadText, text: str, status: str, day: str | None
) -> None:
    """A bare participle looks back and keeps its day; what a noun tells has that of its verb."""
    assert days(read, text).get(status) == day


@pytest.mark.parametrize(
    ("text", "what", "day"),
    [
        (
            "Kenya and Britain have signed a pact on rejected asylum seekers. It was done on 12 August "
            "in Nairobi.",
            "signed",
            "2025-08-12",
        ),
        (
            "Kenya's parliament has approved the pact on rejected asylum seekers with Britain. The vote "
            "on Wednesday was close.",
            "ratified",
            "2025-08-20",
        ),
        (
            "Kenya and Britain have signed a pact on rejected asylum seekers. It did much harm on Tuesday "
            "to the minister.",
            "signed",
            None,
        ),
        (
            "A Sudanese man is the first migrant to be removed from Britain to Kenya under their pact. He "
            "left Gatwick on Wednesday.",
            "moved",
            "2025-08-20",
        ),
        (
            "Britain has deported migrants to Kenya. The first plane, which brought nine people to Kenya, "
            "came on 3 July.",
            "moved",
            "2025-07-03",
        ),
        ("Britain sent nine migrants to Kenya on 30 October.", "moved", "2024-10-30"),
    ],
)
def test_what_points_to_an_event_gives_its_day(
    read: ReadText, text: str, what: str, day: str | None
) -> None:
    """ "It was done on …", a parliament's vote, he who left; what has happened lies behind."""
    assert days(read, text)[what] == day


def test_a_step_is_one_though_told_of_another_signatory(read: ReadText) -> None:
    """Who signed is told in two ways; the day of the second sentence is the step's."""
    text = (
        "Britain and Kenya have signed a deal on rejected asylum seekers. Home Secretary Ann Poole signed "
        "the pact on Friday, 15 August, in Nairobi."
    )
    claims = [c for c in read(text, published=FRIDAY).claims if c.value("status") == "signed"]
    assert [day_of(c, FRIDAY) for c in claims] == ["2025-08-15"]
