"""Which kinds of files can be reports."""

from __future__ import annotations

#: Endings of the files that can be reports, and what they hold; each may be followed by `.gz`.
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

UNKNOWN = "application/octet-stream"  #: to be told from the bytes
