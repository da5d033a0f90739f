"""Bytes → text, and what had to be supposed. What enters: bytes; what leaves: `Decoded`.

In this order: byte order mark, UTF-8 if every byte is valid, the charset that the answer's head or
the page declares, UTF-8 with a few bad bytes (told), windows-1252, and what charset-normalizer finds.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pactwatch.errors import CollectError

#: The longer marks first, as UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

LOOKED_AT = 65_536  #: bytes that tell text from other things

_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b")

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_DECLARED_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.I)

#: What browsers read instead, as the pages that declare these hold typographic quotes.
_READ_AS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, the encoding that gave it, and a note where bytes had to be replaced."""

    text: str
    encoding: str
    note: str | None = None


def decode(data: bytes, *, is_html: bool = False, charset: str | None = None) -> Decoded:
    """Bytes → text; CollectError where they are no text in any encoding.

    `charset` is what the head of the answer names, where the bytes came over the wire.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_mark(data[len(mark) :], encoding)
    if unmarked := _wide_without_mark(data):
        return Decoded(text=data.decode(unmarked, "replace"), encoding=unmarked)
    if _is_binary(data):
        raise CollectError(
            "binary data, not text; expected a report as text, HTML, JSON, PDF or docx"
        )
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        told = _as_named(data, charset) if charset else None
        return told or _declared(data, is_html) or _mended(data) or _guessed(data)


def _with_mark(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    note = (
        f"{bad} characters are no valid {encoding.upper()}; they stand as \ufffd" if bad else None
    )
    return Decoded(text=text, encoding=encoding, note=note)


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 that lacks its mark: Latin letters leave every second byte zero."""
    head = data[:LOOKED_AT]
    if len(head) < 8 or head.count(0) < len(head) * 0.3:
        return None
    low, high = head[0::2].count(0), head[1::2].count(0)
    if min(low, high) > 0.05 * len(head):
        return None
    encoding = "utf-16-le" if high > low else "utf-16-be"
    try:
        data[: len(data) // 2 * 2].decode(encoding)
    except UnicodeDecodeError:
        return None
    return encoding


def _is_binary(data: bytes) -> bool:
    """More than one byte in a hundred is a control that no text holds."""
    head = data[:LOOKED_AT]
    return len(head) - len(head.translate(None, _CONTROLS)) > len(head) * 0.01


def _declared(data: bytes, is_html: bool) -> Decoded | None:
    """What the page itself says, where that decodes every byte."""
    found = _DECLARED_XML.search(data[:1024]) or (is_html and _DECLARED.search(data[:8192])) or None
    if found is None:
        return None
    return _as_named(data, found[1].decode("ascii", "replace").lower())


def _as_named(data: bytes, name: str) -> Decoded | None:
    """Text in the encoding of this name, where there is one and it decodes every byte."""
    try:
        encoding = codecs.lookup(_READ_AS.get(name, name)).name
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None
    return None if encoding == "utf-8" else Decoded(text=text, encoding=encoding)


#: What each bad byte is in windows-1252; `surrogateescape` leaves byte b as U+DC00 + b.
_AS_1252 = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_ESCAPED = re.compile("[\udc80-\udcff]")


def _mended(data: bytes) -> Decoded | None:
    """UTF-8 in which most of what is not ASCII is valid: the bad bytes read as windows-1252."""
    text = data.decode("utf-8", "surrogateescape")
    bad = len(_ESCAPED.findall(text))
    good = sum(map(len, _NOT_ASCII.findall(text))) - bad
    if good <= bad:
        return None
    before = _ESCAPED.split(text, maxsplit=1)[0]
    first = len(before.encode("utf-8"))
    note = f"{bad} bytes are no valid UTF-8 (the first is byte {first:,}); read as windows-1252"
    return Decoded(text=text.translate(_AS_1252), encoding="utf-8", note=note)


_NOT_ASCII = re.compile("[^\x00-\x7f]+")


def _guessed(data: bytes) -> Decoded:
    """Windows-1252 where English could stand in it, else what charset-normalizer finds."""
    high = sum(1 for byte in data[:LOOKED_AT] if byte > 0x7F)
    if high <= 0.05 * min(len(data), LOOKED_AT):
        try:
            return Decoded(text=data.decode("cp1252"), encoding="cp1252")
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed, slow to load

    best = from_bytes(data[: 16 * LOOKED_AT]).best()
    if best is None:
        raise CollectError("no encoding fits these bytes; save the file as UTF-8 and read it again")
    text = data.decode(best.encoding, "replace")
    bad = text.count("\ufffd")
    note = f"read as {best.encoding}, in which {bad} characters are not valid" if bad else None
    return Decoded(text=text, encoding=best.encoding, note=note)
