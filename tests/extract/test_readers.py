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
from pactwatch.extract.readers import Readers, extract, load_readers
from pactwatch.nouns import Claim, DividedDocument, Issue, Quantity, Range, Reading

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


def of_kind(reading: Reading, kind: str) -> list[Claim]:
    """The claims of a kind."""
    return [claim for claim in reading.claims if claim.kind == kind]


def told(reading: Reading, kind: str, *slots: str) -> list[tuple[object, ...]]:
    """The values of some slots, claim by claim; a quantity by its words."""
    return [
        tuple(v.words if isinstance(v := c.value(slot), Quantity) else v for slot in slots)
        for c in of_kind(reading, kind)
    ]


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
    whole = list(extract(pages, readers))
    for order in permutations(range(len(pages))):
        assert list(extract([pages[k] for k in order], readers)) == [whole[k] for k in order]


def test_pages_are_read_one_by_one(readers: Readers) -> None:
    """A stream is taken no further than it is asked for."""
    taken: list[str] = []

    def stream() -> Iterator[DividedDocument]:
        for name in ("moves", "nothing"):
            taken.append(name)
            yield divide_document(document(PAGES[name]))

    next(extract(stream(), readers))
    assert taken == ["moves"]


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


# What has happened, and what has not


@pytest.mark.parametrize(
    "text",
    [
        "Norway would deport 30 migrants to Ghana.",
        "Norway could deport 30 migrants to Ghana next year.",
        "Norway may have deported 30 migrants to Ghana.",
        "Norway should deport 30 migrants to Ghana, the opposition said.",
        "If Norway deports 30 migrants to Ghana, the opposition will sue.",
        "Norway plans to deport 30 migrants to Ghana.",
        "Norway is to deport 30 migrants to Ghana on Friday.",
        "Norway is preparing to deport 30 migrants to Ghana, officials said.",
        "Norway's deportation of 30 migrants to Ghana would start in May.",
        "A planned flight of 30 migrants from Norway to Ghana was announced.",
        "Norway has not deported any migrants to Ghana.",
        "Norway failed to deport 30 migrants to Ghana.",
        "Norway has yet to deport migrants to Ghana.",
        "Norway threatened to deport 30 migrants to Ghana.",
        "Norway was to deport 30 migrants to Ghana but the flight was cancelled.",
        "A court stopped Norway from deporting 30 migrants to Ghana.",
        "The plan would see 30 migrants flown from Norway to Ghana.",
        "Norway's minister promised that 30 migrants would be flown to Ghana.",
        "Any migrants deported from Norway to Ghana will be housed in hotels.",
        "Norway did not say whether it had deported 30 migrants to Ghana.",
    ],
)
def test_what_has_not_happened_is_no_transfer(read: ReadText, text: str) -> None:
    """Would, could, if, planned and not: nobody has been moved."""
    assert of_kind(read(text), "transfer") == []


@pytest.mark.parametrize(
    "text",
    [
        "Norway may sign a deal with Ghana to send migrants there.",
        "Norway could sign a deal with Ghana to send migrants there next week.",
        "Norway plans to sign a deal with Ghana to send migrants there.",
        "Norway and Ghana would sign a deal to send migrants there if parliament agrees.",
    ],
)
def test_what_may_be_signed_is_not(read: ReadText, text: str) -> None:
    """A signature that lies ahead is none."""
    assert ("signed",) not in told(read(text), "arrangement", "status")


@pytest.mark.parametrize(
    "text",
    [
        PAGES["headline"],
        "Norway signs migrant deal with Ghana\n\nNo deal has been signed with Ghana, the "
        "Norwegian government said on Tuesday.",
    ],
)
def test_a_headline_does_not_stand_against_the_body(read: ReadText, text: str) -> None:
    """Where the body says that nothing has been signed, nothing has."""
    assert ("signed",) not in told(read(text), "arrangement", "status")


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("Norway and Ghana are in talks on a deal to send migrants to Ghana.", "in_talks"),
        ("Ghana has agreed to take migrants deported by Norway.", "agreed"),
        (DEAL, "signed"),
        ("Norway's parliament ratified the deal with Ghana on sending migrants there.", "ratified"),
        ("Norway's deal with Ghana on deported migrants came into force on 1 May.", "in_force"),
        ("Norway suspended its deal with Ghana on deported migrants on Friday.", "suspended"),
        ("A court stopped Norway from deporting 30 migrants to Ghana.", "blocked"),
        ("Norway scrapped its deal with Ghana to send migrants there on Friday.", "ended"),
        ("Ghana refused to take migrants deported by Norway.", "refused"),
    ],
)
def test_how_far_a_deal_has_come(read: ReadText, text: str, choice: str) -> None:
    """Each step of a deal is told by words of its own, and is that step alone."""
    assert told(read(text), "arrangement", "sending", "receiving", "status") == [
        ("NOR", "GHA", choice)
    ]


# Who sends, who receives, and how many


@pytest.mark.parametrize(
    "text",
    [
        "Norway deported 30 migrants to Ghana on Tuesday.",
        "Thirty migrants were deported to Ghana by Norway.",
        "Ghana accepted 30 migrants deported from Norway on Tuesday.",
        "Norway deported five Turkish men to Ghana on Tuesday.",
        "Turkish and Iraqi men were deported from Norway to Ghana on Tuesday.",
        "The men, from Turkey and Iraq, were deported from Norway to Ghana on Tuesday.",
        "Iraqi migrants arrived in Ghana on a plane from Norway on Tuesday.",
        "Turkey's men were deported. Norway deported 30 migrants to Ghana.",
    ],
)
def test_who_sends_is_never_a_nationality(read: ReadText, text: str) -> None:
    """Active, passive or by those who arrive: the same two states; whose people they are is not one."""
    assert told(read(text), "transfer", "sending", "receiving") == [("NOR", "GHA")]


def test_nationalities_have_a_slot_of_their_own(read: ReadText) -> None:
    """Of which states people are is read beside who sends them."""
    reading = read("Turkish and Iraqi men were deported from Norway to Ghana on Tuesday.")
    assert told(reading, "transfer", "nationalities") == [(("TUR", "IRQ"),)]


def test_people_of_nobody_known_make_no_sender(read: ReadText) -> None:
    """Two Turks sent to Ghana were not sent by Turkey, and the page tells by whom not."""
    assert read("Two Turks were deported to Ghana on Tuesday.").claims == ()


def test_receivers_have_their_own_counts(read: ReadText) -> None:
    """A list of receivers with a count each makes a claim each."""
    reading = read("Norway deported five men to Ghana and eight others to Kenya on Tuesday.")
    assert told(reading, "transfer", "receiving", "number") == [("GHA", "five"), ("KEN", "eight")]


def test_a_count_for_all_is_a_total_for_each(read: ReadText) -> None:
    """One count for a list of receivers is not each one's own."""
    assert told(read(PAGES["list"]), "transfer", "receiving", "counts") == [
        ("GHA", "total"),
        ("KEN", "total"),
        ("MWI", "total"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ghana signed a deal with Norway to take deported migrants. "
        "It has received 30 migrants from Norway since June.",
        "Ghana signed a deal with Norway to take deported migrants. "
        "The country received 30 deportees on Friday.",
        "Ghana signed a deal with Norway to take deported migrants. "
        "The West African nation received 30 deportees from Norway in June.",
        "Ghana has agreed to take migrants deported by Norway. "
        "Some 30 men were deported there in June.",
        "Ghana signed a deal with Norway to take deported migrants. "
        "The first 30 deportees arrived in Accra on Friday.",
    ],
    ids=["it", "the country", "the West African nation", "there", "its capital"],
)
def test_a_state_may_be_told_by_other_words(read: ReadText, text: str) -> None:
    """A pronoun, a description, a place or a capital means the state of which the page spoke."""
    reading = read(text)
    assert told(reading, "transfer", "sending", "receiving") == [("NOR", "GHA")]
    (moved,) = of_kind(reading, "transfer")
    number = moved.value("number")
    assert isinstance(number, Quantity)
    assert number.min == 30


@pytest.mark.parametrize(
    ("text", "receivers"),
    [
        ("Norway deported 30 migrants to Georgia.", []),
        ("Norway deported 30 migrants to Georgia. Officials in Tbilisi met them.", [("GEO",)]),
    ],
)
def test_a_doubtful_name_needs_the_page_to_bear_it_out(
    read: ReadText, text: str, receivers: list[tuple[str]]
) -> None:
    """ "Georgia" is a state where the page speaks of Tbilisi, else it may be another."""
    assert told(read(text), "transfer", "receiving") == receivers


@pytest.mark.parametrize(
    "text",
    [
        f"{DEAL}\n\nA similar agreement between Sweden and Kenya collapsed in 2023 after Kenya's "
        "high court ruled it unlawful.",
        f"{DEAL} Sweden has a similar deal with Kenya, under which 40 people were flown to Nairobi "
        "in 2019. The Norwegian deal will cost 10 million euros.",
        "Norway deported 30 migrants to Ghana in June. In 2019, Sweden deported 12 migrants to "
        "Kenya. Twenty of the men in Ghana have appealed.",
    ],
)
def test_background_stays_with_its_own_pair(read: ReadText, text: str) -> None:
    """What a page tells of another deal makes no pair across the two."""
    pairs = {
        (claim.value("sending"), claim.value("receiving"))
        for claim in read(text).claims
        if claim.value("sending") and claim.value("receiving")
    }
    assert pairs == {("NOR", "GHA"), ("SWE", "KEN")}


def test_a_move_shows_in_the_history_of_its_deal(read: ReadText) -> None:
    """Where a page tells of a deal, those whom it moved are a step of it."""
    reading = read(
        "Ghana signed a deal with Norway to take deported migrants. "
        "The first 30 deportees arrived in Accra on Friday."
    )
    assert told(reading, "arrangement", "status") == [("signed",), ("operational",)]


def test_what_is_said_again_is_one_claim(read: ReadText) -> None:
    """The same sentence thrice is one deal; the repetitions are shown as such."""
    reading = read(PAGES["twice"])
    assert told(reading, "arrangement", "status") == [("signed",)]
    assert len(reading.repeated) == 2


# What is said of it


def test_a_reply_leads_to_the_objection(read: ReadText) -> None:
    """Criticism and what is said against it are joined."""
    reading = read(PAGES["deal"])
    (link,) = reading.links
    kinds = {claim.id: claim.kind for claim in reading.claims}
    assert (kinds[link.claim_id], kinds[link.to]) == ("reply", "objection")


def test_a_statement_has_the_pair_of_what_it_says(read: ReadText) -> None:
    """What a minister says of a deal bears on the deal's pair; the deal is told as reported."""
    reading = read(
        "Norway has signed a deal with Ghana to send migrants there, Norwegian Justice Minister "
        "Kari Lund said on Monday."
    )
    assert told(reading, "statement", "speaker", "sending", "receiving") == [
        ("Kari Lund", "NOR", "GHA")
    ]
    assert [claim.factuality for claim in of_kind(reading, "arrangement")] == ["reported"]


def test_a_statement_on_another_deal_has_that_pair(read: ReadText) -> None:
    """Who speaks of Sweden's deal on a page of Norway's speaks of Sweden's."""
    reading = read(
        "Kenya's minister Amina Oduor said Sweden's deal to send migrants to Kenya was unfair. "
        f"{DEAL}"
    )
    assert told(reading, "statement", "sending", "receiving") == [("SWE", "KEN")]


def test_version_names_pipeline_and_pack(readers: Readers, pack: Pack) -> None:
    """A reading by another pipeline or pack is another reading."""
    assert Settings().pipeline in readers.version
    assert f"{pack.name}@{pack.version}" in readers.version
