"""Claims behind a record → its grade, and the reason in words. The table stands in the pack."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pactwatch.nouns import Grade
from pactwatch.reconcile.evidence import Evidence
from pactwatch.reconcile.origins import Origins


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a grade rests on: the claims, and what else is said of them."""

    claims: tuple[str, ...]
    contested: tuple[str, ...] = ()  #: slots on which sources certainly disagree
    denied: bool = False


def grade(evidence: Evidence, origins: Origins, standing: Standing) -> tuple[Grade, str]:
    """The first grade of the pack's table that holds; one in dispute also says what it would be."""
    live = [claim for claim in standing.claims if evidence.is_live(claim)]
    support = origins.support(live)
    holds: Mapping[str, Callable[[], bool]] = {
        "withdrawn": lambda: not live,
        "denied": lambda: standing.denied,
        "contested": lambda: bool(standing.contested),
        "documentary": lambda: _is_documentary(evidence, live),
        "independent": lambda: support > 1,
        "named": lambda: any(origins.is_named(claim) for claim in live),
        "any": lambda: True,
    }
    found = [rule for rule in evidence.pack.reconcile.grades if holds[rule.when]()]
    reasons = [
        rule.why.format(origins=support, contested=", ".join(standing.contested)) for rule in found
    ]
    first = found[0].grade
    if first != "X":
        return first, reasons[0]
    disputed = [why for rule, why in zip(found, reasons, strict=True) if rule.grade == "X"]
    other = next(
        (
            f"{why} ({rule.grade})"
            for rule, why in zip(found, reasons, strict=True)
            if rule.grade != "X"
        ),
        "",
    )
    return first, f"{' and '.join(disputed)}; otherwise {other}" if other else disputed[0]


def _is_documentary(evidence: Evidence, claims: Sequence[str]) -> bool:
    return any(evidence.claims[c].basis in ("document", "court_record") for c in claims)
