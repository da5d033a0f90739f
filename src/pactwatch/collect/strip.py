"""A page's bytes → all that its article can say, quickly. What enters: bytes without the encoding
under which they were sent; what leaves: marked text, or None where only a parser can tell.

In marked text a `<` stands wherever a tag stood, as only a cleaner knows whether a tag parts words
or letters of one word. Without these and without blanks, which a cleaner may put in or take out, a
page's cleaned text is a part of it, run by run: entities are letters, what nobody can see is gone.
The reverse does not hold: menus, captions and comments stand here as well. Of scripts only JSON-LD
is kept, of attributes those of `meta` and `math`, as titles and formulas are read from them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from pactwatch.arrays import np
from pactwatch.collect.decode import LOOKED_AT, decode
from pactwatch.collect.scripts import without_scripts
from pactwatch.errors import CollectError

if TYPE_CHECKING:
    import numpy.typing as npt

    Marks = npt.NDArray[np.intp]
    Truths = npt.NDArray[np.bool_]

_UNSEEN = bytes({*range(32), 127} - {*b"\t\n\v\f\r\x1c\x1d\x1e\x1f"})  #: ASCII's, but for blanks
_BLANKS = b" \t\n\v\f\r"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")  #: marks of UTF-16 and UTF-32

MOST_ODD = 400  #: tags that hold a mark themselves; a page with more is left to a parser

_OPENING = b"/!?abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"  #: behind the `<` of a tag
_OPENS = bytes(byte in _OPENING for byte in range(256))

#: What cannot stand within a name, entities and other encodings included; a full stop may.
_NO_LETTER = frozenset(b for b in range(128) if not chr(b).isalpha() and chr(b) not in ";'&-,")
#: A full stop that may part a name: behind few letters, or behind a tag or sign that may hide them.
_SHORT = re.compile(rb"(?:^|[^A-Za-z])[A-Za-z]{1,3}\.$|[>;'&\x80-\xff]\.$")


def strip_page(data: bytes, *, charset: str | None = None) -> str | None:
    """A page of HTML → marked text, or None where only a parser can tell it.

    `charset` is what the head of the answer names.

    >>> strip_page(b"<p>Rwa<b>nda</b> &amp; C&ocirc;te d&#39;Ivoire</p><script>x</script>")
    "<Rwa<nda< & Côte d'Ivoire"
    """
    is_wide = data.startswith(_WIDE) or data.find(b"\0", 0, LOOKED_AT) >= 0
    kept = _text_of(_as_utf8(data, charset) if is_wide else data)
    if kept is None:
        return None
    if kept.isascii() and b"&" not in kept and b"\\" not in kept:
        return kept.translate(None, _UNSEEN).decode("ascii")
    try:
        return mark_text(kept.decode("utf-8"))
    except UnicodeDecodeError:
        return _mark_other(data, kept, charset)


def _mark_other(data: bytes, kept: bytes, charset: str | None) -> str | None:
    """The marked text of a page that is not in UTF-8: `kept` is its text, if markup is ASCII there."""
    try:
        found = decode(data, is_html=True, charset=charset)
    except CollectError:
        return None
    if found.note is None and found.encoding.startswith(("cp125", "iso8859")):
        return mark_text(kept.decode(found.encoding))
    whole = _text_of(found.text.encode("utf-8", "replace"))
    return None if whole is None else mark_text(whole.decode("utf-8", "replace"))


def mark_text(text: str) -> str:
    """Text as a page writes it → the same with entities and escapes read, and without the unseen.

    Where reading again gives something else, both stand, one behind the other.

    >>> mark_text("Rwan\\u00adda &amp;ocirc;")
    'Rwanda &ocirc;<Rwanda ô'
    """
    found = text
    if "&" in found:
        found = unescape(text)
        if "&" in found and (twice := unescape(found)) != found:
            found = f"{found}<{twice}"
    if "\\" in found:
        found = f"{found}<{_ESCAPED.sub(lambda m: chr(int(m[1], 16)), _BREAK.sub(' ', found))}"
    if not _is_seen(found):
        found = "".join(c for c in found if c.isprintable() or c.isspace())
    return found if found.isascii() else unicodedata.normalize("NFC", found)


_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_BREAK = re.compile(r"\\[nrtbf]")


def _is_seen(text: str) -> bool:
    return "".join(text.split()).isprintable()


def _as_utf8(data: bytes, charset: str | None) -> bytes | None:
    """The page in UTF-8, read as the cleaner reads it."""
    try:
        return decode(data, is_html=True, charset=charset).text.encode("utf-8", "replace")
    except CollectError:
        return None


def _text_of(page: bytes | None) -> bytes | None:
    """Bytes that are ASCII where they are markup → those that can be text.

    A piece between two marks (`<`, `>`) is a tag where it opens as one and ends as one; every other
    piece is kept. None where a tag that parts a word is not as simple as that.
    """
    if page is None:
        return None
    page = without_scripts(page) + b"<\0\0"  # the last mark, of nothing
    bytes_ = np.frombuffer(page, np.uint8)
    is_mark = bytes_ | 2  # `<` has one bit less than `>`
    marks = np.equal(is_mark, ord(">"), out=is_mark.view(np.bool_)).nonzero()[0]
    kinds, behind = bytes_.take(marks), bytes_.take(marks + 1)
    is_plain = kinds.tobytes() == b"<>" * (len(marks) // 2) + b"<"
    if is_plain and not behind[:-1:2].tobytes().translate(None, _OPENING):
        starts, stops, first = marks[1::2], marks[2::2], behind[1::2]  # a `>` for each `<` of a tag
        is_text = True
    else:
        starts, stops, first = marks[:-1], marks[1:], behind[:-1]
        is_open = kinds == ord("<")
        opens = is_open & np.frombuffer(behind.tobytes().translate(_OPENS), np.bool_)
        is_tag = opens[:-1] & ~is_open[1:]
        if _is_doubtful(page, starts, opens[:-1] & ~is_tag, is_tag, is_open):
            return None
        is_text = ~is_tag
    length = stops - starts  # one more than the piece has
    is_said = ((length > 2) | ((first > ord(" ")) & (length > 1))) & is_text
    starts, stops = starts[is_said].tolist(), stops[is_said].tolist()
    pieces = [page[: marks[0]]]
    pieces += [page[i + 1 : j] for i, j in zip(starts, stops, strict=True)]
    pieces += _attributes(page, marks, behind.tobytes())
    return b"<".join(pieces)


def _attributes(page: bytes, marks: Marks, behind: bytes) -> Iterator[bytes]:
    """The tags whose attributes a title can be read from, and the title as it stands."""
    for letter in b"mM":
        i = behind.find(letter)
        while i >= 0:
            start = int(marks[i])
            if page[start : start + 5].lower() in (b"<meta", b"<math"):
                yield page[start : int(marks[i + 1])]
            i = behind.find(letter, i + 1)
    title = page.find(b"<title")
    if title >= 0:
        yield page[title : page.find(b"</title", title)]


def _is_doubtful(page: bytes, marks: Marks, odd: Truths, is_tag: Truths, is_open: Truths) -> bool:
    """Whether a tag that holds a mark itself, or a comment that does, may part a word.

    `odd` are the tags that another one follows before they end.
    """
    odd[:-2] |= is_tag[:-2] & ~is_open[2:-1]
    which = np.flatnonzero(odd).tolist()
    if len(which) > MOST_ODD:
        return True
    return any(_parts_word(page, marks, is_tag, i) for i in which)


def _parts_word(page: bytes, marks: Marks, is_tag: Truths, tag: int) -> bool:
    """Whether a letter stands before a tag, or before the tags that it follows; between them there
    may be blanks, as in a name of two words."""
    while True:
        before = int(marks[tag]) - 1
        while before >= 0 and page[before] in _BLANKS:
            before -= 1
        if before < 0:
            return False
        if tag == 0 or int(marks[tag - 1]) != before:
            is_short = _SHORT.search(page[max(before - 4, 0) : before + 1])
            return page[before] not in _NO_LETTER or bool(is_short)
        if tag < 2 or not is_tag[tag - 2]:
            return True
        tag -= 2
