"""One line for each hub: sums, highest figures, and what stands in dispute."""

from __future__ import annotations

from typing import Any

import pytest

from factory import claim, document, people, record, register, slot
from pactwatch.domain import load_pack
from pactwatch.nouns import Cell, Discrepancy, Hub, Quantity, Record, Stance, Step
from pactwatch.reconcile.outlines import make_outlines

PACK = load_pack("transfers")
DOC = document("Norway sent people to Zambia.", published="2025-05-04")
CLAIM = claim(DOC)


def sent(name: str, number: Quantity | None, counts: str = "event", **more: Any) -> Record:
    """A transfer of so many."""
    slots = (("number", number), ("counts", counts))
    return record(id=name, slots=slots, claims=(CLAIM.id,), **more)


def hub_of(*records: Record) -> Hub:
    """A pair with these records."""
    entry = Step(value="operational", date="2025-05", known_since="2025-05-04", grade="C",
                 grade_why="one named origin", origins=1, claims=(CLAIM.id,))  # fmt: skip
    return Hub(
        id="hub_1",
        kind="arrangement",
        key=(("sending", "NOR"), ("receiving", "ZMB"), ("programme", None)),
        standing="operational",
        history=(entry,),
        members=((PACK.kind(records[0].kind).plural, tuple(one.id for one in records)),),
    )


def people_sent(*records: Record, discrepancies: tuple[Discrepancy, ...] = ()) -> Cell:
    """What the table's column of people says of a pair with these transfers."""
    held = register(documents=(DOC,), claims=(CLAIM,), hubs=(hub_of(*records),), records=records,
                    discrepancies=discrepancies)  # fmt: skip
    (outline,) = make_outlines(held, PACK)
    return outline.cell("people")


@pytest.mark.parametrize(
    ("records", "least", "summed", "used"),
    [
        ([sent("a", people(7)), sent("b", people(8))], 15, True, ("a", "b")),
        ([sent("a", people(7)), sent("b", people(40), "total")], 40, False, ("b",)),
        ([sent("a", people(7)), sent("b", people(5), "total")], 7, True, ("a",)),
        ([sent("a", Quantity(min=200, max=None, words="more than 200"))], 200, True, ("a",)),
        ([sent("a", Quantity(min=None, max=9, words="up to 9"))], None, False, ()),
        ([sent("a", None)], None, False, ()),
    ],
)
def test_people_sent(
    records: list[Record], least: float | None, summed: bool, used: tuple[str, ...]
) -> None:
    """The sum of the lower bounds of events, or the highest stated total, whichever is more."""
    found = people_sent(*records)
    assert (found.least, found.summed, found.records) == (least, summed, used)


def test_number_in_dispute_counts_with_the_lowest() -> None:
    """Of 14 or 19 people at least 14 were sent, and the cell is marked."""
    disputed = sent("a", None, contested=("number",))
    stances = tuple(
        Stance(value=people(number), claims=(CLAIM.id,), origins=1) for number in (19, 14)
    )
    found = people_sent(
        disputed,
        sent("b", people(3)),
        discrepancies=(
            Discrepancy(
                id="dis_1",
                about="a",
                field="number",
                kind="number",
                certainty="certain",
                condition=None,
                stances=stances,
            ),
        ),
    )
    assert (found.least, found.contested) == (17, True)


def test_values_of_claims_stand_where_their_record_has_none() -> None:
    """Caps of 300 and of 500, of which neither makes the other wrong, are both told."""
    claims = [
        claim(DOC, kind="term", slots=(slot(DOC, "value", value, "people"),))
        for value in (300, 500)
    ]
    slots = (("term", "cap"), ("value", None), ("unit", "people"))
    term = record(id="t", kind="term", slots=slots, claims=tuple(one.id for one in claims))
    (outline,) = make_outlines(
        register(documents=(DOC,), claims=(CLAIM, *claims), hubs=(hub_of(term),), records=(term,)),
        PACK,
    )
    cell = outline.cell("cap")
    assert (cell.values, cell.units, cell.contested) == ((300, 500), ("people",) * 2, False)
