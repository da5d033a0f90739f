"""Tables of inputs: runs, captures, documents, readings, what people say. Only ever appended to."""

from __future__ import annotations

from pactwatch.store import sql
from pactwatch.store.columns import maybe, number, seq, text, to


def add_runs(tables: sql.MetaData) -> None:
    sql.Table("about", tables, sql.Column("key", sql.Text, primary_key=True), text("value"))
    sql.Table(
        "run",
        tables,
        seq(),
        sql.Column("id", sql.Text, nullable=False, unique=True),
        text("started_at"),
        text("versions"),
        text("arguments"),
    )
    sql.Table(
        "run_end",
        tables,
        seq(),
        sql.Column("run_id", sql.ForeignKey("run.id"), nullable=False, unique=True),
        text("ended_at"),
    )


def add_inputs(tables: sql.MetaData) -> None:
    sql.Table(
        "capture",
        tables,
        sql.Column("id", sql.Text, primary_key=True),  # the record in the archive
        text("source"),
        text("sha256"),
        text("media_type"),
        number("size"),
        text("captured_at"),
        to("run_id", "run.id"),
    )
    sql.Table(  # what people say of a capture or an address; the newest of a field speaks
        "metadata",
        tables,
        seq(),
        text("about"),
        text("subject"),
        text("field"),
        text("value"),
        text("basis"),
        text("who"),
        text("told_at"),
        maybe("why"),
        to("run_id", "run.id"),
        sql.Index("metadata_of_subject", "subject"),
    )
    sql.Table(  # one passing of a capture through the stages
        "intake",
        tables,
        seq(),
        to("capture_id", "capture.id"),
        text("given"),
        text("readers"),
        to("run_id", "run.id"),
        sql.Index("intake_of_capture", "capture_id"),
    )
    sql.Table(  # written when all that a capture holds is in
        "intake_end",
        tables,
        seq(),
        sql.Column("intake", sql.ForeignKey("intake.seq"), nullable=False, unique=True),
        text("told"),
    )


def add_documents(tables: sql.MetaData) -> None:
    sql.Table(
        "document",
        tables,
        sql.Column("id", sql.Text, primary_key=True),
        text("sha256"),
        text("text"),
        to("run_id", "run.id"),
    )
    sql.Table(  # a document as one capture showed it
        "sighting",
        tables,
        seq(),
        to("intake", "intake.seq"),
        to("doc_id", "document.id"),
        text("source"),
        maybe("url"),
        maybe("outlet"),
        maybe("title"),
        maybe("published"),
        maybe("published_basis"),
        text("known"),
        text("known_basis"),
        maybe("language"),
        text("media_type"),
        text("cleaner"),
        maybe("archived"),
        text("page_starts"),
        text("face"),
        sql.UniqueConstraint("intake", "doc_id", "source"),
        sql.Index("sighting_of_document", "doc_id"),
        sql.Index("sighting_at_url", "url"),
        sql.Index("sighting_from_source", "source"),
    )


def add_readings(tables: sql.MetaData) -> None:
    sql.Table(
        "reading",
        tables,
        seq(),
        to("doc_id", "document.id"),
        text("face"),
        text("readers"),
        number("in_domain"),
        text("repeated"),
        to("run_id", "run.id"),
        sql.UniqueConstraint("doc_id", "face", "readers"),
    )
    sql.Table(
        "claim",
        tables,
        to("reading", "reading.seq"),
        number("position"),
        text("id"),
        text("kind"),
        to("doc_id", "document.id"),
        number("start"),
        number("end"),
        maybe("said_by"),
        maybe("via"),
        text("basis"),
        text("factuality"),
        maybe("told_when"),
        text("reader"),
        text("why"),
        sql.PrimaryKeyConstraint("reading", "id"),
        sql.Index("claim_by_id", "id"),
    )
    of_claim = ("reading", "claim_id"), ("claim.reading", "claim.id")
    sql.Table(
        "claim_slot",
        tables,
        number("reading"),
        text("claim_id"),
        number("position"),
        text("name"),
        text("value"),
        number("start"),
        number("end"),
        sql.PrimaryKeyConstraint("reading", "claim_id", "position"),
        sql.ForeignKeyConstraint(*of_claim),
    )
    sql.Table(  # the pieces of a claim, and where its page says it again
        "claim_range",
        tables,
        number("reading"),
        text("claim_id"),
        text("part"),
        number("position"),
        number("start"),
        number("end"),
        sql.PrimaryKeyConstraint("reading", "claim_id", "part", "position"),
        sql.ForeignKeyConstraint(*of_claim),
    )
    sql.Table(
        "link",
        tables,
        to("reading", "reading.seq"),
        number("position"),
        text("claim_id"),
        text("slot"),
        text("to_claim"),
        sql.PrimaryKeyConstraint("reading", "position"),
    )


def add_verdicts(tables: sql.MetaData) -> None:
    sql.Table(
        "issue",
        tables,
        sql.Column("id", sql.Text, primary_key=True),
        text("source"),
        text("stage"),
        text("what"),
    )
    sql.Table(  # what came of an input: an issue, or none where all of it was read
        "attempt",
        tables,
        seq(),
        text("input"),
        to("intake", "intake.seq", required=False),
        to("issue_id", "issue.id", required=False),
        to("run_id", "run.id"),
        sql.Index("attempt_of_input", "input"),
        sql.Index("attempt_with_issue", "issue_id"),
    )
    sql.Table(  # a piece of a crawl of which all is in, and what it came to
        "shard",
        tables,
        seq(),
        text("shard_id"),
        text("terms"),
        text("source"),
        text("body"),
        to("run_id", "run.id"),
        sql.Index("shard_by_id", "shard_id", "terms", unique=True),
    )
    sql.Table(
        "judgement",
        tables,
        seq(),
        sql.Column("id", sql.Text, nullable=False, unique=True),
        to("doc_id", "document.id"),
        text("body"),
        to("run_id", "run.id"),
        sql.Index("judgement_of_document", "doc_id"),
    )


def add_ledger(tables: sql.MetaData) -> None:
    sql.Table("seal", tables, seq(), text("digest"), text("body"))  # see `store.ledger`
    sql.Table(  # the sum of all rows of what comes and goes, see `store.sums`
        "tally", tables, sql.Column("name", sql.Text, primary_key=True), text("total")
    )
    sql.Table(  # what was sealed into the archive, and the archive's last hash after that
        "anchor", tables, seq(), text("sealed"), text("head"), text("anchored_at")
    )


def add_watch(tables: sql.MetaData) -> None:
    sql.Table(  # what came of an address when it was last asked for; the newest speaks
        "visit",
        tables,
        seq(),
        text("address"),
        text("body"),
        to("run_id", "run.id"),
        sql.Index("visit_of_address", "address"),
    )
    sql.Table(  # what people say of an outlet; the newest speaks
        "card", tables, seq(), text("outlet"), text("body"), to("run_id", "run.id")
    )
