"""Draft of what befell people, or of a rule → whether the page tells what it hangs on.

What became of people is told of those who were moved, and a rule in words of two states of which
the page tells a step or a move.
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
