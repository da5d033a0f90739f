"""`pactwatch reread`: what newer readers, or another pack, make of the pages that are kept."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from command import export_of, pactwatch, read_reports
from pactwatch.domain import DOMAINS

PAGES = {
    "flight.txt": "Norway deported 30 migrants to Ghana on 3 June 2025.\n",
    "words.txt": "Norway deported 12 migrants to Kenya on 5 June 2025.\n",
}


@pytest.fixture
def packs(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders of one pack; the older one doesn't know the name of a state."""
    made = []
    for name in ("older", "newer"):
        folder = tmp_path / name / "transfers"
        shutil.copytree(DOMAINS / "transfers", folder)
        made.append(folder)
    states = made[0] / "states.yaml"
    text = states.read_text(encoding="utf-8")
    assert "Kenya" in text
    states.write_text(text.replace("Kenya", "Qenya"), encoding="utf-8")
    return made[0], made[1]


@pytest.fixture
def register(tmp_path: Path, packs: tuple[Path, Path]) -> Path:
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text)
    read_reports(
        tmp_path / "deals.db", *(tmp_path / name for name in PAGES), PACTWATCH_PACK=str(packs[0])
    )
    return tmp_path / "deals.db"


def transfers(export: dict[str, Any]) -> list[str]:
    return sorted(
        one["slots"]["receiving"] for one in export["claims"] if one["kind"] == "transfer"
    )


def test_a_changed_pack_finds_more_in_the_kept_bytes(
    register: Path, packs: tuple[Path, Path]
) -> None:
    """The pages themselves may be gone; a reread is what reading them now would give."""
    assert transfers(export_of(register, PACTWATCH_PACK=str(packs[0]))) == ["GHA"]
    fresh = read_reports(
        register.with_name("fresh.db"),
        *(register.parent / name for name in PAGES),
        PACTWATCH_PACK=str(packs[1]),
    )
    for name in PAGES:
        (register.parent / name).unlink()
    done = pactwatch("reread", "--changed", "--register", register, PACTWATCH_PACK=str(packs[1]))
    assert done.returncode == 0, done.stderr
    assert "Kenya" in done.stdout
    again = export_of(register, PACTWATCH_PACK=str(packs[1]))
    assert transfers(again) == ["GHA", "KEN"]
    assert again == fresh


def test_nothing_is_read_twice_by_the_same_readers(
    register: Path, packs: tuple[Path, Path]
) -> None:
    """Where nothing has changed, every page is known and the register stays as it is."""
    before = export_of(register, PACTWATCH_PACK=str(packs[0]))
    done = pactwatch("reread", "--register", register, PACTWATCH_PACK=str(packs[0]))
    assert done.stdout.startswith("0 pages read, 2 inputs already known")
    assert export_of(register, PACTWATCH_PACK=str(packs[0])) == before


def test_judgements_hold(register: Path, packs: tuple[Path, Path]) -> None:
    """What a person rejected stays rejected when another pack reads the page again."""
    old, new = ({"PACTWATCH_PACK": str(pack)} for pack in packs)
    (claim,) = [c for c in export_of(register, **old)["claims"] if c["kind"] == "transfer"]
    by = ("--by", "Ann", "--reason", "a drill", "--register", register)
    assert pactwatch("judge", "reject", claim["id"], *by, **old).returncode == 0
    pactwatch("reread", "--register", register, **new)
    shown = export_of(register, **new)
    assert [one["slots"]["receiving"] for one in shown["transfers"]] == ["KEN"]
    assert [one["verdict"] for one in shown["judgements"]] == ["reject"]


def test_without_a_register_none_is_made(tmp_path: Path) -> None:
    """A wrong name is an error, not an empty register."""
    done = pactwatch("reread", "--register", tmp_path / "no.db")
    assert done.returncode == 1
    assert "no register there" in done.stderr
    assert not (tmp_path / "no.db").exists()
