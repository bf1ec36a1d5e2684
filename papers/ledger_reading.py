"""A ledger that came back: read cell by cell, and everything wrong is named with its cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Context, Decimal

from openpyxl.utils import get_column_letter

from papers.cells.figures import read_figure
from papers.cells.text import plain_text
from papers.grid import ESCAPED, UNSEEN, Cell, Grid, folded
from papers.ledger import (
    LONGEST_GROUND,
    MOST_BYTES,
    MOST_ROWS,
    SHEET,
    Entry,
    FilledLedger,
    Mistake,
    NoLedger,
    shown_value,
    text_of,
)
from papers.ledger_stub import NoStubError, Stub
from papers.ledger_workbook import COLUMNS, FIGURE, GROUND, HEAD, STUB
from papers.opening import MEGABYTE, Bounds, NotAWorkbookError, open_table
from rules.project import Stage, Value, plain

_BOUNDS = Bounds(packed=MOST_BYTES, unpacked=16 * MEGABYTE, text=8 * MEGABYTE)
_BESIDE = 20  # columns to the right of the table that are looked at
_LOCKED = len(COLUMNS) - 2
_UNIT = 6
_FLOAT_DIGITS = Context(prec=15)  # what a spreadsheet shows and keeps
_STAGES = {"已完成": Stage.MET, "未完成": Stage.UNMET}
_FETCH_ANEW = "请发 /ledger 重新取表"


def read_ledger(content: bytes, *, name: str) -> FilledLedger | NoLedger:
    """Read a workbook that was filled in, cell by cell, whatever it is."""
    size = {"rows": HEAD + MOST_ROWS + 1, "columns": STUB + _BESIDE}
    try:
        grid = open_table(content, name=name, sheet=SHEET, bounds=_BOUNDS, **size)
    except NotAWorkbookError as error:
        return NoLedger(str(error))
    if grid is None:
        says = f"里没有「{SHEET}」工作表，不是认定表，也不像年度工作簿"
        return NoLedger(f"文件“{name}”{says}；认定表{_FETCH_ANEW}。")
    try:
        title = Stub.read(_stub_text(grid, 1))
    except NoStubError:
        return NoLedger(f"文件“{name}”不是我发出的认定表，或者核对信息已被删去；{_FETCH_ANEW}。")
    table = _Table(grid, title)
    table.read()
    return FilledLedger(title.month, tuple(table.codes), tuple(table.entries), table.in_order())


def _stub_text(grid: Grid, row: int) -> str:
    return str(grid.at(row, STUB).value or "")


@dataclass(slots=True)
class _Table:
    """The sheet while it is read; `codes` are those of the rows with their numbers."""

    grid: Grid
    title: Stub
    codes: dict[str, int] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    mistakes: list[tuple[int, int, str]] = field(default_factory=list)

    def read(self) -> None:
        """Go through all rows in which anything stands."""
        self._check_head()
        for number in sorted({row for row, _ in self.grid.cells}):
            self._check_beside(number)
            if number > HEAD + MOST_ROWS:
                self._wrong(number, 1, f"表格超过{MOST_ROWS}行，请删去多余的行")
            elif number > HEAD and any(map(self._is_filled, self._own(number))):
                self._read_row(number)

    def in_order(self) -> tuple[Mistake, ...]:
        """Return what is wrong, from the upper left."""
        return tuple(
            Mistake(f"{get_column_letter(column)}{row}", says)
            for row, column, says in sorted(self.mistakes)
        )

    def _wrong(self, row: int, column: int, says: str) -> None:
        self.mistakes.append((row, column, says))

    def _own(self, row: int) -> Iterator[Cell]:
        return (self.grid.at(row, column) for column in range(1, STUB + 1))

    def _is_filled(self, cell: Cell) -> bool:
        return not cell.is_blank

    def _check_head(self) -> None:
        for row, words in enumerate(self.title.cells, start=1):
            self._check_locked(self.grid.at(row, 1), words, "标题")
        for column, (name, _) in enumerate(COLUMNS, start=1):
            self._check_locked(self.grid.at(HEAD, column), name, "表头")

    def _check_beside(self, row: int) -> None:
        for column in range(STUB + 1, STUB + _BESIDE + 1):
            cell = self.grid.at(row, column)
            if self._is_filled(cell):
                says = f"表外的内容“{_short(cell)}”不会读取，请删去；需要说明的写在「依据」栏"
                self._wrong(row, column, says)

    def _read_row(self, row: int) -> None:
        """Read a row that is as it was written but for what was filled in."""
        try:
            stub = Stub.read(_stub_text(self.grid, row))
        except NoStubError:
            first = next(filter(self._is_filled, self._own(row)))
            says = f"“{_short(first)}”所在的行不是本表原有的，或者核对信息已被改动；{_FETCH_ANEW}"
            self._wrong(row, first.column if first.column < STUB else 1, says)
            return
        if stub.month != self.title.month or len(stub.cells) != _LOCKED:
            self._wrong(row, 1, f"这一行是{stub.month.chinese}认定表的，不是本表的；{_FETCH_ANEW}")
            return
        code = stub.cells[0]
        if code in self.codes:
            self._wrong(row, 1, f"“{code}”在第{self.codes[code]}行已经有了，请删去重复的行")
            return
        self.codes[code] = row
        for column, words in enumerate(stub.cells, start=1):
            name = f"「{COLUMNS[column - 1][0]}」"
            self._check_locked(self.grid.at(row, column), words, name)
        self._read_input(row, stub)

    def _check_locked(self, cell: Cell, words: str, name: str) -> None:
        """Compare a cell with what was written there."""
        found = _text(cell)
        if found != folded(words):
            says = f"{name}不能改动，原为“{words[:20]}”，现为“{found[:20]}”，请改回"
            self._wrong(cell.row, cell.column, says)

    def _read_input(self, row: int, stub: Stub) -> None:
        """Read what was filled in; a row of which one cell is wrong is not taken."""
        figure, ground = self.grid.at(row, FIGURE), self.grid.at(row, GROUND)
        said = self._ground(ground)
        if figure.is_blank:
            if not ground.is_blank:
                self._wrong(row, FIGURE, f"“{stub.cells[0]}”写了依据，没有写认定数")
            return
        value = self._stage(figure) if _is_stage(stub) else self._figure(figure, stub)
        if value is None or said is None:
            return
        if not said and value not in {stub.reported, stub.determined}:
            self._wrong(row, GROUND, _ground_needed(value, stub))
            return
        where = f"{get_column_letter(FIGURE)}{row}"
        self.entries.append(Entry(where, stub.cells[0], value, said, stub.state))

    def _ground(self, cell: Cell) -> str | None:
        """Read the ground, empty where there is none; None where it cannot be taken."""
        if cell.is_blank:
            return ""
        if cell.formula is not None or cell.is_error:
            self._wrong(cell.row, cell.column, "依据不能是公式，请改为文字")
            return None
        said = " ".join(ESCAPED.sub("", UNSEEN.sub("", plain_text(cell))).split())
        if len(said) > LONGEST_GROUND:
            says = f"依据有{len(said)}字，请不超过{LONGEST_GROUND}字"
            self._wrong(cell.row, cell.column, says)
            return None
        return said

    def _stage(self, cell: Cell) -> Value | None:
        stage = _STAGES.get(cell.text) if cell.formula is None else None
        if stage is None:
            says = f"“{_short(cell)}”不能作为认定数，请填“已完成”或“未完成”"
            self._wrong(cell.row, cell.column, says)
        return stage

    def _figure(self, cell: Cell, stub: Stub) -> Value | None:
        says = _no_number(cell)
        if says is None:
            reading = read_figure(cell, unit=stub.cells[_UNIT - 1], name="认定数")
            if reading.value is not None:
                return reading.value
            says = reading.finding.says if reading.finding else "认定数看不懂，请填数字"
        self._wrong(cell.row, cell.column, says)
        return None


def _no_number(cell: Cell) -> str | None:
    """Tell why a cell holds no number, None where it holds one."""
    if cell.is_error:
        return f"“{_short(cell)}”是错误值，请填数字"
    if cell.value is None:
        return "公式没有结果，请直接填数字"
    if isinstance(cell.value, str):
        return f"“{_short(cell)}”是文本，不是数字，请只填数字，不写单位"
    return None


def _ground_needed(value: Value, stub: Stub) -> str:
    asked = text_of(shown_value(value))
    if stub.reported is None:
        return f"“{stub.cells[0]}”没有自报数，认定为{asked}请写依据"
    reported = text_of(shown_value(stub.reported))
    return f"“{stub.cells[0]}”认定为{asked}，与自报数{reported}不同，请写依据"


def _is_stage(stub: Stub) -> bool:
    return stub.goal is not None and stub.goal.startswith("M:")


def _text(cell: Cell) -> str:
    """Return what stands in a cell as a stub has it."""
    if cell.formula is not None:
        return cell.formula
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return plain(_FLOAT_DIGITS.plus(Decimal(repr(cell.value))))
    return cell.text


def _short(cell: Cell) -> str:
    """Return what stands in a cell, short enough to stand in a sentence."""
    return (cell.written or "")[:20]
