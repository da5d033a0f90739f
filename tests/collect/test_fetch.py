"""Fetching from servers that misbehave, and from addresses that must not be fetched."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import threading
import time
from pathlib import Path

import pytest

from collect.servers import (
    Server,
    drip,
    flood,
    hang,
    in_turn,
    redirect,
    send,
    serving,
    slam,
)
from factory import StandingClock
from pactwatch.collect.fetch import Answer, Fetching, Manners, Wish
from pactwatch.collect.named import agent_of
from pactwatch.collect.public import is_public
from pactwatch.errors import RunError

LOOPBACK = ("127.0.0.0/8", "::1/128")

MANNERS = Manners(
    agent=agent_of("tests@news.example"), pause=0, per_host=8, timeout=1.5, largest=200_000,
    private=LOOPBACK, tries=2, backoff=0.05, longest_wait=2,
)  # fmt: skip


def ask(*addresses: str, manners: Manners = MANNERS, **fields: str) -> list[Answer]:
    """The answers to these addresses, in their order."""
    with Fetching(manners, StandingClock()) as fetching:
        for address in addresses:
            fetching.wish(Wish(address=address, **fields))
        found = {answer.wish.address: answer for answer in fetching.answers()}
    return [found[address] for address in addresses]


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    """What came of every page of a server that misbehaves in each way that we know, asked at once."""
    pages = {
        "/plain": send("<p>plain</p>"),
        "/gzip": send(gzip.compress(b"<p>zipped</p>"), ("Content-Encoding", "gzip")),
        "/drip": drip,
        "/flood": flood,
        "/hang": hang,
        "/slam": slam,
        "/gone": send("gone", status=410),
        "/short": send(b"half", ("Content-Length", "4000")),
        "/long": send(b"x" * 300_000),
        "/busy": in_turn(send("", ("Retry-After", "0"), status=429), send("<p>now</p>")),
        "/busier": send("", ("Retry-After", "3600"), status=503),
        "/loop": redirect("/loop2"),
        "/loop2": redirect("/loop"),
        "/nowhere": redirect("file:///etc/passwd"),
        "/moved": redirect("/plain#part", status=301),
        "/secret": send("not for robots"),
        "/same": send("", status=304),
        "/robots.txt": send("User-agent: pactwatch\nDisallow: /secret\n"),
        "/toforbidden": redirect("/secret"),
        "/garbage": lambda handler: handler.wfile.write(b"\0\1\2 what is this\r\n\r\n"),
        **{f"/hop{n}": redirect(f"/hop{n + 1}") for n in range(20)},
    }
    with serving(pages) as server:
        hops = {f"/hop{n}" for n in range(1, 20)}
        names = [path for path in pages if path not in hops | {"/robots.txt", "/loop2"}]
        found = dict(zip(names, ask(*map(server.url, names)), strict=True))
        found["server"] = server  # type: ignore[assignment]
        return found


@pytest.mark.parametrize(
    ("path", "result", "why"),
    [
        ("/drip", "failed", "timeout"),
        ("/hang", "failed", "timeout"),
        ("/flood", "failed", ""),
        ("/long", "failed", ""),
        ("/slam", "failed", "lost"),
        ("/garbage", "failed", ""),
        ("/short", "failed", ""),
        ("/gone", "failed", "answers 410"),
        ("/busier", "failed", "answers 503"),
        ("/loop", "barred", "in a loop"),
        ("/hop0", "barred", "more than 10 times"),
        ("/nowhere", "barred", "no http or https address"),
        ("/secret", "barred", "robots.txt forbids it"),
        ("/toforbidden", "barred", "robots.txt forbids it"),
        ("/same", "same", ""),
    ],
)
def test_misbehaviour_is_told(answers: dict[str, Answer], path: str, result: str, why: str) -> None:
    """Whatever a server does, it is an answer with a reason, and the others go on."""
    assert answers[path].result == result, answers[path]
    assert why in (answers[path].why or "")
    assert answers[path].capture is None


def test_what_may_do_better_is_asked_again(answers: dict[str, Answer]) -> None:
    """A busy host is asked again after the time that it names, or on another day if that is long."""
    assert answers["/busy"].result == "fetched"
    assert answers["/busy"].wish.tries == 1
    assert answers["/busier"].again_after == 3600
    assert answers["/hang"].again_after is not None
    assert answers["/gone"].again_after is None


def test_bytes_are_given_as_sent(answers: dict[str, Answer]) -> None:
    """The body stays under its encoding; request, head, peer and the way there are kept."""
    kept = answers["/gzip"].capture
    assert kept is not None
    assert kept.exchange is not None
    assert gzip.decompress(kept.data) == b"<p>zipped</p>"
    assert kept.exchange.header("content-encoding") == "gzip"
    assert kept.exchange.peer == "127.0.0.1"
    assert kept.exchange.request.startswith(b"GET /gzip HTTP/1.1\r\nHost: 127.0.0.1:")
    moved = answers["/moved"].capture
    assert moved is not None
    assert moved.exchange is not None
    assert moved.exchange.address.endswith("/plain")
    assert moved.source == moved.exchange.via[0] == answers["/moved"].wish.address


def test_we_say_who_we_are(answers: dict[str, Answer]) -> None:
    """Each request names the project and whom to reach, robots.txt is asked first and once."""
    server: Server = answers["server"]  # type: ignore[assignment]
    agents = {headers["User-Agent"] for _, headers in server.asked}
    assert len(agents) == 1
    assert "pactwatch/" in agents.pop()
    assert server.asked[0][0] == "/robots.txt"
    assert [path for path, _ in server.asked].count("/robots.txt") == 1
    assert "/secret" not in server.paths()


DISGUISES = (
    "http://127.0.0.1:{port}/", "http://127.1:{port}/", "http://2130706433:{port}/",
    "http://0x7f000001:{port}/", "http://0177.0.0.1:{port}/", "http://localhost:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/", "http://[::ffff:7f00:1]:{port}/", "http://[::1]:{port}/",
    "http://public.example@127.0.0.1:{port}/", "http://0.0.0.0:{port}/", "http://0:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/", "http://169.254.169.254/latest/", "http://10.0.0.1/",
    "http://[fe80::1]/", "http://100.64.0.1/", "http://[64:ff9b::7f00:1]:{port}/",
)  # fmt: skip


def test_private_addresses_in_any_disguise() -> None:
    """Nobody is asked who is not on the public internet, by whatever name; not even for robots.txt."""
    with serving({"/": send("secret")}) as server:
        urls = [url.format(port=server.port) for url in DISGUISES]
        found = ask(*urls, manners=Manners(agent="pactwatch", timeout=3, tries=1, pause=0))
        assert {answer.result for answer in found} <= {"barred", "failed"}
        assert [a.wish.address for a in found if "no public" in (a.why or "")][:4] == urls[:4]
        assert server.asked == []


def test_redirect_to_a_private_address() -> None:
    """What may be fetched cannot send us to what may not: 127.0.0.2 is listed, 127.0.0.1 is not."""
    with serving({"/inside": send("secret")}) as inner, serving() as outer:
        outer.pages["/"] = redirect(inner.url("/inside"))
        outer.pages["/robots.txt"] = send("")
        listener = socket.create_server(("127.0.0.2", 0))
        threading.Thread(target=_pipe, args=(listener, outer.port), daemon=True).start()
        address = f"http://127.0.0.2:{listener.getsockname()[1]}/"
        manners = Manners(agent="pactwatch", pause=0, timeout=3, private=("127.0.0.2/32",))
        (answer,) = ask(address, manners=manners)
        listener.close()
        assert (answer.result, inner.asked) == ("barred", [])
        assert "127.0.0.1, no public address" in (answer.why or "")


#: Stands in for a name server: the first answer may be fetched, every other one may not.
REBINDING = """
import socket
resolve, told = socket.getaddrinfo, []
def answer(host, *rest, **more):
    if host in ("rebinds.example", b"rebinds.example"):
        host = "127.0.0.1" if told else "127.0.0.2"
        told.append(host)
    return resolve(host, *rest, **more)
socket.getaddrinfo = answer
"""


def test_name_that_rebinds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads to an allowed address for robots.txt, and to loopback for the page: the
    first is asked, the second never, and the page is barred."""
    (tmp_path / "sitecustomize.py").write_text(REBINDING)
    monkeypatch.syspath_prepend(tmp_path)  # which is the fetcher's too
    with serving({"/": send("secret")}) as inner, serving({"/": send("public")}) as outer:
        outer.pages["/robots.txt"] = send("")
        listener = socket.create_server(("127.0.0.2", inner.port))
        threading.Thread(target=_pipe, args=(listener, outer.port), daemon=True).start()
        address = f"http://rebinds.example:{inner.port}/"
        manners = Manners(agent="pactwatch", pause=0, timeout=3, private=("127.0.0.2/32",))
        (answer,) = ask(address, manners=manners)
        listener.close()
    assert [path for path, _ in outer.asked] == ["/robots.txt"]
    assert (answer.result, inner.asked) == ("barred", [])
    assert "127.0.0.1, no public address" in (answer.why or "")


def _pipe(listener: socket.socket, port: int) -> None:
    """Hands connections on to another port, byte by byte."""
    try:
        while True:
            client, _ = listener.accept()
            with client, socket.create_connection(("127.0.0.1", port)) as server:
                server.sendall(client.recv(65536))
                while data := server.recv(65536):
                    client.sendall(data)
    except OSError:
        pass


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"],
)  # fmt: skip
def test_public_addresses(address: str) -> None:
    """Those of the public internet are fetched, also through NAT64."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.127.255.255", "0.0.0.0", "255.255.255.255",
        "224.0.0.1", "239.255.255.250", "240.0.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.1", "192.88.99.1", "::", "::1", "::127.0.0.1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b:1::1",
        "2002:7f00:1::1", "2002:a00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe", "2001:db8::1",
        "100::1", "localhost", "", "127.1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    """Loopback, private, link-local, shared, metadata, multicast, reserved, or one within another."""
    assert not is_public(address)


def test_second_look_up_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that resolves to another address the second time: only what was checked is connected
    to, and the wall around connections stands even where the resolver was passed by."""
    monkeypatch.setattr("twisted.internet.reactor", object(), raising=False)
    from pactwatch.collect import fetcher  # noqa: PLC0415 - Scrapy, only for this test

    opened: list[str] = []

    class Reactor:
        nameResolver = None

        def connectTCP(self, host: str, _: int) -> None:
            opened.append(host)

    reactor = Reactor()
    fetcher.guard_connections(reactor, ())
    for host in ("127.0.0.1", "10.0.0.1", "::1", "news.example"):
        with pytest.raises(fetcher.RefusedAddress):
            reactor.connectTCP(host, 80)
    reactor.connectTCP("93.184.215.14", 80)
    assert opened == ["93.184.215.14"]


def test_certificates_are_checked(tmp_path: Path) -> None:
    """A certificate that nobody vouches for, and a server that speaks no TLS at all, are failures."""
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "1", "-subj", "/CN=localhost", "-keyout", key, "-out", cert],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
                with context.wrap_socket(client, server_side=True) as secured:
                    secured.recv(1000)
                    secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
            except ssl.SSLError:
                continue
            except OSError:
                return

    threading.Thread(target=accept, daemon=True).start()
    with serving({"/": send("plain")}) as server:
        found = ask(
            f"https://localhost:{listener.getsockname()[1]}/", f"https://localhost:{server.port}/"
        )
    listener.close()
    assert [answer.result for answer in found] == ["failed", "failed"]
    assert "certificate verify failed" in (found[0].why or "")


def test_one_host_is_not_pressed() -> None:
    """No more than so many connections to a host at a time, and a pause between requests."""
    slow = lambda handler: (time.sleep(0.05), send("x")(handler))  # noqa: E731
    with serving({f"/{n}": slow for n in range(6)}) as server:
        manners = Manners(agent="pactwatch", pause=0.2, per_host=1, timeout=5, private=LOOPBACK)
        found = ask(*(server.url(f"/{n}") for n in range(6)), manners=manners)
        assert {answer.result for answer in found} == {"fetched"}
        assert server.most_at_once == 1
        gaps = [b - a for a, b in zip(server.times, server.times[1:], strict=False)]
        assert min(gaps) > 0.15


@pytest.mark.parametrize(
    ("robots", "result"),
    [
        (send("", status=404), "fetched"),
        (send("", status=503), "failed"),
        (redirect("/other-robots"), "barred"),
        (slam, "failed"),
    ],
)
def test_robots_that_cannot_be_had(robots: object, result: str) -> None:
    """None is no rule, one that is broken forbids for now, and one that moved is followed."""
    with serving({"/": send("x"), "/robots.txt": robots}) as server:  # type: ignore[dict-item]
        server.pages["/other-robots"] = send("User-agent: *\nDisallow: /")
        (answer,) = ask(server.url("/"))
        assert answer.result == result, answer
        assert ("/" in server.paths()) == (result == "fetched")


def test_no_proxy_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that the environment names is not used."""
    with serving({"/": send("direct")}) as server, serving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url("/"))
        assert ask(server.url("/"))[0].result == "fetched"
        assert proxy.asked == []


def test_validators_are_sent() -> None:
    """What was told of a page last time is told the server, so that it need not send it again."""
    with serving({"/": send("x")}) as server:
        ask(server.url("/"), etag='"abc"', modified="Mon, 05 May 2025 10:00:00 GMT")
        asked = next(headers for path, headers in server.asked if path == "/")
        assert asked["If-None-Match"] == '"abc"'
        assert asked["If-Modified-Since"] == "Mon, 05 May 2025 10:00:00 GMT"
        assert "zstd" in asked["Accept-Encoding"]


def test_fetcher_that_dies_is_an_error_that_says_so() -> None:
    """Where the process that fetches is killed, the run stops with a message and no page is lost."""
    with serving({"/": hang}) as server, Fetching(MANNERS, StandingClock()) as fetching:
        fetching.wish(Wish(address=server.url("/")))
        threading.Thread(target=_kill_soon, args=(fetching,), daemon=True).start()
        with pytest.raises(RunError, match="goes on from here"):
            list(fetching.answers())


def _kill_soon(fetching: Fetching) -> None:
    while fetching._child is None:
        time.sleep(0.01)
    time.sleep(0.3)
    fetching._child.kill()
