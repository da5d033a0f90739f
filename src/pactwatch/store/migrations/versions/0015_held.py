"""Indexes end in when a row holds, so that of a thing's versions only the one asked for is read; rows
of what is altered are found without the others; an outline's number is never given again."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

HELD = ("until_day", "from_day")
IS_NOW = sa.text("until_day IS NULL")
NOUNS = (
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
INDEXES = (
    *((f"{name}_by_id", name, ("id",)) for name in NOUNS),
    ("claim_record_by_claim", "claim_record", ("claim_id",)),
    ("claim_origin_by_claim", "claim_origin", ("claim_id",)),
    ("belonging_by_part", "belonging", ("part_id", "whole")),
)


def upgrade() -> None:
    """Make the indexes anew; what stands in the tables stays."""
    for name, table, columns in INDEXES:
        op.drop_index(name, table)
        op.create_index(name, table, [*columns, *HELD])
    is_altered = sa.text("body IS NOT NULL")
    op.create_index("shown_altered", "shown", ["part", "ref"], sqlite_where=is_altered)
    op.create_index(
        "roll_now", "roll", ["name", "speaker_id", "names", "until_day"], sqlite_where=IS_NOW
    )
    _make_outline_anew()


def _make_outline_anew() -> None:
    """The same rows in a table whose numbers grow for ever."""
    for name in ("outline_by_id", "outline_by_knot"):
        op.drop_index(name, "outline")
    op.rename_table("outline", "outline_before")
    op.create_table(
        "outline",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("from_day", sa.Text),
        sa.Column("until_day", sa.Text),
        sa.Column("knot", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    columns = "seq, id, kind, body, from_day, until_day, knot"
    op.execute(f"INSERT INTO outline ({columns}) SELECT {columns} FROM outline_before ORDER BY seq")
    op.drop_table("outline_before")
    op.create_index("outline_by_id", "outline", ["id", *HELD])
    op.create_index("outline_by_knot", "outline", ["knot"])
    op.create_index("outline_now", "outline", ["kind", "until_day"], sqlite_where=IS_NOW)
    op.create_index("outline_held", "outline", ["from_day", "until_day", "kind"])
