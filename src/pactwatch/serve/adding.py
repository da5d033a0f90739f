"""Add: reports handed in by a person, read while they watch, and what came of them.

What is handed in is kept in memory until the register's writer is free, and archived before it is
read. A name of a file is only ever words: nothing is written under it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData, UploadFile

from pactwatch.collect import check_given, media_type_of
from pactwatch.days import span_of
from pactwatch.domain import Pack
from pactwatch.errors import ConfigError
from pactwatch.ids import sha256_of
from pactwatch.nouns import Capture, Given, Outline, Sheet
from pactwatch.serve.clerk import Clerk, Job
from pactwatch.serve.content import Content, publish
from pactwatch.serve.documents import sheet_row
from pactwatch.serve.door import Door, words_of
from pactwatch.serve.failures import Incomplete, Missing, TooLarge, WayOn
from pactwatch.serve.room import Here, Visit
from pactwatch.serve.wording import translate
from pactwatch.store import Doubts
from pactwatch.workers import Parcel

MOST_FILES = 50  #: at once
MOST_BYTES = 32 * 1024 * 1024  #: of one form with its files
MOST_ADDRESSES = 50  #: at once
MOST_TEXT = 1_000_000  #: characters of a pasted text
MOST_WAITING = 8  #: parcels that wait to be read
SHOWN = 100  #: pages of a parcel that are listed

WEB = re.compile(r"https?://[^\s/]+(/\S*)?", re.I)
MOST_ADDRESS = 2_000  #: characters of one

GIVEN = ("title", "outlet", "published", "url", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A hub that pages of a parcel tell of."""

    outline: Outline
    is_new: bool
    claims: int


def publish_pages(router: APIRouter, pack: Pack) -> None:
    """The form, what was handed in, and one parcel."""
    del pack  # it is handed in alike in every domain
    publish(router, "/add/{job_id}", show_job)
    publish(router, "/add", show_add)
    router.add_api_route("/add", add, methods=["POST"], include_in_schema=False)


def show_add(here: Here, request: Request) -> Content:
    """Where reports are handed in, and what was handed in since the server was started."""
    jobs = clerk_of(request).jobs()
    return Content(
        template="add.html",
        title=translate("Add"),
        values=for_form(request) | {"jobs": jobs},
        data={"jobs": [job_row(job) for job in jobs]},
        day=here.day,
    )


def for_form(request: Request) -> dict[str, Any]:
    """What the form needs."""
    door: Door = request.app.state.door
    return {
        "token": door.token,
        "most_files": MOST_FILES,
        "most_addresses": MOST_ADDRESSES,
        "most_megabytes": MOST_BYTES // 1024 // 1024,
        "filled": dict.fromkeys((*GIVEN, "text", "addresses"), ""),
        "problem": "",
    }


def job_row(job: Job) -> dict[str, object]:
    """A parcel as data: how far it is, and what came of it."""
    summary = job.summary
    return {
        "id": job.id,
        "state": job.state,
        "note": job.note,
        "done": job.done,
        "total": job.total,
        "source": job.source,
        "documents": summary.documents if summary else None,
        "known": summary.known if summary else None,
        "claims": summary.claims if summary else None,
        "issues": [{"source": one.source, "what": one.what} for one in summary.issues]
        if summary
        else [],
    }


def show_job(here: Here, request: Request, job_id: Annotated[str, Path(max_length=20)]) -> Content:
    """One parcel: how far it is, and then what it changed."""
    job = clerk_of(request).job(job_id)
    if job is None:
        raise Missing(
            translate("Nothing was handed in under {id} since the server was started.").format(
                id=job_id
            ),
            WayOn(href="/documents", title=translate("What was read, the newest first")),
        )
    sheets, touched = find_outcome(here, job)
    return Content(
        template="add_job.html",
        title=translate("Added"),
        values={"job": job, "sheets": sheets, "touched": touched, "names": job.names},
        data={
            "job": job_row(job),
            "documents": [sheet_row(sheet) for sheet in sheets],
            here.pack.hub.plural: [
                {"id": one.outline.id, "new": one.is_new, "claims": one.claims} for one in touched
            ],
        },
    )


def find_outcome(here: Visit, job: Job) -> tuple[list[Sheet], list[Touched]]:
    """The pages that a parcel brought, and the hubs of which they tell."""
    if job.state != "done":
        return [], []
    lookup = here.lookup.at(None)
    pages = Doubts(lookup).pages_of(job.parcel.as_records())[:SHOWN]
    sheets = list(lookup.sheets_of(pages).values())
    claims = {c for page in pages for c in lookup.claims_on(page, limit=200)}
    records = lookup.records_of(claims)
    belongs = {part: hub for hub, part, _ in lookup.wholes("hub", {r.id for r in records.values()})}
    told: dict[str, set[str]] = defaultdict(set)  # a claim may tell a step and make a record too
    for claim, record in records.items():
        if record.id in belongs:
            told[belongs[record.id]].add(claim)
    outlines = here.room.lines(lookup).by_id
    for hub_id, hub in lookup.hubs(outlines).items():
        steps = {one for entry in hub.history for one in entry.claims if one in claims}
        if steps:
            told[hub_id] |= steps
    return sheets, [
        Touched(outline=outlines[one], is_new=one not in job.hubs_before, claims=len(told[one]))
        for one in outlines
        if one in told
    ]


def clerk_of(request: Request) -> Clerk:
    """Who reads what is handed in."""
    clerk: Clerk = request.app.state.clerk
    return clerk


async def add(request: Request) -> Response:
    """Take what the form holds, and lead to where its reading is watched."""
    door: Door = request.app.state.door
    sent = await door.receive(request, most=MOST_BYTES, files=MOST_FILES)
    waiting = [job for job in door.clerk.jobs() if job.state == "waiting"]
    if len(waiting) >= MOST_WAITING:
        raise TooLarge(
            translate("{count} parcels wait to be read; add more when they are done.").format(
                count=len(waiting)
            )
        )
    try:
        given = given_of(sent)
        captures = (*await files_of(sent, door), *texts_of(sent, door))
        addresses = addresses_of(sent)
        if addresses and given.url:
            raise Incomplete(translate("“Its address”: leave it empty; each page has its own."))
        if not captures and not addresses:
            raise Incomplete(translate("Paste a text or addresses, or choose files."))
    except (ConfigError, Incomplete) as error:
        return _again(request, sent, str(error))
    parcel = Parcel(captures=captures, given=given, addresses=addresses)
    job = await run_in_threadpool(_hand_over, door, parcel)
    return RedirectResponse(f"/add/{job.id}", status_code=303)


def _hand_over(door: Door, parcel: Parcel) -> Job:
    with door.room.shelf.look() as lookup:
        before = frozenset(door.room.lines(lookup).by_id)
    return door.clerk.add(parcel, before=before)


def given_of(sent: FormData) -> Given:
    """What the person says of all that they hand in; ConfigError where a day is none."""
    told = {name: words_of(sent, name, most=500) or None for name in GIVEN}
    if told["published"] and span_of(told["published"]) is None:
        raise Incomplete(
            translate(
                "“Published on”: “{day}” is no day; expected one such as 2025-05-05, a month or a year."
            ).format(day=told["published"])
        )
    if told["url"] and not WEB.fullmatch(told["url"]):
        raise ConfigError(
            translate("{address}: no web address; expected one such as https://…").format(
                address=told["url"]
            )
        )
    return check_given(Given(**told))


async def files_of(sent: FormData, door: Door) -> list[Capture]:
    """The files of a form; one of a kind that is not read is refused with its name."""
    found = []
    for one in sent.getlist("files"):
        if not isinstance(one, UploadFile) or not one.filename:
            continue
        name = name_of_file(one.filename)
        media_type = media_type_of(name)
        if media_type is None:
            raise Incomplete(
                translate(
                    "{name}: not of a kind that is read: .txt, .md, .html, .json, .jsonl, .pdf or "
                    ".docx, each also with .gz"
                ).format(name=name)
            )
        data = await one.read()
        if not data:
            raise Incomplete(translate("{name}: the file is empty.").format(name=name))
        found.append(capture_of(name, media_type, data, door))
    return found


def name_of_file(name: str) -> str:
    """The last part of an uploaded file's name, printable; a browser of old may send a path."""
    last = re.split(r"[\\/]", name)[-1]
    return "".join(c for c in last if c.isprintable())[-120:] or "file"


def texts_of(sent: FormData, door: Door) -> list[Capture]:
    """The text that was pasted, if any; its name follows from its words."""
    text = words_of(sent, "text", most=MOST_TEXT)
    if not text:
        return []
    name = f"pasted-{sha256_of(text.encode('utf-8', 'replace'))[:12]}.txt"
    return [capture_of(name, "text/plain", text.encode("utf-8", "replace"), door)]


def capture_of(name: str, media_type: str, data: bytes, door: Door) -> Capture:
    """Bytes as they were handed in, now."""
    at = door.room.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    return Capture(source=name, media_type=media_type, data=data, captured_at=at)


def addresses_of(sent: FormData) -> tuple[str, ...]:
    """The addresses that were pasted, each once; whether one may be fetched is for the crawler."""
    addresses = tuple(dict.fromkeys(words_of(sent, "addresses", most=MOST_TEXT).split()))
    for one in addresses:
        if not WEB.fullmatch(one) or len(one) > MOST_ADDRESS:
            raise Incomplete(
                translate("{address}: no web address; expected one such as https://…").format(
                    address=one[:200]
                )
            )
    if len(addresses) > MOST_ADDRESSES:
        raise TooLarge(
            translate("At most {most} addresses are fetched at once.").format(most=MOST_ADDRESSES)
        )
    return addresses


def _again(request: Request, sent: FormData, problem: str) -> Response:
    """The form as it was filled; only files must be chosen again, as no page may fill them in."""
    filled = {name: words_of(sent, name, most=MOST_TEXT) for name in (*GIVEN, "text", "addresses")}
    values = for_form(request) | {
        "filled": filled,
        "problem": problem,
        "jobs": clerk_of(request).jobs(),
    }
    page = Content(template="add.html", title=translate("Add"), values=values)
    written: Response = request.app.state.press.fail(request, 400, page)
    return written
