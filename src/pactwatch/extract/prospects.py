"""Noun → whether what it names is ahead or in doubt: "a possible deal", "the plan", "talks on an accord".

General English, for `factuality`; what enters is a parsed sentence and the place of a noun.
"""

from __future__ import annotations

from pactwatch.extract.arguments import is_infinitive
from pactwatch.extract.parse import Sentence

#: What is told below these nouns is ahead, or a matter of words.
PROSPECTS = frozenset(
    "plan proposal possibility deal agreement talk negotiation threat effort discussion idea "
    "prospect request bid push attempt offer memorandum scheme programme program policy treaty "
    "date timing timetable pact accord willingness readiness ability capacity commitment "
    "decision interest openness wish desire intention".split()
)


#: Words before a noun that put it ahead, or in doubt.
AHEAD = frozenset(
    "planned proposed possible potential future intended would-be upcoming further plan propose intend "
    "draft alleged allege purported rumoured rumored reported prospective any such".split()
)


#: What a thing is said to be that is ahead, or in doubt.
NOT_YET = frozenset(
    "close conceivable elusive essential imminent impossible improbable likely near necessary nigh pending "
    "possible premature probable ready unlikely".split()
)
#: In, on, within or under what it is said to be then.
UNDER_WAY = frozenset(
    "agenda card consideration discussion horizon making negotiation offing pipeline prospect preparation "
    "reach sight table work".split()
)


def is_prospective(s: Sentence, i: int) -> bool:
    """Whether a noun is told as ahead or in doubt: "a possible deal", "a deal is close"."""
    before = any(s.words[c].lemma in AHEAD for c in s.children[i])
    return before or _is_said_ahead(s, i) or _is_still_made(s, i)


#: How a deal is made, up to its signature.
MAKING = frozenset(
    "sign reach conclude finalise finalize negotiate work strike agree seal complete draft prepare hammer "
    "settle iron draw thrash".split()
)


def _is_still_made(s: Sentence, i: int) -> bool:
    """ "A deal is being finalised", "has yet to be signed", "a deal still being negotiated"."""
    above = s.words[i].head
    if s.words[i].dep == "nsubjpass" and s.words[above].lemma in MAKING:
        return is_going_on(s, above)
    if s.words[i].dep in ("nsubj", "nsubjpass") and s.words[above].lemma in (
        "be",
        "have",
        "remain",
    ):
        below = [c for c in s.children[above] if c > above]
        below += [k for c in below if s.words[c].dep == "acomp" for k in s.children[c]]
        return any(s.words[c].lemma in MAKING and is_infinitive(s, c) for c in below)
    return any(
        s.words[c].dep in ("acl", "relcl")
        and s.words[c].lemma in MAKING
        and any(s.words[k].text == "being" for k in s.children[c])
        for c in s.children[i]
    )


def _is_said_ahead(s: Sentence, i: int) -> bool:
    """ "A deal is imminent", "is in sight", "is weeks away": what the verb says of its subject."""
    above = s.words[i].head
    if s.words[i].dep != "nsubj" or s.words[above].lemma not in ("be", "seem", "look", "remain"):
        return False
    for c in s.children[above]:
        word = s.words[c]
        ends = {s.words[k].lemma for k in s.children[c] if s.words[k].dep == "pobj"}
        to = any(s.words[k].lemma == "to" and s.words[k].pos == "ADP" for k in s.children[c])
        if word.dep in ("acomp", "oprd") and word.lemma in NOT_YET and not to:
            return True  # and not "close to falling apart"
        if word.lemma in ("in", "on", "within", "under") and ends & UNDER_WAY:
            return True
        far = any(s.words[k].dep == "npadvmod" or s.words[k].lemma == "far" for k in s.children[c])
        if word.lemma in ("away", "off") and far:
            return True
    return False


def is_going_on(s: Sentence, i: int) -> bool:
    """Whether a verb tells what is still on its way: "is finalising", "was being drawn up"."""
    helpers = [c for c in s.children[i] if s.words[c].dep in ("aux", "auxpass")]
    if any(s.words[c].text.lower() == "being" for c in helpers):
        return True
    return s.words[i].tag == "VBG" and any(s.words[c].lemma == "be" for c in helpers)


#: Verbs whose object is wished for, and need not be.
SEEKING = frozenset(
    "seek ask request await expect need demand want apply petition plead hope pursue predict fear "
    "wait urge beg anticipate lack deny refuse be have".split()
)


def is_known_thing(s: Sentence, i: int) -> bool:
    """Whether what a noun names is there, whatever comes of it: "would appeal the court's ruling"."""
    if is_prospective(s, i) or any(s.words[c].lemma in ("no", "any") for c in s.children[i]):
        return False
    above = next((a for a in s.ancestors(i) if s.words[a].pos in ("VERB", "AUX")), None)
    if above is None:
        return True
    return s.words[above].lemma not in SEEKING and not any(
        s.words[a].lemma in ("until", "pending", "before") for a in s.ancestors(i)
    )


#: What these are about is yet to come, wherever the parse hangs their "on".
TALKS = frozenset("talk negotiation discussion conversation dialogue consultation".split())


def is_talked_of(s: Sentence, verb: int, i: int) -> bool:
    """ "Confirmed talks with Norway on a deal": of what the talks are, though it hangs on the verb."""
    return any(
        s.words[c].dep == "dobj" and s.words[c].lemma in TALKS and c < i for c in s.children[verb]
    )


#: Who calls or waits for a thing has not got it.
CALLING = frozenset(
    "appeal call campaign fight hope lobby long look negotiate plead press push race strive wait "
    "yearn".split()
)


#: For what somebody is chosen, or a way is cleared, is to come.
CHOSEN = frozenset(
    "book candidate choose clear designate door due earmark eligible flag ground groundwork identify list "
    "line mark path pick prepare ready schedule select set shortlist slate stage tap target way".split()
)


def stands_before(s: Sentence, above: int) -> bool:
    """Whether a word above a noun puts it ahead: "hopes for a deal", "close to a deal"."""
    word = s.words[above]
    if word.lemma == "for" and word.dep == "prep":
        return s.words[word.head].lemma in CALLING | CHOSEN
    near = word.lemma in ("close", "near") and word.pos in ("ADJ", "ADP", "SCONJ", "ADV")
    return near or word.lemma in ("toward", "towards", "verge", "brink", "cusp")


#: Whoever has gone somewhere to do these has done them there.
GOING = frozenset("fly travel go come meet gather visit sit journey convene".split())
ERRANDS = frozenset("sign ink initial countersign seal put affix conclude".split())


def is_outcome(s: Sentence, i: int) -> bool:
    """ "Signed a deal, only for it to be scrapped", "flew there to sign it": what came of it."""
    above = s.words[s.words[i].head]
    if s.words[i].lemma in ERRANDS and above.lemma in GOING and above.tag == "VBD":
        return s.words[i].dep in ("advcl", "xcomp")
    opened = [k for c in s.children[i] if c < i for k in (c, *s.children[c])]
    only = any(s.words[k].lemma == "only" for k in opened)
    return only and s.words[i].dep in ("advcl", "xcomp") and s.words[s.words[i].head].pos == "VERB"


#: What is set for a day, told in the present: "the deal expires in May".
SET = frozenset("expire lapse end run start begin commence".split())


def is_scheduled(s: Sentence, i: int) -> bool:
    """ "Expires in May", "starts next week": set for a day, and the verb has no object."""
    word = s.words[i]
    if word.lemma not in SET or word.tag not in ("VBZ", "VBP"):
        return False
    whole = not any(s.words[c].dep == "dobj" for c in s.children[i])
    return whole and any(
        (s.words[c].lemma in ("in", "on", "at") and s.words[c].dep == "prep")
        or (s.words[c].dep == "npadvmod" and "next" in {s.words[k].lemma for k in s.children[c]})
        for c in s.children[i]
    )


#: What opens a clause that, told in the present, tells of what is to come.
OPENERS = frozenset({"before", "until", "when", "after", "once"})


def is_awaited(s: Sentence, i: int) -> bool:
    """ "Before it takes effect", "until it is ratified": told in the present of what is to come."""
    forms = {s.words[c].text.lower() for c in s.children[i] if s.words[c].dep in ("aux", "auxpass")}
    present = s.words[i].tag in ("VBZ", "VBP") or forms & {"is", "are", "has", "have"}
    return bool(present) and any(
        s.words[c].dep in ("mark", "advmod") and s.words[c].lemma in OPENERS for c in s.children[i]
    )
