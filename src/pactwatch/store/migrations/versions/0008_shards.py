"""Which pieces of crawls are in, so that a run that was killed goes on where it was."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "shard",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("shard_id", "terms", "source", "body")
        ),
        sa.Column("run_id", sa.Text, sa.ForeignKey("run.id"), nullable=False),
    )
    op.create_index("shard_by_id", "shard", ["shard_id", "terms"], unique=True)
