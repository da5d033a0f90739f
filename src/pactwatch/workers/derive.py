"""Inputs → register: group the pages, reconcile the claims, and keep what came of it, as versions with
the days between which they held, until an input or the code that made it changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.domain import AgenciesFile, Pack
from pactwatch.group import group
from pactwatch.ids import content_id
from pactwatch.nouns import Day, Document, Issue, Judgement, Register
from pactwatch.reconcile import (
    Inputs,
    is_known_by,
    known_since,
    mask_register,
    pages_known_by,
    put_in_order,
    reconcile,
    standing_judgements,
)
from pactwatch.store import Store
from pactwatch.workers.past import Past, changed_knots, code_version, find_agencies
from pactwatch.workers.touched import touch_neighbours

FEW = 300  #: changed pages up to which looking at their neighbours beats looking at all pages


def derive_register(
    store: Store, pack: Pack, *, as_of: Day | None = None, judged_as_of: Day | None = None
) -> Register:
    """The register as it follows from the inputs now, made from nothing.

    `as_of`: only from the pages known by that day. `judged_as_of`: only with the judgements made by
    that day; otherwise they apply whenever they were made.
    """
    documents, readings = store.documents(), store.current_readings()
    judgements = store.judgements()
    issues = [
        issue for since, issue in _date_issues(store, documents) if as_of is None or since <= as_of
    ]
    if as_of is not None:
        documents = pages_known_by(documents, as_of)
        kept = {doc.id for doc in documents}
        readings = tuple(reading for reading in readings if reading.doc_id in kept)
    if judged_as_of is not None:
        judgements = tuple(one for one in judgements if is_known_by(one.day, judged_as_of))
    return reconcile(
        Inputs(
            pack=pack,
            documents=documents,
            readings=readings,
            grouping=group(
                documents, readings, agencies=find_agencies(store, pack), spread=pack.spread
            ),
            judgements=judgements,
            issues=tuple(issues),
            runs=store.runs(),
            as_of=as_of,
        )
    )


def _date_issues(store: Store, documents: tuple[Document, ...]) -> Iterator[tuple[Day, Issue]]:
    """The issues that stand, with the day from which on each is known.

    That is the day of its source's first page; of a source without any page, the day it was met.
    """
    known: dict[str, Day] = {}
    for doc in documents:
        known[doc.source] = min(known.get(doc.source, known_since(doc)), known_since(doc))
    met = store.issue_days()
    for issue in store.issues():
        yield known.get(issue.source, met[issue.id]), issue


def load_or_derive(
    store: Store, pack: Pack, *, as_of: Day | None = None, judged_as_of: Day | None = None
) -> Register:
    """The register as it was kept, or derived anew where something has changed since.

    With the judgements of an earlier day it is always derived anew.
    """
    if judged_as_of is None:
        kept = store.load_register(fingerprint_of(store, pack), as_of=as_of)
        if kept is not None:
            return put_in_order(kept, pack)
    return derive_register(store, pack, as_of=as_of, judged_as_of=judged_as_of)


def save_derived(store: Store, pack: Pack) -> None:
    """Bring the versions of the register up to its inputs, and keep them for who looks.

    A knot of pages on which nothing has changed is left as it is; one to which pages were only
    added is made again from the day on which the first of these was known. Where few pages
    changed, only those are loaded that may hang together with them.
    """
    fingerprint = fingerprint_of(store, pack)
    if store.is_derived(fingerprint):
        return
    judgements = store.judgements()
    agencies = find_agencies(store, pack)
    basis = _basis(pack, judgements, agencies)
    changed = store.changed_pages(basis) if basis else None
    if changed is None or len(changed) > FEW:
        past, before = Past.load(store, pack, judgements), store.signs()
        if basis:
            store.keep_neighbours(past.leaves(), past.filed())
    else:
        pages = touch_neighbours(store, pack, judgements, changed=changed, agencies=agencies)
        past, before = Past.load(store, pack, judgements, pages), store.signs(pages)
    issues = tuple(_masked_issues(store, past))
    gone = {name for doc_id, (name, _) in before.items() if doc_id not in past.documents}
    knots = changed_knots(past, before)
    store.save_history(knots, issues, gone=gone, fingerprint=fingerprint, basis=basis)


def _masked_issues(store: Store, past: Past) -> Iterator[tuple[Day, Issue, Issue]]:
    """The issues that stand: since when each is known, as it was met, and as it is shown."""
    sources = {issue.source for issue in store.issues()}
    met = tuple(_date_issues(store, store.documents_from(sources)))
    shown = mask_register(
        Register(as_of=None, issues=tuple(issue for _, issue in met)), past.masking
    )
    for (since, issue), masked in zip(met, shown.issues, strict=True):
        yield since, issue, masked


def _basis(pack: Pack, judgements: Sequence[Judgement], agencies: AgenciesFile) -> str:
    """On what all pages hang alike; empty where what is shown of each may hang on any other.

    What a withheld passage tells is masked until another page tells it, whichever that is.
    """
    masked = [one for one in standing_judgements(judgements) if one.verdict == "withhold"]
    if any(one.value is None for one in masked):
        return ""
    names = sorted({one.value or "" for one in masked})
    told = [agency.name for agency in agencies.agencies]
    return content_id("bas", pack.name, pack.version, code_version(), names, told)


def is_as_derived(store: Store, pack: Pack) -> bool | None:
    """Whether the register as last saved follows from its inputs; None where they, the pack or this
    program are no longer those from which it was made, so that nobody is shown it."""
    saved = store.load_register(fingerprint_of(store, pack))
    return None if saved is None else put_in_order(saved, pack) == derive_register(store, pack)


def fingerprint_of(store: Store, pack: Pack) -> str:
    """Changes with the inputs, the pack and this program."""
    return store.fingerprint(pack.name, pack.version, code_version())
