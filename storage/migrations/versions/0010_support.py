"""What was done about support items in the chat (保障事项).

Revision 0010_support, after 0008_countersigns.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010_support"
down_revision = "0009_issued_papers"
branch_labels = None
depends_on = None

_DEEDS = "'added', 'done', 'underway', 'remark', 'closed', 'returned', 'reopened'"


def upgrade() -> None:
    """Take the schema forward."""
    op.create_table(
        "support_word",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(f"deed IN ({_DEEDS})", name=op.f("ck_support_word_deed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_word")),
    )
    op.create_index(op.f("ix_support_word_year_number"), "support_word", ["year", "number"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index(op.f("ix_support_word_year_number"), table_name="support_word")
    op.drop_table("support_word")
