"""Where an archive's files lie: a folder, or any address that fsspec knows (`s3://`, `memory://`).

What enters: names and bytes; what leaves: bytes. A folder's files grow at their end; elsewhere a
file is written once and whole, as object stores cannot append.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from pactwatch.archive.drivers import file_errors, files_at, in_words
from pactwatch.errors import ArchiveError

ENDING = ".warc.gz"
BUFFER = 1 << 20  #: going back to a member's end stays in the buffer


class Place(Protocol):
    """A flat set of files."""

    @property
    def name(self) -> str: ...

    @property
    def can_append(self) -> bool: ...

    def sizes(self) -> dict[str, int]:
        """The WARC files by name, in the order in which they were begun, and their sizes."""
        ...

    def open(self, name: str) -> BinaryIO: ...

    def read(self, name: str, start: int, end: int) -> bytes: ...

    def append(self, name: str, offset: int, data: bytes) -> None:
        """Write and sync `data` at the end of a file that is `offset` bytes long."""
        ...


class LocalPlace:
    """A folder of this machine."""

    can_append = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def name(self) -> str:
        return str(self.folder)

    def sizes(self) -> dict[str, int]:
        with explained(self.name, doing="read"):
            return {
                path.name: path.stat().st_size for path in sorted(self.folder.glob("*" + ENDING))
            }

    def open(self, name: str) -> BinaryIO:
        with explained(f"{self.folder / name}", doing="read"):
            return (self.folder / name).open("rb", buffering=BUFFER)

    def read(self, name: str, start: int, end: int) -> bytes:
        with self.open(name) as file:
            file.seek(start)
            return file.read(end - start)

    def append(self, name: str, offset: int, data: bytes) -> None:
        with explained(self.name, doing="written"):
            self.folder.mkdir(parents=True, exist_ok=True)
            _append(self.folder / name, offset, data)
            if offset == 0:
                _sync_folder(self.folder)

    def cut(self, name: str, offset: int) -> str:
        """Move what stands behind `offset` to a file beside; returns that file's name."""
        path = self.folder / name
        aside = path.with_name(f"{name}.tail-{offset}")
        with explained(str(path), doing="written"), path.open("r+b") as file:
            file.seek(offset)
            with aside.open("wb") as out:
                out.write(file.read())
                out.flush()
                os.fsync(out.fileno())
            file.truncate(offset)
            os.fsync(file.fileno())
        return aside.name


class RemotePlace:
    """A folder at an fsspec address. Each batch is a file of its own."""

    can_append = False

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        self._files, root = files_at(self._address)
        self._root = root.rstrip("/")

    @property
    def name(self) -> str:
        return self._address

    def sizes(self) -> dict[str, int]:
        with explained(self.name, doing="read"):
            self._files.invalidate_cache()
            if not self._files.exists(self._root):
                return {}
            entries: list[dict[str, Any]] = self._files.ls(self._root, detail=True)
        found = {str(e["name"]).rsplit("/", 1)[-1]: int(e["size"] or 0) for e in entries}
        return {name: found[name] for name in sorted(found) if name.endswith(ENDING)}

    def open(self, name: str) -> BinaryIO:
        with explained(f"{self._address}/{name}", doing="read"):
            return io.BytesIO(self._files.cat_file(f"{self._root}/{name}"))

    def read(self, name: str, start: int, end: int) -> bytes:
        with explained(f"{self._address}/{name}", doing="read"):
            return bytes(self._files.cat_file(f"{self._root}/{name}", start=start, end=end))

    def append(self, name: str, offset: int, data: bytes) -> None:
        if offset:
            raise ArchiveError(f"{self._address}/{name}: stands there already and cannot grow")
        with explained(self.name, doing="written"):
            self._files.makedirs(self._root, exist_ok=True)
            self._files.pipe_file(f"{self._root}/{name}", data)


def place_at(address: str | Path) -> LocalPlace | RemotePlace:
    """A path or an fsspec address → the place there; `file://` is a folder of this machine."""
    text = str(address)
    if isinstance(address, Path) or "://" not in text:
        return LocalPlace(Path(text))
    if text.startswith("file://"):
        return LocalPlace(Path(text.removeprefix("file://")))
    return RemotePlace(text)


def _append(path: Path, offset: int, data: bytes) -> None:
    """Write all bytes at the end of the file and sync, or leave the file as it was."""
    with path.open("ab", buffering=0) as file:
        if file.tell() != offset:
            raise ArchiveError(
                f"{path}: {file.tell():,} bytes long, expected {offset:,}: another program writes "
                "to it; stop it, and run the same command again"
            )
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(offset)
            raise


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def explained(where: str, *, doing: str) -> Iterator[None]:
    """Turns the system's errors into one that says what to do."""
    try:
        yield
    except file_errors() as error:
        raise ArchiveError(
            f"{where}: the archive cannot be {doing}: {in_words(error)}. The register "
            "names no bytes that are not there; make room or give the right to write, and run the "
            "same command again"
        ) from error
