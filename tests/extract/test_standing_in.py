"""Participles that describe people are no verbs, wherever the parser takes them for some."""

from __future__ import annotations

import pytest

from pactwatch.config import Settings
from pactwatch.extract.parse import Parser, Sentence
from pactwatch.extract.standing_in import parse_again

TOLD = frozenset({"rejected", "failed", "convicted"})
PEOPLE = frozenset({"seeker", "migrant", "man", "offender"})


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(Settings().pipeline)


def read(parser: Parser, text: str) -> Sentence:
    (found,) = parse_again(parser.parse([(text, 7)]), parser, told=TOLD, people=PEOPLE)
    return found


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Norway sent 14 rejected asylum seekers to Ghana on 12 June.", "sent"),
        ("Until then Norway could send rejected Iraqi asylum seekers to Accra.", "send"),
        ("Ghana will accept up to 500 rejected asylum seekers a year.", "accept"),
        ("Ghana has housed 40 convicted offenders since May.", "housed"),
        ("Norway plans to deport rejected asylum-seekers to Ghana.", "deport"),
        ("Thirteen rejected asylum seekers were flown to Ghana on Friday.", "flown"),
        ("Several convicted offenders landed in Ghana on Friday.", "landed"),
    ],
)
def test_people_who_were_turned_down_are_what_is_sent(parser: Parser, text: str, verb: str) -> None:
    """The sentence's verb keeps its object, and the words keep their places."""
    s = read(parser, text)
    at = next(i for i, word in enumerate(s.words) if word.text == verb)
    people = next(i for i, word in enumerate(s.words) if word.lemma in PEOPLE)
    assert at in [*s.ancestors(people)][:2]
    assert all(text[word.start : word.end] == word.text for word in s.words)
    assert s.start == 7


@pytest.mark.parametrize(
    "text",
    [
        "The court rejected asylum seekers from Iraq on Friday.",
        "Judges have rejected migrants before.",
        "The plan failed migrants, she said.",
    ],
)
def test_a_verb_stays_a_verb(parser: Parser, text: str) -> None:
    """Behind a subject or an auxiliary it is what somebody did."""
    assert read(parser, text) == parser.parse([(text, 7)])[0]
