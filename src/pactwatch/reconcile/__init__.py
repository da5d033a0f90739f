"""Claim → Origin, Record: same thing said again, support counted by origin, disagreement kept.

What enters: `Inputs`, all pages known by a day with their readings. What leaves: a `Register`.
A pure function: equal inputs, in whatever order, give an equal register. Pages in different knots
can be reconciled apart, and `put_in_order` makes one register of what comes of all.
"""

from pactwatch.reconcile.check import check_register
from pactwatch.reconcile.filing import file_page, file_words, find_tied
from pactwatch.reconcile.inputs import Inputs
from pactwatch.reconcile.join import put_in_order
from pactwatch.reconcile.known_by import is_known_by, known_since, last_day, pages_known_by
from pactwatch.reconcile.lore import Lore
from pactwatch.reconcile.masking import Masking, masking_of
from pactwatch.reconcile.memory import Memory
from pactwatch.reconcile.pointing import Saying, make_judgements
from pactwatch.reconcile.register import reconcile
from pactwatch.reconcile.ties import Ties, find_knots, find_ties
from pactwatch.reconcile.verdicts import find_waiting, standing_judgements
from pactwatch.reconcile.withhold import mask_register

__all__ = [
    "Inputs",
    "Lore",
    "Masking",
    "Memory",
    "Saying",
    "Ties",
    "check_register",
    "file_page",
    "file_words",
    "find_knots",
    "find_tied",
    "find_ties",
    "find_waiting",
    "is_known_by",
    "known_since",
    "last_day",
    "make_judgements",
    "mask_register",
    "masking_of",
    "pages_known_by",
    "put_in_order",
    "reconcile",
    "standing_judgements",
]
