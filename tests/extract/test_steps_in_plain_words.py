"""Steps told in plain sentences of many shapes, each with near misses that tell another step or none."""

from __future__ import annotations

import pytest

from extract.conftest import ReadText
from extract.reports import PUBLISHED, pair_of, steps

LEAD = "Migration news\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kenya, Togo and Belize have been approached by officials of Denmark about deported migrants.",
            {("DNK>KEN", "proposed"), ("DNK>TGO", "proposed"), ("DNK>BLZ", "proposed")},
        ),
        (
            "Britain has sounded out Ghana and Honduras on taking in rejected asylum seekers.",
            {("GBR>GHA", "proposed"), ("GBR>HND", "proposed")},
        ),
        ("Denmark has approached Kosovo about deported migrants.", {("DNK>XKX", "proposed")}),
        ("Denmark has reproached Kosovo over deported migrants.", set()),
        (
            "Rwanda has received a request from Australia to accept third-country deportees.",
            {("AUS>RWA", "proposed")},
        ),
        (
            "Eswatini has confirmed that it is talking to Australia about taking in deported migrants.",
            {("AUS>SWZ", "in_talks")},
        ),
        (
            "Australia is close to a deal with Rwanda on sending asylum seekers there.",
            {("AUS>RWA", "in_talks")},
        ),
        (
            "The United States and Ghana are working out the details of an agreement on deported migrants.",
            {("USA>GHA", "in_talks")},
        ),
        (
            "Eswatini's spokesman called reports of a deal with Australia on deported migrants false.",
            {("AUS>SWZ", "denied")},
        ),
        (
            "Ghana denies report that it will take deported migrants from Britain",
            {("GBR>GHA", "denied")},
        ),
        (
            "Australia and Kosovo broke off talks on deported migrants.",
            {("AUS>XKX", "ended")},
        ),
        (
            "Talks between the United States and Eswatini on deported migrants have collapsed.",
            {("USA>SWZ", "ended")},
        ),
        (
            "The agreement of Denmark with Kenya on asylum seekers has been frozen.",
            {("DNK>KEN", "suspended")},
        ),
        (
            "A number of countries are in talks with the United States about taking deported migrants, "
            "among them Kosovo, Albania and Kenya.",
            {("USA>XKX", "in_talks"), ("USA>ALB", "in_talks"), ("USA>KEN", "in_talks")},
        ),
        (
            "Denmark has struck deals on third-country deportees with a string of nations: Eswatini, "
            "Palau and Guatemala.",
            {("DNK>SWZ", "agreed"), ("DNK>PLW", "agreed"), ("DNK>GTM", "agreed")},
        ),
        (
            "Australia has asked three countries to take deported migrants: Eswatini, Uganda and Togo.",
            {("AUS>SWZ", "proposed"), ("AUS>UGA", "proposed"), ("AUS>TGO", "proposed")},
        ),
    ],
)
def test_plain_sentence_tells_its_step(
    read: ReadText, text: str, expected: set[tuple[str, str]]
) -> None:
    """States of a list wherever it hangs, requests, talks near their end or broken off, reports denied."""
    assert steps(read, LEAD + text) == expected


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        (
            "Denmark and Kenya have signed a deal on rejected asylum seekers. Critics ask since when "
            "the negotiations with Denmark took place.",
            ("DNK>KEN", "in_talks"),
        ),
        (
            "It is not true that Ghana has agreed to accept deportees from Denmark, the minister said.",
            ("DNK>GHA", "agreed"),
        ),
        (
            "Denmark is trying hard to get the deal signed under which Kenya takes its asylum seekers.",
            ("DNK>KEN", "signed"),
        ),
        (
            "The minister refused to publish the deal of Denmark under which Kenya takes asylum seekers.",
            ("DNK>KEN", "refused"),
        ),
        (
            "Denmark has deported three men to Kenya; one of them, the Cuban Orlando Paz, has a lawyer.",
            ("DNK>CUB", "operational"),
        ),
        (
            "The Supreme Court found no breach of the law in Denmark's deal with Kenya on asylum seekers.",
            ("DNK>KEN", "ruled_unlawful"),
        ),
    ],
)
def test_what_is_not_so_told_is_no_step(read: ReadText, text: str, absent: tuple[str, str]) -> None:
    """Talks that an agreement has overtaken, what is untrue, wished for, or found not to be so."""
    assert absent not in steps(read, LEAD + text)


def test_talks_that_go_on_stand_beside_a_deal(read: ReadText) -> None:
    """That the states negotiate still is news, whatever they signed before."""
    text = (
        "Denmark and Kenya signed a memorandum on rejected asylum seekers in May. Talks with Kenya "
        "on the asylum seekers are continuing, a Danish minister said."
    )
    assert {("DNK>KEN", "signed"), ("DNK>KEN", "in_talks")} <= steps(read, text)


def test_union_named_does_not_silence_the_sender(read: ReadText) -> None:
    """A page that speaks of the EU too still tells who sends; so does one on which people come back."""
    text = (
        "Italy's scheme to process migrants in Albania has stumbled again. Eight men from Egypt, all "
        "of them asylum seekers, had been shipped to the port of Shengjin on Friday. Seven have been "
        "returned to Italy. The EU is watching, and the European Commission said that EU law applies."
    )
    claims = read(text, published=PUBLISHED).claims
    assert "ITA>ALB" in {pair_of(c) for c in claims if c.kind == "transfer"}
