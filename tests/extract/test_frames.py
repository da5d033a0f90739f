"""Frames prove themselves: each finds what its first sentence tells, and skips its second."""

from __future__ import annotations

from functools import lru_cache

import pytest

from pactwatch.config import Settings
from pactwatch.divide import divide_document
from pactwatch.domain import Frame, Pack, load_pack
from pactwatch.extract.readers import Readers, load_readers
from pactwatch.nouns import Document, Reading

#: What hangs on a deal is read on a page that tells of one.
CARRIER = "Denmark signed a deal with Kosovo to send foreign prisoners there."

#: Frames whose sentence is not read yet, each with what stands in the way.
KNOWN: dict[tuple[str, str], str] = {}


def pack() -> Pack:
    return load_pack("transfers")


@lru_cache(maxsize=1)
def readers() -> Readers:
    """The readers that ship; loaded once for all tests here."""
    return load_readers(pack(), Settings())


def frames_told(frame: Frame, told: str) -> set[str]:
    """The frames of all claims of what is so that a page of these words makes."""
    kind = pack().kind(frame.kind)
    text = told if kind.hub or kind.stands_as else f"{CARRIER}\n\n{told}"
    document = Document(
        id=Document.id_of(url=None, outlet=None, text=text),
        source="frame.txt",
        known="2025-05-05",
        known_basis="collected",
        language="en",
        text=text,
    )
    reading = readers().read(divide_document(document))
    assert isinstance(reading, Reading)
    return {
        claim.why[0]
        for claim in reading.claims
        if claim.factuality != "denied" or "asserted" not in frame.keeps
    }


def cases(side: str) -> list[object]:
    """Every frame, marked with the reason where its sentence is known not to be read."""
    found = []
    for frame in pack().frames:
        why = KNOWN.get((frame.name, side))
        marks = [pytest.mark.xfail(reason=why)] if why else []
        found.append(pytest.param(frame, id=frame.name, marks=marks))
    return found


@pytest.mark.parametrize("frame", cases("finds"))
def test_frame_finds_what_it_is_for(frame: Frame) -> None:
    """A claim of the frame arises from the sentence that the pack gives for it."""
    assert frame.name in frames_told(frame, frame.finds)


@pytest.mark.parametrize("frame", cases("skips"))
def test_frame_skips_what_only_looks_like_it(frame: Frame) -> None:
    """No claim of the frame arises from the sentence that the pack gives against it."""
    assert frame.name not in frames_told(frame, frame.skips)


def test_known_failures_are_frames_of_the_pack() -> None:
    """A frame that was renamed or dropped leaves no excuse behind."""
    assert {name for name, _ in KNOWN} <= {frame.name for frame in pack().frames}
