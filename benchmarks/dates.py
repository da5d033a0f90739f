"""How well words that tell when are read: writes predictions for `score_dates.py`, and scores them.

usage: PYTHONPATH=src python benchmarks/dates.py [GOLD.jsonl.gz] [PREDICTIONS.jsonl]

Skips, saying so, where the benchmark's folder is absent.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pactwatch.prove import predict_dates

SHARED = Path(__file__).resolve().parents[2] / "shared" / "benchmarks"


def main(gold: Path, predictions: Path) -> None:
    with gzip.open(gold, "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    began = time.perf_counter()
    rows = list(predict_dates(articles))
    rate = len(articles) / (time.perf_counter() - began)
    predictions.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{rate:.0f} articles a second; predictions in {predictions}")
    for corpus in sorted({a["corpus"] for a in articles}):
        with tempfile.NamedTemporaryFile(suffix=".gz") as part:
            lines = "".join(json.dumps(a) + "\n" for a in articles if a["corpus"] == corpus)
            Path(part.name).write_bytes(gzip.compress(lines.encode()))
            print(f"\n{corpus}:", flush=True)
            scorer = gold.parent / "score_dates.py"
            subprocess.run([sys.executable, scorer, part.name, predictions], check=True)


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    source = given[0] if given else SHARED / "dates_dev.jsonl.gz"
    if not source.is_file():
        sys.exit(f"skipped: there is no {source}; give the path of dates_dev.jsonl.gz")
    main(source, given[1] if len(given) > 1 else Path(tempfile.gettempdir()) / "dates.jsonl")
