"""Causes, photos and files beside the figures.

Revision 0007_remarks, after 0006_lifecycle.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007_remarks"
down_revision = "0006_lifecycle"
branch_labels = None
depends_on = None

_OWN_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Take the schema forward."""
    op.create_table(
        "remark",
        sa.Column("id", _OWN_ID, nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('cause', 'photo', 'file')", name=op.f("ck_remark_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
    )
    op.create_index(op.f("ix_remark_month_project"), "remark", ["month", "project"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("remark")
