"""Page → what is kept of it, and what of that says with which others it may be grouped."""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.group.credits import Credit
from pactwatch.group.postings import rank_of
from pactwatch.group.stories import LEAST, Shares, Tales
from pactwatch.group.wordings import known_on
from pactwatch.group.words import sketch
from pactwatch.ids import content_id
from pactwatch.nouns import Document, Leaf


def leaf_of(doc: Document, tales: Tales, credit: Credit | None) -> Leaf:
    """What is kept of a page that `tales` knows, before anything was found of it."""
    known, pairs = known_on(doc), tales.pairs(doc.id)
    return Leaf(
        doc_id=doc.id,
        face=face_of(doc, pairs),
        known=known,
        ranks=(
            rank_of(known, doc.id, is_first=bool(credit and credit.own)),
            rank_of(known, doc.id),
        ),
        keys=(sketch(doc.text).tobytes(), tales.keys(doc.id).tobytes()),
        credit=(credit.agency, credit.own) if credit else None,
        pairs=tuple(sorted(pairs.items())),
    )


def face_of(doc: Document, pairs: Shares) -> str:
    """Changes with all that decides how a page is grouped, beside its text."""
    told = [doc.url, doc.outlet, doc.title, doc.published, doc.known]
    return content_id("leaf", told, sorted(pairs.items()))


def near_of(leaf: Leaf) -> Iterator[str]:
    """The pages with which one may be grouped, as of any day; told of the later of two."""
    for took in leaf.took:
        yield from (doc_id for doc_id, *_ in took.taken)
    yield from (doc_id for doc_id, likeness in leaf.alike if likeness >= LEAST)
