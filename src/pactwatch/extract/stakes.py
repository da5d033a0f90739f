"""Hit on an amount → of which deal it is: whom a sum is paid to, and whether a count bounds those moved.

A page on one deal tells other people's money and other people's numbers too: what is paid to the
migrants themselves, what a third state got, how many a plane holds. General English beside the
pack's classes of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pactwatch.extract.arguments import Arguments, arguments
from pactwatch.extract.hit import Hit
from pactwatch.extract.limits import PLACES
from pactwatch.extract.named import Party
from pactwatch.extract.page import Page
from pactwatch.extract.pair import Pair
from pactwatch.extract.parties import parties_of
from pactwatch.extract.whom import people_in

#: Verbs whose object goes to somebody, and whose object comes to their subject.
GIVING = frozenset(
    "give pay hand offer promise send transfer provide grant wire disburse award allocate pledge "
    "commit contribute owe compensate reimburse".split()
)
GETTING = frozenset("receive get earn gain obtain collect pocket secure net accept".split())
#: What is given for something is part of a bargain.
RETURN = frozenset({"return", "exchange", "reward", "compensation"})
#: Classes by which a sentence tells that a sum is the deal's, and others by which it is not.
TIES = ("topic", "moved", "deal", "plan", "hub", "third_country", "people_moved")
ELSEWHERE, OTHER = "elsewhere", "other_money"
#: Verbs by which a deal, or a place, says how many it holds.
HOLDING = frozenset(
    "allow provide cover permit foresee see envisage limit cap include set stipulate let involve "
    "apply enable mean specify hold house accommodate have offer give be number comprise concern "
    "fit sleep keep admit take contain detain fix restrict extend run process call entitle".split()
)
ALLOWING = frozenset(
    "allow permit let enable oblige entitle commit bind authorise authorize".split()
)
#: Verbs by which a sum is reckoned out, and what stands behind one that is reckoned out for each.
RECKONING = frozenset("come amount work average equal equate translate".split())
EACH = re.compile(r"\W*(?:\w+\W+)?(?:per|a head|each|apiece|for every)\b", re.IGNORECASE)
#: Whoever does this is short of places, and offers none.
LACKING = frozenset("lack need require miss want".split())
#: Nouns that bound a number.
BOUNDS = frozenset("cap ceiling limit maximum quota number upper total figure".split())
#: Nouns for what a place holds.
ROOM = frozenset({"capacity", "room", "space"})
#: Nouns that count moves.
MOVES = frozenset("transfer removal deportation relocation return arrival admission case".split())


def pairs_of_amount(hit: Hit, page: Page, pairs: Sequence[Pair | None]) -> list[Pair | None]:
    """The pairs to which an amount belongs: none where it is another's."""
    if hit.frame.trigger.amount == "money":
        return _of_sum(hit, page, pairs)
    return list(pairs) if _bounds_the_moved(hit, page) else []


def _of_sum(hit: Hit, page: Page, pairs: Sequence[Pair | None]) -> list[Pair | None]:
    s, marks = hit.s, hit.marks
    taker, giver, is_persons = _hands(hit, page)
    if is_persons or marks.has(OTHER) or _is_worked_out(hit):
        return []
    tied = any(marks.is_a(k, *TIES) or s.words[k].lemma in RETURN for k in range(len(s.words)))
    if taker is None:
        return list(pairs) if tied or _names_a_side(hit, pairs) or _is_bare(hit) else []
    if any(pair and taker.code in pair.codes for pair in pairs):
        return [pair for pair in pairs if pair and taker.code in pair.codes]
    told = _known_with(page, taker)
    if told is None and marks.has(ELSEWHERE):
        return []
    first = giver or (told.first if told else None) or _main_first(page)
    if first is None or first.code == taker.code:
        return list(pairs) if tied else []
    listed = _listed_taker(hit) is not None
    others = [pair for pair in pairs if pair and not listed and _names_second(hit, pair)]
    return [Pair(first, taker, "who is paid, and by whom"), *others]


def _is_worked_out(hit: Hit) -> bool:
    """ "Which comes to a million a head": what somebody reckons is no sum that is paid."""
    s = hit.s
    verb = next((s.words[a] for a in s.ancestors(hit.i) if s.words[a].pos == "VERB"), None)
    end = (hit.amount.end if hit.amount is not None else s.end) - s.start
    each = EACH.match(s.text, end)
    return verb is not None and verb.lemma in RECKONING and each is not None


def _names_second(hit: Hit, pair: Pair) -> bool:
    codes = {mark.code for mark in hit.marks.states if mark.how != "people"}
    return pair.second is not None and pair.second.code in codes


def _names_a_side(hit: Hit, pairs: Sequence[Pair | None]) -> bool:
    """Whether the sentence names a party of the pair."""
    named = {mark.code for mark in hit.marks.states if mark.how != "people"}
    return any(pair and named & set(pair.codes) for pair in pairs)


def _is_bare(hit: Hit) -> bool:
    """ "It cost 5 million": nobody is named by whom or for whom it is paid."""
    return not any(mark.how != "people" for mark in hit.marks.states)


def _hands(hit: Hit, page: Page) -> tuple[Party | None, Party | None, bool]:
    """Who gets a sum, who gives it, and whether it is persons who get it."""
    s = hit.s
    if (listed := _listed_taker(hit)) is not None:
        return listed, None, False
    for verb in (hit.i, *s.ancestors(hit.i)):
        word = s.words[verb]
        if word.pos == "NOUN" and (to := arguments(s, verb).get("to")):
            taker = _first_party(hit, page, to)
            if taker is not None:
                return taker, None, False
        if word.pos != "VERB" or word.lemma not in GIVING | GETTING:
            continue
        args = arguments(s, verb)
        ends, starts = _ends(args, gets=word.lemma in GETTING)
        taker = _first_party(hit, page, ends)
        persons = taker is None and any(people_in(s, hit.marks, j) for j in ends if j != hit.i)
        return taker, _first_party(hit, page, starts), persons and not _counts_sum(hit, ends)
    return None, None, False


def _listed_taker(hit: Hit) -> Party | None:
    """ "Agreed to pay Rwanda $7.5 million and Eswatini $5.1 million": whom the figure stands behind."""
    s, amount = hit.s, hit.amount
    first = s.word_at(amount.start) if amount is not None else None
    mark = hit.marks.state_at(first - 1) if first else None
    if first is None or mark is None or mark.last != first - 1 or mark.how == "adjective":
        return None
    gives = any(w.lemma in GIVING and w.pos == "VERB" for w in s.words[: mark.first])
    return Party(mark.code, *s.range_of(mark.first, mark.last)) if gives else None


def _ends(args: Arguments, *, gets: bool) -> tuple[list[int], list[int]]:
    if gets:
        return args.get("subject", []), args.get("from", [])
    return [*args.get("to", []), *args.get("object", [])], args.get("subject", [])


def _counts_sum(hit: Hit, ends: Sequence[int]) -> bool:
    """Whether what stands at the verb is the sum itself, whose number reads like one of people."""
    return not any(
        people_in(hit.s, hit.marks, j) and hit.s.words[j].pos not in ("NUM", "PRON", "SYM")
        for j in ends
    )


def _first_party(hit: Hit, page: Page, heads: Sequence[int]) -> Party | None:
    found = (p for j in heads for p in parties_of(hit.s, hit.marks, page.memory, j))
    return next(found, None)


def _known_with(page: Page, second: Party) -> Pair | None:
    """The pair that the page tells of a receiver."""
    assert page.context is not None
    return next((e.pair for e in page.context.evidence if e.pair.codes[1] == second.code), None)


def _main_first(page: Page) -> Party | None:
    assert page.context is not None
    return page.context.main.first if page.context.main is not None else None


def _bounds_the_moved(hit: Hit, page: Page) -> bool:
    """Whether a count says how many may be moved or kept, and not how many sit on a plane or protest."""
    s, marks = hit.s, hit.marks
    figure = s.word_at(hit.amount.end - 1) if hit.amount is not None else None
    i = hit.i if figure is None else figure
    noun = s.words[i].head if s.words[i].dep in ("nummod", "quantmod") else i
    chain = [noun, *s.ancestors(noun)]
    near = [*chain, *s.children[noun], *(c for k in chain for c in s.children[k])]
    if any(s.words[k].lemma in BOUNDS for k in near):
        return True
    if any(s.words[k].lemma in ROOM for k in near):
        return marks.has("deal")  # what a prison holds is no deal's bound
    if s.words[noun].lemma in PLACES | MOVES:
        return True
    governing = [k for k in chain if s.words[k].pos in ("VERB", "AUX")][:2]
    if _is_for_so_many(hit, noun):
        return True
    if any(s.words[k].lemma in LACKING for k in governing[:1]) or _has_come(hit, governing):
        return False
    subjects = [j for k in governing for j in arguments(s, k).get("subject", ())]
    if any(marks.is_a(j, "flight") for j in subjects):
        return False
    if any(True for _ in _moving(hit, page, chain)):
        return True
    verbs = [s.words[k].lemma for k in governing]
    if any(marks.is_a(j, "deal", "plan", "hub") or s.words[j].lemma == "group" for j in subjects):
        return bool(HOLDING & set(verbs[:1]) or ALLOWING & set(verbs))
    often = hit.amount is not None and "/" in hit.amount.unit and marks.has("plan")
    if (hit.told != "asserted" and marks.has("deal") and people_in(s, marks, noun)) or often:
        return True  # "under the deal it was to shelter up to 36,000 migrants a year"
    if marks.has("hub") and s.words[noun].dep in ("nsubj", "nsubjpass"):
        return True  # "up to 300 people a month are to pass through the centres"
    return not governing or s.words[noun].dep in ("ROOT", "appos", "attr")


def _is_for_so_many(hit: Hit, noun: int) -> bool:
    """ "A centre for up to 800 people", "an accord for 25 people a week"."""
    s, to = hit.s, hit.s.words[noun].head
    if s.words[to].lemma != "for" or s.words[noun].dep != "pobj":
        return False
    above = {s.words[to].head, to - 1}
    return any(hit.marks.is_a(k, "deal", "plan", "hub") for k in above)


def _has_come(hit: Hit, governing: Sequence[int]) -> bool:
    """ "As many as seven were flown there": how many came, or were to come one day, bounds nobody."""
    if hit.told != "asserted" or not governing:
        return False
    s, verb = hit.s, hit.s.words[governing[0]]
    if any(s.words[c].text.lower() in ("is", "are", "'s", "'re") for c in s.children[governing[0]]):
        return False  # "up to 300 are supposed to pass through"
    return verb.tag in ("VBD", "VBN") and verb.lemma not in HOLDING | ALLOWING


def _moving(hit: Hit, page: Page, chain: Sequence[int]) -> Iterator[int]:
    """The phrases above a count that move people somewhere of which the page tells."""
    s = hit.s
    for phrase in page.phrases[page.index_of(s)]:
        above = phrase.i in chain or any(j in chain for j in phrase.people)
        if not above or phrase.on_topic is False:
            continue
        if phrase.rule.moves and _has_end(hit, page, phrase.parties):
            yield phrase.i


def _has_end(hit: Hit, page: Page, parties: dict[str, list[Party]]) -> bool:
    """Whether a move says where to, or its sentence names a deal or the receiver."""
    assert page.context is not None
    first, second = page.context.slots
    if parties.get(second) or not parties.get(first):
        return True
    main = page.context.main
    code = main.codes[1] if main is not None else None
    named = any(mark.code == code and mark.how != "people" for mark in hit.marks.states)
    return named or hit.marks.has("deal") or hit.marks.has("plan")
