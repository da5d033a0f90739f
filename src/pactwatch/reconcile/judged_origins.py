"""Origins with what people said of them: two that are one, and one that is of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pactwatch.reconcile.evidence import Evidence
from pactwatch.reconcile.origins import Origins


class JudgedOrigins(Origins):
    """Claims that a person joined have one root; one that a person parted has a root of its own."""

    def __init__(self, evidence: Evidence, together: Sequence[tuple[str, ...]]) -> None:
        super().__init__(evidence, together)
        verdicts = evidence.verdicts
        if not (verdicts.joined or verdicts.parted):
            return
        roots = dict(self.roots)
        for claim_id in verdicts.parted:
            own = f"of {claim_id}"
            roots[claim_id] = replace(
                roots[claim_id], newsroom=f"{roots[claim_id].newsroom} {own}", occasion=own
            )
        for first, second in verdicts.joined:
            one, other = roots[first], roots[second]
            roots |= {claim: one for claim, root in roots.items() if root == other}
        self.roots = roots
        self.origins = self._make_origins()
