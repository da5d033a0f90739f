"""What pages are found by is kept a knot at a time, and the ledger as a sum over rows."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

INDEXES = (
    ("sighting_at_url", "sighting", "url"),
    ("sighting_from_source", "sighting", "source"),
    ("attempt_with_issue", "attempt", "issue_id"),
    ("judgement_of_document", "judgement", "doc_id"),
)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _held() -> tuple[sa.Column[str], ...]:
    return sa.Column("from_day", sa.Text), sa.Column("until_day", sa.Text), _text("knot")


def upgrade() -> None:
    """Make the tables; what stands in them is derived, so that all of it is derived again."""
    for name, table, column in INDEXES:
        op.create_index(name, table, [column])
    for name in ("belonging", "roll"):
        op.drop_table(name)
    op.create_table(
        "belonging",
        *map(_text, ("whole", "whole_id", "part_id")),
        sa.Column("as_what", sa.Text),
        *_held(),
    )
    op.create_index("belonging_by_part", "belonging", ["part_id", "whole"])
    op.create_table(
        "roll", *map(_text, ("speaker_id", "name", "names")), _number("records"), *_held()
    )
    op.create_index("roll_by_name", "roll", ["name", "speaker_id"])
    for name in ("belonging", "roll"):
        op.create_index(f"{name}_by_knot", name, ["knot"])
    op.create_table(
        "worded",
        _text("part"),
        _number("place"),
        *map(_text, ("page", "ref", "mark", "told")),
        sa.PrimaryKeyConstraint("part", "place"),
    )
    op.create_index("worded_of_page", "worded", ["page", "part"])
    op.create_table("tally", sa.Column("name", sa.Text, primary_key=True), _text("total"))
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
    "outline",
    "record",
    "speaker",
    "discrepancy",
    "contradiction",
    "fact",
    "called",
    "sheet",
    "page_words",
    "claim_words",
)
