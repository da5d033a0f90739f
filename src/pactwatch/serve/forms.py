"""Doubts and claims → forms: each with the quotes behind it, and what a person may say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pactwatch.domain import Kind
from pactwatch.nouns import Claim, Judgement, Verdict
from pactwatch.reconcile.verdicts import DAY_SLOT
from pactwatch.serve.doubts import Doubt
from pactwatch.serve.evidence import Evidence, Voucher
from pactwatch.serve.room import Visit
from pactwatch.serve.telling import Dispute, Teller, Told, by_about, name_outline, name_record
from pactwatch.serve.wording import mark, say_plain, say_value, translate
from pactwatch.store import Doubts

SHOWN = 8  #: claims of one case
OFFERED = 30  #: records of which one may be the same

#: What may be said of a claim at the desk, in the order of the form; `withdraw` has its own.
VERDICTS: tuple[Verdict, ...] = ("accept", "reject", "correct", "merge", "split", "join", "part")
TWO: tuple[Verdict, ...] = ("merge", "join")

#: Each verdict in words: what its button says, and what it does.
WORDS = {
    "accept": (mark("Accept"), mark("It was read rightly.")),
    "reject": (
        mark("Reject"),
        mark("It was read wrongly, or is no such thing: it counts no more."),
    ),
    "correct": (mark("Correct"), mark("Another value is right; it stands beside the source’s.")),
    "merge": (mark("Merge"), mark("The same thing as another record.")),
    "split": (mark("Split"), mark("Not the same thing as the rest of its record.")),
    "join": (mark("Same origin"), mark("From the same root as another claim: they count once.")),
    "part": (mark("Own origin"), mark("From a root of its own: it counts by itself.")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value that a field of the form may take."""

    value: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A case as it is put before a person, with what they may say."""

    id: str
    why: str
    title: str
    href: str
    lead: str
    kind: Kind | None
    vouchers: tuple[tuple[Voucher, tuple[Told, ...]], ...]
    more: int
    disputes: tuple[Dispute, ...]
    slots: tuple[Choice, ...]
    values: tuple[Choice, ...]
    others: tuple[Choice, ...]
    field: str | None
    judged: tuple[Judgement, ...] = ()


class FormMaker:
    """Cases → forms, over one snapshot."""

    def __init__(self, here: Visit) -> None:
        self._pack = here.pack
        self._lookup = here.lookup.at(None)
        self._outlines = {one.id: one for one in here.outlines}

    def make(self, doubt: Doubt) -> Form:
        """A case as it is put before a person."""
        claims = doubt.claims
        if doubt.why == "origin":
            claims = tuple(self._lookup.claims_on(doubt.about, limit=SHOWN))
        disputes = [
            one
            for one in (
                self._lookup.discrepancies([doubt.about]) if doubt.why == "contested" else ()
            )
            if one.field == doubt.field
        ]
        if disputes:  # the claims of both sides, by turns
            sides = [stance.claims for stance in disputes[0].stances]
            longest = max(map(len, sides))
            claims = tuple(side[i] for i in range(longest) for side in sides if i < len(side))
        title, href, lead = self._name(doubt)
        return self._form(doubt, claims, title=(title, href, lead), disputes=disputes)

    def make_any(self, asked: str, claims: tuple[str, ...]) -> Form:
        """The same of anything that has claims."""
        doubt = Doubt(why="new", about=asked, claims=claims)
        outline = self._outlines.get(asked)
        record = self._lookup.records([asked]).get(asked)
        href = f"/records/{asked}" if record else f"/claims/{asked}"
        title = name_record(self._pack, record) if record else asked
        if outline is not None:
            title, href = name_outline(self._pack, outline), f"/{self._pack.hub.plural}/{asked}"
        return self._form(doubt, claims, title=(title, href, ""), disputes=(), is_asked=True)

    def _name(self, doubt: Doubt) -> tuple[str, str, str]:
        """What a case is called, where it is shown, and what is asked."""
        pack = self._pack
        outline = self._outlines.get(doubt.about)
        record = self._lookup.records([doubt.about]).get(doubt.about)
        match doubt.why:
            case "origin":
                sheet = self._lookup.sheets_of([doubt.about])[doubt.about]
                kinship = self._lookup.kinships([doubt.about])[doubt.about]
                share = f"{kinship.confidence:.0%}"
                lead = translate(
                    "{share} of its words are those of another page. Same root, or its own report?"
                ).format(share=share)
                return sheet.title or sheet.source, f"/documents/{doubt.about}", lead
            case "fact":
                fact = self._lookup.facts([doubt.about]).get(doubt.about)
                lead = translate("Public fact: {what} ({day}; {source})").format(
                    what=fact.what if fact else doubt.about,
                    day=fact.day if fact else "",
                    source=fact.source if fact else "",
                )
                return translate("At odds with what is known"), f"/claims/{doubt.claims[0]}", lead
            case "contested":
                lead = translate("Sources disagree: {field}").format(
                    field=pack.views.title_of(doubt.field or "")
                )
            case _:
                lead = translate("Nobody has judged it yet.")
        if outline is not None:
            return name_outline(pack, outline), f"/{pack.hub.plural}/{outline.id}", lead
        name = name_record(pack, record) if record else doubt.about
        return name, f"/records/{doubt.about}", lead

    def _form(
        self,
        doubt: Doubt,
        claims: tuple[str, ...],
        *,
        title: tuple[str, str, str],
        disputes: Sequence[Any],
        is_asked: bool = False,
    ) -> Form:
        evidence = Evidence(self._lookup, claims[:SHOWN])
        teller = Teller(pack=self._pack, evidence=evidence, disputes=by_about(disputes))
        vouchers = tuple(evidence.voucher(one) for one in evidence.claims)
        kinds = {self._pack.kind(one.claim.kind).name: one.claim for one in vouchers}
        kind = self._pack.kind(next(iter(kinds))) if kinds else None
        return Form(
            id=doubt.id,
            why="" if is_asked else doubt.why,
            title=title[0],
            href=title[1],
            lead=title[2],
            kind=kind,
            vouchers=tuple((one, tuple(self._told(one.claim))) for one in vouchers),
            more=len(claims) - len(vouchers),
            disputes=tuple(teller.dispute(one, kind) for one in disputes if kind),
            slots=self._slots(kinds),
            values=self._values(kind, doubt.field),
            others=self._others(doubt, vouchers),
            field=doubt.field,
            judged=self._judged(vouchers) if is_asked else (),
        )

    def _told(self, claim: Claim) -> list[Told]:
        """What was read in a claim, in its grounds' order."""
        kind = self._pack.kind(claim.kind)
        found = [
            Told(
                slot=slot.name,
                title=self._pack.views.title_of(slot.name),
                words=say_value(self._pack, kind, slot.name, slot.value),
                contested=False,
            )
            for slot in claim.slots
            if slot.name in kind.slots
        ]
        if claim.when:
            title = self._pack.views.title_of(DAY_SLOT)
            found.append(Told(slot=DAY_SLOT, title=title, words=claim.when.words, contested=False))
        return found

    def _slots(self, kinds: dict[str, Claim]) -> tuple[Choice, ...]:
        names = dict.fromkeys(slot for name in kinds for slot in self._pack.kind(name).slots)
        return tuple(
            Choice(value=name, title=self._pack.views.title_of(name))
            for name in (*names, DAY_SLOT)
            if name
        )

    def _values(self, kind: Kind | None, field: str | None) -> tuple[Choice, ...]:
        rule = kind.slots.get(field or "") if kind else None
        choices = rule.choices if rule else ()
        return tuple(Choice(value=one, title=say_plain(one)) for one in choices)

    def _others(self, doubt: Doubt, vouchers: Sequence[Voucher]) -> tuple[Choice, ...]:
        """Records that may be the same thing: those of its kind that hang on the same hub; of a page
        whose words may be another's, what that page says."""
        if not vouchers:
            return ()
        if doubt.why == "origin":
            kinship = self._lookup.kinships([doubt.about])[doubt.about]
            pages = dict.fromkeys(one.doc_id for one in kinship.copied)
            claims = [c for p in pages for c in self._lookup.claims_on(p, limit=SHOWN).values()]
            return tuple(
                Choice(value=one.id, title=f"{one.span.quote[:90]} ({one.id[:12]})")
                for one in claims[:OFFERED]
            )
        records = self._lookup.records_of([one.claim.id for one in vouchers])
        own = {record.id for record in records.values()}
        hubs = [whole for whole, _, _ in self._lookup.wholes("hub", sorted(own))]
        kinds = {record.kind for record in records.values()}
        ids = [
            one
            for hub in self._lookup.hubs(hubs).values()
            for plural, members in hub.members
            if plural in {self._pack.kind(name).plural for name in kinds}
            for one in members
            if one not in own
        ]
        found = self._lookup.records(ids[:OFFERED])
        return tuple(
            Choice(value=one.id, title=f"{name_record(self._pack, one)} ({one.id[:12]})")
            for one in found.values()
        )

    def _judged(self, vouchers: Sequence[Voucher]) -> tuple[Judgement, ...]:
        """What people said of these words before."""
        spans = {(one.claim.doc_id, one.claim.kind, one.claim.span.range) for one in vouchers}
        return tuple(
            one
            for one in Doubts(self._lookup).judgements()
            if (one.doc_id, one.kind, one.span.range) in spans
        )
