"""What people decide: laid on text, shown beside what the sources say, and never support."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factory import document, people, told
from pactwatch.errors import ConfigError
from pactwatch.ids import sha256_of
from pactwatch.nouns import Register, Voice
from pactwatch.reconcile import Saying, find_waiting, make_judgements

PAIR = {"sending": "GBR", "receiving": "RWA"}
DAY = ("on 4 July", "2025-07-04")
AT = "2025-08-01T10:00:00+00:00"


def sent(count: int, words: str, outlet: str, **fields):
    doc = document(f"{words} on 4 July.", outlet=outlet, published="2025-07-06")
    return doc, [
        told(doc, "transfer", words, when=DAY, number=people(count), **PAIR, **fields),
    ]


SEVEN = sent(7, "They sent seven", "Post")
ALSO_SEVEN = sent(7, "Seven went", "Star")
NINE = sent(9, "Some say nine went", "Echo")


def saying(verdict: str, *ids: str, **fields) -> Saying:
    return Saying(verdict=verdict, ids=ids, by="Ana", reason="checked", at=AT, **fields)


def judged(registered, pack, pages, *sayings: Saying) -> Register:
    """Pages, and what people say of them, one after the other."""
    register, made = registered(*pages), ()
    for one in sayings:
        ids = tuple(i if i != "last" else made[-1].id for i in one.ids)
        made += make_judgements(register, pack, replace(one, ids=ids))
        register = registered(*pages, judgements=made)
    return register


def claim_of(page) -> str:
    return page[1][0].id


def test_rejected_claim_makes_no_record_and_stays_a_claim(registered, pack):
    """What a person says is none counts for nothing; the claim is still shown as it was read."""
    register = judged(registered, pack, [SEVEN], saying("reject", claim_of(SEVEN)))
    assert register.records == ()
    assert [claim.id for claim in register.claims] == [claim_of(SEVEN)]
    assert register.judgements[0].by == "Ana"


def test_withdrawn_judgement_counts_no_more_and_is_kept(registered, pack):
    """Taking back leaves both in the list; taking that back brings the first to life again."""
    reject, withdraw = saying("reject", claim_of(SEVEN)), saying("withdraw", "last")
    register = judged(registered, pack, [SEVEN], reject, withdraw)
    assert len(register.records) == 1
    assert len(register.judgements) == 2
    again = judged(registered, pack, [SEVEN], reject, withdraw, replace(withdraw, reason="no"))
    assert again.records == ()


def test_rejected_value_is_no_reading(registered, pack):
    """Without the value that was misread, the pages do not disagree; the claim keeps it."""
    assert len(registered(SEVEN, NINE).discrepancies) == 1
    reject = saying("reject", claim_of(NINE), slot="number")
    register = judged(registered, pack, [SEVEN, NINE], reject)
    assert register.discrepancies == ()
    [record] = register.records
    assert record.value("number") == people(7)
    assert record.judged[0].verdict == "reject"
    assert people(9) in {claim.value("number") for claim in register.claims}


def test_corrected_value_stands_beside_the_source_and_supports_nothing(registered, pack):
    """The record keeps what its sources say, and their count; the judge's value is beside it."""
    plain_register = registered(SEVEN)
    correct = saying("correct", claim_of(SEVEN), slot="number", value="8")
    register = judged(registered, pack, [SEVEN], correct)
    [before], [after] = plain_register.records, register.records
    assert (after.value("number"), after.origins, after.grade) == (people(7), 1, before.grade)
    [said] = after.judged
    assert (said.slot, said.value, said.by) == ("number", "8", "Ana")
    assert "seven" not in (said.value or "")


def test_judgement_survives_a_newer_reader(registered, pack):
    """Another reader cuts the sentence otherwise and gives other ids: the verdict is laid on it."""
    doc, [claim] = SEVEN
    made = make_judgements(registered(SEVEN), pack, saying("reject", claim.id))
    other = told(doc, "transfer", "sent seven on", number=people(7), **PAIR, reader="newer@2")
    assert other.id != claim.id
    assert registered((doc, [other]), judgements=made).records == ()
    elsewhere = told(doc, "outcome", "sent seven on", number=people(7), receiving="RWA")
    assert len(registered((doc, [elsewhere]), judgements=made).records) == 1


def test_rejected_value_that_is_read_otherwise_now_is_not_rejected(registered, pack):
    """A person said that nine is wrong: a reader that now reads eight was not judged."""
    doc, [claim] = NINE
    made = make_judgements(registered(NINE), pack, saying("reject", claim.id, slot="number"))
    other = told(doc, "transfer", claim.span.quote, when=DAY, number=people(8), **PAIR)
    [record] = registered((doc, [other]), judgements=made).records
    assert record.value("number") == people(8)
    assert record.judged == ()


def test_two_of_one_sentence_are_told_apart_by_what_was_seen(registered, pack):
    """Of two claims on the same words only that with the value that was seen is rejected."""
    doc = document("Seven and later nine were sent.")
    both = [told(doc, "transfer", doc.text, number=people(n), **PAIR) for n in (7, 90)]
    register = judged(registered, pack, [(doc, both)], saying("reject", both[0].id))
    assert [record.value("number") for record in register.records] == [people(90)]


def test_merged_and_split_records(registered, pack):
    """Two records become one, and one claim leaves its record, because a person says so."""
    far = sent(7, "In all, seven hundred", "Echo", counts="total")
    one = sent(7, "On that day seven left", "Post", counts="event")
    assert len(registered(one, far).records) == 2
    merged = judged(registered, pack, [one, far], saying("merge", claim_of(one), claim_of(far)))
    assert len(merged.records) == 1
    assert len(registered(SEVEN, ALSO_SEVEN).records) == 1
    split = judged(registered, pack, [SEVEN, ALSO_SEVEN], saying("split", claim_of(SEVEN)))
    assert len(split.records) == 2


def test_joined_and_parted_origins(registered, pack):
    """Two newsrooms count once when a person says that they have it from one root, and back."""
    pages = [SEVEN, ALSO_SEVEN]
    ids = (claim_of(SEVEN), claim_of(ALSO_SEVEN))
    assert registered(*pages).records[0].origins == 2
    joined = judged(registered, pack, pages, saying("join", *ids))
    assert (joined.records[0].origins, len(joined.origins)) == (1, 1)
    parted = judged(registered, pack, pages, saying("join", *ids), saying("part", ids[1]))
    assert joined.records[0].grade != registered(*pages).records[0].grade
    assert len(parted.origins) == 1  # joined last: the two stay one


def test_withheld_name_is_masked_everywhere_by_as_many_characters(registered, pack):
    """Text, quotes, values and names lose it in any case; lengths, ids and the hash stay."""
    text = "“We go,” said Jon Rask. JON  RASK was sent on 4 July."
    doc = document(text, title="Who is Jon Rask?", url="https://example.org/jon-rask")
    claim = told(
        doc, "statement", "We go", speaker="Jon Rask",
        said_by=Voice(name="Jon Rask", start=14, end=22),
    )  # fmt: skip
    register = judged(registered, pack, [(doc, [claim])], saying("withhold", name="Jon Rask"))
    assert "rask" not in repr(register).casefold()
    [shown] = register.documents
    assert len(shown.text) == len(text)
    assert shown.text.startswith("“We go,” said ████████. █████████ was sent")
    assert shown.sha256 == sha256_of(text.encode())
    assert shown.masked == ((14, 22), (24, 33))
    assert register.claims[0].id == claim.id
    assert register.speakers[0].names == ("████████",)


def test_withheld_passage_hides_what_is_told_only_there(registered, pack):
    """A masked sentence takes its values with it; what another page tells as well stays."""
    one = document("The lawyer Ida Vole objected in court.")
    two = document("The bar objected too.")
    first = told(one, "objection", one.text, by="Ida Vole", about="in court", **PAIR)
    other = told(two, "objection", two.text, by="The bar", about="in court", **PAIR)
    pages = [(one, [first]), (two, [other])]
    register = judged(registered, pack, pages, saying("withhold", first.id))
    shown = repr(register)
    assert "Ida Vole" not in shown
    assert "in court" in shown
    assert "The bar objected too." in shown
    assert {doc.id: len(doc.text) for doc in register.documents} == {
        doc.id: len(doc.text) for doc, _ in pages
    }


@pytest.mark.parametrize(
    ("verdict", "ids", "fields", "says"),
    [
        ("accept", ["rec_0"], {}, "no claim or record"),
        ("correct", ["claim"], {"slot": "number"}, "--value"),
        ("accept", ["claim"], {"slot": "colour"}, "a transfer has"),
        ("correct", ["claim"], {"slot": "counts", "value": "x"}, "expected one of event, total"),
        ("correct", ["claim"], {"slot": "receiving", "value": "Rwanda"}, "code of a state"),
        ("merge", ["claim"], {}, "expected 2 ids"),
        ("withdraw", ["jdg_0"], {}, "id of one judgement"),
        ("withhold", [], {}, "expected --name"),
        ("withhold", [], {"name": "Nobody"}, "no page"),
    ],
)
def test_what_cannot_be_meant_is_refused(registered, pack, verdict, ids, fields, says):
    """A judgement that would point to nothing, or holds what the slot cannot, is not made."""
    ids = [claim_of(SEVEN) if one == "claim" else one for one in ids]
    with pytest.raises(ConfigError, match=says):
        make_judgements(registered(SEVEN), pack, saying(verdict, *ids, **fields))


def test_judgements_in_any_order_give_one_register(registered, pack):
    """The newest of a claim and slot speaks, in whatever order they are handed over."""
    register = registered(SEVEN)
    made = [
        make_judgements(
            register,
            pack,
            replace(saying("correct", claim_of(SEVEN), slot="number", value=v), at=t),
        )[0]
        for v, t in (("8", "2025-08-01T10:00:00"), ("6", "2025-08-02T10:00:00"))
    ]
    found = {registered(SEVEN, judgements=tuple(x)) for x in (made, made[::-1])}
    [one] = found
    assert [said.value for said in one.records[0].judged] == ["6"]


def newer(page, text: str, claims) -> tuple:
    """A later text at the address of a page."""
    doc = document(text, outlet="Post", published="2025-07-09", replaces=page[0].id)
    return doc, claims(doc)


def test_judgement_is_laid_on_the_same_words_of_a_later_text(registered, pack):
    """A page that is changed elsewhere keeps what a person said of its words, wherever they stand."""
    later = newer(
        SEVEN,
        "Corrected. They sent seven on 4 July.",
        lambda doc: [told(doc, "transfer", "They sent seven", when=DAY, number=people(7), **PAIR)],
    )
    reject = saying("reject", claim_of(SEVEN))
    [judgement] = make_judgements(registered(SEVEN), pack, reject)
    assert len(registered(SEVEN, later).records) == 1
    register = registered(SEVEN, later, judgements=(judgement,))
    assert register.records == ()
    assert find_waiting(register) == ()


def test_judgement_whose_words_are_gone_waits(registered, pack):
    """It changes nothing in what is there now, and is listed until its words are back."""
    later = newer(SEVEN, "They sent nobody.", lambda _: [])
    accept = saying("accept", claim_of(NINE))
    [waits] = make_judgements(registered(NINE), pack, accept)
    unread = NINE[0], []
    register = registered(unread, SEVEN, later, judgements=(waits,))
    assert find_waiting(register) == (waits,)
    assert find_waiting(registered(NINE, judgements=(waits,))) == ()


def test_withheld_words_are_masked_in_a_later_text(registered, pack):
    """A short passage that would be masked nowhere else is masked where its page says it again."""
    later = newer(SEVEN, "Corrected. They sent seven on 4 July.", lambda _: [])
    withhold = saying("withhold", SEVEN[0].id, words="seven")
    register = registered(SEVEN, later)
    judgements = make_judgements(register, pack, withhold)
    after = registered(SEVEN, later, judgements=judgements)
    assert [doc.text for doc in after.documents] == [
        "They sent █████ on 4 July.",
        "Corrected. They sent █████ on 4 July.",
    ]
