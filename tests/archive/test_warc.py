"""The archive: bytes in, the same bytes out, whatever happened in between."""

from __future__ import annotations

import gzip
import resource
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from factory import capture
from pactwatch.archive import SealedArchive, WarcArchive
from pactwatch.archive.members import PREVIOUS_FIELD, Member, scan_file
from pactwatch.archive.records import read_capture, write_capture
from pactwatch.errors import ArchiveError, ConfigError
from pactwatch.nouns import Capture, Exchange


def files_of(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.warc.gz"))


def members_of(path: Path) -> tuple[Member, ...]:
    with path.open("rb") as file:
        return scan_file(file, path.name).members


@settings(deadline=None)  # warcio is loaded in the first of them
@given(data=st.binary(max_size=400), source=st.text(st.characters(exclude_categories=["Cs"])))
def test_record_gives_its_capture_back(data: bytes, source: str) -> None:
    """What is written of a capture reads back equal, whatever stands in its source or bytes."""
    kept = capture(data, source=source)
    (written,) = write_capture(kept, previous="none")
    assert read_capture(written.data, where="here") == kept


def test_bytes_come_back_after_reopening(tmp_path: Path) -> None:
    """`fetch` gives every capture as it came, from a new process's view of the folder too."""
    kept = [capture(f"report {n}", source=f"{n}.txt") for n in range(5)]
    archive = WarcArchive(tmp_path / "a")
    records = [archive.keep(one) for one in kept]
    again = WarcArchive(tmp_path / "a")
    assert [again.fetch(record) for record in records] == kept


def test_same_capture_is_kept_once(tmp_path: Path) -> None:
    """The same bytes from the same place stand in the archive once, however often they come."""
    archive = WarcArchive(tmp_path / "a")
    assert archive.keep(capture()) == archive.keep(capture())
    assert WarcArchive(tmp_path / "a").keep(capture()) == capture().record
    assert len(members_of(files_of(tmp_path / "a")[0])) == 1


def test_other_tools_read_it(tmp_path: Path) -> None:
    """Records are WARC 1.1 `resource` records with right digests, one gzip member each."""
    archive = WarcArchive(tmp_path / "a")
    archive.keep(capture("one", source="one.txt"))
    archive.keep(capture("two", source="https://news.example/two?a=b c"))
    with files_of(tmp_path / "a")[0].open("rb") as file:
        found = []
        for record in ArchiveIterator(file, check_digests="raise"):
            found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI")))
            record.content_stream().read()
    assert found == [
        ("resource", "file:one.txt"),
        ("resource", "https://news.example/two?a=b%20c"),
    ]


def test_fetched_pages_are_a_request_and_a_response(tmp_path: Path) -> None:
    """What came over the wire comes back with its head, its peer and the way that led to it."""
    archive = WarcArchive(tmp_path / "a")
    kept = fetched(b"\x1f\x8b as sent")
    archive.keep(kept)
    again = WarcArchive(tmp_path / "a").fetch(kept.record)
    assert again == replace(kept, exchange=replace(kept.exchange, request=b""))
    with files_of(tmp_path / "a")[0].open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file, check_digests="raise")]
    assert kinds == ["request", "response"]


@pytest.mark.parametrize(
    "head",
    [b"HTTP/1.1 200 OK", b"HTTP/1.0 200", b"ICY 200 OK\r\nA:b\r\nA:  c\r\nD:", b"", b"no head at all",
     b"HTTP/1.1 200 OK\r\nX: a\r\n continued\r\nY: \xe9\xff", b"HTTP/2 200\r\nTransfer-Encoding: chunked"],
)  # fmt: skip
@pytest.mark.parametrize("request_head", [b"", b"GET /two HTTP/1.1", b"GET  /"])
def test_heads_are_kept_as_they_came(tmp_path: Path, head: bytes, request_head: bytes) -> None:
    """Whatever a server or a crawl of others says, no byte of it is written in another way."""
    kept = fetched(b"<p>two</p>")
    assert kept.exchange is not None
    kept = replace(kept, exchange=replace(kept.exchange, response=head, request=request_head))
    archive = WarcArchive(tmp_path / "a")
    archive.keep(kept)
    assert archive.fetch(kept.record).exchange == replace(kept.exchange, request=b"")
    proof = SealedArchive(tmp_path / "a").prove()
    assert len(proof.members) == (2 if request_head else 1)


def test_warcio_and_fastwarc_agree(tmp_path: Path) -> None:
    """Two common tools open every kind of record, and find each digest right."""
    archive = WarcArchive(tmp_path / "a")
    archive.keep(capture("one", source="one.txt"))
    archive.keep(fetched(b"<p>two</p>"))
    archive.seal("0" * 64, at="2025-05-06T12:00:00Z")
    path = files_of(tmp_path / "a")[0]
    done = subprocess.run([sys.executable, "-m", "warcio.cli", "check", "-v", path],
                          capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("digest pass") == 4
    with path.open("rb") as file:
        found = [
            (str(record.record_type), record.verify_block_digest(consume=False))
            for record in FastIterator(file, parse_http=False)
        ]
    assert found == [(kind, True) for kind in ("resource", "request", "response", "metadata")]


def fetched(data: bytes) -> Capture:
    """A page as a server sent it, at the end of two redirects."""
    exchange = Exchange(
        address="https://news.example/two",
        request=b"GET /two HTTP/1.1\r\nHost: news.example",
        response=b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8",
        peer="192.0.2.7",
        via=("https://news.example/1?a=b", "https://news.example/1.5"),
    )
    return capture(
        data, source="https://news.example/1?a=b", media_type="text/html", exchange=exchange
    )


def test_archive_may_lie_anywhere_that_fsspec_knows(tmp_path: Path) -> None:
    """In an object store each batch is a file of its own; the chain runs through them all."""
    address = f"memory://{tmp_path.name}/archive"
    kept = [capture(f"report {n}", source=f"{n}.txt") for n in range(3)]
    archive = WarcArchive(address, index=tmp_path / "index")
    records = [archive.keep(one) for one in kept]
    assert list(archive.place.sizes()) == ["00001.warc.gz", "00002.warc.gz", "00003.warc.gz"]
    for index in (tmp_path / "index", tmp_path / "lost", None):
        again = WarcArchive(address, index=index)
        assert [again.fetch(record) for record in records] == kept
        assert again.head == archive.head
    assert SealedArchive(address, index=tmp_path / "index").prove().captures == tuple(records)


def test_address_of_no_known_kind() -> None:
    """An address that nothing installed can open is a setting that a person must change."""
    with pytest.raises(ConfigError, match="nothing that is installed opens such an address"):
        WarcArchive("nowhere://bucket/a")


def test_each_record_names_the_one_before(tmp_path: Path) -> None:
    """The chain of SHA-256 runs through all records, over the files' borders."""
    archive = WarcArchive(tmp_path / "a", largest_file=700)
    for n in range(6):
        archive.keep(capture(f"report {n}", source=f"{n}.txt"))
    files = files_of(tmp_path / "a")
    assert len(files) > 1
    expected = "none"
    for path in files:
        for member in members_of(path):
            data = path.read_bytes()[member.offset : member.end]
            assert f"{PREVIOUS_FIELD}: {expected}\r\n".encode() in gzip.decompress(data)
            expected = member.sha256


def test_tail_cut_anywhere_is_set_aside(tmp_path: Path) -> None:
    """A record that a kill left half-written is moved aside and said; the others stay readable."""
    archive = WarcArchive(tmp_path / "a")
    first = archive.keep(capture("first", source="1.txt"))
    whole = files_of(tmp_path / "a")[0].read_bytes()
    archive.keep(capture("second", source="2.txt"))
    both = files_of(tmp_path / "a")[0].read_bytes()
    for cut in range(len(whole) + 1, len(both), 7):
        folder = tmp_path / f"cut{cut}"
        folder.mkdir()
        (folder / "00001.warc.gz").write_bytes(both[:cut])
        said: list[str] = []
        again = WarcArchive(folder, say=said.append)
        assert again.fetch(first).data == b"first"
        again.keep(capture("second", source="2.txt"))
        assert (folder / "00001.warc.gz").read_bytes() == both
        assert (folder / f"00001.warc.gz.tail-{len(whole)}").read_bytes() == both[len(whole) : cut]
        assert "moved to" in said[0]


def test_damage_in_the_middle_is_no_tail(tmp_path: Path) -> None:
    """Where whole records stand behind the damage, nothing is moved and a person is told."""
    archive = WarcArchive(tmp_path / "a")
    for n in range(3):
        archive.keep(capture(f"report {n}", source=f"{n}.txt"))
    (tmp_path / "a" / "index.jsonl").unlink()
    path = files_of(tmp_path / "a")[0]
    second = members_of(path)[1]
    data = bytearray(path.read_bytes())
    data[second.offset : second.offset + 40] = bytes(40)
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match=f"damaged at byte {second.offset}"):
        WarcArchive(tmp_path / "a")
    assert path.read_bytes() == data


@pytest.mark.parametrize("index", [None, b"", b'{"record": "cap', b"\xff\n"])
def test_index_is_made_anew(tmp_path: Path, index: bytes | None) -> None:
    """An index that is absent, empty or cut is rebuilt from the files."""
    archive = WarcArchive(tmp_path / "a")
    records = [archive.keep(capture(f"report {n}", source=f"{n}.txt")) for n in range(3)]
    path = tmp_path / "a" / "index.jsonl"
    whole = path.read_bytes()
    path.unlink() if index is None else path.write_bytes(index)
    again = WarcArchive(tmp_path / "a")
    assert [again.fetch(record).data for record in records] == [
        b"report 0",
        b"report 1",
        b"report 2",
    ]
    assert path.read_bytes() == whole


def test_altered_bytes_are_not_given_out() -> None:
    """Bytes that do not have the digest that their record names are an error, not evidence."""
    (written,) = write_capture(capture("250 people"), previous="none")
    altered = gzip.compress(gzip.decompress(written.data).replace(b"250 people", b"999 people"))
    with pytest.raises(ArchiveError, match="SHA-256"):
        read_capture(altered, where="a.warc.gz")


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """No right to write is one message that names the folder and says what to do."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ArchiveError, match="run the same command again"):
        WarcArchive(tmp_path / "file" / "a").keep(capture())


def test_full_disk_leaves_whole_records(tmp_path: Path) -> None:
    """Where a write stops half-way, the file ends where its last whole record does."""
    archive = WarcArchive(tmp_path / "a")
    archive.keep(capture("first", source="1.txt"))
    size = files_of(tmp_path / "a")[0].stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, before[1]))
        with pytest.raises(ArchiveError, match="cannot be written"):
            archive.keep(capture("second", source="2.txt"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert files_of(tmp_path / "a")[0].stat().st_size == size
    assert archive.keep(capture("second", source="2.txt")) in [
        member.record for member in members_of(files_of(tmp_path / "a")[0])
    ]


def test_record_of_another_archive(tmp_path: Path) -> None:
    """A record that is not there is an error that says that the folder does not fit."""
    with pytest.raises(ArchiveError, match="does not belong"):
        WarcArchive(tmp_path / "a").fetch("cap_0")
