"""How well sentences that report one event are told from those that report a look-alike.

usage: same_event.py SAME_EVENT.jsonl.gz [PREDICTED.jsonl]

Prints average precision over all pairs of sentences of one topic and different documents, and at
the threshold of best F1 the share of false positives that join two look-alike events; writes every
pair's score for the public set's own scorer.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from pactwatch.prove.predictions import predict_same_event

NEEDED, NEEDED_LOOKALIKES = 0.78, 0.6


def main(gold: Path, predicted: Path | None) -> int:
    """Rate all pairs of the set and print what that is worth; 1 where it falls short."""
    with gzip.open(gold, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    started = time.process_time()
    told = list(predict_same_event(rows))
    seconds = time.process_time() - started
    row_of = {(row["document"], row["sentence"]): row for row in rows}
    pairs = [(one["score"], row_of[tuple(one["a"])], row_of[tuple(one["b"])]) for one in told]
    precision, lookalikes = score(pairs)
    print(
        f"same event: average precision {precision:.3f} (needed {NEEDED}); look-alikes among "
        f"false positives {lookalikes:.3f} (needed under {NEEDED_LOOKALIKES})"
    )
    print(f"same event: {len(pairs)} pairs, {len(pairs) / seconds:.0f} a second")
    if predicted:
        lines = (json.dumps(one) for one in told)
        predicted.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return int(precision < NEEDED or lookalikes >= NEEDED_LOOKALIKES)


def score(pairs: list[tuple[float, dict, dict]]) -> tuple[float, float]:
    """Average precision; and of the false positives at best F1, the share of look-alikes."""
    by_rate: dict[float, list[tuple[bool, bool]]] = defaultdict(list)
    for rate, x, y in pairs:
        same = bool(set(x["events"]) & set(y["events"]))
        by_rate[rate].append((same, x["lookalike"] != y["lookalike"]))
    positive = sum(same for told in by_rate.values() for same, _ in told)
    hit = total = wrong = 0
    area, best = 0.0, (0.0, 0.0)
    for rate in sorted(by_rate, reverse=True):
        found = sum(same for same, _ in by_rate[rate])
        hit, total = hit + found, total + len(by_rate[rate])
        wrong += sum(cross and not same for same, cross in by_rate[rate])
        area += found * hit / total
        best = max(best, (2 * hit / (total + positive), wrong / max(1, total - hit)))
    return area / positive, best[1]


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else None))
