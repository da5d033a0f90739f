"""Crawl files for tests: pages as servers send them, stored as crawlers store them."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PARAGRAPH = (
    "The ministry in Oslo said on Monday that {} of the men had asked for a lawyer before the "
    "flight left, and that the papers of all of them had been looked at with care. It said that "
    "a list of the questions which the court has put to it would be sent within the week, and "
    "that the answers of the police would be a part of the file that the judge was to be given."
)
DAY = "2025-03-01T06:00:00Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer of a server, as a test wants it stored."""

    url: str = "https://news.example/one"
    body: bytes = b""
    at: str = DAY
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    status: str = "200 OK"
    has_request: bool = False


def report(title: str, *sentences: str, number: int = 3) -> bytes:
    """A page with an article that holds these sentences."""
    told = "".join(f"<p>{sentence}</p>" for sentence in (*sentences, PARAGRAPH.format(number)))
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body><nav><a href='/'>Home</a>"
        f"</nav><article><h1>{title}</h1>{told}</article></body></html>"
    ).encode()


def write_crawl(path: Path, pages: Iterable[Page], *, zipped: bool = True) -> Path:
    """A WARC file of these pages, one member each."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=zipped)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for page in pages:
            about = {"WARC-Date": page.at}
            if page.has_request:
                host = [("Host", "news.example")]
                asked = StatusAndHeaders("GET /one HTTP/1.1", host, is_http_request=True)
                writer.write_record(
                    writer.create_warc_record(
                        page.url, "request", http_headers=asked, warc_headers_dict=dict(about)
                    )
                )
            head = StatusAndHeaders(page.status, list(page.headers), protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    page.url,
                    "response",
                    payload=io.BytesIO(page.body),
                    http_headers=head,
                    warc_headers_dict=about,
                )
            )
    return path


def write_wet(path: Path, texts: Iterable[tuple[str, str]]) -> Path:
    """A WET file: of each address the text of its page."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, text in texts:
            writer.write_record(
                writer.create_warc_record(
                    url,
                    "conversion",
                    payload=io.BytesIO(text.encode()),
                    warc_content_type="text/plain",
                    warc_headers_dict={"WARC-Date": DAY},
                )
            )
    return path


def write_arc(path: Path, pages: Iterable[Page]) -> Path:
    """An ARC file of these pages."""

    def member(head: str, block: bytes) -> bytes:
        return gzip.compress(head.encode() + block + b"\n", mtime=0)

    about = b"1 0 pactwatch\nURL IP-address Archive-date Content-type Archive-length\n"
    first = f"filedesc://{path.name} 0.0.0.0 20250301060000 text/plain {len(about)}\n"
    parts = [member(first, about)]
    for page in pages:
        fields = "".join(f"{name}: {value}\r\n" for name, value in page.headers)
        block = f"HTTP/1.1 {page.status}\r\n{fields}\r\n".encode() + page.body
        parts.append(member(f"{page.url} 192.0.2.1 20250301060000 text/html {len(block)}\n", block))
    path.write_bytes(b"".join(parts))
    return path
