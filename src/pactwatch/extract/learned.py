"""Phrases of one page → what it says of directions: which pairs it tells, who sends, who receives.

A move that names both parties is evidence; a deal or talk between two states takes the direction
for which the page's moves speak. Nothing is taken from outside the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pactwatch.extract.hanging import came_before
from pactwatch.extract.named import Party
from pactwatch.extract.pair import BESIDE, EXPLICIT, LIKELIEST, Pair
from pactwatch.extract.parse import Sentence
from pactwatch.extract.phrase import Phrase


@dataclass(frozen=True, slots=True)
class Evidence:
    """A complete pair told at an offset of the page."""

    at: int
    pair: Pair


@dataclass(slots=True)
class Learned:
    """What a page says of directions, filled with its phrases.

    `slots` are the pack's two slots of the pair, in order; `paragraphs` the starts of the page's
    paragraphs.
    """

    slots: tuple[str, str]
    paragraphs: Sequence[int]
    usual_first: Sequence[str] = ()  #: states known to send, the pack's word for want of the page's
    usual_pairs: Sequence[tuple[str, str]] = ()  #: of two such, which is known to send to the other
    may_be_first: Sequence[str] = ()  #: those that can, where nothing tells the direction
    named: Sequence[Party] = ()  #: every state that the page names, in order
    evidence: list[Evidence] = field(default_factory=list)
    first_votes: Counter[str] = field(default_factory=Counter)
    second_votes: Counter[str] = field(default_factory=Counter)
    actors: Mapping[int, Sequence[Party]] = field(default_factory=dict)  #: by a sentence's start
    dealing: list[tuple[Sentence, Party]] = field(default_factory=list)  #: whose deals it tells
    seen: list[Party] = field(default_factory=list)  #: every party of a move, as it was named
    headings: Sequence[Party] = ()  #: states of which a whole line is the name

    def learn(self, phrases: Iterable[Phrase]) -> None:
        """Take in all moves of the page, then the deals and talks whose direction they settle."""
        ordered = sorted(phrases, key=lambda p: p.at)
        for phrase in ordered:
            told = explicit(phrase, self.slots)
            if _is_in_return(phrase) or (told and all(self._takes_in(p) for p in told)):
                continue
            if told and all(self._is_slip(phrase, p) for p in told):
                continue
            if (phrase.rule.moves or phrase.rule.votes) and not came_before(phrase):
                self.first_votes.update(phrase.codes(self.slots[0]))
                if self._goes_back(phrase):
                    self.first_votes.update(phrase.codes(self.slots[1]))
                else:
                    self.second_votes.update(phrase.codes(self.slots[1]))
                self.seen += [p for slot in self.slots for p in phrase.parties.get(slot, ())]
            if phrase.rule.moves:
                told = told or self._by_who_acts(phrase)
                self.evidence += [Evidence(phrase.at, p) for p in told if not self._takes_in(p)]
        for phrase in ordered:
            if not phrase.rule.moves and phrase.on_topic is not False and len(phrase.loose) == 2:
                pair = self.direct(phrase.loose[0], phrase.loose[1])
                apart = phrase.is_between or are_two_sides(phrase)
                listed = [] if apart else self.of_list(phrase.loose, ())
                pairs = listed or ([pair] if pair else [])
                self.evidence += [Evidence(phrase.at, p) for p in pairs]
        self.evidence.sort(key=lambda e: e.at)
        self.dealing = [
            (phrase.s, p)
            for phrase in ordered
            if _is_deal(phrase)
            for p in phrase.loose
            if p.code not in phrase.partners or p.code in self.usual_first
        ]
        self.evidence = [replace(e, pair=self.on_behalf(e.pair)) for e in self.evidence]

    def _is_slip(self, phrase: Phrase, pair: Pair) -> bool:
        """ "With Chad and Togo the UK has begun talks on deporting people to Mali": who sends, misread.

        A state that no law and no habit lets send, where a usual sender stands in the same sentence.
        """
        first = pair.codes[0]
        if first in self.usual_first or first in self.may_be_first:
            return False
        usual = (p for p in self.named if p.code in self.usual_first and p.code not in pair.codes)
        return any(_stands_in(phrase.s, p) for p in usual)

    def _goes_back(self, phrase: Phrase) -> bool:
        """ "Must be brought back to Italy": people return to a usual sender who have been sent by it."""
        ends, s = phrase.codes(self.slots[1]), phrase.s
        back = {"back", *RETURNING} & {s.words[k].lemma for k in (phrase.i, *s.children[phrase.i])}
        usual = bool(ends) and set(ends) <= set(self.usual_first)
        return bool(back) and usual and not phrase.codes(self.slots[0])

    def on_behalf(self, pair: Pair) -> Pair:
        """ "Australia's deal to settle refugees from Nauru in Cambodia": where people are kept sends none.

        The only usual sender of whose deal the same sentence tells, or who sends people to the same
        end elsewhere, stands for the place that they come from, unless the page tells of a deal of
        that place.
        """
        if pair.first is None or pair.second is None:
            return pair
        deals = {p.code for _, p in self.dealing}
        usual = {
            p.code: p
            for s, p in self.dealing
            if p.code in self.usual_first
            and _comes_from(s, pair.first)
            and _stands_in(s, pair.second)
        }
        if not usual:  # "no plans for importing more from Nauru", on a page on Australia's deal
            usual = {
                e.pair.first.code: e.pair.first
                for e in self.evidence
                if e.pair.first is not None
                and e.pair.first.code in self.usual_first
                and e.pair.codes[1] == pair.second.code
            }
        known = pair.first.code in deals.union(self.usual_first)
        if known or len(usual) != 1 or pair.second.code in usual:
            return pair
        [sender] = usual.values()
        return Pair(sender, pair.second, "sent by whose deal the sentence tells")

    def _takes_in(self, pair: Pair) -> bool:
        """ "Refugees resettled from Rwanda in Britain", "came from Lebanon to Cyprus": who can send takes
        in whom another sends that cannot."""
        first, second = pair.codes
        if second in self.may_be_first and pair.first is not None:
            return not self.is_able(pair.first)
        return second in self.usual_first and first not in self.usual_first

    def is_able(self, party: Party) -> bool:
        """Whether a state is known to send, or can by its law."""
        return party.code in self.usual_first or party.code in self.may_be_first

    def section(self, at: int) -> Party | None:
        """The usual sender whose name is the heading above: "Israel", then what it did."""
        above = [p for p in self.headings if p.start <= at]
        return above[-1] if above and above[-1].code in self.usual_first else None

    def _by_who_acts(self, phrase: Phrase) -> list[Pair]:
        """ "The UK tried it by housing them in Rwanda": the one that sends is the only one that acts."""
        ends = phrase.parties.get(self.slots[1], [])
        codes = {p.code for p in ends}
        able = [
            p
            for p in self.actors.get(phrase.s.start, ())
            if p.code in self.usual_first and p.code not in codes
        ]
        if phrase.parties.get(self.slots[0]) or len(able) != 1 or self._goes_back(phrase):
            return []
        return [Pair(able[0], end, BESIDE) for end in ends]

    def add(self, at: int, pair: Pair) -> None:
        """Take in a pair that a frame has made out, for what the page says of it below."""
        if pair.is_complete and (at, pair.codes) not in [
            (e.at, e.pair.codes) for e in self.evidence
        ]:
            self.evidence.append(Evidence(at, pair))
            self.evidence.sort(key=lambda e: e.at)

    def direct(self, a: Party, b: Party) -> Pair | None:
        """Two states in no order → the order for which the page speaks."""
        known = Counter(e.pair.codes for e in self.evidence)
        there, back = known[(a.code, b.code)], known[(b.code, a.code)]
        if there == back:
            there = self.votes(a.code, b.code) if self.is_no_receiver(a.code) else 0
            back = self.votes(b.code, a.code) if self.is_no_receiver(b.code) else 0
        if there > back:
            return Pair(a, b, "direction told by the page's moves")
        if back > there:
            return Pair(b, a, "direction told by the page's moves")
        usual = [p for p in (a, b) if p.code in self.usual_first]
        if len(usual) == 1:
            return Pair(usual[0], b if usual[0] is a else a, "direction by who is known to send")
        for first, second in ((a, b), (b, a)):
            sends = any(codes[0] == second.code for codes in known)
            if (first.code, second.code) in self.usual_pairs and not sends:
                return Pair(first, second, "direction by who is known to send")
        able = [p for p in (a, b) if p.code in self.may_be_first]
        if not usual and len(able) == 1:
            return Pair(able[0], b if able[0] is a else a, "direction by whose law lets it send")
        return None

    @property
    def main(self) -> Pair | None:
        """The pair that the page is about: told oftenest, else its likeliest sender and receiver."""
        counts = Counter(e.pair.codes for e in self.evidence)
        if counts:
            codes = max(counts, key=lambda c: (counts[c], -self._first_at(c)))
            return next(e.pair for e in self.evidence if e.pair.codes == codes)
        code = self._likely_second()
        if code is None:
            return self._usual_pair()
        second, first = self.words_of(code, 0), self.likely_first(code, 0)
        if first is None or second is None or first.code == second.code:
            return None
        return Pair(first, second, LIKELIEST)

    def _usual_pair(self) -> Pair | None:
        """Two states of which one is known to send to the other, where the page names hardly another."""
        counts = Counter(p.code for p in self.named)
        codes = tuple(code for code, _ in counts.most_common(2))
        for first, second in self.usual_pairs:
            if {first, second} == set(codes) and min(counts[first], counts[second]) > 1:
                ends = self.words_of(first, 0), self.words_of(second, 0)
                return Pair(*ends, LIKELIEST) if all(ends) else None
        return None

    def _likely_second(self) -> str | None:
        """The state to which most moves go; else the one named oftenest that is no usual sender."""
        ranked = [row for row in self.second_votes.most_common() if row[0] not in self.usual_first]
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            return ranked[0][0]
        counts = Counter(p.code for p in self.named if p.code not in self.usual_first)
        ranked = counts.most_common()
        if ranked and ranked[0][1] >= 2 and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
            return ranked[0][0]
        return None

    def of_list(self, loose: Sequence[Party], near: Sequence[Party]) -> list[Pair]:
        """ "Guatemala and Honduras signed": each with the sender that is named beside them."""
        if len(loose) < 2 or any(p.code in self.usual_first for p in loose):
            return []
        if any(e.pair.codes[0] in {p.code for p in loose} for e in self.evidence):
            return []
        senders = [p for p in near if p.code in self.usual_first]
        sender = senders[0] if senders else self.likely_first(loose[0].code, loose[0].start)
        return (
            [Pair(sender, p, "each with the sender beside them") for p in loose] if sender else []
        )

    def votes(self, first: str, second: str) -> int:
        """How many of the page's moves speak for an order; a usual sender receives by evidence only."""
        if second in self.usual_first and not (
            first in self.usual_first and self.second_votes[second]
        ):
            return 0
        return self.first_votes[first] + self.second_votes[second]

    def is_no_receiver(self, code: str) -> bool:
        """Whether the page does not tell of a state that it receives more than it sends."""
        return self.second_votes[code] <= self.first_votes[code]

    def may_send(self, code: str) -> bool:
        return self.first_votes[code] > self.second_votes[code] or (
            code in self.usual_first and (not self.second_votes[code] or self._is_lone_sender(code))
        )

    def _is_lone_sender(self, code: str) -> bool:
        """ "Twelve men taken to Albania have to go to Italy": the only usual sender that the page
        names, beside one other state to which people are moved, has them back."""
        usual = {p.code for p in self.named if p.code in self.usual_first}
        others = {other for other, n in self.second_votes.items() if n and other != code}
        return usual == {code} and len(others) == 1

    def likely_first(self, second: str, at: int) -> Party | None:
        """The state for which most of the page's moves speak as sender; else who is known to send."""
        ranked = [(code, n) for code, n in self.first_votes.most_common() if code != second]
        if ranked and (len(ranked) == 1 or ranked[0][1] > 2 * ranked[1][1]):
            return self.words_of(ranked[0][0], at)
        senders = {e.pair.codes[0] for e in self.evidence}
        if len(senders) == 1 and (only := next(iter(senders))) not in (None, second):
            return self.words_of(str(only), at)
        told = [p for p in self.named if p.code in self.usual_first and p.code != second]
        counts = Counter(p.code for p in told)
        ranked = counts.most_common()
        if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
            return self.words_of(ranked[0][0], at)
        return None

    def words_of(self, code: str, at: int) -> Party | None:
        """Where the page names a state: last above an offset, else first below."""
        seen = sorted(
            (p for p in (*self.seen, *self.named) if p.code == code), key=lambda p: p.start
        )
        above = [party for party in seen if party.start <= at]
        return above[-1] if above else (seen[0] if seen else None)

    def paragraph(self, at: int) -> int:
        return sum(start <= at for start in self.paragraphs)

    def _first_at(self, codes: tuple[str | None, str | None]) -> int:
        return next(e.at for e in self.evidence if e.pair.codes == codes)


#: Verbs of those who come back to where they were.
RETURNING = frozenset({"return", "readmit", "repatriate"})


def _stands_in(s: Sentence, party: Party) -> bool:
    return s.start <= party.start < s.start + len(s.text)


FROM = re.compile(r"\b(?:from|on|in|at) (?:the )?$", re.IGNORECASE)


def _comes_from(s: Sentence, party: Party) -> bool:
    """Whether a state is told in a sentence as a place, and not as who acts."""
    return _stands_in(s, party) and bool(FROM.search(s.text[: party.start - s.start]))


def _is_deal(phrase: Phrase) -> bool:
    return not phrase.rule.moves and not phrase.rule.votes and phrase.on_topic is not False


#: What tells of people who come for those who are sent, and so against a deal's direction.
FOR_THOSE = re.compile(
    r"\b(?:in (?:return|exchange)(?! for)|(?:equal|same|equivalent) number"
    r"|the other way\b(?! round)|in the (?:opposite|other|reverse) direction)\b",
    re.IGNORECASE,
)


def are_two_sides(phrase: Phrase) -> bool:
    """ "Cyprus has a deal with Lebanon": some of its states are those with whom the others have it."""
    return 0 < len(phrase.partners & {p.code for p in phrase.loose}) < len(phrase.loose)


#: What parts two clauses: "800 were to go there, and 4,000 would travel the other way".
PARTED = re.compile(r"[;,:] (?:and|but|while|whereas)\b")


def _is_in_return(phrase: Phrase) -> bool:
    text, at = phrase.s.text, phrase.s.words[phrase.i].start
    return phrase.rule.moves and any(
        not PARTED.search(text, min(at, m.start()), max(at, m.start()))
        for m in FOR_THOSE.finditer(text)
    )


def explicit(phrase: Phrase, slots: tuple[str, str]) -> list[Pair]:
    """Every pair that a move's own arguments tell."""
    return [
        Pair(first, second, EXPLICIT)
        for first in phrase.parties.get(slots[0], [])
        for second in phrase.parties.get(slots[1], [])
        if first.code != second.code
    ]
