"""Since when a button is old, so that spent ones can be forgotten.

Revision 0012_button_age, after 0011_subscriptions.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012_button_age"
down_revision = "0011_subscriptions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the schema forward; what was offered before counts from the next tidying."""
    op.add_column("button", sa.Column("aged_from", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_button_aged_from"), "button", ["aged_from"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index(op.f("ix_button_aged_from"), table_name="button")
    op.drop_column("button", "aged_from")
