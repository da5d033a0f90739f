"""Document in its passages → page: its sentences parsed and marked, its phrases, hits and dates.

Passages that repeat others and site chrome are left out. A form that may mean something else
("Jordan", "Georgia") counts only where the page bears it out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from pactwatch.extract.context import Context
from pactwatch.extract.gapping import split_destinations
from pactwatch.extract.headlines import without_capitals
from pactwatch.extract.hit import Hit
from pactwatch.extract.hits import find_hits
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.mending import mend
from pactwatch.extract.named import Party, named_in
from pactwatch.extract.nationality import is_person
from pactwatch.extract.parse import Parser, Sentence
from pactwatch.extract.parties import Memory, acting
from pactwatch.extract.people import are_own, nations_of
from pactwatch.extract.phrase import Phrase
from pactwatch.extract.phrases import find_phrases
from pactwatch.extract.specification import Specification
from pactwatch.extract.standing_in import (
    are_misread,
    parse_again,
    with_known_names,
    with_own_names,
)
from pactwatch.extract.tense import tense_of
from pactwatch.extract.when import find_dates
from pactwatch.nouns import DividedDocument, Document, Passage, When

#: Words of the topic and moves of people from which a page is held to be about them.
TOPICAL = 2


@dataclass(slots=True)
class Page:
    """A document as the readers see it; everything stands in the order of the text."""

    document: Document
    passages: tuple[Passage, ...]
    text: str  #: the document's, with a blank where a line ends
    paragraphs: list[list[Sentence]] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  #: where each sentence starts
    marks: list[Marks] = field(default_factory=list)
    phrases: list[list[Phrase]] = field(default_factory=list)
    all_phrases: list[list[Phrase]] = field(default_factory=list)  #: with those who go home
    hits: list[Hit] = field(default_factory=list)
    context: Context | None = None
    memory: Memory = field(default_factory=Memory)
    dates: list[When] = field(default_factory=list)
    fact_dates: list[When] = field(default_factory=list)
    subjects: dict[int, Party | None] = field(default_factory=dict)  #: by a sentence's start
    #: For each state how many moves to it are of its own people, and of others.
    bound_for: dict[str, tuple[int, int]] = field(default_factory=dict)

    def is_of_own(self, second: str, codes: Collection[str] = ()) -> bool:
        """Whether all whom the page moves, to one of some states or none, go where they are from."""
        moves = [
            p
            for row in self.all_phrases
            for p in row
            if p.rule.moves
            and p.people
            and not (codes and p.codes(second) and not set(codes) & set(p.codes(second)))
        ]
        return bool(moves) and all(_goes_home(p, second) for p in moves)

    def is_about_own(self, code: str) -> bool:
        """Whether the page moves people who are told to be a state's own, and none who are not."""
        moves = [p for row in self.all_phrases for p in row if p.rule.moves and p.people]
        assert self.context is not None
        second = self.context.slots[1]
        ends: tuple[set[str], ...] = ({code}, set())
        if not any(
            are_own(p.s, p.marks, p.people, code) and set(p.codes(second)) in ends for p in moves
        ):
            return False
        if any(marks.has("third_country") for marks in self.marks):
            return False
        nations = {m.code for p in moves for m in nations_of(p.s, p.marks, p.people)}
        senders = {c for p in moves for c in p.all_codes}
        return not nations - senders - {code}

    def mixes_in_own(self, code: str) -> bool:
        """Whether a figure of the page holds a state's own: "65,000 came, 59,000 of them Mexicans"."""
        return any(
            mark.code == code and mark.how == "people" and OF_THEM.search(s.text, 0, start)
            for s, marks in zip(self.sentences, self.marks, strict=True)
            for mark in marks.states
            if (start := s.words[mark.first].start) is not None
        )

    def sends_home(self, code: str) -> bool:
        """Whether the page tells of a state's people who go home, and of none from elsewhere."""
        if self.bound_for.get(code, (0, 0))[1] or any(m.has("third_country") for m in self.marks):
            return False
        told = [_nations_told(s, m) for s, m in zip(self.sentences, self.marks, strict=True)]
        if set().union(*told) != {code}:
            return False
        home = [
            nations
            for nations, marks in zip(told, self.marks, strict=True)
            if nations and marks.has("homeward")
        ]
        return 2 * len(home) > sum(bool(nations) for nations in told)

    def tells_of_others(self, codes: Collection[str | None]) -> bool:
        """Whether the page calls people third countries' own, or another state's than these, and none
        one of these states' own.
        """
        if any(marks.has("third_country") for marks in self.marks):
            return True
        rows = zip(self.sentences, self.marks, strict=True)
        nations = {code for s, marks in rows for code in _nations_told(s, marks)}
        return bool(nations) and not nations & set(codes)

    @property
    def other_moves(self) -> int:
        """In how many sentences the page tells of moves that are none of the domain: an evacuation."""
        return sum(marks.has("other_moves") for marks in self.marks)

    def moves_own(self, code: str) -> bool:
        """Whether more moves of the page are told of a state's own people than of others to it.

        Never so where the page speaks of third countries: some go home on those flights too.
        """
        counts = self.bound_for.get(code, (0, 0))
        return counts[0] > counts[1] and not any(m.has("third_country") for m in self.marks)

    @property
    def is_about_other_moves(self) -> bool:
        """Whether the page tells again and again of moves that are none of the domain."""
        return sum(marks.count("other_moves") for marks in self.marks) >= TOPICAL

    def is_topical(self, second: str, codes: Collection[str] = ()) -> bool:
        """Whether the page speaks of people who are moved on, and not of a state's own alone.

        `second` is the pack's slot of the state to which they are moved; of the own of other states
        than `codes` it may speak.
        """
        told = sum(marks.count("topic") for marks in self.marks)
        moves = [p for row in self.all_phrases for p in row if p.rule.moves and p.people]
        own = [p for p in moves if _goes_home(p, second) and not _are_of_others(p, codes)]
        flights = [p for row in self.phrases for p in row if p.rule.moves and not p.people]
        told += sum(bool(p.on_topic and p.all_codes) for p in flights)
        return told + len(moves) >= TOPICAL and len(own) * 2 <= len(moves)

    @property
    def is_on_topic(self) -> bool:
        """Whether any word of the page is of the topic, or anything in it moves people."""
        return any(marks.has("topic") for marks in self.marks) or any(
            phrase.on_topic for row in self.all_phrases for phrase in row
        )

    def dates_in(self, start: int, end: int) -> list[When]:
        """The dates told between two offsets."""
        return [when for when in self.dates if start <= when.start and when.end <= end]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The parsed sentence that covers an offset."""
        k = bisect_right(self.starts, offset) - 1
        return self.sentences[k] if k >= 0 and offset < self.sentences[k].end else None

    def index_of(self, s: Sentence) -> int:
        """Which sentence of the page it is."""
        return self.index_at(s.start)

    def index_at(self, offset: int) -> int:
        """Which sentence of the page an offset stands in, or behind."""
        return bisect_right(self.starts, offset) - 1


def _count_bound(page: Page, first: str, second: str) -> dict[str, tuple[int, int]]:
    """Moves by the state to which they go; one that leaves it unsaid goes where its people are from."""
    own: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for row in page.all_phrases:
        for phrase in row:
            if not (phrase.rule.moves and phrase.people):
                continue
            nations = {m.code for m in nations_of(phrase.s, phrase.marks, phrase.people)}
            ends = phrase.codes(second)
            if ends:
                own.update(code for code in ends if code in nations and nations <= set(ends))
                foreign = nations - set(ends) - set(phrase.codes(first))
                others.update(code for code in ends if foreign)
            elif len(nations) == 1:
                own.update(nations)
    return {code: (own[code], others[code]) for code in {*own, *others}}


def _nations_told(s: Sentence, marks: Marks) -> set[str]:
    """Whose people a sentence names: "Albanian offenders", "Ghanaians"."""
    return {
        m.code
        for m in marks.states
        if m.how == "people"
        or (m.how == "adjective" and marks.is_a(s.words[m.last].head, "people"))
    }


def _goes_home(phrase: Phrase, second: str) -> bool:
    return phrase.is_own or any(
        are_own(phrase.s, phrase.marks, phrase.people, code) for code in phrase.codes(second)
    )


def _are_of_others(phrase: Phrase, codes: Collection[str]) -> bool:
    """Whether those who move are told to be of other states than some."""
    nations = {m.code for m in nations_of(phrase.s, phrase.marks, phrase.people)}
    return bool(codes) and bool(nations) and not nations & set(codes)


#: What stands before the people of whom a part of those told are.
OF_THEM = re.compile(r"(?:\d|\bmost) of (?:them|whom|those|these)(?: are| were)? $")

#: "KIGALI, Rwanda (AP) —", "ROME -": where and by whom it was written, before the first sentence.
DATELINE = re.compile(
    r"(?:[A-ZÀ-Ý][\w.'’/, -]{1,60}(?:[–—] )?\([^()]{2,40}\)"
    r"|[A-ZÀ-Ý][A-ZÀ-Ý .'’/-]{2,40}(?:,\s[\w. ]{2,20}){0,2})"
    r"\s*[–—-]{1,2}\s+(?=[“\"A-ZÀ-Ý])"
    r"|[A-ZÀ-Ý][\w.’' -]{1,30}(?:[/,] ?[\w.’' -]{1,30}){0,3}\((?:[A-Z]{2,6}|Reuters|Xinhua|dpa)\)"
    r"\s*(?:[:–—-]{1,2}\s+)?(?=[“\"A-ZÀ-Ý])"
)


#: "Bangkok: A Syrian has turned up": a place alone before a colon, at the start of a paragraph.
PLACE = re.compile(r"([A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+)?)(?:, [A-Z][\w ]{2,20})?: (?=[A-ZÀ-Ý])")


def _begin(text: str, start: int, end: int, seats: Collection[str] = ()) -> int:
    """Where a sentence begins, behind its dateline."""
    found = DATELINE.match(text, start, end)
    if found is None and (place := PLACE.match(text, start, end)) and place[1] in seats:
        found = place
    return found.end() if found and end - found.end() > found.end() - start else start


def read_page(divided: DividedDocument, parser: Parser, spec: Specification) -> Page:
    """Parse what can matter of a document, and find its phrases, directions and hits."""
    page = Page(divided.document, divided.passages, divided.document.text.replace("\n", " "))
    kept = [p for p in divided.passages if p.repeats is None and p.kind != "chrome"]
    text = divided.document.text
    parsed = iter(_parse(kept, page.text, parser, spec))
    unfit = spec.unfit_forms(text)
    for passage in kept:
        whole = [next(parsed) for _ in passage.sentences]
        here = [spec.lexicon.mark(s).without(unfit) for s in whole]
        page.marks += here
        page.paragraphs.append([mend(s, m, spec.verbs) for s, m in zip(whole, here, strict=True)])
    page.sentences = [s for paragraph in page.paragraphs for s in paragraph]
    page.starts = [s.start for s in page.sentences]
    page.dates = find_dates(text, tense=tense_of(text, page.sentence_at))
    page.fact_dates = spec.fact_dates.find(text)
    page.memory = Memory(leaders=spec.leaders, described=spec.described)
    _find_phrases(page, spec)
    page.context = Context(
        spec.pair,
        [p.start for p in kept],
        usual_first=spec.pack.vocabulary.usual_first,
        usual_pairs=spec.pack.vocabulary.usual_pairs,
        may_be_first=spec.pack.vocabulary.may_be_first,
        actors={
            s.start: acting(s, m, page.memory)
            for s, m in zip(page.sentences, page.marks, strict=True)
        },
        headings=[
            p
            for s, m in zip(page.sentences, page.marks, strict=True)
            for p in named_in(s, m)
            if re.sub(r"[^A-Za-z]+", "", s.text) == re.sub(r"[^A-Za-z]+", "", text[p.start : p.end])
        ],
        named=[p for s, m in zip(page.sentences, page.marks, strict=True) for p in named_in(s, m)],
    )
    page.bound_for = _count_bound(page, *spec.pair)
    page.context.learn(phrase for row in page.phrases for phrase in row)
    for s, marks, phrases in zip(page.sentences, page.marks, page.phrases, strict=True):
        page.hits += find_hits(s, marks, phrases, spec.frames)
    return page


def _parse(
    kept: Sequence[Passage], text: str, parser: Parser, spec: Specification
) -> list[Sentence]:
    """The sentences of the passages, parsed without datelines and without the capitals of headlines."""
    seats = spec.lexicon.seats
    places = [
        (_begin(text, start, end, seats if start == p.start else ()), end)
        for p in kept
        for start, end in p.sentences
    ]
    plain = spec.words | frozenset(re.findall(r"\b[a-z]{2,}\b", text))
    wanted = [
        (without_capitals(text[at:end], plain, spec.lexicon.names_in(text[at:end])), at)
        for at, end in places
    ]
    parsed = parser.parse(wanted)
    names = {n: spec.lexicon.places_in(s.text) for n, s in enumerate(parsed)}
    odd = [n for n, s in enumerate(parsed) if are_misread(s, names[n])]
    known = [(with_known_names(parsed[n].text, names[n]), parsed[n].start) for n in odd]
    for n, s in zip(odd, parser.parse(known), strict=True):
        parsed[n] = with_own_names(s, parsed[n])
    parsed = parse_again(parsed, parser, told=spec.turned_down, people=spec.people)
    return [replace(s, text=text[at:end]) for s, (at, end) in zip(parsed, places, strict=True)]


def _find_phrases(page: Page, spec: Specification) -> None:
    for s, marks in zip(page.sentences, page.marks, strict=True):
        page.memory.see(s, marks)
    page.memory.named.clear()
    for s, marks in zip(page.sentences, page.marks, strict=True):
        page.memory.see(s, marks)
        page.subjects[s.start] = page.memory.subject
        phrases = [
            part
            for phrase in find_phrases(s, marks, page.memory, spec.phrases)
            for part in split_destinations(phrase, spec.pair[1])
        ]
        page.all_phrases.append(phrases)
        page.phrases.append([phrase for phrase in phrases if not phrase.is_own])
        page.memory.subject = _subject(s, marks) or page.memory.subject
        page.memory.place = _place(s, marks, phrases, spec.pair[1]) or page.memory.place


def _place(s: Sentence, marks: Marks, phrases: Sequence[Phrase], second: str) -> Party | None:
    """Where a sentence tells people to be: to which they go, else in which something happens."""
    told = [party for phrase in phrases for party in phrase.parties.get(second, ())]
    inside = [
        Party(mark.code, *s.range_of(mark.first, mark.last))
        for mark in marks.states
        if mark.how != "people"
        and s.words[mark.last].dep == "pobj"
        and s.words[s.words[mark.last].head].lemma == "in"
    ]
    found = told or inside
    return found[-1] if found else None


def _subject(s: Sentence, marks: Marks) -> Party | None:
    """The state that a sentence is about: its main subject's, for "it" and "the country" after it."""
    from_roots: Sequence[int] = [i for i, word in enumerate(s.words) if word.head == i]
    for root in from_roots:
        for c in s.children[root]:
            if s.words[c].dep in ("nsubj", "nsubjpass"):
                mark = marks.state_at(c)
                if mark and mark.how != "people" and not is_person(s, mark):
                    return Party(mark.code, *s.range_of(mark.first, mark.last))
                for d in s.children[c]:
                    mark = marks.state_at(d)
                    if (
                        mark
                        and s.words[d].dep in ("poss", "amod", "compound")
                        and marks.is_a(c, "government")
                    ):
                        return Party(mark.code, *s.range_of(mark.first, mark.last))
    return _subject_in_front(s, marks, from_roots)


def _subject_in_front(s: Sentence, marks: Marks, roots: Sequence[int]) -> Party | None:
    """ "The US sent men to Chad, the nation once called …": of a clause that the parse subordinates."""
    clauses = (
        c for root in roots for c in s.children[root] if s.words[c].dep == "ccomp" and c < root
    )
    for clause in clauses:
        for c in s.children[clause]:
            mark = marks.state_at(c) if s.words[c].dep == "nsubj" else None
            if mark and mark.how == "name":
                return Party(mark.code, *s.range_of(mark.first, mark.last))
    return None
