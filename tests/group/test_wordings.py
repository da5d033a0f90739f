"""Who copied whom: exact, framed, cut, edited and spliced copies, and what is none."""

from __future__ import annotations

import itertools
import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from factory import document
from pactwatch.domain import AgenciesFile, Agency
from pactwatch.group import Copies, group
from pactwatch.nouns import Document, Grouping

# fmt: off
WORDS = (
    "harbour", "council", "voted", "late", "evening", "against", "plan", "build", "second",
    "quay", "beneath", "lighthouse", "after", "fishermen", "warned", "that", "silt", "would",
    "choke", "channel", "within", "decade", "while", "mayor", "promised", "new", "survey",
)
# fmt: on

CONTINENTAL = AgenciesFile(agencies=(Agency(name="Continental Wire", signs=("CW",)),))


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


def test_pages_that_print_one_long_statement_are_not_copies():
    """Half of each page is the same statement in quotation marks; around it each has its own words."""
    statement = f'"{text(20, 90)}" and "{text(21, 60)}"'
    one = page(f"{text(22, 80)} {statement} {text(23, 70)}", outlet="One")
    two = page(f"{text(24, 80)} {statement} {text(25, 70)}", "2025-05-02", outlet="Two")
    found = group((one, two), ())
    assert len(found.wordings) == 2
    assert kinship(found, two).copied


def test_standing_paragraphs_of_an_outlet_make_no_copies():
    """What one outlet prints under each of its reports is half of a short one, and no report."""
    under = text(26, 60)
    docs = [page(f"{text(n, 65)} {under}", f"2025-05-0{n - 26}", outlet="One") for n in (27, 28)]
    assert len(group(docs, ()).wordings) == 2


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
    found = group((early, agency), (), agencies=CONTINENTAL)
    assert found.wordings[0].root == agency.id
    assert kinship(found, early).relation == "wire"


def test_short_and_empty_pages_stand_alone():
    """A page of a few words copies nobody, and none is lost."""
    docs = (page(""), page("Four words stand here.", outlet="A"), page("Four words stand here."))
    found = group(docs, ())
    assert len(found.wordings) == len(found.kinships) == 3


def test_fifth_of_the_words_changed_is_still_a_copy():
    """Few runs are left, but pairs of words stand in the same order: all of it is marked as taken."""
    words = named(12).split()
    edited = [f"other{i}" if i % 5 == 2 else word for i, word in enumerate(words)]
    first, copy = page(" ".join(words)), page(" ".join(edited), "2025-05-03")
    found = group((first, copy), ())
    own = kinship(found, copy)
    assert own.relation == "copy"
    assert sum(piece.end - piece.start for piece in own.copied) > 0.8 * len(copy.text)


def test_same_names_in_other_words_are_no_copy():
    """Two newsrooms tell one event: names in the same order, no words in common."""
    names = [word for word in named(13).split() if word[0].isupper()]
    chance = random.Random(1)
    other = " ".join(f"{name} {chance.choice(WORDS)} {chance.choice(WORDS)}" for name in names)
    assert len(group((page(named(13)), page(other, "2025-05-02")), ()).wordings) == 2


def test_page_told_anew_in_the_same_order_is_a_rewrite():
    """It has the names and a third of the words where they stood, and no number of its own."""
    chance = random.Random(2)
    words = named(14, 400).split()
    anew = [
        word if word[0].isupper() or i // 3 % 2 else f"else{chance.randrange(999)}x"
        for i, word in enumerate(words)
    ]
    anew = [word for i, word in enumerate(anew) if i % 4]
    first, later = page(" ".join(words)), page(" ".join(anew), "2025-05-02", outlet="Two")
    own = kinship(group((first, later), ()), later)
    assert (own.relation, own.wording) == ("rewrite", kinship(group((first,), ()), first).wording)


def named(seed: int, length: int = 240) -> str:
    """A text in which every sixth word is a name."""
    chance = random.Random(seed)
    return " ".join(
        f"Name{chance.randrange(30)}" if i % 6 == 1 else word
        for i, word in enumerate(text(seed, length).split())
    )


def examples() -> list[Document]:
    """Reports, cut, framed, joined and reworded copies of them, and one that a crowd has copied."""
    docs = [page(named(i), f"2025-05-0{i}", outlet=f"Own {i}") for i in range(1, 5)]
    docs += [page(named(i)[:700], f"2025-06-0{i}") for i in range(1, 5)]
    docs += [page(f"{named(1)} {named(2)[:600]}", "2025-04-30", outlet="Early")]
    docs += [page(f"LARNOW (Coast Wire) - {named(3)}", "2025-07-01", outlet="Coast Wire")]
    edited = [f"o{i}" if i % 5 == 2 else word for i, word in enumerate(named(4).split())]
    docs += [page(" ".join(edited), "2025-05-03")]
    docs += [
        page(f"{named(9)} Read more in paper {i}", f"2025-08-{i:02}", outlet=f"Paper {i}")
        for i in range(1, 25)
    ]
    return docs


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 35))
def test_pages_added_one_by_one_are_grouped_as_all_at_once(chance: random.Random, first: int):
    """Whatever the order in which pages come, and how many were there before: one result."""
    docs = examples()
    chance.shuffle(docs)
    copies = Copies(docs[:first])
    for doc in docs[first:]:
        copies.add(doc)
    assert copies.find() == Copies(examples()).find()


def test_wordings_as_of_a_day_are_those_of_the_pages_known_by_then():
    """An agency's text that is known last is the root of its copies from then on, and not before."""
    docs = examples()
    copies = Copies(docs)
    days = sorted({doc.known for doc in docs})
    for day in days:
        known = [doc for doc in docs if doc.known <= day]
        assert copies.find(date.fromisoformat(day)) == Copies(known).find()
    roots = [{w.root for w in copies.find(date.fromisoformat(day))[0]} for day in days]
    assert not all(earlier <= later for earlier, later in itertools.pairwise(roots))


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_pages_is_of_no_account(chance: random.Random):
    """Whatever the order in which pages come, their grouping is the same."""
    docs = [page(text(i), f"2025-05-0{i}") for i in range(1, 5)]
    docs += [page(text(i)[:600], f"2025-06-0{i}") for i in range(1, 5)]
    shuffled = list(docs)
    chance.shuffle(shuffled)
    assert group(shuffled, ()) == group(docs, ())
