"""Whose report a claim is, where a page has an agency's text."""

from __future__ import annotations

from factory import document, people, told
from pactwatch.nouns import Copied, Grouping, Kinship, Wording

PAIR = {"sending": "USA", "receiving": "GHA"}
DAY = ("2025-09-06", "2025-09-06")


def landed(text: str, outlet: str):
    doc = document(f"{text} 2025-09-06", outlet=outlet)
    return doc, [told(doc, "transfer", text, when=DAY, number=people(14), **PAIR)]


def alone(doc, **fields) -> tuple[Wording, Kinship]:
    wording = Wording(id=f"wrd_{doc.id}", documents=(doc.id,), root=doc.id)
    return wording, Kinship(doc_id=doc.id, wording=wording.id, **fields)


def supported(registered, *pages, kin) -> int:
    wordings, kinships = zip(*kin, strict=True)
    grouping = Grouping(wordings=wordings, kinships=kinships, stories=())
    [record] = registered(*pages, grouping=grouping).records
    return record.origins


def test_two_texts_of_one_agency_are_one_newsroom(registered):
    """Two outlets print two texts of an agency: two wordings, and one newsroom answers for both."""
    one, two = landed("14 landed.", "Post"), landed("Fourteen came.", "Star")
    wire = [alone(doc, relation="wire", agency="Coast Wire") for doc, _ in (one, two)]
    assert supported(registered, one, two, kin=wire) == 1
    assert supported(registered, one, two, kin=[alone(doc) for doc, _ in (one, two)]) == 2


def test_what_an_outlet_adds_to_an_agencys_text_is_its_own(registered):
    """A claim outside the passages that were copied is the outlet's, inside them the agency's."""
    first, page = landed("14 landed.", "Coast Wire"), landed("Fourteen came.", "Star")
    root, own = alone(first[0], agency="Coast Wire")

    def copied(start: int, end: int) -> tuple[Wording, Kinship]:
        piece = Copied(start=start, end=end, doc_id=first[0].id, from_start=0)
        wording, _ = alone(page[0])
        return wording, Kinship(
            doc_id=page[0].id,
            wording=root.id,
            relation="wire",
            agency="Coast Wire",
            copied=(piece,),
        )

    assert supported(registered, first, page, kin=[(root, own), copied(15, 20)]) == 2
    assert supported(registered, first, page, kin=[(root, own), copied(0, 14)]) == 1


def test_rewrite_has_the_origin_of_what_it_rewrote(registered):
    """Who tells another's report anew adds no source, whichever words were left."""
    first, page = landed("14 landed.", "Post"), landed("Fourteen came.", "Star")
    root, own = alone(first[0])
    piece = Copied(start=16, end=20, doc_id=first[0].id, from_start=0)
    wording, _ = alone(page[0])
    rewrite = Kinship(
        doc_id=page[0].id, wording=root.id, relation="rewrite", confidence=0.3, copied=(piece,)
    )
    assert supported(registered, first, page, kin=[(root, own), (wording, rewrite)]) == 1
