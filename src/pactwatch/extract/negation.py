"""Word → whether its sentence says that it is not so: by a negation, by nobody, by who disowns it.

General English, for `factuality`; what enters is a parsed sentence and the place of a word.
"""

from __future__ import annotations

from pactwatch.extract.parse import Sentence

#: Words that say of what is told below them that it is not so.
DISOWNING = frozenset(
    "deny reject dismiss refute rebut rubbish contradict dispute debunk push scotch".split()
)
#: What they say it of.
HEARSAY = frozenset(
    "report claim rumour rumor suggestion allegation speculation story assertion notion article".split()
)
UNTRUE = frozenset(
    "false untrue baseless unfounded fake fabricated wrong nonsense lie fiction hoax fabrication".split()
)
TRUE = frozenset("true correct accurate right case".split())
CALLING = ("be", "call", "brand", "label", "describe", "dub", "deem")  # "called the report false"


def is_disowned(s: Sentence, i: int) -> bool:
    """Whether somebody denies it in the same breath: "denied that it had reached an agreement",
    "rejected reports that it had", "reports that it had are false"."""
    return any(_is_denied_above(s, j) for j in (i, *s.ancestors(i)))


def _is_denied_above(s: Sentence, j: int) -> bool:
    word, head = s.words[j], s.words[j].head
    above = s.words[head]
    if word.dep == "advcl" and word.tag == "VBG" and above.lemma in DISOWNING and head < j:
        told = [c for c in s.children[head] if s.words[c].dep == "dobj"]  # "reports saying that"
        return any(s.words[c].lemma in HEARSAY for c in told) and not is_negated(s, head)
    if word.dep in ("ccomp", "xcomp", "csubj", "csubjpass") and above.lemma == "deny":
        return not is_negated(s, head)
    if word.dep in ("acl", "ccomp", "relcl") and above.lemma == "denial":
        return True  # "its denial that it had signed one"
    if word.dep in ("ccomp", "csubj") and above.lemma == "be" and head != j:
        false = TRUE if is_negated(s, head) else UNTRUE  # "it is not true that"
        return any(s.words[c].lemma in false for c in s.children[head])
    if above.lemma not in HEARSAY or above.pos != "NOUN" or head == j:
        return False
    if word.dep not in ("acl", "relcl", "ccomp", "pobj", "prep", "pcomp"):
        return False
    for k in s.ancestors(head):
        lemma = s.words[k].lemma
        if lemma in DISOWNING:
            return not is_negated(s, k)
        if lemma in CALLING and any(s.words[c].lemma in UNTRUE for c in s.children[k]):
            return not is_negated(s, k)
        if s.words[k].pos == "VERB":
            return False
    return False


def is_negated(s: Sentence, i: int) -> bool:
    """ "Did not", "never", "nobody", "in no way", "not one of them": whether the verb itself is denied."""
    for c in s.children[i]:
        child = s.words[c]
        if child.dep == "neg" or child.lemma in ("never", "neither"):
            return True
        first = s.words[s.subtree(c)[min(1, len(s.subtree(c)) - 1)]].text.lower()
        if child.lemma in ("in", "under", "at") and first == "no":
            return True  # "had in no way accepted it", "under no circumstances will it"
        if child.dep in ("nsubj", "nsubjpass", "dobj", "attr") and (
            child.lemma in ("nobody", "none", "nothing") or is_none(s, c)
        ):
            return True
    return False


def is_of_none(s: Sentence, i: int) -> bool:
    """ "No understanding reached by the rebels binds us": what is told of none is not told to be."""
    return s.words[i].dep == "acl" and s.words[i].tag == "VBN" and is_none(s, s.words[i].head)


#: Words behind "no" that make a bound of it: "no fewer than 14".
BOUNDING = frozenset({"few", "fewer", "less", "more", "small", "smaller"})


def is_none(s: Sentence, c: int) -> bool:
    """ "No migrant", "neither wish nor will", "not one of them"; not so "no fewer than nine"."""
    for g in s.subtree(c):
        word, after = s.words[g], s.words[g + 1 : g + 2]
        if g < c and word.lemma == "neither" and word.head == c:
            return True
        if g <= c and word.lemma == "no" and word.dep == "det" and word.head == c:
            return not after or after[0].lemma not in BOUNDING
        if g < c and word.lemma == "not" and after and after[0].lemma in ("one", "a", "single"):
            return True
    return False
