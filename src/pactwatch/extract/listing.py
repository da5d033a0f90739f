"""A plural noun for states → the states that its sentence lists for it, wherever the parse hangs them.

What enters: a parsed sentence, its marks and the place of such a noun ("countries"); what leaves: the
names that stand for it: "asked three countries to take them: Fiji, Tonga and Samoa", "Fiji and Tonga
are among the countries that …", "countries that take them include Fiji".
"""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.extract.arguments import conjuncts
from pactwatch.extract.lexicon import Marks, StateMark
from pactwatch.extract.parse import Sentence

#: Ways in which a name stands for its state, and not for its people.
NAMES = frozenset({"name", "seat"})

#: Words that open a list of those that are meant; signs open one of several only.
OPENERS = frozenset(
    {
        "among them",
        "among these",
        "including",
        "namely",
        "such as",
        "notably",
        "chiefly",
        "specifically",
        "like",
    }
)
SIGNS = frozenset({":", "-", "–", "—", "("})

#: Words that tell how many of what stands behind their "of".
COUNTING = frozenset(
    "number group string range handful series list host couple row dozen majority some raft slew".split()
)

#: What stands between the states of a list.
BETWEEN = frozenset({",", "and", "or", "the", "&", "as", "well", "also", ";", "those", "of"})


def listed_states(s: Sentence, marks: Marks, i: int) -> list[StateMark]:
    """The states that a plural noun for states is told to mean; none where it is not told."""
    if s.words[i].tag not in ("NNS", "NNPS") or not marks.is_a(i, "descriptive"):
        return []
    return _behind(s, marks, i) or [*_subjects(s, marks, i)]


def of_which(s: Sentence, marks: Marks, i: int) -> int:
    """ "A number of countries", "a string of nations": the noun that such a word counts."""
    if s.words[i].lemma in COUNTING and marks.state_at(i) is None:
        for c in s.children[i]:
            if s.words[c].lemma == "of":
                return next((k for k in s.children[c] if marks.is_a(k, "descriptive")), i)
    return i


def _behind(s: Sentence, marks: Marks, i: int) -> list[StateMark]:
    """ "Three countries to take them: Fiji, Tonga and Samoa", "several states …, among them Fiji"."""
    for k in range(i + 1, len(s.words)):
        if marks.is_a(k, "descriptive") and s.words[k].tag in ("NNS", "NNPS"):
            return []
        words = [w.text.lower() for w in s.words[k : k + 2]]
        opener = next((n for n in (2, 1) if " ".join(words[:n]) in OPENERS), 0)
        if not opener and words[0] not in SIGNS:
            continue
        row = row_at(s, marks, k + (opener or 1))
        if row and (opener or len(row) > 1):
            return row
    return []


def row_at(s: Sentence, marks: Marks, first: int) -> list[StateMark]:
    """The states that follow one another from a place on."""
    row: list[StateMark] = []
    at = first
    for mark in marks.states:
        if mark.first < at:
            continue
        if (
            mark.how not in NAMES
            or not {w.text.lower() for w in s.words[at : mark.first]} <= BETWEEN
        ):
            break
        row.append(mark)
        at = mark.last + 1
    return row


def _subjects(s: Sentence, marks: Marks, i: int) -> Iterator[StateMark]:
    """ "Fiji and Tonga are among the countries that …", "countries that take them include Fiji"."""
    above = s.words[s.words[i].head]
    verb = above.head if above.lemma == "among" else s.words[i].head
    wanted = ("nsubj", "attr") if above.lemma == "among" else ("dobj", "attr")
    if s.words[verb].lemma != "be" and (above.lemma == "among" or s.words[verb].lemma != "include"):
        return
    for c in s.children[verb]:
        if s.words[c].dep in wanted and c != i:
            for mark in map(marks.state_at, conjuncts(s, c)):
                if mark is not None and mark.how in NAMES:
                    yield mark
