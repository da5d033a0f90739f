"""Archive and crawls in an object store: the commands against a server that speaks S3 (moto's, in an
environment of its own: `make setup-s3`)."""

from __future__ import annotations

import os
import re
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from obstore.store import S3Store

from collect.crawls import Page, report, write_crawl
from command import export_of, pactwatch

ROOT = Path(__file__).parents[2]
SERVER = Path(os.environ.get("PACTWATCH_TEST_S3", ROOT / "build" / "s3" / "bin" / "moto_server"))
PATIENCE = 180.0  #: seconds that the server may take to start, and to answer

DEAL = (
    "Rwanda has agreed to take in up to 250 asylum seekers from Denmark, the Danish "
    "immigration ministry said on Monday."
)

pytestmark = pytest.mark.skipif(not SERVER.exists(), reason=f"no {SERVER}; make setup-s3")


@dataclass(frozen=True)
class Store:
    """An object store on loopback, as empty as it started but for the bucket `news`."""

    port: int

    @property
    def env(self) -> dict[str, str]:
        """What a person sets to reach it."""
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "tests",
            "AWS_SECRET_ACCESS_KEY": "tests",
        }

    def make_bucket(self) -> None:
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}/news", method="PUT")
        urllib.request.urlopen(asked, timeout=PATIENCE).close()

    @property
    def bucket(self) -> S3Store:
        """The bucket, past everything of ours."""
        return S3Store(
            "news",
            endpoint=self.env["AWS_ENDPOINT_URL"],
            access_key_id="tests",
            secret_access_key="tests",
            region="us-east-1",
            client_options={"allow_http": True},
        )

    def get(self, name: str) -> bytes:
        return bytes(self.bucket.get(name).bytes())

    def put(self, name: str, data: bytes) -> None:
        self.bucket.put(name, data)

    def names(self) -> list[str]:
        """The keys of all objects."""
        return sorted(one["path"] for batch in self.bucket.list() for one in batch)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    log = tmp_path / "server.log"
    with log.open(
        "wb"
    ) as out:  # the server takes a free port itself, and nobody can take it before
        server = subprocess.Popen([SERVER, "-H", "127.0.0.1", "-p", "0"], stdout=out, stderr=out)
    try:
        until = time.monotonic() + PATIENCE
        while (told := re.search(r"Running on http://127\.0\.0\.1:(\d+)", log.read_text())) is None:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.2)
        found = Store(int(told[1]))
        found.make_bucket()
        yield found
    finally:
        server.kill()
        server.wait()


def test_archive_in_an_object_store(store: Store, tmp_path: Path) -> None:
    """With `PACTWATCH_ARCHIVE=s3://…` bytes go there before any row, a second run goes on in the same
    chain, `verify` proves it, and finds a byte that was flipped there and an object that is gone."""
    register = tmp_path / "a.db"
    env = store.env | {"PACTWATCH_ARCHIVE": "s3://news/deals"}
    for number, text in enumerate((DEAL, DEAL.replace("250", "300"))):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"Denmark and Rwanda\n\n{text}\n")
        done = pactwatch("read", path, "--register", register, **env)
        assert done.returncode == 0, done.stderr
    assert [name.rpartition("/")[0] for name in store.names()] == ["deals"] * 4  # two, each sealed
    assert not list(tmp_path.glob("a.db.archive/*.warc.gz"))
    done = pactwatch("verify", "--register", register, **env)
    assert (done.returncode, "all of it holds" in done.stdout) == (0, True), done.stdout
    assert len(export_of(register, **env)["documents"]) == 2

    name = store.names()[0]
    whole = store.get(name)
    store.put(name, whole[:200] + bytes([whole[200] ^ 1]) + whole[201:])
    done = pactwatch("verify", "--register", register, **env)
    assert (done.returncode, "deals/00001.warc.gz" in done.stderr) == (1, True), done
    store.bucket.delete(name)
    done = pactwatch("verify", "--register", register, **env)
    assert (done.returncode, "does not follow the one before" in done.stderr) == (1, True), done


def test_crawls_in_an_object_store(store: Store, tmp_path: Path) -> None:
    """A crawl read from s3:// comes to what it comes to from a folder, and a second run knows it."""
    told = ("A bridge was opened in the north.", DEAL)
    pages = [
        Page(url=f"https://news.example/{i}", body=report(f"Denmark and Rwanda, {i}", text))
        for i, text in enumerate(told * 3)
    ]
    path = write_crawl(tmp_path / "CC-NEWS-1.warc.gz", pages)
    store.put(f"crawl/2025/{path.name}", path.read_bytes())
    store.put("crawl/2025/notes.txt", b"no crawl")
    here, there = tmp_path / "here.db", tmp_path / "there.db"
    assert pactwatch("read", path, "--register", here).returncode == 0
    for address in ("s3://news/crawl/2025/", "s3://news/crawl/*/*.warc.gz"):
        done = pactwatch("read", address, "--register", there, **store.env)
        assert done.returncode == 0, done.stderr
    assert "already" in done.stdout or "0 pages read" in done.stdout
    assert export_of(here)["claims"]
    assert export_of(there) == export_of(here)


def test_store_that_cannot_be_reached(tmp_path: Path) -> None:
    """One message that names the address; nothing is in the register that is not archived."""
    (tmp_path / "a.txt").write_text(DEAL)
    env = Store(port=9).env | {"PACTWATCH_ARCHIVE": "s3://news/deals"}
    done = pactwatch("read", tmp_path / "a.txt", "--register", tmp_path / "a.db", **env)
    assert done.returncode != 0
    assert "s3://news/deals: the archive cannot be read" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
