"""Indexes end in when a row holds, so that of a thing's versions only the one asked for is read."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

HELD = ("until_day", "from_day")
NOUNS = (
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
    is_now = sa.text("until_day IS NULL")
    op.create_index("outline_now", "outline", ["kind", "until_day"], sqlite_where=is_now)
    op.create_index(
        "roll_now", "roll", ["name", "speaker_id", "names", "until_day"], sqlite_where=is_now
    )
    op.create_index("outline_held", "outline", ["from_day", "until_day", "kind"])
