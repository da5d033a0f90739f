"""Drafts of a page → the same, each court or judge under the fullest name that the page gives it.

A page calls one court by several names: "the top court in Israel" in its headline, "Papua New
Guinea's Supreme Court", "the PNG Supreme Court", and the judge who sits in it. What is done by
courts of which no one is named ("the courts have ruled on it") is nobody's ruling, and falls.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pactwatch.extract.drafts import Draft, is_title
from pactwatch.extract.specification import Specification
from pactwatch.nouns import Document

#: The class of the pack's vocabulary for those who judge.
BENCH = "bench"
#: What a single person is called who judges.
JUDGES = frozenset({"judge", "justice", "magistrate"})
#: Words of a name that tell of no one body.
LITTLE = frozenset(
    "the a an of in at for and on by its his her their our that this same own mr ms mrs"
    " country nation state kingdom top highest apex".split()
)
#: Courts that hear what others have decided: a judge of whom nothing else is told is none of theirs.
ABOVE = frozenset("supreme appeal appeals appellate circuit constitutional cassation".split())
#: Words of courts that no one state has.
SEVERAL = frozenset("european international inter-american eu union strasbourg luxembourg".split())


@dataclass(frozen=True, slots=True)
class _Name:
    """What tells a body apart: its words less states and little words, and whose it is."""

    draft: Draft
    slot: str
    told: frozenset[str]
    codes: frozenset[str]
    in_title: bool
    person: bool  #: a judge by name
    many: bool  #: courts of which none is named


def with_full_names(
    drafts: Sequence[Draft], document: Document, spec: Specification
) -> list[Draft]:
    """Every draft, less those of courts that are not named, with the fullest name of its court."""
    names = [
        name
        for draft in drafts
        for slot in draft.kind.slots_of("party")
        if slot in draft.kind.key and slot in draft.slots and not draft.kind.speech
        if (name := _name(draft, slot, document, spec)) is not None
    ]
    for name in names:
        full = _fullest(name, names)
        if full is not None:
            name.draft.slots[name.slot] = full.draft.slots[full.slot]
    fallen = {id(n.draft) for n in names if n.many and _fullest(n, names) is None}
    return [draft for draft in drafts if id(draft) not in fallen]


def _name(draft: Draft, slot: str, document: Document, spec: Specification) -> _Name | None:
    text = str(draft.slots[slot][0])
    bench = set(spec.pack.vocabulary.classes.get(BENCH, ()))
    codes = spec.lexicon.codes_in(text)
    rest = text
    for _, start, end in reversed(codes):
        rest = rest[:start] + " " + rest[end:]
    words = [re.sub(r"['’]s?$", "", word.lower()) for word in re.findall(r"[\w'’.-]+", rest)]
    judging = [word for word in words if word in bench or word.removesuffix("s") in bench]
    if not judging:
        return None
    told = frozenset(word for word in words if word and word not in LITTLE and word not in judging)
    kinds = frozenset(word.removesuffix("s") for word in judging)
    return _Name(
        draft=draft,
        slot=slot,
        told=told,
        codes=frozenset(code for code, _, _ in codes),
        in_title=is_title(draft, document),
        person=bool(kinds & JUDGES) and bool(told) and not text.islower() and kinds <= JUDGES,
        many=judging[-1] == "courts" and not codes and told <= SEVERAL,
    )


def _fullest(name: _Name, names: Sequence[_Name]) -> _Name | None:
    """The name under which the page tells of the same body more fully, or None."""
    others = [n for n in names if n.draft.kind is name.draft.kind and n.draft is not name.draft]
    if name.in_title and not name.told:
        below = [n for n in others if not n.in_title and not n.many and not _differ(name, n)]
        return min(below, key=lambda n: n.draft.at, default=None)
    if name.person:
        return next((n for n in others if _sits_in(name, n)), None)
    fuller = [n for n in others if not n.person and name.told and _rank(n) > _rank(name)]
    fuller = [n for n in fuller if name.told <= n.told and not _differ(name, n)]
    return max(fuller, key=_rank, default=None)


def _rank(name: _Name) -> tuple[int, bool, bool, int]:
    """How fully a name tells of a body; of equals the one in the text, then the one told first."""
    return (len(name.told), not name.in_title, bool(name.codes), -name.draft.at)


def _differ(one: _Name, other: _Name) -> bool:
    """Whether two names are told to be of bodies of different states, or of one and of several."""
    if one.codes and other.codes:
        return not one.codes & other.codes
    return any(a.codes and b.told & SEVERAL for a, b in ((one, other), (other, one)))


def _sits_in(judge: _Name, body: _Name) -> bool:
    """Whether a judge's act may be the court's of which the page tells: same choices, no court above."""
    if body.person or not body.told or body.many or body.told & ABOVE:
        return False
    mine, theirs = judge.draft, body.draft
    return all(
        mine.code(slot) == theirs.code(slot) or slot not in mine.slots or slot not in theirs.slots
        for slot in mine.kind.slots_of("choice", "state")
    )
