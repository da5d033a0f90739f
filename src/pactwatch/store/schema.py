"""The tables of a register.

Inputs are only ever appended to, and each row is covered by a seal of the ledger (`store.ledger`).
Their `seq` grows with every row, so that the newest of each tells whether anything was added since
the derived tables were made. Derived tables follow from the inputs and can be made anew. A row of
theirs holds on the days from `from_day` on and before `until_day`, where these are told; those
without `until_day` are today's. `knot` says with which pages, named by the first of them, it was
made.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pactwatch.store import sql
from pactwatch.store.derived_tables import add_derived, add_lookups, add_near
from pactwatch.store.input_tables import (
    add_documents,
    add_inputs,
    add_ledger,
    add_readings,
    add_runs,
    add_verdicts,
    add_watch,
)

#: The newest migration in `migrations/versions`; a test holds the two together.
REVISION = "0016"

#: SQLite's mark of whose file it is: "PACT".
APPLICATION_ID = 0x50414354

#: What new pages are compared with. Nothing of it is shown, and the ledger leaves it out: it follows
#: from the inputs, and `verify` derives the register from these, without it.
NEAR = ("leaf", "posting", "tie", "indexed")


@dataclass(frozen=True, slots=True)
class Tables:
    """Every table by its name."""

    metadata: sql.MetaData

    def __getitem__(self, name: str) -> sql.Table:
        return self.metadata.tables[name]


@lru_cache(maxsize=1)
def load_tables() -> Tables:
    """The tables as this version of the program knows them."""
    tables = sql.MetaData()
    add_runs(tables)
    add_inputs(tables)
    add_documents(tables)
    add_readings(tables)
    add_verdicts(tables)
    add_derived(tables)
    add_ledger(tables)
    add_watch(tables)
    add_lookups(tables)
    add_near(tables)
    return Tables(tables)
