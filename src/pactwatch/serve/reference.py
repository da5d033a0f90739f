"""For programs: what can be asked for as data, written from the same description that is served."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from pactwatch.domain import Pack
from pactwatch.serve.content import Content, Render
from pactwatch.serve.wording import translate


def publish_pages(router: APIRouter, pack: Pack) -> None:
    """One page; the library's own would load scripts from elsewhere."""
    del pack  # the description is made from the addresses
    router.add_api_route("/docs", show_reference, include_in_schema=False)


def described(request: Request) -> dict[str, Any]:
    """The OpenAPI description of this application."""
    found: dict[str, Any] = request.app.openapi()
    return found


def show_reference(
    request: Request, schema: Annotated[dict[str, Any], Depends(described)]
) -> Response:
    """Every address that gives data, with its parameters."""
    calls = [
        {"path": path, "method": method.upper(), **call}
        for path, methods in schema["paths"].items()
        for method, call in methods.items()
    ]
    render: Render = request.app.state.render
    values = {"calls": calls, "about": schema["info"]}
    return render(
        request, Content(template="reference.html", title=translate("For programs"), values=values)
    )
