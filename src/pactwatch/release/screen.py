"""Export → what `pactwatch show` prints: lines for a person at a terminal.

Every value stands beside the words that tell it, with the outlet and the day of the page; where
sources disagree, what each says stands side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pactwatch.days import day_in_words
from pactwatch.nouns import Claim, Discrepancy, Document, Hub, Record, Speaker, Step
from pactwatch.release.asked import pair_code, pair_name
from pactwatch.release.rows import Export
from pactwatch.release.telling import (
    SHORT,
    name_page,
    name_thing,
    page_day,
    quote_for,
    say_side,
    say_value,
    tell_record,
    words_of,
)
from pactwatch.release.terminal import Line, columns, count, shorten, visible, wrap

GRADES = {
    "A": "the document itself or a court record",
    "B": "two or more independent origins, or an admission against interest",
    "C": "one named origin",
    "D": "one unnamed or secondary origin",
    "X": "contested, or denied by a party",
    "R": "corrected or withdrawn by its source",
}

FEW = 2  #: quotes shown of a record among others
LONG = 320  #: characters shown of a quote among others

NONE: frozenset[str] = frozenset()
BLANK = Line(text="")


def list_hubs(export: Export, *, width: int) -> Iterator[Line]:
    """One line for each hub: its pair, where it stands, and what that rests on."""
    outlines, kind = export.register.outlines, export.pack.hub
    if not outlines:
        yield Line(text=f"The register holds no {kind.title.lower()} yet.")
        return
    names = [shorten(pair_name(export.pack, one), max(24, width - 48)) for one in outlines]
    room = max(len(name) for name in [*names, kind.title])
    yield Line(
        text=f"{'PAIR':8} {kind.title.upper():{room}} {(kind.progress or '').upper():13} "
        "GRADE  ORIGINS PAGES",
        style="dim",
    )
    for one, name in zip(outlines, names, strict=True):
        text = (
            f"{pair_code(export.pack, one):8} {name:{room}} {words_of(one.standing):13} "
            f"{one.grade:^5} {one.origins:7} {one.pages:6}{' *' if one.disputes else ''}"
        )
        yield Line(text=visible_row(text))
    yield BLANK
    if any(one.disputes for one in outlines):
        yield Line(text="* sources disagree: pactwatch show --disagreements", style="dim")
    used = {one.grade for one in outlines}
    for grade in (grade for grade in GRADES if grade in used):
        yield Line(text=f"{grade}: {GRADES[grade]}", style="dim")


def visible_row(text: str) -> str:
    """A row whose spaces are its columns."""
    return "".join(visible(char) if not char.isspace() else " " for char in text).rstrip()


def show_hub(export: Export, hub: Hub, *, width: int) -> Iterator[Line]:
    """A hub whole: its history, what is in dispute, and all that hangs on it, with the quotes."""
    pack = export.pack
    title = f"{pair_name(pack, hub)} ({pair_code(pack, hub)})"
    yield from wrap(title, width=width, style="title")
    last = _standing(hub)
    if last is not None:
        status = f"{(pack.hub.progress or '').capitalize()}: {words_of(hub.standing)}"
        yield from wrap(f"{status} ({_support(last)})", width=width, hang=2)
    yield BLANK
    yield Line(text="History", style="head")
    for entry in hub.history:
        day = day_in_words(entry.date) or "day not told"
        known = day_in_words(entry.known_since)
        text = f"{words_of(entry.value)}: {day}, known since {known} ({_support(entry)})"
        yield from wrap(text, width=width, indent=2, hang=2)
        yield from _judged(export, entry, width=width)
        yield from _quotes(export, entry.claims, width=width)
        if len(entry.claims) > FEW:
            more = count(len(entry.claims) - FEW, "more claim")
            yield Line(text=f"      and {more}", style="dim")
    ids = {hub.id, *_member_ids(hub)}
    found = [one for one in export.register.discrepancies if one.about in ids]
    if found:
        yield BLANK
        yield Line(text="Where sources disagree", style="head")
        for one in found:
            yield from show_discrepancy(export, one, width=width)
    members = dict(hub.members)
    for kind in pack.kinds:
        for n, record_id in enumerate(members.get(kind.plural, ())):
            if n == 0:
                yield BLANK
                yield Line(text=kind.plural.replace("_", " ").capitalize(), style="head")
            yield from show_record(export, export.records[record_id], width=width, under=hub)


def show_record(
    export: Export, record: Record, *, width: int, under: Hub | None = None
) -> Iterator[Line]:
    """A record with its quotes: a few under its hub, all of them where it stands alone."""
    text = tell_record(
        export, record, frozenset(slot for slot, value in under.key if value) if under else NONE
    )
    yield from wrap(f"{text} ({_support(record)})", width=width, indent=2, hang=2)
    yield from _judged(export, record, width=width)
    yield from _quotes(export, record.claims, width=width, every=under is None)
    if under is None:
        for one in export.register.discrepancies:
            if one.about == record.id:
                yield from show_discrepancy(export, one, width=width)
    elif len(record.claims) > FEW:
        more = f"and {len(record.claims) - FEW} more: pactwatch show {record.id}"
        yield Line(text=f"      {more}", style="dim")


def _judged(export: Export, found: Record | Step, *, width: int) -> Iterator[Line]:
    """What people say of it, beside what its sources say."""
    reasons = {one.id: one for one in export.register.judgements}
    for one in found.judged:
        judgement = reasons[one.judgement]
        what = words_of(one.slot) if one.slot else "this"
        says = {
            "accept": f"accepts {what}",
            "reject": f"rejects {what}" + (f" as {one.seen}" if one.slot else ""),
            "correct": f"says that {what} is {one.value}, not {one.seen or 'untold'}",
        }[one.verdict]
        day = day_in_words(judgement.day)
        text = f"{one.by}, {day}, {says}: {judgement.reason} [{one.judgement[:SHORT]}]"
        yield from wrap(text, width=width, indent=6, hang=2, style="warn")


def show_discrepancy(export: Export, found: Discrepancy, *, width: int) -> Iterator[Line]:
    """What each side says, side by side, and on what it hangs."""
    record = export.records.get(found.about)
    about = name_thing(export, found.about)
    state = found.certainty if not found.condition else f"{found.certainty}: {found.condition}"
    yield from wrap(f"{words_of(found.field)} of {about} ({state})", width=width, indent=2, hang=2)
    kind = export.pack.kind(record.kind) if record else export.pack.hub
    cells = [
        [
            say_side(export, kind, found.field, stance.value)
            + f" ({count(stance.origins, 'origin')})",
            *_side_quotes(export, stance.claims, found.field),
        ]
        for stance in found.stances
    ]
    for n in range(0, len(cells), 2):
        yield from columns(cells[n : n + 2], width=width, indent=4)


def show_claim(export: Export, claim: Claim, *, width: int) -> Iterator[Line]:
    """One claim and why it was made: the words behind each value, and the rule that decided."""
    kind = export.pack.kind(claim.kind)
    doc = export.documents[claim.doc_id]
    yield from wrap(f"{kind.title} ({claim.id})", width=width, style="title")
    yield from wrap(f"“{claim.span.quote}”", width=width, indent=2, hang=1)
    yield from wrap(f"{name_page(doc)}, {doc.source}, characters {claim.span.start} to "
                    f"{claim.span.end}", width=width, indent=2, style="dim")  # fmt: skip
    yield BLANK
    for slot in claim.slots:
        value = say_value(export, kind, slot.name, slot.value)
        words = doc.text[slot.start : slot.end]
        yield from wrap(
            f"{words_of(slot.name)}: {value}, from “{words}”", width=width, indent=2, hang=4
        )
    if claim.said_by:
        parts = [claim.said_by.name, claim.said_by.role, claim.said_by.organisation]
        said_by = ", ".join(part for part in parts if part)
        yield from wrap(f"said by: {said_by}", width=width, indent=2, hang=4)
    if claim.via:
        yield from wrap(f"through: {claim.via.name}", width=width, indent=2, hang=4)
    dated = export.dated.get(claim.id)
    if dated and (dated.date or dated.date_text):
        day = day_in_words(dated.date) or "day not told"
        basis = f" ({dated.date_basis})" if dated.date_basis else ""
        words = f", from “{dated.date_text}”" if dated.date_text else ""
        yield from wrap(f"when: {day}{words}{basis}", width=width, indent=2, hang=4)
    yield from wrap(f"told as: {claim.factuality}, on the word of: {words_of(claim.basis)}",
                    width=width, indent=2, hang=4)  # fmt: skip
    yield BLANK
    yield from wrap(f"why: {'; '.join(claim.why) or 'not told'}", width=width, indent=2, hang=4)
    yield from wrap(f"reader: {claim.reader}", width=width, indent=2, hang=4, style="dim")


def show_document(export: Export, doc: Document, *, width: int) -> Iterator[Line]:
    """A page: where it came from, how it stands to others, and what it says."""
    yield from _document(export, doc, width=width)
    for claim in export.register.claims:
        if claim.doc_id == doc.id:
            kind = export.pack.kind(claim.kind)
            quote = shorten(claim.span.quote, LONG)
            yield from wrap(f"{kind.title}: “{quote}” {claim.id}", width=width, indent=2, hang=2)


def list_discrepancies(
    export: Export, *, width: int, about: frozenset[str] | None = None, more: int = 0
) -> Iterator[Line]:
    """Every field on which sources disagree; `more`: so many are not in the export."""
    found = [one for one in export.register.discrepancies if about is None or one.about in about]
    if not found:
        yield Line(text="No two sources disagree on anything that the register holds.")
    for one in found:
        yield from show_discrepancy(export, one, width=width)
        yield BLANK
    if more:
        what = f"and {more:,} more: --first 0 shows all; with a pair or a state, all of it"
        yield from wrap(what, width=width, style="dim")


def list_statements(
    export: Export, *, width: int, about: frozenset[str] | None = None
) -> Iterator[Line]:
    """What each speaker said, in the order of the register's speakers."""
    for speaker in export.register.speakers:
        records = [export.records[one] for one in speaker.records if about is None or one in about]
        if records:
            yield from wrap(_speaker(speaker), width=width, hang=2, style="head")
            for record in records:
                yield from _quotes(export, record.claims, width=width, every=True)
            yield BLANK


def list_documents(export: Export, *, width: int) -> Iterator[Line]:
    """Every page that was read."""
    for doc in export.register.documents:
        yield from _document(export, doc, width=width)
        yield BLANK


def list_issues(export: Export, *, width: int) -> Iterator[Line]:
    """What could not be read, and why."""
    if not export.register.issues:
        yield Line(text="Every input was read.")
    for issue in export.register.issues:
        yield from wrap(f"{issue.source}: {issue.what}", width=width, hang=2)


def _speaker(speaker: Speaker) -> str:
    offices = f", {', '.join(speaker.offices)}" if speaker.offices else ""
    also = f" (also {', '.join(speaker.names[1:])})" if len(speaker.names) > 1 else ""
    return speaker.names[0] + also + offices


def _document(export: Export, doc: Document, *, width: int) -> Iterator[Line]:
    reading, kinship = export.readings.get(doc.id), export.kinships.get(doc.id)
    yield from wrap(doc.headline, width=width, hang=2, style="head")
    parts = [doc.outlet, page_day(doc), doc.url or doc.source]
    yield from wrap("; ".join(part for part in parts if part), width=width, indent=2, hang=2)
    said = "not read" if reading is None else count(len(reading.claims), "claim")
    relation = f"; {kinship.relation}" if kinship and kinship.relation != "own" else ""
    language = f"; language {doc.language}" if doc.language not in (None, "en") else ""
    yield from wrap(f"{said}{relation}{language}; {doc.id}", width=width, indent=2, style="dim")


def _quotes(
    export: Export, claims: Sequence[str], *, width: int, every: bool = False
) -> Iterator[Line]:
    for claim_id in claims if every else claims[:FEW]:
        claim = export.claims[claim_id]
        quote = claim.span.quote if every else shorten(claim.span.quote, LONG)
        yield from wrap(f"“{quote}”", width=width, indent=6, hang=1)
        page = name_page(export.documents[claim.doc_id])
        text = f"- {page} [{claim_id[:SHORT]}]"
        yield from wrap(text, width=width, indent=6, hang=2, style="dim")


def _side_quotes(export: Export, claims: Iterable[str], field: str) -> Iterator[str]:
    for claim_id in list(claims)[:FEW]:
        claim = export.claims[claim_id]
        doc = export.documents[claim.doc_id]
        yield f"“{shorten(quote_for(doc, claim, field), LONG)}”"
        yield f"- {name_page(doc)}"


def _support(found: Record | Step) -> str:
    """The grade in words, and the number of origins where the words do not tell it."""
    number = "one" if found.origins == 1 else str(found.origins)
    is_told = number in found.grade_why.split()
    origins = "" if is_told else f", {count(found.origins, 'origin')}"
    return f"{found.grade}: {found.grade_why}{origins}"


def _standing(hub: Hub) -> Step | None:
    """The last entry of the history that says what the hub has come to."""
    return next((entry for entry in reversed(hub.history) if entry.value == hub.standing), None)


def _member_ids(hub: Hub) -> set[str]:
    return {record_id for _, ids in hub.members for record_id in ids}
