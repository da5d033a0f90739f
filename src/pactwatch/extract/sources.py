"""Cue → who may be speaking with it. What enters: a sentence and the word that is the cue; what
leaves: chief words, likeliest first, and the pieces of the phrase that one of them heads.
"""

from __future__ import annotations

from pactwatch.extract.scene import EDGES, SUBJECTS, Candidate, Scene
from pactwatch.nouns import Range

Source = tuple[str, int]  #: how it hangs on the cue, chief word or -1


#: Words that open a sentence before a verb without being who acts.
OPENERS = frozenset(
    {"also", "as", "asked", "even", "here", "how", "not", "now", "so", "still", "then", "there"}
    | {"what", "when", "where", "who", "why", "and", "but", "or"}
)


#: How the name before a verb hangs where the parse left the verb without a subject.
NEAR = frozenset({*SUBJECTS, "ROOT", "dobj", "dep", "npadvmod", "appos"})


def next_name(scene: Scene, at: int) -> int | None:
    """The chief word of the first name or noun from here, where the parse went wrong."""
    words = scene.words
    for k in range(at, min(at + 8, len(words))):
        if words[k].pos in ("PROPN", "NOUN", "PRON"):
            while k + 1 < len(words) and words[k].dep == "compound" and words[k].head > k:
                k = words[k].head
            return k
    return None


def label_start(scene: Scene, colon: int) -> int:
    """Where the label before a colon begins, behind a live report's time: "10:42 – Minister:"."""
    begin = 0
    for k in range(colon):
        if scene.words[k].text[0].isdigit() or scene.words[k].text in EDGES:
            begin = k + 1
        else:
            break
    return begin


def source_pieces(scene: Scene, found: Candidate) -> tuple[Range, ...]:
    """The words of who speaks: the chief word with what is below it, less clauses about it."""
    words, voice = scene.words, found.voice
    if voice < 0:
        return ()
    if found.how == "script":
        return scene.pieces((found.voice, found.cue - 1))
    lo, hi = scene.lo[voice], scene.hi[voice]
    without = [
        (scene.lo[c], scene.hi[c])
        for c in scene.sentence.children[voice]
        if words[c].dep in ("relcl", "acl", "advcl", "ccomp", "parataxis", "cc", "conj")
        and (words[c].dep not in ("cc", "conj") or words[c].pos in ("VERB", "AUX"))
    ]
    if lo <= found.cue <= hi:
        without.append((found.cue, hi) if found.cue > voice else (lo, found.cue))
    return scene.pieces((lo, hi), without)


def verb_sources(scene: Scene, verb: int, depth: int = 0) -> list[Source]:
    """Who may be speaking with this verb: (how they hang on it, chief word), likeliest first."""
    words = scene.words
    own = words[verb]
    agent = scene.child(verb, "agent")
    if agent is not None and (by := scene.child(agent, "pobj")) is not None:
        return [("agent", by)]
    subject = scene.child(verb, *SUBJECTS)
    if subject is not None and words[subject].text.lower() in ("it", "there"):
        return [("nobody", -1), ("nsubj", subject)]
    if subject is not None:
        passive = words[subject].dep == "nsubjpass"
        seeming = words[verb].lemma in ("seem", "appear")
        if passive or seeming:
            return [("passive" if passive else "nsubj", subject), ("nobody", -1)]
        return [("nsubj", subject)]
    inverted = next(
        (
            c
            for c in scene.sentence.children[verb]
            if c > verb
            and own.tag != "VBG"
            and words[c].dep in ("dobj", "attr", "npadvmod", "oprd", "appos", "dep")
            and words[c].pos in ("PROPN", "PRON", "NOUN")
        ),
        None,
    )
    found: list[Source] = []
    head = own.head
    if head != verb and depth < 4:
        found = _sources_above(scene, verb, depth)
    if inverted is not None and not (found and found[0][1] >= 0):
        found.insert(0, ("inverted", inverted))
    near = None if found and found[0][0] != "inverted" else _nearest_name(scene, verb)
    if near is not None and not found:
        found = [("near", near), ("nobody", -1)]
    elif near is not None and words[near].dep == "appos":
        found.append(("near", near))
    return found[:2] or [("nobody", -1)]


def _nearest_name(scene: Scene, verb: int) -> int | None:
    """The last name before a verb that the parse left without a subject, outside of quotations."""
    words = scene.words
    if verb == 1 and words[0].text[0].isupper() and words[0].text.lower() not in OPENERS:
        return 0
    for k in range(verb - 1, max(-1, verb - 25), -1):
        named = words[k].pos in ("PROPN", "PRON") and scene.inside[k] is None
        if named and words[k].dep in NEAR:
            return _whom_it_describes(scene, k)
    return None


def _whom_it_describes(scene: Scene, k: int) -> int:
    """ "To the minister, Jane Roe, the senior Democrat, called it": the name before its description."""
    words, first = scene.words, scene.lo[k]
    if words[k].dep != "appos" or words[first].tag != "DT" or first < 2:
        return k
    name = first - 2
    return name if words[first - 1].text == "," and words[name].pos == "PROPN" else k


def _sources_above(scene: Scene, verb: int, depth: int) -> list[Source]:
    words, own = scene.words, scene.words[verb]
    head = own.head
    if words[head].pos in ("VERB", "AUX"):
        if own.dep in ("xcomp", "ccomp"):
            thing = scene.child(head, "dobj", "dative")
            if thing is not None and thing < verb and own.tag in ("VB", "VBG"):
                return [("object", thing), *_named("ctrl", verb_sources(scene, head, depth + 1))]
        how = own.dep if own.dep in ("conj", "xcomp", "advcl", "ccomp") else "up"
        return _named(how, verb_sources(scene, head, depth + 1))
    if own.dep in ("acl", "relcl", "amod", "appos"):
        return [(own.dep, head)]
    if own.dep in ("pcomp", "pobj", "conj", "advcl"):
        return _named("pcomp", verb_sources(scene, head, depth + 1))
    if words[head].head != head:
        return _named("up", verb_sources(scene, head, depth + 1))
    return []


def _named(how: str, found: list[Source]) -> list[Source]:
    return [(how, voice) for _, voice in found if voice >= 0][:1]


def noun_sources(scene: Scene, noun: int) -> list[Source]:
    """Whose words a noun of speech names: "X's claim", "a statement from X", "X made the claim"."""
    words = scene.words
    for c in scene.sentence.children[noun]:
        if words[c].dep == "poss":
            return [("poss", c), *_light(scene, noun)]
    for c in scene.sentence.children[noun]:
        if words[c].dep in ("prep", "agent") and words[c].lemma in ("from", "by", "of", "among"):
            by = scene.child(c, "pobj")
            if by is not None and words[by].pos in ("PROPN", "PRON", "NOUN"):
                return [("n." + words[c].lemma, by), *_light(scene, noun)]
    for c in scene.sentence.children[noun]:
        if words[c].dep in ("amod", "compound", "nmod") and words[c].pos in (
            "PROPN",
            "ADJ",
            "NOUN",
        ):
            return [*_light(scene, noun), ("n.mod", c)]
    return [*_light(scene, noun), ("nobody", -1)]


def _light(scene: Scene, noun: int) -> list[Source]:
    """The subject of the verb on which the noun hangs."""
    head = scene.words[noun].head
    up = 0
    while (
        head != scene.words[head].head and scene.words[head].pos not in ("VERB", "AUX") and up < 3
    ):
        head, up = scene.words[head].head, up + 1
    if scene.words[head].pos not in ("VERB", "AUX") or scene.words[noun].dep in SUBJECTS:
        return []
    return [("light", voice) for _, voice in verb_sources(scene, head) if voice >= 0][:1]
