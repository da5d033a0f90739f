"""Requests that write → the one door through which they go: who acts, a token, limits, the register.

A write comes as a form that a page of ours gave out. It carries the token of this server, which no
page of another site can read, names who acts, and has a limited size. What is written is what
`pactwatch judge` writes, by the same function.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from fastapi import Request, Response
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.types import Message

from pactwatch.errors import ConfigError, RegisterError
from pactwatch.nouns import Judgement, Register
from pactwatch.reconcile import Saying
from pactwatch.serve.clerk import Clerk
from pactwatch.serve.failures import Busy, NotOurs, TooLarge
from pactwatch.serve.room import Room
from pactwatch.serve.wording import say_number, translate
from pactwatch.store import Doubts, open_register
from pactwatch.workers import add_judgements

TOKEN = "token"
NAME = "pactwatch_by"  #: the cookie that keeps who acts
MOST_WORDS = 4_000  #: characters of one field of a judgement
MOST_FIELDS = 300
A_FORM = 512 * 1024  #: bytes of a form without files
PATIENCE = 3.0  #: seconds to wait for another writer, and for the register to be worked out


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts. Alone on a machine it is the name that they give; it is kept for the next time."""

    name: str

    @classmethod
    def named(cls, name: str) -> Actor:
        """ConfigError where no name is given."""
        if not name:
            raise ConfigError(translate("Say who judges: it stands beside the judgement for good."))
        return cls(name=name[:80])


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The way in for writes of one server."""

    room: Room
    clerk: Clerk
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    async def receive(self, request: Request, *, most: int = A_FORM, files: int = 0) -> FormData:
        """A form's fields; `Failure` where it is not ours, or too large."""
        _refuse_other_sites(request)
        limited = Request(request.scope, _limited(request, most))
        try:
            sent = await limited.form(max_files=files, max_fields=MOST_FIELDS, max_part_size=most)
        except (HTTPException, MultiPartException) as error:
            detail = getattr(error, "detail", None) or getattr(error, "message", "")
            raise TooLarge(
                translate("The form cannot be taken: {why}").format(why=detail)
            ) from error
        given = sent.get(TOKEN)
        if not isinstance(given, str) or not secrets.compare_digest(
            given.encode("utf-8", "replace"), self.token.encode()
        ):
            raise NotOurs(
                translate(
                    "The form has no token of this server, or one of an earlier start. Go back, "
                    "reload the page and send it again; nothing was written."
                )
            )
        return sent

    def judge(self, actor: Actor, sayings: Sequence[Saying]) -> tuple[Judgement, ...]:
        """Write what a person says; `Busy` where another process holds the register."""
        told = [one for one in sayings if one.by == actor.name]
        assert len(told) == len(sayings)  # who acts is who signs
        try:
            with open_register(
                self.room.path, write=True, clock=self.room.clock, wait=PATIENCE
            ) as store:
                made = add_judgements(store, self.room.pack, told, seen=self._seen(told))
        except RegisterError as error:
            raise Busy(str(error)) from error
        self.clerk.refresh(wait=PATIENCE)
        return made

    def _seen(self, sayings: Sequence[Saying]) -> Register:
        """The part of the register that sayings name."""
        ids = {one for saying in sayings for one in saying.ids}
        with self.room.shelf.look() as lookup:
            records = lookup.records(ids)
            told = {claim for record in records.values() for claim in record.claims}
            return Register(
                as_of=None,
                claims=tuple(lookup.claims(sorted(ids | told)).values()),
                records=tuple(records.values()),
                judgements=Doubts(lookup).judgements(),
            )

    def saying(self, actor: Actor, **told: Any) -> Saying:
        """What this actor says now."""
        now = self.room.clock.now().isoformat(timespec="seconds")
        return Saying(by=actor.name, at=now, **told)


def words_of(sent: FormData, name: str, *, most: int = MOST_WORDS) -> str:
    """One field as clean text: no control characters, nothing around it, so long at most."""
    value = sent.get(name)
    if not isinstance(value, str):
        return ""
    text = clean_words(value)
    if len(text) > most:
        raise TooLarge(
            translate("{field}: {length} characters; at most {most} are kept.").format(
                field=name, length=say_number(len(text)), most=say_number(most)
            )
        )
    return text


def clean_words(value: str) -> str:
    """Text without control characters and lone surrogates; line ends stay."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in value if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def all_of(sent: FormData, name: str, *, most: int = 200) -> tuple[str, ...]:
    """Every value of a field that may be sent several times, each once."""
    values = [clean_words(one) for one in sent.getlist(name) if isinstance(one, str)]
    return tuple(dict.fromkeys(one[:200] for one in values if one))[:most]


def remember(response: Response, actor: Actor) -> Response:
    """Keep who acts for the next form; no script sees it."""
    response.set_cookie(
        NAME, quote(actor.name), max_age=31_536_000, httponly=True, samesite="strict", path="/desk"
    )
    return response


def name_of(request: Request) -> str:
    """Who acted last in this browser."""
    return clean_words(unquote(request.cookies.get(NAME, "")))[:80]


def way_back(sent: FormData, *, otherwise: str = "/desk") -> str:
    """The page of the desk from which a form came; never another site."""
    asked = sent.get("back")
    if isinstance(asked, str) and re.fullmatch(r"/desk[\w/?=&%.-]{0,300}", asked, re.ASCII):
        return asked
    return otherwise


def with_query(path: str, told: Mapping[str, str]) -> str:
    """An address of ours with more parameters."""
    mark = "&" if "?" in path else "?"
    parts = "&".join(f"{name}={quote(value, safe='')}" for name, value in told.items() if value)
    return f"{path}{mark}{parts}" if parts else path


def _refuse_other_sites(request: Request) -> None:
    """Browsers say where a form was sent from; another site's is not looked at."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    ours = request.headers.get("host", "").lower()
    if site not in ("same-origin", "none") or (
        origin is not None and origin != "null" and urlsplit(origin).netloc.lower() != ours
    ):
        raise NotOurs(translate("It was sent by a page of another site; nothing was written."))


def _limited(request: Request, most: int) -> Any:
    """The request's body, cut off with `TooLarge` where it is longer than said or allowed."""
    told = request.headers.get("content-length", "")
    too_large = TooLarge(
        translate(
            "At most {size} KB are taken at once. Send less, or read files of any size with: "
            "pactwatch read FILES"
        ).format(size=say_number(most // 1024))
    )
    if told.isdigit() and int(told) > most:
        raise too_large
    seen = 0

    async def receive() -> Message:
        nonlocal seen
        message = await request.receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise too_large
        return message

    return receive
