"""Which claims tell one thing, and which values they share."""

from __future__ import annotations

from factory import document, people, told

PAIR = {"sending": "USA", "receiving": "GHA"}


def sent(text: str, when: str | None = None, *, published: str | None = None, **given):
    """A page with one transfer; `when` is its day as told."""
    doc = document(text, published=published, source=f"{text[:8]}.txt")
    day = (when, when) if when else None
    if day:
        doc = document(f"{text} ({when})", published=published)
    return doc, [told(doc, "transfer", text, when=day, **PAIR, **given)]


def of(register, kind="transfer"):
    return [record for record in register.records if record.kind == kind]


def test_two_tellings_of_one_day_are_one_record(registered):
    """Equal day and number tell one transfer, however it is worded."""
    found = of(
        registered(
            sent("A plane brought 14 people.", "2025-09-06", number=people(14)),
            sent("Fourteen men landed in Accra.", "2025-09-06", number=people(14, "Fourteen")),
        )
    )
    assert len(found) == 1
    assert len(found[0].claims) == 2
    assert found[0].contested == ()


def test_two_flights_a_month_apart_are_two(registered):
    """The same number on days a month apart is another flight."""
    found = of(
        registered(
            sent("14 came first.", "2025-09-06", number=people(14)),
            sent("14 more came.", "2025-10-08", number=people(14)),
        )
    )
    assert len(found) == 2


def test_months_beside_each_other_are_not_near(registered):
    """Ten in March and ten in April are two, though March ends where April begins."""
    found = of(
        registered(
            sent("Ten went.", "2025-03", number=people(10)),
            sent("Ten others went.", "2025-04", number=people(10)),
        )
    )
    assert len(found) == 2


def test_days_that_differ_by_a_little_are_in_dispute_where_all_else_agrees(registered):
    """A landing told with three days is one record, with its day in dispute and null."""
    found = of(
        registered(
            sent("Five on Monday.", "2025-07-14", number=people(5)),
            sent("Six on Tuesday.", "2025-07-15", number=people(6)),
            sent("Five on Wednesday.", "2025-07-16", number=people(5)),
        )
    )
    assert len(found) == 1
    assert set(found[0].contested) == {"date", "number"}
    assert found[0].date is None
    assert found[0].value("number") is None


def test_other_people_on_near_days_are_another_transfer(registered):
    """Numbers and nationalities that both differ make two, even a day apart."""
    found = of(
        registered(
            sent("Seven.", "2025-07-14", number=people(7), nationalities=("VNM",)),
            sent("Two hundred.", "2025-07-15", number=people(200), nationalities=("VEN",)),
        )
    )
    assert len(found) == 2


def test_total_of_several_is_not_the_transfer(registered):
    """A cumulative figure stands apart from the events that it sums."""
    found = of(
        registered(
            sent("14 came.", "2025-09-06", number=people(14), counts="event"),
            sent("42 in all.", "2025-09-06", number=people(42), counts="total"),
        )
    )
    assert len(found) == 2


def test_about_250_meets_252_and_the_exact_number_is_shown(registered):
    """A rounded count is less precise than an exact one, and no disagreement."""
    found = of(
        registered(
            sent("About 250.", "2025-03-15", number=people(250, "about 250")),
            sent("252 people.", "2025-03-15", number=people(252, "252")),
        )
    )
    assert len(found) == 1
    assert found[0].contested == ()
    assert found[0].value("number").words == "252"


def test_up_to_250_meets_seven(registered):
    """A limit holds whatever lies beneath it."""
    found = of(
        registered(
            sent("Up to 250.", "2025-08-20", number=people(None, "up to 250", most=250)),
            sent("Seven arrived.", "2025-08-20", number=people(7)),
        )
    )
    assert len(found) == 1
    assert found[0].contested == ()


def test_number_not_told_joins_the_only_transfer_of_its_story(registered):
    """What tells nothing of its own is of the only thing that it can mean in its story."""
    pages = (
        sent("14 people came.", "2025-09-06", number=people(14)),
        sent("The deportees who arrived."),
    )
    assert len(of(registered(*pages, story=True))) == 1


def test_number_not_told_stands_alone_where_it_may_mean_two(registered):
    """With two candidates nothing is guessed."""
    found = of(
        registered(
            sent("14 people came.", "2025-09-06", number=people(14)),
            sent("30 people came.", "2025-11-06", number=people(30)),
            sent("The deportees who arrived."),
            story=True,
        )
    )
    assert len(found) == 3


def test_one_page_tells_a_thing_once(registered):
    """Two numbers on one page are two transfers, though two pages would disagree."""
    doc = document("14 came on the 6th. 11 came on the 6th.")
    day = ("the 6th", "2025-09-06")
    claims = [
        told(doc, "transfer", "14 came on the 6th.", when=day, number=people(14), **PAIR),
        told(doc, "transfer", "11 came on the 6th.", when=day, number=people(11), **PAIR),
    ]
    assert len(of(registered((doc, claims)))) == 2


def test_plans_and_denials_make_no_record(registered):
    """What did not happen, or not yet, is kept as a claim and makes no record and no history."""
    for factuality in ("planned", "conditional", "denied"):
        doc, claims = sent("40 will go.", "2025-12-01", number=people(40), factuality=factuality)
        register = registered((doc, claims))
        assert of(register) == []
        assert register.hubs == ()
        assert len(register.claims) == 1


def test_terms_with_other_values_are_in_dispute_unless_the_units_differ(registered):
    """Two sums for one payment disagree; a sum down and a sum a year are two terms."""
    one = document("It pays 5 million.", outlet="One")
    two = document("It pays 7 million.", outlet="Two")
    pays = [
        told(doc, "term", "It pays", term="payment", value=value, unit=unit, **PAIR)
        for doc, value, unit in ((one, 5_000_000, "USD"), (two, 7_000_000, "USD"))
    ]
    found = of(registered((one, [pays[0]]), (two, [pays[1]])), "term")
    assert [record.contested for record in found] == [("value",)]
    yearly = told(two, "term", "It pays", term="payment", value=7_000_000, unit="USD/year", **PAIR)
    assert len(of(registered((one, [pays[0]]), (two, [yearly])), "term")) == 2


def test_same_words_of_one_speaker_are_one_statement(registered):
    """A speech told by two outlets is one record, under the speaker's fullest name."""
    one = document("“We can take some of them,” said Samuel K. Ablakwa.", outlet="One")
    two = document("Ablakwa said that Ghana can take some of them.", outlet="Two")
    found = registered(
        (one, [told(one, "statement", "We can take some of them", speaker="Samuel K. Ablakwa")]),
        (two, [told(two, "statement", "Ghana can take some of them", speaker="Ablakwa")]),
    )
    assert len(of(found, "statement")) == 1
    [speaker] = found.speakers
    assert speaker.names == ("Samuel K. Ablakwa", "Ablakwa")
    assert of(found, "statement")[0].value("speaker") == "Samuel K. Ablakwa"


def test_short_name_of_two_people_joins_neither(registered):
    """A surname that two people bear is not taken for one of them."""
    doc = document("Ana Rask spoke of rivers. Jon Rask spoke of roads. Rask spoke of salt.")
    claims = [
        told(doc, "statement", quote, speaker=who)
        for quote, who in (
            ("spoke of rivers", "Ana Rask"),
            ("spoke of roads", "Jon Rask"),
            ("spoke of salt", "Rask"),
        )
    ]
    assert len(registered((doc, claims)).speakers) == 3


def test_record_is_named_by_its_first_claim(registered):
    """The id of a record is that of its first claim by known day, however many follow."""
    early = sent("14 came.", "2025-09-06", number=people(14), published="2025-09-07")
    late = sent("Fourteen came.", "2025-09-06", number=people(14), published="2025-09-20")
    [alone] = of(registered(early))
    [both] = of(registered(late, early))
    assert both.id == alone.id
    assert both.known_since == "2025-09-07"


def rulings(registered, *courts):
    """Pages that each tell one ruling, of courts named so → the records of them, by their courts."""
    told_on = []
    for n, court in enumerate(courts):
        doc = document(f"{court} threw out the suit against the transfers.", outlet=f"Paper {n}")
        pair = {"sending": "NOR", "receiving": "ZMB", "effect": "dismissed"}
        told_on.append((doc, [told(doc, "ruling", doc.text, court=court, **pair)]))
    found = [r for r in registered(*told_on).records if r.kind == "ruling"]
    return sorted(str(dict(record.slots)["court"]) for record in found)


def test_court_of_which_only_the_state_is_told_is_the_one_that_is_named(registered):
    """ "A court in Zambia" and "the Zambian court" are the High Court in Lusaka, if no other ruled."""
    one = ("Lusaka High Court", "A court in Zambia", "Its courts", "All three judges")
    assert rulings(registered, *one) == ["Lusaka High Court"]
    two = ("Lusaka High Court", "A court in Norway")
    assert rulings(registered, *two) == ["A court in Norway", "Lusaka High Court"]
    assert len(rulings(registered, "Lusaka High Court", "Constitutional Court")) == 2
