"""The canonical text: one spelling of blanks, line ends and letters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.collect.normalise import normalise


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("Cafe\u0301", "Café"),
        ("7.5\u00a0million\u2009people", "7.5 million people"),
        ("de\u00adpor\u200btees\ufeff", "deportees"),
        ("\u202eevil\u202c", "evil"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("a\n\n\n\n \n\nb", "a\n\nb"),
        ("  a  \n\tb\t \n", "a\nb"),
        ("a\u2028b\x0cc", "a\nb\nc"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
    ],
)
def test_one_spelling(raw: str, canonical: str) -> None:
    """NFC, one kind of line end and blank, nothing unseen, at most one empty line."""
    assert normalise(raw) == canonical


@given(
    st.text(max_size=200)
    | st.text(alphabet="a\u0301 \t\n\r\u00a0\u00ad\u200b\x00\x85e", max_size=60)
)
def test_doing_it_again_changes_nothing(raw: str) -> None:
    """Idempotent, so that a text exported and read again has the same offsets and the same id."""
    once = normalise(raw)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")
