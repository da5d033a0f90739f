"""Claim → origin: the independent root of what a page says, and the newsroom that answers for it.

Support is the number of distinct newsrooms behind a set of claims: copies in one wording have one,
and what one speaker says has one, in however many outlets it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pactwatch.ids import content_id
from pactwatch.nouns import Claim, Document, Origin
from pactwatch.reconcile.evidence import Evidence
from pactwatch.reconcile.names import fold, fold_outlet

OriginKind = Literal["utterance", "document", "report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """Where a claim comes from. Equal roots are one origin; `named` says that somebody answers."""

    kind: OriginKind
    newsroom: str
    occasion: str
    by: str | None
    named: bool


def root_of(evidence: Evidence, claim: Claim) -> Root:
    """The root of one claim: who said it, which paper tells it, else whose report it is."""
    page, publisher = find_publisher(evidence, claim)
    told_in = evidence.told_in(claim.doc_id)
    speaker = evidence.speaker(claim)
    via = claim.via.name if claim.via else None
    if claim.basis in ("document", "court_record"):
        by = via or speaker or publisher
        return Root(
            kind="document", newsroom=_newsroom(page, by), occasion=told_in, by=by, named=True
        )
    if speaker and claim.basis != "unnamed_official" and evidence.names.tells(speaker):
        who = evidence.names.same(speaker)
        return Root(
            kind="utterance", newsroom=f"speaker {who}", occasion=told_in, by=speaker, named=True
        )
    if via:
        return Root(kind="report", newsroom=fold_outlet(via), occasion=told_in, by=via, named=False)
    return Root(
        kind="report",
        newsroom=_newsroom(page, publisher),
        occasion=page.id,
        by=publisher,
        named=publisher is not None and claim.basis != "unnamed_official",
    )


def _recall_root(evidence: Evidence, claim: Claim) -> Root:
    """The root of a claim, made once for all versions in which it is the same; where its page has
    something from others it is looked for in each."""
    kinship = evidence.kinships.get(claim.doc_id)
    if kinship is not None and kinship.relation != "own":
        return root_of(evidence, claim)
    hangs_on = (evidence.mark(claim), kinship)
    return evidence.memory.recall("root", hangs_on, lambda: root_of(evidence, claim))


def _newsroom(page: Document, by: str | None) -> str:
    """An outlet's one name; a page without outlet answers for itself."""
    return fold_outlet(by) if by else f"page {page.id}"


def find_publisher(evidence: Evidence, claim: Claim) -> tuple[Document, str | None]:
    """The page from which a page has a claim, and who answers for it: its agency, else its outlet.

    What an outlet adds to an agency's text is the outlet's own.
    """
    page = source_page(evidence, claim)
    kinship = evidence.kinships.get(page.id)
    if kinship is None or kinship.agency is None or (page.id == claim.doc_id and kinship.copied):
        return page, page.outlet
    return page, kinship.agency


def source_page(evidence: Evidence, claim: Claim) -> Document:
    """The page from which a page has a claim: the one copied there, else its wording's root."""
    page, start, seen = evidence.documents[claim.doc_id], claim.span.start, set[str]()
    while page.id not in seen:
        seen.add(page.id)
        kinship = evidence.kinships.get(page.id)
        if kinship is None or kinship.relation == "own":
            break
        taken = [piece for piece in kinship.copied if piece.start <= start < piece.end]
        wording = evidence.wordings.get(kinship.wording)
        if taken and taken[0].doc_id in evidence.documents:
            start = taken[0].from_start + start - taken[0].start
            page = evidence.documents[taken[0].doc_id]
        elif (
            (kinship.relation == "rewrite" or not kinship.copied)
            and wording
            and wording.root in evidence.documents
        ):
            page = evidence.documents[wording.root]
        else:
            break
    return page


class Origins:
    """The origins of all claims. `unite` says which claims tell one utterance."""

    def __init__(self, evidence: Evidence, together: Iterable[tuple[str, ...]]) -> None:
        self._evidence = evidence
        self.roots: Mapping[str, Root] = {
            claim.id: _recall_root(evidence, claim) for claim in evidence.claims.values()
        }
        self._occasion: dict[Root, Root] = {}
        for claims in together:
            self._unite([self.roots[claim] for claim in claims])
        self.origins = self._make_origins()

    def support(self, claims: Iterable[str]) -> int:
        """How many newsrooms stand behind claims, those that were withdrawn aside."""
        return len({self.roots[c].newsroom for c in claims if self._evidence.is_live(c)})

    def is_named(self, claim_id: str) -> bool:
        """Whether somebody who is named answers for a claim."""
        return self.roots[claim_id].named

    def _root(self, root: Root) -> Root:
        while root in self._occasion:
            root = self._occasion[root]
        return root

    def _unite(self, roots: list[Root]) -> None:
        """One speech told in several stories is one occasion."""
        spoken = {self._root(root) for root in roots if root.kind == "utterance"}
        first: dict[str, Root] = {}
        for root in sorted(spoken, key=_root_key):
            if first.setdefault(root.newsroom, root) != root:
                self._occasion[root] = first[root.newsroom]

    def _make_origins(self) -> tuple[Origin, ...]:
        claims: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        shown: dict[tuple[str, str, str], Root] = {}
        for claim_id, root in self.roots.items():
            key = _origin_key(self._root(root))
            claims[key].append(claim_id)
            shown.setdefault(key, root)
        made = (
            Origin(
                id=content_id("org", *key),
                kind=shown[key].kind,
                what=self._in_words(shown[key], self._evidence.claims[claims[key][0]]),
                by=shown[key].by,
                newsroom=shown[key].newsroom,
                claims=self._evidence.in_order(claims[key]),
            )
            for key in claims
        )
        return tuple(sorted(made, key=origin_key))

    def _in_words(self, root: Root, first: Claim) -> str:
        via = f" on {first.via.name}" if first.via else ""
        match root.kind:
            case "utterance":
                return f"what {root.by} said{via}"
            case "document":
                return f"a document named by {root.by or 'the page'}"
            case "report":
                source = source_page(self._evidence, first)
                title = f": {source.title}" if source.title and not first.via else ""
                return f"report of {root.by or 'a page without outlet'}{title}"


def origin_key(origin: Origin) -> tuple[str, str, str]:
    """The order of origins."""
    return origin.kind, origin.newsroom, origin.id


def _root_key(root: Root) -> tuple[str, str, str, str]:
    return root.kind, root.newsroom, root.occasion, fold(root.by or "")


def _origin_key(root: Root) -> tuple[str, str, str]:
    return root.kind, root.newsroom, root.occasion
