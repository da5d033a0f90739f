"""Attribution → the medium through which it comes: "told Rwanda TV", "in an interview with state
broadcaster X", "in a post on X". What is said in writing or at a press conference has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.extract.attributions import Attribution
from pactwatch.extract.cast import ARTICLES, trimmed
from pactwatch.extract.parse import Sentence
from pactwatch.extract.speech import Speech
from pactwatch.nouns import Range

Found = tuple[str, Range]

#: Words that tie a medium to an interview or post, though not to a verb of speech.
BESIDE = frozenset({"by", "for", "in"})


def find_medium(found: Attribution, sentences: Sequence[Sentence], speech: Speech) -> Found | None:
    """The medium that the cue's sentence names, or the next one where it tells on what occasion."""
    here = sentences[found.sentence]
    for medium in _media_in(here, found, speech):
        return medium
    following = found.sentence + 1
    if following < len(sentences) and _looks_back(sentences[following], speech):
        for medium in _occasions(sentences[following], None, speech):
            return medium
    return None


def is_medium(sentence: Sentence, i: int, speech: Speech) -> bool:
    """Whether a phrase is the name or description of a medium."""
    words = sentence.words
    first, last = trimmed(sentence, i)
    inside = {words[k].text.lower() for k in range(first, last + 1)}
    if words[i].text.lower() in speech.hearers or words[i].lemma in speech.hearers:
        return False
    told = inside & speech.media
    if words[i].pos == "PROPN" and first < last and told <= speech.weak_media:
        return False
    return bool(told)


def _media_in(sentence: Sentence, found: Attribution, speech: Speech) -> Iterator[Found]:
    """Media that hang on the cue itself, then those of an interview or post beside it."""
    cue = sentence.word_at(found.cue[0]) if found.cue else None
    for hearer in _hearers(sentence, cue, speech) if cue is not None else ():
        if _outside(sentence, hearer, found) and _may_carry(sentence, hearer, speech):
            yield _named(sentence, hearer)
    yield from _occasions(sentence, found, speech)


def _hearers(sentence: Sentence, cue: int, speech: Speech) -> Iterator[int]:
    """Whom the cue names as told: "told X", "said on X", "conveyed to X"."""
    words = sentence.words
    for c in sentence.children[cue]:
        if words[c].dep in ("dobj", "dative") and words[c].pos != "ADP":
            yield c
        elif words[c].dep in ("prep", "dative") and words[c].lemma in speech.carrying:
            yield from (k for k in sentence.children[c] if words[k].dep == "pobj")


def _may_carry(sentence: Sentence, i: int, speech: Speech) -> bool:
    return is_medium(sentence, i, speech) or sentence.words[i].text.lower() in speech.platforms


def _occasions(sentence: Sentence, found: Attribution | None, speech: Speech) -> Iterator[Found]:
    """Interviews, posts and the like, with the medium that hangs on them."""
    words = sentence.words
    for i, word in enumerate(words):
        if word.lemma not in speech.occasions or word.pos not in ("NOUN", "PROPN"):
            continue
        if found is not None and not _outside(sentence, i, found):
            continue
        for c in sentence.children[i]:
            if words[c].dep != "prep" or words[c].lemma not in speech.carrying | BESIDE:
                continue
            for k in sentence.children[c]:
                guest = word.lemma == "interview" and words[c].lemma == "with"
                named = guest and words[k].pos == "PROPN"
                if words[k].dep == "pobj" and (named or _may_carry(sentence, k, speech)):
                    yield _named(sentence, k)


def _looks_back(sentence: Sentence, speech: Speech) -> bool:
    """Whether a sentence opens with what was said before: "The announcement, made during …"."""
    words = sentence.words
    if len(words) < 2 or words[0].text.lower() not in ("the", "his", "her", "their"):
        return False
    subject = next((i for i, w in enumerate(words) if w.dep in ("nsubj", "nsubjpass")), None)
    return subject is not None and subject < 5 and words[subject].lemma in speech.nouns


def _outside(sentence: Sentence, i: int, found: Attribution) -> bool:
    at = sentence.start + sentence.words[i].start
    return not any(start <= at < end for start, end in found.content)


def _named(sentence: Sentence, i: int) -> Found:
    """The name of a medium without what describes it, else the description."""
    words = sentence.words
    for c in sentence.children[i]:
        if words[c].dep == "appos" and words[c].pos == "PROPN" and words[i].pos == "NOUN":
            i = c
            break
    first, last = trimmed(sentence, i)
    if words[i].pos == "PROPN":
        begin = i
        while begin > first and words[begin - 1].pos == "PROPN":
            begin -= 1
        first, last = begin, i
        if begin > 0 and words[begin - 1].text == "The":
            first = begin - 1
    while first < last and words[first].text in ARTICLES:
        first += 1
    at = sentence.range_of(first, last)
    return sentence.text[at[0] - sentence.start : at[1] - sentence.start], at
