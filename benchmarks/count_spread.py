"""Counts on how many pages each word stands: the tables by which pages are rated as alike.

usage: count_spread.py ARTICLES.jsonl.gz | PACK FILE...

Of articles at large, writes `src/pactwatch/group/spread.json`. Of a domain's own pages, writes
`spread.yaml` into the pack's folder; a FILE is one page of text, or JSON lines with `pages`. Each table
has how many pages there were, and for each number of them the words that so many have.
"""

from __future__ import annotations

import gzip
import json
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pactwatch.group.rarity import words_of

AT_LARGE = Path(__file__).parent.parent / "src/pactwatch/group/spread.json"
FEWEST = 3  #: articles at large that have a word of the table
FEWEST_OWN = 4  #: pages; two tell of one thing in our own sets
HEAD = """\
# How many of our own pages on the domain have which words, folded and without endings: what many have
# tells no event from another. Made by `benchmarks/count_spread.py src/pactwatch/domains/transfers
# examples/*.txt examples/*.md tests/gold/reports/*.txt tests/disagreements/open.jsonl`.
"""


def count_at_large(articles: Path) -> None:
    """Count the words of public articles, and write the engine's table."""
    with gzip.open(articles, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    words = {str(pages): told for pages, told in count_words(texts, FEWEST).items()}
    AT_LARGE.write_text(
        json.dumps({"articles": len(texts), "words": words}, ensure_ascii=False, indent=0) + "\n",
        encoding="utf-8",
    )


def count_own(pack: Path, files: Sequence[Path]) -> None:
    """Count the words of a domain's pages, and write the pack's table."""
    texts = [text for path in files for text in read_pages(path)]
    lines = [f"{HEAD}version: 1\npages: {len(texts)}\nwords:"]
    for pages, told in count_words(texts, FEWEST_OWN).items():
        lines.append(f"  {pages}: >-")
        lines += textwrap.wrap(told, 100, initial_indent="    ", subsequent_indent="    ")
    (pack / "spread.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_pages(path: Path) -> Iterator[str]:
    """A file → the texts of its pages."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".jsonl":
        yield text
        return
    for line in text.splitlines():
        yield from (f"{page['title']}\n{page['text']}" for page in json.loads(line)["pages"])


def count_words(texts: Iterable[str], fewest: int) -> Mapping[int, str]:
    """Number of pages → the words that so many have, in order."""
    spread: Counter[str] = Counter()
    for text in texts:
        spread.update(set(words_of(text)))
    rows: dict[int, list[str]] = defaultdict(list)
    for word, pages in spread.items():
        if pages >= fewest and word.isalpha():
            rows[pages].append(word)
    return {pages: " ".join(sorted(rows[pages])) for pages in sorted(rows)}


if __name__ == "__main__":
    match [Path(argument) for argument in sys.argv[1:]]:
        case [articles]:
            count_at_large(articles)
        case [pack, *files] if files:
            count_own(pack, files)
        case _:
            sys.exit(__doc__)
