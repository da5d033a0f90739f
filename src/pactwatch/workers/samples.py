"""A sample of what was dropped, so that a person can look at what the sieve took away. What enters:
dropped pages with their rank; what leaves: a folder of WARC files, one a page, named by rank and by
the stage that dropped it.

Of all pages those of the lowest rank stay, whatever the order in which they came, so that a run that
was killed and went on keeps the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pactwatch.archive import write_warc
from pactwatch.errors import RunError
from pactwatch.workers.sifting import Sample


class SampleFolder:
    """The folder; at most `size` pages stay in it."""

    def __init__(self, folder: Path, size: int) -> None:
        self._folder = folder
        self._size = size

    def add(self, sample: Iterable[Sample]) -> None:
        """Add pages, then drop those of the highest rank."""
        if not self._size:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for one in sample:
                path = self._folder / f"{one.rank}.{one.stage}.warc.gz"
                path.write_bytes(write_warc(one.capture))
            for path in sorted(self._folder.glob("*.warc.gz"))[self._size :]:
                path.unlink()
        except OSError as error:
            raise RunError(
                f"{self._folder}: the sample of what was dropped cannot be written: "
                f"{error.strerror or error}; make room and run the same command again"
            ) from error
