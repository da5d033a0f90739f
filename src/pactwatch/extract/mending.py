"""Parsed sentence → the same with what the parser is known to mistake put right.

A small parser takes a state's name behind "to" for a verb ("flown to Cameroon"), a participle behind its
noun for the verb of a clause of its own ("the group of nine sent there"). Only words and labels are
looked at; what stands right is left as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from pactwatch.extract.attributed import SAYING
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.negation import DISOWNING
from pactwatch.extract.parse import Sentence, Word
from pactwatch.extract.partner import partner_of_people, partner_to_act

#: What would have to stand below a verb that has a clause of its own.
CLAUSAL = frozenset({"nsubj", "nsubjpass", "expl", "aux", "auxpass", "mark", "neg", "csubj"})


def mend(s: Sentence, marks: Marks, verbs: Collection[str]) -> Sentence:
    """The sentence with states that were read as verbs, and participles read as clauses, put right.

    `verbs` are those of the pack: "Trump deports migrants" has a verb behind its first name.
    """
    words = list(s.words)
    _verb_of_headline(words, verbs)
    _verb_among_nouns(words, verbs)
    _verb_and_deal(words, marks, verbs)
    _noun_for_verb(words, marks)
    for mark in marks.states:
        _name_behind_to(words, mark.first, mark.last)
        _subject(words, mark.last, mark.how)
    stated = {k for m in marks.states for k in range(m.first, m.last + 1)}
    for i in range(1, len(words)):
        _neighbour(words, i - 1)
        _particle(words, i)
        partner_to_act(words, i, marks)
        partner_of_people(words, i, marks)
        if words[i].text == "that" and words[i].tag == "IN" and words[i].dep in ("dobj", "nsubj"):
            words[i] = replace(words[i], dep="mark")
        _on_hold(words, i)
        _up_to(words, i)
        if i not in stated:
            _name_in_two(words, i)
        _passive(words, i)
        _participle(words, i)
        _said_on_occasion(words, i)
        _participle_behind_comma(words, i)
        _parted(words, i)
        _who(words, i, marks)
        _verb_of_people(words, i, marks, verbs)
        _asked_that(words, i, marks, verbs)
    mended = tuple(words)
    return Sentence(s.text, s.start, mended) if mended != s.words and _is_forest(mended) else s


def _noun_for_verb(words: list[Word], marks: Marks) -> None:
    """ "Said that talks with Chad are going on": what another verb has as its subject is no verb."""
    for i, word in enumerate(words):
        nominal = word.dep in ("nsubj", "nsubjpass", "dobj") and word.tag in ("VBZ", "VBP", "VB")
        if nominal and marks.is_a(i, "deal", "talks", "plan"):
            tag = "NNS" if word.tag == "VBZ" else "NN"
            words[i] = replace(word, pos="NOUN", tag=tag)


def _is_forest(words: tuple[Word, ...]) -> bool:
    """Whether each word stands below a root: what hangs on itself cannot be walked."""
    sound: set[int] = set()
    for i in range(len(words)):
        way: set[int] = set()
        while i not in sound and words[i].head != i:
            if i in way:
                return False
            way.add(i)
            i = words[i].head
        sound |= way
    return True


def _participle_behind_comma(words: list[Word], i: int) -> None:
    """ "Under the deal, finalised in June, …": a participle between commas tells of the noun before it."""
    noun = i - 2
    if words[i].dep != "advcl" or words[i].tag != "VBN" or noun < 0 or words[i - 1].text != ",":
        return
    led = words[words[noun].head].dep == "prep" and words[noun].dep == "pobj"
    bare = not any(w.head == i and w.dep in CLAUSAL for w in words)
    if (
        led
        and bare
        and words[noun].pos == "NOUN"
        and words[i].head > i
        and not _is_below(words, noun, i)
    ):
        words[i] = replace(words[i], dep="acl", head=noun)


def _is_below(words: list[Word], low: int, high: int) -> bool:
    """Whether a word stands somewhere below another."""
    while words[low].head != low:
        low = words[low].head
        if low == high:
            return True
    return False


def _name_behind_to(words: list[Word], first: int, last: int) -> None:
    """ "Was flown from Alexandria to Cameroon": the name, tagged a verb, becomes the place."""
    to = first - 1
    verb = next((i for i in range(first, last + 1) if words[i].tag.startswith("VB")), None)
    if verb is None or to < 0 or words[to].text.lower() != "to" or words[verb].head == verb:
        return
    above = words[verb].head
    if first <= above <= last or above == to:
        return
    for k, word in enumerate(words):
        if word.head == verb and k != to and not first <= k <= last:
            words[k] = replace(word, head=above)
    words[to] = replace(words[to], pos="ADP", tag="IN", dep="prep", head=above)
    words[verb] = replace(words[verb], pos="PROPN", tag="NNP", dep="pobj", head=to)


def _name_in_two(words: list[Word], last: int) -> None:
    """ "Attorney Ann Lee Roe said": a name whose end was read as telling of its beginning."""
    first = words[last].head
    name = words[first : last + 1]
    apart = words[last].dep == "appos" and first < last and words[first].head != first
    if not apart or any(w.pos != "PROPN" or not w.text[0].isupper() for w in name):
        return
    above = words[first]
    for k, word in enumerate(words):
        if word.head == first:
            words[k] = replace(word, head=last)
    words[first] = replace(above, dep="compound", head=last)
    words[last] = replace(words[last], dep=above.dep, head=above.head)


def _subject(words: list[Word], i: int, how: str) -> None:
    """ "Kosovo, in the Balkans, has agreed to …": a name read as a measure of a verb without subject."""
    verb = words[i].head
    if how != "name" or words[i].dep not in ("npadvmod", "dep", "nmod") or verb <= i:
        return
    if words[verb].tag not in ("VBD", "VBZ", "VBP", "VBN", "VBG", "VB"):
        return
    passive = any(w.head == verb and w.dep == "auxpass" for w in words)
    if not any(w.head == verb and w.dep in ("nsubj", "nsubjpass", "csubj", "expl") for w in words):
        words[i] = replace(words[i], dep="nsubjpass" if passive else "nsubj")


def _neighbour(words: list[Word], i: int) -> None:
    """ "Those of neighbouring Fiji and Tonga": the word before a name, read as a verb that has it."""
    word, over = words[i], words[i].head
    below = next((k for k in range(i + 1, len(words)) if words[k].head == i), None)
    if word.tag != "VBG" or not word.text.lower().startswith("neighbo") or below is None:
        return
    if words[below].pos != "PROPN" or words[below].dep != "dobj" or word.dep != "pcomp":
        return
    words[below] = replace(words[below], dep="pobj", head=over)
    words[i] = replace(word, pos="ADJ", tag="JJ", dep="amod", head=below)


def _verb_of_headline(words: list[Word], verbs: Collection[str]) -> None:
    """ "US deports nine": a plural noun below a name that opens the sentence is its verb."""
    name = next((i for i, w in enumerate(words[:4]) if w.head == i), None)
    if name is None or name + 2 >= len(words) or words[name].pos not in ("PROPN", "NOUN"):
        return
    i = name + 1
    if words[i].tag != "NNS" or words[i].head != name or words[i].lemma not in verbs:
        return
    for k, word in enumerate(words):
        if word.head == name and k > i:
            words[k] = replace(word, head=i)
    words[name] = replace(words[name], dep="nsubj", head=i)
    words[i] = replace(words[i], pos="VERB", tag="VBZ", dep="ROOT", head=i)


def _verb_among_nouns(words: list[Word], verbs: Collection[str]) -> None:
    """ "Oslo court halts transfers": nouns alone, of which a plural between two is the verb."""
    if any(w.pos in ("VERB", "AUX") for w in words):
        return
    for i in range(1, len(words)):
        thing, who = words[i].head, i - 1
        if words[i].tag != "NNS" or words[i].dep != "compound" or words[i].lemma not in verbs:
            continue
        if words[who].head != i or words[thing].head != thing or thing < i:
            continue
        words[who] = replace(words[who], dep="nsubj")
        words[i] = replace(words[i], pos="VERB", tag="VBZ", dep="ROOT", head=i)
        words[thing] = replace(words[thing], dep="dobj", head=i)
        return


def _verb_and_deal(words: list[Word], marks: Marks, verbs: Collection[str]) -> None:
    """ "Rwanda signs deal with Britain": its verb read as a noun, and the deal as the verb."""
    for mark in marks.states[:1]:
        i, deal = mark.last + 1, mark.last + 2
        if deal >= len(words) or words[i].tag not in ("NNS", "NNPS") or words[i].lemma not in verbs:
            return
        if words[deal].pos not in ("VERB", "AUX") or not marks.is_a(deal, "deal", "talks"):
            return
        for k in range(mark.first, mark.last):
            words[k] = replace(words[k], dep="compound", head=mark.last)
        words[mark.last] = replace(words[mark.last], dep="nsubj", head=i)
        words[i] = replace(words[i], pos="VERB", tag="VBZ", dep="ROOT", head=i)
        words[deal] = replace(words[deal], pos="NOUN", tag="NN", dep="dobj", head=i)
        for k, word in enumerate(words):
            if word.head == deal and word.dep in ("advcl", "xcomp"):
                words[k] = replace(word, dep="acl")


def _particle(words: list[Word], i: int) -> None:
    """ "Will take in Venezuelans": what stands behind a verb's particle is the verb's."""
    above = words[i].head
    led = words[above].dep == "prt" and words[above].text == "in" and above < i
    if words[i].dep == "pobj" and led:
        words[i] = replace(words[i], dep="dobj", head=words[above].head)


def _up_to(words: list[Word], i: int) -> None:
    """ "Agreed to take up to 50 refugees": the bound, read as "take up" and as where to."""
    verb, to = words[i].head, i + 1
    after = words[to : to + 2]
    if words[i].text != "up" or verb >= i or len(after) < 2 or after[0].text != "to":
        return
    thing = next((k for k, w in enumerate(words) if w.head == to and w.dep == "pobj"), None)
    if after[0].head != verb or after[1].pos != "NUM" or thing is None:
        return
    for k in (i, to):
        words[k] = replace(words[k], dep="quantmod", head=to + 1)
    words[thing] = replace(words[thing], dep="dobj", head=verb)


def _on_hold(words: list[Word], i: int) -> None:
    """ "Has put on hold the arrivals": "hold", read as a verb that has them as its object."""
    on, verb = i - 1, words[i].head
    told = words[i].text in ("hold", "ice") and words[on].text == "on" and verb == on - 1
    if not told or words[verb].lemma not in ("put", "place"):
        return
    for k, word in enumerate(words):
        if word.head == i and k > i:
            words[k] = replace(word, head=verb)
    words[on] = replace(words[on], pos="ADP", tag="IN", dep="prep", head=verb)
    words[i] = replace(words[i], pos="NOUN", tag="NN", dep="pobj", head=on)


def _passive(words: list[Word], i: int) -> None:
    """ "The deal under which they come has been frozen": a participle read as what the deal is like."""
    verb = words[i].head
    if words[i].tag != "VBN" or words[i].dep != "acomp" or words[verb].lemma != "be" or verb >= i:
        return
    for k, word in enumerate(words):
        if word.head == verb and k not in (i, verb):
            dep = {"nsubj": "nsubjpass", "csubj": "csubjpass"}.get(word.dep, word.dep)
            words[k] = replace(word, head=i, dep=dep)
    is_root = words[verb].head == verb
    above, dep = (i, "ROOT") if is_root else (words[verb].head, words[verb].dep)
    words[i] = replace(words[i], pos="VERB", dep=dep, head=above)
    words[verb] = replace(words[verb], pos="AUX", dep="auxpass", head=i)


def _participle(words: list[Word], i: int) -> None:
    """ "Reported on the group of nine sent to Cameroon": a past form behind a noun, without a subject."""
    word, before = words[i], words[i - 1]
    if word.tag != "VBD" or word.dep not in ("ccomp", "advcl", "relcl", "conj"):
        return
    if before.pos not in ("NOUN", "NUM", "PROPN") or before.dep in ("npadvmod", "nsubj", "appos"):
        return
    if word.head >= i or any(w.head == i and w.dep in CLAUSAL for w in words):
        return
    if i in _above(words, i - 1):
        return
    words[i] = replace(word, tag="VBN", dep="acl", head=i - 1)


#: Nouns that have a clause of their own with "that".
HOLDING = frozenset(
    "basis belief condition event fact fear ground hope idea news premise sense understanding".split()
)


def _said_on_occasion(words: list[Word], i: int) -> None:
    """ "Confirmed during a hearing that they would pay": the clause is said, and tells of no hearing."""
    noun = words[i].head
    told = {w.dep for w in words if w.head == i}
    that = any(w.head == i and w.dep == "mark" and w.text == "that" for w in words)
    if words[i].dep not in ("relcl", "acl") or not that or not told & {"nsubj", "nsubjpass"}:
        return
    above = noun
    while words[above].dep in ("pobj", "prep") and words[above].lemma not in HOLDING:
        above = words[above].head
    says = above != noun and words[above].lemma in SAYING and words[above].pos == "VERB"
    if says and not any(w.head == above and w.dep == "ccomp" for w in words):
        words[i] = replace(words[i], dep="ccomp", head=above)


def _parted(words: list[Word], i: int) -> None:
    """ "The minority says so; the government denies it": what a semicolon parts hangs on nothing."""
    head = words[i].head
    if words[i].dep != "ccomp" or head < i:
        return
    stops = [k for k in range(i + 1, head) if words[k].text == ";" and words[k].head == head]
    says = words[i].pos in ("VERB", "AUX") and words[head].lemma in DISOWNING
    if stops and says and any(w.head == head and w.dep in CLAUSAL for w in words[stops[-1] :]):
        words[i] = replace(words[i], dep="ROOT", head=i)


def _who(words: list[Word], i: int, marks: Marks) -> None:
    """ "The nine migrants from other countries who were sent": who was sent are people, not countries."""
    head = words[i].head
    if words[i].dep != "relcl" or not any(
        w.head == i and w.lemma in ("who", "whom") for w in words
    ):
        return
    if words[head].pos != "NOUN" or marks.is_a(head, "people", "actor", "generic", "government"):
        return
    for above in _above(words, head):
        if above < i and marks.is_a(above, "people"):
            words[i] = replace(words[i], head=above)
            return
        if words[above].pos not in ("NOUN", "ADP", "PROPN"):
            return


def _verb_of_people(words: list[Word], i: int, marks: Marks, verbs: Collection[str]) -> None:
    """ "Agreed to house deportees", "open to housing prisoners": a verb read as a noun."""
    word, people = words[i], words[i].head
    if word.dep not in ("compound", "amod") or people <= i or not marks.is_a(people, "people"):
        return
    to, verb = words[i - 1], words[people].head
    gerund = word.text.endswith("ing") and to.pos == "ADP" and word.text[0].islower()
    bare = to.text.lower() == "to" and word.text in verbs
    if not (gerund or bare) or verb != i - 1 or to.head == i - 1:
        return
    if gerund and word.text[:-3] not in verbs and word.text[:-3] + "e" not in verbs:
        return
    if bare:
        words[i] = replace(word, pos="VERB", tag="VB", dep="xcomp", head=to.head)
        words[i - 1] = replace(to, pos="PART", tag="TO", dep="aux", head=i)
    else:
        lemma = word.text[:-3] if word.text[:-3] in verbs else word.text[:-3] + "e"
        words[i] = replace(word, pos="VERB", tag="VBG", dep="pcomp", head=i - 1, lemma=lemma)
    words[people] = replace(words[people], dep="dobj", head=i)


def _asked_that(words: list[Word], i: int, marks: Marks, verbs: Collection[str]) -> None:
    """ "A request that the island house refugees": what is asked for, read as a noun."""
    who, people = i - 1, words[i].head
    if (
        words[i].dep != "compound"
        or words[i].text not in verbs
        or words[who].head not in (i, people)
    ):
        return
    that = next((k for k in (i - 2, i - 3) if k > 0 and words[k].text == "that"), None)
    if that is None or people <= i or not marks.is_a(people, "people"):
        return
    asked = next((k for k in range(that - 1, -1, -1) if words[k].pos == "NOUN"), None)
    if asked is None or words[who].pos not in ("NOUN", "PROPN"):
        return
    for k in range(that + 1, who):
        words[k] = replace(words[k], head=who)
    words[that] = replace(words[that], dep="mark", head=i)
    words[who] = replace(words[who], dep="nsubj", head=i)
    words[i] = replace(words[i], pos="VERB", tag="VB", dep="acl", head=asked)
    words[people] = replace(words[people], dep="dobj", head=i)


def _above(words: list[Word], i: int) -> Iterator[int]:
    while words[i].head != i:
        i = words[i].head
        yield i
