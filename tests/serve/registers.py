"""Pages into registers, with their bytes archived, for the tests of the browser."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from examples_read import TERMS, Page
from factory import capture
from pactwatch.archive import WarcArchive
from pactwatch.store import Store


def fill(store: Store, path: Path, pages: Iterable[Page], *, again: bool = False) -> None:
    """Put pages into a register as one run, the text of each archived as its original.

    `again`: the readings are newer ones of pages that are there.
    """
    archive = WarcArchive(path.with_name(path.name + ".archive"))
    run = store.begin_run(["read"], versions=[])
    for doc, reading in pages:
        taken = capture(doc.text, source=doc.source)
        record = archive.keep(taken)
        terms = replace(TERMS, readers="test@2") if again else TERMS
        intake = store.begin_intake(taken, terms, run)
        if not intake.is_known:
            store.add_document(replace(doc, archived=record), reading, intake=intake)
            store.end_intake(intake, terms)
    store.end_run(run)
