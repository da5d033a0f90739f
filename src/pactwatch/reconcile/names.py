"""Names of persons and bodies → which of them name the same one.

Names are compared folded: without case, accents, punctuation, and the words that stand before a
name. A shorter name is the longer one's where only one bears it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from pactwatch.domain import ReconcileRules

SMALL = frozenset({"of", "the", "and", "for", "from", "s", "in", "at", "a", "an"})
ALIKE = 92  #: of 100, between two spellings of one name
GOVERNMENT = "government"
LONG = 8  #: letters from which on spellings are compared


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, without accents and punctuation, spaces squeezed.

    >>> fold("Nyusi, Félix J.P.")
    'nyusi felix j p'
    """
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", " ", text).strip()


def fold_outlet(name: str) -> str:
    """An outlet's name or host as one word, so that both lead to one newsroom.

    >>> fold_outlet("The Harbour Post") == fold_outlet("www.harbourpost.com")
    True
    """
    host = re.sub(r"^(https?://)?(www\.)?", "", name.strip().casefold()).split("/")[0]
    if " " not in host and "." in host:
        host = re.sub(r"\.(co|com|org|gov|ac|net)?\.?[a-z]{2,6}$", "", host)
    return re.sub(r"^the ", "", fold(host)).replace(" ", "") or fold(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """Folded names → the body that they mean, and the nouns for its government.

    An adjective stands with `GOVERNMENT` behind it, whatever the noun that a page uses.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    governments: tuple[str, ...] = ()
    _found: dict[str, str | None] = field(default_factory=dict, repr=False, compare=False)

    def find(self, folded: str) -> str | None:
        """The body that a folded name means: "rwanda", "rwandan cabinet", or None."""
        if folded not in self._found:
            self._found[folded] = self._find(folded)
        return self._found[folded]

    def _find(self, folded: str) -> str | None:
        if found := self.names.get(folded):
            return found
        for noun in map(fold, self.governments):
            if folded.endswith(f" {noun}"):
                bare = folded.removesuffix(f" {noun}").removesuffix(" s")
                return self.names.get(f"{bare} {GOVERNMENT}") or self.names.get(bare)
            if folded.startswith(f"{noun} of "):
                return self.names.get(folded.removeprefix(f"{noun} of ").removeprefix("the "))
        return None


class Names:
    """Which names are one, over all that a register holds; the same for any order of them.

    `bodies` leads names to the one that they all mean: "Kigali", "the Rwandan government".
    """

    def __init__(
        self, names: Iterable[str], rules: ReconcileRules, bodies: Bodies | None = None
    ) -> None:
        self._before = frozenset(rules.before_names)
        self._nobody = frozenset(rules.nobody)
        self._unnamed = frozenset(rules.unnamed)
        self._alias = {
            self._bare(fold(name)): self._bare(fold(row[0]))
            for row in rules.aliases
            for name in row
        }
        self._bodies = bodies or Bodies()
        self._keys: dict[str, str] = {}  #: as they were worked out, and so the next
        self._vague: dict[str, bool] = {}
        self._above: dict[str, str] = {}
        for name in sorted(set(names)):
            self._above.setdefault(self.key(name), self.key(name))
        self._join_short_names()
        self._join_spellings()

    def same(self, name: str) -> str:
        """The one that a name means, as a key equal for all its names."""
        key = self.key(name)
        return self._root(key) if key in self._above else key

    def state_of(self, name: str) -> str | None:
        """The body that a whole name means: a state, or its government."""
        return self._bodies.find(self._bare(fold(name)))

    def states_in(self, name: str) -> frozenset[str]:
        """The bodies that parts of a name mean: "Uganda's minister", "the Dutch secretary"."""
        words = fold(name).split()
        parts = [
            " ".join(words[i:j])
            for i in range(len(words))
            for j in range(i + 1, min(i + 3, len(words)) + 1)
        ]
        found = (
            self._bodies.find(part) or self._bodies.names.get(f"{part} {GOVERNMENT}")
            for part in parts
        )
        return frozenset(one for one in found if one)

    def tells(self, name: str) -> bool:
        """Whether a name tells who is meant; "a federal judge" does not."""
        return any(word not in self._nobody for word in fold(name).split())

    def is_vague(self, name: str) -> bool:
        """Whether a name leaves open who is meant, but for the state: "a court in Rwanda"."""
        if name not in self._vague:
            self._vague[name] = self.state_of(name) is None and self._tells_but_state(name)
        return self._vague[name]

    def _tells_but_state(self, name: str) -> bool:
        states = self.states_in(name)
        return all(
            word in self._nobody or word in SMALL or self.states_in(word) & states
            for word in fold(name).split()
        )

    def are_one_but_for_state(self, a: str, b: str) -> bool:
        """Whether two names differ only in how they name one state: "Austria's High Court", "High Court
        in Vienna".
        """
        one, other = self.states_in(a), self.states_in(b)
        if len(one | other) != 1 or not (one and other):
            return False
        bare = [
            [w for w in fold(name).split() if w not in SMALL and not self.states_in(w)]
            for name in (a, b)
        ]
        return bare[0] == bare[1] and any(word not in self._nobody for word in bare[0])

    def key(self, name: str) -> str:
        """A name as it is compared, before any two are joined."""
        found = self._keys.get(name)
        if found is None:
            bare = self._bare(fold(name))
            found = self._alias.get(bare) or self._bodies.find(bare) or bare
            self._keys[name] = found
        return found

    def _bare(self, folded: str) -> str:
        words = folded.split()
        start = 0
        while start < len(words) - 1 and (words[start] in self._before or words[start] == "the"):
            start += 1
        return " ".join(words[start:])

    def may_be_one(self, a: str, b: str) -> bool:
        """Whether two keys can come to be one name, whichever others are told beside them."""
        words = {key: telling_words(key) for key in (a, b)}
        shorter = any(
            words[x] and self._is_one(x) and self.tells(x) and self._is_short_for(x, y, words)
            for x, y in ((a, b), (b, a))
        )
        return shorter or (bool(blocks_of(a) & blocks_of(b)) and _spell_one(a, b))

    def _root(self, key: str) -> str:
        while self._above[key] != key:
            key = self._above[key]
        return key

    def _join(self, a: str, b: str) -> None:
        one, other = self._root(a), self._root(b)
        if one != other:
            first, last = sorted((one, other), key=lambda key: (-len(key), key))
            self._above[last] = first

    def _join_short_names(self) -> None:
        """A name whose words all stand in longer ones is theirs, where those are one."""
        words = {key: telling_words(key) for key in self._above}
        having: Mapping[str, set[str]] = defaultdict(set)
        for key, own in words.items():
            for word in own:
                having[word].add(key)
        for key in sorted(words, key=lambda key: (-len(words[key]), key)):
            if not words[key] or not self._is_one(key) or not self.tells(key):
                continue
            longer = set.intersection(*(having[word] for word in words[key]))
            longer = {other for other in longer if self._is_short_for(key, other, words)}
            if len({self._root(other) for other in longer}) == 1:
                self._join(key, min(longer))

    def _is_short_for(self, key: str, other: str, words: Mapping[str, frozenset[str]]) -> bool:
        if not self._is_one(other) or not words[key] < words[other]:
            return False
        if len(words[key]) > 1:
            return True
        return other.split()[-1] == key and not SMALL & set(other.split())

    def _is_one(self, key: str) -> bool:
        """Whether a name is that of one whom others may call otherwise: no list, nobody unnamed."""
        return " and " not in key and not self._unnamed & set(key.split())

    def _join_spellings(self) -> None:
        """Long names that begin or end alike and differ by a letter or two are one."""
        blocks: Mapping[str, set[str]] = defaultdict(set)
        for key in self._above:
            for block in blocks_of(key):
                blocks[block].add(key)
        for block in sorted(blocks):
            keys = sorted(blocks[block])
            for i, a in enumerate(keys):
                for b in keys[i + 1 :]:
                    if _spell_one(a, b):
                        self._join(a, b)


def blocks_of(key: str) -> set[str]:
    """How a long name begins and ends."""
    if len(key) < LONG or " " not in key:
        return set()
    return {"first " + key.split()[0], "last " + key.split()[-1]}


def _spell_one(a: str, b: str) -> bool:
    """Whether two keys are one name in two spellings."""
    return telling_words(a) != telling_words(b) and ratio(a, b) >= ALIKE and not _differ(a, b)


@lru_cache(maxsize=65536)
def telling_words(key: str) -> frozenset[str]:
    return frozenset(word for word in key.split() if word not in SMALL)


def _differ(a: str, b: str) -> bool:
    """Whether one has a figure that the other lacks: "Camp 2" is not "Camp 3"."""
    return re.findall(r"\d+", a) != re.findall(r"\d+", b)
