"""Body without a name that speaks → whose it is. What enters: voices of a page, and the page; what
leaves: the same voices, each "the government" and "the state" with the words that tell of which state.

A fuller phrase of the page comes first ("the Norwegian government"), then the state that the text
has in hand; where neither is told the body stays as it is called. A state that speaks by its letters
or its capital bears the name that the page gives it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pactwatch.extract.cast import trimmed
from pactwatch.extract.page import Page
from pactwatch.extract.parse import Sentence
from pactwatch.extract.parties import parties_of
from pactwatch.extract.voiced import VoicedAttribution
from pactwatch.nouns import Range

#: What those who govern are called, whichever state is theirs.
GOVERNING = frozenset(
    "government authority administration cabinet regime state country nation side kingdom".split()
)
#: What a state itself is called.
LANDS = frozenset("country nation kingdom state republic island archipelago".split())
#: What a page calls the one that its readers know.
AT_HOME = frozenset({"government", "state"})
#: Words before such a noun that say whose it is without naming it, or nothing.
PLAIN = frozenset({"the", "its", "their", "his", "her", "our", "this", "that", "local", "national"})
#: What stands for two of them.
BOTH = frozenset({"country", "government", "side", "nation", "state"})


def with_their_states(voiced: Sequence[VoicedAttribution], page: Page) -> list[VoicedAttribution]:
    """The voices, those of states and of bodies without a name by the fullest words of the page."""
    return [_named(voice, page) for voice in voiced]


def _named(voice: VoicedAttribution, page: Page) -> VoicedAttribution:
    if voice.name_at is None or voice.kind not in ("body", "person"):
        return voice
    s = page.sentence_at(voice.name_at[0])
    last = s.word_at(voice.name_at[1] - 1) if s is not None else None
    first = s.word_at(voice.name_at[0]) if s is not None else None
    if s is None or first is None or last is None:
        return voice
    place = _state_itself(page, s, first, last) or _of_whom(page, s, first, last)
    if place is None:
        return voice
    return replace(voice, name=page.text[slice(*place)], name_at=place)


def _state_itself(page: Page, s: Sentence, first: int, last: int) -> Range | None:
    """ "The U.S.", "Kigali": the longest name that the page gives the state itself."""
    mark = page.marks[page.index_of(s)].state_at(last)
    if mark is None or (mark.first, mark.last) != (first, last):
        return None
    stands = mark.how == "name" or (mark.how == "seat" and first == last)  # no "Downing Street"
    longest = _longest(page, mark.code) if stands else None
    own = s.range_of(first, last)
    if longest is None or (mark.how == "name" and longest[1] - longest[0] <= own[1] - own[0]):
        return None
    return longest


def _longest(page: Page, code: str) -> Range | None:
    """The longest name of a state itself on the page, the first of those that are as long."""
    names = [
        s.range_of(mark.first, mark.last)
        for s, marks in zip(page.sentences, page.marks, strict=True)
        for mark in marks.states
        if mark.code == code and mark.how == "name" and s.words[mark.first].text[0].isupper()
    ]
    return max(names, key=lambda at: at[1] - at[0], default=None)


def _of_whom(page: Page, s: Sentence, first: int, last: int) -> Range | None:
    """ "The government", "its government": a fuller phrase of the page, else the state in hand."""
    lemma = s.words[last].lemma
    if s.words[last].text[0].isupper() or lemma not in GOVERNING | LANDS:
        return None
    told = [w for w in s.words[first:last] if w.text.lower() not in PLAIN]
    if told:
        counted = all(w.lemma in ("two", "both") for w in told)
        return _pair(page) if counted and lemma in BOTH else _described(page, s, first, last)
    whose = first - 1 if first == last else first
    owner = s.words[whose].text.lower() if whose >= 0 else ""
    code = _owner(page, s, whose) if owner == "its" else None
    fuller = list(_fuller(page, s, lemma, code))
    if fuller:
        return fuller[0]
    if code is None:
        code = _named_most(page, s) if lemma in AT_HOME else None
    return _longest(page, code) if code else None


def _described(page: Page, s: Sentence, first: int, last: int) -> Range | None:
    """ "The East African nation": the state that the page names and that it fits."""
    marks = page.marks[page.index_of(s)]
    named = any(first <= mark.last and mark.first <= last for mark in marks.states)
    if named or s.words[last].lemma not in LANDS:
        return None
    page.memory.subject = page.subjects.get(s.start)
    found = parties_of(s, marks, page.memory, last)
    return _longest(page, found[0].code) if len(found) == 1 else None


def _named_most(page: Page, s: Sentence) -> str | None:
    """The state of which a page speaks most: its readers know its government.

    None of which the same sentence tells as a place: "no more cells in Benin, the government said".
    """
    here = page.marks[page.index_of(s)].states
    places = {m.code for m in here if s.words[s.words[m.last].head].lemma == "in"}
    counts = Counter(m.code for marks in page.marks for m in marks.states if m.code not in places)
    first = counts.most_common(2)
    if not first or (len(first) == 2 and first[0][1] == first[1][1]):
        return None
    return first[0][0]


def _owner(page: Page, s: Sentence, at: int) -> str | None:
    """The state for which "its" stands: the last named before it, else that of the text above."""
    above = [m for m in page.marks[page.index_of(s)].states if m.last < at and m.how == "name"]
    if above:
        return above[-1].code
    subject = page.subjects.get(s.start)
    return subject.code if subject else None


def _fuller(page: Page, s: Sentence, lemma: str, code: str | None) -> Iterator[Range]:
    """Phrases with the same noun that name a state, nearest above first, then below."""
    here = page.index_of(s)
    for number in [*range(here, -1, -1), *range(here + 1, len(page.sentences))]:
        other, marks = page.sentences[number], page.marks[number]
        for i, word in enumerate(other.words):
            if word.lemma != lemma or word.pos not in ("NOUN", "PROPN"):
                continue
            first, last = trimmed(other, i)
            states = [m for m in marks.states if first <= m.first and m.last <= last]
            states = [m for m in states if m.how != "people"]
            if len(states) == 1 and code in (None, states[0].code):
                yield other.range_of(first, last)


def _pair(page: Page) -> Range | None:
    """ "The two countries": both sides of what the page is about, where it names them in a row."""
    main = page.context.main if page.context is not None else None
    if main is None or not main.is_complete:
        return None
    for s, marks in zip(page.sentences, page.marks, strict=True):
        for a, b in zip(marks.states, marks.states[1:], strict=False):
            between = [w.text.lower() for w in s.words[a.last + 1 : b.first]]
            if {a.code, b.code} == set(main.codes) and between in (["and"], ["and", "the"]):
                return s.range_of(a.first, b.last)
    return None
