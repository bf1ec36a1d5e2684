"""What was found on the spot (现场核查).

Revision 0013_site_checks, after 0012_button_age.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013_site_checks"
down_revision = "0012_button_age"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the schema forward."""
    op.create_table(
        "site_check",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("is_announced", sa.Boolean(), nullable=False),
        sa.Column("inspectors", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("year", "number", name=op.f("pk_site_check")),
    )
    op.create_index(op.f("ix_site_check_year_project"), "site_check", ["year", "project"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index(op.f("ix_site_check_year_project"), table_name="site_check")
    op.drop_table("site_check")
