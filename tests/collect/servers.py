"""Real servers on loopback, for tests: they answer as told, and misbehave as told."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """A server on loopback; `pages` says what it answers, `asked` what it was asked."""

    port: int
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    most_at_once: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, robots.txt aside."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


def send(body: bytes | str, *fields: tuple[str, str], status: int = 200) -> Answer:
    """A whole answer."""
    data = body.encode("utf-8") if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        names = {name.lower() for name, _ in fields}
        if "content-type" not in names:
            handler.send_header("Content-Type", "text/html; charset=utf-8")
        for name, value in fields:
            handler.send_header(name, value)
        if "content-length" not in names:
            handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def redirect(to: str, status: int = 302) -> Answer:
    return send(b"", ("Location", to), status=status)


def in_turn(*answers: Answer) -> Answer:
    """The first answer first, the last one ever after."""
    left = list(answers)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return answer


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, without end."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b".")
        handler.wfile.flush()
        time.sleep(0.1)


def flood(handler: BaseHTTPRequestHandler) -> None:
    """Bytes as fast as they go, without end and without a length."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"." * 65536)


def hang(_: BaseHTTPRequestHandler) -> None:
    """Nothing at all."""
    time.sleep(30)


def slam(handler: BaseHTTPRequestHandler) -> None:
    """The line is cut before the answer."""
    handler.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def serving(pages: dict[str, Answer] | None = None) -> Iterator[Server]:
    """A server, for as long as this lasts."""
    lock, now = threading.Lock(), [0]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with lock:
                now[0] += 1
                server.most_at_once = max(server.most_at_once, now[0])
                server.asked.append((self.path, dict(self.headers)))
                server.times.append(time.monotonic())
            self.close_connection = True
            try:
                answer = server.pages.get(self.path)
                (answer or send("nothing here", status=404))(self)
            except OSError:
                pass  # whoever asked has gone
            finally:
                with lock:
                    now[0] -= 1

        def log_message(self, *_: object) -> None:
            pass

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = True
    server = Server(port=listener.server_address[1], pages=dict(pages or {}))
    threading.Thread(target=listener.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
