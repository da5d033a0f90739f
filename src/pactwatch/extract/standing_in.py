"""Sentence parsed wrongly → parsed again with a plain word standing in for the one that was misread.

"Norway sent 14 rejected asylum seekers to Ghana": a small parser takes "rejected" for the verb, and
who was sent and where is lost; in the headline "Migrants from Norway land in Ghana" it finds none.
An adjective, or a past, of the same length in its place parses as it should, and so does a name that
every parser knows in place of a state's that was read as another word ("flown to Nauru"). The sentence's
own word is put back afterwards, so that no offset and no quote changes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from pactwatch.extract.parse import Parser, Sentence, Word

#: A plain adjective by its length in letters.
ADJECTIVES = {
    len(word): word
    for word in ("local", "former", "foreign", "ordinary", "different", "particular", "independent")
}

#: How headlines tell of an arrival, and a past of the same length.
ARRIVALS = {"arrive": "landed", "arrives": "arrived", "land": "came", "lands": "moved"}

#: What may stand before a participle that describes people: a verb that takes them, a number, "of".
BEFORE = frozenset({"CD", "DT", "IN", "JJ", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WRB"})

#: Numbers in words with which a sentence may begin.
NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozens hundreds "
    "several some".split()
)

#: How many words may stand between the participle and the people.
NEAR = 3


#: Names that every parser knows, by their length in letters; each name of a sentence has its own.
NAMES = {
    len(names[0]): names
    for row in (
        "Iraq Iran Cuba",
        "China Japan Spain Italy India Syria",
        "France Russia Canada Israel Mexico Turkey",
        "Germany Britain Ireland Austria Hungary",
        "Pakistan Portugal Colombia",
        "Australia Indonesia Argentina",
        "Bangladesh",
        "Afghanistan Switzerland",
        "Massachusetts",
        "Czechoslovakia",
    )
    for names in (tuple(row.split()),)
}
#: Names that need no other in their place.
KNOWN = frozenset(name for names in NAMES.values() for name in names) | {
    "Egypt",
    "England",
    "Europe",
    "London",
    "Moscow",
    "Paris",
    "Washington",
}
#: What joins the words of one name, and a word of a name of the same length.
INSIDE = {"and": "New", "the": "Old"}


def with_known_names(text: str, places: Sequence[tuple[int, int]]) -> str:
    """A sentence with names that parsers know in place of those of states that they seldom saw.

    >>> with_known_names("Nauru, Tonga, Antigua and Barbuda", [(0, 5), (7, 12), (14, 33)])
    'China, Japan, Antigua New Barbuda'
    """
    signs = list(text)
    given: dict[str, str] = {}
    for start, end in places:
        name = text[start:end]
        if name.isalpha() and name not in KNOWN and name[0].isupper():
            free = [
                n for n in NAMES.get(len(name), ()) if n not in text and n not in given.values()
            ]
            given.setdefault(name, free[0] if free else name)
            signs[start:end] = given[name]
        elif " and " in name:
            signs[start:end] = " ".join(INSIDE.get(word, word) for word in name.split(" "))
    return "".join(signs)


#: What the name of a state is to no other word.
NO_NAMES = frozenset("ROOT advcl xcomp ccomp acl relcl aux pcomp advmod prt mark".split())


def are_misread(s: Sentence, places: Sequence[tuple[int, int]]) -> bool:
    """Whether the name of a state was read as another sort of word, or one name as two."""
    for start, end in places:
        inside = [w for w in s.words if start <= w.start < end]
        if any(w.text == "and" for w in inside):
            return True
        if len(inside) == 1 and (inside[0].pos != "PROPN" or inside[0].dep in NO_NAMES):
            return True
    return False


def with_own_names(again: Sentence, s: Sentence) -> Sentence:
    """The new parse with the sentence's own words; the old one where their number is another."""
    if [word.start for word in again.words] != [word.start for word in s.words]:
        return s
    words = tuple(
        word if word.text == own.text else replace(word, text=own.text, lemma=own.text.lower())
        for word, own in zip(again.words, s.words, strict=True)
    )
    return Sentence(s.text, s.start, words)


def parse_again(
    parsed: Sequence[Sentence], parser: Parser, *, told: Collection[str], people: Collection[str]
) -> list[Sentence]:
    """The sentences, those anew in which a participle describes people and was read as a verb, or a
    headline's verb of arrival was not read as one.

    `told` are the participles that may describe them, `people` the last words of who they are.
    """
    found = {
        n: at
        for n, s in enumerate(parsed)
        if (at := [*_misread(s, told, people), *_arrivals(s, people)])
    }
    again = iter(parser.parse([_stood_in(parsed[n], at) for n, at in found.items()]))
    return [
        _put_back(next(again), parsed[n], found[n]) if n in found else s
        for n, s in enumerate(parsed)
    ]


def _misread(s: Sentence, told: Collection[str], people: Collection[str]) -> list[int]:
    """Which words are read as verbs, and describe the people behind them."""
    return [
        i
        for i, word in enumerate(s.words)
        if word.tag in ("VBD", "VBN")
        and word.dep != "amod"
        and (word.text in told or (i == 0 and word.text.lower() in told))
        and len(word.text) in ADJECTIVES
        and _is_behind(s.words, i)
        and _describes(s.words, i, people)
    ]


def _arrivals(s: Sentence, people: Collection[str]) -> list[int]:
    """ "Migrants from Norway land in Ghana": a headline's verb of arrival that was read as a noun."""
    if s.words[-1].pos == "PUNCT" or not any(word.lemma in people for word in s.words):
        return []
    return [
        i
        for i, word in enumerate(s.words[:-1])
        if i and word.text in ARRIVALS and not word.tag.startswith("VB")
        if s.words[i + 1].text in ("in", "at", "on")
    ]


def _is_behind(words: Sequence[Word], i: int) -> bool:
    if i == 0:
        return words[0].text.istitle()  # "Rejected asylum seekers were to be flown there"
    before = words[i - 1]
    if i == 1 and before.text.lower() in NUMBERS:
        return True  # "Seven detained migrants were flown out", its number read as a name
    return before.tag in BEFORE and before.lemma not in ("be", "have", "do", "get", "that")


def _describes(words: Sequence[Word], i: int, people: Collection[str]) -> bool:
    for word in words[i + 1 : i + 1 + NEAR + 1]:
        if word.lemma in people or (word.tag == "NNPS" and word.text.endswith("ns")):
            return True  # "rejected Eritreans"
        if word.pos not in ("ADJ", "NOUN", "PROPN") and word.text != "-":
            return False
    return False


def _stood_in(s: Sentence, at: Sequence[int]) -> tuple[str, int]:
    text = s.text
    for i in at:
        word = s.words[i]
        other = ARRIVALS.get(word.text) or ADJECTIVES[len(word.text)]
        other = other.capitalize() if word.text[0].isupper() else other
        text = text[: word.start] + other + text[word.end :]
    return text, s.start


def _put_back(again: Sentence, s: Sentence, at: Sequence[int]) -> Sentence:
    """The new parse with the sentence's own words; the old one where their number is another."""
    if [word.start for word in again.words] != [word.start for word in s.words]:
        return s
    words = list(again.words)
    for i in at:
        own = s.words[i].text
        lemma = own.removesuffix("s") if own in ARRIVALS else own.lower()
        words[i] = replace(words[i], text=own, lemma=lemma)
    return Sentence(s.text, s.start, tuple(words))
