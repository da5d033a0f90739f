"""Learn the weights of `pactwatch.extract.scoring` from the train part of public annotated news.

usage: python benchmarks/train_statements.py [TRAIN.jsonl.gz] [OUT.json]

A candidate is right where its content shares at least half of its words with an annotated one and
its source a word, as the public scorer counts. The weights are those of a logistic regression,
fitted by AdaGrad with a pull to zero (l1) that leaves few of them; a tenth of the articles is kept
apart to choose the threshold, then all are learnt from. The seeds are fixed: equal inputs and equal
versions give equal weights. No text of the articles goes into the weights, only words of English
that stand in at least `SEEN` candidates.
"""

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pactwatch.extract.candidates import find_candidates
from pactwatch.extract.parse import Parser
from pactwatch.extract.scene import Scene
from pactwatch.extract.scoring import WEIGHTS, candidate_features, cue_features
from pactwatch.extract.sources import source_pieces
from pactwatch.extract.speech import load_speech
from pactwatch.extract.surroundings import set_scenes
from pactwatch.nouns import Range
from pactwatch.prove.predictions import Page, parse_page
from statements import PIPELINE, SHARED, read_gold

WORD = re.compile(r"\w+")

SEEN = 10  #: candidates in which a feature must stand
EPOCHS = 6
RATE = 0.1
PULL = 4e-4  #: towards zero, while features are chosen
BATCH = 256
SEEDS = (7, 8, 9)  #: orders of learning; the weights are the mean of what they give
LEAST = 0.02  #: weights nearer to zero are left out
THRESHOLDS = [t / 100 for t in range(20, 62, 2)]
HELD_OUT = 10  #: one article in so many chooses the threshold

Words = frozenset[int]
Inside = Callable[[Sequence[Range]], Words]


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate for learning: its cue, the words it takes, its features, and its verdict."""

    cue: tuple[int, int]
    content: Words
    source: Words
    features: NDArray[np.int32]
    right: bool


@dataclass(frozen=True, slots=True)
class Article:
    rows: list[Row]
    gold: list[tuple[Words, Words]]


class Index(dict[str, int]):
    """Features by name; a new one gets the next number."""

    def __init__(self) -> None:
        super().__init__()
        self.forbidden: set[int] = set()

    def __missing__(self, name: str) -> int:
        self[name] = number = len(self)
        return number

    def forbid(self, names: frozenset[str]) -> None:
        """Take features that hold a name out of learning, by giving their number no name."""
        for feature in [f for f in self if names & {p.split("=")[-1] for p in f.split("|")}]:
            self.forbidden.add(self.pop(feature))


def words_inside(text: str) -> Inside:
    """A function from ranges to the words of the text that they touch."""
    words = [m.span() for m in WORD.finditer(text)]
    starts = [start for start, _ in words]

    def inside(ranges: Sequence[Range]) -> Words:
        found = set()
        for start, end in ranges:
            i = max(0, bisect_right(starts, start) - 1)
            while i < len(words) and words[i][0] < end:
                if words[i][1] > start:
                    found.add(i)
                i += 1
        return frozenset(found)

    return inside


def read_article(given: dict[str, Any], page: Page, index: Index) -> Article:
    """An annotated article → its candidates, each with features and verdict."""
    inside = words_inside(given["text"])
    gold = [(inside(a["content"]), inside(a["source"])) for a in given["attributions"]]
    gold = [pair for pair in gold if pair[0]]
    rows: list[Row] = []
    for number, scene in enumerate(set_scenes(page, given["text"])):
        rows.extend(read_scene(scene, number, gold, inside, index))
    return Article(rows, gold)


def read_scene(
    scene: Scene, number: int, gold: list[tuple[Words, Words]], inside: Inside, index: Index
) -> Iterator[Row]:
    last, base = -1, []
    for found in find_candidates(scene, load_speech()):
        content, source = inside(found.pieces), inside(source_pieces(scene, found))
        if found.cue != last:
            last, base = found.cue, [index[f] for f in cue_features(scene, found.cue)]
        own = [index[f] for f in candidate_features(scene, found)]
        right = any(overlap(content, c) >= 0.5 and same(source, s) for c, s in gold)
        yield Row((number, found.cue), content, source, np.array(base + own, np.int32), right)


def overlap(some: Words, others: Words) -> float:
    both = len(some & others)
    return both / len(some | others) if both else 0.0


def same(some: Words, others: Words) -> bool:
    return bool(some & others) or not (some or others)


def fit(articles: Sequence[Article], index: Index) -> NDArray[np.float64]:
    """Articles → a weight for each feature, most of them zero: first chosen, then fitted freely."""
    rows = [row for article in articles for row in article.rows]
    right = np.array([r.right for r in rows], np.float64)
    size = len(index) + len(index.forbidden)
    seen = np.bincount(np.concatenate([r.features for r in rows]), minlength=size)
    seen[sorted(index.forbidden)] = 0
    chosen = descend(tabulate(rows, seen >= SEEN), right, size, PULL, SEEDS[0])
    table = tabulate(rows, np.abs(chosen[:size]) >= LEAST)
    fits = [descend(table, right, size, PULL / 20, seed) for seed in SEEDS]
    return np.asarray(np.mean(fits, axis=0))


def tabulate(rows: Sequence[Row], kept: NDArray[np.bool_]) -> NDArray[np.int32]:
    """The kept features of each row, padded to one width with the number that no feature has."""
    features = [r.features[kept[r.features]] for r in rows]
    table = np.full((len(rows), max(map(len, features))), len(kept), np.int32)
    for i, row in enumerate(features):
        table[i, : len(row)] = row
    return table


def descend(
    table: NDArray[np.int32], right: NDArray[np.float64], size: int, pull: float, seed: int
) -> NDArray[np.float64]:
    """Weights that tell right rows from wrong ones, learnt in the order that a seed gives."""
    weights, squares = np.zeros(size + 1), np.full(size + 1, 1e-3)
    order = np.random.default_rng(seed)
    for _ in range(EPOCHS):
        shuffled = order.permutation(len(right))
        for at in range(0, len(right), BATCH):
            batch = shuffled[at : at + BATCH]
            _learn(weights, squares, table[batch], right[batch], pull)
    print(f"{np.count_nonzero(weights)} weights", flush=True)
    return weights


def _learn(
    weights: NDArray[np.float64],
    squares: NDArray[np.float64],
    table: NDArray[np.int32],
    right: NDArray[np.float64],
    pull: float,
) -> None:
    """One step of AdaGrad, and the pull to zero on the features that took part."""
    size = len(weights) - 1
    chance = 1 / (1 + np.exp(-np.clip(weights[table].sum(1), -30, 30)))
    slope = np.bincount(
        table.ravel(), np.repeat(chance - right, table.shape[1]), minlength=size + 1
    ) / len(right)
    count = np.bincount(table.ravel(), minlength=size + 1)
    count[size] = 0
    part = np.nonzero(count)[0]
    squares[part] += slope[part] ** 2
    rate = RATE / np.sqrt(squares[part])
    moved = weights[part] - rate * slope[part]
    weights[part] = np.sign(moved) * np.maximum(0, np.abs(moved) - rate * pull)
    weights[size] = 0


def choose(article: Article, weights: NDArray[np.float64], threshold: float) -> list[Row]:
    """What the program would keep: the best of each cue, and none that repeats a better one."""
    best: dict[tuple[int, int], tuple[float, Row]] = {}
    for row in article.rows:
        chance = float(1 / (1 + np.exp(-np.clip(weights[row.features].sum(), -30, 30))))
        if row.cue not in best or chance > best[row.cue][0]:
            best[row.cue] = (chance, row)
    kept: list[Row] = []
    for chance, row in sorted(best.values(), key=lambda pair: -pair[0]):
        if chance >= threshold and all(overlap(row.content, k.content) < 0.5 for k in kept):
            kept.append(row)
    return kept


def score(articles: Sequence[Article], weights: NDArray[np.float64], threshold: float) -> float:
    """Joint F1, each annotated content matched once."""
    hits: Counter[str] = Counter()
    for article in articles:
        kept, free = choose(article, weights, threshold), list(article.gold)
        hits["gold"] += len(free)
        hits["found"] += len(kept)
        for row in kept:
            fitting = [
                g for g in free if overlap(row.content, g[0]) >= 0.5 and same(row.source, g[1])
            ]
            if fitting:
                free.remove(fitting[0])
                hits["right"] += 1
    return 2 * hits["right"] / max(1, hits["gold"] + hits["found"])


def names_in(pages: Sequence[Page]) -> frozenset[str]:
    """Words that stand mostly in names; where the parser errs they are not learnt either."""
    named: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for word in (w for page in pages for part in page for s in part for w in s.words):
        seen[word.text.lower()] += 1
        named[word.text.lower()] += word.pos == "PROPN"
    return frozenset(text for text, count in named.items() if count > seen[text] / 2)


def main(gold: Path, out: Path) -> None:
    """Read, learn, choose the threshold, learn from all, write."""
    parser, index = Parser(PIPELINE), Index()
    given = read_gold(gold)
    pages = [parse_page(parser, article["text"]) for article in given]
    articles = [read_article(a, page, index) for a, page in zip(given, pages, strict=True)]
    index.forbid(names_in(pages))
    print(f"{len(articles)} articles, {sum(len(a.rows) for a in articles)} candidates", flush=True)
    held = articles[::HELD_OUT]
    rest = [a for i, a in enumerate(articles) if i % HELD_OUT]
    weights = fit(rest, index)
    tried = {t: score(held, weights, t) for t in THRESHOLDS}
    threshold = max(tried, key=lambda t: tried[t])
    print(f"held out: F1 {tried[threshold]:.3f} at {threshold}", flush=True)
    weights = fit(articles, index)
    rounded = {name: round(float(weights[i]), 2) for name, i in index.items()}
    kept = {name: weight for name, weight in rounded.items() if abs(weight) >= LEAST}
    shape = {"threshold": threshold, "weights": dict(sorted(kept.items()))}
    out.write_text(json.dumps(shape, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(kept)} weights, {out.stat().st_size // 1000} kB")


if __name__ == "__main__":
    if len(sys.argv) > 3:
        sys.exit(__doc__)
    given = [Path(arg) for arg in sys.argv[1:]]
    main(*given, *[SHARED / "statements_train.jsonl.gz", WEIGHTS][len(given) :])
