"""What new pages are compared with is kept, so that a page loads only its neighbours."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def upgrade() -> None:
    """Make the tables; they are filled when what is derived is made anew."""
    op.create_table(
        "leaf",
        sa.Column("page", sa.Integer, primary_key=True),
        sa.Column("doc_id", sa.Text, nullable=False, unique=True),
        _number("size"),
        sa.Column("copy_keys", sa.LargeBinary, nullable=False),
        sa.Column("tale_keys", sa.LargeBinary, nullable=False),
        _text("body"),
    )
    op.create_table(
        "posting",
        sa.Column("key", sa.BigInteger),
        sa.Column("rank", sa.BigInteger),
        _number("page"),
        sa.PrimaryKeyConstraint("key", "rank", "page"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tie",
        *map(_text, ("key", "value", "doc_id")),
        sa.PrimaryKeyConstraint("key", "value"),
        sqlite_with_rowid=False,
    )
    op.create_index("tie_of_document", "tie", ["doc_id"])
    op.create_table(
        "indexed",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        *map(_text, ("fingerprint", "basis", "newest")),
    )
    op.execute("DELETE FROM derivation")
