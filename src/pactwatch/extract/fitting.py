"""Hit → whether it fits what its frame asks: cues in its sentence, classes and words in its roles.

What enters: a hit, or a sentence and a frame. What leaves: yes or no.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pactwatch.domain import Frame
from pactwatch.extract.arguments import arguments, conjuncts, phrase_of
from pactwatch.extract.attributed import is_attributed
from pactwatch.extract.hit import VOICE, Hit
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.parse import Sentence
from pactwatch.extract.prospects import is_going_on

#: What says of a verb's object what it is held to be.
COMPLEMENTS = frozenset("oprd acomp attr advmod xcomp ccomp".split())


def has_cues(s: Sentence, frame: Frame, first: int = 0, last: int | None = None) -> bool:
    """Whether some of the words from `first` to `last` are among a frame's cues, and none is barred."""
    places = range(first, len(s.words) if last is None else last + 1)
    return not _holds(s, places, frame.not_cues) and (
        not frame.cues or _holds(s, places, frame.cues)
    )


def is_cued(s: Sentence, frame: Frame, i: int) -> bool:
    """The same of the sentence of a trigger; what is set against it bars nothing: "though some ask"."""
    if frame.cues and not _holds(s, range(len(s.words)), frame.cues):
        return False
    if not frame.not_cues or not _holds(s, range(len(s.words)), frame.not_cues):
        return True
    opposed = _set_against(s, i)
    return bool(opposed) and not _holds(
        s, [k for k in range(len(s.words)) if k not in opposed], frame.not_cues
    )


#: What opens a clause that is set against what stands above it.
AGAINST = frozenset({"although", "though", "while", "whereas"})


def _set_against(s: Sentence, i: int) -> set[int]:
    """The words of clauses that are set against the one in which a word stands."""
    opened = (
        s.subtree(c)
        for c, word in enumerate(s.words)
        if word.dep == "advcl" and any(s.words[m].lemma in AGAINST for m in s.children[c])
    )
    return {k for below in opened if i not in below for k in below}


def _holds(s: Sentence, places: Iterable[int], cues: Sequence[str]) -> bool:
    """Whether the words in some places hold one of the cues, as lemmas or as they stand."""
    if not cues:
        return False
    chosen = [s.words[k] for k in places]
    words = " ".join(w.lemma for w in chosen)
    texts = " ".join(w.text.lower() for w in chosen)
    return any(_has(words, texts, cue) for cue in cues)


def _has(lemmas: str, texts: str, cue: str) -> bool:
    return f" {cue} " in f" {lemmas} " or f" {cue} " in f" {texts} "


def is_so_told(hit: Hit) -> bool:
    """Whether somebody says it, and whether it is brought to an end, where the frame asks for it."""
    frame, s, i = hit.frame, hit.s, hit.i
    if frame.attributed and not is_attributed(s, i):
        return False
    return frame.aspect is None or (frame.aspect == "going") == is_going_on(s, i)


def who_fits(hit: Hit) -> bool:
    """The classes that a frame asks for or forbids in a role."""
    for role, classes in hit.frame.who.items():
        if role == VOICE or (hit.frame.agentless and not hit.args.get(role)):
            continue
        if not any(_is_of(hit, j, classes) for j in hit.args.get(role, ())):
            return False
    return not any(
        _is_of(hit, j, classes)
        for role, classes in hit.frame.not_who.items()
        for j in hit.args.get(role, ())
    )


def _is_of(hit: Hit, i: int, classes: Sequence[str]) -> bool:
    """Whether a phrase is of a class: by its head, or by what it is a part of ("a panel of judges")."""
    s = hit.s
    for j in conjuncts(s, i):
        first, last = phrase_of(s, j)
        near = [
            k
            for k in range(first, last + 1)
            if s.words[k].dep in ("compound", "nmod", "poss") or k == j
        ]
        parts = [k for c in s.children[j] if s.words[c].lemma == "of" for k in s.children[c]]
        told = [name for name in classes if name != PEOPLE]
        if any(hit.marks.is_a(k, *told) for k in (*near, *parts)):
            return True
        if ANY_STATE in classes and hit.marks.state_at(j) is not None:
            return True
        speak = hit.marks.is_a(j, CRITIC)  # "the lawyers of the deportees"
        if PEOPLE in classes and any(
            _are_moved(s, hit.marks, k) for k in ((j,) if speak else (j, *parts))
        ):
            return True
    return False


#: Among the classes that a frame asks for: a state by its name.
ANY_STATE = "@state"
#: The class of those who are moved, and the classes of bodies whose names hold its words ("rights
#: group", "refugee agency").
PEOPLE = "people"
CRITIC = "critic"
BODIES = ("generic", CRITIC, "actor")
#: Words for people at large, of whom only what is said of them tells that they are moved.
CROWDS = frozenset("people citizen resident family body other one member".split())


def _are_moved(s: Sentence, marks: Marks, k: int) -> bool:
    """ "The deportees", "11 people who were flown there"; those who live in a place are not."""
    if not marks.is_a(k, PEOPLE) or marks.is_a(k, *BODIES):
        return False
    crowd = s.words[k].lemma in CROWDS
    return not crowd or any(marks.is_a(j, "moved", "topic") for j in s.subtree(k))


def also_fits(hit: Hit) -> bool:
    asked, barred = hit.frame.also, hit.frame.not_also
    if asked and not any(_has_word(hit, role, words) for role, words in asked.items()):
        return False
    return not any(_has_word(hit, role, words) for role, words in barred.items())


def _has_word(hit: Hit, role: str, words: Sequence[str]) -> bool:
    s = hit.s
    match role:
        case "self":
            return s.words[hit.i].lemma in words
        case "under":
            return s.words[s.words[hit.i].head].lemma in words
        case "aux":
            return any(
                s.words[c].dep == "aux" and s.words[c].text.lower() in words
                for c in s.children[hit.i]
            )
        case "prt":
            return any(
                s.words[c].dep == "prt" and s.words[c].lemma in words for c in s.children[hit.i]
            )
        case "above":
            return any(s.words[k].lemma in words for k in s.ancestors(hit.i))
        case "complement":
            told = [c for c in s.children[hit.i] if s.words[c].dep in COMPLEMENTS and c > hit.i]
            below = [k for c in told if s.words[c].pos in ("VERB", "AUX") for k in s.children[c]]
            return any(s.words[j].lemma in words for j in (*told, *below))
        case "any":
            return any(
                s.words[j].lemma in words
                and not _is_of_people(hit, j)
                and not _is_unsaid(hit, j)
                and not _is_in_name(hit, j)
                for j in s.subtree(hit.i)
            )
        case _:
            heads = _heads_of(hit, role)
            told = [k for j in heads if s.words[j].lemma in COUNTS for k in _behind_of(s, j)]
            return any(s.words[j].lemma in words for j in (*heads, *told))


#: Nouns for how many of what follows them.
COUNTS = frozenset("number series range host raft string lot variety".split())


def _behind_of(s: Sentence, j: int) -> list[int]:
    return [k for c in s.children[j] if s.words[c].lemma == "of" for k in s.children[c]]


def _is_of_people(hit: Hit, j: int) -> bool:
    """ "Illegal immigrants": a word that says of people what they are held to be."""
    word = hit.s.words[j]
    return word.dep == "amod" and hit.marks.is_a(word.head, PEOPLE)


def _is_in_name(hit: Hit, j: int) -> bool:
    """ "The Constitutional Court held": a word of the name of who acts says nothing of what is held."""
    return any(
        first <= j < last
        for k in hit.args.get("subject", ())
        for first, last in (phrase_of(hit.s, k),)
    )


def _is_unsaid(hit: Hit, j: int) -> bool:
    """ "Found no breach", "ruled that it was not unlawful": a word that is told not to be so."""
    s, head = hit.s, hit.s.words[j].head
    if j == hit.i:
        return False
    if any(_is_asked(s, k) for k in (j, *s.ancestors(j)) if k > hit.i):
        return True  # "will decide whether it is unlawful"
    places = [j, head] if head != hit.i and s.words[head].pos in ("AUX", "VERB") else [j]
    return any(
        s.words[c].dep == "neg" or (s.words[c].lemma == "no" and s.words[c].dep == "det")
        for k in places
        for c in s.children[k]
    )


def _is_asked(s: Sentence, k: int) -> bool:
    return any(s.words[c].dep == "mark" and s.words[c].lemma in WHETHER for c in s.children[k])


#: What opens a clause that is asked and not told.
WHETHER = frozenset({"whether", "if"})


def _heads_of(hit: Hit, role: str) -> list[int]:
    """The heads in a role, or by "object.modifier" in a role of what stands in one."""
    outer, _, inner = role.partition(".")
    heads = [j for head in hit.args.get(outer, ()) for j in conjuncts(hit.s, head)]
    if not inner:
        return list(hit.args.get(outer, ()))
    return [k for j in heads for k in arguments(hit.s, j).get(inner, ())]
