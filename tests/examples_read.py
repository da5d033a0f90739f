"""The examples as read once: their pages with their readings, to make registers of any of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from factory import StandingClock, capture
from pactwatch.archive import WarcArchive
from pactwatch.collect import MetaTable, load_meta
from pactwatch.config import Settings
from pactwatch.domain import Pack, load_pack
from pactwatch.nouns import Document, Given, Reading, Register
from pactwatch.release import FORMATS, Export
from pactwatch.store import Store, Terms, open_register
from pactwatch.workers import ReadRequest, read_sources

FOLDER = Path(__file__).parents[1] / "examples"
TERMS = Terms(given=Given(), readers="test@1", told=lambda _source, _url: Given())

Page = tuple[Document, Reading]


@lru_cache(maxsize=1)
def example_pages() -> tuple[Page, ...]:
    """Every page of `examples/` with its reading, by document id."""
    table = load_meta(FOLDER / "meta.csv", otherwise=MetaTable().otherwise)
    clock = StandingClock()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "examples.db"
        with open_register(path, write=True, clock=clock) as store:
            request = ReadRequest(
                sources=(str(FOLDER),), settings=Settings(), clock=clock, given=table
            )
            read_sources(request, store, WarcArchive(Path(folder) / "archive"))
            readings = {reading.doc_id: reading for reading in store.current_readings()}
            return tuple((doc, readings[doc.id]) for doc in store.documents())


@lru_cache(maxsize=1)
def example_pack() -> Pack:
    return load_pack("transfers")


def add_pages(store: Store, pages: Iterable[Page]) -> None:
    """Put pages into a register as one run that read them in this order."""
    run = store.begin_run(["read"], versions=[])
    for doc, reading in pages:
        taken = capture(doc.text, source=doc.source)
        intake = store.begin_intake(taken, TERMS, run)
        if intake.is_known:
            continue
        store.add_document(doc, reading, intake=intake)
        store.end_intake(intake, TERMS)
    store.end_run(run)


def exported(register: Register) -> str:
    """The JSON export of a register."""
    return "".join(FORMATS["json"](Export(register=register, pack=example_pack())))
