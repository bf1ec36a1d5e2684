"""The year's workbook: what was read of it, what is wrong with it, and what to do."""

from collections.abc import Sequence
from itertools import islice

from papers.anomaly import Anomaly, Severity
from papers.checked import SHEET, CheckedBook, Counts, Tally

_MOST = 10  # that are named in the message; all stand in the copy
_LONGEST = 110  # characters of one
_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}
_LOAD = "导入请运行维护人员用 guatu load 办理，我只核对，不导入。"


def copy_name(organisation: str, year: int) -> str:
    """Name the marked copy."""
    return f"{organisation}{year}年工作簿核对.xlsx"


def checked(book: CheckedBook) -> str:
    """Tell what a workbook holds and what is wrong with it, the gravest first."""
    shown = [one for one in book.anomalies if one.severity in _WORDS]
    paragraphs = [f"【{book.year}年工作簿核对】{_found(book.tally)}\n{_held(book.counts)}"]
    paragraphs += [_named(shown, book.tally)] if shown else []
    paragraphs += [_where()] if book.copy is not None else []
    return "\n\n".join([*paragraphs, _next(book.tally)])


def _found(tally: Tally) -> str:
    if not any(tally):
        return "没有发现问题。"
    if not tally.errors and not tally.warnings:
        return f"没有需要改的，有{tally.infos}处已自动处理。"
    also = f"，另有{tally.infos}处已自动处理" if tally.infos else ""
    return f"有{tally.errors}处错误、{tally.warnings}处提醒{also}。"


def _held(counts: Counts) -> str:
    return (
        f"读到指挥部{counts.commands}个、人员{counts.people}人、项目{counts.projects}个、"
        f"月度目标{counts.targets}个、保障事项{counts.support_items}项、节点{counts.milestones}个。"
    )


def _named(shown: Sequence[Anomaly], tally: Tally) -> str:
    left = tally.errors + tally.warnings - min(len(shown), _MOST)
    lines = [_line(one) for one in islice(shown, _MOST)]
    return "\n".join([*lines, *([f"……另有{left}处"] if left else [])])


def _line(one: Anomaly) -> str:
    sheet = "整个文件" if one.sheet is None else f"「{one.sheet.strip()}」{one.cell or '整表'}"
    line = " ".join(f"{_WORDS[one.severity]} {sheet}：{one.says}".split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _where() -> str:
    return (
        f"附件是加了批注的副本：第一张工作表「{SHEET}」列出各处，点单元格可以跳过去；"
        "紫底是错误，青底是提醒，灰底是已自动处理的。"
    )


def _next(tally: Tally) -> str:
    if tally.errors:
        return f"有错误的不能导入：请逐处改好（可以直接改副本），再发来核对。{_LOAD}"
    if tally.warnings:
        return f"没有错误，可以导入；提醒的各处请先看读得对不对。{_LOAD}"
    return f"可以导入。{_LOAD}"


def other_format() -> str:
    """Say how a table in another format is saved anew."""
    return (
        "这种格式的表格没有读取。请用表格软件打开，选“另存为”，"
        "类型选“Excel 工作簿（*.xlsx）”，再把新文件发来。"
    )
