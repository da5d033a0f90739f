"""Learn the weights of the pack's `concern.yaml`: which pages only look like the domain.

usage: python benchmarks/train_concern.py [--write]

Learns from our own reports alone: tests/gold, tests/yardstick/open and the short pages of
tests/told/pages.yaml. A page is right where its gold says that it is in the domain. The weights are
those of a logistic regression with a pull to zero (l2), found by gradient descent from zero, so that
equal inputs give equal weights. First it is measured by leaving out every tenth page in turn; then
all are learnt from. Without --write the file stays as it is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

from pactwatch.config import Settings
from pactwatch.divide import divide_document
from pactwatch.domain import Pack, load_pack
from pactwatch.extract.concern import Concern
from pactwatch.extract.page import read_page
from pactwatch.extract.parse import Parser
from pactwatch.extract.specification import specify
from pactwatch.nouns import Document

TESTS = Path(__file__).parents[1] / "tests"
PIPELINE = Settings().pipeline
SETS = ("gold", "yardstick/open")
PULL = 0.005
STEPS = 4000
RATE = 0.5
FOLDS = 10

Matrix = NDArray[np.float64]


def read_texts() -> Iterator[tuple[str, bool]]:
    """Our own pages, each with whether it is in the domain; borderline ones are left out."""
    for name in SETS:
        gold = json.loads((TESTS / name / "gold.json").read_text(encoding="utf-8"))["articles"]
        for path in sorted((TESTS / name / "reports").glob("*.txt")):
            told = gold.get(path.stem.split("_")[0])
            if told is not None and not told.get("borderline"):
                yield path.read_text(encoding="utf-8"), bool(told.get("in_domain", True))
    for page in YAML(typ="safe").load((TESTS / "told/pages.yaml").read_text(encoding="utf-8")):
        yield page["text"], bool(page["steps"] or page.get("may"))


def measure(texts: list[str], pack: Pack) -> tuple[list[str], Matrix]:
    """Texts → the names of what is measured, and a row for each."""
    spec, parser, concern = specify(pack), Parser(PIPELINE), Concern(pack.concern)
    rows = []
    for text in texts:
        document = Document(
            id=Document.id_of(url=None, outlet=None, text=text),
            source="train.txt",
            known="2025-05-05",
            known_basis="collected",
            language="en",
            text=text,
        )
        rows.append(concern.count(read_page(divide_document(document), parser, spec)))
    names = sorted(rows[0])
    return names, np.array([[row[name] for name in names] for row in rows])


def fit(rows: Matrix, wanted: Matrix) -> tuple[Matrix, float]:
    """Weights and bias; pages of both sorts count alike in sum."""
    weights, bias = np.zeros(rows.shape[1]), 0.0
    share = np.where(wanted == 1, 0.5 / wanted.sum(), 0.5 / (1 - wanted).sum())
    for _ in range(STEPS):
        off = (1 / (1 + np.exp(-(rows @ weights + bias))) - wanted) * share
        weights -= RATE * (rows.T @ off + PULL * weights)
        bias -= RATE * float(off.sum())
    return weights, bias


def cross_validate(rows: Matrix, wanted: Matrix) -> None:
    """Print what pages that were left out get."""
    scores = np.zeros(len(wanted))
    for fold in range(FOLDS):
        out = np.arange(len(wanted)) % FOLDS == fold
        weights, bias = fit(rows[~out], wanted[~out])
        scores[out] = rows[out] @ weights + bias
    for least in (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5):
        kept = scores >= least
        print(
            f"least {least:+.1f}: kept {int((kept & (wanted == 1)).sum())}/{int(wanted.sum())} in "
            f"the domain, {int((kept & (wanted == 0)).sum())}/{int((1 - wanted).sum())} others"
        )


def write(pack: Pack, weights: dict[str, float], bias: float) -> None:
    """Put the weights into the pack's file, and leave all else in it as it stands."""
    path = pack.path / "concern.yaml"
    yaml = YAML(typ="rt")
    yaml.width = 108
    tree = yaml.load(path.read_text(encoding="utf-8"))
    tree["bias"] = round(bias, 3)
    for name, weight in weights.items():
        if name in tree["groups"]:
            tree["groups"][name]["weight"] = round(weight, 3)
        else:
            tree[name] = round(weight, 3)
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(tree, file)


def main() -> None:
    pack = load_pack("transfers")
    pages = list(read_texts())
    names, rows = measure([text for text, _ in pages], pack)
    wanted = np.array([float(is_in) for _, is_in in pages])
    cross_validate(rows, wanted)
    weights, bias = fit(rows, wanted)
    told = dict(zip(names, (float(w) for w in weights), strict=True))
    for name, weight in sorted(told.items(), key=lambda row: -row[1]):
        print(f"{weight:+.3f} {name}")
    print(f"{bias:+.3f} bias")
    if "--write" in sys.argv[1:]:
        write(pack, told, bias)


if __name__ == "__main__":
    main()
