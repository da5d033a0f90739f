"""Rows → nouns: what the inputs are now. Everything here follows from the rows alone, and not from
the order in which inputs came, so that equal inputs give equal nouns.

- Of a capture, the newest intake that ended speaks, and any that was begun after it: so a page that
  is read again with newer readers, or with a publication day, is not shown twice.
- A document seen under several sources is one; `documents` says which of them speaks for what.
- An issue is shown while its input reads so: see `load_issues`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from pactwatch.nouns import (
    Claim,
    Document,
    Issue,
    Judgement,
    Link,
    Range,
    Reading,
    Run,
    Slot,
    Span,
    Via,
    Voice,
    When,
)
from pactwatch.store import sql, sums
from pactwatch.store.inputs import face_of, run_of
from pactwatch.store.plain import from_json, value_from_json
from pactwatch.store.schema import load_tables

#: On what a publication day is based, the strongest first.
BASES = ("given", "metadata", "url", "text")

AT_ONCE = 500  #: values that one query may name

STDIN = "-"  #: the one source whose inputs have nothing to do with one another

Sighting = Any  #: a row of `sighting`; SQLAlchemy's rows are typed by position only


def speaking_intakes(connection: sql.Connection, among: Collection[int] | None = None) -> set[int]:
    """Of each capture, the newest intake that ended and all that were begun after it.

    `among`: only of the captures that these intakes took in.
    """
    intake, ended = load_tables()["intake"], load_tables()["intake_end"]
    query = (
        sql.select(intake.c.seq, intake.c.capture_id, ended.c.seq.label("ended"))
        .outerjoin_from(intake, ended, ended.c.intake == intake.c.seq)
        .order_by(intake.c.seq)
    )
    captures = None if among is None else set(captures_of(connection, among).values())
    by_capture: dict[str, list[int]] = {}
    for row in select_among(connection, query, intake.c.capture_id, captures):
        if row.ended is not None:
            by_capture[row.capture_id] = [row.seq]
        else:
            by_capture.setdefault(row.capture_id, []).append(row.seq)
    return {seq for seqs in by_capture.values() for seq in seqs}


def load_documents(
    connection: sql.Connection, among: Collection[str] | None = None
) -> tuple[Document, ...]:
    """The documents, by id; `among` must have, of each address, all texts that were read there."""
    sighting, document = load_tables()["sighting"], load_tables()["document"]
    seen = list(select_among(connection, sql.select(sighting), sighting.c.doc_id, among))
    speaking = speaking_intakes(connection, None if among is None else {row.intake for row in seen})
    by_document: dict[str, list[Sighting]] = defaultdict(list)
    for row in seen:
        if row.intake in speaking:
            by_document[row.doc_id].append(row)
    found = []
    texts = sql.select(document).order_by(document.c.id)
    for row in select_among(connection, texts, document.c.id, among):
        if row.id in by_document:
            found.append(merge_sightings(row.id, row.text, by_document[row.id]))
    return tuple(_number_versions(found))


def select_among(
    connection: sql.Connection,
    query: sql.Select[Any],
    column: sql.Column[Any],
    among: Collection[Any] | None,
) -> Iterator[Any]:
    """The rows of a query, or those whose column has one of some values."""
    if among is None:
        yield from many_rows(connection, query)
        return
    asked = sorted(among)
    for n in range(0, len(asked), AT_ONCE):
        yield from many_rows(connection, query.where(column.in_(asked[n : n + AT_ONCE])))


def many_rows(connection: sql.Connection, query: sql.Select[Any]) -> Iterator[Any]:
    """The rows of a query, many at a time."""
    return sums.many_rows(connection.execute(query))


def merge_sightings(doc_id: str, text: str, rows: Sequence[Sighting]) -> Document:
    """Several sightings → one document.

    The fullest sighting (then the smallest source) gives url, outlet, title, language and pages;
    the smallest source is `source`; the strongest basis, then the earliest day, gives the
    publication; without one, the page is known since the first day on which it was collected.
    """
    full = min(rows, key=lambda r: (_missing(r), r.source, r.archived or "", r.title or "", r.face))
    first = min(rows, key=lambda r: (r.source, r.archived or ""))
    dated = [row for row in rows if row.published is not None]
    if dated:
        day = min(dated, key=lambda r: (BASES.index(r.published_basis), r.published, r.known))
    else:
        day = min(rows, key=lambda r: r.known)
    return Document(
        id=doc_id,
        source=first.source,
        url=full.url,
        outlet=full.outlet,
        title=full.title,
        published=day.published,
        published_basis=day.published_basis,
        known=day.known,
        known_basis=day.known_basis,
        language=full.language,
        text=text,
        media_type=full.media_type,
        cleaner=full.cleaner,
        archived=first.archived,
        page_starts=from_json(tuple[int, ...], full.page_starts),
    )


def _missing(row: Sighting) -> int:
    return [row.url, row.outlet, row.title, row.language].count(None)


def _number_versions(documents: Iterable[Document]) -> list[Document]:
    """Texts at one address replace one another, in the order of the days they are known since."""
    by_url: dict[str, list[Document]] = defaultdict(list)
    for doc in documents:
        by_url[doc.url or doc.id].append(doc)
    found = []
    for versions in by_url.values():
        before: str | None = None
        for doc in sorted(versions, key=lambda doc: (doc.known, doc.id)):
            found.append(replace(doc, replaces=before))
            before = doc.id
    return sorted(found, key=lambda doc: doc.id)


def load_readings(
    connection: sql.Connection, documents: Sequence[Document], *, is_part: bool = False
) -> tuple[Reading, ...]:
    """The current reading of each document: the newest of its face, else of another.

    `is_part` says that the documents are some of many.
    """
    current = current_readings(connection, documents, is_part=is_part)
    shown = {seq: doc for seq, (doc, _) in current.items()}
    claims = _load_claims(connection, shown, shown if is_part else None)
    links = _load_links(connection, shown if is_part else None)
    return tuple(
        Reading(
            doc_id=doc.id,
            readers=row.readers,
            in_domain=bool(row.in_domain),
            repeated=from_json(tuple[Range, ...], row.repeated),
            claims=tuple(claims[seq]),
            links=tuple(links[seq]),
        )
        for seq, (doc, row) in current.items()
    )


def current_readings(
    connection: sql.Connection, documents: Sequence[Document], *, is_part: bool = False
) -> dict[int, tuple[Document, Any]]:
    """`seq` of the current reading of each document that has one → the document and its row."""
    table = load_tables()["reading"]
    by_document: dict[str, list[Any]] = defaultdict(list)
    among = [doc.id for doc in documents] if is_part else None
    query = sql.select(table).order_by(table.c.seq)
    for row in select_among(connection, query, table.c.doc_id, among):
        by_document[row.doc_id].append(row)
    current: dict[int, tuple[Document, Any]] = {}
    for doc in documents:
        rows = by_document.get(doc.id)
        if rows:
            row = min(rows, key=partial(_preference, face_of(doc)))
            current[row.seq] = (doc, row)
    return current


def _preference(face: str, row: Any) -> tuple[bool, str, int]:
    return row.face != face, row.face, -row.seq


def _load_claims(
    connection: sql.Connection,
    documents: Mapping[int, Document],
    among: Collection[int] | None = None,
) -> dict[int, list[Claim]]:
    tables = load_tables()
    claim, slot, piece = tables["claim"], tables["claim_slot"], tables["claim_range"]
    # in the order of their keys, which spares the sorting; a row is taken apart sooner than asked by name
    slots: dict[tuple[int, str], list[Slot]] = defaultdict(list)
    c = slot.c
    filling = sql.select(c.reading, c.claim_id, c.name, c.value, c.start, c.end)
    filling = filling.order_by(*slot.primary_key)
    for seq, claim_id, name, value, start, end in select_among(
        connection, filling, c.reading, among
    ):
        filled = Slot(name=name, value=value_from_json(value), start=start, end=end)
        slots[seq, claim_id].append(filled)
    ranges: dict[tuple[int, str, str], list[Range]] = defaultdict(list)
    c = piece.c
    standing = sql.select(c.reading, c.claim_id, c.part, c.start, c.end)
    standing = standing.order_by(*piece.primary_key)
    for seq, claim_id, part, start, end in select_among(connection, standing, c.reading, among):
        ranges[seq, claim_id, part].append((start, end))
    found: dict[int, list[Claim]] = defaultdict(list)
    query = sql.select(claim).order_by(claim.c.position)
    for row in select_among(connection, query, claim.c.reading, among):
        doc = documents.get(row.reading)
        if doc is None:
            continue
        pieces = (tuple(ranges[row.reading, row.id, part]) for part in ("span", "mention"))
        found[row.reading].append(claim_of(row, doc, slots[row.reading, row.id], *pieces))
    return found


def claim_of(
    row: Any,
    doc: Document,
    slots: Iterable[Slot],
    spans: Iterable[Range],
    mentions: Iterable[Range],
) -> Claim:
    """A row of `claim` with its slots and pieces, on its document."""
    return Claim(
        id=row.id,
        kind=row.kind,
        doc_id=row.doc_id,
        span=Span.cut(doc, row.start, row.end),
        spans=tuple(spans),
        mentions=tuple(mentions),
        slots=tuple(slots),
        said_by=_person(Voice, row.said_by),
        via=_person(Via, row.via),
        basis=row.basis,
        factuality=row.factuality,
        when=_maybe(When, row.told_when),
        reader=row.reader,
        why=_reasons(row.why),
    )


def _maybe(shape: Any, text: str | None) -> Any:
    return None if text is None else from_json(shape, text)


# Made once, as nothing changes them and most claims have those of others:
_person = lru_cache(maxsize=8_192)(_maybe)


@lru_cache(maxsize=8_192)
def _reasons(text: str) -> tuple[str, ...]:
    reasons: tuple[str, ...] = from_json(tuple[str, ...], text)
    return reasons


def _load_links(
    connection: sql.Connection, among: Collection[int] | None = None
) -> dict[int, list[Link]]:
    table = load_tables()["link"]
    found: dict[int, list[Link]] = defaultdict(list)
    query = sql.select(table).order_by(table.c.position)
    for row in select_among(connection, query, table.c.reading, among):
        found[row.reading].append(Link(claim_id=row.claim_id, slot=row.slot, to=row.to_claim))
    return found


def load_issues(connection: sql.Connection) -> tuple[Issue, ...]:
    """The issues that stand, by (source, stage, what).

    An issue met in a capture stands while that intake speaks and no other bytes were taken in from
    the same source since; one met before there were bytes (no such file, too large) stands until
    bytes are, or until the input is read from its start again. What comes through standard input is
    no source in this sense: its issues stand.
    """
    issue, attempt = load_tables()["issue"], load_tables()["attempt"]
    query = sql.select(attempt).where(attempt.c.issue_id.is_not(None)).order_by(attempt.c.seq)
    rows = connection.execute(query).all()
    last = {name: _last_reset(connection, name) for name in {row.input for row in rows}}
    intakes = {row.intake for row in (*rows, *last.values()) if row and row.intake is not None}
    speaking = speaking_intakes(connection, intakes)
    capture_of = captures_of(connection, intakes)
    standing: set[str] = set()
    for row in rows:
        newest = last[row.input]
        if row.intake is None:
            stands = newest is None or newest.seq < row.seq
        else:
            is_newest = newest is None or capture_of.get(newest.intake) == capture_of[row.intake]
            stands = row.intake in speaking and is_newest
        if stands:
            standing.add(row.issue_id)
    found = [
        Issue(source=row.source, stage=row.stage, what=row.what)
        for row in select_among(connection, sql.select(issue), issue.c.id, standing)
    ]
    return tuple(sorted(found, key=lambda one: (one.source, one.stage, one.what)))


def _last_reset(connection: sql.Connection, name: str) -> Any | None:
    """The newest attempt at an input that tells anew which of its issues stand."""
    table = load_tables()["attempt"]
    query = (
        sql.select(table)
        .where(table.c.input == name)
        .where(sql.or_(table.c.intake.is_not(None), table.c.issue_id.is_(None)))
        .order_by(table.c.seq.desc())
        .limit(1)
    )
    return None if name == STDIN else connection.execute(query).first()


def load_issue_days(connection: sql.Connection) -> dict[str, str]:
    """Issue id → the day on which it was first met."""
    attempt, run = load_tables()["attempt"], load_tables()["run"]
    rows = connection.execute(
        sql.select(attempt.c.issue_id, sql.func.min(run.c.started_at).label("met"))
        .join_from(attempt, run, attempt.c.run_id == run.c.id)
        .where(attempt.c.issue_id.is_not(None))
        .group_by(attempt.c.issue_id)
    )
    return {row.issue_id: row.met[:10] for row in rows}


def load_issues_of(connection: sql.Connection, intake: int) -> tuple[Issue, ...]:
    """The issues that one intake met, each once."""
    issue, attempt = load_tables()["issue"], load_tables()["attempt"]
    query = (
        sql.select(issue)
        .where(issue.c.id.in_(sql.select(attempt.c.issue_id).where(attempt.c.intake == intake)))
        .order_by(issue.c.source, issue.c.stage, issue.c.what)
    )
    rows = connection.execute(query)
    return tuple(Issue(source=row.source, stage=row.stage, what=row.what) for row in rows)


def captures_of(connection: sql.Connection, intakes: Collection[int]) -> dict[int, str]:
    """Which capture each of some intakes took in."""
    intake = load_tables()["intake"]
    query = sql.select(intake.c.seq, intake.c.capture_id)
    return {
        row.seq: row.capture_id for row in select_among(connection, query, intake.c.seq, intakes)
    }


def load_judgements(
    connection: sql.Connection, among: Collection[str] | None = None
) -> tuple[Judgement, ...]:
    """What people decided, of all pages or of some, in the order in which they did."""
    table = load_tables()["judgement"]
    query = sql.select(table.c.seq, table.c.body)
    rows = sorted(select_among(connection, query, table.c.doc_id, among), key=lambda row: row.seq)
    return tuple(from_json(Judgement, row.body) for row in rows)


def load_runs(connection: sql.Connection) -> tuple[Run, ...]:
    """The calls that wrote to the register, oldest first."""
    table, ended = load_tables()["run"], load_tables()["run_end"]
    rows = connection.execute(
        sql.select(table, ended.c.ended_at)
        .outerjoin_from(table, ended, ended.c.run_id == table.c.id)
        .order_by(table.c.started_at, table.c.id)
    )
    return tuple(run_of(row) for row in rows)
