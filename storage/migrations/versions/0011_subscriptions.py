"""Who wants to be sent what privately.

Revision 0011_subscriptions, after 0008_countersigns.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011_subscriptions"
down_revision = "0010_support"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the schema forward."""
    op.create_table(
        "subscription",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('bulletin', 'briefing')", name=op.f("ck_subscription_kind")),
        sa.PrimaryKeyConstraint("person", "kind", name=op.f("pk_subscription")),
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("subscription")
