"""PDF and docx → Draft. What enters: a file's bytes; what leaves: its text, and where
pages start."""

from __future__ import annotations

import io
import logging
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from pactwatch.collect.draft import VERSION, Draft
from pactwatch.collect.normalise import normalise
from pactwatch.errors import CollectError

logging.getLogger("pypdf").addHandler(logging.NullHandler())

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def clean_pdf(data: bytes, media_type: str) -> Draft:
    """A PDF's bytes → Draft with `page_starts`; CollectError if locked, broken or an image."""
    pages = without_running_lines([normalise(page) for page in _pdf_pages(data)])
    if not any(pages):
        raise CollectError(
            f"no text in this PDF of {len(pages)} pages (scanned images?);"
            " run it through OCR, or save the text as .txt"
        )
    words = words_of(" ".join(pages))
    text, starts = _joined([mend_hyphens(page, words) for page in pages])
    return Draft(text=text, media_type=media_type, cleaner=_named("pypdf"), page_starts=starts)


def _pdf_pages(data: bytes) -> list[str]:
    from pypdf import PdfReader  # noqa: PLC0415 - slow to load
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise CollectError(
                "this PDF is encrypted; save it without a password and read it again"
            )
        return [page.extract_text() for page in reader.pages]
    except (*_BROKEN, PyPdfError) as error:
        raise CollectError(f"broken PDF: {_reason(error)}") from error


#: What readers of others' formats raise on broken input, besides their own errors.
_BROKEN = (
    ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, RecursionError,
    AssertionError, EOFError, NotImplementedError, ArithmeticError, OSError, zipfile.BadZipFile,
    zlib.error,
)  # fmt: skip


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:200]}" if str(error) else type(error).__name__


_PAGE_NUMBER = re.compile(
    r"(?:page|p\.)?\s*[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?", re.I
)


def without_running_lines(pages: list[str]) -> list[str]:
    """Pages without their numbers, and without the lines that head or foot most of them.

    They would stand in the middle of sentences that run on over a page's end.
    """
    split = [page.split("\n") for page in pages]
    edges = Counter(
        key
        for lines in split
        for key in {_edge(line) for line in (*lines[:2], *lines[-2:]) if line}
    )
    often = {key for key, times in edges.items() if times >= max(3, len(pages) * 0.5)}

    def is_running(line: str) -> bool:
        return not line or bool(_PAGE_NUMBER.fullmatch(line)) or _edge(line) in often

    kept = []
    for lines in split:
        for end in (0, -1):
            for _ in range(3):
                if lines and is_running(lines[end]):
                    lines.pop(end)
        kept.append("\n".join(lines))
    return kept


def _edge(line: str) -> str:
    """A running line without its page number."""
    return re.sub(r"\d+", "#", line.casefold())


_HYPHENATED = re.compile(r"\b([^\W\d_]+)-\n([^\W\d_]+)")


def words_of(text: str) -> frozenset[str]:
    """The words of a text, those with a hyphen among them, but for what a line's end cuts."""
    uncut = _HYPHENATED.sub(" ", text.casefold())
    return frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", uncut))


def mend_hyphens(page: str, words: frozenset[str]) -> str:
    """Words cut at a line's end put together, with their hyphen where the text elsewhere has it.

    >>> known = words_of("a third-country deal; the deportation")
    >>> mend_hyphens("the third-\\ncountry depor-\\ntation", known)
    'the third-country deportation'
    """

    def mend(found: re.Match[str]) -> str:
        first, second = found[1].casefold(), found[2].casefold()
        with_hyphen = f"{found[1]}-{found[2]}"
        if first + second in words:
            return found[1] + found[2]
        if f"{first}-{second}" in words or found[2][0].isupper() or {first, second} <= words:
            return with_hyphen
        return found[1] + found[2]

    return _HYPHENATED.sub(mend, page)


def _joined(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    """The pages as one text: a sentence that runs on over a page's end is not cut there."""
    text, starts = "", []
    for page in pages:
        if text and page:
            runs_on = text[-1] not in ".!?:;”\"')" and page[0].islower()
            text += "\n" if runs_on else "\n\n"
        starts.append(len(text))
        text += page
    return text, tuple(starts)


def clean_docx(data: bytes, media_type: str, *, largest: int) -> Draft:
    """A docx's bytes → Draft: paragraphs and the rows of tables as lines; CollectError if broken.

    `largest` is how many bytes it may hold once inflated.
    """
    lines, title = _docx_lines(data, largest)
    text = normalise("\n".join(lines))
    if not text:
        raise CollectError("no text in this docx")
    return Draft(text=text, media_type=media_type, cleaner=_named("python-docx"), title=title)


def _docx_lines(data: bytes, largest: int) -> tuple[list[str], str | None]:
    from docx import Document as open_docx  # noqa: PLC0415 - slow to load
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from docx.table import Table  # noqa: PLC0415
    from lxml.etree import LxmlError  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        inflated = sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(data)).infolist())
        if inflated > largest:
            raise CollectError(
                f"this docx holds {inflated:,} bytes, more than the {largest:,} allowed"
            )
        lines: list[str] = []
        title = None
        for block in open_docx(io.BytesIO(data)).iter_inner_content():
            if isinstance(block, Table):
                lines += [" | ".join(cells) for cells in _rows(block)]
                continue
            style = (block.style.name or "") if block.style is not None else ""
            words = _words_of(block._element)
            if style in ("Title", "Heading 1") and title is None:
                title = normalise(words).replace("\n", " ") or None
            lines.append(f"- {words}" if style.startswith("List") and words.strip() else words)
        return lines, title
    except (*_BROKEN, OpcError, LxmlError) as error:
        raise CollectError(f"broken docx: {_reason(error)}") from error


def _rows(table: Any) -> Iterator[list[str]]:
    """A table's rows as the words of their cells; a cell that spans columns counts once."""
    for row in table.rows:
        cells = list(dict.fromkeys(cell._element for cell in row.cells))
        words = [" ".join(_words_of(p) for p in cell.iter(f"{_WORD}p")) for cell in cells]
        yield [word for word in words if word.strip()]


def _words_of(paragraph: Any) -> str:
    """The words of a paragraph as it would read with all tracked changes accepted."""
    pieces = []
    for node in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"):
        if node.tag == f"{_WORD}t":
            pieces.append(node.text or "")
        else:
            pieces.append("\n" if node.tag != f"{_WORD}tab" else " ")
    return "".join(pieces)


@lru_cache(maxsize=4)
def _named(library: str) -> str:
    return f"{library}@{version(library)}+{VERSION}"
