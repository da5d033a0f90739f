"""Draft of what befell people, or of what hangs on a deal → whether, and which way, the page tells of it.

What became of people is told of those who were moved, a rule in words of two states of which the
page tells a step or a move, and what hangs on a deal runs the way in which the deal does.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.extract.drafts import Draft
from pactwatch.extract.sameness import pair_of
from pactwatch.extract.specification import Specification


def had_come(draft: Draft, kept: Sequence[Draft], spec: Specification) -> bool:
    """Whether the page tells that people were moved to where something befell them.

    Where its sentence names the place itself, that the page tells of a deal with it is enough; and
    those whom it calls deported were.
    """
    if draft.of_moved:
        return True
    hub, (_, second) = spec.pack.hub, spec.pair
    place = draft.slots.get(second)
    is_named = place is not None and draft.start <= place[1] < draft.end
    stages = {kind.stands_as for kind in spec.pack.kinds if kind.stands_as}
    return any(
        other.code(second) == draft.code(second) is not None
        and (
            other.kind.stands_as
            or (other.kind is hub and (is_named or other.code(hub.progress or "") in stages))
        )
        for other in kept
    )


def hangs_on_nothing(draft: Draft, told: Sequence[Draft], spec: Specification) -> bool:
    """Words of a rule between two states of which the page tells no step and no move: it is not theirs."""
    value = draft.slots.get("value")
    pair = pair_of(draft, spec)
    if value is None or not isinstance(value[0], str) or not all(pair):
        return False
    if all(draft.start <= draft.slots[slot][1] < draft.end for slot in spec.pair):
        return False
    steps = {pair_of(d, spec) for d in told if d.kind.hub or d.kind.stands_as}
    return bool(steps) and pair not in steps


def turn_as_told(draft: Draft, told: Sequence[Draft], spec: Specification) -> None:
    """What hangs on a deal whose page tells the pair the other way round alone is turned as the deal is:
    "the court ordered that they be brought back" rules on those who were sent.
    """
    kind, pair = draft.kind, pair_of(draft, spec)
    if kind.hub or kind.stands_as or kind.speech or not set(spec.pair) <= set(draft.slots):
        return
    steps = {pair_of(d, spec) for d in told if d.kind.hub}
    if pair not in steps and pair[::-1] in steps:
        first, second = spec.pair
        draft.slots[first], draft.slots[second] = draft.slots[second], draft.slots[first]
