"""Where sources disagree, and where they only seem to."""

from __future__ import annotations

from factory import document, people, told

PAIR = {"sending": "GBR", "receiving": "RWA"}
ONE_IRAQI = {"number": people(1), "nationalities": ("IRQ",)}


def sent(text: str, when: tuple[str, str] | None, **fields):
    doc = document(text, **{k: fields.pop(k) for k in ("published", "title") if k in fields})
    return doc, [told(doc, "transfer", text, when=when, **PAIR, **fields)]


def step(text: str, value: str, when: tuple[str, str] | None = None, **fields):
    doc = document(text, **{k: fields.pop(k) for k in ("published", "outlet") if k in fields})
    return doc, [told(doc, "arrangement", text, when=when, status=value, **PAIR, **fields)]


def test_relative_words_of_an_undated_page_disagree_on_a_condition(registered):
    """ "Last month" on a page without day, against March: it hangs on when the page came out."""
    register = registered(
        sent("Last month they sent an Iraqi.", ("Last month", "M-1"), title="Sent", **ONE_IRAQI),
        sent("In March they took an Iraqi.", ("In March", "XXXX-03<="), **ONE_IRAQI),
    )
    [found] = register.discrepancies
    assert (found.field, found.kind, found.certainty) == ("date", "date", "conditional")
    assert found.condition == "they agree only if “Sent” was published in April"
    assert {stance.value for stance in found.stances} == {"XXXX-03", "Last month"}
    assert register.records[0].contested == ("date",)
    assert register.records[0].grade != "X"


def test_the_same_pages_with_a_day_disagree_for_certain(registered):
    """Published in May, "last month" is April, and cannot be March."""
    last_month, in_march = ("Last month", "M-1"), ("In March", "XXXX-03<=")
    register = registered(
        sent("Last month they sent one.", last_month, published="2025-05-05", **ONE_IRAQI),
        sent("In March they took one.", in_march, published="2025-05-05", **ONE_IRAQI),
    )
    [found] = register.discrepancies
    assert (found.certainty, found.condition) == ("certain", None)
    assert {stance.value for stance in found.stances} == {"2025-03", "2025-04"}
    assert register.records[0].grade == "X"


def test_published_in_april_there_is_no_disagreement(registered):
    """The condition met, nothing is left to disagree on."""
    last_month, in_march = ("Last month", "M-1"), ("In March", "XXXX-03<=")
    register = registered(
        sent("Last month they sent one.", last_month, published="2025-04-05", **ONE_IRAQI),
        sent("In March they took one.", in_march, published="2025-04-06", **ONE_IRAQI),
    )
    assert register.discrepancies == ()
    assert register.records[0].date == "2025-03"


def test_silence_is_no_disagreement(registered):
    """A page that tells no day, no number and no actor denies none."""
    register = registered(
        step("It ended in 2023.", "ended", ("2023", "2023"), by="Ana Kinbote"),
        step("The deal ended.", "ended"),
    )
    assert register.discrepancies == ()
    assert len(register.hubs[0].history) == 1


def test_month_meets_a_day_in_it(registered):
    """ "In June" and "on 13 June" are one day, told more and less precisely."""
    register = registered(
        step("Signed in June.", "signed", ("June", "2025-06")),
        step("Signed on the 13th.", "signed", ("13th", "2025-06-13")),
    )
    assert register.discrepancies == ()
    assert register.hubs[0].history[0].date == "2025-06-13"


def test_days_beside_each_other_may_be_two_time_zones(registered):
    """A shift of one day is marked as such, and is not certain."""
    register = registered(
        sent("Eight on the 4th.", ("the 4th", "2025-07-04"), number=people(8)),
        sent("Eight on the 5th.", ("the 5th", "2025-07-05"), number=people(8)),
    )
    [found] = register.discrepancies
    assert found.certainty == "conditional"
    assert "time zone" in found.condition


def test_day_told_by_a_fact_disagrees_with_another_year(registered):
    """What happened after a known day cannot have happened the year before."""
    register = registered(
        step("It was scrapped in 2023.", "ended", ("2023", "2023")),
        step(
            "It fell through after she took office.",
            "ended",
            ("after she took office", "fact:gbr-premier-kinbote-2024/.."),
        ),
    )
    [found] = register.discrepancies
    assert (found.kind, found.certainty) == ("date", "certain")
    assert {s.value for s in found.stances} == {"2023", "2024-07-05/.."}
    assert {dated.date_basis for dated in register.dated} == {"stated", "fact"}
    assert [fact.id for fact in register.facts] == ["gbr-premier-kinbote-2024"]


def test_who_ended_it_and_what_it_failed_of_are_rivals(registered):
    """One page tells who did it, another only what it failed of: they may both be right."""
    register = registered(
        step("Premier Ana Kinbote scrapped it.", "ended", by="Premier Ana Kinbote"),
        step("It fell to lawsuits.", "ended", cause="lawsuits"),
    )
    [found] = register.discrepancies
    assert (found.kind, found.certainty) == ("cause", "conditional")
    assert {s.value for s in found.stances} == {"Premier Ana Kinbote", "lawsuits"}
    both = step("Kinbote scrapped it over lawsuits.", "ended", by="Ana Kinbote", cause="lawsuits")
    fell = step("It fell to lawsuits.", "ended", cause="lawsuits")
    assert registered(both, fell).discrepancies == ()


def test_step_by_who_was_not_in_office_contradicts_a_known_fact(registered):
    """Scrapped in 2023 by who took office in July 2024: flagged, and left as it is told."""
    year = ("2023", "2023")
    doc, [claim] = step("Ana Kinbote scrapped it in 2023.", "ended", year, by="Ana Kinbote")
    register = registered((doc, [claim]))
    assert register.contradicts == ((claim.id, "gbr-premier-kinbote-2024"),)
    assert register.hubs[0].history[0].date == "2023"
    later = step("Ana Kinbote scrapped it in 2024.", "ended", ("2024", "2024"), by="Ana Kinbote")
    assert registered(later).contradicts == ()


def test_denial_after_the_news_is_a_disagreement_of_status(registered):
    """A party that says, after the report, that there is no deal puts the report in dispute."""
    register = registered(
        step("They agreed.", "agreed", published="2025-08-19"),
        step("There is no deal.", "denied", published="2025-08-20"),
    )
    [found] = register.discrepancies
    assert (found.kind, found.field) == ("status", "status")
    assert found.about == register.hubs[0].id
    [agreed] = [entry for entry in register.hubs[0].history if entry.value == "agreed"]
    assert agreed.grade == "X"
    assert register.hubs[0].standing == "agreed"


def test_denial_before_the_confirmation_is_history(registered):
    """Denied on the 20th and confirmed on the 21st is a change, not a disagreement."""
    register = registered(
        step("There is no deal.", "denied", published="2025-08-20"),
        step("They agreed.", "agreed", published="2025-08-21"),
    )
    assert register.discrepancies == ()


def test_transfer_that_a_party_denies_is_graded_as_denied(registered):
    """What is said not to have happened disputes the only record that it can mean."""
    day = ("May 2025", "2025-05")
    register = registered(
        sent("Seven were flown in, May 2025.", day, number=people(7)),
        sent("No seven came in May 2025.", day, number=people(7), factuality="denied"),
    )
    [found] = register.discrepancies
    assert found.kind == "polarity"
    assert register.records[0].grade == "X"
    assert len(register.records[0].claims) == 1


def test_in_and_out_are_of_opposite_polarity(registered):
    """A group that one page counts in and another out is a disagreement across two terms."""
    one, two = document("Haitians may come."), document("Haitians may not come.")
    register = registered(
        (one, [told(one, "term", "Haitians", term="eligibility", value="Haitians", **PAIR)]),
        (two, [told(two, "term", "Haitians", term="exclusion", value="Haitians", **PAIR)]),
    )
    [found] = register.discrepancies
    assert found.kind == "polarity"
    assert {s.value for s in found.stances} == {"eligibility", "exclusion"}


def test_names_of_one_body_are_no_disagreement(registered):
    """Who acted is the same under a title, in full, and under an alias."""
    register = registered(
        step("It was ended.", "ended", by="Ana Kinbote"),
        step("It was then ended.", "ended", by="Prime Minister Kinbote"),
    )
    assert register.discrepancies == ()
    other = registered(
        step("It was ended.", "ended", by="Ana Kinbote"),
        step("It was then ended.", "ended", by="Jon Rask"),
    )
    assert [found.kind for found in other.discrepancies] == ["actor"]


def test_both_sides_of_a_signature_are_no_disagreement(registered):
    """Two states sign, so that pages which name one each agree; who ended it is another matter."""
    signed = registered(
        step("Ghana signed.", "signed", by="Ghana"), step("London signed.", "signed", by="London")
    )
    assert signed.discrepancies == ()


def test_state_its_seat_and_its_government_are_one_actor(registered):
    """“Kigali” and “the Rwandan government” end a deal together; another state would not."""
    register = registered(
        step("Kigali ended it.", "ended", by="Kigali"),
        step("Rwanda's cabinet ended it.", "ended", by="the Rwandan government"),
    )
    assert register.discrepancies == ()
    other = registered(
        step("Kigali ended it.", "ended", by="Kigali"), step("It was over.", "ended", by="Accra")
    )
    assert [found.kind for found in other.discrepancies] == ["actor"]


def test_deal_struck_a_day_after_its_signature_is_misdated_somewhere(registered):
    """ "Struck on Saturday" is said of a signature, here of Friday: they differ, on a condition."""
    register = registered(
        step("Signed on the 29th.", "signed", ("29th", "2025-08-29")),
        step("Struck on the 30th.", "agreed", ("30th", "2025-08-30")),
    )
    [found] = register.discrepancies
    assert (found.kind, found.certainty) == ("date", "conditional")
    far = registered(
        step("Signed on the 29th.", "signed", ("29th", "2025-08-29")),
        step("Struck on the 3rd.", "agreed", ("3rd", "2025-06-03")),
    )
    assert far.discrepancies == ()
