"""Noun phrase of people → how many they are, of which states they are nationals, and whose own.

What a page counts ("eight men", "an Iraqi refugee", "dozens of migrants from Cuba and Haiti") is
read from the phrase alone; nothing is added up.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.extract.amounts import Amount, find_money, find_quantities
from pactwatch.extract.arguments import conjuncts, phrase_of
from pactwatch.extract.lexicon import Marks, StateMark
from pactwatch.extract.limits import caps_in
from pactwatch.extract.parse import Sentence
from pactwatch.extract.whom import PARTS, ROUND_NUMBERS, TENS
from pactwatch.nouns import Quantity

#: Nouns that count their complement, not themselves ("a group of eight men").
GROUPS = frozenset(
    "group batch cohort number flight plane planeload contingent wave handful series tranche part "
    "majority total lot pair set team load family".split()
)


def count_of(s: Sentence, marks: Marks, heads: Sequence[int]) -> tuple[Quantity, int, int] | None:
    """How many people a phrase tells of, with where its words stand in the document.

    Groups that are joined and counted one by one are added up ("three Iraqis and two Cubans").
    """
    for head in heads:
        for i in (head, *members_of(s, head)):
            states = i != head and marks.is_a(i, "descriptive")  # "citizens of six countries"
            found = _count(s, marks, i) if not states else None
            if found is not None:
                return _joined(s, marks, i, found) or found
    return None


def _joined(
    s: Sentence, marks: Marks, i: int, found: tuple[Quantity, int, int]
) -> tuple[Quantity, int, int] | None:
    """The sum of a count and those joined to it, if each counts people exactly."""
    own = [c for c in s.children[i] if s.words[c].dep == "nummod"]
    if len(own) > 1 and any(s.words[k].text in PARTING for k in range(own[0], own[-1])):
        return None  # "the 16 – ten Cubans and six Poles"
    joined = conjuncts(s, i)[1:]
    for child in s.children[i]:  # "two men, a woman and a child", its second read as an apposition
        row = conjuncts(s, child) if s.words[child].dep == "appos" else []
        joined += row if len(row) > 1 else []
    others = [j for j in joined if s.words[j].pos == "NUM" or _names(marks, j)]
    if any(w.lemma in ("to", "or") for w in s.words[i : max([i, *others])]):
        return None  # "12 to Kenya and seven to Malawi"; "one or two have come"
    if any(_is_day_behind(s, k) for k in range(i, max([i, *others]))):
        return None  # "630 in 2017 and 128 in 2018"
    counts = [found, *(c for j in others if (c := _count(s, marks, j)) is not None)]
    exact = [c[0].min for c in counts if c[0].min is not None and c[0].min == c[0].max]
    if len(counts) < 2 or len(exact) < len(counts) or len(counts) <= len(others):
        return None
    parted = others and {w.text for w in s.words[i : others[0]]} & (PARTING - {","})
    if sum(exact[1:]) == exact[0] and (parted or all(s.words[j].pos == "NUM" for j in others)):
        return None  # "the 43 migrants, 35 from Chad and eight from Mali": of whom they are made up
    start, end = min(c[1] for c in counts), max(c[2] for c in counts)
    words = s.text[start - s.start : end - s.start]
    return Quantity(min=sum(exact), max=sum(exact), words=words), start, end


def _is_day_behind(s: Sentence, k: int) -> bool:
    """Whether a month or a year stands behind "in" or "on": when those were who are counted before it."""
    later = [w.text for w in s.words[k + 1 : k + 3]] if s.words[k].lemma in ("in", "on") else []
    return any(t in MONTHS or (t.isdigit() and len(t) == len("2025")) for t in later)


def count_of_whole(s: Sentence, verb: int) -> tuple[Quantity, int, int] | None:
    """ "One of seven people deported to Chad": a verb that tells of all of them moves seven."""
    if s.words[verb].dep not in ("acl", "relcl"):
        return None
    for c in s.children[s.words[verb].head]:
        of = [k for k in s.children[c] if s.words[k].lemma == "of" and k < c]
        if s.words[c].dep == "nummod" and of and (found := find_quantities(s.words[c].text)):
            return found[0].quantity, *s.range_of(c, c)
    return None


#: What stands between a count and those of whom it is made up.
PARTING = frozenset({"-", "–", "—", ":", "(", ","})


def _names(marks: Marks, j: int) -> bool:
    return marks.is_a(j, "people") or marks.state_at(j) is not None


def _count(s: Sentence, marks: Marks, i: int) -> tuple[Quantity, int, int] | None:
    if s.words[i].lemma in UNCOUNTED or marks.is_a(i, "flight"):
        return None
    first, last = _with_bounds(s, i)
    text = s.text[s.words[first].start : s.words[last].end]
    base = s.start + s.words[first].start
    for found in find_quantities(text):
        covered = s.word_at(base + found.start)
        if covered is None or marks.is_a(covered, "money") or _is_age_or_day(s, covered):
            continue
        if not _counts(s, base, found.start, found.end, i):
            continue
        return found.quantity, base + found.start, base + found.end
    if (lost := _behind_month(s, first)) is not None:
        return lost
    determiner = s.words[first]
    opening = [w.lemma for w in s.words[first : first + 2]]
    ranked = opening[-1] == "first" and opening[0] in ("the", "its", "their", "a")
    bare = determiner.lemma in RANKS and _is_headline(s)  # "First man flown to France"
    if (
        (determiner.lemma in ("a", "an") or ranked or bare)
        and s.words[i].tag in ("NN", "NNP", "JJ")
        and s.words[i].lemma not in GROUPS
        and (marks.is_a(i, "people") or marks.state_at(i))
    ):
        start, end = s.range_of(first, last)
        return Quantity(min=1, max=1, words=s.text[start - s.start : end - s.start]), start, end
    return None


def _behind_month(s: Sentence, first: int) -> tuple[Quantity, int, int] | None:
    """ "In March nine alleged smugglers came": the parse counts the month by it."""
    k = first - 1
    if k < 1 or s.words[k].pos != "NUM" or s.words[k].text.isdigit():
        return None
    if s.words[k - 1].text not in MONTHS or s.words[k].head != k - 1:
        return None
    start, end = s.range_of(k, k)
    found = find_quantities(s.words[k].text)
    return (found[0].quantity, start, end) if found else None


#: By which one more is told in a headline.
RANKS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth another".split()
)


def _is_headline(s: Sentence) -> bool:
    return s.words[-1].pos != "PUNCT"


#: Nouns whose own figure counts no people ("two groups", "three flights").
UNCOUNTED = frozenset(
    "group batch cohort contingent wave tranche family set lot team series".split()
)

#: How a number hangs on what it counts.
COUNTING = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "conj"})


def _counts(s: Sentence, base: int, start: int, end: int, i: int) -> bool:
    """Whether a figure counts the noun itself: it hangs on it, or is it."""
    for offset in range(base + start, base + end):
        j = s.word_at(offset)
        if j is None or not (j == i or s.words[j].head == i or i in s.ancestors(j)):
            continue
        word = s.words[j]
        counts = (
            word.pos == "NUM" or word.dep == "nummod" or word.lemma in TENS
        )  # "Nine", as a name
        if counts or word.lemma in ROUND_NUMBERS or word.text[0] in DASHES:
            return (word.dep in COUNTING or j == i) and not _is_one_of(s, j)
    return False


#: What a dateline may leave at the front of the first word: "(Reuters) -Five men".
DASHES = "-–—"


def _is_one_of(s: Sentence, j: int) -> bool:
    """ "First of hundreds", "one of 50": those behind the "of" are more than who is meant."""
    of = s.words[j].head if s.words[j].dep == "pobj" else s.words[s.words[j].head].head
    first = s.words[s.words[of].head]
    return s.words[of].lemma == "of" and first.lemma in RANKS | {"latest", "last"}


def _with_bounds(s: Sentence, i: int) -> tuple[int, int]:
    """The phrase, with "at least", "more than", "up to" before it where they hang elsewhere."""
    first, last = phrase_of(s, i)
    if s.words[i].pos == "NUM":  # "one or two have come"
        other = [c for c in s.children[i] if s.words[c].dep == "conj" and s.words[c].pos == "NUM"]
        last = max([last, *(c for c in other if s.words[c - 1].lemma == "or")])
    for n in (4, 3, 2, 1):
        before = " ".join(w.text.lower() for w in s.words[max(0, first - n) : first])
        if before in (
            "at least",
            "more than",
            "fewer than",
            "up to",
            "as many as",
            "no more than",
            "less than",
            "about",
            "around",
            "some",
            "over",
            "nearly",
            "almost",
            "roughly",
        ):
            return first - n, last
    return first, last


#: What stands beside a number that is a day.
MONTHS = frozenset(
    "January February March April May June July August September October November December".split()
)


def _is_age_or_day(s: Sentence, j: int) -> bool:
    after = s.words[j + 1].text.lower() if j + 1 < len(s.words) else ""
    if after.capitalize() in MONTHS:
        return True  # "on 6 September 14 people landed"
    counts = s.words[j].dep == "nummod" and s.words[s.words[j].head].text not in MONTHS
    counts = counts or (j > 1 and s.words[j - 2].text.isdigit())
    if j and s.words[j - 1].text in MONTHS and s.words[j].text.isdigit() and not counts:
        return True  # "on September 6"
    if after == "-" and j + 2 < len(s.words) and s.words[j + 2].pos == "NUM":
        return False  # "twenty-nine people"
    return after in ("-", "year", "years", "months", "days", "percent", "%") or (
        s.words[j].text.isdigit() and 1900 <= int(s.words[j].text) <= 2100
    )


def members_of(s: Sentence, head: int) -> list[int]:
    """Those of whom a group consists: "a group of eight", "a flight carrying ten men"."""
    found = []
    for c in s.children[head]:
        word = s.words[c]
        whole = word.lemma == "of" and s.words[head].lemma in PARTS
        if word.dep == "prep" and word.lemma in ("of", "with") and not whole:
            found += [j for j in s.children[c] if s.words[j].dep == "pobj"]
        if word.dep == "appos" and _are_those(s, head, c):
            found.append(c)  # "the first group, forty in number", "the migrants, 200 in all"
        if word.dep in ("acl", "relcl") and word.lemma in (
            "carry",
            "transport",
            "bring",
            "ferry",
            "hold",
            "take",
        ):
            found += [j for j in s.children[c] if s.words[j].dep == "dobj"]
    return [*found, *_made_up_of(s, head)]


def _are_those(s: Sentence, head: int, c: int) -> bool:
    """Whether an apposition counts a group, or people of whom "all" are told."""
    word, whole = s.words[c], s.words[head]
    group = whole.lemma in GROUPS
    if word.pos != "NUM":  # "the first batch of deportees, nine men"
        counted = [k for k in s.children[c] if s.words[k].dep == "nummod"]
        return group and whole.tag == "NN" and len(counted) == 1 and word.tag == "NNS"
    some = any(s.words[k].lemma in ("of", "from") for k in s.children[c])
    behind = {w.lemma for w in s.words[c + 1 : c + 3]}
    return group or (whole.tag == "NNS" and not some and bool(behind & ALTOGETHER))


#: What tells of a figure that it counts them all.
ALTOGETHER = frozenset("all altogether total together number".split())

#: Verbs by which a group is told to consist of those it is made up of.
COMPOSING = frozenset({"make", "comprise", "consist", "compose", "include"})


def _made_up_of(s: Sentence, head: int) -> list[int]:
    """ "The group was made up of two Poles and a Czech": those whom a verb tells a group to consist of."""
    verb = s.words[head].head
    subject = s.words[head].dep in ("nsubj", "nsubjpass") and s.words[head].lemma in GROUPS
    if not subject or s.words[verb].lemma not in COMPOSING:
        return []
    below = [c for c in s.children[verb] if s.words[c].dep in ("prep", "prt", "dobj")]
    of = [k for c in below for k in (c, *s.children[c]) if s.words[k].lemma == "of"]
    told = [k for c in of for k in s.children[c]] + [c for c in below if s.words[c].dep == "dobj"]
    some = s.words[verb].lemma == "include"
    return [j for j in told if not some or len(conjuncts(s, j)) > 1]


def nations_of(s: Sentence, marks: Marks, heads: Sequence[int]) -> list[StateMark]:
    """The nationalities that a phrase gives its people, left to right."""
    found: list[StateMark] = []
    for head in heads:
        for i in (head, *members_of(s, head)):
            first, last = phrase_of(s, i)
            vessel = marks.is_a(i, "flight")  # "an Italian ship carrying 49 migrants"
            found += [
                m
                for m in marks.states
                if not vessel
                and first <= m.first
                and m.last <= last
                and m.how in ("adjective", "people")
                and "non" not in (w.text.lower() for w in s.words[max(0, m.first - 2) : m.first])
            ]
            for c in s.children[i]:
                found += _nations_below(s, marks, c)
        found += _among_them(s, marks, head)
    unique: list[StateMark] = []
    for mark in sorted(found, key=lambda m: m.first):
        if mark.code not in [m.code for m in unique]:
            unique.append(mark)
    return unique


def _among_them(s: Sentence, marks: Marks, head: int) -> list[StateMark]:
    """ "Nine deportees, among them two Iraqis": behind "among them", in the clause of the people."""
    for k in range(head + 1, len(s.words) - 1):
        if s.words[k].lemma == "among" and s.words[k + 1].lemma in ("they", "them"):
            end = next((j for j in range(k + 2, len(s.words)) if s.words[j].pos == "VERB"), None)
            return [
                m
                for m in marks.states
                if k < m.first < (end or len(s.words)) and m.how in ("people", "adjective")
            ]
    return []


def _nations_below(s: Sentence, marks: Marks, c: int) -> list[StateMark]:
    """ "From Cuba and Laos", "nationals of Vietnam", "including two Mexicans"."""
    word = s.words[c]
    found: list[StateMark] = []
    if word.dep == "prep" and word.lemma in ("from", "of", "including", "include", "among"):
        for j in s.children[c]:
            for k in conjuncts(s, j):
                mark = marks.state_at(k)
                if mark and (
                    word.lemma != "of"
                    or mark.how == "people"
                    or marks.is_a(s.words[c].head, "people")
                ):
                    found.append(mark)
                elif marks.is_a(k, "people"):
                    found += nations_of(s, marks, [k])
    elif word.dep in ("appos", "conj"):
        mark = marks.state_at(c)
        single = s.words[phrase_of(s, c)[0]].lemma in ("a", "an")
        if mark and (mark.how == "people" or (mark.how == "adjective" and single)):
            found.append(mark)  # "the man, an Indian"
        elif marks.is_a(c, "people"):
            found += nations_of(s, marks, [c])
    elif word.dep in ("acl", "relcl") and word.lemma in ("come", "hail", "originate"):
        for p in s.children[c]:
            if s.words[p].lemma == "from":
                found += [
                    m for j in s.children[p] for k in conjuncts(s, j) if (m := marks.state_at(k))
                ]
    return found


def are_own(s: Sentence, marks: Marks, heads: Sequence[int], code: str) -> bool:
    """Whether the people are the receiving state's own: "Ghanaians" to Ghana, "its own citizens"."""
    return bool(heads) and all(_is_own(s, marks, head, code) for head in heads)


def _is_own(s: Sentence, marks: Marks, head: int, code: str) -> bool:
    aboard = members_of(s, head) if marks.is_a(head, "flight") else []
    if aboard:  # "flights of its own citizens"
        return all(_is_own(s, marks, i, code) for i in aboard)
    nations = nations_of(s, marks, [head])
    if nations:
        return all(mark.code == code for mark in nations)
    first, last = phrase_of(s, head)
    words = {w.lemma for w in s.words[first : last + 1]}
    if "own" in words or marks.is_a(head, "own"):
        return True
    return bool(words & {"its", "their"} and words & {"national", "citizen"})


def amounts_of(s: Sentence, marks: Marks, sort: str) -> list[Amount]:
    """The sums of money in a sentence, or the counts of people that are an upper bound or a rate."""
    if sort == "money":
        return [
            Amount(m.amount, m.currency, s.start + m.start, s.start + m.end)
            for m in find_money(s.text)
            if not _is_converted(s.text, m.start)
        ]
    return list(caps_in(s, marks))


def _is_converted(text: str, start: int) -> bool:
    """Whether a sum stands in brackets behind another: "$5.1m (about £3.8m)" is one sum."""
    opened = text.rfind("(", max(0, start - BRACKETED), start)
    before = text[max(0, opened - BRACKETED) : opened].rstrip() if opened > 0 else ""
    sums = list(find_money(before))
    return bool(sums) and sums[-1].end == len(before) and ")" not in text[opened:start]


#: How far, in characters, a sum may stand from the bracket that opens before or behind it.
BRACKETED = 30
