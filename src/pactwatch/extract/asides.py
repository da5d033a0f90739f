"""Cue set off by commas → who speaks and what: "CLAUSE, X said on Monday." and "BEGIN, X said, END".

What enters: a scene and a verb of speech in it; what leaves: the phrase of who speaks and the pieces
around the aside. Read from the order of the words, for parses of such sentences often hang the
aside on the wrong word.
"""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.extract.cast import PARTICLES
from pactwatch.extract.scene import SUBJECTS, Candidate, Scene
from pactwatch.extract.speech import Speech

#: What parts an aside from the clause in which it is set.
BREAKS = frozenset({",", "—", "–", "--"})
#: What parts clauses that have nothing to do with one another.
STOPS = frozenset({";", ":"})
#: The most words that an aside has before and behind its cue.
BEFORE, BEHIND = 22, 14
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
CLAUSES = frozenset({"that", "whether", "if", "how", "why", "what"})
#: Verbs behind which stands who hears, and never who speaks.
HEARD = frozenset({"tell", "inform", "assure", "notify", "remind"})
NAMES = ("PROPN", "NOUN", "PRON")
#: What may follow within a phrase before its chief word.
GOING_ON = ("PROPN", "NOUN", "PART", "ADJ", "NUM")


def find_asides(scene: Scene, verb: int, speech: Speech) -> Iterator[Candidate]:
    """The readings of a verb of speech as an aside: with what stands before it, and with both."""
    words = scene.words
    if words[verb].lemma not in speech.verbs or not _is_finite(scene, verb):
        return
    found = _bounds(scene, verb)
    if found is None:
        return
    first, last, voice = found
    begin = _clause_start(scene, first - 2)
    before = scene.pieces((begin, first - 2))
    if not before or not _has_verb(scene, begin, first - 2):
        if not before or last + 2 >= len(words) or not _has_verb(scene, last + 2, len(words) - 1):
            return
    else:
        yield Candidate(verb, "aside<", before, -1, voice, "aside")
    if last + 2 < len(words) and words[last + 1].text in BREAKS:
        end = _clause_end(scene, last + 2)
        both = before + scene.pieces((last + 2, end))
        yield Candidate(verb, "aside", both, -1, voice, "aside")


def _is_finite(scene: Scene, verb: int) -> bool:
    words = scene.words
    if scene.inside[verb] is not None:
        return False
    aided = [c for c in scene.sentence.children[verb] if words[c].dep in ("aux", "auxpass")]
    match words[verb].tag:
        case "VBD" | "VBZ" | "VBP":
            return True
        case "VBN":  # the tagger takes "told" for a participle
            return all(words[c].lemma == "have" for c in aided)
        case "VB":
            return any(words[c].lemma == "do" for c in aided)
    return False


def _bounds(scene: Scene, verb: int) -> tuple[int, int, int] | None:
    """First and last word of the aside, and the chief word of who speaks in it."""
    last = _behind(scene, verb)
    if last is None:
        return None
    first = _ahead(scene, verb)
    if first is None or first < 2:
        return None
    voice = _voice(scene, first, verb) if first < verb else _voice(scene, verb + 1, last + 1)
    return None if voice is None else (first, last, voice)


def _ahead(scene: Scene, verb: int) -> int | None:
    """Where the aside begins: behind the nearest break before which it holds a name and its verb.

    A clause about who speaks ("who asked not to be named", set off or not) belongs to it.
    """
    words = scene.words
    for k in range(verb - 1, max(0, verb - BEFORE), -1):
        text = words[k].text
        if text in STOPS or scene.inside[k] is not None or text.lower() in CLAUSES:
            return None
        if text not in BREAKS:
            continue
        if k == verb - 1:
            return verb if _inverts(scene, verb) else _named_before(scene, k)
        if _is_phrase(scene, k + 1, verb):
            return k + 1
    return None


def _named_before(scene: Scene, comma: int) -> int | None:
    """Where a name begins whose apposition ends at a comma: "…, Jane Doe, the minister, told us".

    Also a description with the name behind it: "…, the ministry's spokesman, John Doe, confirmed".
    """
    words = scene.words
    breaks = [k for k in range(comma - 1, max(0, comma - BEFORE), -1) if words[k].text in BREAKS]
    if len(breaks) < 2 or any(scene.inside[k] is not None for k in breaks[:2]):
        return None
    second, first = breaks[0], breaks[1] + 1
    behind = words[comma + 2].pos if comma + 2 < len(words) else "PUNCT"
    if words[comma + 1].lemma not in HEARD and behind in ("DET", "PRON", "PROPN", "NOUN", "ADJ"):
        return None
    if any(w.tag in FINITE for w in words[first:comma]) or first >= second:
        return None
    parts = (words[first:second], words[second + 1 : comma])
    named = any(
        all(w.pos == "PROPN" or w.text.lower() in PARTICLES for w in part) for part in parts
    )
    return first if named else None


def _is_phrase(scene: Scene, first: int, verb: int) -> bool:
    """Whether the words before the cue are one phrase of who speaks, and no clause."""
    words = scene.words
    opening = words[first]
    if opening.pos not in ("DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM") or opening.tag == "WDT":
        return False
    if opening.text.lower() in ("who", "which", "that", "there"):
        return False
    relative = told = False
    for k in range(first, verb):
        word = words[k]
        if word.tag in ("WP", "WDT"):
            relative = True
        elif word.tag in FINITE and word.dep not in ("aux", "auxpass"):
            if not relative:
                return False
            told = True
        elif word.pos == "CCONJ" and words[k + 1].tag in FINITE:
            return False
    return relative == told and _voice(scene, first, verb) is not None


def _voice(scene: Scene, first: int, end: int) -> int | None:
    """The chief word of the phrase that opens here: its last noun before a joint or clause."""
    words = scene.words
    for k in range(first, end):
        if words[k].dep in SUBJECTS and words[k].pos in NAMES and words[k].tag != "WP":
            return k
        if words[k].pos in NAMES and (k + 1 >= end or words[k + 1].pos not in GOING_ON):
            return k
    return None


def _inverts(scene: Scene, verb: int) -> bool:
    """Whether a name follows the cue at once: ", said the minister"."""
    words = scene.words
    if verb + 1 >= len(words) or words[verb].tag == "VBP" or words[verb].lemma in HEARD:
        return False
    after = words[verb + 1]
    return after.pos in ("PROPN", "NOUN", "DET") and after.dep != "mark"


def _behind(scene: Scene, verb: int) -> int | None:
    """The last word of the aside: before the next break or the end, with no clause between."""
    words = scene.words
    size = len(words)
    for k in range(verb + 1, min(size, verb + BEHIND + 1)):
        text = words[k].text
        if text in BREAKS or text in STOPS or k == size - 1:
            return k - 1 if words[k].pos == "PUNCT" else k
        if scene.inside[k] is not None or text.lower() in CLAUSES:
            return None
        if words[k].tag in FINITE and words[k].dep not in ("aux", "auxpass"):
            return None
    return None if verb + 1 < size else verb


def _clause_start(scene: Scene, last: int) -> int:
    """Where the clause that ends here begins: behind a colon or semicolon."""
    for k in range(last, -1, -1):
        if scene.words[k].text in STOPS:
            return k + 1
    return 0


def _clause_end(scene: Scene, first: int) -> int:
    size = len(scene.words)
    return next((k - 1 for k in range(first, size) if scene.words[k].text == ";"), size - 1)


def _has_verb(scene: Scene, first: int, last: int) -> bool:
    return any(w.tag in FINITE for w in scene.words[first : last + 1])
