"""Source → Capture. What enters: the files, folders and `-` that a person names; what leaves: their
bytes as they came, and an Issue for each that could not be had.

One file is in memory at a time, and none that is larger than the setting allows. In a folder,
hidden files, what browsers save beside a page (`page_files/`) and files of other kinds are passed
over: that is no failure, so that it makes no Issue; `count_passed_over` counts them for a summary.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from pactwatch.collect.crawl_files import is_crawl_file
from pactwatch.collect.kinds import MEDIA_TYPES, UNKNOWN
from pactwatch.collect.named import fetch_named
from pactwatch.config import Settings
from pactwatch.nouns import Capture, Issue
from pactwatch.ports import Clock

_MAY_BE = ", ".join(MEDIA_TYPES) + ", or one of these with .gz"


def find_captures(
    sources: Sequence[str], settings: Settings, *, clock: Clock, stdin: BinaryIO | None = None
) -> Iterator[Capture | Issue]:
    """Sources → Capture: files as named, folders in the order of their names, `-` for `stdin`.

    Addresses are fetched, all of them when it is the first one's turn.
    """
    fetched: dict[str, Capture | Issue] = {}
    for source in sources:
        if source == "-":
            yield _take_stdin(stdin, settings, clock)
            continue
        path = Path(source)
        if _is_folder(path):
            for found in _walk(path):
                if isinstance(found, Issue):
                    yield found
                elif media_type_of(found.name) is not None:
                    yield _take(found, settings, clock)
        elif is_address(source):
            fetched = fetched or fetch_named(filter(is_address, sources), settings, clock)
            yield fetched[source]
        else:
            yield _take(path, settings, clock)


def is_address(source: str) -> bool:
    """Whether a source is to be fetched."""
    return source.lower().startswith(("http://", "https://"))


def count_passed_over(sources: Sequence[str]) -> Counter[str]:
    """How many files of each other ending stand in the folders among `sources`.

    What `find_captures` leaves out there without an Issue; hidden files are not counted.
    """
    folders = (Path(source) for source in sources if source != "-" and _is_folder(Path(source)))
    files = (found for folder in folders for found in _walk(folder) if isinstance(found, Path))
    return Counter(
        file.suffix.lower() or "(none)"
        for file in files
        if media_type_of(file.name) is None and not is_crawl_file(file.name)
    )


def media_type_of(name: str) -> str | None:
    """What a file of this name holds, or None where it is none of the kinds that are read."""
    stem = name.lower().removesuffix(".gz")
    return MEDIA_TYPES.get(Path(stem).suffix)


def source_of(path: Path) -> str:
    """The path as given, with `/`, and printable: bytes that are no UTF-8 stand escaped."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _walk(folder: Path) -> Iterator[Path | Issue]:
    """The files below a folder, by name; links to folders are not followed, as they may loop."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield _issue(folder, f"cannot open this folder: {error.strerror}")
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            page = entry.name.removesuffix("_files")
            if page == entry.name or not names & {f"{page}.html", f"{page}.htm"}:
                yield from _walk(folder / entry.name)
        elif not _is_folder(folder / entry.name):
            yield folder / entry.name


def _is_folder(path: Path) -> bool:
    """Whether it is one; what may not be looked at is not, and is told where it is opened."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _take(path: Path, settings: Settings, clock: Clock) -> Capture | Issue:
    """One file's bytes, or the reason why not."""
    media_type = media_type_of(path.name)
    try:
        about = path.stat()
        if why := _refusal(path, about, settings):
            return _issue(path, why)
        with path.open("rb") as file:
            data = file.read(settings.largest_file + 1)
    except FileNotFoundError:
        return _issue(path, "no such file or folder; check the path")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        return _issue(path, f"cannot be read: {reason}")
    if len(data) > settings.largest_file:
        return _issue(path, _too_large(len(data), settings))
    return _capture(source_of(path), media_type or UNKNOWN, data, clock)


def _refusal(path: Path, about: os.stat_result, settings: Settings) -> str | None:
    """Why a file is not opened at all."""
    if media_type_of(path.name) is None:
        return f"not a kind of file that is read ({path.suffix or 'no ending'}); expected {_MAY_BE}"
    if not stat.S_ISREG(about.st_mode):
        return "not a regular file; to read from a pipe, name it - and send the text to it"
    if about.st_size > settings.largest_file:
        return _too_large(about.st_size, settings)
    return None


def _too_large(size: int, settings: Settings) -> str:
    return (
        f"{size:,} bytes are more than the {settings.largest_file:,} that one input may have;"
        " split it, or raise PACTWATCH_LARGEST_FILE"
    )


def _take_stdin(stdin: BinaryIO | None, settings: Settings, clock: Clock) -> Capture | Issue:
    if stdin is None:
        return Issue(source="-", stage="collect", what="nothing was sent to standard input")
    data = stdin.read(settings.largest_file + 1)
    if len(data) > settings.largest_file:
        what = _too_large(len(data), settings).replace(f"{len(data):,} bytes are", "this is")
        return Issue(source="-", stage="collect", what=what)
    return _capture("-", UNKNOWN, data, clock)


def _capture(source: str, media_type: str, data: bytes, clock: Clock) -> Capture:
    at = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    return Capture(source=source, media_type=media_type, data=data, captured_at=at)


def _issue(path: Path, what: str) -> Issue:
    return Issue(source=source_of(path), stage="collect", what=what)
