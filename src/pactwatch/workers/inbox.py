"""Bytes that somebody hands in → the register: what comes from a page instead of a path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pactwatch.archive import WarcArchive
from pactwatch.collect import MetaTable, fetch_named
from pactwatch.domain import Pack, load_pack
from pactwatch.errors import PactwatchError, RunError
from pactwatch.nouns import Capture, Given, Issue
from pactwatch.ports import Clock
from pactwatch.store import open_register
from pactwatch.workers.anchoring import anchor, archive_of
from pactwatch.workers.derive import save_derived
from pactwatch.workers.local import ReadRequest, ReadSummary, read_sources

PATIENCE = 24 * 3600.0  #: seconds for which a parcel waits while another process writes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Captures that are not in the archive yet, and what is said of all of them.

    `addresses` are still to be fetched; `issues` are those that could not be.
    """

    captures: tuple[Capture, ...]
    given: Given
    addresses: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    records: tuple[str, ...] = ()  #: of those that are in it

    def as_records(self) -> tuple[str, ...]:
        """The ids of its captures in the archive."""
        return self.records or tuple(one.record for one in self.captures)


def fetch_parcel(
    parcel: Parcel, request: ReadRequest, *, watch: Callable[[int, str], None]
) -> Parcel:
    """A parcel whose addresses were fetched, by the rules by which any page is."""
    found = fetch_named(parcel.addresses, request.settings, request.clock, watch=watch).values()
    return replace(
        parcel,
        captures=(*parcel.captures, *(one for one in found if isinstance(one, Capture))),
        addresses=(),
        issues=tuple(one for one in found if isinstance(one, Issue)),
    )


def take_in(parcel: Parcel, request: ReadRequest, *, wait: float = PATIENCE) -> ReadSummary:
    """Archive a parcel and read it into the register that the request's settings name.

    While another process writes it waits, and `request.say` is told. RunError for whatever goes
    wrong that no page is to blame for, so that a thread that calls this lives on.
    """
    settings, path = request.settings, request.settings.register
    request = replace(
        request,
        settings=replace(settings, parses=path.with_name(path.name + ".parses")),
        records=parcel.as_records(),
        found=lambda: parcel.issues,
        given=MetaTable(otherwise=parcel.given),
    )
    try:
        with open_register(
            path, write=True, clock=request.clock, wait=wait, say=request.say
        ) as store:
            address, index = archive_of(path, settings)
            archive = WarcArchive(address, index=index, say=request.say)
            request.say("")
            for capture in parcel.captures:
                archive.keep(capture)
            summary = read_sources(request, store, archive)
            save_derived(store, load_pack(settings.pack))
            anchor(store, archive, request.clock)
            return summary
    except PactwatchError:
        raise
    except Exception as error:  # a job's failure must not end the server's thread
        raise RunError(f"it could not be read ({type(error).__name__}: {error})") from error


def refresh_register(path: Path, pack: Pack, clock: Clock, *, wait: float) -> None:
    """Work the register out anew from its inputs; RunError for whatever goes wrong."""
    try:
        with open_register(path, write=True, clock=clock, wait=wait) as store:
            save_derived(store, pack)
    except PactwatchError:
        raise
    except Exception as error:  # as above
        raise RunError(f"the register could not be worked out ({error!r})") from error
