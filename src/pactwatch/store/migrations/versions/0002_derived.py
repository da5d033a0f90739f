"""Derived tables: the register as last made from the inputs."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

WHOLE = (
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


def _maybe(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text)


def _days() -> tuple[sa.Column[str], sa.Column[str]]:
    return _maybe("from_day"), _maybe("until_day")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "derivation",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("fingerprint", sa.Text, nullable=False),
        _maybe("as_of"),
    )
    op.create_table(
        "shown",
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        _maybe("ref"),
        _maybe("body"),
        sa.PrimaryKeyConstraint("part", "position"),
    )
    for name in WHOLE:
        op.create_table(
            name,
            sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
            _maybe("id"),
            _maybe("kind"),
            sa.Column("body", sa.Text, nullable=False),
            *_days(),
        )
        op.create_index(f"{name}_by_id", name, ["id"])
    for name, whole in (("claim_record", "record_id"), ("claim_origin", "origin_id")):
        op.create_table(
            name,
            sa.Column(whole, sa.Text, nullable=False),
            sa.Column("position", sa.Integer, nullable=False),
            sa.Column("claim_id", sa.Text, nullable=False),
            *_days(),
            sa.PrimaryKeyConstraint(whole, "position"),
        )
        op.create_index(f"{name}_by_claim", name, ["claim_id"])
