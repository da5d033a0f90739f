"""Counts on how many articles each word stands: the table by which pages are rated as alike.

usage: count_spread.py ARTICLES.jsonl.gz

Writes `src/pactwatch/group/spread.json`: how many articles there were, and for each number of them
the words that so many have. Words of fewer than three are left out.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from pactwatch.group.rarity import words_of

TARGET = Path(__file__).parent.parent / "src/pactwatch/group/spread.json"
FEWEST = 3


def main(articles: Path) -> None:
    """Count and write."""
    spread: Counter[str] = Counter()
    with gzip.open(articles, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    for text in texts:
        spread.update(set(words_of(text)))
    rows: dict[int, list[str]] = defaultdict(list)
    for word, pages in spread.items():
        if pages >= FEWEST and word.isalpha():
            rows[pages].append(word)
    words = {str(pages): " ".join(sorted(rows[pages])) for pages in sorted(rows)}
    TARGET.write_text(
        json.dumps({"articles": len(texts), "words": words}, ensure_ascii=False, indent=0) + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
