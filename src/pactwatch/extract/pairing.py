"""Hit → the pairs of which it speaks: named, taken up from above, or none; only what is told plainly and
moves people to a third country counts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice

from pactwatch.extract.answers import listed_at, named_below, pairs_of_answer
from pactwatch.extract.arguments import phrase_of
from pactwatch.extract.bearing import pair_beside, tells_anew
from pactwatch.extract.company import companions
from pactwatch.extract.hit import Hit
from pactwatch.extract.hits import ANY_STATE
from pactwatch.extract.journeys import goes_home, is_sent_on
from pactwatch.extract.named import Party, beside, is_compared, named_in
from pactwatch.extract.naming import NAMING, support
from pactwatch.extract.page import Page
from pactwatch.extract.pair import GUESSES, LIKELY_SENDER, Pair
from pactwatch.extract.parties import parties_of
from pactwatch.extract.people import are_own, nations_of
from pactwatch.extract.plainly import (
    are_counted_others,
    are_others_sent,
    are_sent,
    is_told_plainly,
)
from pactwatch.extract.specification import Specification
from pactwatch.extract.taking_part import who_takes_part


def pairs_of(hit: Hit, page: Page, spec: Specification) -> list[Pair | None]:
    """The pairs of a hit; one that needs none and has none makes a draft without."""
    assert page.context is not None
    phrase = hit.phrase
    if hit.frame.states:
        return [None]
    if hit.is_anaphoric:
        if not _is_told_above(hit, page):
            return []
        meant = _answered(hit, page, spec) or _of_pronoun(hit, page)
        return [p for p in meant if not _is_others_act(hit, p, page, spec)]
    if phrase is None and hit.frame.over and not hit.frame.pairless:
        return _of_class(hit, page, spec)
    if phrase is None or (not hit.frame.over and tells_anew(spec.pack.kind(hit.frame.kind))):
        if hit.frame.party_acts and not _party_acts(hit, page):
            return []
        near = pair_beside(hit, page)
        if hit.frame.party_acts and near is not None and _is_thirds_act(hit, near, page):
            return []
        if near is not None and _takes_pair(hit, spec):
            return [near]
        return [None] if hit.frame.pairless else []
    if hit.frame.party_acts and not _party_acts(hit, page):
        return []
    alike = {mark.code for mark in companions(hit.s, hit.marks)}
    helpers = [p for p in who_takes_part(hit, page) if p.code not in alike]
    others = [p for p in beside(hit.s, hit.marks) if p.code not in alike]
    told = page.context.complete(phrase, helpers, others)
    if not phrase.rule.moves and _is_with_else(hit, page):
        told = [pair for pair in told if pair.is_told]
    if not phrase.rule.moves and (_is_of_unnamed(hit) or is_compared(hit.s, phrase.i)):
        told = [pair for pair in told if {p.code for p in phrase.loose} >= set(pair.codes)]
    pairs: list[Pair | None] = [
        pair for pair in map(page.context.on_behalf, told) if _is_enough(hit, pair, page, spec)
    ]
    kind = spec.pack.kind(hit.frame.kind)
    if not pairs and kind.stands_as:
        pairs = [pair for pair in _told_elsewhere(hit, page) if _is_enough(hit, pair, page, spec)]
    if not pairs and hit.frame.pairless and phrase.on_topic is not False:
        return [None]
    codes = {code for pair in pairs if pair is not None for code in pair.codes if code}
    if not phrase.rule.moves and not _is_on_topic(hit, page, spec, codes):
        return [None] if pairs and hit.frame.pairless and phrase.on_topic else []
    pairs = [pair for pair in pairs if not _is_others_act(hit, pair, page, spec)]
    for pair in pairs:
        if pair is not None and (kind.hub or kind.stands_as):
            page.context.add(hit.at, pair)
    return pairs


def _is_with_else(hit: Hit, page: Page) -> bool:
    """ "An agreement with the UN's refugee agency": whom it is with stands for no state."""
    assert hit.phrase is not None
    heads = hit.phrase.args.get("with", ())
    within = [k for j in heads for k in range(phrase_of(hit.s, j)[0], j + 1)]
    if any(hit.marks.is_a(k, "of_many_states") for k in within):
        return True
    named = any(hit.s.words[k].pos == "PROPN" for k in within)
    return named and not any(
        hit.marks.state_at(j) is not None  # "with the Americans"
        or hit.marks.is_a(j, "government", "descriptive", "candidate", "executive")
        or parties_of(hit.s, hit.marks, page.memory, j)
        for j in heads
    )


def _is_others_act(hit: Hit, pair: Pair | None, page: Page, spec: Specification) -> bool:
    """ "Austria has refused": whose the act is by its frame, and the sentence names the pair's other."""
    if hit.frame.actor is None or pair is None:
        return False
    acts = _who_act(hit, page)
    wanted = pair.codes[spec.pair.index(hit.frame.actor)]
    return bool(acts) and wanted not in acts and bool(acts & set(pair.codes))


def _is_thirds_act(hit: Hit, pair: Pair, page: Page) -> bool:
    """ "Peru paid for the flights of its own": who acts is named, and is none of the pair."""
    acts = _who_act(hit, page)
    return bool(acts) and not acts & set(pair.codes)


def _who_act(hit: Hit, page: Page) -> set[str]:
    heads = hit.args.get("subject", ())
    return {p.code for j in heads for p in parties_of(hit.s, hit.marks, page.memory, j)}


def _answered(hit: Hit, page: Page, spec: Specification) -> list[Pair]:
    """The pairs of those whose act it is, where the frame says on which side of the pair they stand."""
    if hit.frame.actor != spec.pair[1]:
        return []
    return [pair for pair in pairs_of_answer(hit, page) if _is_enough(hit, pair, page, spec)]


def _told_elsewhere(hit: Hit, page: Page) -> list[Pair]:
    """A move that lacks a party, on a page that tells of one pair, or has just told one that fits."""
    assert page.context is not None and hit.phrase is not None
    phrase = hit.phrase
    if not phrase.people or phrase.is_part or page.context.slots[1] in phrase.unnamed:
        return []  # "hundreds have been sent to third countries"
    pair = page.context.fitting(phrase, beside(hit.s, hit.marks))
    return [pair] if pair is not None else []


def _is_told_above(hit: Hit, page: Page) -> bool:
    """Whether the sentences just above tell of a deal, or of a move where a party acts on one."""
    at = page.index_of(hit.s)
    return any(
        (hit.frame.party_acts or not p.rule.moves) and not p.rule.votes and p.at < hit.at
        for row in page.phrases[max(0, at - 2) : at + 1]
        for p in row
    )


def _of_pronoun(hit: Hit, page: Page) -> Sequence[Pair | None]:
    """ "Parliament ratified it": the deal told last, in the sentences just above."""
    assert page.context is not None
    pair = page.context.near(hit.at, ())
    if pair is None:
        return []
    acts = [
        p for j in hit.args.get("subject", ()) for p in parties_of(hit.s, hit.marks, page.memory, j)
    ]
    usual = page.context.usual_first
    here = beside(hit.s, hit.marks)
    others = [p for p in here if p.code in usual and p.code not in pair.codes]
    if others and not any(p.code == pair.codes[0] for p in here):
        same = any(p.code == pair.codes[1] for p in named_in(hit.s, hit.marks))
        return [Pair(others[0], pair.second, "sender named beside the pair told above")] * same
    if len(acts) == 1 and acts[0].code not in pair.codes and acts[0].code not in usual:
        return [_with_who_acts(pair, acts[0])]
    return [pair]


def _with_who_acts(pair: Pair, party: Party) -> Pair:
    """ "Nigeria has refused" what others took: their sender, and who acts."""
    return Pair(pair.first, party, "sender of the pair told nearest")


def _answers_alike(hit: Hit, party: Party, spec: Specification) -> bool:
    """ "Zambia turned the request down", of which the page tells that others did not."""
    acts = {j for role in ("subject",) for j in hit.args.get(role, ())}
    said = any(m.code == party.code and m.last in acts for m in hit.marks.states)
    return hit.frame.party_acts and said and party.code not in spec.pack.vocabulary.usual_first


def _of_class(hit: Hit, page: Page, spec: Specification) -> list[Pair | None]:
    """ "It refused a British request": the states that act and that qualify what is acted on."""
    assert page.context is not None
    answered = [] if _is_of_else(hit) else _answered(hit, page, spec)
    told = {code for pair in answered for code in pair.codes if code}
    if not answered and not page.is_topical(spec.pair[1], told):
        return []
    if answered:
        return [*answered]
    named = who_takes_part(hit, page)
    for role in hit.frame.at:
        for j in hit.args.get(role, ()):
            named += named_below(hit, j) or listed_at(hit, j)
    codes = list(dict.fromkeys(p.code for p in named))
    if len(codes) == 1 and not _has_content(hit):
        near = page.context.near(hit.at, named)
        if near is None:
            likely = page.context.likely_first(codes[0], hit.at)
            usual = codes[0] in page.context.usual_first
            return [Pair(likely, named[0], LIKELY_SENDER)] if likely and not usual else []
        if codes[0] in near.codes:
            return [near]
        return [_with_who_acts(near, named[0])] if _answers_alike(hit, named[0], spec) else []
    listed = _of_list(named, page) if ANY_STATE in hit.frame.over else []
    if listed:
        return [*listed]
    if len(codes) != 2:
        return []
    sides = [next(p for p in named if p.code == code) for code in codes]
    pair = page.context.direct(sides[0], sides[1])
    return [pair] if pair is not None else []


def _of_list(named: Sequence[Party], page: Page) -> list[Pair]:
    """ "Officials sounded out Kenya, Togo and Belize": each with the one that is known to send."""
    assert page.context is not None
    each = list({p.code: p for p in named}.values())
    usual = [p for p in each if p.code in page.context.usual_first]
    others = [p for p in each if p not in usual]
    return page.context.of_list(others, usual) if len(usual) <= 1 else []


def _has_content(hit: Hit) -> bool:
    """Whether a clause says what is denied or asked: "suggestions that donors had leaned on it"."""
    s = hit.s
    heads = [j for role in hit.frame.at for j in hit.args.get(role, ())]
    return any(s.words[c].dep in ("acl", "relcl", "ccomp") for j in heads for c in s.children[j])


def _is_of_else(hit: Hit) -> bool:
    """Whether a clause says of what is refused that it is another thing: "an offer to sell ships"."""
    return _has_content(hit) and not any(
        hit.marks.is_a(k, "topic", "hub", "people", "moved", "third_country")
        for role in hit.frame.at
        for j in hit.args.get(role, ())
        for k in hit.s.subtree(j)
    )


def _party_acts(hit: Hit, page: Page) -> bool:
    """Whether a state is the subject: "most of their home countries had refused" is none's act."""
    if hit.s.words[hit.i].pos not in ("VERB", "AUX"):
        return True
    subjects = hit.args.get("subject", ())
    if hit.phrase is not None and hit.phrase.rule.moves and set(hit.phrase.people) & set(subjects):
        return False  # "asylum seekers who refused to go there"
    below = {k for j in subjects for k in hit.s.subtree(j)}
    if any(hit.marks.is_a(j, "legislature", "executive") for j in subjects):
        return True
    if hit.phrase is not None and any(hit.s.words[j].lemma == "they" for j in subjects):
        return all(hit.phrase.parties.values())  # "they agreed that Sweden rents cells in Estonia"
    return any(parties_of(hit.s, hit.marks, page.memory, j) for j in subjects) or any(
        mark.last in below and mark.how != "people" for mark in hit.marks.states
    )


def _takes_pair(hit: Hit, spec: Specification) -> bool:
    """Whether the frame's kind has slots of the pair, and they aren't filled in another way."""
    return not hit.frame.over and bool(set(spec.pair) & set(spec.pack.kind(hit.frame.kind).slots))


def _is_on_topic(hit: Hit, page: Page, spec: Specification, told: Collection[str]) -> bool:
    """A deal or talk counts by its own words; else by the page's topic and the states it speaks of."""
    phrase = hit.phrase
    assert phrase is not None and page.context is not None
    usual = spec.pack.vocabulary.usual_first
    among = bool(phrase.loose) and all(p.code in usual for p in phrase.loose)
    if phrase.on_topic is not None and not (among and not phrase.on_topic):  # returns between them
        return phrase.on_topic and not page.is_of_own(spec.pair[1], told)
    codes = {party.code for party in phrase.loose}
    pairs = [set(e.pair.codes) for e in page.context.evidence]
    if codes and any(codes <= pair for pair in pairs):
        return True
    return page.is_topical(spec.pair[1], told)


def _is_enough(hit: Hit, pair: Pair, page: Page, spec: Specification) -> bool:
    assert page.context is not None
    if pair.first is not None and pair.second is not None:
        usual = spec.pack.vocabulary.usual_first
        if pair.first.code == pair.second.code:
            return False
        if pair.second.code in usual and pair.first.code not in usual:
            return False  # a usual sender takes people in: resettlement, evacuation, a visa
        if pair.second.code in page.context.may_be_first and not page.context.is_able(pair.first):
            return False  # "come from Lebanon to Cyprus"
        if _is_between_others(hit, pair, page):
            return False
        if page.moves_own(pair.second.code) or page.sends_home(pair.second.code):
            return False
        if page.is_about_other_moves and not (pair.is_explicit and pair.first.code in usual):
            return False
        kind = spec.pack.kind(hit.frame.kind)
        if kind.stands_as and not is_told_plainly(hit, pair, page):
            return False
        if kind.stands_as and page.mixes_in_own(pair.second.code) and not _are_foreign(hit, pair):
            return False
        if (
            kind.stands_as
            and pair.is_guess
            and not are_sent(hit)
            and not are_counted_others(hit, pair, page)
        ):
            return False
        if kind.stands_as and not (
            pair.first.code in usual
            or _has_deal(page, pair)
            or (pair.is_told and (_are_foreign(hit, pair) or are_others_sent(hit, pair, page)))
        ):
            return False
        if pair.rule == LIKELY_SENDER and _takes_in(hit, pair, spec):
            return False  # "officials of the US are welcoming them": whence, nobody says
        told = pair.is_told and _are_foreign(hit, pair)
        if pair.first.code not in usual and not told and is_sent_on(page, pair):
            return False
        if page.other_moves and pair.rule in GUESSES:
            return False
        if page.other_moves > 1 and kind.stands_as and not pair.is_explicit:
            return False
        if kind.stands_as and page.is_about_own(pair.second.code) and not _are_foreign(hit, pair):
            return False
        if kind.stands_as and spec.pack.states.is_part(pair.second.code, pair.first.code):
            return False  # "transferred to Christmas Island" by Australia
        return _is_third_country(hit, pair) and not goes_home(hit, pair, page)
    missing = {
        slot for slot, side in zip(spec.pair, (pair.first, pair.second), strict=True) if not side
    }
    return hit.frame.pairless and not missing & set(hit.frame.needs)


def _takes_in(hit: Hit, pair: Pair, spec: Specification) -> bool:
    """Whether a usual sender is told to take people in."""
    roles = hit.phrase.rule.parties.get(spec.pair[1], ()) if hit.phrase is not None else ()
    return pair.codes[1] in spec.pack.vocabulary.usual_first and "subject" in roles


def _is_between_others(hit: Hit, pair: Pair, page: Page) -> bool:
    """ "With Qatar going between": people go home to a third state, and none to the pair's second."""
    assert page.context is not None and pair.second is not None
    phrase = hit.phrase
    if phrase is None or phrase.rule.moves or phrase.on_topic is not None:
        return False
    ends = {e.pair.codes[1] for e in page.context.evidence}
    own = [code for code in ends if code is not None and page.moves_own(code)]
    return bool(own) and page.context.second_votes[pair.second.code] == 0


def _has_deal(page: Page, pair: Pair) -> bool:
    """Whether the page tells of a deal on people with one of a pair's states."""
    return any(
        phrase.on_topic is not False and {p.code for p in phrase.loose} & set(pair.codes)
        for row in page.phrases
        for phrase in row
        if not phrase.rule.moves and not phrase.rule.votes
    )


#: How far above a relative clause stands what it speaks of, where the parse takes another.
NEAR = 3


def _is_of_unnamed(hit: Hit) -> bool:
    """ "Two more Caribbean countries confirmed talks": who they are is told elsewhere, if at all."""
    s = hit.s
    subjects = hit.args.get("subject", []) or support(s, hit.i).get("subject", [])
    if s.words[hit.i].dep == "relcl":  # "one of the countries in the world that have agreements"
        subjects = [*subjects, *islice(s.ancestors(hit.i), NEAR)]
    return any(
        hit.marks.is_a(j, "descriptive")
        and s.words[j].tag == "NNS"
        and s.words[phrase_of(s, j)[0]].lemma not in NAMING
        and not any(mark.last in s.subtree(j) and mark.how == "name" for mark in hit.marks.states)
        for j in subjects
    )


def _are_foreign(hit: Hit, pair: Pair) -> bool:
    """Whether the people are told to be of another state than the two."""
    assert hit.phrase is not None
    nations = nations_of(hit.s, hit.marks, hit.phrase.people)
    return any(mark.code not in pair.codes for mark in nations)


def _is_third_country(hit: Hit, pair: Pair) -> bool:
    """People sent to the state whose own they are make no transfer to a third country."""
    phrase = hit.phrase
    if phrase is None or pair.second is None or not phrase.people:
        return True
    return not are_own(hit.s, hit.marks, phrase.people, pair.second.code)


def is_guess(hit: Hit, pair: Pair | None) -> bool:
    return (
        pair is not None
        and pair.is_guess
        and hit.phrase is not None
        and hit.phrase.on_topic is not True
    )
