"""Who took a step for which side, which of its sort a thing is, by which clock: where pages differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factory import document, people, told

WORDS = {"USA": "US"}
PAIR = {"sending": "GBR", "receiving": "RWA"}


def page(kind: str, text: str, quote: str | None = None, **fields):
    """A page of one claim; the grounds of who did it are its own words in the text."""
    doc = document(text, published="2025-07-09")
    claim = told(doc, kind, quote or text, **fields)
    slots = [
        replace(slot, start=at, end=at + len(words))
        if slot.name == "by" and (at := text.find(words := WORDS.get(slot.value, slot.value))) >= 0
        else slot
        for slot in claim.slots
    ]
    return doc, [replace(claim, slots=tuple(slots))]


def step(text: str, status: str, when: tuple[str, str], by: str | None = None):
    fields = {"by": by} if by else {}
    return page("arrangement", text, when=when, status=status, **PAIR, **fields)


def kinds(register) -> list[tuple[str, str]]:
    return [(found.kind, found.field) for found in register.discrepancies]


def test_two_who_signed_for_one_side_disagree(registered):
    """Both states sign, each by one: two who sign for the same state are one too many."""
    day = ("4 July", "2025-07-04")
    register = registered(
        step("Rwanda's interior minister signed on 4 July.", "signed", day, "interior minister"),
        step("For Rwanda the envoy Jon Rask signed on 4 July.", "signed", day, "Jon Rask"),
    )
    assert kinds(register) == [("actor", "by")]


def test_who_signed_for_either_side_agree(registered):
    """One signed for each side: nobody is contradicted."""
    day = ("4 July", "2025-07-04")
    register = registered(
        step("Rwanda's interior minister signed on 4 July.", "signed", day, "interior minister"),
        step("For Britain the envoy Jon Rask signed on 4 July.", "signed", day, "Jon Rask"),
    )
    assert kinds(register) == []


def test_agreed_and_refused_on_one_day_disagree(registered):
    """A state that agrees and refuses on one day does one of them."""
    day = ("4 July", "2025-07-04")
    register = registered(
        step("Rwanda agreed on 4 July.", "agreed", day),
        step("Rwanda refused on 4 July.", "refused", day),
    )
    assert kinds(register) == [("status", "status")]


def test_opposite_rulings_disagree_on_the_status(registered):
    """One court on one day cannot block and allow."""
    day = ("4 July", "2025-07-04")
    ruling = {"when": day, "court": "High Court", **PAIR}
    register = registered(
        page("ruling", "High Court blocks it, 4 July.", effect="blocks", **ruling),
        page("ruling", "High Court allows it, 4 July.", effect="allows", **ruling),
    )
    assert kinds(register) == [("status", "effect")]


def flight(text: str, day: str, form: str, **fields):
    return page("transfer", text, when=(day, form), **PAIR, **fields)


def test_first_flight_on_two_days_is_one_flight(registered):
    """There is one first flight, whichever day a page gives it."""
    register = registered(
        flight("The first flight left on 4 July.", "4 July", "2025-07-04"),
        flight("The first plane left on 19 July.", "19 July", "2025-07-19"),
    )
    assert kinds(register) == [("date", "date")]


def test_flights_that_no_page_calls_first_are_two(registered):
    """Two weeks apart and nothing that makes them one: two flights."""
    register = registered(
        flight("The first flight left on 4 July.", "4 July", "2025-07-04"),
        flight("A flight left on 19 July.", "19 July", "2025-07-19"),
    )
    assert kinds(register) == []
    assert len([one for one in register.records if one.kind == "transfer"]) == 2


@pytest.mark.parametrize(("told_as", "found"), [("the only", [("date", "date")]), ("a", [])])
def test_what_may_come_again_is_one_where_it_is_the_only_one(registered, told_as, found):
    """Two suspensions a year apart are two, unless a page says that there was one."""
    register = registered(
        step("They suspended it in May 2023.", "suspended", ("May 2023", "2023-05")),
        step(f"It was {told_as} suspension, in May 2024.", "suspended", ("May 2024", "2024-05")),
    )
    assert kinds(register) == found


def test_day_by_a_clock_that_is_told_is_no_other_day(registered):
    """ "On 4 July, Hawaiian time" is 5 July elsewhere, and the page says so."""
    register = registered(
        flight("Seven landed on 4 July, Hawaiian time.", "4 July", "2025-07-04", number=people(7)),
        flight("Seven landed on 5 July.", "5 July", "2025-07-05", number=people(7)),
    )
    assert kinds(register) == []


def test_bodies_of_one_state_disagree_on_who_acted(registered):
    """The state is the same, and the page names which of its departments acted."""
    day = ("4 July", "2025-07-04")
    measure = {"when": day, "by": "USA", "against": "GHA", "measure": "visa"}
    register = registered(
        page("measure", "On 4 July the US State Department curbed visas.", **measure),
        page("measure", "On 4 July the US Treasury curbed visas.", **measure),
    )
    assert kinds(register) == [("actor", "by")]


def test_court_named_by_its_state_or_its_seat_is_one(registered):
    """ "Rwanda's High Court" and "High Court in Kigali" are one body."""
    day = ("4 July", "2025-07-04")
    register = registered(
        step("Rwanda's High Court blocked it on 4 July.", "blocked", day, "Rwanda's High Court"),
        step("The High Court in Kigali did on 4 July.", "blocked", day, "High Court in Kigali"),
    )
    assert kinds(register) == []


SAID = "No plane will leave this island while I hold the keys of the harbour"


@pytest.mark.parametrize(("manner", "found"), [("direct", 1), ("indirect", 0)])
def test_only_quoted_words_have_two_mouths(registered, manner, found):
    """Two may say the same, and pages may tell it alike; a quotation is one person's."""
    register = registered(
        page("statement", f"{SAID}, said Ana", SAID, speaker="Ana Kinbote", directness=manner),
        page("statement", f"{SAID}, said Jon", SAID, speaker="Jon Rask", directness=manner),
        story=True,
    )
    assert len(register.discrepancies) == found
