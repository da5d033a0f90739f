"""Who speaks where no cue stands beside the words, or none that a verb and a clause make."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pactwatch.nouns import Reading

ReadText = Callable[..., Reading]

#: A page is read where it tells of people moved between two states.
TOP = "Kenya takes migrants deported by Britain\n\nBritain deported 12 migrants to Kenya on Monday.\n\n"


def said(read: ReadText, text: str) -> list[tuple[str, str]]:
    """Speaker and words of every statement, in order."""
    return [
        (str(c.value("speaker")), c.span.quote)
        for c in read(TOP + text).claims
        if c.kind == "statement"
    ]


def test_a_paragraph_of_quotation_is_spoken_by_who_spoke_above(read: ReadText) -> None:
    """A speech set in several paragraphs names its speaker once, closing marks or not."""
    text = (
        "“We will keep our borders,” Interior Minister Anna Kovacs said.\n\n"
        "“Whoever has no papers has to leave this country.”\n\n"
        "“That holds for all of them and always did.”\n\n"
        "The flights go on in May."
    )
    assert [who for who, _ in said(read, text)] == ["Anna Kovacs"] * 3


def test_words_after_an_indirect_report_are_the_same_speakers(read: ReadText) -> None:
    """ "X said that …" closes the paragraph, and the next is but a quotation."""
    text = (
        "Interior Minister Anna Kovacs said that the flights would go on.\n\n"
        "“We will not be stopped by a handful of courts.”\n\nThe next is due in May."
    )
    assert said(read, text)[1][0] == "Anna Kovacs"


@pytest.mark.parametrize(
    "between",
    [
        "The airport was built in 1958.",  # no speech above
        "“Stop the flights now” stood on a banner at the gate.",  # words beside the quotation
    ],
)
def test_a_quotation_below_no_speech_stays_without_a_speaker(read: ReadText, between: str) -> None:
    """Nobody is guessed from further up."""
    text = (
        "Interior Minister Anna Kovacs said that the flights would go on.\n\n"
        f"{between}\n\n“We will not be stopped by a handful of courts.”\n\nThe next is due in May."
    )
    assert [who for who, words in said(read, text) if "handful" in words] == []


def test_a_cut_off_end_is_no_headline(read: ReadText) -> None:
    """A page that breaks off has no full stop at its end, and its last words are still said."""
    text = "“We will go on,” Anna Kovacs said.\n\n“And we are not afraid of what they may wri"
    assert any("not afraid" in words for _, words in said(read, text))


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Migrants will be flown out in May, The Nairobi Standard reported.", "Nairobi Standard"),
        (
            "According to The Nairobi Standard, 40 people will be flown out in May.",
            "Nairobi Standard",
        ),
        (
            "A White House fact sheet says that Kenya was paid for the flights.",
            "White House fact sheet",
        ),
        ("The Home Office's figures say that 40 people were flown out.", "Home Office"),
        ("A report of the Senate's Democratic staff says that 40 people were flown out.", "Senate"),
    ],
)
def test_papers_and_media_speak_for_whose_they_are(read: ReadText, sentence: str, who: str) -> None:
    """A medium's own report and a paper that names its maker are statements of theirs."""
    assert any(who in name for name, _ in said(read, sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The Nairobi Standard reported that the minister had promised more flights in May.",
        "According to first reports, 40 people were flown out in May.",
    ],
)
def test_what_others_say_in_a_report_is_not_the_mediums(read: ReadText, sentence: str) -> None:
    """A medium that passes on what somebody said, and reports of nobody, speak not."""
    names = [name for name, _ in said(read, sentence)]
    assert not any("Standard" in name or "report" in name for name in names)


def test_the_statement_is_whose_statement_stood_above(read: ReadText) -> None:
    """A bare "the statement" is theirs whose statement the page told of."""
    text = (
        "In a statement the Council of Churches said that the flights were wrong. "
        "Kenya should have asked its people first, the statement said."
    )
    assert [who for who, _ in said(read, text)] == ["Council of Churches"] * 2


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Anna Kovacs put the number of deportees at fifteen.", "fifteen"),
        ("Anna Kovacs spoke of a promise that nobody had kept.", "promise that nobody had kept"),
        ("Kenya has let it be known that it would take more people.", "would take more people"),
        ("That a second deal exists was denied by Anna Kovacs.", "a second deal exists"),
        ("The existence of a second deal has been confirmed by Anna Kovacs.", "second deal"),
        (
            "More people will come in May, the ministry's spokesman, John Doe, confirmed in Nairobi.",
            "More people will come in May",
        ),
        (
            "More people will come in May, John Doe, the deputy minister, told Radio Nairobi.",
            "More people will come in May",
        ),
    ],
)
def test_turns_of_phrase_tell_what_is_said(read: ReadText, sentence: str, words: str) -> None:
    """What no verb of speech with a clause tells, a turn of phrase may."""
    found = said(read, sentence)
    assert any(words in quote for _, quote in found), found
    assert not any("Radio" in who for who, _ in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Kovacs put the deportees on a plane at five.",
        "Anna Kovacs spoke to the crowd.",
        "Anna Kovacs let it go.",
        "That flight was followed by four others.",
    ],
)
def test_near_misses_of_turns_tell_nothing(read: ReadText, sentence: str) -> None:
    """Putting people on planes, speaking to somebody and letting go say nothing."""
    assert said(read, sentence) == []


@pytest.mark.parametrize(
    ("verb", "statements"), [("said", 1), ("stressed", 1), ("ruled", 0), ("found", 0)]
)
def test_a_court_says_and_holds(read: ReadText, verb: str, statements: int) -> None:
    """What a court holds is its ruling; what it says or stresses is a statement."""
    text = f"The Court of Appeal in London {verb} that the flights to Kenya were no longer safe."
    assert len(said(read, text)) == statements
