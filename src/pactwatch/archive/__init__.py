"""Capture → WARC: write and read the bytes that everything follows from."""

from pactwatch.archive.chain import Proof, SealedArchive
from pactwatch.archive.warc import WarcArchive

__all__ = ["Proof", "SealedArchive", "WarcArchive"]
