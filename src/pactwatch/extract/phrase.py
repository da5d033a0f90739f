"""A phrase: a move, a deal or talks that a sentence tells of, with its people and its parties."""

from __future__ import annotations

from dataclasses import dataclass, field

from pactwatch.domain import PhraseRule
from pactwatch.extract.arguments import Arguments
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.named import Party
from pactwatch.extract.parse import Sentence
from pactwatch.extract.prospects import TALKS
from pactwatch.extract.whom import is_part


@dataclass(slots=True)
class Phrase:
    """A phrase in a sentence. `parties` has what fills each slot of the pair, `loose` the rest."""

    rule: PhraseRule
    s: Sentence
    marks: Marks
    i: int
    args: Arguments
    parties: dict[str, list[Party]] = field(default_factory=dict)
    loose: list[Party] = field(default_factory=list)
    partners: set[str] = field(default_factory=set)  #: of the loose those behind "with" or "from"
    sides: int = 0  #: in how many of its roles those stand
    people: list[int] = field(default_factory=list)
    on_topic: bool | None = None  #: None where the words around do not tell
    is_definite: bool = False
    used_by: set[str] = field(default_factory=set)  #: kinds of the frames that speak of it
    unnamed: set[str] = field(default_factory=set)  #: slots of states that it leaves unnamed
    about: Phrase | None = None  #: the move of which a deal or plan speaks
    origins: list[Party] = field(default_factory=list)  #: "transfers of people from Israel"
    borrows: int | None = None  #: the word of the move from which it has a party
    is_own: bool = False  #: people who go home: told of, but no move of the domain

    @property
    def is_between(self) -> bool:
        """Whether its parties are told as its two sides: "the deal between X and Y"."""
        return bool(self.args.get("between")) and len(self.loose) == 2

    @property
    def is_of_several(self) -> bool:
        """Whether it tells of several things, and points back to none: "Norway's deals"."""
        word = self.s.words[self.i]
        pointing = {self.s.words[c].lemma for c in self.s.children[self.i]}
        if word.tag not in ("NNS", "NNPS") or word.lemma in TALKS:  # talks are one, though many
            return False
        return not pointing & {"the", "this", "these", "both"}

    @property
    def is_part(self) -> bool:
        """Whether it moves some of those whom the page has told before."""
        return bool(self.people) and all(is_part(self.s, j) for j in self.people)

    @property
    def at(self) -> int:
        """Where its word stands in the document."""
        return self.s.start + self.s.words[self.i].start

    @property
    def all_codes(self) -> set[str]:
        """Every state that its parties name."""
        return {party.code for row in self.parties.values() for party in row}

    def codes(self, slot: str) -> list[str]:
        return [party.code for party in self.parties.get(slot, ())]
