"""Hit → states that its sentence tells to do as one of its pair does: "Fiji, along with Tonga, agreed".

What enters: a hit with its pairs; what leaves: a pair for each state that keeps one of them company,
beside it, before it or after it: "the fifth country to do so, after Fiji and Tonga", "Fiji has joined
Tonga in taking them", "as has Samoa". When, and how many, is told of the first alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pactwatch.extract.arguments import conjuncts
from pactwatch.extract.factuality import JOINING
from pactwatch.extract.hit import Hit
from pactwatch.extract.lexicon import Marks, StateMark
from pactwatch.extract.listing import row_at
from pactwatch.extract.named import Party
from pactwatch.extract.pair import Pair
from pactwatch.extract.parse import Sentence

#: Before those who do it too.
WITH = (
    ("along", "with"),
    ("together", "with"),
    ("as", "well", "as"),
    ("in", "addition", "to"),
    ("aside", "from"),
    ("apart", "from"),
    ("alongside",),
    ("besides",),
    ("joining",),
    ("like",),
)
#: Before those who did it earlier, where the sentence counts who did: "the fifth country, after Fiji".
AFTER = frozenset({"after", "following", "behind"})
#: "As have Fiji and Tonga", "and so has Samoa".
SO = frozenset({"as", "so"})
HELPERS = frozenset({"have", "be", "do"})
#: Words that count who does a thing.
COUNTED = frozenset(
    "second third fourth fifth sixth seventh eighth ninth tenth latest newest next another".split()
)
#: What counting words count.
NOUNS = frozenset({"country", "nation", "state", "government", "deal", "agreement", "pact"})


def in_company(
    hit: Hit, pairs: Sequence[Pair | None], usual_first: Collection[str]
) -> Iterator[Pair]:
    """A pair for each state that keeps the hit's pair company; none where the hit is denied."""
    pair = next((p for p in pairs if p is not None and p.is_complete), None)
    if pair is None or pair.first is None or pair.second is None or hit.is_contrary:
        return
    told = {code for p in pairs if p is not None for code in p.codes}
    for mark in companions(hit.s, hit.marks):
        if mark.code in told:
            continue
        told.add(mark.code)
        party = Party(mark.code, *hit.s.range_of(mark.first, mark.last))
        if mark.code not in usual_first or pair.second.code in usual_first:
            yield replace(pair, second=party, is_alike=True)
        elif pair.first.code in usual_first:
            yield replace(pair, first=party, is_alike=True)


def companions(s: Sentence, marks: Marks) -> Iterator[StateMark]:
    """The states that a sentence sets beside those of which it tells, left to right."""
    for i in range(len(s.words)):
        at = _behind_with(s, i)
        is_with = at is not None
        at = at or _behind_other(s, i)
        row = _to_its_end(s, row_at(s, marks, at)) if at is not None else []
        if row and _stands_alone(s, row[-1].last + 1, is_with=is_with):
            yield from row
        yield from _who_followed(s, marks, i)


#: What those do who did as others had done.
ALIKE = frozenset({"same", "likewise", "so", "suit", "similarly"})


def _who_followed(s: Sentence, marks: Marks, i: int) -> Iterator[StateMark]:
    """ "Fiji took people in; Tonga and Samoa followed", "and Tonga has done the same"."""
    word = s.words[i]
    if word.pos != "VERB" or word.lemma not in ("follow", "do") or i == 0:
        return
    objects = [c for c in s.children[i] if s.words[c].dep in ("dobj", "advmod") and c > i]
    same = any(s.words[c].lemma in ALIKE for c in objects)
    past = word.tag in ("VBD", "VBN") and not any(
        s.words[c].dep == "auxpass" for c in s.children[i]
    )
    if not past or not (same or (word.lemma == "follow" and not _has_object(s, i))):
        return
    for c in s.children[i]:
        if (
            s.words[c].dep == "nsubj"
            and (found := marks.state_at(c)) is not None
            and found.first > 0
        ):
            yield from (m for j in conjuncts(s, c) if (m := marks.state_at(j)) is not None)


def _has_object(s: Sentence, i: int) -> bool:
    return any(c > i and s.words[c].dep in ("dobj", "ccomp", "xcomp") for c in s.children[i])


def _to_its_end(s: Sentence, row: Sequence[StateMark]) -> Sequence[StateMark]:
    """A list up to its "and"; behind that somebody else is named: "After Fiji and Tonga, Samoa"."""
    for k in range(1, len(row)):
        if any(w.lemma in ("and", "or") for w in s.words[row[k - 1].last + 1 : row[k].first]):
            return row[: k + 1]
    return row[:1]


def _behind_with(s: Sentence, i: int) -> int | None:
    """Behind which word a list begins that "along with" or the like opens at `i`."""
    words = tuple(w.text.lower() for w in s.words[i : i + 3])
    cue = next((cue for cue in WITH if words[: len(cue)] == cue), None)
    listing = cue == ("like",) and i > 0 and s.words[i - 1].text != ","  # "countries like Fiji"
    return i + len(cue) if cue is not None and not listing else None


def _behind_other(s: Sentence, i: int) -> int | None:
    """The same of those who did it before, or do so too: "after", "has joined", "as has"."""
    word = s.words[i]
    if word.text.lower() in AFTER and (i == 0 or _counts(s)):
        return i + 1
    if word.lemma in JOINING and word.pos == "VERB":
        return i + 1
    if word.text.lower() in SO and i + 1 < len(s.words) and s.words[i + 1].lemma in HELPERS:
        return i + 2
    return None


def _counts(s: Sentence) -> bool:
    """Whether a sentence counts who does a thing: "the fifth nation", "the latest such deal"."""
    return any(
        s.words[i].text.lower() in COUNTED
        and any(w.lemma in NOUNS for w in s.words[i + 1 : i + 4])
        and s.words[i + 1].text != "-"
        for i in range(len(s.words) - 1)
    )


def _stands_alone(s: Sentence, behind: int, *, is_with: bool) -> bool:
    """Whether a list ends in itself, and is no subject of a clause and nobody's possession."""
    if behind >= len(s.words):
        return True
    word = s.words[behind]
    if word.tag == "POS" or word.pos in ("NOUN", "PROPN", "ADJ"):
        return False
    return is_with or word.pos not in ("VERB", "AUX", "ADV", "PART")
