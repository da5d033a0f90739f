"""Who carries the data from source to register; here on this machine."""

from pactwatch.workers.anchoring import anchor
from pactwatch.workers.bulk import BulkRequest, Carry, carry_shards_here, read_all
from pactwatch.workers.daft import Engine
from pactwatch.workers.derive import (
    derive_register,
    is_as_derived,
    load_or_derive,
    load_outline,
    load_part,
    save_derived,
)
from pactwatch.workers.local import Progress, ReadRequest, ReadSummary, read_sources
from pactwatch.workers.watching import WatchRequest, WatchSummary, watch_round

__all__ = [
    "BulkRequest",
    "Carry",
    "Engine",
    "Progress",
    "ReadRequest",
    "ReadSummary",
    "WatchRequest",
    "WatchSummary",
    "anchor",
    "carry_shards_here",
    "derive_register",
    "is_as_derived",
    "load_or_derive",
    "load_outline",
    "load_part",
    "read_all",
    "read_sources",
    "save_derived",
    "watch_round",
]
