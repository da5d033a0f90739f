"""Inputs → register: group the pages, reconcile the claims, and keep what came of it until an input
or the code that made it changes."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pactwatch import group as group_room
from pactwatch import reconcile as reconcile_room
from pactwatch.domain import Pack
from pactwatch.group import group
from pactwatch.ids import sha256_of
from pactwatch.nouns import Day, Document, Issue, Register
from pactwatch.reconcile import Inputs, is_known_by, pages_known_by, reconcile
from pactwatch.store import Store


def derive_register(
    store: Store, pack: Pack, *, as_of: Day | None = None, judged_as_of: Day | None = None
) -> Register:
    """The register as it follows from the inputs now.

    `as_of`: only from the pages known by that day. `judged_as_of`: only with the judgements made by
    that day; otherwise they apply whenever they were made.
    """
    documents, readings, issues = store.documents(), store.current_readings(), store.issues()
    judgements = store.judgements()
    if as_of is not None:
        issues = _issues_known_by(store, documents, as_of)
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
            grouping=group(documents, readings, agencies=pack.agencies),
            judgements=judgements,
            issues=issues,
            runs=store.runs(),
            as_of=as_of,
        )
    )


def _issues_known_by(store: Store, documents: tuple[Document, ...], day: Day) -> tuple[Issue, ...]:
    """Issues of the pages known by a day; of inputs without any page, those met by then."""
    known: dict[str, bool] = {}
    for doc in documents:
        known[doc.source] = known.get(doc.source, False) or is_known_by(doc.known, day)
    met = store.issue_days()
    return tuple(
        issue
        for issue in store.issues()
        if known.get(issue.source, is_known_by(met[issue.id], day))
    )


def load_or_derive(
    store: Store, pack: Pack, *, as_of: Day | None = None, judged_as_of: Day | None = None
) -> Register:
    """The register as last saved, or derived anew where something has changed since.

    As of a day by which all was known, it is the register of today.
    """
    if judged_as_of is None and (as_of is None or _is_all_known(store, as_of)):
        now = store.load_register(_fingerprint(store, pack)) or derive_register(store, pack)
        return now if as_of is None else replace(now, as_of=as_of)
    return derive_register(store, pack, as_of=as_of, judged_as_of=judged_as_of)


def _is_all_known(store: Store, day: Day) -> bool:
    met = store.issue_days()
    days = [*(doc.known for doc in store.documents()), *(met[one.id] for one in store.issues())]
    return all(is_known_by(known, day) for known in days)


def save_derived(store: Store, pack: Pack) -> Register:
    """Derive the register if anything has changed, and keep it for who looks next."""
    fingerprint = _fingerprint(store, pack)
    register = store.load_register(fingerprint)
    if register is None:
        register = derive_register(store, pack)
        store.save_register(register, fingerprint)
    return register


def is_as_derived(store: Store, pack: Pack) -> bool | None:
    """Whether the register as last saved follows from its inputs; None where they, the pack or this
    program are no longer those from which it was made, so that nobody is shown it."""
    saved = store.load_register(_fingerprint(store, pack))
    return None if saved is None else saved == derive_register(store, pack)


def _fingerprint(store: Store, pack: Pack) -> str:
    return store.fingerprint(pack.name, pack.version, code_version())


@lru_cache(maxsize=1)
def code_version() -> str:
    """A hash of the two rooms that derive, as a version number is forgotten."""
    folders = [Path(str(room.__file__)).parent for room in (group_room, reconcile_room)]
    files = sorted(path for folder in folders for path in folder.rglob("*.py"))
    return sha256_of(b"\0".join(path.read_bytes() for path in files))[:12]
