"""The error tree. What enters: what went wrong. What leaves: one sentence that says who must act.

    PactwatchError
    ├── ConfigError   a person must change a file or a setting: path, line, known choices
    │   └── PackError     a domain pack contradicts itself or its schema
    ├── ItemError     this item failed: an `Issue` is stored and the run goes on
    │   ├── CollectError  the bytes could not become a document
    │   └── SpanError     a quote would not equal its slice
    ├── ProofError    what `verify` found not to hold: where, and since when
    └── RunError      stop; the same command, run again, goes on where this one was
        ├── RegisterError the register cannot be opened, is not ours, or is newer than this program
        └── ArchiveError  the archive cannot be written or does not fit the register

A message says what, where, what was expected, and what to do.
"""

from __future__ import annotations


class PactwatchError(Exception):
    """Every error that pactwatch raises on purpose."""


class ConfigError(PactwatchError):
    """A person must change a file or a setting."""


class PackError(ConfigError):
    """A domain pack contradicts itself or its schema: path, line and known choices."""


class ItemError(PactwatchError):
    """One item failed; it is stored as an `Issue` and the run goes on."""


class CollectError(ItemError):
    """Bytes could not become a document."""


class SpanError(ItemError):
    """A span lies outside its document, so that no quote could stand behind it."""


class ProofError(PactwatchError):
    """Something that the register or its archive says does not hold."""


class RunError(PactwatchError):
    """The run stops here; running the same command again goes on from what was committed."""


class RegisterError(RunError):
    """The register cannot be opened, is not a register, or was written by a newer version."""


class ArchiveError(RunError):
    """The archive cannot be written, or does not fit the register beside it."""
