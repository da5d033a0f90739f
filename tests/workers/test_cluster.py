"""Faults on a real Ray cluster of two nodes, each with processes of its own: the register is the same
as without the fault. Slow to start, so that `make test-cluster` runs them."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from collect.crawls import Page, report, write_crawl
from factory import StandingClock
from pactwatch.store import open_register

pytestmark = pytest.mark.cluster

TESTS = Path(__file__).parent.parent
ENOUGH = 240  #: seconds after which a driver hangs
ROOM = 640_000  #: bytes; an empty register takes less, its log for all pages more
Cluster = Any


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A head and a node beside it, one processor each."""
    utils = pytest.importorskip("ray.cluster_utils")
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = f"{TESTS.parent / 'src'}:{TESTS}"
    head = {"num_cpus": 1, "include_dashboard": False}
    made = utils.Cluster(initialize_head=True, head_node_args=head)
    made.add_node(num_cpus=1)
    yield made
    made.shutdown()
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


@pytest.fixture(scope="module")
def crawls(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Twelve crawl files of six pages each, which take a while; one is damaged, one cut off."""
    folder = tmp_path_factory.mktemp("crawls")
    paths = []
    for n in range(12):
        pages = [
            Page(
                url=f"https://{n}.example/{i}",
                body=report(f"Page {n} {i}", f"A slow deal, number {i}, was signed on Monday."),
            )
            for i in range(6)
        ]
        paths.append(write_crawl(folder / f"{n:02}.warc.gz", pages))
    damaged = bytearray(paths[3].read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    paths[3].write_bytes(damaged)
    paths[7].write_bytes(paths[7].read_bytes()[:-30])
    return [str(path) for path in paths]


@pytest.fixture(scope="module")
def whole(crawls: list[str], tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    """What a register shows that was read here, in one go."""
    register = tmp_path_factory.mktemp("whole") / "a.db"
    assert finish(start(register, "local", "", crawls)) == 0
    return contents(register)


def contents(register: Path) -> tuple[object, ...]:
    """All that a register shows of its inputs."""
    with open_register(register, write=False, clock=StandingClock()) as store:
        return store.documents(), store.current_readings(), store.issues()


def start(
    register: Path, runner: str, address: str, sources: list[str], **how: Any
) -> subprocess.Popen[str]:
    """A driver in a process of its own."""
    return subprocess.Popen(
        [sys.executable, str(TESTS / "workers/crawl_driver.py"), str(register), runner, address, *sources],
        env=os.environ | {"PYTHONPATH": f"{TESTS.parent / 'src'}:{TESTS}"},
        stdout=subprocess.PIPE,
        text=True,
        **how,
    )  # fmt: skip


def wait_for_shards(driver: subprocess.Popen[str], number: int) -> None:
    """Until so many shards are done."""
    assert driver.stdout is not None
    for line in driver.stdout:
        if line.startswith("done"):
            number -= 1
        if not number:
            return
    raise AssertionError("the driver ended before")


def finish(driver: subprocess.Popen[str]) -> int:
    """The driver's status, once it ends."""
    out, _ = driver.communicate(timeout=ENOUGH)
    sys.stdout.write(out)
    return driver.returncode


def readers_of(cluster: Cluster) -> list[int]:
    """The processes on the cluster that read shards."""
    raylets = {node.all_processes["raylet"][0].process.pid for node in cluster.list_all_nodes()}
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_bytes()
        except (OSError, IndexError):
            continue
        if parent in raylets and b"UDFActor" in command:
            found.append(int(folder.name))
    return sorted(found)


def test_ray_reads_what_is_read_here(
    cluster: Cluster, crawls: list[str], whole: tuple[object, ...], tmp_path: Path
) -> None:
    """With a worker killed in the middle: its shard is read by another."""
    register = tmp_path / "a.db"
    driver = start(register, "ray", cluster.address, crawls)
    wait_for_shards(driver, 3)
    killed = readers_of(cluster)[0]
    os.kill(killed, signal.SIGKILL)
    assert finish(driver) == 0
    assert contents(register) == whole
    assert len(whole[2]) == 2  # type: ignore[arg-type]


def test_node_is_lost(
    cluster: Cluster, crawls: list[str], whole: tuple[object, ...], tmp_path: Path
) -> None:
    """A node with all its processes goes in the middle: the others read its shards."""
    node = next(one for one in cluster.list_all_nodes() if not one.is_head())
    register = tmp_path / "a.db"
    driver = start(register, "ray", cluster.address, crawls)
    wait_for_shards(driver, 3)
    cluster.remove_node(node, allow_graceful=False)
    try:
        assert finish(driver) == 0
    finally:
        cluster.add_node(num_cpus=1)
    assert contents(register) == whole


def test_disk_is_full(
    cluster: Cluster, crawls: list[str], whole: tuple[object, ...], tmp_path: Path
) -> None:
    """The run stops with one message and whole pages; with room, the same command ends it."""
    register = tmp_path / "a.db"
    driver = start(register, "ray", cluster.address, crawls, preexec_fn=leave_little_room)
    out, _ = driver.communicate(timeout=ENOUGH)
    assert driver.returncode == 1 and "make room" in out
    assert len(contents(register)[0]) < len(whole[0])  # type: ignore[arg-type]
    assert finish(start(register, "ray", cluster.address, crawls)) == 0
    assert contents(register) == whole


def leave_little_room() -> None:
    """No file of this process grows beyond what a third of the pages take."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


def test_driver_is_killed_and_run_again(
    cluster: Cluster, crawls: list[str], whole: tuple[object, ...], tmp_path: Path
) -> None:
    """What it had done is not read again; the rest is."""
    register = tmp_path / "a.db"
    driver = start(register, "ray", cluster.address, crawls)
    wait_for_shards(driver, 4)
    driver.send_signal(signal.SIGKILL)
    driver.wait(ENOUGH)
    again = start(register, "ray", cluster.address, crawls)
    wait_for_shards(again, 4)
    assert finish(again) == 0
    assert contents(register) == whole
