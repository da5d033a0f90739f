"""Word → whether the sentence tells its event as having happened.

The answer is one of the contract's words: `asserted`, `planned`, `conditional`, `denied`. General
English only; which kinds need which answer is the pack's business.
"""

from __future__ import annotations

from itertools import pairwise

from pactwatch.extract.arguments import is_infinitive
from pactwatch.extract.negation import is_disowned, is_negated, is_none, is_of_none
from pactwatch.extract.paid_for import is_paid_for
from pactwatch.extract.parse import Sentence
from pactwatch.extract.prospects import (
    NOT_YET,
    PROSPECTS,
    is_awaited,
    is_going_on,
    is_outcome,
    is_prospective,
    is_scheduled,
    is_talked_of,
    stands_before,
)
from pactwatch.extract.ranked import is_act, is_among, is_first, is_ranked
from pactwatch.nouns import Factuality

CONDITIONAL = frozenset("would could may might should can must ought 'd".split())
FUTURE = frozenset("will shall 'll wo".split())
IFS = frozenset("if unless whether once should until lest".split())
#: What is told below these did happen ("began sending", "managed to move").
IMPLICATIVE = frozenset(
    "begin start continue manage proceed keep resume use utilize utilise invoke exploit employ succeed "
    "complete finish initiate".split()
)
#: What is told behind these did happen too ("has joined Fiji in taking them").
JOINING = frozenset({"join", "follow", "copy", "emulate"})
#: What is told below these is told not to have happened, or to have been kept from it.
PREVENTING = frozenset(
    "block bar stop prevent prohibit forbid halt avoid refuse decline fail reject cancel "
    "abandon scrap ban pause suspend delay postpone deny rule enjoin dissuade restrict curb limit "
    "hinder hamper thwart impede obstruct forestall preclude outlaw veto freeze ground scupper "
    "escape avert".split()
)
#: What is told below these is a plan, a wish or a matter of talk.
PLANNING = frozenset(
    "plan intend aim want seek hope vow threaten prepare expect schedule propose offer ask agree "
    "consider discuss negotiate pledge promise allow enable permit let require urge press push "
    "try attempt decide wish look pursue explore mull weigh sign approve commit arrange set "
    "authorize authorise order request envisage foresee provide design be need move float moot "
    "anticipate await face fear risk dread fight contest".split()
)


#: Of doing what these speak, they tell what somebody thinks ("backs deporting them").
FAVOURING = frozenset("back support favour favor advocate oppose endorse resist champion".split())


#: Below these a bare verb tells what somebody wants done.
DEMANDING = frozenset(
    "ask demand request require urge recommend petition plead insist propose suggest".split()
)


def factuality(s: Sentence, i: int, *, inherits: bool = True) -> Factuality:
    """How the event of word `i` is told.

    A participle `inherits` how what it qualifies is told: "migrants deported from the US" would be
    taken where they would be; a treaty "signed in May" was signed whatever is told of it.
    """
    word = s.words[i]
    if word.pos not in ("VERB", "AUX"):
        return _of_noun(s, i)
    helpers = [s.words[c] for c in s.children[i] if s.words[c].dep in ("aux", "auxpass")]
    forms = {h.text.lower() for h in helpers}
    if is_negated(s, i) or is_disowned(s, i) or is_of_none(s, i):
        return "denied"
    if forms & CONDITIONAL or _under_if(s, i) or _is_unreal(s, i) or _is_asked(s, i):
        return "conditional"
    if _is_alternative(s, i):
        return "conditional"
    if forms & FUTURE or forms == {"be"} or is_awaited(s, i) or _is_aimed_at(s, i):
        return "planned"
    if forms == {"being"}:
        return _of_gerund(s, i)  # "between going home and being sent there"
    if is_scheduled(s, i):
        return "planned"
    present = forms & {"is", "are"} or word.tag in ("VBG", "VBZ", "VBP")
    if inherits and word.dep == "relcl" and present:
        return _of_participle(s, i)
    if word.dep == "conj" and not helpers and (word.tag in JOINED or _is_helped_too(s, i)):
        return factuality(s, word.head) if s.words[word.head].pos == "VERB" else "planned"
    if is_infinitive(s, i):
        return "asserted" if is_outcome(s, i) else _of_infinitive(s, i)
    bare = word.tag == "VBN" and not helpers
    under_see = word.dep == "ccomp" and s.words[word.head].lemma in ("see", "have", "mean")
    if (under_see and not helpers) or (
        bare and word.dep in ("ccomp", "xcomp") and s.words[word.head].pos == "VERB"
    ):
        above = factuality(s, word.head, inherits=inherits)  # "would see hundreds flown there"
        if above != "asserted":
            return above
    if inherits and bare and word.dep in ("acl", "amod"):
        return _of_participle(s, i)
    if "being" in forms and not forms & {"is", "are", "was", "were", "'s", "'re"}:
        return factuality(s, word.head) if word.dep == "conj" else _of_gerund(s, i)
    if word.tag == "VBG" and not forms & {"is", "are", "was", "were", "been", "'s", "'re", "be"}:
        return _of_gerund(s, i)
    wanted = word.dep == "ccomp" and s.words[word.head].lemma in DEMANDING
    if wanted and word.tag in ("VB", "VBP") and not helpers:
        return "planned"  # "asking that a court block it"
    told = word.dep == "ROOT" and any(s.words[c].dep == "nsubj" for c in s.children[i])
    if word.tag == "VB" and not (told and not helpers):  # "they tell of beatings", tagged as bare
        return "planned"
    return "asserted"


#: Forms of a verb that, joined to another, has its helpers with it.
JOINED = frozenset({"VB", "VBN", "VBG"})


def _is_helped_too(s: Sentence, i: int) -> bool:
    """ "They will be put on a plane and sent there": a participle that looks like a past tense."""
    above = s.words[i].head
    alone = not any(s.words[c].dep in ("nsubj", "nsubjpass") for c in s.children[i])
    passive = any(s.words[c].dep == "auxpass" for c in s.children[above])
    return s.words[i].tag == "VBD" and alone and passive


def is_past(s: Sentence, i: int) -> bool:
    """Whether the verb that governs a word tells of what is over: "the talks began in May"."""
    verb = next((k for k in (i, *s.ancestors(i)) if s.words[k].pos in ("VERB", "AUX")), None)
    if verb is None:
        return False
    helpers = {
        s.words[c].text.lower() for c in s.children[verb] if s.words[c].dep in ("aux", "auxpass")
    }
    if is_going_on(s, verb):
        return False
    return s.words[verb].tag == "VBD" or bool(helpers & {"had", "was", "were", "did"})


def happened(s: Sentence, i: int) -> bool:
    """Whether the event is told as a thing of the past or as going on."""
    return factuality(s, i) == "asserted"


#: What is told to be these is wished for: "the goal is that both carry out deportations".
AIMS = frozenset("goal aim objective intention hope plan idea wish ambition target purpose".split())


def _is_aimed_at(s: Sentence, i: int) -> bool:
    head = s.words[i].head
    if s.words[i].dep != "ccomp" or s.words[head].lemma != "be":
        return False
    return any(s.words[c].dep == "nsubj" and s.words[c].lemma in AIMS for c in s.children[head])


#: Words beside a verb whose event did not quite come to be.
SHORT_OF = frozenset({"almost", "nearly", "narrowly"})


def _is_unreal(s: Sentence, i: int) -> bool:
    """ "Was almost deported"; "had Norway deported them, …"."""
    for c in s.children[i]:
        child = s.words[c]
        if child.dep == "advmod" and child.lemma in SHORT_OF and c < i:
            return True
        if child.dep == "aux" and child.lemma == "have" and child.text.lower() == "had":
            subjects = [k for k in s.children[i] if s.words[k].dep in ("nsubj", "nsubjpass")]
            if subjects and subjects[0] > c and not s.text.rstrip().endswith("?"):
                return True
    return False


def _is_alternative(s: Sentence, i: int) -> bool:
    """ "Have either signed a memorandum or are still in talks": the first of two things of which one
    is so; mostly the one that says more."""
    others = any(s.words[c].dep in ("conj", "ccomp") and c > i for c in s.children[i])
    return others and any(s.words[c].lemma == "either" and c < i for c in s.children[i])


def _is_asked(s: Sentence, i: int) -> bool:
    """ "When did the talks start": asked, and not told."""
    told = [c for c in s.children[i] if s.words[c].dep in ("nsubj", "nsubjpass")]
    helpers = [c for c in s.children[i] if s.words[c].dep in ("aux", "auxpass")]
    if not told or not helpers or helpers[0] > told[0]:
        return False
    below = [k for c in s.children[i] for k in s.subtree(c) if k < helpers[0]]
    return any(s.words[k].tag in ("WRB", "WP", "WDT") for k in below)


def _under_if(s: Sentence, i: int) -> bool:
    if any(s.words[c].lemma == "once" and c < i for c in s.children[i]) and any(
        s.words[c].text.lower() in ("have", "has") for c in s.children[i]
    ):
        return True  # "once 300 people have been moved", whatever the parse makes of it
    if any(s.words[c].text.lower() == "had" for c in s.children[i]) and any(
        s.words[c].lemma == "once" for c in s.children[i]
    ):
        return False  # "reached Juba once the court had cleared the way": it has
    return s.words[i].dep in ("advcl", "ccomp", "pcomp", "csubj", "csubjpass") and any(
        s.words[c].dep == "mark" and s.words[c].lemma in IFS for c in s.children[i]
    )


#: What is told below these is held to be so.
HELD = frozenset(
    "think believe say report understand know claim appear seem reckon presume find see".split()
)


def _of_infinitive(s: Sentence, i: int) -> Factuality:
    head = s.words[i].head
    above = s.words[head]
    if head == i:
        return "planned"
    if _prevents(s, head):
        return "denied"
    if above.pos == "VERB" and above.lemma in IMPLICATIVE and above.lemma != "keep":
        return factuality(s, head)  # "keeps sending them", not "keeps the right to send them"
    if above.lemma == "able" and is_past(s, head):
        return "asserted"  # "had been able to receive seven men"
    has = any(s.words[c].lemma == "have" and c < i for c in s.children[i])
    if above.lemma in HELD and has:
        return factuality(s, head)  # "is thought to have flown there"
    if above.lemma == "be" and above.tag == "VBD" and is_act(s, head):
        return factuality(s, head)  # "his first act was to scrap it"
    if above.lemma in ("become", "be") and (is_first(s, head) or (has and is_among(s, head))):
        return factuality(s, head)  # "became the first to take people in"
    if above.lemma == "make" and any(is_ranked(s, c) for c in s.children[i]):
        return factuality(s, head)  # "makes it the latest country to accept them"
    if above.pos == "ADJ" and above.lemma in ("first", "last", "only", "late", "quick", "swift"):
        return "asserted"
    if above.pos in ("NOUN", "NUM") and s.words[i].dep in ("acl", "relcl"):
        return "asserted" if has or is_ranked(s, head) else "planned"
    return "planned"


def _of_participle(s: Sentence, i: int) -> Factuality:
    """ "Migrants deported from the US": as real as what is told of the migrants.

    Those who are known and counted have been moved, whatever is told of them: "the 31 migrants removed
    to Chad have no lawyers".
    """
    known = [
        c for c in s.children[s.words[i].head] if s.words[c].lemma in ("the", "these", "those")
    ]
    counted = any(s.words[c].dep == "nummod" for c in s.children[s.words[i].head])
    if known and counted and s.words[i].tag == "VBN" and s.words[i].dep == "acl":
        return "asserted"
    for above in s.ancestors(i):
        if s.words[above].pos in ("VERB", "AUX"):
            told = factuality(s, above)
            if told == "denied" and s.words[i].dep == "relcl" and not is_none(s, s.words[i].head):
                return "planned"  # "refused to show the deal under which it takes them"
            if told == "denied" and known and s.words[i].tag == "VBN" and s.words[i].dep == "acl":
                return "asserted"  # "the men flown there did not stay"
            return told if told in ("planned", "conditional", "denied") else "asserted"
        if s.words[above].lemma in PROSPECTS:
            return "planned"
    return "asserted"


def _keeps_back(s: Sentence, verb: int, thing: int) -> bool:
    """Whether a verb keeps a thing from coming about: "grounded the flight", "the flight was halted"."""
    dep = s.words[thing].dep
    told = dep == "nsubjpass" or (dep == "dobj" and s.words[verb].lemma not in ("deny", "rule"))
    return told and s.words[thing].head == verb and _prevents(s, verb)


#: Whom somebody is blamed or praised for a thing, it was done: "faulted for sending them there".
JUDGING = frozenset(
    "fault criticise criticize condemn blame rebuke censure denounce slam lambast attack thank "
    "praise commend applaud sue rap admonish castigate take berate chide fine".split()
)
#: What is decided or ordered, and yet to come about: "a decision sending him there".
ORDERS = PROSPECTS | frozenset("order ruling law bill directive notice rule".split())


def _of_gerund(s: Sentence, i: int) -> Factuality:
    word = s.words[i]
    head = word.head
    above = s.words[head]
    if word.dep == "conj" and above.pos == "VERB":
        return factuality(s, head)
    if above.pos == "ADP":
        governor = s.words[above.head]
        if above.lemma == "from" and governor.lemma in PREVENTING:
            return "denied"
        if above.lemma == "for" and any(s.words[c].lemma == "since" for c in s.children[i]):
            return "asserted"  # "paid for taking at least 15 since July"
        if above.lemma == "for" and is_paid_for(s, above.head, i):
            return factuality(s, above.head)  # "was paid $9m for taking seven men"
        if above.lemma in ("for", "over") and governor.lemma in JUDGING:
            return factuality(s, above.head) if governor.pos == "VERB" else "asserted"
        if above.lemma in ("among", "include", "including"):
            return "asserted"  # "harsh policies, among them sending people to camps abroad"
        its_own = above.lemma == "with" and any(s.words[c].dep == "nsubj" for c in s.children[i])
        if (
            its_own
            or above.lemma in ("after", "since", "by", "despite")
            or governor.lemma in JOINING
        ):
            return factuality(s, above.head) if governor.pos == "VERB" else "asserted"
        return "planned"
    if above.pos in ("VERB", "AUX") and head != i:
        if _prevents(s, head):
            return "denied"
        below = {s.words[c].lemma for c in s.children[head] if s.words[c].dep == "acomp"}
        if word.dep == "csubj" and (above.tag == "VBZ" or below & NOT_YET):
            return "planned"  # "sending them there is costly", "was impossible": done or not
        if word.dep in ("xcomp", "ccomp") and above.lemma in PLANNING | FAVOURING:
            return "planned"
        return factuality(s, head)
    if word.dep == "acl" and (
        above.lemma in ORDERS | FAVOURING or _keeps_back(s, above.head, head)
    ):
        return "planned"  # "a flight carrying them was grounded"
    return "asserted" if word.dep in ("acl", "ROOT", "relcl") else "planned"


def _is_on_hold(s: Sentence, i: int) -> bool:
    """ "Put on hold": the words behind the verb, which the parse may make its object."""
    told = {(a.lemma, b.lemma) for a, b in pairwise(s.words[i:])}
    return bool(told & {("on", "hold"), ("on", "ice")})


#: Steps at court against a thing: to reject one is no word on whether the thing is done.
CONTESTS = frozenset(
    "appeal challenge lawsuit suit case petition application motion claim objection complaint".split()
)


def _prevents(s: Sentence, i: int) -> bool:
    """Whether a verb keeps what is told below it from happening; a court "rules", and rules nothing out."""
    out = s.words[i].lemma != "rule" or any(s.words[c].lemma == "out" for c in s.children[i])
    return s.words[i].lemma in PREVENTING and out


#: What stands behind these has happened, whatever is told of what came after it.
AFTERWARDS = frozenset({"after", "following", "despite", "amid", "since"})


def _of_noun(s: Sentence, i: int) -> Factuality:
    """A noun's event ("the transfer of five men") is told by what governs it."""
    if any(s.words[c].lemma == "no" and s.words[c].dep == "det" for c in s.children[i]):
        return "denied"
    if is_prospective(s, i):
        return "planned"
    below = i
    for above in s.ancestors(i):
        word, acts = s.words[above], s.words[below].dep == "nsubj"
        below = above
        if word.text.lower() in AFTERWARDS and word.dep == "prep":
            return "asserted"  # "visas were suspended following its refusal to take them"
        if word.lemma in CONTESTS and word.pos == "NOUN":
            return "asserted"  # "rejected an appeal against the transfers"
        if word.lemma in ("without", "absence", "lack"):
            return "denied"
        if stands_before(s, above):
            return "planned"
        if _prevents(s, above):
            return "denied"
        if word.pos == "AUX" and word.dep == "conj":
            return factuality(s, above)  # "signed it, or their talks are at an end"
        if word.pos == "VERB":
            if (word.lemma in PLANNING and not acts) or is_talked_of(s, above, i):
                return "planned"  # "expects the transfer", not "the transfer faces criticism"
            if word.lemma in ("put", "place") and _is_on_hold(s, above):
                return "denied"
            return factuality(s, above)
        if word.pos == "NOUN" and word.lemma in PROSPECTS:
            return "planned"
    return "asserted"
