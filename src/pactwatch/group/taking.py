"""Two pages → what the later took from the earlier: runs of words, or the telling as a whole.

Verbatim, framed, cut and edited copies share runs of five words. Where a program swapped words, or
somebody changed one in five, few runs are left, but pairs of words still stand in the same order,
and names and numbers nearly all; pages that tell one event in their own words share a tenth of their
pairs at most. Measured by `benchmarks/copies.py`; why, in docs/explanation/independence.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from rapidfuzz.distance import LCSseq

from pactwatch.arrays import np
from pactwatch.group.words import Order, Telling

Manner = Literal["copy", "reworded", "rewrite", "passage"]

MANNERS: dict[str, Manner] = {one: one for one in get_args(Manner)}


def as_manner(told: str) -> Manner:
    """A manner as it was kept."""
    return MANNERS[told]


CONTAINED = 0.4  #: share of the shorter page's runs of words that makes a copy
OWN_CONTAINED = 0.6  #: the same in one outlet, whose pages share what stands around each report
LEAST = 16  #: shared runs, below which a common phrase, a quotation or an agency's notice would do
PASSAGE = 25  #: shared runs from which on a passage counts as taken, whatever the rest

IN_ORDER = 0.27  #: share of the shorter page's pairs of words, in the same order, that makes a copy
LONGER = 0.03  #: more of it for every doubling of the longer: in much text, much happens to fit
FEWEST = 40  #: pairs of words, below which order says little
NAMES = 0.5  #: share of names and numbers in the same order that a copy has besides

QUOTING = 0.25  #: share of a page in quotation marks from which on the rest is looked at alone
AROUND = 0.33  #: share of the pairs of words around the quotations that a copy has, in any order

#: A page told anew after another, or translated, has fewer pairs, most names, and more of the other's
#: telling words in the same order than two newsrooms have on one event (a quarter at most).
REWRITTEN, ITS_NAMES, TOLD = 0.1, 0.45, 0.3
DIGEST = 4  #: times a rewrite's length, beyond which the other has room for whatever it says
NEW_NUMBERS = 0.2  #: share of its numbers from ten on that a rewrite may have of its own, or one


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a page has of an earlier one; `share` is how much of the shorter of the two.

    A reworded page is a copy of which many words were changed.
    """

    source: int
    shared: int
    share: float
    manner: Manner

    @property
    def is_copy(self) -> bool:
        return self.manner in ("copy", "reworded")


def compare(source: int, earlier: Telling, later: Telling, *, one_outlet: bool) -> Taken | None:
    """What the later page took from the earlier, `source`; None where it took nothing."""
    if not len(earlier.unique) or not len(later.unique):
        return None
    shared = _count_common(earlier, later)
    contained = shared / min(len(earlier.unique), len(later.unique))
    manner: Manner | None = "passage" if shared >= PASSAGE else None
    share = contained
    if shared >= LEAST and contained >= (OWN_CONTAINED if one_outlet else CONTAINED):
        manner = manner if _only_quotes_the_same(earlier, later) else "copy"
    elif not one_outlet:
        told = _find_order(earlier, later)
        if told is not None:
            manner, share = told
    return Taken(source=source, shared=shared, share=share, manner=manner) if manner else None


def _count_common(earlier: Telling, later: Telling) -> int:
    few, many = sorted((earlier.unique, later.unique), key=len)
    at = np.searchsorted(many, few)
    at[at == len(many)] = 0
    return int((many[at] == few).sum())


def _only_quotes_the_same(earlier: Telling, later: Telling) -> bool:
    """Two pages that quote at length may share the quotation alone, told around in other words."""
    if max(earlier.quoted, later.quoted) < QUOTING:
        return False
    one, other = set(earlier.order.pairs), set(later.order.pairs)
    least = min(len(one), len(other))
    return least >= FEWEST and len(one & other) < AROUND * least


def _find_order(earlier: Telling, later: Telling) -> tuple[Manner, float] | None:
    """Whether two pages tell the same in the same order, and how much of it."""
    one, other = earlier.order, later.order
    sizes = sorted((len(one.pairs), len(other.pairs)))
    if sizes[0] < FEWEST:
        return None
    more = LONGER * math.log2(sizes[1] / sizes[0])
    pairs = _in_order(one.pairs, other.pairs)
    names = _in_order(one.anchors, other.anchors)
    if pairs >= IN_ORDER + more and names >= NAMES:
        return "reworded", pairs
    if pairs < REWRITTEN + more or names < ITS_NAMES or sizes[1] > DIGEST * sizes[0]:
        return None
    if _tells_no_more(one, other, more):
        return "rewrite", _in_order(one.content, other.content)
    return None


def _tells_no_more(earlier: Order, later: Order, more: float) -> bool:
    """A rewrite follows the other's telling words, and has hardly a number of its own."""
    own = [number for number in later.numbers - earlier.numbers if len(number) > 1]
    return (
        len(later.content) <= 1.2 * len(earlier.content)
        and len(own) <= max(1, NEW_NUMBERS * len(later.numbers))
        and _in_order(earlier.content, later.content) >= TOLD + more
    )


def _in_order(one: Sequence[int], other: Sequence[int]) -> float:
    """The longest common row of two, as a share of the shorter."""
    least = min(len(one), len(other))
    return LCSseq.similarity(one, other) / least if least else 0.0
