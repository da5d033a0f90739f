"""Parsed sentence → who may be saying what in it. What enters: a sentence and the quotations of its
document; what leaves: candidates, each a cue, the words of a source, and the pieces of a content,
with the form in which they hang together.

Forms over-generate on purpose: for one cue several contents and sources are offered, and
`pactwatch.extract.scoring` says how likely each is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pactwatch.extract.parse import Sentence, Word
from pactwatch.extract.quotes import Quotes
from pactwatch.nouns import Range

Run = tuple[int, int]  #: first and last word of a stretch of a sentence

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
EDGES = frozenset({",", ";", ":", "—", "–", "-", "--", ".", "...", "…"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to read a cue. `head` and `voice` are the chief words of content and source."""

    cue: int
    form: str
    pieces: tuple[Range, ...]
    head: int  #: -1 where the content is no clause of this sentence
    voice: int  #: -1 where nobody is named
    how: str


@dataclass(frozen=True, slots=True)
class Around:
    """What stands near a sentence: `chain` are the quotations of its paragraph that follow it and have
    no clause of their own beside them, `below` those that open the next paragraph, `rest` is what
    remains of its paragraph behind it.
    """

    paragraph: int = 0
    index: int = 0
    size: int = 1
    chain: tuple[Range, ...] = ()
    below: tuple[Range, ...] = ()
    rest: Range | None = None


class Frame:
    """A sentence with what the search asks again and again: extents, and quotation of each word."""

    __slots__ = ("around", "hi", "inside", "lo", "quotes", "sentence", "words")

    def __init__(self, sentence: Sentence, quotes: Quotes, around: Around) -> None:
        self.sentence = sentence
        self.around = around
        self.words: tuple[Word, ...] = sentence.words
        self.quotes = quotes
        self.lo, self.hi = _extents(sentence)
        start = sentence.start
        if quotes.between(start, sentence.end):
            self.inside = [quotes.at(start + w.start) for w in self.words]
        else:
            self.inside = [None] * len(self.words)

    def piece(self, run: Run) -> Range | None:
        """A stretch of words as a range of the document, without stops at its edges."""
        first, last = run
        words = self.words
        while first <= last and words[first].text in EDGES:
            first += 1
        while last >= first and words[last].text in EDGES:
            last -= 1
        return self.sentence.range_of(first, last) if first <= last else None

    def pieces(self, whole: Run, without: Sequence[Run] = ()) -> tuple[Range, ...]:
        """A stretch less some others, as ranges of the document."""
        runs, at = [], whole[0]
        for first, last in sorted(without):
            if first > at:
                runs.append((at, min(first - 1, whole[1])))
            at = max(at, last + 1)
        if at <= whole[1]:
            runs.append((at, whole[1]))
        return tuple(piece for run in runs if (piece := self.piece(run)))

    def child(self, i: int, *deps: str) -> int | None:
        """The first dependent of a word with one of these relations."""
        words = self.words
        return next((c for c in self.sentence.children[i] if words[c].dep in deps), None)


def _extents(sentence: Sentence) -> tuple[list[int], list[int]]:
    """For each word the first and the last word below it."""
    size = len(sentence.words)
    lo, hi = list(range(size)), list(range(size))
    changed = True
    while changed:
        changed = False
        for i, word in enumerate(sentence.words):
            head = word.head
            if lo[i] < lo[head]:
                lo[head], changed = lo[i], True
            if hi[i] > hi[head]:
                hi[head], changed = hi[i], True
    return lo, hi


def find_candidates(frame: Frame, nouns: frozenset[str]) -> Iterator[Candidate]:
    """Every cue of the sentence with each content and source that it may have."""
    yield from _script(frame)
    for i, word in enumerate(frame.words):
        match word.pos:
            case "VERB" | "AUX" if word.dep not in ("aux", "auxpass"):
                found = _verb_contents(frame, i)
                sources = verb_sources(frame, i)
            case "NOUN" if word.lemma in nouns:
                found = _noun_contents(frame, i)
                sources = noun_sources(frame, i)
            case "ADJ" if word.dep in ("acomp", "oprd"):
                found = _adjective_contents(frame, i)
                sources = verb_sources(frame, word.head)
            case _ if word.text.lower() == "according":
                yield from _according(frame, i)
                continue
            case _:
                continue
        seen = set()
        for form, pieces, head in found:
            if not pieces or pieces in seen:
                continue
            seen.add(pieces)
            for how, voice in sources:
                if voice < 0 or not _within(frame, voice, pieces):
                    yield Candidate(i, form, pieces, head, voice, how)


#: How many words may stand before the colon of "NAME (from afar): …".
LABEL = 9


def _script(frame: Frame) -> Iterator[Candidate]:
    """A line that opens with a name and a colon, as transcripts and headlines have it."""
    words = frame.words
    colon = next((k for k in range(1, min(LABEL, len(words) - 1)) if words[k].text == ":"), None)
    if colon is None or frame.around.index > 0 or frame.inside[0] is not None:
        return
    if any(w.tag in ("VBD", "VBZ", "VBP", "MD") for w in words[:colon]):
        return
    rest = frame.around.rest
    first = frame.piece((colon + 1, len(words) - 1))
    if first is None or not words[0].text[0].isupper():
        return
    yield Candidate(colon, "script", (first,), colon + 1, 0, "script")
    if rest is not None:
        yield Candidate(colon, "script+rest", ((first[0], rest[1]),), colon + 1, 0, "script")


def source_pieces(frame: Frame, found: Candidate) -> tuple[Range, ...]:
    """The words of who speaks: the chief word with what is below it, less clauses about it."""
    words, voice = frame.words, found.voice
    if voice < 0:
        return ()
    if found.how == "script":
        return frame.pieces((0, found.cue - 1))
    lo, hi = frame.lo[voice], frame.hi[voice]
    without = [
        (frame.lo[c], frame.hi[c])
        for c in frame.sentence.children[voice]
        if words[c].dep in ("relcl", "acl", "advcl", "ccomp", "parataxis", "cc", "conj")
        and (words[c].dep not in ("cc", "conj") or words[c].pos in ("VERB", "AUX"))
    ]
    if lo <= found.cue <= hi:
        without.append((found.cue, hi) if found.cue > voice else (lo, found.cue))
    return frame.pieces((lo, hi), without)


def _within(frame: Frame, voice: int, pieces: Sequence[Range]) -> bool:
    at = frame.sentence.start + frame.words[voice].start
    return any(start <= at < end for start, end in pieces)


Content = tuple[str, tuple[Range, ...], int]


def _verb_contents(frame: Frame, verb: int) -> Iterator[Content]:
    words, lo, hi = frame.words, frame.lo, frame.hi
    chain, below = frame.around.chain, frame.around.below
    if below:
        yield "below", below, -1
    for c in frame.sentence.children[verb]:
        dep = words[c].dep
        if dep in ("ccomp", "xcomp"):
            pieces = frame.pieces((lo[c], hi[c]), _cut(frame, verb, c))
            yield dep, pieces, c
            if dep == "ccomp" and (chain or below):
                yield "ccomp+chain", pieces + (chain or below), c
        elif dep in ("dobj", "oprd", "attr", "nsubjpass", "dative"):
            yield from _object_contents(frame, verb, c)
        elif dep in ("prep", "agent") and c > verb:
            yield from _prep_contents(frame, c, "prep")
        elif dep == "acomp":
            yield "acomp", frame.pieces((lo[c], hi[c])), c
        elif dep in ("advcl", "prt", "advmod") and dep == "advcl" and c > verb:
            yield "advcl", frame.pieces((lo[c], hi[c])), c
    yield from _outer_contents(frame, verb)
    yield from _quoted_contents(frame, verb)
    yield from _rest_contents(frame, verb)


def _cut(frame: Frame, verb: int, c: int) -> list[Run]:
    """What of the cue's own words stands inside the extent of its clause."""
    inside = []
    if frame.lo[c] <= verb <= frame.hi[c]:
        first = last = verb
        for other in frame.sentence.children[verb]:
            if other != c and frame.lo[c] <= other <= frame.hi[c]:
                first, last = min(first, frame.lo[other]), max(last, frame.hi[other])
        inside.append((first, last))
    return inside


def _object_contents(frame: Frame, verb: int, c: int) -> Iterator[Content]:
    words, lo, hi = frame.words, frame.lo, frame.hi
    dep = words[c].dep
    yield dep, frame.pieces((lo[c], hi[c])), c
    if dep == "nsubjpass":
        last = hi[verb]
        agent = frame.child(verb, "agent")
        without = [(lo[agent], hi[agent])] if agent is not None else []
        yield (
            "passive",
            frame.pieces((lo[c], hi[c])) + frame.pieces((verb + 1, last), without),
            c,
        )
        return
    after = [k for k in frame.sentence.children[verb] if k > c and words[k].dep != "punct"]
    if after and words[after[0]].dep in ("prep", "oprd", "xcomp", "ccomp", "advcl", "acl"):
        yield dep + "+1", frame.pieces((lo[c], hi[after[0]])), c
        if words[after[0]].dep == "prep":
            yield from _prep_contents(frame, after[0], dep + ".prep")
    if after:
        yield dep + "+", frame.pieces((lo[c], hi[after[-1]])), c
    for k in frame.sentence.children[c]:
        if words[k].dep == "prep" and k > c:
            yield from _prep_contents(frame, k, dep + "." + "of")
        elif words[k].dep in ("acl", "relcl", "ccomp", "xcomp") and k > c:
            yield dep + "." + words[k].dep, frame.pieces((lo[k], hi[k])), k


def _prep_contents(frame: Frame, c: int, form: str) -> Iterator[Content]:
    words, lo, hi = frame.words, frame.lo, frame.hi
    for k in frame.sentence.children[c]:
        if words[k].dep in ("pobj", "pcomp"):
            yield f"{form}.{words[k].dep}", frame.pieces((lo[k], hi[k])), k
        elif words[k].dep == "prep":
            yield from _prep_contents(frame, k, form)


def _outer_contents(frame: Frame, verb: int) -> Iterator[Content]:
    """The clause in which the cue is set: "as X observed", "X says" between commas."""
    word = frame.words[verb]
    head = word.head
    if head == verb or word.dep not in ("advcl", "parataxis", "ccomp", "relcl", "dep", "conj"):
        return
    if frame.words[head].pos in ("VERB", "AUX") or word.dep == "relcl":
        own = [(frame.lo[verb], frame.hi[verb])]
        yield "outer", frame.pieces((frame.lo[head], frame.hi[head]), own), head
        yield "all", frame.pieces((0, len(frame.words) - 1), own), head


def _quoted_contents(frame: Frame, cue: int) -> Iterator[Content]:
    """The quotations beside the cue, one by one, together, and with those that follow."""
    if frame.inside[cue] is not None:
        return
    quotes, start = frame.quotes, frame.sentence.start
    here = quotes.between(start, frame.sentence.end)
    if not here:
        return
    at = start + frame.words[cue].start
    before = [q for q in here if quotes.all[q].end <= at]
    after = [q for q in here if quotes.all[q].start > at]
    if before:
        yield "quote<", (quotes.all[before[-1]].inner,), -1
    if after:
        yield "quote>", (quotes.all[after[0]].inner,), -1
    together = tuple(quotes.all[q].inner for q in here)
    if len(here) > 1:
        yield "quotes", together, -1
    if frame.around.chain:
        yield "quotes+chain", together + frame.around.chain, -1


def _rest_contents(frame: Frame, cue: int) -> Iterator[Content]:
    last = len(frame.words) - 1
    following = cue + 1
    while following <= last and frame.words[following].pos in ("ADV", "PUNCT"):
        following += 1
    if following <= last:
        yield "rest", frame.pieces((following, frame.hi[cue])), following
    colon = next((k for k in range(cue + 1, last) if frame.words[k].text == ":"), None)
    if colon is not None:
        yield "colon", frame.pieces((colon + 1, last)), colon + 1
    first = min([cue, *(frame.lo[c] for c in frame.sentence.children[cue] if c > 0)])
    subject = frame.child(cue, *SUBJECTS)
    if subject is not None and subject < cue and frame.lo[subject] > 2:
        yield "before", frame.pieces((0, frame.lo[subject] - 1)), -1
    elif subject is not None and subject > cue and cue > 2 and first < cue:
        yield "before", frame.pieces((0, cue - 1)), -1


def _noun_contents(frame: Frame, noun: int) -> Iterator[Content]:
    words, lo, hi = frame.words, frame.lo, frame.hi
    for c in frame.sentence.children[noun]:
        dep = words[c].dep
        if c < noun:
            continue
        if dep in ("acl", "ccomp", "relcl", "appos", "xcomp"):
            yield "n." + dep, frame.pieces((lo[c], hi[c])), c
        elif dep == "prep":
            yield from _prep_contents(frame, c, "n." + words[c].lemma)
    head = words[noun].head
    if head != noun and words[head].lemma == "be" and words[noun].dep in SUBJECTS:
        for c in frame.sentence.children[head]:
            if words[c].dep in ("ccomp", "xcomp", "attr", "acomp", "advcl") and c > head:
                yield "n.be." + words[c].dep, frame.pieces((lo[c], hi[c])), c
    elif head != noun and words[noun].dep in ("dobj", "pobj", "attr"):
        for c in frame.sentence.children[head]:
            if words[c].dep in ("ccomp", "xcomp", "advcl", "acl") and c > noun:
                yield "n.up." + words[c].dep, frame.pieces((lo[c], hi[c])), c
            elif words[c].dep == "prep" and c > noun:
                yield from _prep_contents(frame, c, "n.up." + words[c].lemma)
    for form, pieces, k in _quoted_contents(frame, noun):
        yield "n." + form, pieces, k


def _adjective_contents(frame: Frame, adjective: int) -> Iterator[Content]:
    words, lo, hi = frame.words, frame.lo, frame.hi
    for c in frame.sentence.children[adjective]:
        if words[c].dep in ("ccomp", "xcomp", "advcl") and c > adjective:
            yield "a." + words[c].dep, frame.pieces((lo[c], hi[c])), c
        elif words[c].dep == "prep":
            yield from _prep_contents(frame, c, "a.prep")


def _according(frame: Frame, i: int) -> Iterator[Candidate]:
    words, lo, hi = frame.words, frame.lo, frame.hi
    to = frame.child(i, "prep")
    voice = frame.child(to, "pobj") if to is not None else None
    if voice is None:
        voice = frame.child(i, "pobj") or _next_name(frame, i + 1)
    head = words[i].head
    own = [(lo[i], hi[i])]
    up = head
    while words[up].head != up and words[up].pos not in ("VERB", "AUX"):
        up = words[up].head
    for form, h in (("acc.clause", up), ("acc.head", head)):
        pieces = frame.pieces((lo[h], hi[h]), own)
        if h != i and pieces:
            yield Candidate(i, form, pieces, h, -1 if voice is None else voice, "acc")
    pieces = frame.pieces((0, len(words) - 1), own)
    if pieces:
        yield Candidate(i, "acc.all", pieces, up, -1 if voice is None else voice, "acc")
    for form, quoted, _ in _quoted_contents(frame, i):
        yield Candidate(i, "acc." + form, quoted, -1, -1 if voice is None else voice, "acc")


def _next_name(frame: Frame, at: int) -> int | None:
    """The chief word of the first name or noun from here, where the parse went wrong."""
    words = frame.words
    for k in range(at, min(at + 8, len(words))):
        if words[k].pos in ("PROPN", "NOUN", "PRON"):
            while k + 1 < len(words) and words[k].dep == "compound" and words[k].head > k:
                k = words[k].head
            return k
    return None


Source = tuple[str, int]


def verb_sources(frame: Frame, verb: int, depth: int = 0) -> list[Source]:
    """Who may be speaking with this verb: (how they hang on it, chief word), likeliest first."""
    words = frame.words
    own = words[verb]
    agent = frame.child(verb, "agent")
    if agent is not None and (by := frame.child(agent, "pobj")) is not None:
        return [("agent", by)]
    subject = frame.child(verb, *SUBJECTS)
    if subject is not None and words[subject].text.lower() in ("it", "there"):
        return [("none", -1), ("nsubj", subject)]
    if subject is not None:
        passive = words[subject].dep == "nsubjpass"
        return [("passive", subject), ("none", -1)] if passive else [("nsubj", subject)]
    inverted = next(
        (
            c
            for c in frame.sentence.children[verb]
            if c > verb
            and words[c].dep in ("dobj", "attr", "npadvmod", "oprd", "appos", "dep")
            and words[c].pos in ("PROPN", "PRON", "NOUN")
        ),
        None,
    )
    found: list[Source] = []
    head = own.head
    if head != verb and depth < 4:
        found = _sources_above(frame, verb, depth)
    if inverted is not None and not (found and found[0][1] >= 0):
        found.insert(0, ("inverted", inverted))
    return found[:2] or [("none", -1)]


def _sources_above(frame: Frame, verb: int, depth: int) -> list[Source]:
    words, own = frame.words, frame.words[verb]
    head = own.head
    if words[head].pos in ("VERB", "AUX"):
        if own.dep in ("xcomp", "ccomp"):
            thing = frame.child(head, "dobj", "dative")
            if thing is not None and thing < verb and own.tag in ("VB", "VBG"):
                return [("object", thing), *_named("ctrl", verb_sources(frame, head, depth + 1))]
        how = own.dep if own.dep in ("conj", "xcomp", "advcl", "ccomp") else "up"
        return _named(how, verb_sources(frame, head, depth + 1))
    if own.dep in ("acl", "relcl", "amod", "appos"):
        return [(own.dep, head)]
    if own.dep in ("pcomp", "pobj", "conj", "advcl"):
        return _named("pcomp", verb_sources(frame, head, depth + 1))
    if words[head].head != head:
        return _named("up", verb_sources(frame, head, depth + 1))
    return []


def _named(how: str, found: list[Source]) -> list[Source]:
    return [(how, voice) for _, voice in found if voice >= 0][:1]


def noun_sources(frame: Frame, noun: int) -> list[Source]:
    """Whose words a noun of speech names: "X's claim", "a statement from X", "X made the claim"."""
    words = frame.words
    for c in frame.sentence.children[noun]:
        if words[c].dep == "poss":
            return [("poss", c)]
    for c in frame.sentence.children[noun]:
        if words[c].dep in ("prep", "agent") and words[c].lemma in ("from", "by", "of", "among"):
            by = frame.child(c, "pobj")
            if by is not None and words[by].pos in ("PROPN", "PRON", "NOUN"):
                return [("n." + words[c].lemma, by), *_light(frame, noun)]
    for c in frame.sentence.children[noun]:
        if words[c].dep in ("amod", "compound", "nmod") and words[c].pos in (
            "PROPN",
            "ADJ",
            "NOUN",
        ):
            return [*_light(frame, noun), ("n.mod", c)]
    return _light(frame, noun) or [("none", -1)]


def _light(frame: Frame, noun: int) -> list[Source]:
    """The subject of the verb on which the noun hangs."""
    head = frame.words[noun].head
    up = 0
    while (
        head != frame.words[head].head and frame.words[head].pos not in ("VERB", "AUX") and up < 3
    ):
        head, up = frame.words[head].head, up + 1
    if frame.words[head].pos not in ("VERB", "AUX") or frame.words[noun].dep in SUBJECTS:
        return []
    return [("light", voice) for _, voice in verb_sources(frame, head) if voice >= 0][:1]
