"""The ledger over all rows, anchors in the archive, what a watch has seen, and outlets' cards."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0003"


def _seq() -> sa.Column[int]:
    return sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def upgrade() -> None:
    """Make the tables; the end of a run becomes a row of its own, so that no row is ever changed."""
    op.create_table(
        "run_end",
        _seq(),
        sa.Column("run_id", sa.Text, sa.ForeignKey("run.id"), nullable=False, unique=True),
        _text("ended_at"),
    )
    op.execute(
        "INSERT INTO run_end (run_id, ended_at) "
        "SELECT id, ended_at FROM run WHERE ended_at IS NOT NULL ORDER BY seq"
    )
    op.execute("ALTER TABLE run DROP COLUMN ended_at")
    op.create_table("seal", _seq(), _text("digest"), _text("body"))
    op.create_table("anchor", _seq(), *map(_text, ("sealed", "head", "anchored_at")))
    op.create_table(
        "visit",
        _seq(),
        *map(_text, ("address", "body")),
        sa.Column("run_id", sa.Text, sa.ForeignKey("run.id"), nullable=False),
    )
    op.create_index("visit_of_address", "visit", ["address"])
    op.create_table(
        "card",
        _seq(),
        *map(_text, ("outlet", "body")),
        sa.Column("run_id", sa.Text, sa.ForeignKey("run.id"), nullable=False),
    )
