"""Parsed sentence → who may be saying what in it. What enters: a sentence and the quotations of its
document; what leaves: candidates, each a cue, the words of a source, and the pieces of a content,
with the form in which they hang together.

Forms over-generate on purpose: for one cue several contents and sources are offered, and
`pactwatch.extract.scoring` says how likely each is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.extract.asides import find_asides
from pactwatch.extract.parse import Word
from pactwatch.extract.scene import SUBJECTS, Candidate, Run, Scene
from pactwatch.extract.sources import Source, label_start, next_name, noun_sources, verb_sources
from pactwatch.extract.speech import Speech
from pactwatch.nouns import Range

Content = tuple[str, tuple[Range, ...], int]  #: form, pieces, chief word or -1


def find_candidates(scene: Scene, speech: Speech) -> Iterator[Candidate]:
    """Every cue of the sentence with each content and source that it may have."""
    yield from _script(scene)
    for i, word in enumerate(scene.words):
        if word.text.lower() == "according":
            yield from _according(scene, i)
            continue
        yield from _in_words(scene, i)
        yield from find_asides(scene, i, speech)
        found, sources = _readings(scene, i, speech)
        seen = set()
        for form, pieces, head in found:
            if not pieces or pieces in seen:
                continue
            seen.add(pieces)
            for how, voice in sources:
                if voice < 0 or not _within(scene, voice, pieces):
                    yield Candidate(i, form, pieces, head, voice, how)


def _readings(scene: Scene, i: int, speech: Speech) -> tuple[Iterator[Content], list[Source]]:
    """What a word may say, and who may be saying it with that word."""
    word = scene.words[i]
    match word.pos:
        case "VERB" | "AUX" if word.dep not in ("aux", "auxpass"):
            return _verb_contents(scene, i), verb_sources(scene, i)
        case "NOUN" if word.lemma in speech.cue_nouns:
            alone = not _has_verb_of_speech(scene, speech)
            return _noun_contents(scene, i, alone), noun_sources(scene, i)
        case "ADJ" if word.dep in ("acomp", "oprd"):
            return _adjective_contents(scene, i), verb_sources(scene, word.head)
    return iter(()), []


def _has_verb_of_speech(scene: Scene, speech: Speech) -> bool:
    """Whether somebody says something outside of the sentence's quotations."""
    return any(
        word.pos == "VERB" and word.lemma in speech.verbs and scene.inside[i] is None
        for i, word in enumerate(scene.words)
    )


FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})

#: How many words may stand before the colon of "NAME (from afar): …".
LABEL = 9


def _script(scene: Scene) -> Iterator[Candidate]:
    """A line that opens with a name and a colon, as transcripts and headlines have it."""
    words = scene.words
    colon = next((k for k in range(1, min(LABEL, len(words) - 1)) if words[k].text == ":"), None)
    if colon is None or scene.around.index > 0 or scene.inside[0] is not None:
        return
    if any(w.tag in FINITE or (w.tag == "VBN" and w.dep == "ROOT") for w in words[:colon]):
        return
    rest = scene.around.rest
    first = scene.piece((colon + 1, len(words) - 1))
    begin = label_start(scene, colon)
    if first is None or begin >= colon or not words[begin].text[0].isupper():
        return
    yield Candidate(colon, "script", (first,), colon + 1, begin, "script")
    if rest is not None:
        yield Candidate(colon, "script+rest", ((first[0], rest[1]),), colon + 1, begin, "script")


def _within(scene: Scene, voice: int, pieces: Sequence[Range]) -> bool:
    at = scene.sentence.start + scene.words[voice].start
    return any(start <= at < end for start, end in pieces)


def _verb_contents(scene: Scene, verb: int) -> Iterator[Content]:
    words, lo, hi = scene.words, scene.lo, scene.hi
    chain, below = scene.around.chain, scene.around.below
    if below:
        yield "below", below, -1
    for c in scene.sentence.children[verb]:
        dep = words[c].dep
        if dep in ("ccomp", "xcomp") and not _is_apart(scene, c, verb):
            pieces = scene.pieces((lo[c], hi[c]), _cut(scene, verb, c))
            yield dep, pieces, c
            subject = scene.child(verb, *SUBJECTS)
            if dep == "xcomp" and subject is not None:
                yield "raised", scene.pieces((lo[subject], hi[subject])) + pieces, c
            if dep == "ccomp" and (chain or below):
                yield "ccomp+chain", pieces + (chain or below), c
        elif dep in ("dobj", "oprd", "attr", "nsubjpass", "dative"):
            yield from _object_contents(scene, verb, c)
        elif dep in ("prep", "agent") and c > verb:
            yield from _prep_contents(scene, c, "prep")
        elif dep == "acomp":
            yield "acomp", scene.pieces((lo[c], hi[c])), c
        elif dep == "advcl" and c > verb and words[c].tag != "VBG":
            yield "advcl", scene.pieces((lo[c], hi[c])), c
    yield from _outer_contents(scene, verb)
    yield from _quoted_contents(scene, verb)
    yield from _rest_contents(scene, verb)


def _is_apart(scene: Scene, c: int, verb: int) -> bool:
    """Whether a stop parts a clause from the cue behind it: "A ruled; B said that C"."""
    between = range(scene.hi[c] + 1, verb) if c < verb else ()
    return any(scene.words[k].text in (";", ":") and scene.inside[k] is None for k in between)


def _cut(scene: Scene, verb: int, c: int) -> list[Run]:
    """What of the cue's own words stands inside the extent of its clause."""
    inside = []
    if scene.lo[c] <= verb <= scene.hi[c]:
        first = last = verb
        for other in scene.sentence.children[verb]:
            if other != c and scene.lo[c] <= other <= scene.hi[c]:
                first, last = min(first, scene.lo[other]), max(last, scene.hi[other])
        inside.append((first, last))
    return inside


def _object_contents(scene: Scene, verb: int, c: int) -> Iterator[Content]:
    words, lo, hi = scene.words, scene.lo, scene.hi
    dep = words[c].dep
    yield dep, scene.pieces((lo[c], _end_of(scene, c))), c
    if dep == "nsubjpass":
        last = hi[verb]
        agent = scene.child(verb, "agent")
        without = [(lo[agent], hi[agent])] if agent is not None else []
        yield (
            "passive",
            scene.pieces((lo[c], hi[c])) + scene.pieces((verb + 1, last), without),
            c,
        )
        return
    after = [k for k in scene.sentence.children[verb] if k > c and _belongs(words[k])]
    if after and words[after[0]].dep in ("prep", "oprd", "xcomp", "ccomp", "advcl", "acl"):
        yield dep + "+1", scene.pieces((lo[c], hi[after[0]])), c
        if words[after[0]].dep == "prep":
            yield from _prep_contents(scene, after[0], dep + ".prep")
    if after:
        yield dep + "+", scene.pieces((lo[c], hi[after[-1]])), c
    for k in scene.sentence.children[c]:
        if words[k].dep == "prep" and k > c:
            yield from _prep_contents(scene, k, dep + "." + "of")
        elif words[k].dep in ("acl", "relcl", "ccomp", "xcomp") and k > c:
            yield dep + "." + words[k].dep, scene.pieces((lo[k], hi[k])), k


def _end_of(scene: Scene, c: int) -> int:
    """The last word below another, less a clause behind a comma that has a cue of its own."""
    for k in scene.sentence.children[c]:
        word = scene.words[k]
        if k > c and word.tag == "VBG" and scene.words[k - 1].text == ",":
            return k - 2
    return scene.hi[c]


def _belongs(word: Word) -> bool:
    """Whether what stands behind the object may be content; "…, adding that" may not."""
    return word.dep not in ("punct", "cc", "conj") and not (
        word.dep == "advcl" and word.tag == "VBG"
    )


def _prep_contents(scene: Scene, c: int, form: str) -> Iterator[Content]:
    words, lo, hi = scene.words, scene.lo, scene.hi
    for k in scene.sentence.children[c]:
        if words[k].dep in ("pobj", "pcomp"):
            yield f"{form}.{words[k].dep}", scene.pieces((lo[k], hi[k])), k
        elif words[k].dep == "prep":
            yield from _prep_contents(scene, k, form)


def _outer_contents(scene: Scene, verb: int) -> Iterator[Content]:
    """The clause in which the cue is set: "as X observed", "X says" between commas."""
    word = scene.words[verb]
    head = word.head
    if head == verb or word.dep not in ("advcl", "parataxis", "ccomp", "relcl", "dep", "conj"):
        return
    if scene.words[head].pos in ("VERB", "AUX") or word.dep == "relcl":
        own = [(scene.lo[verb], scene.hi[verb])]
        yield "outer", scene.pieces((scene.lo[head], scene.hi[head]), own), head
        yield "all", scene.pieces((0, len(scene.words) - 1), own), head


def _quoted_contents(scene: Scene, cue: int) -> Iterator[Content]:
    """The quotations beside the cue, one by one, together, and with those that follow."""
    if scene.inside[cue] is not None:
        return
    quotes, start = scene.quotes, scene.sentence.start
    here = quotes.between(start, scene.sentence.end)
    if not here:
        return
    at = start + scene.words[cue].start
    if _adds(scene, cue):
        here = [q for q in here if quotes.all[q].start > at]
    before = [q for q in here if quotes.all[q].end <= at]
    after = [q for q in here if quotes.all[q].start > at]
    if before:
        yield "quote<", (quotes.all[before[-1]].inner,), -1
    if after:
        yield "quote>", (quotes.all[after[0]].inner,), -1
    together = tuple(quotes.all[q].inner for q in here)
    if len(here) > 1:
        yield "quotes", together, -1
    if scene.around.chain:
        yield "quotes+chain", together + scene.around.chain, -1


def _adds(scene: Scene, cue: int) -> bool:
    """Whether the cue goes on from another: what stands before "…, adding" is the other's."""
    word = scene.words[cue]
    head = scene.words[word.head]
    return word.tag == "VBG" and word.head < cue and head.pos == "VERB" and word.dep != "ROOT"


def _rest_contents(scene: Scene, cue: int) -> Iterator[Content]:
    last = len(scene.words) - 1
    following = cue + 1
    while following <= last and scene.words[following].pos in ("ADV", "PUNCT"):
        following += 1
    if following <= last:
        yield "rest", scene.pieces((following, _end_of(scene, cue))), following
    colon = next((k for k in range(cue + 1, last) if scene.words[k].text == ":"), None)
    if colon is not None:
        yield "colon", scene.pieces((colon + 1, last)), colon + 1
    first = min([cue, *(scene.lo[c] for c in scene.sentence.children[cue] if c > 0)])
    subject = scene.child(cue, *SUBJECTS)
    if subject is not None and subject < cue and scene.lo[subject] > 2:
        yield "before", scene.pieces((0, scene.lo[subject] - 1)), -1
    elif subject is not None and subject > cue and cue > 2 and first < cue:
        yield "before", scene.pieces((0, cue - 1)), -1


def _noun_contents(scene: Scene, noun: int, alone: bool) -> Iterator[Content]:
    words, lo, hi = scene.words, scene.lo, scene.hi
    for c in scene.sentence.children[noun]:
        dep = words[c].dep
        if c < noun:
            continue
        if dep in ("acl", "ccomp", "relcl", "appos", "xcomp"):
            yield "n." + dep, scene.pieces((lo[c], hi[c])), c
        elif dep == "prep":
            yield from _prep_contents(scene, c, "n." + words[c].lemma)
    head = words[noun].head
    if head != noun and words[head].lemma == "be" and words[noun].dep in SUBJECTS:
        for c in scene.sentence.children[head]:
            if words[c].dep in ("ccomp", "xcomp", "attr", "acomp", "advcl") and c > head:
                yield "n.be." + words[c].dep, scene.pieces((lo[c], hi[c])), c
    elif head != noun and words[noun].dep in ("dobj", "pobj", "attr"):
        for c in scene.sentence.children[head]:
            if words[c].dep in ("ccomp", "xcomp", "advcl", "acl") and c > noun:
                yield "n.up." + words[c].dep, scene.pieces((lo[c], hi[c])), c
            elif words[c].dep == "prep" and c > noun:
                yield from _prep_contents(scene, c, "n.up." + words[c].lemma)
    for form, pieces, k in _quoted_contents(scene, noun) if alone else ():
        yield "n." + form, pieces, k


def _adjective_contents(scene: Scene, adjective: int) -> Iterator[Content]:
    words, lo, hi = scene.words, scene.lo, scene.hi
    for c in scene.sentence.children[adjective]:
        if words[c].dep in ("ccomp", "xcomp", "advcl") and c > adjective:
            yield "a." + words[c].dep, scene.pieces((lo[c], hi[c])), c
        elif words[c].dep == "prep":
            yield from _prep_contents(scene, c, "a.prep")


def _according(scene: Scene, i: int) -> Iterator[Candidate]:
    words, lo, hi = scene.words, scene.lo, scene.hi
    after = scene.child(i, "prep")
    voice = scene.child(i if after is None else after, "pobj")
    if voice is None:
        voice = next_name(scene, i + 1)
    named = -1 if voice is None else voice
    yield from _around(scene, i, (min(lo[i], i), max(hi[i], named)), words[i].head, named)


#: What somebody may say something in: "in the minister's words", "in her view".
SAYING = frozenset({"word", "view", "opinion", "account", "telling", "estimation", "phrase", "eye"})


def _in_words(scene: Scene, i: int) -> Iterator[Candidate]:
    """ "In her view": read as "according to her"."""
    words = scene.words
    up = words[i].head
    if words[i].lemma not in SAYING or words[i].dep != "pobj" or words[up].lemma != "in":
        return
    whose = scene.child(i, "poss")
    if whose is not None and words[whose].text.lower() not in ("its", "my", "our", "your"):
        yield from _around(scene, i, (scene.lo[up], scene.hi[up]), words[up].head, whose)


def _around(scene: Scene, i: int, aside: Run, head: int, named: int) -> Iterator[Candidate]:
    """What stands around an aside that names a source."""
    words, lo, hi = scene.words, scene.lo, scene.hi
    own = [aside]
    up = head
    while words[up].head != up and words[up].pos not in ("VERB", "AUX"):
        up = words[up].head
    offered: list[Content] = [
        (form, scene.pieces((lo[h], hi[h]), own), h)
        for form, h in (("acc.clause", up), ("acc.head", head))
        if h != i
    ]
    offered.append(("acc.all", scene.pieces((0, len(words) - 1), own), up))
    offered.extend(("acc." + form, pieces, -1) for form, pieces, _ in _quoted_contents(scene, i))
    seen = set()
    for form, pieces, h in offered:
        if pieces and pieces not in seen:
            seen.add(pieces)
            yield Candidate(i, form, pieces, h, named, "acc")
