"""Factuality: whether a sentence tells its event as having happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pactwatch.extract.factuality import factuality, happened
from pactwatch.extract.parse import Sentence

ParseText = Callable[[str], Sentence]


def told(s: Sentence, word: str) -> str:
    """How the event of the word that is written so is told."""
    return factuality(s, [w.text for w in s.words].index(word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Norway deported five men.", "deported"),
        ("Norway has deported five men.", "deported"),
        ("Norway is deporting five men.", "deporting"),
        ("Five men were deported.", "deported"),
        ("Norway began to deport men in May.", "deport"),
        ("Norway continued deporting men in May.", "deporting"),
        ("Norway managed to deport five men.", "deport"),
        ("Norway was the first to deport men there.", "deport"),
        ("After deporting five men, Norway paid Ghana.", "deporting"),
        ("The men deported by Norway landed in Accra.", "deported"),
        ("The deportation of five men took place in May.", "deportation"),
    ],
)
def test_what_is_told_as_past_or_going_on_is_asserted(
    parse: ParseText, text: str, word: str
) -> None:
    """Past, perfect and progressive, and what is begun or managed, did happen."""
    assert told(parse(text), word) == "asserted"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Norway would deport five men.", "deport"),
        ("Norway could deport five men.", "deport"),
        ("Norway may deport five men.", "deport"),
        ("Norway might have deported five men.", "deported"),
        ("Five men could be deported.", "deported"),
        ("If Norway deports five men, they will appeal.", "deports"),
        ("Unless Norway deports the men, they will stay.", "deports"),
        ("Ministers asked whether Norway deported five men.", "deported"),
    ],
)
def test_what_may_be_is_conditional(parse: ParseText, text: str, word: str) -> None:
    """A modal of possibility, or a clause under "if", tells no event."""
    assert told(parse(text), word) == "conditional"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Norway will deport five men.", "deport"),
        ("Norway plans to deport five men.", "deport"),
        ("Norway agreed to deport five men.", "deport"),
        ("Norway is considering deporting five men.", "deporting"),
        ("Five men will be deported.", "deported"),
        ("Five men are to be deported.", "deported"),
        ("Norway signed a deal to deport five men.", "deport"),
        ("Norway announced a plan for deporting men.", "deporting"),
        ("Norway announced the planned deportation of five men.", "deportation"),
        ("Norway is negotiating the deportation of five men.", "deportation"),
        ("They will be put on a plane and sent to Ghana.", "sent"),
        ("The men are to be put on a plane and flown to Ghana.", "flown"),
    ],
)
def test_what_is_ahead_is_planned(parse: ParseText, text: str, word: str) -> None:
    """The future, what is agreed or talked of, and what a plan holds have not happened."""
    assert told(parse(text), word) == "planned"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Norway did not deport five men.", "deport"),
        ("Norway has never deported anyone.", "deported"),
        ("Nobody was deported.", "deported"),
        ("No men were deported.", "deported"),
        ("Norway refused to deport the men.", "deport"),
        ("A court stopped Norway from deporting the men.", "deporting"),
        ("Norway cancelled the deportation of five men.", "deportation"),
        ("There was no deportation.", "deportation"),
    ],
)
def test_what_is_denied_or_kept_from_happening(parse: ParseText, text: str, word: str) -> None:
    """A negation, an empty subject, or a verb of preventing denies the event."""
    assert told(parse(text), word) == "denied"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The plan to send men to Chad is unlawful, the court ruled.", "plan"),
        ("The court rejected an appeal against the deportation of five men.", "deportation"),
        ("Chad has joined Mali in taking in the men.", "taking"),
        ("Chad and Mali are among the nations to have taken in men.", "taken"),
        ("The move makes Chad the latest country to accept the men.", "accept"),
    ],
)
def test_what_is_ruled_on_or_joined_in_is_told_as_so(
    parse: ParseText, text: str, word: str
) -> None:
    """A ruling on a thing denies nothing of it, and who joins another in doing a thing does it."""
    assert told(parse(text), word) == "asserted"


def test_a_participle_is_as_real_as_what_it_qualifies(parse: ParseText) -> None:
    """ "Men deported from Norway" are deported only where what is told of them is."""
    s = parse("Ghana would house men deported from Norway.")
    assert told(s, "deported") == "conditional"


def test_a_participle_that_does_not_inherit_keeps_its_own(parse: ParseText) -> None:
    """A treaty "signed in May" was signed, whatever will come of it."""
    s = parse("The treaty signed in May would cost millions.")
    i = [w.text for w in s.words].index("signed")
    assert factuality(s, i, inherits=False) == "asserted"


@pytest.mark.parametrize(
    ("text", "did"),
    [("Norway deported five men.", True), ("Norway will deport five men.", False)],
)
def test_happened_is_asserted_alone(parse: ParseText, text: str, did: bool) -> None:
    """Nothing but an asserted event has happened."""
    s = parse(text)
    verb = next(i for i, w in enumerate(s.words) if w.lemma == "deport")
    assert happened(s, verb) is did
