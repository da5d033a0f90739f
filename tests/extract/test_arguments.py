"""Arguments: who does what to whom, under one set of names whatever the sentence's form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pactwatch.extract.arguments import (
    antecedent,
    arguments,
    conjuncts,
    is_infinitive,
    is_passive,
    phrase_of,
)
from pactwatch.extract.parse import Sentence

ParseText = Callable[[str], Sentence]


def at(s: Sentence, word: str) -> int:
    """The place of the first word that is written so."""
    return [w.text for w in s.words].index(word)


def heads(s: Sentence, word: str, role: str) -> list[str]:
    """The words that head a role of a word."""
    return [s.words[j].text for j in arguments(s, at(s, word)).get(role, [])]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Norway deported five men.", "deported"),
        ("Five men were deported by Norway.", "deported"),
        ("Norway has deported five men.", "deported"),
        ("The ship carried five men whom Norway deported.", "deported"),
        ("Norway asked Ghana and deported five men.", "deported"),
        ("Norway plans to deport five men.", "deport"),
    ],
)
def test_subject_is_who_acts_and_object_whom_it_meets(
    parse: ParseText, text: str, verb: str
) -> None:
    """Active, passive, relative, joined and infinitive verbs have the same arguments."""
    s = parse(text)
    assert heads(s, verb, "subject") == ["Norway"]
    assert heads(s, verb, "object") == ["men"]


def test_a_passive_without_an_agent_has_no_subject(parse: ParseText) -> None:
    """Who acted is not made up where the sentence leaves it out."""
    s = parse("Five men were deported on Tuesday.")
    assert heads(s, "deported", "subject") == []
    assert heads(s, "deported", "object") == ["men"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Norway asked Ghana to take the men.", "Ghana"),
        ("Norway persuaded Ghana to take the men.", "Ghana"),
        ("Norway promised to take the men.", "Norway"),
        ("Norway's willingness to take the men is doubted.", "Norway"),
    ],
)
def test_an_infinitive_takes_its_subject_from_what_controls_it(
    parse: ParseText, text: str, who: str
) -> None:
    """Whoever is asked carries out what is asked; whoever promises, what is promised."""
    assert heads(parse(text), "take", "subject") == [who]


def test_a_bare_participle_is_passive_and_says_its_noun(parse: ParseText) -> None:
    """ "Men deported by Norway": the men are the object, the agent the subject."""
    s = parse("Men deported by Norway arrived in Accra.")
    assert is_passive(s, at(s, "deported"))
    assert heads(s, "deported", "subject") == ["Norway"]


@pytest.mark.parametrize(
    ("text", "preposition", "word"),
    [
        ("Norway flew the men to Ghana.", "to", "Ghana"),
        ("The men were flown from Oslo.", "from", "Oslo"),
        ("Norway signed a deal with Ghana.", "with", "Ghana"),
    ],
)
def test_a_preposition_s_objects_stand_under_its_name(
    parse: ParseText, text: str, preposition: str, word: str
) -> None:
    """Each preposition of a verb or of its object's noun is a role of its own."""
    s = parse(text)
    told = [heads(s, w.text, preposition) for w in s.words if w.pos in ("VERB", "NOUN")]
    assert [word] in told


def test_a_preposition_after_another_has_a_name_of_its_own(parse: ParseText) -> None:
    """ "Out of Norway" is under the last of its prepositions, and under both."""
    s = parse("The men were flown out of Norway.")
    roles = arguments(s, at(s, "flown"))
    assert [s.words[j].text for j in roles["of"]] == ["Norway"]
    assert [s.words[j].text for j in roles["out of"]] == ["Norway"]


def test_a_noun_has_its_possessor_and_modifiers(parse: ParseText) -> None:
    """Whose deal it is, and what qualifies it, are roles of a noun."""
    s = parse("Norway's secret migration deal with Ghana failed.")
    assert heads(s, "deal", "poss") == ["Norway"]
    assert heads(s, "deal", "modifier") == ["secret", "migration"]
    assert heads(s, "deal", "with") == ["Ghana"]


def test_a_relative_pronoun_stands_for_its_noun(parse: ParseText) -> None:
    """Whoever "who" is, is the noun before it."""
    s = parse("The minister who signed the deal resigned.")
    assert s.words[antecedent(s, at(s, "who"))].text == "minister"
    assert heads(s, "signed", "subject") == ["minister"]


def test_conjuncts_are_all_that_is_joined(parse: ParseText) -> None:
    """A list is unfolded from its first member, left to right."""
    s = parse("Norway sent the men to Ghana, Kenya and Malawi.")
    assert [s.words[j].text for j in conjuncts(s, at(s, "Ghana"))] == ["Ghana", "Kenya", "Malawi"]


def test_a_phrase_ends_in_its_head(parse: ParseText) -> None:
    """What follows a noun ("with Ghana") is no part of the phrase that it heads."""
    s = parse("The new migration deal with Ghana failed.")
    first, last = phrase_of(s, at(s, "deal"))
    assert (s.words[first].text, s.words[last].text) == ("The", "deal")


def test_infinitives_are_known_by_to(parse: ParseText) -> None:
    """Only a verb that stands with "to" is an infinitive."""
    s = parse("Norway wants to send men and sent women.")
    assert is_infinitive(s, at(s, "send"))
    assert not is_infinitive(s, at(s, "sent"))
