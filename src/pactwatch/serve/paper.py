"""Content → HTML: the templates, the frame around every page, and links that keep the day.

Everything that comes from outside is data: templates escape it, and nothing is marked as safe but
what a template has written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pactwatch.domain import Pack
from pactwatch.nouns import Claim
from pactwatch.serve import wording
from pactwatch.serve.content import Content, Part
from pactwatch.serve.room import Room
from pactwatch.serve.telling import name_outline
from pactwatch.serve.wording import mark, translate

HERE = Path(__file__).parent
PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*")  #: what stands in an address as it is
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """An entry of the menu."""

    href: str
    title: str


#: The menu, in the order in which people work; modules of other matters add theirs.
TABS: tuple[Tab, ...] = (
    Tab(href="/register", title=mark("Register")),
    Tab(href="/disagreements", title=mark("Disagreements")),
    Tab(href="/stories", title=mark("Stories")),
    Tab(href="/documents", title=mark("Documents")),
    Tab(href="/speakers", title=mark("People and bodies")),
    Tab(href="/gaps", title=mark("Gaps")),
    Tab(href="/desk", title=mark("Desk")),
    Tab(href="/add", title=mark("Add")),
)


#: How a page's text stands to others, in words.
RELATIONS = {
    "own": mark("its own words"),
    "wire": mark("an agency’s text"),
    "copy": mark("a copy"),
    "rewrite": mark("a rewrite"),
}


def quote_plain(text: str) -> str:
    """`quote`, sooner where there is nothing to quote, as in ids: a long page has hundreds."""
    return text if PLAIN.fullmatch(text) else quote(text)


class Addresses:
    """Where things are: every address of ours is made here, and keeps the day asked for."""

    def __init__(self, pack: Pack, day: str | None = None) -> None:
        self._pack = pack
        self._day = day
        self._mark = f"?{urlencode({'as_of': day})}" if day else ""

    def to(self, path: str, anchor: str = "", /, **query: object) -> str:
        """A path with the day and these parameters; those that are None or empty are left out."""
        mark = self._mark
        if query:
            asked = {"as_of": self._day, **query}
            parts = [(name, str(value)) for name, value in asked.items() if value not in (None, "")]
            mark = f"?{urlencode(parts)}" if parts else ""
        return quote_plain(path) + mark + (f"#{quote_plain(anchor)}" if anchor else "")

    def hub(self, hub_id: str, anchor: str = "") -> str:
        return self.to(f"/{self._pack.hub.plural}/{hub_id}", anchor)

    def record(self, record_id: str) -> str:
        return self.to(f"/records/{record_id}")

    def claim(self, claim: Claim) -> str:
        """Where a claim is marked in its page."""
        return self.to(f"/documents/{claim.doc_id}", claim.id)

    def document(self, doc_id: str, anchor: str = "") -> str:
        return self.to(f"/documents/{doc_id}", anchor)

    def span(self, doc_id: str, start: int, end: int) -> str:
        """A link to any piece of a page's text."""
        return self.to(f"/documents/{doc_id}", "span", start=start, end=end)

    def speaker(self, speaker_id: str) -> str:
        return self.to(f"/speakers/{speaker_id}")

    def story(self, story_id: str) -> str:
        return self.to(f"/stories/{story_id}")


@dataclass(frozen=True, slots=True)
class Here:
    """The address that was asked, and those that differ from it in one parameter."""

    path: str
    query: dict[str, str]
    day: str | None

    def twin(self, suffix: str) -> str:
        """The same as data."""
        return quote(self.path) + suffix + self._with()

    def turned(self, page: int) -> str:
        """The same list, another page."""
        return quote(self.path) + self._with(page=str(page))

    def sorted_by(self, column: str) -> str:
        """The same table by another column, from its first page."""
        return quote(self.path) + self._with(sort=column, page=None)

    def without_day(self) -> str:
        """The same page as it is known now."""
        return quote(self.path) + self._with(as_of=None)

    def _with(self, **changed: str | None) -> str:
        asked = {**self.query, **changed}
        parts = [(name, value) for name, value in asked.items() if value not in (None, "")]
        return f"?{urlencode(parts)}" if parts else ""


def make_environment(pack: Pack) -> Environment:
    """The templates, which escape whatever they are given."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    wording.install(environment)
    environment.globals.update(
        pack=pack,
        views=pack.views,
        tabs=TABS,
        title_of=pack.views.title_of,
        tone_of=pack.views.tone_of,
        value_of=lambda kind, slot, value: wording.say_value(pack, kind, slot, value),
        name_outline=lambda outline: name_outline(pack, outline),
        relation=lambda name: translate(RELATIONS[name]),
    )
    environment.filters.update(
        title_of=pack.views.title_of,
        titles_of=lru_cache(lambda names: ", ".join(map(pack.views.title_of, names))),
        title_of_kind=lambda name: pack.kind(name).title,
    )
    return environment


class Press:
    """Writes pages."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._environment = make_environment(room.pack)

    def render(self, request: Request, content: Content) -> HTMLResponse:
        """A page as it is sent."""
        return HTMLResponse(self._write(request, content))

    def fail(self, request: Request, status: int, content: Content) -> HTMLResponse:
        """A page that says what is wrong."""
        return HTMLResponse(self._write(request, content), status_code=status)

    def _write(self, request: Request, content: Content) -> str:
        template = self._environment.get_template(content.template)
        here = Here(request.url.path, dict(request.query_params), content.day)
        at = Addresses(self._room.pack, content.day)
        values = self._with_parts(content.values, at)
        return template.render(
            page=content,
            at=at,
            now=Addresses(self._room.pack),
            path=here.path,
            query=here.query,
            twin=here.twin,
            turned=here.turned,
            sorted_by=here.sorted_by,
            without_day=here.without_day,
            today=self._room.today().isoformat(),
            file=self._room.path.name,
            **values,
        )

    def _write_part(self, part: Part, at: Addresses) -> Markup:
        """A part as its template escaped it, written anew where nobody kept it."""
        kept = part.kept.get(part.template)
        if kept is None:
            template = self._environment.get_template(part.template)
            values = self._with_parts(part.values(), at)
            kept = part.kept[part.template] = Markup(template.render(at=at, **values))
        return kept

    def _with_parts(self, values: Mapping[str, Any], at: Addresses) -> dict[str, Any]:
        """The same values, those that are parts of the page as they were written."""
        return {name: self._told(value, at) for name, value in values.items()}

    def _told(self, value: Any, at: Addresses) -> Any:
        match value:
            case Part():
                return self._write_part(value, at)
            case (Part(), *_):
                return Markup("").join(self._write_part(part, at) for part in value)
            case _:
                return value
