"""Page → whether it concerns the domain or only looks like it, by what the page as a whole tells.

Single sentences cannot tell: "a plane with deportees landed" may be of people who go home. Counted
are the pack's groups of words, whose own the moved people are, and what the page names; learnt
weights add them up (`benchmarks/train_concern.py`), and each share can be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from ahocorasick_rs import AhoCorasick

from pactwatch.domain import ConcernFile
from pactwatch.extract.page import Page
from pactwatch.extract.people import nations_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """A page's score and its shares, the weightiest first, and which of the pack's bounds it reaches."""

    score: float
    shares: tuple[tuple[str, float], ...]
    concerns: bool
    silent: frozenset[str] = frozenset()  #: kinds whose claims do not show the domain by themselves
    is_sure: bool = False  #: it concerns the domain, whatever can be read of it

    @property
    def words(self) -> str:
        """The score and what made it, as `show --why` has it."""
        told = ", ".join(f"{name} {share:+.1f}" for name, share in self.shares)
        return f"the page as a whole: {self.score:+.1f} ({told})"


class Concern:
    """The pack's groups of words, ready to be counted in a page."""

    def __init__(self, rules: ConcernFile) -> None:
        self.rules = rules
        self._rows = sorted((word, name) for name, g in rules.groups.items() for word in g.words)
        self._finder = AhoCorasick([word for word, _ in self._rows])

    def judge(self, page: Page) -> Verdict:
        """A page → its score, with what made it."""
        weights = {name: group.weight for name, group in self.rules.groups.items()} | {
            "home": self.rules.home,
            "abroad": self.rules.abroad,
            "named": self.rules.named,
            "told": self.rules.told,
        }
        shares = [(name, weights[name] * n) for name, n in self.count(page).items()]
        told = sorted((s for s in shares if s[1]), key=lambda s: (-abs(s[1]), s[0]))
        score = self.rules.bias + sum(share for _, share in told)
        rules, any_page = self.rules, not self.rules.groups
        return Verdict(
            score,
            tuple(told),
            concerns=any_page or score >= rules.least,
            silent=frozenset(kind for kind, bound in rules.alone.items() if score < bound),
            is_sure=score >= rules.sure,
        )

    def count(self, page: Page) -> dict[str, float]:
        """What is weighed, as log(1 + count)."""
        counts = self._words(page.text) | _movements(page)
        return {name: log(1 + n) for name, n in counts.items()}

    def _words(self, text: str) -> dict[str, int]:
        lower = text.lower().replace("-", " ").replace("’", "'")
        counts = dict.fromkeys(self.rules.groups, 0)
        for which, start, _ in self._finder.find_matches_as_indexes(lower, overlapping=True):
            if start == 0 or not lower[start - 1].isalnum():
                counts[self._rows[which][1]] += 1
        return counts


def _movements(page: Page) -> dict[str, int]:
    """Whose own the moved people are, how many moves name both states, and the deals on them."""
    assert page.context is not None
    first, second = page.context.slots
    rows = [p for row in page.all_phrases for p in row]
    ends = {code for p in rows for code in p.codes(second)}
    ends = ends or {p.code for p in page.context.named} - set(page.context.usual_first)
    counts = {"home": 0, "abroad": 0, "named": 0, "told": 0}
    for phrase in rows:
        if phrase.rule.moves and phrase.people:
            nations = {m.code for m in nations_of(phrase.s, phrase.marks, phrase.people)}
            to = set(phrase.codes(second)) or ends
            counts["home"] += bool(nations & to) or phrase.is_own
            counts["abroad"] += bool(nations) and not nations & to
            counts["named"] += bool(phrase.codes(first)) and bool(phrase.codes(second))
        elif phrase.on_topic and not phrase.rule.moves and not phrase.rule.votes:
            counts["told"] += 1
    return counts
