"""Readers that need no language model: they travel to worker processes, being named here."""

from __future__ import annotations

import errno
import os
import time

from pactwatch.config import Settings
from pactwatch.nouns import Claim, DividedDocument, Issue, Reading, Span


class FirstLineReaders:
    """One claim a page: its first line. Some words make them fail, as pages can."""

    version = "first-line@1"

    def read(self, divided: DividedDocument) -> Reading | Issue:
        doc = divided.document
        if "crash" in doc.text:
            raise ZeroDivisionError("as asked")
        if "unequipped" in doc.text:
            raise ModuleNotFoundError("No module named 'model'")
        if "no room left" in doc.text:
            raise OSError(errno.ENOSPC, "No space left on device")
        if "vanish" in doc.text:
            os._exit(3)
        if "slow" in doc.text:
            time.sleep(0.05)
        if doc.language not in (None, "en"):
            return Issue(source=doc.source, stage="extract", what="no reader for this language")
        end = (doc.text + "\n").index("\n")
        span = Span.cut(doc, 0, end)
        claim = Claim(
            id=Claim.id_of(doc_id=doc.id, kind="arrangement", spans=((0, end),), slots=()),
            kind="arrangement",
            doc_id=doc.id,
            span=span,
            slots=(),
            reader=self.version,
        )
        return Reading(
            doc_id=doc.id, readers=self.version, in_domain="deal" in doc.text, claims=(claim,)
        )


def make_first_line_readers(_: Settings) -> FirstLineReaders:
    return FirstLineReaders()


class SiftingReaders(FirstLineReaders):
    """The same for crawls: a claim only where a page tells of a deal, which its bytes show."""

    version = "sifting@1"

    def missing(self, marked: str) -> str | None:
        return None if "deal" in marked.replace("<", "") else "no deal in it"

    def can_read(self, language: str | None) -> bool:
        return language in (None, "en")

    def read(self, divided: DividedDocument) -> Reading | Issue:
        found = super().read(divided)
        if isinstance(found, Issue) or found.in_domain:
            return found
        return Reading(doc_id=found.doc_id, readers=self.version, in_domain=False)


def make_sifting_readers(_: Settings) -> SiftingReaders:
    return SiftingReaders()
