"""The tables of the storage room, by what they are about."""

from storage.tables import (
    book,
    chats,
    desk,
    mail,
    months,
    papers,
    record,
    requests,
    site_checks,
)
from storage.tables.columns import Row

METADATA = Row.metadata

__all__ = [
    "METADATA",
    "book",
    "chats",
    "desk",
    "mail",
    "months",
    "papers",
    "record",
    "requests",
    "site_checks",
]
