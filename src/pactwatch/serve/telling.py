"""Records, steps and disputes → what a page says of each, with what opens behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pactwatch.domain import Kind, Pack
from pactwatch.nouns import Discrepancy, Outline, Record, Step, Value
from pactwatch.release.asked import place_name
from pactwatch.serve.evidence import Evidence, Proof, Voucher
from pactwatch.serve.wording import say_amount, say_day, say_name, say_plain, say_value, translate

FEW = 3  #: claims shown of one record among others
SIDES = 6  #: of a dispute beside others; alone it is shown with all of them
IN_FULL = 8  #: disputes of one thing on its own page; of others no more than the values are told
DISPUTES = 3  #: of one thing among others
SIDE = 2  #: claims shown of each side of a dispute
MANY = 10  #: records of a list up to which more than one claim of each opens


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a record says in one slot."""

    slot: str
    title: str
    words: str
    contested: bool
    leads_to: str | None = None  #: the record that it names


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the values between which sources disagree, in their own words."""

    words: str
    origins: int
    claims: tuple[str, ...]
    vouchers: tuple[Voucher, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A field on which sources disagree; `more` values are not shown here."""

    found: Discrepancy
    title: str
    sides: tuple[Side, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record, or a step of a history, as a page shows it; `anchor` is its place on the page."""

    anchor: str
    of: Record | Step
    kind: Kind
    lead: Told | None
    told: tuple[Told, ...]
    proof: Proof
    disputes: tuple[Dispute, ...] = ()
    found_disputes: int = 0  #: with those that are not shown
    running: str = ""
    whole: str = ""  #: where all its claims are


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """What is needed to tell records: the pack, their evidence, their disputes; `named` are the
    records to which their slots lead, `sides` how many of a dispute are told, `side` how many claims of
    each of these, `most` how many disputes of one thing."""

    pack: Pack
    evidence: Evidence
    disputes: Mapping[str, Sequence[Discrepancy]]
    named: Mapping[str, Record] = field(default_factory=dict)
    sides: int = SIDES
    side: int = SIDE
    most: int | None = DISPUTES
    _made: dict[str, Dispute] = field(default_factory=dict)
    _sides: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def entry(
        self, record: Record, *, under: Outline | None = None, limit: int = FEW, running: str = ""
    ) -> Entry:
        """A record; under its hub the slots that the hub's key tells are left out."""
        kind = self.pack.kind(record.kind)
        disputes = self.disputes.get(record.id, ())
        skipped = hub_slots(record, under)
        sides = {one.field: self.dispute(one, kind).sides for one in disputes[: self.most]}
        told = tuple(
            self._named(one)
            if kind.slots[one.slot].type == "claim"
            else _against(one, sides.get(one.slot, ()))
            for one in tell_slots(self.pack, record, skipped=skipped)
        ) + self._each_value(record, kind)
        return Entry(
            anchor=record.id,
            of=record,
            kind=kind,
            lead=told[0] if told else None,
            told=told[1:],
            proof=self.evidence.proof(record.claims, limit=limit),
            disputes=tuple(self.dispute(one, kind) for one in disputes[: self.most]),
            found_disputes=len(disputes),
            running=running,
        )

    def _each_value(self, record: Record, kind: Kind) -> tuple[Told, ...]:
        """What each page gives, where they differ and may all be right, so that the record has none."""
        is_told = "value" in record.contested or record.value("value") is not None
        if is_told or "value" not in kind.slots:
            return ()
        claims = [found for one in record.claims if (found := self.evidence.claims.get(one))]
        words = [
            say_amount(value, str(claim.value("unit") or ""))
            for claim in claims
            if (value := claim.value("value")) is not None
        ]
        more = ["…"] if len(claims) < len(record.claims) else []
        told = "; ".join([*dict.fromkeys(words), *more])
        return (Told(slot="value", title="", words=told, contested=False),) if words else ()

    def _named(self, told: Told) -> Told:
        """A slot that names a record, in that record's words."""
        record = self.named.get(told.words)
        if record is None:
            return told
        return replace(told, words=name_record(self.pack, record), leads_to=record.id)

    def of_history(self, entry: Step, *, about: str, limit: int = FEW) -> Entry:
        """An entry of a history; `about` is the hub on which sources may disagree."""
        hub = self.pack.hub
        progress = hub.progress or ""
        lead = Told(
            slot=progress,
            title=self.pack.views.title_of(progress),
            words=say_name(entry.value),
            contested=entry.grade == "X",
        )
        disputes = self._disputes_of(entry, about)
        return Entry(
            anchor=entry.claims[0],
            of=entry,
            kind=hub,
            lead=lead,
            told=(),
            proof=self.evidence.proof(entry.claims, limit=limit),
            disputes=tuple(self.dispute(one, hub) for one in disputes[: self.most]),
            found_disputes=len(disputes),
        )

    def _disputes_of(self, entry: Step, about: str) -> list[Discrepancy]:
        """`disputes_of` a hub with many steps, whose disputes are looked through once."""
        found = self.disputes.get(about, ())
        sides = self._sides.get(about)
        if sides is None:
            sides = self._sides[about] = {}
            for one in found:
                for stance in one.stances:
                    for claim in stance.claims:
                        sides.setdefault(claim, set()).add(one.id)
        ids = {one for claim in entry.claims for one in sides.get(claim, ())}
        return [one for one in found if one.id in ids] if ids else []

    def dispute(self, found: Discrepancy, kind: Kind) -> Dispute:
        """A disagreement with its sides, each in its sources' own words; made once."""
        made = self._made.get(found.id)
        if made is None:
            made = self._made[found.id] = self._dispute(found, kind)
        return made

    def _dispute(self, found: Discrepancy, kind: Kind) -> Dispute:
        sides = tuple(
            Side(
                words=say_side(self.pack, kind, found.field, stance.value),
                origins=stance.origins,
                claims=stance.claims,
                vouchers=tuple(
                    self.evidence.voucher(claim)
                    for claim in stance.claims[: self.side]
                    if claim in self.evidence.claims
                ),
            )
            for stance in found.stances[: self.sides]
        )
        title = self.pack.views.title_of(found.field)
        return Dispute(found=found, title=title, sides=sides, more=len(found.stances) - len(sides))


def _against(told: Told, sides: Sequence[Side]) -> Told:
    """A slot in dispute, in the words of both sides where there are no more."""
    if not told.contested or len(sides) != 2 or not all(side.words for side in sides):
        return told
    return replace(told, words=" ≠ ".join(side.words for side in sides))


def hub_slots(record: Record, under: Outline | None) -> frozenset[str]:
    """The slots of a record that its hub's own key tells already."""
    if under is None:
        return frozenset()
    return frozenset(slot for slot, value in under.key if value == record.value(slot))


def tell_slots(
    pack: Pack, record: Record, *, skipped: frozenset[str] = frozenset()
) -> tuple[Told, ...]:
    """What a record says in each slot that is filled or in dispute, in the pack's order."""
    kind = pack.kind(record.kind)
    unit = record.value("unit")
    found = []
    for slot, value in record.slots:
        contested = slot in record.contested
        if slot in skipped or (value in (None, ()) and not contested):
            continue
        if slot == "unit" and (record.value("value") is not None or not contested):
            continue  # told with its value; without one it says nothing
        if contested:
            words = translate("in dispute")
        elif slot == "value":
            words = say_amount(value or "", str(unit or ""))
        else:
            words = say_value(pack, kind, slot, value)
        title = "" if slot == "value" else pack.views.title_of(slot)
        found.append(Told(slot=slot, title=title, words=words, contested=contested))
    return tuple(found)


def linked_ids(pack: Pack, records: Iterable[Record]) -> list[str]:
    """The ids of the records that slots of these name."""
    return [
        str(value)
        for record in records
        for slot in pack.kind(record.kind).slots_of("claim")
        if (value := record.value(slot)) is not None
    ]


def say_side(pack: Pack, kind: Kind, field: str, value: Value) -> str:
    """A side's value in words: a day as a day, another as its slot has it."""
    return say_value(pack, kind, field, value) if field in kind.slots else say_plain(value)


def name_record(pack: Pack, record: Record) -> str:
    """A record in a few words: its kind, who or between whom, and when."""
    kind = pack.kind(record.kind)
    who = record.value(kind.speech.who) if kind.speech else record.value("by")
    pair = [record.value(slot) for slot in kind.pair]
    words = kind.title
    if who is not None:
        words += f", {say_value(pack, kind, 'by' if not kind.speech else kind.speech.who, who)}"
    elif pair and all(isinstance(code, str) for code in pair):
        words += ", " + " to ".join(place_name(pack, str(code)) for code in pair)
    return f"{words}, {say_day(record.date)}" if record.date else words


def name_outline(pack: Pack, outline: Outline) -> str:
    """A hub in words: its pair, and what else its key tells."""
    pair = " to ".join(place_name(pack, outline.value(slot)) for slot in pack.hub.pair)
    rest = [value for slot, value in outline.key if value and slot not in pack.hub.pair]
    return pair + "".join(f" ({value})" for value in rest)


def claims_of(
    entries: Iterable[Record | Step],
    disputes: Iterable[Discrepancy] = (),
    *,
    limit: int = FEW,
    sides: int = SIDES,
    side: int = SIDE,
) -> list[str]:
    """The ids of the claims that entries and disputes show, each once."""
    ids = [claim for one in entries for claim in one.claims[:limit]]
    ids += [claim for one in disputes for stance in one.stances[:sides]
            for claim in stance.claims[:side]]  # fmt: skip
    return list(dict.fromkeys(ids))


def claims_each(records: int) -> int:
    """How many claims of each open in a list of so many records."""
    return 2 if records <= MANY else 1


def disputes_of(entry: Step, found: Iterable[Discrepancy]) -> list[Discrepancy]:
    """The disputes of a hub in which claims of a step take sides."""
    claims = set(entry.claims)
    return [
        one for one in found if any(not claims.isdisjoint(stance.claims) for stance in one.stances)
    ]


def by_about(found: Iterable[Discrepancy]) -> dict[str, list[Discrepancy]]:
    """Disagreements by what they are about."""
    disputes: dict[str, list[Discrepancy]] = {}
    for one in found:
        disputes.setdefault(one.about, []).append(one)
    return disputes
