"""Candidate → how likely it is that a reader would call it an attribution. What enters: candidates
of one cue; what leaves: a number from 0 to 1 for each.

A linear model over named features, its weights learnt by `benchmarks/train_statements.py` and kept
as plain JSON, so that a score can be read and explained. No library is needed to apply it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path

from pactwatch.extract.parse import Word
from pactwatch.extract.scene import Candidate, Scene
from pactwatch.nouns import Range

WEIGHTS = Path(__file__).parent / "english" / "weights.json"

#: Lengths, in words, at which a content counts as longer.
LENGTHS = (1, 2, 4, 7, 12, 20, 35, 60)


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature; a feature without a weight counts nothing."""

    weights: dict[str, float]
    threshold: float

    def weigh(self, features: Iterator[str]) -> float:
        """The sum of the weights of some features."""
        get = self.weights.get
        return sum(get(feature, 0.0) for feature in features)


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The weights that ship with the package."""
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Model(kept["weights"], kept["threshold"])


def likelihood(weight: float) -> float:
    """A sum of weights as a probability."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, weight))))


def sense(word: Word) -> str:
    """A word of the language as itself, a name or number as its tag: no page's names are learnt."""
    return word.tag if word.pos in ("PROPN", "NUM", "X", "SYM") else word.lemma


def cue_features(scene: Scene, cue: int) -> Iterator[str]:
    """What speaks for or against a word being a cue at all, whatever its content."""
    words = scene.words
    word = words[cue]
    lemma = sense(word)
    yield "bias"
    yield f"l={lemma}"
    yield f"tag={word.tag}"
    yield f"dep={word.dep}"
    yield f"l={lemma}|dep={word.dep}"
    yield f"l={lemma}|tag={word.tag}"
    yield f"quoted={scene.inside[cue] is not None}"
    yield f"l={lemma}|quoted={scene.inside[cue] is not None}"
    head = words[word.head]
    if word.head != cue:
        yield f"up={sense(head)}"
        yield f"up={sense(head)}|dep={word.dep}"
    around = scene.around
    yield f"title={around.paragraph == 0}|{around.size == 1}"
    yield f"stop={words[-1].text if words[-1].pos == 'PUNCT' else '-'}"
    for c in scene.sentence.children[cue]:
        child = words[c]
        if child.dep in ("aux", "auxpass", "neg", "prt", "mark", "expl"):
            yield f"{child.dep}={sense(child)}"
            yield f"l={lemma}|{child.dep}={sense(child)}"
        elif child.dep in ("advmod", "prep", "dative", "dobj", "acomp", "poss", "amod"):
            yield f"has={child.dep}"
            yield f"{child.dep}={sense(child)}"
            if child.dep in ("prep", "dobj", "acomp"):
                yield f"l={lemma}|{child.dep}={sense(child)}"
        else:
            yield f"has={child.dep}"


def candidate_features(scene: Scene, found: Candidate) -> Iterator[str]:
    """What speaks for or against this content and source with their cue."""
    words = scene.words
    cue = words[found.cue]
    form, lemma, how = found.form, sense(cue), found.how
    yield f"f={form}"
    yield f"f={form}|l={lemma}"
    yield f"f={form}|tag={cue.tag}"
    yield f"f={form}|h={how}"
    yield f"h={how}"
    yield f"h={how}|l={lemma}"
    yield from _source_features(scene, found)
    size = length_of(found.pieces)
    bucket = sum(size > limit for limit in LENGTHS)
    share = scene.quotes.share(found.pieces)
    quoted = "all" if share > 0.9 else "some" if share > 0 else "no"
    yield f"n={bucket}|f={form}"
    yield f"n={bucket}|l={lemma}"
    yield f"q={quoted}|f={form}"
    yield f"q={quoted}|l={lemma}"
    yield f"q={quoted}|n={bucket}"
    yield f"k={len(found.pieces)}|f={form}"
    own = scene.inside[found.cue] is not None
    yield f"q={quoted}|own={own}|f={form}"
    around = scene.around
    here = len(scene.quotes.between(scene.sentence.start, scene.sentence.end))
    yield f"chain={min(2, len(around.chain))}|f={form}"
    yield f"below={bool(around.below)}|f={form}"
    yield f"quotes={min(3, here)}|k={len(found.pieces)}|f={form}"
    yield f"last={around.index == around.size - 1}|f={form}"
    if found.head >= 0:
        yield from _head_features(scene, found)


def _source_features(scene: Scene, found: Candidate) -> Iterator[str]:
    words, voice = scene.words, found.voice
    form, lemma = found.form, sense(words[found.cue])
    if voice < 0:
        yield f"v=none|l={lemma}"
        yield f"v=none|f={form}"
        return
    word = words[voice]
    shape = word.text.lower() if word.pos == "PRON" else word.tag
    side = "before" if voice < found.cue else "after"
    yield f"v={shape}"
    yield f"v={shape}|f={form}"
    yield f"v={shape}|l={lemma}"
    yield f"side={side}|f={form}|h={found.how}"
    yield f"vl={sense(word)}"
    gap = abs(voice - found.cue)
    yield f"gap={min(gap, 8)}|h={found.how}"


def _head_features(scene: Scene, found: Candidate) -> Iterator[str]:
    words = scene.words
    head, form = words[found.head], found.form
    lemma = sense(words[found.cue])
    opening = sense(words[scene.lo[found.head]])
    yield f"ht={head.tag}|f={form}"
    yield f"ht={head.tag}|l={lemma}"
    yield f"hl={sense(head)}"
    yield f"hl={sense(head)}|l={lemma}"
    yield f"b={opening}|f={form}"
    yield f"b={opening}|l={lemma}"
    yield f"after={found.head > found.cue}|f={form}"
    before = words[found.head].head
    if before != found.head:
        yield f"hh={sense(words[before])}|{head.dep}"
        yield f"l={lemma}|hh={sense(words[before])}|{head.dep}"


def length_of(pieces: tuple[Range, ...]) -> int:
    """About how many words some ranges hold."""
    return max(1, sum(end - start for start, end in pieces) // 6)
