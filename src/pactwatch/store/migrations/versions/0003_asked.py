"""What `pactwatch diff` last showed, so that it can tell what is new since."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "asked",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("asked_at", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
