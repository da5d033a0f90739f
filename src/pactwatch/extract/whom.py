"""Noun phrase → who is moved in it: people, a vessel that carries them, or a part of those told before.

General English beside the pack's classes `people`, `flight`, `moved` and `topic`.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.extract.arguments import conjuncts, phrase_of
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.nationality import ONE_OF_THEM
from pactwatch.extract.parse import Sentence

#: Nouns that stand for what follows their "of" ("a total of 135 migrants").
TOTALS = frozenset(
    "total number sum figure rest remainder group wave batch contingent cohort tranche trickle".split()
)
#: Words for some of those who are told behind their "of".
PARTS = frozenset("some most many several half part few majority handful all couple".split())
#: Nouns that are numbers.
ROUND_NUMBERS = frozenset({"dozen", "hundred", "thousand", "score", "couple"})
#: Numbers that a parse takes for nouns behind "another".
TENS = frozenset(
    "two three four five six seven eight nine ten eleven twelve fifteen twenty".split()
)
#: Tags of one thing that is named.
NOUNS = frozenset({"NN", "NNP"})
PERSONAL = frozenset("they them those who he him she her".split())


def people_in(s: Sentence, marks: Marks, i: int) -> list[int]:
    """The heads of those who are people in a phrase and what is joined to it."""
    found = [j for j in conjuncts(s, i) if _are_people(s, marks, j)]
    if s.words[i].lemma in PARTS:
        whole = [_told_of(s, marks, i)] if is_part(s, i) else []
        beside = [c for c in s.children[i] if s.words[c].dep == "appos"]
        named = [j for j in (*whole, *beside) if j is not None and _are_people(s, marks, j)]
        return named or found  # "eight men, many of them with convictions, came"
    return found


def _told_of(s: Sentence, marks: Marks, i: int) -> int | None:
    """Those of whom "many of them" behind a comma tells: the people right before it, or below a verb."""
    of = _behind_of(s, i)
    if of is None or s.words[of].lemma not in PERSONAL or s.words[i - 1].text != ",":
        return None
    counted = [
        j for j in range(i) if marks.is_a(j, "people") and s.words[j].pos in ("NOUN", "PROPN")
    ]
    return counted[-1] if counted else None


def whole_of(s: Sentence, i: int) -> int:
    """ "Some of the nine migrants who were sent": those of whom some are told."""
    counts = s.words[i].lemma in PARTS or s.words[i].pos == "NUM"
    return _behind_of(s, i) or i if counts else i


def is_part(s: Sentence, i: int) -> bool:
    """Whether a phrase counts some of those already told: "around 100 of them", "two of the eight"."""
    word = s.words[i]
    j = _behind_of(s, i)
    if j is None or not (word.pos == "NUM" or word.lemma in PARTS | ROUND_NUMBERS):
        return False
    first, _ = phrase_of(s, j)
    return s.words[j].pos == "PRON" or s.words[first].lemma in ("the", "these", "those", "they")


def is_any(s: Sentence, i: int) -> bool:
    """ "Per individual relocated", "each person sent", "any migrant": nobody in particular."""
    first, last = phrase_of(s, i)
    if any(w.lemma == "once" for w in s.words[max(0, first - 1) : last]):
        return True  # "a further sum once 300 people have been moved"
    if any(w.pos == "NUM" for w in s.words[first : last + 1]):
        return False
    return s.words[first].lemma in ("each", "every", "any", "per", "no") or (
        first > 0 and s.words[first - 1].lemma == "per"
    )


def is_vessel(s: Sentence, marks: Marks, i: int) -> bool:
    """A flight or ship of which the words around tell that it has people aboard to be moved."""
    if not marks.is_a(i, "flight"):
        return False
    below = [k for k in s.subtree(i) if k != i]
    if any(marks.is_a(k, "people", "moved", "topic") for k in below):
        return True
    if any(mark.how == "people" and mark.last in below for mark in marks.states):
        return True  # "a plane with 19 Afghans"
    return s.words[phrase_of(s, i)[0]].lemma in ("the", "this", "that")


def _behind_of(s: Sentence, i: int) -> int | None:
    return next(
        (j for c in s.children[i] if s.words[c].lemma == "of" for j in _objects(s, c)), None
    )


def _objects(s: Sentence, c: int) -> Sequence[int]:
    return [j for j in s.children[c] if s.words[j].dep == "pobj"]


def _is_year(s: Sentence, i: int) -> bool:
    """ "Took its independence in 2008": a year behind a preposition of time."""
    word = s.words[i]
    return (
        word.text.isdigit()
        and YEARS[0] <= int(word.text) <= YEARS[1]
        and word.dep == "pobj"
        and s.words[word.head].lemma in ("in", "by", "since", "until", "from", "of", "before")
    )


def _is_age(s: Sentence, i: int) -> bool:
    """ "An Eritrean, 25, who was trafficked"."""
    after = s.words[i + 1].text if i + 1 < len(s.words) else "."
    return i > 1 and s.words[i - 1].text == "," and after in ",." and s.words[i].dep == "appos"


#: Four figures between these, alone behind a preposition, are a year.
YEARS = (1900, 2100)


#: Before the name of one person.
TITLES = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss"})


def _is_called_so(s: Sentence, i: int) -> bool:
    """ "Agreed to host Mr. Roe": one person, by the name."""
    return any(w.text.lower() in TITLES for w in s.words[phrase_of(s, i)[0] : i])


def _are_people(s: Sentence, marks: Marks, i: int) -> bool:
    word = s.words[i]
    if marks.is_a(i, "people"):
        return True
    mark = marks.state_at(i)
    if mark and (mark.how == "people" or (mark.how == "adjective" and word.tag in ("NNS", "NNPS"))):
        return True
    if (
        mark
        and mark.how == "adjective"
        and any(
            s.words[c].dep == "nummod"
            or (word.tag in NOUNS and word.dep != "nsubj" and s.words[c].lemma in ONE_OF_THEM)
            for c in s.children[i]
        )
    ):
        return True  # "over 20 Guyanese", "sent an Iraqi there"
    if word.pos == "NUM" and (_is_year(s, i) or _is_age(s, i)):
        return False
    another = word.lemma in TENS and (
        word.dep in ("nsubj", "nsubjpass")  # "twelve have been granted asylum"
        or (i > 0 and s.words[i - 1].lemma in ("another", "further"))
    )
    if word.pos == "NUM" or word.lemma in ROUND_NUMBERS or another:
        return not any(set(s.words[c].text) & set("$€£") for c in s.children[i]) and not any(
            marks.is_a(k, "money") for c in s.children[i] for k in s.subtree(c)
        )
    if word.lemma in TOTALS | PARTS:
        below = _behind_of(s, i)
        return below is not None and _are_people(s, marks, below)
    if marks.is_a(i, "flight"):
        return is_vessel(s, marks, i)
    if word.pos == "PROPN" and mark is None and _is_called_so(s, i):
        return True
    return word.lemma in PERSONAL and word.pos in ("PRON", "DET")
