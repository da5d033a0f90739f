"""Turn of phrase by which a writer tells what somebody said → attribution. What enters: scenes, and
the attributions found in them; what leaves: those that no verb of speech with a clause tells.

"Put the number at fifteen", "spoke of a broken promise", "has let it be known that", and a clause or
noun of speech that stands first: "That a deal exists was denied by the minister". Read from the
order of the words; the learnt choice of `attributions` knows the common forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.extract.asides import FINITE, NAMES
from pactwatch.extract.attributions import Attribution
from pactwatch.extract.scene import SUBJECTS, Run, Scene
from pactwatch.extract.sources import verb_sources
from pactwatch.extract.speech import Speech
from pactwatch.extract.telling import Manner, trim_to_marks
from pactwatch.nouns import Range

Turn = tuple[str, int, int, Run]  #: form, cue, voice, first and last word of what is said

#: How far, in words, a figure may stand behind its verb.
REACH = 12
#: Verbs that, with "of", tell in what words somebody speaks.
SPEAKING = frozenset({"speak", "talk", "warn", "complain"})
#: Verbs that, with a figure behind "at" or "as", tell what somebody says that it is.
FIGURING = frozenset({"put", "give", "estimate", "set", "place"})
#: What is put at a figure.
FIGURES = frozenset(
    "number figure total toll count ceiling cap cost price bill share limit tally age sum".split()
)
#: Nouns that head what is denied or confirmed.
HEADING = frozenset(
    "claim report allegation rumour rumor suggestion existence talk notion idea accusation fact".split()
)


def find_turns(
    scenes: Sequence[Scene], found: Sequence[Attribution], speech: Speech
) -> Iterator[Attribution]:
    """The attributions that turns of phrase tell, where nothing else was found in their words."""
    for number, scene in enumerate(scenes):
        here = [a for a in found if a.sentence == number]
        for form, cue, voice, run in _turns(scene, speech):
            pieces = tuple(trim_to_marks(scene, piece) for piece in scene.pieces(run))
            if pieces and not any(_shared(pieces[0], a) for a in here):
                yield _attribution(scene, number, (form, cue, voice, run), pieces)


def _turns(scene: Scene, speech: Speech) -> Iterator[Turn]:
    for i, word in enumerate(scene.words):
        if scene.inside[i] is not None or word.pos not in ("VERB", "AUX"):
            continue
        yield from _figure(scene, i)
        yield from _spoken_of(scene, i)
        yield from _let_known(scene, i)
        yield from _told_first(scene, i, speech)


def _figure(scene: Scene, verb: int) -> Iterator[Turn]:
    """ "Put the number at fifteen": the whole of it, up to the end of its clause."""
    words = scene.words
    voice = _subject(scene, verb)
    if words[verb].lemma not in FIGURING or voice is None:
        return
    last = _clause_end(scene, verb)
    if not any(words[k].lemma in FIGURES for k in range(verb + 1, min(verb + REACH, last))):
        return
    at = [k for k in range(verb + 1, min(verb + REACH, last)) if words[k].text in ("at", "as")]
    if any(words[j].pos == "NUM" for k in at for j in range(k + 1, min(k + 4, last + 1))):
        yield "figure", verb, voice, (verb + 1, last)


def _spoken_of(scene: Scene, verb: int) -> Iterator[Turn]:
    """ "Spoke of a broken promise": a phrase of some length behind "of"."""
    words = scene.words
    voice = _subject(scene, verb)
    if words[verb].lemma not in SPEAKING or voice is None or verb + 1 >= len(words):
        return
    last = _clause_end(scene, verb)
    if words[verb + 1].text == "of" and last - verb > 2:
        yield "spoken of", verb, voice, (verb + 2, last)


def _let_known(scene: Scene, verb: int) -> Iterator[Turn]:
    """ "Has let it be known that", "made it plain that", "made known that"."""
    words = scene.words
    if words[verb].lemma not in ("let", "make") or verb + 2 >= len(words):
        return
    if words[verb].tag == "VB" and words[verb].dep in ("advcl", "acl", "relcl"):
        return  # "brought in a bill to make it clear that"
    if words[verb + 1].text.lower() not in ("it", "this", "known"):
        return
    near = range(verb + 1, min(verb + REACH, len(words)))
    told = next((k for k in near[:3] if words[k].lemma in KNOWN), None)
    that = next(
        (k for k in near if told is not None and told < k and words[k].text == "that"), None
    )
    voice = _subject(scene, verb)
    if that is not None and voice is not None:
        yield "let known", verb, voice, (that, _clause_end(scene, that, commas=False))


#: What lets others know, behind "let it" and "made it".
KNOWN = frozenset({"know", "known", "clear", "plain", "public"})


def _told_first(scene: Scene, verb: int, speech: Speech) -> Iterator[Turn]:
    """ "That a deal exists has been denied by X": what is said stands before its cue."""
    words = scene.words
    if words[verb].tag != "VBN" or words[verb].lemma not in speech.verbs:
        return
    if verb + 1 >= len(words) or words[verb + 1].text != "by":
        return
    first = verb - 1
    while first > 0 and words[first].lemma in ("be", "have", "also", "now", "already"):
        first -= 1
    begin = _opening(scene)
    if begin is None or first - begin < 3 or first == verb - 1:
        return
    voice = next(
        (
            k
            for k in range(verb + 2, min(verb + REACH, len(words)))
            if words[k].pos in NAMES
            and (k + 1 >= len(words) or words[k + 1].pos not in ("PROPN", "NOUN", "PART", "ADJ"))
        ),
        None,
    )
    if voice is not None:
        yield "told first", verb, voice, (begin, first)


def _opening(scene: Scene) -> int | None:
    """Where what is told first begins: a clause with "that" at the head of the sentence, or a noun."""
    words = scene.words
    if words[0].text == "That" and any(w.tag in FINITE for w in words[1:6]):
        return 0
    if words[0].text == "That":
        return 0 if words[1].pos in ("DET", "PROPN", "NOUN", "PRON", "ADJ") else None
    for k, word in enumerate(words[:6]):
        if word.lemma.lower() in HEADING and k + 1 < len(words):
            return k + 1 if words[k + 1].text in ("that", "of") else None
    return None


def _subject(scene: Scene, verb: int) -> int | None:
    """Who acts with a verb, or with the verb on which it hangs."""
    voice = scene.child(verb, *SUBJECTS)
    if voice is None:
        voice = next((v for _, v in verb_sources(scene, verb) if v >= 0), None)
    negated = any(scene.words[c].dep == "neg" for c in scene.sentence.children[verb])
    return None if negated else voice


def _clause_end(scene: Scene, verb: int, *, commas: bool = True) -> int:
    """The last word before the next clause or the end of the sentence."""
    words = scene.words
    for k in range(verb + 1, len(words)):
        if words[k].text in (";", ":") or (k + 1 == len(words) and words[k].pos == "PUNCT"):
            return k - 1
        if commas and words[k].text == "," and scene.inside[k] is None:
            return k - 1
    return len(words) - 1


def _shared(piece: Range, found: Attribution) -> bool:
    """Whether an attribution already tells of half of these words."""
    both = sum(max(0, min(piece[1], b) - max(piece[0], a)) for a, b in found.content)
    return found.speech and both * 2 >= piece[1] - piece[0]


def _attribution(scene: Scene, number: int, turn: Turn, pieces: tuple[Range, ...]) -> Attribution:
    form, cue, voice, _ = turn
    share = scene.quotes.share(pieces)
    manner: Manner = "mixed" if share else "indirect"
    at = scene.sentence.range_of(voice, voice)
    return Attribution(
        source=(at,),
        chief=at,
        cue=scene.sentence.range_of(cue, cue),
        verb=scene.words[cue].lemma,
        content=pieces,
        manner=manner,
        sentence=number,
        paragraph=scene.around.paragraph,
        speech=True,
        form=form,
    )
