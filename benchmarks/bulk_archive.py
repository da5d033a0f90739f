"""Makes the bulk archive: WARC files of news pages in the layout of CC-News.

    python benchmarks/bulk_archive.py FOLDER [--bytes 1000000000] [--files 4] [--seed 1]

Of the pages one in a hundred is of the domain; of those at least one in ten each has entities
inside names, tags inside words, another charset, and a body stored as sent, in gzip or brotli. Of
the others one in ten names two states and a pack word in its menus or among other headlines. The
same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import brotli

from bulk_pages import Ask, make_page

DOMAIN_EVERY = 100  #: one page in so many is of the domain
LURE_EVERY = 9  #: one of the others in so many has a lure
FIRST = datetime(2025, 3, 1, 6, 0, 0)


@dataclass(frozen=True, slots=True)
class Made:
    """One page on its way into the archive."""

    number: int
    url: str
    at: datetime
    html_size: int
    head: bytes  #: the HTTP head
    body: bytes  #: as sent
    in_domain: bool
    marks: tuple[str, ...]


def make_pages(seed: int, size: int) -> Iterator[Made]:
    """Pages until their HTML comes to `size` bytes."""
    made = number = 0
    while made < size:
        page = _make(number, Random(f"{seed} {number}"))
        yield page
        made += page.html_size
        number += 1


def _make(number: int, rng: Random) -> Made:
    in_domain = number % DOMAIN_EVERY == 7
    turn = (number // DOMAIN_EVERY) % 8  #: what makes a page of the domain hard, in turn
    ask = Ask(
        in_domain=in_domain,
        has_lure=not in_domain and number % LURE_EVERY == 0,
        entities=in_domain and turn in (0, 4),
        split_words=in_domain and turn in (1, 4),
    )
    charset = {2: "windows-1252", 6: "utf-16"}.get(turn, "utf-8") if in_domain else "utf-8"
    if not in_domain and number % 25 == 3:
        charset = "windows-1252"
    coding = {3: "gzip", 7: "br"}.get(turn) if in_domain else None
    if not in_domain and number % 50 == 4:
        coding = "gzip"
    text, _ = make_page(rng, ask)
    text = text.replace('<meta charset="utf-8">', f'<meta charset="{charset}">', 1)
    data = text.encode(charset, "xmlcharrefreplace")
    body = _coded(data, coding)
    fields = [f"Content-Type: text/html; charset={charset}"]
    if coding:
        fields.append(f"Content-Encoding: {coding}")
    fields.append(f"Content-Length: {len(body)}")
    head = "\r\n".join(["HTTP/1.1 200 OK", *fields, "", ""]).encode()
    at = FIRST + timedelta(seconds=11 * number)
    url = f"https://news{number % 40}.example/{at:%Y/%m/%d}/story-{number}"
    names = ("entities", "split_words", "has_lure")
    marks = tuple(n for n in names if getattr(ask, n)) + ((charset,) if charset != "utf-8" else ())
    return Made(
        number=number, url=url, at=at, html_size=len(data), head=head, body=body,
        in_domain=in_domain, marks=marks + ((coding,) if coding else ()),
    )  # fmt: skip


def _coded(data: bytes, coding: str | None) -> bytes:
    match coding:
        case "gzip":
            return gzip.compress(data, 6, mtime=0)
        case "br":
            return brotli.compress(data, quality=5)
        case _:
            return data


def write_files(folder: Path, *, size: int, files: int, seed: int = 1) -> Counter[str]:
    """Write the archive into a folder; returns what was made, counted."""
    folder.mkdir(parents=True, exist_ok=True)
    count: Counter[str] = Counter()
    paths = [folder / f"CC-NEWS-20250301060000-{i:05}.warc.gz" for i in range(files)]
    handles = [path.open("wb") for path in paths]
    for i, handle in enumerate(handles):
        handle.write(
            member(_record("warcinfo", f"urn:info:{i}", FIRST, b"software: pactwatch bench\r\n"))
        )
    for page in make_pages(seed, size):
        turn = page.number // DOMAIN_EVERY  # in each file as many of each kind
        handle = handles[(page.number + 3 * turn + turn // 8) % files]
        request = f"GET {page.url} HTTP/1.1\r\n\r\n".encode()
        handle.write(member(_record("request", page.url, page.at, request)))
        handle.write(member(_record("response", page.url, page.at, page.head + page.body)))
        count["pages"] += 1
        count["html bytes"] += page.html_size
        count["in domain"] += page.in_domain
        where = "in domain" if page.in_domain else "other"
        count.update(f"{where}: {mark}" for mark in page.marks)
    for handle in handles:
        handle.close()
    return count


_TYPES = {"warcinfo": "application/warc-fields", "request": "application/http; msgtype=request",
          "response": "application/http; msgtype=response"}  # fmt: skip


def _record(kind: str, url: str, at: datetime, block: bytes) -> bytes:
    """One WARC 1.0 record."""
    fields = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{zlib.crc32(f'{kind} {url}'.encode()):032x}>",
        f"WARC-Date: {at:%Y-%m-%dT%H:%M:%SZ}",
        f"Content-Type: {_TYPES[kind]}",
        f"Content-Length: {len(block)}",
    ]
    if kind != "warcinfo":
        fields.insert(3, f"WARC-Target-URI: {url}")
    return "\r\n".join([*fields, "", ""]).encode() + block + b"\r\n\r\n"


def member(record: bytes) -> bytes:
    """A record as a gzip member, as archives store it."""
    return gzip.compress(record, 6, mtime=0)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("folder", type=Path)
    asked.add_argument("--bytes", type=int, default=1_000_000_000)
    asked.add_argument("--files", type=int, default=4)
    asked.add_argument("--seed", type=int, default=1)
    told = asked.parse_args()
    for what, number in sorted(
        write_files(told.folder, size=told.bytes, files=told.files, seed=told.seed).items()
    ):
        print(f"{number:>14,}  {what}")
