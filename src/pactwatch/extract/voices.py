"""Attribution → who speaks, for a register: the fullest name that the page gives, office, body and
medium, each with the words that tell it. What enters: attributions with the parsed page; what
leaves: one `VoicedAttribution` for each, in the same order.

Pronouns and short names are resolved within the page, and nowhere else. Persons without a name
keep their description; collectives without one are marked, for what they say is nobody's statement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pactwatch.extract.attributions import Attribution
from pactwatch.extract.cast import ARTICLES, Cast, Person, read_cast, trimmed, words_of
from pactwatch.extract.media import find_medium, is_medium
from pactwatch.extract.parse import Sentence
from pactwatch.extract.speech import Speech, load_speech
from pactwatch.nouns import Range

VoiceKind = Literal["person", "body", "unnamed", "generic", "medium", "paper", "unknown"]

#: How many sentences back a pronoun looks.
REACH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicedAttribution:
    """An attribution and who speaks in it. `name` is None where the page tells nobody."""

    attribution: Attribution
    kind: VoiceKind
    name: str | None = None
    name_at: Range | None = None
    office: str | None = None
    office_at: Range | None = None
    organisation: str | None = None
    organisation_at: Range | None = None
    via: str | None = None
    via_at: Range | None = None

    @property
    def is_statement(self) -> bool:
        """Whether somebody who could be asked is said to have said something."""
        return self.attribution.speech and self.kind in ("person", "body", "unnamed")


@dataclass(slots=True)
class Teller:
    """Who was told to speak so far; what pronouns lean on."""

    voiced: list[VoicedAttribution]

    def last(self, *kinds: VoiceKind) -> VoicedAttribution | None:
        return next((v for v in reversed(self.voiced) if v.kind in kinds and v.name), None)


def resolve_voices(
    attributions: Sequence[Attribution],
    paragraphs: Sequence[Sequence[Sentence]],
    text: str,
    *,
    is_body: Callable[[Range], bool] = lambda _: False,
) -> list[VoicedAttribution]:
    """Attributions with their page → who speaks in each.

    `is_body` says of a range whether it names a body or state, where the caller knows names that
    the language alone does not tell ("Kigali").
    """
    sentences = [s for paragraph in paragraphs for s in paragraph]
    speech = load_speech()
    page = Page(sentences, text, speech, read_cast(sentences, speech), is_body)
    teller = Teller([])
    order = sorted(range(len(attributions)), key=lambda i: _place(attributions[i]))
    found: dict[int, VoicedAttribution] = {}
    for i in order:
        voiced = page.voice(attributions[i], teller)
        if voiced.attribution.speech:
            teller.voiced.append(voiced)
        found[i] = voiced
    return _with_media([found[i] for i in range(len(attributions))], page)


def _place(found: Attribution) -> tuple[int, int]:
    return (found.sentence, found.cue[0] if found.cue else found.start)


@dataclass(slots=True)
class Page:
    """A page while its voices are resolved."""

    sentences: Sequence[Sentence]
    text: str
    speech: Speech
    cast: Cast
    is_body: Callable[[Range], bool]

    def voice(self, found: Attribution, teller: Teller) -> VoicedAttribution:
        """Who speaks in one attribution, given who spoke before."""
        if found.continues and teller.voiced:
            before = next(
                (v for v in reversed(teller.voiced) if v.attribution.sentence == found.sentence),
                None,
            )
            if before is not None:
                return replace(before, attribution=found)
        sentence = self.sentences[found.sentence]
        head = sentence.word_at(found.chief[0]) if found.chief else None
        if head is None:
            return VoicedAttribution(attribution=found, kind="unknown")
        if found.form.startswith("script"):
            head = self._label(sentence, found)
        return self._of_word(found, sentence, head, teller)

    def _label(self, sentence: Sentence, found: Attribution) -> int:
        """The last word of a label before a colon."""
        start, end = found.source[0]
        last = sentence.word_at(end - 1)
        words = sentence.words
        bracket = next((k for k, w in enumerate(words) if w.text == "(" and k < (last or 0)), None)
        return bracket - 1 if bracket else last or 0

    def _of_word(
        self, found: Attribution, sentence: Sentence, head: int, teller: Teller
    ) -> VoicedAttribution:
        word = sentence.words[head]
        if word.pos == "PRON" or word.lemma in self.speech.pronouns:
            return self._of_pronoun(found, sentence, head, teller)
        person = self._person(found.sentence, sentence, head)
        if person is not None:
            return _personal(found, person)
        if word.pos == "PROPN":
            return self._of_name(found, sentence, head)
        return self._of_description(found, sentence, head, teller)

    def _person(self, number: int, sentence: Sentence, head: int) -> Person | None:
        """The person whom a phrase names, itself or in apposition."""
        person = self.cast.at.get((number, head))
        if person is not None:
            return person
        words = sentence.words
        for c in sentence.children[head]:
            if words[c].dep in ("appos", "compound", "nmod") and (number, c) in self.cast.at:
                if words[c].dep == "appos" or words[head].text.lower() in self.speech.titles:
                    return self.cast.at[number, c]
        name = words[head].text.lower()
        if words[head].pos == "PROPN" and len(self.cast.by_key.get(name, [])) == 1:
            return self.cast.by_key[name][0]
        return None

    def _of_name(self, found: Attribution, sentence: Sentence, head: int) -> VoicedAttribution:
        """A proper name that no full name on the page explains: a body, a state, or one name."""
        first, last = trimmed(sentence, head)
        name, at = words_of(sentence, (first, last))
        if is_medium(sentence, head, self.speech):
            return VoicedAttribution(attribution=found, kind="medium", name=name, name_at=at)
        alone = first == last and not name.isupper()
        kind: VoiceKind = "body"
        if alone and not self.is_body(at) and self._is_personal(name):
            kind = "person"
        return VoicedAttribution(attribution=found, kind=kind, name=name, name_at=at)

    def _is_personal(self, name: str) -> bool:
        """Whether a single name is followed by "he" or "she" somewhere, or stands after "Mr"."""
        for sentence in self.sentences:
            words = sentence.words
            for i, word in enumerate(words):
                if (
                    word.text == name
                    and i
                    and words[i - 1].text.lower().strip(".") in self.speech.titles
                ):
                    return True
        return False

    def _of_description(
        self, found: Attribution, sentence: Sentence, head: int, teller: Teller
    ) -> VoicedAttribution:
        """A common noun: an office, a body, people without a name, or a paper."""
        words, word = sentence.words, sentence.words[head]
        speech = self.speech
        kind = self._kind_of(sentence, head)
        run = trimmed(sentence, head)
        if kind == "unnamed":
            return self._unnamed(found, sentence, head, teller)
        if kind == "paper":
            owner = self._owner(sentence, head)
            if owner is not None:
                return replace(self._of_word(found, sentence, owner, teller), attribution=found)
        if kind == "body" and run[0] == head:
            fuller = next(
                (
                    v
                    for v in reversed(teller.voiced)
                    if v.kind == "body"
                    and v.name
                    and v.name.lower().split()[-1] == word.lemma
                    and len(v.name.split()) > 1
                ),
                None,
            )
            if fuller is not None:
                return replace(fuller, attribution=found)
        if kind in ("generic", "body"):
            run = self._joined(sentence, head, run)
            if any(words[k].pos == "PROPN" for k in range(run[0], run[1] + 1)) and run[1] > head:
                kind = "body"
        name, at = words_of(sentence, run)
        if kind == "medium" or (kind == "body" and is_medium(sentence, head, speech)):
            kind = "medium" if words[head].lemma in speech.media else kind
        return VoicedAttribution(attribution=found, kind=kind, name=name, name_at=at)

    def _kind_of(self, sentence: Sentence, head: int) -> VoiceKind:
        words, word = sentence.words, sentence.words[head]
        speech, lemma = self.speech, word.lemma
        plural = word.tag == "NNS"
        named = any(words[c].pos == "PROPN" for c in sentence.children[head])
        if lemma in speech.papers and lemma not in speech.bodies:
            return "paper"
        if lemma in speech.generics and (plural or lemma in ("people", "everyone")):
            told = {words[k].text.lower() for k in sentence.subtree(head)}
            if lemma in speech.unnamed and told & {
                "familiar",
                "anonymity",
                "knowledge",
                "briefed",
                "unnamed",
            }:
                return "unnamed"
            return "body" if named and lemma in speech.bodies else "generic"
        if lemma in speech.unnamed or lemma in speech.offices:
            return "unnamed"
        if lemma in speech.bodies:
            return "generic" if plural and not named and lemma in speech.generics else "body"
        if lemma in speech.media:
            return "medium"
        return "unknown"

    def _unnamed(
        self, found: Attribution, sentence: Sentence, head: int, teller: Teller
    ) -> VoicedAttribution:
        """An office without a name: who bears it on this page, else the description itself."""
        words, word = sentence.words, sentence.words[head]
        first, last = trimmed(sentence, head)
        below = [words[c].text.lower() for c in sentence.children[head] if words[c].dep == "det"]
        definite = (
            "the" in below
            or any(words[c].dep == "poss" for c in sentence.children[head])
            or words[head].pos == "PROPN"
        )
        if definite and word.tag not in ("NNS", "NNPS"):
            holder = self._holder(found.sentence, sentence, (first, last), word.text.lower())
            if holder is not None:
                return _personal(found, holder)
        fuller = next(
            (
                v
                for v in reversed(teller.voiced)
                if v.kind == "unnamed" and v.name and word.text.lower() in v.name.lower().split()
            ),
            None,
        )
        if "the" in below and first == head and fuller is not None:
            return replace(fuller, attribution=found)
        name, at = words_of(sentence, (first, last))
        organisation, organisation_at = self._body_of(sentence, head, (first, last))
        kind: VoiceKind = "body" if word.lemma in self.speech.spokes and organisation else "unnamed"
        return VoicedAttribution(
            attribution=found,
            kind=kind,
            name=name,
            name_at=at,
            organisation=organisation,
            organisation_at=organisation_at,
        )

    def _body_of(
        self, sentence: Sentence, head: int, run: tuple[int, int]
    ) -> tuple[str | None, Range | None]:
        """The body for which somebody without a name speaks."""
        words = sentence.words
        for c in sentence.children[head]:
            if words[c].dep == "prep" and words[c].lemma in (
                "for",
                "of",
                "at",
                "from",
                "with",
                "in",
            ):
                for k in sentence.children[c]:
                    if words[k].dep == "pobj":
                        return words_of(sentence, trimmed(sentence, k))
        before = [
            c for c in sentence.children[head] if words[c].dep in ("compound", "poss", "nmod")
        ]
        if before and words[head].lemma in self.speech.spokes:
            first = run[0]
            last = head - 1
            while last > first and words[last].tag in ("POS", "HYPH"):
                last -= 1
            return words_of(sentence, (first, last))
        return None, None

    def _holder(
        self, number: int, sentence: Sentence, run: tuple[int, int], noun: str
    ) -> Person | None:
        """Who on the page bears an office: the last before, else the first after."""
        told = [
            sentence.words[k].text.lower()[:5]
            for k in range(run[0], run[1] + 1)
            if sentence.words[k].pos in ("NOUN", "PROPN", "ADJ")
            and sentence.words[k].text.lower() != noun
        ]
        fitting = [
            person
            for person in self.cast.persons
            if person.office
            and noun in person.office.lower().replace(",", " ").split()
            and all(
                any(
                    part[:5] == t
                    for part in person.office.lower().replace("’s", "").replace("'s", "").split()
                )
                for t in told
            )
        ]
        before = [p for p in fitting if p.seen[0] <= number]
        if before:
            return max(before, key=lambda p: max(i for i in p.seen if i <= number))
        return min(fitting, key=lambda p: p.seen[0]) if len(fitting) == 1 or told else None

    def _joined(self, sentence: Sentence, head: int, run: tuple[int, int]) -> tuple[int, int]:
        """A phrase with what is joined to it: "rights groups and the UN refugee agency"."""
        last = run[1]
        for c in sentence.children[head]:
            if sentence.words[c].dep == "conj":
                last = max(last, trimmed(sentence, c)[1])
        return run[0], last

    def _owner(self, sentence: Sentence, head: int) -> int | None:
        """Whose paper it is: "the ministry's statement", "a report by Amnesty"."""
        words = sentence.words
        for c in sentence.children[head]:
            if words[c].dep == "poss" and words[c].pos != "DET":
                return c
            if words[c].dep in ("prep", "agent") and words[c].lemma in ("by", "from"):
                return next((k for k in sentence.children[c] if words[k].dep == "pobj"), None)
        return None

    def _of_pronoun(
        self, found: Attribution, sentence: Sentence, head: int, teller: Teller
    ) -> VoicedAttribution:
        word = sentence.words[head].text.lower()
        known = self.speech.pronouns.get(sentence.words[head].lemma) or self.speech.pronouns.get(
            word
        )
        if word in ("he", "she", "his", "her", "him"):
            gender: Literal["male", "female"] = "male" if word in ("he", "his", "him") else "female"
            return self._of_gender(found, sentence, head, teller, gender)
        if known is not None and known.person == "relative":
            ahead = self._antecedent(sentence, found)
            if ahead is not None and ahead != head:
                return replace(self._of_word(found, sentence, ahead, teller), attribution=found)
            return VoicedAttribution(attribution=found, kind="unknown")
        if known is not None and known.person == "first":
            return self._first_person(found, teller)
        if word in ("they", "their", "them"):
            before = self._told_before(found, teller, "generic", "unnamed", "body", "person")
        elif word in ("it", "its"):
            before = self._told_before(found, teller, "body")
        else:
            return VoicedAttribution(attribution=found, kind="generic")
        if before is None:
            return VoicedAttribution(attribution=found, kind="unknown")
        return replace(before, attribution=found, via=None, via_at=None)

    def _told_before(
        self, found: Attribution, teller: Teller, *kinds: VoiceKind
    ) -> VoicedAttribution | None:
        before = teller.last(*kinds)
        if before is None or found.sentence - before.attribution.sentence > REACH:
            return None
        return before

    def _first_person(self, found: Attribution, teller: Teller) -> VoicedAttribution:
        """Whoever is quoted around the cue; outside of quotations the page itself speaks."""
        at = found.cue[0] if found.cue else found.start
        for voiced in reversed(teller.voiced):
            if any(start <= at < end for start, end in voiced.attribution.content):
                return replace(voiced, attribution=found)
        return VoicedAttribution(attribution=found, kind="unknown")

    def _antecedent(self, sentence: Sentence, found: Attribution) -> int | None:
        """The noun about which a relative clause speaks."""
        cue = sentence.word_at(found.cue[0]) if found.cue else None
        if cue is None:
            return None
        for i in (cue, *sentence.ancestors(cue)):
            if sentence.words[i].dep == "relcl":
                return sentence.words[i].head
        return None

    def _of_gender(
        self,
        found: Attribution,
        sentence: Sentence,
        head: int,
        teller: Teller,
        gender: Literal["male", "female"],
    ) -> VoicedAttribution:
        """Whom "he" or "she" means: who spoke last, else who was named last, if the gender agrees."""
        number = found.sentence
        ranked: list[tuple[float, Person]] = []
        for (at, chief), person in self.cast.at.items():
            if at > number or number - at > REACH or (at == number and chief >= head):
                continue
            if person.gender not in (None, gender):
                continue
            dep = self.sentences[at].words[chief].dep
            weight = -1.5 * (number - at)
            weight += 2 if dep in ("nsubj", "nsubjpass") else 0
            weight += 1 if person.gender == gender else 0
            weight += 0.01 * chief
            ranked.append((weight, person))
        last = teller.last("person")
        if last is not None and last.name and number - last.attribution.sentence <= REACH:
            for person in self.cast.persons:
                if person.name == last.name and person.gender in (None, gender):
                    ranked.append((2.5 - (number - last.attribution.sentence), person))
        if not ranked:
            before = self._told_before(found, teller, "unnamed")
            if before is not None:
                return replace(before, attribution=found, via=None, via_at=None)
            return VoicedAttribution(attribution=found, kind="unknown")
        person = max(ranked, key=lambda pair: pair[0])[1]
        person.gender = person.gender or gender
        return _personal(found, person)


def _personal(found: Attribution, person: Person) -> VoicedAttribution:
    return VoicedAttribution(
        attribution=found,
        kind="person",
        name=person.name,
        name_at=person.name_at,
        office=person.office,
        office_at=person.office_at,
        organisation=person.organisation,
        organisation_at=person.organisation_at,
    )


def _with_media(voiced: Sequence[VoicedAttribution], page: Page) -> list[VoicedAttribution]:
    """The same voices with the medium through which each comes."""
    reports = [v for v in voiced if v.kind == "medium" and v.attribution.speech]
    found = []
    for v in voiced:
        medium = None
        if v.kind != "medium" and v.attribution.speech:
            medium = find_medium(v.attribution, page.sentences, page.speech)
            if medium is None:
                medium = _reported_by(v, reports)
        found.append(replace(v, via=medium[0], via_at=medium[1]) if medium else v)
    return found


def _reported_by(
    v: VoicedAttribution, reports: Sequence[VoicedAttribution]
) -> tuple[str, Range] | None:
    """The medium whose report holds the cue of this attribution."""
    if v.attribution.cue is None:
        return None
    at = v.attribution.cue[0]
    for report in reports:
        if any(start <= at < end for start, end in report.attribution.content):
            if report.name and report.name_at:
                return report.name, report.name_at
    return None
