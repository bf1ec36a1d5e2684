"""Requests about a project's life; plates from before the first month; posts handed over.

Revision 0006_lifecycle, after 0005_target_changes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006_lifecycle"
down_revision = "0005_target_changes"
branch_labels = None
depends_on = None

_OWN_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ROLES = (
    "first_chief",
    "chief",
    "deputy_chief",
    "member",
    "office_director",
    "office_deputy",
    "office_member",
    "commander",
    "deputy_commander",
    "liaison",
    "responsible_leader",
    "responsible_person",
    "support_person",
    "unit_staff",
)
_NUMBERED = {"sqlite_autoincrement": True}  # a table that is made anew keeps no such promise
_MATTERS = "'target', 'enter', 'exit', 'suspend', 'resume', 'completed'"


def upgrade() -> None:
    """Take the schema forward."""
    with op.batch_alter_table("change_request", table_kwargs=_NUMBERED) as batch_op:
        batch_op.add_column(
            sa.Column("matter", sa.String(), nullable=False, server_default="target")
        )
        batch_op.create_check_constraint(
            op.f("ck_change_request_matter"), f"matter IN ({_MATTERS})"
        )
    op.add_column("lifecycle_event", sa.Column("until", sa.String(), nullable=True))
    op.add_column("lifecycle_event", sa.Column("decided_on", sa.Date(), nullable=True))
    op.create_table(
        "imported",
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("plate", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("plate IN ('blue', 'yellow', 'red')", name=op.f("ck_imported_plate")),
        sa.PrimaryKeyConstraint("month", "project", name=op.f("pk_imported")),
    )
    op.create_table(
        "former_post",
        sa.Column("id", _OWN_ID, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("command", sa.String(), nullable=True),
        sa.Column("project", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("acting_for", sa.String(), nullable=True),
        sa.CheckConstraint(
            f"role IN ({', '.join(repr(role) for role in _ROLES)})",
            name=op.f("ck_former_post_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_post")),
    )
    op.create_index(op.f("ix_former_post_year"), "former_post", ["year"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("former_post")
    op.drop_table("imported")
    with op.batch_alter_table("lifecycle_event", schema=None) as batch_op:
        batch_op.drop_column("decided_on")
        batch_op.drop_column("until")
    with op.batch_alter_table("change_request", table_kwargs=_NUMBERED) as batch_op:
        batch_op.drop_constraint(op.f("ck_change_request_matter"), type_="check")
        batch_op.drop_column("matter")
