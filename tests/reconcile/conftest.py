"""Registers made of small pages, for the tests of reconciliation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factory import reading
from pactwatch.domain import FactRow, FactsFile, Pack, load_pack
from pactwatch.nouns import Claim, Document, Grouping, Register, Story
from pactwatch.reconcile import Inputs, check_register, reconcile

Page = tuple[Document, list[Claim]]


@pytest.fixture
def pack() -> Pack:
    """The pack with one fact of its own: who governs Zembla's treaty partner since July 2024."""
    row = FactRow(
        id="gbr-premier-kinbote-2024",
        kind="office",
        what="Ana Kinbote became premier",
        day="2024-07-05",
        states=("GBR",),
        holder="Ana Kinbote",
        office="Premier",
        source="https://example.org/gazette",
    )
    return load_pack("transfers").model_copy(update={"facts": FactsFile(facts=(row,))})


@pytest.fixture
def registered(pack: Pack) -> Callable[..., Register]:
    """Pages with their claims → the register, checked; `story` makes all of them one story."""

    def make(*pages: Page, story: bool = False, **fields: object) -> Register:
        documents = tuple(doc for doc, _ in pages)
        stories = ()
        if story:
            ids = tuple(doc.id for doc in documents)
            stories = (Story(id="sty_1", title="One event", documents=ids),)
        fields.setdefault("grouping", Grouping(wordings=(), kinships=(), stories=stories))
        found = reconcile(
            Inputs(
                pack=pack,
                documents=documents,
                readings=tuple(reading(doc, *claims) for doc, claims in pages),
                **fields,  # type: ignore[arg-type]
            )
        )
        assert check_register(found) == ()
        return found

    return make
