"""Sentences of news: where one ends, and where a stop belongs to something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.divide.sentences import LONGEST, sentences_of

#: Sentences joined by one blank; each must come out whole, and alone.
CASES = {
    "abbreviated states": "The U.S. Supreme Court sided with it.|It ruled in the U.S. in May.",
    "state at the end": "It has a deal with the U.S.|The text is not public.",
    "state before a name that acts": "It has a deal with the U.S.|Freedonia has none.",
    "titles": "Gen. Ann Roe met Sgt. Lee, Mr. Poe and Lt. Gov. Day.|Nothing was signed.",
    "initials": "Olivier J.P. Roe and Donald J. Day met.|They agreed.",
    "months and numbers": "On Aug. 5 he signed No. 12 of the list.|On Sept. 1 it began.",
    "no as an answer": "Is there a deal?|No.|The minister laughed.",
    "decimals": "It costs $7.5 million.|That is 2.1 percent of it.",
    "quotes close after the stop": "“We are talking.”|He added nothing.",
    "straight quotes": 'He said "we are talking."|Then he left.',
    "question inside the sentence": "“Is there a deal?” he asked.|Nobody answered.",
    "question before a named speaker": "“Is there a deal?” Minister Roe asked.|Nobody answered.",
    "ellipsis goes on": "The talks are ongoing… still in the early stages.|More will come.",
    "ellipsis ends": "He hesitated...|Then he signed.",
    "hours": "They landed at 10 a.m. Monday.|They left at 5 p.m.|The hall was empty.",
    "companies": "Acme Inc. of Freedonia flew them.|Beta Corp. did not.",
    "juniors": "Martin Roe Jr. objected.|So did others.",
    "bracketed source": "They were sent to Freedonia (Reuters).|The ministry denied it.",
    "note numbers": "The deal was signed.[3]|It is secret.[4]",
    "bracket closes": "They left.|(Nobody saw them.)|The hall was empty.",
    "small words like abbreviations": "She fell ill.|Roe objected.|It is the art.|Day agreed.",
    "titles mid-name": "St. Mary and Mt. Roe are towns.|Ft. Day is a camp.",
    "versus": "The case is Roe v. Day.|It began in May.",
    "latin": "It covers food, rent, etc.|The rest is unclear.|It names some, e.g. Sylvania.",
}


@pytest.mark.parametrize("told", CASES.values(), ids=CASES.keys())
def test_each_sentence_comes_out_whole(told: str) -> None:
    """A stop ends a sentence unless it belongs to an abbreviation, initial, number or quote."""
    expected = told.split("|")
    text = " ".join(expected)
    assert [text[a:b] for a, b in sentences_of(text, (0, len(text)))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A deal was signed.The text is secret.", ["A deal was signed.", "The text is secret."]),
        ("“We agree.”The text is secret.", ["“We agree.”", "The text is secret."]),
        ("He wrote to roe@news.example.org. She answered.", None),
        ("See www.News.Com for more.", ["See www.News.Com for more."]),
        ("It flew with Booking.Com on Monday.", ["It flew with Booking.Com on Monday."]),
    ],
)
def test_a_missing_blank_does_not_hide_an_end(text: str, expected: list[str] | None) -> None:
    """Pages lose blanks between sentences; addresses have stops without blanks."""
    expected = expected or ["He wrote to roe@news.example.org.", "She answered."]
    assert [text[a:b] for a, b in sentences_of(text, (0, len(text)))] == expected


def test_capitals_of_a_title_start_no_sentence() -> None:
    """In a title every word may have a capital, so that "U.S. Over" is no end."""
    text = "Freedonia Talks With U.S. Over Migrants"
    assert sentences_of(text, (0, len(text)), is_title=True) == [(0, len(text))]


def test_only_the_block_is_read() -> None:
    """Offsets count from the start of the text, and nothing outside the block is looked at."""
    text = "Before it. One ends here. Two. After it."
    block = (text.index("One"), text.index(" After"))
    assert [text[a:b] for a, b in sentences_of(text, block)] == ["One ends here.", "Two."]


def test_a_very_long_sentence_is_cut_where_a_reader_pauses() -> None:
    """No sentence is longer than the limit, and the cut stands after a semicolon if there is."""
    part = "the ministry of the interior named another of the many places that it had seen"
    text = "; ".join([part] * 40) + "."
    found = sentences_of(text, (0, len(text)))
    assert max(end - start for start, end in found) <= LONGEST
    assert all(text[end - 1] in ";." for _, end in found)


def test_a_word_without_blanks_is_cut_too() -> None:
    """Even what has no pause at all is cut, and nothing is lost."""
    text = "x" * (3 * LONGEST + 7)
    found = sentences_of(text, (0, len(text)))
    assert "".join(text[a:b] for a, b in found) == text
    assert max(b - a for a, b in found) <= LONGEST


@pytest.mark.parametrize("piece", [".", ".)", "…", "?”", "a.", "U.S. ", ". ", '."', "。", "[1]"])
def test_no_text_takes_long(piece: str) -> None:
    """Time grows with the length, not with its square: 200,000 stops in a row end in seconds."""
    text = (piece * 200_000)[:200_000]
    assert sentences_of(text, (0, len(text)))


@given(st.text(alphabet="aB .?!…”\"'()[]1\n。J", max_size=300))
def test_sentences_hold_all_but_blanks(text: str) -> None:
    """Sentences are in order and disjoint, have no outer blanks, and hold all that is none."""
    found = sentences_of(text, (0, len(text)))
    at = 0
    for start, end in found:
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()
