"""Pronoun of who speaks → those whom it may mean. What enters: a page's sentences, where the pronoun
stands, and the cast; what leaves: persons with how well each fits, a lone name, or the place of a body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pactwatch.extract.cast import Cast, Gender, Person, trimmed, words_of
from pactwatch.extract.describing import kind_of
from pactwatch.extract.media import is_medium
from pactwatch.extract.parse import Sentence
from pactwatch.extract.scene import SUBJECTS
from pactwatch.extract.speech import Speech
from pactwatch.nouns import Range

Place = tuple[int, int]  #: a sentence by index, and a word in it

GENDERS: dict[str, Gender] = {
    "he": "male",
    "his": "male",
    "him": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
}


def lone_name(
    sentences: Sequence[Sentence],
    place: Place,
    speech: Speech,
    reach: int,
    *,
    is_body: Callable[[Range], bool],
) -> tuple[str, Range] | None:
    """ "Roe was angry; she said": the nearest subject that is one name, and no body's or state's."""
    for number in range(place[0], max(-1, place[0] - reach - 1), -1):
        sentence = sentences[number]
        for i in range(len(sentence.words) - 1, -1, -1):
            word = sentence.words[i]
            if word.tag != "NNP" or word.dep != "nsubj" or not word.text.istitle():
                continue
            name, at = words_of(sentence, trimmed(sentence, i))
            known = is_body(at) or word.lemma.lower() in speech.bodies
            if name == word.text and not known and (number, i) < place:
                return name, at
    return None


def ranked_persons(
    sentences: Sequence[Sentence],
    cast: Cast,
    place: Place,
    gender: Gender,
    reach: int,
    spoke: tuple[str, int] | None,
) -> list[tuple[float, Person]]:
    """Persons near enough, with how well each fits: subjects and who spoke last come first.

    `spoke` is the name of who spoke last, and in which sentence.
    """
    number = place[0]
    ranked: list[tuple[float, Person]] = []
    for (at, chief), person in cast.at.items():
        near = (at, chief) < place and number - at <= reach and person.acts
        if near and person.gender in (None, gender):
            weight = -1.5 * (number - at) + 0.01 * chief
            weight += 2 * (sentences[at].words[chief].dep in SUBJECTS)
            ranked.append((weight + (person.gender == gender), person))
    for person in cast.persons:
        if spoke and person.name == spoke[0] and person.gender in (None, gender):
            ranked.append((2.5 - (number - spoke[1]), person))
    return ranked


def thing_before(
    sentences: Sequence[Sentence],
    place: Place,
    speech: Speech,
    *,
    is_body: Callable[[Range], bool],
) -> Place | None:
    """The body, medium or paper that is the last subject before a word, there or a sentence above."""
    for number in range(place[0], max(-1, place[0] - 2), -1):
        for i in _subjects(sentences[number], place[1] if number == place[0] else None):
            if _can_speak(sentences[number], i, speech, is_body):
                return number, i
    return None


def _subjects(s: Sentence, end: int | None) -> Iterator[int]:
    """The subjects of a sentence before a word, the last first; of a whole one, its main clause's."""
    for i in range((end if end is not None else len(s.words)) - 1, -1, -1):
        word = s.words[i]
        main = s.words[word.head].head == word.head
        if word.dep in SUBJECTS and word.pos in ("NOUN", "PROPN") and (end is not None or main):
            yield i


def _can_speak(s: Sentence, i: int, speech: Speech, is_body: Callable[[Range], bool]) -> bool:
    if is_body(s.range_of(i, i)) or is_medium(s, i, speech):
        return True
    return s.words[i].tag in ("NN", "NNP") and (
        s.words[i].text.lower() in speech.bodies or kind_of(s, i, speech) in ("body", "paper")
    )
