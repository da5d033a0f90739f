# ruff: noqa: E501 - tables of addresses read best in few lines
"""Every text that came from outside is data: hostile words through every field of every page."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from examples_read import example_pack
from factory import StandingClock, claim, document, people, reading, slot
from pactwatch.nouns import Document, Reading, Register, Via, Voice
from pactwatch.reconcile import Saying
from pactwatch.serve import make_app
from pactwatch.store import open_register
from pactwatch.workers import add_judgements, save_derived
from serve.desk_room import Hand, own_room
from serve.hostile import HUGE, STRINGS
from serve.registers import fill

#: Elements that our own templates write; no other may stand on a page.
OURS = set(
    "html head meta title link script body a header div svg use span form input label button nav ul li"
    " main h1 h2 h3 h4 p section footer table thead tbody tr th td details summary dl dt dd em b strong"
    " blockquote mark cite q abbr figure figcaption g circle path polygon rect line text option select"
    " datalist fieldset legend textarea kbd ol article aside code br progress noscript time small"
    " caption tfoot hr sup sub i wbr desc ellipse optgroup".split()
)
START = set("=+-@\t\r")


class Page(HTMLParser):
    """What a browser would make of a page, so far as it could do harm."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.hrefs: list[str] = []
        self._script = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag not in OURS:
            self.wrong.append(f"<{tag}>")
        if tag == "script" and not str(told.get("src", "")).startswith("/static/"):
            self.wrong.append(f"<script {told}>")
        if tag in ("link", "use") and not str(told.get("href", "")).startswith("/"):
            self.wrong.append(f"<{tag} {told}>")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "background"):
                self.wrong.append(f"{tag} {name}={value}")
            if name in ("href", "src", "action"):
                self.hrefs.append(value or "")
                if not re.match(r"(https?://|[/#?]|mailto:)", value or "#") or str(
                    value
                ).startswith("//"):
                    self.wrong.append(f"{tag} {name}={value}")
        self._script = tag == "script"

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.wrong.append(f"script: {data[:60]}")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the library's own name
        self._script = False


def clean(text: str) -> str:
    """As a cleaner leaves it: documents hold no null and no other line end than ours."""
    return re.sub(r"[\x00\r]", " ", text).encode("utf-8", "replace").decode()


def hostile_pages() -> Iterator[tuple[Document, Reading]]:
    """Each string as title, outlet, address, source and words of a page, in slots and as speaker."""
    words = [clean(one) for one in STRINGS]
    for number, (one, other) in enumerate(zip(words, words[1:] + words[:1], strict=True)):
        quote = f"{one[:300]} said that Norway sent 40 people to Zambia under {other[:200]}."
        doc = document(
            f"{quote}\n{one}",
            title=one or None,
            outlet=other[:400] or None,
            url=one if number % 2 else f"https://news.example/{number}?q={other[:100]}",
            source=f"{number}-{one[:200]}",
            language="en",
            published="2025-05-12",
        )
        pair = (slot(doc, "sending", "NOR", "Norway"), slot(doc, "receiving", "ZMB", "Zambia"))
        name = slot(doc, "programme", other[:200] or "-", "under")
        start = doc.text.index("said")
        voice = Voice(
            name=one[:300] or "-",
            role=other[:100],
            organisation=one[:80],
            start=start,
            end=start + 4,
        )
        via = Via(name=other[:100] or "-", start=start, end=start + 4)
        said = claim(doc, quote=quote, kind="statement", said_by=voice, via=via,
                     slots=(*pair, slot(doc, "speaker", one[:300] or "-", "said"),
                            slot(doc, "role", other[:100] or "-", "said")))  # fmt: skip
        moved = claim(doc, quote=quote, kind="transfer", said_by=voice,
                      slots=(*pair, name, slot(doc, "number", people(40.0, one[:90] or "-"), "40 people"),
                             slot(doc, "held", other[:200] or "-", "under")))  # fmt: skip
        step = claim(doc, quote=quote, kind="arrangement", via=via,
                     slots=(*pair, *((name,) if number % 25 == 0 else ()),
                            slot(doc, "status", ("agreed", "denied", "signed")[number % 3], "said"),
                            slot(doc, "by", one[:200] or "-", "said"),
                            slot(doc, "cause", other[:200] or "-", "under")))  # fmt: skip
        against = claim(doc, quote=quote, kind="objection",
                        slots=(*pair, slot(doc, "by", one[:200] or "-", "said"),
                               slot(doc, "about", other[:200] or "-", "under")))  # fmt: skip
        yield doc, reading(doc, said, moved, step, against)


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hand]:
    """A register of hostile pages, made through the normal doors, and judged in hostile words."""
    path = tmp_path_factory.mktemp("hostile") / "own.db"
    pages = list(hostile_pages())
    claims = {one.id: one for _, reading in pages for one in reading.claims}
    sayings = [
        Saying(verdict="accept", ids=(one,), reason=words[:3000], by=words[:80], at="2025-06-01")
        for one, words in zip(sorted(claims), STRINGS[::60], strict=False)
    ]
    with open_register(path, write=True, clock=StandingClock()) as store:
        fill(store, path, pages)
        seen = Register(as_of=None, claims=tuple(claims.values()))
        add_judgements(store, example_pack(), sayings, seen=seen)
        save_derived(store, example_pack())
    with TestClient(make_app(own_room(path)), follow_redirects=True) as client:
        yield Hand(client)


def test_there_are_enough() -> None:
    """At least 200 strings, each of its own."""
    assert len(set(STRINGS)) == len(STRINGS) >= 200


def addresses(client: TestClient) -> list[str]:
    """Every list, and each of the first hubs, records, pages and people, as the pages link them."""
    found = dict.fromkeys(["/register", "/documents", "/disagreements", "/stories", "/speakers",
                           "/gaps", "/desk", "/desk/history", "/add", "/register?sort=-sending"])  # fmt: skip
    kinds = {
        "arrangements": 6,
        "records": 30,
        "documents": 60,
        "stories": 5,
        "speakers": 20,
        "desk/judge": 12,
    }
    for start in list(found):
        for href in Page(client.get(start).text).hrefs:
            path = href.partition("#")[0]
            for kind, most in kinds.items():
                told = [one for one in found if one.startswith(f"/{kind}/")]
                if path.startswith(f"/{kind}/") and len(told) < most and "original" not in path:
                    found[path] = None
    for page in range(2, 6):
        found[f"/documents?page={page}"] = None
    listed = itertools.chain.from_iterable(
        client.get(f"/documents.json?page={page}").json().get("documents", [])
        for page in range(1, 7)
    )
    found |= dict.fromkeys(f"/documents/{one['id']}" for one in list(listed)[::3])
    hub = next(one for one in found if one.startswith("/arrangements/"))
    found |= dict.fromkeys(f"{hub}/{one}" for one in ("transfers", "statements", "objections"))
    return list(found)


def test_nothing_of_a_page_becomes_ours(besieged: Hand) -> None:
    """No element, handler, address or script of a hostile page stands on one of ours; CSP is strict;
    data are data; no cell of a table is a formula."""
    seen = 0
    for path in addresses(besieged.client):
        answer = besieged.client.get(path)
        if answer.status_code == 404:  # a page of a list that is not so long
            continue
        seen += 1
        assert answer.status_code == 200, path
        assert "default-src 'none'; script-src 'self'" in answer.headers["content-security-policy"]
        assert Page(answer.text).wrong == [], path
        base, mark, query = path.partition("?")
        data = besieged.client.get(f"{base}.json{mark}{query}")
        assert data.status_code == 200, path
        assert data.headers["content-type"].startswith("application/json")
        table = besieged.client.get(f"{base}.csv{mark}{query}")
        if table.status_code == 200:
            assert table.headers["content-type"].startswith("text/csv")
            assert [cell for row in csv.reader(io.StringIO(table.text)) for cell in row
                    if cell[:1] in START and not re.fullmatch(r"-?[\d.]+", cell)] == [], path  # fmt: skip
    assert seen > 60


PARAMETERS = ("/register?q={}", "/register?as_of={}", "/register?state={}", "/register?sort={}",
              "/register?known_from={}", "/search?q={}", "/documents?page={}", "/documents/{}",
              "/records/{}", "/claims/{}", "/arrangements/{}", "/desk?why={}", "/desk/history?done={}",
              "/desk/judge/{}", "/add/{}", "/speakers/{}", "/stories/{}", "/documents/{}/original")  # fmt: skip


def test_hostile_addresses_get_pages_that_help(client: TestClient) -> None:
    """In a path or a parameter too: never 500, never markup of theirs."""
    strings = [one for one in STRINGS if one not in HUGE] + [one[:3_000] for one in HUGE]
    for number, one in enumerate(strings):
        for form in PARAMETERS[number % 3 :: 3]:
            answer = client.get(form.format(quote(one.encode("utf-8", "replace"), safe="")))
            assert answer.status_code < 500, (form, one[:80])
            if answer.headers.get("content-type", "").startswith("text/html"):
                assert Page(answer.text).wrong == [], (form, one[:80])


def test_hostile_forms_get_pages_that_help(besieged: Hand) -> None:
    """Every field of every form: never 500; what comes back is escaped."""
    client = besieged.client
    claim_id = client.get("/desk.json").json()["cases"][0]["claims"][0]
    fields = {"/desk": ("verdict", "claim", "slot", "value", "other", "other_id", "reason", "by", "back"),
              "/desk/history": ("judgement", "reason", "by", "back"),
              "/add": ("title", "outlet", "published", "url", "language", "addresses", "files")}  # fmt: skip
    whole = {"/desk": {"verdict": "correct", "claim": claim_id, "slot": "number", "by": "x"},
             "/desk/history": {"by": "x"}, "/add": {}}  # fmt: skip
    every = [(path, name) for path, names in fields.items() for name in names]
    for number, one in enumerate(STRINGS):
        path, name = every[number % len(every)]
        told = {"token": besieged.token, **whole[path], name: one[:5_000]}
        answer = client.post(path, data=told, follow_redirects=False)
        assert answer.status_code < 500, (path, name, one[:80])
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert Page(answer.text).wrong == [], (path, name, one[:80])
