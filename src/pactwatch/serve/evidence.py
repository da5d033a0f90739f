"""Claim ids → what opens behind a cell: each sentence in its paragraph, by origin, copies folded.

What enters: the ids of the claims behind a page's records. What leaves: proofs for templates, and
the same claims, pages and origins as a part of the register, for the page's data.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pactwatch.days import sort_key
from pactwatch.nouns import (
    Claim,
    Dated,
    Document,
    Kinship,
    Link,
    Origin,
    Range,
    Reading,
    Register,
)
from pactwatch.store import Lookup

AROUND = 360  #: characters of a paragraph shown on each side of a quote
FOLD = 100  #: claims of one record shown on one page


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of a paragraph: whether the claim quotes them, and which of its slots they fill."""

    text: str
    quoted: bool
    slots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """One claim in its paragraph, with its page; where the page says it again and only there tells some
    of it, those words follow on a line of their own."""

    claim: Claim
    doc: Document
    dated: Dated | None
    kinship: Kinship | None
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """An origin with the page that tells it first, and the others that have it from there."""

    origin: Origin | None
    first: Voucher
    others: tuple[Voucher, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """All that stands behind one thing; `more` claims are not shown here."""

    roots: tuple[Root, ...]
    claims: int
    more: int


class Evidence:
    """The claims of one page of the browser, with what is told beside each, loaded when needed."""

    def __init__(self, lookup: Lookup, claim_ids: Iterable[str]) -> None:
        self._lookup = lookup
        self.claims: Mapping[str, Claim] = lookup.claims(claim_ids)
        self._vouchers: dict[str, Voucher] = {}  # a page shows one claim in several places

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The pages of the claims, by id."""
        pages = {claim.doc_id for claim in self.claims.values()}
        return self._lookup.documents(sorted(pages))

    @cached_property
    def dated(self) -> Mapping[str, Dated]:
        """Claim → its day."""
        return self._lookup.dated(self.claims)

    @cached_property
    def origins(self) -> Mapping[str, Origin]:
        """Claim → its origin."""
        return self._lookup.origins_of(self.claims)

    @cached_property
    def kinships(self) -> Mapping[str, Kinship]:
        """Page → how its text stands to others."""
        return self._lookup.kinships(self.documents)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Slots of the claims that name other claims."""
        return self._lookup.links(self.claims.values())

    def register(self, **fields: object) -> Register:
        """These claims as a part of the register, with other fields of it."""
        readings = tuple(Reading(doc_id=d, readers="", in_domain=True) for d in self.documents)
        origins = {origin.id: origin for origin in self.origins.values()}
        told = {
            "as_of": None,
            "claims": tuple(self.claims.values()),
            "documents": tuple(self.documents.values()),
            "dated": tuple(self.dated.values()),
            "origins": tuple(origins[one] for one in sorted(origins)),
            "kinships": tuple(self.kinships.values()),
            "links": self.links,
            "readings": readings,
        }
        return Register(**(told | fields))  # type: ignore[arg-type]

    def proof(self, claim_ids: Sequence[str], *, limit: int = FOLD) -> Proof:
        """The claims by origin, the best known first; each origin opens with its earliest page."""
        shown = [self.voucher(one) for one in claim_ids[:limit] if one in self.claims]
        by_origin: dict[str, list[Voucher]] = {}
        for voucher in sorted(shown, key=_age):
            origin = self.origins.get(voucher.claim.id)
            by_origin.setdefault(origin.id if origin else voucher.claim.id, []).append(voucher)
        roots = tuple(
            Root(
                origin=self.origins.get(vouchers[0].claim.id),
                first=vouchers[0],
                others=tuple(vouchers[1:]),
            )
            for vouchers in by_origin.values()
        )
        return Proof(roots=roots, claims=len(claim_ids), more=len(claim_ids) - len(shown))

    def voucher(self, claim_id: str) -> Voucher:
        """One claim in its paragraph."""
        made = self._vouchers.get(claim_id)
        if made is None:
            made = self._vouchers[claim_id] = self._voucher(claim_id)
        return made

    def _voucher(self, claim_id: str) -> Voucher:
        claim = self.claims[claim_id]
        doc = self.documents[claim.doc_id]
        start, end = paragraph_of(doc.text, claim.span.range)
        from_, until = max(start, claim.span.start - AROUND), min(end, claim.span.end + AROUND)
        return Voucher(
            claim=claim,
            doc=doc,
            dated=self.dated.get(claim_id),
            kinship=self.kinships.get(doc.id),
            pieces=(
                *cut_pieces(doc.text, claim, (from_, until)),
                *tell_again(doc.text, claim, (from_, until)),
            ),
            cut_before=from_ > start,
            cut_after=until < end,
        )


def _age(voucher: Voucher) -> tuple[object, ...]:
    kinship = voucher.kinship
    is_copy = kinship is not None and kinship.relation in ("copy", "rewrite")
    return sort_key(voucher.doc.known), is_copy, voucher.claim.id


def paragraph_of(text: str, span: Range) -> Range:
    """The paragraph, or paragraphs, in which a span stands."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    return start, len(text) if end < 0 else end


def tell_again(text: str, claim: Claim, shown: Range) -> Iterator[Piece]:
    """Where a page says a claim again: those of the places that tell what stands not in what is shown."""
    end = shown[1]
    missing = [ground for _, *ground in _grounds(claim) if not _holds(shown, ground)]
    for place in claim.mentions:
        told = [ground for ground in missing if _holds(place, ground)]
        if told:
            missing = [ground for ground in missing if ground not in told]
            is_next = end <= place[0] and not text[end : place[0]].strip()
            yield Piece(text="\n" if is_next else "\n… ", quoted=False)
            yield from cut_pieces(text, claim, place)
            end = place[1]


def _grounds(claim: Claim) -> list[tuple[str, int, int]]:
    """Where the words stand that fill each slot, and those that tell when."""
    grounds = [(slot.name, slot.start, slot.end) for slot in claim.slots]
    if claim.when:
        grounds.append(("date", claim.when.start, claim.when.end))
    return grounds


def _holds(place: Range, ground: Sequence[int]) -> bool:
    return place[0] <= ground[0] and ground[1] <= place[1]


def cut_pieces(text: str, claim: Claim, within: Range) -> tuple[Piece, ...]:
    """A stretch of text, cut where the claim's quote or the grounds of a slot begin or end."""
    quoted = (within,) if within in claim.mentions else claim.spans or (claim.span.range,)
    grounds = _grounds(claim)
    edges = {edge for span in quoted for edge in span}
    edges |= {edge for _, *span in grounds for edge in span}
    cuts = sorted({*within, *(edge for edge in edges if within[0] < edge < within[1])})
    found = list(itertools.pairwise(cuts))
    in_quote = [False] * len(found)
    slots: list[dict[str, None]] = [{} for _ in found]
    for span in quoted:
        for place in _places(cuts, *span):
            in_quote[place] = True
    for name, start, end in grounds:
        for place in _places(cuts, start, end):
            slots[place][name] = None
    return tuple(
        Piece(text=text[start:end], quoted=is_quoted, slots=tuple(names))
        for (start, end), is_quoted, names in zip(found, in_quote, slots, strict=True)
    )


def _places(cuts: Sequence[int], start: int, end: int) -> range:
    """Which of the pieces between cuts stand between these edges."""
    return range(bisect_left(cuts, start), min(bisect_left(cuts, end), len(cuts) - 1))
