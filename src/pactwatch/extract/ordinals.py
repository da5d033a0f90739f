"""Noun phrase of people → which of several groups it means: the first, the latest, another."""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.extract.arguments import phrase_of
from pactwatch.extract.parse import Sentence
from pactwatch.extract.people import members_of

#: Words that tell one group from another, as the page counts them.
ORDINALS = {
    "first": "first",
    "initial": "first",
    "second": "second",
    "third": "third",
    "fourth": "fourth",
    "fifth": "fifth",
    "latest": "latest",
    "new": "latest",
    "another": "latest",
    "further": "latest",
    "additional": "latest",
    "newest": "latest",
    "more": "latest",
    "other": "latest",
}


def ordinal_of(s: Sentence, heads: Sequence[int]) -> str | None:
    """Which of several groups a phrase means: "first", "second", "latest"; None where it doesn't say."""
    for head in heads:
        for i in (head, *members_of(s, head)):
            first, last = phrase_of(s, i)
            for k in range(first, last + 1):
                told = ORDINALS.get(s.words[k].text.lower())
                if told and s.words[min(k + 1, last)].text not in (
                    "-",
                    "country",
                ):  # "third-country"
                    return told
    return None


#: Words for one group more.
FURTHER = frozenset(
    "another further additional second third fourth fifth sixth seventh eighth ninth tenth".split()
)


def are_others(s: Sentence, i: int, heads: Sequence[int]) -> bool:
    """Whether a finite verb has another group for its people: "a further three", "eight more came"."""
    if s.words[i].tag not in ("VBD", "VBN", "VBZ", "VBP"):
        return False
    for head in heads:
        first, last = phrase_of(s, head)
        texts = [w.text.lower() for w in s.words[first : last + 2]]
        counted = any(w.pos == "NUM" for w in s.words[first : last + 1])
        more = counted and any(
            word in ("more", "others") and texts[k + 1 : k + 2] != ["than"]
            for k, word in enumerate(texts)
        )
        if more or FURTHER & set(texts[:2]):
            return True
    return False
