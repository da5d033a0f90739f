"""Triggers: which words of a pack a word of a sentence starts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pactwatch.extract.parse import Sentence
from pactwatch.extract.triggers import Triggers

ParseText = Callable[[str], Sentence]


@pytest.fixture
def triggers() -> Triggers[str]:
    """Verbs, nouns and adjectives of one word and of several."""
    made: Triggers[str] = Triggers()
    made.add("sign", verbs=["sign"])
    made.add("fail", verbs=["fall through", "collapse"])
    made.add("flight", nouns=["deportation flight"])
    made.add("deal", nouns=["deal"], verbs=["deal"])
    made.add("again", verbs=["sign"], adjectives=["lawful"])
    made.add("turn", verbs=["turn down"])
    return made


def started(triggers: Triggers[str], s: Sentence) -> list[list[str]]:
    """What each word starts, the words that start nothing left out."""
    return [found for i in range(len(s.words)) if (found := triggers.starting_at(s, i))]


@pytest.mark.parametrize(
    "text", ["Norway signs it.", "Norway signed it.", "Norway has been signing it."]
)
def test_every_form_of_a_verb_starts_it(
    parse: ParseText, triggers: Triggers[str], text: str
) -> None:
    """Words are found by lemma, and all items of one lemma come in the pack's order."""
    assert started(triggers, parse(text)) == [["sign", "again"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The plan fell through in May.", [["fail"]]),
        ("The plan collapsed in May.", [["fail"]]),
        ("The ministers fell in May.", []),
        ("Ghana turned down the offer.", [["turn"]]),
        ("Ghana turned the offer down.", [["turn"]]),
        ("Ghana turned the ship around.", []),
    ],
)
def test_a_verb_of_several_words_needs_them_all(
    parse: ParseText, triggers: Triggers[str], text: str, found: list[list[str]]
) -> None:
    """The particle may be parted from its verb; without it nothing starts."""
    assert started(triggers, parse(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two deportation flights left Oslo.", [["flight"]]),
        ("Two charter flights left Oslo.", []),
        ("Flights left Oslo.", []),
    ],
)
def test_a_noun_of_several_words_is_found_by_its_last(
    parse: ParseText, triggers: Triggers[str], text: str, found: list[list[str]]
) -> None:
    """The words before the last must stand there too."""
    assert started(triggers, parse(text)) == found


def test_a_part_of_speech_is_told_from_another(parse: ParseText, triggers: Triggers[str]) -> None:
    """An adjective's word starts no verb's item."""
    assert started(triggers, parse("The practice was lawful.")) == [["again"]]
    assert started(triggers, parse("The lawful sign hung there.")) == [["again"]]
