"""Derived tables keep versions, with the days between which they held; they are made anew."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

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


def _seq() -> sa.Column[int]:
    return sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _maybe(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text)


def _held() -> tuple[sa.Column[str], ...]:
    return _maybe("from_day"), _maybe("until_day"), _text("knot")


def upgrade() -> None:
    """Drop what was derived, and make the tables anew."""
    for name in ("derivation", "shown", "claim_record", "claim_origin", *WHOLE):
        op.drop_table(name)
    op.create_table("derivation", _seq(), _text("fingerprint"))
    op.create_table("knot", sa.Column("doc_id", sa.Text, primary_key=True), _text("knot"))
    op.create_table("shown", _seq(), _text("part"), _text("ref"), _maybe("body"), *_held())
    op.create_index("shown_by_ref", "shown", ["part", "ref"])
    op.create_index("shown_by_knot", "shown", ["knot"])
    for name in WHOLE:
        op.create_table(name, _seq(), _text("id"), _maybe("kind"), _text("body"), *_held())
        op.create_index(f"{name}_by_id", name, ["id"])
        op.create_index(f"{name}_by_knot", name, ["knot"])
    for name, whole in (("claim_record", "record_id"), ("claim_origin", "origin_id")):
        position = sa.Column("position", sa.Integer, nullable=False)
        op.create_table(name, _seq(), _text(whole), position, _text("claim_id"), *_held())
        op.create_index(f"{name}_by_{whole}", name, [whole])
        op.create_index(f"{name}_by_claim", name, ["claim_id"])
        op.create_index(f"{name}_by_knot", name, ["knot"])
