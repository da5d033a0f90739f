"""Quotations: every kind of mark that news uses, over sentences and paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.extract.quotes import Quotes, find_quotes
from pactwatch.nouns import Range


def quotes_in(*paragraphs: str) -> tuple[str, Quotes]:
    """Paragraphs with an empty line between them, and their quotations."""
    text, borders = "", []
    for paragraph in paragraphs:
        borders.append((len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    return text, find_quotes(borders, text)


def inner(*paragraphs: str) -> list[str]:
    """The words between the marks."""
    text, quotes = quotes_in(*paragraphs)
    return [text[q.inner[0] : q.inner[1]] for q in quotes.all]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("“We are ready,” she said.", ["We are ready,"]),
        ('"We are ready," she said. "Soon."', ["We are ready,", "Soon."]),
        ("‘We are ready,’ she said.", ["We are ready,"]),
        ("'We are ready,' she said.", ["We are ready,"]),
        ("``We are ready,'' she said.", ["We are ready,"]),
        ("''We are ready,'' she said.", ["We are ready,"]),
        ("«We are ready», she said.", ["We are ready"]),
        ('“We are ready," she said.', ["We are ready,"]),
        ("He called it (“a trap”) twice.", ["a trap"]),
    ],
)
def test_marks_of_every_kind(line: str, expected: list[str]) -> None:
    """Typographic, straight, single, doubled and pointed marks open and close quotations."""
    assert inner(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Ghana’s ministers’ plan isn’t new, they’re sure.",
        "Ghana's ministers' plan isn't new, they're sure.",
        "The plank is 6' long and 3\" wide.",
        "It happened in the ’90s.",
    ],
)
def test_apostrophes_are_no_quotations(line: str) -> None:
    """An apostrophe, a foot or an inch opens nothing."""
    assert inner(line) == []


def test_nested_quotation_belongs_to_the_outer() -> None:
    """Only the outermost quotation is told; what it quotes itself lies within."""
    assert inner("“He told me ‘never’ and left,” she said.") == ["He told me ‘never’ and left,"]
    assert inner("‘He told me “never” and left,’ she said.") == ["He told me “never” and left,"]


def test_quotation_goes_on_in_the_next_paragraph() -> None:
    """Without a closing mark a quotation ends with its paragraph, and the next one takes it up."""
    _, quotes = quotes_in("“The deal was signed in May.", "“Nobody told us,” he said.")
    first, second = quotes.all
    assert first.goes_on and not first.closed
    assert second.closed and not second.goes_on


def test_open_mark_without_more_does_not_go_on() -> None:
    """A paragraph without a mark at its head takes nothing up."""
    _, quotes = quotes_in("“The deal was signed in May.", "Nobody was told.")
    assert [q.goes_on for q in quotes.all] == [False]


def test_share_counts_what_lies_between_marks() -> None:
    """`share` is the part of some ranges that is quoted."""
    text, quotes = quotes_in("He said “abcd” then")
    start = text.index("“")
    assert quotes.share([(start, start + 6)]) == 1.0
    assert quotes.share([(0, start)]) == 0.0
    assert 0 < quotes.share([(0, len(text))]) < 0.5


@given(st.text(alphabet="ab .,“”‘’\"'«»`\n", max_size=60))
def test_any_text_has_ordered_quotations(text: str) -> None:
    """Whatever the text: quotations lie within it, in order, disjoint, and none is empty."""
    borders: list[Range] = [(0, len(text))]
    last = 0
    for quote in find_quotes(borders, text).all:
        assert last <= quote.start <= quote.inner[0] < quote.inner[1] <= quote.end <= len(text)
        last = quote.end
