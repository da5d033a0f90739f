"""What a page says was not done, and measures as all that it tells; quotations in their own mouths."""

from __future__ import annotations

import pytest

from pactwatch.nouns import Claim, Reading

ABOUT = " Sweden sends rejected asylum seekers from third countries to Togo under an agreement."


def of_kind(reading: Reading, kind: str) -> list[Claim]:
    return [claim for claim in reading.claims if claim.kind == kind]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sweden did not send 18 Afghans to Togo on 18 March, the agency said.", ["denied"]),
        ("Sweden sent 18 Afghans to Togo on 18 March, the agency said.", ["reported"]),
        ("Sweden has not yet sent 18 Afghans to Togo, the agency said.", []),
        ("Sweden will not send 18 Afghans to Togo, the agency said.", []),
        ("Sweden has not sent asylum seekers to Togo, the agency said.", []),
    ],
)
def test_move_that_was_not_made_is_denied(read, text: str, found: list[str]) -> None:
    """Of a day, or of so many people, it can contradict another page; what is yet to come cannot."""
    moves = of_kind(read(text + ABOUT), "transfer")
    assert [claim.factuality for claim in moves] == found


def test_measure_alone_shows_the_domain(read) -> None:
    """A page on deportees of other countries that tells no step still tells what one did to another."""
    text = "The US State Department imposed visa restrictions on Cameroon because it refuses deportees "
    [measure] = of_kind(read(text + "from other African countries."), "measure")
    assert (measure.value("by"), measure.value("against")) == ("USA", "CMR")


@pytest.mark.parametrize(
    "text",
    [
        "“You are safe here,” Batbayar Dorj told the eleven men on their arrival." + ABOUT,
        "“You are safe here,” Batbayar Dorj said on Monday, after Sweden asked for it." + ABOUT,
    ],
)
def test_quotation_is_of_the_clause_that_holds_it(read, text: str) -> None:
    """Whom somebody tells is not what is told, and who acts in a clause below has not spoken."""
    [said] = of_kind(read(text), "statement")
    assert (said.value("speaker"), said.span.quote) == ("Batbayar Dorj", "You are safe here")
