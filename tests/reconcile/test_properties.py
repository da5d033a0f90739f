"""What holds of every register, whatever is in it and in whatever order it came."""

from __future__ import annotations

import random
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import document, people, reading, told
from pactwatch.domain import load_pack
from pactwatch.errors import ConfigError
from pactwatch.group import Groups, group
from pactwatch.nouns import Claim, Document, Issue, Judgement, Register
from pactwatch.reconcile import (
    Inputs,
    Lore,
    Memory,
    Saying,
    check_register,
    find_knots,
    find_ties,
    make_judgements,
    pages_known_by,
    put_in_order,
    reconcile,
)
from pactwatch.release import FORMATS, Export

PACK = load_pack("transfers")
DAYS = (None, "2025-07", "2025-07-04", "2025-07-05", "2025-08-01", "XXXX-07", "2024-07-05/..")
FORMS = (*DAYS, "M-1", "WD-2<")
LORE = Lore.of(PACK)
WORDS = "They met and spoke of boats, flights and money in the capital on that day."
OTHER_WORDS = tuple(
    " ".join(f"{part}{number}" for part in "mara selo tibe nuko lage fidu rano pesi".split())
    + " on that day."
    for number in range(6)
)

claims = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["arrangement", "transfer", "statement", "term", "ruling"]),
        "form": st.sampled_from(FORMS),
        "sending": st.sampled_from([None, "USA", "GBR"]),
        "receiving": st.sampled_from(["RWA", "GHA"]),
        "status": st.sampled_from(["in_talks", "signed", "ended", "denied", "operational"]),
        "number": st.sampled_from([None, people(5), people(6), people(None, "up to 9", most=9)]),
        "speaker": st.sampled_from(["Ana Kinbote", "Kinbote", "an official"]),
        "factuality": st.sampled_from(["asserted", "planned", "denied"]),
        "court": st.sampled_from([None, "High Court", "a judge"]),
    }
)
pages = st.fixed_dictionaries(
    {
        "published": st.sampled_from([None, "2025-07-06", "2025-08-05"]),
        "outlet": st.sampled_from([None, "Post", "Star"]),
        "claims": st.lists(claims, max_size=4),
    }
)


#: Pages that have less in common, so that some are in no knot with others.
loose_claims = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(
            ["arrangement", "transfer", "outcome", "measure", "objection", "statement", "ruling"]
        ),
        "form": st.sampled_from(FORMS),
        "sending": st.sampled_from([None, "USA", "GBR", "NOR"]),
        "receiving": st.sampled_from([None, "RWA", "GHA", "ZMB", "USA"]),
        "against": st.sampled_from(["RWA", "GHA"]),
        "by": st.sampled_from(["USA", "NOR"]),
        "status": st.sampled_from(["in_talks", "signed", "denied"]),
        "programme": st.sampled_from([None, "Safe Passage", "Safe Passage Plan"]),
        "number": st.sampled_from([None, people(5), people(6)]),
        "speaker": st.sampled_from(
            ["Ana Kinbote", "Kinbote", "Leo Zembla", "Leo Zemblan", "Rwanda"]
        ),
        "factuality": st.sampled_from(["asserted", "denied"]),
        "court": st.sampled_from([None, "High Court", "the High Court of Zambia"]),
        "basis": st.sampled_from(["page", "document", "named_official"]),
    }
)
loose_pages = st.fixed_dictionaries(
    {
        "published": st.sampled_from([None, "2025-07-06", "2025-08-05"]),
        "outlet": st.sampled_from([None, "Post", "Star"]),
        "words": st.sampled_from([WORDS, *OTHER_WORDS]),
        "claims": st.lists(loose_claims, max_size=2),
    }
)


def loose(**given_values):
    """A claim as it is drawn, with what is given."""
    rest = {"form": None, "status": "signed", "number": people(5), "factuality": "asserted"}
    return {**rest, "basis": "page", **given_values}


def build(told_pages: list[dict]) -> list[tuple[Document, list[Claim]]]:
    """Pages from what was drawn; every page and every claim has words of its own."""
    built = []
    for number, told_page in enumerate(told_pages):
        words = told_page.get("words", WORDS)
        text = " ".join(f"{i}: {words}" for i in range(4)) + f" Page {number}."
        doc = document(text, published=told_page["published"], outlet=told_page["outlet"])
        found = []
        for i, drawn in enumerate(told_page["claims"]):
            names = PACK.kind(drawn["kind"]).slots
            given_slots = {k: v for k, v in drawn.items() if k in names}
            form = drawn["form"]
            found.append(
                told(
                    doc,
                    drawn["kind"],
                    f"{i}: {words}",
                    when=("that day", form) if form else None,
                    factuality=drawn["factuality"],
                    basis=drawn.get("basis", "page"),
                    **given_slots,
                )
            )
        built.append((doc, found))
    return built


def register_of(built: list[tuple[Document, list[Claim]]]) -> Register:
    documents = tuple(doc for doc, _ in built)
    readings = tuple(reading(doc, *found) for doc, found in built)
    issues = (Issue(source="x", stage="collect", what="empty"),) * 2
    return reconcile(
        Inputs(
            pack=PACK,
            lore=LORE,
            documents=documents,
            readings=readings,
            grouping=group(documents, readings),
            issues=issues,
        )
    )


def of_knots(built: list[tuple[Document, list[Claim]]]) -> tuple[Register, int]:
    """What comes of every knot of the pages by itself, and how many knots there are."""
    documents = tuple(doc for doc, _ in built)
    readings = {doc.id: reading(doc, *found) for doc, found in built}
    groups = Groups(documents, readings.values())
    ties = {doc.id: find_ties(doc, readings[doc.id], PACK, LORE) for doc in documents}
    knots = find_knots(ties, groups.near, (), LORE)
    made = [
        reconcile(
            Inputs(
                pack=PACK,
                lore=LORE,
                documents=tuple(doc for doc in documents if doc.id in pages),
                readings=tuple(readings[page] for page in pages),
                grouping=groups.find(among=pages),
            )
        )
        for pages in knots
    ]
    parts = {
        field.name: tuple(noun for one in made for noun in getattr(one, field.name))
        for field in fields(Register)
        if field.name != "as_of"
    }
    issues = (Issue(source="x", stage="collect", what="empty"),)
    return put_in_order(Register(as_of=None, **{**parts, "issues": issues}), PACK), len(knots)


def exported(register: Register) -> str:
    return "".join(FORMATS["json"](Export(register=register, pack=PACK)))


@settings(max_examples=60, deadline=None)
@given(st.lists(pages, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_order_of_pages_and_claims_is_of_no_account(drawn, chance: random.Random):
    """The same pages in another order give the same export, to the byte."""
    built = build(drawn)
    shuffled = [(doc, chance.sample(found, len(found))) for doc, found in built]
    chance.shuffle(shuffled)
    assert exported(register_of(shuffled)) == exported(register_of(built))


@settings(max_examples=150, deadline=None)
@given(st.lists(loose_pages, min_size=2, max_size=7))
def test_knots_reconciled_apart_give_the_register_of_all(drawn):
    """Pages in different knots never meet: together or apart, they give one export, to the byte."""
    built = build(drawn)
    register, _ = of_knots(built)
    assert exported(register) == exported(register_of(built))


@pytest.mark.parametrize(
    "quote",
    [
        "Boats, flights and money were spoken of yesterday in the crowded capital city.",
        "We never said so.",
    ],
)
def test_the_very_words_in_two_mouths_tie_their_pages(quote: str):
    """Two pages that share nothing but a quote, which each lays in another's mouth, are one knot."""
    built = []
    for speaker, words in (("Ana Kinbote", OTHER_WORDS[0]), ("Leo Zembla", OTHER_WORDS[1])):
        doc = document(f"{words} {quote} It was 6 July.", published="2025-07-06", outlet=speaker)
        when = ("6 July", "2025-07-06")
        built.append((doc, [told(doc, "statement", quote, when=when, speaker=speaker)]))
    assert [one.kind for one in register_of(built).discrepancies] == ["attribution"]
    assert exported(of_knots(built)[0]) == exported(register_of(built))


def test_a_name_that_is_said_of_no_pair_is_no_hubs():
    """What somebody says of a programme without its states names no step of which no state is told."""
    nobody = {"sending": None, "receiving": None, "against": "RWA", "by": "USA", "court": None}
    said = loose(kind="statement", programme="Safe Passage", speaker="Ana Kinbote", **nobody)
    step = loose(kind="arrangement", programme=None, speaker="Ana Kinbote", **nobody)
    told_pages = [
        {"published": None, "outlet": None, "words": words, "claims": [claim]}
        for words, claim in ((WORDS, said), (OTHER_WORDS[0], step))
    ]
    built = build(told_pages)
    assert exported(of_knots(built)[0]) == exported(register_of(built))


def test_pages_without_a_tie_are_knots_of_their_own():
    """A tie for everything would make one knot of all, and prove nothing."""
    pairs = [("USA", "RWA", "Ana Kinbote"), ("GBR", "GHA", "Leo Zembla")]
    drawn = [
        {"published": "2025-07-06", "outlet": "Post", "words": words, "claims": [
            loose(sending=sending, receiving=receiving, speaker=speaker, kind=kind)
            for kind in ("arrangement", "transfer", "statement")
        ]}
        for (sending, receiving, speaker), words in zip((*pairs, *pairs), OTHER_WORDS, strict=False)
    ]  # fmt: skip
    assert of_knots(build(drawn))[1] == 2


@settings(max_examples=60, deadline=None)
@given(st.lists(pages, min_size=1, max_size=5))
def test_every_register_holds_together(drawn):
    """Quotes equal their slices, ids exist and are one thing's, and no claim is in two records."""
    register = register_of(build(drawn))
    assert check_register(register) == ()
    listed = [claim for record in register.records for claim in record.claims]
    assert len(listed) == len(set(listed))
    for record in register.records:
        for name in record.contested:
            assert record.date is None if name == "date" else record.value(name) is None
        assert record.origins <= len(record.claims)


@settings(max_examples=30, deadline=None)
@given(st.lists(pages, min_size=2, max_size=5))
def test_no_page_changes_what_another_says(drawn):
    """Claims and their days are each page's own, however many pages stand beside it."""
    built = build(drawn)
    alone, together = register_of(built[:1]), register_of(built)
    first = {dated for dated in together.dated if dated in alone.dated}
    assert first == set(alone.dated)


KNOWN = ("2025-05-02", "2025-05-03", "2025-05-09", "2025-06-01")
SAYINGS = (("reject", False), ("reject", True), ("accept", False), ("split", False),
           ("part", False), ("merge", None), ("join", None))  # fmt: skip


def judge(chance: random.Random, register: Register) -> tuple[Judgement, ...]:
    """A few judgements on claims of a register."""
    made: tuple[Judgement, ...] = ()
    for number in range(chance.randrange(7) if len(register.claims) > 1 else 0):
        verdict, on_slot = chance.choice(SAYINGS)
        first, second = chance.sample(register.claims, 2)
        saying = Saying(
            verdict=verdict,
            ids=(first.id,) if on_slot is not None else (first.id, second.id),
            slot=first.slots[0].name if on_slot and first.slots else None,
            reason="seen",
            by="Ana",
            at=f"2025-05-0{number + 1}T00:00:00Z",
        )
        try:
            made += make_judgements(register, PACK, saying)
        except ConfigError:  # two of different kinds are never one
            continue
    return made


@settings(max_examples=120, deadline=None)
@given(st.lists(pages, min_size=3, max_size=6), st.integers(0, 10**9))
def test_what_was_made_as_of_other_days_is_of_no_account(drawn, seed: int):
    """Versions made one after another, with what was made before at hand, are those made from
    nothing: with copies, newer texts and judgements, whatever the order of the days."""
    chance = random.Random(seed)
    built = build([page | {"published": chance.choice(KNOWN)} for page in drawn])
    documents = [doc for doc, _ in built]
    for n in range(1, len(documents)):
        if chance.random() < 0.2:
            documents[n] = replace(documents[n], replaces=documents[n - 1].id)
    readings = {doc.id: reading(doc, *found) for doc, found in built}
    groups = Groups(documents, readings.values())
    judgements = judge(chance, register_of(built))

    def make(day: str, judged: int, memory: Memory | None) -> Register:
        known = pages_known_by(documents, day)
        return reconcile(
            Inputs(
                pack=PACK,
                lore=LORE,
                documents=known,
                readings=tuple(readings[doc.id] for doc in known),
                grouping=groups.find(day),
                judgements=judgements[:judged],
                as_of=day,
                memory=memory,
            )
        )

    memory = Memory()
    for day in chance.sample(KNOWN, len(KNOWN)):
        judged = chance.randrange(7)
        assert make(day, judged, memory) == make(day, judged, None)
