"""The process that opens connections: `python -m pactwatch.collect.fetcher MANNERS`.

What enters: one wish a line on standard input, as JSON; what leaves: one answer a line on standard
output, and the robots.txt of each host that has one. Scrapy keeps the peace with each host (rate,
concurrency, robots.txt); what is to be asked, again or elsewhere, is decided by `fetch.py`. It ends
with its parent, however that ends.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import threading
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import DontCloseSpider, IgnoreRequest, UnsupportedURLSchemeError
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.misc import build_from_crawler
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from pactwatch.collect.public import is_public, read_networks

AGENT_TOKEN = "pactwatch"  #: the name by which robots.txt speaks to us
LONGEST_CRAWL_DELAY = 60.0  #: seconds; what robots.txt asks beyond is not waited

NOBODY = b"User-agent: *\nDisallow: /\n"

#: Names that resolved to an address that may not be fetched, and to which.
refused: dict[str, str] = {}


class RefusedAddress(Exception):
    """An address that is not of the public internet, nor listed."""


@implementer(IHostnameResolver)
class PublicResolver:
    """Resolves names as the system does, and gives on what may be fetched only.

    Who connects, connects to an address given here, so that no second look-up can tell another. A
    name of which one address is refused is refused whole.
    """

    def __init__(self, reactor: Any, allowed: tuple[Any, ...]) -> None:
        self._reactor, self._allowed = reactor, allowed
        self._system = reactor.nameResolver

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> PublicResolver:
        return cls(reactor, crawler.settings["PACTWATCH_ALLOWED"])

    def install_on_reactor(self) -> None:
        self._reactor.installNameResolver(self)
        guard_connections(self._reactor, self._allowed)

    def resolveHostName(
        self, resolutionReceiver: Any, hostName: str, *rest: Any, **more: Any
    ) -> Any:
        receiver = _Sifted(resolutionReceiver, hostName, self._allowed)
        return self._system.resolveHostName(receiver, hostName, *rest, **more)


@implementer(IResolutionReceiver)
class _Sifted:
    """Takes all addresses of a name, and gives them on if each may be fetched."""

    def __init__(self, receiver: Any, name: str, allowed: tuple[Any, ...]) -> None:
        self._receiver, self._name, self._allowed = receiver, name, allowed
        self._found: list[Any] = []

    def resolutionBegan(self, resolution: Any) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        self._found.append(address)

    def resolutionComplete(self) -> None:
        private = [one.host for one in self._found if not is_public(one.host, self._allowed)]
        if private:
            refused[self._name] = private[0]
        else:
            refused.pop(self._name, None)
            for address in self._found:
                self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()


def guard_connections(reactor: Any, allowed: tuple[Any, ...]) -> None:
    """The second wall: whatever asks for a connection, none is opened to another address."""
    connect = reactor.connectTCP

    def connect_public(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if not is_public(host, allowed):
            refused[host] = host
            raise RefusedAddress(host)
        return connect(host, port, *rest, **more)

    reactor.connectTCP = connect_public


class RobotsMissing(Exception):
    """A robots.txt that should be there and cannot be had: nothing of the host is asked for."""


class Robots(RobotsTxtMiddleware):
    """robots.txt as RFC 9309 has it: none (4xx) allows all, one that cannot be had allows nothing."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._missing: dict[str, BaseException] = {}

    async def process_request(self, request: Any, spider: Any = None) -> None:  # noqa: ARG002
        try:
            await super().process_request(request)
        except IgnoreRequest:
            host = urlsplit(request.url).netloc
            if host not in self._missing:
                raise
            self._parsers.pop(host, None)  # whoever asks again, has it fetched again
            raise RobotsMissing("robots.txt cannot be had") from self._missing[host]

    async def _parse_robots(self, response: Any, netloc: str, request: Any) -> None:
        self._missing.pop(netloc, None)
        if 200 <= response.status < 300:
            address = f"{urlsplit(request.url).scheme}://{netloc}/robots.txt"
            _say({"robots": address, "now": response.url, **_answer_of(response, response.request)})
        if response.status == 429 or response.status >= 500:
            self._missing[netloc] = RobotsMissing(f"robots.txt answers {response.status}")
            response = response.replace(body=NOBODY)
        elif response.status >= 300:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)
        parser = self._parsers[netloc]
        delay = getattr(getattr(parser, "rp", None), "crawl_delay", lambda _: None)(AGENT_TOKEN)
        slot = self.crawler.engine.downloader.slots.get(urlsplit(request.url).hostname)
        if delay and slot is not None:
            slot.delay = max(slot.delay, min(float(delay), LONGEST_CRAWL_DELAY))

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._missing[netloc] = exc
        waiting: Any = self._parsers[netloc]
        nobody = build_from_crawler(self._parserimpl, self.crawler, NOBODY)
        self._parsers[netloc] = nobody
        waiting.callback(nobody)


class Fetcher(Spider):
    """Takes wishes from standard input for as long as it is open."""

    name = "pactwatch"

    @classmethod
    def from_crawler(cls, crawler: Any, *rest: Any, **more: Any) -> Fetcher:
        spider = super().from_crawler(crawler, *rest, **more)
        crawler.signals.connect(spider.stay, signal=signals.spider_idle)
        crawler.signals.connect(spider.begin, signal=signals.spider_opened)
        return spider

    async def start(self) -> Any:
        """Nothing is asked for before a wish comes."""
        for request in list[Request]():
            yield request

    def stay(self) -> None:
        raise DontCloseSpider

    def begin(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        from twisted.internet import reactor  # noqa: PLC0415 - installed by Scrapy when it starts

        for line in sys.stdin:
            reactor.callFromThread(self._take, json.loads(line))
        os._exit(0)  # the parent has ended, or wants nothing more

    def _take(self, wish: dict[str, Any]) -> None:
        deferred_from_coro(self._answer(wish))

    async def _answer(self, wish: dict[str, Any]) -> None:
        try:
            request = Request(
                wish["address"],
                headers=wish["headers"],
                dont_filter=True,
                meta={"dont_redirect": True, "handle_httpstatus_all": True},
            )
            if urlsplit(request.url).scheme not in ("http", "https"):
                raise UnsupportedURLSchemeError("only http and https are fetched")
            assert self.crawler.engine is not None
            response = await self.crawler.engine.download_async(request)
            told = _answer_of(response, request)
        except Exception as error:  # whatever a server does must not end the fetcher
            told = _failure_of(error, wish["address"])
        _say({"id": wish["id"], **told})


def _say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _answer_of(response: Any, request: Any) -> dict[str, Any]:
    parts = urlsplit(request.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = [f"GET {path} HTTP/1.1", f"Host: {parts.netloc.rpartition('@')[2]}"]
    asked += _lines(request.headers)
    reason = _REASONS.get(response.status, "")
    head = [f"{response.protocol or 'HTTP/1.1'} {response.status} {reason}".rstrip()]
    return {
        "status": response.status,
        "request": "\r\n".join(asked),
        "head": "\r\n".join(head + _lines(response.headers)),
        "peer": str(response.ip_address) if response.ip_address else None,
        "body": base64.b64encode(response.body).decode("ascii"),
    }


def _lines(headers: Any) -> list[str]:
    rows = []
    for name, values in headers.items():
        for value in values:
            text = f"{name.decode('latin-1')}: {value.decode('latin-1')}"
            rows.append(" ".join(text.splitlines()))
    return rows


_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified",
            404: "Not Found", 410: "Gone", 429: "Too Many Requests"}  # fmt: skip


def _failure_of(error: Exception, address: str) -> dict[str, Any]:
    """What went wrong, as one of a few kinds, in words."""
    host = urlsplit(address).hostname or ""
    if host in refused:
        return {"failure": "refused", "why": f"{host} is {refused[host]}, no public address"}
    if isinstance(error, IgnoreRequest):
        return {"failure": "robots", "why": "robots.txt forbids it"}
    causes = []
    if isinstance(error, RobotsMissing) and isinstance(error.__cause__, Exception):
        causes, error = ["robots.txt cannot be had"], error.__cause__
    kind = _KINDS.get(type(error).__name__, "lost")
    cause = error.__cause__ or error
    for one in getattr(cause, "reasons", []) or [cause]:
        value = getattr(one, "value", one)
        if "OpenSSL" in type(value).__module__ or "Certificate" in type(value).__name__:
            kind = "tls"
        causes.append(f"{type(value).__name__}: {value}")
    return {"failure": kind, "why": " ".join("; ".join(causes).split())[:300]}


_KINDS = {
    "DownloadTimeoutError": "timeout",
    "CannotResolveHostError": "unknown",
    "DownloadCancelledError": "large",
    "UnsupportedURLSchemeError": "refused",
    "ValueError": "refused",
    "ResponseDataLossError": "short",
}


def settings_of(manners: dict[str, Any]) -> dict[str, Any]:
    """Scrapy's settings: as little of it as does the work, and nothing that listens or phones home."""
    return {
        "USER_AGENT": manners["agent"],
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": AGENT_TOKEN,
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            Robots: 100,
        },
        "DOWNLOAD_HANDLERS": dict.fromkeys(("data", "file", "ftp", "s3")),
        "DNS_RESOLVER": PublicResolver,
        "TWISTED_DNS_RESOLVER": PublicResolver,
        "PACTWATCH_ALLOWED": read_networks(manners["private"], "private"),
        "DOWNLOAD_DELAY": manners["pause"],
        "RANDOMIZE_DOWNLOAD_DELAY": False,
        "CONCURRENT_REQUESTS": manners["at_once"],
        "CONCURRENT_REQUESTS_PER_DOMAIN": manners["per_host"],
        "DOWNLOAD_TIMEOUT": manners["timeout"],
        "DOWNLOAD_MAXSIZE": manners["largest"],
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DEFAULT_REQUEST_HEADERS": {},
        "COMPRESSION_ENABLED": False,
        "COOKIES_ENABLED": False,
        "REFERER_ENABLED": False,
        "RETRY_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "EXTENSIONS": dict.fromkeys(
            ("scrapy.extensions.corestats.CoreStats", "scrapy.extensions.logstats.LogStats",
             "scrapy.extensions.memusage.MemoryUsage")
        ),
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
    }  # fmt: skip


def main() -> None:
    """Fetch what is wished until standard input ends."""
    process = AsyncCrawlerProcess(settings_of(json.loads(sys.argv[1])))
    process.crawl(Fetcher)
    process.start(install_signal_handlers=False)


if __name__ == "__main__":
    main()
