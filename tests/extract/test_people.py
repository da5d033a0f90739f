"""People: how many a phrase counts, of which states, which of several groups, and whose own."""

from __future__ import annotations

from functools import lru_cache

import pytest

from pactwatch.config import Settings
from pactwatch.domain import load_pack
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.ordinals import ordinal_of
from pactwatch.extract.parse import Parser, Sentence
from pactwatch.extract.people import are_own, count_of, nations_of
from pactwatch.extract.specification import Specification, specify


@lru_cache(maxsize=1)
def parser() -> Parser:
    return Parser(Settings().pipeline)


@lru_cache(maxsize=1)
def spec() -> Specification:
    return specify(load_pack("transfers"))


def phrase(text: str, head: str) -> tuple[Sentence, Marks, list[int]]:
    """A sentence, its marks, and the place of the word that heads the phrase."""
    s = parser().parse([(text, 0)])[0]
    return s, spec().lexicon.mark(s), [[w.text for w in s.words].index(head)]


@pytest.mark.parametrize(
    ("text", "head", "least", "most"),
    [
        ("Sweden deported nine men to Kenya.", "men", 9, 9),
        ("Sweden deported more than 300 men to Kenya.", "men", 300, None),
        ("Sweden deported a Cuban man to Kenya.", "man", 1, 1),
        ("Sweden deported a group of fourteen men to Kenya.", "group", 14, 14),
        ("Sweden deported dozens of men to Kenya.", "dozens", 24, None),
        ("Sweden deported one or two men to Kenya.", "men", 1, 2),
        ("Only one or two have arrived in Kenya so far.", "one", 1, 2),
    ],
)
def test_count_is_the_phrase_s_own(text: str, head: str, least: float, most: float | None) -> None:
    """What the phrase counts is read with its bound; a group counts its members, not itself."""
    s, marks, heads = phrase(text, head)
    found = count_of(s, marks, heads)
    assert found is not None
    assert (found[0].min, found[0].max) == (least, most)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Sweden deported the men to Kenya in 2024.", "men"),
        ("Sweden deported the men after 17 months.", "men"),
        ("Sweden paid 5 million dollars for the men.", "men"),
        ("Sweden deported citizens of six countries to Kenya.", "citizens"),
    ],
)
def test_years_times_and_sums_count_nobody(text: str, head: str) -> None:
    """A figure that counts something else is not how many there are."""
    s, marks, heads = phrase(text, head)
    assert count_of(s, marks, heads) is None


def test_count_s_words_are_where_it_says() -> None:
    """The place that is given holds the words of the count."""
    s, marks, heads = phrase("Sweden deported at least forty men to Kenya.", "men")
    found = count_of(s, marks, heads)
    assert found is not None
    assert s.text[found[1] : found[2]] == found[0].words == "at least forty"


@pytest.mark.parametrize(
    ("text", "head", "codes"),
    [
        ("Sweden deported three Iraqi men to Kenya.", "men", ["IRQ"]),
        ("Sweden deported men from Cuba and Laos to Kenya.", "men", ["CUB", "LAO"]),
        ("Sweden deported nationals of Vietnam to Kenya.", "nationals", ["VNM"]),
        ("Sweden deported the men to Kenya.", "men", []),
    ],
)
def test_nations_of_people(text: str, head: str, codes: list[str]) -> None:
    """Adjectives and "from" tell of which states people are; where they go tells nothing."""
    s, marks, heads = phrase(text, head)
    assert [mark.code for mark in nations_of(s, marks, heads)] == codes


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        ("Sweden deported a second group of men.", "second"),
        ("Sweden deported the latest group of men.", "latest"),
        ("Sweden deported a group of men.", None),
    ],
)
def test_which_of_several_groups(text: str, ordinal: str | None) -> None:
    """Groups are told apart by the words that order them."""
    s, _, heads = phrase(text, "group")
    assert ordinal_of(s, heads) == ordinal


@pytest.mark.parametrize(
    ("text", "head", "own"),
    [
        ("Sweden returned 40 Kenyans to Kenya.", "Kenyans", True),
        ("Sweden returned 40 Ugandans to Kenya.", "Ugandans", False),
        ("Kenya took back its own citizens.", "citizens", True),
        ("Kenya took in foreign citizens.", "citizens", False),
    ],
)
def test_own_people_are_told_from_others(text: str, head: str, own: bool) -> None:
    """A state's own nationals make no move to a third country."""
    s, marks, heads = phrase(text, head)
    assert are_own(s, marks, heads, "KEN") is own
