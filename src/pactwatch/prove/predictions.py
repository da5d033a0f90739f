"""Public annotated news → what this program finds in it, in the forms that its scorers read.

What enters: the rows of a benchmark's gold, of which only the texts and their metadata are looked
at. What leaves: rows to be written as JSON lines.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pactwatch.config import Settings
from pactwatch.divide import divide_document
from pactwatch.errors import ConfigError
from pactwatch.extract.attributions import Attribution, find_attributions
from pactwatch.extract.parse import Parser, Sentence
from pactwatch.group import group
from pactwatch.group.events import Events, Told
from pactwatch.nouns import Document, Range
from pactwatch.prove.timex import day_of, find_dates

Row = dict[str, Any]
Page = list[list[Sentence]]


def paragraphs_of(text: str) -> list[list[tuple[str, int]]]:
    """The sentences of a text by paragraph, as the program itself divides it, with their starts."""
    page = Document(
        id="bench",
        source="bench",
        known="2025-01-01",
        known_basis="collected",
        language="en",
        text=text,
    )
    return [
        [(text[start:end], start) for start, end in passage.sentences]
        for passage in divide_document(page).passages
    ]


def parse_page(parser: Parser, text: str) -> Page:
    """A text → its parsed sentences by paragraph, parsed in one go."""
    paragraphs = paragraphs_of(text)
    parsed = iter(parser.parse([s for paragraph in paragraphs for s in paragraph]))
    return [[next(parsed) for _ in paragraph] for paragraph in paragraphs]


def find_statements(parser: Parser, text: str) -> list[Row]:
    """A text → source and content of each attribution, as lists of (start, end)."""
    found = _joined(find_attributions(parse_page(parser, text), text))
    return [{"source": source, "content": content} for source, content in found]


def _joined(found: Iterable[Attribution]) -> Iterator[tuple[list[Range], list[Range]]]:
    """(source, content): quotations that go on in their paragraph are one there, as in the gold."""
    rows: dict[Range, tuple[list[Range], list[Range]]] = {}
    for a in sorted(found, key=lambda a: a.continues is not None):
        key = a.continues or a.cue
        if a.continues is not None and key in rows:
            rows[key][1].extend(a.content)
        elif key is not None:
            rows[key] = (list(a.source), list(a.content))
    yield from rows.values()


def predict_statements(rows: Sequence[Row]) -> Iterator[Row]:
    """For `score_statements.py`."""
    parser = Parser(Settings().pipeline)
    for row in rows:
        yield {"id": row["id"], "statements": find_statements(parser, row["text"])}


def predict_dates(rows: Sequence[Row]) -> Iterator[Row]:
    """For `score_dates.py`."""
    for row in rows:
        yield {"id": row["id"], "dates": find_dates(row["text"], day_of(row))}


def predict_stories(rows: Sequence[Row]) -> Iterator[Row]:
    """For `score_stories.py`."""
    grouping = group([document_of(row) for row in rows], ())
    story_of = {doc_id: story.id for story in grouping.stories for doc_id in story.documents}
    for row in rows:
        yield {"id": row["id"], "story": story_of.get(row["id"], row["id"])}


def document_of(row: Row) -> Document:
    """An article of the stories set as a document."""
    return Document(
        id=row["id"],
        source=row["id"],
        outlet=row["outlet"],
        title=row["title"],
        published=row["published"],
        published_basis="given",
        known=row["published"],
        known_basis="published",
        language="en",
        text=row["text"],
    )


def predict_same_event(rows: Sequence[Row]) -> Iterator[Row]:
    """For `score_same_event.py`: every pair of sentences of one topic and different documents."""
    events = Events([Told(doc_id=row["document"], words=row["text"]) for row in rows])
    for (i, x), (j, y) in itertools.combinations(enumerate(rows), 2):
        if x["topic"] == y["topic"] and x["document"] != y["document"]:
            yield {
                "a": [x["document"], x["sentence"]],
                "b": [y["document"], y["sentence"]],
                "score": events.rate(i, j),
            }


#: By what a benchmark's rows are known, and what is foretold for them; the first that fits.
BENCHMARKS: dict[frozenset[str], Callable[[Sequence[Row]], Iterator[Row]]] = {
    frozenset({"id", "text", "attributions"}): predict_statements,
    frozenset({"id", "text", "published", "dates"}): predict_dates,
    frozenset({"id", "text", "title", "outlet", "published", "story"}): predict_stories,
    frozenset({"topic", "document", "sentence", "text"}): predict_same_event,
}


def predict(rows: Sequence[Row], where: str) -> Iterator[Row]:
    """Rows of any known benchmark → predictions; ConfigError where the rows are of none."""
    fields = set(rows[0]) if rows else set()
    for needed, foretell in BENCHMARKS.items():
        if needed <= fields:
            return foretell(rows)
    known = "; ".join(", ".join(sorted(needed)) for needed in BENCHMARKS)
    raise ConfigError(
        f"{where}: line 1 has the fields {', '.join(sorted(fields)) or 'none'}; expected those of "
        f"one of these benchmarks: {known}"
    )
