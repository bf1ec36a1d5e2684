"""Headquarters' briefing in words: what the draft proposes, and what waits for headquarters."""

import datetime as dtm
from collections.abc import Sequence

from bot.wording import matters, publication
from bot.wording.figures import listed, project_name
from bot.wording.publication import Counts, Miss
from papers.briefing import Section
from rules.approval import ChangeRequest
from rules.book import SupportItem
from rules.countersign import Countersign
from rules.month import Month
from rules.plates import Plate
from rules.project import Project, ProjectCode

_CODES = 15  # projects not determined that are named
_LONGEST = 60  # characters of a cause, or of an objection


def overview(counts: Counts, asked: int, opens: Sequence[ProjectCode]) -> str:
    """Count the month: what is proposed, and what the office has not determined."""
    words = (
        f"本月应报{asked}个。拟蓝{counts.blue}个，拟黄{counts.yellow}个，拟红{counts.red}个，"
        f"未认定{counts.pending}个，无牌{counts.none - counts.pending}个。"
    )
    if not opens:
        return f"{words}督考办已全部认定。"
    more = f"等{len(opens)}个" if len(opens) > _CODES else ""
    named = f"{listed(opens[:_CODES])}{more}"
    return f"{words}其中督考办还没有认定、暂按自报的{len(opens)}个：{named}。"


def misses(plate: Plate, found: Sequence[str]) -> Section:
    """Name the projects that would be red, or yellow."""
    number, about = {
        Plate.RED: ("一", "（连续两个月及以上未完成）"),
        Plate.YELLOW: ("二", "（本月未完成）"),
    }[plate]
    title = f"{number}、拟{plate.chinese}牌{len(found)}个{about}"
    return Section(title, _numbered(found), "个", "无。")


def miss(one: Miss, cause: str, month: Month) -> str:
    """Tell a miss: its figures, who answers for it, and why, as the unit says (单位自述)."""
    project = one.project
    streak = f"，将连续{one.streak}个月" if one.streak > 1 else ""
    word = "认定" if one.is_determined else "自报"
    figures = publication.short(one.goal, one.value, project.unit, word=word)
    why = f"单位自述：{_short(cause)}" if cause else "单位没有说明原因"
    return (
        f"{project_name(project)}{streak}：{month.chinese}{figures}。"
        f"{project.lead_unit}，{project.responsible_person}。{why}。"
    )


def supports(found: Sequence[str]) -> Section:
    """Name the support items that are overdue."""
    return Section(f"三、逾期保障事项{len(found)}项", _numbered(found), "项", "无。")


def support(item: SupportItem, on: dtm.date) -> str:
    """Tell a support item that is overdue, whose it is, and which project waits for it."""
    whose = listed(filter(None, (item.department, item.person)))
    what = f"{item.category}·{item.what}" if item.category else item.what
    return f"{item.project}　{what}（{whose}），逾期{item.days_overdue(on)}天。"


def approvals(found: Sequence[str]) -> Section:
    """Name what the office has reviewed and headquarters has to decide."""
    return Section(f"四、提请总指挥部批准{len(found)}件", _numbered(found), "件", "无。")


def approval(request: ChangeRequest, project: Project, number: str, since: dtm.date) -> str:
    """Tell a request that waits for headquarters, and since when."""
    what = matters.head(request)
    return (
        f"{what}　{project_name(project)}，{number}，{since.month}月{since.day}日审核通过后待批。"
    )


def objections(found: Sequence[str]) -> Section:
    """Name what commanders object to; the drafts go to them together with the briefing."""
    none = "暂无（草稿与本简报同时送各指挥长核签）。"
    return Section(f"五、指挥长异议{len(found)}个", _numbered(found), "个", none)


def objection(project: Project, said: Countersign) -> str:
    """Tell an objection in the commander's words."""
    acting = f"（代{said.acting_for}）" if said.acting_for else ""
    return f"{project_name(project)}：{said.by}{acting}提出，{_short(said.words)}。"


def caption(month: Month) -> str:
    """Say what the file is."""
    return f"【{month.chinese}简报】一页，草稿，尚未公布，请勿转发。"


def file_name(organisation: str, month: Month) -> str:
    """Name the file."""
    return f"{organisation}{month}挂图作战情况简报（草稿）.docx"


def _numbered(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{number}．{item}" for number, item in enumerate(items, start=1))


def _short(words: str) -> str:
    words = words.strip().rstrip("。；;")
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
