"""Sentence → marks: which words belong to which class of the pack, and where states are named.

Marks depend on a sentence's words alone, so that they are kept by wording. Names are matched on the
text (case counts, word borders too), classes on lemmas in a row.
"""

from __future__ import annotations

import re
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from pactwatch.extract.parse import Sentence

KEPT = 20_000  #: wordings whose marks are kept

NO_DEAL = "no_deal"  #: the class of what looks like a deal and is none


@dataclass(frozen=True, slots=True)
class StateMark:
    """A state named in a sentence, from word `first` through word `last`.

    `how`: `name`, `capital`, `body`, `place`, `leader` stand for the state; `adjective` and
    `people` qualify whom or what they stand before.
    """

    first: int
    last: int
    code: str
    how: str
    form: str = ""  #: the words as the pack has them


@dataclass(frozen=True, slots=True)
class Marks:
    """Word classes by word (the last word of an entry of several), and states left to right."""

    classes: tuple[frozenset[str], ...]
    states: tuple[StateMark, ...]

    def is_a(self, i: int, *names: str) -> bool:
        return not self.classes[i].isdisjoint(names)

    def count(self, name: str) -> int:
        """How many words of the sentence are in a class."""
        return sum(name in classes for classes in self.classes)

    def has(self, *names: str) -> bool:
        """Whether any word of the sentence is in one of the classes."""
        return not all(classes.isdisjoint(names) for classes in self.classes)

    def without(self, forms: frozenset[str]) -> Marks:
        """The marks, less the states named by one of these forms."""
        if not any(mark.form in forms for mark in self.states):
            return self
        return Marks(self.classes, tuple(m for m in self.states if m.form not in forms))

    def state_at(self, i: int) -> StateMark | None:
        """The state whose name covers word `i`."""
        return next((m for m in self.states if m.first <= i <= m.last), None)


@dataclass(frozen=True, slots=True)
class Name:
    """A way of writing a state's name. `unless_before`/`unless_after`: words that make it another."""

    text: str
    code: str
    how: str
    unless_before: frozenset[str] = frozenset()
    unless_after: frozenset[str] = frozenset()


#: Titles behind which a name is a person's, whatever state it may be.
OF_PERSONS = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. sir lord lady justice judge professor".split()
)


#: Ways of naming a state by a noun that stands alone.
PLAIN = frozenset({"name", "seat", "place"})


class Lexicon:
    """The pack's words and names, ready to be found."""

    def __init__(self, classes: Mapping[str, Iterable[str]], names: Iterable[Name]) -> None:
        self._rows: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for label, entries in classes.items():
            for entry in entries:
                words = tuple(entry.lower().replace("-", " - ").split())
                self._rows[words[0]].append((words, label))
        self._names = sorted(names, key=lambda name: (name.text, name.code))
        self._finder = AhoCorasick(
            [n.text for n in self._names], matchkind=MatchKind.LeftmostLongest
        )
        self.seats = frozenset(name.text for name in self._names if name.how == "seat")
        self._kept: OrderedDict[str, Marks] = OrderedDict()

    def mark(self, s: Sentence) -> Marks:
        """The marks of a sentence."""
        known = self._kept.get(s.text)
        if known is None:
            known = Marks(self._classes(s), tuple(_owned(s, list(self._states(s)))))
            self._kept[s.text] = known
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return known

    def names_in(self, text: str) -> list[tuple[int, int]]:
        """Where names of states and of those who lead them stand in a text."""
        return [(start, end) for _, start, end in self.codes_in(text)]

    def places_in(self, text: str) -> list[tuple[int, int]]:
        """Where names stand that stand for a state by themselves: its own, its seat's, a place's."""
        found = self._found_in(text)
        return [(start, end) for name, start, end in found if name.code and name.how in PLAIN]

    def codes_in(self, text: str) -> list[tuple[str, int, int]]:
        """The places of `names_in`, each behind its state's code."""
        return [(name.code, start, end) for name, start, end in self._found_in(text)]

    def _found_in(self, text: str) -> Iterator[tuple[Name, int, int]]:
        for which, start, end in self._finder.find_matches_as_indexes(text):
            if not _inside_word(text, start, end):
                yield self._names[which], start, end

    def _classes(self, s: Sentence) -> tuple[frozenset[str], ...]:
        found: list[set[str]] = [set() for _ in s.words]
        none: set[int] = set()
        lemmas = [
            _as_noun(w.text) if w.pos == "PROPN" and (i == 0 or _is_plural(s, i)) else w.lemma
            for i, w in enumerate(s.words)
        ]
        texts = [word.text.lower() for word in s.words]
        for i in range(len(lemmas)):
            for first in {lemmas[i], texts[i]}:
                for words, label in self._rows.get(first, ()):
                    n = len(words)
                    if n == 1 or (
                        i + n <= len(lemmas)
                        and all(w in (lemmas[i + k], texts[i + k]) for k, w in enumerate(words))
                    ):
                        if n == 1 and _ends_name(s, i):
                            continue
                        if label == NO_DEAL:
                            none.update(range(i, i + n))
                        found[i + n - 1].add(label)
                        if "of" in words[1:-1]:  # "letter of intent": its head is the first noun
                            found[i + words.index("of") - 1].add(label)
        return tuple(frozenset(row - {"deal"} if i in none else row) for i, row in enumerate(found))

    def _states(self, s: Sentence) -> Iterable[StateMark]:
        word_of = {}
        for i, word in enumerate(s.words):
            for offset in range(word.start, word.end):
                word_of[offset] = i
        for which, start, end in self._finder.find_matches_as_indexes(s.text):
            if _inside_word(s.text, start, end):
                continue
            if LIKE_IT.match(s.text, end):
                continue
            name = self._names[which]
            first, last = word_of.get(start), word_of.get(end - 1)
            if first is None or last is None:
                continue
            before = s.words[first - 1].text.lower() if first else ""
            after = s.words[last + 1].text.lower() if last + 1 < len(s.words) else ""
            if before in name.unless_before or after in name.unless_after:
                continue
            if before in OF_PERSONS and s.words[first - 1].text[0].isupper():
                continue  # "Chief Justice French"
            if name.code:
                yield StateMark(first, last, name.code, name.how, name.text)


#: Titles of persons that are words of names too, and what may stand before them as titles.
NAMELY = frozenset({"justice"})
BEFORE_TITLE = frozenset("chief mr mr. mrs ms lord lady associate high acting presiding".split())


def _ends_name(s: Sentence, i: int) -> bool:
    """ "Fair Justice", "the Ministry of Justice": the last word of a body's name, and nobody's title."""
    if s.words[i].lemma.lower() not in NAMELY or s.words[i].pos != "PROPN" or not i:
        return False
    before = s.words[i - 1]
    ends = i + 1 == len(s.words) or s.words[i + 1].pos != "PROPN"
    named = before.pos == "PROPN" and before.text.lower() not in BEFORE_TITLE
    return ends and (named or before.lemma == "of")


#: "A Rwanda-style deal": what it is like, and none of its states; "US$": its money; "Spanish speakers".
LIKE_IT = re.compile(
    r"\s?[-‐‑–]\s?(?:style|type|like|esque|inspired)\b|\$"
    r"|[\s‐‑–-](?:speaking|speakers?|language)\b"
)

#: What may stand between a state's name and the body that is its own.
BETWEEN = frozenset(
    {"'s", "’s", "'", "’", "of", "the", "ministry", "minister", "department", "government"}
)


def _owned(s: Sentence, marks: list[StateMark]) -> Iterable[StateMark]:
    """The marks, less bodies that another state has too: "Eswatini's Ministry of Home Affairs"."""
    for at, mark in enumerate(marks):
        before = marks[at - 1] if at else None
        if mark.how == "body" and before is not None and before.code != mark.code:
            between = [w.text.lower() for w in s.words[before.last + 1 : mark.first]]
            if set(between) <= BETWEEN and before.how in ("name", "adjective"):
                continue
        yield mark


def _is_plural(s: Sentence, i: int) -> bool:
    """ "Asylum Cooperative Agreements": the name of several things; "United States" is that of one."""
    return s.words[i].tag == "NNPS" and s.words[i - 1].text != "United"


def _as_noun(text: str) -> str:
    """A word that is taken for a name as the lemma of the noun that it may be: "Deportees arrived"."""
    lower = text.lower()
    if lower.endswith("ies"):
        return f"{lower[:-3]}y"
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower


def _inside_word(text: str, start: int, end: int) -> bool:
    return (start > 0 and text[start - 1].isalnum() and text[start].isalnum()) or (
        end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    )
