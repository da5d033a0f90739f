"""Parsed sentence → who does what to whom: the arguments of a verb or noun under one set of names.

`subject` and `object` are the logical ones: a passive's grammatical subject is its object, the
agent its subject; an infinitive takes its subject from the verb that controls it, a participle
from the noun on which it hangs. Prepositions are arguments under their own name ("with", "from").
Source of the labels: the CLEAR dependency scheme of spaCy's English pipelines.
"""

from __future__ import annotations

from collections import defaultdict

from pactwatch.extract.attributed import SAYING
from pactwatch.extract.control import LEANING, is_by_which, is_gap_below, leant_on
from pactwatch.extract.parse import Sentence
from pactwatch.extract.relatives import RELATIVES, antecedent

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "dative", "oprd", "attr"})
#: Verbs whose object, not subject, carries out the infinitive below them ("asked Ghana to take").
OBJECT_CONTROL = frozenset(
    "ask urge press want allow permit force pressure push persuade convince require request invite "
    "order tell encourage approach enable lobby let get help expect beg compel oblige pay sound court "
    "woo coax cajole recruit nudge implore authorise authorize empower entitle".split()
)

#: Before "to" these make another preposition: "according to the ministry" tells of no way there.
NO_WAY = frozenset(
    "accord according due owe owing thank thanks prior contrary next close "
    "along together alongside".split()
)

#: Ends the name of what a conjunction or preposition brings with a clause: "because+clause".
CLAUSE = "+clause"

Arguments = dict[str, list[int]]


def arguments(s: Sentence, i: int) -> Arguments:
    """The arguments of word `i`: role → head words, left to right, conjuncts not unfolded."""
    found: Arguments = defaultdict(list)
    if s.words[i].pos in ("VERB", "AUX"):
        _verb(s, i, found)
    else:
        _noun(s, i, found)
    return found


def _verb(s: Sentence, i: int, found: Arguments) -> None:
    passive = is_passive(s, i)
    for c in s.children[i]:
        dep = s.words[c].dep
        if dep in SUBJECTS:
            found["object" if passive else "subject"].append(antecedent(s, c))
        elif dep == "prep" or (dep == "dative" and s.words[c].pos == "ADP"):
            _preposition(s, c, found)
        elif dep in PASSIVE_SUBJECTS or dep in OBJECTS:
            found["object"].append(antecedent(s, c))
        elif dep == "agent":
            joined = [k for k in conjuncts(s, c) if s.words[k].pos == "ADP"]  # "by X and by Y"
            found["subject"] += [j for k in joined for j in _objects_of(s, k)]
        elif dep in ("xcomp", "ccomp", "advcl"):
            if not _is_aside(s, c, i):
                found["clause"].append(c)
            for k in s.children[c]:
                if s.words[k].dep == "mark":
                    found[f"{s.words[k].lemma}{CLAUSE}"].append(c)
        elif dep in ("npadvmod", "advmod"):
            found["adverb"].append(c)
            for d in s.children[c] if s.words[c].lemma in AWAY else ():  # "walk away from a deal"
                if s.words[d].dep == "prep":
                    _preposition(s, d, found)
        elif dep == "acomp":
            found["complement"].append(c)
    if not found["subject"] and not passive:
        found["subject"] += implied_subject(s, i)
    mistagged = s.words[i].tag == "VBD" and s.words[i].dep == "acl"  # "a group of 14 deported to …"
    if (passive or mistagged) and not found["object"]:
        found["object"] += implied_subject(s, i)
    if not found["object"] and not passive:
        found["object"] += _object_below(s, i) or _object_shared(s, i, found)
    if not found["object"] and s.words[i].dep == "relcl" and _lacks_object(s, i):
        found["object"].append(s.words[i].head)


#: Adverbs of which a preposition is the verb's.
AWAY = frozenset("away back down forward off out up".split())

#: What opens a clause that tells when, why or in what case, and not what is said or done.
ASIDE = frozenset("as while although though because since when once after before until if".split())


def _is_aside(s: Sentence, c: int, i: int) -> bool:
    """ "As it prepares to deport them, Denmark proposed …": a clause in front is none of the verb's own."""
    opened = any(
        s.words[k].dep in ("mark", "advmod") and s.words[k].lemma in ASIDE for k in s.children[c]
    )
    words = s.words[c].tag == "VBG" and s.words[c].lemma in SAYING  # "declined, saying that"
    return s.words[c].dep == "advcl" and ((c < i and opened) or words)


def _object_below(s: Sentence, i: int) -> list[int]:
    """ "Accept Africans deported from there": a participle's noun that the parse takes for its subject."""
    return [
        k
        for c in s.children[i]
        if s.words[c].dep == "ccomp" and _is_bare_participle(s, c)
        for k in s.children[c]
        if s.words[k].dep in SUBJECTS
    ]


def _object_shared(s: Sentence, i: int, found: Arguments) -> list[int]:
    """ "Froze, and has begun ending, its pacts": the object that stands behind the verb joined to it."""
    own = [
        c for c in s.children[i] if c > i and s.words[c].dep in ("prep", "xcomp", "ccomp", "prt")
    ]
    joined = [c for c in s.children[i] if s.words[c].dep == "conj" and s.words[c].pos == "VERB"]
    if own or not joined or not found["subject"]:
        return []
    deps = {s.words[c].dep for c in s.children[joined[0]]}
    if deps & (SUBJECTS | PASSIVE_SUBJECTS | {"auxpass"}):
        return []
    below = [c for c in s.children[joined[0]] if s.words[c].dep == "xcomp"]
    return [
        k for j in (joined[0], *below) for k in s.children[j] if s.words[k].dep == "dobj" and k > j
    ]


def _is_bare_participle(s: Sentence, i: int) -> bool:
    """Whether a verb stands without helpers, "that" and object, as a participle does."""
    deps = {s.words[c].dep for c in s.children[i]}
    return s.words[i].tag in ("VBN", "VBD") and not deps & {"aux", "auxpass", "mark", "dobj"}


def _lacks_object(s: Sentence, i: int) -> bool:
    """A relative clause whose gap is its object ("migrants that the West seeks to expel").

    What somebody only says of what stands before has none: "has frozen its pacts, she announced".
    """
    head = s.words[i].head
    who = [c for c in s.children[i] if s.words[c].dep in SUBJECTS]
    if not who or s.words[head].pos not in ("NOUN", "PROPN"):
        return False
    first = s.subtree(i)[0]
    aside = first > 0 and s.words[first - 1].text == "," and s.words[i].lemma in SAYING
    return not aside and any(s.words[c].lemma not in RELATIVES for c in who)


def _noun(s: Sentence, i: int, found: Arguments) -> None:
    for c in s.children[i]:
        dep = s.words[c].dep
        if dep == "poss":
            found["poss"].append(c)
        elif dep in ("amod", "compound", "nmod"):
            found["modifier"].append(c)
        elif dep == "prep":
            _preposition(s, c, found)
        elif dep in ("acl", "relcl"):
            found["clause"].append(c)
        elif dep == "appos":
            found["appos"].append(c)


def _preposition(s: Sentence, c: int, found: Arguments) -> None:
    """A preposition's objects under its name; "out of", "because of" and the like under the last."""
    name = s.words[c].lemma
    if not s.children[c]:  # "were aboard", "taken in"
        found["adverb"].append(c)
    for j in _objects_of(s, c):
        found[name].append(j)
    for deeper in s.children[c]:
        if s.words[deeper].dep == "conj" and s.words[deeper].pos == "ADP":  # "with X and with Y"
            _preposition(s, deeper, found)
        elif s.words[deeper].dep in ("prep", "pcomp") and s.words[deeper].pos == "ADP":
            if s.words[c].lemma not in NO_WAY:
                _preposition(s, deeper, found)
            for j in _objects_of(s, deeper):
                found[f"{name} {s.words[deeper].lemma}"].append(j)
        elif s.words[deeper].dep == "pcomp":
            found[f"{name}{CLAUSE}"].append(deeper)


def _objects_of(s: Sentence, c: int) -> list[int]:
    return [antecedent(s, j) for j in s.children[c] if s.words[j].dep in ("pobj", "dobj")]


#: Verbs that have an object, unless they are passive.
SENT = frozenset("send deport expel transfer remove ship transport bring take put ferry".split())


def is_passive(s: Sentence, i: int) -> bool:
    """Whether the verb is passive: by its auxiliary, or as a bare participle after its noun."""
    word = s.words[i]
    deps = {s.words[c].dep for c in s.children[i]}
    if deps & {"auxpass", "nsubjpass", "agent"}:
        return True
    if word.dep == "conj" and word.lemma in SENT and not deps & (SUBJECTS | {"aux", "dobj"}):
        return is_passive(s, word.head)  # "were put aboard and sent back", "sent" tagged as a past
    if word.tag != "VBN" or any(
        s.words[c].dep == "aux" and s.words[c].lemma in ("have", "'ve") for c in s.children[i]
    ):
        return False
    if word.dep == "conj" and not deps & (SUBJECTS | {"aux"}):
        return is_passive(s, word.head)
    if word.dep == "ccomp" and s.words[word.head].tag == "VB":
        return _is_bare_participle(s, i)
    return word.dep in ("acl", "advcl", "amod") and "dobj" not in deps


def implied_subject(s: Sentence, i: int, depth: int = 0) -> list[int]:
    """The subject that a verb without one takes from the verb or noun above it."""
    word = s.words[i]
    head = word.head
    if depth > 6 or head == i:
        return []
    above = s.words[head]
    if word.dep == "conj" and above.pos in ("VERB", "AUX"):
        return _own_or_implied(s, head, depth)
    paid = _paid(s, i)
    if paid is not None:
        return [paid]
    if word.dep in ("xcomp", "advcl", "ccomp", "pcomp", "prep"):
        if above.pos == "ADJ" and above.dep == "amod":  # "countries willing to take them"
            return [above.head]
        if word.dep == "pcomp" and above.pos == "ADP":
            asked = _asked_about(s, head)
            if asked is not None:
                return asked
        if above.lemma in LEANING and (on_whom := leant_on(s, head)):
            return on_whom
        if above.lemma in OBJECT_CONTROL and word.dep in ("xcomp", "ccomp", "advcl"):
            objects = [c for c in s.children[head] if s.words[c].dep in ("dobj", "nsubjpass")]
            if above.dep == "relcl" and (is_gap_below(s, i) or is_by_which(s, head)):
                return _own_or_implied(s, head, depth)
            if not objects and above.dep == "relcl" and _lacks_object(s, head):
                return [above.head]  # "countries that Norway has asked to take them"
            if objects:
                return [antecedent(s, c) for c in objects]
        if word.dep == "xcomp" and not is_infinitive(s, i) and not is_passive(s, i):
            objects = [c for c in s.children[head] if s.words[c].dep == "dobj"]
            return objects or _own_or_implied(s, head, depth)
        return _own_or_implied(s, head, depth)
    if word.dep in ("acl", "relcl"):
        if is_infinitive(s, i):  # "a deal to send", "willingness to take": whose deal it is
            return _holder(s, head, depth)
        return [head]
    return []


#: Verbs whose money is for what whoever gets it does: "paid Ghana $5m to take them".
PAYING = frozenset("pay offer give promise grant owe award wire pledge lend".split())


def _paid(s: Sentence, i: int) -> int | None:
    """Whom a sum is paid for doing what an infinitive tells, or "under a deal" to do it."""
    word = s.words[i]
    # "pays Fiji for taking them"
    taking = word.dep == "pcomp" and s.words[word.head].lemma == "for"
    told = word.dep in ("relcl", "acl", "xcomp", "advcl") and is_infinitive(s, i)
    if not taking and not told:
        return None
    for above in s.ancestors(i):
        if s.words[above].pos not in ("VERB", "AUX"):
            continue
        if s.words[above].lemma not in PAYING:
            return None
        things = [c for c in s.children[above] if s.words[c].dep == "dobj"]
        below = [k for c in things for k in s.children[c] if s.words[k].dep in ("nmod", "compound")]
        to = [c for c in s.children[above] if s.words[c].dep == "dative"]
        twice = things if len(things) > 1 else []  # "paid Ghana five million euros to take them"
        alone = things if taking else []
        found = (j for j in [*to, *below, *twice, *alone] if s.words[j].pos == "PROPN")
        return next(found, None)
    return None


def _asked_about(s: Sentence, prep: int) -> list[int] | None:
    """ "Approached Ghana about taking them": who is asked; "talks with Ghana about": either may be."""
    head = s.words[prep].head
    if s.words[prep].lemma not in ("about", "on", "into"):
        return None
    if s.words[head].lemma in OBJECT_CONTROL:
        objects = [c for c in s.children[head] if s.words[c].dep in ("dobj", "nsubjpass")]
        return objects or None
    if s.words[head].pos == "NOUN":
        return []
    return None


def _own_or_implied(s: Sentence, i: int, depth: int) -> list[int]:
    word = s.words[i]
    if word.pos not in ("VERB", "AUX"):
        if word.pos in ("NOUN", "PROPN", "ADJ"):
            return _holder(s, i, depth)
        return _own_or_implied(s, word.head, depth + 1) if depth < 6 and word.head != i else []
    own = [antecedent(s, c) for c in s.children[i] if s.words[c].dep in SUBJECTS | PASSIVE_SUBJECTS]
    return own or implied_subject(s, i, depth + 1)


#: What somebody is minded to do or not, whose name may stand behind "of".
RESOLVING = frozenset(
    "refusal rejection decision readiness willingness reluctance unwillingness pledge promise "
    "commitment consent choice failure".split()
)


def _holder(s: Sentence, i: int, depth: int) -> list[int]:
    """Who holds a noun or adjective: its possessor, else the subject of the verb above it."""
    own = [c for c in s.children[i] if s.words[c].dep == "poss"]
    asks = s.words[i].lemma in ASKING and s.words[i].pos == "NOUN"
    if own and asks and s.words[own[0]].pos != "PRON":
        return _asked(s, i, depth)
    if own:
        return own
    of_whom = [k for c in s.children[i] if s.words[c].lemma == "of" for k in s.children[c]]
    if s.words[i].lemma in RESOLVING and of_whom and s.words[of_whom[0]].pos == "PROPN":
        return of_whom  # "the refusal of Ghana to take them"
    for above in s.ancestors(i):
        if s.words[above].pos in ("VERB", "AUX"):
            return _own_or_implied(s, above, depth + 1) if depth < 6 else []
        possessors = [c for c in s.children[above] if s.words[c].dep == "poss"]
        if possessors and s.words[i].dep != "poss":
            return [p for p in possessors if p != i]
    return []


#: Nouns of what somebody wants another to do.
ASKING = frozenset("request demand appeal call invitation plea order proposal".split())


def _asked(s: Sentence, i: int, depth: int) -> list[int]:
    """ "Ghana rejected Norway's request to take them": who is asked, and not whose request it is."""
    to_whom = [k for c in s.children[i] if s.words[c].lemma in ("to", "of") for k in s.children[c]]
    named = [k for k in to_whom if s.words[k].dep == "pobj"]
    if named:
        return named
    above = next((a for a in s.ancestors(i) if s.words[a].pos in ("VERB", "AUX")), None)
    return _own_or_implied(s, above, depth + 1) if above is not None and depth < 6 else []


def is_infinitive(s: Sentence, i: int) -> bool:
    """Whether the verb stands with "to"."""
    return any(s.words[c].tag == "TO" and s.words[c].dep == "aux" for c in s.children[i])


def conjuncts(s: Sentence, i: int) -> list[int]:
    """The word and all that is joined to it by "and", "or" or a comma, left to right."""
    found, ahead = [], [i]
    while ahead:
        j = ahead.pop(0)
        found.append(j)
        ahead += [c for c in s.children[j] if s.words[c].dep == "conj"]
    return found


#: Dependents that stand inside a noun phrase, left of or at its head.
INSIDE = frozenset(
    "det amod compound nummod poss nmod quantmod advmod predet case punct npadvmod".split()
)


def phrase_of(s: Sentence, i: int) -> tuple[int, int]:
    """First and last word of the noun phrase that ends in its head `i`."""
    first = i
    while first > 0 and _belongs(s, first - 1, i):
        first -= 1
    while first < i and s.words[first].pos == "PUNCT":
        first += 1
    return first, i


def _belongs(s: Sentence, j: int, i: int) -> bool:
    """Whether `j` hangs on `i` by the dependents of a noun phrase alone."""
    while j != i:
        word = s.words[j]
        if word.head == j or (word.dep not in INSIDE and word.dep not in ("conj", "cc", "prep")):
            return False
        if word.dep in ("conj", "cc", "prep") and word.head == i:
            return False
        j = word.head
    return True
