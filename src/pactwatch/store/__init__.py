"""The register's tables, migrations and lock: nouns in, nouns out."""

from pactwatch.store.inputs import Intake, Terms
from pactwatch.store.parses import ParseFile
from pactwatch.store.register import Store, open_register

__all__ = ["Intake", "ParseFile", "Store", "Terms", "open_register"]
