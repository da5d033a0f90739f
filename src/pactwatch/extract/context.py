"""Phrases of one page → ordered pairs: who sends to whom, where a sentence leaves it unsaid.

A move that names both parties is evidence; a deal or talk between two states takes the direction
for which the page's moves speak; what names one party or none takes the other from the nearest
evidence that fits, the same paragraph first. Nothing is taken from outside the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pactwatch.extract.pair import CLOSE_ABOVE, EXPLICIT, LIKELIEST, LIKELY_SENDER, Pair
from pactwatch.extract.parse import Sentence
from pactwatch.extract.parties import Party
from pactwatch.extract.phrase import Phrase

#: Words of a deal by which people come in return for those who are sent.
IN_RETURN = frozenset("return exchange scheme deal treaty agreement pilot".split())


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
    usual_first: Sequence[str] = ()  #: states known to send, the pack's word for want of the page's
    named: Sequence[Party] = ()  #: every state that the page names, in order
    evidence: list[Evidence] = field(default_factory=list)
    first_votes: Counter[str] = field(default_factory=Counter)
    second_votes: Counter[str] = field(default_factory=Counter)
    actors: Mapping[int, Sequence[Party]] = field(default_factory=dict)  #: by a sentence's start
    dealing: list[tuple[Sentence, Party]] = field(default_factory=list)  #: whose deals it tells
    seen: list[Party] = field(default_factory=list)  #: every party of a move, as it was named

    def learn(self, phrases: Iterable[Phrase]) -> None:
        """Take in all moves of the page, then the deals and talks whose direction they settle."""
        ordered = sorted(phrases, key=lambda p: p.at)
        for phrase in ordered:
            if _is_in_return(phrase):
                continue
            if (phrase.rule.moves or phrase.rule.votes) and not _is_own_way(phrase, self.slots):
                self.first_votes.update(phrase.codes(self.slots[0]))
                self.second_votes.update(phrase.codes(self.slots[1]))
                self.seen += [p for slot in self.slots for p in phrase.parties.get(slot, ())]
            if phrase.rule.moves:
                told = _explicit(phrase, self.slots) or self._by_who_acts(phrase)
                self.evidence += [Evidence(phrase.at, p) for p in told]
        for phrase in ordered:
            if not phrase.rule.moves and phrase.on_topic is not False and len(phrase.loose) == 2:
                pair = self.direct(phrase.loose[0], phrase.loose[1])
                listed = [] if phrase.is_between else self._of_list(phrase.loose, ())
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

    def on_behalf(self, pair: Pair) -> Pair:
        """ "Australia's deal to settle refugees from Nauru in Cambodia": where people are kept sends none.

        The only usual sender of whose deal the same sentence tells stands for the place that they
        come from, unless the page tells of a deal of that place.
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
        known = pair.first.code in deals.union(self.usual_first)
        if known or len(usual) != 1 or pair.second.code in usual:
            return pair
        [sender] = usual.values()
        return Pair(sender, pair.second, "sent by whose deal the sentence tells")

    def _by_who_acts(self, phrase: Phrase) -> list[Pair]:
        """ "The UK tried it by housing them in Rwanda": the one that sends is the only one that acts."""
        ends = phrase.parties.get(self.slots[1], [])
        codes = {p.code for p in ends}
        able = [
            p
            for p in self.actors.get(phrase.s.start, ())
            if p.code in self.usual_first and p.code not in codes
        ]
        if phrase.parties.get(self.slots[0]) or len(able) != 1:
            return []
        return [Pair(able[0], end, "sender named beside it") for end in ends]

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
            there = self._votes(a.code, b.code) if self._is_no_receiver(a.code) else 0
            back = self._votes(b.code, a.code) if self._is_no_receiver(b.code) else 0
        if there > back:
            return Pair(a, b, "direction told by the page's moves")
        if back > there:
            return Pair(b, a, "direction told by the page's moves")
        usual = [p for p in (a, b) if p.code in self.usual_first]
        if len(usual) == 1:
            return Pair(usual[0], b if usual[0] is a else a, "direction by who is known to send")
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
            return None
        second, first = self._words_of(code, 0), self._likely_first(code, 0)
        if first is None or second is None or first.code == second.code:
            return None
        return Pair(first, second, LIKELIEST)

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

    def complete(
        self, phrase: Phrase, helpers: Sequence[Party] = (), near: Sequence[Party] = ()
    ) -> list[Pair]:
        """The pairs of which a phrase speaks.

        `helpers` are states that its frame names, `near` all others that act in its sentence.
        """
        if phrase.rule.moves:
            return self._of_move(phrase, helpers, near)
        if phrase.unnamed and len(phrase.loose) < 2:
            return []
        if phrase.about is not None and len(phrase.loose) < 2 and phrase.about.all_codes:
            beside = _joined(phrase.loose, [*helpers, *near])
            found = [p for p in self._of_move(phrase.about, beside, ()) if p.is_complete]
            if found:
                return found
        if not phrase.loose and phrase.is_definite:
            found = self._told_just_above(phrase)
            if found:
                return self._of_who_acts(found, helpers)
        if phrase.is_between:
            return self._of_two(phrase.loose)
        loose = _joined(phrase.loose, helpers)
        return (
            self._of_list(loose, near)
            or self._of_two(loose, frozenset(phrase.partners))
            or (self._of_two(_joined(loose, self._partners(loose, near))) if len(loose) < 2 else [])
            or self._of_one(loose, phrase)
        )

    def _of_who_acts(self, told: list[Pair], helpers: Sequence[Party]) -> list[Pair]:
        """ "Panama had received no such proposal": the sender told above, with another receiver."""
        codes = {code for pair in told for code in pair.codes}
        others = [p for p in helpers if p.code not in codes and p.code not in self.usual_first]
        if not others:
            return told
        return [Pair(told[0].first, other, "sender of the pair told above") for other in others]

    def _partners(self, loose: Sequence[Party], near: Sequence[Party]) -> Sequence[Party]:
        """Of the other states of a sentence those that may be partners: its only one, or its senders."""
        others = [p for p in near if p.code not in {q.code for q in loose}]
        if len(others) + len(loose) <= 2:
            return others
        return [p for p in others if self._may_send(p.code)][:1]

    def _of_list(self, loose: Sequence[Party], near: Sequence[Party]) -> list[Pair]:
        """ "Guatemala and Honduras signed": each with the sender that is named beside them."""
        if len(loose) < 2 or any(p.code in self.usual_first for p in loose):
            return []
        if any(e.pair.codes[0] in {p.code for p in loose} for e in self.evidence):
            return []
        senders = [p for p in near if p.code in self.usual_first]
        sender = senders[0] if senders else self._likely_first(loose[0].code, loose[0].start)
        return (
            [Pair(sender, p, "each with the sender beside them") for p in loose] if sender else []
        )

    def near(self, at: int, named: Sequence[Party]) -> Pair | None:
        """The pair of which a sentence without a phrase speaks: of the states that it names, else the
        last told above, else the page's."""
        codes = {party.code for party in named}
        fitting = [e for e in self.evidence if codes & set(e.pair.codes)] or self.evidence
        if len({e.pair.codes for e in self.evidence}) <= 1:
            return fitting[0].pair.again if fitting else self.main
        here = self._paragraph(at)
        close = [e for e in fitting if e.at <= at and here - self._paragraph(e.at) <= 1]
        return close[-1].pair.again if close else None

    def fitting(self, phrase: Phrase, named: Sequence[Party]) -> Pair | None:
        """The pair that a move without all its parties means: the page's only one, else the last told
        close above; none against what the move or its sentence names.
        """
        codes = {party.code for party in named} | phrase.all_codes
        told = [
            e
            for e in self.evidence
            if self._agrees(e.pair, phrase) and not phrase.s.start <= e.at < phrase.s.end
        ]
        if not self.evidence:
            main = self.main
            fits = main is not None and self._agrees(main, phrase) and codes <= set(main.codes)
            return main if fits else None
        here = self._paragraph(phrase.at)
        above = [e for e in told if e.at < phrase.at and here - self._paragraph(e.at) <= 1]
        if above and codes <= set(above[-1].pair.codes):
            return replace(above[-1].pair, rule=CLOSE_ABOVE)
        one = len({e.pair.codes for e in self.evidence}) == 1
        return told[0].pair.again if one and told and codes <= set(told[0].pair.codes) else None

    def _agrees(self, pair: Pair, phrase: Phrase) -> bool:
        """Whether a pair has on each side what a move names there."""
        return all(
            code in phrase.codes(slot) or not phrase.codes(slot)
            for slot, code in zip(self.slots, pair.codes, strict=True)
        )

    def _of_move(
        self, phrase: Phrase, helpers: Sequence[Party], near: Sequence[Party]
    ) -> list[Pair]:
        able = [*helpers, *self.actors.get(phrase.s.start, near)]
        own, helpers = helpers, [*helpers, *near]
        explicit = _explicit(phrase, self.slots)
        if explicit:
            return explicit
        if self.slots[1] in phrase.unnamed:
            return []
        firsts, seconds = (phrase.parties.get(slot, []) for slot in self.slots)
        if seconds:
            return [self._lacking_first(party, phrase, able, own) for party in seconds]
        if firsts:
            return [self._lacking_second(firsts[0], phrase, helpers, own)]
        found = self._told_just_above(phrase) if phrase.is_definite else []
        if phrase.rule.beside and self.main is not None:  # "the flight": of which the page tells
            found = [self.main.again] if self.evidence else []
        found = found or self._of_two(_joined(helpers, ()))
        if found or not phrase.is_definite:
            return found
        return self._of_one(_joined(helpers, ())[:1], phrase)

    def _lacking_first(
        self, second: Party, phrase: Phrase, helpers: Sequence[Party], own: Sequence[Party]
    ) -> Pair:
        partners = {p.code: p for p in own}
        if (
            len(partners) == 2 and second.code in partners
        ):  # "Ireland agreed with Chad that it takes"
            [partner] = [p for code, p in partners.items() if code != second.code]
            if not self.second_votes[partner.code]:
                return Pair(partner, second, "sender named beside it")
        for party in helpers:
            if party.code != second.code and self._may_send(party.code):
                return Pair(party, second, "sender named beside it")
        found = self._near(phrase.at, lambda e: e.pair.codes[1] == second.code)
        if found is not None:
            return Pair(found.pair.first, second, "sender from the nearest pair with this receiver")
        turned = self._turned_round(second, phrase)
        if turned is not None:
            return turned
        likely = self._likely_first(second.code, phrase.at)
        if likely is not None and (
            second.code not in self.usual_first
            or (
                "object" in phrase.rule.people
                and likely.code in self.usual_first
                and not self.first_votes[second.code]
            )
        ):
            return Pair(likely, second, LIKELY_SENDER)
        return Pair(None, second, "no sender told")

    def _turned_round(self, second: Party, phrase: Phrase) -> Pair | None:
        """ "In return 51 people came to Britain under the scheme": the page's one pair, turned round."""
        told = {e.pair.codes: e.pair for e in self.evidence}
        if len(told) != 1 or not any(w.lemma in IN_RETURN for w in phrase.s.words):
            return None
        [pair] = told.values()
        if pair.codes[0] != second.code or pair.second is None:
            return None
        return Pair(pair.second, second, "the pair turned round: people come in return")

    def _lacking_second(
        self, first: Party, phrase: Phrase, helpers: Sequence[Party], own: Sequence[Party]
    ) -> Pair:
        for party in helpers:
            told = self.second_votes[party.code] or (
                (party in own or self._speaks_for_all(party, phrase, helpers))
                and party.code not in self.usual_first
            )
            if party.code != first.code and told:
                return Pair(first, party, "receiver named beside it")
        found = self._near(phrase.at, lambda e: e.pair.codes[0] == first.code, same_paragraph=True)
        if found is not None and phrase.is_definite:
            return Pair(first, found.pair.second, "receiver from the nearest pair with this sender")
        return Pair(first, None, "no receiver told")

    def _of_two(self, loose: Sequence[Party], partners: frozenset[str] = frozenset()) -> list[Pair]:
        """The pairs of the state that sends to most of the others, by the page, with each of them.

        "The US has deals with Fiji, Canada and Samoa": its partners make none with each other, and
        where it sends to most of them it sends to all.
        """
        alone = [p for p in loose if p.code not in partners]
        if len(alone) == 1 and len(loose) > 2:
            pairs = [self.direct(alone[0], p) for p in loose if p is not alone[0]]
            sent = sum(bool(p and p.first is alone[0]) for p in pairs)
            if 2 * sent > len(pairs):
                return [
                    p or Pair(alone[0], other, "direction told by the other partners")
                    for p, other in zip(pairs, [q for q in loose if q is not alone[0]], strict=True)
                ]
        told: list[list[Pair]] = []
        for party in loose:
            pairs = [self.direct(party, other) for other in loose if other is not party]
            told.append([p for p in pairs if p and p.first and p.first.code == party.code])
        return max(told, key=len, default=[])

    def _of_one(self, loose: Sequence[Party], phrase: Phrase) -> list[Pair]:
        if not loose:
            return self._nearest(phrase)
        party = loose[0]
        s = phrase.s
        beside = {p.code for p in self.named if s.start <= p.start < s.end} - {party.code}
        found = self._near(
            phrase.at, lambda e: party.code in e.pair.codes and bool(beside & set(e.pair.codes))
        ) or self._near(phrase.at, lambda e: party.code in e.pair.codes)
        if found is not None:
            first, second = found.pair.first, found.pair.second
            if party.code == found.pair.codes[0]:
                return [Pair(party, second, "receiver from the nearest pair with this state")]
            return [Pair(first, party, "sender from the nearest pair with this state")]
        main = self.main
        if main is not None and party.code in main.codes:
            return [main]
        likely = self._likely_first(party.code, phrase.at)
        if likely is None or party.code in self.usual_first:
            return []
        return [Pair(likely, party, LIKELY_SENDER)]

    def _nearest(self, phrase: Phrase) -> list[Pair]:
        """ "That deal", "the flights": the last pair told above, in this paragraph or the page."""
        main = self.main
        if len({e.pair.codes for e in self.evidence}) <= 1:
            if main is None:
                return []
            return [main.again if self.evidence else main]
        here = self._paragraph(phrase.at)
        above = [e for e in self.evidence if e.at < phrase.at]
        if above and self._paragraph(above[-1].at) == here:
            return [above[-1].pair.again]
        if above and phrase.is_definite and main is not None:
            last = above[-1]
            if last.pair.codes == main.codes or here - self._paragraph(last.at) <= 1:
                return [last.pair.again]
            return [main.again]
        return []

    def _told_just_above(self, phrase: Phrase) -> list[Pair]:
        """ "These talks": the pair of the receiver named last in the paragraph, else the last told."""
        here = self._paragraph(phrase.at)
        for party in reversed(self.named):
            if party.start < phrase.at and self._paragraph(party.start) == here:
                own = [e for e in self.evidence if e.pair.codes[1] == party.code]
                if own:
                    return [own[-1].pair.again]
        above = [
            e for e in self.evidence if e.at < phrase.s.start and here - self._paragraph(e.at) <= 1
        ]
        return [above[-1].pair.again] if above else []

    def _speaks_for_all(self, party: Party, phrase: Phrase, helpers: Sequence[Party]) -> bool:
        """ "Ghana's president said that nine had been accepted from Norway": by whom is left unsaid."""
        takes = "subject" in phrase.rule.parties.get(self.slots[1], ())
        others = {p.code for p in helpers if p.code not in phrase.codes(self.slots[0])}
        return takes and not phrase.args.get("subject") and others == {party.code}

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

    def _votes(self, first: str, second: str) -> int:
        """How many of the page's moves speak for an order; a usual sender receives by evidence only."""
        if second in self.usual_first and not (
            first in self.usual_first and self.second_votes[second]
        ):
            return 0
        return self.first_votes[first] + self.second_votes[second]

    def _is_no_receiver(self, code: str) -> bool:
        """Whether the page does not tell of a state that it receives more than it sends."""
        return self.second_votes[code] <= self.first_votes[code]

    def _may_send(self, code: str) -> bool:
        return self.first_votes[code] > self.second_votes[code] or (
            code in self.usual_first and not self.second_votes[code]
        )

    def _likely_first(self, second: str, at: int) -> Party | None:
        """The state for which most of the page's moves speak as sender; else who is known to send."""
        ranked = [(code, n) for code, n in self.first_votes.most_common() if code != second]
        if ranked and (len(ranked) == 1 or ranked[0][1] > 2 * ranked[1][1]):
            return self._words_of(ranked[0][0], at)
        senders = {e.pair.codes[0] for e in self.evidence}
        if len(senders) == 1 and (only := next(iter(senders))) not in (None, second):
            return self._words_of(str(only), at)
        told = [p for p in self.named if p.code in self.usual_first and p.code != second]
        counts = Counter(p.code for p in told)
        ranked = counts.most_common()
        if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
            return self._words_of(ranked[0][0], at)
        return None

    def _words_of(self, code: str, at: int) -> Party | None:
        """Where the page names a state: last above an offset, else first below."""
        seen = sorted(
            (p for p in (*self.seen, *self.named) if p.code == code), key=lambda p: p.start
        )
        above = [party for party in seen if party.start <= at]
        return above[-1] if above else (seen[0] if seen else None)

    def _paragraph(self, at: int) -> int:
        return sum(start <= at for start in self.paragraphs)

    def _first_at(self, codes: tuple[str | None, str | None]) -> int:
        return next(e.at for e in self.evidence if e.pair.codes == codes)


def _joined(some: Sequence[Party], others: Sequence[Party]) -> list[Party]:
    """Both, each state once."""
    found: list[Party] = []
    for party in (*some, *others):
        if party.code not in [p.code for p in found]:
            found.append(party)
    return found


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
    r"\b(?:in (?:return|exchange)(?! for)|(?:equal|same|equivalent) number)\b", re.IGNORECASE
)


def _is_in_return(phrase: Phrase) -> bool:
    return phrase.rule.moves and bool(FOR_THOSE.search(phrase.s.text))


def _is_own_way(phrase: Phrase, slots: tuple[str, str]) -> bool:
    """ "Asylum seekers who reach Ireland": where people came before is no state that receives them."""
    verb = phrase.s.words[phrase.i]
    alone = "subject" in phrase.rule.people and "object" not in phrase.rule.people
    return alone and verb.dep == "relcl" and not _explicit(phrase, slots)


def _explicit(phrase: Phrase, slots: tuple[str, str]) -> list[Pair]:
    """Every pair that a move's own arguments tell."""
    return [
        Pair(first, second, EXPLICIT)
        for first in phrase.parties.get(slots[0], [])
        for second in phrase.parties.get(slots[1], [])
        if first.code != second.code
    ]
