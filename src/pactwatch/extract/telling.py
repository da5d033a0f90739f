"""Chosen candidate → how it tells: quoted or not, speech or thought, said or left unsaid. What
enters: a scene and a candidate in it; what leaves: yes or no, or the manner.
"""

from __future__ import annotations

from typing import Literal

from pactwatch.extract.scene import Candidate, Scene
from pactwatch.extract.speech import Speech
from pactwatch.nouns import Range

Manner = Literal["direct", "mixed", "indirect"]

#: Share of a content between quotation marks from which it is wholly quoted.
WHOLE = 0.85
#: How far, in characters, a closing mark may stand behind the last word.
NEAR = 3

#: As many words that stand between quotation marks were said aloud, though a verb of the mind tells them.
ALOUD = 6
FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us", "i'm", "we're"})
NOBODY = frozenset({"nobody", "none", "neither"})
THIRD = frozenset({"he", "she", "they", "it"})

QUOTING = frozenset(
    {"quote<", "quote>", "quotes", "quotes+chain", "ccomp", "ccomp+chain", "before"}
)
#: Forms that leave no doubt behind a verb of speech.
PLAIN_TIES = frozenset({"nsubj", "inverted", "conj", "advcl", "aside", "near"})
PLAIN_FORMS = QUOTING | {"dobj+1", "aside", "aside<"}


def manner_of(scene: Scene, found: Candidate, pieces: tuple[Range, ...]) -> Manner:
    """How a content is quoted; in transcripts and the first person no marks are needed."""
    share = scene.quotes.share(pieces)
    if share >= WHOLE or found.form.startswith("script"):
        return "direct"
    if share > 0:
        return "mixed"
    third = found.voice >= 0 and scene.words[found.voice].text.lower() not in FIRST_PERSON
    inside = scene.inside[found.cue] is not None
    if third and not inside and found.form in ("ccomp", "before", "colon", "outer", "all"):
        for word in scene.words:
            if word.text.lower() in FIRST_PERSON and word.dep in ("nsubj", "nsubjpass", "poss"):
                at = scene.sentence.start + word.start
                if any(start <= at < end for start, end in pieces):
                    return "direct"
    return "indirect"


def is_speech(scene: Scene, found: Candidate, manner: Manner, speech: Speech) -> bool:
    """Whether the cue tells of saying or writing rather than of thinking or wanting."""
    word = scene.words[found.cue]
    if found.form.startswith(("script", "acc")):
        return True
    if word.pos == "NOUN":
        return found.how != "light" or _is_lent(scene, found.cue, speech)
    if _is_decided(scene, found, speech):
        return False
    if word.lemma in speech.verbs or (word.lemma in speech.quoting and manner != "indirect"):
        return True
    if word.lemma in speech.clausal and found.form.startswith("ccomp"):
        return True
    things = {
        scene.words[c].lemma
        for c in scene.sentence.children[found.cue]
        if scene.words[c].dep in ("dobj", "prt", "prep")
    }
    if word.lemma in speech.lending and things & (speech.cue_nouns | {"out"}):
        return True
    quoted = manner == "direct" and scene.quotes.share(found.pieces) > 0
    thought = word.lemma in speech.thoughts and len(words_in(scene, found)) < ALOUD
    return quoted and not thought and found.form in QUOTING


def words_in(scene: Scene, found: Candidate) -> list[int]:
    """The words of the sentence that stand in a candidate's content."""
    start = scene.sentence.start
    return [
        i
        for i, w in enumerate(scene.words)
        if any(a <= start + w.start < b for a, b in found.pieces)
    ]


def _is_decided(scene: Scene, found: Candidate, speech: Speech) -> bool:
    """ "Had rejected their asylum claims": what was filed is decided, and nothing is said."""
    words, children = scene.words, scene.sentence.children
    if words[found.cue].lemma not in speech.denials:
        return False
    filed = [
        c
        for c in children[found.cue]
        if words[c].dep in ("dobj", "nsubjpass") and words[c].lemma in speech.filed
    ]
    return any(
        words[c].lemma != "claim" or any(words[k].dep == "compound" for k in children[c])
        for c in filed
    )


def _is_lent(scene: Scene, noun: int, speech: Speech) -> bool:
    """Whether a noun of speech is the object of a verb that lends it a voice: "made the claim"."""
    word = scene.words[noun]
    head = scene.words[word.head].lemma
    return word.dep in ("dobj", "nsubjpass") and (head in speech.lending or head in speech.verbs)


def is_negated(scene: Scene, found: Candidate) -> bool:
    """Whether the cue says that something was not said: "did not say when", "neither side said"."""
    words = scene.words
    if found.voice >= 0 and words[found.voice].lemma in NOBODY:
        return True
    if any(words[c].lemma in ("neither", "no") for c in _below(scene, found.voice)):
        return True
    return words[found.cue].pos in ("VERB", "AUX") and any(
        words[c].dep == "neg" for c in scene.sentence.children[found.cue]
    )


def _below(scene: Scene, voice: int) -> tuple[int, ...]:
    return scene.sentence.children[voice] if voice >= 0 else ()


def is_interrupting(scene: Scene, found: Candidate) -> bool:
    """Whether a cue stands between two quotations with no other verb outside of them."""
    quoted = [i for i, q in enumerate(scene.inside) if q is not None]
    if not quoted or not quoted[0] < found.cue < quoted[-1] or quoted[0] > 1:
        return False
    return all(
        scene.inside[i] is not None or i == found.cue or word.pos not in ("VERB", "AUX")
        for i, word in enumerate(scene.words)
    )


def is_plain(scene: Scene, found: Candidate, speech: Speech) -> bool:
    """Whether nobody could miss it: a name or noun, a verb of speech, and a clause or quotation.

    Also a transcript's line, whose label is in capitals or a bare "Q" or "A".
    """
    words = scene.words
    if found.form.startswith("script"):
        last = words[found.cue - 1].text
        return last.isupper() or last.lower() in speech.offices
    lemma = words[found.cue].lemma
    lent = lemma in speech.lending and found.form.startswith("dobj")
    lent = lent and any(
        words[c].dep == "dobj" and words[c].lemma in speech.nouns
        for c in scene.sentence.children[found.cue]
    )
    if not (lent or lemma in speech.verbs) or is_negated(scene, found):
        return False
    if scene.inside[found.cue] is not None or found.voice < 0:
        return False
    named = words[found.voice].pos in ("PROPN", "NOUN") or words[found.voice].lemma in THIRD
    told = lent or found.form in PLAIN_FORMS
    told = told or (lemma in speech.denials and found.form.startswith("dobj"))
    finite = found.how == "acl" and words[found.cue].tag == "VBD"  # no clause about a noun has one
    return named and told and (found.how in PLAIN_TIES or finite)


def trim_to_marks(scene: Scene, piece: Range) -> Range:
    """A piece whose edges agree with the quotation marks beside them.

    A piece within one quotation loses its marks; one that ends with a quotation takes the closing
    mark in, so that no mark stands alone.
    """
    start, end = piece
    for q in scene.quotes.between(start, end):
        quote = scene.quotes.all[q]
        if quote.start <= start + 1 and end - 1 <= quote.end:
            return max(start, quote.inner[0]), min(end, quote.inner[1])
        if start <= quote.start and end < quote.end <= end + NEAR:
            end = quote.end
        if quote.start < start <= quote.start + NEAR and quote.end <= end:
            start = quote.start
    return start, end


def is_silent(scene: Scene, found: Candidate, speech: Speech) -> bool:
    """Whether the cue only tells that somebody said nothing: "declined to comment"."""
    words, children = scene.words, scene.sentence.children
    chain = [found.cue, *scene.sentence.ancestors(found.cue)][:3]
    for n, i in enumerate(chain):
        word = words[i]
        if n and words[chain[n - 1]].dep in ("advcl", "conj", "relcl", "parataxis"):
            break
        if word.lemma not in speech.silences:
            continue
        negated = any(words[c].dep == "neg" for c in children[i])
        if not negated and word.lemma not in ("decline", "refuse", "fail"):
            continue
        below = {words[k].lemma for k in scene.sentence.subtree(i) if abs(k - i) <= 8}
        if (below | {word.lemma}) & speech.answers:
            return True
    return False
