"""`evaluate`: what the register and its readers are worth, against gold that people made."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path
from typing import Annotated, Any

import typer

from pactwatch.cli.options import Days, Register, load_export
from pactwatch.cli.printing import print_lines, say, screen_width
from pactwatch.errors import ConfigError
from pactwatch.prove import evaluate as hold_against
from pactwatch.prove import list_evaluation, predict
from pactwatch.release.terminal import count


def evaluate(
    gold: Annotated[
        Path, typer.Argument(help="Gold of reports (JSON), or a public benchmark (.jsonl.gz).")
    ],
    register: Register = None,
    misses: Annotated[bool, typer.Option(help="List what was missed and what is extra.")] = True,
    predictions: Annotated[
        Path | None,
        typer.Option(help="A public benchmark: write what is found there, for its scorer."),
    ] = None,
) -> None:
    """Hold the register against gold: precision, recall and F1 of each figure, and the misses.

    Articles are known by the stem of their file's name. Of a public benchmark, its texts are read
    and what is found is written in the form that the benchmark's own scorer reads.
    """
    if predictions is None:
        found = hold_against(load_export(register, Days()), gold)
        if not found.sources:
            say(f"no page of this register is one of the articles in {gold}")
        print_lines(list_evaluation(found, width=screen_width(), misses=misses))
        return
    rows = [json.dumps(row, ensure_ascii=False) for row in predict(_rows_of(gold), str(gold))]
    predictions.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    say(f"{count(len(rows), 'row')} written: {predictions}")


def _rows_of(path: Path) -> list[dict[str, Any]]:
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    except (EOFError, UnicodeDecodeError, zlib.error) as error:
        raise ConfigError(f"{path}: no UTF-8 text, gzipped or plain: {error}") from error
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ConfigError(f"{path}:{number}: no JSON: {error.msg}") from error
        if not isinstance(row, dict):
            raise ConfigError(f"{path}:{number}: expected an object, found {line[:40]!r}")
        rows.append(row)
    return rows
