"""Words that tell when: what is found, with which form, and what is left alone."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.days import anchor, is_form
from pactwatch.extract.when import find_dates

THURSDAY = "2025-08-21"


def told(text: str, published: str | None = THURSDAY) -> list[tuple[str, str | None]]:
    return [(when.words, anchor(when.form, published)[0]) for when in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The note was signed on 2025-05-04.", "2025-05-04", "2025-05-04"),
        ("Filed 25/12/2024 in Mbabane.", "25/12/2024", "2024-12-25"),
        ("They landed on Sunday, 4 May 2025.", "Sunday, 4 May 2025", "2025-05-04"),
        ("They landed on the 4th of May 2025.", "the 4th of May 2025", "2025-05-04"),
        ("They landed on May 4th, 2025, at dawn.", "May 4th, 2025", "2025-05-04"),
        ("Eight men arrived on 4 July.", "4 July", "2025-07-04"),
        ("ACCRA, Aug. 19 (Wire) - Ghana said so.", "Aug. 19", "2025-08-19"),
        ("Talks ran March 1-5, 2025.", "March 1-5, 2025", "2025-03-01/2025-03-05"),
        ("It was agreed in June.", "June", "2025-06"),
        ("It was agreed in June 2023.", "June 2023", "2023-06"),
        ("It was agreed in June last year.", "June last year", "2024-06"),
        ("It was agreed last October.", "last October", "2024-10"),
        ("Seven people came in mid-August.", "mid-August", "2025-08"),
        ("Seven people came in early March.", "early March", "2025-03"),
        ("Nothing moved until late 2024.", "late 2024", "2024"),
        ("The first group came in 2019.", "2019", "2019"),
        ("They were flown out on Tuesday.", "Tuesday", "2025-08-19"),
        ("They left on the sixteenth of July.", "the sixteenth of July", "2025-07-16"),
        (
            "They left on the twenty-second of May 2024.",
            "the twenty-second of May 2024",
            "2024-05-22",
        ),
        ("They will be flown out on Tuesday.", "Tuesday", "2025-08-26"),
        ("They were flown out last Thursday.", "last Thursday", "2025-08-14"),
        ("A hearing is set for next Tuesday.", "next Tuesday", "2025-08-26"),
        ("They left Friday night.", "Friday night", "2025-08-15"),
        ("They left last week Friday.", "last week Friday", "2025-08-15"),
        ("Last week, on Tuesday, they left.", "Last week, on Tuesday", "2025-08-12"),
        ("Two weeks ago, on 6 August, they left.", "Two weeks ago, on 6 August", "2025-08-06"),
        ("Since May Britain has sent nine.", "Since May", "2025-05/.."),
        ("They left a fortnight ago.", "a fortnight ago", "2025-08-07~"),
        ("It was agreed half a year ago.", "half a year ago", "2025-02~"),
        ("It was agreed a year and a half ago.", "a year and a half ago", "2024-02~"),
        ("It lapsed on the last day of 2024.", "the last day of 2024", "2024-12-31"),
        ("It lapsed on the very last day of June.", "the very last day of June", "2025-06-30"),
        ("It lapsed on the last day of February.", "the last day of February", "2025-02"),
        ("It began on the first day of May 2024.", "the first day of May 2024", "2024-05-01"),
        ("It began on the first day of last year.", "the first day of last year", "2024-01-01"),
        ("They left on Friday of last week.", "Friday of last week", "2025-08-15"),
        ("She spoke yesterday.", "yesterday", "2025-08-20"),
        ("She spoke the day before yesterday.", "the day before yesterday", "2025-08-19"),
        ("The flight left last month.", "last month", "2025-07"),
        ("The flight left earlier this year.", "earlier this year", "2025"),
        ("The flight left last week.", "last week", "2025-08-11/2025-08-17"),
        ("The flight left over the weekend.", "over the weekend", "2025-08-16/2025-08-17"),
        ("The flight left three days ago.", "three days ago", "2025-08-18"),
        ("The flight left about two weeks ago.", "about two weeks ago", "2025-08-07~"),
        ("The deal dates from a decade ago.", "a decade ago", "2015~"),
        ("It opens in two weeks' time.", "in two weeks' time", "2025-09-04~"),
        ("Talks began this summer.", "this summer", "2025-22"),
        ("Talks began last autumn.", "last autumn", "2024-23"),
        ("Talks began in the summer of 2023.", "the summer of 2023", "2023-22"),
        (
            "It was paid in the first quarter of 2025.",
            "the first quarter of 2025",
            "2025-01/2025-03",
        ),
        ("He was freed on the 20th.", "the 20th", "2025-08-20"),
        ("He was freed on the 3rd of last month.", "the 3rd of last month", "2025-07-03"),
        ("They were held the week of July 14.", "the week of July 14", "2025-07-14/2025-07-20"),
        ("They were held between 2019 and 2025.", "between 2019 and 2025", "2019/2025"),
        ("They were held from May to July 2025.", "from May to July 2025", "2025-05/2025-07"),
        ("They have been held since July 2024.", "since July 2024", "2024-07/.."),
        ("It left on 4 July (5 July local time).", "4 July (5 July local time)", "2025-07-04"),
        ("He was moved on Good Friday.", "Good Friday", "2025-04-18"),
    ],
)
def test_expression_is_found_whole_and_anchored(text: str, words: str, day: str) -> None:
    """Each way of telling when gives one expression and its day."""
    assert told(text) == [(words, day)]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the palace and may come back.",
        "In his second term he took 2,000 people, 12 percent of them ill.",
        "Mr. April Smith said nothing. Sun shone on Mon Repos.",
        "It was recently agreed; now it is soon to follow, as ever.",
        "He stayed for two years, every Friday, in the 1990s and in his 30s.",
        "The 20th century and the 5th circuit are no days.",
        "USA TODAY asked on Black Monday.",
        "It was 7/8/25 in one order or the other.",
        "They paid $2025 for flight 1998.5 and bus No. 2019.",
        "Two weeks after the deal nobody had come.",
    ],
)
def test_what_names_no_day_is_left_alone(text: str) -> None:
    """Verbs, names, numbers, spans of time and vague words give no day."""
    assert told(text) == []


def test_time_later_counts_from_the_day_told_before() -> None:
    """ "Two weeks later" has no anchor in the publication day, but in the text's own."""
    text = "A deal was signed on 15 March 2025. Two weeks later seven people arrived."
    assert told(text) == [("15 March 2025", "2025-03-15"), ("Two weeks later", "2025-03-29~")]
    assert told("Two weeks later seven people arrived.") == [("Two weeks later", None)]


def test_that_day_and_the_following_morning_count_from_the_day_told_before() -> None:
    """Words that point back take the last day that is fine enough, not a year in between."""
    text = "They landed on 4 July. A 2019 law was read. Later that day they ate; the next morning."
    assert [day for _, day in told(text)] == ["2025-07-04", "2019", "2025-07-04", "2025-07-05"]


def test_endless_chain_of_days_is_read() -> None:
    """A text in which every day counts from the one before is read without end of the stack."""
    found = find_dates("They met on 4 July 2025. " + "The next day they met. " * 3000)
    assert len(found) == 3001
    assert anchor(found[3].form, None) == ("2025-07-07", "stated")
    assert anchor(found[-1].form, None)[0] is None


def test_undated_page_keeps_months_without_year_and_words_without_day() -> None:
    """Nothing is counted from a publication day that nobody gave."""
    text = "He came in March, left last month, and spoke on 3 April."
    assert told(text, None) == [
        ("March", "XXXX-03"),
        ("last month", None),
        ("3 April", "XXXX-04-03"),
    ]


def test_given_tense_decides_over_the_words_around() -> None:
    """A caller that has parsed the sentence knows better than the nearest verb."""
    text = "The flight on Friday"
    ahead = find_dates(text, tense=lambda *_: "future")
    behind = find_dates(text, tense=lambda *_: "past")
    assert anchor(ahead[0].form, THURSDAY)[0] == "2025-08-22"
    assert anchor(behind[0].form, THURSDAY)[0] == "2025-08-15"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("He said Friday that they will go.", "2025-08-15"),
        ("They must leave by Friday.", "2025-08-22"),
        ("On Friday, the court will hear them.", "2025-08-22"),
        ("On Friday, the court heard them.", "2025-08-15"),
        ("They look for ways around Friday's ruling.", "2025-08-15"),
        ("The hearing was postponed until Friday.", "2025-08-22"),
        ("It was not until Friday that they spoke.", "2025-08-15"),
    ],
)
def test_nearest_verb_tells_on_which_side_a_weekday_lies(text: str, day: str) -> None:
    """The verb that governs the day decides, not any verb of the sentence."""
    assert [found for _, found in told(text)] == [day]


_WORDS = (
    "early mid- late last this next the of in on since from between and to until - , ( ) 's two a "
    "weeks ago later earlier before day week month year 20th 4 31 May March Feb. 29 Friday 2024 "
    "2025-02-30 quarter summer first local time that same morning yesterday 1990s was will"
)
PIECES = st.sampled_from([*re.split(" ", _WORDS), "\n"])


@given(st.lists(PIECES, max_size=14).map(" ".join), st.dates(), st.integers(0, 9))
def test_every_form_can_be_anchored_and_every_quote_is_its_slice(text, published, offset) -> None:
    """Whatever the words: no error, offsets in order, and words equal to their slice."""
    found = find_dates(text, offset)
    for when in found:
        assert when.words == text[when.start - offset : when.end - offset]
        assert is_form(when.form)
        anchor(when.form, published.isoformat())
        anchor(when.form, None)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Both signed it in April and May 2022.", "April and May 2022", "2022-04/2022-05"),
        ("Both signed it on Tuesday (19 August).", "Tuesday (19 August)", "2025-08-19"),
        ("Both signed it last Tuesday, 19 August.", "last Tuesday, 19 August", "2025-08-19"),
    ],
)
def test_what_is_told_twice_is_one_answer(text: str, words: str, day: str) -> None:
    """Months in a row share the year behind them; a weekday and its date are one day."""
    assert told(text) == [(words, day)]


@pytest.mark.parametrize(
    "text", ["It was signed in April and June 2022.", "It ran in 2021 and May 2022."]
)
def test_what_is_no_row_of_months_stays_apart(text: str) -> None:
    """Two months with another between them are two answers."""
    assert len(told(text)) == 2


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "The request came in June 2025. Drafts followed, and on December 24 it was signed.",
            "2025-12-24",
        ),
        (
            "The request came in June 2025. Drafts followed, and on May 24 it was signed.",
            "XXXX-05-24",
        ),
        (
            "The request came in June. Drafts followed, and on December 24 it was signed.",
            "XXXX-12-24",
        ),
        ("The request came in June 2025. It will be signed on December 24.", "XXXX-12-24"),
        ("In June 2025 it was asked." + " It waited." * 80 + " In July it was signed.", "XXXX-07"),
    ],
)
def test_a_story_keeps_its_year_where_the_page_has_no_day(text: str, last: str) -> None:
    """Months told on, in the past and not far off, are of the year told before; others of none."""
    assert told(text, None)[-1][1] == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Signed in 2019, it was gone that same August.", "2019-08"),
        ("Nine came on 4 April. Six followed on the last day of the month.", "2025-04-30"),
        ("Nine came on 4 April. Six followed on the 20th of that month.", "2025-04-20"),
        ("It began in May 2019 and lapsed on the last day of that year.", "2019-12-31"),
        ("Signed in May 2019, it was dropped before the year was out.", "2019"),
        ("Nine came on 4 April. The following Tuesday six left.", "2025-04-08"),
        ("Nine came on 4 April. The previous Friday it was signed.", "2025-03-28"),
        ("The following Tuesday six left.", None),
    ],
)
def test_what_points_back_counts_from_the_day_told_before(text: str, last: str | None) -> None:
    """That June, the last day of the month, the following Tuesday; without such a day they tell none."""
    assert told(text)[-1][1] == last
