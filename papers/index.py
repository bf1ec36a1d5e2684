"""The projects of the workbook, to be found by code or by name from the other sheets."""

from collections.abc import Iterable

from papers.anomaly import asked, refused
from papers.cells.text import key_of, read_code, read_name
from papers.matching import match
from papers.sheets.projects import ProjectLine
from papers.table import Row


class ProjectIndex:
    """Lines of 项目 by code and by name; where two share a name, it is the first one's."""

    def __init__(self, lines: Iterable[ProjectLine]) -> None:
        self.lines = tuple(lines)
        self._by_code: dict[str, list[ProjectLine]] = {}
        self._by_name: dict[str, tuple[str, ProjectLine]] = {}
        for line in self.lines:
            if line.code:
                self._by_code.setdefault(line.code, []).append(line)
            if line.name:
                self.call(line.name, line)

    def call(self, name: str, line: ProjectLine) -> None:
        """Let a project be found under one more name, such as that of 月度计划."""
        self._by_name.setdefault(key_of(name), (name, line))

    def with_code(self, code: str | None, name: str | None = None) -> ProjectLine | None:
        """Return the line with a code; of two, the one with the name."""
        lines = self._by_code.get(code or "", [])
        key = key_of(name or "")
        # Of two lines with one code each other sheet still tells which it means by the name.
        named = [line for line in lines if line.name and key_of(line.name) == key]
        return next(iter(named or lines), None)

    def named(self, name: str | None) -> tuple[ProjectLine | None, str | None]:
        """Return the line of a name, and its full name where a short form was given."""
        same = self._by_name.get(key_of(name or ""))
        if name is None or same is not None:
            return (same[1], None) if same is not None else (None, None)
        found = match(name, (full for full, _ in self._by_name.values()))
        if found is None:
            return None, None
        return self._by_name[key_of(found.name)][1], found.name

    def of_row(self, row: Row) -> ProjectLine | None:
        """Return the project that a row of another sheet is about, and remark on doubts.

        The code decides; a name is taken where there is no code. None, with an error, where
        项目 has no such project; silently where there is no 项目 at all.
        """
        if not self.lines:
            return None
        code = row.take("code", read_code)
        name = row.take("name", read_name)
        line = self.with_code(code, name)
        if line is not None:
            self._compare_names(row, line, name)
            return line
        line, full = self.named(name)
        if line is None:
            self._unknown(row, code, name)
        elif full is not None:
            row.say("name", asked(f"“{name}”按“{full}”匹配，请确认", full))
        elif row.has("code") and line.code and not line.is_doubled:
            says = f"项目编号与项目表不符，按名称“{line.name}”匹配为{line.code}，请核对"
            row.say("code", asked(says, line.code))
        return line

    def _compare_names(self, row: Row, line: ProjectLine, name: str | None) -> None:
        if not name or not line.name or key_of(name) == key_of(line.name):
            return
        if line.row.remarks.is_questioned(line.row.cell("name")):
            return
        says = f"按编号{line.code}匹配，名称与项目表“{line.name}”不一致，请核对"
        row.say("name", asked(says, line.name))

    def _unknown(self, row: Row, code: str | None, name: str | None) -> None:
        if code:
            row.say("code", refused(f"项目表中没有编号{code}，请核对"))
        elif name:
            row.say("name", refused(f"项目表中没有“{name}”，请核对项目名称"))
        elif not row.remarks.is_wrong(row.cell("code" if row.has("code") else "name")):
            key = "code" if row.has("code") else "name"
            row.say(key, refused(f"缺少{row.name(key)}，请补填"))
