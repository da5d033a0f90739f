"""Claim → telling: what of a claim decides with which others it tells one thing.

What leaves `tell_same`: whether two tellings are of one thing, are not, or may be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum

from pactwatch.domain import Kind, KindRules
from pactwatch.ids import canonical
from pactwatch.nouns import Claim, Day, Value, plain
from pactwatch.reconcile.compare import Likeness, breadth, common, compare_days, words_of
from pactwatch.reconcile.ends import days_between, is_exact
from pactwatch.reconcile.evidence import Evidence, as_text, hub_names
from pactwatch.reconcile.names import fold

Key = tuple[str | None, ...]
SENTENCE_END = re.compile(r"(?<=[.!?])\s")
NOUN_WITHIN = 3  #: words behind "first" among which its noun stands: "first Danish charter flight"
LEAST_WORDS = 3  #: that two quotes must share to be one
ONLY = 1  #: the row of words for what has none beside it
A_MONTH = 31  #: days; a vaguer day alone does not make two tellings one
EXACT = ("state", "choice", "flag")


class Verdict(IntEnum):
    """Whether two tellings are of one thing."""

    APART = 0
    MAYBE = 1
    SAME = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Claims of equal values, as far as they tell one thing from another.

    `block` is what must be equal: tellings of different blocks are never compared.
    """

    block: Key
    values: tuple[tuple[str, Value | None], ...]
    day: Day | None
    content: frozenset[str]
    claims: tuple[str, ...]
    pages: frozenset[str]
    told_in: frozenset[str]  #: stories, or wordings
    order: str | None = None  #: "another", or "one", where a thing of its sort is named
    lone: frozenset[int] = (
        frozenset()
    )  #: as what its page calls it: the first, the only one, the last
    #: Equal for equal claims, so that nothing hangs on the order of input. Made once, as it is asked
    #: for at each comparison.
    sort_key: tuple[str, ...] = field(init=False, compare=False)
    told: int = field(init=False, compare=False)  #: what tells least joins what tells most

    def __post_init__(self) -> None:
        said = canonical([(name, plain(value)) for name, value in self.values])
        object.__setattr__(self, "sort_key", (said, self.day or "", *self.claims))
        told = sum(value is not None for _, value in self.values) + (self.day is not None)
        object.__setattr__(self, "told", told)

    def value(self, slot: str) -> Value | None:
        return next((value for name, value in self.values if name == slot), None)


def tell(evidence: Evidence, claim: Claim) -> Telling:
    """One claim as a telling."""
    kind = evidence.pack.kind(claim.kind)
    rules = evidence.pack.reconcile.of(kind.name)
    slots = dict.fromkeys((*_fuzzy_key(kind, hub_names(evidence.pack)), *rules.apart))
    values = [(slot, evidence.value(claim, slot)) for slot in (*slots, *rules.telling)]
    return Telling(
        block=_block(evidence, kind, claim),
        values=tuple(values),
        day=evidence.dated[claim.id].date or (_told_on(evidence, claim) if kind.hub else None),
        content=words_of(claim.span.quote) if rules.content is not None else frozenset(),
        claims=(claim.id,),
        pages=frozenset({claim.doc_id}),
        told_in=frozenset({evidence.told_in(claim.doc_id)}),
        order=_order(evidence, claim, rules),
        lone=_called_lone(evidence, kind, claim),
    )


def _called_lone(evidence: Evidence, kind: Kind, claim: Claim) -> frozenset[int]:
    """Which rows of the pack's words for what is alone of its sort a claim's sentences use of it.

    They stand in the sentence of the claim or the next, before a noun for its sort.
    """
    rules = evidence.pack.reconcile
    sort = as_text(claim.value(kind.progress)) if kind.progress else kind.name
    nouns = rules.sorts.get(sort or "", ())
    if not nouns:
        return frozenset()
    text = evidence.documents[claim.doc_id].text
    after = SENTENCE_END.split(text[claim.span.end :].lstrip(), maxsplit=1)[0]
    words = fold(f"{claim.span.quote} {after}").split()
    return frozenset(
        row
        for row, called in enumerate(rules.lone)
        for i, word in enumerate(words)
        if word in called and set(words[i + 1 : i + 1 + NOUN_WITHIN]) & set(nouns)
    )


def _order(evidence: Evidence, claim: Claim, rules: KindRules) -> str | None:
    """Whether a claim's thing is called another than the first of its sort."""
    named = as_text(claim.value(rules.numbered)) if rules.numbered else None
    if named is None:
        return None
    further = set(fold(named).split()) & set(evidence.pack.reconcile.another)
    return "another" if further else "one"


def _told_on(evidence: Evidence, claim: Claim) -> Day | None:
    """A page that tells where things stand tells it of about the day on which it was published."""
    return evidence.documents[claim.doc_id].published if claim.when is None else None


def _fuzzy_key(kind: Kind, names: tuple[str, ...]) -> tuple[str, ...]:
    """Slots of the key that are compared and not just equal: names and words."""
    speaker = {kind.speech.who} if kind.speech else set()
    taken = {*kind.pair, *names, *speaker}
    return tuple(
        slot for slot in kind.key if slot not in taken and kind.slots[slot].type not in EXACT
    )


def _block(evidence: Evidence, kind: Kind, claim: Claim) -> Key:
    """Kind, pair, named parts of the hub's key, choices of the key, and who speaks."""
    names = hub_names(evidence.pack)
    parts: list[str | None] = [kind.name]
    if not kind.speech:
        parts += evidence.pair(claim)
        parts += [evidence.named_key(claim, slot) for slot in names if slot in kind.slots]
    exact = [s for s in kind.key if kind.slots[s].type in EXACT and s not in kind.pair]
    parts += [canonical(plain(claim.value(slot))) for slot in exact]
    if kind.progress:
        parts.append(as_text(claim.value(kind.progress)))
    if kind.speech:
        spoken = evidence.speaker(claim)
        parts.append(evidence.names.same(spoken) if spoken else claim.id)
    return tuple(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Decides over tellings of one kind, by its rules. `again`: days after which it comes again."""

    evidence: Evidence
    kind: Kind
    rules: KindRules
    again: int | None = None
    fuzzy: tuple[str, ...] = field(init=False)  #: slots of the key that are compared

    def __post_init__(self) -> None:
        names = hub_names(self.evidence.pack)
        object.__setattr__(self, "fuzzy", _fuzzy_key(self.kind, names))

    def may_be_one(self, a: Telling, b: Telling) -> bool:
        """Whether two tellings are worth comparing: where words decide, they must share some."""
        if self.rules.content is None:
            return True
        return len(a.content & b.content) >= LEAST_WORDS or a.content == b.content

    def compare(self, a: Telling, b: Telling) -> Verdict:
        """Whether two tellings of one block are of one thing."""
        fuzzy = [self._alike(slot, a, b) for slot in self.fuzzy]
        if any(like <= Likeness.NEAR for like in fuzzy):
            return Verdict.APART
        if any(_differ(a.value(slot), b.value(slot)) for slot in self.rules.apart):
            return Verdict.APART
        if a.order and b.order and a.order != b.order:
            return Verdict.APART
        if self.rules.content is not None and not self._says_the_same(a, b):
            return Verdict.APART
        likes = [self._alike(slot, a, b) for slot in self.rules.telling]
        if a.pages & b.pages and self._tells_two(likes, a, b):
            return Verdict.APART
        verdict = self._by_days(likes, a, b)
        unsure = any(like == Likeness.UNTOLD for like in fuzzy)
        return Verdict.MAYBE if unsure and verdict == Verdict.SAME else verdict

    def _alike(self, slot: str, a: Telling, b: Telling) -> Likeness:
        return self.evidence.comparer.compare(self.kind.slots[slot], a.value(slot), b.value(slot))

    def _says_the_same(self, a: Telling, b: Telling) -> bool:
        """Two pages quote one thing where they share most words of the shorter, and three."""
        if a.pages & b.pages:
            return False
        return self.may_be_one(a, b) and common(a.content, b.content) >= (self.rules.content or 0)

    def _tells_two(self, likes: list[Likeness], a: Telling, b: Telling) -> bool:
        """One page has one claim per thing, so that what it tells differently is two."""
        days = compare_days(a.day, b.day)
        return bool(self.rules.telling) and (
            any(like <= Likeness.NEAR for like in likes) or days == Likeness.APART
        )

    def _by_days(self, likes: list[Likeness], a: Telling, b: Telling) -> Verdict:
        near = self.again if self.kind.hub else self.rules.near_days
        if near is None:
            return _without_days(likes)
        gap = days_between(a.day, b.day)
        if gap is None and (self.rules.content is not None or (self.kind.hub and a.day == b.day)):
            return Verdict.SAME
        if gap is None:
            return Verdict.APART if Likeness.APART in likes else Verdict.MAYBE
        if Likeness.APART in likes and _is_since(a.day) != _is_since(b.day):
            return Verdict.APART  # "84 since January" and "twelve on Tuesday"
        if gap == 0:
            return self._on_one_day(likes, a, b)
        if Likeness.APART not in likes and self._is_one_alone(a, b, gap):
            return Verdict.SAME
        if gap <= near and (is_exact(a.day) or is_exact(b.day)):
            return _near_in_time(likes, told=bool(self.rules.telling))
        vague = not (is_exact(a.day) and is_exact(b.day))
        certain = len(likes) > 1 and all(like >= Likeness.WITHIN for like in likes)
        same = vague and certain and gap <= self.rules.far_days
        return Verdict.SAME if same else Verdict.APART

    def _is_one_alone(self, a: Telling, b: Telling, gap: int) -> bool:
        """Whether both pages call it the first of its sort, or the last; of a hub's step, whether either
        calls it the only one."""
        if self.kind.hub:
            return ONLY in a.lone | b.lone
        return bool(a.lone & b.lone) and gap <= (self.rules.lone_days or -1)

    def _on_one_day(self, likes: list[Likeness], a: Telling, b: Telling) -> Verdict:
        if Likeness.APART not in likes:
            vague = max(breadth(day) for day in (a.day or "", b.day or "")) > A_MONTH
            unsure = bool(likes) and vague and max(likes) == Likeness.UNTOLD
            return Verdict.MAYBE if unsure else Verdict.SAME
        if any(like >= Likeness.WITHIN or like == Likeness.NEAR for like in likes):
            return Verdict.SAME
        one_day = is_exact(a.day) and is_exact(b.day) and likes.count(Likeness.APART) == 1
        return Verdict.SAME if one_day else Verdict.APART


def _is_since(day: Day | None) -> bool:
    """Whether what is told went on from a day."""
    return day is not None and day.endswith("/..")


def _differ(a: Value | None, b: Value | None) -> bool:
    """Whether both are told, and not the same."""
    if a is None or b is None or a == b:
        return False
    return not (isinstance(a, str) and isinstance(b, str) and fold(a) == fold(b))


def _without_days(likes: list[Likeness]) -> Verdict:
    if Likeness.APART in likes and max(likes) < Likeness.WITHIN:
        return Verdict.APART
    return Verdict.SAME


def _near_in_time(likes: list[Likeness], *, told: bool) -> Verdict:
    """Days that differ by a little: something else must say that it is one thing."""
    good = any(like >= Likeness.WITHIN for like in likes)
    if Likeness.APART in likes:
        return Verdict.SAME if good else Verdict.APART
    if good or Likeness.NEAR in likes or not told:
        return Verdict.SAME
    return Verdict.MAYBE
