"""Who carries the data from source to register; here on this machine.

Each part is loaded when first asked for: who shows a register needs none of what reads pages into it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pactwatch.workers.anchoring import anchor as anchor
    from pactwatch.workers.anchoring import archive_of as archive_of
    from pactwatch.workers.bulk import BulkRequest as BulkRequest
    from pactwatch.workers.bulk import Carry as Carry
    from pactwatch.workers.bulk import carry_shards_here as carry_shards_here
    from pactwatch.workers.bulk import read_all as read_all
    from pactwatch.workers.daft import Engine as Engine
    from pactwatch.workers.derive import derive_register as derive_register
    from pactwatch.workers.derive import is_as_derived as is_as_derived
    from pactwatch.workers.derive import load_or_derive as load_or_derive
    from pactwatch.workers.derive import save_derived as save_derived
    from pactwatch.workers.inbox import Parcel as Parcel
    from pactwatch.workers.inbox import fetch_parcel as fetch_parcel
    from pactwatch.workers.inbox import refresh_register as refresh_register
    from pactwatch.workers.inbox import take_in as take_in
    from pactwatch.workers.judging import add_judgements as add_judgements
    from pactwatch.workers.kept import load_disputed as load_disputed
    from pactwatch.workers.kept import load_outlines as load_outlines
    from pactwatch.workers.kept import load_part as load_part
    from pactwatch.workers.local import Progress as Progress
    from pactwatch.workers.local import ReadRequest as ReadRequest
    from pactwatch.workers.local import ReadSummary as ReadSummary
    from pactwatch.workers.local import read_sources as read_sources
    from pactwatch.workers.pages import MakeReaders as MakeReaders
    from pactwatch.workers.pages import default_readers as default_readers
    from pactwatch.workers.watching import WatchRequest as WatchRequest
    from pactwatch.workers.watching import WatchSummary as WatchSummary
    from pactwatch.workers.watching import watch_round as watch_round

#: Where each name is.
PLACES = {
    "anchor": "anchoring",
    "archive_of": "anchoring",
    "BulkRequest": "bulk",
    "Carry": "bulk",
    "carry_shards_here": "bulk",
    "read_all": "bulk",
    "Engine": "daft",
    "derive_register": "derive",
    "is_as_derived": "derive",
    "load_or_derive": "derive",
    "save_derived": "derive",
    "Parcel": "inbox",
    "fetch_parcel": "inbox",
    "refresh_register": "inbox",
    "take_in": "inbox",
    "add_judgements": "judging",
    "load_disputed": "kept",
    "load_outlines": "kept",
    "load_part": "kept",
    "Progress": "local",
    "ReadRequest": "local",
    "ReadSummary": "local",
    "read_sources": "local",
    "MakeReaders": "pages",
    "default_readers": "pages",
    "WatchRequest": "watching",
    "WatchSummary": "watching",
    "watch_round": "watching",
}

__all__ = [
    "BulkRequest",
    "Carry",
    "Engine",
    "MakeReaders",
    "Parcel",
    "Progress",
    "ReadRequest",
    "ReadSummary",
    "WatchRequest",
    "WatchSummary",
    "add_judgements",
    "anchor",
    "archive_of",
    "carry_shards_here",
    "default_readers",
    "derive_register",
    "fetch_parcel",
    "is_as_derived",
    "load_disputed",
    "load_or_derive",
    "load_outlines",
    "load_part",
    "read_all",
    "read_sources",
    "refresh_register",
    "save_derived",
    "take_in",
    "watch_round",
]


def __getattr__(name: str) -> Any:
    if name not in PLACES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{PLACES[name]}"), name)
