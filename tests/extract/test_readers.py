"""Readers: what a whole page says, as one reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import document
from pactwatch.config import Settings
from pactwatch.divide import divide_document
from pactwatch.domain import Pack
from pactwatch.extract.readers import Readers, load_readers
from pactwatch.nouns import Claim, Issue, Range, Reading

ReadText = Callable[..., Reading]

DEAL = "Norway signed a deal with Ghana to send migrants there."

#: Pages of several kinds of thing, on which what holds for every reading is tried.
PAGES = {
    "moves": (
        "Norway deported 30 Turkish migrants to Ghana on Tuesday.\n\n"
        "In 2019, Sweden deported more than 12 migrants to Kenya. Ghana took in five more from "
        "Norway in June, the interior ministry in Accra said."
    ),
    "deal": (
        f"{DEAL} Norway will pay 10 million euros a year.\n\nAmnesty International condemned the "
        "deal. The Norwegian government rejected the criticism.\n\n"
        "A court in Oslo blocked the flights on Friday."
    ),
    "voices": (
        f"{DEAL}\n\n“We will pay for their housing,” Norwegian Justice Minister Kari Lund said "
        "on Monday — “and for nothing else.”\n\nLund told reporters that the flights would start "
        "in May."
    ),
    "letters": (
        "🛫 Côte d’Ivoire’s neighbour Ghana has accepted 30 migrants deported from Norway "
        "— “naïvely”, said Kofi Badu, the opposition’s spokesman."
    ),
    "twice": f"{DEAL}\n\n{DEAL}\n\n{DEAL}",
    "list": "Norway flew 30 migrants to Ghana, Kenya and Malawi on Tuesday.",
    "headline": (
        "Norway signs deal with Ghana to send migrants\n\nNothing has been signed, the Norwegian "
        "justice ministry said on Tuesday. Norway and Ghana are still in talks about sending "
        "migrants there."
    ),
    "nothing": "The bakery on the corner sells bread and cakes all day long.",
    "empty": "",
}

#: Of which pages are put together at random.
SENTENCES = [
    DEAL,
    "Norway deported 30 Turkish migrants to Ghana on Tuesday.",
    "Sweden deported more than 12 migrants to Kenya in 2019.",
    "The West African nation has since received five of them.",
    "It flew others there in July.",
    "Norway will pay 10 million euros.",
    "A court in Oslo blocked the flights.",
    "“The deal is cruel,” said Ama Mensah of Amnesty International.",
    "The Norwegian government rejected the criticism.",
    "No deal has been signed, the ministry said.",
    "Four of the men have died.",
    "🙂 “Naïve!”",
    "The bakery sells bread.",
]

each_page = pytest.mark.parametrize("text", PAGES.values(), ids=PAGES)


def ranges_of(claim: Claim) -> Iterator[Range]:
    """Every place of which a claim speaks."""
    yield claim.span.range
    yield from claim.spans
    yield from claim.mentions
    yield from ((slot.start, slot.end) for slot in claim.slots)
    for part in (claim.when, claim.said_by, claim.via):
        if part is not None:
            yield part.start, part.end


# What holds for every reading


def test_pages_say_something(read: ReadText) -> None:
    """All pages on which rules are tried have claims, but for those that are there to have none."""
    silent = {name for name, text in PAGES.items() if not read(text).claims}
    assert silent == {"nothing", "empty"}


@each_page
def test_every_span_is_its_slice(read: ReadText, text: str) -> None:
    """A claim's quote, and the words that tell its day, are the text between their offsets."""
    for claim in read(text).claims:
        assert claim.span.quote == text[claim.span.start : claim.span.end]
        if claim.when is not None:
            assert claim.when.words == text[claim.when.start : claim.when.end]


@each_page
def test_all_grounds_lie_in_the_document(read: ReadText, text: str) -> None:
    """Every filled slot, voice, date and mention has words, and they stand in the page."""
    for claim in read(text).claims:
        for start, end in ranges_of(claim):
            assert 0 <= start < end <= len(text)


@each_page
def test_slots_and_choices_are_the_pack_s(read: ReadText, pack: Pack, text: str) -> None:
    """A claim fills only slots that its kind has, and a choice only with one of its choices."""
    for claim in read(text).claims:
        slots = pack.kind(claim.kind).slots
        for filled in claim.slots:
            rule = slots[filled.name]
            assert rule.type != "choice" or filled.value in rule.choices


@each_page
def test_claims_are_distinct_and_in_order(read: ReadText, text: str) -> None:
    """Ids are a page's own and once; claims stand in the order of the text."""
    reading = read(text)
    ids = [claim.id for claim in reading.claims]
    starts = [claim.span.start for claim in reading.claims]
    assert len(set(ids)) == len(ids)
    assert starts == sorted(starts)
    assert {claim.doc_id for claim in reading.claims} <= {reading.doc_id}


@each_page
def test_links_join_claims_of_the_page(read: ReadText, text: str) -> None:
    """Both ends of a link are claims of the same reading."""
    reading = read(text)
    ids = {claim.id for claim in reading.claims}
    assert all({link.claim_id, link.to} <= ids for link in reading.links)


@each_page
def test_every_claim_says_why(read: ReadText, readers: Readers, text: str) -> None:
    """The reader's version and the frame that decided stand on each claim."""
    for claim in read(text).claims:
        assert claim.reader == readers.version
        assert claim.why


@each_page
def test_a_page_read_twice_reads_the_same(read: ReadText, text: str) -> None:
    """Readings depend on the page alone."""
    assert read(text) == read(text)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=7), st.data())
def test_any_page_stands_on_its_own_words(
    readers: Readers, pack: Pack, sentences: list[str], data: st.DataObject
) -> None:
    """Whatever sentences meet on a page, in whatever order and paragraphs, its claims are grounded."""
    text = sentences[0]
    for sentence in sentences[1:]:
        text += data.draw(st.sampled_from([" ", "\n\n", " \n \n"])) + sentence
    divided = divide_document(document(text))
    reading = readers.read(divided)
    assert isinstance(reading, Reading)
    ids = [claim.id for claim in reading.claims]
    assert len(set(ids)) == len(ids)
    assert all({link.claim_id, link.to} <= set(ids) for link in reading.links)
    for claim in reading.claims:
        assert claim.span.quote == text[claim.span.start : claim.span.end]
        assert all(0 <= start < end <= len(text) for start, end in ranges_of(claim))
        assert {slot.name for slot in claim.slots} <= set(pack.kind(claim.kind).slots)
    assert readers.read(divided) == reading


def test_fresh_readers_read_the_same(read: ReadText, pack: Pack) -> None:
    """Nothing that was read before shows in a reading."""
    fresh = load_readers(pack, Settings())
    for text in PAGES.values():
        assert fresh.read(divide_document(document(text))) == read(text)


def test_the_order_of_pages_does_not_matter(readers: Readers) -> None:
    """Each page has the same reading wherever it stands in a run."""
    pages = [divide_document(document(PAGES[name])) for name in ("moves", "deal", "voices")]
    whole = [readers.read(page) for page in pages]
    for order in permutations(range(len(pages))):
        assert [readers.read(pages[k]) for k in order] == [whole[k] for k in order]


# Language and domain


@pytest.mark.parametrize("language", ["fr", "nb", "und"])
def test_another_language_gives_an_issue(readers: Readers, language: str) -> None:
    """What no reader can read is said so, with where it came from and which language it is."""
    page = divide_document(document(DEAL, language=language, source="page.txt"))
    found = readers.read(page)
    assert isinstance(found, Issue)
    assert (found.source, found.stage) == ("page.txt", "extract")
    assert repr(language) in found.what


def test_a_language_that_nobody_knows_is_tried(read: ReadText) -> None:
    """A page without a known language is read as English."""
    assert read(DEAL, language=None).claims


@pytest.mark.parametrize(
    "text",
    [
        "The bakery on the corner sells bread and cakes all day long.",
        "Norway beat Ghana in the final on Sunday before 30 fans.",
        "Norway and Ghana signed a trade deal on fish on Tuesday.",
        "Norway and Ghana signed a trade deal on Tuesday. Norway deports few migrants.",
        "Norway signed an extradition treaty with Ghana on Tuesday.",
        "Norway extradited a murder suspect to Ghana on Tuesday.",
        "Norway resettled 30 refugees from camps in Ghana on Tuesday.",
        "Norway resettled 30 Turkish refugees who had been living in Ghana.",
        "Norway evacuated 30 of its citizens from Ghana on Tuesday.",
        "Norway evacuated 30 nationals from Ghana on a military flight.",
        "Norway deported 30 Ghanaians to Ghana on Tuesday.",
        "Norway deported a Ghanaian man to Ghana.",
        "Norway returned 30 Ghanaian nationals to their home country on Tuesday.",
        "Norway sent five Ghanaians home to Ghana.",
        "Norway and Ghana signed a deal to return Ghanaians who stay without papers to Ghana.",
        "Norway signed a prisoner exchange with Ghana on Tuesday.",
    ],
)
def test_what_is_no_matter_of_the_domain(read: ReadText, text: str) -> None:
    """Own nationals sent home, extradition, resettlement, evacuation and trade are none of it."""
    reading = read(text)
    assert not reading.in_domain
    assert reading.claims == ()


def test_a_page_in_the_domain_says_so(read: ReadText) -> None:
    """A complete pair and what happened between them is enough."""
    assert read("Norway deported 30 migrants to Ghana.").in_domain
    assert read(DEAL).in_domain


def test_version_names_pipeline_and_pack(readers: Readers, pack: Pack) -> None:
    """A reading by another pipeline or pack is another reading."""
    assert Settings().pipeline in readers.version
    assert f"{pack.name}@{pack.version}" in readers.version
