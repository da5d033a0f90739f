"""Where people are moved to, how many, and what only sounds so: in constructions that parses take apart."""

from __future__ import annotations

import pytest

from extract.conftest import ReadText
from extract.reports import PUBLISHED, figure_of, pair_of

LEAD = "Denmark signed an agreement with Malawi in May on taking in migrants whom it rejects.\n\n"
SENT = "Denmark deported 40 migrants to Malawi in June.\n\n"

Moves = set[tuple[str, float | None]]


def moves(read: ReadText, text: str) -> Moves:
    """Pair and figure of every transfer that a page tells."""
    claims = read(LEAD + text, published=PUBLISHED).claims
    return {(pair_of(c), figure_of(c)) for c in claims if c.kind == "transfer"}


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The plane landed in Lilongwe on Tuesday. It carried 23 Sudanese.", 23),
        ("On Friday twelve men stepped off a plane in Lilongwe.", 12),
        ("Twelve deportees were handed over at Lilongwe airport on Friday.", 12),
        ("The first group, forty in number, reached Lilongwe on Monday.", 40),
        ("A second flight with 31 aboard came down in Lilongwe on 6 June.", 31),
        ("On 6 September 14 migrants from several countries landed in Malawi.", 14),
        ("In March nine rejected migrants were flown by Denmark to Malawi.", 9),
        ("The 31 migrants removed by Denmark to Malawi have no lawyers.", 31),
        (
            "Denmark has dispatched twelve prisoners to the high-security wing of a jail in Malawi.",
            12,
        ),
        ("Nine Afghans, deported by Denmark, landed in Lilongwe on Monday.", 9),
        ("Nine men brought to Malawi by Denmark have asked for a lawyer.", 9),
    ],
)
def test_where_people_are_moved_is_read_however_it_is_put(
    read: ReadText, text: str, figure: float
) -> None:
    """A vessel meant by "it", a place behind other words, a count that the parse takes elsewhere."""
    assert ("DNK>MWI", figure) in moves(read, text)


@pytest.mark.parametrize(
    "text",
    [
        "Hundreds of migrants are going to be brought to Malawi by Denmark.",
        "The first migrants come to Malawi from Denmark next year.",
        "Denmark moves foreign offenders to jails in Malawi.",
        "The goal is that Denmark and Sweden carry out deportations to Malawi.",
        "Forty migrants were led from Lilongwe to a port in Malawi.",
        "Malawi took its independence in 1964.",
    ],
)
def test_what_is_ahead_or_stays_within_a_state_is_no_move(read: ReadText, text: str) -> None:
    """What lies ahead, what is aimed at, a bare present, a move within one state, and a year."""
    assert moves(read, text) == set()


def test_people_may_stand_behind_where_they_are_sent(read: ReadText) -> None:
    """ "Deported to Ghana nine people": those who are moved, though the parse says what Ghana is."""
    page = "The United States has deported to Ghana nine people who had court protection."
    told = read(LEAD.replace("Malawi", "Ghana") + page, published=PUBLISHED).claims
    assert {figure_of(c) for c in told if c.kind == "transfer"} == {9}


def test_a_second_figure_with_a_day_is_another_move(read: ReadText) -> None:
    """ "And five more on 12 April" tells of a second group with its own day."""
    told = read(LEAD + "Eight people came to Malawi on 5 April and five more on 12 April.").claims
    found = {(figure_of(c), c.when and c.when.words) for c in told if c.kind == "transfer"}
    assert found == {(8, "5 April"), (5, "12 April")}


def test_those_who_have_to_go_back_were_sent_by_whom_they_go_back_to(read: ReadText) -> None:
    """A usual sender to which people return is told to have sent them."""
    page = (
        "Twelve migrants whom a navy vessel took to Malawi must be returned to Denmark without delay, "
        "a court has decided. The migrants have to go to Denmark under the deportation law."
    )
    told = read(page, published=PUBLISHED).claims
    assert {(pair_of(c), figure_of(c)) for c in told if c.kind == "transfer"} == {("DNK>MWI", 12)}


def test_nothing_became_of_people_who_were_never_sent(read: ReadText) -> None:
    """Who is booked on a flight is held before any move."""
    page = (
        LEAD + SENT + "Twelve men who were earmarked for a flight to Malawi are held in a prison."
    )
    told = read(page, published=PUBLISHED).claims
    assert not [c for c in told if c.kind == "outcome"]


def test_a_day_at_the_head_of_a_sentence_is_its_verb_s(read: ReadText) -> None:
    """ "On 3 October a man who had come by boat was deported" dates the deportation."""
    page = LEAD + "On 3 October a man who had come to Denmark in a boat was deported to Malawi."
    [claim] = [c for c in read(page, published=PUBLISHED).claims if c.kind == "transfer"]
    assert claim.when is not None and claim.when.words == "3 October"
