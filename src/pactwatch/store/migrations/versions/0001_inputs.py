"""Inputs: runs, captures, documents, readings with their claims, issues, judgements."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _maybe(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


def _seq() -> sa.Column[int]:
    return sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True)


def _to(name: str, target: str, *, required: bool = True, unique: bool = False) -> sa.Column[Any]:
    shape: Any = sa.Integer if target.endswith(".seq") else sa.Text
    return sa.Column(name, shape, sa.ForeignKey(target), nullable=not required, unique=unique)


def upgrade() -> None:
    """Make the tables."""
    op.create_table("about", _key("key"), _text("value"))
    op.create_table(
        "run",
        _seq(),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        _text("started_at"),
        _maybe("ended_at"),
        _text("versions"),
        _text("arguments"),
    )
    _make_captures()
    _make_documents()
    _make_claims()
    _make_verdicts()


def _make_captures() -> None:
    op.create_table(
        "capture",
        _key("id"),
        _text("source"),
        _text("sha256"),
        _text("media_type"),
        _number("size"),
        _text("captured_at"),
        _to("run_id", "run.id"),
    )
    op.create_table(
        "metadata",
        _seq(),
        *map(_text, ("about", "subject", "field", "value", "basis", "who", "told_at")),
        _maybe("why"),
        _to("run_id", "run.id"),
    )
    op.create_index("metadata_of_subject", "metadata", ["subject"])
    op.create_table(
        "intake",
        _seq(),
        _to("capture_id", "capture.id"),
        _text("given"),
        _text("readers"),
        _to("run_id", "run.id"),
    )
    op.create_index("intake_of_capture", "intake", ["capture_id"])
    op.create_table("intake_end", _seq(), _to("intake", "intake.seq", unique=True), _text("told"))


def _make_documents() -> None:
    op.create_table("document", _key("id"), _text("sha256"), _text("text"), _to("run_id", "run.id"))
    op.create_table(
        "sighting",
        _seq(),
        _to("intake", "intake.seq"),
        _to("doc_id", "document.id"),
        _text("source"),
        *map(_maybe, ("url", "outlet", "title", "published", "published_basis")),
        *map(_text, ("known", "known_basis")),
        _maybe("language"),
        *map(_text, ("media_type", "cleaner")),
        _maybe("archived"),
        *map(_text, ("page_starts", "face")),
        sa.UniqueConstraint("intake", "doc_id", "source"),
    )
    op.create_index("sighting_of_document", "sighting", ["doc_id"])


def _make_claims() -> None:
    op.create_table(
        "reading",
        _seq(),
        _to("doc_id", "document.id"),
        *map(_text, ("face", "readers")),
        _number("in_domain"),
        _text("repeated"),
        _to("run_id", "run.id"),
        sa.UniqueConstraint("doc_id", "face", "readers"),
    )
    op.create_table(
        "claim",
        _to("reading", "reading.seq"),
        _number("position"),
        *map(_text, ("id", "kind")),
        _to("doc_id", "document.id"),
        *map(_number, ("start", "end")),
        *map(_maybe, ("said_by", "via")),
        *map(_text, ("basis", "factuality")),
        _maybe("told_when"),
        *map(_text, ("reader", "why")),
        sa.PrimaryKeyConstraint("reading", "id"),
    )
    op.create_index("claim_by_id", "claim", ["id"])
    of_claim = ["reading", "claim_id"], ["claim.reading", "claim.id"]
    op.create_table(
        "claim_slot",
        _number("reading"),
        _text("claim_id"),
        _number("position"),
        *map(_text, ("name", "value")),
        *map(_number, ("start", "end")),
        sa.PrimaryKeyConstraint("reading", "claim_id", "position"),
        sa.ForeignKeyConstraint(*of_claim),
    )
    op.create_table(
        "claim_range",
        _number("reading"),
        *map(_text, ("claim_id", "part")),
        *map(_number, ("position", "start", "end")),
        sa.PrimaryKeyConstraint("reading", "claim_id", "part", "position"),
        sa.ForeignKeyConstraint(*of_claim),
    )
    op.create_table(
        "link",
        _to("reading", "reading.seq"),
        _number("position"),
        *map(_text, ("claim_id", "slot", "to_claim")),
        sa.PrimaryKeyConstraint("reading", "position"),
    )


def _make_verdicts() -> None:
    op.create_table("issue", _key("id"), *map(_text, ("source", "stage", "what")))
    op.create_table(
        "attempt",
        _seq(),
        _text("input"),
        _to("intake", "intake.seq", required=False),
        _to("issue_id", "issue.id", required=False),
        _to("run_id", "run.id"),
    )
    op.create_index("attempt_of_input", "attempt", ["input"])
    op.create_table(
        "judgement",
        _seq(),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        _to("doc_id", "document.id"),
        _text("body"),
        _to("run_id", "run.id"),
    )
