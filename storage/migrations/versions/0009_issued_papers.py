"""Papers that bear a number: bulletins and warning letters.

Revision 0009_issued_papers, after 0008_countersigns.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009_issued_papers"
down_revision = "0008_countersigns"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the schema forward."""
    op.create_table(
        "issued_paper",
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("correction", sa.Integer(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("view", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "series IN ('bulletin', 'yellow', 'red')", name=op.f("ck_issued_paper_series")
        ),
        sa.PrimaryKeyConstraint("series", "year", "number", name=op.f("pk_issued_paper")),
    )
    op.create_index(op.f("ix_issued_paper_month"), "issued_paper", ["month"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index(op.f("ix_issued_paper_month"), table_name="issued_paper")
    op.drop_table("issued_paper")
