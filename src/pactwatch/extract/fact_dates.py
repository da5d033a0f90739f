"""Text → dates told by a public event whose day the pack's facts hold.

"After the Labour government took office" tells a day without naming one. The form names the row of
the facts (`fact:<id>`, `fact:<id>/..` for what came after it); its day is resolved elsewhere. A
phrase that several rows share tells nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from pactwatch.domain import FactsFile
from pactwatch.nouns import When

#: Words before an event's phrase that date something by it, with what may stand between.
_AFTER = re.compile(
    r"\b(after|since|following|once|when|upon|on|at)\b"
    r"(?:[^\w.!?;]+(?:(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Sir|St)\.|[\w’'-]+)){0,9}?[^\w.!?;]*$",
    re.IGNORECASE,
)


class FactDates:
    """Finds the phrases of a pack's facts."""

    def __init__(self, facts: FactsFile) -> None:
        rows: dict[str, set[str]] = defaultdict(set)
        for row in facts.facts:
            for phrase in facts.phrases_of(row):
                rows[phrase].add(row.id)
        single = {phrase: next(iter(ids)) for phrase, ids in rows.items() if len(ids) == 1}
        self._phrases: Sequence[tuple[str, str]] = sorted(single.items())
        self._finder = AhoCorasick(
            [phrase for phrase, _ in self._phrases], matchkind=MatchKind.LeftmostLongest
        )

    def find(self, text: str) -> list[When]:
        """Every date that the text tells by a fact, left to right."""
        found = []
        for which, start, end in self._finder.find_matches_as_indexes(text):
            before = _AFTER.search(text, max(0, start - 90), start)
            if before is None:
                continue
            later = before[1].lower() not in ("when", "upon", "on", "at")
            form = f"fact:{self._phrases[which][1]}" + ("/.." if later else "")
            found.append(
                When(words=text[before.start() : end], form=form, start=before.start(), end=end)
            )
        return found
