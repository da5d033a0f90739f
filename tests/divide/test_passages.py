"""Passages of a page: blocks, their kinds, and which of them repeat."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import document
from pactwatch.divide import divide_document
from pactwatch.nouns import DividedDocument

BODY = "Freedonia has agreed to take 30 people whom Sylvania does not want, its minister said."
MORE = "The first of them landed on Friday night, and were taken to a hotel near the airport."


def words(divided: DividedDocument) -> list[str]:
    return [divided.document.text[p.start : p.end] for p in divided.passages]


def kinds(text: str, **fields: str) -> list[str]:
    return [p.kind for p in divide_document(document(text, **fields)).passages]


def test_a_line_is_a_paragraph_where_lines_are_not_wrapped() -> None:
    """One paragraph a line, with and without empty lines between."""
    text = f"{BODY}\n{MORE}\n\n{BODY.upper()}"
    assert words(divide_document(document(text))) == [BODY, MORE, BODY.upper()]


WRAPPED = """The island of Freedonia has agreed to take people whom
Sylvania does not want, the minister of the interior
said on Monday. Nobody has been sent so far, and the
text of the deal is secret.

A court in Sylvania will hear on Friday whether the
deal can stand. Lawyers say that nobody asked
Parliament.
- The first point, which is long enough to be wrapped,
goes on here.
- The second point."""


def test_wrapped_lines_are_one_paragraph() -> None:
    """Lines wrapped at a width belong together until an empty line or an item."""
    found = words(divide_document(document(WRAPPED)))
    assert [block.split()[0] + "…" + block.split()[-1] for block in found] == [
        "The…secret.",
        "A…Parliament.",
        "-…here.",
        "-…point.",
    ]


def test_a_sentence_runs_over_a_wrapped_line_end() -> None:
    """The first sentence of the wrapped text holds two line ends and ends at its stop."""
    divided = divide_document(document(WRAPPED))
    start, end = divided.passages[0].sentences[0]
    assert WRAPPED[start:end].replace("\n", " ").endswith("interior said on Monday.")


def test_wrapped_paragraphs_without_empty_lines_part_at_a_short_last_line() -> None:
    """As a PDF gives them: a short line that ends with a stop ends the paragraph."""
    text = WRAPPED.split("\n- ")[0].replace("\n\n", "\n")
    assert [w.split()[-1] for w in words(divide_document(document(text)))] == [
        "secret.",
        "Parliament.",
    ]


def test_a_list_in_lower_case_makes_no_wrapped_text() -> None:
    """Lines that begin in lower case between long paragraphs leave these apart."""
    asked = [f"who would be sent to the {i}th of the islands and by what right" for i in range(4)]
    long = [f"{BODY} {MORE} {BODY}", f"{MORE} {BODY} {MORE}"]
    assert words(divide_document(document("\n".join([*long, *asked, *long[::-1]]))))[:2] == long


def test_kinds_of_passages() -> None:
    """A heading doesn't end like a sentence; an item starts with a mark; the rest is paragraphs."""
    text = f"Talks begin in Freedonia\n{BODY}\nWhat is known\n- The first flight landed\n1. {MORE}"
    assert kinds(text) == ["title", "paragraph", "title", "item", "item"]


def test_the_page_title_is_a_title_whatever_its_form() -> None:
    """A title that ends like a sentence is still the title."""
    title = "Freedonia signs. Sylvania denies."
    assert kinds(f"{title}\n{BODY}", title=title)[0] == "title"
    assert kinds(f"{title.upper()}\n{BODY}", title=title)[0] == "title"
    assert kinds(f"{title}\n{BODY}")[0] == "paragraph"


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Read more: Sylvania buys two ships",
        "READ ALSO: Sylvania buys two ships",
        "Share this article",
        "Share on Facebook",
        "Facebook Twitter WhatsApp Email",
        "Related articles",
        "Most read",
        "Sign up for our weekly newsletter to get the best of Freedonia",
        "Subscribe to our newsletter",
        "We use cookies to give you the best experience.",
        "By continuing to use this site you agree to our use of cookies.",
        "© 2025 The Freedonian. All rights reserved.",
        "Tags: migration, courts",
        "Skip to content",
        "Story continues below",
        "4 min read",
        "Follow us on Twitter",
        "Published 5 May 2025",
        "Updated: May 5, 2025, 10:14 AM GMT",
        "5 May 2025 – 14:02 GMT",
        "By Ann Roe and Tom Day",
    ],
)
def test_what_is_the_sites_is_chrome(line: str) -> None:
    """Invitations, labels, notices and date lines stand as chrome, and are not dropped."""
    divided = divide_document(document(f"{BODY}\n{line}\n{MORE}"))
    assert [p.kind for p in divided.passages] == ["paragraph", "chrome", "paragraph"]
    assert words(divided)[1] == line


@pytest.mark.parametrize(
    "line",
    [
        "Share this burden fairly, the minister asked of the neighbours.",
        "Subscribers of the state newspaper read of the deal on Monday.",
        "Follow-up talks are to be held in May.",
        "More migrants may follow, the ministry said.",
        "By Monday, 5 May 2025, nobody had been sent, the ministry said.",
        "Cookies were handed out to those who landed.",
        "Related cases are before the court.",
        "On May 5, 2025 the deal was signed.",
        "May 5, 2025 was the day on which it was signed.",
        "Watch officers saw the plane land.",
        "Register offices refuse to enter them.",
        "“Read more of the deal before you speak,” Roe said.",
        "By law the minister decides.",
    ],
)
def test_prose_that_sounds_like_a_site_is_not_chrome(line: str) -> None:
    """A sentence of the article is never chrome because of its first word."""
    assert kinds(f"{BODY}\n{line}\n{MORE}")[1] == "paragraph"


def test_headlines_under_a_label_are_chrome() -> None:
    """What is listed under "Related articles" is about other things."""
    text = f"{BODY}\nRelated articles\nSylvania buys ships\n- A queen visits\n{MORE}\nOn the way"
    assert kinds(text) == ["paragraph", "chrome", "chrome", "chrome", "paragraph", "title"]


def test_three_headlines_at_the_end_are_chrome() -> None:
    """Headlines one below the other at the end are other stories'; one or two may be captions."""
    end = ["Sylvania buys two ships", "A queen visits Freedonia", "Rain in the north"]
    assert kinds("\n".join([BODY, MORE, *end])) == ["paragraph"] * 2 + ["chrome"] * 3
    assert kinds("\n".join([BODY, MORE, *end[:2]]))[2:] == ["title", "title"]


def test_posts_at_the_end_are_not_headlines() -> None:
    """What people posted is quoted on the page, also without a stop at its end."""
    posts = [f"We have no deal. None — Minister {name} (@{name})" for name in ("roe", "day", "poe")]
    assert "chrome" not in kinds("\n".join([BODY, *posts]))


def repeats(*blocks: str) -> list[int | None]:
    """For each passage the index of the one that it says again."""
    passages = divide_document(document("\n".join(blocks))).passages
    starts = {(p.start, p.end): p.index for p in passages}
    return [None if p.repeats is None else starts[p.repeats] for p in passages]


@pytest.mark.parametrize(
    "again",
    [
        BODY,
        BODY.upper(),
        BODY.replace(", ", " – ").replace("30 people", "30  people").replace(".", ""),
        BODY.replace("whom", "that"),
    ],
    ids=["same", "case", "punctuation", "near"],
)
def test_a_passage_said_again_names_the_first(again: str) -> None:
    """Again: the same letters, or nearly the same words."""
    assert repeats(BODY, MORE, again) == [None, None, 0]


def test_a_pulled_quote_repeats() -> None:
    """A long piece of an earlier passage says it again, unless it begins in mid-sentence."""
    both = f"{BODY} {MORE}"
    assert repeats(both, MORE) == [None, 0]
    assert repeats(both, MORE.removeprefix("The ")) == [None, None]


@pytest.mark.parametrize(
    "other",
    [
        BODY.replace("30", "36"),
        BODY.replace("Freedonia", "Fredonia"),
        BODY.replace("has agreed", "has not agreed"),
    ],
    ids=["number", "name", "negation"],
)
def test_a_passage_that_differs_in_what_matters_does_not_repeat(other: str) -> None:
    """Lists and corrections use the same words; another number, name or "not" is another thing."""
    assert repeats(BODY, other) == [None, None]


def test_a_headline_printed_twice_repeats() -> None:
    """The first stays, however often it is printed."""
    title = "Talks begin in Freedonia"
    assert repeats(title, title, BODY, title) == [None, 0, None, 0]


def test_a_short_answer_said_twice_does_not_repeat() -> None:
    """Two that say "No." say it of two questions."""
    assert repeats("“No.”", BODY, "“No.”") == [None, None, None]


def test_many_passages_do_not_take_long() -> None:
    """Each is compared with a bounded number of others: 20,000 lines end in seconds."""
    form = "Line {} of the list names a place, a day and a person, as all others do."
    lines = [form.format(i) for i in range(20_000)]
    assert len(divide_document(document("\n".join(lines))).passages) == 20_000


@given(
    st.lists(
        st.text(alphabet="abC .?!…”'\"-*1)\n", max_size=90)
        | st.sampled_from([BODY, MORE, "Advertisement", WRAPPED, "Related", "- item"]),
        max_size=8,
    )
)
def test_passages_hold_the_text(blocks: list[str]) -> None:
    """Passages are in order, disjoint, hold all but blanks, and their sentences lie in them."""
    text = "\n".join(blocks)
    at = 0
    for i, passage in enumerate(divide_document(document(text)).passages):
        assert passage.index == i
        assert at <= passage.start < passage.end
        assert not text[at : passage.start].strip()
        at = passage.end
        within = passage.start
        for start, end in passage.sentences:
            assert within <= start < end <= passage.end
            assert not text[within:start].strip()
            assert text[start:end] == text[start:end].strip()
            within = end
        assert not text[within : passage.end].strip()
        assert passage.repeats is None or passage.repeats[1] <= passage.start
    assert not text[at:].strip()


def test_an_empty_text_has_no_passages() -> None:
    """Nothing in, nothing out."""
    assert divide_document(document("")).passages == ()
