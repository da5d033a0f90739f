"""Capture → WARC: write and read the bytes that everything follows from."""

from pactwatch.archive.chain import Proof, SealedArchive
from pactwatch.archive.drivers import file_errors, files_at, in_words
from pactwatch.archive.originals import fetch_original
from pactwatch.archive.places import LocalPlace, RemotePlace, place_at
from pactwatch.archive.records import write_warc
from pactwatch.archive.warc import WarcArchive

__all__ = [
    "LocalPlace",
    "Proof",
    "RemotePlace",
    "SealedArchive",
    "WarcArchive",
    "fetch_original",
    "file_errors",
    "files_at",
    "in_words",
    "place_at",
    "write_warc",
]
