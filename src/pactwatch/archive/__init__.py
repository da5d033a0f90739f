"""Capture → WARC: write and read the bytes that everything follows from."""

from pactwatch.archive.warc import WarcArchive

__all__ = ["WarcArchive"]
