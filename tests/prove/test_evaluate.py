"""`pactwatch evaluate`: the register held against gold, and predictions for public benchmarks."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from command import pactwatch, read_reports
from pactwatch.domains.transfers import score

REPORTS = {
    "a1_flight": "Norway deported 30 migrants to Ghana on 3 June 2025.\n",
    "a2_trade": "Norway and Ghana signed a trade deal on fish on Tuesday.\n",
}

GOLD = {
    "articles": {
        "a1": {
            "in_domain": True,
            "transfers": [
                {"sending": "NOR", "receiving": "GHA", "number": 30, "date": "2025-06-03"},
                {"sending": "NOR", "receiving": "KEN", "number": 12},
            ],
        },
        "a2": {"in_domain": False},
    },
    "cross": [],
    "clusters": [],
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evaluate")
    for name, text in REPORTS.items():
        (folder / f"{name}.txt").write_text(text)
    (folder / "export.json").write_text(
        json.dumps(read_reports(folder / "deals.db", *sorted(folder.glob("*.txt"))))
    )
    (folder / "gold.json").write_text(json.dumps(GOLD))
    return folder / "deals.db"


def test_figures_are_those_of_the_scorer(register: Path) -> None:
    """The product prints what the scorer counts in the product's export."""
    folder = register.parent
    told = pactwatch("evaluate", folder / "gold.json", "--register", register, "--no-misses")
    theirs = subprocess.run(
        [sys.executable, str(score.__file__), folder / "export.json", folder / "gold.json"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines()[1:] == theirs.stdout.splitlines()[1:]
    assert "transfer              1.000  0.500  0.667   1/1/2" in told.stdout


def test_misses_stand_under_their_article(register: Path) -> None:
    """What the gold has and the register has not is told with the file in which to look."""
    told = pactwatch("evaluate", register.parent / "gold.json", "--register", register).stdout
    assert "a1_flight.txt\n- transfer: NOR, KEN, 12\n" in told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", "gold.json:1: no JSON"),
        ("[]", "not in the form of gold"),
        ('{"articles": {"a1": []}}', "not in the form of gold"),
    ],
)
def test_bad_gold_is_refused_by_name(
    register: Path, tmp_path: Path, text: str, expected: str
) -> None:
    """A file that is no gold ends with what is wrong, and no traceback."""
    (tmp_path / "gold.json").write_text(text)
    told = pactwatch("evaluate", tmp_path / "gold.json", "--register", register)
    assert told.returncode == 2
    assert expected in told.stderr
    assert "Traceback" not in told.stderr


def test_gold_without_any_page_of_the_register_says_so(register: Path, tmp_path: Path) -> None:
    """Figures of nothing would mislead: that no article was read is told."""
    (tmp_path / "gold.json").write_text(json.dumps({"articles": {"zz": {"in_domain": True}}}))
    told = pactwatch("evaluate", tmp_path / "gold.json", "--register", register)
    assert "no page of this register is one of the articles" in told.stderr


BENCHMARKS = {
    "statements": (
        {
            "id": "s1",
            "text": "“We will go,” said Ann Lee, the mayor.",
            "attributions": [{"source": [[19, 26]], "content": [[0, 13]]}],
        },
        lambda row: row["statements"][0]["content"][0][0] in (0, 1),
    ),
    "dates": (
        {"id": "d1", "text": "It rained yesterday.", "published": "2020-03-02", "dates": []},
        lambda row: (
            row["dates"] == [{"start": 10, "end": 19, "type": "DATE", "value": "2020-03-01"}]
        ),
    ),
    "stories": (
        {
            "id": "p1",
            "text": "A tram derailed in the harbour.",
            "title": "Tram derails",
            "outlet": "Post",
            "published": "2020-03-02",
            "story": "tram",
        },
        lambda row: row["story"],
    ),
}


@pytest.mark.parametrize("name", BENCHMARKS)
def test_predictions_are_in_the_form_of_the_scorer(name: str, tmp_path: Path) -> None:
    """Which benchmark it is shows in its rows; one line is written for each."""
    row, holds = BENCHMARKS[name]
    with gzip.open(tmp_path / "gold.jsonl.gz", "wt") as file:
        file.write(json.dumps(row) + "\n")
    done = pactwatch(
        "evaluate", tmp_path / "gold.jsonl.gz", "--predictions", tmp_path / "out.jsonl"
    )
    assert done.returncode == 0, done.stderr
    (line,) = (tmp_path / "out.jsonl").read_text().splitlines()
    found = json.loads(line)
    assert found["id"] == row["id"]
    assert holds(found)


def test_pairs_of_one_topic_are_rated(tmp_path: Path) -> None:
    """Of sentences of one topic and different documents each pair has a score, others none."""
    rows = [
        {"topic": t, "document": d, "sentence": 0, "text": text, "events": []}
        for t, d, text in [
            ("1", "a", "The tram derailed on Monday."),
            ("1", "b", "A tram derailed on Monday."),
            ("2", "c", "The tram derailed on Monday."),
        ]
    ]
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    pactwatch("evaluate", tmp_path / "gold.jsonl", "--predictions", tmp_path / "out.jsonl")
    (line,) = (tmp_path / "out.jsonl").read_text().splitlines()
    found = json.loads(line)
    assert (found["a"], found["b"]) == (["a", 0], ["b", 0])
    assert found["score"] > 0


def test_rows_of_no_benchmark_are_refused(tmp_path: Path) -> None:
    """The message tells which fields were found and which were expected."""
    (tmp_path / "gold.jsonl").write_text('{"colour": "red"}\n')
    done = pactwatch("evaluate", tmp_path / "gold.jsonl", "--predictions", tmp_path / "out.jsonl")
    assert done.returncode == 2
    assert "line 1 has the fields colour; expected" in done.stderr
