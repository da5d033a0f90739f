"""Crawl files: what is a page, what is not, and what happens where bytes are damaged."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import brotli
import pytest
import zstandard

from collect.crawls import Page, report, write_arc, write_crawl, write_wet
from pactwatch.collect import clean_capture, list_shards, read_shard, split_sources, strip_capture
from pactwatch.collect.members import read_members
from pactwatch.config import Settings
from pactwatch.nouns import Capture, Document, Dropped, Given, Issue

BODY = report("Norway sends men to Ghana", "Norway deported 14 men to Ghana.")
NUMBERED = [
    Page(url=f"https://news.example/{n}", body=BODY, has_request=n % 2 == 0) for n in range(9)
]
Found = Capture | Dropped | Issue


@pytest.fixture
def read(settings: Settings) -> Callable[..., list[Found]]:
    """Everything in a crawl file, cut into shards of some size."""

    def call(path: Path, size: int = 1 << 30) -> list[Found]:
        found: list[Found] = []
        for shard in list_shards([str(path)], size=size):
            found += [shard] if isinstance(shard, Issue) else read_shard(shard, settings)
        return found

    return call


def sources(found: list[Found]) -> list[str]:
    """Which pages were found, in their order."""
    return [one.source for one in found if isinstance(one, Capture)]


def texts(found: list[Found], settings: Settings) -> list[str]:
    """What the pages say once they are cleaned."""
    cleaned = (
        page
        for one in found
        if isinstance(one, Capture)
        for page in clean_capture(one, Given(), settings)
    )
    return [page.text for page in cleaned if isinstance(page, Document)]


def test_page_has_address_time_and_head(
    read: Callable[..., list[Found]], tmp_path: Path, settings: Settings
) -> None:
    """A page's document knows its address and the day of the capture; the heads are kept."""
    path = write_crawl(tmp_path / "a.warc.gz", [Page(body=BODY, has_request=True)])
    (capture,) = read(path)
    assert isinstance(capture, Capture) and capture.exchange is not None
    assert capture.source == "https://news.example/one#captured=2025-03-01T06:00:00Z"
    assert capture.exchange.request.startswith(b"GET /one")
    assert capture.exchange.response.startswith(b"HTTP/1.1 200 OK")
    (document,) = clean_capture(capture, Given(), settings)
    assert isinstance(document, Document)
    assert (document.url, document.known) == ("https://news.example/one", "2025-03-01")


@pytest.mark.parametrize("size", [1 << 30, 400, 1500])
def test_shards_of_any_size_hold_every_page_once(
    read: Callable[..., list[Found]], tmp_path: Path, size: int
) -> None:
    """Where a file is cut changes neither which pages are found nor their order."""
    path = write_crawl(tmp_path / "a.warc.gz", NUMBERED)
    assert sources(read(path, size)) == [f"{p.url}#captured={p.at}" for p in NUMBERED]


@pytest.mark.parametrize("kind", ["warc", "one member", "zst", "arc"])
def test_other_containers_hold_the_same_pages(
    read: Callable[..., list[Found]], tmp_path: Path, kind: str
) -> None:
    """Uncompressed, compressed as a whole, in zstd, or as ARC: the same pages."""
    match kind:
        case "arc":
            path = write_arc(tmp_path / "a.arc.gz", NUMBERED)
        case "warc":
            path = write_crawl(tmp_path / "a.warc", NUMBERED, zipped=False)
        case _:
            plain = write_crawl(tmp_path / "plain.warc", NUMBERED, zipped=False).read_bytes()
            path = tmp_path / ("a.warc.zst" if kind == "zst" else "a.warc.gz")
            path.write_bytes(zstandard.compress(plain) if kind == "zst" else gzip.compress(plain))
    assert sources(read(path, 400)) == [f"{p.url}#captured={p.at}" for p in NUMBERED]


def test_wet_holds_texts(
    read: Callable[..., list[Found]], tmp_path: Path, settings: Settings
) -> None:
    """The text of a page in a WET file is its document's, and its address too."""
    path = write_wet(
        tmp_path / "a.warc.wet.gz", [("https://news.example/1", "Talks began.\nOslo.")]
    )
    (capture,) = read(path)
    assert isinstance(capture, Capture)
    (document,) = clean_capture(capture, Given(), settings)
    assert isinstance(document, Document)
    assert (document.url, document.text) == ("https://news.example/1", "Talks began.\nOslo.")


HTML = ("Content-Type", "text/html")
CHUNKED = b"5\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (BODY[:5], len(BODY) - 5, BODY[5:])


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ((HTML, ("Content-Encoding", "gzip")), gzip.compress(BODY, mtime=0)),
        ((HTML, ("Content-Encoding", "br")), brotli.compress(BODY)),
        ((HTML, ("Content-Encoding", "zstd")), zstandard.compress(BODY)),
        ((HTML, ("Content-Encoding", "gzip")), BODY),  # inflated by the crawler, its head left
        ((HTML, ("Content-Encoding", "br")), BODY),
        ((HTML,), gzip.compress(BODY, mtime=0)),  # without a word in the head
        ((HTML, ("Transfer-Encoding", "chunked")), CHUNKED),
        ((HTML, ("Transfer-Encoding", "chunked")), BODY),  # joined by the crawler, its head left
        ((), BODY),  # no type at all
    ],
    ids=lambda part: None if isinstance(part, tuple) else str(len(part)),
)  # fmt: skip
def test_bodies_as_sent_are_read(
    read: Callable[..., list[Found]],
    tmp_path: Path,
    settings: Settings,
    headers: tuple[tuple[str, str], ...],
    body: bytes,
) -> None:
    """Encodings are undone where head or bytes say so, and not where only the head claims them."""
    path = write_crawl(tmp_path / "a.warc.gz", [Page(body=body, headers=headers)])
    found = read(path)
    (text,) = texts(found, settings)
    assert "Norway deported 14 men to Ghana." in text
    (capture,) = found
    assert isinstance(capture, Capture)
    assert "Norway deported 14 men to Ghana." in (strip_capture(capture, settings) or "")


def test_what_is_no_page_is_dropped_with_its_reason(
    read: Callable[..., list[Found]], tmp_path: Path
) -> None:
    """Pictures and errors are no pages; each is told by its type or status."""
    pages = [
        Page(body=b"\xff\xd8", headers=(("Content-Type", "image/jpeg"),)),
        Page(body=BODY, status="404 Not Found"),
        Page(body=BODY),
    ]
    found = read(write_crawl(tmp_path / "a.warc.gz", pages))
    assert [one.why for one in found if isinstance(one, Dropped)] == [
        "not a page: image/jpeg",
        "status 404",
    ]
    assert len(sources(found)) == 1


@pytest.mark.parametrize("size", [1 << 30, 700])
@pytest.mark.parametrize("damage", ["flipped", "hole", "no start"])
def test_pages_behind_damage_are_read(
    read: Callable[..., list[Found]], tmp_path: Path, damage: str, size: int
) -> None:
    """A damaged record is one issue that says where; the pages before and behind it are read."""
    path = write_crawl(tmp_path / "a.warc.gz", [p for p in NUMBERED if not p.has_request])
    data = bytearray(path.read_bytes())
    starts = [i for i in range(len(data)) if data[i : i + 3] == b"\x1f\x8b\x08"]
    match damage:
        case "flipped":
            data[starts[2] + 200] ^= 0xFF
        case "hole":
            data[starts[2] : starts[3]] = bytes(starts[3] - starts[2])
        case _:
            data[starts[2]] = 0
    path.write_bytes(data)
    found = read(path, size)
    (issue,) = [one for one in found if isinstance(one, Issue)]
    assert issue.source == str(path) and "fetch the file again" in issue.what
    assert len(sources(found)) == 3


@pytest.mark.parametrize("cut", [1, 30, 300])
def test_truncated_file_is_told(read: Callable[..., list[Found]], tmp_path: Path, cut: int) -> None:
    """A file that ends within a record is one issue; whole records before are read."""
    path = write_crawl(tmp_path / "a.warc.gz", NUMBERED)
    path.write_bytes(path.read_bytes()[:-cut])
    found = read(path)
    (issue,) = [one for one in found if isinstance(one, Issue)]
    assert "cut off" in issue.what
    assert len(sources(found)) >= 8


@pytest.mark.parametrize("data", [b"", b"hello", gzip.compress(b"hello", mtime=0)], ids=len)
def test_file_that_is_no_crawl_is_told(
    read: Callable[..., list[Found]], tmp_path: Path, data: bytes
) -> None:
    """Nothing, or something else under the name of a crawl: one issue."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)
    (issue,) = read(path)
    assert isinstance(issue, Issue) and "expected WARC" in issue.what


def test_folders_and_addresses_are_looked_through(tmp_path: Path) -> None:
    """A folder is read for reports and crawls alike; fsspec addresses hold crawls only."""
    (tmp_path / "2025" / "03").mkdir(parents=True)
    path = write_crawl(tmp_path / "2025" / "03" / "CC-NEWS-1.warc.gz", [Page(body=BODY)])
    asked = (str(tmp_path), "a.html", "s3://bucket/CC-NEWS/", "-", str(path))
    crawls, others = split_sources(asked)
    assert crawls == (str(tmp_path), "s3://bucket/CC-NEWS/", str(path))
    assert others == (str(tmp_path), "a.html", "-")
    here = [one.source for one in list_shards([str(tmp_path)])]
    there = [one.source for one in list_shards([tmp_path.as_uri() + "/2025/*/*.warc.gz"])]
    assert here == [str(path)]
    assert there == [path.as_uri()]


def test_file_that_is_not_there_is_an_issue() -> None:
    """The others go on."""
    (issue,) = list_shards(["gone.warc.gz"])
    assert isinstance(issue, Issue) and "No such file" in issue.what


def test_members_of_other_make_are_read_all_the_same(
    read: Callable[..., list[Found]], tmp_path: Path
) -> None:
    """What the quick way through a file cannot take, it leaves to the slow one, record by record:
    two records in a member, a head that is not ASCII."""
    path = write_crawl(tmp_path / "a.warc.gz", NUMBERED[:5])
    data = path.read_bytes()
    starts = [i for i in range(len(data)) if data[i : i + 3] == b"\x1f\x8b\x08"]
    members = [gzip.decompress(data[i:j]) for i, j in pairwise([*starts, len(data)])]
    first, second, *rest = members[1:]
    others = [
        first + second,
        rest[0].replace(b"\r\nWARC-Date: ", "\r\nX-Café: ü\r\nWARC-Date: ".encode(), 1),
        *rest[1:],
    ]
    made = [members[0], *others]
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) for one in made))
    assert sources(read(path)) == [f"{p.url}#captured={p.at}" for p in NUMBERED[:5]]


def test_quick_way_takes_files_of_crawlers(tmp_path: Path) -> None:
    """Files as crawlers write them are read by it to their end, and cut ones up to the cut."""
    path = write_crawl(tmp_path / "a.warc.gz", NUMBERED)
    size = path.stat().st_size
    with path.open("rb") as file:
        members = list(read_members(file, 0))
    assert (members[0].start, members[-1].end) == (0, size)
    path.write_bytes(path.read_bytes()[:-30])
    with path.open("rb") as file:
        assert len(list(read_members(file, 0))) == len(members) - 1
