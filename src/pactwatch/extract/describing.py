"""Common noun as who speaks → what sort of voice it is, and the phrase that tells it. What enters:
a sentence and the chief word of a phrase in it; what leaves: a kind, a run of words, a body.
"""

from __future__ import annotations

from pactwatch.extract.cast import Run, trimmed
from pactwatch.extract.parse import Sentence, Word
from pactwatch.extract.speech import Speech
from pactwatch.extract.voiced import VoiceKind

#: Beside a collective these tell of persons whom the writer has met but does not name.
KNOWN_UNNAMED = frozenset({"familiar", "anonymity", "knowledge", "briefed", "unnamed", "anonymous"})
#: How adjectives of those who govern end: "a presidential statement", "ministerial figures".
OFFICIAL = frozenset({"presidential", "ministerial", "governmental", "parliamentary", "joint"})
#: How far from a collective, in words, the name of whose it is may stand.
FAR = 5
#: Words that tie somebody to a body.
TIES = ("for", "of", "at", "from", "with", "in")


def kind_of(sentence: Sentence, head: int, speech: Speech) -> VoiceKind:
    """What sort of voice a common noun is."""
    words, word = sentence.words, sentence.words[head]
    lemma, lower = word.lemma.lower(), word.text.lower()
    named = any(words[c].pos == "PROPN" for c in sentence.children[head])
    if lemma in speech.papers | speech.sheets and lemma not in speech.bodies:
        return "paper"
    collective = word.tag in ("NNS", "NNPS") or lemma in ("people", "everyone")
    if lemma in speech.generics and collective:
        below = {words[k].text.lower() for k in sentence.subtree(head)}
        if lemma in speech.unnamed and below & KNOWN_UNNAMED:
            return "unnamed"
        if lemma in speech.proxies and _is_of_somebody(sentence, head):
            return "unnamed"
        letters = any(words[c].text.isupper() for c in sentence.children[head])
        return "body" if named and (letters or lemma in speech.bodies) else "generic"
    if lemma in speech.unnamed or lemma in speech.offices or lower in speech.offices:
        return "unnamed"
    if lemma in speech.bodies:
        return "body"
    if lemma in speech.collectives and (_is_named(sentence, head) or is_bare(sentence, head)):
        return "body"
    if lemma == "one" and _is_one_of(sentence, head):
        return "unnamed"
    return "medium" if lemma in speech.media else "unknown"


#: Words that tie those who speak for others to them.
FOR = frozenset({"for", "of", "representing", "defending"})


def _is_of_somebody(sentence: Sentence, head: int) -> bool:
    """ "The men's lawyers", "lawyers for the deportees": for whom they speak."""
    words = sentence.words
    return any(
        words[c].dep == "poss" or (words[c].text.lower() in FOR and words[c].dep in ("prep", "acl"))
        for c in sentence.children[head]
    )


def _is_one_of(sentence: Sentence, head: int) -> bool:
    """ "One of the men", "another one": somebody whom the writer has met."""
    words = sentence.words
    if head and words[head - 1].text.lower() == "another":
        return True
    return any(words[c].lemma == "of" for c in sentence.children[head])


def _is_named(sentence: Sentence, head: int) -> bool:
    """Whether a name below a collective tells whose it is: "the Democratic staff of the Senate"."""
    return any(
        sentence.words[k].pos == "PROPN" for k in sentence.subtree(head) if abs(k - head) <= FAR
    )


def is_definite(sentence: Sentence, head: int) -> bool:
    """Whether a phrase points to somebody in particular: "the minister", "Ghana's minister".

    Headlines leave the article out: "Minister says".
    """
    words = sentence.words
    below = {words[c].dep for c in sentence.children[head]}
    if words[head].pos == "PROPN" or not below & {"det", "nummod", "prep"}:
        return True
    return any(
        words[c].dep == "poss" or words[c].text.lower() in ("the", "that", "this")
        for c in sentence.children[head]
    )


def body_of(sentence: Sentence, head: int, speech: Speech) -> Run | None:
    """The body for which somebody without a name speaks: "a spokesperson for the Home Office"."""
    words = sentence.words
    for c in sentence.children[head]:
        if words[c].dep == "prep" and words[c].lemma in TIES:
            for k in sentence.children[c]:
                if words[k].dep == "pobj" and (
                    words[k].pos == "PROPN" or _is_body(words[k], speech)
                ):
                    return trimmed(sentence, k)
    if words[head].lemma.lower() not in speech.spokes:
        return None
    first, last = trimmed(sentence, head)[0], head - 1
    while last > first and words[last].tag in ("POS", "HYPH"):
        last -= 1
    return (first, last) if first <= last and first < head else None


def _is_body(word: Word, speech: Speech) -> bool:
    return word.lemma in speech.bodies


def owner_of(sentence: Sentence, head: int, speech: Speech) -> int | None:
    """Whose paper it is: "the ministry's statement", "a report by Amnesty", "a letter of the council"."""
    words = sentence.words
    for c in sentence.children[head]:
        if words[c].dep == "poss":
            return c
        if words[c].dep not in ("prep", "agent"):
            continue
        own = next((k for k in sentence.children[c] if words[k].dep == "pobj"), None)
        if own is None or words[c].lemma in ("by", "from"):
            return own
        if (
            words[c].lemma == "of"
            and words[own].lemma.lower() in speech.collectives | speech.bodies
        ):
            return own
    return None


def is_bare(sentence: Sentence, head: int) -> bool:
    """Whether a phrase is but an article and its noun: "the statement"."""
    words = sentence.words
    return is_definite(sentence, head) and all(
        words[c].dep in ("det", "punct") or c > head for c in sentence.children[head]
    )


def is_issued(sentence: Sentence, head: int, speech: Speech) -> bool:
    """Whether the words before a paper's noun tell whose it is: "a White House fact sheet"."""
    first, _ = trimmed(sentence, head)
    return any(
        w.pos == "PROPN"
        or (k and w.text[0].isupper())
        or w.lemma in speech.bodies
        or w.text.lower() in OFFICIAL
        for k, w in enumerate(sentence.words[:head])
        if k >= first and w.pos in ("PROPN", "NOUN", "ADJ") and w.lemma not in speech.media
    )


def joined(sentence: Sentence, head: int, run: Run) -> Run:
    """A phrase with what is joined to it: "rights groups and the UN refugee agency (UNHCR)"."""
    words = sentence.words
    last = run[1]
    for c in sentence.children[head]:
        if words[c].dep == "conj" and words[c].pos in ("NOUN", "PROPN"):
            last = max(last, trimmed(sentence, c)[1], joined(sentence, c, (c, c))[1])
    if words[last].text == "(":
        last -= 1
    return run[0], last
