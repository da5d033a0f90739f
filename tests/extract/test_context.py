"""Context: who sends to whom, where a sentence leaves it unsaid."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pactwatch.extract.context import Context
from pactwatch.extract.named import Party
from pactwatch.extract.page import Page
from pactwatch.extract.pair import EXPLICIT, LIKELIEST, Pair

PageOf = Callable[[str], Page]

A, B, C = (Party(code, at, at + 3) for at, code in enumerate(("AAA", "BBB", "CCC")))


def pair(first: Party, second: Party, rule: str = EXPLICIT) -> Pair:
    """An ordered pair."""
    return Pair(first, second, rule)


@pytest.fixture
def context() -> Context:
    """A page of three paragraphs, of which nothing has been learnt."""
    return Context(slots=("from", "to"), paragraphs=[0, 100, 200])


def context_of(page: Page) -> Context:
    """What a page says of directions."""
    assert page.context is not None
    return page.context


def told(page: Page) -> list[tuple[str | None, str | None]]:
    """The pairs that a page's phrases tell, in order."""
    return [e.pair.codes for e in context_of(page).evidence]


def test_a_pair_says_how_it_was_found() -> None:
    """Only both parties in one phrase are explicit; the page's likeliest are a guess."""
    assert pair(A, B).is_explicit
    assert not pair(A, B).is_guess
    assert pair(A, B, LIKELIEST).is_guess
    assert not pair(A, B).again.is_explicit
    assert pair(A, B).again.codes == ("AAA", "BBB")


def test_a_pair_with_one_side_is_incomplete() -> None:
    """What is not told stays open."""
    half = Pair(None, B, "no sender told")
    assert not half.is_complete
    assert half.codes == (None, "BBB")


def test_a_pair_is_evidence_once_at_a_place(context: Context) -> None:
    """The same pair at the same offset counts once; an incomplete one never; order is the text's."""
    context.add(150, pair(A, C))
    context.add(50, pair(A, B))
    context.add(50, pair(A, B))
    context.add(60, Pair(None, B, "no sender told"))
    assert [(e.at, e.pair.codes) for e in context.evidence] == [
        (50, ("AAA", "BBB")),
        (150, ("AAA", "CCC")),
    ]


def test_two_states_take_the_direction_that_the_page_tells(context: Context) -> None:
    """A pair known from elsewhere in the page orders two states; without any there is none."""
    assert context.direct(B, A) is None
    context.add(10, pair(A, B))
    found = context.direct(B, A)
    assert found is not None
    assert found.codes == ("AAA", "BBB")


def test_a_usual_sender_decides_where_the_page_does_not() -> None:
    """One of two states is known to send: it does; where both are, neither does."""
    one = Context(slots=("from", "to"), paragraphs=[0], usual_first=["BBB"])
    both = Context(slots=("from", "to"), paragraphs=[0], usual_first=["AAA", "BBB"])
    found = one.direct(A, B)
    assert found is not None
    assert found.codes == ("BBB", "AAA")
    assert both.direct(A, B) is None


def test_the_page_s_words_go_before_what_is_usual() -> None:
    """Evidence overrules who is known to send."""
    context = Context(slots=("from", "to"), paragraphs=[0], usual_first=["BBB"])
    context.add(10, pair(A, B))
    found = context.direct(A, B)
    assert found is not None
    assert found.codes == ("AAA", "BBB")


def test_the_main_pair_is_told_oftenest_then_first(context: Context) -> None:
    """Of pairs told equally often, the first one is the page's."""
    assert context.main is None
    context.add(10, pair(A, B))
    context.add(20, pair(A, C))
    assert context.main is not None and context.main.codes == ("AAA", "BBB")
    context.add(30, pair(A, C))
    assert context.main.codes == ("AAA", "CCC")


def test_the_near_pair_fits_the_states_named(context: Context) -> None:
    """Of several pairs the last above that has a named state; one too far above is not taken."""
    context.add(10, pair(A, B))
    context.add(20, pair(A, C))
    near = context.near(110, [B])
    assert near is not None and near.codes == ("AAA", "BBB")
    last = context.near(110, [])
    assert last is not None and last.codes == ("AAA", "CCC")
    assert context.near(210, []) is None


def test_one_pair_alone_is_near_everywhere(context: Context) -> None:
    """A page of one pair speaks of it in every paragraph."""
    context.add(10, pair(A, B))
    near = context.near(210, [])
    assert near is not None and near.codes == ("AAA", "BBB")


@pytest.mark.parametrize(
    "text",
    [
        "Norway deported 30 migrants to Ghana.",
        "Thirty migrants were flown from Norway to Ghana.",
        "Ghana accepted 30 migrants deported from Norway.",
        "Thirty migrants were deported by Norway to a camp in Ghana.",
        "Turkish migrants were deported from Norway to Ghana.",
    ],
)
def test_a_move_tells_its_pair(page_of: PageOf, text: str) -> None:
    """Whatever its form, a move that names both parties is evidence; a nationality is no party."""
    assert set(told(page_of(text))) == {("NOR", "GHA")}


def test_a_deal_takes_the_direction_of_the_page_s_moves(page_of: PageOf) -> None:
    """ "Kenya and Malawi signed": who sends is told by the move below."""
    page = page_of(
        "Kenya and Malawi signed a migrant deal on Monday.\n\n"
        "Malawi deported 30 migrants to Kenya in June."
    )
    assert set(told(page)) == {("MWI", "KEN")}


def test_a_list_of_receivers_makes_a_pair_each(page_of: PageOf) -> None:
    """One sender, three receivers: three pairs."""
    page = page_of("Norway flew 30 migrants to Ghana, Kenya and Malawi.")
    assert told(page) == [("NOR", "GHA"), ("NOR", "KEN"), ("NOR", "MWI")]


def test_two_deals_stay_apart(page_of: PageOf) -> None:
    """A page that tells of two deals has the pair of each, and none across."""
    page = page_of(
        "Norway deported 30 migrants to Ghana in June.\n\n"
        "Sweden deported 12 migrants to Kenya in 2019."
    )
    assert told(page) == [("NOR", "GHA"), ("SWE", "KEN")]
    near = context_of(page).near(len(page.document.text), [Party("SWE", 0, 1)])
    assert near is not None and near.codes == ("SWE", "KEN")


def test_a_page_without_moves_or_deals_has_no_main_pair(page_of: PageOf) -> None:
    """Two states beside one another are no pair."""
    assert context_of(page_of("Norway beat Ghana in the final.")).main is None
