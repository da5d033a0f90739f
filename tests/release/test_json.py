"""The JSON export: its keys, its fields, and that equal registers give equal bytes."""

from __future__ import annotations

import json

from factory import claim, document, record, register, slot
from pactwatch.domain import load_pack
from pactwatch.nouns import (
    Dated,
    Discrepancy,
    Hub,
    Link,
    Quantity,
    Register,
    Stance,
    Step,
    Voice,
    When,
)
from pactwatch.release import FORMATS, Export

PACK = load_pack("transfers")
KEYS = [
    "schema",
    "as_of",
    "documents",
    "wordings",
    "stories",
    "claims",
    "origins",
    "arrangements",
    "transfers",
    "outcomes",
    "terms",
    "rulings",
    "measures",
    "objections",
    "replies",
    "statements",
    "speakers",
    "discrepancies",
    "facts",
    "judgements",
    "issues",
]


def export(reg: Register, **fields: bool) -> dict:
    return json.loads("".join(FORMATS["json"](Export(register=reg, pack=PACK, **fields))))


def test_empty_register_has_every_key_with_an_empty_list():
    """A register without pages exports all keys, so that programs need not ask for them."""
    told = export(Register(as_of=None))
    assert list(told) == KEYS
    assert told["schema"] == "pactwatch/register@1"
    assert told["as_of"] is None
    assert all(told[key] == [] for key in KEYS[2:])


def test_custody_is_written_only_when_asked():
    """Times and runs differ between equal registers, so they stand apart."""
    assert "custody" not in export(Register(as_of=None))
    assert export(Register(as_of=None), custody=True)["custody"]["runs"] == []


def test_claim_carries_every_slot_and_grounds_only_of_the_filled():
    """A slot that no words fill is null and has no grounds; day, speaker and medium have theirs."""
    doc = document("In May, Zembla sent 12 people to Zubrowka, Ana Kinbote said.")
    said = claim(
        doc,
        kind="transfer",
        slots=(slot(doc, "number", Quantity(min=12.0, max=12.0, words="12"), "12"),),
        when=When(words="In May", form="XXXX-05", start=0, end=6),
        said_by=Voice(name="Ana Kinbote", start=43, end=54),
    )
    dated = Dated(claim_id=said.id, date="XXXX-05", date_text="In May", date_basis="stated")
    [row] = export(register(documents=(doc,), claims=(said,), dated=(dated,)))["claims"]
    assert set(row["slots"]) == set(PACK.kind("transfer").slots)
    assert row["slots"]["number"] == {"min": 12, "max": 12, "words": "12"}
    assert row["slots"]["sending"] is None
    assert row["grounds"] == {"date": [0, 6], "number": [20, 22], "said_by": [43, 54]}
    assert row["said_by"] == {"name": "Ana Kinbote", "role": None, "organisation": None}
    assert (row["date"], row["date_text"], row["date_basis"]) == ("XXXX-05", "In May", "stated")
    assert row["text"] == doc.text[row["start"] : row["end"]]


def test_link_fills_its_slot_and_is_grounded_in_the_quote_to_which_it_leads():
    """What is answered stands in the same document, so its words are the grounds of the link."""
    doc = document("Zembla's bar objected.\nThe ministry said that it was wrong.")
    objected = claim(doc, kind="objection")
    replied = claim(doc, kind="reply", quote="The ministry said that it was wrong.")
    link = Link(claim_id=replied.id, slot="to", to=objected.id)
    rows = export(register(documents=(doc,), claims=(objected, replied), links=(link,)))["claims"]
    assert rows[1]["slots"]["to"] == objected.id
    assert rows[1]["grounds"]["to"] == [0, 22]


def test_hub_lists_its_history_and_its_members_under_their_plural_keys():
    """The lists of what hangs on a hub are named by the pack, and there even when empty."""
    step = Step(
        value="signed",
        date="2024-02",
        known_since="2024-02-03",
        grade="C",
        grade_why="one named origin",
        origins=1,
        claims=("clm_1",),
    )
    hub = Hub(
        id="hub_1",
        kind="arrangement",
        key=(("sending", "GBR"), ("receiving", "RWA"), ("programme", None)),
        standing="signed",
        history=(step,),
        members=(("terms", ("rec_1",)),),
    )
    [row] = export(register(hubs=(hub,)))["arrangements"]
    assert row["status"] == "signed"
    assert row["history"][0]["status"] == "signed"
    assert row["history"][0]["claims"] == ["clm_1"]
    assert row["terms"] == ["rec_1"]
    assert row["transfers"] == row["statements"] == row["rulings"] == []


def test_records_stand_under_their_kind_and_keep_what_is_contested():
    """A slot in dispute is null and named in `contested`; its readings are told apart from it."""
    rec = record(kind="transfer", id="rec_7", contested=("number",))
    found = Discrepancy(
        id="dis_1",
        about="rec_7",
        field="number",
        kind="number",
        certainty="certain",
        condition=None,
        stances=(
            Stance(value=Quantity(min=5, max=5, words="five"), claims=("clm_1",), origins=1),
            Stance(value=Quantity(min=6, max=6, words="six"), claims=("clm_2",), origins=1),
        ),
    )
    told = export(register(records=(rec,), discrepancies=(found,)))
    assert told["transfers"][0]["contested"] == ["number"]
    assert told["transfers"][0]["slots"]["number"] is None
    readings = told["discrepancies"][0]["readings"]
    assert readings[0] == {
        "value": {"min": 5, "max": 5, "words": "five"},
        "claims": ["clm_1"],
        "origins": 1,
    }


def test_equal_registers_give_equal_bytes_even_with_a_path_that_is_no_utf8():
    """Bytes follow from the register alone, and always are UTF-8."""
    one = register(documents=(document("Zembla.", source="r\udce9port.txt"),))
    two = register(documents=(document("Zembla.", source="r\udce9port.txt"),))
    first, second = ("".join(FORMATS["json"](Export(register=r, pack=PACK))) for r in (one, two))
    assert first.encode("utf-8") == second.encode("utf-8")
    assert json.loads(first)["documents"][0]["source"] == "r\udce9port.txt"
