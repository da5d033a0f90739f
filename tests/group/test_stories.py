"""Which pages tell one event."""

from __future__ import annotations

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from factory import document, reading, told
from pactwatch.domain import SpreadFile
from pactwatch.group import group
from pactwatch.group.rarity import words_of
from pactwatch.group.stories import Tales
from pactwatch.nouns import Document
from pactwatch.reconcile import is_known_by

FIRE = "A fire in the old harbour warehouse of Larnow killed two guards on Monday, the mayor said."
BLAZE = "Two guards died when the Larnow harbour warehouse burned down on Monday, said the mayor."
LATER = "The harbour warehouse in Larnow, where two guards died in a fire, is to be rebuilt."
MATCH = "Larnow United beat Teston by three goals in the cup; the goalkeeper saved two penalties."


def stories(*docs, readings=()):
    return [set(story.documents) for story in group(docs, readings).stories]


def test_pages_on_one_event_are_one_story_and_others_are_not():
    """Shared telling words within days make a story; a shared town does not."""
    one = document(FIRE, published="2025-03-03", title="Warehouse fire kills two guards")
    two = document(BLAZE, published="2025-03-04", title="Guards die in warehouse fire")
    other = document(MATCH, published="2025-03-03", title="United win the cup tie")
    assert stories(one, two, other) == [{one.id, two.id}]


def test_story_is_named_after_its_earliest_page():
    """The title is that of the page known first, or its first line where it has none."""
    late = document(BLAZE, published="2025-03-04", title="Guards die in warehouse fire")
    early = document(FIRE, published="2025-03-03")
    [story] = group((late, early), ()).stories
    assert story.title == FIRE


def test_one_page_is_no_story():
    """A story is told by several pages."""
    assert stories(document(FIRE), document(MATCH)) == []


def test_pages_on_other_pairs_are_not_pulled_together_by_their_common_words():
    """Two arrangements told in the same words are two stories."""
    sentence = "The president said that deportees would arrive on Friday under the deal with "
    docs = [document(sentence + name, published="2025-08-02") for name in ("Ghana", "Palau")]
    pairs = [{"sending": "USA", "receiving": code} for code in ("GHA", "PLW")]
    readings = [
        reading(doc, told(doc, "arrangement", sentence[:20], status="agreed", **pair))
        for doc, pair in zip(docs, pairs, strict=True)
    ]
    same = [
        reading(doc, told(doc, "arrangement", sentence[:20], status="agreed", **pairs[0]))
        for doc in docs
    ]
    assert stories(*docs, readings=same) == [{doc.id for doc in docs}]
    assert stories(*docs, readings=readings) == []


def test_words_of_every_page_of_the_domain_tell_no_event_from_another():
    """What the pack counts on most of its own pages joins none of them; what it has not, does."""
    common = "Rejected asylum seekers were flown on a deportation charter to a third country. "
    docs = [
        document(common + "The Ombrian minister Kvist met the pilots.", published="2025-03-03"),
        document(common + "A court in Tesk heard the lawyer Amadi.", published="2025-03-03"),
    ]
    words = " ".join(sorted(set(words_of(common))))
    own = SpreadFile(pages=100, words={90: words})
    assert len(Tales(docs, ()).find()) == 1
    assert Tales(docs, (), own).find() == ()
    twice = [docs[0], document(docs[0].text, outlet="Tesk Post", published="2025-03-04")]
    assert len(Tales(twice, (), own).find()) == 1


def fires() -> list[Document]:
    """Pages on four fires of the same kind, some of a month only and some undated."""
    docs = []
    for number, town in enumerate(("Larnow", "Teston", "Ovid", "Kesra")):
        for i, words in enumerate((FIRE, BLAZE, LATER)):
            docs.append(
                document(
                    words.replace("Larnow", town) + f" Paper {i}.",
                    published=("2025-03-03", "2025-03", f"2025-0{number + 2}-10", None)[i - number],
                    title=f"Fire in {town}",
                )
            )
    return docs


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 12))
def test_pages_added_one_by_one_are_the_stories_of_all_at_once(chance: random.Random, first: int):
    """Whatever the order in which pages come, and how many were there before: one result."""
    docs = fires()
    chance.shuffle(docs)
    tales = Tales(docs[:first], ())
    for doc in docs[first:]:
        tales.add(doc, None)
    assert tales.find() == Tales(fires(), ()).find()
    assert tales.find()


def test_stories_as_of_a_day_are_those_of_the_pages_known_by_then():
    """What came later bears on nothing; a page of which a month is told counts from its last day."""
    docs = fires()
    for day in ("2025-02-28", "2025-03-03", "2025-03-30", "2025-03-31", "2025-06-01"):
        known = [doc for doc in docs if is_known_by(doc.known, day)]
        assert Tales(docs, ()).find(date.fromisoformat(day)) == Tales(known, ()).find()
