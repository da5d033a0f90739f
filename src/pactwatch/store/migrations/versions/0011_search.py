"""Full text of pages and claims, and the names of those who speak."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables; they are filled when what is derived is made anew."""
    op.create_table(
        "roll",
        sa.Column("speaker_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("names", sa.Text, nullable=False),
        sa.Column("records", sa.Integer, nullable=False),
        sa.Column("from_day", sa.Text),
        sa.Column("until_day", sa.Text),
    )
    op.create_index("roll_by_name", "roll", ["name", "speaker_id"])
    op.execute(
        "CREATE VIRTUAL TABLE page_words USING fts5(ref UNINDEXED, mark UNINDEXED, "
        "title, body, tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute(
        "CREATE VIRTUAL TABLE claim_words USING fts5(ref UNINDEXED, mark UNINDEXED, "
        "page UNINDEXED, body, tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute("DELETE FROM derivation")
