"""A watch on real servers: each page once, none lost, what is of no concern noted and not kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from collect.servers import Server, redirect, send, serving
from factory import NOON, StandingClock
from pactwatch.archive import WarcArchive
from pactwatch.collect import Manners, Outlet
from pactwatch.config import Settings
from pactwatch.domain import load_pack
from pactwatch.errors import ProofError
from pactwatch.nouns import Capture, Card
from pactwatch.prove import Verified, VerifyRequest, verify
from pactwatch.store import open_register
from pactwatch.workers import (
    WatchRequest,
    WatchSummary,
    anchor,
    load_or_derive,
    save_derived,
    watch_round,
)
from workers.doubles import make_first_line_readers

MANNERS = Manners(agent="pactwatch", pause=0, per_host=8, timeout=2, private=("127.0.0.0/8",),
                  tries=1, backoff=0.01)  # fmt: skip


def page(words: str) -> str:
    """A page whose article says this."""
    return (
        f"<html><head><title>{words}</title></head><body><article><h1>{words}</h1>"
        f"<p>{words}. That is what the ministry said on Monday, in the capital, to a room that was "
        "full of people who had come to hear it and who had questions of their own.</p>"
        "<p>Nobody answered them, and the minister left by another door after a while.</p>"
        "</article></body></html>"
    )


def feed(server: Server, *paths: str, updated: str = "2025-05-05") -> str:
    items = "".join(
        f"<item><link>{server.url(path)}</link><pubDate>{updated}</pubDate></item>"
        for path in paths
    )
    return f"<rss><channel>{items}</channel></rss>"


@pytest.fixture
def server() -> Server:
    with serving() as one:
        one.pages["/feed"] = send(feed(one, "/deal", "/rain"), ("ETag", '"1"'))
        one.pages["/deal"] = send(page("A deal was signed"), ("ETag", '"d1"'))
        one.pages["/rain"] = send(page("Rain fell all day"))
        yield one  # type: ignore[misc]


def request_for(server: Server, *, clock: StandingClock | None = None) -> WatchRequest:
    outlet = Outlet(
        card=Card(name="Courier", country="AUT", language="en"),
        feeds=(server.url("/feed"),),
        pages=(),
    )
    return WatchRequest(
        outlets=(outlet,),
        manners=MANNERS,
        settings=Settings(),
        clock=clock or StandingClock(),
        concerns=lambda text: "deal" in text,
        make_readers=make_first_line_readers,
    )


def watch(path: Path, request: WatchRequest) -> WatchSummary:
    """One round, as the command makes it."""
    with open_register(path, write=True, clock=request.clock) as store:
        archive = WarcArchive(path.with_name("archive"))
        summary = watch_round(request, store, archive)
        save_derived(store, load_pack("transfers"))
        anchor(store, archive, request.clock)
    return summary


def titles(path: Path) -> dict[str, str | None]:
    with open_register(path, write=False, clock=StandingClock()) as store:
        return {doc.url or "": doc.title for doc in store.documents()}


def test_round_keeps_what_concerns_the_domain(server: Server, tmp_path: Path) -> None:
    """Both pages are fetched once; one is in the register with its outlet, the other is noted only."""
    path = tmp_path / "a.db"
    summary = watch(path, request_for(server))
    assert summary.results == {"listed": 1, "kept": 1, "outside": 1}
    assert titles(path) == {server.url("/deal"): "A deal was signed"}
    with open_register(path, write=False, clock=StandingClock()) as store:
        (doc,) = store.documents()
        assert (doc.outlet, doc.known) == ("Courier", "2025-05-06")
        assert store.cards() == (Card(name="Courier", country="AUT", language="en"),)
        rain = store.visit_of(server.url("/rain"))
        assert rain is not None
        assert (rain.result, bool(rain.sha256)) == ("outside", True)
    archive = WarcArchive(tmp_path / "archive")
    assert doc.archived is not None
    assert archive.fetch(doc.archived).exchange is not None
    assert len(archive) == 5  # the feed's and the page's request and response, seal


def test_card_that_says_agency_makes_a_wording_s_root(server: Server, tmp_path: Path) -> None:
    """Others' copies of a page are the agency's text, once a card says that its outlet is one; what
    was derived before is derived again."""
    path = tmp_path / "a.db"
    text = page("A deal was signed in the north")
    server.pages |= {"/one": send(text), "/two": send(text.replace("<title>", "<title>Read: "))}
    request = request_for(server)

    def kinds(is_agency: bool) -> set[tuple[str, str | None]]:
        outlets = tuple(
            Outlet(
                card=Card(name=name, is_agency=is_agency and name == "Polar News"),
                feeds=(),
                pages=(server.url(at),),
            )
            for name, at in (("Courier", "/one"), ("Polar News", "/two"))
        )
        watch(path, replace(request, outlets=outlets))
        with open_register(path, write=False, clock=StandingClock()) as store:
            register = load_or_derive(store, load_pack("transfers"))
        return {(kin.relation, kin.agency) for kin in register.kinships}

    assert ("wire", "Polar News") not in kinds(is_agency=False)
    assert ("wire", "Polar News") in kinds(is_agency=True)


def test_next_round_asks_for_nothing_twice(server: Server, tmp_path: Path) -> None:
    """The feed is asked with what it said last; pages that are known are not asked at all."""
    path = tmp_path / "a.db"
    watch(path, request_for(server))
    server.asked.clear()
    server.pages["/feed"] = send("", status=304)
    assert watch(path, request_for(server)).results == {}
    assert server.paths() == ["/feed"]
    asked = next(headers for path_, headers in server.asked if path_ == "/feed")
    assert asked["If-None-Match"] == '"1"'


def test_page_that_was_changed_is_a_new_version(server: Server, tmp_path: Path) -> None:
    """A later day in the feed has the page fetched again; its new text replaces the old."""
    path = tmp_path / "a.db"
    watch(path, request_for(server))
    server.pages["/feed"] = send(feed(server, "/deal", updated="2025-05-06"))
    server.pages["/deal"] = send(page("A deal was broken"))
    server.asked.clear()
    watch(path, request_for(server))
    assert server.paths() == ["/feed", "/deal"]
    asked = next(headers for path_, headers in server.asked if path_ == "/deal")
    assert asked["If-None-Match"] == '"d1"'
    with open_register(path, write=False, clock=StandingClock()) as store:
        assert sorted(doc.title or "" for doc in store.documents()) == [
            "A deal was broken", "A deal was signed",
        ]  # fmt: skip


def prove(path: Path) -> Verified:
    """`verify` of a register with the archive beside it."""
    archive = path.with_name("archive")
    return verify(
        VerifyRequest(
            register=path, archive=archive, index=archive, settings=Settings(),
            clock=StandingClock(),
        )
    )  # fmt: skip


def test_what_feeds_and_robots_said_is_kept_and_proved(server: Server, tmp_path: Path) -> None:
    """A feed, a broken one and the host's robots.txt stand in the archive as they were sent, each once
    as long as they say the same; `verify` proves them, and none counts as an orphan."""
    path = tmp_path / "a.db"
    rules = "User-agent: pactwatch\nDisallow: /rain\n"
    server.pages |= {"/robots.txt": send(rules), "/broken": send("<html>no feed</html>")}
    request = request_for(server)
    (outlet,) = request.outlets
    feeds = (*outlet.feeds, server.url("/broken"))
    for _ in range(2):
        watch(path, replace(request, outlets=(replace(outlet, feeds=feeds),)))
    archive = WarcArchive(tmp_path / "archive")
    with open_register(path, write=False, clock=StandingClock()) as store:
        for at, result, sent in (
            ("/feed", "listed", feed(server, "/deal", "/rain")),
            ("/broken", "failed", "<html>no feed</html>"),
            ("/robots.txt", "rules", rules),
        ):
            visit = store.visit_of(server.url(at))
            assert visit is not None and visit.archived is not None
            kept = archive.fetch(visit.archived)
            assert (visit.result, kept.data.decode()) == (result, sent)
            assert kept.exchange is not None and kept.exchange.header("Content-Length")
    assert len(archive) == 2 * 4 + 2  # three answers and a page, with what was asked; two seals
    done = prove(path)
    assert "feeds and robots.txt: 3, each with its bytes" in done.proved
    assert not [note for note in done.notes if "no row" in note]


@pytest.mark.parametrize(
    ("altered", "said"),
    [
        ({"sha256": "0" * 64}, r"/feed: the register says that its bytes have"),
        ({"archived": "cap_none"}, r"/feed: its bytes \(cap_none\) are not in the archive"),
    ],
)
def test_feed_of_other_bytes_or_of_none_is_found(
    server: Server, tmp_path: Path, altered: dict[str, str], said: str
) -> None:
    """A visit that names other bytes than those that are archived, or bytes that are not there."""
    path = tmp_path / "a.db"
    watch(path, request_for(server))
    with open_register(path, write=True, clock=StandingClock()) as store:
        seen = store.visit_of(server.url("/feed"))
        assert seen is not None
        run = store.begin_run(["watch"], versions=[])
        store.add_visits([replace(seen, **altered)], run)
    with pytest.raises(ProofError, match=said):
        prove(path)


class KilledArchive(WarcArchive):
    """An archive under which the process dies once it holds what came from an address."""

    dies_at = ""

    def keep(self, capture: Capture) -> str:
        kept = super().keep(capture)
        if capture.source.endswith(self.dies_at):
            raise KeyboardInterrupt
        return kept


@pytest.mark.parametrize("at", ["/feed", "/deal"])
def test_killed_round_loses_no_page(server: Server, tmp_path: Path, at: str) -> None:
    """Killed between bytes and row of a feed or of a page, the next round fetches the pages; it asks
    for the feed as if for the first time only where the feed was not noted."""
    path, request = tmp_path / "a.db", request_for(server)
    archive = KilledArchive(tmp_path / "archive")
    archive.dies_at = at
    with (
        open_register(path, write=True, clock=request.clock) as store,
        pytest.raises(KeyboardInterrupt),
    ):
        watch_round(request, store, archive)
    if at == "/feed":
        assert watch(path, request).results["kept"] == 1
        assert not [note for note in prove(path).notes if "no row" in note]
        return
    server.pages["/feed"] = send("", status=304)
    assert titles(path) == {}
    summary = watch(path, request)
    assert summary.results["kept"] == 1
    assert titles(path) == {server.url("/deal"): "A deal was signed"}


def test_page_that_fails_is_tried_in_a_later_round(server: Server, tmp_path: Path) -> None:
    """Not before its time, with more patience each round, and given up after some."""
    path = tmp_path / "a.db"
    server.pages["/feed"] = send(feed(server, "/deal"))
    server.pages["/deal"] = send("", status=503)
    assert watch(path, request_for(server)).results == {"listed": 1, "failed": 1}
    server.pages["/feed"] = send("", status=304)
    server.asked.clear()
    watch(path, request_for(server))
    assert server.paths() == ["/feed"]
    later = StandingClock(NOON + timedelta(hours=1))
    server.pages["/deal"] = send(page("A deal was signed"))
    assert watch(path, request_for(server, clock=later)).results == {"kept": 1}


def test_page_that_is_gone_is_not_asked_for_again(server: Server, tmp_path: Path) -> None:
    """404, a loop, a page without text: each is noted with its reason, once."""
    path = tmp_path / "a.db"
    server.pages["/feed"] = send(feed(server, "/none", "/loop", "/empty"))
    server.pages["/loop"] = redirect("/loop")
    server.pages["/empty"] = send("<html><nav>Home</nav></html>")
    summary = watch(path, request_for(server))
    assert summary.results == {"listed": 1, "barred": 2, "unread": 1}
    assert dict(summary.troubles)[server.url("/none")] == "the server answers 404"
    server.asked.clear()
    later = StandingClock(NOON + timedelta(days=9))
    watch(path, request_for(server, clock=later))
    assert server.paths() == ["/feed"]


def test_feed_that_fails_stops_no_other(server: Server, tmp_path: Path) -> None:
    """A feed that is none, or is gone, is a trouble with a reason; the others are read."""
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><rss/>'
    server.pages["/bomb"] = send(bomb)
    request = request_for(server)
    more = replace(request.outlets[0], card=Card(name="Other"),
                   feeds=(server.url("/bomb"), server.url("/none")))  # fmt: skip
    summary = watch(tmp_path / "a.db", replace(request, outlets=(more, *request.outlets)))
    assert summary.results == {"listed": 1, "kept": 1, "outside": 1, "failed": 2}
    assert "entities" in dict(summary.troubles)[server.url("/bomb")]


def test_sitemap_index_and_single_pages(server: Server, tmp_path: Path) -> None:
    """An index leads to its sitemaps; a page that is named is asked for each round, conditionally."""
    server.pages["/index"] = send(
        f"<sitemapindex><sitemap><loc>{server.url('/map')}</loc></sitemap></sitemapindex>"
    )
    server.pages["/map"] = send(f"<urlset><url><loc>{server.url('/deal')}</loc></url></urlset>")
    server.pages["/page"] = send(page("A deal on its own"), ("ETag", '"p"'))
    request = request_for(server)
    outlet = replace(
        request.outlets[0], feeds=(server.url("/index"),), pages=(server.url("/page"),)
    )
    request = replace(request, outlets=(outlet,))
    assert watch(tmp_path / "a.db", request).results == {"listed": 2, "kept": 2}
    server.asked.clear()
    watch(tmp_path / "a.db", request)
    asked = dict(server.asked)
    assert asked["/page"]["If-None-Match"] == '"p"'
    assert "/deal" not in asked
