"""The one door to numpy. It is loaded when pages are first stripped or compared, as loading it costs
as much as all else that `pactwatch --help` does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    __all__ = ["np"]
else:

    class _Late:
        """numpy's names, each fetched once."""

        def __getattr__(self, name: str) -> Any:
            import numpy  # noqa: PLC0415 - slow to load, and `--help` must not

            value = self.__dict__[name] = getattr(numpy, name)
            return value

    np = _Late()
