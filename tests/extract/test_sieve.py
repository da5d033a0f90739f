"""Sieve: which texts are worth a parse at all."""

from __future__ import annotations

import pytest

from pactwatch.extract.lexicon import Name
from pactwatch.extract.sieve import Sieve
from pactwatch.extract.specification import Specification

NAMES = [
    Name("Norway", "NOR", "name"),
    Name("Norwegian", "NOR", "adjective"),
    Name("Niger", "NER", "name"),
    Name("Nigeria", "NGA", "name"),
]


@pytest.fixture(scope="module")
def sieve() -> Sieve:
    """Two words of a topic, three states."""
    return Sieve(["deport", "asylum"], NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "Norway deported men to Niger.",
        "Norway and Niger on DEPORTATION",
        "Asylum: what Niger told Norway",
        "Nigeria takes Norwegian deportees",
    ],
)
def test_a_topic_and_two_states_pass(sieve: Sieve, text: str) -> None:
    """The start of a word is enough, in any case; any form names a state."""
    assert sieve.may_concern(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Norway and Niger signed a fishing deal.",
        "Norway deported men.",
        "Norway deported Norwegian men.",
        "The teleported men of Norway and Niger",
        "Norway deported men to the Nigers of this world",
        "norway deported men to niger",
    ],
)
def test_what_lacks_one_does_not(sieve: Sieve, text: str) -> None:
    """No topic, one state twice, the inside of a word, or a name in small letters."""
    assert not sieve.may_concern(text)


def test_the_pack_s_sieve_takes_the_plainest_page(spec: Specification) -> None:
    """What ships lets through a transfer, and stops the weather."""
    assert spec.sieve.may_concern("Norway deported 30 migrants to Ghana on Tuesday.")
    assert not spec.sieve.may_concern("Norway and Ghana had rain on Tuesday.")
