"""By what pages are found: outlines, sheets, what belongs to what, and disputes by their record."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _maybe(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text)


def _days() -> tuple[sa.Column[str], ...]:
    return _maybe("from_day"), _maybe("until_day")


def upgrade() -> None:
    """Make the tables; what stands in them is derived, so that it is derived again."""
    op.create_table(
        "outline",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        _text("id"),
        _maybe("kind"),
        _text("body"),
        *_days(),
        _text("knot"),
    )
    op.create_index("outline_by_id", "outline", ["id"])
    op.create_index("outline_by_knot", "outline", ["knot"])
    op.create_table(
        "belonging",
        *map(_text, ("whole", "whole_id", "part_id")),
        _maybe("as_what"),
        *_days(),
    )
    op.create_index("belonging_by_part", "belonging", ["part_id", "whole"])
    op.create_table("called", sa.Column("record_id", sa.Text, primary_key=True), _text("claim_id"))
    op.create_table(
        "sheet",
        sa.Column("doc_id", sa.Text, primary_key=True),
        sa.Column("reading", sa.Integer),
        _text("known_by"),
        _maybe("published"),
        sa.Column("in_domain", sa.Integer, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        *map(_text, ("face", "body")),
    )
    op.create_index("sheet_by_day", "sheet", ["known_by", "doc_id"])
    op.create_index("sheet_by_reading", "sheet", ["reading"])
    for name in TABLES:
        op.execute(f"DELETE FROM {name}")


TABLES = (
    "derivation",
    "knot",
    "shown",
    "claim_record",
    "claim_origin",
    "kinship",
    "wording",
    "story",
    "dated",
    "origin",
    "hub",
    "record",
    "speaker",
    "discrepancy",
    "contradiction",
    "fact",
)
