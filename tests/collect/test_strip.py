"""Stripping: whatever a page's cleaned text says can be found before it is cleaned."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactwatch.collect.html import clean_html
from pactwatch.collect.likely import strip_likely
from pactwatch.collect.strip import strip_page
from pactwatch.errors import CollectError
from pactwatch.extract.lexicon import Name
from pactwatch.extract.sieve import Sieve

NAMES = ("Rwanda", "Norway", "United Kingdom", "Côte d'Ivoire", "São Tomé and Príncipe", "Kenya",
         "St. Lucia")  # fmt: skip
SIEVE = Sieve(["deport", "small boat"], [Name(name, name[:3], "name") for name in NAMES])
FILLER = "The papers were looked at with care by a judge who sat until late in the evening."


def page_of(sentence: str, *, head: str = "", before: str = "") -> str:
    """A page whose article holds this HTML."""
    return (
        f"<!DOCTYPE html><html><head>{head}<style>a>b{{}}</style></head><body><nav>Menu</nav>{before}"
        f"<article><h1>A day in court</h1><p>{sentence}</p><p>{FILLER} {FILLER}</p></article>"
        f"<script>if (a<b && c>d) {{}}</script></body></html>"
    )


def judge(data: bytes, strip: Any) -> str | None:
    """What the sieve misses in a page; None where it lets it through."""
    marked = strip(data)
    return None if marked is None else SIEVE.missing(marked)


HARD = [
    "Rwa<b>nda</b> and Nor<i>way</i> de<em>port</em> men.",
    "<span>R</span>wanda and N<small>orway</small> deport men.",
    "<b>R</b><b>w</b><b>a</b><b>n</b><b>d</b><b>a</b>, Norway: deported",
    "Rwa<!-- ad -->nda, Nor<!-- <b>x</b> -->way, deport",
    "Rwa<!-- a > b -->nda, Norway, deport",
    "Rwa<b title='a > b'>nda</b>, Norway, deport",
    "Rwa<b title='a < b'>nda</b>, Norway, deport",
    "Kenya, United <b title='a > b'>K</b>ingdom, deport",
    "Kenya, Côte d'<b title='a > b'>I</b>voire, deport",
    "Kenya, St. <b title='a > b'>L</b>ucia, deport",
    "Kenya, S<b>t</b>. <b title='a > b'>L</b>ucia, deport",
    "Kenya, St&shy;. <b title='a > b'>L</b>ucia, deport",
    "Kenya, United</b> <i> <b title='a > b'>K</b>ingdom, deport",
    "Rwa<wbr>nda, Nor&shy;way, depor&#173;ted",
    "Rwa\u00adnda, Nor\u200bway, dep\u2060ort",
    "&#82;wanda, &#x4e;orway, &#100eport",
    "&#0082;wanda, Nor&#119ay, deport",
    "C&ocirc;te d&#39;Ivoire, S&atilde;o Tom&eacute; and Pr&iacute;ncipe: deport",
    "Co\u0302te d'Ivoire, Norway: deport",
    "\u212aenya, Norway: deport",
    "United\n   Kingdom, Norway: deport",
    "United&nbsp;Kingdom, Norway: deport",
    "<b>United</b> <i>Kingdom</i>, Norway: small\nboats",
    "Rwa&#1;nda, Norway: deport",
    "Rwanda<br>Norway<br>DEPORT",
    "5 < 6 Rwanda, 6 > 5 Norway: deport",
    "Rwa<?php echo '>' ?>nda, Norway: deport",
    "Rwanda<script>x</script>, Norway<style>y</style>: de<script>z</script>ported",
]


@pytest.mark.parametrize("sentence", HARD)
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
def test_hard_pages_pass_as_their_text_does(sentence: str, charset: str) -> None:
    """Where the cleaned text concerns the domain, no sieve before it says otherwise."""
    head = f'<meta charset="{charset}">'
    data = page_of(sentence, head=head).encode(charset, "xmlcharrefreplace")
    if SIEVE.may_concern(clean_html(data).text):
        assert judge(data, strip_page) is None
        assert judge(data, strip_likely) is None


def test_most_hard_pages_do_concern_the_domain() -> None:
    """The test above tests something: the cleaner reads nearly all of them as they are meant."""
    read = [SIEVE.may_concern(clean_html(page_of(one).encode()).text) for one in HARD]
    assert sum(read) >= len(HARD) - 3


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": '
        '"Rwanda and Norway\\u0020deport"}</script>',
        "<title>Rwanda and Norway deport</title>",
        '<meta property="og:title" content="Rwanda and Norway deport">',
    ],
)
def test_titles_in_the_head_are_seen(head: str) -> None:
    """A title can come from the head alone."""
    page = f"<html><head>{head}</head><body><p>{FILLER} {FILLER}</p></body></html>".encode()
    assert judge(page, strip_page) is None
    assert judge(page, strip_likely) is None


@pytest.mark.parametrize(
    "before",
    [
        "<!-- <script> -->",
        '<div title="<script>"></div>',
        '<script src="a.js"/>',
        "<!-- <style> --><b>x</b>",
        "<textarea><script></textarea>",
    ],
)
def test_what_looks_like_a_script_hides_no_text(before: str) -> None:
    """Text behind something that only looks like the start of a script is seen."""
    data = page_of("Rwanda and Norway deport men.", before=before).encode()
    assert judge(data, strip_page) is None


def test_menus_and_names_within_words_do_not_pass() -> None:
    """The sieves do sieve: other words are no names, and menus are no article."""
    inside = page_of("Rwandan-born Norwayne deported Kenyans.").encode()
    assert judge(inside, strip_page) is not None
    menu = "<nav><a>Rwanda</a> <a>Norway</a> <a>Deportation</a></nav>"
    listed = page_of("Nothing happened.", before=menu).encode()
    assert judge(listed, strip_page) is None
    assert judge(listed, strip_likely) is not None


def _broken(draw: st.DrawFn, text: str) -> str:
    """The text with tags, comments, entities and unseen letters put in anywhere."""
    parts = []
    for char in text:
        if char == "'" or not (char.isalpha() and draw(st.integers(0, 5)) == 0):
            parts.append(char)
            continue
        what = draw(st.sampled_from(
            ["<b>{}</b>", "<span class='x>y'>{}</span>", "{}<!-- <i>ad</i> -->", "{}<wbr>", "{}&shy;",
             "{}\u200b", "&#{n};", "&#x{n:x};", "<em>{}</em><!---->", "{}<b></b>", "{}<img alt='a>b'>"]
        ))  # fmt: skip
        parts.append(what.format(char, n=ord(char)))
    return "".join(parts)


@st.composite
def pages(draw: st.DrawFn) -> bytes:
    """A page in some charset that names two states and a word, broken up in any way."""
    names = draw(st.permutations(NAMES))[:2]
    text = f"{names[0]} and {names[1]} wanted to deport the men."
    if draw(st.booleans()):
        text = unicodedata.normalize("NFD", text)
    broken = _broken(draw, text)
    charset = draw(st.sampled_from(["utf-8", "windows-1252", "utf-16"]))
    page = page_of(broken, head=f'<meta charset="{charset}">')
    return page.encode(charset, "xmlcharrefreplace")


@settings(max_examples=150, deadline=None)
@given(data=pages())
def test_no_breaking_up_hides_a_page(data: bytes) -> None:
    """Property: what the sieve of cleaned text lets through, the sieves before it let through."""
    try:
        text = clean_html(data).text
    except CollectError:
        return
    if SIEVE.may_concern(text):
        assert judge(data, strip_page) is None
        assert judge(data, strip_likely) is None
