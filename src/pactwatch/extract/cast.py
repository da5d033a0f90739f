"""Parsed paragraphs → the persons and bodies that a page names, and its names and offices for them.

What enters: sentences in order; what leaves: a `Cast` that knows each person's fullest name, the
words of their office, and where both stand. Only the page's own words are used: no list of persons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pactwatch.extract.parse import Sentence, Word
from pactwatch.extract.speech import Speech
from pactwatch.nouns import Range

Gender = Literal["male", "female"]

#: Small words that may stand inside a name.
PARTICLES = frozenset(
    {
        "de",
        "la",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "da",
        "dos",
        "di",
        "du",
        "le",
    }
)
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "mp"})
#: Words before the chief word of a phrase that are no part of a name or office.
ARTICLES = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my"}
)
#: Words that join the parts of an office, and do not begin it.
#: What stands before a name by a slip of the parser: "on Tuesday Barker-Vormawor said".
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
JOINTS = frozenset({"of", "for", "and", "’s", "'s", "-", "at"})
#: How many words before a name an office may take.
LONGEST_OFFICE = 12

Run = tuple[int, int]  #: first and last word


@dataclass(slots=True)
class Person:
    """Somebody whom the page names; grows while the page is read."""

    name: str
    name_at: Range
    key: str  #: the last word of the name, lower-case
    office: str | None = None
    office_at: Range | None = None
    organisation: str | None = None
    organisation_at: Range | None = None
    gender: Gender | None = None
    seen: list[int] = field(default_factory=list)  #: sentences, by index
    acts: bool = False  #: bears an office, or stands where no place would


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of a sentence that names a person: its chief word, and what it says of them."""

    head: int
    name: tuple[int, int]
    office: Run | None
    organisation: Run | None


class Cast:
    """Who plays in a page. Built once by `read_cast`, then asked."""

    def __init__(self) -> None:
        self.persons: list[Person] = []
        self.by_key: dict[str, list[Person]] = {}
        self.at: dict[tuple[int, int], Person] = {}  #: (sentence, chief word) → who is meant

    def meet(self, number: int, sentence: Sentence, found: Mention, speech: Speech) -> Person:
        """Take in a mention: a new person, or more of one already met."""
        name, name_at = words_of(sentence, found.name)
        key = _key_of(name)
        person = self._known(name, key)
        if person is None:
            person = Person(name, name_at, key)
            self.persons.append(person)
            self.by_key.setdefault(key, []).append(person)
        elif len(name.split()) > len(person.name.split()):
            person.name, person.name_at = name, name_at
        person.seen.append(number)
        person.acts = person.acts or found.office is not None or not _is_where(sentence, found.head)
        if found.office is not None:
            self._add_office(person, sentence, found, speech)
        self.at[number, found.head] = person
        return person

    def _known(self, name: str, key: str) -> Person | None:
        """The person met last who can bear this name."""
        for person in reversed(self.by_key.get(key, [])):
            if _agree(person.name, name):
                return person
        return None

    @staticmethod
    def _add_office(person: Person, sentence: Sentence, found: Mention, speech: Speech) -> None:
        assert found.office is not None
        office, at = words_of(sentence, found.office)
        for word in office.lower().replace(".", "").split():
            if word in speech.male or word in speech.female:
                person.gender = "male" if word in speech.male else "female"
        if office.lower().strip(".") in speech.titles and len(office) <= 5:
            return
        if person.office is None or len(office.split()) > len(person.office.split()):
            person.office, person.office_at = office, at
        if found.organisation is not None and person.organisation is None:
            person.organisation, person.organisation_at = words_of(sentence, found.organisation)


#: What stands before a place, and seldom before somebody of whom a page goes on to speak.
WHERE = frozenset({"in", "at", "near", "of", "from", "across", "into", "outside", "on", "via"})


def _is_where(sentence: Sentence, head: int) -> bool:
    """Whether a name stands where places do: "in New Hampshire", "at Ben Gurion airport"."""
    words = sentence.words
    while words[head].dep in ("compound", "conj", "nmod", "poss") and words[head].head != head:
        head = words[head].head
    return words[head].dep == "pobj" and words[words[head].head].lemma in WHERE


def _agree(known: str, name: str) -> bool:
    """Whether two names with the same last word can be one person's."""
    a, b = (n.lower().replace(".", "").replace("’", "'").split() for n in (known, name))
    if len(a) == 1 or len(b) == 1:
        return True
    return a[0] == b[0] or (min(len(a[0]), len(b[0])) == 1 and a[0][0] == b[0][0])


def _key_of(name: str) -> str:
    """The last word of a name in lower case, behind which no "Jr" stands."""
    plain = name.lower().replace("’", "'")
    parts = [part for part in plain.split() if part.strip(".") not in SUFFIXES]
    return parts[-1] if parts else name.lower()


def glued(words: Sequence[Word], i: int) -> Run:
    """The words written as one with word `i`: "Ould-Ahmed" is three to the parser."""
    first = last = i
    while first > 1 and _is_joint(words, first - 1):
        first -= 2
    while last + 2 < len(words) and _is_joint(words, last + 1):
        last += 2
    return first, last


def _is_joint(words: Sequence[Word], k: int) -> bool:
    """Whether word `k` is a hyphen between two words with capitals, without a space."""
    before, hyphen, after = words[k - 1], words[k], words[k + 1]
    return (
        hyphen.text in ("-", "‑")
        and before.end == hyphen.start
        and hyphen.end == after.start
        and before.text[0].isupper()
        and after.text[0].isalpha()
    )


def words_of(sentence: Sentence, run: tuple[int, int]) -> tuple[str, Range]:
    """A run of words as the page has them, and where."""
    start, end = sentence.range_of(*run)
    return sentence.text[start - sentence.start : end - sentence.start], (start, end)


def read_cast(
    sentences: Sequence[Sentence],
    speech: Speech,
    *,
    is_body: Callable[[Range], bool] = lambda _: False,
) -> Cast:
    """Every person whom the sentences name; full names lend theirs to short ones.

    `is_body` says of a range whether it names a body or state; such a name is no person's.
    """
    cast = Cast()
    mentions = [
        (i, s, m)
        for i, s in enumerate(sentences)
        for m in find_mentions(s, speech)
        if not is_body(s.range_of(m.head, m.head))
    ]
    for number, sentence, found in mentions:
        is_full = " " in words_of(sentence, found.name)[0]
        if is_full or found.office is not None:
            cast.meet(number, sentence, found, speech)
    for number, sentence, found in mentions:
        key = _key_of(words_of(sentence, found.name)[0])
        if (number, found.head) not in cast.at and key in cast.by_key:
            cast.meet(number, sentence, found, speech)
    for person in cast.persons:
        person.seen.sort()
    return cast


def find_mentions(sentence: Sentence, speech: Speech) -> Iterator[Mention]:
    """The phrases of a sentence that may name a person."""
    words = sentence.words
    for head, word in enumerate(words):
        if word.pos != "PROPN" or (word.dep == "compound" and words[word.head].pos == "PROPN"):
            continue
        first = name_start(words, head, speech)
        first = min(first, glued(words, head)[0]) if first <= head else first
        if first > head or _is_body_name(words[first : head + 1], speech):
            continue
        if any(words[k].pos == "DET" for k in range(max(0, first - 1), first)):
            continue
        office = _office_before(sentence, first, speech) or _office_beside(sentence, head, speech)
        organisation = _organisation(sentence, office, speech) if office else None
        yield Mention(head, (first, glued(words, head)[1]), office, organisation)


def name_start(words: Sequence[Word], head: int, speech: Speech) -> int:
    """Where a name that ends at `head` begins; past it where the word is an office, no name."""
    first = head + 1
    k = head
    while k >= 0:
        word = words[k]
        lower = word.text.lower().strip(".")
        if lower in speech.offices or lower in speech.titles or (k < head and lower in WEEKDAYS):
            break
        if lower in speech.departments and _is_of_office(words, k, speech):
            break
        if word.pos == "PROPN" and word.text[0].isupper():
            first = k
        elif first <= head and 0 < k < head and _is_joint(words, k):
            first = k = k - 1
        elif not (lower in PARTICLES and k < head) and not (
            word.text[0].isupper() and lower in speech.departments
        ):
            break
        k -= 1
    return first


def _is_of_office(words: Sequence[Word], k: int, speech: Speech) -> bool:
    """Whether it stands behind an office as its department: "Secretary of Homeland Security"."""
    while k > 0 and words[k - 1].text.lower() in speech.departments:
        k -= 1
    return k > 0 and words[k - 1].text.lower() in ("of", "for", "and")


def _is_body_name(name: Sequence[Word], speech: Speech) -> bool:
    last = name[-1].text.lower()
    if (
        last in speech.things
        or last in speech.bodies
        or last in speech.media
        or name[0].text.lower() in speech.bodies
    ):
        return True
    return len(name) == 1 and name[0].text.isupper() and len(name[0].text) <= 6


def _office_before(sentence: Sentence, first: int, speech: Speech) -> Run | None:
    """The office that stands before a name: "Rwandan Foreign Minister", "Secretary of State"."""
    words = sentence.words
    last = k = first - 1
    if k >= 0 and words[k].text == ",":
        last = k = k - 1
    begin: int | None = None
    while k >= 0 and last - k < LONGEST_OFFICE:
        lower = words[k].text.lower().strip(".")
        if lower in speech.offices or lower in speech.titles:
            begin = k
        elif not _may_describe(words[k]) or _joins_a_name(words, k, speech):
            break
        elif begin is not None and words[k].pos in ("PROPN", "NOUN", "ADJ", "NUM", "VERB"):
            begin = k
        elif begin is None and words[k].pos == "VERB":
            break
        k -= 1
    if begin is None:
        return None
    while begin <= last and words[begin].text.lower() in JOINTS:
        begin += 1
    return (begin, last) if begin <= last else None


def _joins_a_name(words: Sequence[Word], k: int, speech: Speech) -> bool:
    """ "Roe and local lawyer Ann Doe": the name before "and" is another's, and no department."""
    name = words[k].head
    lower = words[name].text.lower()
    apart = words[k].dep == "cc" and name == k - 1 and words[name].pos == "PROPN"
    within = lower in speech.departments or lower in speech.offices
    return apart and not within and (name == 0 or words[name - 1].lemma not in ("of", "for"))


def _may_describe(word: Word) -> bool:
    """Whether a word may stand within an office: "acting", "for", "’s", but no verb or article."""
    lower = word.text.lower()
    if lower in ARTICLES:
        return False
    if word.pos == "VERB":
        return word.dep in ("amod", "compound")
    return (
        word.pos in ("PROPN", "NOUN", "ADJ", "NUM")
        or lower in JOINTS
        or word.tag in ("POS", "HYPH")
    )


def _office_beside(sentence: Sentence, head: int, speech: Speech) -> Run | None:
    """The office in apposition behind a name: "X, the foreign minister of Rwanda,"."""
    words = sentence.words
    for c in sentence.children[head]:
        if words[c].dep in ("appos", "relcl") and c > head:
            if words[head + 1].text.lower() == "the":
                continue  # "in an interview with Jane Doe the president said"
            k = c
            if words[c].dep == "relcl":
                attribute = next((a for a in sentence.children[c] if words[a].dep == "attr"), None)
                if attribute is None:
                    continue
                k = attribute
            if words[k].lemma in speech.offices or words[k].text.lower() in speech.offices:
                return trimmed(sentence, k)
    up = words[head].head
    label = any(w.text == ":" for w in words[up:head])
    if words[head].dep == "appos" and words[up].text.lower() in speech.offices and not label:
        first, last = trimmed(sentence, up)
        last = min(last, head - 1)
        while last > first and (words[last].pos == "PUNCT" or words[last].dep == "compound"):
            last -= 1
        return first, max(last, up)
    return None


def trimmed(sentence: Sentence, i: int) -> tuple[int, int]:
    """The phrase below a word, without article, clauses about it, and stops at its edges."""
    words = sentence.words
    inside = set(sentence.subtree(i))
    for c in sentence.children[i]:
        if words[c].dep in ("relcl", "acl", "appos", "advcl", "ccomp", "conj", "cc", "parataxis"):
            inside -= set(sentence.subtree(c))
    first = last = i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside and words[last + 1].tag not in ("WP", "WDT"):
        last += 1
    while first < i and (words[first].text.lower() in ARTICLES or words[first].pos == "PUNCT"):
        first += 1
    while last > i and (words[last].pos in ("PUNCT", "CCONJ", "SPACE") or words[last].tag == "POS"):
        last -= 1
    return first, last


def _organisation(sentence: Sentence, office: tuple[int, int], speech: Speech) -> Run | None:
    """The body for which an office stands: "Home Office spokesperson", "director of the IRC"."""
    words = sentence.words
    first, last = office
    owner = next((k for k in range(first, last + 1) if words[k].tag == "POS"), None)
    if owner is not None and owner > first and words[first].text[0].isupper():
        return first, owner - 1
    if words[first].text.isupper() and words[first].text.lower() not in speech.offices:
        return first, first
    at = next(
        (k for k in range(last, first - 1, -1) if words[k].text.lower() in speech.offices), last
    )
    if at < last and words[at + 1].text.lower() in ("of", "for", "at", "with", "in"):
        begin = at + 2
        while begin < last and words[begin].text.lower() in ARTICLES:
            begin += 1
        inside = words[begin : last + 1]
        if words[begin].text.lower() in speech.departments:
            return None
        told = any(w.pos == "PROPN" or w.lemma in speech.bodies for w in inside)
        return (begin, last) if told else None
    if words[at].text.lower() in speech.spokes and at > first:
        end = at - 1
        while end > first and words[end].tag in ("POS", "HYPH"):
            end -= 1
        return first, end
    return None
