"""A written bulletin counted again: every figure of its text, from the rows of its annex alone."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from docx import Document
from docx.table import Table

from bot.bulletin import MOST_OVERDUE

_NUMBERED = re.compile(r"^\d+\.(.+?)（([A-Z]+\d+)）：(.*)")
_ONE_DECIMAL = Decimal("0.1")
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a written bulletin: its paragraphs, its table of commands, its annex."""

    text: tuple[str, ...]
    commands: tuple[Row, ...]
    annex: tuple[Row, ...]

    def part(self, title: str) -> tuple[str, ...]:
        """Return the paragraphs of a section."""
        heads = [n for n, one in enumerate(self.text) if re.match("[一二三四五六七八九十]、", one)]
        begin = next(n for n in heads if self.text[n].endswith(f"、{title}"))
        end = next((n for n in heads if n > begin), len(self.text))
        return self.text[begin + 1 : end]

    def figure(self, pattern: str) -> int:
        """Return the figure that the text tells, 0 where it does not speak of it."""
        found = [match for one in self.text for match in re.findall(pattern, one)]
        assert len(found) <= 1, (pattern, found)
        return int(found[0]) if found else 0

    def named(self, head: str, title: str) -> list[tuple[str, str]]:
        """Return code and words of the projects under a heading of a section."""
        part = self.part(title)
        begin = next((n for n, one in enumerate(part) if one.startswith(head)), len(part))
        found = []
        for one in part[begin + 1 :]:
            match = _NUMBERED.match(one)
            if match is None:
                break
            found.append((match[2], match[3]))
        return found


def read(docx: bytes) -> Written:
    """Read a written bulletin."""
    document = Document(io.BytesIO(docx))
    commands, annex = document.tables[:2]
    text = tuple(one.text for one in document.paragraphs if one.text)
    return Written(text, tuple(_rows(commands)), tuple(_rows(annex)))


def _rows(table: Table) -> Iterator[Row]:
    head, *rest = ([cell.text for cell in row.cells] for row in table.rows)
    return (dict(zip(head, row, strict=True)) for row in rest)


def _number(written: str) -> Decimal | None:
    try:
        return Decimal(written.rstrip("%"))
    except InvalidOperation:
        return None


def _share(rows: Sequence[Row]) -> str:
    plates = [row["标识"] for row in rows if row["标识"] != "无牌"]
    if not plates:
        return "—"
    share = Decimal(100 * plates.count("蓝牌")) / len(plates)
    return f"{share.quantize(_ONE_DECIMAL, ROUND_HALF_UP)}%"


def _with(rows: Sequence[Row], column: str, word: str) -> list[Row]:
    return [row for row in rows if word in row[column].split("、")]


def check_overall(paper: Written) -> None:
    """Count plates, reasons for none, and the share of the blue ones."""
    rows = paper.annex
    rated = [row for row in rows if row["标识"] != "无牌"]
    assert paper.figure("纳入挂图作战的项目共(\\d+)个") == len(rows)
    assert paper.figure("参加认定的(\\d+)个。") == len(rated)
    for plate in ("蓝牌", "黄牌", "红牌"):
        assert paper.figure(f"{plate}(\\d+)个[、，]") == len(_with(rows, "标识", plate))
    assert paper.figure("无目标任务、不标牌的(\\d+)个") == len(_with(rows, "备注", "无目标任务"))
    assert paper.figure("暂停考核、不标牌的(\\d+)个") == len(_with(rows, "备注", "暂停"))
    assert paper.figure("另有待认定的(\\d+)个") == len(_with(rows, "备注", "待认定"))
    told = [one for one in paper.text if "蓝牌率" in one]
    assert all(f"蓝牌率{_share(rows)}" in one for one in told)


def check_commands(paper: Written) -> None:
    """Count every command again, and the sum."""
    for row in paper.commands:
        is_sum = row["指挥部"] == "合计"
        mine = [one for one in paper.annex if is_sum or one["指挥部"] == row["指挥部"]]
        rated = [one for one in mine if one["标识"] != "无牌"]
        pending = _with(mine, "备注", "待认定")
        share = _share(mine) if rated or pending else "本月无考核任务"
        assert row == {
            "指挥部": row["指挥部"],
            "指挥长": "" if is_sum else row["指挥长"],
            "项目数": str(len(mine)),
            "参评数": str(len(rated)),
            **{plate: str(len(_with(mine, "标识", plate))) for plate in ("蓝牌", "黄牌", "红牌")},
            "待认定": str(len(pending)),
            "未报": str(len(_with(mine, "备注", "未报"))),
            "蓝牌率": share,
        }


def check_rows(paper: Written) -> None:
    """Work out completion again, floored; percent of nothing is a dash (E23)."""
    assert [row["序号"] for row in paper.annex] == [str(n + 1) for n in range(len(paper.annex))]
    for row in paper.annex:
        goal, found = _number(row["本月累计目标"]), _number(row["认定累计"])
        if goal is None or found is None:
            assert row["完成率"] == "—"
            continue
        shown = _number(row["完成率"])
        assert shown is not None
        assert shown <= 100 * found / goal < shown + _ONE_DECIMAL
        assert (row["标识"] == "蓝牌") == (found >= goal)


def check_praise(paper: Written) -> None:
    """Find again who exceeded the goal, who is ahead, who left red."""
    groups: dict[str, list[str]] = {"超额": [], "率先": [], "由红": []}
    for row in (row for row in paper.annex if row["标识"] == "蓝牌"):
        columns = ("本月累计目标", "认定累计", "年度目标")
        goal, found, annual = (_number(row[name]) for name in columns)
        if goal is not None and found is not None:
            groups["超额"] += [row["项目编号"]] if found > goal else []
            is_ahead = annual is not None and found >= annual > goal
            groups["率先"] += [row["项目编号"]] if is_ahead else []
        elif row["备注"].startswith("已完工"):
            groups["率先"] += [row["项目编号"]]
    groups["由红"] = [row["项目编号"] for row in _with(paper.annex, "备注", "由红转蓝")]
    heads = ("（一）超额完成月度目标", "（二）率先完成年度目标", "（三）由红转蓝")
    for head, codes in zip(heads, groups.values(), strict=True):
        assert [code for code, _ in paper.named(head, "表扬情况")] == codes
        assert paper.figure(f"{head}(\\d+)个。") == len(codes)


def check_misses(paper: Written) -> None:
    """Find the red and the yellow ones again, with what is short and the months in a row."""
    title = "未完成月度目标的项目"
    for head, plate in (("（一）红牌", "红牌"), ("（二）黄牌", "黄牌")):
        rows = _with(paper.annex, "标识", plate)
        named = paper.named(head, title)
        assert [code for code, _ in named] == [row["项目编号"] for row in rows]
        assert paper.figure(f"{head}（.*）(\\d+)个。") == len(rows)
        for row, (_, words) in zip(rows, named, strict=True):
            goal, found = _number(row["本月累计目标"]), _number(row["认定累计"])
            gap = re.search("，差([0-9.]+)", words)
            short = goal - found if goal is not None and found is not None else None
            assert (Decimal(gap[1]) if gap else None) == short
            streak = re.search("已连续(\\d+)个月", words)
            assert (streak[1] if streak else "1") == row["连续未完成月数"]
            assert row["责任人"] in words
    assert paper.figure("（三）待认定(\\d+)个。") == len(_with(paper.annex, "备注", "待认定"))


def check_reporting(paper: Written) -> None:
    """Count who reported, how, and that all of them are what was owed."""
    rows = [row for row in paper.annex if row["标识"] != "无牌" or "待认定" in row["备注"]]
    rows = [row for row in rows if "已完工" not in row["备注"]]
    late, silent = _with(rows, "备注", "迟报"), _with(rows, "备注", "未报")
    on_time = [row for row in rows if row["自报累计"] != "—" and row not in late]
    idle = [row for row in rows if row not in late + silent + on_time]
    waiting = _with(idle, "备注", "待认定")
    assert paper.figure("应报(\\d+)个") == len(rows)
    if rows and len(on_time) == len(rows):
        assert any("全部按时报送" in one for one in paper.text)
        return
    assert paper.figure("按时报送(\\d+)个") == len(on_time)
    assert paper.figure("，?迟报(\\d+)个") == len(late)
    assert paper.figure("未报(\\d+)个") == len(silent)
    assert paper.figure("列入待认定(\\d+)个") == len(waiting)
    assert paper.figure("直接核查认定(\\d+)个") == len(idle) - len(waiting)


def check_support(paper: Written) -> None:
    """Count the overdue items that are named."""
    part = paper.part("保障事项")
    named = [one for one in part if re.match("\\d+\\.", one)]
    late, earlier = paper.figure("逾期(\\d+)项。"), paper.figure("至今未办结(\\d+)项")
    rest = sum(int(count) for one in part for count in re.findall("^其余(\\d+)项", one))
    assert late + earlier == len(named) + rest
    assert len(named) <= MOST_OVERDUE
    assert paper.figure("本月到期(\\d+)项") == paper.figure("办结(\\d+)项，") + late
