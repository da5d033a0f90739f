"""Values that differ and may both be true: whom a count counts, plans, journeys, further deals."""

from __future__ import annotations

from dataclasses import replace

from factory import document, people, told

PAIR = {"sending": "GBR", "receiving": "RWA"}
FRIDAY = ("Friday", "2025-05-02")


def sent(text: str, number: str, count: int, when: tuple[str, str] = FRIDAY):
    """A page that tells one transfer, its count grounded in the words `number`."""
    doc = document(text)
    quote, at = text.split(". ")[0], text.index(number)
    claim = told(doc, "transfer", quote, when=when, number=people(count, number), **PAIR)
    grounded = (
        replace(s, start=at, end=at + len(number)) if s.name == "number" else s for s in claim.slots
    )
    return doc, [replace(claim, slots=tuple(grounded))]


def kinds(register):
    return [(found.kind, found.field) for found in register.discrepancies]


def test_count_of_some_is_no_count_of_all(registered):
    """ "22 men", where women are told beside them, does not deny 31 people."""
    men = sent("On Friday 22 men came from Albion. The women live elsewhere.", "22", 22)
    group = sent("On Friday Albion sent 31 people to the lakes.", "31", 31)
    assert kinds(registered(men, group)) == []


def test_count_of_men_alone_denies_another(registered):
    """Where nobody else is told, the men are the people, and 22 is not 31."""
    men = sent("On Friday 22 men came from Albion. They are tired.", "22", 22)
    group = sent("On Friday Albion sent 31 people to the lakes.", "31", 31)
    assert kinds(registered(men, group)) == [("number", "number")]


def test_those_of_whom_more_is_told_are_not_all(registered):
    """ "11 people whom Albion sent have sued" does not deny that 14 were sent; "the 11" does."""
    all_sent = sent("On Friday Albion sent 14 people to the lakes.", "14", 14)
    some = sent("On Friday 11 people whom Albion sent to the lakes went to court.", "11", 11)
    assert kinds(registered(all_sent, some)) == []
    more = sent("On Friday 16 people whom Albion sent to the lakes went to court.", "16", 16)
    assert kinds(registered(all_sent, more)) == [("number", "number")]
    those = sent("On Friday the 11 people whom Albion sent to the lakes fell ill.", "11", 11)
    assert kinds(registered(all_sent, those)) == [("number", "number")]
    told = sent("On Friday 11 people, who were ill, came to the lakes.", "11", 11)
    assert kinds(registered(all_sent, told)) == [("number", "number")]


def test_two_counts_of_the_same_some_deny_each_other(registered):
    """ "Five women" and "seven women" are counts of the same, whoever else came."""
    five = sent("On Friday five women came, and men too.", "five", 5)
    seven = sent("On Friday seven women came, and men too.", "seven", 7)
    assert kinds(registered(five, seven)) == [("number", "number")]


def test_what_is_left_of_a_whole_is_no_other_count(registered):
    """59 people, counting 41 officers, are 18 and the officers."""
    all_aboard = sent("On Friday 59 people came, counting 41 officers.", "59", 59)
    assert kinds(registered(all_aboard, sent("On Friday 18 people came.", "18", 18))) == []
    assert kinds(registered(all_aboard, sent("On Friday 33 people came.", "33", 33)))


def test_count_since_a_day_is_no_flight(registered):
    """84 since January and twelve on Friday are two things, and none denies the other."""
    year = sent("Since January 84 people came.", "84", 84, ("Since January", "2025-01/.."))
    register = registered(year, sent("On Friday twelve people came.", "twelve", 12))
    assert kinds(register) == []
    assert len(register.records) == 2


def test_those_who_left_on_one_day_arrive_on_another(registered):
    """A ship that left on the 2nd and one that arrived on the 5th are one, told without dispute."""
    left = sent("The ship left with 28 people on Friday.", "28", 28)
    came = sent("The ship with 28 people arrived on Monday.", "28", 28, ("Monday", "2025-05-05"))
    register = registered(left, came)
    assert kinds(register) == []
    assert len(register.records) == 1


def test_two_days_of_arrival_deny_each_other(registered):
    """Both pages tell the landing, and on two days."""
    one = sent("The ship with 28 people arrived on Friday.", "28", 28)
    other = sent("The ship with 28 people arrived on Monday.", "28", 28, ("Monday", "2025-05-05"))
    assert ("date", "date") in kinds(registered(one, other))


def term(text: str, value: float, published: str, factuality: str = "asserted"):
    doc = document(text, published=published)
    slots = {"term": "payment", "value": value, "unit": "EUR", **PAIR}
    return doc, [told(doc, "term", text, factuality=factuality, **slots)]


def test_plan_of_long_before_is_no_disagreement_with_what_was_done(registered):
    """30 million planned in January, 24 paid in December; said in one week they disagree."""
    plan = term("Albion will pay 30 million.", 30e6, "2025-01-10", "planned")
    assert kinds(registered(plan, term("It paid 24 million.", 24e6, "2025-12-10"))) == []
    assert kinds(registered(plan, term("It paid 24 million.", 24e6, "2025-01-12")))


def signed(text: str, instrument: str, day: str):
    doc = document(text)
    when = (text.split()[-1].strip("."), day)
    step = {"status": "signed", "instrument": instrument, **PAIR}
    return doc, [told(doc, "arrangement", text, when=when, **step)]


def test_second_deal_is_not_the_first(registered):
    """ "Their second memorandum", signed in June, is not the one about housing of February."""
    first = signed("They signed a memorandum on housing in February.", "memorandum", "2025-02")
    second = signed("They signed their second memorandum in June.", "second memorandum", "2025-06")
    register = registered(first, second)
    assert kinds(register) == []
    assert len(register.hubs[0].history) == 2
    same = signed("They signed the memorandum in June.", "memorandum", "2025-06")
    assert kinds(registered(first, same)) == [("date", "date")]


def stopped(text: str, value: str, **fields):
    doc = document(text, **{k: fields.pop(k) for k in ("published",) if k in fields})
    when = ("Friday", "2025-05-02")
    return doc, [told(doc, "arrangement", text, when=when, status=value, **PAIR, **fields)]


def test_state_and_its_minister_are_one_actor(registered):
    """What a state's minister did, the state did; another state's minister is another actor."""
    state = stopped("Rwanda stopped it on Friday.", "suspended", by="Rwanda")
    minister = stopped("A minister stopped it on Friday.", "suspended", by="Rwanda's minister Ola")
    other = stopped("Friday was the end.", "suspended", by="British minister Una Wray")
    assert kinds(registered(state, minister)) == []
    assert kinds(registered(state, other)) == [("actor", "by")]


def test_sum_told_with_fewer_digits_is_the_same(registered):
    """46 million is 45.8 rounded; 24 million is not."""
    exact = term("It paid 45.8 million.", 45.8e6, "2025-01-10")
    assert kinds(registered(exact, term("It paid 46 million.", 46e6, "2025-01-11"))) == []
    assert kinds(registered(exact, term("It paid 40 million.", 40e6, "2025-01-11")))


def test_end_and_pause_of_one_day_deny_each_other(registered):
    """One page tells a step as an end, another as a pause; a page that tells both denies nothing."""
    ended = stopped("It was ended on Friday.", "ended")
    paused = stopped("It was merely paused on Friday.", "suspended")
    register = registered(ended, paused)
    assert kinds(register) == [("status", "status")]
    doc, [claim] = ended
    both = told(doc, "arrangement", doc.text, when=FRIDAY, status="suspended", **PAIR)
    assert kinds(registered((doc, [claim, both]))) == []


def test_denied_step_disagrees_until_it_is_told_again(registered):
    """On one day the pages disagree on the status; told on a later page, the step is history."""
    text = "It has not been suspended on Friday."
    denial = stopped(text, "suspended", factuality="denied", published="2025-05-02")
    at_once = stopped("It was suspended on Friday.", "suspended", published="2025-05-02")
    later = stopped("It was suspended on Friday.", "suspended", published="2025-05-09")
    assert kinds(registered(denial, at_once)) == [("status", "status")]
    assert kinds(registered(denial, later)) == []


def test_day_of_an_agreement_that_is_told_can_be_in_dispute(registered):
    """ "Three months ago" on a page without day, against February: it hangs on the page's day."""
    ago = document("Three months ago they agreed.", title="Agreed")
    step = told(
        ago, "arrangement", ago.text, when=("Three months ago", "P-3M"), status="agreed", **PAIR
    )
    doc = document("They agreed in February.", published="2025-06-20")
    other = told(
        doc, "arrangement", doc.text, when=("February", "2025-02"), status="agreed", **PAIR
    )
    [found] = registered((ago, [step]), (doc, [other])).discrepancies
    assert (found.field, found.certainty) == ("date", "conditional")
