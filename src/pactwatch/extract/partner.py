"""Words of a sentence → the same with the state behind "with" where the deal or the talks have it."""

from __future__ import annotations

from dataclasses import replace

from pactwatch.extract.lexicon import Marks
from pactwatch.extract.parse import Word


def partner_to_act(words: list[Word], i: int, marks: Marks) -> None:
    """ "Has an agreement with Israel to host them": with whom, read as who is to act."""
    verb = words[i].head
    if words[i].dep != "mark" or words[i].lemma not in ("with", "between"):
        return
    noun = words[verb].head
    told = (k for k in range(i + 1, verb) if words[k].head == verb and words[k].dep == "nsubj")
    partner = next(told, None)
    if partner is None or not (noun < i and marks.is_a(noun, "deal", "talks")):
        return
    words[i] = replace(words[i], pos="ADP", tag="IN", dep="prep", head=noun)
    words[partner] = replace(words[partner], dep="pobj", head=i)


def partner_of_people(words: list[Word], i: int, marks: Marks) -> None:
    """ "Deals on returning migrants with Chad": with whom, read as who the people are."""
    people = words[i].head
    partner = next((k for k in range(i + 1, len(words)) if words[k].head == i), None)
    if (words[i].lemma, words[i].dep) != ("with", "prep") or partner is None:
        return
    if not (marks.state_at(partner) and marks.is_a(people, "people")):
        return
    above = people
    while words[above].head != above:
        above = words[above].head
        objects = (k for k in range(above, people) if words[k].head == above != k)
        near = [above, *(k for k in objects if words[k].dep == "dobj")]
        found = next((k for k in near if k < people and marks.is_a(k, "deal", "talks")), None)
        if found is not None:
            words[i] = replace(words[i], head=found)
            return
        if words[above].pos == "VERB" and words[above].dep not in ("pcomp", "acl", "xcomp"):
            return
