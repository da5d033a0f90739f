"""Hit → the date that is its own: what hangs on its verb, else the only one of its sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pactwatch.domain import Kind
from pactwatch.extract.arguments import OBJECT_CONTROL, phrase_of
from pactwatch.extract.factuality import CONDITIONAL, FUTURE
from pactwatch.extract.hit import Hit
from pactwatch.extract.page import Page
from pactwatch.extract.pair import Pair
from pactwatch.extract.parse import Sentence
from pactwatch.extract.whose_day import (
    SPEAKING,
    is_aside,
    is_beside,
    is_elsewhere,
    is_of_telling,
    is_parted,
)
from pactwatch.nouns import Factuality, When

#: Of these the words that say no more than that somebody said it.
PLAINLY_SAYING = frozenset(
    "say tell add note write post tweet explain comment respond speak".split()
)


#: How the form of a time ends that goes on: what is counted since then is no single event.
SINCE = "/.."


#: A month or day without year of which the tense tells that it lies behind.
BEHIND_US = re.compile(r"^(XXXX-\d\d(?:-\d\d)?)<=(?!.*@)")


def begun(when: When | None, kind: Kind, told: Factuality = "asserted") -> When | None:
    """ "Sent there since July": a step that lasts was taken on the first of its days.

    What has happened lies behind, however long ago: "on 15 March", told in December.
    """
    if when is None:
        return when
    form = when.form.removesuffix(SINCE) if kind.hub else when.form
    if (kind.hub or kind.stands_as) and told in ("asserted", "reported"):
        form = BEHIND_US.sub(r"\1<<", form)
    return replace(when, form=form)


def when_of(hit: Hit, kind: Kind, page: Page, pair: Pair | None = None) -> When | None:
    """The date that hangs on the trigger; else, the sentence's only one, if nothing else has it.

    Of several, that right behind the pair's second state, or behind the figure of the people, is its
    own: "to Ghana on 3 May and to Kenya on 5 May", "nine on 24 November, twenty on 22 January".
    """
    s = hit.s
    told = page.dates_in(s.start, s.end)
    behind = _behind(hit, told, pair, page)
    if kind.stands_as and behind is not None:
        return behind
    if kind.stands_as and _is_anothers(hit, told, page):
        return None
    free: list[When] = []
    for when in told:
        k = chief_of(s, when)
        if k is None or is_parted(hit, when) or _is_deadline(s, k):
            continue
        if kind.stands_as and (_is_reached_by(s, when) or _is_beside(s, k)):
            continue
        if _is_of_earlier(hit, k, EARLIER if kind.stands_as else FOLLOWING):
            continue
        governor = governor_of(s, k)
        if _hangs_on(hit, when) or _is_of_move_named(hit, k):
            return when
        if kind.stands_as and governor is not None and governor == _came_with(hit):
            return when
        own = _own_words(hit)
        opens = kind.stands_as and len(told) == 1 and _opens(s, when) and _is_main(s, hit.i)
        if opens and (governor is None or s.words[governor].lemma not in SPEAKING):
            return when
        of_noun = _is_of_noun(s, k)
        if governor in own and not (of_noun and _is_of_deal(hit, k, told, page)):
            return when
        deal = own & set(_up_to_verb(s, k))
        if kind.hub and of_noun and deal and not _is_of_deal(hit, k, told, page):
            return when
        if governor is None or (s.words[governor].lemma in _sayings(hit, kind)):
            continue
        if _is_of_noun(s, k) or is_aside(hit, governor, page) or _is_unreal(hit, governor):
            continue
        if is_elsewhere(hit, governor, when, kind, page):
            continue
        if not kind.stands_as or _is_of_move(hit, governor, page):
            free.append(when)
    if behind is not None:
        return behind
    chained = [w for w in free if _is_near(hit, governor_of(s, s.word_at(w.start) or 0))]
    if len(chained) > 1:
        chained = _without_others(chained, hit, page) or chained
    if len(chained) == 1:
        return chained[0]
    if len(free) == 1 and len(told) == 1:
        return free[0]
    over = set(s.ancestors(hit.i))
    above = [w for w in free if governor_of(s, s.word_at(w.start) or 0) in over]
    if kind.hub and len(above) == 1:
        return above[0]
    return next((w for w in page.fact_dates if kind.hub and _is_last_before(w, hit, page)), None)


def _own_words(hit: Hit) -> set[int]:
    """The words whose day is a hit's: its trigger, its deal, the verb by which what a noun names begins."""
    s, word = hit.s, hit.s.words[hit.i]
    own = {hit.i, hit.phrase.i} if hit.phrase is not None else {hit.i}
    if word.dep in ("nsubj", "nsubjpass") and not hit.frame.early:
        own |= {word.head} if s.words[word.head].lemma in BEGINNING else set()
    return own


#: Verbs by which a deal is made, and has its day.
CONCLUDING = frozenset("sign conclude reach strike make seal ink agree initial clinch".split())


def _is_of_deal(hit: Hit, k: int, told: Sequence[When], page: Page) -> bool:
    """ "The 2024 deal ended in May", "ratified the 2022 treaty": the day of the deal is none of what a
    verb tells of it, but that it was made, where no other day is told of that.
    """
    s, word = hit.s, hit.s.words[hit.i]
    thing = next((a for a in s.ancestors(k) if s.words[a].pos == "NOUN"), k)
    deals = {p.i for p in page.all_phrases[page.index_of(s)] if not p.rule.moves}
    if word.pos != "VERB" or hit.frame.weak or thing not in deals:
        return False
    if word.lemma not in CONCLUDING:
        return True
    chiefs = [c for when in told if (c := chief_of(s, when)) is not None and c != k]
    return any(governor_of(s, c) == hit.i and not _is_of_noun(s, c) for c in chiefs)


#: How those who are moved come and go; their day is the move's.
COMING = frozenset("arrive land touch depart leave fly reach disembark come".split())


def _came_with(hit: Hit) -> int | None:
    """ "The first plane, which carried nine men, came on Monday": the verb whose day is the move's too."""
    s, word = hit.s, hit.s.words[hit.i]
    thing = s.words[word.head]
    told = word.dep in ("relcl", "acl") and thing.dep in ("nsubj", "nsubjpass")
    return thing.head if told and s.words[thing.head].lemma in COMING else None


def _is_unreal(hit: Hit, governor: int) -> bool:
    """ "Could be passed this week to get round the ruling": the day of what is yet to come, if it does."""
    s = hit.s
    ahead = any(
        s.words[c].dep == "aux" and s.words[c].text.lower() in CONDITIONAL | FUTURE
        for c in s.children[governor]
    )
    return hit.told == "asserted" and ahead and hit.i not in s.ancestors(governor)


def _hangs_on(hit: Hit, when: When) -> bool:
    """ "On 10 October, when it sent seven men": what a clause tells of the day itself."""
    s = hit.s
    heads = (s.words[j].head for j in (hit.i, *s.ancestors(hit.i)) if s.words[j].dep == "relcl")
    return any(when.start <= s.start + s.words[k].start < when.end for k in heads)


def is_day_of_telling(hit: Hit, when: When) -> bool:
    """Whether a hit's day is that on which somebody told it; the deed may be older."""
    k = chief_of(hit.s, when)
    governor = governor_of(hit.s, k) if k is not None else None
    return governor is not None and is_of_telling(hit, governor)


def _sayings(hit: Hit, kind: Kind) -> frozenset[str]:
    """The verbs whose date is none of the event's.

    A step of the hub is dated by who tells it, if he tells it as news: "it has agreed, she said on
    Tuesday"; not where it is but background: "people came under an accord reached earlier".
    """
    if not kind.hub:
        return SPEAKING
    if hit.frame.lasts:
        return frozenset()
    background = hit.frame.weak or hit.s.words[hit.i].dep in ("acl", "relcl", "amod")
    return PLAINLY_SAYING if background else frozenset()


def _behind(hit: Hit, told: Sequence[When], pair: Pair | None, page: Page) -> When | None:
    """Of several dates that right behind the people's figure or the second state, else that before them."""
    if len(told) < 2:
        return None
    text, s = page.text, hit.s
    people = hit.phrase.people if hit.phrase is not None else []
    counts = [s.range_of(j, j)[1] for j in people if s.words[j].pos == "NUM"]
    place = pair.second if pair is not None else None
    begins = [s.range_of(phrase_of(s, j)[0], j)[0] for j in people if j > hit.i]
    least = min(begins, default=hit.at)
    after = [place.end] if place is not None and place.start > least else []
    rows = (
        (w for at in counts for w in told if BEHIND.fullmatch(text, at, w.start)),
        (w for at in after for w in told if _is_right_behind(page, s, at, w)),
        (w for at in begins for w in told if BEFORE.fullmatch(text, w.end, at)),
    )
    return next((when for row in rows for when in row), None)


def _is_anothers(hit: Hit, told: Sequence[When], page: Page) -> bool:
    """ "Three to Mali, seven to Chad in May, five to Fiji in July and eight to Togo": of the first and
    of the last no day is told."""
    if len(told) < 2:
        return False
    s, mine = hit.s, _first_of(hit)
    others = [_first_of(h) for h in page.hits if h.s is s and h.i == hit.i and h.frame is hit.frame]
    later = [at for at in others if at > mine]
    days = [when.start for when in told if when.start > hit.at]
    return any(at < mine for at in days) or (bool(later and days) and min(later) < min(days))


def _first_of(hit: Hit) -> int:
    """Where those begin whom a hit moves, in the document."""
    people = hit.phrase.people if hit.phrase is not None else []
    return min((hit.s.range_of(phrase_of(hit.s, j)[0], j)[0] for j in people), default=hit.at)


def _is_of_earlier(hit: Hit, k: int, words: Collection[str]) -> bool:
    """ "Will take ten, following the arrival of five in July": the day of what came before, and not of
    what is told above it."""
    s = hit.s
    apart = [a for a in s.ancestors(k) if s.words[a].dep == "prep" and s.words[a].lemma in words]
    return any(s.words[k].head != a and hit.i not in s.subtree(a) for a in apart)


#: What stands behind these came before what the verb tells.
FOLLOWING = frozenset({"follow", "following"})
EARLIER = FOLLOWING | {"after", "since", "despite"}


def _is_of_move_named(hit: Hit, k: int) -> bool:
    """ "Last month's deportation of five men", "the July transfers": the day of what a noun names."""
    s = hit.s
    return s.words[hit.i].pos == "NOUN" and s.words[k].head == hit.i and k < hit.i


#: What is told of an event that a noun names, and has its day: "talks began in May".
BEGINNING = frozenset("begin start open resume take happen occur come".split())

#: What may stand between a state and the date that is its own.
BEHIND = re.compile(r",?\s+(?:(?:more|others?|further)\s+)?(?:(?:on|in|of)\s+)?")


def _is_right_behind(page: Page, s: Sentence, at: int, when: When) -> bool:
    """ "To Chad in May, five to Fiji"; not "to Chad, in May five to Fiji"."""
    if not BEHIND.fullmatch(page.text, at, when.start):
        return False
    k = s.word_at(when.end + 1)
    return page.text[at] != "," or k is None or s.words[k].pos != "NUM"


#: What may stand between a date that opens a clause and the people of whom it tells.
BEFORE = re.compile(r",?\s+(?:(?:at least|about|around|some|only|another|a further)\s+)?")


def _is_of_move(hit: Hit, governor: int, page: Page) -> bool:
    """Whether a verb that has a date stands above the move, or moves people itself.

    "The deal signed in May" and "men convicted in 2010" tell nothing of when they were sent.
    """
    if governor in hit.s.ancestors(hit.i):
        return True
    moves = page.phrases[page.index_of(hit.s)]
    return any(p.i == governor and p.rule.moves for p in moves)


def chief_of(s: Sentence, when: When) -> int | None:
    """The word of a date that hangs on another outside of it."""
    k = s.word_at(when.start)
    while k is not None and (head := s.words[k].head) != k:
        if not when.start <= s.start + s.words[head].start < when.end:
            return k
        k = head
    return k


def _opens(s: Sentence, when: When) -> bool:
    """ "On Friday a man who had come by boat was deported": a day at the head of its sentence."""
    return when.start - s.start - s.words[0].start <= len("on the ")


def _is_main(s: Sentence, i: int) -> bool:
    """Whether a verb is its sentence's own, or what somebody says there."""
    word = s.words[i]
    above = s.words[word.head]
    return word.dep == "ROOT" or (word.dep == "ccomp" and above.lemma in SPEAKING)


def _is_deadline(s: Sentence, k: int) -> bool:
    """ "Until March", "before 1 May": what is waited for is no day of what is told."""
    bounds = ("until", "till", "before")
    return any(s.words[a].text.lower() in bounds for a in _up_to_verb(s, k))


def _is_reached_by(s: Sentence, when: When) -> bool:
    """ "By the end of March 300 had been moved": on many days, of which that is the last."""
    return bool(REACHED_BY.search(s.text, 0, when.start - s.start))


REACHED_BY = re.compile(r"\b(?:by|up to|as of)(?: the)?\s+$", re.IGNORECASE)


def _is_beside(s: Sentence, k: int) -> bool:
    """ "Under the pact of last summer 300 were handed over": the day of what is named by the way."""
    above = (a for a in s.ancestors(k) if s.words[a].pos == "NOUN")
    return _is_of_noun(s, k) and is_beside(s, next(above, k))


def _is_of_noun(s: Sentence, k: int) -> bool:
    """ "A letter of September 2025", "the April 2022 accord": the day of a thing, not of the verb."""
    word, high = s.words[k], s.words[k].head
    if word.dep == "pobj" and s.words[high].lemma == "of":
        thing = s.words[s.words[high].head]
        return thing.pos == "NOUN" and thing.lemma not in PART_OF_TIME
    kept = {s.words[c].dep for c in s.children[high] if c < k}
    inside = word.dep in ("compound", "nummod", "nmod")
    before = word.dep == "poss" or (inside and kept & {"det", "poss"})
    return bool(before) and s.words[high].pos == "NOUN"


#: What a day is said to have: "on the night of 15 March" is no day of a thing.
PART_OF_TIME = frozenset(
    "night morning evening afternoon eve hour noon dawn week weekend month year day end start beginning "
    "middle close course summer autumn winter spring half".split()
)


def _up_to_verb(s: Sentence, k: int) -> Iterator[int]:
    """The words above one, up to the verb."""
    for a in s.ancestors(k):
        if s.words[a].pos in ("VERB", "AUX"):
            return
        yield a


def _without_others(told: Sequence[When], hit: Hit, page: Page) -> list[When]:
    """Of several dates those that no other event of the sentence has for itself."""
    others = {h.i for h in page.hits if h.s is hit.s and h.i != hit.i}
    return [w for w in told if governor_of(hit.s, hit.s.word_at(w.start) or 0) not in others]


def _is_last_before(when: When, hit: Hit, page: Page) -> bool:
    """Whether a hit is what the sentence tells last before "after the government took office"."""
    kind = hit.frame.kind
    before = [
        h.at for h in page.hits if h.s is hit.s and h.at < when.start and h.frame.kind == kind
    ]
    return hit.s.start <= when.start < hit.s.end and bool(before) and max(before) == hit.at


def is_of_day(form: str) -> bool:
    """Whether a form tells one day, not a month or a year, that doesn't lie ahead."""
    return (
        bool(re.match(r"(?:WD-\d|D[+-]\d|(?:XXXX|\d{4})-\d\d-\d\d)(?![^@]*>)", form))
        and "/" not in form
    )


def lies_ahead(form: str) -> bool:
    """Whether a form tells a day that is yet to come, whenever the page was published."""
    return bool(AHEAD.match(form))


AHEAD = re.compile(r"(?:[YQMWD]\+[1-9]|P\+\d+[YMWD]~?$|(?:WD-\w+|XXXX-\d\d(?:-\d\d)?)>)")


def governor_of(s: Sentence, k: int) -> int | None:
    """The nearest verb above a word; "including" is none."""
    verbs = (a for a in s.ancestors(k) if s.words[a].pos in ("VERB", "AUX"))
    return next(
        (a for a in verbs if s.words[a].lemma != "include" or s.words[a].dep != "prep"), None
    )


def _is_near(hit: Hit, governor: int | None) -> bool:
    """Whether the verb that has the date is bound to the trigger without a clause between."""
    s = hit.s
    if governor is None:
        return False
    if s.words[governor].head == hit.i and s.words[hit.i].lemma in OBJECT_CONTROL:
        return True  # "let it stand in January"
    bound = frozenset("xcomp conj aux auxpass acl advcl pcomp prep dobj pobj".split())
    for low, high in ((hit.i, governor), (governor, hit.i)):
        j = low
        while j != high and s.words[j].dep in bound and s.words[j].head != j:
            j = s.words[j].head
        if j == high:
            return True
    return False
