"""The table with which a person supplies what files lack."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from collect.pages import PARAGRAPHS, page
from factory import capture
from pactwatch.collect import MetaTable, check_given, clean_capture, load_meta
from pactwatch.config import Settings
from pactwatch.errors import ConfigError
from pactwatch.nouns import Document, Given


def table(path: Path, text: str | bytes) -> Path:
    file = path / "links.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return file


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_row_is_found_by_its_path(tmp_path: Path, separator: str, mark: str) -> None:
    """Relative to the table, or absolute; as spreadsheets write it, with or without a mark."""
    rows = [
        ["Path", "outlet", "published", "language", "title", "note"],
        ["a.txt", '"The ""Freedonian"""', "5 May 2025", "English", "Talks", "x"],
        [str(tmp_path / "b.txt"), "", "2025-05", "", "", ""],
    ]
    text = mark + "\r\n".join(separator.join(row) for row in rows)
    meta = load_meta(table(tmp_path, text))
    assert meta.given_for(str(tmp_path / "." / "a.txt"), None) == Given(
        published="2025-05-05", outlet='The "Freedonian"', title="Talks", language="en"
    )
    assert meta.given_for(str(tmp_path / "b.txt"), None) == Given(published="2025-05")
    assert meta.given_for(str(tmp_path / "c.txt"), None) == Given()
    assert meta.given_for("-", None) == Given()


def test_a_row_is_found_by_its_address(tmp_path: Path) -> None:
    """Whichever way the address is spelled, and also for a page that tells its own."""
    text = "url,outlet\nhttp://www.f.example/talks/?utm_source=x,The Freedonian\n"
    meta = load_meta(table(tmp_path, text))
    assert meta.given_for("x", "https://f.example/talks").outlet == "The Freedonian"
    source = page("<link rel='canonical' href='https://f.example/talks'>")
    (doc,) = clean_capture(capture(source, media_type="text/html"), meta, Settings())
    assert isinstance(doc, Document) and doc.outlet == "The Freedonian"


def test_each_line_of_a_file_is_found_by_its_address(tmp_path: Path) -> None:
    """A table of addresses serves a file of many reports; the file's own row serves all."""
    urls = [f"https://f.example/{name}" for name in "ab"]
    text = f"path,url,outlet,published\n,{urls[1]},B,\n{tmp_path / 'all.jsonl'},,All,2025-05-05\n"
    meta = load_meta(table(tmp_path, text))
    lines = "\n".join(json.dumps({"url": url, "text": PARAGRAPHS[0]}) for url in urls)
    caught = capture(
        lines, media_type="application/jsonl", source=(tmp_path / "all.jsonl").as_posix()
    )
    docs = [d for d in clean_capture(caught, meta, Settings()) if isinstance(d, Document)]
    assert [(d.outlet, d.published) for d in docs] == [("All", "2025-05-05"), ("B", "2025-05-05")]


def test_a_row_wins_over_what_is_said_of_all(tmp_path: Path) -> None:
    """It is meant for that page; where it is silent, what is said of all holds."""
    meta = load_meta(
        table(tmp_path, "path,outlet\na.txt,A\n"),
        otherwise=Given(outlet="All", published="2025-05-05"),
    )
    assert meta.given_for(str(tmp_path / "a.txt"), None) == Given(
        outlet="A", published="2025-05-05"
    )
    assert meta.given_for("b.txt", None).outlet == "All"
    assert MetaTable().given_for("b.txt", None) == Given()


def test_a_table_goes_to_other_processes(tmp_path: Path) -> None:
    """It can be pickled."""
    meta = load_meta(table(tmp_path, "path,outlet\na.txt,A\n"))
    assert pickle.loads(pickle.dumps(meta)) == meta


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("outlet,published\nA,2025-05-05\n", ":1: no column path or url; found outlet, published"),
        ("", ":1: no column path or url"),
        ("path,published\na,2025-05-05\nb,32 May\n", ":3: published '32 May' is no day"),
        ("path,published\na,05/06/2025\n", ":2: published '05/06/2025' is no day"),
        ("path,outlet\na,A,B\n", ":2: 3 cells under 2 columns"),
        ("path,outlet\n,A\n", ":2: this row has neither path nor url"),
        ("url,outlet\nftp://x,A\n", ":2: 'ftp://x' is no http or https address"),
        ("path,language\na,Klingonese\n", ":2: 'Klingonese' is no language"),
        ("path,outlet\na,A\na,B\n", ":3: "),
        ('path,outlet\na,"A\n', ": not a table"),
        ("path,outlet\na,Café\n".encode("cp1252"), ": not UTF-8 (byte 17)"),
    ],
)
def test_a_bad_table_is_told(tmp_path: Path, text: str | bytes, said: str) -> None:
    """With path, line, and what is known, before anything is read."""
    path = table(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_meta(path)
    assert str(caught.value).startswith(str(path)) and said in str(caught.value)


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    """The path is named."""
    with pytest.raises(ConfigError, match=r"none\.csv: cannot be read"):
        load_meta(tmp_path / "none.csv")


def test_the_line_counts_line_ends_within_cells(tmp_path: Path) -> None:
    """The line is that of the file, as an editor shows it."""
    path = table(tmp_path, 'path,title,published\na,"two\nlines",2025-05-05\nb,x,never\n')
    with pytest.raises(ConfigError, match=":4: published 'never'"):
        load_meta(path)


def test_what_the_command_line_says_is_checked() -> None:
    """A day that is none is a wrong call; a good one has one spelling."""
    given = check_given(Given(published="May 5, 2025", language="en-GB", outlet="A"))
    assert given == Given(published="2025-05-05", language="en", outlet="A")
    with pytest.raises(ConfigError, match="published 'soon' is no day"):
        check_given(Given(published="soon"))
