"""Register and archive ↔ one file. What enters: where they lie; what leaves: a tar file with a table
of hashes first, and from it, elsewhere, the same register and archive."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pactwatch.archive import LocalPlace, RemotePlace, place_at
from pactwatch.errors import ConfigError, ProofError, RunError
from pactwatch.store import copy_register

FORM = "pactwatch-pack/1"
TABLE, REGISTER, ARCHIVE = "pack.json", "register.db", "archive/"
LARGEST_TABLE = 64 * 1024 * 1024  #: bytes; a hundred for each of half a million files
PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """How much was packed or put back."""

    files: int
    size: int


def pack_register(register: Path, archive: Path | str, *, into: Path) -> Packed:
    """Write both into one file, which appears whole or not at all. The caller holds the register's
    lock, so that neither grows meanwhile."""
    place = place_at(archive)
    with _made_whole(into) as out, tempfile.TemporaryDirectory(dir=into.parent) as folder:
        copy = Path(folder) / REGISTER
        copy_register(register, copy)
        names = {REGISTER: copy.stat().st_size}
        names |= {ARCHIVE + name: size for name, size in place.sizes().items()}

        def opened(name: str) -> IO[bytes]:
            if name == REGISTER:
                return copy.open("rb")
            return place.open(name.removeprefix(ARCHIVE))

        table = {
            "form": FORM,
            "files": [
                {"name": name, "size": size, "sha256": _hash(opened(name))}
                for name, size in names.items()
            ],
        }
        with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
            data = json.dumps(table, indent=1).encode("utf-8")
            _add(tar, TABLE, len(data), io.BytesIO(data))
            for name, size in names.items():
                with opened(name) as file:
                    _add(tar, name, size, file)
    return Packed(files=len(names), size=into.stat().st_size)


def unpack_register(file: Path, register: Path, archive: Path | str) -> Packed:
    """Put both back where neither stands; ProofError where a file has not the hash that was packed,
    and nothing is left behind."""
    place = place_at(archive)
    if register.exists() or place.sizes():
        taken = register if register.exists() else place.name
        raise ConfigError(f"{taken}: stands there already; unpack to another --register")
    register.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=register.parent, prefix=".unpack-") as folder:
        names = _take_out(file, Path(folder))
        for name in names:
            if name != REGISTER:
                _put_back(Path(folder) / name, name.removeprefix(ARCHIVE), place)
        (Path(folder) / REGISTER).replace(register)  # last: what it names is there by now
    return Packed(files=len(names), size=file.stat().st_size)


def _take_out(file: Path, folder: Path) -> list[str]:
    """The files of a pack, in a folder of our own, each with the hash that the table names."""
    taken: list[str] = []
    try:
        with tarfile.open(file, mode="r:") as tar:
            told = _read_table(file, tar)
            (folder / ARCHIVE).mkdir()
            for member in tar:
                if member.name == TABLE:
                    continue
                entry = told.pop(member.name, None)
                source = tar.extractfile(member) if member.isreg() else None
                if entry is None or source is None or member.size != entry["size"]:
                    raise ProofError(f"{file}: {member.name!r} is not what the table says of it")
                if _copy(source, folder / member.name) != entry["sha256"]:
                    raise ProofError(f"{file}: {member.name!r} has another SHA-256 than was packed")
                taken.append(member.name)
    except (tarfile.TarError, EOFError, UnicodeError) as error:
        raise ProofError(f"{file}: no whole pack: {error}; take another copy") from error
    except OSError as error:
        raise RunError(f"{file}: cannot be unpacked: {error.strerror or error}") from error
    if told:
        raise ProofError(f"{file}: {next(iter(told))!r} is missing from it; take another copy")
    return taken


#: No other name is ever written, so that a pack from elsewhere can put nothing elsewhere.
_NAMES = re.compile(rf"{re.escape(REGISTER)}|{ARCHIVE}\d{{5,9}}\.warc\.gz")


def _read_table(file: Path, tar: tarfile.TarFile) -> dict[str, dict[str, Any]]:
    """What a pack says that is in it; ProofError where it is no pack of ours."""
    member = tar.next()
    source = tar.extractfile(member) if member and member.isreg() else None
    if member is None or source is None or member.name != TABLE or member.size > LARGEST_TABLE:
        raise ProofError(f"{file}: not a file that `pactwatch pack` made")
    try:
        table = json.loads(source.read())
        told = {str(entry["name"]): dict(entry) for entry in table["files"]}
        is_ours = table["form"] == FORM and REGISTER in told
        is_ours = is_ours and all({"size", "sha256"} <= set(entry) for entry in told.values())
    except (ValueError, TypeError, KeyError, AttributeError):
        is_ours, told = False, {}
    if not is_ours or not all(map(_NAMES.fullmatch, told)):
        raise ProofError(f"{file}: its table is damaged, or of another version ({FORM} expected)")
    return told


def _put_back(path: Path, name: str, place: LocalPlace | RemotePlace) -> None:
    if isinstance(place, LocalPlace):
        place.folder.mkdir(parents=True, exist_ok=True)
        shutil.move(path, place.folder / name)
    else:
        place.append(name, 0, path.read_bytes())


@contextmanager
def _made_whole(into: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name once it is whole and synced."""
    if into.exists():
        raise ConfigError(f"{into}: stands there already; name another file")
    part = into.with_name(into.name + ".part")
    try:
        with part.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(into)
    except OSError as error:
        raise RunError(f"{into}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _add(tar: tarfile.TarFile, name: str, size: int, file: IO[bytes]) -> None:
    """A file without owner or time, so that the same register makes the same pack."""
    member = tarfile.TarInfo(name)
    member.size = size
    member.mode = 0o644
    tar.addfile(member, file)


def _hash(file: IO[bytes]) -> str:
    with file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _copy(source: IO[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as out:
        while piece := source.read(PIECE):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()
