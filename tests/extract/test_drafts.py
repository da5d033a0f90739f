"""Drafts: a hit with its pair completed and its slots filled, each with its grounds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pactwatch.extract.drafts import Draft, draft_hits
from pactwatch.extract.page import Page
from pactwatch.extract.specification import Specification
from pactwatch.nouns import Quantity, Value

PageOf = Callable[[str], Page]
DraftsOf = Callable[..., list[Draft]]


@pytest.fixture
def drafts_of(page_of: PageOf, spec: Specification) -> DraftsOf:
    """The drafts of a text, of one kind if it is named."""

    def drafted(text: str, kind: str | None = None) -> list[Draft]:
        found = list(draft_hits(page_of(text), spec))
        return [draft for draft in found if kind in (None, draft.kind.name)]

    return drafted


def value(draft: Draft, slot: str) -> Value | None:
    """The value of a slot, or None."""
    return draft.slots[slot][0] if slot in draft.slots else None


def words(text: str, draft: Draft, slot: str) -> str:
    """The words that ground a slot."""
    _, start, end = draft.slots[slot]
    return text[start:end]


def test_every_slot_stands_on_its_words(drafts_of: DraftsOf) -> None:
    """A count, a state, a choice: each is grounded in the words that tell it."""
    text = "Norway deported more than 300 Turkish migrants to Ghana on Tuesday."
    (draft,) = drafts_of(text)
    told = {slot: words(text, draft, slot) for slot in draft.slots}
    assert told["sending"] == "Norway"
    assert told["receiving"] == "Ghana"
    assert told["number"] == "more than 300"
    assert told["nationalities"] == "Turkish"
    assert text[draft.at :].startswith("deported")


@pytest.mark.parametrize(
    ("count", "least", "most"),
    [("30", 30, 30), ("more than 300", 300, None), ("twelve", 12, 12)],
)
def test_counts_keep_their_bounds(
    drafts_of: DraftsOf, count: str, least: float, most: float | None
) -> None:
    """ "More than" has no upper bound."""
    (draft,) = drafts_of(f"Norway deported {count} migrants to Ghana.")
    number = value(draft, "number")
    assert isinstance(number, Quantity)
    assert (number.min, number.max) == (least, most)


def test_a_count_shared_by_receivers_is_a_total(drafts_of: DraftsOf) -> None:
    """Thirty to three states: each draft says that its thirty are all of them together."""
    drafts = drafts_of("Norway flew 30 migrants to Ghana, Kenya and Malawi.")
    assert [value(d, "receiving") for d in drafts] == ["GHA", "KEN", "MWI"]
    assert {value(d, "counts") for d in drafts} == {"total"}


def test_each_receiver_has_its_own_count(drafts_of: DraftsOf) -> None:
    """Five to one state and eight others to another: each its own."""
    drafts = drafts_of("Norway deported five men to Ghana and eight others to Kenya.")
    told = {value(d, "receiving"): value(d, "number") for d in drafts}
    assert [(n.min, n.max) for n in told.values() if isinstance(n, Quantity)] == [(5, 5), (8, 8)]


def test_who_were_counted_above_are_still_as_many(drafts_of: DraftsOf) -> None:
    """ "The men" are as many as the men of the sentence before."""
    drafts = drafts_of(
        "In May twelve men were arrested in Oslo. "
        "On Friday the men were deported from Norway to Ghana."
    )
    numbers = [value(d, "number") for d in drafts if value(d, "receiving") == "GHA"]
    assert [n.min for n in numbers if isinstance(n, Quantity)] == [12]


def test_others_are_not_as_many_as_those_above(drafts_of: DraftsOf) -> None:
    """Migrants without "the" are none of whom the page has told."""
    drafts = drafts_of(
        "In May twelve men were arrested in Oslo. "
        "On Friday other men were deported from Norway to Ghana."
    )
    assert [value(d, "number") for d in drafts if value(d, "receiving") == "GHA"] == [None]


def test_the_day_of_saying_is_not_the_day_of_the_move(drafts_of: DraftsOf) -> None:
    """What officials said on Tuesday did not happen on Tuesday."""
    (draft,) = drafts_of(
        "Norwegian officials said on Tuesday that 30 migrants had been deported to Ghana.",
        "transfer",
    )
    assert draft.when is None


def test_a_day_hangs_on_its_own_verb(drafts_of: DraftsOf) -> None:
    """Two moves of a sentence have a day each."""
    drafts = drafts_of(
        "Norway deported 30 migrants to Ghana in May and flew 12 migrants to Kenya in June."
    )
    days = {value(d, "receiving"): d.when.words for d in drafts if d.when}
    assert days == {"GHA": "May", "KEN": "June"}


def test_what_was_signed_is_named_without_its_article(drafts_of: DraftsOf) -> None:
    """Words run as far as they hang on their head."""
    text = "Norway signed the memorandum of understanding with Ghana to take deported migrants."
    (draft,) = drafts_of(text, "arrangement")
    assert str(value(draft, "instrument")).startswith("memorandum of understanding")
    assert words(text, draft, "instrument") == value(draft, "instrument")


def test_a_party_s_name_keeps_what_belongs_to_it(drafts_of: DraftsOf) -> None:
    """A ministry "of" something is named in full."""
    (draft,) = drafts_of(
        "The Norwegian Ministry of Justice signed a deal with Ghana to take deported migrants.",
        "arrangement",
    )
    assert value(draft, "by") == "Norwegian Ministry of Justice"


@pytest.mark.parametrize(
    ("first", "second", "unit"), [("Norway", "Ghana", "USD"), ("Australia", "Nauru", None)]
)
def test_a_bare_dollar_names_no_currency_where_it_could_be_two(
    drafts_of: DraftsOf, first: str, second: str, unit: str | None
) -> None:
    """Between states of which one has a dollar of its own, the unit stays open."""
    (draft,) = drafts_of(
        f"{first} will pay {second} $10 million under a deal to take deported migrants.", "term"
    )
    assert (value(draft, "value"), value(draft, "unit")) == (10_000_000, unit)


def test_a_refusal_is_told_by_refusing(drafts_of: DraftsOf) -> None:
    """That somebody will not is a thing that happened."""
    drafts = drafts_of("Ghana refused to take migrants deported by Norway.", "arrangement")
    told = {(d.told, d.is_contrary) for d in drafts if value(d, "status") == "refused"}
    assert told == {("asserted", False)}


@pytest.mark.parametrize("habit", ["hosts", "takes in"])
def test_a_habit_is_no_event(drafts_of: DraftsOf, habit: str) -> None:
    """What a state does as a rule tells no move, though it names both parties."""
    drafts = drafts_of(
        f"Ghana {habit} deportees from Norway. Norway deported 30 migrants to Kenya.", "transfer"
    )
    assert [value(d, "receiving") for d in drafts] == ["KEN"]


@pytest.mark.parametrize("group", ["first", "second"])
def test_groups_are_told_apart_by_their_order(drafts_of: DraftsOf, group: str) -> None:
    """Which of several a page speaks of is kept."""
    (draft,) = drafts_of(f"Norway deported a {group} group of migrants to Ghana.")
    assert draft.ordinal == group


def test_a_draft_says_what_decided(drafts_of: DraftsOf) -> None:
    """Its frame and the rule by which its pair was found are kept for `--why`."""
    (draft,) = drafts_of("Norway deported 30 migrants to Ghana.")
    assert draft.frame == "moved"
    assert "both parties named" in draft.why


def test_code_is_for_words_alone(drafts_of: DraftsOf) -> None:
    """A slot that holds no string has no code."""
    (draft,) = drafts_of("Norway deported 30 migrants to Ghana.")
    assert draft.code("receiving") == "GHA"
    assert draft.code("number") is None
    assert draft.code("nationalities") is None
