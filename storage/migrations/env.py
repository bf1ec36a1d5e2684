"""Alembic's environment: it migrates over the connection that it is handed."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import DateTime, String, TypeDecorator

from storage.tables import METADATA


def render_plain(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Write our own column types into a revision as the plain types that they are stored in."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    if isinstance(item.impl_instance, DateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item.impl_instance, String):
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
    render_item=render_plain,
)
with context.begin_transaction():
    context.run_migrations()
