"""Who carries the data from source to register; here on this machine."""

from pactwatch.workers.anchoring import anchor, archive_of
from pactwatch.workers.bulk import BulkRequest, Carry, carry_shards_here, read_all
from pactwatch.workers.daft import Engine
from pactwatch.workers.derive import (
    derive_register,
    is_as_derived,
    load_or_derive,
    load_outlines,
    load_part,
    save_derived,
)
from pactwatch.workers.inbox import Parcel, fetch_parcel, refresh_register, take_in
from pactwatch.workers.judging import add_judgements
from pactwatch.workers.local import Progress, ReadRequest, ReadSummary, read_sources
from pactwatch.workers.pages import MakeReaders, default_readers
from pactwatch.workers.watching import WatchRequest, WatchSummary, watch_round

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
