"""Who speaks for others, and who is called by one name alone, can be asked; what is agreed says nothing."""

from __future__ import annotations

import pytest

from extract.conftest import ReadText

LEAD = "Norway signed a deal with Ghana to send asylum seekers there."

SPOKEN = [
    ("Lawyers for the men said that they were held in a camp.", "Lawyers"),
    ("The detainees' lawyers said that they were held in a camp.", "detainees' lawyers"),
    ("Her relatives told the paper that she was held in a camp.", "relatives"),
    ("One of the asylum seekers said that he was held in a camp.", "One of the asylum seekers"),
    ("The applicants argued that they were held in a camp.", "applicants"),
    ("The top civil servant held that the deal was costly for all.", "civil servant"),
    ("The minister, Liv O'Dea, met us. O’Dea said that they were held in a camp.", "Liv O'Dea"),
    ("The minority caucus met. The caucus argued that they were held in a camp.", "caucus"),
    ("The minister, Kari Aas, made known that the transfers would begin in May.", "Kari Aas"),
    ("Aas met the press on Monday. The transfers, she said, would begin in May.", "Aas"),
]


@pytest.mark.parametrize(("text", "speaker"), SPOKEN)
def test_who_can_be_asked_makes_a_statement(read: ReadText, text: str, speaker: str) -> None:
    """Counsel and kin of somebody speak for them; "she" is the one name that the page tells of."""
    (claim,) = [c for c in read(f"{LEAD} {text}").claims if c.kind == "statement"]
    assert speaker.lower() in str(claim.value("speaker")).lower()


SILENT = [
    "Lawyers say that the transfers of asylum seekers are costly.",
    "Norway's agreement to accept the asylum seekers runs for a year.",
    "Norway said no to the asylum seekers once more on Friday.",
    "The government brought in a bill to make it clear in law that the camp is safe.",
    "A senior official accused of turning aside public money met the asylum seekers.",
    "Norway finds it hard to send asylum seekers to some places.",
    "Parliament called the camp for the asylum seekers a disgrace.",
    "The ministry's plan to fly the asylum seekers to Ghana was put off.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_nobody_said_is_no_statement(read: ReadText, text: str) -> None:
    """Lawyers at large are generic; a plan, a refusal, a name that is given and a law are no utterance."""
    assert not [c for c in read(f"{LEAD} {text}").claims if c.kind == "statement"]
