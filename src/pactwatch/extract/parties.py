"""Noun phrase → the state that it stands for, within one document.

A name, a seat of government or a department stands for its state; so do a government, an official
or a minister of it, a person whom the page has introduced as one, and "the East African nation"
where the page has named one that it fits. A person's nationality stands for no state.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pactwatch.extract.arguments import conjuncts, phrase_of
from pactwatch.extract.attributed import SAYING
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.listing import (
    is_next,
    listed_states,
    listed_with,
    of_which,
    said_to_be,
)
from pactwatch.extract.named import Party, beside, is_compared, named_in
from pactwatch.extract.nationality import is_agent, is_origin, is_person
from pactwatch.extract.parse import Sentence
from pactwatch.extract.titles import STANDING, beside_title, titled

PRONOUNS = frozenset({"it", "its", "they", "their", "we", "us", "our", "he", "his", "she", "her"})


#: Within how many characters a state is named that was described before: the next sentences.
SOON = 400


@dataclass(slots=True)
class Memory:
    """What a document has said so far of who speaks for which state, and which states it named."""

    leaders: Mapping[str, str] = field(default_factory=dict)  #: surname → state, known beforehand
    described: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  #: "east african" → states
    persons: dict[str, Party] = field(default_factory=dict)
    named: list[Party] = field(default_factory=list)
    everywhere: dict[str, Party] = field(default_factory=dict)  #: each state, as first named
    subject: Party | None = None  #: the state that was the last sentence's subject
    things: dict[str, int] = field(
        default_factory=dict
    )  #: class → where a sentence last told of it
    place: Party | None = None  #: the state to which people were last told to go, or in which to be

    def see(self, s: Sentence, marks: Marks) -> None:
        """Take in a sentence: the states that it names, and the persons that it gives a state."""
        self.things.update((name, s.start) for classes in marks.classes for name in classes)
        here = named_in(s, marks)
        whence = {
            s.range_of(m.first, m.last)[0] for m in marks.states if is_origin(s, marks, m.last)
        }
        self.named += [p for p in here if p.start not in whence]
        for named in here:
            self.everywhere.setdefault(named.code, named)
        for i, word in enumerate(s.words):
            if (
                word.pos == "PROPN"
                and word.dep not in ("compound", "poss")
                and not marks.state_at(i)
            ):
                party = titled(s, marks, i) or beside_title(s, marks, i)
                if party:
                    self.persons[word.text] = party

    def last_fitting(self, codes: frozenset[str], at: int) -> Party | None:
        """The last named state that is one of `codes`; else the only such, named soon behind `at`."""
        above = next((p for p in reversed(self.named) if p.code in codes and p.start <= at), None)
        below = [party for code, party in self.everywhere.items() if code in codes]
        soon = len(below) == 1 and 0 < below[0].start - at < SOON
        return above or (below[0] if soon else None)


#: Those behind which it is where something goes.
AIMS = ("to", "into", "onto", "toward", "towards", "for")


def acting(s: Sentence, marks: Marks, memory: Memory) -> list[Party]:
    """The states that may act in a sentence: none of its places and aims, but those who lead one."""
    aims = set()
    for mark in marks.states:
        i = mark.last
        while s.words[i].dep == "conj" and s.words[i].head != i:
            i = s.words[i].head
        if s.words[i].dep == "pobj" and s.words[s.words[i].head].lemma in AIMS:
            aims.add(s.range_of(mark.first, mark.last)[0])
    found = [party for party in beside(s, marks) if party.start not in aims]
    for i, word in enumerate(s.words):
        known = word.text in memory.persons or marks.is_a(word.head, "government", "plan", "deal")
        if word.pos == "PROPN" and known and not marks.state_at(i) and not is_compared(s, i):
            party = _led(s, memory, i)
            if party and party.code not in [p.code for p in found]:
                found.append(party)
    return found


def parties_of(s: Sentence, marks: Marks, memory: Memory, i: int) -> list[Party]:
    """The states for which the phrase headed by word `i`, and what is joined to it, stand."""
    found: list[Party] = []
    mark = marks.state_at(i)
    heads = range(mark.first, mark.last + 1) if mark else (i,)
    joined = [k for head in heads for k in conjuncts(s, head)]
    joined += [m.last for m in (listed_with(s, marks, mark) if mark else ())]
    joined += [c for head in heads for c in s.children[head] if is_next(s, marks, head, c)]
    for j in dict.fromkeys(joined):
        for party in _one_or_more(s, marks, memory, j):
            if party.code not in [p.code for p in found]:
                found.append(party)
    return found


#: Months that are surnames too.
MONTHS = frozenset({"April", "May", "June", "August"})

#: Words between "countries" and those that are meant.
LISTING = frozenset({"include", "including", "like"})


def _is_such_as(s: Sentence, c: int) -> bool:
    return s.words[c].lemma == "as" and any(s.words[k].lemma == "such" for k in s.children[c])


def _one_or_more(s: Sentence, marks: Marks, memory: Memory, i: int) -> list[Party]:
    """What one noun stands for: a party, those of a list behind it, or both of "X and Y officials"."""
    told = list(_joint(s, marks, memory, i))
    told = told or list(_listed(s, marks, memory, of_which(s, marks, i)))
    if not told and s.words[i].lemma == "they":
        told = _plural_before(s, marks, memory, i)
    if told:
        return told
    party = _party(s, marks, memory, i)
    return [party] if party else []


def _joint(s: Sentence, marks: Marks, memory: Memory, i: int) -> Iterator[Party]:
    """ "The Zambian and Malawian governments", "the governments of Zambia and Malawi"."""
    if not marks.is_a(i, "government") or s.words[i].tag not in ("NNS", "NNPS"):
        return
    for c in s.children[i]:
        dep = s.words[c].dep
        if dep == "prep" and s.words[c].lemma in ("of", "in", "from"):
            rows = [d for d in conjuncts(s, c) if s.words[d].pos == "ADP"]  # "of X and of Y"
            below = [k for d in rows for j in s.children[d] for k in conjuncts(s, j)]
            for j in below:
                yield from _listed(s, marks, memory, j)
            named = [m for k in below if (m := marks.state_at(k))]
            below += [m.last for mark in named for m in listed_with(s, marks, mark)]
        elif dep in ("amod", "poss", "compound", "nmod"):
            below = conjuncts(s, c)
        else:
            continue
        for k in below:
            mark = marks.state_at(k)
            if mark and mark.how != "people":
                yield Party(mark.code, *s.range_of(mark.first, mark.last))


def _listed(s: Sentence, marks: Marks, memory: Memory, i: int) -> Iterator[Party]:
    """ "Three African countries - Zambia, Malawi and Benin", "states such as Malawi and Benin"."""
    several = s.words[i].tag in ("NNS", "NNPS", "CD")  # "two of them, Malawi and Benin"
    for mark in listed_states(s, marks, i):
        yield Party(mark.code, *s.range_of(mark.first, mark.last))
    if not (marks.is_a(i, "descriptive", "candidate") or s.words[i].tag == "CD"):
        return
    for c in s.children[i]:
        word = s.words[c]
        if word.dep == "appos" and several:
            heads = [c]
        elif word.dep in ("prep", "acl") and (word.lemma in LISTING or _is_such_as(s, c)):
            heads = [j for j in s.subtree(c) if s.words[j].dep in ("pobj", "dobj")]
        elif word.lemma == "of" and several:  # "the African states of Zambia and Malawi"
            heads = [j for j in s.children[c] if marks.state_at(j) is not None]
        else:
            continue
        for head in heads:
            yield from parties_of(s, marks, memory, head)


def _party(s: Sentence, marks: Marks, memory: Memory, i: int) -> Party | None:
    mark = marks.state_at(i)
    if mark:
        owner = next((c for c in s.children[i] if s.words[c].dep == "poss"), None)
        owned = marks.state_at(owner) if owner is not None and mark.how == "body" else None
        if owned:  # "Eswatini's Ministry of Home Affairs"
            return Party(owned.code, *s.range_of(owned.first, owned.last))
        named = mark.how == "adjective" and s.words[i].pos == "PROPN" and not is_person(s, mark)
        if mark.how in STANDING or named:
            return Party(mark.code, *s.range_of(mark.first, mark.last))
        return None
    word = s.words[i]
    if word.pos == "PRON" and word.lemma in PRONOUNS:
        if word.lemma in OURS:
            return _of_who_says(s, marks, memory, i)
        if word.lemma not in ("it", "its"):
            return None
        ahead = _subject_behind(s, marks, memory, i)
        if ahead is not None:
            return Party(ahead, *s.range_of(i, i)) if ahead else None
        own = _subject_before(s, marks, memory, i) or _owner_before(s, marks, i)
        return Party(own, *s.range_of(i, i)) if own else memory.subject
    if marks.is_a(i, "government") or word.pos == "PROPN":
        party = titled(s, marks, i) or _led(s, memory, i)
        if party:
            return party
    if marks.is_a(i, "descriptive", "government"):
        return _described(s, marks, memory, i) or _said_of(s, marks, i)
    return None


def _said_of(s: Sentence, marks: Marks, i: int) -> Party | None:
    """ "Fiji is the third country with which …": the state of which a noun is said."""
    marked = (marks.state_at(c) for c in said_to_be(s, i))
    return next(
        (Party(m.code, *s.range_of(m.first, m.last)) for m in marked if m and m.how in STANDING),
        None,
    )


def _subject_behind(s: Sentence, marks: Marks, memory: Memory, i: int) -> str | None:
    """ "As it takes office, Denmark's government wants to …": who acts in the clause behind.

    Empty where that is no state; None where the word does not open such a clause.
    """
    verb = s.words[i].head
    opens = s.words[verb].dep == "advcl" and s.words[i].dep == "nsubj" and verb < s.words[verb].head
    before = s.words[: s.subtree(verb)[0]] if opens else ()
    if not opens or any(w.pos in ("NOUN", "PROPN") for w in before):
        return None
    for c in s.children[s.words[verb].head]:
        if s.words[c].dep == "nsubj" and c > verb:
            told = titled(s, marks, c) or _led(s, memory, c) or _party_named(s, marks, c)
            return told.code if told else ""
    return None


def _party_named(s: Sentence, marks: Marks, i: int) -> Party | None:
    mark = marks.state_at(i)
    return Party(mark.code, *s.range_of(mark.first, mark.last)) if mark else None


def _subject_before(s: Sentence, marks: Marks, memory: Memory, i: int) -> str | None:
    """The state that is a subject earlier in the sentence: "Rwanda was promised it; it has taken…"."""
    for j in range(i - 1, -1, -1):
        if s.words[j].dep not in ("nsubj", "nsubjpass"):
            continue
        mark = marks.state_at(j)
        if mark and mark.how in STANDING:
            return mark.code
        told = _described(s, marks, memory, j) if marks.is_a(j, "descriptive") else None
        if told:  # "the island nation said that it would take them"
            return told.code
        if marks.is_a(j, "government"):  # "Germany's interior ministry said that it was in talks"
            office = titled(s, marks, j)
            if office:
                return office.code
    return None


def _plural_before(s: Sentence, marks: Marks, memory: Memory, i: int) -> list[Party]:
    """ "Two countries, Malawi and Benin, have said they will": several that are told before as one."""
    for j in range(i - 1, -1, -1):
        if s.words[j].dep not in ("nsubj", "nsubjpass"):
            continue
        told = parties_of(s, marks, memory, j)
        several = len(told) > 1 or (
            marks.is_a(j, "government") and s.words[j].tag in ("NNS", "NNPS", "NN")
        )
        if told and several:
            return [Party(p.code, *s.range_of(i, i)) for p in told]
        if s.words[j].tag in ("NNS", "NNPS"):
            return []  # others than states: "the men said they"
    return []


#: Who speaks for a state says "we" of it.
OURS = frozenset({"we", "us", "our"})


def _of_who_says(s: Sentence, marks: Marks, memory: Memory, i: int) -> Party | None:
    """ "“We have agreed to take them,” Malawi's minister said": the state of who speaks there."""
    for above in s.ancestors(i):
        if s.words[above].lemma not in SAYING:
            continue
        for c in s.children[above]:
            if s.words[c].dep == "nsubj" and c != i:
                told = titled(s, marks, c) or _led(s, memory, c)
                return Party(told.code, *s.range_of(i, i)) if told else None
    return None


def _owner_before(s: Sentence, marks: Marks, i: int) -> str | None:
    """ "The same goes for Denmark with its own plans": the state named last before "its own"."""
    if i + 1 >= len(s.words) or s.words[i + 1].lemma != "own":
        return None
    above = [m for m in marks.states if m.last < i and m.how in STANDING]
    return above[-1].code if above else None


def _led(s: Sentence, memory: Memory, i: int) -> Party | None:
    """ "The Trump administration", "Meloni's government", "the cabinet of Mette Frederiksen"."""
    first, last = phrase_of(s, i)
    below = [c for c in s.children[i] if s.words[c].lemma == "of" and s.words[i].pos == "NOUN"]
    of_whom = [k for c in below for k in s.children[c] if s.words[k].pos == "PROPN"]
    for j in (*range(last, first - 1, -1), *of_whom):
        word = s.words[j]
        if word.pos != "PROPN" or (j < last and s.words[j + 1].pos == "PROPN"):
            continue  # a first name: "Martin" in "Martin Fayulu"
        known = memory.persons.get(word.text)
        if known is None and word.text in MONTHS and (j == 0 or s.words[j - 1].pos != "PROPN"):
            continue  # "the agreement of May"
        code = known.code if known else memory.leaders.get(word.text)
        if code:
            return Party(code, *s.range_of(j, j))
    return None


def _described(s: Sentence, marks: Marks, memory: Memory, i: int) -> Party | None:
    """ "The East African nation", "the kingdom", "the country"."""
    first, last = phrase_of(s, i)
    words = [w.text.lower() for w in s.words[first : last + 1]]
    whose = words[0] if words else ""
    if whose in ("his", "her", "our", "my") and words[1:] in (
        ["country"],
        ["nation"],
        ["government"],
        ["administration"],
        ["cabinet"],
        ["ministry"],
        ["island"],
        ["kingdom"],
        ["archipelago"],
        ["state"],
    ):
        return _of_speaker(s, marks, memory, first, i)
    if not words or words[0] not in ("the", "this", "that"):
        return None
    for j in range(first, last + 1):
        mark = marks.state_at(j)
        if mark:
            return Party(mark.code, *s.range_of(mark.first, mark.last))
    told = [w for w in words[1:] if w not in ("tiny", "small", "poor", "-", "landlocked")]
    for n in range(len(told), 0, -1):
        fitting = memory.described.get(" ".join(told[:n]))
        if fitting:  # "Eritreans go to the East African nation": to another
            fitting = fitting - {m.code for m in marks.states if is_origin(s, marks, m.last)}
            seen = memory.last_fitting(fitting, s.range_of(first, last)[0])
            return Party(seen.code, *s.range_of(first, last)) if seen else None
    if told in (["country"], ["nation"], ["government"], ["state"], ["capital"]):
        if told == ["capital"] and (named := marks.state_at(min(last + 2, len(s.words) - 1))):
            return Party(named.code, *s.range_of(first, named.last))  # "in the capital, Juba,"
        above = [
            m
            for m in marks.states
            if m.last < first
            and m.how in ("name", "adjective")
            and not is_origin(s, marks, m.last)
            and not (is_agent(s, m.last) and memory.subject is not None)
            and not (m.how == "adjective" and marks.is_a(s.words[m.last].head, "plan", "request"))
        ]
        code = above[-1].code if above else memory.subject.code if memory.subject else None
        return Party(code, *s.range_of(first, last)) if code else None
    return None


def _of_speaker(s: Sentence, marks: Marks, memory: Memory, first: int, i: int) -> Party | None:
    """ "President Bukele said his country had taken them": the state of the one leader beside it."""
    said = (
        c for a in s.ancestors(i) for c in s.children[a] if s.words[c].dep == "nsubj" and c != i
    )
    for j in said:  # "with the guest beside him, Rama ruled out that his country would"
        party = titled(s, marks, j) or _led(s, memory, j) or _party_named(s, marks, j)
        if party is not None:
            return Party(party.code, *s.range_of(first, i))
    named = [
        party
        for j, word in enumerate(s.words)
        if (word.pos == "PROPN" or marks.is_a(j, "government"))
        and not first <= j <= i
        and word.dep not in ("compound", "poss")
        for party in (titled(s, marks, j) or _led(s, memory, j),)
        if party is not None
    ]
    if len({party.code for party in named}) != 1:
        return None
    return Party(named[0].code, *s.range_of(first, i))
