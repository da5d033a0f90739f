"""Forms → judgements: what people send from the desk, written, or given back as it was filled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from pactwatch.domain import Pack
from pactwatch.errors import ConfigError
from pactwatch.nouns import Judgement, Verdict
from pactwatch.reconcile import Saying
from pactwatch.serve.content import Content
from pactwatch.serve.desk import door_of, for_forms
from pactwatch.serve.door import (
    Actor,
    Door,
    all_of,
    remember,
    way_back,
    with_query,
    words_of,
)
from pactwatch.serve.doubts import Doubt
from pactwatch.serve.failures import Failure, Missing, Unclear
from pactwatch.serve.forms import TWO, VERDICTS, FormMaker
from pactwatch.serve.room import Visit
from pactwatch.serve.wording import translate


def publish_pages(router: APIRouter, pack: Pack) -> None:
    """The two forms of the desk."""
    del pack  # they are sent alike in every domain
    router.add_api_route("/desk", judge, methods=["POST"], include_in_schema=False)
    router.add_api_route("/desk/history", withdraw, methods=["POST"], include_in_schema=False)


async def judge(request: Request) -> Response:
    """Write what the form says; where it cannot be, the form comes back as it was filled."""
    door = door_of(request)
    sent = await door.receive(request)
    try:
        actor = Actor.named(words_of(sent, "by", most=80))
        made = await run_in_threadpool(_judge, door, actor, sent)
    except (ConfigError, Failure) as error:
        return await run_in_threadpool(_again, request, sent, error)
    back = with_query(way_back(sent), {"done": ",".join(one.id for one in made[:40])})
    return remember(RedirectResponse(back, status_code=303), actor)


def _judge(door: Door, actor: Actor, sent: FormData) -> tuple[Judgement, ...]:
    sayings = make_sayings(door, actor, sent)
    return door.judge(actor, sayings)


def make_sayings(door: Door, actor: Actor, sent: FormData) -> list[Saying]:
    """A form → what it says; ConfigError where something is missing."""
    asked = words_of(sent, "verdict", most=20)
    if asked not in VERDICTS:
        raise ConfigError(
            translate("Choose what you say of it: one of {verdicts}.").format(
                verdicts=", ".join(VERDICTS)
            )
        )
    verdict: Verdict = asked
    ids = all_of(sent, "claim")
    if not ids:
        raise ConfigError(
            translate("Tick at least one of the quotes: what is said is said of them.")
        )
    reason = words_of(sent, "reason")
    if not reason:
        raise ConfigError(translate("Give a reason: who comes after you will want to know."))
    told: dict[str, Any] = {"verdict": verdict, "reason": reason}
    if verdict in TWO:
        other = words_of(sent, "other_id", most=120) or words_of(sent, "other", most=120)
        if not other:
            raise ConfigError(translate("Say with which other record or claim."))
        if verdict == "merge":
            _check_kinds(door, ids, other)
        return [door.saying(actor, ids=(one, other), **told) for one in ids if one != other]
    slot = words_of(sent, "slot", most=120) or None
    if verdict in ("accept", "reject", "correct"):
        told["slot"] = slot
    if verdict == "correct":
        told["value"] = words_of(sent, "value")
        if not told["value"]:
            raise ConfigError(translate("Say what the value should be."))
    return [door.saying(actor, ids=(one,), **told) for one in ids]


class Mixed(ConfigError):
    """Quotes of several kinds are to be merged with one record; `fitting` are those of its kind."""

    def __init__(self, message: str, fitting: Sequence[str]) -> None:
        super().__init__(message)
        self.fitting = fitting


def _check_kinds(door: Door, ids: Sequence[str], other: str) -> None:
    """`Mixed` where what is ticked is not all of the kind with which it is to be merged."""
    pack = door.room.pack
    with door.room.shelf.look() as lookup:
        kinds = {one.id: one.kind for one in lookup.claims([*ids, other]).values()}
        kinds |= {one.id: one.kind for one in lookup.records([*ids, other]).values()}
    fitting = [one for one in ids if kinds.get(one) == kinds.get(other)]
    if other not in kinds or len(fitting) == len(ids):
        return  # one that there is not is named when the register is asked
    title = pack.kind(kinds[other]).title
    if fitting:
        raise Mixed(
            translate(
                "“{kind}” is merged with its own kind alone. The quotes of other kinds are not "
                "ticked any more; look once more, and judge again."
            ).format(kind=title),
            fitting,
        )
    raise Mixed(
        translate(
            "None of the ticked quotes is of the kind “{kind}”, and no other can be merged with it. "
            "Choose another record or other quotes."
        ).format(kind=title),
        ids,
    )


def _again(request: Request, sent: FormData, error: Exception) -> Response:
    """The form as it was filled, with what is wrong with it: nothing that was typed is lost."""
    room = request.app.state.room
    ids = all_of(sent, "claim")
    ticked = error.fitting if isinstance(error, Mixed) else ids
    with room.shelf.look() as lookup:
        here = Visit(room=room, day=None, lookup=lookup)
        claims = tuple(lookup.claims(ids)) or tuple(
            claim for one in lookup.records(ids).values() for claim in one.claims
        )
        if not claims:
            raise Missing(str(error)) from error
        doubt = Doubt(why="new", about=claims[0], claims=claims)
        form = FormMaker(here, [doubt]).make_any(doubt)
        filled = {
            name: words_of(sent, name)
            for name in ("verdict", "slot", "value", "other", "other_id", "reason", "by", "back")
        }
        values = {
            "form": form,
            **for_forms(request, "", here),
            "filled": filled | {"claims": ticked, "back": way_back(sent)},
            "problem": getattr(error, "message", str(error)),
        }
        values["by"] = filled["by"]
        page = Content(template="desk_one.html", title=translate("Not written yet"), values=values)
    status = error.status if isinstance(error, Failure) else 400
    written: Response = request.app.state.press.fail(request, status, page)
    return written


async def withdraw(request: Request) -> Response:
    """Take judgements back; they stay in the history, with who took them back and why."""
    door = door_of(request)
    sent = await door.receive(request)
    try:
        actor = Actor.named(words_of(sent, "by", most=80))
        reason = words_of(sent, "reason") or translate("Undone at the desk.")
        ids = all_of(sent, "judgement")
        if not ids:
            raise ConfigError(translate("Say which judgement is taken back."))
        told = [door.saying(actor, verdict="withdraw", ids=(one,), reason=reason) for one in ids]
        made = await run_in_threadpool(door.judge, actor, told)
    except ConfigError as error:
        raise Unclear(str(error)) from error
    back = way_back(sent, otherwise="/desk/history")
    done = {"done": ",".join(one.id for one in made[:40])}
    return remember(RedirectResponse(with_query(back, done), status_code=303), actor)
