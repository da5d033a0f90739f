"""Gather: one claim per thing that a page tells, however often it tells it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from factory import document, people
from pactwatch.domain import Kind
from pactwatch.extract.drafts import Draft
from pactwatch.extract.gather import gather, is_of_domain
from pactwatch.extract.specification import Specification
from pactwatch.nouns import Claim, Document, Link, Quantity, Value, When

TEXT = "One told it first. Two told it again. Three told more. Four told the rest."

Filled = tuple[Value, int, int]
Gathered = tuple[list[Claim], list[Link]]
Gather = Callable[..., Gathered]


@pytest.fixture(scope="module")
def page() -> Document:
    """A page of four sentences."""
    return document(TEXT)


@pytest.fixture
def gathered(page: Document, spec: Specification) -> Gather:
    """The claims and links of some drafts."""
    return lambda *drafts: gather(drafts, page, spec, "test@1")


def draft(kind: Kind, sentence: int = 0, **fields: object) -> Draft:
    """A draft of a kind in one of the page's sentences; other slots by name."""
    sentences = TEXT.split(". ")
    start = sum(len(s) + 2 for s in sentences[:sentence])
    end = min(start + len(sentences[sentence]) + 1, len(TEXT))
    own = {"told", "when", "is_weak", "is_contrary", "is_guess", "is_early", "ordinal", "answers"}
    slots: dict[str, Filled] = {
        name: (value, start, end)  # type: ignore[misc]
        for name, value in fields.items()
        if name not in own
    }
    more = {name: value for name, value in fields.items() if name in own}
    more.setdefault("told", "asserted")
    return Draft(
        kind=kind,
        at=start,
        until=end,
        start=start,
        end=end,
        slots=slots,
        frame="test",
        why=[],
        **more,  # type: ignore[arg-type]
    )


def on(form: str) -> When:
    """A date of this form."""
    return When(words=form, form=form, start=0, end=3)


@pytest.fixture(scope="module")
def moved(spec: Specification) -> Callable[..., Draft]:
    """A draft of what stands in the hub's history, from NOR to GHA unless told otherwise."""
    kind = next(kind for kind in spec.pack.kinds if kind.stands_as)
    first, second = spec.pair
    return lambda sentence=0, **f: draft(kind, sentence, **({first: "NOR", second: "GHA"} | f))


@pytest.fixture(scope="module")
def step(spec: Specification) -> Callable[..., Draft]:
    """A draft of a step of the hub, from NOR to GHA unless told otherwise."""
    first, second = spec.pair
    return lambda sentence=0, **f: draft(
        spec.pack.hub, sentence, **({first: "NOR", second: "GHA"} | f)
    )


def counts(claims: Sequence[Claim]) -> list[float | None]:
    """How many each claim counts."""
    values = [claim.value("number") for claim in claims]
    return [value.min if isinstance(value, Quantity) else None for value in values]


def test_what_is_told_again_is_one_claim(gathered: Gather, moved: Callable[..., Draft]) -> None:
    """The second place is a mention, and fills what the first lacks."""
    claims, _ = gathered(moved(0), moved(1, number=people(30)))
    assert counts(claims) == [30]
    start = TEXT.index("Two")
    assert claims[0].mentions == ((start, start + len("Two told it again.")),)


def test_the_order_of_drafts_does_not_matter(gathered: Gather, moved: Callable[..., Draft]) -> None:
    """Claims come in the order of the text, whichever draft was found first."""
    there = gathered(moved(0), moved(2, receiving="KEN"))[0]
    back = gathered(moved(2, receiving="KEN"), moved(0))[0]
    assert there == back
    assert [claim.value("receiving") for claim in there] == ["GHA", "KEN"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"number": people(30)}, {"number": people(12)}),
        ({"when": on("2025-05")}, {"when": on("2025-06")}),
        ({"nationalities": ("TUR",)}, {"nationalities": ("IRQ",)}),
        ({"ordinal": "first"}, {"ordinal": "second"}),
        ({"receiving": "GHA"}, {"receiving": "KEN"}),
        ({"counts": "event"}, {"counts": "total"}),
        ({"told": "asserted"}, {"told": "planned"}),
    ],
)
def test_what_parts_two_drafts(
    gathered: Gather,
    moved: Callable[..., Draft],
    one: dict[str, object],
    other: dict[str, object],
) -> None:
    """Other people, days, states, groups or another factuality are another thing."""
    assert len(gathered(moved(0, **one), moved(1, **other))[0]) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"number": people(30)}, {"number": people(20, most=40)}),
        ({"number": people(30)}, {}),
        ({"when": on("2025-05")}, {"when": on("2025-05-04")}),
        ({"when": on("2025-05")}, {}),
        ({"nationalities": ("TUR",)}, {"nationalities": ("TUR", "IRQ")}),
        ({"ordinal": "first"}, {}),
        ({"told": "asserted"}, {"told": "reported"}),
    ],
)
def test_what_does_not_part_two_drafts(
    gathered: Gather,
    moved: Callable[..., Draft],
    one: dict[str, object],
    other: dict[str, object],
) -> None:
    """Values that can both be true, or one that is missing, leave one thing told twice."""
    assert len(gathered(moved(0, **one), moved(1, **other))[0]) == 1


def test_the_longer_list_of_states_is_kept(gathered: Gather, moved: Callable[..., Draft]) -> None:
    """What a page tells again in full completes what it told in part."""
    claims, _ = gathered(moved(0, nationalities=("TUR",)), moved(1, nationalities=("TUR", "IRQ")))
    assert claims[0].value("nationalities") == ("TUR", "IRQ")


def test_a_mere_name_falls_beside_a_firm_step(gathered: Gather, step: Callable[..., Draft]) -> None:
    """A weak draft stays only where the page tells nothing firm of the pair."""
    weak = step(0, status="agreed", is_weak=True)
    assert [c.value("status") for c in gathered(weak, step(1, status="signed"))[0]] == ["signed"]
    assert [c.value("status") for c in gathered(step(0, status="agreed", is_weak=True))[0]] == [
        "agreed"
    ]


def test_a_headline_falls_where_the_page_denies_it(
    spec: Specification, step: Callable[..., Draft]
) -> None:
    """A headline's step goes where a sentence below says that it was not taken."""
    page = document(TEXT.replace("first. Two", "first\nTwo"))
    headline = step(0, status="signed")
    headline.end -= 1
    denial = step(1, status="signed", told="denied", is_contrary=True)
    claims = gather([headline, denial], page, spec, "test@1")[0]
    assert [claim.factuality for claim in claims] == ["denied"]


def test_a_denial_deletes_nothing_that_the_page_tells(
    gathered: Gather, step: Callable[..., Draft]
) -> None:
    """A full sentence stands beside one that denies it: both are told."""
    denial = step(1, status="signed", told="denied", is_contrary=True)
    assert len(gathered(step(0, status="signed"), denial)[0]) == 1


def test_a_dated_step_is_not_denied(gathered: Gather, step: Callable[..., Draft]) -> None:
    """What has a day of its own is not what a denial without one speaks of."""
    dated = step(0, status="signed", when=on("2025-05"))
    denial = step(1, status="signed", told="denied", is_contrary=True)
    assert len(gathered(dated, denial)[0]) == 1


def test_another_pair_s_denial_denies_nothing(gathered: Gather, step: Callable[..., Draft]) -> None:
    """A denial holds for its own pair."""
    denial = step(1, status="signed", told="denied", is_contrary=True, receiving="KEN")
    claims = gathered(step(0, status="signed"), denial)[0]
    told = [(claim.value("receiving"), claim.factuality) for claim in claims]
    assert told == [("GHA", "asserted"), ("KEN", "denied")]


def test_what_happened_under_a_deal_is_a_step_of_it(
    gathered: Gather, moved: Callable[..., Draft], step: Callable[..., Draft], spec: Specification
) -> None:
    """A move adds its state to the history of a deal that the page tells, and to no other."""
    hub = spec.pack.hub.name
    with_deal = gathered(step(0, status="signed"), moved(1))[0]
    assert [c.value("status") for c in with_deal if c.kind == hub] == ["signed", "operational"]
    assert all(c.kind != hub for c in gathered(moved(1))[0])


def test_what_hangs_on_nothing_falls(gathered: Gather, spec: Specification) -> None:
    """A page without a complete pair keeps only what was said."""
    lone = draft(spec.pack.hub, 0, receiving="GHA", status="signed")
    said = draft(next(k for k in spec.pack.kinds if k.speech), 1, speaker="Four")
    claims, _ = gathered(lone, said)
    assert [claim.value("speaker") for claim in claims] == ["Four"]


def test_an_answer_leads_to_what_it_answers(
    gathered: Gather, step: Callable[..., Draft], spec: Specification
) -> None:
    """A slot of claims holds the last claim above that it may hold; without one the answer falls."""
    answering = next(
        k for k in spec.pack.kinds if any(rule.type == "claim" for rule in k.slots.values())
    )
    slot = next(name for name, rule in answering.slots.items() if rule.type == "claim")
    asked = spec.pack.kind(answering.slots[slot].kinds[0])
    first, second = spec.pair
    above = draft(asked, 1, by="One", **{first: "NOR", second: "GHA"})
    claims, links = gathered(
        step(0, status="signed"), above, draft(answering, 2, by="Two", answers=True)
    )
    ids = {claim.kind: claim.id for claim in claims}
    assert links == [Link(claim_id=ids[answering.name], slot=slot, to=ids[asked.name])]
    alone, none = gathered(step(0, status="signed"), draft(answering, 2, by="Two", answers=True))
    assert (len(alone), none) == (1, [])


def test_a_claim_is_of_the_domain_by_its_pair(
    gathered: Gather, moved: Callable[..., Draft], spec: Specification
) -> None:
    """Both sides show a page's domain."""
    claims, _ = gathered(moved(0))
    assert is_of_domain(claims[0], spec)


def test_a_step_shows_the_domain_though_its_kind_be_called_silent(
    gathered: Gather, moved: Callable[..., Draft], spec: Specification
) -> None:
    """Only what hangs on a step can be silent; a step or a move always shows the domain."""
    claims, _ = gathered(moved(0))
    assert is_of_domain(claims[0], spec, silent={claims[0].kind})
