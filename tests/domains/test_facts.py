"""`facts.yaml`: enough rows, each sourced and dated, and the phrases that follow from a row."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

import pytest

from pactwatch.domain import FactRow, FactsFile, load_pack


@pytest.fixture(scope="module")
def facts() -> FactsFile:
    return load_pack("transfers").facts


def row(facts: FactsFile, row_id: str) -> FactRow:
    return next(one for one in facts.facts if one.id == row_id)


def test_has_enough_rows_and_states(facts: FactsFile) -> None:
    """At least 200 rows, and offices of at least 60 states."""
    assert len(facts.facts) >= 200
    assert len({s for one in facts.facts if one.kind == "office" for s in one.states}) >= 60


def test_every_state_is_known(facts: FactsFile) -> None:
    """A row names only states that the pack knows."""
    codes = {state.code for state in load_pack("transfers").states.states}
    assert {state for one in facts.facts for state in one.states} <= codes


def test_every_row_has_a_sentence_and_a_source_without_address(facts: FactsFile) -> None:
    """A row says what in a sentence of its own, and names a public record, not a page's address."""
    for one in facts.facts:
        assert len(one.what.split()) >= 4, one.id
        assert len(one.source) >= 8, one.id
        assert not re.search(r"https?:|www\.", one.source + one.what), one.id


def test_no_office_has_two_holders_at_once(facts: FactsFile) -> None:
    """Within one office of one state a row ends no later than the next begins."""
    held: dict[tuple[tuple[str, ...], str], list[FactRow]] = defaultdict(list)
    for one in facts.facts:
        if one.kind == "office" and one.office:
            held[(one.states or (one.id.split("-")[0],), one.office)].append(one)
    for rows in held.values():
        rows.sort(key=lambda one: one.day)
        for earlier, later in pairwise(rows):
            assert earlier.until is not None, f"{earlier.id} has no end before {later.id}"
            assert earlier.until[:7] <= later.day[:7], f"{earlier.id} overlaps {later.id}"


@pytest.mark.parametrize(
    ("row_id", "phrase"),
    [
        ("usa-president-donald-trump-2025", "Trump's second inauguration"),
        ("usa-president-donald-trump-2025", "Trump took office"),
        ("gbr-prime-minister-keir-starmer-2024", "Labour government took office"),
        ("uk-rwanda-supreme-court", "Supreme Court's Rwanda ruling"),
    ],
)
def test_row_dates_its_phrases(facts: FactsFile, row_id: str, phrase: str) -> None:
    """An office dates its holder's start, in words that pages use; other rows their own phrases."""
    assert phrase in facts.phrases_of(row(facts, row_id))


def test_office_needs_holder_and_order_of_days() -> None:
    """An office without a holder, or one that ends before it begins, is refused."""
    with pytest.raises(ValueError, match="holder"):
        FactRow(id="a", kind="office", what="Somebody took office", day="2024", source="a record")
    with pytest.raises(ValueError, match="before it begins"):
        FactRow(
            id="b", kind="law", what="A law held", day="2024-05", until="2023", source="a record"
        )
    with pytest.raises(ValueError, match="pattern"):
        FactRow(id="c", kind="law", what="A law held", day="May 2024", source="a record")


def test_template_without_its_part_is_left_out() -> None:
    """A holder without a party makes no phrase that names one."""
    file = FactsFile(took_office=("{party} took office", "{name} took office"))
    nobody = FactRow(
        id="d", kind="office", what="Ann Lee took office", day="2024", holder="Ann Lee",
        office="Mayor", source="a record",
    )  # fmt: skip
    assert file.phrases_of(nobody) == ("Lee took office",)
