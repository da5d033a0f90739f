"""Attribution → whose voice it is, within one page. What enters: an attribution, the page's cast,
and who spoke before; what leaves: a `VoicedAttribution` without its medium.

A name is looked up in the cast; a pronoun or short description takes the nearest that agrees. What
stays open is `unknown`: nobody is guessed from outside the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pactwatch.extract.antecedents import GENDERS, lone_name, ranked_persons, thing_before
from pactwatch.extract.attributions import Attribution
from pactwatch.extract.cast import WEEKDAYS, Cast, Gender, Person, Run, glued, trimmed, words_of
from pactwatch.extract.describing import (
    body_of,
    is_bare,
    is_definite,
    joined,
    kind_of,
    owner_of,
)
from pactwatch.extract.media import is_medium
from pactwatch.extract.parse import Sentence
from pactwatch.extract.speech import Speech
from pactwatch.extract.voiced import Told, VoicedAttribution, VoiceKind, personal, unknown
from pactwatch.nouns import Range

#: How many sentences back a pronoun looks.
REACH = 8

#: What anybody is called who spoke without giving a name.
ANYBODY = "source"
#: How well a person fits who is a subject of this sentence or the last.
NEAREST = 0.5

#: Words before a name that say what bears it: "the campaign group X".
DESCRIBING = ("NOUN", "ADJ")


@dataclass(slots=True)
class Voices:
    """A page while its voices are resolved, one attribution after the other."""

    sentences: Sequence[Sentence]
    speech: Speech
    cast: Cast
    is_body: Callable[[Range], bool]
    told: Told

    def voice(self, found: Attribution) -> VoicedAttribution:
        """Who speaks in one attribution, given who spoke before."""
        if found.continues is not None:
            for before in reversed(self.told.voiced):
                if before.attribution.cue == found.continues:
                    return replace(before, attribution=found)
        sentence = self.sentences[found.sentence]
        head = sentence.word_at(found.chief[0]) if found.chief else None
        if head is None:
            return unknown(found)
        if found.form.startswith("script"):
            return self._of_label(found, sentence)
        return self._of_word(found, sentence, head)

    def _of_label(self, found: Attribution, sentence: Sentence) -> VoicedAttribution:
        """Who a label before a colon names; what stands in brackets, and "Q" and "A", aside."""
        first = sentence.word_at(found.source[0][0]) or 0
        last = sentence.word_at(found.source[0][1] - 1) or 0
        words = sentence.words
        bracket = next((k for k in range(first + 1, last) if words[k].text == "("), None)
        last = bracket - 1 if bracket else last
        bearers = self.cast.by_key.get(_surname(sentence, last), [])
        if len(bearers) == 1:
            return personal(found, bearers[0])
        if len(words[last].text) == 1:
            return unknown(found)
        voiced = self._of_word(found, sentence, last)
        kind: VoiceKind = "person" if voiced.kind == "unknown" else voiced.kind
        name, at = words_of(sentence, (first, last))
        if voiced.kind == "person" and voiced.name:
            return voiced
        return VoicedAttribution(attribution=found, kind=kind, name=name, name_at=at)

    def _of_word(self, found: Attribution, sentence: Sentence, head: int) -> VoicedAttribution:
        word = sentence.words[head]
        if word.pos == "PRON" or word.lemma in self.speech.pronouns:
            return self._of_pronoun(found, sentence, head)
        person = self._person(found.sentence, sentence, head)
        if person is not None:
            return personal(found, person)
        numbered = word.pos == "NUM" and head > 0 and sentence.words[head - 1].text == "Number"
        if numbered or (word.pos == "PROPN" and word.text.lower() not in self.speech.offices):
            return self._of_name(found, sentence, head)
        return self._of_description(found, sentence, head)

    def _person(self, number: int, sentence: Sentence, head: int) -> Person | None:
        """The person whom a phrase names, itself or in apposition."""
        words = sentence.words
        first, last = glued(words, head)
        for k in (head, *range(first, last + 1)):
            if (number, k) in self.cast.at:
                return self.cast.at[number, k]
        name = words[head].text.lower()
        for c in sentence.children[head]:
            beside = words[c].dep == "appos" or (
                words[c].dep in ("compound", "nmod") and name in self.speech.titles
            )
            if beside and (number, c) in self.cast.at:
                return self.cast.at[number, c]
        if name == "counterpart":
            for c in range(head + 1, sentence.subtree(head)[-1] + 1):
                if (number, c) in self.cast.at:
                    return self.cast.at[number, c]
        bearers = self.cast.by_key.get(_surname(sentence, head), [])
        alone = (
            words[head].text[0].isupper() and trimmed(sentence, head)[0] == glued(words, head)[0]
        )
        return bearers[0] if alone and len(bearers) == 1 else None

    def _of_name(self, found: Attribution, sentence: Sentence, head: int) -> VoicedAttribution:
        """A proper name that no full name on the page explains: a body, a state, or one name."""
        first, last = joined(sentence, head, trimmed(sentence, head))
        words = sentence.words
        whole = glued(words, head)
        first, last = min(first, whole[0]), max(last, whole[1])
        while first < head and words[first].text.lower() in WEEKDAYS:
            first += 1
        while first < head and words[first].text.islower() and words[first].pos in DESCRIBING:
            first += 1
        name, at = words_of(sentence, (first, last))
        kind: VoiceKind = "body"
        if is_medium(sentence, head, self.speech):
            kind = "medium"
        elif first == last and not name.isupper() and not self.is_body(at):
            kind = "person" if self._has_title(name) else "body"
        return VoicedAttribution(attribution=found, kind=kind, name=name, name_at=at)

    def _has_title(self, name: str) -> bool:
        """Whether a single name stands after "Mr" or "Dr" somewhere on the page."""
        return any(
            word.text == name and words[i].text.lower().strip(".") in self.speech.titles
            for words in (sentence.words for sentence in self.sentences)
            for i, word in enumerate(words[1:])
        )

    def _of_description(
        self, found: Attribution, sentence: Sentence, head: int
    ) -> VoicedAttribution:
        """A common noun: an office, a body, people without a name, or a paper."""
        kind = kind_of(sentence, head, self.speech)
        run = trimmed(sentence, head)
        beside = [c for c in sentence.children[head] if sentence.words[c].dep == "appos"]
        if kind == "body" and beside and _follows(sentence, head, beside[0]):
            return self._of_name(found, sentence, beside[0])
        if kind == "unnamed":
            return self._of_office(found, sentence, head)
        if kind == "paper":
            owner = owner_of(sentence, head, self.speech)
            if owner is not None:
                return self._of_word(found, sentence, owner)
        if kind in ("paper", "medium") and is_bare(sentence, head):
            giver = self._giver(found, sentence, head, kind)
            if giver is not None:
                return replace(giver, attribution=found)
        if kind == "body" and run[0] == head:
            fuller = self._fuller_body(found, sentence, head)
            if fuller is not None:
                return fuller
        noun = sentence.words[head].lemma
        if kind == "generic" and noun in self.speech.proxies and run[0] == head:
            before = self.told.last("unnamed")
            if (
                before is not None
                and before.name
                and sentence.words[head].text in before.name.lower()
            ):
                return replace(before, attribution=found)
        if kind in ("generic", "body"):
            run = joined(sentence, head, run)
            named = any(sentence.words[k].pos == "PROPN" for k in range(head, run[1] + 1))
            kind = "body" if named and run[1] > head else kind
        name, at = words_of(sentence, run)
        return VoicedAttribution(attribution=found, kind=kind, name=name, name_at=at)

    def _giver(
        self, found: Attribution, sentence: Sentence, head: int, kind: VoiceKind
    ) -> VoicedAttribution | None:
        """Whose "the statement" is, or which "the magazine": as the page told above."""
        if kind == "medium":
            return self.told.last("medium")
        noun = sentence.words[head].lemma
        for number in range(found.sentence, max(-1, found.sentence - REACH - 1), -1):
            earlier = self.sentences[number]
            for i, word in enumerate(earlier.words):
                if word.lemma != noun or (number == found.sentence and i >= head):
                    continue
                owner = owner_of(earlier, i, self.speech) if word.pos == "NOUN" else None
                if owner is not None:
                    return self._of_word(replace(found, sentence=number), earlier, owner)
                for before in reversed(self.told.voiced):
                    if before.attribution.sentence == number and before.name:
                        return before
        return None

    def _fuller_body(
        self, found: Attribution, sentence: Sentence, head: int
    ) -> VoicedAttribution | None:
        """The body that "the ministry" or "the group" means: one that spoke, else one named."""
        noun = sentence.words[head].lemma
        for before in reversed(self.told.voiced):
            parts = before.name.lower().split() if before.name else []
            if before.kind == "body" and len(parts) > 1 and noun in parts:
                return replace(before, attribution=found)
        for number in range(found.sentence, -1, -1):
            earlier = self.sentences[number]
            for i, word in enumerate(earlier.words):
                if word.pos != "PROPN" or word.text.lower() != noun or word.dep == "compound":
                    continue
                first, last = trimmed(earlier, i)
                if last > first:
                    name, at = words_of(earlier, (first, last))
                    return VoicedAttribution(attribution=found, kind="body", name=name, name_at=at)
        return None

    def _of_office(self, found: Attribution, sentence: Sentence, head: int) -> VoicedAttribution:
        """An office without a name: who bears it on this page, else the description itself."""
        word = sentence.words[head]
        run = trimmed(sentence, head)
        noun = self._spelled(word.text)[-1]
        if is_definite(sentence, head) and word.tag not in ("NNS", "NNPS"):
            holder = self._holder(found.sentence, sentence, run, noun)
            if holder is not None:
                return personal(found, holder)
            for before in reversed(self.told.voiced):
                named = before.name.lower().split() if before.name else []
                again = noun in named or (noun == ANYBODY and before.kind == "unnamed")
                if run[0] == head and again and before.kind in ("unnamed", "body"):
                    return replace(before, attribution=found)
        name, at = words_of(sentence, run)
        body = body_of(sentence, head, self.speech)
        voiced = VoicedAttribution(attribution=found, kind="unnamed", name=name, name_at=at)
        if body is None:
            return voiced
        organisation, organisation_at = words_of(sentence, body)
        kind: VoiceKind = "body" if word.lemma.lower() in self.speech.spokes else "unnamed"
        return replace(
            voiced, kind=kind, organisation=organisation, organisation_at=organisation_at
        )

    def _holder(self, number: int, sentence: Sentence, run: Run, noun: str) -> Person | None:
        """Who on the page bears an office: the last before, else the only one after."""
        words = sentence.words
        described = {
            part[:5]
            for k in range(run[0], run[1] + 1)
            for part in self._spelled(words[k].text)
            if words[k].pos in ("NOUN", "PROPN", "ADJ") and part != noun
        }
        fitting = [
            p
            for p in self.cast.persons
            if p.office and _bears(self._spelled(p.office), noun, described)
        ]
        before = [p for p in fitting if p.seen[0] <= number]
        if before:
            return max(before, key=lambda p: max(i for i in p.seen if i <= number))
        return fitting[0] if len(fitting) == 1 else None

    def _spelled(self, office: str) -> list[str]:
        """The words of an office in lower case, its letters spelled out: "PM"."""
        plain = office.lower().replace("’s", "").replace("'s", "")
        parts = [part.strip(",.") for part in plain.split()]
        return [word for part in parts for word in self.speech.letters.get(part, part).split()]

    def _of_pronoun(self, found: Attribution, sentence: Sentence, head: int) -> VoicedAttribution:
        word = sentence.words[head].text.lower()
        if word in GENDERS:
            return self._of_gender(found, head, GENDERS[word])
        known = self.speech.pronouns.get(word)
        if known is not None and known.person == "relative":
            ahead = self._antecedent(sentence, found)
            if ahead is None or ahead == head or sentence.words[ahead].pos == "PRON":
                return unknown(found)
            return self._of_word(found, sentence, ahead)
        if known is not None and known.person == "first":
            return self._first_person(found)
        before: VoicedAttribution | None
        if word in ("they", "their", "them"):
            before = self._plural_before(found) or self.told.within(
                found.sentence, REACH, "generic", "unnamed", "body"
            )
        elif word in ("it", "its"):
            before = (
                self.told.within(found.sentence, 1, "body")
                or self._thing_before(found, head)
                or self.told.within(found.sentence, REACH, "body")
            )
        else:
            return VoicedAttribution(attribution=found, kind="generic")
        return replace(before, attribution=found) if before else unknown(found)

    def _plural_before(self, found: Attribution) -> VoicedAttribution | None:
        """The subject of the sentence before, where it is several."""
        if found.sentence == 0:
            return None
        earlier = self.sentences[found.sentence - 1]
        words = earlier.words
        for i, word in enumerate(words):
            if word.dep in ("nsubj", "nsubjpass") and words[word.head].head == word.head:
                several = word.tag in ("NNS", "NNPS") or any(
                    words[c].dep == "conj" for c in earlier.children[i]
                )
                if several and word.pos in ("NOUN", "PROPN"):
                    return self._of_description(found, earlier, i)
        return None

    def _thing_before(self, found: Attribution, head: int) -> VoicedAttribution | None:
        """The body, paper or medium that is a subject before "it", in this sentence or the last."""
        place = thing_before(
            self.sentences, (found.sentence, head), self.speech, is_body=self.is_body
        )
        if place is None:
            return None
        return self._of_word(replace(found, sentence=place[0]), self.sentences[place[0]], place[1])

    def _antecedent(self, sentence: Sentence, found: Attribution) -> int | None:
        """The noun about which a relative clause speaks."""
        cue = sentence.word_at(found.cue[0]) if found.cue else None
        if cue is None:
            return None
        for i in (cue, *sentence.ancestors(cue)):
            if sentence.words[i].dep == "relcl":
                return sentence.words[i].head
        return None

    def _first_person(self, found: Attribution) -> VoicedAttribution:
        """Whoever is quoted around the cue; outside of quotations the page itself speaks."""
        at = found.cue[0] if found.cue else found.start
        for before in reversed(self.told.voiced):
            if any(start <= at < end for start, end in before.attribution.content):
                return replace(before, attribution=found)
        return unknown(found)

    def _of_gender(self, found: Attribution, head: int, gender: Gender) -> VoicedAttribution:
        """Whom "he" or "she" means: who spoke or was named last, if the gender agrees."""
        last = self.told.within(found.sentence, REACH, "person")
        spoke = (last.name, last.attribution.sentence) if last and last.name else None
        ranked = ranked_persons(
            self.sentences, self.cast, (found.sentence, head), gender, REACH, spoke
        )
        nameless = self.told.last()
        if nameless is not None and self._went_on(nameless, found, ranked):
            return replace(nameless, attribution=found)
        if not ranked:
            return self._nameless(found, head)
        person = max(ranked, key=lambda pair: pair[0])[1]
        person.gender = person.gender or gender
        return personal(found, person)

    def _nameless(self, found: Attribution, head: int) -> VoicedAttribution:
        """Whom "he" means where no person of the cast will do: one name, else who spoke unnamed."""
        lone = lone_name(
            self.sentences, (found.sentence, head), self.speech, REACH, is_body=self.is_body
        )
        if lone is not None:
            name, at = lone
            return VoicedAttribution(attribution=found, kind="person", name=name, name_at=at)
        before = self.told.within(found.sentence, REACH, "unnamed")
        return replace(before, attribution=found) if before else unknown(found)

    @staticmethod
    def _went_on(
        before: VoicedAttribution, found: Attribution, ranked: Sequence[tuple[float, Person]]
    ) -> bool:
        """Whether one without a name, who spoke in the sentence before, goes on to speak.

        Not where a person of the cast is a subject as near: "Roe met the official; he said".
        """
        if before.kind != "unnamed" or found.sentence - before.attribution.sentence > 1:
            return False
        return max((weight for weight, _ in ranked), default=-1.0) < NEAREST


def _surname(sentence: Sentence, i: int) -> str:
    """The last name that ends in word `i`, as the cast keeps it."""
    return words_of(sentence, glued(sentence.words, i))[0].lower().replace("’", "'")


def _follows(sentence: Sentence, head: int, name: int) -> bool:
    """Whether a name stands right behind a noun, with no stop between."""
    words = sentence.words
    return words[name].pos == "PROPN" and all(w.pos == "PROPN" for w in words[head + 1 : name])


def _bears(parts: Sequence[str], noun: str, described: set[str]) -> bool:
    """Whether an office, in its words, is what a noun and the words beside it describe."""
    return noun in parts and all(any(part[:5] == d for part in parts) for d in described)
