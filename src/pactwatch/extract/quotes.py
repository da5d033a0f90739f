"""Text → quotations. What enters: paragraph borders and the text; what leaves: where each
quotation stands, also over several paragraphs, and whether an offset lies inside one.

Typographic, straight, single and guillemet marks are read. A straight mark opens where a word
follows it, and closes where a word or a stop stands before it; an apostrophe is neither. A
quotation without a closing mark ends with its paragraph, and goes on in the next where that one
opens with a mark again, as newspapers set it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pactwatch.nouns import Range

#: opening mark → the marks that close it
PAIRS = {"“": '”"', "„": "“”", "«": "»", "‘": "’", '"': '"', "'": "'", "``": "''", "''": "''"}
SINGLE = ("‘", "'")
MARKS = "".join(sorted({mark[0] for pair in PAIRS.items() for mark in pair}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation: `start` and `end` enclose its marks, `inner` are the words between them."""

    start: int
    end: int
    inner: Range
    paragraph: int
    closed: bool
    goes_on: bool = False  #: the next paragraph takes it up again


class Quotes:
    """The quotations of a document, in order and not nested."""

    def __init__(self, found: Sequence[Quote]) -> None:
        self.all = tuple(found)
        self._starts = [quote.start for quote in self.all]

    def at(self, offset: int) -> int | None:
        """The index of the quotation in which an offset lies."""
        i = bisect_right(self._starts, offset) - 1
        return i if i >= 0 and offset < self.all[i].end else None

    def between(self, start: int, end: int) -> list[int]:
        """The indices of the quotations that touch a range."""
        i = max(0, bisect_right(self._starts, start) - 1)
        found = []
        while i < len(self.all) and self.all[i].start < end:
            if self.all[i].end > start:
                found.append(i)
            i += 1
        return found

    def share(self, pieces: Sequence[Range]) -> float:
        """How much of some ranges lies between quotation marks, 0 to 1."""
        inside = size = 0
        for start, end in pieces:
            size += end - start
            for i in self.between(start, end):
                quote = self.all[i]
                inside += min(end, quote.end) - max(start, quote.start)
        return inside / size if size else 0.0


def find_quotes(paragraphs: Sequence[Range], text: str) -> Quotes:
    """Paragraph borders → the quotations between them, outermost only."""
    found: list[Quote] = []
    for index, (start, end) in enumerate(paragraphs):
        here = list(_in_paragraph(text, start, end, index))
        last = found[-1] if found else None
        is_open = last is not None and not last.closed and last.paragraph == index - 1
        if last is not None and is_open and here and here[0].start == start:
            found[-1] = replace(last, goes_on=True)
        found.extend(here)
    return Quotes(found)


def _in_paragraph(text: str, start: int, end: int, index: int) -> Iterator[Quote]:
    at = start
    while at < end:
        if text[at] not in MARKS or (mark := _opening(text, at, start, end)) is None:
            at += 1
            continue
        close = _closing(text, at + len(mark), end, mark)
        if close is None and (mark in SINGLE or not _runs_on(text, at, start)):
            at += len(mark)
            continue
        stop = end if close is None else close + (2 if text[close : close + 2] == "''" else 1)
        inner = _stripped(text, at + len(mark), end if close is None else close)
        if inner[0] < inner[1]:
            yield Quote(start=at, end=stop, inner=inner, paragraph=index, closed=close is not None)
        at = max(stop, at + 1)


def _opening(text: str, at: int, start: int, end: int) -> str | None:
    """The mark that opens here, or None."""
    for mark in ("``", "''"):
        if text.startswith(mark, at):
            return mark if _word_follows(text, at + 2, end) else None
    mark = text[at]
    if mark not in PAIRS:
        return None
    before = text[at - 1] if at > start else " "
    if mark in ('"', "'") and not (before.isspace() or before in "([—–-“‘/:"):
        return None
    if mark == "‘" and before.isalnum():
        return None
    return mark if _word_follows(text, at + 1, end) else None


def _word_follows(text: str, at: int, end: int) -> bool:
    return at < end and (not text[at].isspace()) and text[at] not in ",.;:)!?"


def _closing(text: str, at: int, end: int, mark: str) -> int | None:
    """Where the quotation that `mark` opened closes, or None."""
    return next((i for i in range(at, end) if _closes(text, i, end, mark)), None)


def _closes(text: str, at: int, end: int, mark: str) -> bool:
    if mark in ("``", "''"):
        return text.startswith("''", at)
    if text[at] not in PAIRS[mark]:
        return False
    if mark in SINGLE:
        return _ends_single(text, at, end)
    return text[at] != '"' or _ends_straight(text, at, end, mark)


def _ends_straight(text: str, at: int, end: int, mark: str) -> bool:
    """Whether a straight mark closes; after a typographic one only behind a stop."""
    if mark == "“":
        return text[at - 1] in ",.?!…"
    return not text[at - 1].isspace() or not _word_follows(text, at + 1, end)


def _ends_single(text: str, at: int, end: int) -> bool:
    """Whether a single mark closes, and is no apostrophe: no letter after it."""
    after = text[at + 1] if at + 1 < end else " "
    if after.isalnum():
        return False
    before = text[at - 1]
    plural = before == "s" and after.isspace() and at + 2 < end and text[at + 2].islower()
    return not before.isspace() and not plural


def _runs_on(text: str, at: int, start: int) -> bool:
    """Whether a quotation without a closing mark may stand: at the head of a sentence or clause."""
    before = text[start:at].rstrip()
    return not before or before[-1] in ".,:;!?—–”\"'’"


def _stripped(text: str, start: int, end: int) -> Range:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
