"""JSON and JSON lines → Draft. What enters: bytes; what leaves: a Draft for each object, and the
reason for each that is none.

An object has `text` or `html`, and may have `url`, `title`, `published`, `outlet`, `language`;
other keys are left alone. The piece of a Draft is `#3` for the third line or item.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from pactwatch.collect.address import web_address
from pactwatch.collect.decode import decode
from pactwatch.collect.draft import Draft
from pactwatch.collect.html import draft_of_page
from pactwatch.collect.language import language_code
from pactwatch.collect.normalise import normalise
from pactwatch.collect.published import day_of_address, day_told, read_day
from pactwatch.errors import CollectError
from pactwatch.nouns import Day, PublishedBasis

_KEYS = "url, title, text or html, published, outlet, language"

Found = tuple[str | None, Draft | CollectError]  #: the piece of the file, and what it holds


def clean_json(data: bytes) -> Iterator[Found]:
    """One object, or a list of them → their Drafts; a file of lines is read as such."""
    text = decode(data).text
    try:
        tree = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Extra data") and error.lineno > 1:
            yield from _lines(text)
            return
        raise CollectError(f"line {error.lineno}: invalid JSON: {error.msg}") from None
    except (ValueError, RecursionError) as error:
        raise CollectError(f"invalid JSON: {error}") from None
    if isinstance(tree, list):
        for number, item in enumerate(tree, start=1):
            yield f"#{number}", _draft_or_error(item, f"item {number}")
    else:
        yield None, _draft_or_error(tree, "")


def clean_jsonl(data: bytes) -> Iterator[Found]:
    """An object a line → their Drafts; a line that is none is told, and the others go on."""
    yield from _lines(decode(data).text)


def _lines(text: str) -> Iterator[Found]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"line {number}"
        try:
            item = json.loads(line)
        except json.JSONDecodeError as error:
            yield None, CollectError(f"{where}: invalid JSON: {error.msg} at column {error.colno}")
        except (ValueError, RecursionError) as error:
            yield None, CollectError(f"{where}: invalid JSON: {error}")
        else:
            yield f"#{number}", _draft_or_error(item, where)


def _draft_or_error(item: object, where: str) -> Draft | CollectError:
    try:
        return _draft(item, f"{where}: " if where else "")
    except CollectError as error:
        return CollectError(f"{where}: {error}" if where else str(error))


def _draft(item: object, where: str) -> Draft:
    if not isinstance(item, dict):
        raise CollectError(f"expected an object with {_KEYS}; found {type(item).__name__}")
    notes: list[str] = []
    values = {key: _string(item, key) for key in ("url", "title", "outlet", "language")}
    address = web_address(values["url"])
    if values["url"] is not None and address is None:
        notes.append(f"{where}url {values['url']!r} is no http or https address; read without one")
    page = _page(item, address)
    day, basis = _published(item, page, address)
    if item.get("published") not in (None, "") and basis != "metadata":
        notes.append(f"{where}published {item['published']!r} is no day; read as undated")
    return Draft(
        text=page.text,
        media_type=page.media_type,
        cleaner=page.cleaner,
        title=normalise(values["title"] or "") or page.title,
        outlet=normalise(values["outlet"] or "") or page.outlet,
        url=address or page.url,
        language=language_code(values["language"] or "") or page.language,
        published=day,
        published_basis=basis,
        notes=tuple(notes),
    )


def _page(item: dict[str, object], address: str | None) -> Draft:
    """What the object's `text`, else its `html`, holds."""
    text, page = _string(item, "text"), _string(item, "html")
    if text and text.strip():
        return Draft(text=normalise(text), media_type="text/plain")
    if page and page.strip():
        return draft_of_page(page, url=address)
    if "text" in item or "html" in item:
        raise CollectError("its text is empty")
    found = ", ".join(sorted(map(str, item))[:12]) or "nothing"
    raise CollectError(f"no text in this object; expected the keys {_KEYS}; found {found}")


def _published(
    item: dict[str, object], page: Draft, address: str | None
) -> tuple[Day | None, PublishedBasis | None]:
    told = item.get("published")
    if told not in (None, ""):
        day = read_day(str(told))
        return (day, "metadata") if day else (None, None)
    if page.published is not None:
        return page.published, page.published_basis
    if day := day_of_address(address):
        return day, "url"
    if day := day_told(page.text.split("\n")):
        return day, "text"
    return None, None


def _string(item: dict[str, object], key: str) -> str | None:
    value = item.get(key)
    if value is not None and not isinstance(value, str):
        raise CollectError(f"{key!r} must be a string; found {type(value).__name__}")
    return value
