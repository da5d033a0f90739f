"""The register of several days → the whole story of one record: what it was, and since when.

What enters: the register as of each day on which a page of the record became known, oldest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pactwatch.days import day_in_words
from pactwatch.nouns import Judgement, Record
from pactwatch.release.changes import tell_differences
from pactwatch.release.rows import Export
from pactwatch.release.telling import name_page, tell_record
from pactwatch.release.terminal import Line, wrap


def days_of(export: Export, record: Record) -> tuple[str, ...]:
    """The days on which the pages of a record became known, each once, oldest first."""
    pages = {export.claims[claim].doc_id for claim in record.claims}
    return tuple(sorted({export.documents[page].known for page in pages}))


def show_history(exports: Sequence[Export], record: Record, *, width: int) -> Iterator[Line]:
    """What a record was as of each day, what changed it, and what people said of it."""
    yield from wrap(f"{tell_record(exports[-1], record)} ({record.id})", width=width, style="title")
    before: Record | None = None
    met: set[str] = set()
    for export in exports:
        now = _same(export, record)
        if now is None:
            continue
        known = day_in_words(export.register.as_of)
        yield from wrap(f"Known on {known}", width=width, style="head")
        if before is None:
            text = f"{tell_record(export, now)} ({now.grade}: {now.grade_why})"
            yield from wrap(text, width=width, indent=2, hang=2)
        else:
            told = tell_differences(export, before, now) or ["nothing else than before"]
            for text in told:
                yield from wrap(text, width=width, indent=2, hang=2)
            if before.id != now.id:
                yield from wrap(f"until then under {before.id}", width=width, indent=2, hang=2)
        yield from _new_claims(export, now, met, width=width)
        met.update(now.claims)
        before = now
    yield from _judgements(exports[-1], record, width=width)


def list_judgements(
    export: Export, judgements: Sequence[Judgement], *, width: int
) -> Iterator[Line]:
    """Judgements with the words to which they point."""
    if not judgements:
        yield Line(text="None.")
    for one in judgements:
        yield from _tell_judgement(export, one, width=width)
        yield from wrap(f"“{one.span.quote}”", width=width, indent=2, hang=3, style="dim")
        yield from wrap(f"- {name_page(export.documents[one.doc_id])}", width=width, indent=2)


def _same(export: Export, record: Record) -> Record | None:
    """What the record was then: that which has most of its claims."""
    claims = set(record.claims)
    found = [(len(claims & set(one.claims)), one) for one in export.register.records]
    most = max(found, key=lambda pair: pair[0], default=None)
    return most[1] if most and most[0] else None


def _new_claims(export: Export, now: Record, met: set[str], *, width: int) -> Iterator[Line]:
    for claim_id in now.claims:
        if claim_id not in met:
            claim = export.claims[claim_id]
            page = name_page(export.documents[claim.doc_id])
            text = f"“{claim.span.quote}” - {page} [{claim_id}]"
            yield from wrap(text, width=width, indent=6, hang=1, style="dim")


def _judgements(export: Export, record: Record, *, width: int) -> Iterator[Line]:
    """Every judgement on the words of its claims, those that were taken back too."""
    spans = [export.claims[claim].span for claim in record.claims]
    for one in export.register.judgements:
        on_it = any(
            one.doc_id == span.doc_id and one.span.start < span.end and span.start < one.span.end
            for span in spans
        )
        if on_it:
            yield from _tell_judgement(export, one, width=width)


def _tell_judgement(export: Export, one: Judgement, *, width: int) -> Iterator[Line]:
    is_back = any(other.withdraws == one.id for other in export.register.judgements)
    what = " ".join(part for part in (one.verdict, one.slot, one.value) if part)
    back = ", taken back since" if is_back else ""
    text = f"{day_in_words(one.day)}: {one.by}: {what}: {one.reason}{back} [{one.id}]"
    yield from wrap(text, width=width, hang=2, style="warn")
