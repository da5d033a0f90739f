"""What a worker does with one capture or one document. What enters: bytes; what leaves: pages read,
and an Issue for whatever could not be. Runs in this process or in another; touches no register."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from pactwatch.collect import MetaTable, clean_capture
from pactwatch.config import Settings
from pactwatch.divide import VERSION as DIVIDE_VERSION
from pactwatch.divide import divide_document
from pactwatch.domain import load_pack
from pactwatch.errors import ConfigError, ItemError, RunError
from pactwatch.extract.readers import load_readers
from pactwatch.nouns import Capture, DividedDocument, Document, Issue, Reading
from pactwatch.store import ParseFile


class PageReaders(Protocol):
    """What `extract.load_readers` gives."""

    @property
    def version(self) -> str: ...

    def read(self, divided: DividedDocument) -> Reading | Issue: ...


#: Makes the readers anew in each process; a function at the top of a module, so that it travels.
MakeReaders = Callable[[Settings], PageReaders]


def default_readers(settings: Settings) -> PageReaders:
    """The readers of the pack that the settings name."""
    parses = ParseFile(settings.parses) if settings.parses else None
    return load_readers(load_pack(settings.pack), settings, parses)


def version_of(readers: PageReaders) -> str:
    """Under what a page is not read again."""
    return f"{readers.version} {DIVIDE_VERSION}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """A document with its reading, or with the issue that stands in its place.

    `is_known` where the register has the reading already.
    """

    document: Document
    reading: Reading | None = None
    issue: Issue | None = None
    is_known: bool = False


PageResult = PageRead | Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What a worker has at hand."""

    settings: Settings
    readers: PageReaders


def clean_pages(
    capture: Capture, given: MetaTable, settings: Settings
) -> Iterator[Document | Issue]:
    """Capture → Document, with an Issue where the cleaner itself fails; RunError where the machine does."""
    try:
        yield from clean_capture(capture, given, settings)
    except ItemError as error:
        yield Issue(source=capture.source, stage="collect", what=str(error))
    except Exception as error:  # one input's failure must not end the run
        _raise_machine_s(error, capture.source)
        yield Issue(source=capture.source, stage="collect", what=_broken("cleaner", error))


def read_document(document: Document, readers: PageReaders) -> PageRead:
    """Document → its reading, or an Issue where the readers cannot, or fail.

    What would fail on every page alike is no Issue: ConfigError and RunError go up.
    """
    try:
        found = readers.read(divide_document(document))
    except (ConfigError, RunError):
        raise
    except ImportError as error:
        raise RunError(
            f"a part that the readers need is not installed: {error}; install pactwatch with all "
            "it requires (make setup), or name another pipeline in PACTWATCH_PIPELINE"
        ) from error
    except ItemError as error:
        found = Issue(source=document.source, stage="extract", what=str(error))
    except Exception as error:  # one page's failure must not end the run
        _raise_machine_s(error, document.source)
        found = Issue(source=document.source, stage="extract", what=_broken("reader", error))
    if isinstance(found, Issue):
        return PageRead(document=document, issue=found)
    return PageRead(document=document, reading=found)


#: What the system answers where not the page is at fault: no room, no handles, no memory.
_MACHINE_S = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE}
)


def _raise_machine_s(error: Exception, source: str) -> None:
    """RunError where the machine failed, so that no page is taken to be unreadable for it."""
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno in _MACHINE_S):
        what = str(error) or "no memory left"
        raise RunError(
            f"{source}: this machine could not go on ({what}); what was read is kept: make room and "
            "run the same command again"
        ) from error


def _broken(part: str, error: Exception) -> str:
    what = " ".join(str(error).split())[:200]
    return f"the {part} failed ({type(error).__name__}: {what}); please report this with the file"
