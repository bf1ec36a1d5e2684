"""Under which id a group goes on that became a supergroup.

Revision 0003_moves, after 0002_gaps.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003_moves"
down_revision = "0002_gaps"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the schema forward."""
    op.create_table(
        "chat_move",
        sa.Column("old", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("new", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("old", name=op.f("pk_chat_move")),
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("chat_move")
