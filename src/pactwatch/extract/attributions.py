"""Parsed paragraphs → attributions: who is said to have said, thought or meant what, and in which
words. What enters: parsed sentences by paragraph and the text; what leaves: `Attribution`s in order.

Candidates come from the parse (`candidates`), their likelihood from weights learnt from public
annotated news (`scoring`), and the choice among them is made here: at most one for a cue, and
none that says again what a likelier one says. A quotation that stands behind an attributed one
with nothing said between them is the same speaker's, and an attribution of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from pactwatch.extract.candidates import Candidate, Frame, find_candidates, source_pieces
from pactwatch.extract.parse import Sentence
from pactwatch.extract.scoring import (
    Model,
    candidate_features,
    cue_features,
    likelihood,
    load_model,
)
from pactwatch.extract.speech import Speech, load_speech
from pactwatch.extract.surroundings import frame_sentences
from pactwatch.nouns import Range

Manner = Literal["direct", "mixed", "indirect"]

#: Two contents that share this much of their joined characters say the same thing.
SAME = 0.5
#: Share of a content between quotation marks from which it is wholly quoted.
WHOLE = 0.85

FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us", "i'm", "we're"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to have said or thought what, in the words of the page.

    `source` are the words of who speaks as they stand beside the cue, maybe a pronoun, and empty
    where nobody is named; `chief` is the chief word of them. `speech` is False for what is only
    thought, wanted or felt, for a cue that is negated, and for a bare refusal to comment.
    `continues`: no cue of its own, the source is that of the attribution before.
    """

    source: tuple[Range, ...]
    chief: Range | None
    cue: Range | None
    verb: str  #: lemma of the cue, "" where there is none
    content: tuple[Range, ...]
    manner: Manner
    sentence: int  #: index of the cue's sentence among all sentences
    paragraph: int
    speech: bool
    denies: bool = False  #: the content is what the speaker says is not so
    negated: bool = False  #: "did not say that …"
    silent: bool = False  #: "declined to comment"
    continues: bool = False
    form: str = ""  #: how cue and content hang together, for those who look for errors
    likelihood: float = 1.0

    @property
    def start(self) -> int:
        return self.content[0][0]


def find_attributions(
    paragraphs: Sequence[Sequence[Sentence]], text: str, *, threshold: float | None = None
) -> list[Attribution]:
    """Parsed paragraphs → every attribution in them, in the order of their contents."""
    model, speech = load_model(), load_speech()
    least = model.threshold if threshold is None else threshold
    chosen: list[tuple[float, Frame, Candidate]] = []
    frames = list(frame_sentences(paragraphs, text))
    for frame in frames:
        chosen.extend(_best_of_each_cue(frame, model, speech, least))
    number = {id(frame): i for i, frame in enumerate(frames)}
    kept = _without_repeats(chosen)
    found = [
        _attribution(frame, candidate, number[id(frame)], weight, speech)
        for weight, frame, candidate in kept
    ]
    found = [piece for whole in found for piece in whole]
    return sorted(found, key=lambda a: (a.start, a.content))


def _best_of_each_cue(
    frame: Frame, model: Model, speech: Speech, least: float
) -> Iterator[tuple[float, Frame, Candidate]]:
    """For each cue its likeliest candidate, if that is likely enough."""
    candidates = find_candidates(frame, speech.cue_nouns)
    for cue, group in groupby(candidates, key=lambda c: c.cue):
        base = model.weigh(cue_features(frame, cue))
        weighed = [(base + model.weigh(candidate_features(frame, c)), c) for c in group]
        weight, best = max(weighed, key=lambda pair: pair[0])
        if (chance := likelihood(weight)) >= least:
            yield chance, frame, best


def _without_repeats(
    chosen: list[tuple[float, Frame, Candidate]],
) -> list[tuple[float, Frame, Candidate]]:
    """The likeliest first, and none whose content a likelier one already has."""
    kept: list[tuple[float, Frame, Candidate]] = []
    ahead = sorted(chosen, key=lambda row: (-row[0], row[2].pieces, row[2].cue))
    for row in ahead:
        if not any(_shared(row[2].pieces, other[2].pieces) >= SAME for other in kept):
            kept.append(row)
    return kept


def _shared(some: Sequence[Range], others: Sequence[Range]) -> float:
    """The characters that two contents share, of those that they hold together."""
    if some[0][0] >= others[-1][1] or others[0][0] >= some[-1][1]:
        return 0.0
    both = sum(max(0, min(b, d) - max(a, c)) for a, b in some for c, d in others)
    size = sum(b - a for a, b in some) + sum(d - c for c, d in others)
    return both / (size - both) if size > both else 1.0


def _attribution(
    frame: Frame, found: Candidate, number: int, chance: float, speech: Speech
) -> list[Attribution]:
    """A chosen candidate as attributions: itself, and one for each quotation that goes on from it."""
    word = frame.words[found.cue]
    chain = [p for p in found.pieces if p in frame.around.chain]
    own = tuple(p for p in found.pieces if p not in chain) or found.pieces
    quoted_after = bool(frame.around.chain) and found.form.split("+")[0].startswith("quote")
    if quoted_after:
        chain = list(frame.around.chain)
    voice = frame.sentence.range_of(found.voice, found.voice) if found.voice >= 0 else None
    manner = _manner(frame, found, own)
    silent = _is_silent(frame, found, speech)
    negated = any(
        frame.words[c].dep == "neg" for c in frame.sentence.children[found.cue]
    ) and word.pos in ("VERB", "AUX")
    first = Attribution(
        source=source_pieces(frame, found),
        chief=voice,
        cue=frame.sentence.range_of(found.cue, found.cue),
        verb=word.lemma,
        content=own,
        manner=manner,
        sentence=number,
        paragraph=frame.around.paragraph,
        speech=not silent and not negated and _is_speech(frame, found, manner, speech),
        denies=word.lemma in speech.denials,
        negated=negated,
        silent=silent,
        form=found.form,
        likelihood=chance,
    )
    return [first, *(_continued(first, piece) for piece in chain)]


def _continued(first: Attribution, piece: Range) -> Attribution:
    return replace(
        first, cue=None, verb="", content=(piece,), manner="direct", continues=True, denies=False
    )


def _manner(frame: Frame, found: Candidate, pieces: tuple[Range, ...]) -> Manner:
    """How a content is quoted; without marks it is direct in a transcript and in the first person."""
    share = frame.quotes.share(pieces)
    if share >= WHOLE or found.form.startswith("script"):
        return "direct"
    if share > 0:
        return "mixed"
    third = found.voice >= 0 and frame.words[found.voice].text.lower() not in FIRST_PERSON
    inside = frame.inside[found.cue] is not None
    if third and not inside and found.form in ("ccomp", "before", "colon", "outer", "all"):
        for word in frame.words:
            if word.text.lower() in FIRST_PERSON and word.dep in ("nsubj", "nsubjpass", "poss"):
                at = frame.sentence.start + word.start
                if any(start <= at < end for start, end in pieces):
                    return "direct"
    return "indirect"


def _is_speech(frame: Frame, found: Candidate, manner: Manner, speech: Speech) -> bool:
    """Whether the cue tells of saying or writing rather than of thinking or wanting."""
    word = frame.words[found.cue]
    if found.form.startswith(("script", "acc")):
        return True
    if word.pos == "NOUN":
        return word.lemma in speech.nouns or word.lemma in speech.papers
    if word.lemma in speech.verbs:
        return True
    things = [
        frame.words[c].lemma
        for c in frame.sentence.children[found.cue]
        if frame.words[c].dep in ("dobj", "prt", "prep")
    ]
    if word.lemma in speech.lending and any(
        t in speech.nouns or t in speech.papers for t in things
    ):
        return True
    if word.lemma == "point" and "out" in things:
        return True
    quoted = manner == "direct" and frame.quotes.share(found.pieces) > 0
    if word.lemma in speech.quoting and manner != "indirect":
        return True
    return (
        quoted and word.lemma not in speech.thoughts and found.form.startswith(("quote", "ccomp"))
    )


def _is_silent(frame: Frame, found: Candidate, speech: Speech) -> bool:
    """Whether the cue only tells that somebody said nothing: "declined to comment"."""
    words, children = frame.words, frame.sentence.children
    chain = [found.cue, *frame.sentence.ancestors(found.cue)][:3]
    for i in chain:
        word = words[i]
        if word.lemma not in speech.silences:
            continue
        negated = any(words[c].dep == "neg" for c in children[i])
        if not negated and word.lemma not in ("decline", "refuse", "fail"):
            continue
        below = {words[k].lemma for k in frame.sentence.subtree(i) if abs(k - i) <= 8}
        if (below | {word.lemma}) & speech.answers:
            return True
    return False
