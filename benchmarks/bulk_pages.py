"""Pages of the bulk archive: the HTML of news sites, with what frames and weighs it down.

What enters: a generator and what the page shall be. What leaves: the page's HTML. Five templates
(blog, broadsheet, minified, script-built, tables) hold menus, cards of other stories, inline
scripts and styles, drawings and data attributes around two to four per cent of running text.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from bulk_words import LURES, domain_report, fill, other_sentence, other_title

MEDIAN, SPREAD = 150_000, 0.55  #: bytes of a page; lognormal
SMALLEST, LARGEST = 25_000, 900_000

SECTIONS = ("World", "Politics", "Business", "Sport", "Culture", "Science", "Travel", "Opinion", "Weather",
            "Africa", "Europe", "Asia", "Americas", "Video", "Podcasts", "Puzzles", "Jobs")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page shall be: of the domain or not, and what makes it hard."""

    in_domain: bool = False
    has_lure: bool = False  #: names two states and a pack word in its menus or among headlines
    entities: bool = False  #: letters inside names spelled as entities
    split_words: bool = False  #: tags inside words and names


@dataclass(frozen=True, slots=True)
class Story:
    """The article of a page, as plain text."""

    title: str
    paragraphs: tuple[str, ...]
    day: str


def make_page(rng: Random, ask: Ask) -> tuple[str, Story]:
    """A page of one of the templates, and the story that it tells."""
    size = max(SMALLEST, min(LARGEST, int(rng.lognormvariate(0, SPREAD) * MEDIAN)))
    story = _story(rng, ask, size)
    template = rng.choice(TEMPLATES)
    page = template(_Frame(rng=rng, ask=ask, story=story, size=size))
    return page, story


def _story(rng: Random, ask: Ask, size: int) -> Story:
    length = max(900, int(size * rng.uniform(0.018, 0.032)))
    if ask.in_domain:
        title, sentences = domain_report(rng)
    else:
        title, sentences = other_title(rng), []
    told = len(sentences)
    while sum(map(len, sentences)) < length:
        sentences.append(other_sentence(rng))
    filler = sentences[told:]
    paragraphs = [" ".join(sentences[:told][i : i + 2]) for i in range(0, told, 2)]
    paragraphs += [" ".join(filler[i : i + 3]) for i in range(0, len(filler), 3)]
    day = f"{rng.randint(2019, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return Story(title=title, paragraphs=tuple(paragraphs), day=day)


@dataclass(frozen=True, slots=True)
class _Frame:
    rng: Random
    ask: Ask
    story: Story
    size: int

    def text(self, words: str) -> str:
        """Running text as HTML, as hard as the page shall be."""
        made = html.escape(words, quote=False)
        if self.ask.entities:
            made = "".join(_entity(c, self.rng) for c in made)
        if self.ask.split_words:
            made = " ".join(_split(word, self.rng) for word in made.split(" "))
        return made

    def paragraphs(self) -> str:
        return "\n".join(f"<p>{self.text(p)}</p>" for p in self.story.paragraphs)

    def title(self) -> str:
        return self.text(self.story.title)

    def headline(self) -> str:
        """The headline of another story; on a page with a lure, now and then one of those."""
        if self.ask.has_lure and self.rng.random() < 0.3:
            return html.escape(fill(self.rng.choice(LURES), self.rng), quote=False)
        return html.escape(other_title(self.rng), quote=False)

    def menu(self) -> str:
        entries = [*self.rng.sample(SECTIONS, 12)]
        if self.ask.has_lure:
            entries += [fill(LURES[i], self.rng) for i in self.rng.sample(range(len(LURES)), 3)]
        return "".join(
            f'<li class="nav-item"><a href="/{i}/" data-track="menu-{i}">{html.escape(e)}</a></li>'
            for i, e in enumerate(entries)
        )

    def weight(self, share: float, kind: str) -> str:
        """A piece of markup without text, of about this share of the page."""
        pool = _pool(kind)
        length = max(200, int(self.size * share))
        start = self.rng.randrange(0, len(pool))
        lines: list[str] = []
        while length > 0:
            lines.append(pool[start % len(pool)])
            length -= len(lines[-1])
            start += 1
        return "\n".join(lines)

    def cards(self, count: int) -> str:
        return "\n".join(
            f'<div class="card card--{i % 4}" data-id="{self.rng.getrandbits(48):x}"><a class="card__link" '
            f'href="/story/{self.rng.getrandbits(40):x}"><picture><source srcset="/i/{i}.webp 1x, /i/{i}@2.webp 2x">'
            f'<img alt="" loading="lazy" src="/i/{self.rng.getrandbits(32):x}.jpg" width="320" height="180">'
            f'</picture><h3 class="card__head">{self.headline()}</h3></a></div>'
            for i in range(count)
        )

    def head(self) -> str:
        story = self.story
        return (
            f'<meta charset="utf-8"><title>{self.title()} | The Example</title>\n'
            f'<meta property="og:title" content="{html.escape(story.title)}">\n'
            f'<meta property="article:published_time" content="{story.day}T08:00:00Z">\n'
            f'<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{story.day}"}}</script>\n'
            f"<style>{self.weight(0.14, 'css')}</style>\n"
            f"<script>{self.weight(0.16, 'js')}</script>"
        )


def _entity(char: str, rng: Random) -> str:
    if not char.isalpha() or (char.isascii() and rng.random() > 0.08):
        return char
    return rng.choice((f"&#{ord(char)};", f"&#x{ord(char):x};"))


def _split(word: str, rng: Random) -> str:
    if len(word) < 4 or "&" in word or not word[0].isupper() or rng.random() < 0.3:
        return word
    cut = rng.randint(1, len(word) - 2)
    made = (
        "<b>{}</b>{}",
        "{}<!-- ad slot -->{}",
        '<span class="cap">{}</span>{}',
        "{}<wbr>{}",
        "{}&shy;{}",
    )
    return rng.choice(made).format(word[:cut], word[cut:])


def _blog(f: _Frame) -> str:
    return f"""<!DOCTYPE html>
<html lang="en"><head>{f.head()}</head><body class="post-template single">
<header id="masthead"><nav class="main-navigation"><ul>{f.menu()}</ul></nav></header>
{f.weight(0.1, "div")}
<div id="content"><article class="post"><h1 class="entry-title">{f.title()}</h1>
<div class="entry-content">{f.paragraphs()}</div></article>
<aside class="sidebar widget-area">{f.cards(18)}</aside></div>
<footer>{f.weight(0.06, "svg")}<p>All rights reserved.</p></footer>
<script>{f.weight(0.3, "js")}</script></body></html>"""


def _broadsheet(f: _Frame) -> str:
    return f"""<!doctype html>
<html lang="en-GB"><head>{f.head()}</head><body>
<nav aria-label="Sections"><ul>{f.menu()}</ul></nav>{f.weight(0.08, "svg")}
<main><section class="article"><h1 itemprop="headline">{f.title()}</h1><time datetime="{f.story.day}"></time>
<div class="article-body" itemprop="articleBody">{f.paragraphs()}</div></section></main>
<aside aria-label="Most read"><ol>{f.cards(26)}</ol></aside>{f.weight(0.22, "div")}
<footer><ul>{f.menu()}</ul></footer><script>{f.weight(0.2, "js")}</script></body></html>"""


def _minified(f: _Frame) -> str:
    page = _broadsheet(f)
    return ">".join(line.strip() for line in page.replace(">\n", ">").split(">"))


def _script_built(f: _Frame) -> str:
    return f"""<!DOCTYPE html><html><head>{f.head()}</head><body><div id="__app" data-reactroot="">
<header><nav><ul>{f.menu()}</ul></nav></header><main id="main-content"><article><h1>{f.title()}</h1>
{f.paragraphs()}</article><nav class="more">{f.cards(14)}</nav></main></div>
<script id="__DATA__" type="application/json">{f.weight(0.4, "json")}</script>
<script>{f.weight(0.18, "js")}</script><noscript><img src="/pixel.gif"></noscript></body></html>"""


def _tables(f: _Frame) -> str:
    related = f'<div class="related-stories">{f.cards(10)}</div>'
    return f"""<html><head>{f.head()}</head><body bgcolor="#ffffff">
<table width="980"><tr><td><div class="navbar"><ul>{f.menu()}</ul></div></td></tr></table>{f.weight(0.25, "div")}
<div class="story"><h1>{f.title()}</h1>{f.paragraphs()}</div>{related}
<div id="footer">{f.weight(0.2, "svg")}</div><script>{f.weight(0.12, "js")}</script></body></html>"""


TEMPLATES = (_blog, _broadsheet, _minified, _script_built, _tables)

_CODE = ("function {a}({b}){{var {c}={n};return {b}.{a}&&{c}<{n}?{b}.push('{h}'):null}}",
         "window.{a}=window.{a}||[];window.{a}.push({{'{b}':'{h}','{c}':{n}}});",
         "var {a}={{\"{b}\":\"{h}\",\"{c}\":[{n},{n}],\"url\":\"https://cdn.example/{h}.js\"}};",
         "!function(e,t){{e.{a}=t.{b}||function(){{(e.q=e.q||[]).push('{h}')}}}}(window,document);")  # fmt: skip
_STYLE = (".{a}-{b}{{margin:{n}px auto;color:#{h};display:flex}}.{c}>a:hover{{opacity:.8;background:#{h}}}",
          "@media (min-width:{n}px){{.{a}__{c}{{grid-template-columns:repeat(12,1fr);gap:{n}px}}}}")  # fmt: skip
_MARKUP = ('<div class="{a} {b}-wrap" data-{c}="{h}" style="min-height:{n}px"><div class="{b}__inner" id="{c}-{h}">'
           '<span class="{a}"></span></div></div>',
           '<div data-component="{b}" data-props="{{&quot;id&quot;:&quot;{h}&quot;,&quot;n&quot;:{n}}}"></div>')  # fmt: skip
_DRAWING = (
    '<svg class="{a}" viewBox="0 0 {n} 24"><path d="M{n} 4.2L{n}.{n} 7c0-1.1.9-2 2-2z{h}"/></svg>',
)
_DATA = ('{{"id":"{h}","type":"{a}","slug":"{b}-{c}","width":{n},"crops":["/{h}/{n}x{n}.jpg"]}},',)
_POOLS = {"js": _CODE, "css": _STYLE, "div": _MARKUP, "svg": _DRAWING, "json": _DATA}
_NAMES = ("track", "slot", "page", "user", "grid", "teaser", "video", "queue", "consent", "layout", "item",
          "render", "scroll", "image", "modal", "score", "config", "campaign", "locale", "header")  # fmt: skip


@lru_cache(maxsize=len(_POOLS))
def _pool(kind: str) -> Sequence[str]:
    """Four million bytes of one kind of markup, from which pages take pieces."""
    rng = Random(f"pool {kind}")
    lines: list[str] = []
    size = 0
    while size < 4_000_000:
        lines.append(
            rng.choice(_POOLS[kind]).format(
                a=rng.choice(_NAMES), b=rng.choice(_NAMES), c=rng.choice(_NAMES),
                n=rng.randint(1, 1400), h=f"{rng.getrandbits(56):x}",
            )
        )  # fmt: skip
        size += len(lines[-1])
    return tuple(lines)
