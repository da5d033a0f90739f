"""How well and how fast pages are grouped into stories, on a public set with gold.

usage: stories.py STORIES.jsonl.gz [PREDICTED.jsonl]

Prints B-cubed precision, recall and F1, and articles per second; writes what was found, one line an
article, for `score_stories.py`. What the set holds and what others reach on it is told beside it.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from pactwatch.group import group
from pactwatch.group.stories import Tales
from pactwatch.prove.predictions import document_of


def main(gold: Path, predicted: Path | None) -> None:
    """Group the set's articles, without readings, and print what that is worth."""
    with gzip.open(gold, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    documents = [document_of(row) for row in rows]
    started = time.process_time()
    grouping = group(documents, ())
    seconds = time.process_time() - started
    started = time.process_time()
    Tales(documents, ()).find()
    alone = time.process_time() - started
    story_of = {doc_id: story.id for story in grouping.stories for doc_id in story.documents}
    found = {row["id"]: story_of.get(row["id"], row["id"]) for row in rows}
    precision, recall = bcubed({row["id"]: row["story"] for row in rows}, found)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"stories: B-cubed P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    print(
        f"stories: {len(rows) / alone:.0f} articles a processor second, {len(rows) / seconds:.0f} "
        "with wordings, from a cold start"
    )
    if predicted:
        lines = (json.dumps({"id": i, "story": story}) for i, story in found.items())
        predicted.write_text("\n".join(lines) + "\n", encoding="utf-8")


def bcubed(gold: dict[str, str], found: dict[str, str]) -> tuple[float, float]:
    """Precision and recall: of each article's group the share that is right, and of its story."""
    true, told = defaultdict(set), defaultdict(set)
    for i in gold:
        true[gold[i]].add(i)
        told[found[i]].add(i)
    both = {i: len(true[gold[i]] & told[found[i]]) for i in gold}
    return (
        sum(both[i] / len(told[found[i]]) for i in gold) / len(gold),
        sum(both[i] / len(true[gold[i]]) for i in gold) / len(gold),
    )


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else None)
