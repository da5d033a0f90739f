"""Feeds: every common kind is read, and none can harm who reads it."""

from __future__ import annotations

import gzip

import pytest

from factory import capture
from pactwatch.collect.feeds import MOST_ENTRIES, Entry, parse_feed
from pactwatch.errors import CollectError

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<link>https://news.example/</link><atom:link href="https://news.example/feed" rel="self"/>
<item><title>One</title><link> /1?utm_source=rss </link><pubDate>Mon, 05 May 2025</pubDate></item>
<item><guid>https://news.example/2</guid></item>
<item><guid isPermaLink="false">3</guid><link>https://news.example/3</link></item>
<item><link>javascript:alert(1)</link></item>
<item><link>https://news.example/1</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://news.example/"/>
<entry><link rel="enclosure" href="https://news.example/1.mp3"/>
<link rel="alternate" href="https://news.example/1"/><updated>2025-05-05T10:00:00Z</updated></entry>
<entry><link href="/2"/></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><item rdf:about="x"><link>https://news.example/1</link></item>
</rdf:RDF>"""

SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="x">
<url><loc>https://news.example/1</loc><image:image><image:loc>https://img.example/1.jpg</image:loc>
</image:image><news:news><news:publication_date>2025-05-05</news:publication_date></news:news></url>
<url><loc>https://news.example/2</loc><lastmod>2025-05-06</lastmod></url></urlset>"""

INDEX = (
    """<sitemapindex><sitemap><loc>https://news.example/news.xml</loc></sitemap></sitemapindex>"""
)

JSON = """{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url":
"https://news.example/1", "date_modified": "2025-05-05"}, {"id": "2", "external_url": "/2"}, 7]}"""

LIST = "# pages\nhttps://news.example/1\n\nhttps://news.example/2\n"


def addresses(data: bytes | str) -> list[str]:
    """The pages that a feed at news.example/feed names."""
    kept = capture(data, source="https://news.example/feed")
    return [entry.address for entry in parse_feed(kept)]


@pytest.mark.parametrize(
    ("feed", "pages"),
    [(RSS, "123"), (ATOM, "12"), (RDF, "1"), (SITEMAP, "12"), (JSON, "12"), (LIST, "12")],
)
def test_feeds_name_pages(feed: str, pages: str) -> None:
    """RSS, RDF, Atom, news sitemaps, JSON feeds, lists; packed or not, in whatever encoding."""
    expected = [f"https://news.example/{page}" for page in pages]
    assert addresses(feed) == expected
    assert addresses(gzip.compress(feed.encode())) == expected
    assert addresses(b"\xef\xbb\xbf" + feed.encode()) == expected


def test_days_of_a_feed_are_kept_as_told() -> None:
    """What a feed says of a page's last change tells whether to fetch it again."""
    (first, second) = parse_feed(capture(SITEMAP, source="https://news.example/feed"))
    assert (first.updated, second.updated) == ("2025-05-05", "2025-05-06")


def test_index_names_other_sitemaps() -> None:
    """A sitemap index names feeds, not pages."""
    found = parse_feed(capture(INDEX, source="https://news.example/feed"))
    assert found == (Entry(address="https://news.example/news.xml", is_feed=True),)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><rss><channel><item><link>https://news.example/&i;</link></item></channel></rss>"
)
FILE = (
    '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item>'
    "<link>https://news.example/&f;</link></item></channel></rss>"
)


@pytest.mark.parametrize("bomb", [LAUGHS, FILE, FILE.replace("ENTITY f", "ENTITY % f")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bombs_are_refused(bomb: str, encoding: str) -> None:
    """A feed that declares entities is refused before anything is expanded or opened."""
    with pytest.raises(CollectError):
        addresses(bomb.encode(encoding))


@pytest.mark.parametrize(
    "feed",
    ["", "<html><body>no feed</body></html>", "<rss", "{", '{"items": 3}', "[" * 100_000,
     "hello\n", b"\x00\x01\x02\x03" * 50, "<a>" * 100_000],
)  # fmt: skip
def test_what_is_no_feed_is_said_to_be_none(feed: str | bytes) -> None:
    """Anything else is an error with a reason, or a feed without pages; never a crash."""
    try:
        assert addresses(feed) == []
    except CollectError as error:
        assert str(error)


def test_broken_feed_gives_what_it_has() -> None:
    """Feeds are often not well-formed: an ampersand of its own, an end that is missing."""
    feed = RSS.replace("<title>One</title>", "<title>A & B</title>").replace("</channel></rss>", "")
    assert addresses(feed) == [f"https://news.example/{n}" for n in (1, 2, 3)]


def test_feed_without_end_is_cut() -> None:
    """No more than so many entries are taken from one feed."""
    feed = "\n".join(f"https://news.example/{n}" for n in range(MOST_ENTRIES + 10))
    assert len(addresses(feed)) == MOST_ENTRIES
