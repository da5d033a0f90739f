"""Register and archive, each proved by the other: a seal of the ledger goes into the archive's chain,
and the archive's hash after it into the register."""

from __future__ import annotations

from pactwatch.ports import Archive, Clock
from pactwatch.store import Store


def anchor(store: Store, archive: Archive, clock: Clock) -> None:
    """Anchor what was written since the last anchor; nothing happens where nothing was."""
    sealed = store.unanchored_head()
    if sealed is None:
        return
    archive.seal(sealed, at=clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
    store.add_anchor(sealed, archive.head)
