"""Who copied whom: exact, framed, cut, edited and spliced copies, and what is none."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from factory import document
from pactwatch.group import group
from pactwatch.nouns import Document, Grouping

# fmt: off
WORDS = (
    "harbour", "council", "voted", "late", "evening", "against", "plan", "build", "second",
    "quay", "beneath", "lighthouse", "after", "fishermen", "warned", "that", "silt", "would",
    "choke", "channel", "within", "decade", "while", "mayor", "promised", "new", "survey",
)
# fmt: on


def text(seed: int, length: int = 180) -> str:
    """So many words in an order of their own."""
    chance = random.Random(seed)
    return " ".join(f"{chance.choice(WORDS)}{chance.randrange(40)}" for _ in range(length)) + "."


def page(words: str, day: str = "2025-05-01", **fields: object) -> Document:
    return document(words, published=day, **fields)


def kinship(found: Grouping, doc: Document):
    return next(kinship for kinship in found.kinships if kinship.doc_id == doc.id)


def test_framed_copy_has_the_wording_of_the_earlier_page():
    """An outlet's own frame around another's text leaves it a copy, and marks what was taken."""
    first = page(text(1), outlet="One")
    copy = page(f"Read all of it here today. {text(1)} Subscribe.", "2025-05-02", outlet="Two")
    found = group((copy, first), ())
    [wording] = found.wordings
    assert wording.root == first.id
    own = kinship(found, copy)
    assert (own.relation, kinship(found, first).relation) == ("copy", "own")
    [taken] = own.copied
    assert copy.text[taken.start : taken.end].startswith(text(1)[:40])
    assert first.text[taken.from_start :].startswith(text(1)[:40])


def test_copy_cut_to_a_quarter_is_still_one():
    """Shortened wire copy, the commonest in news, is found by what is left of it."""
    whole = text(2, 240)
    first, cut = page(whole), page(" ".join(whole.split()[:60]), "2025-05-02")
    assert len(group((first, cut), ()).wordings) == 1


def test_every_tenth_word_changed_is_still_a_copy():
    """Light editing breaks runs of words, but not two fifths of them."""
    words = text(3, 300).split()
    edited = [f"other{i}" if i % 12 == 0 else word for i, word in enumerate(words)]
    found = group((page(" ".join(words)), page(" ".join(edited), "2025-05-03")), ())
    assert len(found.wordings) == 1


def test_pages_that_share_a_quotation_are_not_copies():
    """Two reports that quote the same sentence are two wordings."""
    quotation = text(4, 14)
    found = group((page(text(5) + quotation + text(6)), page(text(7) + quotation + text(8))), ())
    assert len(found.wordings) == 2


def test_page_made_of_two_reports_does_not_make_them_one():
    """An aggregator belongs to the report of which it has most; both passages are marked."""
    one, two = page(text(9, 200)), page(text(10, 120))
    both = page(f"{one.text} {two.text}", "2025-05-09")
    found = group((one, two, both), ())
    assert len(found.wordings) == 2
    own = kinship(found, both)
    assert {piece.doc_id for piece in own.copied} == {one.id, two.id}
    assert own.wording == kinship(found, one).wording


def test_agency_is_the_root_though_read_later():
    """The agency's text is the root of its copies, whenever it was known; they are wire copies."""
    early = page(text(11), "2025-05-01", outlet="Evening Star")
    agency = page(text(11) + " ENDS", "2025-05-03", outlet="Continental Wire")
    found = group((early, agency), (), agencies=frozenset({"Continental Wire"}))
    assert found.wordings[0].root == agency.id
    assert kinship(found, early).relation == "wire"


def test_short_and_empty_pages_stand_alone():
    """A page of a few words copies nobody, and none is lost."""
    docs = (page(""), page("Four words stand here.", outlet="A"), page("Four words stand here."))
    found = group(docs, ())
    assert len(found.wordings) == len(found.kinships) == 3


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_pages_is_of_no_account(chance: random.Random):
    """Whatever the order in which pages come, their grouping is the same."""
    docs = [page(text(i), f"2025-05-0{i}") for i in range(1, 5)]
    docs += [page(text(i)[:600], f"2025-06-0{i}") for i in range(1, 5)]
    shuffled = list(docs)
    chance.shuffle(shuffled)
    assert group(shuffled, ()) == group(docs, ())
