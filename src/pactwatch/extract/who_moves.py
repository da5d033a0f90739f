"""Phrase → who is moved: the people in its rule's roles, or aboard a vessel that stands there."""

from __future__ import annotations

from pactwatch.extract.arguments import arguments, conjuncts
from pactwatch.extract.named import Party
from pactwatch.extract.parties import Memory, parties_of
from pactwatch.extract.people import members_of
from pactwatch.extract.phrase import Phrase
from pactwatch.extract.whom import is_part, people_in, whole_of


def who_moves(phrase: Phrase) -> list[int]:
    """Who is moved: in the rule's roles, and beside a vessel in them ("with ten men on board")."""
    s, marks, i = phrase.s, phrase.marks, phrase.i
    found: list[int] = []
    for role in phrase.rule.people:
        found += people_in(s, marks, i)[:1] if role == "self" else []
        for head in _heads_of(phrase, role):
            if role == "poss" and s.words[head].lemma == "their":
                found.append(head)  # "since their arrival in Chad"
            whole = whole_of(s, head) if s.words[i].dep in ("relcl", "acl") else head
            found += people_in(s, marks, whole)
    if not found and "object" in phrase.rule.people and not phrase.args.get("object"):
        found = _read_as_subject(phrase)
    if not found and "object" in phrase.rule.people:  # "deported to Ghana nine people who …"
        behind = [k for j in phrase.args.get("to", ()) for k in s.children[j]]
        found = [
            c
            for k in behind
            if s.words[k].dep == "appos" and any(s.words[g].dep == "nummod" for g in s.children[k])
            for c in people_in(s, marks, k)
        ]
    if not found and phrase.rule.people and s.words[i].dep in ("nsubj", "nsubjpass"):
        beside = arguments(s, s.words[i].head).get("with", ())  # "took place with six men aboard"
        found = (
            [j for h in beside for j in people_in(s, marks, h)] if marks.is_a(i, "flight") else []
        )
    if any(
        marks.is_a(j, "flight") for role in phrase.rule.people for j in phrase.args.get(role, ())
    ):
        found += [
            j for h in phrase.args.get("with", ()) for j in people_in(s, marks, h) if j not in found
        ]
    return found


def whence_come(phrase: Phrase, memory: Memory) -> list[Party]:
    """ "A plane with nine asylum seekers from Norway": the states behind "from" of those who are moved."""
    s = phrase.s
    whom = [k for j in phrase.people for k in (j, *members_of(s, j))]
    below = [k for j in whom for k in arguments(s, j).get("from", ())]
    return [p for k in below for p in parties_of(s, phrase.marks, memory, k)]


def _read_as_subject(phrase: Phrase) -> list[int]:
    """ "Six of the 11 men deported to Chad have been freed": a participle read as a past."""
    s, i = phrase.s, phrase.i
    if s.words[i].tag not in ("VBD", "VBN") or s.words[i].pos != "VERB":
        return []
    subjects = [c for c in s.children[i] if s.words[c].dep == "nsubj"]
    near = [whole_of(s, c) if is_part(s, c) else c for c in subjects if s.subtree(c)[-1] == i - 1]
    return [
        j for k in near if phrase.marks.is_a(k, "people") for j in people_in(s, phrase.marks, k)
    ]


def _heads_of(phrase: Phrase, role: str) -> list[int]:
    """The heads in a role, or by "as.for" in a role of what stands in one."""
    outer, _, inner = role.partition(".")
    heads = list(phrase.args.get(outer, ()))
    if not inner:
        return heads
    whole = [k for j in heads for k in conjuncts(phrase.s, j)]
    return [k for j in whole for k in arguments(phrase.s, j).get(inner, ())]
