"""Claim → Origin, Record: same thing said again, support counted by origin, disagreement kept.

What enters: `Inputs`, all pages known by a day with their readings. What leaves: a `Register`.
A pure function: equal inputs, in whatever order, give an equal register.
"""

from pactwatch.reconcile.check import check_register
from pactwatch.reconcile.inputs import Inputs
from pactwatch.reconcile.known_by import is_known_by, last_day, pages_known_by
from pactwatch.reconcile.pointing import Saying, make_judgements
from pactwatch.reconcile.register import reconcile

__all__ = [
    "Inputs",
    "Saying",
    "check_register",
    "is_known_by",
    "last_day",
    "make_judgements",
    "pages_known_by",
    "reconcile",
]
