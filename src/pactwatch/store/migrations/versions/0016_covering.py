"""What links two things is found in its index alone, and the pages of a knot without looking at all."""

from alembic import op

revision = "0016"
down_revision = "0015"

KEEPS_ROWS = True  #: indexes alone are made anew

HELD = ("until_day", "from_day")
INDEXES = (
    ("claim_record_by_claim", "claim_record", ("claim_id", *HELD, "record_id")),
    ("claim_origin_by_claim", "claim_origin", ("claim_id", *HELD, "origin_id")),
    ("belonging_by_part", "belonging", ("part_id", "whole", *HELD, "whole_id", "as_what")),
)


def upgrade() -> None:
    """Make the indexes anew; what stands in the tables stays."""
    for name, table, columns in INDEXES:
        op.drop_index(name, table)
        op.create_index(name, table, list(columns))
    op.create_index("knot_by_knot", "knot", ["knot"])
