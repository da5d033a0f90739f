"""The register's tables, migrations and lock: nouns in, nouns out."""

from pactwatch.store.doubts import Doubts
from pactwatch.store.inputs import Intake, Terms
from pactwatch.store.ledger import LedgerProof
from pactwatch.store.lookup import Lookup, Shelf
from pactwatch.store.neighbours import KeptPages
from pactwatch.store.opening import copy_register
from pactwatch.store.parses import ParseFile
from pactwatch.store.proof import RegisterToProve, open_to_prove
from pactwatch.store.register import Store, open_register
from pactwatch.store.shards import ShardDone

__all__ = [
    "Doubts",
    "Intake",
    "KeptPages",
    "LedgerProof",
    "Lookup",
    "ParseFile",
    "RegisterToProve",
    "ShardDone",
    "Shelf",
    "Store",
    "Terms",
    "copy_register",
    "open_register",
    "open_to_prove",
]
