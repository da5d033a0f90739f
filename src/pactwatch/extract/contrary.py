"""Drafts of what a page says did not happen → which of them are claims, and what they take the place of.

What enters: a contrary draft and those beside it. What leaves: yes or no.
"""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.extract.drafts import Draft
from pactwatch.extract.specification import Specification


def is_plain_denial(contrary: Draft, told: Sequence[Draft], spec: Specification) -> bool:
    """ "It did not suspend the deal": what a page denies of two states, and tells nowhere itself."""
    kind = contrary.kind
    is_known = kind.hub or kind.stands_as or not set(kind.pair) <= set(spec.pair)
    if not all(_own_pair(contrary)) or not is_known or contrary.is_guess:
        return False
    counted = set(kind.slots_of("count")) & set(contrary.slots)
    if kind.stands_as and contrary.when is None and not counted:
        return False  # "nobody was sent": no event in particular
    return not any(
        other.kind is kind
        and _own_pair(other) == _own_pair(contrary)
        and (not kind.progress or other.code(kind.progress) == contrary.code(kind.progress))
        for other in told
    )


def _own_pair(draft: Draft) -> tuple[str | None, ...]:
    """The states of the pair by which a draft's kind is known."""
    return tuple(draft.code(slot) for slot in draft.kind.pair) or (None,)


def denies(contrary: Draft, draft: Draft) -> bool:
    """The page says elsewhere that this did not happen: same frame's sets, same pair, no other day."""
    if contrary.kind is not draft.kind or not draft.kind.progress:
        return False
    shared = (draft.kind.progress, *draft.kind.pair)
    return (
        all(contrary.code(slot) == draft.code(slot) for slot in shared)
        and draft.when is None
        and contrary.start != draft.start
    )
