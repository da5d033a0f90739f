"""CSV and Markdown: readable, and harmless where they are opened."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from factory import claim, document, people, record, register
from pactwatch.domain import load_pack
from pactwatch.errors import RunError
from pactwatch.nouns import Hub, Step
from pactwatch.release import FOLDERS, FORMATS, Export, save_export

PACK = load_pack("transfers")


def hub(**fields):
    entry = Step(
        value="signed",
        date="2024-02",
        known_since="2024-02-03",
        grade="C",
        grade_why="one named origin",
        origins=1,
        claims=(),
    )
    key = (("sending", "GBR"), ("receiving", "RWA"), ("programme", "=cmd|' /C calc'!A0"))
    fields.setdefault("members", (("transfers", ("rec_1",)),))
    return Hub(
        id="hub_1", kind="arrangement", key=key, standing="signed", history=(entry,), **fields
    )


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def write(name: str, reg, **fields) -> str:
    return "".join(FORMATS[name](Export(register=reg, pack=PACK, **fields)))


def test_csv_has_one_line_a_hub_and_no_cell_that_a_spreadsheet_runs():
    """Cells that begin like a formula are made text; counts tell what hangs on the hub."""
    reg = register(hubs=(hub(),), records=(record(id="rec_1"),))
    [line] = table(write("csv", reg))
    assert line["status"] == "signed"
    assert line["date"] == "2024-02"
    assert line["transfers"] == "1"
    assert line["programme"].startswith("'=")


def test_csv_of_an_empty_register_still_names_its_columns():
    """A table without rows has its head."""
    text = write("csv", register())
    assert table(text) == []
    assert text.startswith("id,sending,receiving,programme,status,")


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1"])
def test_every_formula_sign_is_guarded(words: str):
    """Spreadsheets run what begins with one of these signs, white space before it or not."""
    doc = document("x", title=words)
    [line] = table("".join(dict(_files(register(documents=(doc,))))["documents.csv"]))
    assert line["title"].startswith("'")


def _files(reg):
    export = Export(register=reg, pack=PACK)
    return ((name, "".join(pieces)) for name, pieces in FOLDERS["csv"](export))


def test_folder_has_a_file_for_each_key_and_three_cells_a_count(tmp_path: Path):
    """Each list of the export is a file; a count keeps its least, its most and its words."""
    seven = record(id="rec_1", slots={"number": people(7, "seven people")})
    reg = register(hubs=(hub(),), records=(seven,))
    written = save_export(Export(register=reg, pack=PACK), "csv", tmp_path / "out")
    names = {path.name for path in written}
    assert {"arrangements.csv", "arrangements_history.csv", "transfers.csv"} <= names
    [line] = table((tmp_path / "out" / "transfers.csv").read_text(encoding="utf-8"))
    assert (line["number_min"], line["number_max"]) == ("7", "7")
    assert line["number_words"] == "seven people"


def test_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path):
    """An export appears whole or not at all, and no half file stays."""
    path = tmp_path / "register.json"
    for _ in range(2):
        assert save_export(Export(register=register(), pack=PACK), "json", path) == [path]
    assert [found.name for found in tmp_path.iterdir()] == ["register.json"]


def test_path_that_cannot_be_written_is_named(tmp_path: Path):
    """A person is told which path, and what to do."""
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises(RunError, match="--output"):
        save_export(Export(register=register(), pack=PACK), "json", blocked / "x.json")


def test_markdown_shows_words_from_outside_as_they_stand():
    """A page's words cannot become markup, links or HTML in the register's own page."""
    doc = document("<script>x</script>", title="[a](http://x) *b* <b>", outlet="`O`\n# H")
    reg = register(documents=(doc,), hubs=(hub(members=()),))
    text = write("markdown", reg)
    assert "<b>" not in text
    assert "](http" not in text
    assert "\n# H" not in text
    assert "## GBR to RWA" in text


def test_markdown_quotes_only_with_excerpts():
    """The sources' words stand in it where a person asked for them."""
    doc = document("Seven men were flown out.")
    said = claim(doc, kind="transfer")
    reg = register(
        documents=(doc,), claims=(said,), records=(record(id="rec_1", claims=(said.id,)),)
    )
    assert "Seven men" not in write("markdown", reg)
    assert "Seven men" in write("markdown", reg, excerpts=True)


def test_every_file_of_an_empty_register_names_its_columns():
    """A file without rows has its head too, so that a spreadsheet shows what would stand there."""
    for name, text in _files(register()):
        assert text.count("\r\n") == 1, name
        assert "," in text, name
