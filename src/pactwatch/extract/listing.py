"""A noun for states → the states that its sentence means by it, wherever the parse hangs them.

What enters: a parsed sentence, its marks and the place of such a noun ("countries"); what leaves: the
names that stand for it: "asked three countries to take them: Fiji, Tonga and Samoa", "Fiji and Tonga
are among the countries that …", "countries that take them include Fiji".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.extract.arguments import conjuncts
from pactwatch.extract.lexicon import Marks, StateMark
from pactwatch.extract.parse import Sentence
from pactwatch.extract.titles import STANDING

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


#: Words that stand for such a noun: "Fiji and Tonga are among the others that …", "one of those".
FOR_ONE = frozenset({"other", "those", "one"})


def listed_states(s: Sentence, marks: Marks, i: int) -> list[StateMark]:
    """The states that a noun for states is told to mean; none where it is not told."""
    if not marks.is_a(i, "descriptive", "candidate"):
        return [*_subjects(s, marks, i)] if s.words[i].lemma in FOR_ONE else []
    several = s.words[i].tag in ("NNS", "NNPS")
    behind = (_behind(s, marks, i) or _before_close(s, marks, i)) if several else []
    return behind or [*_subjects(s, marks, i)]


def of_which(s: Sentence, marks: Marks, i: int) -> int:
    """ "A number of countries", "a string of nations": the noun that such a word counts."""
    if s.words[i].lemma in COUNTING and marks.state_at(i) is None:
        for c in s.children[i]:
            if s.words[c].lemma == "of":
                return next((k for k in s.children[c] if marks.is_a(k, "descriptive")), i)
    return i


def _before_close(s: Sentence, marks: Marks, i: int) -> list[StateMark]:
    """ "Other countries, Fiji and Tonga among them, …", "several states, Fiji included"."""
    for k in range(i + 1, len(s.words)):
        words = [w.text for w in s.words[k : k + 2]]
        if words[0] != "included" and words != ["among", "them"]:
            continue
        for mark in marks.states:
            row = row_at(s, marks, mark.first) if i < mark.first < k else []
            if row and row[-1].last + 1 == k and s.words[mark.first - 1].text == ",":
                return row
    return []


def _behind(s: Sentence, marks: Marks, i: int) -> list[StateMark]:
    """ "Three countries to take them: Fiji, Tonga and Samoa", "several states …, among them Fiji"."""
    for k in range(i + 1, len(s.words)):
        if marks.is_a(k, "descriptive") and s.words[k].tag in ("NNS", "NNPS"):
            return []
        words = [w.text.lower() for w in s.words[k : k + 2]]
        opener = next((n for n in (2, 1) if " ".join(words[:n]) in OPENERS), 0)
        if not opener and _is_set_off(s, marks, i, k):
            return row_at(s, marks, k + 1)
        if not opener and words[0] not in SIGNS:
            continue
        row = row_at(s, marks, k + (opener or 1))
        if row and (opener or len(row) > 1):
            return row
    return []


def _is_set_off(s: Sentence, marks: Marks, i: int, comma: int) -> bool:
    """ "Five governments of the region, Fiji, Tonga and Samoa, have": a list between commas, behind
    the noun and nothing more than where they lie."""
    near = all(w.pos in ("ADP", "DET", "ADJ", "NOUN", "PROPN") for w in s.words[i + 1 : comma])
    row = row_at(s, marks, comma + 1) if near and s.words[comma].text == "," else []
    if len(row) < SEVERAL or row[-1].last + 1 >= len(s.words):
        return False
    joined = {w.text.lower() for w in s.words[row[-2].last + 1 : row[-1].first]}
    return bool(joined & {"and", "or"}) and s.words[row[-1].last + 1].text in CLOSING


#: How many states a list has at least, and what closes one.
SEVERAL = 2
CLOSING = frozenset({",", ".", ";", ":", ")", "-", "–", "—"})


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
    for c in said_to_be(s, i):
        for mark in map(marks.state_at, conjuncts(s, c)):
            if mark is not None and mark.how in NAMES:
                yield mark


#: Verbs that say of their subject what it is.
BEING = frozenset({"be", "become", "remain"})


def said_to_be(s: Sentence, i: int) -> list[int]:
    """Of what a noun is said: "Fiji is one of the countries", "that makes Fiji the latest country"."""
    head = s.words[i].head
    above, verb = s.words[head], s.words[head].head
    match above.lemma:
        case "of" if s.words[i].dep == "pobj":
            return said_to_be(s, verb) if s.words[verb].lemma == "one" else []
        case "among" if s.words[verb].lemma == "be":
            return [c for c in s.children[verb] if s.words[c].dep in ("nsubj", "attr")]
        case "include":
            return [c for c in s.children[head] if s.words[c].dep == "dobj" and c != i]
        case "as" if s.words[i].dep == "pobj" and s.words[verb].pos == "VERB":
            return [c for c in s.children[verb] if s.words[c].dep in ("nsubjpass", "dobj")]
    if s.words[i].dep == "attr" and above.lemma in BEING:
        return [c for c in s.children[head] if s.words[c].dep == "nsubj"]
    if s.words[i].dep == "nsubj" and above.lemma == "be":  # "those that have are Fiji and Tonga"
        return [c for c in s.children[head] if s.words[c].dep == "attr"]
    return [c for c in s.children[i] if s.words[c].dep == "nsubj" and c < i]


#: What stands between the states of a list.
COMMAS = frozenset({",", "and", "or", "the", "&"})


def listed_with(s: Sentence, marks: Marks, mark: StateMark) -> Sequence[StateMark]:
    """The states of the list in which one stands ("Fiji, Tonga and Samoa"), as parses break lists."""
    rows: list[list[StateMark]] = [[]]
    for other in marks.states:
        if rows[-1]:
            between = [w.text.lower() for w in s.words[rows[-1][-1].last + 1 : other.first]]
            if not between or not set(between) <= COMMAS or other.how not in STANDING:
                rows.append([])
        if other.how in STANDING:
            rows[-1].append(other)
    for row in rows:
        if mark in row and len(row) >= LIST:
            last = {w.text.lower() for w in s.words[row[-2].last + 1 : row[-1].first]}
            if last & {"and", "or"}:
                return row
    return ()


#: The fewest states that make a list whatever the parse says.
LIST = 3


def is_next(s: Sentence, marks: Marks, head: int, c: int) -> bool:
    """ "A pact with Ghana, Zambia": in a headline a comma for "and"."""
    first, other = marks.state_at(head), marks.state_at(c)
    named = first is not None and other is not None and first.how == other.how == "name"
    return named and s.words[c].dep == "appos" and s.words[-1].pos != "PUNCT"
