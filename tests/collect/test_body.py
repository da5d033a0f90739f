"""Bodies as they were sent: each encoding is opened, and none can blow up the one who opens it."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import brotli
import pytest
import zstandard

from factory import capture
from pactwatch.collect import clean_capture
from pactwatch.collect.body import open_body, type_and_charset
from pactwatch.config import Settings
from pactwatch.errors import CollectError
from pactwatch.nouns import Document, Exchange, Given

TEXT = b"Freedonia takes 30 migrants from Sylvania. " * 200

RAW = zlib.compressobj(wbits=-15)
SENT = {
    "gzip": gzip.compress(TEXT),
    "GZip": gzip.compress(TEXT) + b"\0\0",
    "x-gzip": gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]),
    "deflate": zlib.compress(TEXT),
    "deflate, identity": RAW.compress(TEXT) + RAW.flush(),
    "br": brotli.compress(TEXT),
    "zstd": zstandard.compress(TEXT),
    "gzip, br": brotli.compress(gzip.compress(TEXT)),
    "": TEXT,
}


def answer(*fields: str, address: str = "https://news.example/1") -> Exchange:
    """The head of an answer with these fields."""
    head = "\r\n".join(("HTTP/1.1 200 OK", *fields)).encode("latin-1")
    return Exchange(address=address, request=b"GET /1 HTTP/1.1", response=head)


@pytest.mark.parametrize("encoding", SENT)
def test_body_is_opened_as_its_head_says(encoding: str) -> None:
    """Every encoding that we ask for, two of them one inside the other, and what follows the end."""
    exchange = answer(f"Content-Encoding: {encoding}")
    assert open_body(SENT[encoding], exchange, largest=len(TEXT)) == TEXT


@pytest.mark.parametrize("encoding", [name for name in SENT if name])
def test_body_that_is_too_large_once_opened_is_refused(encoding: str) -> None:
    """The limit holds for what comes out, whatever went in."""
    with pytest.raises(CollectError, match="more than the"):
        open_body(SENT[encoding], answer(f"Content-Encoding: {encoding}"), largest=len(TEXT) - 1)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("cut", [1, 5, -4])
def test_body_cut_off_is_said_to_be(encoding: str, cut: int) -> None:
    """Half a body is no body."""
    with pytest.raises(CollectError, match="fetch it again"):
        open_body(SENT[encoding][:cut], answer(f"Content-Encoding: {encoding}"), largest=1 << 20)


def test_bomb_is_refused_before_it_is_in_memory() -> None:
    """A gigabyte of zeros in a megabyte: what is inflated stops at the limit."""
    bomb = zlib.compressobj(9, wbits=31)
    sent = b"".join(bomb.compress(bytes(1 << 20)) for _ in range(1024)) + bomb.flush()
    assert len(sent) < 2_000_000
    with pytest.raises(CollectError, match="more than the"):
        open_body(sent, answer("Content-Encoding: gzip"), largest=8 << 20)


@pytest.mark.parametrize("encoding", ["lzma", "gzip, gzip, gzip, gzip"])
def test_encodings_that_nobody_asked_for(encoding: str) -> None:
    """An unknown encoding, or a tower of them, is an issue and no guess."""
    with pytest.raises(CollectError):
        open_body(b"x", answer(f"Content-Encoding: {encoding}"), largest=100)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (None, ("application/octet-stream", None)),
        ("text/html", ("text/html", None)),
        ("application/xhtml+xml; charset=UTF-8", ("text/html", "utf-8")),
        ("text/plain;charset='x", ("text/plain", "'x")),
        ("nonsense", ("text/plain", None)),
    ],
)
def test_content_type(told: str | None, expected: tuple[str, str | None]) -> None:
    """A head's type and charset, whatever a server writes there."""
    assert type_and_charset(told) == expected


PAGE = """<html><head><title>Thirty to Freedonia</title>
<link rel="canonical" href="{canonical}"></head><body><article><h1>Thirty to Freedonia</h1>
<p>Freedonia’s minister said on Monday that his state will take thirty migrants from Sylvania under
an accord that both of them signed in May, after months of talks that nobody had told of.</p>
<p>“We will take them,” he said, standing on the steps of the ministry in the capital’s old town.</p>
</article></body></html>"""


def documents(data: bytes, *fields: str) -> list[Document]:
    """What a fetched page comes to."""
    kept = capture(
        data, source="https://news.example/1", media_type="text/html", exchange=answer(*fields)
    )
    found = list(clean_capture(kept, Given(), Settings(register=Path("a.db"))))
    return [one for one in found if isinstance(one, Document)]


def test_charset_of_the_head_is_used() -> None:
    """A page that declares nothing is read as its head says."""
    sent = (
        PAGE.format(canonical="/1")
        .encode("cp1251", "ignore")
        .replace(b"Freedonia", b"\xcc\xe8\xf0")
    )
    (doc,) = documents(gzip.compress(sent), "Content-Type: text/html; charset=windows-1251",
                       "Content-Encoding: gzip")  # fmt: skip
    assert "Мир" in doc.text


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("https://www.news.example/story", "https://www.news.example/story"),
        ("https://other.example/story", "https://news.example/1"),
    ],
)
def test_page_speaks_for_no_other_site(canonical: str, expected: str) -> None:
    """A canonical link holds within the site that sent the page."""
    (doc,) = documents(PAGE.format(canonical=canonical).encode())
    assert doc.url == expected
