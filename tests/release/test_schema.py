"""The export against its schema, which was written by hand from the contract."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factory import document, people, reading, told
from pactwatch.domain import load_pack
from pactwatch.group import group
from pactwatch.nouns import Link, Register, Via, Voice
from pactwatch.reconcile import Inputs, reconcile
from pactwatch.release import FORMATS, Export
from release.shape import faults

SCHEMA = json.loads((Path(__file__).parent / "export.schema.json").read_text(encoding="utf-8"))
PACK = load_pack("transfers")
PAIR = {"sending": "USA", "receiving": "GHA"}
TEXT = (
    "Ghana agreed in May to take men whom the United States expels. Fourteen were flown in. "
    "Four were sent on. It is paid 5 million dollars. The High Court sat. Visas were cut. "
    "The bar objected. The minister answered. “We are ready,” Ana Kinbote said on Sunday."
)


def exported(register: Register) -> dict:
    return json.loads("".join(FORMATS["json"](Export(register=register, pack=PACK, custody=True))))


def full_register() -> Register:
    """A register with an entry under every key that claims can fill."""
    one = document(TEXT, outlet="Post", published="2025-05-04", title="Ghana agrees")
    two = document(TEXT.replace("Fourteen", "Thirteen"), outlet="Star", published="2025-05-05")
    readings = []
    for doc, count in ((one, 14), (two, 13)):
        first = doc.text.split(".")[0]
        objection = told(doc, "objection", "The bar objected.", by="The bar", **PAIR)
        reply = told(doc, "reply", "The minister answered.", by="The minister")
        claims = [
            told(doc, "arrangement", first, when=("in May", "XXXX-05"), status="agreed", **PAIR),
            told(doc, "transfer", "een were flown in", number=people(count), **PAIR),
            told(doc, "outcome", "Four were sent on.", receiving="GHA", outcome="returned"),
            told(doc, "term", "It is paid", term="payment", value=5_000_000, unit="USD", **PAIR),
            told(doc, "ruling", "The High Court sat.", court="High Court", effect="dismissed"),
            told(doc, "measure", "Visas were cut.", by="USA", against="GHA", measure="visa"),
            told(
                doc,
                "statement",
                "We are ready",
                when=("Sunday", "WD-7"),
                speaker="Ana Kinbote",
                said_by=Voice(name="Ana Kinbote", role="minister", start=0, end=5),
                via=Via(name="Radio Accra", start=0, end=5),
            ),
            objection,
            reply,
        ]
        link = Link(claim_id=reply.id, slot="to", to=objection.id)
        readings.append(reading(doc, *claims, links=(link,)))
    grouping = group((one, two), readings)
    return reconcile(
        Inputs(pack=PACK, documents=(one, two), readings=tuple(readings), grouping=grouping)
    )


def test_export_has_the_shape_of_the_contract():
    """Every key, field and value is one that the contract names, and none is missing."""
    told_export = exported(full_register())
    assert list(faults(told_export, SCHEMA, SCHEMA)) == []
    empty = [key for key, rows in told_export.items() if rows == []]
    assert set(empty) <= {"facts", "judgements", "issues", "discrepancies"}


def test_empty_export_has_the_shape_of_the_contract():
    """An empty register has the same keys."""
    assert list(faults(exported(Register(as_of=None)), SCHEMA, SCHEMA)) == []


@pytest.mark.parametrize(
    ("key", "value"), [("grade", "E"), ("origins", "2"), ("known_since", "May"), ("id", None)]
)
def test_schema_refuses_what_the_contract_does_not_allow(key: str, value: object):
    """The check itself can fail: a wrong value and a missing field are found."""
    told_export = exported(full_register())
    told_export["transfers"][0][key] = value
    assert list(faults(told_export, SCHEMA, SCHEMA))
    del told_export["transfers"][0][key]
    assert list(faults(told_export, SCHEMA, SCHEMA))


def test_every_id_that_an_export_names_is_in_it():
    """Whoever follows an id finds its entry."""
    told_export = exported(full_register())
    entries = {row["id"] for rows in told_export.values() if isinstance(rows, list) for row in rows}
    for key, rows in told_export.items():
        for row in rows if isinstance(rows, list) else ():
            for field in ("claims", "documents", "statements", "transfers", "document", "origin"):
                named = row.get(field) or []
                for one in [named] if isinstance(named, str) else named:
                    assert one in entries, f"{key} names {one}"
