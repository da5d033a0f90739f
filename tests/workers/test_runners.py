"""Daft's own runner, and what is said where an engine is not installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from collect.crawls import Page, report, write_crawl
from factory import StandingClock, document
from pactwatch.collect import MetaTable, list_shards
from pactwatch.config import Settings
from pactwatch.errors import ConfigError, RunError
from pactwatch.nouns import Shard
from pactwatch.store import open_register
from pactwatch.workers import Engine
from pactwatch.workers.pages import read_document
from pactwatch.workers.sifting import Work
from workers.doubles import FirstLineReaders, make_sifting_readers

TESTS = Path(__file__).parent.parent


def test_daft_reads_what_is_read_here(tmp_path: Path) -> None:
    """Two worker processes of Daft's own runner give the register that this process gives."""
    crawls = []
    for n in range(4):
        body = report(f"Page {n}", f"The deal, number {n}, was signed on Monday.")
        pages = [Page(url=f"https://{n}.example/{i}", body=body) for i in range(3)]
        crawls.append(str(write_crawl(tmp_path / f"{n}.warc.gz", pages)))
    found = []
    for runner in ("local", "daft"):
        register = tmp_path / f"{runner}.db"
        driver = [sys.executable, str(TESTS / "workers/crawl_driver.py"), str(register), runner, ""]
        environment = os.environ | {"PYTHONPATH": f"{TESTS.parent / 'src'}:{TESTS}"}
        subprocess.run([*driver, *crawls], env=environment, check=True, timeout=240)
        with open_register(register, write=False, clock=StandingClock()) as store:
            found.append((store.documents(), store.current_readings(), store.issues()))
    assert found[0] == found[1]
    assert len(found[0][0]) == 12


def test_daft_reads_more_than_once_in_a_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A process that has read by Daft's own runner may do so again, with other workers."""
    monkeypatch.setenv("PYTHONPATH", f"{TESTS.parent / 'src'}:{TESTS}")
    path = write_crawl(tmp_path / "a.warc.gz", [Page(body=report("One", "A deal was signed."))])
    work = Work(settings=Settings(), given=MetaTable(), make_readers=make_sifting_readers)
    shards = [shard for shard in list_shards([str(path)]) if isinstance(shard, Shard)]
    for workers in (1, 2):
        (found,) = Engine(runner="daft", workers=workers).carry(shards, work)
        assert (found.shard, len(found.kept)) == (shards[0], 1)


@pytest.mark.parametrize(
    ("runner", "lacks", "extra"), [("daft", "daft", "bulk"), ("ray", "ray", "cluster")]
)
def test_missing_engine_is_told_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, runner: str, lacks: str, extra: str
) -> None:
    """Without the extra one message says what to type; nothing is read or made before."""
    monkeypatch.setitem(sys.modules, lacks, None)
    with pytest.raises(ConfigError, match=rf"pip install 'pactwatch\[{extra}\]'"):
        Engine(runner=runner).checked()


def test_full_disk_of_a_worker_is_no_fault_of_the_page() -> None:
    """Where the machine fails, the run stops; the page is not taken to be unreadable."""
    with pytest.raises(RunError, match="make room"):
        read_document(document("There is no room left in here."), FirstLineReaders())
