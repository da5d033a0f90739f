"""Address → the files there, by whatever fsspec driver opens such addresses.

What enters: an address (`s3://`, `memory://`); what leaves: the driver's file system, and the errors
that it raises. For `s3://` s3fs is taken where somebody installed it, as fsspec would; else obstore,
which needs no other package (`pactwatch[s3]`) and is set by the same `AWS_…` variables.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Any

from pactwatch.errors import ConfigError

#: Drivers that are no part of fsspec, by the extra or package that installs them.
INSTALLS = "`pip install 'pactwatch[s3]'` for s3://, gcsfs for gs://"


def files_at(address: str) -> tuple[Any, str]:
    """An address → its file system, and the path in it; ConfigError where nothing installed opens it."""
    import fsspec  # type: ignore[import-untyped]  # noqa: PLC0415 - slow, for addresses only

    if address.startswith("s3://") and find_spec("s3fs") is None and find_spec("obstore"):
        from obstore.fsspec import register  # noqa: PLC0415 - an extra

        register("s3")
    try:
        files, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise ConfigError(
            f"{address}: nothing that is installed opens such an address: {error}; install the "
            f"package of fsspec that does ({INSTALLS}), or name a folder of this machine"
        ) from error
    return files, str(path)


def file_errors() -> tuple[type[Exception], ...]:
    """What goes wrong with files, wherever they lie; obstore's errors have a root of their own."""
    loaded = sys.modules.get("obstore.exceptions")
    return (OSError,) if loaded is None else (OSError, loaded.BaseError)


def in_words(error: Exception) -> str:
    """What the system or the store says is wrong, in one line."""
    lines = str(getattr(error, "strerror", None) or error).splitlines()
    return lines[0] if lines else type(error).__name__
