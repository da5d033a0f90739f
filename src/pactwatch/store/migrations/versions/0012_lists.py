"""By what lists are counted, so that no more than an index is read."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the indexes; what stands in the tables stays."""
    for name in ("discrepancy", "story"):
        is_now = sa.text("until_day IS NULL")
        op.create_index(f"{name}_now", name, ["kind", "until_day"], sqlite_where=is_now)
        op.create_index(f"{name}_held", name, ["from_day", "until_day", "kind"])
    op.create_index(
        "sheet_undated",
        "sheet",
        ["known_by", "doc_id"],
        sqlite_where=sa.text("published IS NULL AND in_domain = 1"),
    )
