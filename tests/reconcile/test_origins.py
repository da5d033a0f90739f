"""How far sources are independent, and what that is worth."""

from __future__ import annotations

from factory import document, people, told
from pactwatch.nouns import Copied, Grouping, Kinship, Via, Voice, Wording

PAIR = {"sending": "USA", "receiving": "GHA"}


def landed(text: str, outlet: str | None, **given):
    doc = document(f"{text} 2025-09-06", outlet=outlet, **given.pop("page", {}))
    day = ("2025-09-06", "2025-09-06")
    return doc, [told(doc, "transfer", text, when=day, number=people(14), **PAIR, **given)]


def voice(name: str) -> Voice:
    return Voice(name=name, start=0, end=1)


def via(name: str) -> Via:
    return Via(name=name, start=0, end=1)


def grade_of(register) -> tuple[str, int]:
    [record] = register.records
    assert record.grade_why
    return record.grade, record.origins


def test_two_newsrooms_are_two_origins(registered):
    """Reports of two outlets that do not copy are independent: grade B."""
    register = registered(landed("14 landed.", "Post"), landed("Fourteen came.", "Star"))
    assert grade_of(register) == ("B", 2)


def test_two_pages_of_one_newsroom_count_once(registered):
    """An outlet under two spellings and its host is one newsroom: grade C."""
    register = registered(
        landed("14 landed.", "The Harbour Post"), landed("Fourteen came.", "www.harbourpost.com")
    )
    assert grade_of(register) == ("C", 1)
    assert len(register.origins) == 2


def test_copies_count_once(registered):
    """However many pages print one text, it has one origin: that of its root."""
    one, two = landed("14 landed.", "Wire"), landed("Fourteen came.", "Star")
    ids = (one[0].id, two[0].id)
    grouping = Grouping(
        wordings=(Wording(id="wrd_1", documents=ids, root=ids[0]),),
        kinships=(
            Kinship(doc_id=ids[0], wording="wrd_1"),
            Kinship(
                doc_id=ids[1],
                wording="wrd_1",
                relation="copy",
                copied=(Copied(start=0, end=20, doc_id=ids[0], from_start=0),),
            ),
        ),
        stories=(),
    )
    register = registered(one, two, grouping=grouping)
    assert grade_of(register) == ("C", 1)
    [origin] = register.origins
    assert origin.by == "Wire"


def test_own_paragraph_of_a_copying_page_is_its_own(registered):
    """What a page adds outside the passage that it took is that page's report."""
    one, two = landed("14 landed.", "Wire"), landed("Fourteen came.", "Star")
    grouping = Grouping(
        wordings=(),
        kinships=(
            Kinship(doc_id=one[0].id, wording="wrd_1"),
            Kinship(
                doc_id=two[0].id,
                wording="wrd_1",
                relation="copy",
                copied=(Copied(start=16, end=20, doc_id=one[0].id, from_start=0),),
            ),
        ),
        stories=(),
    )
    assert grade_of(registered(one, two, grouping=grouping)) == ("B", 2)


def test_one_speaker_in_two_outlets_is_one_origin(registered):
    """What a minister says on one occasion has one origin, in however many outlets."""
    given = {"said_by": voice("Ana Kinbote"), "basis": "named_official"}
    pages = (landed("14 landed.", "Post", **given), landed("Fourteen came.", "Star", **given))
    register = registered(*pages, story=True)
    assert grade_of(register) == ("C", 1)
    assert [origin.kind for origin in register.origins] == ["utterance"]


def test_report_of_another_medium_is_that_mediums(registered):
    """“The Post reported” leads to the Post: with the Post's own page it is one newsroom."""
    quoted = landed("14 landed.", "Star", via=via("the Harbour Post"), basis="other_medium")
    register = registered(quoted, landed("Fourteen came.", "Harbour Post"))
    assert grade_of(register) == ("C", 1)
    assert grade_of(registered(quoted)) == ("D", 1)


def test_unnamed_official_is_not_an_origin_of_his_own(registered):
    """An official whom nobody names stands for the newsroom that heard him: grade D."""
    heard = landed("14 landed.", "Post", said_by=voice("an official"), basis="unnamed_official")
    register = registered(heard)
    assert grade_of(register) == ("D", 1)
    assert register.origins[0].kind == "report"


def test_document_is_grade_a(registered):
    """A paper or court record stands above any number of reports."""
    assert grade_of(registered(landed("14 landed.", "Post", basis="court_record"))) == ("A", 1)


def test_page_without_outlet_is_grade_d(registered):
    """Who is behind a page without outlet is not known."""
    assert grade_of(registered(landed("14 landed.", None))) == ("D", 1)


def test_withdrawn_by_its_source_is_grade_r(registered):
    """What only a page says that was read again without it is withdrawn, and still shown."""
    doc, claims = landed("14 landed.", "Post")
    newer = document("Nothing landed.", outlet="Post", replaces=doc.id)
    register = registered((doc, claims), (newer, []))
    assert grade_of(register) == ("R", 0)
    assert len(register.records[0].claims) == 1
