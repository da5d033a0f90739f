"""Voices: the fullest name of who speaks, with office, body and medium, in the page's own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.reports import page_of, parser
from pactwatch.extract.attributions import find_attributions
from pactwatch.extract.voices import VoicedAttribution, resolve_voices
from pactwatch.nouns import Range, Reading

ReadText = Callable[..., Reading]


def voiced(*paragraphs: list[str]) -> tuple[list[VoicedAttribution], str]:
    """The voices of all speech on a page, and the page's text."""
    page, text = page_of(*paragraphs)
    found = resolve_voices(find_attributions(page, text), page, text)
    return [v for v in found if v.attribution.speech], text


def names(*paragraphs: list[str]) -> list[str | None]:
    """Who speaks, in order."""
    return [v.name for v in voiced(*paragraphs)[0]]


KOVACS = "Foreign Minister Anna Kovacs said that talks had begun."


@pytest.mark.parametrize(
    "later",
    [
        "Kovacs said that they were at an early stage.",
        "She said that they were at an early stage.",
        "The minister said that they were at an early stage.",
        "The foreign minister said that they were at an early stage.",
        "Ms Kovacs said that they were at an early stage.",
    ],
)
def test_short_names_lead_to_the_fullest(later: str) -> None:
    """Surname, pronoun and office stand for the person whom the page names in full."""
    assert names([KOVACS, later]) == ["Anna Kovacs", "Anna Kovacs"]


def test_full_name_may_come_later() -> None:
    """A headline with the surname gets the full name from the text below it."""
    assert names(["Kovacs says that talks have begun."], [KOVACS]) == ["Anna Kovacs"] * 2


@pytest.mark.parametrize(
    ("sentence", "name", "office"),
    [
        (KOVACS, "Anna Kovacs", "Foreign Minister"),
        (
            "Hungary's foreign minister, Anna Kovacs, said that talks had begun.",
            "Anna Kovacs",
            "Hungary's foreign minister",
        ),
        (
            "Anna Kovacs, the foreign minister of Hungary, said that talks had begun.",
            "Anna Kovacs",
            "foreign minister of Hungary",
        ),
        (
            "US Secretary of State Ralph Odom said that talks had begun.",
            "Ralph Odom",
            "US Secretary of State",
        ),
    ],
)
def test_office_stands_in_the_pages_words(sentence: str, name: str, office: str) -> None:
    """Before the name, behind it, or with it in apposition."""
    (v,), text = voiced([sentence])
    assert (v.kind, v.name, v.office) == ("person", name, office)
    assert v.name_at and text[slice(*v.name_at)] == name
    assert v.office_at and text[slice(*v.office_at)] == office


def test_pronouns_keep_to_their_gender() -> None:
    """ "He" is not the woman who spoke last, once the page has told that she is one."""
    found = names(
        ["Spokeswoman Anna Kovacs met senator Paul Banda on Monday."],
        ["Kovacs said that talks had begun.", "He warned that they could fail."],
    )
    assert found == ["Anna Kovacs", "Paul Banda"]


def test_several_stand_behind_they() -> None:
    """ "They" is the plural subject of the sentence before."""
    found = names(
        ["Anna Kovacs said that talks had begun."],
        ["Opposition leaders met in Budapest on Monday.", "They warned that the talks could fail."],
    )
    assert found == ["Anna Kovacs", "Opposition leaders"]


def test_label_of_a_transcript_is_resolved() -> None:
    """A surname in capitals before a colon is the person whom the page names in full."""
    found = names([KOVACS], ["KOVACS: We are working with many countries."])
    assert found == ["Anna Kovacs", "Anna Kovacs"]


def test_relative_clause_speaks_for_its_noun() -> None:
    """ "Odom, who said that …" is Odom's."""
    found = names(["She met Secretary of State Ralph Odom, who said that talks had begun."])
    assert found == ["Ralph Odom"]


@pytest.mark.parametrize(
    ("sentence", "kind", "name"),
    [
        ("UNHCR warned that people could be harmed.", "body", "UNHCR"),
        ("The Ghanaian government said that talks had begun.", "body", "Ghanaian government"),
        ("The Home Office said that talks had begun.", "body", "Home Office"),
        ("Critics said that the deal was cruel.", "generic", "Critics"),
        ("Rights groups warned that people could be harmed.", "generic", "Rights groups"),
        ("Two officials familiar with the talks said that a list exists.", "unnamed", None),
        ("An unnamed official from Ghana said that a list exists.", "unnamed", None),
    ],
)
def test_kinds_of_voices(sentence: str, kind: str, name: str | None) -> None:
    """Bodies, collectives and persons without a name are told apart."""
    (v,), _ = voiced([sentence])
    assert v.kind == kind
    assert name is None or v.name == name
    assert v.is_statement == (kind != "generic")


def test_spokesperson_without_name_speaks_for_the_body() -> None:
    """Who speaks for a body has it as organisation."""
    (v,), _ = voiced(["A spokesperson for the Home Office said that talks had begun."])
    assert (v.kind, v.organisation) == ("body", "Home Office")


@pytest.mark.parametrize(
    ("sentence", "via"),
    [
        ("Anna Kovacs told Radio Budapest that talks had begun.", "Radio Budapest"),
        ("Anna Kovacs told reporters that talks had begun.", None),
        ("Anna Kovacs said in an interview with Budapest Times that it began.", "Budapest Times"),
        ("Anna Kovacs said in a statement that talks had begun.", None),
        ("The Budapest Times reported that an official said talks had begun.", "Budapest Times"),
    ],
)  # fmt: skip
def test_medium_is_what_carries_it(sentence: str, via: str | None) -> None:
    """An interview, a hearer that is a medium, or a paper's report; no statement, no press."""
    found, text = voiced([sentence])
    last = found[-1] if found[-1].kind != "medium" else found[0]
    assert last.via is None or last.via.removeprefix("The ") == via
    assert (last.via is None) == (via is None)
    assert last.via_at is None or text[slice(*last.via_at)] == last.via


def test_next_sentence_may_tell_the_occasion() -> None:
    """ "The announcement, made during an interview on …" tells the medium of what stands before."""
    found, _ = voiced(
        [KOVACS, "The announcement, made in an interview on Radio Budapest, surprised many."]
    )
    assert found[0].via == "Radio Budapest"


def test_caller_may_know_bodies() -> None:
    """A single name is a body where the caller says so."""
    text = "Kigali denied that a deal exists."
    page = [parser().parse([(text, 0)])]
    asked: list[Range] = []

    def is_body(at: Range) -> bool:
        asked.append(at)
        return text[slice(*at)] == "Kigali"

    found = resolve_voices(find_attributions(page, text), page, text, is_body=is_body)
    assert [(v.kind, v.name) for v in found] == [("body", "Kigali")]
    assert (0, 6) in asked


def test_continuing_quotation_has_the_same_voice() -> None:
    """What follows a quotation without a cue has its speaker and its medium."""
    found, _ = voiced(["“We will go,” Anna Kovacs told Radio Budapest.", "“Nobody can stop us.”"])
    assert [(v.name, v.via) for v in found] == [("Anna Kovacs", "Radio Budapest")] * 2


@pytest.mark.parametrize("later", ["The PM said that they were hard.", "He said that it was hard."])
def test_letters_stand_for_an_office(later: str) -> None:
    """ "PM" is the prime minister whom the page names."""
    assert (
        names(["Prime Minister Ivo Brand said that talks had begun.", later]) == ["Ivo Brand"] * 2
    )


def test_place_is_nobody() -> None:
    """A pronoun does not stand for a name that the page only uses as a place."""
    found = names(
        ["Senator Jane Doe said that the sum was large."],
        ["The papers were signed at Fort Bragg.", "She said that they were thin."],
    )
    assert found == ["Jane Doe", "Jane Doe"]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The non-profit group Harbour Law Watch said that it was cruel.", "Harbour Law Watch"),
        ("The campaign group Open Quay Network said that it was cruel.", "Open Quay Network"),
        ("The ministry's statement said that all was well.", "ministry"),
    ],
)
def test_body_goes_by_its_name(sentence: str, name: str) -> None:
    """What describes a body is no part of its name, and "Network" alone makes no medium."""
    found, _ = voiced([sentence])
    assert [(v.kind, v.name) for v in found] == [("body", name)]


def test_owner_of_an_office_is_its_body() -> None:
    """ "Open Quay's director, X": the body is told by whose the office is."""
    found, _ = voiced(["Open Quay's director, Ann Ree, said that it was cruel."])
    assert [(v.name, v.organisation) for v in found] == [("Ann Ree", "Open Quay")]


def test_paper_is_nobody() -> None:
    """A pronoun does not stand for an agreement with a capital."""
    found = names(
        ["Senator Jane Doe said that the sum was large."],
        ["The Safe Passage Agreement allows for more."],
        ["She said that it was secret."],
    )
    assert found == ["Jane Doe", "Jane Doe"]


def test_label_is_no_office_of_whom_it_speaks_to() -> None:
    """ "HOST: Ann Ree, thank you": the label before the colon is not Ann Ree's."""
    found = names(["HOST: Ann Ree, thank you for coming."], ["REE: It was a pleasure, Jo."])
    assert found[-1] == "Ann Ree" and found[0] != "Ann Ree"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "“We had no choice,” said Maria Gelashvili-Becker, a spokeswoman for the ministry.",
            ["Maria Gelashvili-Becker"],
        ),
        ("Minister Ould-Ahmed said that the men were well.", ["Ould-Ahmed"]),
        (
            "Jean-Noël Ould-Ahmed, Ghana's deputy interior minister, said the men were well.",
            ["Jean-Noël Ould-Ahmed"],
        ),
        (
            "Samuel Okai-Ababio said the men were well. Okai-Ababio added that they had gone home.",
            ["Samuel Okai-Ababio"] * 2,
        ),
        (
            "Minister Marie-Claire Nkrumah-Boateng said that talks went on. She said that all was well.",
            ["Marie-Claire Nkrumah-Boateng"] * 2,
        ),
        (
            "According to Lars Bang-Petersen of the Refugee Council, the camp is full.",
            ["Lars Bang-Petersen"],
        ),
        ("On Tuesday Okai-Ababio said that the men had gone home.", ["Okai-Ababio"]),
    ],
)
def test_name_with_a_hyphen_is_one_name(read: ReadText, text: str, speakers: list[str]) -> None:
    """A surname with a hyphen is whole, with its office and without it, and holds for “she”."""
    lead = "Norway signed a deal with Ghana to send rejected asylum seekers there.\n\n"
    claims = [claim for claim in read(lead + text).claims if claim.kind == "statement"]
    assert [claim.value("speaker") for claim in claims] == speakers
