"""Headings: what a page calls itself is read as the library reads it, without all else that it reads."""

from __future__ import annotations

import pytest
from trafilatura.metadata import extract_metadata

from collect.pages import page
from pactwatch.collect.html import parse_page
from pactwatch.collect.titles import read_heading

HEADS = [
    "",
    "<meta property='og:title' content='Talks &amp;amp; more'><meta name='author' content='A B'>",
    "<meta property='og:site_name' content='@freedonian'>",
    "<meta name='application-name' content='the freedonian'>",
    "<link rel='canonical' href='/talks'><meta property='og:url' content='https://f.example/a'>",
    "<link rel='canonical' href='https://www.f.example/talks?utm_source=x'>",
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Talks", "publisher":'
    ' {"@type": "Organization", "name": "The Freedonian"}, "author": "A B"}</script>',
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Talks", </script>',
    '<script type="application/ld+json">[{"@type": ["WebPage", 5]}, {"@graph": [null]}]</script>',
]
BODIES = [
    "",
    "<h1>Another</h1>",
    "<h2 class='headline'>A second</h2><a rel='tag' href='/tag/x'>x</a>",
    "<p class='author'>By A. B. Writer</p>",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("title", ["Talks begin", "Talks | freedonian.example", ""])
def test_headings_are_as_the_library_reads_them(head: str, body: str, title: str) -> None:
    """Title, site and address equal those of the library's own reading of all metadata."""
    tree = parse_page(page(head, body, title))
    for url in (None, "https://www.f.example/2031/a"):
        whole, found = extract_metadata(tree, url), read_heading(tree, url)
        assert (found.title, found.site, found.url) == (whole.title, whole.sitename, whole.url)
