"""Where sources only seem to disagree, and where they do: numbers, sums, groups, days, speakers."""

from __future__ import annotations

import pytest

from factory import document, people, told
from pactwatch.nouns import Quantity

PAIR = {"sending": "GBR", "receiving": "RWA"}
ON_4_JULY = ("on 4 July", "2025-07-04")


def sent(words: str, when: tuple[str, str] | None = ON_4_JULY, **fields):
    doc = document(f"{words} on 4 July, or on 5 July, or in July.", published="2025-07-09")
    return doc, [told(doc, "transfer", words, when=when, **PAIR, **fields)]


def spoken(words: str, who: str, outlet: str, **fields):
    doc = document(f"“{words},” said {who}.", outlet=outlet, published="2025-07-09")
    return doc, [told(doc, "statement", words, speaker=who, **fields)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (people(225, "about 250", 275), people(252)),
        (people(250, "about 250"), people(252)),
        (people(None, "up to 250", 250), people(7)),
        (Quantity(min=200, max=None, words="more than 200"), people(238)),
        (people(5, "five to nine", 9), people(8)),
    ],
)
def test_counts_that_can_both_be_true_are_no_disagreement(registered, one, other):
    """ "About" has a tenth on either side, "up to" meets what is less, "more than" what is more."""
    register = registered(sent("Some went", number=one), sent("They left", number=other))
    assert register.discrepancies == ()
    assert len(register.records) == 1


def test_counts_beyond_the_tolerance_are_a_disagreement(registered):
    """About 250 is not 300, where it is told of one flight on one day."""
    register = registered(
        sent("Some went", number=people(250, "about 250")), sent("They left", number=people(300))
    )
    [found] = register.discrepancies
    assert (found.field, found.kind, found.certainty) == ("number", "number", "certain")


def test_parts_and_their_sum_are_no_disagreement(registered):
    """Eight Ghanaians and five Togolese on one page, thirteen in all on another."""
    doc = document("Eight from Ghana on 4 July, and five from Togo.", published="2025-07-09")
    parts = [
        told(doc, "transfer", "Eight from Ghana", when=ON_4_JULY, number=people(8),
             nationalities=("GHA",), **PAIR),
        told(doc, "transfer", "five from Togo", when=ON_4_JULY, number=people(5),
             nationalities=("TGO",), **PAIR),
    ]  # fmt: skip
    register = registered((doc, parts), sent("Thirteen were flown", number=people(13)))
    assert register.discrepancies == ()


def test_number_that_is_no_sum_of_the_parts_is_a_disagreement(registered):
    """Eight and five are not fourteen, whoever counted."""
    doc = document("Eight on 4 July, and five from Togo.", published="2025-07-09")
    eight = told(doc, "transfer", "Eight", when=ON_4_JULY, number=people(8), **PAIR)
    register = registered((doc, [eight]), sent("Fourteen were flown", number=people(14)))
    assert [found.kind for found in register.discrepancies] == ["number"]


def test_different_groups_counted_are_no_disagreement(registered):
    """137 under one law and 238 in all are two counts, of which neither denies the other."""
    one = sent("137 were held", number=people(137), counts="event")
    all_of_them = sent("In all 238 were", number=people(238), counts="total")
    assert registered(one, all_of_them).discrepancies == ()


def test_day_shift_of_a_night_flight_is_marked_as_time_zone(registered):
    """Left on the 4th, landed on the 5th: conditional, and the condition names the time zone."""
    register = registered(
        sent("Seven left", number=people(7)),
        sent("Seven landed", ("on 5 July", "2025-07-05"), number=people(7)),
    )
    [found] = register.discrepancies
    assert found.certainty == "conditional"
    assert "time zone" in (found.condition or "")


def test_month_and_day_agree(registered):
    """ "In July" is met by the fourth of it."""
    register = registered(
        sent("Seven left", number=people(7)),
        sent("Seven landed", ("in July", "2025-07"), number=people(7)),
    )
    assert register.discrepancies == ()
    assert register.records[0].date == "2025-07-04"


WORDS = "No plane will leave this island while I hold the keys of the harbour"


def test_one_quote_by_two_speakers_is_a_disagreement_of_attribution(registered):
    """The same sentence in two mouths: each reading names who is said to have spoken."""
    register = registered(
        spoken(WORDS, "Ana Kinbote", "Post"), spoken(WORDS, "Jon Rask", "Star"), story=True
    )
    [found] = register.discrepancies
    assert (found.kind, found.field) == ("attribution", "speaker")
    assert {stance.value for stance in found.stances} == {"Ana Kinbote", "Jon Rask"}


def test_one_speaker_under_two_spellings_is_no_disagreement(registered):
    """A name in full and its last word are one person."""
    register = registered(
        spoken(WORDS, "Ana Kinbote", "Post"), spoken(WORDS, "Kinbote", "Star"), story=True
    )
    assert register.discrepancies == ()


def test_two_who_say_alike_things_are_no_disagreement(registered):
    """A few shared words are no quote: two may agree with each other."""
    register = registered(
        spoken("We will take them in the harbour", "Ana Kinbote", "Post"),
        spoken("We will never take them near the harbour of ours again", "Jon Rask", "Star"),
        story=True,
    )
    assert register.discrepancies == ()


def test_office_that_two_pages_tell_differently_is_one_of_attribution(registered):
    """One quote, one speaker, two offices."""
    register = registered(
        spoken(WORDS, "Ana Kinbote", "Post", role="interior minister"),
        spoken(WORDS, "Ana Kinbote", "Star", role="mayor"),
        story=True,
    )
    assert [(found.kind, found.field) for found in register.discrepancies] == [
        ("attribution", "role")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("justice minister", "interior minister"),
        ("spokesman of the foreign ministry", "interior ministry spokesperson"),
        ("deputy finance minister", "deputy minister of health"),
    ],
)
def test_offices_of_one_sort_and_two_fields_are_in_dispute(registered, one, other):
    """ "Minister" is no field that two ministers have in common."""
    register = registered(
        spoken(WORDS, "Ana Kinbote", "Post", role=one),
        spoken(WORDS, "Ana Kinbote", "Star", role=other),
        story=True,
    )
    assert [found.kind for found in register.discrepancies] == ["attribution"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("justice minister", "minister of justice"),
        ("justice minister", "minister"),
        ("immigration minister", "Rwandan minister"),
        ("home secretary", "interior minister"),
        ("minister of defence", "defense minister"),
        ("immigration and health minister", "minister for health"),
        ("deputy minister", "deputy justice minister"),
        ("migration minister", "immigration minister"),
    ],
)
def test_one_office_in_other_words_is_not_in_dispute(registered, one, other):
    """The order of the words, a state, a rank, or another word for the field make no second office."""
    register = registered(
        spoken(WORDS, "Ana Kinbote", "Post", role=one),
        spoken(WORDS, "Ana Kinbote", "Star", role=other),
        story=True,
    )
    assert register.discrepancies == ()


@pytest.mark.parametrize("headline", ["Visas", "No Visas For Fifty"])
def test_headline_is_no_part_of_the_name_below_it(registered, headline):
    """Who acts is named in a line: a capitalised headline above it makes no body of a state."""
    texts = (
        f"{headline}\n\nThe United States set limits.",
        "America\n\nThe United States set limits.",
    )
    pages = []
    for text in texts:
        doc = document(text, published="2025-07-09")
        slots = {"by": "USA", "against": "GMB", "measure": "visa"}
        when = ("limits", "2025-07-04")
        pages.append((doc, [told(doc, "measure", "United States set limits", when=when, **slots)]))
    assert registered(*pages).discrepancies == ()


def step(text: str, value: str, published: str | None, form: str | None = None):
    doc = document(text, published=published)
    when = (text.split()[0], form) if form else None
    return doc, [told(doc, "arrangement", text, when=when, status=value, **PAIR)]


def test_undated_stop_by_a_court_does_not_overtake_what_is_dated(registered):
    """Blocked on no day that anybody tells, flown on a day: it stands as flown."""
    register = registered(
        step("2025 saw the first flight.", "operational", None, "2025-07"),
        step("A judge stopped it.", "blocked", None),
    )
    assert register.hubs[0].standing == "operational"


def test_day_without_a_year_is_a_day_all_the_same(registered):
    """Flown in July of no year that is told: what has no day at all does not overtake it."""
    register = registered(
        step("July saw the first flight.", "operational", None, "XXXX-07"),
        step("A judge stopped it.", "blocked", None),
    )
    assert register.hubs[0].standing == "operational"


def test_later_page_speaks_where_nothing_is_dated(registered):
    """Of steps without any day that was known last on which it stands."""
    register = registered(
        step("A judge stopped it.", "blocked", "2025-05-01"),
        step("People are flown out now.", "operational", "2025-08-01"),
    )
    assert register.hubs[0].standing == "operational"
