"""Nouns → rows: what a run adds to a register. Rows are appended and never changed. Each function
works inside its caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

from pactwatch.errors import SpanError
from pactwatch.ids import content_id
from pactwatch.nouns import Capture, Claim, Document, Given, Issue, Judgement, Reading, Run
from pactwatch.store import sql
from pactwatch.store.plain import from_json, to_json
from pactwatch.store.schema import load_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One passing of a capture through the stages; `is_known` where all of it was in before."""

    seq: int
    record: str
    source: str
    run_id: str
    is_known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Under what a capture is taken in; under the same terms it is not taken in again.

    `given` is what people have said of the whole capture, `told` answers for a page in it: its
    source and its address.
    """

    given: Given
    readers: str
    told: Callable[[str, str | None], Given]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Of what something is said (`capture` and its record, or `address`), when and by which run."""

    about: str
    subject: str
    told_at: str
    run_id: str


def add_run(connection: sql.Connection, run: Run) -> None:
    """A run that begins."""
    connection.execute(
        sql.insert(load_tables()["run"]).values(
            id=run.id,
            started_at=run.started_at,
            versions=to_json(run.versions),
            arguments=to_json(run.arguments),
        )
    )


def end_run(connection: sql.Connection, run_id: str, ended_at: str) -> None:
    """That a run ended well, and when."""
    connection.execute(
        sql.insert(load_tables()["run_end"]).values(run_id=run_id, ended_at=ended_at)
    )


def add_capture(connection: sql.Connection, capture: Capture, run_id: str) -> None:
    """A capture, once."""
    table = load_tables()["capture"]
    if connection.execute(sql.select(table.c.id).where(table.c.id == capture.record)).first():
        return
    connection.execute(
        sql.insert(table).values(
            id=capture.record,
            source=capture.source,
            sha256=capture.sha256,
            media_type=capture.media_type,
            size=len(capture.data),
            captured_at=capture.captured_at,
            run_id=run_id,
        )
    )


def told_of(connection: sql.Connection, about: str, subject: str | None = None) -> dict[str, Given]:
    """What people have said, by subject: of each field, what was said last."""
    table = load_tables()["metadata"]
    query = sql.select(table).where(table.c.about == about).order_by(table.c.seq)
    if subject is not None:
        query = query.where(table.c.subject == subject)
    said: dict[str, dict[str, str]] = {}
    for row in connection.execute(query):
        said.setdefault(row.subject, {})[row.field] = row.value
    return {subject: Given(**fields) for subject, fields in said.items()}


def tell(
    connection: sql.Connection, telling: Telling, given: Given, *, before: Given | None
) -> Given:
    """Append what is said anew of a subject, of which `before` was said; returns what holds now."""
    said = before or Given()
    for field in fields(Given):
        value = getattr(given, field.name)
        if value is None or value == getattr(said, field.name):
            continue
        said = replace(said, **{field.name: value})
        connection.execute(
            sql.insert(load_tables()["metadata"]).values(
                about=telling.about,
                subject=telling.subject,
                field=field.name,
                value=value,
                basis="given",
                who="caller",
                told_at=telling.told_at,
                why=None,
                run_id=telling.run_id,
            )
        )
    return said


def begin_intake(connection: sql.Connection, capture: Capture, terms: Terms, run_id: str) -> Intake:
    """The newest intake of a capture if it is under these terms, else a new one."""
    intake, ended = load_tables()["intake"], load_tables()["intake_end"]
    given = to_json(terms.given)
    last = connection.execute(
        sql.select(intake, ended.c.told)
        .outerjoin_from(intake, ended, ended.c.intake == intake.c.seq)
        .where(intake.c.capture_id == capture.record)
        .order_by(intake.c.seq.desc())
        .limit(1)
    ).first()
    is_same = last is not None and (last.given, last.readers) == (given, terms.readers)
    is_known = last is not None and is_same and last.told == _told(connection, last.seq, terms)
    if last is not None and is_same and (is_known or last.told is None):
        seq = last.seq
    else:
        values = {"capture_id": capture.record, "given": given, "readers": terms.readers}
        new = sql.insert(intake).values(**values, run_id=run_id).returning(intake.c.seq)
        seq = connection.execute(new).scalar_one()
    return Intake(
        seq=seq, record=capture.record, source=capture.source, run_id=run_id, is_known=is_known
    )


def end_intake(connection: sql.Connection, intake: Intake, terms: Terms) -> None:
    """All that the capture holds is in."""
    told = _told(connection, intake.seq, terms)
    connection.execute(sql.insert(load_tables()["intake_end"]).values(intake=intake.seq, told=told))


def _told(connection: sql.Connection, intake: int, terms: Terms) -> str:
    """What people say of the pages that an intake showed, one by one."""
    table = load_tables()["sighting"]
    rows = connection.execute(
        sql.select(table.c.source, table.c.url)
        .where(table.c.intake == intake)
        .order_by(table.c.source, table.c.url)
    )
    return to_json(tuple((row.source, row.url, terms.told(row.source, row.url)) for row in rows))


def face_of(document: Document) -> str:
    """All that a reader may see of a page beside its text; a reading holds for one face."""
    return content_id(
        "face",
        document.url,
        document.outlet,
        document.title,
        document.language,
        document.media_type,
        list(document.page_starts),
    )


def add_document(connection: sql.Connection, document: Document, intake: Intake) -> None:
    """A document as this intake shows it; its text is stored once."""
    table = load_tables()["document"]
    if not connection.execute(sql.select(table.c.id).where(table.c.id == document.id)).first():
        connection.execute(
            sql.insert(table).values(
                id=document.id,
                sha256=document.sha256,
                text=document.text,
                run_id=intake.run_id,
            )
        )
    sighting = load_tables()["sighting"]
    connection.execute(
        sql.insert(sighting)
        .prefix_with("OR IGNORE")
        .values(
            intake=intake.seq,
            doc_id=document.id,
            source=document.source,
            url=document.url,
            outlet=document.outlet,
            title=document.title,
            published=document.published,
            published_basis=document.published_basis,
            known=document.known,
            known_basis=document.known_basis,
            language=document.language,
            media_type=document.media_type,
            cleaner=document.cleaner,
            archived=document.archived,
            page_starts=to_json(document.page_starts),
            face=face_of(document),
        )
    )


def add_reading(
    connection: sql.Connection, document: Document, reading: Reading, run_id: str
) -> None:
    """A reading with its claims and links, once per document, face and readers."""
    check_spans(document, reading)
    table = load_tables()["reading"]
    row = connection.execute(
        sql.insert(table)
        .prefix_with("OR IGNORE")
        .values(
            doc_id=reading.doc_id,
            face=face_of(document),
            readers=reading.readers,
            in_domain=int(reading.in_domain),
            repeated=to_json(reading.repeated),
            run_id=run_id,
        )
        .returning(table.c.seq)
    ).first()
    if row is None:
        return
    for position, claim in enumerate(reading.claims):
        _add_claim(connection, claim, reading=int(row.seq), position=position)
    _add_rows(
        connection,
        "link",
        [
            {
                "reading": row.seq,
                "position": position,
                "claim_id": link.claim_id,
                "slot": link.slot,
                "to_claim": link.to,
            }
            for position, link in enumerate(reading.links)
        ],
    )


def check_spans(document: Document, reading: Reading) -> None:
    """SpanError where a claim does not quote this very text."""
    for claim in reading.claims:
        span = claim.span
        if span.doc_id != document.id or document.text[span.start : span.end] != span.quote:
            raise SpanError(
                f"{document.source}: claim {claim.id} quotes {span.quote!r}, which does not stand "
                f"at [{span.start}:{span.end}] of {document.id}"
            )


def _add_claim(connection: sql.Connection, claim: Claim, *, reading: int, position: int) -> None:
    connection.execute(
        sql.insert(load_tables()["claim"]).values(
            reading=reading,
            position=position,
            id=claim.id,
            kind=claim.kind,
            doc_id=claim.doc_id,
            start=claim.span.start,
            end=claim.span.end,
            said_by=_maybe_json(claim.said_by),
            via=_maybe_json(claim.via),
            basis=claim.basis,
            factuality=claim.factuality,
            told_when=_maybe_json(claim.when),
            reader=claim.reader,
            why=to_json(claim.why),
        )
    )
    key = {"reading": reading, "claim_id": claim.id}
    _add_rows(
        connection,
        "claim_slot",
        [
            key
            | {
                "position": number,
                "name": slot.name,
                "value": to_json(slot.value),
                "start": slot.start,
                "end": slot.end,
            }
            for number, slot in enumerate(claim.slots)
        ],
    )
    _add_rows(
        connection,
        "claim_range",
        [
            key | {"part": part, "position": number, "start": start, "end": end}
            for part, ranges in (("span", claim.spans), ("mention", claim.mentions))
            for number, (start, end) in enumerate(ranges)
        ],
    )


def _maybe_json(noun: object | None) -> str | None:
    return None if noun is None else to_json(noun)


def _add_rows(connection: sql.Connection, table: str, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        connection.execute(sql.insert(load_tables()[table]), rows)


def add_issue(
    connection: sql.Connection, issue: Issue, *, source: str, intake: int | None, run_id: str
) -> None:
    """An issue, once per (source, stage, what), and that this input met it now."""
    table = load_tables()["issue"]
    connection.execute(
        sql.insert(table)
        .prefix_with("OR IGNORE")
        .values(id=issue.id, source=issue.source, stage=issue.stage, what=issue.what)
    )
    connection.execute(
        sql.insert(load_tables()["attempt"]).values(
            input=source, intake=intake, issue_id=issue.id, run_id=run_id
        )
    )


def note_read(connection: sql.Connection, intake: Intake) -> None:
    """That all of an input is in; nothing is added where that was the last thing noted of it."""
    table = load_tables()["attempt"]
    last = connection.execute(
        sql.select(table.c.intake, table.c.issue_id)
        .where(table.c.input == intake.source)
        .order_by(table.c.seq.desc())
        .limit(1)
    ).first()
    if last is None or last.intake != intake.seq:
        connection.execute(
            sql.insert(table).values(
                input=intake.source, intake=intake.seq, issue_id=None, run_id=intake.run_id
            )
        )


def add_judgement(connection: sql.Connection, judgement: Judgement, run_id: str) -> None:
    """A person's verdict, appended; it is never changed."""
    connection.execute(
        sql.insert(load_tables()["judgement"]).values(
            id=judgement.id, doc_id=judgement.doc_id, body=to_json(judgement), run_id=run_id
        )
    )


def run_of(row: sql.Row[tuple[str, ...]]) -> Run:
    """A row of `run` → Run."""
    return Run(
        id=row.id,
        started_at=row.started_at,
        ended_at=row.ended_at,
        versions=from_json(tuple[tuple[str, str], ...], row.versions),
        arguments=from_json(tuple[str, ...], row.arguments),
    )
