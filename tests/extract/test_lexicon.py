"""Lexicon: which words belong to which class, and where states are named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pactwatch.extract.lexicon import Lexicon, Marks, Name
from pactwatch.extract.parse import Sentence

ParseText = Callable[[str], Sentence]
MarkText = Callable[[str], tuple[Sentence, Marks]]


@pytest.fixture
def lexicon() -> Lexicon:
    """A small vocabulary: words of one and of several, and names that others contain."""
    return Lexicon(
        {"paper": ["deal", "letter of intent"], "people": ["asylum seeker", "man"]},
        [
            Name("Guinea", "GIN", "name", unless_before=frozenset({"papua"})),
            Name("Equatorial Guinea", "GNQ", "name"),
            Name("Oman", "OMN", "name"),
            Name("Georgia", "GEO", "name", unless_after=frozenset({"tech"})),
            Name("Guinea pig", "", "none"),
        ],
    )


def codes(marks: Marks) -> list[str]:
    """The states of a sentence, left to right."""
    return [mark.code for mark in marks.states]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Guinea refused.", ["GIN"]),
        ("Equatorial Guinea refused.", ["GNQ"]),
        ("Chief Justice Oman refused.", []),
        ("Its justice ministry and Oman refused.", ["OMN"]),
        ("Guinea and Equatorial Guinea refused.", ["GIN", "GNQ"]),
        ("Papua Guinea refused.", []),
        ("A Guinea pig refused.", []),
        ("The woman from guinea refused.", []),
        ("Romania refused.", []),
        ("Guineans refused.", []),
        ("AfroGuinea refused.", []),
        ("Georgia refused.", ["GEO"]),
        ("Georgia Tech refused.", []),
    ],
)
def test_the_longest_name_counts(
    parse: ParseText, lexicon: Lexicon, text: str, found: list[str]
) -> None:
    """Names keep their case and borders; a longer one, or the words beside it, make it another."""
    assert codes(lexicon.mark(parse(text))) == found


def test_a_mark_covers_the_words_of_the_name(parse: ParseText, lexicon: Lexicon) -> None:
    """First and last word of a mark are the name's own."""
    s = parse("He said Equatorial Guinea refused.")
    found = lexicon.mark(s).states[0]
    assert s.text[slice(*s.range_of(found.first, found.last))] == "Equatorial Guinea"


def test_classes_stand_on_the_last_word(parse: ParseText, lexicon: Lexicon) -> None:
    """An entry of several words is found by lemma, and held by its last word."""
    s = parse("Two asylum seekers signed the deals.")
    marks = lexicon.mark(s)
    texts = [w.text for w in s.words]
    assert marks.is_a(texts.index("seekers"), "people")
    assert not marks.is_a(texts.index("asylum"), "people")
    assert marks.is_a(texts.index("deals"), "paper", "people")
    assert marks.has("paper")


def test_the_first_noun_heads_an_entry_with_of(parse: ParseText, lexicon: Lexicon) -> None:
    """A "letter of intent" is a paper by its letter as well as by its last word."""
    s = parse("They signed a letter of intent.")
    marks = lexicon.mark(s)
    texts = [w.text for w in s.words]
    assert marks.is_a(texts.index("letter"), "paper")
    assert not marks.is_a(texts.index("signed"), "paper")


def test_marks_lose_the_forms_that_a_page_does_not_bear_out(
    parse: ParseText, lexicon: Lexicon
) -> None:
    """What an unsure form named is dropped, all else stays."""
    marks = lexicon.mark(parse("Georgia and Guinea signed."))
    assert codes(marks.without(frozenset({"Georgia"}))) == ["GIN"]
    assert marks.without(frozenset({"Oman"})) is marks


def test_state_at_finds_the_mark_over_a_word(parse: ParseText, lexicon: Lexicon) -> None:
    """Any word of a name leads to its state, others to none."""
    marks = lexicon.mark(parse("Equatorial Guinea refused."))
    assert [getattr(marks.state_at(i), "code", None) for i in range(3)] == ["GNQ", "GNQ", None]


def test_marks_depend_on_the_words_alone(parser: object, lexicon: Lexicon) -> None:
    """The same wording at another place of a page has the same marks."""
    text = "Guinea signed the deal."
    first, again = parser.parse([(text, 0), (text, 500)])  # type: ignore[attr-defined]
    assert lexicon.mark(first) is lexicon.mark(again)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Norway and Ghana talked.", [("NOR", "name"), ("GHA", "name")]),
        ("Norwegian officials flew to Accra.", [("NOR", "adjective"), ("GHA", "seat")]),
        ("Two Ghanaians were freed.", [("GHA", "people")]),
    ],
)
def test_the_pack_says_how_a_state_is_named(
    mark: MarkText, text: str, found: list[tuple[str, str]]
) -> None:
    """A name, a seat of government, an adjective and a people are told apart."""
    assert [(m.code, m.how) for m in mark(text)[1].states] == found
