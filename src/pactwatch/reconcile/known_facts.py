"""Claims against the pack's table of public facts: what leans on a row, what contradicts one.

A claim is flagged, never altered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.days import sort_key
from pactwatch.domain import FactRow
from pactwatch.nouns import Claim, Day, Fact
from pactwatch.reconcile.compare import Likeness, compare_days
from pactwatch.reconcile.dating import fact_of
from pactwatch.reconcile.ends import days_between
from pactwatch.reconcile.evidence import Evidence, as_text
from pactwatch.reconcile.names import fold

Contradiction = tuple[str, str]  #: claim id, fact id


def find_contradictions(evidence: Evidence) -> tuple[Contradiction, ...]:
    """Steps taken by who did not hold the office on the day that the claim tells."""
    return tuple(
        sorted(
            (claim.id, row.id)
            for claim in evidence.claims.values()
            if evidence.pack.kind(claim.kind).hub
            for row in _contradicted(evidence, claim)
        )
    )


def used_facts(evidence: Evidence, contradicted: Sequence[Contradiction]) -> tuple[Fact, ...]:
    """The rows that claims lean on or contradict, by id."""
    used = {fact_id for _, fact_id in contradicted}
    used |= {fact for claim in evidence.claims.values() if (fact := fact_of(claim))}
    table = evidence.facts
    rows = [table[fact_id] for fact_id in sorted(used) if fact_id in table]
    return tuple(Fact(id=r.id, what=r.what, day=r.day, source=r.source) for r in rows)


def _contradicted(evidence: Evidence, claim: Claim) -> Iterator[FactRow]:
    """For each office holder that a claim names: the nearest of the terms, if none has the day."""
    holders = evidence.lore.holders
    day = evidence.dated[claim.id].date
    if day is None or evidence.dated[claim.id].date_basis == "fact" or "XXXX" in day:
        return
    states = set(evidence.pair(claim))
    for slot in evidence.pack.kind(claim.kind).slots_of("party"):
        named = fold(as_text(claim.value(slot)) or "")
        near = {h: rows for word in named.split() for h, rows in holders.get(word, {}).items()}
        for holder, rows in near.items():
            own = [row for row in rows if not row.states or states & set(row.states)]
            if own and _names_holder(named, holder, own):
                likes = [compare_days(day, _tenure(row)) for row in own]
                if all(like == Likeness.APART for like in likes):
                    yield min(own, key=lambda row: _far_from(row, day))


def _names_holder(named: str, holder: str, rows: Sequence[FactRow]) -> bool:
    """The full name, or a short one alone or behind the office's words."""
    if not named:
        return False
    if f" {holder} " in f" {named} ":
        return True
    last = named.split()[-1]
    short = {fold(name) for row in rows for name in row.short_names}
    offices = {word for row in rows for word in fold(row.office or "").split()}
    return last in short and (named == last or bool(offices & set(named.split()[:-1])))


def _tenure(row: FactRow) -> Day:
    return f"{row.day}/{row.until or '..'}"


def _far_from(row: FactRow, day: Day) -> tuple[int, object, str]:
    return days_between(day, _tenure(row)) or 0, sort_key(row.day), row.id
