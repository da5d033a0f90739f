"""A day belongs to one event of its sentence, and to no other."""

from __future__ import annotations

import pytest

from extract.conftest import ReadText
from pactwatch.days import anchor

#: A Friday.
PUBLISHED = "2025-08-22"
LEAD = "Norway and Zambia have an agreement on sending rejected asylum seekers there.\n\n"


def day_of(read: ReadText, text: str, status: str | None) -> str | None:
    """The day of a step, or of the move where no status is given."""
    for claim in read(LEAD + text, published=PUBLISHED).claims:
        hub = claim.kind == "arrangement" and status and claim.value("status") == status
        if hub or (claim.kind == "transfer" and not status):
            return anchor(claim.when.form, PUBLISHED)[0] if claim.when else None
    raise AssertionError("no such claim")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "A court in Lusaka on Wednesday stopped parliament from debating the deal on asylum "
            "seekers which Zambia signed with Norway.",
            "signed",
        ),
        (
            "The deal on asylum seekers signed by Zambia and Norway was published on Monday.",
            "signed",
        ),
        (
            "In 2022 Zambia made an agreement with Norway on taking asylum seekers, but after a "
            "change of government it was cancelled.",
            "ended",
        ),
        (
            "Before a summit set for Wednesday in Oslo, the minister said that talks between Norway "
            "and Zambia on taking asylum seekers are under way.",
            "in_talks",
        ),
        (
            "Norway is in talks with Zambia on sending asylum seekers there, and a visa accord was "
            "signed by both ministers on Tuesday.",
            "in_talks",
        ),
        (
            "In July Fiji became the first to receive asylum seekers from Norway; Zambia has received "
            "asylum seekers from Norway since then.",
            None,
        ),
        (
            "Zambia's parliament ratified the May 2024 accord on asylum seekers with Norway.",
            "ratified",
        ),
        (
            "It came out on Monday that Norway had deported nine asylum seekers to Zambia.",
            None,
        ),
        (
            "By the end of March Norway had deported 90 asylum seekers to Zambia.",
            None,
        ),
        (
            "Nine asylum seekers deported by Norway to Zambia were jailed on Monday.",
            None,
        ),
    ],
)
def test_the_day_of_another_verb_is_not_taken(
    read: ReadText, text: str, status: str | None
) -> None:
    """What came before, beside or after the deed that has the day has none of it."""
    found = day_of(read, text, status)
    assert found is None, f"{text!r} dated {found}"


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        ("Zambia and Norway signed the deal on asylum seekers on Monday.", "signed", "2025-08-18"),
        (
            "On Monday the Norwegian minister flew to Lusaka and signed an agreement with Zambia on "
            "taking asylum seekers.",
            "signed",
            "2025-08-18",
        ),
        (
            "It was on Monday that Zambia and Norway signed the deal on asylum seekers.",
            "signed",
            "2025-08-18",
        ),
        (
            "Nine asylum seekers deported by Norway to Zambia landed there on Monday.",
            None,
            "2025-08-18",
        ),
        (
            "The minister let it be known this month that Zambia was taking in asylum seekers from "
            "Norway.",
            None,
            "2025-08",
        ),
        ("In July Norway began to deport asylum seekers to Zambia.", None, "2025-07"),
        (
            "Zambia has agreed to take asylum seekers from Norway, its government announced on "
            "Monday.",
            "agreed",
            "2025-08-18",
        ),
        (
            "A court let the deal between Norway and Zambia on asylum seekers stand in January.",
            "upheld",
            "2025-01",
        ),
        (
            "Norway's 2023 deal with Zambia on sending asylum seekers there, signed that June, ended in "
            "January 2025.",
            "ended",
            "2025-01",
        ),
        (
            "Nine rejected asylum seekers were driven to Oslo airport on the night of 15 May and "
            "delivered to Zambia by Norway.",
            None,
            "2025-05-15",
        ),
    ],
)
def test_the_day_of_the_deed_is_taken(
    read: ReadText, text: str, status: str | None, day: str
) -> None:
    """Its own, or that of what is one with it."""
    assert day_of(read, text, status) == day


TOLD = (
    "Zambia has agreed to take asylum seekers from Norway, both governments announced on Monday. "
)


def test_a_day_of_telling_yields_to_the_day_of_the_deed(read: ReadText) -> None:
    """ "Announced on Monday" dates a step only where the page doesn't tell when it was taken."""
    own = TOLD + "The agreement, reached last week in Lusaka, covers 40 people."
    assert day_of(read, own, "agreed") == "2025-08-11/2025-08-17"
    assert day_of(read, TOLD, "agreed") == "2025-08-18"
