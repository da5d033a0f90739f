"""One record of an archive, read beside whoever writes to it: nothing is mended, nothing written."""

from __future__ import annotations

from pathlib import Path

from pactwatch.archive.index import load_index
from pactwatch.archive.members import scan_file
from pactwatch.archive.places import explained, place_at
from pactwatch.archive.records import read_capture
from pactwatch.archive.warc import INDEX
from pactwatch.errors import ArchiveError
from pactwatch.nouns import Capture


def fetch_original(folder: Path, record: str) -> Capture:
    """The bytes of a record, as they came; ArchiveError where it is missing or cannot be read."""
    place = place_at(folder)
    sizes = place.sizes()
    with explained(place.name, doing="read"):
        members = load_index(folder / INDEX, sizes)
    ends = {member.file: member.end for member in members}
    for name, size in sizes.items():
        if (start := ends.get(name, 0)) < size:
            with place.open(name) as file:
                members.extend(scan_file(file, name, start).members)
    member = {one.record: one for one in members}.get(record)
    if member is None:
        raise ArchiveError(f"{place.name}: no record {record}; expected it beside its register")
    data = place.read(member.file, member.offset, member.end)
    return read_capture(data, where=f"{place.name}/{member.file}, byte {member.offset}")
