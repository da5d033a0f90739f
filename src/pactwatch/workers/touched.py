"""Pages that changed → all pages that may be shown otherwise for it; what is kept of the changed ones is
brought up to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pactwatch.domain import AgenciesFile, Pack
from pactwatch.group import look_again, near_of
from pactwatch.nouns import Judgement
from pactwatch.reconcile import Lore, file_page, file_words, find_tied, find_ties
from pactwatch.store import KeptPages, Store


def touch_neighbours(
    store: Store,
    pack: Pack,
    judgements: Sequence[Judgement],
    *,
    changed: frozenset[str],
    agencies: AgenciesFile,
) -> frozenset[str]:
    """The pages of every knot of which one of these is, was or comes to be."""
    readings = {reading.doc_id: reading for reading in store.current_readings(changed)}
    lore = Lore.of(pack)
    with store.neighbours() as kept:
        again = look_again(kept, changed, readings.values(), agencies=agencies, spread=pack.spread)
        docs = kept.documents(changed)
        ties = {doc.id: find_ties(doc, readings.get(doc.id), pack, lore) for doc in docs.values()}
        for doc_id in sorted(changed):
            own = ties.get(doc_id)
            kept.file(doc_id, file_page(doc_id, own) if own else (), file_words(own) if own else ())
        touched = {*changed, *again, *_joined(judgements, changed)}
        touched.update(near for one in again | changed for near in _near(kept, one))
        for own in ties.values():
            touched |= find_tied(own, kept, lore)
        return kept.knot_pages(touched) | changed


def _near(kept: KeptPages, doc_id: str) -> Iterator[str]:
    number = kept.number_of(doc_id)
    if number is not None:
        yield from near_of(kept.leaf(number))


def _joined(judgements: Iterable[Judgement], changed: frozenset[str]) -> Iterator[str]:
    """The pages that a person joined with one of these."""
    for one in judgements:
        if one.other and {one.doc_id, one.other.doc_id} & changed:
            yield from (one.doc_id, one.other.doc_id)
