"""What is asked for → as much of the register, as of a day, as shows it; the rest is not read.

Nothing is worked out here: where the register as kept does not follow from its inputs any more, the
answer is None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pactwatch.domain import Pack
from pactwatch.nouns import Day, Outline, Register
from pactwatch.reconcile import put_in_order
from pactwatch.store import Store
from pactwatch.workers.derive import fingerprint_of


def load_outlines(store: Store, pack: Pack, *, as_of: Day | None = None) -> Register | None:
    """One line for each hub as of a day, and nothing else of the register; None where they were not
    kept."""
    if not store.is_derived(fingerprint_of(store, pack)):
        return None
    outlines = tuple(one for one, _ in store.load_outlines(as_of=as_of))
    return put_in_order(Register(as_of=as_of, outlines=outlines), pack)


def load_part(
    store: Store,
    pack: Pack,
    choose: Callable[[Sequence[Outline]], Iterable[Outline] | str],
    *,
    as_of: Day | None = None,
) -> Register | None:
    """As much of the register of a day as hangs together with what is chosen of its hubs, or with
    all whose id begins so; None where it was not kept."""
    fingerprint = fingerprint_of(store, pack)
    if not store.is_derived(fingerprint):
        return None
    found = store.load_outlines(as_of=as_of)
    outlines = put_in_order(Register(as_of=as_of, outlines=tuple(one for one, _ in found)), pack)
    chosen = choose(outlines.outlines)
    if isinstance(chosen, str):
        knots = store.knots_of(chosen)
    else:
        knot_of = {one.id: knot for one, knot in found}
        knots = frozenset(knot_of[one.id] for one in chosen)
    part = store.load_register(fingerprint, as_of=as_of, knots=knots)
    return None if part is None else put_in_order(part, pack)


def load_disputed(
    store: Store, pack: Pack, *, as_of: Day | None = None, limit: int | None, quotes: int
) -> tuple[Register, int] | None:
    """The first of what sources disagree on as of a day, with what it is about and the claims that are
    quoted for each side; and how much of it there is in all. None where it was not kept."""
    if not store.is_derived(fingerprint_of(store, pack)):
        return None
    with store.look(as_of) as lookup:
        found, total = lookup.first_disputes(limit)
        named = {one.about for one in found}
        named |= {str(stance.value) for one in found for stance in one.stances}  # claims, of links
        quoted = [
            claim for one in found for stance in one.stances for claim in stance.claims[:quotes]
        ]
        claims = lookup.claims([*quoted, *sorted(named)])
        part = Register(
            as_of=as_of,
            documents=tuple(lookup.documents({one.doc_id for one in claims.values()}).values()),
            claims=tuple(claims.values()),
            hubs=tuple(lookup.hubs(sorted(named)).values()),
            records=tuple(lookup.records(sorted(named)).values()),
            discrepancies=found,
        )
    return put_in_order(part, pack), total
