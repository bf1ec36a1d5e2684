"""What the database knows of its gaps, what follows from what, what the office was told.

Revision 0002_gaps, after 0001_first_tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_gaps"
down_revision = "0001_first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the schema forward."""
    op.create_table(
        "watch",
        sa.Column("instant", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.CheckConstraint(
            "instant IN ('heard', 'copied', 'restored', 'home')", name=op.f("ck_watch_instant")
        ),
        sa.PrimaryKeyConstraint("instant", name=op.f("pk_watch")),
    )
    op.add_column("inbox", _no("in_doubt"))
    op.add_column("inbox", _no("is_told"))
    op.add_column("outbox", sa.Column("cause", sa.BigInteger(), nullable=True))
    op.add_column("outbox", _no("is_told"))
    op.add_column("due", _no("in_doubt"))


def downgrade() -> None:
    """Take the schema back."""
    for table, *columns in (
        ("due", "in_doubt"),
        ("outbox", "is_told", "cause"),
        ("inbox", "is_told", "in_doubt"),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_column(column)
    op.drop_table("watch")


def _no(name: str) -> "sa.Column[bool]":
    return sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
