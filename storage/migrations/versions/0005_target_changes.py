"""Target changes with their signatures; the year's target that a change brings.

Revision 0005_target_changes, after 0004_published.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005_target_changes"
down_revision = "0004_published"
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


def upgrade() -> None:
    """Take the schema forward."""
    op.add_column("plan_version", sa.Column("annual_target", sa.String(), nullable=True))
    op.create_table(
        "change_request",
        sa.Column("id", _OWN_ID, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("application", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("is_over", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_request")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_change_request_year_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_change_request_project"), "change_request", ["project"])
    op.create_table(
        "signature",
        sa.Column("id", _OWN_ID, nullable=False),
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("acting_for", sa.String(), nullable=True),
        sa.Column("minutes", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=True),
        sa.CheckConstraint(
            "step IN ('file', 'sign', 'review', 'approve')", name=op.f("ck_signature_step")
        ),
        sa.CheckConstraint(
            "word IN ('agree', 'return', 'reject', 'withdraw')", name=op.f("ck_signature_word")
        ),
        sa.CheckConstraint(
            f"role IN ({', '.join(repr(role) for role in _ROLES)})",
            name=op.f("ck_signature_role"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["change_request.id"],
            name=op.f("fk_signature_request_id_change_request"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
    )
    op.create_index(op.f("ix_signature_request_id"), "signature", ["request_id"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("signature")
    op.drop_table("change_request")
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.drop_column("annual_target")
