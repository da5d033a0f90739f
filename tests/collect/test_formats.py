"""Formats: what each gives of a report, and what it says of it."""

from __future__ import annotations

import gzip
import json
import pickle

import pytest

from collect.pages import PARAGRAPHS, docx, page, pdf
from factory import NOON, capture
from pactwatch.collect import clean_capture
from pactwatch.collect.find import MEDIA_TYPES
from pactwatch.config import Settings
from pactwatch.nouns import Capture, Document, Given, Issue

TITLE = "Talks begin in Freedonia"


def read(
    data: bytes | str, kind: str = ".txt", given: Given | None = None
) -> list[Document | Issue]:
    caught = capture(data, media_type=MEDIA_TYPES[kind], source=f"report{kind}")
    return list(clean_capture(caught, given or Given(), Settings()))


def one(data: bytes | str, kind: str = ".txt", given: Given | None = None) -> Document:
    (found,) = read(data, kind, given)
    assert isinstance(found, Document), found
    return found


def ld(**fields: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(fields)}</script>"


def test_plain_text_without_a_header_stays_as_it_is() -> None:
    """No word of a text goes, and nothing is supposed of it."""
    doc = one("\n".join(PARAGRAPHS))
    assert doc.text == "\n".join(PARAGRAPHS)
    assert (doc.title, doc.outlet, doc.url, doc.published, doc.published_basis) == (None,) * 5
    assert (doc.known, doc.known_basis, doc.language) == (
        NOON.date().isoformat(),
        "collected",
        "en",
    )
    assert doc.archived == capture("\n".join(PARAGRAPHS)).record


def test_a_header_tells_and_goes() -> None:
    """Known keys at the top are metadata; the text begins below them."""
    header = "Title: Talks\nSource: The Freedonian\nDate: 5 May 2025\nURL: https://f.example/a\n\n"
    doc = one(header + PARAGRAPHS[0])
    assert doc.text == PARAGRAPHS[0]
    assert (doc.title, doc.outlet, doc.url) == ("Talks", "The Freedonian", "https://f.example/a")
    assert (doc.published, doc.published_basis) == ("2025-05-05", "metadata")
    assert (doc.known, doc.known_basis) == ("2025-05-05", "published")


@pytest.mark.parametrize(
    "text",
    [
        "Minister: we have no deal",
        "Question: Is there a deal?\nAnswer: No.",
        "---\nA rule, and no header\n---",
        "Talks began.\nDate: 2025-05-05",
        "Source: " + "x " * 200,
    ],
)
def test_what_is_no_header_stays_text(text: str) -> None:
    """A colon makes no header; unknown keys, prose and what stands below stay."""
    doc = one(text)
    assert doc.text == text.strip()
    assert doc.published_basis != "metadata"


def test_markdown_loses_its_marks() -> None:
    """Front matter is metadata, the first heading the title, and marks are no words."""
    told = "---\ndate: 2025-05-05\npublisher: 'The Freedonian'\ntags: [a]\n---\n"
    text = (
        "# Talks *begin*\n\nThe [talks](https://a.example/x_(y)) **began**\non _Monday_.\n\n- One\n"
    )
    doc = one(told + text, ".md")
    assert doc.text == "Talks begin\n\nThe talks began\non Monday.\n\n- One"
    assert (doc.title, doc.outlet, doc.published) == ("Talks begin", "The Freedonian", "2025-05-05")


@pytest.mark.parametrize("text", ["2 * 3 * 4 is snake_case_name", "a_b_c and 5*6*7", "C:\\x\\new"])
def test_markdown_keeps_what_is_no_mark(text: str) -> None:
    """Stars and lines within words are words."""
    assert one(text, ".md").text == text


def test_html_gives_its_article() -> None:
    """Title first, a paragraph a line, no frame; site, address and day from the head."""
    head = (
        "<meta property='og:site_name' content='The Freedonian'>"
        "<link rel='canonical' href='https://f.example/talks?utm_source=x'>"
        + ld(**{"@type": "NewsArticle", "datePublished": "2025-05-05T10:00:00Z"})
    )
    doc = one(page(head), ".html")
    assert doc.text == "\n".join([TITLE, *PARAGRAPHS])
    assert (doc.title, doc.outlet, doc.url) == (TITLE, "The Freedonian", "https://f.example/talks")
    assert (doc.published, doc.published_basis) == ("2025-05-05", "metadata")
    assert doc.cleaner.startswith("trafilatura@")
    assert doc.id == Document.id_of(url=doc.url, outlet=doc.outlet, text=doc.text)


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (ld(datePublished="2025-05-05", dateModified="2025-06-01"), "", ("2025-05-05", "metadata")),
        ("<meta property='article:published_time' content='2025-05-05T22:00:00+02:00'>", "",
         ("2025-05-05", "metadata")),
        ("<meta name='date' content='2025-05-05'>", "", ("2025-05-05", "metadata")),
        ("", "<time itemprop='datePublished' datetime='2025-05-05'>Monday</time>",
         ("2025-05-05", "metadata")),
        ("<link rel='canonical' href='https://f.example/2025/05/05/talks'>", "<p>6 May 2025</p>",
         ("2025-05-05", "url")),
        ("", "<time datetime='2025-05-05T10:00:00Z'>Monday</time>", ("2025-05-05", "text")),
        ("", "<p class='date'>Published 5 May 2025, 14:02 GMT</p>", ("2025-05-05", "text")),
        ("", "<div><span>May 5, 2025</span></div>", ("2025-05-05", "text")),
        ("", "<p>The deal of 5 May 2025 is not public, and no other day was told by them.</p>",
         (None, None)),
        ("", "<p>The deal of 2025-05-05 is not public, and no other day was told by them.</p>",
         (None, None)),
        ("", "", (None, None)),
    ],
)  # fmt: skip
def test_the_day_of_a_page_and_its_basis(
    head: str, body: str, expected: tuple[str | None, str | None]
) -> None:
    """Metadata, else the address, else what the page shows; never prose, nor the footer's year."""
    doc = one(page(head, body), ".html")
    assert (doc.published, doc.published_basis) == expected


def test_a_page_without_a_site_name_has_its_host_as_outlet() -> None:
    """The address says who published it."""
    doc = one(page("<link rel='canonical' href='https://www.f.example/talks'>"), ".html")
    assert doc.outlet == "f.example"


def test_html_as_text_is_told_from_its_bytes() -> None:
    """A saved page that is called .txt is a page all the same."""
    assert one(page(), ".txt").text == one(page(), ".html").text


def test_scripts_and_styles_are_no_text() -> None:
    """What a browser does not show is not read."""
    body = "<script>var deal='leaked';</script><style>.x{}</style><noscript>Enable it</noscript>"
    text = one(page(body=body), ".html").text
    assert "leaked" not in text and ".x" not in text and "Enable" not in text


def test_json_gives_its_fields() -> None:
    """An object is a report; what it says of itself is metadata."""
    item = {
        "url": "https://f.example/a", "title": TITLE, "text": "\r\n".join(PARAGRAPHS),
        "published": "2025-05-05T10:00:00Z", "outlet": "The Freedonian", "language": "en-GB",
    }  # fmt: skip
    doc = one(json.dumps(item), ".json")
    assert doc.text == "\n".join(PARAGRAPHS)
    assert (doc.title, doc.outlet, doc.url, doc.language) == (
        TITLE,
        "The Freedonian",
        "https://f.example/a",
        "en",
    )
    assert (doc.published, doc.published_basis) == ("2025-05-05", "metadata")
    assert doc.source == "report.json"


def test_json_with_html_is_cleaned_as_a_page() -> None:
    """`html` instead of `text` goes the way of a page, at the object's address."""
    item = {"url": "https://f.example/2025/05/05/a", "html": page()}
    doc = one(json.dumps([item]), ".json")
    assert (doc.published, doc.published_basis, doc.source) == (
        "2025-05-05",
        "url",
        "report.json#1",
    )
    assert doc.text.startswith(TITLE)


def test_each_line_of_jsonl_is_a_report() -> None:
    """Its source names the line, so that each can be found again."""
    lines = [json.dumps({"text": f"{words}\u2028"}, ensure_ascii=False) for words in PARAGRAPHS]
    docs = read("\n\n".join(lines), ".jsonl")
    assert [doc.source for doc in docs] == ["report.jsonl#1", "report.jsonl#3", "report.jsonl#5"]
    assert read("\n\n".join(lines), ".json") != docs  # the sources have another ending
    assert [d.text for d in read("\n\n".join(lines), ".json") if isinstance(d, Document)] == [
        *PARAGRAPHS
    ]


@pytest.mark.parametrize("kind", [".txt", ".html", ".jsonl"])
def test_gzip_changes_nothing_but_the_bytes(kind: str) -> None:
    """One member or several, the text is the same; the archive keeps the bytes as they came."""
    data = {".html": page(), ".jsonl": json.dumps({"text": PARAGRAPHS[0]})}.get(kind, PARAGRAPHS[0])
    raw = data.encode()
    halves = gzip.compress(raw[: len(raw) // 2]) + gzip.compress(raw[len(raw) // 2 :])
    assert one(halves, kind).text == one(gzip.compress(raw), kind).text == one(raw, kind).text


def test_a_pdf_keeps_its_pages() -> None:
    """Where each page starts; page numbers and running lines are no part of the sentences."""
    pages = [
        ["Freedonia Gazette", f"On this page {word} people are named who were sent by the depor-",
         f"tation office, and whom {word} courts", str(n)]
        for n, word in enumerate(("thirty", "forty", "fifty"), start=1)
    ]  # fmt: skip
    pages[0].insert(1, "The deportation of many")
    doc = one(pdf(pages), ".pdf")
    assert len(doc.page_starts) == 3 and doc.page_starts[0] == 0
    starts = [doc.text[start:].split("\n")[0][:12] for start in doc.page_starts]
    assert starts == ["The deportat", "On this page", "On this page"]
    assert "Gazette" not in doc.text and "deportation office" in doc.text
    assert doc.cleaner.startswith("pypdf@")


def test_a_pdf_is_told_from_its_bytes() -> None:
    """What comes from a pipe has no name."""
    caught = capture(pdf([["A line of text."]]), media_type="application/octet-stream", source="-")
    (doc,) = clean_capture(caught, Given(), Settings())
    assert isinstance(doc, Document) and doc.text == "A line of text."


def test_a_docx_gives_paragraphs_items_and_rows() -> None:
    """In the order in which they stand; a row is a line."""
    doc = one(docx(rows=[("State", "People"), ("Sylvania", "30")]), ".docx")
    assert doc.text.split("\n") == [
        TITLE,
        *PARAGRAPHS,
        "- The first point",
        "State | People",
        "Sylvania | 30",
    ]
    assert doc.title == TITLE


def test_what_a_person_gives_wins() -> None:
    """Over the header and the page; the basis says so, and an outlet given is part of the id."""
    given = Given(published="2025-06", outlet="Other", title="T", language="fr")
    doc = one("Date: 2025-05-05\nOutlet: This\n\n" + PARAGRAPHS[0], given=given)
    assert (doc.published, doc.published_basis, doc.known) == ("2025-06", "given", "2025-06")
    assert (doc.outlet, doc.title, doc.language) == ("Other", "T", "fr")
    assert doc.id == Document.id_of(url=None, outlet="Other", text=doc.text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le ministre de l'intérieur a dit lundi que des discussions avaient commencé.", "fr"),
        ("El ministro del interior dijo el lunes que las conversaciones habían comenzado.", "es"),
        ("Der Innenminister sagte am Montag, dass die Gespräche begonnen hätten.", "de"),
        ("Waziri wa mambo ya ndani alisema Jumatatu kwamba mazungumzo yameanza rasmi.", "sw"),
        ("Roe: no.", None),
        ("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21", None),
    ],
)
def test_the_language_is_told_where_letters_suffice(text: str, language: str | None) -> None:
    """Another language is recorded, and too short a text has none rather than a wrong one."""
    assert one(text).language == language


def test_cleaning_can_run_in_another_process() -> None:
    """What goes in and comes out can be pickled, and equal bytes give equal documents."""
    caught: Capture = pickle.loads(pickle.dumps(capture(page(), media_type="text/html")))
    first = list(clean_capture(caught, Given(), Settings()))
    assert pickle.loads(pickle.dumps(first)) == list(clean_capture(caught, Given(), Settings()))
