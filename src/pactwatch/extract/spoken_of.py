"""Trigger → what it speaks of: phrases at its roles, below them, or just before it.

What enters: a parsed sentence, the place of a trigger, the sentence's phrases and the frame. What leaves:
the phrase that the frame is said of, or what stands for one. A small parse errs, so that near is enough.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.domain import Frame
from pactwatch.extract.arguments import Arguments, arguments, conjuncts, is_infinitive
from pactwatch.extract.factuality import factuality
from pactwatch.extract.parse import Sentence
from pactwatch.extract.phrase import Phrase


def is_bare(s: Sentence, args: Arguments) -> bool:
    """Whether a verb has a subject alone: what it speaks of was told before."""
    below = [j for j in args.get("clause", ()) if s.words[j].dep in ("xcomp", "ccomp")]
    return bool(args.get("subject")) and not args.get("object") and not below


def is_done(s: Sentence, phrase: Phrase) -> bool:
    """Whether a move is told to have been made; what is asked for or refused is yet to come."""
    return phrase.rule.moves and factuality(s, phrase.i) == "asserted"


#: Verbs below which a participle is only wished for or brought about: "get the deal signed".
CAUSING = frozenset("get want need".split())


def governor(s: Sentence, i: int) -> int:
    """The verb that says whether it is so: "will not let them decide", "tries to get it signed"."""
    word, head = s.words[i], s.words[i].head
    if word.tag in ("VB", "VBP") and word.dep in ("ccomp", "xcomp"):
        return head if s.words[head].lemma == "let" else i
    helped = any(s.words[c].dep in ("aux", "auxpass", "mark") for c in s.children[i])
    if (
        helped
        or word.tag not in ("VBN", "VBD")
        or word.dep not in ("ccomp", "xcomp", "oprd", "acl")
    ):
        return i
    above = s.words[head].head if word.dep == "acl" else head
    return above if s.words[above].lemma in CAUSING and above < i else i


def is_known_subject(s: Sentence, phrase: Phrase) -> bool:
    """ "Denies that the scheme is too small": what is denied is not the scheme."""
    none = any(s.words[c].lemma in ("any", "no") for c in s.children[phrase.i])
    return s.words[phrase.i].dep in ("nsubj", "nsubjpass") and phrase.is_definite and not none


#: Pronouns that stand for a thing told before.
THINGS = frozenset({"it", "its", "this", "that", "they", "nothing"})


def is_pronoun(s: Sentence, head: int) -> bool:
    """ "Ratified it", "let it stand"."""
    return s.words[head].lemma in THINGS or any(
        s.words[c].lemma in THINGS and s.words[c].dep == "nsubj" for c in s.children[head]
    )


def just_before(s: Sentence, i: int, phrases: Sequence[Phrase], frame: Frame) -> Phrase | None:
    """ "An agreement that the two countries signed": where the parse loses what was signed."""
    word = s.words[i]
    clause_at = word.head if word.dep == "conj" else i
    clause = s.words[clause_at]
    if word.tag not in ("VBN", "VBD") or clause.dep not in ("acl", "relcl"):
        return None
    if any(p.i == clause.head or clause.head in p.people for p in phrases):
        return None  # "migrants who are denied asylum": the parse knows what it speaks of
    opened = {s.words[c].lemma for c in s.subtree(clause_at) if s.words[c].tag in ("WP", "WP$")}
    if opened & {"who", "whom", "whose"}:
        return None  # "each individual who is proposed"
    start = min((c for c in s.subtree(clause_at) if s.words[c].tag in ("WDT", "WP")), default=i)
    near = [
        p
        for p in phrases
        if p.i < i
        and (i - REACH <= p.i or (start - REACH <= p.i and clause.head in s.subtree(p.i)))
        and is_called(p, frame.over)
    ]
    return near[-1] if near and not near[-1].rule.moves else None


#: How many words before a participle what it speaks of may stand.
REACH = 12


def nearest(
    s: Sentence, head: int, trigger: int, phrases: Sequence[Phrase], frame: Frame, role: str
) -> Phrase | None:
    """The phrase at an argument, or the first below it; with a verb's subject only at its head."""
    here = {p.i: p for p in phrases if p.i != trigger and is_called(p, frame.over)}
    others = {p.i for p in phrases if p.i not in here and p.rule.noun_class and p.rule.topic}
    things = role == "object" and not frame.ahead and not any(p.rule.moves for p in here.values())
    layer = conjuncts(s, head)
    for _ in range(1 if role == "subject" else frame.reach):
        for j in layer:
            if j in here:
                return here[j]
        layer = [
            c
            for j in layer
            if j not in others
            for c in s.children[j]
            if c != trigger
            and not _is_beneath(s, c)
            and not (things and _is_only_meant(s, c))
            and not (frame.reach > FAR and s.words[c].lemma in BESIDE and _is_told_by_verb(s, c))
        ]
    return None


#: From how many words down a frame looks into clauses of their own, and what a clause's event only has
#: to do with: "dismissed claims that it was gaining from the deal" disowns no deal.
FAR = 3
BESIDE = frozenset("from over through by despite before after since because as for".split())


def _is_told_by_verb(s: Sentence, c: int) -> bool:
    return s.words[s.words[c].head].pos == "VERB"


def _is_only_meant(s: Sentence, c: int) -> bool:
    """ "Had the wish to conclude a deal": what a noun is only meant for is no object of its verb."""
    word, head = s.words[c], s.words[s.words[c].head]
    return word.dep in ("acl", "relcl") and head.pos == "NOUN" and is_infinitive(s, c)


#: Prepositions with what a thing is done under, or speaks against: that is not what is spoken of.
BENEATH = frozenset("under against".split())
#: Verbs of which a paper that is signed or sent is the subject: "a letter opposing the deal".
PLEADING = frozenset(
    "oppose condemn criticise criticize denounce decry reject protest deplore urge demand call ask".split()
)


def _is_beneath(s: Sentence, c: int) -> bool:
    """ "Landed, the first transfer under a pact", "signed a petition against it"."""
    word = s.words[c]
    pleads = word.dep == "acl" and word.tag == "VBG" and word.lemma in PLEADING
    return s.words[word.head].pos == "NOUN" and (word.lemma in BENEATH or pleads)


def is_called(phrase: Phrase, names: Sequence[str]) -> bool:
    return phrase.rule.name in names or (phrase.rule.moves and "moves" in names)


def arguments_of_adjective(s: Sentence, i: int) -> Arguments:
    """An adjective's arguments, and the subject of the verb that it completes ("is willing to")."""
    args = arguments(s, i)
    for c in s.children[i]:
        if s.words[c].dep in ("xcomp", "ccomp", "advcl"):
            args["clause"].append(c)
    head = s.words[i].head
    args["subject"] = [
        c for c in s.children[i] if s.words[c].dep == "nsubj"
    ]  # "called the plan dead"
    if s.words[head].pos in ("AUX", "VERB") and not args["subject"]:
        said_of = "object" if s.words[i].dep == "oprd" else "subject"  # "called the report false"
        args["subject"] = arguments(s, head).get(said_of, [])
    return args
