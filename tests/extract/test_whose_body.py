"""A government that speaks without a name bears its state's; who goes on without one is who spoke."""

from __future__ import annotations

import pytest

from extract.conftest import ReadText

LEAD = "Norway signed a deal with Ghana to send asylum seekers there."

NAMED = [
    ("Ghana has taken in ten asylum seekers, its government said.", "Ghana"),
    (
        "The Norwegian government praised it. Nothing is paid for it, the government said.",
        "Norwegian government",
    ),
    (
        "Nothing is paid for it, the government said. The Norwegian government hailed it.",
        "Norwegian government",
    ),
    ("Kigali was not asked. Accra said that it would take in ten men.", "Ghana"),
    (
        "A Norwegian official met reporters. Norway, the state told the court, pays nothing at all.",
        "Norway",
    ),
    ("The West African nation said that it would take in ten men.", "Ghana"),
    (
        "Officials of Norway and Ghana met. The two countries said that nothing is paid.",
        "Norway and Ghana",
    ),
    ("Ghana has never hidden the deal. It said that ten men had come.", "Ghana"),
    (
        "A Norwegian official said that ten men had left. “Nothing is paid for it,” the source said.",
        "Norwegian official",
    ),
    (
        "A Norwegian official said that ten men had left. He added that nothing is paid.",
        "Norwegian official",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), NAMED)
def test_who_speaks_is_named_by_its_state(read: ReadText, text: str, speaker: str) -> None:
    """The fullest words of the page for a body or state whose name the sentence leaves out."""
    told = [c for c in read(f"{LEAD} {text}").claims if c.kind == "statement"]
    assert speaker in [str(c.value("speaker")) for c in told]


KEPT = [
    (
        "The British government was asked too. The Dutch government said that it pays nothing.",
        "Dutch government",
    ),
    (
        "A village was chosen. The council of the village said that it was not asked.",
        "council of the village",
    ),
    ("Downing Street said that Britain was not asked.", "Downing Street"),
]


@pytest.mark.parametrize(("text", "speaker"), KEPT)
def test_who_is_named_keeps_the_name(read: ReadText, text: str, speaker: str) -> None:
    """A body whose words tell whose it is, and an address that is no capital, stay as they are."""
    told = [c for c in read(f"{LEAD} {text}").claims if c.kind == "statement"]
    assert speaker in [str(c.value("speaker")) for c in told]
