"""Office, office → whether somebody can hold them as one: "justice minister", "minister of justice".

Two offices of one sort ("minister") are one where their fields have a word in common, or words that
the pack calls one field; where one of them tells no field ("minister", "the Danish minister"), or none
that the pack knows, only their words are compared.
"""

from __future__ import annotations

from pactwatch.domain import ReconcileRules
from pactwatch.reconcile.compare import Likeness, compare_words
from pactwatch.reconcile.names import Names, fold

STEM = 5  #: letters by which two forms of a word are known: "defence", "defense"
SMALL = frozenset(("of", "the", "and", "for", "in", "at", "to", "a", "an", "s", "on", "with"))


def compare_offices(a: str, b: str, rules: ReconcileRules, names: Names) -> Likeness:
    """How alike two offices are, by their fields where both tell one, else by their words."""
    one, other = field_of(a, rules, names), field_of(b, rules, names)
    if not (one and other):
        return compare_words(a, b)
    if any(_are_one(x, y, rules) for x in one for y in other):
        return max(compare_words(a, b), Likeness.WITHIN)
    known = {word for group in rules.one_field for word in group}
    if not (one & known and other & known):  # what neither of the pack's fields is may be one
        return compare_words(a, b)
    return Likeness.APART


def field_of(office: str, rules: ReconcileRules, names: Names) -> frozenset[str]:
    """The words of an office that tell of what it is: neither its sort or rank nor its state."""
    words = {word for word in fold(office).split() if word not in SMALL}
    told = words - set(rules.sorts_of_office) - set(rules.ranks)
    return frozenset(
        word
        for word in told
        if not (names.states_in(word) or names.states_in(f"{word} government"))
    )


def _are_one(x: str, y: str, rules: ReconcileRules) -> bool:
    if x in y or y in x or x[:STEM] == y[:STEM]:
        return True
    return any(x in group and y in group for group in rules.one_field)
