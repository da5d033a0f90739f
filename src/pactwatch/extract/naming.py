"""Phrase → the states that its arguments name: in its roles, behind "to" in its clause, by "there"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.extract.arguments import (
    Arguments,
    arguments,
    conjuncts,
    is_infinitive,
    is_passive,
    phrase_of,
)
from pactwatch.extract.lexicon import Marks, StateMark
from pactwatch.extract.listing import of_which
from pactwatch.extract.named import Party, beside, qualifying
from pactwatch.extract.nationality import is_origin
from pactwatch.extract.parse import Sentence
from pactwatch.extract.parties import Memory, parties_of
from pactwatch.extract.phrase import Phrase

#: Prepositions that tell where people go; the parse often hangs them on a noun between.
WHITHER = frozenset({"to", "into", "onto"})


#: The role of who accepts a move that a noun tells: "Fiji agreed to receive deportation flights".
TAKER = "taker"


def _is_taken(phrase: Phrase) -> bool:
    word = phrase.s.words[phrase.i]
    noun = word.pos in ("NOUN", "PROPN") and word.dep in ("dobj", "nsubjpass")
    return noun and phrase.rule.moves and phrase.marks.is_a(word.head, "taking")


def named_in_roles(phrase: Phrase, memory: Memory, roles: Sequence[str]) -> list[Party]:
    s, marks, i = phrase.s, phrase.marks, phrase.i
    found: list[Party] = []
    for role in roles:
        if role == "modifier":
            here = list(qualifying(s, marks, i))
        elif role == "name":  # "nine Norway deportees", not "nine Cuban deportees"
            names = [m.first for m in marks.states if m.how not in ("adjective", "people")]
            here = [p for p in qualifying(s, marks, i) if s.word_at(p.start) in names]
        elif role == "subject" and s.words[i].pos not in ("VERB", "AUX"):
            if phrase.rule.moves and found_from(phrase, memory):
                continue  # "Fiji halted the transfers from Norway": who halts them sends nobody
            takes = _is_taken(phrase)  # "agreed to accept deportations": who does takes people
            acts = [] if takes else support(s, i).get("subject", [])
            acts = [j for j in acts if not is_origin(s, marks, j)]
            here = [p for j in acts for p in parties_of(s, marks, memory, j)]
        elif role == TAKER:
            acts = support(s, i).get("subject", []) if _is_taken(phrase) else []
            here = [p for j in acts for p in parties_of(s, marks, memory, j)]
        elif "." in role:
            here = list(_within_role(phrase, memory, role))
        else:
            heads = [_antecedent(s, i, j) for j in phrase.args.get(role, ())]
            if role in ("with", "between") and phrase.rule.noun_class:
                heads += support(s, i).get(role, [])
            here = [p for j in heads for p in parties_of(s, marks, memory, j)]
            if role in ("with", "between") and not here:
                here = [p for j in heads for p in _a_people(s, marks, j)]
            if role == "subject" and phrase.rule.moves:
                here = list(_whose_plan(phrase)) or here or list(_people_who_send(phrase))
            here += [p for j in phrase.args.get(role, ()) for p in _places_in(phrase, j, role)]
        if role == "from" and phrase.rule.moves and len({p.code for p in here}) > 1:
            here = []  # "migrants from Bangladesh and Egypt": of which states they are
        for party in here:
            if party.code not in [p.code for p in found]:
                found.append(party)
        if found and role in ("subject", "by", "to", "into"):
            break
    return found


def found_from(phrase: Phrase, memory: Memory) -> bool:
    """Whether a noun of moves has one state behind its own "from"."""
    s, heads = phrase.s, phrase.args.get("from", ())
    codes = {p.code for j in heads for p in parties_of(s, phrase.marks, memory, j)}
    return len(codes) == 1


#: What opens a description of states that the page has named.
NAMING = frozenset("the this that these those its our their both two each".split())


def _antecedent(s: Sentence, i: int, j: int) -> int:
    """ "Kosovo, to which Denmark transferred them": what a relative word behind a preposition means."""
    relative = s.words[j].tag in ("WDT", "WP") and s.words[i].dep == "relcl"
    return s.words[i].head if relative else j


def leaves_unnamed(phrase: Phrase, roles: Sequence[str]) -> bool:
    """ "To third countries", "a Central American country": a state that the page does not name."""
    s, marks = phrase.s, phrase.marks
    heads = [
        of_which(s, marks, j)  # "talks with a number of countries"
        for role in roles
        for j in phrase.args.get(role, ())
        if role != "from" or s.words[j].tag != "NNS"  # "accepted people from various countries"
    ]
    return any(
        marks.is_a(j, "descriptive")
        and not marks.is_a(j, "people")
        and s.words[phrase_of(s, j)[0]].lemma not in NAMING
        for j in heads
    )


def _within_role(phrase: Phrase, memory: Memory, role: str) -> Iterator[Party]:
    """ "object.in": what an argument of an argument names ("rents cells in Kosovo")."""
    s, marks = phrase.s, phrase.marks
    outer, inner = role.split(".", 1)
    for head in phrase.args.get(outer, ()):
        if inner == "modifier":
            yield from qualifying(s, marks, head)
        for j in arguments(s, head).get(inner, ()):
            yield from parties_of(s, marks, memory, j)
            yield from qualifying(s, marks, j)


def attached_elsewhere(phrase: Phrase, roles: Sequence[str]) -> list[Party]:
    """ "Has flown eight men, all but one of them citizens of other countries, to South Sudan"."""
    s, marks = phrase.s, phrase.marks
    if s.words[phrase.i].pos != "VERB":
        return _behind_verb(phrase, roles)
    if (behind := _behind_agent(phrase, roles)) is not None:
        return [behind]
    for j in range(phrase.i + 1, len(s.words)):
        word = s.words[j]
        over = s.words[word.head] if word.tag == "MD" else word
        if word.tag in ("VBD", "VBP", "VBZ", "MD") and over.dep != "relcl":
            return _where_they_are(phrase) if WHITHER & set(roles) else []
        if s.words[word.head].dep == "relcl" and s.words[word.head].lemma in COMING:
            continue  # "sending back people who come to Norway"
        if word.lemma in WHITHER and word.lemma in roles and word.dep in ("prep", "dative"):
            mark = _place_behind(s, marks, j)
            if mark is not None and mark.code not in phrase.all_codes:
                row = [m for k in conjuncts(s, mark.last) if (m := marks.state_at(k))]
                return [Party(m.code, *s.range_of(m.first, m.last)) for m in row]
    return (_where_kept(phrase) or _where_they_are(phrase)) if WHITHER & set(roles) else []


def _behind_agent(phrase: Phrase, roles: Sequence[str]) -> Party | None:
    """ "Resettled by Denmark in Malawi", "under the deal in Malawi": where, which the parse hangs there."""
    s = phrase.s
    above = [
        c for c in s.children[phrase.i] if s.words[c].dep == "agent" or s.words[c].lemma == "under"
    ]
    agents = [k for c in above for k in s.children[c]]
    for c in (c for k in agents for c in s.children[k]):
        if s.words[c].dep == "prep" and s.words[c].lemma in roles:
            for mark in map(phrase.marks.state_at, s.children[c]):
                if mark and mark.how not in ("adjective", "people"):
                    return Party(mark.code, *s.range_of(mark.first, mark.last))
    return None


def _behind_verb(phrase: Phrase, roles: Sequence[str]) -> list[Party]:
    """ "Has halted the transfer of migrants to Gabon": whither, where the parse hangs it on the verb."""
    s, i = phrase.s, phrase.i
    if s.words[i].dep != "dobj":
        return []
    whither = WHITHER | {"in"} if phrase.marks.is_a(i, "moved") else WHITHER
    for j in s.children[s.words[i].head]:
        if (
            j > i
            and s.words[j].dep in ("prep", "dative")
            and s.words[j].lemma in whither & set(roles)
        ):
            for mark in map(phrase.marks.state_at, s.children[j]):
                if mark and mark.how not in ("adjective", "people"):
                    return [Party(mark.code, *s.range_of(mark.first, mark.last))]
    return []


#: How far behind "to" the name of a place stands that is told by what it has: "to the high-security
#: wing of a prison in Malawi".
WAY = 10
#: What ends the words for a place.
BEYOND = frozenset("from by for with and or but who which that where after before when".split())


def _place_behind(s: Sentence, marks: Marks, to: int) -> StateMark | None:
    """ "To the mega-prison of Chad", "to cells rented in Chad": the state in which the place lies.

    By the order of the words alone: parses take such places apart.
    """
    for k in range(to + 1, min(to + 1 + WAY, len(s.words))):
        word = s.words[k]
        if word.lemma in BEYOND or word.text in ",;:.()" or word.tag in ("VBD", "VBZ", "VBP"):
            return None
        mark = marks.state_at(k)
        if mark and mark.how not in ("adjective", "people"):
            return mark
    return None


#: Verbs of people's own ways, which tell where they came before.
COMING = frozenset("come enter travel arrive get go flee cross reach migrate".split())

#: Verbs that tell where people are to whom something was done before.
BEING = frozenset(
    "hold detain keep house live be stay remain imprison jail lock incarcerate sit wait serve "
    "shelter accommodate confine languish arrive land intern".split()
)


def _where_they_are(phrase: Phrase) -> list[Party]:
    """ "Nine men deported by Austria are being held in Malawi": where they are is where they came."""
    s, marks = phrase.s, phrase.marks
    sent = any(party.start for row in phrase.parties.values() for party in row)
    if s.words[phrase.i].dep not in ("acl", "relcl") or not sent:
        return []
    verb = next((k for k in s.ancestors(phrase.i) if s.words[k].pos in ("VERB", "AUX")), None)
    if verb is None or s.words[verb].lemma not in BEING:
        return []
    for role in ("in", "at", "on"):
        for j in arguments(s, verb).get(role, ()):
            mark = marks.state_at(j)
            if mark and mark.how not in ("adjective", "people"):
                return [Party(mark.code, *s.range_of(mark.first, mark.last))]
            found = list(_places_in(phrase, j, "in"))
            if found:
                return found[:1]
    return []


def _where_kept(phrase: Phrase) -> list[Party]:
    """ "Has sent 200 members of a gang to be imprisoned in El Salvador"."""
    s, marks = phrase.s, phrase.marks
    below = [c for j in phrase.people for c in s.children[j] if s.words[c].dep in ("relcl", "acl")]
    for clause in (*phrase.args.get("clause", ()), *below):
        if clause > phrase.i and is_infinitive(s, clause) and is_passive(s, clause):
            for j in arguments(s, clause).get("in", ()):
                mark = marks.state_at(j)
                found = [p for p in _places_in(phrase, j, "in") if p.code]
                if mark and mark.how not in ("adjective", "people"):
                    return [Party(mark.code, *s.range_of(mark.first, mark.last))]
                if found:
                    return found[:1]
    return []


def there(phrase: Phrase, memory: Memory) -> list[Party]:
    """ "Were flown there": the place told last, in the sentence, else above; never who sends them."""
    s, i = phrase.s, phrase.i
    there = next((c for c in s.children[i] if s.words[c].lemma == "there"), None)
    if there is None:
        return []
    at = s.range_of(there, there)
    senders = phrase.all_codes
    above = [p for p in beside(s, phrase.marks) if p.end <= at[0] and p.code not in senders]
    told = [*above[-1:], *(p for p in (memory.place, memory.subject) if p is not None)]
    return [Party(p.code, *at) for p in told if p.code not in senders][:1]


def _places_in(phrase: Phrase, j: int, role: str) -> Iterator[Party]:
    """ "To a prison in El Salvador", "to Nauru's camp", "to the Pacific island of Nauru"."""
    if role not in ("to", "into", "in", "onto", "at", "object"):
        return
    s, marks = phrase.s, phrase.marks
    if marks.is_a(j, "people"):
        return
    yield from qualifying(s, marks, j)
    after = [c for c in s.children[s.words[s.words[j].head].head] if c > j]
    for c in (*s.children[j], *after):
        if c in after and not (c == j + 1 and s.words[c].lemma in ("in", "at", "on", "near")):
            continue
        if (
            s.words[c].lemma in ("in", "of", "on", "at", "near", "outside")
            and s.words[c].dep == "prep"
        ):
            for k in (k for first in s.children[c] for k in conjuncts(s, first)):
                below = [
                    g for d in s.children[k] if s.words[d].lemma == "of" for g in s.children[d]
                ]
                for mark in map(marks.state_at, (k, *below)):
                    if mark and mark.how not in ("adjective", "people"):
                        yield Party(mark.code, *s.range_of(mark.first, mark.last))
        if s.words[c].dep == "appos":
            owners = [k for k in s.children[c] if s.words[k].dep == "poss"]
            mark = marks.state_at(c) or (marks.state_at(owners[0]) if owners else None)
            if mark and mark.how not in ("adjective", "people"):
                yield Party(mark.code, *s.range_of(mark.first, mark.last))


def _a_people(s: Sentence, marks: Marks, j: int) -> Iterator[Party]:
    """ "An agreement with the Americans": a people as partner of a deal stands for its state."""
    mark = marks.state_at(j)
    the = any(s.words[c].lemma == "the" for c in s.children[j])
    if mark and the and s.words[j].tag in ("NNS", "NNPS"):
        yield Party(mark.code, *s.range_of(mark.first, mark.last))


def _people_who_send(phrase: Phrase) -> Iterator[Party]:
    """ "Venezuelans thrown out by the Americans": a people that sends others stands for its state."""
    for j in phrase.args.get("subject", ()):
        if phrase.people and j not in phrase.people:
            yield from _a_people(phrase.s, phrase.marks, j)


def _whose_plan(phrase: Phrase) -> Iterator[Party]:
    """ "American plans to fly them there": whose they are, told by an adjective, sends."""
    s, i = phrase.s, phrase.i
    noun = s.words[i].head
    if s.words[i].dep == "acl" and is_infinitive(s, i) and phrase.marks.is_a(noun, "plan"):
        yield from qualifying(s, phrase.marks, noun)


def support(s: Sentence, i: int) -> Arguments:
    """The arguments of the verb of which the noun is the object ("signed a deal with Rwanda")."""
    for above in s.ancestors(i):
        if s.words[above].pos in ("VERB", "AUX"):
            return arguments(s, above)
        if s.words[above].pos in ("NOUN", "PROPN") and s.words[s.words[i].head].pos != "ADP":
            return {}
    return {}
