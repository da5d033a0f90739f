"""Cue of an attribution → the medium through which it comes: "told Rwanda TV", "in an interview with
state broadcaster X", "in a post on X". What is said in writing or at a press conference has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.extract.attributions import Attribution
from pactwatch.extract.cast import ARTICLES, trimmed
from pactwatch.extract.parse import Sentence
from pactwatch.extract.speech import Speech
from pactwatch.nouns import Range

Found = tuple[str, Range]


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
    return bool(inside & speech.media)


def _media_in(sentence: Sentence, found: Attribution, speech: Speech) -> Iterator[Found]:
    words = sentence.words
    cue = sentence.word_at(found.cue[0]) if found.cue else None
    if cue is not None:
        for c in sentence.children[cue]:
            if words[c].dep in ("dobj", "dative") and words[c].lemma not in speech.hearers:
                hearer = c
                if words[c].pos == "ADP":
                    hearer = next((k for k in sentence.children[c] if words[k].dep == "pobj"), c)
                if _outside(sentence, hearer, found) and is_medium(sentence, hearer, speech):
                    yield _named(sentence, hearer)
            elif words[c].dep == "prep" and words[c].lemma in ("to", "on", "with"):
                for k in sentence.children[c]:
                    if words[k].dep == "pobj" and _outside(sentence, k, found):
                        if is_medium(sentence, k, speech) or _is_platform(sentence, k, speech):
                            yield _named(sentence, k)
    yield from _occasions(sentence, found, speech)


def _occasions(sentence: Sentence, found: Attribution | None, speech: Speech) -> Iterator[Found]:
    """Interviews, posts and the like, with the medium that hangs on them."""
    words = sentence.words
    for i, word in enumerate(words):
        if word.lemma not in speech.occasions or word.pos not in ("NOUN", "PROPN"):
            continue
        if found is not None and not _outside(sentence, i, found):
            continue
        for c in sentence.children[i]:
            if words[c].dep == "prep" and words[c].lemma in ("with", "on", "to", "by", "for", "in"):
                for k in sentence.children[c]:
                    known = is_medium(sentence, k, speech) or _is_platform(sentence, k, speech)
                    if (
                        words[k].dep == "pobj"
                        and (known or words[c].lemma != "by")
                        and (known or word.lemma == "interview" and words[k].pos == "PROPN")
                    ):
                        yield _named(sentence, k)


def _looks_back(sentence: Sentence, speech: Speech) -> bool:
    """Whether a sentence opens with what was said before: "The announcement, made during …"."""
    words = sentence.words
    opening = [w for w in words[:4] if w.pos not in ("PUNCT", "SPACE")]
    if len(opening) < 2 or opening[0].text.lower() not in (
        "the",
        "his",
        "her",
        "their",
        "these",
        "those",
    ):
        return False
    subject = next((w for w in words if w.dep in ("nsubj", "nsubjpass")), None)
    return subject is not None and subject.lemma in speech.nouns and subject in words[:5]


def _outside(sentence: Sentence, i: int, found: Attribution) -> bool:
    at = sentence.start + sentence.words[i].start
    return not any(start <= at < end for start, end in found.content)


def _is_platform(sentence: Sentence, i: int, speech: Speech) -> bool:
    return sentence.words[i].text.lower() in speech.platforms


def _named(sentence: Sentence, i: int) -> Found:
    """The name of a medium without what describes it ("state broadcaster"), else the description."""
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
