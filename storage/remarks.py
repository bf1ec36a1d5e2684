"""Remarks beside figures: causes, photos and files, none overwritten."""

from collections import defaultdict
from collections.abc import Collection as SomeOf

from sqlmodel import col, select

from rules.month import Month
from rules.project import ProjectCode
from rules.remark import Remark
from rules.report import Source
from storage.collection import Changing, Collection
from storage.tables.months import RemarkRow


class SeenRemarks(Collection):
    """What was said or handed in."""

    def of(
        self, month: Month, codes: SomeOf[ProjectCode] | None = None
    ) -> dict[ProjectCode, tuple[Remark, ...]]:
        """Return the remarks about each project, or some projects, that has any, in order."""
        query = select(RemarkRow).where(RemarkRow.month == month)
        if codes is not None:
            query = query.where(col(RemarkRow.project).in_(tuple(codes)))
        found: dict[ProjectCode, list[Remark]] = defaultdict(list)
        for row in self._all(query.order_by(col(RemarkRow.id))):
            found[row.project].append(_remark(row))
        return {code: tuple(remarks) for code, remarks in found.items()}


class Remarks(SeenRemarks, Changing):
    """The remarks, to be kept."""

    def put(self, remark: Remark) -> None:
        """Keep a remark."""
        source = remark.source
        self._add(
            RemarkRow(
                month=remark.month,
                project=remark.project,
                person=remark.by,
                kind=remark.kind,
                chat_id=source.chat_id,
                message_id=source.message_id,
                said_at=source.said_at,
                text=remark.text,
                file=remark.file,
                name=remark.name,
            )
        )


def _remark(row: RemarkRow) -> Remark:
    source = Source(row.chat_id, row.message_id, row.said_at)
    return Remark(
        row.month, row.project, row.person, row.kind, source, row.text, row.file, row.name
    )
