"""`read URL` and `watch` as a person calls them, against servers on loopback, proved afterwards."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from collect.servers import redirect, send, serving
from command import export_of, pactwatch

PAGE = """<html><head><title>Norway sends 14 people to Zambia</title></head><body><article>
<h1>Norway sends 14 people to Zambia</h1><p>Norway deported 14 migrants to Zambia on Monday under the
agreement that the two states signed in March, the ministry of justice in Oslo said.</p>
<p>“They were received with dignity,” said the minister of home affairs in Lusaka on Tuesday.</p>
</article></body></html>"""

WEATHER = PAGE.replace("Norway", "The north").replace("Zambia", "the hills").replace(
    "deported", "saw").replace("migrants", "clouds").replace("agreement", "sky")  # fmt: skip


def test_read_an_address(tmp_path: Path) -> None:
    """A page is fetched, archived with its request, read, and proved; loopback only where listed."""
    register = tmp_path / "a.db"
    with serving({"/moved": redirect("/story"), "/story": send(PAGE)}) as server:
        done = pactwatch("read", server.url("/moved"), "--register", register)
        assert done.returncode == 1
        assert "no public address" in " ".join(done.stdout.split())
        assert server.asked == []
        done = pactwatch("read", server.url("/moved"), "--register", register,
                         PACTWATCH_FETCH_PRIVATE="127.0.0.0/8")  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        export = export_of(register)
    (doc,) = export["documents"]
    assert (doc["url"], doc["source"]) == (server.url("/story"), server.url("/moved"))
    assert export["transfers"]
    assert export["issues"] == []
    done = pactwatch("verify", "--register", register)
    assert done.returncode == 0, done.stderr
    assert "of which 1 cleaned again" in done.stdout


def test_watch_once(tmp_path: Path) -> None:
    """A round fetches what a feed names, keeps what concerns the domain, and can be proved."""
    register, feeds = tmp_path / "a.db", tmp_path / "feeds.toml"
    with serving({"/1": send(PAGE), "/2": send(WEATHER)}) as server:
        server.pages["/feed"] = send(f'{{"items": [{{"url": "{server.url("/1")}"}}, '
                                     f'{{"url": "{server.url("/2")}"}}]}}')  # fmt: skip
        feeds.write_text(
            '[watch]\npause = 0\nprivate = ["127.0.0.0/8"]\n[[outlet]]\nname = "Fjord Gazette"\n'
            f'country = "NOR"\nfeeds = ["{server.url("/feed")}"]\n'
        )
        done = pactwatch("watch", feeds, "--once", "--register", register)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.startswith("1 feeds read, 1 pages kept, 1 seen and not kept, ")
        again = pactwatch("watch", feeds, "--once", "--register", register)
        assert (again.returncode, server.paths().count("/1")) == (0, 1)
    (doc,) = export_of(register)["documents"]
    assert doc["outlet"] == "Fjord Gazette"
    done = pactwatch("verify", "--register", register)
    assert done.returncode == 0, done.stderr
    assert pactwatch("watch", feeds, "--register", register).returncode == 2


def test_crawl_of_others_is_proved(tmp_path: Path) -> None:
    """What was read from somebody's WARC file, without its requests, is proved like all else."""
    crawl, register = tmp_path / "crawl.warc.gz", tmp_path / "a.db"
    with crawl.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                "https://news.example/1", "response", payload=BytesIO(PAGE.encode()),
                http_headers=head,
            )
        )  # fmt: skip
    assert pactwatch("read", crawl, "--register", register).returncode == 0
    done = pactwatch("verify", "--register", register)
    assert done.returncode == 0, done.stderr
    assert "pages: 1, of which 1 cleaned again" in done.stdout
