"""What is told of the change from one register to another."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from examples_read import add_pages, example_pack, example_pages
from factory import StandingClock, document, people, reading, told
from pactwatch.group import group
from pactwatch.nouns import Claim, Document, Register
from pactwatch.reconcile import Inputs, reconcile
from pactwatch.release import Change, Export, find_changes, keep_compared
from pactwatch.store import open_register
from pactwatch.workers import derive_register

PAIR = {"sending": "GBR", "receiving": "RWA"}
Page = tuple[Document, list[Claim]]


def page(text: str, kind: str, when: tuple[str, str] | None = None, **fields: object) -> Page:
    doc = document(text, published=fields.pop("published", "2025-07-01"), outlet=f"The {text[:4]}")
    return doc, [told(doc, kind, text, when=when, **PAIR, **fields)]


def register_of(*pages: Page) -> Register:
    documents = tuple(doc for doc, _ in pages)
    readings = tuple(reading(doc, *claims) for doc, claims in pages)
    grouping = group(documents, readings)
    return reconcile(
        Inputs(pack=example_pack(), documents=documents, readings=readings, grouping=grouping)
    )


def changes(before: Register, after: Register) -> tuple[Change, ...]:
    pack = example_pack()
    kept = keep_compared(before)  # what is kept must be enough
    return find_changes(Export(register=kept, pack=pack), Export(register=after, pack=pack))


DAY = ("on 4 July", "2025-07-04")
AGREED = page("Agreed at last.", "arrangement", status="agreed")
SIGNED = page("Sworn on 4 July: it was signed.", "arrangement", DAY, status="signed")
SEVEN = page("They sent seven on 4 July.", "transfer", DAY, number=people(7))
NINE = page("Some say nine on 4 July.", "transfer", DAY, number=people(9))
DENIAL = page("None exists.", "arrangement", status="denied", published="2025-07-20")


def test_nothing_changed_is_nothing_told() -> None:
    """A register against itself has no sentence."""
    now = register_of(AGREED, SIGNED, SEVEN)
    assert changes(now, now) == ()


def test_new_pair_step_and_record_are_added() -> None:
    """What the earlier register had not is told once each, with the page that told it."""
    found = changes(register_of(AGREED), register_of(AGREED, SIGNED, SEVEN))
    assert [change.what for change in found] == ["changed", "added", "added", "added"]
    went, _, sworn, sent = (change.sentence for change in found)
    assert "went from agreed to operational" in went
    assert "signed, 4 July 2025" in found[1].sentence + sworn
    assert "7 people" in sent
    assert "The They, 1 July 2025" in sent


def test_disagreement_is_contested_and_its_end_settled() -> None:
    """A second number disputes the first; without its page there is no dispute."""
    one, two = register_of(SEVEN), register_of(SEVEN, NINE)
    found = {change.what: change.sentence for change in changes(one, two)}
    assert "“7 people” (The They, 1 July 2025) against “9 people”" in found["contested"]
    assert "was 7 people, is not told" in found["changed"]
    assert "settled" in {change.what for change in changes(two, one)}


def test_denial_is_told_as_one() -> None:
    """Who denies what stands is told as a denial, with both sides."""
    found = changes(register_of(AGREED), register_of(AGREED, DENIAL))
    assert [change.what for change in found if change.what == "denied"] == ["denied"] * 2


def test_what_no_page_says_any_more_is_told() -> None:
    """A record that the later register lacks is not passed over."""
    found = changes(register_of(AGREED, SEVEN), register_of(AGREED))
    assert "gone" in {change.what for change in found}


def test_earlier_page_found_later_is_the_same_record() -> None:
    """A record keeps its story when its id goes to an earlier page; that it was known is told."""
    early = page("Even then seven went on 4 July.", "transfer", DAY, number=people(7),
                 published="2025-07-05")  # fmt: skip
    late = page("Then seven went, on 4 July.", "transfer", DAY, number=people(7),
                published="2025-08-05")  # fmt: skip
    found = changes(register_of(late), register_of(late, early))
    assert {change.what for change in found} == {"changed"}
    assert any("known since 5 July 2025 already" in change.sentence for change in found)


def test_examples_add_up_day_by_day(tmp_path: Path) -> None:
    """From each day to the next, every record of the later day was there before or is added."""
    with open_register(tmp_path / "a.db", write=True, clock=StandingClock()) as store:
        add_pages(store, example_pages())
        days = sorted({doc.known for doc, _ in example_pages()})[-4:]
        registers = [derive_register(store, example_pack(), as_of=day) for day in days]
    for before, after in pairwise(registers):
        told_of = {one for record in before.records for one in record.claims}
        new = {r.id for r in after.records if not told_of & set(r.claims)}
        added = {c.about for c in changes(before, after) if c.what == "added"}
        assert new == added & {r.id for r in after.records}
