"""Inputs → register: group the pages, reconcile the claims, and keep what came of it until an input
or the code that made it changes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pactwatch import group as group_room
from pactwatch import reconcile as reconcile_room
from pactwatch.domain import Pack
from pactwatch.group import group
from pactwatch.ids import sha256_of
from pactwatch.nouns import Day, Register
from pactwatch.reconcile import Inputs, reconcile
from pactwatch.store import Store


def derive_register(store: Store, pack: Pack, *, as_of: Day | None = None) -> Register:
    """The register as it follows from the inputs now."""
    documents, readings = store.documents(), store.current_readings()
    return reconcile(
        Inputs(
            pack=pack,
            documents=documents,
            readings=readings,
            grouping=group(documents, readings),
            judgements=store.judgements(),
            issues=store.issues(),
            runs=store.runs(),
            as_of=as_of,
        )
    )


def load_or_derive(store: Store, pack: Pack, *, as_of: Day | None = None) -> Register:
    """The register as last saved, or derived anew where something has changed since."""
    return store.load_register(_fingerprint(store, pack, as_of)) or derive_register(
        store, pack, as_of=as_of
    )


def save_derived(store: Store, pack: Pack) -> Register:
    """Derive the register if anything has changed, and keep it for who looks next."""
    fingerprint = _fingerprint(store, pack, None)
    register = store.load_register(fingerprint)
    if register is None:
        register = derive_register(store, pack)
        store.save_register(register, fingerprint)
    return register


def _fingerprint(store: Store, pack: Pack, as_of: Day | None) -> str:
    return store.fingerprint(pack.name, pack.version, as_of or "", code_version())


@lru_cache(maxsize=1)
def code_version() -> str:
    """A hash of the two rooms that derive, as a version number is forgotten."""
    folders = [Path(str(room.__file__)).parent for room in (group_room, reconcile_room)]
    files = sorted(path for folder in folders for path in folder.rglob("*.py"))
    return sha256_of(b"\0".join(path.read_bytes() for path in files))[:12]
