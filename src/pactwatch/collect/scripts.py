"""A page's bytes → the same without its scripts and styles, whose content is never text.

Quick and on the safe side: what may be something else (in a comment, inside an attribute, closed by
itself, JSON-LD) stays.
"""

from __future__ import annotations

from ahocorasick_rs import BytesAhoCorasick, MatchKind

#: So few that the machine's vector units find them: so they do for leftmost matches only, and where
#: not all begin with one of two bytes. So a comment is found by what stands behind its `<`.
_MARKS = (b"<script", b"<style", b"</script", b"</style", b"!--", b"-->")
_SCRIPT, _STYLE, _END_SCRIPT, _END_STYLE, _COMMENT, _END_COMMENT = range(6)
_FINDER = BytesAhoCorasick(_MARKS, matchkind=MatchKind.LeftmostFirst)

#: In the tag of a script that holds no metadata; without a type it is JavaScript.
_NO_METADATA = (b"javascript", b"module", b"text/css", b'"application/json"')


def without_scripts(page: bytes) -> bytes:
    """A page without the content of its scripts and styles, JSON-LD excepted.

    >>> without_scripts(b"<p>a<script>if (a<b) c</script>d")
    b'<p>a<script></script>d'
    """
    parts: list[bytes] = []
    done = start = -1
    opened = None
    in_comment = False
    for which, at, _ in _FINDER.find_matches_as_indexes(page):
        if which == _COMMENT and page[at - 1 : at] != b"<":
            if in_comment:
                in_comment = page[at + 3 : at + 4] != b">"
        elif in_comment:
            in_comment = which != _END_COMMENT
        elif opened is None or which in (_SCRIPT, _STYLE):
            in_comment = which == _COMMENT
            opened, start = (which, at) if which in (_SCRIPT, _STYLE) else (None, -1)
        elif which == opened + 2:
            end = page.find(b">", start, at)
            if _hides(page, start, end):
                parts.append(page[max(done, 0) : end + 1])
                done = at
            opened = None
        else:
            opened = None
            in_comment = which == _COMMENT
    if not parts:
        return page
    parts.append(page[done:])
    return b"".join(parts)


def _hides(page: bytes, start: int, end: int) -> bool:
    """Whether a tag that starts and ends here is one, and opens what is no text."""
    if end < 0 or page[end - 1] == 0x2F:
        return False
    tag = page[start:end].lower()
    if b"type" in tag and not any(known in tag for known in _NO_METADATA):
        return False
    before = page.rfind(b"<", max(0, start - 4096), start)
    return before < 0 or page.find(b">", before, start) >= 0
