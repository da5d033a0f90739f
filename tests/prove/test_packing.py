"""Packing: register and archive as one thing, whole or not at all, and the same again elsewhere."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from pactwatch.archive import SealedArchive
from pactwatch.errors import ConfigError, ProofError, RunError
from pactwatch.prove import pack_register, unpack_register
from prove.kept import archive_of, make_kept, prove, says


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_kept(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def packed(made: Path, tmp_path: Path) -> Path:
    """A register and its archive in one file."""
    pack_register(made, archive_of(made), into=tmp_path / "a.pack")
    return tmp_path / "a.pack"


def test_unpacked_is_what_was_packed(made: Path, packed: Path, tmp_path: Path) -> None:
    """The register says the same, the archive holds the same bytes, and all of it is proved."""
    register = tmp_path / "new" / "b.db"
    unpack_register(packed, register, archive_of(register))
    assert says(register) == says(made)
    assert prove(register).head == prove(made).head
    assert list(tmp_path.glob("*.part")) == list(register.parent.glob(".unpack-*")) == []


def test_same_register_makes_the_same_pack(made: Path, packed: Path, tmp_path: Path) -> None:
    """No time and no owner goes into a pack."""
    pack_register(made, archive_of(made), into=tmp_path / "b.pack")
    assert packed.read_bytes() == (tmp_path / "b.pack").read_bytes()


def test_archive_may_go_elsewhere(packed: Path, tmp_path: Path) -> None:
    """What lay in a folder may be put back to an object store."""
    address = f"memory://{tmp_path.name}/b"
    unpack_register(packed, tmp_path / "b.db", address)
    assert len(SealedArchive(address).prove().captures) == 4
    pack_register(tmp_path / "b.db", address, into=tmp_path / "again.pack")
    assert (tmp_path / "again.pack").stat().st_size == packed.stat().st_size


def test_nothing_is_written_over(made: Path, packed: Path, tmp_path: Path) -> None:
    """A pack, a register or an archive that stands there already stays."""
    with pytest.raises(ConfigError, match="stands there already"):
        unpack_register(packed, made, archive_of(made))
    with pytest.raises(ConfigError, match="stands there already"):
        unpack_register(packed, tmp_path / "b.db", archive_of(made))
    with pytest.raises(ConfigError, match="stands there already"):
        pack_register(made, archive_of(made), into=packed)


@pytest.mark.parametrize("at", [0.0001, 0.2, 0.5, 0.9, 0.95])
def test_damaged_pack_leaves_nothing_behind(packed: Path, tmp_path: Path, at: float) -> None:
    """A pack with a flipped byte, or cut short, is refused before anything is put in place."""
    data = bytearray(packed.read_bytes())
    register = tmp_path / "b.db"
    place = int(len(data) * at)
    for broken in (data[:place], data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]):
        if bytes(broken).rstrip(b"\0") == bytes(data).rstrip(b"\0"):
            continue
        packed.write_bytes(broken)
        with pytest.raises((ProofError, RunError)):
            unpack_register(packed, register, archive_of(register))
        assert not register.exists()
        assert not archive_of(register).exists()
        assert list(tmp_path.glob(".unpack-*")) == []


@pytest.mark.parametrize(
    "name", ["../evil", "/tmp/evil", "archive/../../evil", "archive/x.sh", "register.db/x"]
)
def test_pack_from_elsewhere_writes_nowhere_else(tmp_path: Path, name: str) -> None:
    """Only the names that a pack of ours has are written, whatever its table says."""
    entry = {
        "size": 1,
        "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
    }
    table = {"form": "pactwatch-pack/1",
             "files": [{"name": "register.db", **entry}, {"name": name, **entry}]}  # fmt: skip
    path = tmp_path / "in" / "evil.pack"
    path.parent.mkdir()
    with tarfile.open(path, "w") as tar:
        for one, data in (("pack.json", json.dumps(table).encode()), (name, b"x")):
            member = tarfile.TarInfo(one)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    with pytest.raises(ProofError, match="table is damaged"):
        unpack_register(path, path.parent / "b.db", archive_of(path.parent / "b.db"))
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["evil.pack"]


@pytest.mark.parametrize("data", [b"", b"Dear Sir", b"\x1f\x8b\x08" + bytes(600)])
def test_other_file_is_no_pack(tmp_path: Path, data: bytes) -> None:
    """What no `pack` made is said to be none."""
    (tmp_path / "a.pack").write_bytes(data)
    with pytest.raises(ProofError, match=r"no whole pack|not a file"):
        unpack_register(tmp_path / "a.pack", tmp_path / "b.db", archive_of(tmp_path / "b.db"))
