"""A phrase of a page → the ordered pairs of which it speaks, where its sentence leaves it unsaid.

What names one party or none takes the other from the nearest evidence that fits, the same
paragraph first. Nothing is taken from outside the page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from pactwatch.extract.learned import Evidence, Learned, are_two_sides, explicit
from pactwatch.extract.named import Party
from pactwatch.extract.pair import BESIDE, CLOSE_ABOVE, EXPLICIT, LIKELY_SENDER, Pair
from pactwatch.extract.phrase import Phrase

#: Words of a deal by which people come in return for those who are sent.
IN_RETURN = frozenset("return exchange scheme deal treaty agreement pilot".split())


@dataclass(slots=True)
class Context(Learned):
    """What a page says of directions, asked for the parties that its phrases leave out."""

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
        if phrase.about is not None and not phrase.loose and self.slots[1] in phrase.about.unnamed:
            return []  # "the policy of deporting them to third countries"
        if phrase.about is not None and len(phrase.loose) < 2 and phrase.about.all_codes:
            beside = _joined(phrase.loose, [*helpers, *near])
            found = [p for p in self._of_move(phrase.about, beside, ()) if p.is_complete]
            if found:
                return found
        if not phrase.loose and phrase.is_definite:
            found = self._told_just_above(phrase)
            if found:
                return self._of_who_acts(found, helpers, alike=_is_like_it(phrase))
        if phrase.is_between:
            return self._of_two(phrase.loose)
        loose = _joined(phrase.loose, helpers)
        return (
            (self.of_list(loose, near) if not are_two_sides(phrase) else [])
            or self._of_two(loose, frozenset(phrase.partners))
            or (self._of_beside(loose, near) if len(loose) < 2 else [])
            or self._of_one(loose, phrase)
        )

    def _of_who_acts(
        self, told: list[Pair], helpers: Sequence[Party], *, alike: bool = False
    ) -> list[Pair]:
        """ "Panama had received no such proposal": the sender told above, with another receiver."""
        codes = {code for pair in told for code in pair.codes}
        others = [p for p in helpers if p.code not in codes and p.code not in self.usual_first]
        senders = [p for p in helpers if p.code not in codes and p.code in self.usual_first]
        if senders and alike:
            return [Pair(senders[0], told[0].second, "receiver of the pair told above")]
        if not others:
            return told
        return [Pair(told[0].first, other, "sender of the pair told above") for other in others]

    def _of_beside(self, loose: Sequence[Party], near: Sequence[Party]) -> list[Pair]:
        """ "People on Manus ask about the US deal": none sends of which the page tells that it receives."""
        sends, takes = ({e.pair.codes[side] for e in self.evidence} for side in (0, 1))
        found = self._of_two(_joined(loose, self._partners(loose, near)))
        return [p for p in found if p.codes[0] not in takes - sends]

    def _partners(self, loose: Sequence[Party], near: Sequence[Party]) -> Sequence[Party]:
        """Of the other states of a sentence those that may be partners: its only one, or its senders."""
        others = [p for p in near if p.code not in {q.code for q in loose}]
        if len(others) + len(loose) <= 2:
            return others
        return [p for p in others if self.may_send(p.code)][:1]

    def near(self, at: int, named: Sequence[Party]) -> Pair | None:
        """The pair of which a sentence without a phrase speaks: of the states that it names, else the
        last told above, else the page's."""
        codes = {party.code for party in named}
        fitting = [e for e in self.evidence if codes & set(e.pair.codes)] or self.evidence
        if len({e.pair.codes for e in self.evidence}) <= 1:
            return fitting[0].pair.again if fitting else self.main
        here = self.paragraph(at)
        close = [e for e in fitting if e.at <= at and here - self.paragraph(e.at) <= 1]
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
        here = self.paragraph(phrase.at)
        if not phrase.all_codes and (beside := self._deal_before(phrase)) is not None:
            return beside if codes <= set(beside.codes) else None
        above = [e for e in told if e.at < phrase.at and here - self.paragraph(e.at) <= 1]
        if above and codes <= set(above[-1].pair.codes):
            return replace(above[-1].pair, rule=CLOSE_ABOVE)
        one = len({e.pair.codes for e in self.evidence}) == 1
        return told[0].pair.again if one and told and codes <= set(told[0].pair.codes) else None

    def _deal_before(self, phrase: Phrase) -> Pair | None:
        """ "The Danish-Kenyan deal cost millions: four people were moved": the only pair told before
        in the sentence."""
        told = [e for e in self.evidence if phrase.s.start <= e.at < phrase.at]
        one = len({e.pair.codes for e in told}) == 1
        return replace(told[-1].pair, rule=CLOSE_ABOVE) if one else None

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
        told = explicit(phrase, self.slots)
        if told:
            return told
        if self.slots[1] in phrase.unnamed:
            return []
        firsts, seconds = (phrase.parties.get(slot, []) for slot in self.slots)
        if seconds:
            return [self._lacking_first(party, phrase, able, own) for party in seconds]
        if firsts:
            return [self._lacking_second(firsts[0], phrase, helpers, own)]
        found = self._told_just_above(phrase) if phrase.is_definite else []
        if phrase.rule.beside and self.main is not None:  # "the flight": of which the page tells
            above = [e for e in self.evidence if e.at < phrase.s.start]
            found = [(above[-1].pair if above else self.main).again] if self.evidence else []
        found = found or self._of_two(_joined(helpers, ()))
        if found or not phrase.is_definite:
            return found
        return self._of_one(_joined(helpers, ())[:1], phrase)

    def _lacking_first(
        self, second: Party, phrase: Phrase, helpers: Sequence[Party], own: Sequence[Party]
    ) -> Pair:
        partners = {p.code: p for p in own}
        if (
            len(partners) == 2
            and second.code in partners
            and not set(partners) <= set(phrase.codes(self.slots[1]))
        ):  # "Ireland agreed with Chad that it takes"
            [partner] = [p for code, p in partners.items() if code != second.code]
            if not self.second_votes[partner.code]:
                return Pair(partner, second, BESIDE)
        ends = phrase.codes(self.slots[1])
        for party in helpers:
            if party.code not in (second.code, *ends) and self.may_send(party.code):
                return Pair(party, second, BESIDE)
        for party in phrase.origins:
            can = self.may_send(party.code) or party.code in self.may_be_first
            if party.code != second.code and can:
                return Pair(party, second, EXPLICIT)
        section = self.section(phrase.at)
        if section is not None and section.code != second.code:
            return Pair(section, second, "sender from the heading above")
        found = self._near(phrase.at, lambda e: e.pair.codes[1] == second.code)
        if found is not None:
            return Pair(found.pair.first, second, "sender from the nearest pair with this receiver")
        turned = self._turned_round(second, phrase)
        if turned is not None:
            return turned
        likely = self.likely_first(second.code, phrase.at)
        if likely is not None and (
            second.code not in self.usual_first
            or (
                "object" in phrase.rule.people
                and likely.code in self.usual_first
                and not self.first_votes[second.code]
            )
        ):
            return Pair(likely, second, LIKELY_SENDER)
        beside = self._only_other(second, phrase) or self._able_beside(second, phrase, helpers)
        return Pair(beside, second, BESIDE if beside else "no sender told")

    def _only_other(self, second: Party, phrase: Phrase) -> Party | None:
        """ "75 were returned to France, and 51 came to Britain": the sentence's one other usual sender."""
        s = phrase.s
        here = {
            p.code: p for p in self.named if s.start <= p.start < s.end and p.code != second.code
        }
        moved = "object" in phrase.rule.people and second.code in self.usual_first
        [other] = here.values() if len(here) == 1 else [None]
        return other if moved and other and other.code in self.usual_first else None

    def _able_beside(self, second: Party, phrase: Phrase, helpers: Sequence[Party]) -> Party | None:
        """ "Seven were removed to Fiji, Japan's ministry said": who can send, if it alone acts."""
        able = [p for p in helpers if p.code in self.may_be_first and p.code != second.code]
        moved = "object" in phrase.rule.people and second.code not in self.may_be_first
        return (
            able[0]
            if moved and len({p.code for p in helpers} - {second.code}) == 1 and able
            else None
        )

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
                    p
                    if p and p.first is alone[0]
                    else Pair(alone[0], other, "direction told by the other partners")
                    for p, other in zip(pairs, [q for q in loose if q is not alone[0]], strict=True)
                ]
        told: list[list[Pair]] = []
        for party in loose:
            others = [p for p in loose if not {p.code, party.code} <= partners]
            pairs = [self.direct(party, other) for other in others if other is not party]
            told.append([p for p in pairs if p and p.first and p.first.code == party.code])
        return max(told, key=len, default=[])

    def _of_one(self, loose: Sequence[Party], phrase: Phrase) -> list[Pair]:
        if not loose:
            return self._nearest(phrase)
        party = loose[0]
        if party.code in self.usual_first and phrase.is_of_several:
            return []
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
        likely = self.likely_first(party.code, phrase.at)
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
        here = self.paragraph(phrase.at)
        above = [e for e in self.evidence if e.at < phrase.at]
        if above and self.paragraph(above[-1].at) == here:
            return [above[-1].pair.again]
        if above and phrase.is_definite and main is not None:
            last = above[-1]
            if last.pair.codes == main.codes or here - self.paragraph(last.at) <= 1:
                return [last.pair.again]
            return [main.again]
        return []

    def _told_just_above(self, phrase: Phrase) -> list[Pair]:
        """ "These talks": the pair of the receiver named last in the paragraph, or of the sender alone
        named there that has no other; else the last told."""
        here = self.paragraph(phrase.at)
        named = [p for p in self.named if p.start < phrase.at and self.paragraph(p.start) == here]
        for party in reversed(named):
            told = self._told_with(party, phrase.at, {p.code for p in named})
            if told is not None:
                return [told.pair.again]
        above = [
            e for e in self.evidence if e.at < phrase.s.start and here - self.paragraph(e.at) <= 1
        ]
        return [above[-1].pair.again] if above else []

    def _told_with(self, party: Party, at: int, named: Collection[str]) -> Evidence | None:
        """The last pair above that a state is in, as the receiver or as the sender of no other."""
        sent = {e.pair.codes for e in self.evidence if e.pair.codes[0] == party.code}
        if len(sent) == 1 and all(set(named) <= set(pair) for pair in sent):
            return self._near(at, lambda e: e.pair.codes in sent)
        return self._near(at, lambda e: e.pair.codes[1] == party.code)

    def _speaks_for_all(self, party: Party, phrase: Phrase, helpers: Sequence[Party]) -> bool:
        """ "Ghana's president said that nine had been accepted from Norway": by whom is left unsaid."""
        takes = "subject" in phrase.rule.parties.get(self.slots[1], ())
        come = phrase.rule.people[:1] == ("subject",)  # "Rwanda says that nine arrived from the US"
        others = {p.code for p in helpers if p.code not in phrase.codes(self.slots[0])}
        alone = come or (takes and not phrase.args.get("subject"))
        return alone and others == {party.code}

    def _near(
        self, at: int, fits: Callable[[Evidence], bool], same_paragraph: bool = False
    ) -> Evidence | None:
        """The fitting evidence last told above, else the first below."""
        fitting = [e for e in self.evidence if fits(e)]
        if same_paragraph:
            here = self.paragraph(at)
            fitting = [e for e in fitting if here - 1 <= self.paragraph(e.at) <= here]
        above = [e for e in fitting if e.at <= at]
        return above[-1] if above else (fitting[0] if fitting else None)


#: "The identical scheme": another's, like the one told above.
ALIKE = frozenset("same identical similar like comparable analogous".split())


def _is_like_it(phrase: Phrase) -> bool:
    return any(phrase.s.words[c].lemma in ALIKE for c in phrase.s.children[phrase.i])


def _joined(some: Sequence[Party], others: Sequence[Party]) -> list[Party]:
    """Both, each state once."""
    found: list[Party] = []
    for party in (*some, *others):
        if party.code not in [p.code for p in found]:
            found.append(party)
    return found
