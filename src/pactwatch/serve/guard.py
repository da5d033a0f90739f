"""What stands before every page: whose host was asked, and what the browser may do with an answer.

A page may load from this machine only, runs no script that stands in it, and is framed by nobody.
"""

from __future__ import annotations

from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
NOT_OURS = (
    "421 This address is not ours\n\nThe request calls this machine by a name that is not its own: "
    "another site may have pointed its name here. Open http://{host} instead.\n"
)


def hosts_of(port: int) -> frozenset[str]:
    """What a request to this machine alone may call it."""
    names = {f"{host}:{port}" for host in LOOPBACK}
    return frozenset(names | set(LOOPBACK)) if port == 80 else frozenset(names)


class Guard:
    """Refuses requests for other hosts, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-cache")
            await send(message)

        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            await _refuse(guarded, min(self._hosts))
            return
        await self._app(scope, receive, guarded)


async def _refuse(send: Any, host: str) -> None:
    body = NOT_OURS.format(host=host).encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": body})
