"""Hit, verb that has a day → whether that day is another event's.

A day hangs on one verb of its sentence. It is also that of what hangs closely on this verb, and not
that of what the sentence tells besides: what a clause tells of a noun, what came before or after, what
somebody else did, what a thing was done under.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.domain import Kind
from pactwatch.extract.arguments import OBJECT_CONTROL
from pactwatch.extract.attributed import SAYING
from pactwatch.extract.hit import Hit
from pactwatch.extract.page import Page
from pactwatch.extract.parse import Sentence
from pactwatch.nouns import When

#: Words after which a clause tells what was there before, or comes after, what the verb above tells.
APART = frozenset("after before since once until although though because whereas".split())
#: Verbs whose date is that of the telling, and not of what is told.
SPEAKING = SAYING | frozenset(
    "warn claim deny post tweet acknowledge admit comment respond speak publish".split()
)
#: How a clause hangs that tells something of a noun.
OF_NOUN = frozenset({"relcl", "acl"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
#: Words that part two clauses that "and" would join.
PARTING = frozenset("but yet while whereas".split())
#: Words by which what follows comes at another time.
LATER = frozenset("then later afterwards subsequently ultimately eventually finally since".split())
#: What is named behind these is not what the sentence tells.
BESIDE = frozenset(
    "under after despite amid since through thanks following pursuant beyond like unlike beside besides "
    "within as of per without before".split()
)


def is_elsewhere(hit: Hit, governor: int, when: When, kind: Kind, page: Page) -> bool:
    """Whether a day that hangs on `governor` is that of another event than the hit's."""
    s = hit.s
    if governor == hit.i or (kind.stands_as and _moves(governor, hit, page)):
        return False
    top = _common(s, hit.i, governor)
    mine, other = _path(s, hit.i, top), _path(s, governor, top)
    if any(_is_apart(s, j) for j in (*mine, *other)):
        return True
    if hit.frame.lasts and s.words[governor].lemma in SPEAKING:
        return any(s.words[c].text.lower() == "had" for j in (hit.i, *mine) for c in s.children[j])
    if any(_is_said(s, j, governor) for j in mine):
        goes_on = s.words[hit.i].tag == "VBG"  # "said on Monday that it was taking people in"
        return bool(kind.stands_as) and not goes_on
    return (
        any(s.words[j].dep in OF_NOUN or _is_content(s, j) for j in other)
        or _is_background(s, mine, governor)
        or any(_has_own_subject(s, j, when) for j in (*mine, *other) if s.words[j].dep == "conj")
        or (hit.frame.weak and is_beside(s, hit.i))
    )


def _is_said(s: Sentence, j: int, governor: int) -> bool:
    """ "It came out on Monday that five had been sent": a verb tells what a clause says."""
    if s.words[governor].lemma == "be":
        return False
    if s.words[j].dep == "ccomp" and s.words[j].head == governor:
        return True
    that = any(governor < c < j and s.words[c].text == "that" for c in s.children[j])
    return that and s.words[governor].lemma in SPEAKING


def is_of_telling(hit: Hit, governor: int) -> bool:
    """ "It has agreed, both announced on Monday": the day that tells no more than when it was told."""
    path = _path(hit.s, hit.i, _common(hit.s, hit.i, governor))
    return governor != hit.i and (
        hit.s.words[governor].lemma in SPEAKING or any(_is_said(hit.s, j, governor) for j in path)
    )


def _moves(i: int, hit: Hit, page: Page) -> bool:
    return any(p.i == i and p.rule.moves for p in page.phrases[page.index_of(hit.s)])


def _common(s: Sentence, i: int, j: int) -> int:
    """The nearest word above both, one of them included."""
    over = {i, *s.ancestors(i)}
    return next((a for a in (j, *s.ancestors(j)) if a in over), j)


def _path(s: Sentence, i: int, top: int) -> list[int]:
    """The words from one up to another above it, that one left out."""
    found = []
    while i != top and s.words[i].head != i:
        found.append(i)
        i = s.words[i].head
    return found


def _is_content(s: Sentence, j: int) -> bool:
    """ "It says that transfers begin in May"; not "let it stand in May", which is one deed."""
    return s.words[j].dep == "ccomp" and s.words[s.words[j].head].lemma not in OBJECT_CONTROL


def _is_background(s: Sentence, path: Sequence[int], governor: int) -> bool:
    """ "On Friday a court stopped a deal that Albania had signed": what a clause tells of a noun.

    Not where it goes on with the verb: "injunctions halting the removal", "it was on Friday that".
    """
    if s.words[governor].lemma == "be":
        return False
    return any(
        s.words[j].dep == "relcl" or (s.words[j].dep == "acl" and s.words[j].tag == "VBN")
        for j in path
    )


def _is_apart(s: Sentence, j: int) -> bool:
    """ "Dropped last year after judges had found it unlawful": the day is that of the verb above."""
    marks = {s.words[c].text.lower() for c in s.children[j] if s.words[c].dep in ("mark", "prep")}
    return s.words[j].dep == "advcl" and bool(marks & APART)


def _has_own_subject(s: Sentence, j: int, when: When) -> bool:
    """ "Talks went on, and the text was signed on Tuesday": a clause that is joined has its own day.

    A day that opens the sentence is that of both; of two deeds of one the first has its day alone.
    """
    head = s.words[j].head
    words = {s.words[c].text.lower() for c in (*s.children[j], *s.children[head])}
    first = next((c for c in s.children[head] if s.words[c].dep in SUBJECTS), head)
    at = when.start - s.start
    if at >= s.words[j].start - len(when.words):
        return at > s.words[head].end
    if words & PARTING or any(s.words[c].text.lower() in LATER for c in s.children[j]):
        return True
    own = any(s.words[c].dep in SUBJECTS for c in s.children[j])
    return own and at > s.words[first].start


def is_beside(s: Sentence, i: int) -> bool:
    """ "On Monday people landed under the deal": what is named by the way has no day of the verb."""
    over = s.words[i].head
    return s.words[i].dep == "pobj" and s.words[over].lemma.lower() in BESIDE


def is_parted(hit: Hit, when: When) -> bool:
    """ "In July Chad took people in; Gabon has done so since": a day on the other side of a semicolon."""
    s = hit.s
    first, last = sorted((when.start - s.start, s.words[hit.i].start))
    return ";" in s.text[first:last]


def is_aside(hit: Hit, governor: int, page: Page) -> bool:
    """ "A court blocked flights under a deal signed in June": the day is another event's own."""
    s = hit.s
    told = [h.frame.sets for h in page.hits if h.s is s and h.i == governor]
    if not any(sets and sets != hit.frame.sets for sets in told):
        return False
    over = {hit.i, *s.ancestors(hit.i)}
    return any(
        s.words[j].dep in OF_NOUN for j in (governor, *s.ancestors(governor)) if j not in over
    )
