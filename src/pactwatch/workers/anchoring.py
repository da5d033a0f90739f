"""Register and archive, each proved by the other: a seal of the ledger goes into the archive's chain,
and the archive's hash after it into the register."""

from __future__ import annotations

from pathlib import Path

from pactwatch.config import Settings
from pactwatch.ports import Archive, Clock
from pactwatch.store import Store


def anchor(store: Store, archive: Archive, clock: Clock) -> None:
    """Anchor what was written since the last anchor; nothing happens where nothing was."""
    sealed = store.unanchored_head()
    if sealed is None:
        return
    archive.seal(sealed, at=clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
    store.add_anchor(sealed, archive.head)


def archive_of(register: Path, settings: Settings) -> tuple[Path | str, Path]:
    """Where the archive lies, and the folder beside the register where its index may lie."""
    folder = register.with_name(register.name + ".archive")
    return settings.archive or folder, folder
