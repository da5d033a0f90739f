"""Hit → whether it tells what became of people where they were sent, and not a custom, or the move itself.

What enters: a hit of a kind that hangs on the receiving state alone, with the state in which it is told
to happen. What leaves: yes or no. What befell people before they were moved is journeys' business.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.extract.arguments import phrase_of
from pactwatch.extract.hit import Hit
from pactwatch.extract.page import Page
from pactwatch.extract.parse import Sentence
from pactwatch.extract.people import nations_of
from pactwatch.nouns import Value


def befell_them(hit: Hit, page: Page, place: Value | None, people: Sequence[int]) -> bool:
    """Whether a hit tells what happened to people in a place to which they had come."""
    s = hit.s
    if _goes_there(hit, place) or _is_under_way(hit) or _are_senders_own(hit, page, people):
        return False
    if _are_onlookers(hit, page, people):
        return False
    return not (hit.frame.deed and _is_custom(s, hit.i))


def _goes_there(hit: Hit, place: Value | None) -> bool:
    """ "Thirteen were sent back to France": where France takes them in, that is how they came."""
    s, below = hit.s, set(hit.s.subtree(hit.i))
    return any(
        m.code == place and m.first in below and s.words[m.first - 1].lemma in ("to", "into")
        for m in hit.marks.states
        if m.first > hit.i
    )


#: Those who come to see people who were moved, and are held or let go themselves.
ONLOOKERS = frozenset("journalist reporter correspondent photographer activist protester".split())


def _are_onlookers(hit: Hit, page: Page, people: Sequence[int]) -> bool:
    """ "Four journalists came. They were detained": a pronoun for others than those who were moved."""
    s = hit.s
    if not people or any(s.words[j].pos != "PRON" for j in people):
        return False
    at = page.index_of(s)
    above = [w.lemma for t in page.sentences[max(0, at - 1) : at] for w in t.words]
    return bool(ONLOOKERS & {*above, *(w.lemma for w in s.words[: min(people)])})


def _are_senders_own(hit: Hit, page: Page, people: Sequence[int]) -> bool:
    """ "The swap freed ten Americans": nationals of who sends people are none of those whom it sent."""
    assert page.context is not None
    senders = {e.pair.codes[0] for e in page.context.evidence}
    nations = {mark.code for mark in nations_of(hit.s, hit.marks, people) if mark.how != "name"}
    return bool(nations) and nations <= senders


def _is_under_way(hit: Hit) -> bool:
    """ "Died at sea", "drowned on the way", "held after they came by boat"."""
    s = hit.s
    places = [k for role in ("at", "on", "in") for k in hit.args.get(role, ())]
    if any(hit.marks.is_a(k, "on_the_way") for k in places):
        return True
    below = [k for k in s.subtree(hit.i) if k > hit.i]
    return any(hit.marks.is_a(k, "own_way") and s.words[k].dep == "pobj" for k in below)


def are_called_moved(hit: Hit, people: Sequence[int]) -> bool:
    """ "One of the deported men", "the deportees": the words for them tell that they were moved."""
    s = hit.s
    of = [
        k for j in people for c in s.children[j] if s.words[c].lemma == "of" for k in s.children[c]
    ]
    spans = [phrase_of(s, j) for j in (*people, *of)]
    return any(hit.marks.is_a(k, "moved") for a, b in spans for k in range(a, b + 1))


def _is_custom(s: Sentence, i: int) -> bool:
    """ "Sends people home once they have papers": a deed in the plain present; a headline's is news."""
    word = s.words[i]
    helpers = {s.words[c].text.lower() for c in s.children[i] if s.words[c].dep in HELPERS}
    if word.tag == "VBG" and not helpers:
        return word.dep in ("csubj", "nsubj", "csubjpass") or _opens(s, i)
    if s.words[-1].text not in STOPS or helpers & BEHIND:
        return False
    return word.tag in ("VBZ", "VBP") or bool(helpers & {"is", "are", "'s", "'re"} - {"being"})


def _opens(s: Sentence, i: int) -> bool:
    """ "Sending people back is pointless": a gerund of which the sentence says something."""
    return i == 0 and s.words[i].head != i


HELPERS = frozenset({"aux", "auxpass"})
#: Helpers by which a verb tells what is over, or is under way.
BEHIND = frozenset("has have had was were been being did 've 'd".split())
STOPS = frozenset(".!?”\"’'")


def place_above(hit: Hit, page: Page) -> tuple[str, int, int] | None:
    """Where people are of whom a sentence leaves it unsaid: the receiver of the pair told last above."""
    assert page.context is not None
    pair = page.context.near(hit.at, ())
    if pair is None or pair.second is None:
        return None
    return pair.second.code, pair.second.start, pair.second.end
