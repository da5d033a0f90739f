"""Hit → what its words put into the slots of a kind: counts, nationalities, names and words, each with
where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pactwatch.domain import Kind
from pactwatch.extract.amounts import find_quantities
from pactwatch.extract.arguments import CLAUSE, arguments, conjuncts, phrase_of
from pactwatch.extract.choices import holds_asked
from pactwatch.extract.hit import VOICE, Hit
from pactwatch.extract.limits import MANY
from pactwatch.extract.members import SOME, asked_part, member, named_beside, one_among, parts_of
from pactwatch.extract.outsiders import are_of, is_critic, is_outsider
from pactwatch.extract.page import Page
from pactwatch.extract.pair import Pair
from pactwatch.extract.parse import Sentence
from pactwatch.extract.people import count_of, count_of_whole, nations_of
from pactwatch.extract.restricting import are_told_apart
from pactwatch.extract.specification import Specification
from pactwatch.extract.whom import people_in
from pactwatch.nouns import Value

Filled = tuple[Value, int, int]  #: a value and where its words stand

#: The role of what a frame is said of, wherever it stands.
PHRASE = "phrase"

#: The longest that words of a slot run, in words.
LONGEST = 30


def bare_count(hit: Hit, people: Sequence[int]) -> Filled | None:
    """How many people, as the one number that a bound is; "dozens", "at least 24" bound nothing."""
    count = count_of(hit.s, hit.marks, people)
    bound = count[0].max if count is not None else None
    if count is None or bound is None or not 1 < bound <= MANY:
        return None
    return bound, count[1], count[2]


def is_asked(hit: Hit, page: Page, pair: Pair | None, slot: str, filled: Filled) -> bool:
    """Whether words may fill a slot: they hold what the frame asks for, and name nobody it bars."""
    s = hit.s
    words = [k for k, w in enumerate(s.words) if filled[1] <= s.start + w.start < filled[2]]
    if hit.frame.outsider == slot and words:
        heads = [k for k in words if s.words[k].head not in words or s.words[k].head == k]
        codes = [code for code in pair.codes if code] if pair is not None else []
        if not is_outsider(s, hit.marks, page, (heads or words)[-1], codes):
            return False
        place = (filled[1], filled[2])
        asked = hit.frame.who.get(VOICE)
        if asked and not are_of(page, asked, place):
            return False
        if is_critic(page, place):
            return True
    if hit.frame.apart == slot and not are_told_apart(hit, page, pair, words):
        return False
    return holds_asked(hit.frame, slot, s, hit.marks, words)


def is_unsure_dollar(hit: Hit, pair: Pair | None, spec: Specification) -> bool:
    """A bare "$" between states of which one has a dollar of its own tells no currency."""
    assert hit.amount is not None
    words = hit.s.text[hit.amount.start - hit.s.start : hit.amount.end - hit.s.start]
    bare = re.search(r"(?<![A-Za-z])\$", words) or re.search(r"^[\d.,\s\w]+dollars?$", words)
    codes = set(pair.codes) if pair is not None else set()
    return bool(bare) and bool(codes & set(spec.pack.vocabulary.own_dollar))


def people_of(hit: Hit) -> list[int]:
    """Those of whom a frame speaks: in its own roles, else its phrase's."""
    own = [
        j
        for role in hit.frame.people
        for head in hit.args.get(role, ())
        for j in people_in(hit.s, hit.marks, head)
    ]
    return own or (hit.phrase.people if hit.phrase is not None and not hit.frame.people else [])


def people_slots(
    hit: Hit, kind: Kind, people: Sequence[int], pair: Pair | None = None
) -> dict[str, Filled]:
    """How many, and of which states: into the kind's slots of those types.

    "Deportees from Norway": whom the pair's first state sends are not its nationals for that.
    """
    sender = pair.first.code if pair is not None and pair.first is not None else None
    found: dict[str, Filled] = {}
    for slot in kind.slots_of("count"):
        count = count_of_whole(hit.s, hit.i) or count_of(hit.s, hit.marks, people)
        if count is not None:
            found[slot] = count
    for slot in kind.slots_of("state"):
        if kind.slots[slot].many:
            nations = nations_of(hit.s, hit.marks, people)
            if any(m.code == sender and m.how == "name" for m in nations):
                nations = [m for m in nations if m.how != "name"]  # "from the US, and Chad says"
            nations = [m for m in nations if m.code != sender]
            if nations:
                start = hit.s.range_of(nations[0].first, nations[0].last)[0]
                end = hit.s.range_of(nations[-1].first, nations[-1].last)[1]
                found[slot] = (tuple(mark.code for mark in nations), start, end)
    return found


def with_own_count(hit: Hit, kind: Kind, pair: Pair, slots: dict[str, Filled]) -> dict[str, Filled]:
    """ "Five to Eswatini and eight others to South Sudan": each its own; what is shared is a total."""
    if hit.phrase is None or pair.second is None:
        return slots
    ends = [row for row in hit.phrase.parties.values() if pair.second in row and len(row) > 1]
    counts = [slot for slot in kind.slots_of("count") if slot in slots]
    if not ends or not counts:
        return slots
    row = sorted(ends[0], key=lambda party: party.start)
    at = row.index(pair.second)
    stretches = [(row[i - 1].end if i else hit.s.start, row[i].start) for i in range(len(row))]
    text = hit.s.text
    told = [find_quantities(text[a - hit.s.start : b - hit.s.start]) for a, b in stretches]
    if not any(told[1:]):
        at_count = slots[counts[0]][1:]
        return slots | {slot: (value, *at_count) for slot, value in kind.shared.items()}
    if at == 0:
        return slots
    kept = {slot: filled for slot, filled in slots.items() if slot not in counts}
    if told[at]:
        found, start = told[at][0], stretches[at][0]
        kept[counts[0]] = (found.quantity, start + found.start, start + found.end)
    return kept


def words_of(hit: Hit, roles: Sequence[str], kind: Kind, slot: str) -> Filled | None:
    """The words of the first role that the hit has, as the page gives them.

    A party's name is its phrase with what is joined to it; other words run as far as they hang on it.
    """
    s = hit.s
    for role in roles:
        heads = [hit.i] if role == "self" else _heads_in(hit, role)
        if role == PHRASE:
            heads = [hit.phrase.i] if hit.phrase is not None else []
        for head in heads:
            bare = s.words[head].pos == "PRON" and not s.children[head]
            told = s.words[head].lemma in ANYBODY and kind.slots[slot].type != "party"
            if bare and not told and not _goes_on(s, head):
                continue
            if kind.slots[slot].type == "party":
                head = asked_part(hit, role, member(hit, head))
                head = head if hit.frame.who.get(role) else named_beside(s, one_among(s, head))
                parts = parts_of(s, head) if s.words[head].lemma in SOME else []
                if not any(_can_act(hit, j) for j in [*conjuncts(s, head), *parts]):
                    continue
            first, last = phrase_of(s, head)
            if role.endswith(CLAUSE):
                first = _behind_conjunction(s, head)
            if kind.slots[slot].type == "party":
                last = end_of_name(s, head)
            elif role != "self":
                last = max(s.subtree(head)[-1], last)
                while (more := _goes_on(s, last)) is not None:
                    last = more
                if hit.frame.apart == slot:
                    last = _end_of_those(hit, head, last)
                last = min(last, first + LONGEST)
            first = begin_of_name(s, first, last)
            while last > first and s.words[last].pos == "PUNCT":
                last -= 1
            start, end = s.range_of(first, last)
            return s.text[start - s.start : end - s.start], start, end
    return None


#: Pronouns that say whom a rule is about: "may turn down anybody".
ANYBODY = frozenset({"anyone", "anybody"})
#: What behind people tells where they go, and on what terms, and not who they are.
BESIDES = frozenset({"to", "into", "onto", "under", "for"})
#: Behind "in", that something is given for it.
RETURN = frozenset({"return", "exchange"})


def _end_of_those(hit: Hit, head: int, last: int) -> int:
    """ "Convicts who volunteer | to Kosovo for a fee": the last word that tells who they are."""
    s = hit.s
    for c in s.subtree(head):
        if not head < c <= last or s.words[c].dep != "prep":
            continue
        below = s.children[c]
        given = s.words[c].lemma == "in" and any(s.words[k].lemma in RETURN for k in below)
        paid = s.words[c].lemma == "for" and any(hit.marks.is_a(k, "money") for k in below)
        if given or paid or (s.words[c].head == head and s.words[c].lemma in BESIDES):
            return c - 1
    return last


#: What goes on telling of whom words speak, though the parse hangs it on the verb above.
ONWARD = frozenset(
    {"with", "without", "from", "under", "over", "aged", "convicted", "who", "whose"}
)


def _goes_on(s: Sentence, last: int) -> int | None:
    """ "Refuse anyone | with a criminal past": the last word of what follows a phrase and belongs to it."""
    k = last + 1
    if k >= len(s.words) or s.words[k].text.lower() not in ONWARD:
        return None
    below = s.subtree(k)
    if len(below) == 1 or below[0] != k:
        return None
    return below[-1]


def _behind_conjunction(s: Sentence, head: int) -> int:
    """Where a clause begins, behind the "because" that brings it."""
    marks = [k for k in s.children[head] if s.words[k].dep == "mark"]
    return marks[-1] + 1 if marks else s.subtree(head)[0]


#: Where those stand in whom something is raised: with the noun, or with its verb.
CARRIED = {
    "from": (),
    "by": (),
    "among": (),
    "within": ("dobj",),
    "in": ("dobj",),
    "at": ("dobj",),
    "for": ("dobj",),
}


def _heads_in(hit: Hit, role: str) -> Sequence[int]:
    """The heads in a role; for a noun's "from" and "by" those of the verb that it completes."""
    own = hit.args.get(role, [])
    s = hit.s
    if role == "subject" and not own:
        return _agents_below(s, hit.i)
    if own or role not in CARRIED or s.words[hit.i].pos != "NOUN":
        return own
    if CARRIED[role] and s.words[hit.i].dep not in CARRIED[role]:
        return own
    above = s.words[hit.i].head
    return arguments(s, above).get(role, []) if s.words[above].pos == "VERB" else own


def _agents_below(s: Sentence, i: int) -> list[int]:
    """ "Was condemned as cruel by rights groups": who did, though the parse hangs them on "cruel"."""
    if not any(s.words[c].dep == "nsubjpass" for c in s.children[i]):
        return []
    below = [k for c in s.children[i] if s.words[c].lemma == "as" for k in s.subtree(c)]
    by = [k for k in below if s.words[k].lemma == "by" and s.words[s.words[k].head].pos == "ADJ"]
    return [j for k in by for j in s.children[k] if s.words[j].dep == "pobj"]


def names_in(s: Sentence, filled: Filled) -> list[Filled]:
    """ "Amnesty International and the Church of Norway": each name that is joined, else the whole."""
    words = [k for k, w in enumerate(s.words) if filled[1] <= s.start + w.start < filled[2]]
    tops = [k for k in words if s.words[k].head not in words or s.words[k].head == k]
    heads = [k for k in (_listed(s, tops[-1]) if tops else []) if k in words]
    one = any(s.words[k].text == "&" for k in words)  # "Roe & Doe, a law firm"
    if one or len(heads) < SEVERAL or any(s.words[k].pos != "PROPN" for k in heads):
        return [filled]
    found: list[Filled] = []
    for head in heads:
        last = min([end_of_name(s, head), *(k - 1 for k in heads if k > head)])
        first = begin_of_name(s, phrase_of(s, head)[0], head)
        first += s.words[first].tag == "PRP$"
        while last > head and s.words[last].dep in ("cc", "punct", "det"):
            last -= 1
        start, end = s.range_of(first, last)
        found.append((s.text[start - s.start : end - s.start], start, end))
    return found


def _listed(s: Sentence, head: int) -> list[int]:
    """The heads of a list of names, which the parse may take for what the first is called, and the
    names behind a common noun: "two charities, X and Y"."""
    beside = [
        c for c in s.children[head] if s.words[c].dep == "appos" and s.words[c].pos == "PROPN"
    ]
    lists = [row for c in beside if len(row := conjuncts(s, c)) >= SEVERAL]
    if not lists:
        return conjuncts(s, head)
    return lists[0] if s.words[head].pos == "NOUN" else [head, *lists[0]]


#: From how many names on a list is one.
SEVERAL = 2


def _can_act(hit: Hit, head: int) -> bool:
    """Whether a phrase names a person, a body or a group, and not a thing."""
    word = hit.s.words[head]
    return (
        word.pos == "PROPN"
        or hit.marks.is_a(head, "actor", "generic", "critic", "government", "people", "descriptive")
        or hit.marks.state_at(head) is not None
    )


#: What may stand before a name by a slip of the parser: "on Friday Judge Roe".
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december".split()
)


#: "Last week", "this month": what opens a time, and how long it runs; who is told to lie near by.
WHICH, SPANS = frozenset({"last", "this", "next"}), frozenset("week month year night".split())
BESIDE = frozenset({"neighbouring", "neighboring", "nearby"})
#: A day in figures.
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def begin_of_name(s: Sentence, first: int, last: int) -> int:
    """The first word of a phrase behind its article, and behind a day that is no part of it."""
    words = s.words
    if first + 1 < last and words[first].lemma in WHICH and words[first + 1].lemma in SPANS:
        first += 2  # "last week neighbouring Chad"
    while first < last and (
        words[first].text.lower() in BESIDE
        or words[first].lemma in ("the", "a", "an", "which", "that", "to")
        or (words[first].pos == "ADV" and words[first + 1].pos == "DET")
        or (words[first].text.lower() in DAYS and words[first].text[0].isupper())
        or (words[first].text.isdigit() and words[first - 1].text.lower() in DAYS)
        or DAY.fullmatch(words[first].text)
    ):
        first += 1
    return first


def _end_with_of(s: Sentence, j: int) -> int:
    """The last word of a noun phrase with the "of …" that follows it: "Human Rights of the UN"."""
    last = phrase_of(s, j)[1]
    below = [
        k
        for c in s.children[j]
        if s.words[c].lemma == "of" and c == last + 1
        for k in s.children[c]
    ]
    return max([last, *(_end_with_of(s, k) for k in below if s.words[k].pos == "PROPN")])


def _points_to_its_state(s: Sentence, c: int) -> bool:
    """ "The Supreme Court of his country": words that name nobody are no part of a name."""
    return any(
        s.words[j].lemma in ("country", "land", "nation", "state", "kingdom") for j in s.children[c]
    )


def end_of_name(s: Sentence, head: int) -> int:
    """The last word of a name with its "of …" and what is joined to it."""
    last = head
    for c in s.children[head]:
        if s.words[c].lemma == "of" and c == last + 1 and not _points_to_its_state(s, c):
            parts = [k for j in s.children[c] for k in conjuncts(s, j)]
            last = max([last, *(_end_with_of(s, j) for j in parts)])
        if s.words[c].lemma in ("in", "for") and c == last + 1:
            named = [j for j in s.children[c] if s.words[j].pos == "PROPN"]
            last = max([last, *(phrase_of(s, j)[1] for j in named)])
    for j in conjuncts(s, head)[1:]:
        last = max(last, j)
    return last
