"""The anomalies of one sheet while it is read."""

from papers.anomaly import Anomaly, Finding, Severity
from papers.grid import Cell, place_order


class Remarks:
    """Collects what is found on a sheet; `sheet` is None for the workbook itself."""

    def __init__(self, sheet: str | None) -> None:
        self.sheet = sheet
        self._found: dict[Anomaly, None] = {}
        self._gravest: dict[str | None, Severity] = {}

    def at(self, cell: Cell, finding: Finding) -> None:
        """Add a finding about a cell; the same one twice (merged cells) is one."""
        self.on(cell.place, finding, found=cell.written)

    def on(self, place: str | None, finding: Finding, *, found: str | None = None) -> None:
        """Add a finding about a cell, a range or (None) the whole sheet."""
        anomaly = Anomaly(self.sheet, place, finding.severity, found, finding.taken, finding.says)
        self._found[anomaly] = None
        before = self._gravest.get(place, Severity.INFO)
        self._gravest[place] = max(before, finding.severity, key=lambda s: s.rank)

    def is_wrong(self, cell: Cell) -> bool:
        """Tell whether an error was found there."""
        return self._gravest.get(cell.place) is Severity.ERROR

    def is_questioned(self, cell: Cell) -> bool:
        """Tell whether what stands there is in doubt, and so no measure for other sheets."""
        return self._gravest.get(cell.place, Severity.INFO) is not Severity.INFO

    @property
    def anomalies(self) -> tuple[Anomaly, ...]:
        """All in the order of their places, the gravest of a place last.

        How a cell was read is not told where it is left out.
        """
        told = [a for a in self._found if not self._is_idle(a)]
        return tuple(sorted(told, key=lambda a: (*place_order(a.cell), a.severity.rank)))

    def _is_idle(self, anomaly: Anomaly) -> bool:
        is_read = anomaly.severity is Severity.INFO and anomaly.taken is not None
        return is_read and self._gravest[anomaly.cell] is Severity.ERROR
