"""Export and gold → figures with what was missed and what is extra, and the report of them.

The figures are those of the pack's own scorer, so that they are the same wherever they are counted.
"""

from __future__ import annotations

import ast
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pactwatch.domain import load_scorer
from pactwatch.errors import ConfigError
from pactwatch.release import FORMATS, Export
from pactwatch.release.terminal import Line, wrap


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the table; shares between 0 and 1, facts of articles counted."""

    name: str
    precision: float
    recall: float
    f1: float
    hit: int
    predicted: int
    gold: int
    missed: tuple[tuple[str, str], ...]  #: article, what the gold has
    extra: tuple[tuple[str, str], ...]  #: article, what the register has


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All figures, and which source each article of the gold was read from."""

    figures: tuple[Figure, ...]
    sources: tuple[tuple[str, str], ...]


def evaluate(export: Export, gold: Path) -> Evaluation:
    """Hold the register against gold: articles are known by the stem of their file's name, up to
    the first underscore."""
    scorer = load_scorer(export.pack)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.json"
        path.write_text("".join(FORMATS["json"](export)), encoding="utf-8")
        with _explained(gold):
            export_read, gold_read, stems, claims = scorer.load(str(path), str(gold))
            tallies = scorer.score(export_read, gold_read, stems, claims)
    figures = []
    for name, tally in tallies.items():
        counted = tally.figures()
        figures.append(
            Figure(
                name=name,
                precision=counted["p"],
                recall=counted["r"],
                f1=counted["f1"],
                hit=int(counted["hit"]),
                predicted=int(counted["predicted"]),
                gold=int(counted["gold"]),
                missed=tuple(map(_parted, tally.missed)),
                extra=tuple(map(_parted, tally.extra)),
            )
        )
    articles = gold_read["articles"]
    sources = sorted(
        (stems[doc.id], doc.source)
        for doc in export.register.documents
        if stems[doc.id] in articles
    )
    return Evaluation(figures=tuple(figures), sources=tuple(sources))


@contextmanager
def _explained(gold: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ConfigError(f"{gold}: the gold cannot be read: {error.strerror}") from error
    except json.JSONDecodeError as error:
        raise ConfigError(f"{gold}:{error.lineno}: no JSON: {error.msg}") from error
    except (AttributeError, KeyError, TypeError) as error:
        raise ConfigError(
            f"{gold}: not in the form of gold ({type(error).__name__}: {error}); expected an object "
            'with "articles": {ID: {…}}'
        ) from error


def _parted(row: str) -> tuple[str, str]:
    """ "ARTICLE: [values]" → the article, and the values in words."""
    article, _, told = row.partition(": ")
    try:
        value = ast.literal_eval(told)
    except (SyntaxError, ValueError):
        return article, told
    values = value if isinstance(value, list | tuple) else [value]
    return article, ", ".join("–" if one is None else str(one) for one in values if one != [])


def list_evaluation(found: Evaluation, *, width: int, misses: bool) -> Iterator[Line]:
    """The table; with `misses`, then article by article what was missed (-) and is extra (+)."""
    yield Line(text=f"{'':20} {'P':>6} {'R':>6} {'F1':>6}   hit/predicted/gold", style="dim")
    for one in found.figures:
        yield Line(
            text=f"{one.name:20} {one.precision:6.3f} {one.recall:6.3f} {one.f1:6.3f}   "
            f"{one.hit}/{one.predicted}/{one.gold}"
        )
    if misses:
        yield from _list_misses(found, width)


def _list_misses(found: Evaluation, width: int) -> Iterator[Line]:
    by_article: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for one in found.figures:
        for article, told in one.missed:
            by_article[article].append((one.name, "-", told))
        for article, told in one.extra:
            by_article[article].append((one.name, "+", told))
    sources = dict(found.sources)
    for article in sorted(by_article):
        yield Line(text="")
        source = sources.get(article)
        yield Line(text=f"{article}  {source or ''}".rstrip(), style="head")
        yield from _list_rows(by_article[article], width)


def _list_rows(rows: Iterable[tuple[str, str, str]], width: int) -> Iterator[Line]:
    for name, sign, told in rows:
        text = " ".join(told.split())
        shown = text if len(text) <= 160 else text[:159] + "…"
        yield from wrap(f"{sign} {name}: {shown}", width=width, hang=4)
