"""A pair's history, where it stands, and what hangs on it."""

from __future__ import annotations

import pytest

from factory import document, people, reading, told
from pactwatch.nouns import Link
from pactwatch.reconcile import Inputs, reconcile

PAIR = {"sending": "GBR", "receiving": "RWA"}


def step(value: str, when: str | None = None, *, published: str | None = None, **given):
    """A page that tells one step, on a day as told."""
    doc = document(f"It is {value} ({when}, {published}).", published=published)
    day = (when, when) if when else None
    return doc, [
        told(doc, "arrangement", f"It is {value}", when=day, status=value, **PAIR, **given)
    ]


@pytest.mark.parametrize(
    ("steps", "standing"),
    [
        ([("signed", "2022-04"), ("ended", "2024-07")], "ended"),
        ([("ended", "2024-07"), ("in_talks", "2025-05")], "in_talks"),
        ([("signed", "2022"), ("ratified", "2022")], "ratified"),
        ([("signed", "2022-04"), ("in_talks", None)], "signed"),
        ([("agreed", None), ("proposed", None)], "agreed"),
        ([("signed", "2025-06"), ("denied", "2025-08")], "signed"),
        ([("in_talks", "2025-06"), ("denied", "2025-08")], "denied"),
        ([("denied", "2025-06"), ("in_talks", "2025-08")], "in_talks"),
        ([("proposed", "2025-06"), ("refused", "2025-06")], "refused"),
    ],
)
def test_standing_is_that_of_the_latest_dated_step(registered, steps, standing):
    """Latest dated, of equals the furthest; a denial stands only while nothing else does."""
    [hub] = registered(*(step(value, when) for value, when in steps)).hubs
    assert hub.standing == standing
    assert {entry.value for entry in hub.history} == {value for value, _ in steps}


def test_undated_steps_stand_by_when_they_were_known(registered):
    """Where no step is dated, the one known last stands, though it be less far."""
    [hub] = registered(
        step("signed", published="2024-01-02"), step("proposed", published="2025-01-02")
    ).hubs
    assert hub.standing == "proposed"


def test_contested_end_still_comes_after_the_beginning(registered):
    """A day in dispute is shown as what covers all readings, and keeps its place in time."""
    [hub] = registered(
        step("signed", "2022"), step("ended", "2023"), step("ended", "2024-07-05/..")
    ).hubs
    assert hub.standing == "ended"
    assert [entry.date for entry in hub.history] == ["2022", "2023/.."]


def test_transfer_stands_as_operational_and_makes_a_hub(registered):
    """People who were sent prove that an arrangement works, without a claim that says so."""
    doc = document("Four men were flown out in May 2025.")
    sent = told(doc, "transfer", "Four men", when=("May 2025", "2025-05"), number=people(4), **PAIR)
    [hub] = registered((doc, [sent])).hubs
    assert hub.standing == "operational"
    assert hub.history[0].date == "2025-05"
    assert dict(hub.members)["transfers"]


def test_operational_told_beside_its_transfer_is_one_entry(registered):
    """A page that tells a deal and people sent under it does not double the history."""
    doc = document("Under the deal four men were flown out in May 2025.")
    day = ("May 2025", "2025-05")
    claims = [
        told(doc, "transfer", "four men", when=day, number=people(4), **PAIR),
        told(doc, "arrangement", "Under the deal", when=day, status="operational", **PAIR),
    ]
    [hub] = registered((doc, claims)).hubs
    assert len(hub.history) == 1


def test_named_programme_takes_in_what_names_none(registered):
    """With one name told for a pair, unnamed tellings are of it; names that differ are two hubs."""
    one, two = step("signed", "2022", programme="Safe Haven Plan"), step("ended", "2024")
    assert [dict(h.key)["programme"] for h in registered(one, two).hubs] == ["Safe Haven Plan"]
    other = step("ended", "2024", programme="Prison Places")
    assert len(registered(one, other).hubs) == 2


def test_talks_years_apart_are_two_steps_and_an_end_is_one(registered):
    """What may come again does so after its days; what comes once has its day in dispute."""
    [hub] = registered(step("in_talks", "2018-03"), step("in_talks", "2025-05")).hubs
    assert [entry.date for entry in hub.history] == ["2018-03", "2025-05"]
    register = registered(step("ended", "2023"), step("ended", "2024-07"))
    assert len(register.hubs[0].history) == 1
    assert [found.field for found in register.discrepancies] == ["date"]


def test_outcome_hangs_on_the_only_arrangement_of_its_page(registered):
    """What tells only the receiving state belongs to the arrangement told beside it."""
    doc, claims = step("signed", "2022")
    became = told(doc, "outcome", "It is", receiving="RWA", outcome="returned")
    other = document("Denmark signed with Rwanda.")
    danish = told(other, "arrangement", "Denmark", sending="DNK", receiving="RWA", status="signed")
    register = registered((doc, [*claims, became]), (other, [danish]))
    homes = [dict(hub.key)["sending"] for hub in register.hubs if dict(hub.members)["outcomes"]]
    assert homes == ["GBR"]


def test_outcome_that_may_mean_two_is_not_tied(registered):
    """With two arrangements of its receiving state on one page nothing is guessed."""
    doc, claims = step("signed", "2022")
    also = told(doc, "arrangement", "is signed", sending="DNK", receiving="RWA", status="signed")
    became = told(doc, "outcome", "It is", receiving="RWA", outcome="returned")
    register = registered((doc, [*claims, also, became]))
    assert all(not dict(hub.members)["outcomes"] for hub in register.hubs)
    assert [record.kind for record in register.records] == ["outcome"]


def test_measure_hangs_on_the_arrangement_of_its_two_states_either_way(registered):
    """Who is against whom does not decide whose arrangement it is; and it makes none itself."""
    doc, claims = step("signed", "2022")
    visa = told(doc, "measure", "It is", by="RWA", against="GBR", measure="visa")
    [hub] = registered((doc, [*claims, visa])).hubs
    assert len(dict(hub.members)["measures"]) == 1
    alone = document("Visas were revoked.")
    claim = told(alone, "measure", "Visas", by="USA", against="SSD", measure="visa")
    assert registered((alone, [claim])).hubs == ()


def test_reply_hangs_where_what_it_answers_does(pack):
    """A reply has no pair: it follows its link, and names the record that it answers."""
    doc, claims = step("signed", "2022")
    objects = told(doc, "objection", "It is", by="Harbour Centre", **PAIR)
    answers = told(doc, "reply", "is signed", by="Home Office")
    link = Link(claim_id=answers.id, slot="to", to=objects.id)
    read = reading(doc, *claims, objects, answers, links=(link,))
    register = reconcile(Inputs(pack=pack, documents=(doc,), readings=(read,)))
    [hub] = register.hubs
    [objection] = [record for record in register.records if record.kind == "objection"]
    [reply] = [record for record in register.records if record.kind == "reply"]
    assert dict(hub.members)["replies"] == (reply.id,)
    assert reply.value("to") == objection.id


def test_incomplete_pair_stands_under_its_own_key(registered):
    """A step that tells only one state is its own hub and takes no other's history."""
    doc = document("Rwanda is ready for talks.")
    alone = told(doc, "arrangement", "Rwanda", receiving="RWA", status="proposed")
    hubs = registered(step("signed", "2022"), (doc, [alone])).hubs
    assert [dict(hub.key)["sending"] for hub in hubs] == [None, "GBR"]
