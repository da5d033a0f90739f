"""Text as decoded → the one canonical text. What enters: any string; what leaves: the text to which
all offsets of a document refer.

NFC; line ends are `\\n`; characters that nobody can see (controls, zero-width, bidirectional marks,
soft hyphens) are gone; every run of blanks is one space, none at a line's start or end; at most one
empty line between lines, none around the text. Doing it again changes nothing.
"""

from __future__ import annotations

import re
import unicodedata

#: Line ends that are not `\n`, form feed and the Unicode separators among them.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")

#: Controls, soft hyphen, zero-width space, bidirectional marks and isolates, byte order mark.
#: The joiners U+200C and U+200D stay: some scripts cannot be written without them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
)

#: Halves of a surrogate pair, which JSON can spell and UTF-8 cannot.
_LONE = re.compile("[\ud800-\udfff]")

_BLANKS = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_AROUND_LINE_END = re.compile(" ?\n ?")
_EMPTY_LINES = re.compile("\n{3,}")


def normalise(text: str) -> str:
    r"""Any text → canonical text.

    >>> normalise("\ufeffTalks  began.\u00a0\r\n\r\n\r\n\r\nNo deal\x00 yet. ")
    'Talks began.\n\nNo deal yet.'
    """
    text = _UNSEEN.sub("", _LINE_END.sub("\n", text))
    text = unicodedata.normalize("NFC", _LONE.sub("\ufffd", text))
    text = _AROUND_LINE_END.sub("\n", _BLANKS.sub(" ", text))
    return _EMPTY_LINES.sub("\n\n", text).strip(" \n")
