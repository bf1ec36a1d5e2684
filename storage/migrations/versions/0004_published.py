"""What an edition says of each project stands in a row of its own; indexes for many projects.

Revision 0004_published, after 0003_moves.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004_published"
down_revision = "0003_moves"
branch_labels = None
depends_on = None

_FOUND_BY = ("code", "lead_unit", "responsible_person")
_INDEXES = (
    *(("published", ("month", "correction", name)) for name in _FOUND_BY),
    ("plan_version", ("project",)),
    ("project", ("year", "command")),
    ("question", ("project",)),
)

_edition = sa.table(
    "edition",
    sa.column("month", sa.String()),
    sa.column("correction", sa.Integer()),
    sa.column("rows", sa.JSON()),
)
_published = sa.table(
    "published",
    sa.column("month", sa.String()),
    sa.column("correction", sa.Integer()),
    sa.column("place", sa.Integer()),
    *(sa.column(name, sa.String()) for name in _FOUND_BY),
    sa.column("row", sa.JSON()),
)


def upgrade() -> None:
    """Take the schema forward."""
    op.create_table(
        "published",
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("correction", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in _FOUND_BY),
        sa.Column("row", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("month", "correction", "place", name=op.f("pk_published")),
    )
    connection = op.get_bind()
    for month, correction in _editions(connection):
        here = (_edition.c.month == month) & (_edition.c.correction == correction)
        written = connection.execute(sa.select(_edition.c.rows).where(here)).scalar_one()
        rows = [
            {"month": month, "correction": correction, "place": place, "row": row}
            | {name: row["project"][name] for name in _FOUND_BY}
            for place, row in enumerate(written)
        ]
        if rows:
            connection.execute(sa.insert(_published), rows)
    for table, columns in _INDEXES:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns, unique=False)
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.drop_column("rows")


def downgrade() -> None:
    """Take the schema back."""
    op.add_column("edition", sa.Column("rows", sa.JSON(), nullable=True))
    connection = op.get_bind()
    for month, correction in _editions(connection):
        there = (_published.c.month == month) & (_published.c.correction == correction)
        query = sa.select(_published.c.row).where(there).order_by(_published.c.place)
        rows = list(connection.execute(query).scalars())
        here = (_edition.c.month == month) & (_edition.c.correction == correction)
        connection.execute(sa.update(_edition).where(here).values(rows=rows))
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.alter_column("rows", existing_type=sa.JSON(), nullable=False)
    for table, columns in _INDEXES:
        op.drop_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table_name=table)
    op.drop_table("published")


def _editions(connection: sa.Connection) -> list[tuple[str, int]]:
    found = connection.execute(sa.select(_edition.c.month, _edition.c.correction))
    return [(month, correction) for month, correction in found]
