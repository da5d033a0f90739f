"""Attributions: who is said to have said what, in every form in which news tells it."""

from __future__ import annotations

import pytest

from extract.reports import page_of
from pactwatch.extract.attributions import Attribution, find_attributions


def told(*paragraphs: list[str]) -> list[tuple[str, str, Attribution]]:
    """(source, content, attribution) of all speech, in order."""
    page, text = page_of(*paragraphs)
    return [
        (
            " … ".join(text[a:b] for a, b in found.source),
            " … ".join(text[a:b] for a, b in found.content),
            found,
        )
        for found in find_attributions(page, text)
        if found.speech
    ]


def pairs(*sentences: str) -> list[tuple[str, str]]:
    """(source, content) of all speech in one paragraph."""
    return [(source, content.rstrip(",.")) for source, content, _ in told(list(sentences))]


@pytest.mark.parametrize(
    ("sentence", "source", "content"),
    [
        (
            "The ministry said that the first flight had landed.",
            "The ministry",
            "that the first flight had landed",
        ),
        (
            "The first flight has landed, the ministry said on Monday.",
            "the ministry",
            "The first flight has landed",
        ),
        (
            "The flight, Anna Kovacs said, will land on Monday.",
            "Anna Kovacs",
            "The flight … will land on Monday",
        ),
        ("“The flight has landed,” said Anna Kovacs.", "Anna Kovacs", "The flight has landed"),
        (
            "“The flight has landed,” Anna Kovacs told reporters.",
            "Anna Kovacs",
            "The flight has landed",
        ),
        (
            "According to Amnesty International, the men were never told why.",
            "Amnesty International",
            "the men were never told why",
        ),
        (
            "The men were never told why, according to Amnesty International.",
            "Amnesty International",
            "The men were never told why",
        ),
        (
            "The minister accused the agency of spreading lies.",
            "The minister",
            "the agency of spreading lies",
        ),
        (
            "The government warned that the talks could fail.",
            "The government",
            "that the talks could fail",
        ),
    ],
)
def test_forms_of_speech(sentence: str, source: str, content: str) -> None:
    """Cue before, behind or within its content, clause or quotation: each is found whole."""
    assert (source, content) in pairs(sentence)


def test_statement_interrupted_by_its_cue_has_pieces() -> None:
    """`“A,” X said, “b.”` is one attribution of two pieces."""
    rows = told(["“We will go,” Anna Kovacs said, “but we will not stay.”"])
    assert [content for _, content, _ in rows] == ["We will go, … but we will not stay."]


def test_quotation_behind_an_attributed_one_is_the_same_speakers() -> None:
    """`“A,” X said. “B.”` is two statements of X; the second continues the first, without a cue."""
    rows = told(["“We will go,” Anna Kovacs said.", "“Nobody can stop us.”"])
    assert [content.rstrip(".,") for _, content, _ in rows] == ["We will go", "Nobody can stop us"]
    first, second = (found for _, _, found in rows)
    assert second.continues == first.cue and second.cue is None
    assert second.source == first.source


@pytest.mark.parametrize(
    ("sentence", "manner"),
    [
        ("“The flight has landed,” said Anna Kovacs.", "direct"),
        ("Anna Kovacs said that the talks were at an “early stage” on Monday.", "mixed"),
        ("Anna Kovacs said that the talks had begun.", "indirect"),
    ],
)
def test_manner_is_told_by_marks(sentence: str, manner: str) -> None:
    """Wholly, partly or not between quotation marks."""
    assert [found.manner for _, _, found in told([sentence])] == [manner]


def test_quotation_marks_are_never_left_alone() -> None:
    """A piece that ends with a quotation has its closing mark; one within a quotation has none."""
    rows = told(
        ["Anna Kovacs said the talks were at an “early stage.”", "“They began in May,” she said."]
    )
    contents = [content for _, content, _ in rows]
    assert all(content.count("“") == content.count("”") for content in contents)
    assert contents[-1].startswith("They began in May")


@pytest.mark.parametrize(
    "sentence",
    [
        "The White House declined to comment.",
        "The ministry did not respond to a request for comment.",
        "The department declined to say how many people had been sent.",
        "Officials did not say when the flights would resume.",
    ],
)
def test_silence_is_no_speech(sentence: str) -> None:
    """A bare refusal to comment, and what was not said, is no speech."""
    assert pairs(sentence) == []


def test_thought_is_an_attribution_but_no_speech() -> None:
    """What somebody believes or wants is found, and marked."""
    page, text = page_of(["Anna Kovacs believes that the deal will hold."])
    found = find_attributions(page, text)
    assert [a.verb for a in found] == ["believe"]
    assert not found[0].speech


def test_denial_is_marked() -> None:
    """What a denial holds is what its speaker says is not so."""
    rows = told(["The government denied that anyone had been harmed."])
    assert [found.denies for _, _, found in rows] == [True]


def test_transcript_lines_are_direct() -> None:
    """A label in capitals before a colon speaks the line."""
    rows = told(["KOVACS: We are working with many countries."])
    assert [(source, found.manner) for source, _, found in rows] == [("KOVACS", "direct")]


def test_live_reports_have_a_time_before_the_label() -> None:
    """ "10:42 – Interior minister: …" is the minister's."""
    rows = told(["10:42 – Interior minister: no flights will leave today"])
    assert [(source, found.manner) for source, _, found in rows] == [
        ("Interior minister", "direct")
    ]


def test_clause_that_adds_a_cue_is_no_content_of_the_first() -> None:
    """ "…, accusing X of …" is a statement of its own, of the same speaker."""
    rows = pairs("The government denied the allegations, accusing the agency of spreading lies.")
    assert ("The government", "the allegations") in rows
    assert all("accusing" not in content for _, content in rows)


def test_concerns_raised_are_speech() -> None:
    """A verb that lends a voice to a noun of speech tells of it."""
    rows = pairs("The refugee agency has repeatedly raised concerns about the plan.")
    assert [source for source, _ in rows] == ["The refugee agency"]


def test_each_cue_is_one_attribution() -> None:
    """Two clauses with cues of their own are two statements."""
    rows = pairs("The minister confirmed that talks had begun, and warned that they could fail.")
    assert [content for _, content in rows] == ["that talks had begun", "that they could fail"]


def test_ranges_lie_in_the_text_and_in_order() -> None:
    """Pieces are disjoint, in order, and never blank; attributions come by their start."""
    page, text = page_of(
        ["“We will go,” Anna Kovacs said, “but not stay.”", "She added that all was ready."],
        ["According to her office, the date is “open.”"],
    )
    found = find_attributions(page, text)
    assert [a.start for a in found] == sorted(a.start for a in found)
    for attribution in found:
        last = 0
        for start, end in attribution.content:
            assert last <= start < end <= len(text) and text[start:end].strip()
            last = end


def test_page_without_words_has_none() -> None:
    """Nothing in, nothing out."""
    assert find_attributions([], "") == []
    assert find_attributions([[]], "\n") == []


@pytest.mark.parametrize(
    ("sentence", "source", "content"),
    [
        (
            "They touched down at Adisucipto Airport late on Monday, a baggage handler who asked "
            "for his name to be withheld told the Daily Lantern.",
            "a baggage handler",
            "They touched down at Adisucipto Airport late on Monday",
        ),
        (
            "Lima, the minister told reporters on Thursday, would pay for everything.",
            "the minister",
            "Lima … would pay for everything",
        ),
        (
            "It was the first time, the ministry said, that a plane had been turned back.",
            "the ministry",
            "It was the first time … that a plane had been turned back",
        ),
        (
            "Half of them have been left out, commented Ola Brandt, a former judge, on his show.",
            "Ola Brandt, a former judge",
            "Half of them have been left out",
        ),
        (
            "The camp is a prison with a sea view, in the bishop's words.",
            "the bishop",
            "The camp is a prison with a sea view",
        ),
    ],
)
def test_who_speaks_may_be_set_off_by_commas(sentence: str, source: str, content: str) -> None:
    """A cue between commas, or behind one, says what stands around it."""
    found = pairs(sentence)
    assert [c.removesuffix(",") for _, c in found] == [content]
    assert found[0][0].startswith(source.split(",")[0])


def test_clause_behind_a_semicolon_is_another_speakers() -> None:
    """What is told before a semicolon is no part of what is said behind it."""
    assert pairs("A judge had let the flight go; the ministry said it would appeal.") == [
        ("the ministry", "it would appeal")
    ]


def test_what_is_added_does_not_take_the_quotation() -> None:
    """ "…," she said, adding that …": the quotation hangs on `said`, the clause on `adding`."""
    found = pairs("“We were told late,” she said, adding that the money came in May.")
    assert found == [("she", "We were told late"), ("she", "that the money came in May")]


def test_silence_about_one_thing_is_none_about_another() -> None:
    """Who declines to give details, saying something, has said it."""
    assert pairs("The minister declined to give details, saying that it was up to Mali.") == [
        ("The minister", "that it was up to Mali")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Neither side said whether the men would be freed.",
        "Whether there is a list, neither government has disclosed.",
    ],
)
def test_what_nobody_says_is_not_said(sentence: str) -> None:
    """A subject that is nobody makes no utterance."""
    assert pairs(sentence) == []
