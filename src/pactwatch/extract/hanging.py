"""Phrases of one sentence → what each takes from the others: a move's parties, what a deal is about.

What enters: the phrases as they were read alone; what leaves: nothing, they are filled in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.extract.factuality import happened
from pactwatch.extract.parse import Sentence
from pactwatch.extract.phrase import Phrase


def hang_together(s: Sentence, a: Phrase, b: Phrase) -> bool:
    """One stands below the other, or both move the same people; never where they move others."""
    if set(a.people) & set(b.people):
        return not _is_yet_to_come(a, b)
    if a.people and b.people and not any(s.words[j].pos == "PRON" for j in (*a.people, *b.people)):
        return False
    if a.i in s.ancestors(b.i) or b.i in s.ancestors(a.i):
        return True
    return s.words[a.i].dep == "conj" and s.words[a.i].head == b.i


def _is_yet_to_come(a: Phrase, b: Phrase) -> bool:
    """ "They were taken into custody and could go to Nauru": what happened went nowhere yet."""
    s = a.s
    joined = s.words[b.i].dep == "conj" and s.words[b.i].head == a.i
    return joined and happened(s, a.i) and not happened(s, b.i)


def is_their_past(phrase: Phrase, other: Phrase) -> bool:
    """ "Agreed to take in people who have been deported": where they are to go they have not been."""
    s = phrase.s
    told = s.words[phrase.i].dep == "relcl" and s.words[phrase.i].head in other.people
    return told and happened(s, phrase.i) and not happened(s, other.i)


def lend(phrase: Phrase, other: Phrase) -> None:
    """Fill what a move lacks from another, unless that would send people where they were."""
    for slot, found in other.parties.items():
        mine = phrase.parties.get(slot)
        if mine == [] and found and slot not in phrase.unnamed:
            taken = {p.code for s, ps in phrase.parties.items() if s != slot for p in ps}
            phrase.parties[slot] = [p for p in found if p.code not in taken]
            phrase.borrows = other.i


def goes_on_from(phrase: Phrase, other: Phrase, pair: tuple[str, str]) -> bool:
    """Whether a move takes on those whom another, told of them as their past, has brought elsewhere.

    "Those deported from Denmark to Malawi were put on a plane to Ethiopia": they left from Malawi.
    """
    first, second = pair
    ends, past = phrase.codes(second), other.codes(second)
    s = phrase.s
    below = s.words[other.i].dep in ("acl", "relcl") and phrase.i in s.ancestors(other.i)
    told = bool(ends and past and other.codes(first)) and not set(ends) & set(past)
    return below and told and not phrase.codes(first) and happened(s, phrase.i)


def came_before(phrase: Phrase) -> bool:
    """ "Migrants who reach Ireland": how people came by themselves, told to say who they are."""
    people = phrase.rule.people
    alone = "subject" in people and "object" not in people
    below = phrase.s.words[phrase.i].dep in ("relcl", "acl")  # "asylum seekers arriving by boat"
    return alone and below and not all(phrase.parties.values())


def say_what_about(found: Sequence[Phrase], moves: Sequence[Phrase]) -> None:
    """ "The scheme to take migrants there": a deal or plan speaks of the move that hangs on it."""
    for phrase in found:
        if not phrase.rule.moves and not phrase.rule.votes:
            below = set(phrase.s.subtree(phrase.i))
            told = (m for m in moves if m.i in below and m.parties and not came_before(m))
            phrase.about = next(told, None)


def side_by_deal(move: Phrase, found: Sequence[Phrase]) -> None:
    """ "A deal with Australia to take refugees from Nauru": where they are is none of the two sides."""
    s = move.s
    whence = {
        m.code for j in move.args.get("from", ()) if (m := move.marks.state_at(j)) is not None
    }
    for deal in found:
        codes = {p.code for p in deal.loose}
        above = {deal.i, *[k for k in s.ancestors(deal.i) if s.words[k].pos == "VERB"][:1]}
        if (
            deal.rule.moves
            or deal.sides < 2
            or len(codes) != 2
            or not above & set(s.ancestors(move.i))
        ):
            continue
        for slot, row in move.parties.items():
            others = {p.code for other, ps in move.parties.items() if other != slot for p in ps}
            mine = {p.code for p in row}
            if mine and mine <= whence and not mine & codes and others and others <= codes:
                move.parties[slot] = [p for p in deal.loose if p.code not in others]
