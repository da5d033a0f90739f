"""Drafts of a page → its claims: one claim per thing that the page tells, however often it tells it.

What the page says again adds its sentence to the claim and fills what the claim lacks. A draft that
only names a deal falls where the page tells a later step of the same pair, and one that the page
itself denies elsewhere falls too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from pactwatch.domain import Kind
from pactwatch.extract.benches import with_full_names
from pactwatch.extract.contrary import denies, is_plain_denial
from pactwatch.extract.drafts import Draft, is_title
from pactwatch.extract.filling import Filled
from pactwatch.extract.grounded import had_come, hangs_on_nothing, turn_as_told
from pactwatch.extract.sameness import (
    find_same,
    forms_meet,
    is_finer,
    is_lone,
    is_part_of,
    many_of,
    pair_of,
    relation,
    told_as,
)
from pactwatch.extract.specification import Specification
from pactwatch.extract.timing import begun
from pactwatch.nouns import Claim, Document, Link, Quantity, Slot, Span, Value


def gather(
    drafts: Iterable[Draft],
    document: Document,
    spec: Specification,
    reader: str,
    *,
    silent: Collection[str] = (),
) -> tuple[list[Claim], list[Link]]:
    """Drafts → claims in the order in which they stand, and what one claim says of another.

    Where nothing shows that the page is of the domain, only what is said stays; kinds that are
    `silent` do not show it.
    """
    named = _with_own_days(with_full_names(list(drafts), document, spec), spec)
    ordered = sorted(named, key=lambda d: (d.start, d.at, d.kind.name, d.frame))
    contrary = [d for d in ordered if d.is_contrary]
    titles = [d for d in ordered if is_title(d, document)]
    firm = [
        d
        for d in ordered
        if not d.is_contrary and not (d in titles and any(denies(o, d) for o in contrary))
    ]
    firm += _standing(firm, spec)
    kept: list[Draft] = []
    told = _without_weak(sorted(firm, key=lambda d: (d.start, d.at)), spec)
    for draft in told:
        same = find_same(kept, draft, is_lone(draft, told, spec), spec)
        if same is None:
            kept.append(draft)
        else:
            _say_again(same, draft)
            if same in titles and draft not in titles:
                _tell_as_the_body(same, draft)
    kept = [
        d
        for d in kept
        if not d.kind.stands_as or not any(is_part_of(d, other, spec) for other in kept)
    ]
    kept = [d for d in kept if not any(_is_meant_by(d, other, spec) for other in kept)]
    kept = [d for d in kept if not any(_is_within(d, other, spec) for other in kept)]
    kept = [d for d in kept if tuple(d.kind.pair) != spec.pair[1:] or had_come(d, kept, spec)]
    kept = [d for d in kept if not hangs_on_nothing(d, kept, spec)]
    for draft in kept:
        turn_as_told(draft, kept, spec)
    kept += [d for d in contrary if is_plain_denial(d, kept, spec)]
    kept.sort(key=lambda d: (d.start, d.at, d.kind.name, d.frame))
    if not any(_shows_domain(d, spec, silent) for d in kept):
        kept = [d for d in kept if d.kind.speech]
    kept = [d for i, d in enumerate(kept) if not d.answers or _answered(kept, i)]
    kept = list(_each_once(kept))
    claims = [_claim(draft, document, reader) for draft in kept]
    return claims, list(_links(kept, claims))


def _with_own_days(drafts: Sequence[Draft], spec: Specification) -> list[Draft]:
    """ "It has agreed, both announced on Monday": no day of a step that the page itself tells to have
    been taken on another, "the deal, reached last week".
    """
    own = [d for d in drafts if d.when and not (d.is_day_of_telling or d.is_weak)]
    kept = [
        replace(d, when=None)
        if d.is_day_of_telling and any(_is_step_of(o, d, spec) for o in own)
        else d
        for d in drafts
    ]
    return [_with_day_of_name(d, kept, spec) for d in kept]


def _with_day_of_name(draft: Draft, drafts: Sequence[Draft], spec: Specification) -> Draft:
    """ "It has a deal … under the deal, struck in June": the day that the page gives what it names."""
    progress = spec.pack.hub.progress or ""
    if draft.when is not None or draft.is_weak or not draft.kind.hub:
        return draft
    named = [
        d.when
        for d in drafts
        if d.is_weak
        and d.kind is draft.kind
        and d.when is not None
        and not d.is_day_of_telling
        and told_as(d) == told_as(draft)
        and d.code(progress) == draft.code(progress)
        and pair_of(d, spec) == pair_of(draft, spec)
    ]
    one = bool(named) and all(forms_meet(named[0].form, when.form) for when in named[1:])
    return replace(draft, when=named[0]) if one else draft


def _is_step_of(one: Draft, other: Draft, spec: Specification) -> bool:
    """Whether two drafts tell the same step of one pair, on days that are not the same."""
    progress = spec.pack.hub.progress or ""
    return (
        one.kind is other.kind
        and told_as(one) == told_as(other)
        and one.code(progress) == other.code(progress)
        and pair_of(one, spec) == pair_of(other, spec)
        and relation(one, other) != "same"
    )


def _is_meant_by(draft: Draft, other: Draft, spec: Specification) -> bool:
    """ "Given the tribunal's ruling": what one nameless party did, and the page tells more fully of one
    that it names, in the same pair. "Rights groups" are others.
    """
    kind = draft.kind
    parties = [slot for slot in kind.slots_of("party") if slot in kind.key]
    if kind is not other.kind or kind.speech or kind.hub or not parties or other is draft:
        return False
    mine, theirs = (
        [d.slots[slot][0] for slot in parties if slot in d.slots] for d in (draft, other)
    )
    is_nameless = all(str(value).islower() and not _are_groups(str(value)) for value in mine)
    is_named = bool(theirs) and not any(str(value).islower() for value in theirs)
    told = (set(draft.slots) - set(other.slots), len(draft.slots) < len(other.slots))
    return (
        is_nameless
        and is_named
        and told == (set(), True)
        and pair_of(draft, spec) == pair_of(other, spec)
    )


#: Those who decide together: several of them are one bench.
BENCHES = frozenset("judges justices courts magistrates".split())


def _are_groups(name: str) -> bool:
    """Whether several are meant who need not be those whom the page names: "rights groups"."""
    last = name.split()[-1]
    return last.endswith("s") and last not in BENCHES


def _is_within(draft: Draft, other: Draft, spec: Specification) -> bool:
    """ "Only people without a criminal record": what is told inside of another's words is a part of it."""
    mine, whole = draft.slots.get("value"), other.slots.get("value")
    if draft is other or draft.kind is not other.kind or mine is None or whole is None:
        return False
    if not isinstance(mine[0], str) or not isinstance(whole[0], str):
        return False
    inside = whole[1] <= mine[1] and mine[2] <= whole[2] and mine[1:] != whole[1:]
    return inside and pair_of(draft, spec) == pair_of(other, spec)


def _each_once(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """A claim is known by its words and values: of drafts that have all of these in common, one."""
    seen: set[tuple[object, ...]] = set()
    for draft in drafts:
        values = tuple(sorted((name, repr(filled[0])) for name, filled in draft.slots.items()))
        same = (draft.kind.name, draft.start, draft.end, tuple(draft.spans), values)
        if same not in seen:
            seen.add(same)
            yield draft


def _is_of_domain(draft: Draft, spec: Specification) -> bool:
    return (draft.kind.hub or draft.kind.stands_as is not None) and all(pair_of(draft, spec))


def _shows_domain(draft: Draft, spec: Specification, silent: Collection[str]) -> bool:
    """Whether a draft shows that its page concerns the domain: a step, what hangs on one, or what the
    states of a pair of its own do, on a page that says enough by its words.
    """
    kind = draft.kind
    if kind.name in spec.pack.concern.alone and not set(spec.pair) <= set(kind.slots):
        return kind.name not in silent and set(kind.pair) <= set(draft.slots)
    return _concerns(kind, spec, silent) and all(pair_of(draft, spec))


def is_of_domain(claim: Claim, spec: Specification, *, silent: Collection[str] = ()) -> bool:
    """Whether a claim shows that its page concerns the domain: a complete pair, and what it tells."""
    kind = spec.pack.kind(claim.kind)
    return _concerns(kind, spec, silent) and all(claim.value(s) for s in spec.pair)


def _concerns(kind: Kind, spec: Specification, silent: Collection[str]) -> bool:
    """Whether a kind is a step of the hub, or hangs on one by both of its parties; speech is none."""
    hangs = (
        kind.name not in silent
        and kind.under is not None
        and set(spec.pair) <= set(kind.slots)
        and not kind.speech
    )
    return kind.hub or kind.stands_as is not None or hangs


def _standing(drafts: Sequence[Draft], spec: Specification) -> list[Draft]:
    """What happened under a deal that the page tells of is a step of the deal too; so is what is told
    in one breath with both states: people are sent, whatever was agreed.
    """
    hub = spec.pack.hub
    assert hub.progress is not None
    deals = {pair_of(d, spec) for d in drafts if d.kind.hub}
    found: list[Draft] = []
    for draft in drafts:
        if any(pair_of(draft, spec) == pair_of(other, spec) for other in found):
            continue
        pair = pair_of(draft, spec)
        stands = pair in deals or (draft.is_told and all(pair))
        if draft.kind.stands_as and told_as(draft) == "asserted" and stands:
            slots = {slot: draft.slots[slot] for slot in spec.pair}
            slots[hub.progress] = (draft.kind.stands_as, draft.at, draft.until)
            found.append(_like(draft, hub, slots))
    return found


def _like(draft: Draft, kind: Kind, slots: dict[str, Filled]) -> Draft:
    return Draft(
        kind=kind,
        at=draft.at,
        until=draft.until,
        start=draft.start,
        end=draft.end,
        told=draft.told,
        slots=slots,
        frame=draft.frame,
        why=[*draft.why, "stands in the history of the deal of which the page tells"],
        when=draft.when,
        said_by=draft.said_by,
        via=draft.via,
        basis=draft.basis,
    )


def _links(drafts: Sequence[Draft], claims: Sequence[Claim]) -> Iterator[Link]:
    """A slot that holds another claim: the last of its kinds told above."""
    for i, draft in enumerate(drafts):
        for slot, rule in draft.kind.slots.items():
            if rule.type != "claim":
                continue
            above = _answered(drafts, i)
            if above and drafts[above[-1]].kind.name in rule.kinds:
                yield Link(claim_id=claims[i].id, slot=slot, to=claims[above[-1]].id)


def _answered(drafts: Sequence[Draft], i: int) -> list[int]:
    """What a draft may answer: all told above it that its slots of claims may hold."""
    kinds = {k for rule in drafts[i].kind.slots.values() for k in rule.kinds}
    return [j for j in range(i) if drafts[j].kind.name in kinds]


#: How far along the hub's steps an offer still is news beside them: the first two.
EARLY = 1


def _without_weak(drafts: Sequence[Draft], spec: Specification) -> list[Draft]:
    """Drop what merely names a deal of which the page tells another step."""
    firm = {
        (d.kind.name, pair_of(d, spec))
        for d in drafts
        if not d.is_weak and told_as(d) == "asserted"
    }
    hub = spec.pack.hub
    choices = hub.slots[hub.progress or ""].choices
    reached = {
        pair_of(d, spec)
        for d in drafts
        if d.kind.hub
        and not d.is_weak
        and told_as(d) == "asserted"
        and choices.index(d.code(hub.progress or "") or choices[0]) > EARLY
        and d.code(hub.progress or "") not in spec.pack.reconcile.hub.beside  # what was asked for
    }
    sure = any(_is_of_domain(d, spec) and not d.is_guess for d in drafts)
    return [
        d
        for d in drafts
        if not (d.is_guess and sure and (d.is_weak or pair_of(d, spec) not in reached))
        and not (d.is_weak and (d.kind.name, pair_of(d, spec)) in firm)
        and not (d.is_early and d.when is None and pair_of(d, spec) in reached)
    ]


def _say_again(draft: Draft, again: Draft) -> None:
    """Add what the page says again: its place, and the values that the claim lacks."""
    if (again.start, again.end) != (draft.start, draft.end):
        draft.mentions.append((again.start, again.end))
    for slot, filled in again.slots.items():
        draft.slots.setdefault(slot, filled)
        if draft.kind.shared.get(slot) == filled[0]:
            draft.slots[slot] = filled  # "31 since July", which a headline tells as one event
    mine, other = draft.slots.get("value"), again.slots.get("value")
    if mine and other and isinstance(mine[0], str) and not isinstance(other[0], str):
        _tell_by_figure(draft, again)
    for slot in draft.kind.slots_of("count"):
        if slot in again.slots and _is_vague(draft.slots[slot][0]):
            draft.slots[slot] = again.slots[slot]
    for slot in many_of(draft.kind):
        mine, other = draft.slots.get(slot), again.slots.get(slot)
        if mine and other and len(other[0]) > len(mine[0]):  # type: ignore[arg-type]
            draft.slots[slot] = other
    if draft.when is None or (again.when and is_finer(again.when.form, draft.when.form)):
        draft.when = again.when
    if draft.said_by is None and again.said_by is not None and again.start == draft.start:
        draft.said_by, draft.via, draft.basis = again.said_by, again.via, again.basis


def _tell_by_figure(draft: Draft, again: Draft) -> None:
    """What words told ("a fee") is told by the sentence that gives its figure, which is quoted then."""
    if again.start != draft.start:
        draft.mentions = [
            (draft.start, draft.end),
            *(at for at in draft.mentions if at != (again.start, again.end)),
        ]
        draft.at, draft.until = again.at, again.until
        draft.start, draft.end = again.start, again.end
        draft.told, draft.when, draft.frame, draft.why = (
            again.told,
            again.when,
            again.frame,
            again.why,
        )
        draft.said_by, draft.via, draft.basis = again.said_by, again.via, again.basis
    draft.slots |= again.slots


def _tell_as_the_body(title: Draft, body: Draft) -> None:
    """What the body has from somebody, its headline has from the same."""
    if title.said_by is None and body.said_by is not None:
        title.said_by, title.via, title.basis = body.said_by, body.via, body.basis
        title.told = body.told


def _is_vague(value: Value) -> bool:
    """ "Hundreds", "more than 200": a figure that leaves open how many."""
    return isinstance(value, Quantity) and value.min != value.max


def _claim(draft: Draft, document: Document, reader: str) -> Claim:
    spans = tuple(draft.spans) or ((draft.start, draft.end),)
    slots = tuple(
        Slot(name=name, value=value, start=start, end=end)
        for name, (value, start, end) in sorted(draft.slots.items())
        if name in draft.kind.slots
    )
    return Claim(
        id=Claim.id_of(doc_id=document.id, kind=draft.kind.name, spans=spans, slots=slots),
        kind=draft.kind.name,
        doc_id=document.id,
        span=Span.cut(document, draft.start, draft.end),
        spans=spans if len(spans) > 1 else (),
        mentions=tuple(dict.fromkeys(draft.mentions)),
        slots=slots,
        said_by=draft.said_by,
        via=draft.via,
        basis=draft.basis,
        factuality=draft.told,
        when=begun(draft.when, draft.kind, draft.told),
        reader=reader,
        why=(draft.frame, *draft.why),
    )
