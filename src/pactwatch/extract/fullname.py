"""Description of a party → the name that the page gives it. What enters: words that fill a slot,
where they stand, and the page; what leaves: the same, or the name told before ("the court" is the
High Court that the page named above, "the organisation" the one that it named).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pactwatch.extract.arguments import phrase_of
from pactwatch.extract.filling import Filled, begin_of_name, end_of_name
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.page import Page
from pactwatch.extract.parse import Sentence

#: The class of the pack's vocabulary for those who judge: several words for one body.
BENCH = "bench"
#: The class of words for a state that is not named.
OWNER = "descriptive"
#: What singles a body out without naming it.
RANKS = frozenset({"high", "highest", "top", "apex", "same"})
#: The longest short form of a name, in words.
SHORT = 3
#: What opens a phrase that points back, and one that tells of somebody else.
POINTING = frozenset({"the", "this", "that", "these", "those"})
OTHERS = frozenset({"another", "one", "both", "other", "several", "some", "two", "second"})

#: Tags of one, and of many.
ONE, MANY = frozenset({"NN", "NNP"}), frozenset({"NNS", "NNPS"})

#: A word of a name, and what may stand between two.
CAPITAL, JOINING = r"[A-Z][\w'’.&-]*", r"(?:of|for|the|and|on|in|to|against)"

Place = tuple[int, int]


def with_its_name(page: Page, filled: Filled) -> Filled:
    """Words that fill a slot, or the name for which they stand."""
    start, end = _spelled_out(page, *filled[1:]) or _named(page, *filled[1:])
    return (page.text[start:end], start, end)


def _spelled_out(page: Page, start: int, end: int) -> Place | None:
    """ "The UWP": the name behind which the page gives these letters, "United Workers Party (UWP)"."""
    text = page.text
    letters = text[start:end]
    if not (letters.isalpha() and letters.isupper() and len(letters) > 1):
        return None
    for found in re.finditer(rf"((?:{CAPITAL}\s+(?:{JOINING}\s+)*)+)\((?:the )?{letters}\b", text):
        words = found[1].split()
        for first in range(len(words)):
            initials = "".join(word[0] for word in words[first:] if word[0].isupper())
            if initials == letters and words[first][0].isupper():
                return found.start(1) + _at(found[1], first), found.start(1) + len(
                    found[1].rstrip()
                )
    return None


def _at(words: str, number: int) -> int:
    """Where the word of a number begins."""
    return [match.start() for match in re.finditer(r"\S+", words)][number]


def _named(page: Page, start: int, end: int) -> Place:
    """Where the name stands for which the words from `start` to `end` are a description."""
    s = page.sentence_at(start)
    inside = [] if s is None else _without_owner(s, page.marks[page.index_of(s)], start, end)
    if s is not None and inside:
        start = s.range_of(inside[0], inside[-1])[0]
    heads = [k for k in inside if s and (s.words[k].head not in inside or s.words[k].head == k)]
    if s is None or not heads:
        return start, end
    marks = page.marks[page.index_of(s)]
    own = _own_name(s, marks, inside, heads[-1]) or _full_name(page, s, inside)
    if own is not None:
        return own
    title = any(p.kind == "title" and p.start <= start < p.end for p in page.passages)
    way = _way(s, marks, inside, title=title)
    told = _told_of(s, marks, inside, heads[-1]) if way > 0 else ()
    for place in _names(page, s, heads[-1], way) if way else ():
        name = page.text[slice(*place)].lower()
        if all(word in name for word in told):
            return place
    return start, end


def _told_of(s: Sentence, marks: Marks, inside: Sequence[int], head: int) -> tuple[str, ...]:
    """What singles out a body that is not named yet, in the beginnings of its words; a person's
    name tells none of it."""
    if s.words[head].lemma == "judge":
        return ()
    rest = [k for k in inside if k != head and marks.state_at(k) is None]
    return tuple(s.words[k].text.lower()[:6] for k in rest if s.words[k].pos in ("ADJ", "NOUN"))


def _words(s: Sentence, start: int, end: int) -> list[int]:
    return [k for k, w in enumerate(s.words) if start <= s.start + w.start < end]


def _without_owner(s: Sentence, marks: Marks, start: int, end: int) -> list[int]:
    """ "His country's Supreme Court", "its courts": the words less an owner who is but described."""
    inside = _words(s, start, end)
    if inside and marks.is_a(inside[-1], BENCH) and s.words[inside[0]].tag == "PRP$":
        inside = inside[1:]
    owned = next((n for n, k in enumerate(inside) if s.words[k].tag == "POS"), None)
    if owned is None or not marks.is_a(inside[-1], BENCH):
        return inside
    owner = inside[:owned]
    described = any(marks.is_a(k, OWNER) for k in owner[-1:])
    named = any(s.words[k].pos == "PROPN" or marks.state_at(k) for k in owner)
    return inside[owned + 1 :] if described and not named else inside


def _own_name(s: Sentence, marks: Marks, inside: Sequence[int], head: int) -> Place | None:
    """ "Supreme Court judges": the body that the words name themselves."""
    if not marks.is_a(head, BENCH) or s.words[head].text[0].isupper() or head == inside[0]:
        return None
    before = head - 1
    first = inside[0] + (s.words[inside[0]].pos == "NUM")  # "five Supreme Court judges"
    if marks.is_a(before, BENCH) and s.words[before].pos == "PROPN" and before > first:
        return s.range_of(first, before)
    return None


def _full_name(page: Page, s: Sentence, inside: Sequence[int]) -> Place | None:
    """ "Judge Roe", "European court": the fuller name above that holds all of these words."""
    short = {s.words[k].text.lower() for k in inside}
    last = s.words[inside[-1]].text.lower()
    if not 1 < len(inside) <= SHORT or not any(s.words[k].pos == "PROPN" for k in inside):
        return None
    for other in reversed(page.sentences[: page.index_of(s)]):
        for i, word in enumerate(other.words):
            if word.text.lower() != last or word.pos != "PROPN" or word.dep == "compound":
                continue
            end = end_of_name(other, i)
            first = begin_of_name(other, phrase_of(other, i)[0], end)
            whole = {w.text.lower() for w in other.words[first : end + 1]}
            if end - first >= len(inside) and short <= whole:
                return other.range_of(first, end)
    return None


def _way(s: Sentence, marks: Marks, inside: Sequence[int], *, title: bool) -> int:
    """Where the name is looked for: -1 above, then below; 1 below alone; 0 where words are a name.

    "The court" and "the country's highest court" point back; "a court" and a headline's "court"
    point to what the text goes on to name.
    """
    words = s.words
    before = words[inside[0] - 1].lemma if inside[0] else ""
    if not all(_is_plain(s, marks, k) for k in inside) or words[inside[0]].lemma in OTHERS:
        return 0
    counted = words[inside[0]].lemma == "all" or words[inside[0]].pos == "NUM"
    alone = (len(inside) == 1 or counted) and words[inside[-1]].tag == "NNS"
    if alone or before in POINTING or any(words[k].lemma in RANKS for k in inside):
        return -1
    return 1 if title or (before in ("a", "an") and words[inside[-1]].tag in ("NN", "NNP")) else 0


def _is_plain(s: Sentence, marks: Marks, k: int) -> bool:
    """Whether a word of a phrase names nobody: a common noun or a state's name."""
    word, mark = s.words[k], marks.state_at(k)
    if mark is not None:
        return mark.how in ("name", "adjective")
    if word.pos in ("DET", "PART", "PUNCT", "NUM") or word.lemma in RANKS:
        return True
    if marks.is_a(k, BENCH) and k and s.words[k - 1].lemma == "the":  # "the Court", told above
        return True
    return (word.text.islower() or k == 0) and word.pos in ("NOUN", "PROPN", "ADJ")


def _names(page: Page, s: Sentence, head: int, way: int) -> Iterator[Place]:
    """Names with the same noun, nearest above first where they are looked for there, then below.

    Judges are also their court's: where none is named, the court is.
    """
    yield from _alike(page, s, head, way, judges=False)
    if s.words[head].lemma in ("judge", "justice", "magistrate"):
        yield from _alike(page, s, head, way, judges=True)


def _alike(page: Page, s: Sentence, head: int, way: int, *, judges: bool) -> Iterator[Place]:
    here = page.index_of(s)
    noun = s.words[head].lemma.rstrip("s")
    above = range(here, -1, -1) if way < 0 else ()
    for number in [*above, *range(here + 1, len(page.sentences))]:
        other, told = page.sentences[number], page.marks[number]
        for i, word in reversed(list(enumerate(other.words))):
            if number == here and i >= head:
                continue
            same = word.text.lower().rstrip("s") == noun or (judges and told.is_a(i, BENCH))
            if not same or word.dep == "compound":
                continue
            last = end_of_name(other, i)
            first = begin_of_name(other, phrase_of(other, i)[0], last)
            if s.words[head].tag in ONE and word.tag in MANY:
                continue  # "a court" is none of "the special courts"
            proper = word.pos == "PROPN" and word.text[0].isupper()
            stated = told.state_at(first) is not None or not _is_plain(other, told, first)
            if last > first and (proper or stated):
                yield other.range_of(first, last)
