"""Phrases → hits: which frames of the pack the words of a sentence fit, before parties are complete.

A frame's trigger is a verb, noun or adjective with a phrase at one of its roles, or a phrase alone.
The rule that let a hit through is kept with it, so that `show --why` can say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pactwatch.domain import Frame
from pactwatch.extract.amounts import Amount
from pactwatch.extract.arguments import Arguments, arguments, conjuncts, phrase_of
from pactwatch.extract.attributed import is_attributed
from pactwatch.extract.factuality import (
    factuality,
    is_disowned,
    is_going_on,
    is_known_thing,
    is_prospective,
)
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.parse import Sentence
from pactwatch.extract.people import amounts_of
from pactwatch.extract.phrase import Phrase
from pactwatch.extract.triggers import Triggers
from pactwatch.nouns import Factuality

#: The role of who speaks, whom the words around a name describe.
VOICE = "voice"

#: What says of a verb's object what it is held to be.
COMPLEMENTS = frozenset("oprd acomp attr advmod xcomp ccomp".split())

#: Verbs of telling: what has not been announced may well have happened.
TELLING = frozenset("announce confirm reveal disclose acknowledge unveil publish release".split())


@dataclass(slots=True)
class Hit:
    """A frame that fits: its trigger, the phrase of which it speaks, and how it is told."""

    frame: Frame
    s: Sentence
    marks: Marks
    i: int
    args: Arguments
    phrase: Phrase | None
    told: Factuality
    why: list[str] = field(default_factory=list)
    amount: Amount | None = None
    is_anaphoric: bool = False  #: its phrase is a pronoun for one told before

    @property
    def is_contrary(self) -> bool:
        """Whether the page says here that the frame's event did not happen."""
        frame = self.frame
        return self.told == "denied" and "denied" not in frame.keeps and not frame.trigger.phrase

    @property
    def at(self) -> int:
        """Where its trigger stands in the document."""
        return self.s.start + self.s.words[self.i].start


@dataclass(frozen=True, slots=True)
class FrameIndex:
    """A pack's frames by what starts them."""

    worded: Triggers[Frame]
    phrased: tuple[Frame, ...]
    counted: tuple[Frame, ...]

    @classmethod
    def of(cls, frames: Sequence[Frame]) -> FrameIndex:
        """Frames → index; frames of speech are not found by words, and left out."""
        worded: Triggers[Frame] = Triggers()
        for frame in frames:
            trigger = frame.trigger
            if not (trigger.phrase or trigger.speech or trigger.amount):
                worded.add(
                    frame,
                    verbs=trigger.verbs,
                    nouns=trigger.nouns,
                    adjectives=trigger.adjectives,
                )
        return cls(
            worded=worded,
            phrased=tuple(f for f in frames if f.trigger.phrase),
            counted=tuple(f for f in frames if f.trigger.amount),
        )


def find_hits(s: Sentence, marks: Marks, phrases: Sequence[Phrase], index: FrameIndex) -> list[Hit]:
    """Every frame that a sentence fits, in the order of its words."""
    found = [*_of_words(s, marks, phrases, index)]
    for frame in index.counted:
        found += _of_amounts(s, marks, phrases, frame)
    for frame in index.phrased:
        found += _of_phrases(s, marks, phrases, frame)
    told = {hit.frame.name for hit in found if not hit.is_contrary}
    kept = [hit for hit in found if not told & set(hit.frame.yields_to)]
    return sorted(kept, key=lambda hit: hit.at)


def _of_words(
    s: Sentence, marks: Marks, phrases: Sequence[Phrase], index: FrameIndex
) -> Iterator[Hit]:
    for i in range(len(s.words)):
        for frame in index.worded.starting_at(s, i):
            hit = _over(s, marks, i, phrases, frame)
            if hit is not None:
                presumed = hit.is_contrary and frame.presumes
                if hit.phrase is not None and frame.over and not presumed:
                    hit.phrase.used_by.add(frame.kind)
                yield hit


def _of_phrases(
    s: Sentence, marks: Marks, phrases: Sequence[Phrase], frame: Frame
) -> Iterator[Hit]:
    """A phrase that is told by itself, of which no other frame speaks where the frame is weak."""
    for phrase in phrases:
        if _is_called(phrase, (frame.trigger.phrase or "",)) and _may_stand_alone(phrase, frame):
            told = factuality(s, phrase.i)
            if frame.weak and phrase.is_definite and not is_prospective(s, phrase.i):
                told = "asserted"  # "the agreement" is there, whatever becomes of it
            hit = Hit(frame, s, marks, phrase.i, phrase.args, phrase, told)
            fits = _who_fits(hit) and _also_fits(hit) and has_cues(s, frame) and _is_so_told(hit)
            if fits and _is_kept(hit.told, frame):
                hit.why.append(f"{phrase.rule.name} named by “{s.words[phrase.i].text}”")
                yield hit


def _over(s: Sentence, marks: Marks, i: int, phrases: Sequence[Phrase], frame: Frame) -> Hit | None:
    args = arguments(s, i)
    if s.words[i].pos == "ADJ":
        args = _of_adjective(s, i)
    elif s.words[i].dep == "dobj" and not args.get("subject"):  # "gave its approval to the deal"
        args["subject"] = arguments(s, s.words[i].head).get("subject", [])
        args["to"] = args.get("to", []) + arguments(s, s.words[i].head).get("to", [])
    told = factuality(s, _let(s, i), inherits=False)
    if frame.known and s.words[i].pos == "NOUN":
        told = "asserted" if is_known_thing(s, i) else "planned"
    untold = told == "denied" and s.words[i].lemma in TELLING
    if (untold or is_disowned(s, i)) and "denied" not in frame.keeps:
        return None
    if s.words[i].dep in ("relcl", "acl"):
        args["under"] = [s.words[i].head]
    hit = Hit(frame, s, marks, i, args, None, told)
    if not _is_kept(told, frame) or not _who_fits(hit) or not _also_fits(hit):
        return None
    if not has_cues(s, frame) or not _is_so_told(hit):
        return None
    if not frame.over:
        hit.phrase = next((p for p in phrases if p.i != i and not p.rule.votes), None)
        hit.why.append(f"“{s.words[i].text}”")
        return hit
    for role in frame.at:
        for head in args.get(role, ()):
            phrase = _nearest(s, head, i, phrases, frame, role)
            if phrase is not None and frame.not_subject and _is_known_subject(s, phrase):
                continue
            if phrase is not None and frame.ahead and _has_happened(s, phrase):
                continue
            if phrase is not None:
                hit.phrase = phrase
                hit.why.append(f"“{s.words[i].text}” with “{s.words[phrase.i].text}” as its {role}")
                return hit
            if frame.anaphora and _is_pronoun(s, head):
                hit.is_anaphoric = True
                hit.why.append(f"“{s.words[i].text}” with “{s.words[head].text}” as its {role}")
                return hit
            if _class_at(hit, head):
                hit.why.append(f"“{s.words[i].text}” with “{s.words[head].text}” as its {role}")
                return hit
    phrase = _just_before(s, i, phrases, frame) if "object" in frame.at else None
    if phrase is None:
        if frame.bare and s.words[i].dep != "acl" and _is_bare(s, args):
            hit.is_anaphoric = True
            hit.why.append(f"“{s.words[i].text}” with what was told before")
            return hit
        return None
    hit.phrase = phrase
    hit.why.append(f"“{s.words[i].text}” behind “{s.words[phrase.i].text}”")
    return hit


def _is_bare(s: Sentence, args: Arguments) -> bool:
    """Whether a verb has a subject alone: what it speaks of was told before."""
    below = [j for j in args.get("clause", ()) if s.words[j].dep in ("xcomp", "ccomp")]
    return bool(args.get("subject")) and not args.get("object") and not below


def _has_happened(s: Sentence, phrase: Phrase) -> bool:
    """Whether a move is told to have been made; what is asked for or refused is yet to come."""
    return phrase.rule.moves and factuality(s, phrase.i) == "asserted"


def _let(s: Sentence, i: int) -> int:
    """The verb that says whether a bare infinitive is so: "will not let them decide"."""
    head = s.words[i].head
    bare = s.words[i].tag in ("VB", "VBP") and s.words[i].dep in ("ccomp", "xcomp")
    return head if bare and s.words[head].lemma == "let" else i


def _is_known_subject(s: Sentence, phrase: Phrase) -> bool:
    """ "Denies that the scheme is too small": what is denied is not the scheme."""
    return s.words[phrase.i].dep in ("nsubj", "nsubjpass") and phrase.is_definite


def has_cues(s: Sentence, frame: Frame, first: int = 0, last: int | None = None) -> bool:
    """Whether some of the words from `first` to `last` are among a frame's cues, and none is barred."""
    end = len(s.words) if last is None else last + 1
    words = " ".join(w.lemma for w in s.words[first:end])
    texts = " ".join(w.text.lower() for w in s.words[first:end])
    if any(_has(words, texts, cue) for cue in frame.not_cues):
        return False
    return not frame.cues or any(_has(words, texts, cue) for cue in frame.cues)


def _has(lemmas: str, texts: str, cue: str) -> bool:
    return f" {cue} " in f" {lemmas} " or f" {cue} " in f" {texts} "


def _of_amounts(
    s: Sentence, marks: Marks, phrases: Sequence[Phrase], frame: Frame
) -> Iterator[Hit]:
    """A sum of money or a count of people, where the frame's cues stand in its sentence."""
    if not has_cues(s, frame):
        return
    phrase = next((p for p in phrases if not p.rule.votes and p.on_topic is not False), None)
    for amount in amounts_of(s, marks, frame.trigger.amount or ""):
        i = s.word_at(amount.start)
        if i is None:
            continue
        told = factuality(s, i) if s.words[i].pos == "VERB" else _governing(s, i)
        if told in frame.keeps:
            hit = Hit(frame, s, marks, i, arguments(s, i), phrase, told, amount=amount)
            hit.why.append(f"“{s.text[amount.start - s.start : amount.end - s.start]}”")
            yield hit


def _governing(s: Sentence, i: int) -> Factuality:
    verb = next((a for a in s.ancestors(i) if s.words[a].pos in ("VERB", "AUX")), None)
    return factuality(s, verb) if verb is not None else "asserted"


def _is_kept(told: Factuality, frame: Frame) -> bool:
    """What a frame keeps, and its denial, which speaks against what the page says elsewhere."""
    return told in frame.keeps or (told == "denied" and not frame.trigger.phrase)


#: Pronouns that stand for a thing told before.
THINGS = frozenset({"it", "this", "that", "they"})


def _is_pronoun(s: Sentence, head: int) -> bool:
    """ "Ratified it", "let it stand"."""
    return s.words[head].lemma in THINGS or any(
        s.words[c].lemma in THINGS and s.words[c].dep == "nsubj" for c in s.children[head]
    )


def _just_before(s: Sentence, i: int, phrases: Sequence[Phrase], frame: Frame) -> Phrase | None:
    """ "An agreement that the two countries signed": where the parse loses what was signed."""
    word = s.words[i]
    clause_at = word.head if word.dep == "conj" else i
    clause = s.words[clause_at]
    if word.tag not in ("VBN", "VBD") or clause.dep not in ("acl", "relcl"):
        return None
    if any(p.i == clause.head or clause.head in p.people for p in phrases):
        return None  # "migrants who are denied asylum": the parse knows what it speaks of
    start = min((c for c in s.subtree(clause_at) if s.words[c].tag in ("WDT", "WP")), default=i)
    near = [
        p
        for p in phrases
        if p.i < i
        and (i - REACH <= p.i or (start - REACH <= p.i and clause.head in s.subtree(p.i)))
        and _is_called(p, frame.over)
    ]
    return near[-1] if near and not near[-1].rule.moves else None


#: How many words before a participle what it speaks of may stand.
REACH = 12


def _class_at(hit: Hit, head: int) -> bool:
    if ANY_STATE in hit.frame.over:
        below = hit.s.subtree(head)
        if any(m.last in below and m.how != "people" for m in hit.marks.states):
            return True
    return any(hit.marks.is_a(j, *hit.frame.over) for j in conjuncts(hit.s, head))


#: What a frame is said of: any state that is named there.
ANY_STATE = "@state"


def _is_so_told(hit: Hit) -> bool:
    """Whether somebody says it, and whether it is brought to an end, where the frame asks for it."""
    frame, s, i = hit.frame, hit.s, hit.i
    if frame.attributed and not is_attributed(s, i):
        return False
    return frame.aspect is None or (frame.aspect == "going") == is_going_on(s, i)


def _nearest(
    s: Sentence, head: int, trigger: int, phrases: Sequence[Phrase], frame: Frame, role: str
) -> Phrase | None:
    """The phrase at an argument, or the first below it; with a verb's subject only at its head."""
    here = {p.i: p for p in phrases if p.i != trigger and _is_called(p, frame.over)}
    others = {p.i for p in phrases if p.i not in here and p.rule.noun_class and p.rule.topic}
    layer = conjuncts(s, head)
    for _ in range(1 if role == "subject" else frame.reach):
        for j in layer:
            if j in here:
                return here[j]
        layer = [c for j in layer if j not in others for c in s.children[j] if c != trigger]
    return None


def _is_called(phrase: Phrase, names: Sequence[str]) -> bool:
    return phrase.rule.name in names or (phrase.rule.moves and "moves" in names)


def _may_stand_alone(phrase: Phrase, frame: Frame) -> bool:
    if frame.only and phrase.rule.name not in frame.only:
        return False
    return not ((frame.weak or frame.alone) and frame.kind in phrase.used_by)


def _who_fits(hit: Hit) -> bool:
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
        if PEOPLE in classes and any(_are_moved(hit.marks, k) for k in (j, *parts)):
            return True
    return False


#: The class of those who are moved, and the classes of bodies whose names hold its words ("rights
#: group", "refugee agency").
PEOPLE = "people"
BODIES = ("generic", "critic", "actor")


def _are_moved(marks: Marks, k: int) -> bool:
    return marks.is_a(k, PEOPLE) and not marks.is_a(k, *BODIES)


def _also_fits(hit: Hit) -> bool:
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
                s.words[j].lemma in words and not _is_of_people(hit, j) for j in s.subtree(hit.i)
            )
        case _:
            return any(s.words[j].lemma in words for j in _heads_of(hit, role))


def _is_of_people(hit: Hit, j: int) -> bool:
    """ "Illegal immigrants": a word that says of people what they are held to be."""
    word = hit.s.words[j]
    return word.dep == "amod" and hit.marks.is_a(word.head, PEOPLE)


def _heads_of(hit: Hit, role: str) -> list[int]:
    """The heads in a role, or by "object.modifier" in a role of what stands in one."""
    outer, _, inner = role.partition(".")
    heads = [j for head in hit.args.get(outer, ()) for j in conjuncts(hit.s, head)]
    if not inner:
        return list(hit.args.get(outer, ()))
    return [k for j in heads for k in arguments(hit.s, j).get(inner, ())]


def _of_adjective(s: Sentence, i: int) -> Arguments:
    """An adjective's arguments, and the subject of the verb that it completes ("is willing to")."""
    args = arguments(s, i)
    for c in s.children[i]:
        if s.words[c].dep in ("xcomp", "ccomp", "advcl"):
            args["clause"].append(c)
    head = s.words[i].head
    if s.words[head].pos in ("AUX", "VERB") and not args.get("subject"):
        args["subject"] = arguments(s, head).get("subject", [])
    return args
