"""A knot's pages are signed, so that one on which nothing changed is left as it is."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the table anew; what was derived is made anew too."""
    op.drop_table("knot")
    op.create_table(
        "knot",
        sa.Column("doc_id", sa.Text, primary_key=True),
        sa.Column("knot", sa.Text, nullable=False),
        sa.Column("sign", sa.Text, nullable=False),
    )
    for name in TABLES:
        op.execute(f"DELETE FROM {name}")


TABLES = (
    "derivation",
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
