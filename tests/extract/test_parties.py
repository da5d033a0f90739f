"""Parties: the state for which a phrase stands, within one document."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pactwatch.extract.lexicon import Marks
from pactwatch.extract.named import Party, beside, named_in, qualifying
from pactwatch.extract.parse import Sentence
from pactwatch.extract.parties import Memory, parties_of
from pactwatch.extract.specification import Specification

MarkText = Callable[[str], tuple[Sentence, Marks]]


@pytest.fixture
def memory(spec: Specification) -> Memory:
    """What the pack knows beforehand, and nothing of a page."""
    return Memory(leaders=spec.leaders, described=spec.described)


def stands(marked: tuple[Sentence, Marks], memory: Memory, word: str) -> list[str]:
    """The states for which the phrase headed by a word stands."""
    s, marks = marked
    i = [w.text for w in s.words].index(word)
    return [party.code for party in parties_of(s, marks, memory, i)]


@pytest.mark.parametrize(
    ("text", "head", "codes"),
    [
        ("Norway signed.", "Norway", ["NOR"]),
        ("Oslo signed.", "Oslo", ["NOR"]),
        ("The Norwegian government signed.", "government", ["NOR"]),
        ("The government of Ghana signed.", "government", ["GHA"]),
        ("Ghana's foreign minister signed.", "minister", ["GHA"]),
        ("Ghana, Kenya and Malawi signed.", "Ghana", ["GHA", "KEN", "MWI"]),
        ("The ship sank.", "ship", []),
    ],
)
def test_names_seats_and_officials_stand_for_their_state(
    mark: MarkText, memory: Memory, text: str, head: str, codes: list[str]
) -> None:
    """A state's name, its capital, its government and its ministers are the state's."""
    assert stands(mark(text), memory, head) == codes


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Two Ghanaians were freed.", "Ghanaians"),
        ("Ghanaian migrants were freed.", "migrants"),
        ("The Ghanaian men were freed.", "men"),
    ],
)
def test_a_nationality_stands_for_no_state(
    mark: MarkText, memory: Memory, text: str, head: str
) -> None:
    """People of a state are not the state."""
    assert stands(mark(text), memory, head) == []


def test_a_person_stands_for_the_state_that_introduced_them(mark: MarkText, memory: Memory) -> None:
    """Once a page gives somebody an office, the bare name stands for the office's state."""
    memory.see(*mark("Norwegian Prime Minister Kari Lund flew to Accra."))
    assert stands(mark("Mr Lund signed the papers."), memory, "Lund") == ["NOR"]


def test_an_unknown_person_stands_for_none(mark: MarkText, memory: Memory) -> None:
    """A name without an office says nothing."""
    assert stands(mark("Mr Lund signed the papers."), memory, "Lund") == []


def test_a_description_needs_a_state_that_fits(mark: MarkText, memory: Memory) -> None:
    """ "The West African nation" is the last state named that lies there, else none."""
    told = "The West African nation signed."
    assert stands(mark(told), memory, "nation") == []
    memory.see(*mark("Norway and Kenya refused."))
    assert stands(mark(told), memory, "nation") == []
    memory.see(*mark("Ghana agreed, and Norway paid."))
    assert stands(mark(told), memory, "nation") == ["GHA"]


def test_an_indefinite_description_is_nobody_known(mark: MarkText, memory: Memory) -> None:
    """ "A West African nation" is not the one of which the page spoke."""
    memory.see(*mark("Ghana agreed."))
    assert stands(mark("A West African nation signed."), memory, "nation") == []


def test_it_and_the_country_are_the_last_subject(mark: MarkText, memory: Memory) -> None:
    """A pronoun and a bare "the country" take the state that was last the subject."""
    memory.subject = Party("GHA", 0, 5)
    assert stands(mark("It signed the papers."), memory, "It") == ["GHA"]
    assert stands(mark("The country signed the papers."), memory, "country") == ["GHA"]


def test_it_is_a_subject_of_its_own_sentence_first(mark: MarkText, memory: Memory) -> None:
    """A subject earlier in the sentence comes before that of the sentence above."""
    memory.subject = Party("KEN", 0, 5)
    assert stands(mark("Ghana was paid before it signed."), memory, "it") == ["GHA"]


@pytest.mark.parametrize("pronoun", ["They", "We", "He"])
def test_persons_pronouns_stand_for_no_state(mark: MarkText, memory: Memory, pronoun: str) -> None:
    """Only "it" is a state's pronoun."""
    memory.subject = Party("GHA", 0, 5)
    assert stands(mark(f"{pronoun} signed the papers."), memory, pronoun) == []


def test_the_words_of_a_party_name_it(mark: MarkText, memory: Memory) -> None:
    """A party's offsets hold the words that name the state."""
    s, marks = mark("The government of Ghana signed.")
    (party,) = parties_of(s, marks, memory, 1)
    assert s.text[party.start : party.end] == "Ghana"


def test_named_states_are_no_nationalities(mark: MarkText) -> None:
    """What a sentence names leaves people's nationalities aside."""
    found = named_in(*mark("Norway sent two Turks and three Iraqis to Ghana."))
    assert [party.code for party in found] == ["NOR", "GHA"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Norway paid Ghana.", ["NOR", "GHA"]),
        ("Norway held talks in Kenya.", ["NOR"]),
        ("Migrants from Turkey waited while Norway paid.", ["NOR"]),
        ("Norway sent Turkish migrants home.", ["NOR"]),
    ],
)
def test_who_stands_beside_acts_or_is_acted_on(mark: MarkText, text: str, codes: list[str]) -> None:
    """A place alone, or where people come from, takes no part."""
    assert [party.code for party in beside(*mark(text))] == codes


def test_states_qualify_a_noun(mark: MarkText) -> None:
    """ "The Norway-Ghana deal" is a deal of both; what stands behind it is not in the phrase."""
    s, marks = mark("The Norwegian deal with Ghana failed.")
    i = [w.text for w in s.words].index("deal")
    assert [party.code for party in qualifying(s, marks, i)] == ["NOR"]
