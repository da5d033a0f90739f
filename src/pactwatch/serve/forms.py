"""Doubts and claims → forms: each with the quotes behind it, and what a person may say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from pactwatch.domain import Kind
from pactwatch.nouns import Claim, Judgement, Record, Verdict
from pactwatch.reconcile.verdicts import DAY_SLOT
from pactwatch.serve.doubts import Doubt
from pactwatch.serve.evidence import Evidence, Voucher
from pactwatch.serve.room import Visit
from pactwatch.serve.telling import Dispute, Teller, Told, name_outline, name_record
from pactwatch.serve.wording import mark, say_plain, say_value, translate
from pactwatch.store import Doubts

SHOWN = 6  #: claims of one case
BEGINNING = 60  #: characters of a quote by which a claim is called
OFFERED = 20  #: records of which one may be the same

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
    """A value that a field of the form may take; `kind`: of what it is the id."""

    value: str
    title: str
    kind: str = ""


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
    """Cases → forms, over one snapshot. What the cases need is loaded for all of them at once."""

    def __init__(self, here: Visit, cases: Sequence[Doubt]) -> None:
        self._pack = here.pack
        self._lookup = here.lookup.at(None)
        self._outlines = here.lines.by_id
        self._records = self._lookup.records(one.about for one in cases)
        self._disputes = self._lookup.disputes(one.dispute for one in cases if one.dispute)
        self._claims = {one: self._claims_of(one) for one in cases}
        shown = [claim for claims in self._claims.values() for claim in claims[:SHOWN]]
        self._evidence = Evidence(self._lookup, shown)
        self._teller = Teller(pack=self._pack, evidence=self._evidence, disputes={})
        self._record_of = self._lookup.records_of(self._evidence.claims)
        self._alike = self._find_alike()

    def make(self, doubt: Doubt) -> Form:
        """A case as it is put before a person."""
        return self._form(doubt, title=self._name(doubt))

    def make_any(self, doubt: Doubt) -> Form:
        """Anything that has claims, whether or not it waits: with what was said of it before."""
        asked = doubt.about
        outline, record = self._outlines.get(asked), self._records.get(asked)
        href = f"/records/{asked}" if record else f"/claims/{doubt.claims[0]}"
        title = name_record(self._pack, record) if record else self._name_claim(doubt)
        if outline is not None:
            title, href = name_outline(self._pack, outline), f"/{self._pack.hub.plural}/{asked}"
        form = self._form(doubt, title=(title, href, ""))
        return replace(form, why="", judged=self._judged([one for one, _ in form.vouchers]))

    def _name_claim(self, doubt: Doubt) -> str:
        """The first claim of a case: its kind, and how its words begin."""
        claim = next((self._evidence.claims.get(one) for one in doubt.claims), None)
        if claim is None:
            return doubt.about
        words = shorten(claim.span.quote, BEGINNING, placeholder=" …")
        return f"{self._pack.kind(claim.kind).title}, “{words}”"

    def _claims_of(self, doubt: Doubt) -> tuple[str, ...]:
        """The claims of a case; of a page those that it makes, of a dispute those of both sides, by
        turns."""
        if doubt.why == "origin":
            return tuple(self._lookup.claims_on(doubt.about, limit=SHOWN))
        dispute = self._disputes.get(doubt.dispute or "")
        if dispute is None:
            return doubt.claims
        sides = [stance.claims for stance in dispute.stances]
        longest = max(map(len, sides))
        return tuple(side[i] for i in range(longest) for side in sides if i < len(side))

    def _find_alike(self) -> dict[str, tuple[Record, ...]]:
        """Claim → records that may be the same thing as its own: of that kind, on the same hub."""
        ids = sorted({record.id for record in self._record_of.values()})
        hub_of = {part: whole for whole, part, _ in self._lookup.wholes("hub", ids)}
        hubs = self._lookup.hubs(sorted(set(hub_of.values())))
        offered: dict[str, list[str]] = {}
        for claim, record in self._record_of.items():
            members = dict(hubs[hub_of[record.id]].members) if record.id in hub_of else {}
            others = members.get(self._pack.kind(record.kind).plural, ())
            offered[claim] = [one for one in others if one != record.id][:OFFERED]
        found = self._lookup.records(one for others in offered.values() for one in others)
        return {claim: tuple(found[one] for one in others) for claim, others in offered.items()}

    def _name(self, doubt: Doubt) -> tuple[str, str, str]:
        """What a case is called, where it is shown, and what is asked."""
        pack = self._pack
        outline = self._outlines.get(doubt.about)
        record = self._records.get(doubt.about)
        match doubt.why:
            case "origin":
                sheet = self._lookup.sheets_of([doubt.about])[doubt.about]
                kinship = self._lookup.kinships([doubt.about])[doubt.about]
                share = f"{kinship.confidence:.0%}"
                lead = translate(
                    "{share} of its words are those of another page. Same root, or its own report?"
                ).format(share=share)
                return sheet.headline, f"/documents/{doubt.about}", lead
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

    def _form(self, doubt: Doubt, *, title: tuple[str, str, str]) -> Form:
        claims = self._claims[doubt]
        shown = [one for one in claims[:SHOWN] if one in self._evidence.claims]
        vouchers = [self._evidence.voucher(one) for one in shown]
        kinds = {self._pack.kind(one.claim.kind).name: one.claim for one in vouchers}
        kind = self._pack.kind(next(iter(kinds))) if kinds else None
        dispute = self._disputes.get(doubt.dispute or "")
        return Form(
            id=doubt.id,
            why=doubt.why,
            title=title[0],
            href=title[1],
            lead=title[2],
            kind=kind,
            vouchers=tuple((one, tuple(self._told(one.claim))) for one in vouchers),
            more=len(claims) - len(vouchers),
            disputes=(self._teller.dispute(dispute, kind),) if dispute and kind else (),
            slots=self._slots(kinds),
            values=self._values(kind, doubt.field),
            others=self._others(doubt, shown),
            field=doubt.field,
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

    def _others(self, doubt: Doubt, claims: Sequence[str]) -> tuple[Choice, ...]:
        """Records that may be the same thing; of a page whose words may be another's, what that page
        says."""
        if doubt.why == "origin" and claims:
            kinship = self._lookup.kinships([doubt.about])[doubt.about]
            pages = dict.fromkeys(one.doc_id for one in kinship.copied)
            found = [c for p in pages for c in self._lookup.claims_on(p, limit=SHOWN).values()]
            return tuple(
                Choice(value=one.id, title=f"{one.span.quote[:90]} ({one.id[:12]})", kind=one.kind)
                for one in found[:OFFERED]
            )
        alike = {one.id: one for claim in claims for one in self._alike.get(claim, ())}
        own = {self._record_of[one].id for one in claims if one in self._record_of}
        others = [one for one in alike.values() if one.id not in own][:OFFERED]
        return tuple(
            Choice(
                value=one.id,
                title=f"{name_record(self._pack, one)} ({one.id[:12]})",
                kind=one.kind,
            )
            for one in others
        )

    def _judged(self, vouchers: Sequence[Voucher]) -> tuple[Judgement, ...]:
        """What people said of these words before."""
        spans = {(one.claim.doc_id, one.claim.kind, one.claim.span.range) for one in vouchers}
        return tuple(
            one
            for one in Doubts(self._lookup).judgements()
            if (one.doc_id, one.kind, one.span.range) in spans
        )
