"""Hit of a move, pair → whether the page tells plainly that it happened: both parties in its own words,
or people who are counted, known or called deportees.

What is asked, wished, done by nobody, agreed as a bound or done by habit is no event.
"""

from __future__ import annotations

from pactwatch.extract.arguments import phrase_of
from pactwatch.extract.factuality import IMPLICATIVE, happened
from pactwatch.extract.hit import Hit
from pactwatch.extract.ordinals import are_others, ordinal_of
from pactwatch.extract.page import Page
from pactwatch.extract.pair import CLOSE_ABOVE, GUESSES, LIKELIEST, Pair
from pactwatch.extract.people import count_of, nations_of
from pactwatch.extract.phrase import Phrase
from pactwatch.extract.whom import is_any

#: Verbs of those who go back to where they were, as a page tells that does not say from where.
HOMEWARD = frozenset({"return", "repatriate"})


def is_told_plainly(hit: Hit, pair: Pair, page: Page) -> bool:
    """A thing that happened needs both parties in its own words, or its people counted."""
    phrase = hit.phrase
    if phrase is None:
        return True
    if _is_no_event(hit, pair):
        return False
    if pair.is_explicit:
        return not _is_bare_present(hit) or _is_borne_out(hit, pair, page)
    if phrase.rule.nouns and hit.s.words[hit.i].pos not in ("VERB", "AUX"):
        told = hit.s.words[phrase_of(hit.s, hit.i)[0]].lemma in ("the", "this", "that")
        if pair.rule in GUESSES and not phrase.is_definite and not told:
            return False
        arrived = phrase.is_definite and bool(phrase.people) and any(phrase.parties.values())
        return arrived or count_of(hit.s, hit.marks, phrase.people) is not None
    if _is_of_flight(hit, page) and pair.rule not in GUESSES:
        return True
    if not phrase.people or _is_of_many(hit):
        return False
    return _is_of_known(hit, phrase, pair, page)


def _is_no_event(hit: Hit, pair: Pair) -> bool:
    """What is asked, told of nobody or of nobody in particular, agreed as a bound or done by habit."""
    phrase, told = hit.phrase, pair.is_explicit
    assert phrase is not None
    anybody = bool(phrase.people) and all(is_any(hit.s, j) for j in phrase.people)
    return (
        hit.s.text.rstrip().endswith("?")
        or _is_asked(hit)  # "who has been sent so far?"
        or _is_nobody(hit)
        or (pair.rule in GUESSES and hit.s.words[hit.i].lemma in HOMEWARD)
        or (not told and _is_of_several(hit))
        or (not pair.is_told and _is_told_of_others(hit, pair))
        or (anybody and not hit.is_contrary)
        or _is_off_board(hit)
        or _is_own_way(hit)
        or _is_bound(hit)
        or _is_habit(hit)
        or (phrase.is_part and not told)
        or (hit.marks.is_a(hit.i, "keeping") and not told and not are_sent(hit))
    )


def _is_of_known(hit: Hit, phrase: Phrase, pair: Pair, page: Page) -> bool:
    """Whether a move that leaves a party unsaid tells of people who are counted, known or sent."""
    first, second = (bool(phrase.parties.get(slot)) for slot in _slots(page))
    counted = count_of(hit.s, hit.marks, phrase.people) is not None
    sent = are_sent(hit) or any(hit.marks.is_a(j, "flight") for j in hit.args.get("subject", ()))
    told_here = _is_under_deal(hit) or (sent and _to_that_country(hit))
    if counted and told_here and _tells_of_one(page):
        return True
    if second and pair.rule not in GUESSES and "object" in phrase.rule.people:
        gerund = hit.s.words[hit.i].dep == "pcomp"  # "was paid for taking seven"
        return _is_past(hit) or (counted and gerund)
    return (
        (counted and _is_told_with(hit, pair, page))
        or ((counted or phrase.is_definite) and _is_told_again(hit, pair, page))
        or (
            pair.rule == CLOSE_ABOVE
            and ((counted and bool(sent or phrase.rule.beside)) or phrase.is_definite)
        )
        or (second and (counted or phrase.is_definite or are_sent(hit)))
        or (phrase.is_definite and (counted or are_sent(hit)))
        or (first and counted)
    )


def _is_of_flight(hit: Hit, page: Page) -> bool:
    """ "The first flight left in July", where the page tells of one pair; "a deportation flight landed"."""
    phrase = hit.phrase
    assert phrase is not None
    if phrase.i == hit.i or not hit.marks.is_a(phrase.i, "flight"):
        return False
    near = range(phrase_of(hit.s, phrase.i)[0], phrase.i + 1)
    if any(phrase.parties.values()) and any(hit.marks.is_a(k, "moved") for k in near):
        return True
    ranked = ordinal_of(hit.s, [phrase.i]) is not None
    return ranked and not phrase.people and _tells_of_one(page)


def _is_own_way(hit: Hit) -> bool:
    """ "Those who came ashore without leave": how people came tells who they are, and no move."""
    phrase = hit.phrase
    assert phrase is not None
    alone = "subject" in phrase.rule.people and "object" not in phrase.rule.people
    return alone and hit.s.words[hit.i].dep == "relcl" and not any(phrase.parties.values())


def _is_off_board(hit: Hit) -> bool:
    """ "Removed from the flight to Chad", "taken off the plane": who does not travel after all."""
    s = hit.s
    off = [c for c in s.children[hit.i] if s.words[c].lemma in ("from", "off")]
    return any(
        s.words[j].dep == "pobj" and hit.marks.is_a(j, "flight") for c in off for j in s.children[c]
    )


def _is_told_of_others(hit: Hit, pair: Pair) -> bool:
    """ "Expelled across the border", "curbs on Ghanaians ended when nine were flown in": by or to another
    than the page's likeliest."""
    assert hit.phrase is not None
    if any(hit.s.words[c].lemma == "across" for c in hit.s.children[hit.i]):
        return True
    if pair.rule != LIKELIEST:
        return False
    moved = {m.code for m in nations_of(hit.s, hit.marks, hit.phrase.people)}
    return any(m.code not in {*pair.codes, *moved} for m in hit.marks.states)


def _is_asked(hit: Hit) -> bool:
    """ "It is a mystery who is sent where", "a say over who comes": a question within a sentence tells of
    no event."""
    s, i = hit.s, hit.i
    word = s.words[i]
    if word.tag in ("VBZ", "VBP") and word.dep in ("pcomp", "ccomp"):
        subjects = [c for c in s.children[i] if s.words[c].dep == "nsubj"]
        if any(s.words[c].tag == "WP" and s.words[c].lemma == "who" for c in subjects):
            return True
    asked = [c for c in s.children[i] if s.words[c].tag in ("WP", "WRB")]
    who = any(s.words[c].lemma in ("who", "whom") for c in asked)
    where = any(s.words[c].lemma == "where" for c in asked)
    return s.words[i].dep != "relcl" and who and where


def _is_nobody(hit: Hit) -> bool:
    """ "Zero deportees were transferred", "received money, but not a single migrant"."""
    assert hit.phrase is not None
    firsts = [phrase_of(hit.s, j)[0] for j in hit.phrase.people]
    if any("not" in [w.lemma for w in hit.s.words[max(0, a - 1) : a + 1]] for a in firsts):
        return True
    count = count_of(hit.s, hit.marks, hit.phrase.people)
    return count is not None and count[0].max == 0


def _is_of_several(hit: Hit) -> bool:
    """ "They were nationals of none of the countries that took them": of no state in particular."""
    assert hit.phrase is not None
    if count_of(hit.s, hit.marks, hit.phrase.people) is not None or hit.phrase.all_codes:
        return False
    return any(
        hit.s.words[j].tag == "NNS" and hit.s.words[j].lemma in ("country", "state", "nation")
        for j in range(len(hit.s.words))
        if not {"own", "home", "their"} & {hit.s.words[c].lemma for c in hit.s.children[j]}
    )


def _is_under_deal(hit: Hit) -> bool:
    """ "Four had arrived when the arrangement was called off": its sentence names the deal."""
    marks, words = hit.marks, hit.s.words
    known = ("the", "this", "that", "its")
    return any(
        marks.is_a(j, "deal", "plan") and words[phrase_of(hit.s, j)[0]].lemma in known
        for j in range(len(words))
    )


def _to_that_country(hit: Hit) -> bool:
    """ "485 were deported to the third country in 2015": to the one of which the page tells."""
    s = hit.s
    return any(
        hit.marks.is_a(j, "descriptive")
        and s.words[j].tag == "NN"
        and s.words[phrase_of(s, j)[0]].lemma in ("the", "that", "this")
        for j in hit.args.get("to", ())
    )


def _tells_of_one(page: Page) -> bool:
    assert page.context is not None
    return len({e.pair.codes for e in page.context.evidence}) == 1


def _is_past(hit: Hit) -> bool:
    """ "Were carried to Albania": told in the past, by a verb that has a time."""
    helpers = {
        hit.s.words[c].text.lower()
        for c in hit.s.children[hit.i]
        if hit.s.words[c].dep in ("aux", "auxpass")
    }
    word = hit.s.words[hit.i]
    if word.dep == "xcomp" and hit.s.words[word.head].lemma in IMPLICATIVE | {"able"}:
        return True  # "continues to receive", "began taking in"
    if word.tag == "VBN" and not helpers:  # "five men brought to Chad", "Nine men flown to Chad"
        return True
    return bool(helpers & {"was", "were", "had", "has", "have", "'ve", "’ve"}) or word.tag == "VBD"


def _is_bound(hit: Hit) -> bool:
    """ "Palau takes up to 75 deportees": a bound in the present is what was agreed, and no event."""
    assert hit.phrase is not None
    count = count_of(hit.s, hit.marks, hit.phrase.people)
    return count is not None and count[0].min is None and hit.s.words[hit.i].tag in ("VBZ", "VBP")


def _is_bare_present(hit: Hit) -> bool:
    """ "Denmark moves foreign offenders to jails in Kosovo": a headline's plan, or a policy, as well."""
    assert hit.phrase is not None
    helpers = {c for c in hit.s.children[hit.i] if hit.s.words[c].dep in ("aux", "auxpass")}
    present = hit.s.words[hit.i].tag in ("VBZ", "VBP") and not helpers
    people = hit.phrase.people
    told = count_of(hit.s, hit.marks, people) or nations_of(hit.s, hit.marks, people)
    return present and not told


def _is_borne_out(hit: Hit, pair: Pair, page: Page) -> bool:
    """Whether the page tells elsewhere, in the past, of people who were moved to the same state."""
    return any(
        p.s is not hit.s
        and p.rule.moves
        and pair.codes[1] in p.all_codes
        and p.s.words[p.i].tag in ("VBD", "VBN")
        and happened(p.s, p.i)
        for row in page.phrases
        for p in row
    )


def _is_told_again(hit: Hit, pair: Pair, page: Page) -> bool:
    """ "238 people had arrived": on a page that tells of no other pair, and of people who were sent."""
    assert page.context is not None
    moves = [
        p for row in page.phrases for p in row if p.rule.moves and set(pair.codes) <= p.all_codes
    ]
    return {e.pair.codes for e in page.context.evidence} == {pair.codes} and any(
        p.s is not hit.s and happened(p.s, p.i) for p in moves
    )


#: Words for a group that came at another time than the one told with it.
OTHER_TIMES = frozenset(
    "earlier previous prior first initial second third later subsequent".split()
)


def _is_told_with(hit: Hit, pair: Pair, page: Page) -> bool:
    """ "Chad took nine from Norway on Monday after an earlier group of six arrived in May": another group
    than that of the move beside it, which names both states."""
    phrase = hit.phrase
    assert phrase is not None
    s = hit.s
    spans = [phrase_of(s, j) for j in phrase.people]
    others = any(w.text.lower() in OTHER_TIMES for a, b in spans for w in s.words[a : b + 1])
    return (others or are_others(s, hit.i, phrase.people)) and any(
        p.i != hit.i and p.rule.moves and set(pair.codes) <= p.all_codes and happened(s, p.i)
        for p in page.phrases[page.index_of(s)]
    )


def _slots(page: Page) -> tuple[str, str]:
    assert page.context is not None
    return page.context.slots


def _is_of_many(hit: Hit) -> bool:
    """ "African nations that accept deportees": what several do who aren't named is none's act."""
    assert hit.phrase is not None
    s, subjects = hit.s, hit.args.get("subject", ())
    named = [p for row in hit.phrase.parties.values() for p in row]
    return any(
        hit.marks.is_a(j, "descriptive") and s.words[j].tag == "NNS" for j in subjects
    ) and not any(s.start <= party.start < s.start + len(s.text) for party in named)


def _is_habit(hit: Hit) -> bool:
    """ "Uganda hosts two million refugees", "people are being sent": no event, but in a headline."""
    word = hit.s.words[hit.i]
    if hit.s.words[-1].pos != "PUNCT" and are_sent(hit):
        return False
    helpers = {
        hit.s.words[c].text.lower()
        for c in hit.s.children[hit.i]
        if hit.s.words[c].dep in ("aux", "auxpass")
    }
    if helpers & {"is", "are"} and "being" in helpers:
        return True
    return word.tag in ("VBZ", "VBP") and not helpers and hit.marks.is_a(hit.i, "keeping", "taking")


def are_sent(hit: Hit) -> bool:
    """Whether the people are called deportees or the like, so that a sender is told with them."""
    phrase = hit.phrase
    assert phrase is not None
    return any(
        hit.marks.is_a(k, "moved") for j in phrase.people for k in (j, *hit.s.subtree(j))
    ) or hit.marks.is_a(hit.i, "moved")


def are_counted_others(hit: Hit, pair: Pair, page: Page) -> bool:
    """ "It took in its first 14 in May", on a page on people of other states: counted, and a sender."""
    assert hit.phrase is not None and page.context is not None
    usual = pair.first is not None and pair.first.code in page.context.usual_first
    counted = count_of(hit.s, hit.marks, hit.phrase.people) is not None
    return usual and counted and not hit.phrase.is_own and page.tells_of_others(pair.codes)


def are_others_sent(hit: Hit, pair: Pair, page: Page) -> bool:
    """Whether the page tells of other states' people, and of one that can send, or calls them deported.

    "Kenya has taken in refugees from Somalia": they fled, whatever else the page tells of.
    """
    assert page.context is not None and pair.first is not None and hit.phrase is not None
    able = page.context.is_able(pair.first) or are_sent(hit)
    fled = any(hit.s.words[j].lemma == "refugee" for j in hit.phrase.people)
    return (able or not fled) and page.tells_of_others(pair.codes)
