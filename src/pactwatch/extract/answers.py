"""Hit of a party's own act → the pairs of those who act: "Fiji and Tonga have turned the request down".

What enters: a hit whose frame says whose act it is, and that speaks of a thing told before. What
leaves: for each state that acts its pair with the sender of which the page tells; none where the
sentence leaves unnamed who acts.
"""

from __future__ import annotations

from pactwatch.extract.hit import Hit
from pactwatch.extract.listing import listed_states
from pactwatch.extract.named import Party, named_in
from pactwatch.extract.page import Page
from pactwatch.extract.pair import Pair
from pactwatch.extract.parties import parties_of

#: By which rule such a pair is found.
ANSWERED = "who acts, with the sender of whom the page tells"


def who_acts(hit: Hit, page: Page) -> list[Party]:
    """The states that are told to act, each once, those aside that are known to send."""
    assert page.context is not None
    found: dict[str, Party] = {}
    for j in hit.args.get("subject", ()):
        for party in parties_of(hit.s, hit.marks, page.memory, j):
            if party.code not in page.context.usual_first:
                found.setdefault(party.code, party)
    return list(found.values())


def pairs_of_answer(hit: Hit, page: Page) -> list[Pair]:
    """Those who answer, each with the sender that the sentence names, else the one told nearest."""
    assert page.context is not None
    acts = who_acts(hit, page)
    codes = {party.code for party in acts}
    here = [p for p in named_in(hit.s, hit.marks) if p.code in page.context.usual_first]
    if not here:  # "refused a similar request by Portugal"
        asked = [j for role in hit.frame.at for j in hit.args.get(role, ())]
        here = [p for j in asked for p in named_below(hit, j) if p.code not in codes]
    sender = here[0] if here else _sender_told(hit, page, acts)
    if sender is None or sender.code in codes:
        return []
    return [Pair(sender, party, ANSWERED) for party in acts]


def named_below(hit: Hit, j: int) -> list[Party]:
    """The states that a phrase names, people's nationalities aside: "a request from Washington"."""
    below = set(hit.s.subtree(j))
    return [
        Party(m.code, *hit.s.range_of(m.first, m.last))
        for m in hit.marks.states
        if m.last in below
        and m.how != "people"
        and not hit.marks.is_a(hit.s.words[m.last].head, "people")
    ]


def listed_at(hit: Hit, j: int) -> list[Party]:
    """ "The countries that it considers include Fiji and Tonga": those that a noun for states means."""
    return [
        Party(m.code, *hit.s.range_of(m.first, m.last)) for m in listed_states(hit.s, hit.marks, j)
    ]


def _sender_told(hit: Hit, page: Page, acts: list[Party]) -> Party | None:
    assert page.context is not None
    near = page.context.near(hit.at, acts)
    if near is not None and near.first is not None:
        return near.first
    return page.context.likely_first(acts[0].code, hit.at) if acts else None
