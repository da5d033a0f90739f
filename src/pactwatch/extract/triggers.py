"""Words of a pack → the frames or phrases that a word of a sentence starts, found by its lemma.

A verb may be of several words ("fall through", "turn down", its particle parted from it), a noun is
found by its last word ("deportation flight").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pactwatch.extract.parse import Sentence

T = TypeVar("T")
Row = tuple[int, tuple[str, ...]]


@dataclass(slots=True)
class Triggers(Generic[T]):
    """What each lemma may start; `items` keep the pack's order."""

    items: list[T] = field(default_factory=list)
    verbs: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    nouns: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    adjectives: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(
        self,
        item: T,
        *,
        verbs: Iterable[str] = (),
        nouns: Iterable[str] = (),
        adjectives: Iterable[str] = (),
    ) -> None:
        """Take in one more item and the words that start it."""
        at = len(self.items)
        self.items.append(item)
        for lemma in verbs:
            head, *rest = lemma.split()
            self.verbs[head].append((at, tuple(rest)))
        for lemma in nouns:
            *rest, last = lemma.split()
            self.nouns[last].append((at, tuple(rest)))
        for lemma in adjectives:
            self.adjectives[lemma].append(at)

    def starting_at(self, s: Sentence, i: int) -> list[T]:
        """The items that word `i` starts, in the pack's order."""
        word = s.words[i]
        forms = {word.lemma, word.text.lower()}
        found: set[int] = set()
        if _qualifies(s, i):
            return []
        if word.pos in ("VERB", "AUX") or word.tag.startswith("VB"):
            found = {
                at for f in forms for at, rest in self.verbs.get(f, ()) if _follows(s, i, rest)
            }
        elif word.pos in ("NOUN", "PROPN"):
            found = {
                at for f in forms for at, rest in self.nouns.get(f, ()) if _precedes(s, i, rest)
            }
        elif word.pos == "ADJ":
            found = set(self.adjectives.get(word.lemma, ()))
        return [self.items[at] for at in sorted(found)]


def _qualifies(s: Sentence, i: int) -> bool:
    """ "Talks over rejected asylum seekers": right behind a preposition a participle tells no event."""
    before = s.words[i - 1] if i else None
    return (
        s.words[i].tag in ("VBN", "VBD")
        and before is not None
        and before.pos == "ADP"
        and before.dep == "prep"
    )


def _follows(s: Sentence, i: int, rest: tuple[str, ...]) -> bool:
    """Whether a verb's further words stand behind it, or its one particle hangs on it."""
    if not rest:
        return True
    after = tuple(w.text.lower() for w in s.words[i + 1 : i + 1 + len(rest)])
    if after == rest:
        last = s.children[i + len(rest)]
        return not any(s.words[c].dep == "pobj" and _names_time(s, c) for c in last)
    return len(rest) == 1 and any(
        s.words[c].text.lower() == rest[0] and s.words[c].dep in ("prt", "advmod")
        for c in s.children[i]
    )


#: What begins a time: "sent in July" is no sending in.
TIMES = frozenset(
    "january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sep sept oct nov dec spring summer autumn winter week month year".split()
)


def _names_time(s: Sentence, i: int) -> bool:
    return s.words[i].lemma in TIMES or s.words[i].text.isdigit()


def _precedes(s: Sentence, i: int, rest: tuple[str, ...]) -> bool:
    if i < len(rest):
        return False
    before = s.words[i - len(rest) : i]
    return all(w in (b.lemma, b.text.lower()) for w, b in zip(rest, before, strict=True))
