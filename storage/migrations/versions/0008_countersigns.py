"""What commanders said to the drafts of their commands (核签).

Revision 0008_countersigns, after 0007_remarks.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008_countersigns"
down_revision = "0007_remarks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the schema forward."""
    op.create_table(
        "countersign",
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acting_for", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("month", "command", "project", name=op.f("pk_countersign")),
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("countersign")
