"""What the database remembers at the end, read from beside the bot."""

from dataclasses import dataclass

from sqlalchemy import create_engine
from sqlmodel import Session, col, select

from rules.determination import Determination
from rules.month import Month
from rules.project import ProjectCode, Value
from rules.report import counting
from storage.engine import Storage
from storage.receipts import Receipt
from storage.sent import Outgoing, outgoing
from storage.tables.mail import InboxRow, OutboxRow


@dataclass(frozen=True, slots=True)
class Heard:
    """A row of the inbox: which update it is, and what became of it."""

    fingerprint: str
    state: str
    error: str | None


@dataclass(frozen=True, slots=True)
class Records:
    """Everything that the verdict asks for."""

    heard: tuple[Heard, ...]
    notices: tuple[Outgoing, ...]
    reported: dict[ProjectCode, Value | None]
    determined: dict[ProjectCode, Determination]
    receipts: tuple[Receipt, ...]
    broken_line: int | None


def read_records(url: str, month: Month) -> Records:
    """Read all of it, once the bot has nothing more to do."""
    heard, notices = _mail(url)
    storage = Storage(url)
    try:
        with storage.look() as look:
            kept = {code: counting(found) for code, found in look.reports.of(month).items()}
            return Records(
                heard=heard,
                notices=notices,
                reported={code: one.value for code, one in kept.items() if one is not None},
                determined=look.determinations.of(month),
                receipts=look.receipts.of(month),
                broken_line=look.journal.verify(),
            )
    finally:
        storage.close()


def _mail(url: str) -> tuple[tuple[Heard, ...], tuple[Outgoing, ...]]:
    """Read every row of the two boxes, which the bot itself never does."""
    engine = create_engine(url)
    with Session(engine) as session:
        rows = session.exec(select(InboxRow).order_by(col(InboxRow.id))).all()
        heard = tuple(Heard(row.fingerprint, row.state.value, row.error) for row in rows)
        out = session.exec(select(OutboxRow).order_by(col(OutboxRow.id))).all()
        notices = tuple(map(outgoing, out))
    engine.dispose()
    return heard, notices
