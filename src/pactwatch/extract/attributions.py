"""Parsed paragraphs → attributions: who is said to have said, thought or meant what, and in which
words. What enters: parsed sentences by paragraph and the text; what leaves: `Attribution`s.

Candidates come from the parse (`candidates`), their likelihood from weights learnt from public
annotated news (`scoring`), and the choice among them is made here: at most one for a cue, and
none that says again what a likelier one says. A quotation that stands behind an attributed one
with nothing said between them is the same speaker's, and an attribution of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pactwatch.extract.candidates import find_candidates
from pactwatch.extract.parse import Sentence
from pactwatch.extract.scene import Candidate, Scene
from pactwatch.extract.scoring import (
    Model,
    candidate_features,
    cue_features,
    likelihood,
    load_model,
)
from pactwatch.extract.sources import source_pieces
from pactwatch.extract.speech import Speech, load_speech
from pactwatch.extract.surroundings import set_scenes
from pactwatch.extract.telling import (
    Manner,
    is_interrupting,
    is_negated,
    is_plain,
    is_silent,
    is_speech,
    manner_of,
    trim_to_marks,
)
from pactwatch.nouns import Range

#: Two contents that share this much of their joined characters say the same thing.
SAME = 0.5
#: An aside whose content is as much another reading's has nothing to add to it.
LIKE = 0.7
#: Forms that hold one side of a quotation only.
HALVES = frozenset({"quote<", "quote>", "ccomp", "before", "rest"})
#: Verbs whose object is who hears it.
ADDRESSING = frozenset({"tell", "remind", "assure", "inform"})
#: What plainly tells of speech is kept down to this part of the threshold.
PLAINLY = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to have said or thought what, in the words of the page.

    `source` are the words of who speaks as they stand beside the cue, maybe a pronoun, and empty
    where nobody is named; `chief` is the chief word of them. `speech` is False for what is only
    thought, wanted or felt, for a cue that is negated, and for a bare refusal to comment.
    One that `continues` another has no cue of its own, and the other's source.
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
    continues: Range | None = None  #: the cue of the attribution from which this one goes on
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
    chosen: list[tuple[float, Scene, Candidate]] = []
    scenes = list(set_scenes(paragraphs, text))
    for scene in scenes:
        chosen.extend(_best_of_each_cue(scene, model, speech, least))
    number = {id(scene): i for i, scene in enumerate(scenes)}
    kept = _without_repeats(chosen)
    found = [
        attribution
        for weight, scene, candidate in kept
        for attribution in _attribution(scene, candidate, number[id(scene)], weight, speech)
    ]
    return sorted(found, key=lambda a: (a.start, a.content))


def _best_of_each_cue(
    scene: Scene, model: Model, speech: Speech, least: float
) -> Iterator[tuple[float, Scene, Candidate]]:
    """For each cue its likeliest candidate, if it is likely enough or plainly tells of speech."""
    candidates = find_candidates(scene, speech)
    for cue, group in groupby(candidates, key=lambda c: c.cue):
        base = model.weigh(cue_features(scene, cue))
        weighed = [(base + model.weigh(candidate_features(scene, c)), c) for c in group]
        weight, best = max(_without_hearers(scene, weighed), key=lambda pair: pair[0])
        best = _with_both_halves(scene, best, weighed)
        weight, best = _set_off(weight, best, weighed)
        chance = likelihood(weight)
        if chance >= least or (chance >= least * PLAINLY and is_plain(scene, best, speech)):
            yield chance, scene, best


def _without_hearers(
    scene: Scene, weighed: Sequence[tuple[float, Candidate]]
) -> Sequence[tuple[float, Candidate]]:
    """Whom somebody tells is not what is told, where the words are quoted: "“No,” she told them"."""
    quoted = [pair for pair in weighed if pair[1].form.startswith("quote")]
    is_told = bool(weighed) and scene.words[weighed[0][1].cue].lemma in ADDRESSING
    return quoted if quoted and is_told else weighed


def _set_off(
    weight: float, best: Candidate, weighed: Sequence[tuple[float, Candidate]]
) -> tuple[float, Candidate]:
    """A cue set off by commas says what stands around it, not only what stands behind.

    A parse that hangs it on one side loses the other: "Lima, the minister told us, will pay".
    """
    asides = [pair for pair in weighed if pair[1].how == "aside"]
    if not asides or best.how == "aside":
        return weight, best
    fitting = [(w, c) for w, c in asides if c.form == "aside" or _shared(c.pieces, best.pieces)]
    halved = len(asides) == 1 and set(best.pieces) < set(asides[0][1].pieces)
    told = any(_shared(c.pieces, best.pieces) >= LIKE for _, c in asides)
    if not fitting or (told and not halved):
        return weight, best
    other = max(fitting, key=lambda pair: pair[0])
    return max(weight, other[0]), other[1]


def _with_both_halves(
    scene: Scene, best: Candidate, weighed: Sequence[tuple[float, Candidate]]
) -> Candidate:
    """A quotation that only its cue interrupts is taken whole: "“A,” X said, “b.”"."""
    if best.form not in HALVES or not is_interrupting(scene, best):
        return best
    wholes = [c for _, c in weighed if c.form == "quotes" and c.voice == best.voice]
    return wholes[0] if wholes else best


def _without_repeats(
    chosen: list[tuple[float, Scene, Candidate]],
) -> list[tuple[float, Scene, Candidate]]:
    """The likeliest first, and none whose content a likelier one already has."""
    kept: list[tuple[float, Scene, Candidate]] = []
    ahead = sorted(chosen, key=lambda row: (-row[0], row[2].pieces, row[2].cue))
    for row in ahead:
        if any(_hangs_on(row, other) for other in ahead):
            continue
        if not any(_shared(row[2].pieces, other[2].pieces) >= SAME for other in kept):
            kept.append(row)
    return kept


def _hangs_on(one: tuple[float, Scene, Candidate], other: tuple[float, Scene, Candidate]) -> bool:
    """Whether a quotation's cue stands in a clause below another's of it: "said, after they asked"."""
    scene, below, above = one[1], one[2], other[2]
    return (
        scene is other[1]
        and below.form.startswith("quote")
        and above.form.startswith("quote")
        and above.cue in scene.sentence.ancestors(below.cue)
        and scene.words[below.cue].dep == "advcl"
        and _shared(below.pieces, above.pieces) >= SAME
    )


def _shared(some: Sequence[Range], others: Sequence[Range]) -> float:
    """The characters that two contents share, of those that they hold together."""
    if some[0][0] >= others[-1][1] or others[0][0] >= some[-1][1]:
        return 0.0
    both = sum(max(0, min(b, d) - max(a, c)) for a, b in some for c, d in others)
    size = sum(b - a for a, b in some) + sum(d - c for c, d in others)
    return both / (size - both) if size > both else 1.0


def _attribution(
    scene: Scene, found: Candidate, number: int, chance: float, speech: Speech
) -> list[Attribution]:
    """A chosen candidate as attributions: itself, and one for each quotation that follows it."""
    word = scene.words[found.cue]
    chain = scene.around.chain
    own = tuple(p for p in found.pieces if p not in chain) or found.pieces
    if not found.form.startswith("quote"):
        chain = tuple(p for p in found.pieces if p in chain)
    manner = manner_of(scene, found, own)
    silent, negated = is_silent(scene, found, speech), is_negated(scene, found)
    first = Attribution(
        source=source_pieces(scene, found),
        chief=scene.sentence.range_of(found.voice, found.voice) if found.voice >= 0 else None,
        cue=scene.sentence.range_of(found.cue, found.cue),
        verb=word.lemma,
        content=tuple(trim_to_marks(scene, piece) for piece in own),
        manner=manner,
        sentence=number,
        paragraph=scene.around.paragraph,
        speech=not silent and not negated and is_speech(scene, found, manner, speech),
        denies=word.lemma in speech.denials,
        negated=negated,
        silent=silent,
        form=found.form,
        likelihood=chance,
    )
    return [first, *(_continued(first, piece) for piece in chain)]


def _continued(first: Attribution, piece: Range) -> Attribution:
    return replace(
        first,
        cue=None,
        verb="",
        content=(piece,),
        manner="direct",
        continues=first.cue,
        denies=False,
    )
