"""Phrases of one page → ordered pairs: who sends to whom, where a sentence leaves it unsaid.

A move that names both parties is evidence; a deal or talk between two states takes the direction
for which the page's moves speak; what names one party or none takes the other from the nearest
evidence that fits, the same paragraph first. Nothing is taken from outside the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pactwatch.extract.parties import Party
from pactwatch.extract.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Pair:
    """An ordered pair, with the words that ground each side, and how it was found."""

    first: Party | None
    second: Party | None
    rule: str

    @property
    def codes(self) -> tuple[str | None, str | None]:
        return (
            self.first.code if self.first else None,
            self.second.code if self.second else None,
        )

    @property
    def is_complete(self) -> bool:
        return self.first is not None and self.second is not None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A complete pair told at an offset of the page."""

    at: int
    pair: Pair


@dataclass(slots=True)
class Context:
    """What a page says of directions; filled with its phrases, then asked.

    `slots` are the pack's two slots of the pair, in order; `paragraphs` the starts of the page's
    paragraphs.
    """

    slots: tuple[str, str]
    paragraphs: Sequence[int]
    evidence: list[Evidence] = field(default_factory=list)
    first_votes: Counter[str] = field(default_factory=Counter)
    second_votes: Counter[str] = field(default_factory=Counter)
    seen: list[Party] = field(default_factory=list)  #: every party of a move, as it was named

    def learn(self, phrases: Iterable[Phrase]) -> None:
        """Take in all moves of the page, then the deals and talks whose direction they settle."""
        ordered = sorted(phrases, key=lambda p: p.at)
        for phrase in ordered:
            if phrase.rule.moves:
                self.first_votes.update(phrase.codes(self.slots[0]))
                self.second_votes.update(phrase.codes(self.slots[1]))
                self.seen += [p for slot in self.slots for p in phrase.parties.get(slot, ())]
                self.evidence += [Evidence(phrase.at, p) for p in _explicit(phrase, self.slots)]
        for phrase in ordered:
            if not phrase.rule.moves and phrase.on_topic is not False and len(phrase.loose) == 2:
                pair = self.direct(phrase.loose[0], phrase.loose[1])
                if pair is not None:
                    self.evidence.append(Evidence(phrase.at, pair))
        self.evidence.sort(key=lambda e: e.at)

    def direct(self, a: Party, b: Party) -> Pair | None:
        """Two states in no order → the order for which the page speaks."""
        known = Counter(e.pair.codes for e in self.evidence)
        there, back = known[(a.code, b.code)], known[(b.code, a.code)]
        if there == back:
            there = self.first_votes[a.code] + self.second_votes[b.code]
            back = self.first_votes[b.code] + self.second_votes[a.code]
        if there > back:
            return Pair(a, b, "direction told by the page's moves")
        if back > there:
            return Pair(b, a, "direction told by the page's moves")
        return None

    def complete(self, phrase: Phrase, helpers: Sequence[Party] = ()) -> list[Pair]:
        """The pairs of which a phrase speaks; `helpers` are states that its frame names beside it."""
        if phrase.rule.moves:
            return self._of_move(phrase, helpers)
        loose = list(phrase.loose)
        for party in helpers:
            if party.code not in [p.code for p in loose]:
                loose.append(party)
        return self._of_loose(loose, phrase)

    def _of_move(self, phrase: Phrase, helpers: Sequence[Party]) -> list[Pair]:
        explicit = _explicit(phrase, self.slots)
        if explicit:
            return explicit
        firsts, seconds = (phrase.parties.get(slot, []) for slot in self.slots)
        if seconds:
            return [self._lacking_first(party, phrase, helpers) for party in seconds]
        if firsts:
            return [self._lacking_second(firsts[0], phrase, helpers)]
        if helpers:
            return self._of_loose(list(helpers), phrase)
        return self._nearest(phrase)

    def _lacking_first(self, second: Party, phrase: Phrase, helpers: Sequence[Party]) -> Pair:
        for party in helpers:
            if party.code != second.code and self.first_votes[party.code]:
                return Pair(party, second, "sender named beside it")
        found = self._near(phrase.at, lambda e: e.pair.codes[1] == second.code)
        if found is not None:
            return Pair(found.pair.first, second, "sender from the nearest pair with this receiver")
        leading = self._leading(self.first_votes, second.code)
        if leading is not None:
            return Pair(self._words_of(leading, phrase.at), second, "the page's only sender")
        return Pair(None, second, "no sender told")

    def _lacking_second(self, first: Party, phrase: Phrase, helpers: Sequence[Party]) -> Pair:
        for party in helpers:
            if party.code != first.code and self.second_votes[party.code]:
                return Pair(first, party, "receiver named beside it")
        found = self._near(phrase.at, lambda e: e.pair.codes[0] == first.code, same_paragraph=True)
        if found is not None and phrase.is_definite:
            return Pair(first, found.pair.second, "receiver from the nearest pair with this sender")
        return Pair(first, None, "no receiver told")

    def _of_loose(self, loose: list[Party], phrase: Phrase) -> list[Pair]:
        if len(loose) >= 2:
            pairs = [self.direct(loose[0], other) for other in loose[1:]]
            return [pair for pair in pairs if pair is not None]
        if len(loose) == 1:
            found = self._near(phrase.at, lambda e: loose[0].code in e.pair.codes)
            if found is None:
                return []
            first, second = found.pair.first, found.pair.second
            if loose[0].code == found.pair.codes[0]:
                return [Pair(loose[0], second, "receiver from the nearest pair with this state")]
            return [Pair(first, loose[0], "sender from the nearest pair with this state")]
        return self._nearest(phrase)

    def _nearest(self, phrase: Phrase) -> list[Pair]:
        """ "That deal", "the flights": the last pair told above, in this paragraph or the page."""
        here = self._paragraph(phrase.at)
        above = [e for e in self.evidence if e.at < phrase.at]
        if above and self._paragraph(above[-1].at) == here:
            return [above[-1].pair]
        if not phrase.is_definite:
            return []
        counts = Counter(e.pair.codes for e in self.evidence)
        if len(counts) == 1:
            return [(above or self.evidence)[-1].pair]
        if above:
            main = max(counts, key=lambda codes: (counts[codes], -self._first_at(codes)))
            last = above[-1]
            if last.pair.codes == main or here - self._paragraph(last.at) <= 1:
                return [last.pair]
        return []

    def _near(
        self, at: int, fits: Callable[[Evidence], bool], same_paragraph: bool = False
    ) -> Evidence | None:
        """The fitting evidence last told above, else the first below."""
        fitting = [e for e in self.evidence if fits(e)]
        if same_paragraph:
            here = self._paragraph(at)
            fitting = [e for e in fitting if here - 1 <= self._paragraph(e.at) <= here]
        above = [e for e in fitting if e.at <= at]
        return above[-1] if above else (fitting[0] if fitting else None)

    def _leading(self, votes: Counter[str], other: str) -> str | None:
        ranked = [(code, n) for code, n in votes.most_common() if code != other]
        if ranked and (len(ranked) == 1 or ranked[0][1] > 2 * ranked[1][1]):
            return ranked[0][0]
        return None

    def _words_of(self, code: str, at: int) -> Party | None:
        seen = [party for party in self.seen if party.code == code]
        above = [party for party in seen if party.start <= at]
        return above[-1] if above else (seen[0] if seen else None)

    def _paragraph(self, at: int) -> int:
        return sum(start <= at for start in self.paragraphs)

    def _first_at(self, codes: tuple[str | None, str | None]) -> int:
        return next(e.at for e in self.evidence if e.pair.codes == codes)


def _explicit(phrase: Phrase, slots: tuple[str, str]) -> list[Pair]:
    """Every pair that a move's own arguments tell."""
    return [
        Pair(first, second, "both parties named")
        for first in phrase.parties.get(slots[0], [])
        for second in phrase.parties.get(slots[1], [])
        if first.code != second.code
    ]
