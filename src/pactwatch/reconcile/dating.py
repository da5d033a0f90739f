"""Claim → the day of which it speaks: from its words, its page's publication day, known facts."""

from __future__ import annotations

from collections.abc import Mapping

from pactwatch.days import anchor
from pactwatch.domain import FactRow
from pactwatch.nouns import Claim, Dated, Document

FACT = "fact:"  #: a form that names a row of the facts; with `/..` after it, since then
SINCE = "/.."


def fact_of(claim: Claim) -> str | None:
    """The id of the fact by which a claim tells its day, or None."""
    form = claim.when.form if claim.when else ""
    return form.removeprefix(FACT).removesuffix(SINCE) if form.startswith(FACT) else None


def date_claim(claim: Claim, doc: Document, facts: Mapping[str, FactRow]) -> Dated:
    """Claim → its day, and on what that rests; the words are kept in any case."""
    words = claim.when.words if claim.when else None
    if claim.when is None:
        return Dated(claim_id=claim.id, date=None, date_text=None, date_basis=None)
    fact_id = fact_of(claim)
    if fact_id is None:
        day, basis = anchor(claim.when.form, doc.published)
        return Dated(claim_id=claim.id, date=day, date_text=words, date_basis=basis)
    row = facts.get(fact_id)
    if row is None:
        return Dated(claim_id=claim.id, date=None, date_text=words, date_basis=None)
    day = row.day + (SINCE if claim.when.form.endswith(SINCE) else "")
    return Dated(claim_id=claim.id, date=day, date_text=words, date_basis="fact")
