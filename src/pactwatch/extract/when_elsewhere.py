"""Claims of a page that have no day of their own → those whose day the page tells elsewhere.

A headline tells the step, the third paragraph who announced it, and on what day; a lead says that
people "have been flown there", and the next sentence when the aircraft came down. Only the day of
the same event is taken, with its words as grounds: a day that another verb has for itself, that
lies ahead, or that several events may claim, dates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pactwatch.extract.factuality import happened
from pactwatch.extract.hit import Hit
from pactwatch.extract.page import Page
from pactwatch.extract.parse import Sentence
from pactwatch.extract.sameness import forms_meet
from pactwatch.extract.specification import Specification
from pactwatch.extract.timing import COMING, begun, chief_of, governor_of, is_of_day
from pactwatch.extract.whose_day import SPEAKING
from pactwatch.nouns import Claim, Quantity, When

#: How many sentences at the top of a page, its headlines aside, tell when its news was told.
TOP = 5
#: How many sentences below that of the day still go on with the same news.
GOING_ON = 2
#: Words by which a sentence tells of what was before the news.
BEFORE = frozenset("earlier previously already originally formerly recently before since".split())
#: What they tell lasts, and is no news of a day.
LASTING = frozenset({"be", "have"})
BACKGROUND = frozenset({"acl", "relcl", "amod", "advcl", "compound", "pcomp"})


def date_from_elsewhere(claims: Iterable[Claim], page: Page, spec: Specification) -> list[Claim]:
    """The claims in their order, dated where the page tells their day in another place."""
    told = list(claims)
    for moves in (True, False):  # what a step stands for first
        told = [
            _dated(claim, told, page, spec)
            if claim.when is None and bool(spec.pack.kind(claim.kind).stands_as) == moves
            else claim
            for claim in told
        ]
    return told


def _dated(claim: Claim, told: Sequence[Claim], page: Page, spec: Specification) -> Claim:
    kind = spec.pack.kind(claim.kind)
    if not (kind.hub or kind.stands_as) or claim.factuality not in ("asserted", "reported"):
        return claim
    hits = list(_hits_of(claim, page))
    if kind.stands_as:
        found = _of_coming(claim, told, page, spec)
        rule = "its day is that on which they came or left"
    elif when := _of_what_stands_for_it(claim, told, spec):
        found, rule = when, "its day is that of what happened under the deal"
    elif when := _of_same_words(claim, hits, told, page):
        found, rule = when, "its day is that of what the same words tell"
    elif when := _of_what_it_points_to(hits, page):
        found, rule = when, "its day is that on which the next sentence says that it was done"
    elif when := _of_its_name(hits, page):
        found, rule = when, "its day is that of what the page calls it"
    elif when := _of_news(claim, hits, told, page, spec):
        found, rule = when, "its day is that on which the page says that the news was told"
    else:
        found = _of_telling(claim, hits, page, spec)
        rule = "its day is that on which somebody told that it goes on"
    if found is None:
        return claim
    return replace(claim, when=begun(found, kind), why=(*claim.why, rule))


def _hits_of(claim: Claim, page: Page) -> Iterator[Hit]:
    """The hits from which a claim was made."""
    places = {(claim.span.start, claim.span.end), *claim.mentions}
    for hit in page.hits:
        at_place = hit.frame.kind == claim.kind and (hit.s.start, hit.s.end) in places
        told = all(claim.value(slot) == value for slot, value in hit.frame.sets.items())
        if at_place and told and not hit.is_contrary:
            yield hit


def _pair(claim: Claim, spec: Specification) -> tuple[object, ...]:
    return tuple(claim.value(slot) for slot in spec.pair)


def _of_what_stands_for_it(claim: Claim, told: Sequence[Claim], spec: Specification) -> When | None:
    """The step that a move stands for has its day: the one told with it, or the only one told."""
    stage = claim.value(spec.pack.hub.progress or "")
    moves = [
        other
        for other in told
        if _pair(other, spec) == _pair(claim, spec)
        and spec.pack.kind(other.kind).stands_as == stage
        and other.when is not None
    ]
    for other in moves:
        places = {(other.span.start, other.span.end), *other.mentions}
        if (claim.span.start, claim.span.end) in places:
            return other.when
    days = [other.when for other in moves if other.when is not None]
    one = bool(days) and all(forms_meet(days[0].form, when.form) for when in days[1:])
    return days[0] if one else None


def _of_same_words(
    claim: Claim, hits: Sequence[Hit], told: Sequence[Claim], page: Page
) -> When | None:
    """A court's word is a claim of its own, and the step that it means has its day."""
    triggers = {hit.at for hit in hits}
    others = (c for c in told if c.when is not None and c.kind != claim.kind)
    return next(
        (c.when for c in others if any(hit.at in triggers for hit in _hits_of(c, page))), None
    )


#: What a court gives; other events are named after their verb ("signing", "suspension").
OF_COURT = frozenset("judgment judgement verdict decision".split())
#: What a parliament does where it approves or refuses.
OF_VOTE = frozenset("vote ballot division roll-call".split())
LEAST = 3  #: letters that a verb and its noun share at least


def _of_its_name(hits: Sequence[Hit], page: Page) -> When | None:
    """ "Wednesday's ruling", "the signing took place on Tuesday": the day of the only such event."""
    verbs = {hit.s.words[hit.i].lemma for hit in hits if not hit.frame.weak}
    others = set(OF_COURT) if any(hit.marks.has("bench") for hit in hits) else set()
    others |= set(OF_VOTE) if any(hit.marks.has("legislature") for hit in hits) else set()
    found = [
        when
        for s in page.sentences
        for when in page.dates_in(s.start, s.end)
        if (i := _name_of_event(s, when)) is not None
        and (
            s.words[i].lemma in others
            or any(_is_named_after(s.words[i].lemma, verb) for verb in verbs)
        )
    ]
    alike = [h for h in page.hits if h.s.words[h.i].lemma in verbs and h not in hits]
    if any(h.frame.sets == hit.frame.sets for h in alike for hit in hits):
        return None
    one_day = found and all(forms_meet(found[0].form, w.form) for w in found[1:])
    return found[0] if one_day else None


def _of_what_it_points_to(hits: Sequence[Hit], page: Page) -> When | None:
    """ "They have signed a pact. It was done on Tuesday": the day of what a pronoun takes up."""
    for hit in hits:
        at = page.index_of(hit.s) + 1
        alone = not page.dates_in(hit.s.start, hit.s.end) and not hit.frame.weak
        for s in page.sentences[at : at + 1] if alone else ():
            for when in page.dates_in(s.start, s.end):
                k = chief_of(s, when)
                verb = governor_of(s, k) if k is not None else None
                if verb is None or s.words[verb].lemma not in {*TAKING_PLACE, "do"} - {
                    "be",
                    "hold",
                }:
                    continue
                subjects = [c for c in s.children[verb] if s.words[c].dep in SUBJECTS]
                points = any(s.words[c].lemma in ("it", "this", "that") for c in subjects)
                objects = any(s.words[c].dep in ("dobj", "attr") for c in s.children[verb])
                if points and happened(s, verb) and (not objects or s.words[verb].lemma == "take"):
                    return when
    return None


def _is_named_after(noun: str, verb: str) -> bool:
    stem = verb.removesuffix("e").removesuffix("y")
    stem = stem[: max(LEAST, len(stem) - 1)] if len(stem) > LEAST + 1 else stem
    return (
        len(stem) >= LEAST and noun.startswith(stem) and noun.endswith(("ing", "ion", "al", "ure"))
    )


def _name_of_event(s: Sentence, when: When) -> int | None:
    """The noun that has a day: before it ("Tuesday's signing"), behind it, or through its verb."""
    k = chief_of(s, when)
    if k is None or not (is_of_day(when.form) or re.match(r"XXXX-\d\d(?![-\d])", when.form)):
        return None
    if when.words.endswith(("'s", "’s")) and (first := s.word_at(when.end + 1)) is not None:
        near = range(first, min(first + 3, len(s.words)))
        return next((i for i in near if s.words[i].pos == "NOUN"), None)
    for a in s.ancestors(k):
        word = s.words[a]
        if word.pos == "NOUN" and s.words[k].dep in ("poss", "pobj", "npadvmod", "compound"):
            named = [c for c in s.children[a] if s.words[c].dep in ("compound", "amod")]
            return named[0] if word.lemma == "ceremony" and named else a
        if word.pos in ("VERB", "AUX"):
            if word.dep == "acl":
                return word.head
            subjects = [c for c in s.children[a] if s.words[c].dep in SUBJECTS]
            return subjects[0] if subjects and word.lemma in TAKING_PLACE else None
    return None


#: Verbs by which an event has its day: "the signing took place on Tuesday".
TAKING_PLACE = frozenset("take come happen occur be hold follow".split())


def _of_news(
    claim: Claim, hits: Sequence[Hit], told: Sequence[Claim], page: Page, spec: Specification
) -> When | None:
    """The day on which the top of the page says that its news was told, for a step that is news."""
    news = _day_of_news(page)
    if news is None or not _may_be_of(_pair(claim, spec), page.index_at(news.start), page):
        return None
    headlines = page.sentences[: _first_of_body(page)]
    loud = {word.lemma for s in headlines for word in s.words}
    if not any(_is_news(hit, news, page, hit.s.words[hit.i].lemma in loud) for hit in hits):
        return None
    others = [c for c in told if c is not claim and spec.pack.kind(c.kind).hub]
    taken = [
        c
        for c in others
        if c.when is not None
        and _pair(c, spec) == _pair(claim, spec)
        and (c.when.start == news.start or forms_meet(c.when.form, news.form))
    ]
    return news if not taken else None


def _of_telling(claim: Claim, hits: Sequence[Hit], page: Page, spec: Specification) -> When | None:
    """ "They are in talks, he confirmed. … he told The Times on Tuesday": what lasts goes on that day."""
    first = _first_of_body(page)
    lasting = [h for h in hits if h.frame.lasts and "had" not in _helpers(h)]
    if not any(page.index_of(h.s) < first + TOP for h in lasting):
        return None
    for s in page.sentences[first : first + TOP]:
        for when in page.dates_in(s.start, s.end):
            k = s.word_at(when.start)
            verb = governor_of(s, k) if k is not None else None
            telling = verb is not None and s.words[verb].lemma in SPEAKING and happened(s, verb)
            here = _may_be_of(_pair(claim, spec), page.index_at(when.start), page)
            if telling and here and is_of_day(when.form):
                return when
    return None


def _may_be_of(pair: tuple[object, ...], sentence: int, page: Page) -> bool:
    """Whether a sentence names one of a pair, or no state at all."""
    places = {m.code for m in page.marks[sentence].states if m.how not in ("adjective", "people")}
    return not places or bool(places & set(pair))


def _day_of_news(page: Page) -> When | None:
    """The first day that the first sentence of the body gives to a deed; a day of telling is none."""
    first = _first_of_body(page)
    for s in page.sentences[first : first + 1]:
        for when in page.dates_in(s.start, s.end):
            k = s.word_at(when.start)
            governor = governor_of(s, k) if k is not None else None
            if governor is None or not is_of_day(when.form) or not happened(s, governor):
                continue
            word = s.words[governor]
            if word.dep in ("ROOT", "ccomp", "parataxis") and word.lemma not in SPEAKING:
                return when
    return None


def _is_news(hit: Hit, news: When, page: Page, in_headline: bool) -> bool:
    """Whether a hit is what the page reports as new: in its headline, or where the news goes on.

    What "has been agreed" is news by itself; what "was agreed" only where a headline tells it too.
    Who "has a deal" has had it, nobody knows how long.
    """
    s, word = hit.s, hit.s.words[hit.i]
    if hit.frame.weak or hit.frame.early:
        return False
    if any(not news.start <= w.start < news.end for w in page.dates_in(s.start, s.end)):
        return False
    lemmas = {w.lemma.lower() for w in s.words}
    helpers = _helpers(hit)
    if word.dep in BACKGROUND or lemmas & BEFORE or "had" in helpers or word.lemma in LASTING:
        return False
    here, first = page.index_of(s), _first_of_body(page)
    if here < first:
        return True
    if not (in_headline or word.tag in ("VBZ", "VBP") or helpers & {"has", "have"}):
        return False
    return here <= page.index_at(news.start) + GOING_ON and here < first + TOP


def _helpers(hit: Hit) -> set[str]:
    return {hit.s.words[c].text.lower() for c in hit.s.children[hit.i]}


def _first_of_body(page: Page) -> int:
    """Which sentence is the first behind the headlines, which have no full stop."""
    ends = [s.text.rstrip()[-1:] for s in page.sentences]
    return next((i for i, end in enumerate(ends) if end in '.!?”"'), 0)


def _of_coming(claim: Claim, told: Sequence[Claim], page: Page, spec: Specification) -> When | None:
    """The day on which those moved came or left, where the page tells of one such move alone."""
    if not any("had" not in _helpers(hit) for hit in _hits_of(claim, page)):
        return None
    moves = [c for c in told if spec.pack.kind(c.kind).stands_as and c.factuality != "planned"]
    if any(_pair(c, spec) == _pair(claim, spec) for c in moves if c is not claim):
        return None
    found = [
        when for s in page.sentences for when in _coming(s, claim, page, spec, len(moves) == 1)
    ]
    first = found[0] if found else None
    return first if first and all(forms_meet(first.form, w.form) for w in found[1:]) else None


def _coming(
    s: Sentence, claim: Claim, page: Page, spec: Specification, alone: bool
) -> Iterator[When]:
    """The days that a sentence tells of people, or of what carries them, that come or leave.

    Where the page moves people by another way too, it must say their number or where they go.
    """
    marks = page.marks[page.index_of(s)]
    places = {mark.code for mark in marks.states if mark.how not in ("adjective", "people")}
    if places and not places & set(_pair(claim, spec)):
        return
    if (
        not alone
        and not (_numbers(claim) & {w.text.lower() for w in s.words})
        and (claim.value(spec.pair[1]) not in places)
    ):
        return
    for when in page.dates_in(s.start, s.end):
        if _is_of_move(s, when, page):
            yield when
        i = _verb_of(s, when)
        if i is None or s.words[i].lemma not in COMING or not happened(s, i):
            continue
        under = [j for c in s.children[i] if s.words[c].dep in SUBJECTS for j in s.subtree(c)] or [
            j for j in range(i) if s.words[j].pos == "NOUN"
        ]
        those = ("they", "he", "she") if _is_of_one(claim) else ("they",)
        if any(marks.is_a(j, "people", "flight") or s.words[j].lemma in those for j in under):
            yield when


def _is_of_move(s: Sentence, when: When, page: Page) -> bool:
    """ "Tuesday's transfer marks the third": the day of a move, or of what carried people."""
    if not when.words.endswith(("'s", "’s")) or not is_of_day(when.form):
        return False
    at = page.index_of(s)
    i = _name_of_event(s, when)
    moves = any(p.i == i and p.rule.moves for p in page.phrases[at])
    return i is not None and (moves or page.marks[at].is_a(i, "flight"))


SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def _verb_of(s: Sentence, when: When) -> int | None:
    """The verb that has a day, by the parse; where it has none, the last of coming before it."""
    k = s.word_at(when.start)
    governor = governor_of(s, k) if k is not None else None
    if governor is not None or k is None:
        return governor
    return next((i for i in range(k, -1, -1) if s.words[i].lemma in COMING), None)


def _is_of_one(claim: Claim) -> bool:
    """Whether a claim tells that one person was moved: "he left on Wednesday" is of that one."""
    return any(isinstance(slot.value, Quantity) and slot.value.max == 1 for slot in claim.slots)


def _numbers(claim: Claim) -> set[str]:
    """How many were moved, in the words and in the figure of the claim."""
    told = [slot.value for slot in claim.slots if isinstance(slot.value, Quantity)]
    return {word for q in told for word in (q.words.lower(), str(q.min))}
