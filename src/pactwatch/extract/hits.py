"""Phrases → hits: which frames of the pack the words of a sentence fit, before parties are complete.

A frame's trigger is a verb, noun or adjective with a phrase at one of its roles, or a phrase alone.
The rule that let a hit through is kept with it, so that `show --why` can say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pactwatch.domain import Frame
from pactwatch.extract.arguments import arguments, conjuncts
from pactwatch.extract.factuality import factuality
from pactwatch.extract.fitting import also_fits, has_cues, is_cued, is_so_told, who_fits
from pactwatch.extract.hit import Hit
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.listing import listed_states
from pactwatch.extract.negation import is_disowned
from pactwatch.extract.parse import Sentence
from pactwatch.extract.people import amounts_of
from pactwatch.extract.phrase import Phrase
from pactwatch.extract.prospects import is_known_thing, is_prospective
from pactwatch.extract.spoken_of import (
    arguments_of_adjective,
    governor,
    is_bare,
    is_called,
    is_done,
    is_known_subject,
    is_pronoun,
    just_before,
    nearest,
)
from pactwatch.extract.triggers import Triggers
from pactwatch.nouns import Factuality

#: Verbs of telling: what has not been announced may well have happened.
TELLING = frozenset("announce confirm reveal disclose acknowledge unveil publish release".split())


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
        if is_called(phrase, (frame.trigger.phrase or "",)) and _may_stand_alone(phrase, frame):
            told = factuality(s, phrase.i)
            lender = phrase.borrows
            if told == "asserted" and lender is not None and lender in s.ancestors(phrase.i):
                told = factuality(s, lender)  # "agreed to take those whom it has deported"
            if told == "denied" and is_disowned(s, phrase.i):
                continue  # "denies reports that it will take them": it is not said to refuse
            if frame.deniable and told == "denied" and not _is_past(s, phrase.i):
                continue  # "will not be sent", "has not yet been sent"
            there = phrase.is_definite or _is_under_it(phrase)
            if frame.weak and there and not is_prospective(s, phrase.i):
                told = "asserted"  # "the agreement" is there, whatever becomes of it
            hit = Hit(frame, s, marks, phrase.i, phrase.args, phrase, told)
            fits = who_fits(hit) and also_fits(hit) and is_cued(s, frame, hit.i) and is_so_told(hit)
            if fits and _is_kept(hit.told, frame):
                hit.why.append(f"{phrase.rule.name} named by “{s.words[phrase.i].text}”")
                yield hit


def _is_past(s: Sentence, i: int) -> bool:
    """Whether a verb tells of what was or was not done, and leaves nothing to come."""
    below = [s.words[c] for c in s.children[i]]
    helpers = {w.text.lower() for w in below if w.dep in ("aux", "auxpass")}
    past = helpers & {"did", "was", "were", "had", "has", "have"}
    return bool(past) and not any(w.lemma == "yet" for w in below)


def _is_under_it(phrase: Phrase) -> bool:
    """ "Under a deal with Kosovo, Norway will send them there": what a deal provides for, it is made."""
    s = phrase.s
    above = s.words[phrase.i].head
    if s.words[above].lemma == "of" and s.words[s.words[above].head].lemma == "part":
        above = s.words[s.words[above].head].head  # "as part of a deal"
    verb = s.words[above].head
    helpers = {s.words[c].text.lower() for c in s.children[verb]}
    told = s.words[verb].dep == "ccomp" and s.words[s.words[verb].head].tag == "VBD"
    in_doubt = helpers & {"could", "might"} or ("would" in helpers and not told)
    return s.words[above].lemma in ("under", "as") and s.words[verb].pos == "VERB" and not in_doubt


def _over(s: Sentence, marks: Marks, i: int, phrases: Sequence[Phrase], frame: Frame) -> Hit | None:
    args = arguments(s, i)
    if s.words[i].pos == "ADJ":
        args = arguments_of_adjective(s, i)
    elif s.words[i].dep == "dobj" and not args.get("subject"):  # "gave its approval to the deal"
        args["subject"] = arguments(s, s.words[i].head).get("subject", [])
        args["to"] = args.get("to", []) + arguments(s, s.words[i].head).get("to", [])
    told = factuality(s, governor(s, i), inherits=False)
    if s.words[i].dep == "acomp" and factuality(s, s.words[i].head) == "denied":
        told = "denied"  # "is not willing to take them"
    if frame.known and s.words[i].pos == "NOUN":
        told = "asserted" if is_known_thing(s, i) else "planned"
    untold = told == "denied" and s.words[i].lemma in TELLING
    if (untold or is_disowned(s, i)) and "denied" not in frame.keeps:
        return None
    if told == "denied" and "denied" not in frame.keeps and _is_for_ever(s, i):
        return None
    if s.words[i].dep in ("relcl", "acl"):
        args["under"] = [s.words[i].head]
    hit = Hit(frame, s, marks, i, args, None, told)
    if not _is_kept(told, frame) or not who_fits(hit) or not also_fits(hit):
        return None
    if not is_cued(s, frame, i) or not is_so_told(hit):
        return None
    if not frame.over:
        hit.phrase = next((p for p in phrases if p.i != i and not p.rule.votes), None)
        hit.why.append(f"“{s.words[i].text}”")
        return hit
    for role in frame.at:
        for head in args.get(role, ()):
            phrase = nearest(s, head, i, phrases, frame, role)
            if phrase is not None and frame.not_subject and is_known_subject(s, phrase):
                continue
            if phrase is not None and frame.ahead and is_done(s, phrase):
                continue
            if phrase is not None:
                hit.phrase = phrase
                hit.why.append(f"“{s.words[i].text}” with “{s.words[phrase.i].text}” as its {role}")
                return hit
            if frame.anaphora and is_pronoun(s, head):
                hit.is_anaphoric = True
                hit.why.append(f"“{s.words[i].text}” with “{s.words[head].text}” as its {role}")
                return hit
            if _class_at(hit, head):
                hit.why.append(f"“{s.words[i].text}” with “{s.words[head].text}” as its {role}")
                return hit
    phrase = just_before(s, i, phrases, frame) if "object" in frame.at else None
    if phrase is None:
        if frame.bare and s.words[i].dep != "acl" and is_bare(s, args):
            hit.is_anaphoric = True
            hit.why.append(f"“{s.words[i].text}” with what was told before")
            return hit
        return None
    hit.phrase = phrase
    hit.why.append(f"“{s.words[i].text}” behind “{s.words[phrase.i].text}”")
    return hit


def _is_for_ever(s: Sentence, i: int) -> bool:
    """ "Had not agreed to host them permanently": it may well have agreed to host them."""
    return any(s.words[k].lemma in ("permanently", "indefinitely", "forever") for k in s.subtree(i))


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
    """How the verb above an amount is told; what is not done with a sum leaves the sum as it was."""
    path = [i, *s.ancestors(i)]
    at = next((k for k, a in enumerate(path) if k and s.words[a].pos in ("VERB", "AUX")), None)
    if at is None:
        return "asserted"
    told = factuality(s, path[at])
    if told != "denied":
        return told
    beside = any(s.words[a].dep == "prep" and s.words[a].lemma != "of" for a in path[:at])
    known = any(
        s.words[c].lemma in ("the", "this", "that") and s.words[c].dep == "det"
        for a in path[:at]
        for c in s.children[a]
    )
    return "asserted" if beside or known else told


def _is_kept(told: Factuality, frame: Frame) -> bool:
    """What a frame keeps, and its denial, which speaks against what the page says elsewhere."""
    deniable = frame.deniable or not frame.trigger.phrase
    return told in frame.keeps or (told == "denied" and deniable)


def _class_at(hit: Hit, head: int) -> bool:
    if ANY_STATE in hit.frame.over and any(
        m.how != "people" and _is_within(hit.s, m.last, head) for m in hit.marks.states
    ):
        return True
    if ANY_STATE in hit.frame.over and listed_states(hit.s, hit.marks, head):
        return True
    return any(hit.marks.is_a(j, *hit.frame.over) for j in conjuncts(hit.s, head))


def _is_within(s: Sentence, i: int, head: int) -> bool:
    """Whether a word stands in a noun's phrase, and in no relative clause that hangs on it."""
    while i != head and s.words[i].head != i:
        if s.words[i].dep == "relcl":
            return False
        i = s.words[i].head
    return i == head


#: What a frame is said of: any state that is named there.
ANY_STATE = "@state"


def _may_stand_alone(phrase: Phrase, frame: Frame) -> bool:
    if frame.only and phrase.rule.name not in frame.only:
        return False
    return not ((frame.weak or frame.alone) and frame.kind in phrase.used_by)
