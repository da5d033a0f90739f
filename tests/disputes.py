"""Cases of `tests/disagreements` → what the register finds in each, and how much of that is right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factory import document
from pactwatch.divide import divide_document
from pactwatch.domain import Pack
from pactwatch.extract.readers import Readers
from pactwatch.group import group
from pactwatch.nouns import Document, Register
from pactwatch.reconcile import Inputs, reconcile

HERE = Path(__file__).parent / "disagreements"
COLLECTED = "2026-11-01"  #: when a page without a publication day was read

Kinds = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A case, the kinds of disagreement that it has, and those that the register finds in it."""

    id: str
    expected: Kinds
    found: Kinds
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Over many cases: kinds found rightly, found, and there."""

    hit: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        return self.hit / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.hit / max(1, self.expected)


def read_cases(half: str, pack: Pack, readers: Readers) -> Iterator[Found]:
    """Each case of a half, read into an empty register of its own."""
    for line in (HERE / f"{half}.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        documents = [
            _page(page, f"{case['id']}-{n}.txt") for n, page in enumerate(case["pages"], start=1)
        ]
        readings = [readers.read(divide_document(doc)) for doc in documents]
        grouping = group(documents, readings, agencies=pack.agencies, spread=pack.spread)
        register = reconcile(
            Inputs(
                pack=pack,
                documents=tuple(documents),
                readings=tuple(readings),
                grouping=grouping,
            )
        )
        yield Found(
            id=case["id"],
            expected=frozenset(row["kind"] for row in case["expected"]),
            found=frozenset(kinds_between_pages(register)),
            why=case["why"],
        )


def _page(page: dict[str, Any], source: str) -> Document:
    return document(
        f"{page['title']}\n\n{page['text']}",
        source=source,
        title=page["title"],
        outlet=page["outlet"],
        published=page["published"],
        known=page["published"] or COLLECTED,
    )


def kinds_between_pages(register: Register) -> Iterator[str]:
    """The kinds of disagreement on which two pages stand against each other."""
    page = {claim.id: claim.doc_id for claim in register.claims}
    for one in register.discrepancies:
        pages = {page[claim] for stance in one.stances for claim in stance.claims if claim in page}
        if len(pages) > 1:
            yield one.kind


def count(cases: Iterable[Found]) -> Tally:
    """Each kind counts once a case."""
    cases = tuple(cases)
    return Tally(
        hit=sum(len(case.expected & case.found) for case in cases),
        found=sum(len(case.found) for case in cases),
        expected=sum(len(case.expected) for case in cases),
    )
