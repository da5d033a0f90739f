"""Content ids: equal parts give equal ids on every machine, today or next year.

What enters: the parts of a thing, in a fixed order. What leaves: a short id with a prefix that
tells a person what it names (`doc_…`, `clm_…`, `rec_…`).
"""

from __future__ import annotations

import hashlib
import json

Part = object  #: a part of an id: JSON's own values, nested

LENGTH = 20  #: hexadecimal digits kept of the SHA-256, 80 bits


def canonical(part: Part) -> str:
    """One spelling per value: sorted keys, no spaces, no escapes that depend on the writer."""
    return json.dumps(
        part, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def content_id(prefix: str, *parts: Part) -> str:
    """Parts → id: the prefix and the first 80 bits of the SHA-256 of the parts.

    >>> content_id("doc", None, "ab") == content_id("doc", None, "ab")
    True
    >>> content_id("doc", None, "ab") == content_id("doc", "ab", None)
    False
    """
    digest = hashlib.sha256(canonical(list(parts)).encode("utf-8")).hexdigest()
    return f"{prefix}_{digest[:LENGTH]}"


def sha256_of(data: bytes) -> str:
    """The SHA-256 of bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
