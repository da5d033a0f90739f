"""Room → application: every page under its address, behind one guard, with errors that are pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from pactwatch.errors import PactwatchError
from pactwatch.serve import (
    adding,
    desk,
    disagreements,
    documents,
    gaps,
    hubs,
    judging,
    records,
    reference,
    registers,
    searches,
    speakers,
    steps,
    stories,
)
from pactwatch.serve.clerk import Clerk
from pactwatch.serve.content import Content, Problem
from pactwatch.serve.door import Door
from pactwatch.serve.doubts import Queues
from pactwatch.serve.failures import Failure, Missing, Refused
from pactwatch.serve.faults import refusal_of, way_without
from pactwatch.serve.guard import Guard
from pactwatch.serve.paper import STATIC, Press
from pactwatch.serve.room import Room
from pactwatch.serve.wording import translate

#: The modules that publish pages, one a matter: each has `publish_pages(router, pack)`.
MATTERS = (
    registers,
    steps,
    hubs,
    records,
    disagreements,
    stories,
    documents,
    speakers,
    searches,
    gaps,
    reference,
    desk,
    judging,
    adding,
)


def make_app(room: Room) -> FastAPI:
    """The application over one register."""
    press = Press(room)
    clerk = Clerk(room)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        clerk.close()
        room.shelf.close()

    app = FastAPI(
        title=f"pactwatch: {room.pack.title}",
        description="Every page of the browser as data: the same address with .json, tables .csv.",
        version="1",
        lifespan=lifespan,
        docs_url=None,  # the library's own page loads scripts from elsewhere
        redoc_url=None,
    )
    app.state.room = room
    app.state.render = press.render
    app.state.press = press
    app.state.clerk = clerk
    app.state.door = Door(room=room, clerk=clerk)
    app.state.queues = Queues()
    router = APIRouter()
    for matter in MATTERS:
        matter.publish_pages(router, room.pack)
    router.add_api_route("/", _to_register, include_in_schema=False)
    app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    _add_failures(app, press)
    app.add_middleware(Guard, hosts=room.hosts)
    return app


def _to_register() -> RedirectResponse:
    return RedirectResponse("/register", status_code=302)


def _add_failures(app: FastAPI, press: Press) -> None:
    """Every error as a page that helps, or as data where data was asked for."""

    def answer(request: Request, failure: Failure, status: int) -> Response:
        if _asks_for_data(request):
            problem = Problem(status=status, title=failure.title, message=failure.message)
            return JSONResponse(problem.model_dump(), status_code=status)
        ways = (*failure.ways, *way_without(request, failure.at_fault))
        values = {"failure": failure, "ways": ways, "status": status}
        page = Content(template="failure.html", title=failure.title, values=values)
        return press.fail(request, status, page)

    @app.exception_handler(Failure)
    def _(request: Request, failure: Failure) -> Response:
        return answer(request, failure, failure.status)

    @app.exception_handler(RequestValidationError)
    def _(request: Request, error: RequestValidationError) -> Response:
        return answer(request, refusal_of(error), 422)

    @app.exception_handler(HTTPException)
    def _(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            missing = Missing(
                translate("There is no page at {path}.").format(path=request.url.path)
            )
            return answer(request, missing, 404)
        return answer(request, Refused(str(error.detail)), error.status_code)

    @app.exception_handler(PactwatchError)
    def _(request: Request, error: PactwatchError) -> Response:
        return answer(request, Failure(str(error)), 500)


def _asks_for_data(request: Request) -> bool:
    """Whether a program asks: for a twin, or for an original without a wish for a page."""
    path, wish = request.url.path, request.headers.get("accept", "")
    return path.endswith((".json", ".csv")) or (
        path.endswith("/original") and "text/html" not in wish
    )
