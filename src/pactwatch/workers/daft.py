"""Shards → what they hold, by Daft: its own runner on this machine, or Ray on many. One plan for
both: a table of shards, and a class that reads one.

What enters: shards; what leaves: what came of each, as it comes. Daft and Ray hand shards out,
restart workers that die and give their shards to others; where a whole plan fails, it is made again
for the shards that are left. This is the only module that knows of either; both are extras.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pactwatch.config import ONE_THREAD, set_environment
from pactwatch.errors import ConfigError, PactwatchError, RunError
from pactwatch.nouns import Shard
from pactwatch.workers.sifting import ShardRead, ShardReader, Work

PLANS: Final = 3  #: made one after the other without a shard read in between, before it is given up

#: Neither engine calls home or draws over the terminal, and each worker keeps to its processor.
_QUIET: Final = {
    ONE_THREAD: "1",
    "DAFT_ANALYTICS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
    "DO_NOT_TRACK": "true",
    "RAY_USAGE_STATS_ENABLED": "0",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Which runner carries the shards: `daft` here, `ray` on the cluster at `address` or a new one.

    `workers`: how many processes read; None for as many as there are processors.
    """

    runner: str
    address: str | None = None
    workers: int | None = None
    say: Callable[[str], None] = print

    def checked(self) -> Engine:
        """This engine, if it is installed; ConfigError names the command that installs it."""
        load_daft()
        if self.runner == "ray":
            load_ray()
        return self

    def carry(self, shards: Sequence[Shard], work: Work) -> Generator[ShardRead]:
        """Fulfils `bulk.Carry`; RunError where plan after plan fails."""
        left = {shard.id: shard for shard in shards}
        workers = self._start() if left else 0
        failed = 0
        while left:
            try:
                for found in _run_plan(list(left.values()), work, workers):
                    if left.pop(found.shard.id, None) is not None:
                        failed = 0
                        yield found
            except PactwatchError:
                raise
            except Exception as error:  # an engine's errors have no common root
                failed += 1
                what = " ".join(str(error).split())[:300]
                if failed == PLANS:
                    raise RunError(
                        f"runner {self.runner}: {PLANS} plans failed one after the other without a "
                        f"shard read ({type(error).__name__}: {what}); what was read is kept: see to "
                        "the workers and run the same command again"
                    ) from error
                self.say(f"runner {self.runner}: {what}; going on with {len(left):,} shards")

    def _start(self) -> int:
        """Start the engine, or reach its cluster; returns how many workers read."""
        daft = load_daft()
        if self.runner == "daft":
            if daft.runners.get_or_infer_runner_type() != "native":  # set once in a process
                daft.set_runner_native()
            return self.workers or os.cpu_count() or 1
        ray = load_ray()
        if not ray.is_initialized():
            quiet = {"runtime_env": {"env_vars": _QUIET}, "logging_level": "ERROR"}
            try:
                ray.init(address=self.address, log_to_driver=False, **quiet)
            except (ConnectionError, ValueError) as error:
                raise ConfigError(
                    f"--address {self.address}: no Ray cluster answers ({error}); start one with "
                    "`ray start --head`, or leave --address out for one on this machine"
                ) from error
        daft.set_runner_ray(noop_if_initialized=True)
        return self.workers or int(ray.cluster_resources().get("CPU", 1))


def _run_plan(shards: Sequence[Shard], work: Work, workers: int) -> Generator[ShardRead]:
    """One plan: each shard is a row, and a partition or batch of its own."""
    daft = load_daft()
    table = daft.from_pydict({"shard": [pickle.dumps(shard) for shard in shards]})
    is_native = daft.runners.get_or_infer_runner_type() == "native"
    table = table.into_batches(1) if is_native else table.into_partitions(len(shards))
    reader = daft.cls(_Reader, max_concurrency=workers, use_process=is_native or None)
    read = reader(pickle.dumps(work)).read
    plan = table.select(read(table["shard"]).alias("found"))
    for row in plan.iter_rows(results_buffer_size=workers):
        found = pickle.loads(row["found"])
        if isinstance(found, PactwatchError):
            raise found
        yield found


class _Reader:
    """What a worker process holds: readers, made once, which read one shard after the other."""

    def __init__(self, work: bytes) -> None:
        self._reader = ShardReader(pickle.loads(work))

    def read(self, shard: bytes) -> bytes:
        """A shard, pickled → what came of it, pickled; or the error that ends the run."""
        try:
            return pickle.dumps(self._reader.read(pickle.loads(shard)))
        except PactwatchError as error:
            return pickle.dumps(error)


def load_daft() -> Any:
    """The engine; ConfigError names the command that installs it."""
    set_environment(_QUIET)  # read as it is imported
    try:
        import daft  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise _lacking("daft", "bulk", "daft") from error
    return daft


def load_ray() -> Any:
    """The cluster's library; ConfigError names the command that installs it."""
    try:
        import ray  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise _lacking("ray", "cluster", "ray") from error
    return ray


def _lacking(runner: str, extra: str, package: str) -> ConfigError:
    return ConfigError(
        f"--runner {runner}: {package} is not installed; install it with "
        f"`pip install 'pactwatch[{extra}]'`, or read in this process with --runner local"
    )
