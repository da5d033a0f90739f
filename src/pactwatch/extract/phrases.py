"""Sentence → phrases: the moves, deals and talks of which frames speak, with the parties they name.

A phrase's verb or noun, its people and its parties come from the arguments of its word; moves of one
sentence that hang together ("accept migrants deported from the US") lend each other their parties.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pactwatch.domain import PhraseRule
from pactwatch.extract.arguments import (
    Arguments,
    arguments,
    conjuncts,
    phrase_of,
)
from pactwatch.extract.hanging import (
    came_before,
    goes_on_from,
    hang_together,
    lend,
    say_what_about,
    side_by_deal,
)
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.making import KINDS, MAKING, made_by, where_signed
from pactwatch.extract.named import Party
from pactwatch.extract.naming import (
    WHITHER,
    attached_elsewhere,
    leaves_unnamed,
    named_in_roles,
    support,
    there,
)
from pactwatch.extract.ordinals import are_others, ordinal_of
from pactwatch.extract.parse import Sentence
from pactwatch.extract.parties import Memory, parties_of
from pactwatch.extract.phrase import Phrase
from pactwatch.extract.triggers import Triggers
from pactwatch.extract.who_moves import whence_come, who_moves


def find_phrases(s: Sentence, marks: Marks, memory: Memory, index: PhraseIndex) -> list[Phrase]:
    """Every phrase of a sentence, left to right; a word makes one phrase, by the first rule that fits."""
    found: list[Phrase] = []
    for i in range(len(s.words)):
        for rule in index.starting_at(s, marks, i):
            phrase = _read(s, marks, memory, i, rule)
            if phrase is not None:
                found.append(phrase)
                break
    moves = [phrase for phrase in found if phrase.rule.moves and not phrase.is_own]
    for phrase in moves:
        side_by_deal(phrase, found)
    say_what_about(found, moves)
    for phrase in moves:
        for other in moves:
            if other is phrase or came_before(other):
                continue
            if goes_on_from(phrase, other, index.pair):
                phrase.parties[index.pair[0]] = list(other.parties.get(index.pair[1], ()))
            elif hang_together(s, phrase, other):
                lend(phrase, other)
    return found


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """A pack's phrases by what starts them."""

    worded: Triggers[PhraseRule]
    classed: tuple[PhraseRule, ...]
    pair: tuple[str, str]  #: the slots of who sends and who receives

    @classmethod
    def of(cls, rules: Sequence[PhraseRule], pair: tuple[str, str]) -> PhraseIndex:
        """Phrase rules → index."""
        worded: Triggers[PhraseRule] = Triggers()
        for rule in rules:
            worded.add(rule, verbs=rule.verbs, nouns=rule.nouns)
        return cls(worded, tuple(rule for rule in rules if rule.noun_class), pair)

    def starting_at(self, s: Sentence, marks: Marks, i: int) -> list[PhraseRule]:
        """The rules that word `i` may start, in the pack's order."""
        word = s.words[i]
        if word.pos in ("NOUN", "PROPN"):
            if word.dep == "compound" and s.words[word.head].pos in ("NOUN", "PROPN"):
                return []
            if _names_its_head(s, marks, i):
                return []
        found = self.worded.starting_at(s, i)
        if word.pos in ("NOUN", "PROPN"):
            found += [rule for rule in self.classed if marks.is_a(i, rule.noun_class or "")]
        elif word.lemma in STANDING_IN and _has_partner(s, i):
            found += [r for r in self.classed if _is_told_before(marks, i, r.noun_class or "")]
        return found


#: Words for another thing of the kind told before: "a deal like the one with Malawi".
STANDING_IN = frozenset({"one", "that", "those"})


def _has_partner(s: Sentence, i: int) -> bool:
    """ "Those with Malawi", "the one that it struck with Malawi", "that between Norway and Malawi"."""
    made = [c for c in s.children[i] if s.words[c].dep in ("acl", "relcl")]
    made = [c for c in made if s.words[c].lemma in MAKING]
    return any(s.words[k].lemma in (WITH, "between") for c in (i, *made) for k in s.children[c])


def _is_told_before(marks: Marks, i: int, noun_class: str) -> bool:
    return any(noun_class in classes for classes in marks.classes[:i])


def _names_its_head(s: Sentence, marks: Marks, i: int) -> bool:
    """ "Understanding" in "memorandum of understanding": the same thing, told by its head."""
    if i < 2 or s.words[i - 1].lemma != "of":
        return False
    return bool(marks.classes[i] & marks.classes[i - 2])


#: Where people are sent who are sent home, right behind the verb ("relocated to their home nations").
HOMEWARD = re.compile(
    r"(?:back )?(?:to|for|into) (?:their|his|her|its|the)(?: own| respective)?"
    r" (?:home(?:land|s| country| countries| nation| nations)?"
    r"|(?:country|countries|nations?|places?) of origin)\b"
)


#: Behind the state to which people go: "to Rwanda, their home country".
THEIRS = re.compile(
    r", (?:their|his|her) (?:home(?:land| country| nation)|native (?:country|land)"
    r"|countr(?:y|ies) of (?:origin|birth|citizenship|nationality)|own country)\b"
)


def _is_homeward(s: Sentence, i: int, rule: PhraseRule) -> bool:
    """ "Flown home", "take back": those who move are the other state's own."""
    if rule.own or any(s.words[c].lemma in rule.not_with for c in s.children[i]):
        return True
    below = " ".join(s.words[k].text.lower() for k in s.subtree(i) if k > i)
    return rule.moves and bool(HOMEWARD.match(below) or THEIRS.search(below))


def _is_other_move(s: Sentence, marks: Marks, i: int) -> bool:
    """Whether a move is told as one of another sort; what a clause tells of people's past is not."""
    if s.words[i].dep not in ("relcl", "acl"):
        return marks.has("other_moves")
    return any(marks.is_a(k, "other_moves") for k in (i, s.words[i].head, *s.subtree(i)))


def _read(s: Sentence, marks: Marks, memory: Memory, i: int, rule: PhraseRule) -> Phrase | None:
    args = _with_inner(s, marks, i, rule)
    phrase = Phrase(rule, s, marks, i, args)
    phrase.people = who_moves(phrase)
    if "people" in rule.needs and not phrase.people:
        return None
    if "another" in rule.needs and not are_others(s, i, phrase.people):
        return None
    if "told" in rule.needs and s.words[i].dep != "ccomp":
        return None
    aboard = _beside(phrase, rule.beside)
    if (rule.beside and not aboard and not _carries_on(phrase, memory)) or _beside(
        phrase, rule.not_beside
    ):
        return None
    if any(s.words[c].lemma in rule.without for c in s.children[i]):
        return None
    for slot, roles in rule.parties.items():
        phrase.parties[slot] = named_in_roles(phrase, memory, roles)
        if rule.moves and not phrase.parties[slot]:
            phrase.parties[slot] = attached_elsewhere(phrase, roles)
        if rule.moves and not phrase.parties[slot] and WHITHER & set(roles):
            phrase.parties[slot] = there(phrase, memory)
        if not phrase.parties[slot] and leaves_unnamed(phrase, roles):
            phrase.unnamed.add(slot)
    if rule.moves and (_stays_within(phrase, memory) or _is_about_to(s, i)):
        return None
    first, second = (phrase.parties.get(slot, []) for slot in (*rule.parties, "", "")[:2])
    _drop_shared(first, second)
    for role in rule.loose:
        known = {p.code for p in phrase.loose}
        new = [p for p in named_in_roles(phrase, memory, (role,)) if p.code not in known]
        phrase.loose += new
        phrase.partners |= {p.code for p in new} if role in APART else set()
        phrase.sides += bool(new)
    if rule.noun_class and rule.loose and len(phrase.loose) < 2:
        phrase.loose += where_signed(phrase, memory)
    if rule.loose and not phrase.partners and leaves_unnamed(phrase, ("with", "between")):
        phrase.unnamed.add(WITH)
    for slot, roles in rule.parties.items():
        if rule.moves and "from" in roles and not phrase.parties[slot]:
            phrase.parties[slot] = _whence(phrase, memory)
    lacking = [s for s in rule.parties if s in rule.needs and not phrase.parties[s]]
    if lacking and not (rule.moves and _is_to_unknown_town(phrase)):
        return None
    if rule.moves and not phrase.people and _is_of_money(s, marks, args):
        return None
    phrase.origins = whence_come(phrase, memory) if rule.moves else []
    if rule.who and not any(_is_of(s, marks, args, *who) for who in rule.who.items()):
        return None
    if "money" in rule.needs and not _is_about_money(s, marks, args):
        return None
    definite = [*phrase.people, *aboard] if rule.moves and phrase.people else [i]
    phrase.is_own = _is_homeward(s, i, rule) or (rule.moves and _is_other_move(s, marks, i))
    phrase.is_definite = any(_is_definite(s, j) or _is_of_both(s, j) for j in definite) or (
        ordinal_of(s, phrase.people) in ("first", "second", "third", "fourth", "fifth")
    )
    phrase.on_topic = _on_topic(phrase) if rule.topic else (True if phrase.people else None)
    return phrase


def _whence(phrase: Phrase, memory: Memory) -> list[Party]:
    """ "Took in 17 Syrian men from Estonia": whose own they are is told, so that they come from there."""
    s, marks = phrase.s, phrase.marks
    own = {
        mark.code
        for mark in marks.states
        if mark.how in ("adjective", "people")
        and (mark.last in phrase.people or s.words[mark.last].head in phrase.people)
    }
    below = [k for j in phrase.people for k in arguments(s, j).get("from", ())]
    found = [p for k in below for p in parties_of(s, marks, memory, k)]
    if found or not phrase.people:
        return found if own and not own & {p.code for p in found} else []
    return _whose_they_were(phrase, memory)


def _whose_they_were(phrase: Phrase, memory: Memory) -> list[Party]:
    """ "Took in 17 people whom the US could not send home": who does with them, by a relative clause."""
    s = phrase.s
    taking = {p.code for row in phrase.parties.values() for p in row}
    for j in phrase.people:
        for c in s.children[j]:
            args = arguments(s, c) if s.words[c].dep == "relcl" else {}
            if j in args.get("object", ()) and s.words[c].pos == "VERB":
                acts = [k for k in args.get("subject", ()) if s.words[k].pos != "PRON"]
                told = [p for k in acts for p in parties_of(s, phrase.marks, memory, k)]
                if taking and len(told) == 1 and told[0].code not in taking:
                    return told
    return []


def _is_to_unknown_town(phrase: Phrase) -> bool:
    """ "May send them to Osh": somewhere by name, which no list of places has, and nobody has gone."""
    s = phrase.s
    to = [j for role in ("to", "into") for j in phrase.args.get(role, ())]
    acts = any(s.words[c].dep == "aux" for c in s.children[phrase.i])
    return (
        s.words[phrase.i].tag == "VB"
        and acts
        and bool(phrase.args.get("subject"))
        and any(phrase.parties.values())
        and any(s.words[j].pos == "PROPN" and phrase.marks.state_at(j) is None for j in to)
    )


def _is_about_to(s: Sentence, i: int) -> bool:
    """ "Are going to be brought there": the verb below tells the move, and nobody goes yet."""
    below = [g for c in s.children[i] if s.words[c].dep == "xcomp" for g in s.children[c]]
    return s.words[i].lemma == "go" and any(s.words[g].tag == "TO" for g in below)


def _stays_within(phrase: Phrase, memory: Memory) -> bool:
    """ "Led from the camp at Gjader to the port of Shengjin": a move within one state."""
    ends = {p.code for role in WHITHER for p in named_in_roles(phrase, memory, (role,))}
    starts = {p.code for p in named_in_roles(phrase, memory, ("from",))}
    return bool(ends) and ends == starts


def _beside(phrase: Phrase, wanted: Mapping[str, Sequence[str]]) -> list[int]:
    """The words of some classes in some roles, of the phrase or its people: a vessel that carries them."""
    s, marks = phrase.s, phrase.marks
    found: list[int] = []
    for role, classes in wanted.items():
        heads = list(phrase.args.get(role, ()))
        for person in phrase.people:
            heads += arguments(s, person).get(role, [])
        found += [j for h in heads for j in conjuncts(s, h) if marks.is_a(j, *classes)]
    return found


#: How far above, in characters, stands the vessel that "it" means.
SOON = 300


def _carries_on(phrase: Phrase, memory: Memory) -> bool:
    """ "The plane landed on Tuesday. It carried 23 Sudanese": a pronoun for a vessel told just above."""
    s, classes = phrase.s, phrase.rule.beside.get("subject", ())
    it = any(s.words[j].text.lower() == "it" for j in phrase.args.get("subject", ()))
    return it and any(0 < s.start - memory.things.get(c, -SOON) < SOON for c in classes)


def _with_inner(s: Sentence, marks: Marks, i: int, rule: PhraseRule) -> Arguments:
    """A noun's arguments with those of the noun that names it: "a memorandum of understanding with"."""
    args = arguments(s, i)
    if rule.noun_class and s.words[i].pos in ("NOUN", "PROPN"):
        for j in made_by(s, marks, i):
            for role in ("subject", "with", "between", "from"):
                args[role] = [
                    *args.get(role, []),
                    *(k for k in arguments(s, j).get(role, []) if k != i),
                ]
        if not args.get("with") and not args.get("between"):  # "deals on taking migrants with X"
            below = [k for r in ("on", "for", "about", "over") for k in args.get(f"{r}+clause", ())]
            below += [k for j in below for k in arguments(s, j).get("object", ())]
            below += [k for r in ("on", "for", "about", "over") for k in args.get(r, ())]
            below += [k for k in args.get("of", ()) if s.words[k].lemma in KINDS]
            args["with"] = [k for j in below for k in arguments(s, j).get("with", ())]
        for j in args.get("of", []):
            if marks.is_a(j, rule.noun_class):
                for role, heads in arguments(s, j).items():
                    args[role] = [*args.get(role, []), *heads]
    return args


#: Where the partner of a deal or talks stands; no slot of the pair.
WITH = "with"

#: Roles of those with whom somebody else makes a deal.
APART = frozenset({"with", "from"})


def _is_of(s: Sentence, marks: Marks, args: Arguments, role: str, classes: Sequence[str]) -> bool:
    heads = [k for j in args.get(role, ()) for k in conjuncts(s, j)]
    return any(marks.is_a(k, *classes) for k in heads)


def _is_of_money(s: Sentence, marks: Marks, args: Arguments) -> bool:
    """ "Transferred $7.5 million", "the transfer of funds": money goes, and nobody with it."""
    things = [k for role in ("object", "of") for j in args.get(role, ()) for k in conjuncts(s, j)]
    sums = {"million", "billion", "thousand", "dollar", "euro", "pound", "sum", "amount"}
    return any(
        marks.is_a(k, "money")
        or s.words[k].lemma in sums
        or any(s.words[c].text in "$€£" for c in s.children[k])
        for k in things
    )


def _is_about_money(s: Sentence, marks: Marks, args: Arguments) -> bool:
    things = [k for j in (*args.get("object", ()), *args.get("of", ())) for k in s.subtree(j)]
    return any(marks.is_a(k, "money") or s.words[k].text in "$€£" for k in things)


def _is_of_both(s: Sentence, i: int) -> bool:
    """ "The two countries signed a letter": the states are those of whom the page speaks."""
    return any(
        s.words[c].lemma in ("two", "both")
        for j in support(s, i).get("subject", [])
        for c in s.children[j]
    )


def _is_definite(s: Sentence, i: int) -> bool:
    first, last = phrase_of(s, i)
    if s.words[i].pos in ("PRON", "NUM"):
        return True
    return any(
        w.lemma in ("the", "that", "this", "those", "these", "its", "their", "such")
        for w in s.words[first:last]
    )


def _on_topic(phrase: Phrase) -> bool | None:
    """Whether a deal or talk is about people sent on: by its own words first, then the sentence's."""
    s, marks, i = phrase.s, phrase.marks, phrase.i
    beside = phrase.args.get("modifier", ())
    if any(marks.is_a(k, "elsewhere") for c in beside for k in s.subtree(c)):
        return False  # "a labour migration agreement", "a readmission deal"
    tasks = [c for r in ("on", "for", "about") for c in phrase.args.get(f"{r}+clause", ())]
    aims = [k for c in tasks for j in arguments(s, c).get("object", ()) for k in s.subtree(j)]
    if any(marks.is_a(k, "elsewhere") for k in aims) and not any(
        marks.is_a(k, "people", "topic") for k in aims
    ):
        return False  # "agreements on fighting smuggling with Kosovo"
    own = [j for j in s.subtree(i) if j != i]
    if any(marks.is_a(j, "topic") for j in own):
        return True
    about = [
        c for r in ("on", "about", "over", "for", "of", "modifier") for c in phrase.args.get(r, ())
    ]
    if any(marks.is_a(k, "elsewhere") for c in about for k in s.subtree(c)):
        return False
    if marks.has("topic"):
        return True
    return None


def _drop_shared(first: list[Party], second: list[Party]) -> None:
    """A state is not on both sides of one move: the side that has others gives it up."""
    shared = {p.code for p in first} & {p.code for p in second}
    for code in shared:
        side = first if len(first) > len(second) else second if len(second) > 1 else first
        side[:] = [p for p in side if p.code != code]
