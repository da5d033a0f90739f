"""Bad input: each kind has its own clear message that names the input, and nothing else is lost."""

from __future__ import annotations

import gzip
import io
import json
import os
import tempfile
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import settings as limits
from hypothesis import strategies as st

from collect.pages import PARAGRAPHS, docx, page, pdf
from factory import StandingClock, capture
from pactwatch.collect import clean_capture, find_captures
from pactwatch.collect.find import MEDIA_TYPES
from pactwatch.config import Settings
from pactwatch.nouns import Capture, Document, Given, Issue


def read(
    data: bytes | str, kind: str = ".txt", settings: Settings | None = None
) -> tuple[list[Document], list[str]]:
    """The documents, and the words of the issues."""
    caught = capture(data, media_type=MEDIA_TYPES[kind], source=f"bad{kind}")
    found = list(clean_capture(caught, Given(), settings or Settings()))
    issues = [item for item in found if isinstance(item, Issue)]
    assert all(i.source == f"bad{kind}" and i.stage == "collect" for i in issues)
    return [d for d in found if isinstance(d, Document)], [i.what for i in issues]


def refused(data: bytes | str, kind: str = ".txt", settings: Settings | None = None) -> str:
    """The one message for an input that gives no document."""
    docs, issues = read(data, kind, settings)
    assert docs == []
    (what,) = issues
    return what


BOMB = gzip.compress(b"\0" * 30_000_000)
SMALL = Settings(largest_text=1_000_000)
WHOLE = gzip.compress(PARAGRAPHS[0].encode() * 50)
BINARY = bytes(range(256)) * 40


@pytest.mark.parametrize("kind", MEDIA_TYPES)
@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\0\0\0"])
def test_an_empty_file(kind: str, data: bytes) -> None:
    """Nothing, or blanks, is no document of any kind."""
    assert refused(data, kind).startswith("empty file")


@pytest.mark.parametrize("kind", [".txt", ".md", ".html", ".json", ".jsonl"])
def test_binary_data(kind: str) -> None:
    """Pictures and programs are no text, whatever they are called."""
    assert "binary" in refused(BINARY, kind)
    assert "binary" in refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + BINARY, kind)


@pytest.mark.parametrize("cut", [3, 12, len(WHOLE) // 2, len(WHOLE) - 4])
def test_a_truncated_gzip_file(cut: int) -> None:
    """A download that broke off is told as such, and half of a page is not taken for a page."""
    assert "truncated gzip" in refused(WHOLE[:cut], ".html")


def test_a_broken_gzip_file() -> None:
    """Bytes that changed on the way fail the check sum."""
    broken = bytearray(WHOLE)
    broken[len(WHOLE) // 2] ^= 0xFF
    assert "gzip" in refused(bytes(broken))
    assert "broken gzip" in refused(WHOLE + b"junk that is no second member")


def test_a_gzip_bomb_is_not_inflated() -> None:
    """Memory stays near the limit of the setting that the message names."""
    tracemalloc.start()
    assert "PACTWATCH_LARGEST_TEXT" in refused(BOMB, ".html", SMALL)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000


def test_a_docx_bomb_is_not_inflated() -> None:
    """What an archive holds is counted before it is opened."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 5_000_000)
    assert "5,000,000 bytes" in refused(held.getvalue(), ".docx", SMALL)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": "cut', "line 2: invalid JSON"),
        ("nothing", "line 2: invalid JSON"),
        ("[1]", "line 2: expected an object"),
        ('{"text": ""}', "line 2: its text is empty"),
        ('{"text": 5}', "line 2: 'text' must be a string; found int"),
        ('{"words": "a"}', "line 2: no text in this object"),
        ('{"html": "<p>x"}', "line 2: no article"),
        ("[" * 100_000, "line 2: "),
        ("9" * 6_000, "line 2: "),
    ],
)
def test_a_bad_line_of_jsonl(line: str, said: str) -> None:
    """The message names the line, and the other lines go on."""
    good = json.dumps({"text": PARAGRAPHS[0]})
    docs, issues = read(f"{good}\n{line}\n{good.replace('Freedonia', 'Sylvania')}\n", ".jsonl")
    assert [doc.source for doc in docs] == ["bad.jsonl#1", "bad.jsonl#3"]
    assert len(issues) == 1 and issues[0].startswith(said)


def test_bad_json_names_the_line() -> None:
    """In a file of one value the line is that of the error."""
    assert refused('{\n"text": "a",\n}', ".json").startswith("line 3: invalid JSON")
    assert "item 2" in read(json.dumps([{"text": "Talks."}, 5]), ".json")[1][0]
    assert "JSON" in refused("[" * 100_000, ".json")


def test_json_without_its_encoding() -> None:
    """Halves of a character that UTF-8 cannot hold are replaced, so that the text can be kept."""
    (doc,), issues = read('{"text": "No deal \\ud83d yet."}', ".json")
    assert (doc.text, issues) == ("No deal \ufffd yet.", [])


def test_a_day_that_is_none() -> None:
    """The page is read as undated, and the message says where and what."""
    item = {
        "text": PARAGRAPHS[0],
        "published": "32 May 2025",
        "url": "https://f.example/2025/05/05/",
    }
    (doc,), issues = read(json.dumps(item), ".jsonl")
    assert (doc.published, doc.known_basis) == (None, "collected")
    assert "line 1" in issues[0] and "32 May 2025" in issues[0]
    (doc,), issues = read(f"Date: 05/06/2025\n\n{PARAGRAPHS[0]}")
    assert doc.published is None and "05/06/2025" in issues[0]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("“Café”".encode("utf-8-sig"), "“Café”"),
        ("“Café”".encode("utf-16"), "“Café”"),
        ("“Talks” in a café".encode("utf-16-le"), "“Talks” in a café"),
        ("“Talks” in a café".encode("utf-16-be"), "“Talks” in a café"),
        ("“Café”".encode("utf-32"), "“Café”"),
        ("The minister’s “talks” are over, a source said".encode("cp1252"),
         "The minister’s “talks” are over, a source said"),
    ],
)  # fmt: skip
def test_encodings_are_found_out(data: bytes, text: str) -> None:
    """With or without a mark; no issue, as no character is in doubt."""
    (doc,), issues = read(data)
    assert (doc.text, issues) == (text, [])


def test_what_a_page_declares_counts() -> None:
    """A charset in `meta` is used where it decodes; UTF-8 that is valid wins over a wrong one."""
    source = page(body="<p>Министр сказал, что переговоры начались в понедельник.</p>")
    declared = source.replace("charset='utf-8'", "charset=windows-1251")
    for data in (declared.encode("cp1251"), declared.encode("utf-8")):
        (doc,), issues = read(data, ".html")
        assert issues == [] and "переговоры" in doc.text


def test_invalid_utf8_is_read_and_told() -> None:
    """A few bad bytes in a UTF-8 text: read as windows-1252, with a note that says where."""
    data = "“Café”, “déjà vu”, ".encode() + "the minister’s".encode("cp1252")
    (doc,), issues = read(data)
    assert doc.text == "“Café”, “déjà vu”, the minister’s"
    (note,) = issues
    assert "1 bytes are no valid UTF-8" in note and f"byte {data.index(0x92):,}" in note


@pytest.mark.parametrize(
    "source",
    [
        "<html><body></body></html>",
        "<html><body><script>render()</script><div id=app></div></body></html>",
        "<html><body><nav><a href=/>Home</a></nav></body></html>",
        "<html></html>",
        "<html><body><ul><li><a href=a>Sylvania buys ships</a></li></ul></body></html>",
        "<<<>>>",
        "<html><frameset><frame src=a></frameset></html>",
    ],
)
def test_html_without_an_article(source: str) -> None:
    """The message says what may be wrong, and what to do."""
    assert "no article found" in refused(source, ".html")


def test_an_entity_bomb_does_not_grow() -> None:
    """Entities of the page's own are not put in, neither in HTML nor in docx."""
    names = "abcdefghij"
    bomb = "<!DOCTYPE html [<!ENTITY a 'lol'>" + "".join(
        f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in pairwise(names)
    )
    docs, issues = read(f"{bomb}]>{page(body='<p>&j;</p>')}", ".html")
    assert sum(len(doc.text) for doc in docs) < 5_000 and len(docs) + len(issues) >= 1
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = bomb.replace("html", "w:document").encode() + b"]>" + data.split(b"?>", 1)[1]
                data = data.replace(b"Freedonia", b"&j;")
            new.writestr(name, data)
    docs, issues = read(held.getvalue(), ".docx")
    assert sum(len(doc.text) for doc in docs) < 5_000 and len(docs) + len(issues) >= 1


@pytest.mark.parametrize("value", ["&#1;", "\x01", "&#xD800;", "&#0;", "\ufffe"])
def test_html_with_characters_that_xml_has_not(value: str) -> None:
    """Controls in text and in metadata are dropped, and the article is read."""
    head = f"<meta name='date' content='{value}'><script type='ld+json'>{value}</script>"
    docs, issues = read(page(head, f"<p>{value}</p>"), ".html")
    assert [doc.title for doc in docs] == ["Talks begin in Freedonia"] and issues == []


def test_deep_html_does_not_break() -> None:
    """A page nested a hundred thousand deep is a document or an issue, not a crash."""
    docs, issues = read(page(body="<div>" * 100_000), ".html")
    assert len(docs) + len(issues) >= 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf([[]]), "no text in this PDF of 1 pages"),
        (b"%PDF-1.4\nnothing", "broken PDF"),
        (pdf([["A line."]])[:200], "broken PDF"),
        (pdf([["A line."]], trailer="/Encrypt << /Filter /Standard /V 1 /R 2 /O (" + "x" * 32
             + ") /U (" + "y" * 32 + ") /P -4 >> /ID [(aaaaaaaaaaaaaaaa) (aaaaaaaaaaaaaaaa)] "),
         "encrypted"),
    ],
    ids=["image", "nothing", "cut off", "encrypted"],
)  # fmt: skip
def test_a_pdf_that_gives_no_text(data: bytes, said: str) -> None:
    """Each with its own words."""
    assert said in refused(data, ".pdf")


@pytest.mark.parametrize(
    "data", [b"no archive", docx()[:2000], b"PK\x03\x04" + BINARY], ids=["text", "cut", "junk"]
)
def test_a_broken_docx(data: bytes) -> None:
    """A file that is no docx says so."""
    assert "broken docx" in refused(data, ".docx")


def test_an_archive_that_is_no_docx() -> None:
    """A zip of other things is told as broken, not raised."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", "a")
    assert "broken docx" in refused(held.getvalue(), ".docx")


@limits(max_examples=100, deadline=None)
@drawn(st.sampled_from(sorted(MEDIA_TYPES)), st.data())
def test_broken_bytes_never_raise(kind: str, data: st.DataObject) -> None:
    """Whatever the bytes are, there is a document or an issue."""
    good = {".pdf": pdf([["A line."]]), ".docx": docx(), ".html": page().encode()}.get(
        kind, b'{"text": "Talks."}'
    )
    at = data.draw(st.integers(0, len(good) - 1))
    junk = data.draw(st.binary(max_size=20))
    docs, issues = read(good[:at] + junk + good[at + len(junk) :], kind)
    assert len(docs) + len(issues) >= 1


# Files that cannot be had at all.


def found(sources: list[str], settings: Settings | None = None) -> list[Capture | Issue]:
    return list(find_captures(sources, settings or Settings(), clock=StandingClock()))


def only_issue(path: Path, settings: Settings | None = None) -> str:
    (item,) = found([str(path)], settings)
    assert isinstance(item, Issue)
    assert item.source == path.as_posix()
    return item.what


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """A gigabyte is not read to learn that it is one; the message names size and setting."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    tracemalloc.start()
    what = only_issue(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "1,073,741,824 bytes" in what and "PACTWATCH_LARGEST_FILE" in what
    assert peak < 1_000_000


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    """The limit itself is allowed, one byte more is not."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100)
    (item,) = found([str(path)], replace(Settings(), largest_file=100))
    assert isinstance(item, Capture)
    assert "100 bytes" in only_issue(path, replace(Settings(), largest_file=99))


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    """Missing, looping, of another kind, a pipe: told, and the rest goes on."""
    assert "no such file" in only_issue(tmp_path / "none.txt")
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    assert "cannot be read" in only_issue(loop)
    assert [item.source for item in found([str(tmp_path)])] == [loop.as_posix()]
    assert "cannot be read" in only_issue(tmp_path / ("x" * 300 + ".txt"))
    assert "cannot be read" in only_issue(tmp_path / "a\0.txt")
    picture = tmp_path / "a.jpg"
    picture.write_bytes(b"x")
    assert ".jpg" in only_issue(picture) and ".html" in only_issue(picture)
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert "pipe" in only_issue(pipe)
    (address,) = found(["https://f.example/talks"])
    assert isinstance(address, Issue) and "not fetched" in address.what
    good = tmp_path / "good.txt"
    good.write_text("Talks began.")
    assert [type(i) for i in found([str(tmp_path / "none.txt"), str(good)])] == [Issue, Capture]


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may read everything, so that under root we are somebody else for a while."""
    was = os.geteuid()
    if was == 0:
        try:
            os.seteuid(65534)
        except OSError:
            pytest.skip("root here cannot be anybody else")
    try:
        yield
    finally:
        os.seteuid(was)


def test_what_may_not_be_read() -> None:
    """No right to read a file, a folder or what is in one: told, and the rest goes on."""
    with tempfile.TemporaryDirectory() as name:
        top, shut = Path(name), Path(name) / "shut"
        shut.mkdir()
        for path in (top / "a.txt", shut / "b.txt", top / "c.txt"):
            path.write_text("Talks.")
        top.chmod(0o755)
        (top / "a.txt").chmod(0)
        shut.chmod(0)
        with as_nobody():
            items = found([name, str(shut / "b.txt")])
        shut.chmod(0o700)
    denied = [i.source for i in items if isinstance(i, Issue) and "Permission" in i.what]
    assert denied == [f"{name}/a.txt", f"{name}/shut", f"{name}/shut/b.txt"]
    assert [i.source for i in items if isinstance(i, Capture)] == [f"{name}/c.txt"]


def test_too_much_on_standard_input() -> None:
    """The limit holds for a pipe too, and no more than it is taken from it."""
    pipe = io.BytesIO(b"x" * 500)
    (item,) = find_captures(
        ["-"], replace(Settings(), largest_file=100), clock=StandingClock(), stdin=pipe
    )
    assert isinstance(item, Issue) and "PACTWATCH_LARGEST_FILE" in item.what
    assert pipe.tell() == 101
